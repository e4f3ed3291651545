//! What is kept in memory of one state of the store, so that the page answers at once: the index of events, the index of names,
//! the overview.
//!
//! It is built when the server starts, or read from the file that an earlier start left, and renewed after a commit by what the
//! commit touched. All of that happens on a thread of its own. Whoever asks waits for it a moment; then they are told how far the
//! first building is, or get the state before.

pub mod file;
pub mod touched;

use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use ontology::Iris;
use oxigraph::store::{StorageError, Store};
use queries::explore::{Overview, Terms};
use queries::{Explorer, Kept};

use crate::store::{Database, Ledger};
use touched::Touched;

/// Events up to which renewing, and building anew, is quicker than anybody notices, so that everybody waits for it.
const FEW: usize = 20_000;
/// How long one waits for the first state.
const FIRST: Duration = Duration::from_secs(5);
/// How long one waits for a small store to be renewed, however busy the machine is.
const SMALL: Duration = Duration::from_secs(25);
/// How long one waits for a large store to be renewed before the state before will do.
const AGAIN: Duration = Duration::from_secs(1);
/// Things touched since the file was written from which it is written again.
const FILED: usize = 200_000;

/// What is known of one state of the store.
pub struct Standing {
    /// The commit it shows.
    version: u64,
    /// Events and names.
    pub kept: Kept,
    overview: OnceLock<Overview>,
    terms: OnceLock<Terms>,
}

impl Standing {
    fn new(kept: Kept, version: u64) -> Self {
        Self { version, kept, overview: OnceLock::new(), terms: OnceLock::new() }
    }

    /// The first page.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn overview(&self, store: &Store) -> Result<&Overview, StorageError> {
        if let Some(overview) = self.overview.get() {
            return Ok(overview);
        }
        let overview = self.kept.overview(store, &Iris::default())?;
        Ok(self.overview.get_or_init(|| overview))
    }

    /// The vocabulary, counted when somebody first writes a query.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn terms(&self, store: &Store) -> Result<Terms, StorageError> {
        if let Some(terms) = self.terms.get() {
            return Ok(terms.clone());
        }
        let terms = Explorer::new(store, &Iris::default()).terms()?;
        Ok(self.terms.get_or_init(|| terms).clone())
    }

    /// A count of a part of a large store is as good after a commit.
    fn inherit(&self, old: &Self) {
        if let Some(terms) = old.terms.get().filter(|terms| terms.sampled) {
            let _ = self.terms.set(terms.clone()); // nobody has set it before
        }
    }
}

/// Why there is no state to answer from.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Nothing {
    /// The first one is being built; how much of it is done, 0 to 1.
    #[error("the events are being indexed: {} %", hundredths(*.0))]
    Yet(f64),
    /// The store cannot be read.
    #[error("the store cannot be read: {0}")]
    Unreadable(String),
}

/// A share in hundredths, never all of it.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 0 and 99")]
#[must_use]
pub fn hundredths(share: f64) -> u8 {
    (share.clamp(0.0, 0.99) * 100.0) as u8
}

/// The newest state, and whoever works on a newer one.
#[derive(Default)]
pub struct Newest {
    desk: Mutex<Desk>,
    changed: Condvar,
}

#[derive(Default)]
struct Desk {
    current: Option<Arc<Standing>>,
    working: bool,
    /// How much of the first state is built.
    done: f64,
    /// Things touched since the file was written.
    unfiled: usize,
    failed: Option<String>,
}

impl Newest {
    /// What to answer from: the state of the last commit or, while a large store is being renewed, the one before.
    ///
    /// # Errors
    /// [`Nothing`].
    pub fn of(self: &Arc<Self>, database: &Database) -> Result<Arc<Standing>, Nothing> {
        let wanted = database.version();
        let began = Instant::now();
        let mut desk = self.desk();
        loop {
            if let Some(current) = desk.current.as_ref().filter(|current| current.version >= wanted) {
                return Ok(Arc::clone(current));
            }
            if let Some(failure) = desk.failed.take() {
                return Err(Nothing::Unreadable(failure));
            }
            self.renew(&mut desk, database);
            let patience = patience(desk.current.as_deref());
            let Some(left) = patience.checked_sub(began.elapsed()) else {
                return desk.current.clone().ok_or(Nothing::Yet(desk.done));
            };
            desk = self.changed.wait_timeout(desk, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// The commit that answers show now; if there is a newer one, a newer state is begun.
    #[must_use]
    pub fn commit(self: &Arc<Self>, database: &Database) -> u64 {
        let wanted = database.version();
        let mut desk = self.desk();
        let shown = desk.current.as_ref().map_or(wanted, |current| current.version);
        if shown < wanted {
            self.renew(&mut desk, database);
        }
        shown
    }

    /// Begins a newer state, unless somebody is at it.
    fn renew(self: &Arc<Self>, desk: &mut Desk, database: &Database) {
        if !desk.working {
            desk.working = true;
            self.work(database);
        }
    }

    /// How much of the first state is built: nothing to say once it is there.
    #[must_use]
    pub fn building(&self) -> Option<f64> {
        let desk = self.desk();
        (desk.current.is_none() && desk.working).then_some(desk.done)
    }

    fn work(self: &Arc<Self>, database: &Database) {
        let (this, database) = (Arc::clone(self), database.clone());
        std::thread::spawn(move || {
            let _leave = Leave(&this);
            if let Err(error) = this.catch_up(&database) {
                tracing::error!(%error, "what the page answers from cannot be renewed");
                this.desk().failed = Some(error.to_string());
            }
        });
    }

    /// Makes newer states until there is nothing newer.
    fn catch_up(&self, database: &Database) -> Result<(), StorageError> {
        loop {
            let current = self.desk().current.clone();
            let (next, touched) = match current {
                None => first(database, &|share| self.desk().done = share)?,
                Some(current) => next(&current, database)?,
            };
            let next = Arc::new(next);
            if self.publish(&next, touched) >= FILED {
                write_file(&next, database.ledger());
                self.desk().unfiled = 0;
            }
            if next.version >= database.version() {
                return Ok(());
            }
        }
    }

    /// Gives everybody the new state, and says how much the file lacks.
    fn publish(&self, next: &Arc<Standing>, touched: usize) -> usize {
        let mut desk = self.desk();
        desk.current = Some(Arc::clone(next));
        desk.unfiled += if next.kept.events.len() > FEW { touched } else { 0 };
        self.changed.notify_all();
        desk.unfiled
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Says that nobody works any more, whatever happened.
struct Leave<'a>(&'a Newest);

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        self.0.desk().working = false;
        self.0.changed.notify_all();
    }
}

fn patience(current: Option<&Standing>) -> Duration {
    match current {
        None => FIRST,
        Some(current) if current.kept.events.len() > FEW => AGAIN,
        Some(_) => SMALL,
    }
}

/// The first state, and how much the file lacks of it.
fn first(database: &Database, tell: &dyn Fn(f64)) -> Result<(Standing, usize), StorageError> {
    let ledger = database.ledger();
    let filed = ledger.beside(file::NAME).map_or(Ok(None), |path| file::read(&path, ledger.identity()));
    match filed {
        Ok(Some((kept, version))) if version <= ledger.number() => return Ok((Standing::new(kept, version), 0)),
        Ok(_) => {}
        Err(error) => tracing::warn!(%error, "the file of the index cannot be read; it is built anew"),
    }
    build(database, tell)
}

fn build(database: &Database, tell: &dyn Fn(f64)) -> Result<(Standing, usize), StorageError> {
    let (version, began) = (database.version(), Instant::now());
    let kept = Kept::build(database.store(), &Iris::default(), tell)?;
    tracing::info!(events = kept.events.len(), seconds = began.elapsed().as_secs_f32(), "indexed");
    Ok((Standing::new(kept, version), FILED))
}

/// The state after the commits since `current`, and how much they touched.
fn next(current: &Standing, database: &Database) -> Result<(Standing, usize), StorageError> {
    let Some((touched, version)) = touched_since(current.version, database.ledger())? else {
        return build(database, &|_| ());
    };
    if touched.everything || touched.nodes.len() > FEW.max(current.kept.events.len()) {
        return build(database, &|_| ());
    }
    let mut kept = current.kept.clone();
    kept.renew(database.store(), &Iris::default(), &touched.nodes)?;
    let next = Standing::new(kept, version);
    next.inherit(current);
    Ok((next, touched.nodes.len()))
}

/// What the commits after one touched, and the last of them; nothing when the log does not reach back so far.
fn touched_since(after: u64, ledger: &Ledger) -> Result<Option<(Touched, u64)>, StorageError> {
    let (iris, wanted) = (Iris::default(), ledger.number());
    if ledger.first_commit()? > after + 1 {
        return Ok(None);
    }
    let (mut touched, mut at) = (Touched::default(), after);
    while at < wanted {
        let records = ledger.commits_after(at)?;
        let Some(last) = records.last() else { return Ok(None) };
        at = last.head.number;
        for record in &records {
            touched.add(&iris, &record.patch);
        }
    }
    Ok(Some((touched, at)))
}

/// A file that cannot be written costs the next start some time and nothing else.
fn write_file(standing: &Standing, ledger: &Ledger) {
    let Some(path) = ledger.beside(file::NAME) else { return };
    if let Err(error) = file::write(&path, &standing.kept, ledger.identity(), standing.version) {
        tracing::warn!(%error, "the file of the index cannot be written");
    }
}
