//! The country an article is about: the one it names most, places and people of it counted in.

use crate::facts::{Entity, Mention, MentionKind};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// A country named but once is not what an article is about.
const FEWEST: usize = 2;

/// The country that most names of countries, places and peoples belong to; `None` where two are named alike.
#[must_use]
pub fn focus(entities: &[Entity], mentions: &[Mention]) -> Option<String> {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for mention in mentions {
        let Some(entity) = mention.entity.map(|entity| &entities[entity]) else { continue };
        let place =
            matches!(mention.kind, MentionKind::Name(kind) if kind.is_place()) || mention.kind == MentionKind::Demonym;
        if place && let Some(country) = &entity.country {
            *counts.entry(country).or_default() += 1;
        }
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(country, n)| (Reverse(*n), *country));
    let (country, most) = *counts.first()?;
    let next = counts.get(1).map_or(0, |(_, n)| *n);
    (most >= FEWEST && most > next).then(|| country.to_owned())
}
