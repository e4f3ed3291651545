//! Who acts on whom: the entities of the events that fit as nodes, what they do to each other as arrows.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::EventIndex;
use super::answers::{Arrow, Node, Row};
use super::facets::highest;
use super::filter::{BadFilter, Filter, Sieve};
use super::rows::{ACTOR_COUNTRY, COUNTRIES, PLACE, RECIPIENT_COUNTRY, SIDES};
use crate::explore::{Telling, Truncated};

/// Nodes at most.
const MOST: usize = 5000;
/// Events at most, the latest.
const MOST_EVENTS: usize = 300;
/// Events at most that are shown with the articles that tell of them.
const MOST_TOLD: usize = 16;
/// Filters of which the number of those who take part is kept.
const KEPT: usize = 200;
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
    /// The events, the articles that tell of them, and who published those.
    Sources,
}

/// A graph to draw.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Network {
    /// Entities.
    pub nodes: Vec<Node>,
    /// What they do to each other, most events first.
    pub arrows: Vec<Arrow>,
    /// Events between the nodes: under `events` the latest, under `sources` those with most reports.
    pub events: Vec<Row>,
    /// Under `sources`: the articles that tell of these events.
    pub articles: Vec<Telling>,
    /// How many entities of all that take part are shown.
    pub truncated: Truncated,
    /// How many arrows of all between the nodes are shown.
    pub arrows_truncated: Truncated,
    /// How many events between the nodes are shown.
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
        let (counts, rows, total) = match &named {
            Some(named) => self.near(&sieve, filter, lens, (named, &shown)),
            None => self.busy(&sieve, filter, lens),
        };
        let chosen = named.unwrap_or_else(|| highest(&counts, limit.min(MOST)));
        for entity in &chosen {
            shown[*entity as usize] = true;
        }
        let (arrows, all) = self.arrows(&rows, &shown, lens);
        let (events, between) = match lens {
            Lens::Events | Lens::Sources => self.between(rows, &shown, lens),
            Lens::Actors | Lens::Countries => (vec![], 0),
        };
        let nodes: Vec<_> = chosen.iter().map(|entity| self.node(*entity, counts[*entity as usize])).collect();
        Ok(Network {
            truncated: Truncated { shown: nodes.len(), total: total.max(nodes.len()) },
            arrows_truncated: Truncated { shown: arrows.len(), total: all },
            events_truncated: Truncated { shown: events.len(), total: between },
            nodes,
            arrows,
            events,
            articles: Vec::new(),
        })
    }

    /// Events of each entity, the rows that fit, and how many take part. Under the lens of countries nobody else acts.
    fn busy(&self, sieve: &Sieve<'_>, filter: &Filter, lens: Lens) -> (Vec<u32>, Vec<u32>, usize) {
        let (mut counts, mut rows) = (vec![0; self.entities.len()], Vec::new());
        sieve.fitting(|row| {
            self.count(row, lens, &mut counts);
            rows.push(row);
        });
        self.without_others(lens, &mut counts);
        let total = counts.iter().filter(|count| **count > 0).count();
        self.totals.keep(filter, lens, total);
        (counts, rows, total)
    }

    /// The same for those that are named: their events, the rows that touch one of them, and how many take part in all. Once it
    /// is known how many take part, no other rows are looked at.
    fn near(
        &self,
        sieve: &Sieve<'_>,
        filter: &Filter,
        lens: Lens,
        (named, shown): (&[u32], &[bool]),
    ) -> (Vec<u32>, Vec<u32>, usize) {
        let Some(total) = self.totals.of(filter, lens) else {
            let (counts, mut rows, total) = self.busy(sieve, filter, lens);
            rows.retain(|row| self.rows.parts(*row).iter().any(|part| shown[part.entity() as usize]));
            return (counts, rows, total);
        };
        let mut touched = vec![false; self.rows.len()];
        for row in named.iter().flat_map(|entity| &self.entities.get(*entity).rows) {
            touched[*row as usize] = true;
        }
        let all = (0..self.rows.next()).filter(|row| touched[*row as usize]);
        let rows: Vec<u32> = all.filter(|row| sieve.fits(*row)).collect();
        let mut counts = vec![0; self.entities.len()];
        for row in &rows {
            self.count(*row, lens, &mut counts);
        }
        self.without_others(lens, &mut counts);
        (counts, rows, total)
    }

    fn count(&self, row: u32, lens: Lens, counts: &mut [u32]) {
        let roles = if lens == Lens::Countries { COUNTRIES } else { SIDES };
        for part in self.rows.parts(row) {
            counts[part.entity() as usize] += u32::from(part.has(roles));
        }
    }

    fn without_others(&self, lens: Lens, counts: &mut [u32]) {
        if lens == Lens::Countries {
            let others = self.entities.iter().zip(counts).filter(|(entity, _)| entity.card.kind != "country");
            others.for_each(|(_, count)| *count = 0);
        }
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
        weights.sort_by_cached_key(|(pair, types)| (Reverse(types.values().sum::<u32>()), *pair));
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

    /// Events in which two of those shown take part; where only one is shown, those of that one.
    fn between(&self, mut found: Vec<u32>, shown: &[bool], lens: Lens) -> (Vec<Row>, usize) {
        let least = if shown.iter().filter(|shown| **shown).count() == 1 { 1 } else { 2 };
        found.retain(|row| {
            let parts = self.rows.parts(*row).iter().filter(|part| part.has(SIDES | PLACE));
            parts.filter(|part| shown[part.entity() as usize]).take(least).count() == least
        });
        let (total, sourced) = (found.len(), lens == Lens::Sources);
        found.sort_by_key(|row| {
            let at = *row as usize;
            let reports = if sourced { self.rows.reports[at] } else { 0 };
            (Reverse(reports), Reverse(self.rows.begins[at]), self.rows.ids[at])
        });
        found.truncate(if sourced { MOST_TOLD } else { MOST_EVENTS });
        (found.into_iter().map(|row| self.row(row)).collect(), total)
    }
}

/// How many take part under the filters that were asked last, because counting them goes through every event.
#[derive(Default)]
pub(super) struct Totals(Mutex<HashMap<String, usize>>);

impl Clone for Totals {
    /// They are of one state of the index only.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Totals {
    fn of(&self, filter: &Filter, lens: Lens) -> Option<usize> {
        self.known().get(&format!("{lens:?} {filter:?}")).copied()
    }

    fn keep(&self, filter: &Filter, lens: Lens, total: usize) {
        let mut known = self.known();
        if known.len() >= KEPT {
            known.clear();
        }
        known.insert(format!("{lens:?} {filter:?}"), total);
    }

    fn known(&self) -> MutexGuard<'_, HashMap<String, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
