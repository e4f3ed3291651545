//! Makes events of reports: the same act told by several articles is one event in the world, and says why.
//!
//! A pure function of the reports and of what analysts decided about them: whatever the order in which articles came, the
//! events are the same; without an article they are what they would have been without it. And a local one: what a report is
//! fused with depends only on reports of the same type and parties within some weeks ([`neighbourhood`]), so that one more
//! article costs its neighbourhood and not the years.
//!
//! * [`relation`]: when two reports can be, and when they are, of one event.
//! * [`clusters`]: which reports are of one event, from the relation.
//! * [`witnesses`]: who tells in words of his own.
//! * [`rulings`]: what analysts decided: rejected, apart, together.

pub mod clusters;
pub mod neighbourhood;
pub mod relation;
pub mod rulings;
mod telling;
pub mod witnesses;

use crate::facts::{Factuality, Precision};
use jiff::civil::Date;
use relation::Shape;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use witnesses::Witnesses;

pub use rulings::{Ruling, Rulings, Verdict};
pub use telling::{Party, Place, Telling};

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
    /// What its reports do not agree on.
    pub conflicts: Vec<Conflict>,
    /// The rulings that concern it, by their ids.
    pub rulings: Vec<String>,
}

/// What reports of one event do not agree on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Conflict {
    /// They give days that do not meet, or exact days that are not the same.
    Date,
    /// They name different towns.
    Place,
    /// They name different people or bodies as those who did it.
    Actor,
    /// They name different people or bodies as those to whom it was done.
    Recipient,
    /// They give different numbers of people killed, injured, arrested.
    Number,
    /// One tells it as done, another as denied, claimed or still to come.
    Factuality,
}

/// Makes events of reports. The outcome does not depend on their order, except for the indices in `tellings`.
#[must_use]
pub fn fuse(tellings: &[Telling]) -> Vec<Event> {
    fuse_ruled(tellings, &Rulings::default())
}

/// Makes events of reports as analysts decided; rejected reports are of no event.
#[must_use]
pub fn fuse_ruled(tellings: &[Telling], rulings: &Rulings) -> Vec<Event> {
    let shapes: Vec<Shape> = tellings.iter().map(Shape::of).collect();
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, telling) in tellings.iter().enumerate().filter(|(_, telling)| rulings.rejection(&telling.content).is_none())
    {
        blocks.entry(telling.block_key()).or_default().push(i);
    }
    let found: Vec<Vec<usize>> =
        blocks.into_values().flat_map(|block| clusters::of_block(block, &shapes, rulings)).collect();
    let joined = rulings.join(found, |i| tellings[i].content.as_str());
    joined.into_iter().map(|cluster| event(tellings, &shapes, cluster, rulings)).collect()
}

fn event(tellings: &[Telling], shapes: &[Shape], mut cluster: Vec<usize>, rulings: &Rulings) -> Event {
    cluster.sort_by_key(|i| (tellings[*i].undated(), tellings[*i].begin, &tellings[*i].article, tellings[*i].n));
    let first = &tellings[cluster[0]];
    let all = || cluster.iter().map(|i| &tellings[*i]);
    let told: Vec<&Telling> = all().collect();
    let witnesses = Witnesses::of(&told);
    let best = told.iter().max_by_key(|t| support(t, &told, &witnesses)).copied().unwrap_or(first);
    let contents: BTreeSet<&str> = all().map(|t| t.content.as_str()).collect();
    Event {
        id: identity(first, &rulings.setting_apart(&contents)),
        begin: best.begin,
        end: best.end,
        precision: best.precision,
        factuality: all().map(|t| t.factuality).min().unwrap_or(first.factuality),
        sources: witnesses.count(),
        confidence: all().map(|t| t.confidence).fold(0.0, f32::max),
        because: [reasons(tellings, shapes, &cluster, rulings), copied(&told, &witnesses)].concat(),
        conflicts: relation::conflicts(&cluster.iter().map(|i| &shapes[*i]).collect::<Vec<_>>()),
        rulings: rulings.about(&contents),
        tellings: cluster,
    }
}

/// Whether days are given, by how many witnesses, how many days, from when.
type Support = (bool, usize, Reverse<i32>, Reverse<Option<Date>>);

/// The days that most witnesses give; of equals the fewest, then the earliest.
fn support(telling: &Telling, all: &[&Telling], witnesses: &Witnesses) -> Support {
    let same = all.iter().zip(&witnesses.of).filter(|(other, _)| other.days() == telling.days());
    let witnesses = same.map(|(_, witness)| witness).collect::<BTreeSet<_>>().len();
    (!telling.undated(), witnesses, Reverse(telling.length()), Reverse(telling.begin))
}

/// Which reports of different outlets count as one witness, and why.
fn copied(told: &[&Telling], witnesses: &Witnesses) -> Vec<String> {
    let reason = |(a, b): &(usize, usize)| {
        format!("{} and {}: nearly the same words, so one witness", told[*a].name(), told[*b].name())
    };
    witnesses.copies.iter().map(reason).collect()
}

/// For each report but the first, why it is of one event with another that was there before it.
fn reasons(tellings: &[Telling], shapes: &[Shape], cluster: &[usize], rulings: &Rulings) -> Vec<String> {
    let related = |a: usize, b: usize| shapes[a].same_event(&shapes[b]).map(str::to_owned);
    let merged = |a: usize, b: usize| {
        rulings.merging(&tellings[a].content, &tellings[b].content).map(|ruling| format!("merged by judge-{ruling}"))
    };
    let mut reasons = BTreeSet::new();
    let (mut here, mut waiting) = (vec![cluster[0]], cluster[1..].to_vec());
    // One merger ties two events, each of which holds together by itself.
    while let Some((at, other, why)) = link(&here, &waiting, related).or_else(|| link(&here, &waiting, merged)) {
        let next = waiting.remove(at);
        let mut names = [tellings[next].name(), tellings[other].name()];
        names.sort();
        reasons.insert(format!("{} and {}: {why}", names[0], names[1]));
        here.push(next);
    }
    reasons.into_iter().collect()
}

/// The first of those waiting that something ties to one of those here: its place, the other, and what ties them.
fn link(
    here: &[usize],
    waiting: &[usize],
    tie: impl Fn(usize, usize) -> Option<String>,
) -> Option<(usize, usize, String)> {
    let tied = |i: usize| here.iter().find_map(|other| Some((*other, tie(*other, i)?)));
    waiting.iter().enumerate().find_map(|(at, i)| tied(*i).map(|(other, why)| (at, other, why)))
}

/// An event is named by what its first report says, so that the same news gives the same name in every store; rulings that
/// set its reports apart from others that say the same give it a name of its own.
fn identity(telling: &Telling, apart: &[&str]) -> String {
    let mut said = format!("{}|{:?}|{:?}", telling.block_key(), telling.modes, telling.days());
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
    for ruling in apart {
        said.push_str(ruling);
    }
    telling::hash(&said)
}
