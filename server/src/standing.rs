//! What is kept in memory of one state of the store, so that the page answers at once: the index of events, the index of names,
//! the overview.
//!
//! They are built together when the server starts, and again after a change. What is small is built before the next answer;
//! what is large takes a while, so the old state answers until the new one stands.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use ontology::Iris;
use oxigraph::store::{StorageError, Store};
use queries::explore::{Overview, Terms};
use queries::{EventIndex, Explorer, SearchIndex};

/// Events up to which building anew is quicker than anybody notices.
const FEW: usize = 20_000;

/// What is known of one state of the store.
pub struct Standing {
    /// The version of the store.
    version: u64,
    /// All events.
    pub events: EventIndex,
    /// All names.
    pub names: SearchIndex,
    /// The first page.
    pub overview: Overview,
    terms: OnceLock<Terms>,
}

impl Standing {
    fn build(store: &Store, version: u64) -> Result<Self, StorageError> {
        let iris = Iris::default();
        let events = EventIndex::build(store, &iris)?;
        let names = SearchIndex::build(store, &iris, &events)?;
        let overview = Explorer::new(store, &iris).overview(&events)?;
        Ok(Self { version, events, names, overview, terms: OnceLock::new() })
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
}

/// The newest of them.
#[derive(Default)]
pub struct Newest {
    built: Mutex<Option<Arc<Standing>>>,
    building: Mutex<()>,
}

impl Newest {
    /// What to answer from: of this version of the store, or, while much is being built, of the one before.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn of(self: &Arc<Self>, store: &Store, version: u64) -> Result<Arc<Standing>, StorageError> {
        let old = lock(&self.built).clone();
        match old {
            Some(standing) if standing.version >= version => Ok(standing),
            Some(standing) if standing.events.len() > FEW => {
                self.build_behind(store, version);
                Ok(standing)
            }
            _ => {
                let _turn = lock(&self.building);
                self.build(store, version)
            }
        }
    }

    /// Whoever has the turn builds; whoever waited for it finds it built.
    fn build(&self, store: &Store, version: u64) -> Result<Arc<Standing>, StorageError> {
        if let Some(standing) = lock(&self.built).as_ref().filter(|standing| standing.version >= version) {
            return Ok(Arc::clone(standing));
        }
        let standing = Arc::new(Standing::build(store, version)?);
        *lock(&self.built) = Some(Arc::clone(&standing));
        Ok(standing)
    }

    fn build_behind(self: &Arc<Self>, store: &Store, version: u64) {
        let (this, store) = (Arc::clone(self), store.clone());
        std::thread::spawn(move || {
            let Ok(_turn) = this.building.try_lock() else { return }; // somebody builds already; the next question comes again
            if let Err(error) = this.build(&store, version) {
                tracing::error!(%error, "what the page answers from cannot be renewed");
            }
        });
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
