//! When two reports can be of one event, when they are, and what they then still disagree on.
//!
//! They *can* be if type, countries and bodies are the same, their modes do not exclude each other, neither names a person on
//! one side where the other names another, and they do not name different towns. They *are* if, besides,
//!
//! * both give a day and the days meet, or
//! * the days are at most two apart and they share a person, or
//! * one gives no day, its window fits, and they share a person, a body or a town.

use super::Conflict;
use super::telling::{Party, Telling};
use crate::facts::Precision;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Days that two reports of one event may differ by.
pub const APART: i32 = 2;

/// A report with what its comparison with others needs, made once.
pub struct Shape<'a> {
    /// The report.
    pub telling: &'a Telling,
    block: BTreeSet<&'a str>,
    actors: BTreeSet<&'a str>,
    /// People of either side, each with its country.
    people: [Vec<(&'a str, &'a str)>; 2],
    /// People and bodies of either side, and of both.
    named: [BTreeSet<&'a str>; 2],
    all_named: BTreeSet<&'a str>,
    towns: BTreeSet<&'a str>,
    /// What it says: reports that say the same compare the same.
    pub said: String,
}

impl<'a> Shape<'a> {
    /// Looks at a report.
    #[must_use]
    pub fn of(telling: &'a Telling) -> Shape<'a> {
        let people =
            |parties: &'a [Party]| parties.iter().filter(|p| p.is_person()).map(|p| (p.who(), p.id.as_str())).collect();
        let named = |parties: &'a [Party]| -> BTreeSet<&'a str> {
            parties.iter().filter(|p| p.id != p.who()).map(|p| p.id.as_str()).collect()
        };
        let named = [named(&telling.actors), named(&telling.recipients)];
        Shape {
            telling,
            block: telling.block(),
            actors: telling.actors.iter().map(Party::who).collect(),
            people: [people(&telling.actors), people(&telling.recipients)],
            all_named: named[0].union(&named[1]).copied().collect(),
            named,
            said: telling.said(),
            towns: telling.places.iter().filter(|place| place.is_town()).map(|place| place.id.as_str()).collect(),
        }
    }

    /// How many people, bodies and towns it names.
    #[must_use]
    pub fn names(&self) -> usize {
        self.all_named.len() + self.towns.len()
    }

    /// Days between two reports that give days; zero or less if they meet.
    #[must_use]
    pub fn gap(&self, other: &Shape) -> Option<i32> {
        self.telling.days().zip(other.telling.days()).map(|(one, other)| days_between(one, other))
    }

    /// Whether nothing in two reports speaks against their being of one event, but for their days.
    #[must_use]
    pub fn can_be(&self, other: &Shape) -> bool {
        let (a, b) = (self.telling, other.telling);
        a.event_type == b.event_type
            && modes_agree(a, b)
            && self.block == other.block
            && self.sides_agree(other)
            && self.towns_agree(other)
    }

    /// Why two reports are of one event, or `None` if they are not.
    #[must_use]
    pub fn same_event(&self, other: &Shape) -> Option<&'static str> {
        let gap = self.gap(other);
        if gap.is_some_and(|gap| gap > APART) || !self.can_be(other) {
            return None;
        }
        let shared = self.shares_name(other);
        match gap {
            // Within one country "police arrested citizens" says too little to be one event.
            Some(gap) if gap <= 0 && (shared || self.block.len() > 1) => Some("same participants, the days meet"),
            // Another day may be an error where the same person is told of; the next attack on a town is another attack.
            Some(_) if self.shares_person(other) => Some("same people, the days are at most two apart"),
            None if shared && windows_meet(self.telling, other.telling) => {
                Some("same names, one report gives no day and its window fits")
            }
            _ => None,
        }
    }

    /// Whether they name the same person, body or town.
    #[must_use]
    pub fn shares_name(&self, other: &Shape) -> bool {
        self.shared(other) > 0 || !self.towns.is_disjoint(&other.towns)
    }

    fn shares_person(&self, other: &Shape) -> bool {
        let named = |shape: &Shape, id: &str| shape.people.iter().flatten().any(|(_, person)| *person == id);
        self.people.iter().flatten().any(|(_, person)| named(other, person))
    }

    /// People and bodies that both name, on whichever side.
    fn shared(&self, other: &Shape) -> usize {
        self.all_named.intersection(&other.all_named).count()
    }

    /// The same countries on each side; or, where one tells actor and recipient as actors together, the same in all.
    fn sides_agree(&self, other: &Shape) -> bool {
        let together = self.telling.recipients.is_empty() || other.telling.recipients.is_empty();
        (self.actors == other.actors || together)
            && self.people.iter().zip(&other.people).all(|(one, other)| people_agree(one, other))
    }

    /// An attack on one town is not the attack on another. But where two who are named are together, one of the reports has
    /// the place wrong.
    fn towns_agree(&self, other: &Shape) -> bool {
        let differ = !self.towns.is_empty() && !other.towns.is_empty() && self.towns.is_disjoint(&other.towns);
        !differ || (self.gap(other).is_some_and(|gap| gap <= 0) && self.shared(other) > 1)
    }
}

/// Days between two spans of days; zero or less if they meet.
#[must_use]
pub fn days_between((from, to): (Date, Date), (begin, end): (Date, Date)) -> i32 {
    (begin - to).get_days().max((from - end).get_days())
}

fn windows_meet(a: &Telling, b: &Telling) -> bool {
    match (a.begin.zip(a.end), b.begin.zip(b.end)) {
        (Some(one), Some(other)) => days_between(one, other) <= 0,
        _ => false,
    }
}

/// Of two sides neither may name a person of a country for whom the other names somebody else.
fn people_agree(one: &[(&str, &str)], other: &[(&str, &str)]) -> bool {
    let clash = |(country, person): &(&str, &str)| {
        other.iter().any(|(c, _)| c == country) && !other.contains(&(*country, *person))
    };
    !one.iter().any(clash)
}

fn modes_agree(a: &Telling, b: &Telling) -> bool {
    a.modes.is_empty() || b.modes.is_empty() || a.modes.iter().any(|mode| b.modes.contains(mode))
}

/// What the reports of one event do not agree on.
#[must_use]
pub fn conflicts(shapes: &[&Shape]) -> Vec<Conflict> {
    let factuality = shapes.iter().any(|shape| shape.telling.factuality != shapes[0].telling.factuality);
    let number = numbers_differ(shapes);
    // Of those that say the same one is enough.
    let mut said = BTreeSet::new();
    let shapes: Vec<&Shape> = shapes.iter().copied().filter(|shape| said.insert(&shape.said)).collect();
    let differ =
        |one: &BTreeSet<&str>, other: &BTreeSet<&str>| !one.is_empty() && !other.is_empty() && one.is_disjoint(other);
    let pairs = || shapes.iter().enumerate().flat_map(|(i, one)| shapes[i + 1..].iter().map(move |other| (one, other)));
    let found = |on: Conflict, test: &dyn Fn(&Shape, &Shape) -> bool| pairs().any(|(a, b)| test(a, b)).then_some(on);
    [
        found(Conflict::Date, &dates_differ),
        found(Conflict::Place, &|a, b| differ(&a.towns, &b.towns)),
        found(Conflict::Actor, &|a, b| differ(&a.named[0], &b.named[0])),
        found(Conflict::Recipient, &|a, b| differ(&a.named[1], &b.named[1])),
        number.then_some(Conflict::Number),
        factuality.then_some(Conflict::Factuality),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn numbers_differ(shapes: &[&Shape]) -> bool {
    let mut told: BTreeMap<&str, u64> = BTreeMap::new();
    let counts = shapes.iter().flat_map(|shape| &shape.telling.counts);
    counts.into_iter().any(|(what, number)| *told.entry(what).or_insert(*number) != *number)
}

/// Exact days contradict any others; a vague date contradicts only what lies wholly outside it.
fn dates_differ(a: &Shape, b: &Shape) -> bool {
    let exact = |shape: &Shape| shape.telling.precision == Some(Precision::Day);
    let both = a.telling.days().zip(b.telling.days());
    both.is_some_and(|(one, other)| days_between(one, other) > 0 || (exact(a) && exact(b) && one != other))
}
