//! Threads for work that may recurse deeply: parsing, planning and evaluating a query all follow its nesting.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::thread::Builder;

use tokio::sync::oneshot;

use super::Trouble;
use super::tasks::Place;
use crate::sparql::metering::Stop;

/// Memory is taken only as far as a thread really goes, so the size costs address space and nothing else.
const STACK: usize = 64 * 1024 * 1024;

fn roomy() -> Builder {
    Builder::new().name("store".to_owned()).stack_size(STACK)
}

/// Runs `work` on a thread of its own; its result arrives over the channel, or never if it panics.
pub(super) fn spawn<T, F>(work: F) -> Result<oneshot::Receiver<T>, Trouble>
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let (result, receiver) = oneshot::channel();
    let started = roomy().spawn(move || {
        let _ = result.send(work()); // nobody may be waiting any more
    });
    started.map(|_| receiver).map_err(|_| Trouble::Busy)
}

/// Runs work that may be unwound: a query that was stopped where it could not be told so.
pub(super) fn guarded<T>(place: &Place, work: impl FnOnce() -> T) -> Result<T, Trouble> {
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
