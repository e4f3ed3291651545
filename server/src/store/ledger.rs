//! The store together with the log of its commits: the only way anything is written.
//!
//! A commit goes to the log first and to the store then; what the log has and the store has not, because the power went, is done
//! again at the next opening. Only what really changes is written down, so a request that changes nothing makes no commit.

use std::io;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use oxigraph::model::{GraphNameRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, QuadRef};
use oxigraph::store::{StorageError, Store, Transaction};
use tempfile::TempDir;
use tokio::sync::watch;

use super::log::{self, Log, Once};
use super::patch::{self, Patch};
use super::records::Record;
use super::upkeep;

/// Bytes of the disk that stay free.
const RESERVE: u64 = 64 * 1024 * 1024;
/// How often the store writes a change at most: to both logs, and under every index.
const COPIES: u64 = 4;

/// When a change counts as made.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, clap::ValueEnum)]
pub enum Durability {
    /// When the operating system has it: it outlives the end of the program, however sudden, but not a power cut
    #[default]
    Process,
    /// When the disk has it
    Disk,
}

/// A store and its log. It reads like the store it is made of.
pub struct Ledger {
    store: Store,
    log: Mutex<Log>,
    folder: PathBuf,
    identity: String,
    number: watch::Sender<u64>,
    /// Whether the store took only a part of the last commit: the rest is done before the next one.
    behind: AtomicBool,
    /// The log of a store in memory goes with it.
    temporary: Option<TempDir>,
}

impl Deref for Ledger {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

impl Ledger {
    /// Joins a store with the log in a folder, and gives the store what only the log has.
    ///
    /// # Errors
    /// When the log cannot be read or the store not be written.
    pub fn open(store: Store, folder: &Path) -> Result<Self, StorageError> {
        let log = Log::open(folder)?;
        redo(&store, &log, log.flushed())?;
        let (folder, identity) = (folder.to_owned(), log.identity().to_owned());
        let number = watch::Sender::new(log.number());
        Ok(Self {
            store,
            log: Mutex::new(log),
            folder,
            identity,
            number,
            behind: AtomicBool::new(false),
            temporary: None,
        })
    }

    /// Gives a store a log that goes when it goes.
    ///
    /// # Errors
    /// When there is no place for temporary files.
    pub fn temporary(store: Store) -> Result<Self, StorageError> {
        let folder = tempfile::Builder::new().prefix("kabar-log-").tempdir()?;
        let mut ledger = Self::open(store, folder.path())?;
        ledger.temporary = Some(folder);
        Ok(ledger)
    }

    /// Sets when a change counts as made.
    pub fn set_durability(&self, durability: Durability) {
        self.log().sync = durability == Durability::Disk;
    }

    /// The number of the last commit.
    #[must_use]
    pub fn number(&self) -> u64 {
        *self.number.borrow()
    }

    /// Tells of every commit from now on.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<u64> {
        self.number.subscribe()
    }

    /// What tells this store's commits from those of every other.
    #[must_use]
    pub fn identity(&self) -> &str {
        &self.identity
    }

    /// A folder for what is derived from the store: beside the log; for a store in memory inside of it, so that both go together.
    #[must_use]
    pub fn folder_for(&self, name: &str) -> PathBuf {
        if self.temporary.is_some() { self.folder.join(name) } else { self.folder.with_file_name(name) }
    }

    /// The commit that carried out a request with this key: the digest of what was asked, and its number.
    #[must_use]
    pub fn done(&self, key: &str) -> Option<(String, u64)> {
        self.log().done(key).cloned()
    }

    /// Commits after a number, some megabytes of them at most.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn commits_after(&self, after: u64) -> io::Result<Vec<Record>> {
        log::read(&self.folder, after, self.number(), 4 << 20)
    }

    /// The first commit that the log still has.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn first_commit(&self) -> io::Result<u64> {
        Ok(log::first(&self.folder)?.unwrap_or(1))
    }

    /// Begins a commit.
    ///
    /// # Errors
    /// When the store cannot be read, or still cannot take what it owes the log.
    pub fn begin(&self) -> Result<Commit<'_>, StorageError> {
        if self.behind.load(Ordering::Acquire) {
            let log = self.log();
            redo(&self.store, &log, log.number() - 1)?;
            self.number.send_replace(log.number());
            self.behind.store(false, Ordering::Release);
        }
        let transaction = self.store.start_transaction()?;
        Ok(Commit { ledger: self, transaction, patch: Patch::default(), many: Vec::new() })
    }

    /// Writes to the log, then to the store: what is many by the bulk loader, the rest in a transaction. If the store takes
    /// nothing the log takes it back; if it takes a part, it gets the rest before the next commit or at the next opening.
    fn record(
        &self,
        patch: &Patch,
        once: Option<&Once>,
        many: Vec<Quad>,
        transaction: Transaction<'_>,
    ) -> Result<u64, StorageError> {
        self.find_room(patch.text().len() as u64)?;
        let mut log = self.log();
        let length = log.length();
        let number = log.append(patch.text(), once)?;
        let loaded = !many.is_empty();
        if let Err(error) = bulk_load(&self.store, many) {
            log.take_back(length);
            return Err(error);
        }
        if let Err(error) = transaction.commit() {
            self.behind.store(loaded, Ordering::Release);
            if !loaded {
                log.take_back(length);
            }
            return Err(error);
        }
        self.number.send_replace(number);
        if log.is_full()
            && let Err(error) = self.settle(&mut log).and_then(|()| log.rotate().map_err(Into::into))
        {
            tracing::warn!(%error, "the log of commits grows on, because the store could not be flushed");
        }
        Ok(number)
    }

    /// Sends a change away while the disk still has some space: the store needs it to tidy up, and once it met a disk that was
    /// really full it would take no change before it was opened again.
    fn find_room(&self, bytes: u64) -> Result<(), StorageError> {
        let on_disk = self.temporary.is_none();
        if on_disk && upkeep::free_space(&self.folder)? < RESERVE + COPIES * bytes {
            return Err(io::Error::from(io::ErrorKind::StorageFull).into());
        }
        Ok(())
    }

    fn settle(&self, log: &mut Log) -> Result<(), StorageError> {
        flush(&self.store)?;
        Ok(log.mark_flushed()?)
    }

    pub(super) fn copy_log(&self, folder: &Path) -> io::Result<()> {
        self.log().copy(folder)
    }

    /// The store itself.
    pub(super) fn store(&self) -> &Store {
        &self.store
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Ledger {
    /// A store that was closed in order needs nothing from its log.
    fn drop(&mut self) {
        let mut log = self.log();
        if self.temporary.is_none()
            && log.flushed() < log.number()
            && let Err(error) = self.settle(&mut log)
        {
            tracing::warn!(%error, "the store could not be flushed; its log will be read at the next start");
        }
    }
}

/// Gives the store what the log has after a commit.
fn redo(store: &Store, log: &Log, mut after: u64) -> Result<(), StorageError> {
    while after < log.number() {
        let records = log::read(log.folder(), after, log.number(), 1 << 24)?;
        let Some(last) = records.last() else { break };
        after = last.head.number;
        for record in &records {
            patch::apply(store, &record.patch)?;
        }
    }
    Ok(())
}

fn bulk_load(store: &Store, quads: Vec<Quad>) -> Result<(), StorageError> {
    if quads.is_empty() {
        return Ok(());
    }
    let mut loader = store.bulk_loader();
    loader.load_quads(quads)?;
    loader.commit()
}

#[cfg(feature = "rocksdb")]
fn flush(store: &Store) -> Result<(), StorageError> {
    store.flush()
}

#[cfg(not(feature = "rocksdb"))]
fn flush(_store: &Store) -> Result<(), StorageError> {
    Ok(())
}

/// A change in the making; dropped unfinished it leaves no trace.
pub struct Commit<'a> {
    ledger: &'a Ledger,
    transaction: Transaction<'a>,
    patch: Patch,
    many: Vec<Quad>,
}

impl<'a> Deref for Commit<'a> {
    type Target = Transaction<'a>;

    fn deref(&self) -> &Transaction<'a> {
        &self.transaction
    }
}

impl Commit<'_> {
    /// Adds a quad, unless it is there.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn insert<'q>(&mut self, quad: impl Into<QuadRef<'q>>) -> Result<(), StorageError> {
        let quad = quad.into();
        if !self.transaction.contains(quad)? {
            self.transaction.insert(quad);
            self.patch.add(quad);
        }
        Ok(())
    }

    /// Adds quads that nothing else in this commit is about, by the bulk loader: for tens of thousands it takes a third of the
    /// time of a transaction. Readers may see them a moment before the rest.
    pub fn load(&mut self, quads: Vec<Quad>) {
        for quad in &quads {
            self.patch.add(quad.as_ref());
        }
        self.many.extend(quads);
    }

    /// Removes a quad, if it is there.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn remove<'q>(&mut self, quad: impl Into<QuadRef<'q>>) -> Result<(), StorageError> {
        let quad = quad.into();
        if self.transaction.contains(quad)? {
            self.transaction.remove(quad);
            self.patch.remove(quad);
        }
        Ok(())
    }

    /// Makes a graph, unless it is there; says whether it is new.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn insert_graph(&mut self, graph: NamedOrBlankNodeRef<'_>) -> Result<bool, StorageError> {
        let new = !self.transaction.contains_named_graph(graph)?;
        if new {
            self.transaction.insert_named_graph(graph);
            self.patch.add_graph(graph);
        }
        Ok(new)
    }

    /// Drops a graph with all that is in it; says whether it was there.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn remove_graph(&mut self, graph: NamedOrBlankNodeRef<'_>) -> Result<bool, StorageError> {
        let there = self.transaction.contains_named_graph(graph)?;
        if there {
            self.transaction.remove_named_graph(graph)?;
            self.patch.drop_graph(graph);
        }
        Ok(there)
    }

    /// Empties a graph.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn clear_graph(&mut self, graph: GraphNameRef<'_>) -> Result<(), StorageError> {
        if self.transaction.quads_for_pattern(None, None, None, Some(graph)).next().is_some() {
            self.transaction.clear_graph(graph)?;
            self.patch.clear_graph(graph);
        }
        Ok(())
    }

    /// The names of all graphs.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn graphs(&self) -> Result<Vec<NamedOrBlankNode>, StorageError> {
        self.transaction.named_graphs().collect()
    }

    /// Makes it all count, and gives the number of the commit; that of the last one if nothing changed.
    ///
    /// # Errors
    /// When the log or the store cannot be written; then nothing is changed.
    pub fn finish(self, once: Option<&Once>) -> Result<u64, StorageError> {
        if self.patch.is_empty() && once.is_none() {
            return Ok(self.ledger.number());
        }
        let Self { ledger, transaction, patch, many } = self;
        ledger.record(&patch, once, many, transaction)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::{GraphName, NamedNode};

    #[test]
    fn what_the_store_owes_the_log_is_done_before_the_next_commit() {
        let ledger = Ledger::temporary(Store::new().expect("a store")).expect("a log");
        let node = NamedNode::new_unchecked("https://example.org/a");
        let quad = Quad::new(node.clone(), node.clone(), node, GraphName::DefaultGraph);
        let mut patch = Patch::default();
        patch.add(quad.as_ref());
        ledger.log().append(patch.text(), None).expect("a record");
        ledger.behind.store(true, Ordering::Release);
        assert!(!ledger.contains(&quad).expect("an answer"));
        drop(ledger.begin().expect("a commit"));
        assert!(ledger.contains(&quad).expect("an answer"));
        assert_eq!(ledger.number(), 1, "and the commit counts");
    }
}
