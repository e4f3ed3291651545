//! What the browser's page shows, as values that serialise to its JSON.
//!
//! Pages are put together by direct look-ups, not by SPARQL: each is a walk of one or two hops from one thing, and stays quick
//! whatever the planner thinks. Every list is bounded; where a bound cuts, `truncated` says how many there are.

mod article;
mod cards;
mod counting;
mod entity;
mod event;
mod index;
mod kept;
mod overview;
mod search;
mod spans;
mod telling;
mod terms;

use ontology::Iris;
use oxigraph::store::Store;
use serde::Serialize;

use crate::graph::Graph;

pub use article::{ArticleDate, ArticleEvent, ArticleList, ArticleMention, ArticlePage};
pub use cards::{ArticleRef, Coded, EntityRef, EventSummary, Named, PlaceRef, TypeCard};
pub use counting::{CountedEntity, CountedLabel, CountedLanguage, CountedType};
pub use entity::{EntityPage, Office};
pub use event::{
    Disagreement, EventPage, JudgementCard, Mark, MarkKind, ReportCard, RoleCard, Sentence, TimeCard, Value,
};
pub use index::{
    Arrow, BadFilter, Bucket, Direction, Dot, EventIndex, Facets, Filter, GeoPage, Gist, Lens, Listing, Neighbours,
    Network, Node, Order, Path, Paths, Relation, Relations, Row, Step, Sum, Timeline, Unit,
};
pub use kept::Kept;
pub use overview::{Overview, Shelf};
pub use search::{Hit, SearchIndex, SearchPage};
pub use telling::Telling;
pub use terms::{Prefix, Term, Terms};

/// Puts pages together from one store.
#[derive(Clone, Copy)]
pub struct Explorer<'a> {
    graph: Graph<'a>,
}

impl<'a> Explorer<'a> {
    /// Looks into `store`, whose things are named by `iris`.
    #[must_use]
    pub fn new(store: &'a Store, iris: &'a Iris) -> Self {
        Self { graph: Graph::new(store, iris) }
    }
}

/// How much of a list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Truncated {
    /// Items shown.
    pub shown: usize,
    /// Items there are.
    pub total: usize,
}
