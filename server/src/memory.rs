//! How much memory the program holds, and how much it may.
//!
//! Counted by the allocator of the program, which is that of `RocksDB` too. It has to be: the engine frees the texts of `RocksDB`'s
//! errors as if they were its own, so two allocators would end the program at the first full disk.

use std::time::Duration;

use tikv_jemalloc_ctl::{background_thread, epoch, stats};

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

/// Stops queries, the oldest first, while more is allocated than may be. Counting costs as much as several small queries, and what
/// ends before the watch looks twice gives back what it took.
pub async fn watch(database: Database, most: u64) {
    let mut clock = tokio::time::interval(EVERY);
    loop {
        clock.tick().await;
        if database.tasks().longest() >= EVERY && allocated() > most {
            database.tasks().relieve();
        }
    }
}
