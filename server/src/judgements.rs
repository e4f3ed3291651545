//! What analysts decide: from their words ("reject this event") to a judgement about the content of reports.
//!
//! A judgement names reports by their content and not by the events they are of, because events are made anew with every
//! article; so it survives when an article is taken out, loaded again, or corrected elsewhere.

use std::collections::BTreeSet;

use jiff::Timestamp;
use loaders::fusion::{Ruling, Telling, Verdict};
use loaders::judgement::Judgement;
use ontology::Iris;
use oxigraph::model::NamedNode;
use oxigraph::store::{StorageError, Store};
use serde::{Deserialize, Serialize};

use crate::ingest::existing::Existing;

/// What an analyst wants, as HTTP and the command line say it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    /// `confirm`, `reject`, `merge` or `split`.
    pub verdict: Word,
    /// Events or reports, by IRI or by the id that ends it.
    pub of: Vec<String>,
    /// Who decides.
    pub by: String,
    /// Why.
    pub why: Option<String>,
}

/// A verdict as people command it.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Word {
    /// The reports are right.
    Confirm,
    /// The reports are wrong.
    Reject,
    /// The events are one.
    Merge,
    /// The reports are of an event of their own.
    Split,
}

/// A judgement as it is shown.
#[derive(Clone, Debug, Serialize)]
pub struct Shown {
    /// The id that ends its IRI: `judge-…`.
    pub id: String,
    /// `confirmed`, `rejected`, `merged` or `split`.
    pub verdict: &'static str,
    /// The events and reports as they were named; an event may have another name by now.
    pub of: Vec<String>,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: String,
    /// Why.
    pub why: Option<String>,
    /// The reports in the store that it holds for; none while their articles are out.
    pub reports: Vec<String>,
}

/// A wish that cannot be a judgement, or a store that fails.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing has this name.
    #[error("there is no event or report `{0}`; `/api/events/ID` shows an event with the IRIs of its reports")]
    Unknown(String),
    /// No judgement has this name.
    #[error("there is no judgement `{0}`; `kabar judge list` and `GET /api/judgements` list them")]
    NoJudgement(String),
    /// Nobody decides.
    #[error("a judgement needs who decides: `by` is empty")]
    Nobody,
    /// Nothing is named.
    #[error("a judgement needs what it is about: name events (`ev-…`) or reports (`rep-…`)")]
    Nothing,
    /// One is no pair.
    #[error("a merger needs two or more events; only `{0}` is named")]
    Alone(String),
    /// An event cannot be split from itself.
    #[error("`{0}` is no report: a split names the reports (`rep-…`) that are of an event of their own")]
    SplitEvent(String),
    /// Reports of several events.
    #[error("the reports of a split must be of one event; these are of {0}")]
    SplitSeveral(usize),
    /// Nothing would be left.
    #[error("a split must leave some reports; all {0} of the event are named")]
    SplitAll(usize),
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Makes a judgement of what an analyst wants, at this moment.
///
/// # Errors
/// When the wish names what is not there, or makes no sense.
pub fn make(store: &Store, wish: Wish, at: Timestamp) -> Result<Judgement, Error> {
    let iris = Iris::default();
    let desk = Desk { existing: Existing::new(store, &iris), iris: &iris };
    let by = wish.by.trim().to_owned();
    if by.is_empty() {
        return Err(Error::Nobody);
    }
    let things: Vec<Thing> = wish.of.iter().map(|name| desk.find(name)).collect::<Result<_, _>>()?;
    let of: BTreeSet<NamedNode> = things.iter().map(|thing| thing.node.clone()).collect();
    let Some(first) = things.first() else { return Err(Error::Nothing) };
    if wish.verdict == Word::Merge && of.len() < 2 {
        return Err(Error::Alone(desk.short(&first.node)));
    }
    let rest = if wish.verdict == Word::Split { desk.rest(&things)? } else { BTreeSet::new() };
    let verdict = match wish.verdict {
        Word::Confirm => Verdict::Confirmed,
        Word::Reject => Verdict::Rejected,
        Word::Merge => Verdict::Merged,
        Word::Split => Verdict::Split,
    };
    let contents = things.into_iter().flat_map(|thing| thing.reports).map(|telling| telling.content).collect();
    let ruling = Ruling { id: String::new(), verdict, contents, rest };
    let why = wish.why.map(|why| why.trim().to_owned()).filter(|why| !why.is_empty());
    Ok(Judgement { ruling, of: of.into_iter().collect(), by, at, why }.named())
}

/// All judgements, the first first.
///
/// # Errors
/// When the store cannot be read.
pub fn list(store: &Store) -> Result<Vec<Shown>, Error> {
    let iris = Iris::default();
    let existing = Existing::new(store, &iris);
    existing.judgements()?.iter().map(|judgement| shown(&existing, judgement)).collect()
}

/// The judgement with this id or IRI.
///
/// # Errors
/// When there is none.
pub fn find(store: &Store, name: &str) -> Result<Judgement, Error> {
    let iris = Iris::default();
    let id = iris.local_id(name).unwrap_or(name);
    let id = id.strip_prefix("judge-").unwrap_or(id);
    let all = Existing::new(store, &iris).judgements()?;
    all.into_iter().find(|judgement| judgement.ruling.id == id).ok_or_else(|| Error::NoJudgement(name.to_owned()))
}

/// How a judgement is shown.
///
/// # Errors
/// When the store cannot be read.
pub fn show(store: &Store, judgement: &Judgement) -> Result<Shown, Error> {
    shown(&Existing::new(store, &Iris::default()), judgement)
}

fn shown(existing: &Existing, judgement: &Judgement) -> Result<Shown, Error> {
    let mut reports = Vec::new();
    for content in &judgement.ruling.contents {
        reports.extend(existing.with_content(content)?.into_iter().map(NamedNode::into_string));
    }
    reports.sort();
    Ok(Shown {
        id: format!("judge-{}", judgement.ruling.id),
        verdict: match judgement.ruling.verdict {
            Verdict::Confirmed => "confirmed",
            Verdict::Rejected => "rejected",
            Verdict::Merged => "merged",
            Verdict::Split => "split",
        },
        of: judgement.of.iter().map(|node| node.as_str().to_owned()).collect(),
        by: judgement.by.clone(),
        at: judgement.at.to_string(),
        why: judgement.why.clone(),
        reports,
    })
}

/// An event or a report, with the reports it stands for.
struct Thing {
    node: NamedNode,
    is_event: bool,
    reports: Vec<Telling>,
}

struct Desk<'a> {
    existing: Existing<'a>,
    iris: &'a Iris,
}

impl Desk<'_> {
    fn find(&self, name: &str) -> Result<Thing, Error> {
        let node = self.iris.entity(self.iris.local_id(name).unwrap_or(name));
        let reports = self.existing.reports_of(&node)?;
        let is_event = !reports.is_empty();
        let reports = if is_event { reports } else { vec![node.clone()] };
        let reports: Vec<Telling> = reports.iter().filter_map(|report| self.existing.told(report)).collect();
        if reports.is_empty() {
            return Err(Error::Unknown(name.to_owned()));
        }
        Ok(Thing { node, is_event, reports })
    }

    /// The other reports of the event that a split is about.
    fn rest(&self, things: &[Thing]) -> Result<BTreeSet<String>, Error> {
        if let Some(event) = things.iter().find(|thing| thing.is_event) {
            return Err(Error::SplitEvent(self.short(&event.node)));
        }
        let mut events = BTreeSet::new();
        for report in things {
            events.extend(self.existing.events(&report.node)?);
        }
        let Some(event) = events.pop_first().filter(|_| events.is_empty()) else {
            return Err(Error::SplitSeveral(events.len() + 1));
        };
        let named: BTreeSet<&NamedNode> = things.iter().map(|thing| &thing.node).collect();
        let all = self.existing.reports_of(&event)?;
        let left = all.iter().filter(|report| !named.contains(report));
        let rest: BTreeSet<String> =
            left.filter_map(|report| self.existing.told(report)).map(|telling| telling.content).collect();
        if rest.is_empty() { Err(Error::SplitAll(all.len())) } else { Ok(rest) }
    }

    fn short(&self, node: &NamedNode) -> String {
        self.iris.local_id(node.as_str()).unwrap_or(node.as_str()).to_owned()
    }
}
