//! Runs a reader on the very thread that took its request: a small query costs less than waking another thread for it.
//!
//! A thread of the runtime may be held up here because there are more of them than pieces of work that may do so, because each
//! has a large stack, and because of the watch: it sees a piece that takes long, and wakes another thread for the sockets and
//! clocks that this one would look after. On any other runtime [`start`] gives the work back.

use std::array;
use std::cell::RefCell;
use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, Weak};
use std::thread::{self, Builder, Thread, available_parallelism};
use std::time::{Duration, Instant};

use tokio::runtime::{self, Handle, Runtime};

use super::thread::{STACK, Work};

/// Pieces of work that may hold up a thread of the runtime at once.
const PLACES: usize = 8;
/// Threads that look after sockets whatever the pieces of work do, beside one for each processor.
const SPARE: usize = 1;
/// A piece of work that begins so soon after the last one was probably waiting for it, and others behind it.
const PAUSE: Duration = Duration::from_micros(30);
/// How often the watch looks, and so how long the sockets may wait.
const TICK: Duration = Duration::from_millis(1);
/// Looks without work after which the watch sleeps until there is some.
const PATIENCE: u32 = 100;

thread_local! {
    static BENCH: RefCell<Option<Arc<Bench>>> = const { RefCell::new(None) };
}

/// The places of one runtime.
struct Bench {
    since: Instant,
    /// When the last piece of work ended, in nanoseconds.
    ended: AtomicU64,
    /// The number of the piece of work in each place; 0 in a free one.
    places: [AtomicU64; PLACES],
    next: AtomicU64,
    watch: OnceLock<Thread>,
    asleep: AtomicBool,
}

impl Default for Bench {
    fn default() -> Self {
        let (places, next, ended) = (array::from_fn(|_| AtomicU64::new(0)), AtomicU64::new(0), AtomicU64::new(0));
        Self { since: Instant::now(), ended, places, next, watch: OnceLock::new(), asleep: AtomicBool::new(false) }
    }
}

/// A place taken; dropping it gives it back.
struct Place {
    bench: Arc<Bench>,
    index: usize,
}

/// A runtime whose threads may be held up by [`start`].
///
/// # Errors
/// When the system gives no threads.
pub fn runtime() -> io::Result<Runtime> {
    let bench = Arc::new(Bench::default());
    let watched = Arc::downgrade(&bench);
    let threads = available_parallelism().map_or(1, usize::from) + PLACES + SPARE;
    let sit = move || BENCH.set(Some(Arc::clone(&bench)));
    let mut builder = runtime::Builder::new_multi_thread();
    let runtime = builder.enable_all().worker_threads(threads).thread_stack_size(STACK).on_thread_start(sit).build()?;
    let handle = runtime.handle().clone();
    Builder::new().name("watch".to_owned()).spawn(move || watch(&watched, &handle))?;
    Ok(runtime)
}

/// Does the work on a thread of this runtime, this one if it can be; gives it back when it may not.
pub(super) fn start(work: Work) -> Result<(), Work> {
    let Some(place) = BENCH.with_borrow(|bench| bench.as_ref().and_then(Bench::sit)) else { return Err(work) };
    if place.bench.is_busy() {
        // The next task takes this one's place as the first of this thread, and what is second others are woken for.
        drop(tokio::spawn(async {}));
    }
    tokio::spawn(async move {
        work();
        drop(place);
    });
    Ok(())
}

impl Bench {
    fn sit(self: &Arc<Self>) -> Option<Place> {
        let number = self.next.fetch_add(1, Ordering::Relaxed) + 1;
        let free = |place: &AtomicU64| place.compare_exchange(0, number, Ordering::SeqCst, Ordering::Relaxed).is_ok();
        let index = self.places.iter().position(free)?;
        if self.asleep.swap(false, Ordering::SeqCst)
            && let Some(watch) = self.watch.get()
        {
            watch.unpark();
        }
        Some(Place { bench: Arc::clone(self), index })
    }

    fn clock(&self) -> u64 {
        u64::try_from(self.since.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }

    fn is_busy(&self) -> bool {
        let pause = self.clock().saturating_sub(self.ended.load(Ordering::Relaxed));
        Duration::from_nanos(pause) < PAUSE
    }

    fn numbers(&self) -> [u64; PLACES] {
        array::from_fn(|index| self.places[index].load(Ordering::SeqCst))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.bench.ended.store(self.bench.clock(), Ordering::Relaxed);
        self.bench.places[self.index].store(0, Ordering::SeqCst);
    }
}

impl Drop for Bench {
    /// Lets the watch see that it is over.
    fn drop(&mut self) {
        if let Some(watch) = self.watch.get() {
            watch.unpark();
        }
    }
}

/// Gives the runtime something to do whenever a piece of work is still there at the next look: whichever thread wakes for it
/// looks after the sockets then.
fn watch(bench: &Weak<Bench>, runtime: &Handle) {
    let (mut seen, mut woken_for, mut looks) = ([0; PLACES], 0, 0);
    loop {
        let Some(now) = bench.upgrade().map(|bench| bench.numbers()) else { return };
        let late = array::from_fn::<_, PLACES, _>(|index| if now[index] == seen[index] { now[index] } else { 0 });
        let latest = late.into_iter().max().unwrap_or(0);
        if latest > woken_for {
            woken_for = latest;
            drop(runtime.spawn(async {}));
        }
        looks = if now == [0; PLACES] { looks + 1 } else { 0 };
        seen = now;
        if looks < PATIENCE {
            thread::sleep(TICK);
        } else {
            looks = 0;
            rest(bench);
        }
    }
}

/// Sleeps until there is work, or never more will be.
fn rest(bench: &Weak<Bench>) {
    let Some(here) = bench.upgrade() else { return };
    here.watch.get_or_init(thread::current);
    here.asleep.store(true, Ordering::SeqCst);
    let idle = here.numbers() == [0; PLACES];
    drop(here); // the last one of the runtime wakes this thread
    if idle {
        thread::park();
    }
}
