//! Where the reports of one event contradict each other.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::report::ReportCard;
use crate::explore::cards::ArticleRef;

/// Something the reports do not agree on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Disagreement {
    /// `date`, `place`, `actor`, `recipient` or `factuality`.
    pub on: &'static str,
    /// What is said of it, and where.
    pub values: Vec<Value>,
}

/// One of the things that are said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Value {
    /// A day, `begin/end`, or a factuality.
    pub value: String,
    /// The articles that say so.
    pub articles: Vec<ArticleRef>,
}

/// All that these reports do not agree on.
pub(super) fn among(reports: &[ReportCard]) -> Vec<Disagreement> {
    let dated: Vec<_> = reports.iter().filter_map(Dated::of).collect();
    let contradicted = dated.iter().any(|one| dated.iter().any(|other| one.contradicts(other)));
    let days = values(dated.iter().map(|dated| (dated.text(), dated.report)));
    let told = values(reports.iter().filter_map(|report| Some((report.factuality.clone()?, report))));
    let date = contradicted.then_some(Disagreement { on: "date", values: days });
    let factuality = (told.len() > 1).then_some(Disagreement { on: "factuality", values: told });
    let sets = [
        differing("place", reports, towns),
        differing("actor", reports, |report| named(report, "actor")),
        differing("recipient", reports, |report| named(report, "recipient")),
    ];
    date.into_iter().chain(sets.into_iter().flatten()).chain(factuality).collect()
}

fn towns(report: &ReportCard) -> BTreeSet<String> {
    let towns = report.places.iter().filter(|place| place.entity.kind == "place");
    towns.map(|place| place.entity.label.en.clone()).collect()
}

/// The people and bodies in a role; a country contradicts none of its own.
fn named(report: &ReportCard, role: &str) -> BTreeSet<String> {
    let named = report.roles.iter().filter(|part| part.role == role && part.entity.kind != "country");
    named.map(|part| part.entity.label.en.clone()).collect()
}

/// Versions of which two that say something have nothing in common.
fn differing(
    on: &'static str,
    reports: &[ReportCard],
    version: impl Fn(&ReportCard) -> BTreeSet<String>,
) -> Option<Disagreement> {
    let said: Vec<_> =
        reports.iter().map(|report| (version(report), report)).filter(|(set, _)| !set.is_empty()).collect();
    let differ = said.iter().any(|(one, _)| said.iter().any(|(other, _)| one.is_disjoint(other)));
    let text = |set: BTreeSet<String>| set.into_iter().collect::<Vec<_>>().join(", ");
    differ.then(|| Disagreement { on, values: values(said.into_iter().map(|(set, report)| (text(set), report))) })
}

/// A report whose date an article gave; the day of publication only stands in for one.
struct Dated<'r> {
    report: &'r ReportCard,
    begin: &'r str,
    end: &'r str,
    exact: bool,
}

impl<'r> Dated<'r> {
    fn of(report: &'r ReportCard) -> Option<Self> {
        let precision = report.date_precision.as_deref();
        let begin = report.begin.as_deref()?;
        let end = report.end.as_deref().unwrap_or(begin);
        let told = precision != Some("publication_date");
        told.then_some(Self { report, begin, end, exact: precision == Some("day") })
    }

    /// Exact days contradict any others; a vague date contradicts only what lies wholly outside it.
    fn contradicts(&self, other: &Self) -> bool {
        let same = (self.begin, self.end) == (other.begin, other.end);
        let apart = self.end < other.begin || other.end < self.begin;
        let article = |dated: &Self| dated.report.article.as_ref().map(|article| article.id.clone());
        article(self) != article(other) && (apart || (self.exact && other.exact && !same))
    }

    fn text(&self) -> String {
        if self.begin == self.end { self.begin.to_owned() } else { format!("{}/{}", self.begin, self.end) }
    }
}

/// What is said, each with its articles, no article twice.
fn values<'r>(said: impl Iterator<Item = (String, &'r ReportCard)>) -> Vec<Value> {
    let mut by_value: BTreeMap<String, Vec<ArticleRef>> = BTreeMap::new();
    for (value, report) in said {
        let articles = by_value.entry(value).or_default();
        articles
            .extend(report.article.iter().filter(|article| !articles.contains(article)).cloned().collect::<Vec<_>>());
    }
    by_value.into_iter().map(|(value, articles)| Value { value, articles }).collect()
}
