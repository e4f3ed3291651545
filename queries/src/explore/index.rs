//! The fused events as columns in memory, for everything that counts, narrows or draws them while somebody looks on.
//!
//! A question like "which actors, by month, in this window" touches every event; through the store that takes seconds on a
//! million of them, from columns some milliseconds. About a hundred bytes are kept of an event. The index is built from one state
//! of the store and renewed event by event; a renewed row is appended and its old one is passed over from then on.

mod about;
mod answers;
mod calendar;
mod entities;
mod facets;
mod filter;
mod gather;
mod listing;
mod map;
mod neighbours;
mod network;
mod path;
mod rows;
mod timeline;

use std::collections::HashMap;

use ontology::Iris;
use oxigraph::store::Store;

use crate::graph::{Found, Graph};

use entities::{Entities, Words};
use gather::Gathering;
use rows::Rows;

pub use answers::{Arrow, Node, Row};
pub use facets::{Facets, Sum};
pub use filter::{BadFilter, Filter};
pub use listing::{Listing, Order};
pub use map::{Dot, GeoPage};
pub use neighbours::{Direction, Neighbours, Relation, Relations};
pub use network::{Lens, Network};
pub use path::{Path, Paths, Step};
pub use timeline::{Bucket, Timeline, Unit};

/// Share of rows out of date from which building anew is better than going on.
const WORN: usize = 4;

/// All fused events of one state of a store.
#[derive(Clone, Default)]
pub struct EventIndex {
    entities: Entities,
    /// Codes of event types.
    types: Words,
    publishers: Words,
    /// `day`, `week`, …
    precisions: Words,
    /// `asserted`, `claimed`, …
    factualities: Words,
    rows: Rows,
    /// The row of each event that counts.
    places: HashMap<u64, u32>,
}

impl EventIndex {
    /// Reads all events in `store`.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn build(store: &Store, iris: &Iris) -> Found<Self> {
        let mut index = Self::default();
        let mut gathering = Gathering::new(Graph::new(store, iris), &mut index);
        gathering.read_all()?;
        let drafts = gathering.into_drafts();
        for draft in drafts {
            index.put(&draft);
        }
        Ok(index)
    }

    /// Reads some events again, by their local ids: those that are new, have changed or are gone.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn renew<'e>(
        &mut self,
        store: &Store,
        iris: &Iris,
        events: impl IntoIterator<Item = &'e str> + Clone,
    ) -> Found<()> {
        let mut gathering = Gathering::new(Graph::new(store, iris), self);
        for event in events.clone() {
            gathering.read(event)?;
        }
        let drafts = gathering.into_drafts();
        for number in events.into_iter().filter_map(gather::number_of) {
            self.forget(number);
        }
        for draft in drafts {
            self.put(&draft);
        }
        Ok(())
    }

    /// How many events there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Whether so many rows are out of date that building anew is better.
    #[must_use]
    pub fn is_worn(&self) -> bool {
        self.rows.len() - self.len() > self.rows.len() / WORN
    }

    fn put(&mut self, draft: &gather::Draft) {
        let row = self.rows.next();
        for part in &draft.parts {
            self.entities.belongs(part.entity(), row);
        }
        self.places.insert(draft.id, row);
        self.rows.push(draft);
    }

    fn forget(&mut self, event: u64) {
        if let Some(row) = self.places.remove(&event) {
            self.rows.clear(row);
        }
    }
}
