//! What the pages of entities, the overview and the search take from the index.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::EventIndex;
use super::answers::date;
use super::rows::{PLACE, TAKES_PART, UNDATED, small};
use crate::explore::counting::CountedEntity;

/// An entity among the events.
pub(crate) struct About {
    /// Local ids of its latest events.
    pub(crate) latest: Vec<String>,
    /// How many events it has.
    pub(crate) events: usize,
    /// Who else takes part in them.
    pub(crate) counterparts: Vec<CountedEntity>,
    /// Where they happen.
    pub(crate) places: Vec<CountedEntity>,
    /// Codes of their types with how many there are.
    pub(crate) types: Vec<(String, usize)>,
}

/// All events at a glance.
pub(crate) struct Glance {
    /// How many different entities take part.
    pub(crate) actors: usize,
    /// How many different places there are.
    pub(crate) places: usize,
    /// First day of an event.
    pub(crate) first: Option<String>,
    /// Last day on which one begins.
    pub(crate) last: Option<String>,
    /// Those who take part in most events.
    pub(crate) busiest: Vec<CountedEntity>,
    /// Codes of types with how many there are.
    pub(crate) types: Vec<(String, usize)>,
}

impl EventIndex {
    /// The events that begin last, by their local ids.
    pub(crate) fn latest(&self, most: usize) -> Vec<String> {
        let rows = (0..self.rows.next()).filter(|row| self.rows.counts(*row)).collect();
        self.newest(rows, most)
    }

    fn newest(&self, mut rows: Vec<u32>, most: usize) -> Vec<String> {
        let key = |row: &u32| (Reverse(self.rows.begins[*row as usize]), self.rows.ids[*row as usize]);
        if most > 0 && rows.len() > most {
            rows.select_nth_unstable_by_key(most - 1, key);
        }
        rows.truncate(most);
        rows.sort_unstable_by_key(key);
        rows.into_iter().map(|row| self.id(row)).collect()
    }

    /// Every entity with the number of events it belongs to.
    pub(crate) fn counts(&self) -> impl Iterator<Item = (&str, usize)> {
        self.entities.iter().map(|entity| {
            let rows = entity.rows.iter().filter(|row| self.rows.counts(**row)).count();
            (entity.card.iri.as_str(), rows)
        })
    }

    /// How many reports speak of the event with this local id, and its first day; nothing if it is none that counts.
    pub(crate) fn told(&self, event: &str) -> Option<(usize, Option<String>)> {
        let row = *self.places.get(&super::gather::number_of(event)?)? as usize;
        Some((usize::from(self.rows.reports[row]), date(self.rows.begins[row])))
    }

    /// How many events one entity belongs to.
    pub(crate) fn count_of(&self, id: &str) -> usize {
        let rows = self.entities.number(id).map_or(&[][..], |number| &self.entities.get(number).rows);
        rows.iter().filter(|row| self.rows.counts(**row)).count()
    }

    /// What is known of the entity called `id`; its lists hold at most `most` entities and `events` events.
    pub(crate) fn about(&self, id: &str, most: usize, events: usize) -> About {
        let this = self.entities.number(id);
        let rows = this.map_or(&[][..], |this| &self.entities.get(this).rows);
        let rows: Vec<u32> = rows.iter().copied().filter(|row| self.rows.counts(*row)).collect();
        let others = |roles| self.tally(&rows, roles, this, most);
        About {
            events: rows.len(),
            counterparts: others(TAKES_PART),
            places: others(PLACE),
            types: self.types_of(rows.iter().copied()),
            latest: self.newest(rows, events),
        }
    }

    /// Codes of event types with how many events there are of each.
    pub(crate) fn types(&self) -> Vec<(String, usize)> {
        self.types_of((0..self.rows.next()).filter(|row| self.rows.counts(*row)))
    }

    pub(crate) fn glance(&self, most: usize) -> Glance {
        let rows: Vec<u32> = (0..self.rows.next()).filter(|row| self.rows.counts(*row)).collect();
        let begins = || rows.iter().map(|row| self.rows.begins[*row as usize]).filter(|begin| *begin != UNDATED);
        let among = |roles| {
            let mut seen = vec![false; self.entities.len()];
            let parts = rows.iter().flat_map(|row| self.rows.parts(*row)).filter(|part| part.has(roles));
            parts.for_each(|part| seen[part.entity() as usize] = true);
            seen
        };
        let (actors, places) = (among(TAKES_PART), among(PLACE));
        let number = |seen: &[bool]| seen.iter().filter(|seen| **seen).count();
        let mut busiest: Vec<(u32, usize)> =
            self.counts().zip(0u32..).map(|((_, count), entity)| (entity, count)).collect();
        busiest.retain(|(entity, _)| actors[*entity as usize]);
        Glance {
            actors: number(&actors),
            places: number(&places),
            first: begins().min().and_then(date),
            last: begins().max().and_then(date),
            busiest: self.ranked(busiest, most),
            types: self.types_of(rows.iter().copied()),
        }
    }

    fn tally(&self, rows: &[u32], roles: u32, but: Option<u32>, most: usize) -> Vec<CountedEntity> {
        let mut counts: HashMap<u32, usize> = HashMap::new();
        let parts = rows.iter().flat_map(|row| self.rows.parts(*row)).filter(|part| part.has(roles));
        for part in parts.filter(|part| Some(part.entity()) != but) {
            *counts.entry(part.entity()).or_default() += 1;
        }
        self.ranked(counts.into_iter().collect(), most)
    }

    fn ranked(&self, mut counts: Vec<(u32, usize)>, most: usize) -> Vec<CountedEntity> {
        counts.sort_by_cached_key(|(entity, count)| (Reverse(*count), self.entities.get(*entity).card.iri.clone()));
        let counted = |(entity, count): (u32, usize)| {
            let card = self.card(entity);
            CountedEntity { id: card.id, label: card.label, kind: card.kind, count }
        };
        counts.into_iter().take(most).map(counted).collect()
    }

    fn types_of(&self, rows: impl Iterator<Item = u32>) -> Vec<(String, usize)> {
        let mut counts = vec![0; self.types.len()];
        rows.for_each(|row| counts[usize::from(self.rows.types[row as usize])] += 1);
        let word = |number: u32| u16::try_from(number).map_or("", |number| self.types.word(number)).to_owned();
        let all = 0..small(counts.len());
        let mut types: Vec<_> =
            all.map(|number| (word(number), counts[number as usize])).filter(|(_, n)| *n > 0).collect();
        types.sort_by(|(a, many), (b, more)| more.cmp(many).then_with(|| a.cmp(b)));
        types
    }
}
