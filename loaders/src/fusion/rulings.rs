//! What analysts decided about reports: rejected, confirmed, of one event, of different events.
//!
//! A ruling names reports by their content ([`super::Telling::content`]): the article's address, the sentence, the type and
//! where in the sentence it is signalled. So it holds when the article is taken out and loaded again, and when a corrected
//! version leaves the sentence as it was. Of two rulings that contradict each other the later one counts.

use std::collections::{BTreeMap, BTreeSet};

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The reports are right.
    Confirmed,
    /// The reports are wrong: they are of no event.
    Rejected,
    /// The reports are of one event.
    Merged,
    /// Some reports are of another event than the rest.
    Split,
}

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// Its id, unique among all.
    pub id: String,
    /// What was decided.
    pub verdict: Verdict,
    /// The reports it is about; of a split: those that are set apart.
    pub contents: BTreeSet<String>,
    /// Of a split: those they are set apart from.
    pub rest: BTreeSet<String>,
}

/// All decisions, in the order in which they were made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rulings(Vec<Ruling>);

impl Rulings {
    /// Decisions in the order in which they were made.
    #[must_use]
    pub fn new(rulings: Vec<Ruling>) -> Rulings {
        Rulings(rulings)
    }

    /// Whether a report is of no event.
    #[must_use]
    pub fn rejects(&self, content: &str) -> bool {
        let judged = |ruling: &&Ruling| matches!(ruling.verdict, Verdict::Confirmed | Verdict::Rejected);
        let last = self.0.iter().filter(judged).rfind(|ruling| ruling.contents.contains(content));
        last.is_some_and(|ruling| ruling.verdict == Verdict::Rejected)
    }

    /// Whether two reports are of different events: a split says so and no later merger takes it back.
    #[must_use]
    pub fn apart(&self, a: &str, b: &str) -> bool {
        let parts = |ruling: &Ruling| {
            let across = |a, b| ruling.contents.contains(a) && ruling.rest.contains(b);
            ruling.verdict == Verdict::Split && (across(a, b) || across(b, a))
        };
        let last = self.0.iter().rfind(|ruling| parts(ruling) || ruling.merges(a, b));
        last.is_some_and(parts)
    }

    /// The last merger of two reports.
    #[must_use]
    pub fn merging(&self, a: &str, b: &str) -> Option<&str> {
        self.0.iter().rfind(|ruling| ruling.merges(a, b)).map(|ruling| ruling.id.as_str())
    }

    /// The rulings that concern any of these reports.
    #[must_use]
    pub fn about(&self, contents: &BTreeSet<&str>) -> Vec<String> {
        let concerns = |ruling: &&Ruling| {
            let told = |of: &BTreeSet<String>| of.iter().any(|content| contents.contains(content.as_str()));
            told(&ruling.contents) || told(&ruling.rest)
        };
        self.0.iter().filter(concerns).map(|ruling| ruling.id.clone()).collect()
    }

    /// The rulings that set any of these reports apart from others.
    #[must_use]
    pub fn setting_apart(&self, contents: &BTreeSet<&str>) -> Vec<&str> {
        let sets = |ruling: &&Ruling| {
            ruling.verdict == Verdict::Split
                && ruling.contents.iter().any(|content| contents.contains(content.as_str()))
        };
        self.0.iter().filter(sets).map(|ruling| ruling.id.as_str()).collect()
    }

    /// The reports of each merger: they change together.
    pub fn mergers(&self) -> impl Iterator<Item = &BTreeSet<String>> {
        self.0.iter().filter(|ruling| ruling.verdict == Verdict::Merged).map(|ruling| &ruling.contents)
    }

    /// Joins clusters whose reports were ruled to be of one event.
    #[must_use]
    pub fn join<'a>(&self, mut clusters: Vec<Vec<usize>>, content: impl Fn(usize) -> &'a str) -> Vec<Vec<usize>> {
        for ruling in self.0.iter().filter(|ruling| ruling.verdict == Verdict::Merged) {
            let named = |cluster: &Vec<usize>| {
                cluster.iter().map(|i| content(*i)).filter(|c| ruling.contents.contains(*c)).min()
            };
            let (mut merged, others): (Vec<_>, Vec<_>) =
                clusters.into_iter().partition(|cluster| named(cluster).is_some());
            merged.sort_by_key(|cluster| named(cluster).map(str::to_owned));
            clusters = others;
            let mut groups: Vec<Vec<usize>> = Vec::new();
            for cluster in merged {
                let fits = |group: &&mut Vec<usize>| {
                    group.iter().all(|i| cluster.iter().all(|j| !self.apart(content(*i), content(*j))))
                };
                match groups.iter_mut().find(fits) {
                    Some(group) => group.extend(cluster),
                    None => groups.push(cluster),
                }
            }
            clusters.extend(groups);
        }
        clusters
    }

    /// The last word on each report that was confirmed or rejected.
    #[must_use]
    pub fn last_words(&self) -> BTreeMap<&str, &Ruling> {
        let judged = self.0.iter().filter(|ruling| matches!(ruling.verdict, Verdict::Confirmed | Verdict::Rejected));
        judged.flat_map(|ruling| ruling.contents.iter().map(move |content| (content.as_str(), ruling))).collect()
    }

    /// Whether nothing was decided.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Ruling {
    fn merges(&self, a: &str, b: &str) -> bool {
        self.verdict == Verdict::Merged && self.contents.contains(a) && self.contents.contains(b)
    }
}
