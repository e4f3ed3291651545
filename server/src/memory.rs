//! How much memory the program holds, and how much it may.
//!
//! Counted by the allocator of the program, which is that of `RocksDB` too. It has to be: the engine frees the texts of `RocksDB`'s
//! errors as if they were its own, so two allocators would end the program at the first full disk.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tikv_jemalloc_ctl::{Access, AsName, background_thread, epoch, stats};

use crate::store::Database;

/// How often the watch looks.
const EVERY: Duration = Duration::from_millis(50);

/// Has the allocator return to the system what nobody uses, also while nothing is asked.
pub fn give_back() {
    let _ = background_thread::write(true); // another allocator, or a system without: what is unused returns later
}

/// Bytes allocated; 0 in a program with another allocator.
#[must_use]
pub fn allocated() -> u64 {
    let fresh = epoch::advance().is_ok();
    if fresh { stats::allocated::read().map_or(0, |bytes| bytes as u64) } else { 0 }
}

/// Three quarters of what the machine has, in megabytes; 4096 where it does not say.
#[must_use]
pub fn most() -> u64 {
    let table = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let total = table.lines().find_map(|line| line.strip_prefix("MemTotal:"));
    let kilobytes = total.and_then(|total| total.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.map_or(4096, |kilobytes| kilobytes / 1024 * 3 / 4)
}

/// Stops queries that take more megabytes than one may, and the largest while more is allocated than all may take. Counting costs as
/// much as several small queries, and what ends before the watch looks twice gives back what it took.
pub async fn watch(database: Database, most: u64, most_of_one: u64) {
    let mut clock = tokio::time::interval(EVERY);
    loop {
        clock.tick().await;
        if database.tasks().longest() < EVERY {
            continue;
        }
        let allocated = allocated();
        database.tasks().hold(most_of_one);
        if allocated > most.saturating_mul(1024 * 1024) {
            database.tasks().relieve();
        }
    }
}

/// A part of the memory that one thread takes from, so that what its work takes can be told from what others take.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Arena(u32);

impl Arena {
    /// Bytes taken from it, as of the last look at the whole; 0 where the allocator does not say.
    #[must_use]
    pub fn allocated(self) -> u64 {
        let part = |size: &str| -> usize {
            let name = format!("stats.arenas.{}.{size}.allocated\0", self.0);
            name.as_str().name().read().unwrap_or(0)
        };
        (part("small") + part("large")) as u64
    }
}

/// Arenas whose threads have ended; they are never given back to the allocator.
static FREE: Mutex<Vec<Arena>> = Mutex::new(Vec::new());

/// The arena of a thread, left to another one at its end.
struct Tenancy(Option<Arena>);

thread_local! {
    static OWN: Tenancy = Tenancy(move_in());
}

fn free() -> MutexGuard<'static, Vec<Arena>> {
    FREE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The arena of this thread alone, made at the first call; none with another allocator.
#[must_use]
pub fn arena() -> Option<Arena> {
    OWN.with(|own| own.0)
}

fn move_in() -> Option<Arena> {
    let left = free().pop();
    let arena = left.or_else(|| "arenas.create\0".name().read().ok().map(Arena))?;
    "thread.arena\0".name().write(arena.0).ok().map(|()| arena)
}

impl Drop for Tenancy {
    fn drop(&mut self) {
        free().extend(self.0);
    }
}
