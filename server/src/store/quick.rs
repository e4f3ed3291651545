//! Runs a reader on the very thread that took its request: a small query costs less than waking another thread for it.
//!
//! Connections are spread over lanes, small runtimes of some threads each, and stay there: the requests of a lane follow each other
//! with hardly a word between threads, and the system shares the processors among many threads that mostly sleep, so that none
//! waits long where all want them. More lanes serve few clients better and many worse: two for each processor do for both. Pieces of work may hold up all threads of their lane but one, because each has a large stack, and because of
//! the watch: it sees a piece that takes long, and wakes another thread for the sockets and clocks of the lane. When no place is
//! free, and on any other runtime, [`start`] gives the work back.

use std::array;
use std::cell::RefCell;
use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread::{self, Builder, Thread, available_parallelism};
use std::time::{Duration, Instant};

use tokio::runtime::{self, Handle, Runtime};

use super::thread::{STACK, Work};

/// Pieces of work that may be on in one lane.
const PLACES: usize = 3;
/// Threads of a lane: one looks after the sockets whatever the pieces of work do.
const THREADS: usize = PLACES + 1;
/// How often the watch looks; sockets may wait twice as long.
const TICK: Duration = Duration::from_millis(2);
/// Looks without work after which the watch sleeps until there is some.
const PATIENCE: u32 = 50;

thread_local! {
    static LANE: RefCell<Option<Arc<Lane>>> = const { RefCell::new(None) };
}

/// The piece of work in each place of a lane; 0 in a free one.
type Numbers = [u64; PLACES];
const NONE: Numbers = [0; PLACES];

/// Runtimes for connections.
pub struct Lanes(Vec<Runtime>);

/// The places of one runtime.
struct Lane {
    places: [AtomicU64; PLACES],
    next: AtomicU64,
    bell: Arc<Bell>,
}

/// Wakes the watch, which lives as long as the program.
#[derive(Default)]
struct Bell {
    watch: OnceLock<Thread>,
    asleep: AtomicBool,
}

/// A place taken; dropping it gives it back.
struct Place {
    lane: Arc<Lane>,
    index: usize,
}

impl Lanes {
    /// Starts two for each processor.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn new() -> io::Result<Self> {
        let number = available_parallelism().map_or(1, usize::from) * 2;
        let bell = Arc::new(Bell::default());
        let lane =
            || Lane { places: array::from_fn(|_| AtomicU64::new(0)), next: AtomicU64::new(0), bell: Arc::clone(&bell) };
        let lanes: Vec<_> = (0..number).map(|_| Arc::new(lane())).collect();
        let runtimes = lanes.iter().map(runtime).collect::<io::Result<Vec<_>>>()?;
        let handles: Vec<_> = runtimes.iter().map(|runtime| runtime.handle().clone()).collect();
        Builder::new().name("watch".to_owned()).spawn(move || watch(&lanes, &handles, &bell))?;
        Ok(Self(runtimes))
    }

    /// By which to give them work.
    #[must_use]
    pub fn handles(&self) -> Vec<Handle> {
        self.0.iter().map(|runtime| runtime.handle().clone()).collect()
    }

    /// Ends them, all together within some time.
    pub fn end(self, within: Duration) {
        let deadline = Instant::now() + within;
        for runtime in self.0 {
            runtime.shutdown_timeout(deadline.saturating_duration_since(Instant::now()));
        }
    }
}

fn runtime(lane: &Arc<Lane>) -> io::Result<Runtime> {
    let lane = Arc::clone(lane);
    let mut builder = runtime::Builder::new_multi_thread();
    builder.enable_all().worker_threads(THREADS).thread_stack_size(STACK);
    builder.on_thread_start(move || LANE.set(Some(Arc::clone(&lane)))).build()
}

/// Does the work on a thread of this lane, this one if it can be; gives it back when it may not.
pub(super) fn start(work: Work) -> Result<(), Work> {
    let Some(place) = LANE.with_borrow(|lane| lane.as_ref().and_then(Lane::take)) else { return Err(work) };
    tokio::spawn(async move {
        work();
        drop(place);
    });
    Ok(())
}

impl Lane {
    fn take(self: &Arc<Self>) -> Option<Place> {
        let number = self.next.fetch_add(1, Ordering::Relaxed) + 1;
        let free = |place: &AtomicU64| place.compare_exchange(0, number, Ordering::SeqCst, Ordering::Relaxed).is_ok();
        let index = self.places.iter().position(free)?;
        if self.bell.asleep.load(Ordering::SeqCst) {
            self.bell.ring();
        }
        Some(Place { lane: Arc::clone(self), index })
    }

    fn numbers(&self) -> Numbers {
        array::from_fn(|index| self.places[index].load(Ordering::SeqCst))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.lane.places[self.index].store(0, Ordering::SeqCst);
    }
}

impl Bell {
    fn ring(&self) {
        if self.asleep.swap(false, Ordering::SeqCst)
            && let Some(watch) = self.watch.get()
        {
            watch.unpark();
        }
    }
}

/// What the watch knows of a lane.
#[derive(Clone, Default)]
struct Watched {
    seen: Numbers,
    /// The last piece of work that it woke a thread for.
    woken_for: u64,
}

/// Gives a lane something to do whenever a piece of its work is still on at the next look: whichever of its threads wakes for it
/// looks after the sockets then.
fn watch(lanes: &[Arc<Lane>], runtimes: &[Handle], bell: &Bell) {
    let mut watched = vec![Watched::default(); lanes.len()];
    let mut looks = 0;
    loop {
        for ((lane, runtime), watched) in lanes.iter().zip(runtimes).zip(&mut watched) {
            let latest = watched.look(lane.numbers());
            if latest > watched.woken_for {
                watched.woken_for = latest;
                drop(runtime.spawn(async {}));
            }
        }
        looks = if watched.iter().all(|watched| watched.seen == NONE) { looks + 1 } else { 0 };
        if looks < PATIENCE {
            thread::sleep(TICK);
        } else {
            looks = 0;
            rest(lanes, bell);
        }
    }
}

impl Watched {
    /// The last of those pieces of work that were on at the last look, too.
    fn look(&mut self, now: Numbers) -> u64 {
        let late = now.iter().zip(self.seen).filter(|(now, seen)| *now == seen).map(|(now, _)| *now).max();
        self.seen = now;
        late.unwrap_or(0)
    }
}

/// Sleeps until there is work.
fn rest(lanes: &[Arc<Lane>], bell: &Bell) {
    bell.watch.get_or_init(thread::current);
    bell.asleep.store(true, Ordering::SeqCst);
    if lanes.iter().all(|lane| lane.numbers() == NONE) {
        thread::park();
    }
}
