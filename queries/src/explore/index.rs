//! The fused events as columns in memory, for everything that counts, narrows or draws them while somebody looks on.
//!
//! A question like "which actors, by month, in this window" touches every event; through the store that takes seconds on a
//! million of them, from columns some milliseconds. About a hundred bytes are kept of an event. The index is built from one state
//! of the store and renewed event by event; a renewed row is appended and its old one is passed over from then on.

mod about;
mod answers;
mod calendar;
mod entities;
mod export;
mod facets;
mod filter;
mod gather;
mod listing;
mod map;
mod neighbours;
mod network;
mod path;
mod renewal;
mod rows;
mod scan;
mod timeline;

use std::collections::HashMap;

use ontology::Iris;
use oxigraph::store::Store;
use serde::{Deserialize, Serialize};

use crate::graph::{Found, Graph};

use entities::{Entities, Words};
use gather::Gathering;
use rows::Rows;

pub use answers::{Arrow, Node, Row};
pub use export::Gist;
pub use facets::{Facets, Sum};
pub use filter::{BadFilter, Filter};
pub use listing::{Listing, Order};
pub use map::{Dot, GeoPage};
pub use neighbours::{Direction, Neighbours, Relation, Relations};
pub use network::{Lens, Network};
pub use path::{Path, Paths, Step};
pub use timeline::{Bucket, Timeline, Unit};

/// Share of rows out of date from which they are thrown out.
const WORN: usize = 4;

/// All fused events of one state of a store.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct EventIndex {
    entities: Entities,
    /// Codes of event types.
    types: Words,
    publishers: Words,
    /// The number of each outlet's name among the publishers, by its IRI.
    outlets: HashMap<String, u16>,
    /// `day`, `week`, …
    precisions: Words,
    /// `asserted`, `claimed`, …
    factualities: Words,
    rows: Rows,
    /// The row of each event that counts.
    places: HashMap<u64, u32>,
    #[serde(skip)]
    totals: network::Totals,
}

impl EventIndex {
    /// Reads all events in `store`.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn build(store: &Store, iris: &Iris) -> Found<Self> {
        Self::build_telling(store, iris, &|_| ())
    }

    /// The same, telling now and then what share of them is read.
    pub(super) fn build_telling(store: &Store, iris: &Iris, tell: &dyn Fn(f64)) -> Found<Self> {
        let mut index = Self::default();
        let mut gathering = Gathering::new(Graph::new(store, iris), &mut index);
        gathering.read_all(tell)?;
        let drafts = gathering.into_drafts();
        for draft in drafts {
            index.put(&draft);
        }
        Ok(index)
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

    /// Whether so many rows are out of date that throwing them out is worth it.
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

    /// The local id of the event of a row.
    fn id(&self, row: u32) -> String {
        format!("ev-{:016x}", self.rows.ids[row as usize])
    }
}
