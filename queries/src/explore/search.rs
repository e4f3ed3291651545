//! Finding actors, places, events and articles by name while somebody types.
//!
//! The store has no index of words, so one is kept in memory: every name without case and accents, and a sorted list of where
//! its words begin. What a change of the store touched is put into a second, small list, so that renewing costs little and
//! states of the index share the large one.

mod gather;
mod layer;

use std::collections::BTreeSet;
use std::sync::Arc;

use ontology::Iris;
use ontology::iri::slug;
use oxigraph::store::Store;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::Truncated;
use super::cards::EntityRef;
use super::index::EventIndex;
use crate::graph::{Found, Graph};
use crate::label::Label;

use layer::{Fit, Layer, Matches};

/// Things of the small list up to which it is not merged into the large one, however small that is.
const FEW: usize = 2000;
/// Share of the large list from which the small one is merged into it.
const LARGE: usize = 8;

/// A thing that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// Local id of an entity or event; 16 hexadecimal digits of an article.
    pub id: String,
    /// The whole IRI.
    pub iri: String,
    /// `person`, `organization`, `country`, `group`, `place`, `event`, `article`, or `type` for a type of events.
    #[serde(rename = "type")]
    pub kind: String,
    /// Name or headline.
    pub label: Label,
    /// The name by which it was found.
    pub matched: String,
    /// Events it takes part in; reports of an event; reports in an article.
    pub events: usize,
    /// First day of an event, or publication of an article.
    pub date: Option<String>,
}

impl Hit {
    pub(crate) fn of_entity(entity: EntityRef, events: usize) -> Self {
        let matched = entity.label.en.clone();
        Self { id: entity.id, iri: entity.iri, kind: entity.kind, label: entity.label, matched, events, date: None }
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchPage {
    /// What was sought.
    pub query: String,
    /// The best of what was found.
    pub hits: Vec<Hit>,
    /// How much of it is shown.
    pub truncated: Truncated,
}

/// All names of one state of a store.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub struct SearchIndex {
    /// Most things, in the order of their IRIs.
    #[serde(with = "shared")]
    base: Arc<Layer>,
    /// Things of it that are gone, or are among the recent ones.
    hidden: FxHashSet<usize>,
    /// What was renewed since; numbers of things and names go on from the base.
    recent: Layer,
}

impl SearchIndex {
    /// Reads all names in `store`; of many events the latest can be found by their own names.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn build(store: &Store, iris: &Iris, events: &EventIndex) -> Found<Self> {
        let things = gather::things(Graph::new(store, iris), events)?;
        Ok(Self { base: Arc::new(Layer::new(things)), ..Self::default() })
    }

    /// Looks again at the things with these IRIs: those that are new, have changed or are gone.
    pub(super) fn renew(&mut self, graph: Graph<'_>, events: &EventIndex, nodes: &BTreeSet<String>) -> Found<()> {
        let fresh = gather::some(graph, events, nodes)?;
        self.hidden.extend(nodes.iter().filter_map(|node| self.base.place_of(node)));
        let kept = self.recent.entries().filter(|(hit, _)| !nodes.contains(&hit.iri));
        let mut things: Vec<_> = kept.chain(fresh).collect();
        things.sort_by(|(a, _), (b, _)| a.iri.cmp(&b.iri));
        self.recent = Layer::new(things);
        if self.recent.len() > FEW.max(self.base.len() / LARGE) {
            self.merge();
        }
        Ok(())
    }

    fn merge(&mut self) {
        let old = self.base.entries().enumerate().filter(|(place, _)| !self.hidden.contains(place));
        let mut things: Vec<_> = old.map(|(_, entry)| entry).chain(self.recent.entries()).collect();
        things.sort_by(|(a, _), (b, _)| a.iri.cmp(&b.iri));
        *self = Self { base: Arc::new(Layer::new(things)), ..Self::default() };
    }

    /// How many things can be found.
    #[must_use]
    pub fn len(&self) -> usize {
        self.base.len() - self.hidden.len() + self.recent.len()
    }

    /// Whether nothing can be found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The things whose name has a word beginning with each word of `query`; if there are none, those that contain it; if there
    /// are none of those either, the ones that are spelt almost so.
    /// An exact name comes first, then what has most events. Nothing sought finds everything; `kinds` are separated by commas.
    #[must_use]
    pub fn search(&self, query: &str, kinds: Option<&str>, limit: usize) -> SearchPage {
        let wanted = |kind: &str| kinds.is_none_or(|kinds| kinds.split(',').any(|one| one.trim() == kind));
        let mut found: Vec<_> =
            self.matches(query).into_iter().filter(|(thing, _)| wanted(&self.thing(*thing).kind)).collect();
        let total = found.len();
        let order = |(a, fit): &(usize, _), (b, other): &(usize, _)| self.rank(*a, *fit).cmp(&self.rank(*b, *other));
        if limit > 0 && limit < total {
            found.select_nth_unstable_by(limit, order);
            found.truncate(limit);
        }
        found.sort_by(order);
        let hits: Vec<_> = found.iter().take(limit).map(|&(thing, (_, name))| self.hit(thing, name)).collect();
        let truncated = Truncated { shown: hits.len(), total };
        SearchPage { query: query.to_owned(), hits, truncated }
    }

    fn matches(&self, query: &str) -> Matches {
        let wanted = slug(query);
        if query.trim().is_empty() {
            return self.both(Layer::everything);
        }
        if wanted.is_empty() {
            return Matches::default(); // there was something, but no letter in it
        }
        let ways = [Layer::by_words, Layer::inside, Layer::alike];
        let mut found = ways.iter().map(|way| self.both(|layer| way(layer, &wanted)));
        found.find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// What both lists find, without what is out of date.
    fn both(&self, find: impl Fn(&Layer) -> Matches) -> Matches {
        let mut found = find(&self.base);
        found.retain(|thing, _| !self.hidden.contains(thing));
        let (things, names) = (self.base.len(), self.base.names());
        found.extend(find(&self.recent).into_iter().map(|(thing, (fit, name))| (thing + things, (fit, name + names))));
        found
    }

    fn thing(&self, thing: usize) -> &Hit {
        let base = self.base.len();
        if thing < base { self.base.thing(thing) } else { self.recent.thing(thing - base) }
    }

    fn written(&self, name: usize) -> &str {
        let base = self.base.names();
        if name < base { self.base.written(name) } else { self.recent.written(name - base) }
    }

    /// Better things first.
    fn rank(&self, thing: usize, (fit, _): (Fit, usize)) -> impl Ord + '_ {
        let hit = self.thing(thing);
        (fit != Fit::Exact, std::cmp::Reverse(hit.events), fit, &hit.label, &hit.id)
    }

    fn hit(&self, thing: usize, name: usize) -> Hit {
        Hit { matched: self.written(name).to_owned(), ..self.thing(thing).clone() }
    }
}

/// Writes what is shared as if it were not.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Layer;

    pub(super) fn serialize<S: Serializer>(layer: &Arc<Layer>, serializer: S) -> Result<S::Ok, S::Error> {
        layer.as_ref().serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<Layer>, D::Error> {
        Layer::deserialize(deserializer).map(Arc::new)
    }
}
