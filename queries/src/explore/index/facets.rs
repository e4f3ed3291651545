//! How many events each value of each facet would leave.

use serde::Serialize;

use super::EventIndex;
use super::answers::{Node, date};
use super::entities::Words;
use super::filter::{BadFilter, CONFIDENCE, FACTUALITY, Filter, KIND, PLACES, PUBLISHER, TYPE};
use super::rows::{COUNTRIES, PLACE, SIDES, UNDATED, UNSURE, small};
use crate::explore::Truncated;

/// How many values of a long facet are shown.
const MOST: usize = 30;
/// Steps of confidence.
const STEPS: usize = 10;

/// A value and the events it would leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sum {
    /// The value.
    pub value: String,
    /// Events.
    pub count: u32,
}

/// Counts of every facet. What is chosen in a facet does not narrow its own counts, except where all that is chosen must take part.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Facets {
    /// Events that fit, of all there are.
    pub truncated: Truncated,
    /// First and last day of those that fit.
    pub first: Option<String>,
    /// The last day.
    pub last: Option<String>,
    /// Event types.
    pub types: Vec<Sum>,
    /// Who takes part, most often first.
    pub actors: Vec<Node>,
    /// How many take part.
    pub actors_total: usize,
    /// Countries that take part or for which somebody does.
    pub countries: Vec<Node>,
    /// Kinds of those who take part.
    pub kinds: Vec<Sum>,
    /// Where, most often first.
    pub places: Vec<Node>,
    /// Who reports it.
    pub publishers: Vec<Sum>,
    /// How it is told.
    pub factualities: Vec<Sum>,
    /// Events in each tenth of confidence.
    pub confidences: Vec<u32>,
}

#[derive(Default)]
struct Counts {
    fitting: usize,
    first: Option<i32>,
    last: Option<i32>,
    types: Vec<u32>,
    actors: Vec<u32>,
    countries: Vec<u32>,
    kinds: Vec<u32>,
    places: Vec<u32>,
    publishers: Vec<u32>,
    factualities: Vec<u32>,
    confidences: Vec<u32>,
}

impl EventIndex {
    /// Counts every facet under a filter.
    ///
    /// # Errors
    ///
    /// If the filter asks for what cannot be.
    pub fn facets(&self, filter: &Filter) -> Result<Facets, BadFilter> {
        let sieve = self.sieve(filter)?;
        let kinds = self.kinds();
        let mut counts = Counts::of(self);
        sieve.each(TYPE | KIND | PLACES | PUBLISHER | FACTUALITY | CONFIDENCE, |row, failed| {
            counts.take(self, row, failed, &kinds);
        });
        let actors_total = counts.actors.iter().filter(|count| **count > 0).count();
        Ok(Facets {
            truncated: Truncated { shown: counts.fitting, total: self.len() },
            first: counts.first.and_then(date),
            last: counts.last.and_then(date),
            types: sums(&counts.types, &self.types),
            actors: self.top(&counts.actors, MOST),
            actors_total,
            countries: self.top(&counts.countries, MOST),
            kinds: sums(&counts.kinds, &words_of(&ontology::Kind::ALL.map(ontology::Kind::code))),
            places: self.top(&counts.places, MOST),
            publishers: sums(&counts.publishers, &self.publishers).into_iter().take(MOST).collect(),
            factualities: sums(&counts.factualities, &self.factualities),
            confidences: counts.confidences,
        })
    }

    /// The number of each entity's kind, in the order of all kinds.
    fn kinds(&self) -> Vec<u8> {
        let number = |code: &str| ontology::Kind::ALL.iter().position(|kind| kind.code() == code).unwrap_or(0);
        self.entities.iter().map(|entity| u8::try_from(number(&entity.card.kind)).unwrap_or(0)).collect()
    }

    /// The entities with the highest counts, in a fixed order.
    pub(super) fn top(&self, counts: &[u32], most: usize) -> Vec<Node> {
        let top = highest(counts, most);
        top.into_iter().map(|entity| self.node(entity, counts[entity as usize])).collect()
    }
}

/// The numbers with the highest counts above nothing, the highest first; equal ones in their own order.
pub(super) fn highest(counts: &[u32], most: usize) -> Vec<u32> {
    let mut found: Vec<u32> = (0..small(counts.len())).filter(|number| counts[*number as usize] > 0).collect();
    let order = |number: &u32| (std::cmp::Reverse(counts[*number as usize]), *number);
    if found.len() > most && most > 0 {
        found.select_nth_unstable_by_key(most - 1, order);
    }
    found.truncate(most);
    found.sort_unstable_by_key(order);
    found
}

impl Counts {
    fn of(index: &EventIndex) -> Self {
        let entities = || vec![0; index.entities.len()];
        Self {
            types: vec![0; index.types.len()],
            actors: entities(),
            countries: entities(),
            kinds: vec![0; ontology::Kind::ALL.len()],
            places: entities(),
            publishers: vec![0; index.publishers.len()],
            factualities: vec![0; index.factualities.len()],
            confidences: vec![0; STEPS],
            ..Self::default()
        }
    }

    fn take(&mut self, index: &EventIndex, row: u32, failed: u16, kinds: &[u8]) {
        let (rows, at) = (&index.rows, row as usize);
        let counts = |facet: u16| failed & !facet == 0;
        if failed == 0 {
            self.fitting += 1;
        }
        if failed == 0 && rows.begins[at] != UNDATED {
            self.first = Some(self.first.map_or(rows.begins[at], |first| first.min(rows.begins[at])));
            self.last = Some(self.last.map_or(rows.ends[at], |last| last.max(rows.ends[at])));
        }
        add(&mut self.types, rows.types[at], counts(TYPE));
        add(&mut self.factualities, rows.factualities[at], counts(FACTUALITY));
        let step = (rows.confidences[at] / 10).min(9);
        add(&mut self.confidences, step, counts(CONFIDENCE) && rows.confidences[at] != UNSURE);
        if counts(PUBLISHER) {
            rows.publishers(row).iter().for_each(|publisher| self.publishers[usize::from(*publisher)] += 1);
        }
        let mut seen = 0u8;
        for part in rows.parts(row) {
            let entity = part.entity() as usize;
            self.actors[entity] += u32::from(failed == 0 && part.has(SIDES));
            let is_country = kinds[entity] == COUNTRY_KIND;
            self.countries[entity] += u32::from(failed == 0 && is_country && part.has(COUNTRIES));
            self.places[entity] += u32::from(counts(PLACES) && part.has(PLACE));
            if part.has(SIDES) {
                seen |= 1 << kinds[entity];
            }
        }
        for (kind, count) in self.kinds.iter_mut().enumerate() {
            *count += u32::from(counts(KIND) && seen & (1 << kind) != 0);
        }
    }
}

/// Where countries stand among all kinds.
const COUNTRY_KIND: u8 = 2;

fn add(counts: &mut [u32], number: u8, counted: bool) {
    if let Some(count) = counts.get_mut(usize::from(number)) {
        *count += u32::from(counted);
    }
}

fn sums(counts: &[u32], words: &Words) -> Vec<Sum> {
    let sum = |number: u32| {
        let value = u16::try_from(number).map_or(String::new(), |number| words.word(number).to_owned());
        Sum { value, count: counts[number as usize] }
    };
    highest(counts, counts.len()).into_iter().map(sum).collect()
}

fn words_of(list: &[&str]) -> Words {
    let mut words = Words::default();
    for word in list {
        words.put(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{COUNTRY_KIND, highest};

    #[test]
    fn the_highest_come_first_and_equal_ones_in_order() {
        assert_eq!(highest(&[1, 5, 0, 5, 2], 3), [1, 3, 4]);
        assert_eq!(highest(&[1, 5, 0], 9), [1, 0]);
        assert!(highest(&[], 3).is_empty());
    }

    #[test]
    fn a_country_is_known_by_its_number() {
        assert_eq!(ontology::Kind::ALL[usize::from(COUNTRY_KIND)], ontology::Kind::Country);
    }
}
