//! Counting, and what comes out of it.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use ontology::vocab::{kb, sem};
use oxigraph::model::{NamedNode, NamedNodeRef};
use serde::Serialize;

use super::cards::type_code;
use crate::graph::{Found, Graph, named};
use crate::label::Label;

/// How an event and an entity can belong together. A country also has the events of those who act for it.
pub(crate) const PARTS: [NamedNodeRef<'static>; 4] =
    [sem::HAS_ACTOR, sem::HAS_PLACE, kb::ACTOR_COUNTRY, kb::RECIPIENT_COUNTRY];

/// How many of each.
pub(crate) struct Tally<T>(HashMap<T, usize>);

impl<T: Eq + Hash + Ord> Tally<T> {
    /// Each item with its count, most frequent first, then in the order of the items.
    pub(crate) fn ranked(self) -> Vec<(T, usize)> {
        let mut ranked: Vec<_> = self.0.into_iter().collect();
        ranked.sort_by(|(a, many), (b, more)| more.cmp(many).then_with(|| a.cmp(b)));
        ranked
    }

    pub(crate) fn contains(&self, item: &T) -> bool {
        self.0.contains_key(item)
    }

    /// How many different items.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

impl<T: Eq + Hash> FromIterator<T> for Tally<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut counts = HashMap::new();
        for item in items {
            *counts.entry(item).or_insert(0) += 1;
        }
        Self(counts)
    }
}

impl Graph<'_> {
    /// How often each thing is the object of `predicate`, in one graph or in all.
    pub(crate) fn tally(self, predicate: NamedNodeRef<'_>, within: Option<&NamedNode>) -> Found<Tally<NamedNode>> {
        let objects = self.statements(predicate, within).map(|statement| Ok(named(statement?.1)));
        objects.filter_map(Found::transpose).collect()
    }

    /// Every entity that belongs to an event, with that event, each pair once.
    pub(crate) fn parts(self) -> Found<HashSet<(NamedNode, NamedNode)>> {
        let within = self.iris.events_graph();
        let mut parts = HashSet::new();
        for part in PARTS {
            for statement in self.statements(part, Some(&within)) {
                let (event, entity) = statement?;
                parts.extend(named(entity).map(|entity| (entity, event)));
            }
        }
        Ok(parts)
    }

    /// Event types with their names, most frequent first.
    pub(crate) fn counted_types(self, types: Tally<NamedNode>) -> Found<Vec<CountedType>> {
        let card = |(node, count): (NamedNode, usize)| {
            Ok(CountedType { event_type: type_code(node.as_ref()), label: self.label(node.as_ref())?, count })
        };
        types.ranked().into_iter().map(card).collect()
    }
}

/// An entity and how often it occurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CountedEntity {
    /// Local id.
    pub id: String,
    /// Name.
    pub label: Label,
    /// What kind of entity it is.
    #[serde(rename = "type")]
    pub kind: String,
    /// How often.
    pub count: usize,
}

/// An event type and how often it occurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CountedType {
    /// Code, such as `CONSULT`.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Name.
    pub label: Label,
    /// How often.
    pub count: usize,
}

/// A language and how often it occurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CountedLanguage {
    /// Language code.
    pub code: String,
    /// How often.
    pub count: usize,
}

/// A name and how often it occurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CountedLabel {
    /// The name.
    pub label: String,
    /// How often.
    pub count: usize,
}
