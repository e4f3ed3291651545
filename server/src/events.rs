//! The index of events for the linked views: built when the server starts, renewed after each change of the store.
//!
//! A small index is built anew before the next answer. A large one takes a while, so the old one answers until the new one stands.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ontology::Iris;
use oxigraph::store::{StorageError, Store};
use queries::EventIndex;

/// Events up to which building anew is quicker than anybody notices.
const FEW: usize = 20_000;

/// The newest index, and the version of the store it was built from.
#[derive(Default)]
pub struct Events {
    built: Mutex<Option<(u64, Arc<EventIndex>)>>,
    building: Mutex<()>,
}

impl Events {
    /// An index to answer from: of this version of the store, or, while a large one is being built, of the one before.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn index(self: &Arc<Self>, store: &Store, version: u64) -> Result<Arc<EventIndex>, StorageError> {
        let old = lock(&self.built).clone();
        match old {
            Some((of, index)) if of >= version => Ok(index),
            Some((_, index)) if index.len() > FEW => {
                self.build_behind(store, version);
                Ok(index)
            }
            _ => {
                let _turn = lock(&self.building);
                self.build(store, version)
            }
        }
    }

    /// Whoever has the turn builds; whoever waited for it finds it built.
    fn build(&self, store: &Store, version: u64) -> Result<Arc<EventIndex>, StorageError> {
        if let Some((_, index)) = lock(&self.built).as_ref().filter(|(of, _)| *of >= version) {
            return Ok(Arc::clone(index));
        }
        let index = Arc::new(EventIndex::build(store, &Iris::default())?);
        *lock(&self.built) = Some((version, Arc::clone(&index)));
        Ok(index)
    }

    fn build_behind(self: &Arc<Self>, store: &Store, version: u64) {
        let (this, store) = (Arc::clone(self), store.clone());
        std::thread::spawn(move || {
            let Ok(_turn) = this.building.try_lock() else { return }; // somebody builds already; the next question comes again
            if let Err(error) = this.build(&store, version) {
                tracing::error!(%error, "the index of events cannot be renewed");
            }
        });
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
