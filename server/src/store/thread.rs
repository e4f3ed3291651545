//! Threads for work that may recurse deeply: parsing, planning and evaluating a query all follow its nesting.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, RecvError, SendError, SyncSender, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, Builder, ThreadId};
use std::time::Duration;

use tokio::sync::oneshot;

use super::tasks::Place;
use super::{Trouble, quick};
use crate::memory;
use crate::sparql::metering::Stop;

/// Memory is taken only as far as a thread really goes, so the size costs address space and nothing else.
pub(super) const STACK: usize = 64 * 1024 * 1024;

fn roomy() -> Builder {
    Builder::new().name("store".to_owned()).stack_size(STACK)
}

/// Threads that have nothing to do and wait for more; making one costs as much as a small query.
static IDLE: Mutex<Vec<(ThreadId, SyncSender<Work>)>> = Mutex::new(Vec::new());
/// So many wait at most, and so long.
const MOST_IDLE: usize = 8;
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) type Work = Box<dyn FnOnce() + Send>;

fn idle() -> MutexGuard<'static, Vec<(ThreadId, SyncSender<Work>)>> {
    IDLE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Gives work to a thread that waits, or to a new one.
fn hand_over(mut work: Work) -> io::Result<()> {
    loop {
        let Some((_, thread)) = idle().pop() else { break };
        match thread.send(work) {
            Ok(()) => return Ok(()),
            Err(SendError(unsent)) => work = unsent, // it died; its panic has been printed
        }
    }
    let (sender, receiver) = sync_channel(1);
    roomy().spawn(move || serve(work, &sender, &receiver)).map(drop)
}

/// Does one piece of work after another, until enough other threads wait or none comes.
fn serve(work: Work, own: &SyncSender<Work>, coming: &Receiver<Work>) {
    work();
    let id = thread::current().id();
    loop {
        {
            let mut idle = idle();
            if idle.len() >= MOST_IDLE {
                return;
            }
            idle.push((id, own.clone()));
        }
        let work = match coming.recv_timeout(PATIENCE) {
            Err(_) if retire(id) => return,
            // somebody took it from those who wait at the last moment, so work is on its way
            Err(_) => coming.recv(),
            work => work.map_err(|_| RecvError),
        };
        let Ok(work) = work else { return };
        work();
    }
}

/// Takes a thread from those that wait; says whether it was among them.
fn retire(id: ThreadId) -> bool {
    let mut idle = idle();
    let place = idle.iter().position(|(waiting, _)| *waiting == id);
    place.map(|place| idle.remove(place)).is_some()
}

/// Runs a reader on a thread with a large stack, this one if it can be.
pub(super) fn start(work: impl FnOnce() + Send + 'static) -> Result<(), Trouble> {
    quick::start(Box::new(work)).or_else(hand_over).map_err(|_| Trouble::Busy)
}

/// The same for work with a result, which arrives over the channel, or never if the work panics.
pub(super) fn begin<T, F>(work: F) -> Result<oneshot::Receiver<T>, Trouble>
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let (result, receiver) = oneshot::channel();
    start(move || drop(result.send(work())))?; // nobody may be waiting any more
    Ok(receiver)
}

/// Runs a writer on another thread with a large stack: it waits for the disk, and wakes those who follow the commits.
pub(super) fn spawn<T, F>(work: F) -> Result<oneshot::Receiver<T>, Trouble>
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let (result, receiver) = oneshot::channel();
    let started = hand_over(Box::new(move || drop(result.send(work()))));
    started.map(|()| receiver).map_err(|_| Trouble::Busy)
}

/// Runs work that may be unwound: a query that was stopped where it could not be told so.
pub(super) fn guarded<T>(place: &Place, work: impl FnOnce() -> T) -> Result<T, Trouble> {
    place.takes_memory_from(memory::arena());
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| match panic.downcast_ref::<Stop>() {
        Some(Stop::Cancelled) => place.fate(),
        Some(Stop::TooMuchText) => Trouble::TooMuchText,
        None => Trouble::Died,
    })
}

/// Runs `work` on a thread with a large stack and waits for it: the same care for commands.
///
/// # Panics
/// When `work` panics, with its panic; when the system gives no thread.
pub fn on_roomy_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = roomy().spawn_scoped(scope, work).expect("the system gives no thread");
        thread.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}
