//! Whom one entity has to do with: how many by each kind of tie before anybody asks for them, then page by page.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::EventIndex;
use super::answers::Node;
use super::filter::{BadFilter, Filter, Sieve};
use super::rows::{ACTOR, RECIPIENT};
use crate::explore::Truncated;

/// Neighbours of one page at most.
const MOST: usize = 500;

/// Which way a tie goes, seen from the entity that was asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// It acts on the other.
    Out,
    /// The other acts on it.
    In,
    /// Both act, on nobody or on somebody else.
    With,
}

/// A kind of tie with what lies behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Relation {
    /// Code of the event type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Which way.
    pub direction: Direction,
    /// Events.
    pub events: usize,
    /// Different entities at the other end.
    pub neighbours: usize,
}

/// All kinds of ties of an entity, most neighbours first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Relations {
    /// The kinds of ties.
    pub relations: Vec<Relation>,
    /// Different entities at the other ends of all of them.
    pub neighbours: usize,
    /// Events it takes part in that fit.
    pub events: usize,
}

/// A page of neighbours, most events first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Neighbours {
    /// The entities.
    pub neighbours: Vec<Node>,
    /// How many of all, counted from the first page on.
    pub truncated: Truncated,
}

impl EventIndex {
    /// Counts the ties of the entity called `id`; none if it takes part in nothing.
    ///
    /// # Errors
    ///
    /// If the filter asks for what cannot be.
    pub fn relations(&self, filter: &Filter, id: &str) -> Result<Relations, BadFilter> {
        let sieve = self.sieve(filter)?;
        let mut ties: FxHashMap<(u8, Direction), (FxHashSet<u32>, usize, u32)> = FxHashMap::default();
        let (mut others, mut events, mut last) = (FxHashSet::default(), 0, u32::MAX);
        self.ties(&sieve, id, |row, other, direction| {
            let tie =
                ties.entry((self.rows.types[row as usize], direction)).or_insert((FxHashSet::default(), 0, u32::MAX));
            tie.0.insert(other);
            if tie.2 != row {
                (tie.1, tie.2) = (tie.1 + 1, row);
            }
            others.insert(other);
            // The ties of one row come one after the other.
            events += usize::from(last != row);
            last = row;
        });
        let mut relations: Vec<_> = ties
            .into_iter()
            .map(|((code, direction), (others, events, _))| Relation {
                event_type: self.types.word(u16::from(code)).to_owned(),
                direction,
                events,
                neighbours: others.len(),
            })
            .collect();
        relations.sort_by(|a, b| {
            (b.neighbours, b.events, &a.event_type, a.direction).cmp(&(
                a.neighbours,
                a.events,
                &b.event_type,
                b.direction,
            ))
        });
        Ok(Relations { relations, neighbours: others.len(), events })
    }

    /// The neighbours of `id` by one kind of tie, or by any; `after` of them are passed over.
    ///
    /// # Errors
    ///
    /// If the filter asks for what cannot be.
    pub fn neighbours(
        &self,
        filter: &Filter,
        id: &str,
        direction: Option<Direction>,
        (after, limit): (usize, usize),
    ) -> Result<Neighbours, BadFilter> {
        let sieve = self.sieve(filter)?;
        let mut counts: FxHashMap<u32, (u32, u32)> = FxHashMap::default();
        self.ties(&sieve, id, |row, other, way| {
            if direction.is_none_or(|direction| direction == way) {
                let count = counts.entry(other).or_insert((0, u32::MAX));
                if count.1 != row {
                    *count = (count.0 + 1, row);
                }
            }
        });
        let total = counts.len();
        let mut ranked: Vec<_> = counts.into_iter().map(|(other, (events, _))| (other, events)).collect();
        ranked.sort_by_key(|(other, events)| (std::cmp::Reverse(*events), *other));
        let page = ranked.into_iter().skip(after).take(limit.min(MOST));
        let neighbours: Vec<_> = page.map(|(other, events)| self.node(other, events)).collect();
        Ok(Neighbours { truncated: Truncated { shown: (after + neighbours.len()).min(total), total }, neighbours })
    }

    /// Hands over each tie of an entity in the rows that fit: the row, the other, and which way it goes.
    pub(super) fn ties(&self, sieve: &Sieve<'_>, id: &str, mut take: impl FnMut(u32, u32, Direction)) {
        let Some(this) = self.entities.number(id) else { return };
        self.ties_of(this, |row| sieve.fits(row), &mut take);
    }

    pub(super) fn ties_of(&self, this: u32, fits: impl Fn(u32) -> bool, take: &mut impl FnMut(u32, u32, Direction)) {
        for row in self.entities.get(this).rows.iter().copied().filter(|row| fits(*row)) {
            let parts = self.rows.parts(row);
            let Some(own) = parts.iter().find(|part| part.entity() == this) else { continue };
            let aimed = parts.iter().any(|part| part.has(RECIPIENT));
            for other in parts.iter().filter(|part| part.entity() != this) {
                if own.has(ACTOR) && other.has(RECIPIENT) {
                    take(row, other.entity(), Direction::Out);
                } else if own.has(RECIPIENT) && other.has(ACTOR) {
                    take(row, other.entity(), Direction::In);
                } else if own.has(ACTOR) && other.has(ACTOR) && !aimed {
                    take(row, other.entity(), Direction::With);
                }
            }
        }
    }
}
