//! Counting, and what comes out of it.

use std::collections::HashMap;
use std::hash::Hash;

use ontology::Iris;
use serde::Serialize;

use crate::graph::{Found, Graph};
use crate::label::Label;

/// How many of each.
pub(crate) struct Tally<T>(HashMap<T, usize>);

impl<T: Eq + Hash + Ord> Tally<T> {
    /// Each item with its count, most frequent first, then in the order of the items.
    pub(crate) fn ranked(self) -> Vec<(T, usize)> {
        let mut ranked: Vec<_> = self.0.into_iter().collect();
        ranked.sort_by(|(a, many), (b, more)| more.cmp(many).then_with(|| a.cmp(b)));
        ranked
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
    /// Event types with their names, most frequent first.
    pub(crate) fn counted_types(self, types: Vec<(String, usize)>) -> Found<Vec<CountedType>> {
        let card = |(code, count): (String, usize)| {
            let label = self.label(Iris::event_type(&code).as_ref())?;
            Ok(CountedType { event_type: code, label, count })
        };
        types.into_iter().map(card).collect()
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
