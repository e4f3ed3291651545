//! Makes events of reports: the same act told by several articles is one event in the world, and says why.
//!
//! A pure function of the reports: whatever the order in which articles came, the events are the same; without an article
//! they are what they would have been without it. Reports that may be of one event share a key ([`Telling::key`]), so
//! that only those with the keys of a change need fusing again.
//!
//! Two reports are of one event if their type is the same, the same countries and bodies take part, neither names a person
//! on one side where the other names another, and
//! * both give a day and the days meet, or
//! * the days are at most two apart, or one gives none, and they share a person, a body or a town.

mod telling;

use crate::facts::{Factuality, Precision};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write as _;

pub use telling::{Party, Place, Telling};

/// Days that two reports of one event may differ by.
const APART: i32 = 2;

/// An event in the world, made of reports.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// 16 hex digits, the same for the same reports.
    pub id: String,
    /// Which of the given tellings it is made of.
    pub tellings: Vec<usize>,
    /// First day, if any report gives one.
    pub begin: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// How exact; `None`: a window that ends on the day of publication.
    pub precision: Option<Precision>,
    /// Told as what, by the most trusting report.
    pub factuality: Factuality,
    /// Outlets and agencies that told it independently.
    pub sources: usize,
    /// Highest confidence of its reports.
    pub confidence: f32,
    /// Why its reports are of one event, in English; empty for a single report.
    pub because: Vec<String>,
}

/// Makes events of reports. The outcome does not depend on their order, except for the indices in `tellings`.
#[must_use]
pub fn fuse(tellings: &[Telling]) -> Vec<Event> {
    let shapes: Vec<Shape> = tellings.iter().map(Shape::of).collect();
    let mut order: Vec<usize> = (0..tellings.len()).collect();
    // Dated reports found the clusters, undated ones join them.
    order.sort_by_key(|i| (tellings[*i].undated(), tellings[*i].begin, &tellings[*i].article, tellings[*i].n));
    let mut clusters: Vec<Vec<usize>> = Vec::new();
    for i in order {
        let fits =
            |cluster: &&mut Vec<usize>| cluster.iter().all(|other| shapes[*other].same_event(&shapes[i]).is_some());
        match clusters.iter_mut().find(fits) {
            Some(cluster) => cluster.push(i),
            None => clusters.push(vec![i]),
        }
    }
    clusters.into_iter().map(|cluster| event(tellings, &shapes, cluster)).collect()
}

/// A report with what its comparison with others needs, made once.
struct Shape<'a> {
    telling: &'a Telling,
    block: BTreeSet<&'a str>,
    actors: BTreeSet<&'a str>,
    /// People of either side, each with its country.
    people: [Vec<(&'a str, &'a str)>; 2],
    /// People, bodies and towns.
    names: BTreeSet<&'a str>,
}

impl<'a> Shape<'a> {
    fn of(telling: &'a Telling) -> Shape<'a> {
        let people =
            |parties: &'a [Party]| parties.iter().filter(|p| p.is_person()).map(|p| (p.who(), p.id.as_str())).collect();
        let parties =
            telling.actors.iter().chain(&telling.recipients).filter(|p| p.id != p.who()).map(|p| p.id.as_str());
        let towns = telling.places.iter().filter(|place| place.is_town()).map(|place| place.id.as_str());
        Shape {
            telling,
            block: telling.block(),
            actors: telling.actors.iter().map(Party::who).collect(),
            people: [people(&telling.actors), people(&telling.recipients)],
            names: parties.chain(towns).collect(),
        }
    }

    /// Why two reports are of one event, or `None` if they are not.
    fn same_event(&self, other: &Shape) -> Option<&'static str> {
        let (a, b) = (self.telling, other.telling);
        let gap = a
            .days()
            .zip(b.days())
            .map(|((from, to), (begin, end))| (begin - to).get_days().max((from - end).get_days()));
        if gap.is_some_and(|gap| gap > APART) || a.event_type != b.event_type || !modes_agree(a, b) {
            return None;
        }
        if self.block != other.block || !self.sides_agree(other) {
            return None;
        }
        let shared = !self.names.is_disjoint(&other.names);
        match gap {
            // Within one country "police arrested citizens" says too little to be one event.
            Some(gap) if gap <= 0 && (shared || self.block.len() > 1) => Some("same participants, the days meet"),
            Some(_) if shared => Some("same names, the days are at most two apart"),
            None if shared && windows_meet(a, b) => Some("same names, one report gives no day and its window fits"),
            _ => None,
        }
    }

    /// The same countries on each side; or, where one tells actor and recipient as actors together, the same in all.
    fn sides_agree(&self, other: &Shape) -> bool {
        let together = self.telling.recipients.is_empty() || other.telling.recipients.is_empty();
        (self.actors == other.actors || together)
            && self.people.iter().zip(&other.people).all(|(one, other)| people_agree(one, other))
    }
}

fn windows_meet(a: &Telling, b: &Telling) -> bool {
    match (a.begin, a.end, b.begin, b.end) {
        (Some(from), Some(to), Some(begin), Some(end)) => from <= end && begin <= to,
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

fn event(tellings: &[Telling], shapes: &[Shape], cluster: Vec<usize>) -> Event {
    let first = &tellings[cluster[0]];
    let all = || cluster.iter().map(|i| &tellings[*i]);
    let best = all().min_by_key(|t| (t.undated(), t.length())).unwrap_or(first);
    let origins: BTreeSet<&str> = all().map(|t| t.origin.as_str()).collect();
    let anchor = &shapes[cluster[0]];
    let why = |i: &usize| {
        anchor.same_event(&shapes[*i]).map(|why| format!("{} and {}: {why}", first.name(), tellings[*i].name()))
    };
    let reasons: BTreeSet<String> = cluster[1..].iter().filter_map(why).collect();
    Event {
        id: identity(first),
        begin: best.begin,
        end: best.end,
        precision: best.precision,
        factuality: all().map(|t| t.factuality).min().unwrap_or(first.factuality),
        sources: origins.len(),
        confidence: all().map(|t| t.confidence).fold(0.0, f32::max),
        because: reasons.into_iter().collect(),
        tellings: cluster,
    }
}

/// An event is named by what its first report says, so that the same news gives the same name in every store.
fn identity(telling: &Telling) -> String {
    let mut said = format!("{}|{:?}|{:?}", telling.key(), telling.modes, telling.days());
    for party in telling.actors.iter().chain(&telling.recipients) {
        let _ = write!(said, "|{}", party.id);
    }
    for place in &telling.places {
        let _ = write!(said, "|{}", place.id);
    }
    if telling.undated() || telling.block().len() < 2 {
        // Too little to be told apart from others by what it says alone.
        let _ = write!(said, "|{}|{}", telling.article, telling.n);
    }
    Sha256::digest(said).iter().take(8).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
