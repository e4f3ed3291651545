//! The one place that crosses from async to the blocking store.
//!
//! Oxigraph blocks, recurses deeply on deep queries, and does not order its writers. So every piece of work gets a thread of its
//! own with a large stack, readers are counted, and all writers stand in one line.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use oxigraph::sparql::CancellationToken;
use oxigraph::store::Store;
use tokio::sync::{Mutex, OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};

pub mod opening;
pub mod reply;
pub mod thread;

pub use opening::OpenError;
use reply::{Answer, Client, Reply};

/// Readers of each sort at once when nobody sets another number.
const READERS: usize = 16;

/// An open store and the order in which work reaches it. Clones share both.
#[derive(Clone)]
pub struct Database {
    store: Store,
    /// Places for queries that clients wrote themselves.
    queries: Arc<Semaphore>,
    /// Places for everything else, so that heavy queries do not shut out the browser page.
    pages: Arc<Semaphore>,
    writer: Arc<Mutex<()>>,
    version: Arc<AtomicU64>,
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

    fn around(store: Store) -> Self {
        let places = || Arc::new(Semaphore::new(READERS));
        Self { store, queries: places(), pages: places(), writer: Arc::default(), version: Arc::default() }
    }

    /// Lets so many queries run at once.
    #[must_use]
    pub fn with_queries(mut self, queries: usize) -> Self {
        self.queries = Arc::new(Semaphore::new(queries));
        self
    }

    /// The store itself, for blocking code: commands, and what runs inside [`Database::read`] and [`Database::write`].
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Grows with every change made here: what was derived from the store at a lower version may be out of date.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version.load(Ordering::SeqCst)
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
        let permit = Self::permit(&self.pages, deadline).await?;
        let token = CancellationToken::new();
        let _client = Client::new(&token);
        let store = self.store.clone();
        let result = thread::spawn(move || {
            let result = read(&store, &token);
            drop(permit);
            result
        })?;
        timeout_at(deadline, result).await.map_err(|_| Trouble::Late)?.map_err(|_| Trouble::Died)
    }

    /// Runs a writer when all writers before it are done. Once started it runs to its end, even if nobody waits any more.
    ///
    /// # Errors
    /// [`Trouble::Busy`] when its turn does not come before the deadline, [`Trouble::Died`].
    pub async fn write<T, F>(&self, deadline: Instant, write: F) -> Result<T, Trouble>
    where
        T: Send + 'static,
        F: FnOnce(&Store) -> T + Send + 'static,
    {
        let turn = timeout_at(deadline, Arc::clone(&self.writer).lock_owned()).await.map_err(|_| Trouble::Busy)?;
        let (store, version) = (self.store.clone(), Arc::clone(&self.version));
        let result = thread::spawn(move || {
            let result = write(&store);
            version.fetch_add(1, Ordering::SeqCst);
            drop(turn);
            result
        })?;
        result.await.map_err(|_| Trouble::Died)
    }

    /// Runs a writer on this thread when all writers before it are done. Not for async code.
    pub fn write_blocking<T>(&self, write: impl FnOnce(&Store) -> T) -> T {
        let _turn = self.writer.blocking_lock();
        let result = write(&self.store);
        self.version.fetch_add(1, Ordering::SeqCst);
        result
    }

    /// Runs a reader that writes its answer while it reads; the bytes go to the client as they come.
    ///
    /// The token is cancelled when the deadline passes and when the client goes away.
    ///
    /// # Errors
    /// `E` of the work, as long as nothing has been sent; [`Trouble`] turned into `E`.
    pub async fn stream<E, F>(&self, time: Duration, work: F) -> Result<Answer, E>
    where
        E: From<Trouble> + Send + 'static,
        F: FnOnce(&Store, &CancellationToken, &mut Reply<E>) -> Result<(), E> + Send + 'static,
    {
        let deadline = Instant::now() + time;
        let permit = Self::permit(&self.queries, deadline).await?;
        let token = CancellationToken::new();
        let (mut reply, parts) = reply::pair(deadline, &token);
        let store = self.store.clone();
        thread::spawn(move || {
            let result = work(&store, &token, &mut reply);
            drop(permit);
            reply.end(result);
        })?;
        parts.answer().await
    }

    async fn permit(places: &Arc<Semaphore>, deadline: Instant) -> Result<OwnedSemaphorePermit, Trouble> {
        let place = Arc::clone(places).acquire_owned();
        timeout_at(deadline, place).await.map_err(|_| Trouble::Busy)?.map_err(|_| Trouble::Died)
    }
}
