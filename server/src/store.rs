//! The one place that crosses from async to the blocking store.
//!
//! Oxigraph blocks, recurses deeply on deep queries, and does not order its writers. So every piece of work has a thread with a
//! large stack to itself, readers are counted, and all writers stand in one line.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use oxigraph::sparql::CancellationToken;
use oxigraph::store::Store;
use tokio::sync::{Mutex, OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};

pub mod ledger;
pub mod log;
pub mod opening;
pub mod patch;
pub mod quick;
pub mod records;
pub mod reply;
pub mod tasks;
pub mod thread;
pub mod upkeep;

use crate::texts::StoreTexts;
pub use ledger::{Durability, Ledger};
pub use opening::OpenError;
use reply::{Answer, Client, Reply};
pub use tasks::{Job, Tasks};

/// Readers of each sort at once when nobody sets another number.
const READERS: usize = 16;

/// An open store and the order in which work reaches it. Clones share both.
#[derive(Clone)]
pub struct Database {
    ledger: Arc<Ledger>,
    texts: Arc<StoreTexts>,
    /// Places for queries that clients wrote themselves.
    queries: Arc<Semaphore>,
    /// Places for everything else, so that heavy queries do not shut out the browser page.
    pages: Arc<Semaphore>,
    writer: Arc<Mutex<()>>,
    tasks: Tasks,
    /// How many wait for a place, and how many may.
    waiting: Arc<AtomicUsize>,
    queue: usize,
    /// Bytes that an answer may have.
    longest: u64,
}

/// Work on the store that came to no result.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Trouble {
    /// The deadline passed while the work was running.
    #[error("the time allowed was over before the answer was complete")]
    Late,
    /// The deadline passed while the work was waiting for others, or no thread was to be had.
    #[error("too much is being asked at once")]
    Busy,
    /// The memory of the program is used up.
    #[error("the memory of the server is used up")]
    Memory,
    /// It takes more memory than one query may.
    #[error("the query needs more than the {0} megabytes of memory that one query may take")]
    TooMuchMemory(u64),
    /// Somebody stopped it.
    #[error("the operator of the server stopped it")]
    Stopped,
    /// It computes more text than it may.
    #[error("the query makes more text than this server lets it compute")]
    TooMuchText,
    /// The answer is too long.
    #[error("the answer is longer than this server lets it be")]
    TooLong,
    /// Nobody takes the answer any more.
    #[error("the client left before the answer was complete")]
    Left,
    /// The thread panicked.
    #[error("the work on the store broke off")]
    Died,
}

impl Database {
    /// Opens the store in a folder, founding it if there is none, or a new one in memory.
    ///
    /// # Errors
    /// When the folder holds something else, is in use, cannot be read, or this build knows no disk.
    pub fn open(location: Option<&Path>) -> Result<Self, OpenError> {
        opening::open(location).map(Self::around)
    }

    /// Opens the store in a folder only if there is one: for commands that read.
    ///
    /// # Errors
    /// As [`Database::open`], and when there is no store.
    pub fn open_existing(location: &Path) -> Result<Self, OpenError> {
        opening::open_existing(location).map(Self::around)
    }

    fn around(ledger: Ledger) -> Self {
        let places = || Arc::new(Semaphore::new(READERS));
        let ledger = Arc::new(ledger);
        Self {
            texts: Arc::new(StoreTexts::new(Arc::clone(&ledger))),
            ledger,
            queries: places(),
            pages: places(),
            writer: Arc::default(),
            tasks: Tasks::default(),
            waiting: Arc::default(),
            queue: usize::MAX,
            longest: u64::MAX,
        }
    }

    /// Lets so many queries run at once.
    #[must_use]
    pub fn with_queries(mut self, queries: usize) -> Self {
        self.queries = Arc::new(Semaphore::new(queries));
        self
    }

    /// Lets so many requests wait for a place; more are sent away at once.
    #[must_use]
    pub fn with_queue(mut self, queue: usize) -> Self {
        self.queue = queue;
        self
    }

    /// Lets an answer have so many bytes.
    #[must_use]
    pub fn with_longest_answer(mut self, bytes: u64) -> Self {
        self.longest = bytes;
        self
    }

    /// Notes in the log what takes longer than this.
    #[must_use]
    pub fn noting(mut self, slow: Duration) -> Self {
        self.tasks = self.tasks.noting(slow);
        self
    }

    /// What runs.
    #[must_use]
    pub fn tasks(&self) -> &Tasks {
        &self.tasks
    }

    /// How many requests wait for a place.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// The store itself, for blocking code: commands, and what runs inside [`Database::read`] and [`Database::write`].
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.ledger
    }

    /// The store with the log of its commits.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The search in the texts of the store.
    #[must_use]
    pub fn texts(&self) -> Arc<StoreTexts> {
        Arc::clone(&self.texts)
    }

    /// The number of the last commit: what was derived from the store at a lower one may be out of date.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.ledger.number()
    }

    /// Runs a reader on a thread of its own and waits for its result until the deadline.
    ///
    /// The token is cancelled when the deadline passes and when nobody waits any more. A reader that does not look at it goes on
    /// until its end and keeps its place among the readers.
    ///
    /// # Errors
    /// [`Trouble`].
    pub async fn read<T, F>(&self, deadline: Instant, read: F) -> Result<T, Trouble>
    where
        T: Send + 'static,
        F: FnOnce(&Store, &CancellationToken) -> T + Send + 'static,
    {
        let permit = self.permit(&self.pages, deadline).await?;
        let token = CancellationToken::new();
        let _client = Client::new(&token);
        let place = self.tasks.begin(Job::unnamed("page", deadline), &token);
        let ledger = Arc::clone(&self.ledger);
        let result = thread::begin(move || {
            let result = thread::guarded(&place, || read(&ledger, &token));
            drop((place, permit));
            result
        })?;
        timeout_at(deadline, result).await.map_err(|_| Trouble::Late)?.map_err(|_| Trouble::Died)?
    }

    /// Runs a writer when all writers before it are done. Once started it runs to its end, even if nobody waits any more.
    ///
    /// # Errors
    /// [`Trouble::Busy`] when its turn does not come before the deadline, [`Trouble::Died`].
    pub async fn write<T, F>(&self, deadline: Instant, write: F) -> Result<T, Trouble>
    where
        T: Send + 'static,
        F: FnOnce(&Ledger) -> T + Send + 'static,
    {
        self.write_as(Job::unnamed("write", deadline), deadline, &CancellationToken::new(), write).await
    }

    /// The same for a job that is listed by its text and can be stopped by its token.
    ///
    /// # Errors
    /// As [`Database::write`].
    pub async fn write_as<T, F>(
        &self,
        job: Job,
        deadline: Instant,
        token: &CancellationToken,
        write: F,
    ) -> Result<T, Trouble>
    where
        T: Send + 'static,
        F: FnOnce(&Ledger) -> T + Send + 'static,
    {
        let _waiting = self.wait()?;
        let turn = timeout_at(deadline, Arc::clone(&self.writer).lock_owned()).await.map_err(|_| Trouble::Busy)?;
        let place = self.tasks.begin(job, token);
        let ledger = Arc::clone(&self.ledger);
        let result = thread::spawn(move || {
            let result = thread::guarded(&place, || write(&ledger));
            drop((place, turn));
            result
        })?;
        result.await.map_err(|_| Trouble::Died)?
    }

    /// Runs a writer on this thread when all writers before it are done. Not for async code.
    pub fn write_blocking<T>(&self, write: impl FnOnce(&Ledger) -> T) -> T {
        let _turn = self.writer.blocking_lock();
        write(&self.ledger)
    }

    /// Runs a reader that writes its answer while it reads; the bytes go to the client as they come.
    ///
    /// The token is cancelled when the deadline passes and when the client goes away.
    ///
    /// # Errors
    /// `E` of the work, as long as nothing has been sent; [`Trouble`] turned into `E`.
    pub async fn stream<E, F>(&self, job: Job, work: F) -> Result<Answer, E>
    where
        E: From<Trouble> + Send + 'static,
        F: FnOnce(&Store, &CancellationToken, &mut Reply<E>) -> Result<(), E> + Send + 'static,
    {
        let deadline = Instant::now() + job.time;
        let permit = self.permit(&self.queries, deadline).await?;
        let token = CancellationToken::new();
        let (mut reply, parts) = reply::pair(deadline, &token, self.longest);
        let place = self.tasks.begin(job, &token);
        let ledger = Arc::clone(&self.ledger);
        thread::start(move || {
            let result = thread::guarded(&place, || work(&ledger, &token, &mut reply));
            // The engine's `OFFSET` passes over rows and errors alike: an answer that was stopped may look complete to it.
            let stopped = token.is_cancelled().then(|| place.fate());
            drop((place, permit));
            reply.end(match (result, stopped) {
                (_, Some(fate)) => Err(fate.into()),
                (Ok(result), None) => result,
                (Err(trouble), None) => Err(trouble.into()),
            });
        })?;
        parts.answer().await
    }

    async fn permit(&self, places: &Arc<Semaphore>, deadline: Instant) -> Result<OwnedSemaphorePermit, Trouble> {
        if let Ok(permit) = Arc::clone(places).try_acquire_owned() {
            return Ok(permit);
        }
        let _waiting = self.wait()?;
        let place = Arc::clone(places).acquire_owned();
        timeout_at(deadline, place).await.map_err(|_| Trouble::Busy)?.map_err(|_| Trouble::Died)
    }

    /// A place in the queue, given back when it is dropped.
    fn wait(&self) -> Result<Waiting, Trouble> {
        let waiting = Waiting(Arc::clone(&self.waiting));
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= self.queue {
            self.tasks.metrics().refused("queue full");
            return Err(Trouble::Busy);
        }
        Ok(waiting)
    }
}

struct Waiting(Arc<AtomicUsize>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
