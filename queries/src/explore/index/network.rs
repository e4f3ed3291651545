//! Who acts on whom: the entities of the events that fit as nodes, what they do to each other as arrows.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::EventIndex;
use super::answers::{Arrow, Node, Row};
use super::facets::highest;
use super::filter::{BadFilter, Filter, Sieve};
use super::rows::{ACTOR_COUNTRY, COUNTRIES, PLACE, RECIPIENT_COUNTRY, SIDES};
use crate::explore::Truncated;

/// Nodes at most.
const MOST: usize = 5000;
/// Events at most, the latest.
const MOST_EVENTS: usize = 300;
/// Arrows at most, the heaviest.
const MOST_ARROWS: usize = 15_000;

/// What stands for a node.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Lens {
    /// Those who take part; events are the arrows between them.
    #[default]
    Actors,
    /// Countries, whoever acts for them.
    Countries,
    /// The events too, with arrows from and to those who take part.
    Events,
    /// The publishers too, with lines to those they tell of.
    Sources,
}

/// A graph to draw.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Network {
    /// Entities.
    pub nodes: Vec<Node>,
    /// What they do to each other, most events first; under `events` and `sources` what stands between is drawn instead.
    pub arrows: Vec<Arrow>,
    /// Under `events`: events between the nodes, the latest first.
    pub events: Vec<Row>,
    /// Under `sources`: publishers with the number of events they tell of each node.
    pub sources: BTreeMap<String, BTreeMap<String, u32>>,
    /// How many entities of all that take part are shown.
    pub truncated: Truncated,
    /// How many arrows of all between the nodes are shown.
    pub arrows_truncated: Truncated,
    /// How many events between the nodes are shown, under `events`.
    pub events_truncated: Truncated,
}

type Weights = FxHashMap<(u32, u32, bool), Types>;
/// Events of each type.
pub(super) type Types = FxHashMap<u8, u32>;

impl EventIndex {
    /// The graph of the `limit` busiest entities, or of those called `among`, under a filter.
    ///
    /// # Errors
    ///
    /// If the filter asks for what cannot be.
    pub fn network(
        &self,
        filter: &Filter,
        lens: Lens,
        among: Option<&[String]>,
        limit: usize,
    ) -> Result<Network, BadFilter> {
        let sieve = self.sieve(filter)?;
        let named: Option<Vec<u32>> =
            among.map(|ids| ids.iter().filter_map(|id| self.entities.number(id)).take(MOST).collect());
        let mut shown = vec![false; self.entities.len()];
        for entity in named.iter().flatten() {
            shown[*entity as usize] = true;
        }
        let (counts, rows) = self.busy(&sieve, lens, named.as_ref().map(|_| &shown[..]));
        let total = counts.iter().filter(|count| **count > 0).count();
        let chosen = named.unwrap_or_else(|| highest(&counts, limit.min(MOST)));
        for entity in &chosen {
            shown[*entity as usize] = true;
        }
        let (arrows, all) = self.arrows(&rows, &shown, lens);
        let (events, between) = if lens == Lens::Events { self.between(rows.clone(), &shown) } else { (vec![], 0) };
        let sources = if lens == Lens::Sources { self.told_by(&rows, &shown) } else { BTreeMap::new() };
        let nodes: Vec<_> = chosen.iter().map(|entity| self.node(*entity, counts[*entity as usize])).collect();
        Ok(Network {
            truncated: Truncated { shown: nodes.len(), total: total.max(nodes.len()) },
            arrows_truncated: Truncated { shown: arrows.len(), total: all },
            events_truncated: Truncated { shown: events.len(), total: between },
            nodes,
            arrows,
            events,
            sources,
        })
    }

    /// Events of each entity, and the rows that fit; where the nodes are named already, only those that touch one. Under the lens
    /// of countries nobody else acts.
    fn busy(&self, sieve: &Sieve<'_>, lens: Lens, named: Option<&[bool]>) -> (Vec<u32>, Vec<u32>) {
        let roles = if lens == Lens::Countries { COUNTRIES } else { SIDES };
        let (mut counts, mut rows) = (vec![0; self.entities.len()], Vec::new());
        sieve.fitting(|row| {
            let mut near = named.is_none();
            for part in self.rows.parts(row) {
                let entity = part.entity() as usize;
                counts[entity] += u32::from(part.has(roles));
                near |= named.is_some_and(|named| named[entity]);
            }
            if near {
                rows.push(row);
            }
        });
        if lens == Lens::Countries {
            let others = self.entities.iter().zip(&mut counts).filter(|(entity, _)| entity.card.kind != "country");
            others.for_each(|(_, count)| *count = 0);
        }
        (counts, rows)
    }

    fn arrows(&self, rows: &[u32], shown: &[bool], lens: Lens) -> (Vec<Arrow>, usize) {
        let mut weights = Weights::default();
        for row in rows.iter().copied() {
            let mut weigh = |source: u32, target: u32, directed| {
                if shown[source as usize] && shown[target as usize] {
                    let types = weights.entry((source, target, directed)).or_default();
                    *types.entry(self.rows.types[row as usize]).or_default() += 1;
                }
            };
            if lens == Lens::Countries { self.country_pairs(row, weigh) } else { self.pairs(row, &mut weigh) }
        }
        let total = weights.len();
        let mut weights: Vec<_> = weights.into_iter().collect();
        weights.sort_by_cached_key(|(pair, types)| (std::cmp::Reverse(types.values().sum::<u32>()), *pair));
        weights.truncate(MOST_ARROWS);
        (weights.into_iter().map(|(pair, types)| self.arrow(pair, &types)).collect(), total)
    }

    pub(super) fn arrow(&self, (source, target, directed): (u32, u32, bool), types: &Types) -> Arrow {
        let named = types.iter().map(|(code, count)| (self.types.word(u16::from(*code)).to_owned(), *count));
        Arrow {
            source: self.entities.get(source).card.id.clone(),
            target: self.entities.get(target).card.id.clone(),
            directed,
            events: types.values().sum(),
            types: named.collect(),
        }
    }

    /// Countries that act on each other, themselves or through others.
    fn country_pairs(&self, row: u32, mut take: impl FnMut(u32, u32, bool)) {
        let parts = self.rows.parts(row);
        let of = |role: u32| parts.iter().filter(move |part| part.has(role)).map(|part| part.entity());
        for source in of(ACTOR_COUNTRY) {
            for target in of(RECIPIENT_COUNTRY).filter(|target| *target != source) {
                take(source, target, true);
            }
        }
    }

    /// Events in which two of those shown take part, the latest first; where only one is shown, those of that one.
    fn between(&self, mut found: Vec<u32>, shown: &[bool]) -> (Vec<Row>, usize) {
        let least = if shown.iter().filter(|shown| **shown).count() == 1 { 1 } else { 2 };
        found.retain(|row| {
            let parts = self.rows.parts(*row).iter().filter(|part| part.has(SIDES | PLACE));
            parts.filter(|part| shown[part.entity() as usize]).take(least).count() == least
        });
        let total = found.len();
        let order = |row: &u32| (std::cmp::Reverse(self.rows.begins[*row as usize]), self.rows.ids[*row as usize]);
        found.sort_by_key(order);
        (found.into_iter().take(MOST_EVENTS).map(|row| self.row(row)).collect(), total)
    }

    fn told_by(&self, rows: &[u32], shown: &[bool]) -> BTreeMap<String, BTreeMap<String, u32>> {
        let mut told: FxHashMap<(u16, u32), u32> = FxHashMap::default();
        for row in rows {
            for part in self.rows.parts(*row).iter().filter(|part| part.has(SIDES) && shown[part.entity() as usize]) {
                for publisher in self.rows.publishers(*row) {
                    *told.entry((*publisher, part.entity())).or_default() += 1;
                }
            }
        }
        let mut sources: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
        for ((publisher, entity), count) in told {
            let of = sources.entry(self.publishers.word(publisher).to_owned()).or_default();
            of.insert(self.entities.get(entity).card.id.clone(), count);
        }
        sources
    }
}
