//! The index of names for the search box: built at the first search, and again at the first one after a change of the store.

use std::sync::{Arc, Mutex, PoisonError};

use ontology::Iris;
use oxigraph::store::{StorageError, Store};
use queries::SearchIndex;

/// The newest index, and the version of the store it was built from.
#[derive(Default)]
pub struct Names {
    built: Mutex<Option<(u64, Arc<SearchIndex>)>>,
}

impl Names {
    /// The index of this version of the store. Whoever comes while it is being built waits for it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn index(&self, store: &Store, version: u64) -> Result<Arc<SearchIndex>, StorageError> {
        let mut built = self.built.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, index)) = built.as_ref().filter(|(of, _)| *of >= version) {
            return Ok(Arc::clone(index));
        }
        let index = Arc::new(SearchIndex::build(store, &Iris::default())?);
        *built = Some((version, Arc::clone(&index)));
        Ok(index)
    }
}
