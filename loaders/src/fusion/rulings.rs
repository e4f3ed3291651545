//! What analysts decided about reports: rejected, confirmed, of one event, of different events.
//!
//! A ruling names reports by their content ([`super::Telling::content`]): the article's address, the sentence, the type and
//! where in the sentence it is signalled. So it holds when the article is taken out and loaded again, and when a corrected
//! version leaves the sentence as it was. Of two rulings that contradict each other the later one counts.

use std::collections::{BTreeSet, HashMap};

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
pub struct Rulings {
    all: Vec<Ruling>,
    /// The rulings that name a content, by their places in `all`.
    naming: HashMap<String, Vec<usize>>,
}

impl Rulings {
    /// Decisions in the order in which they were made.
    #[must_use]
    pub fn new(all: Vec<Ruling>) -> Rulings {
        let mut naming: HashMap<String, Vec<usize>> = HashMap::new();
        for (i, ruling) in all.iter().enumerate() {
            for content in ruling.contents.iter().chain(&ruling.rest) {
                naming.entry(content.clone()).or_default().push(i);
            }
        }
        Rulings { all, naming }
    }

    /// The rulings that name a content, in the order in which they were made.
    fn naming(&self, content: &str) -> impl DoubleEndedIterator<Item = &Ruling> {
        self.naming.get(content).into_iter().flatten().map(|i| &self.all[*i])
    }

    /// The rulings that name any of these, in the order in which they were made.
    fn naming_any(&self, contents: &BTreeSet<&str>) -> impl Iterator<Item = &Ruling> {
        let places: BTreeSet<usize> =
            contents.iter().filter_map(|content| self.naming.get(*content)).flatten().copied().collect();
        places.into_iter().map(|i| &self.all[i])
    }

    /// The ruling by which a report is of no event, if its last confirmation or rejection is one.
    #[must_use]
    pub fn rejection(&self, content: &str) -> Option<&Ruling> {
        let judged = |ruling: &&Ruling| matches!(ruling.verdict, Verdict::Confirmed | Verdict::Rejected);
        self.naming(content).rfind(judged).filter(|ruling| ruling.verdict == Verdict::Rejected)
    }

    /// Whether two reports are of different events: a split says so and no later merger takes it back.
    #[must_use]
    pub fn apart(&self, a: &str, b: &str) -> bool {
        let last = self.naming(a).rfind(|ruling| ruling.parts(a, b) || ruling.merges(a, b));
        last.is_some_and(|ruling| ruling.parts(a, b))
    }

    /// The last merger of two reports.
    #[must_use]
    pub fn merging(&self, a: &str, b: &str) -> Option<&str> {
        self.naming(a).rfind(|ruling| ruling.merges(a, b)).map(|ruling| ruling.id.as_str())
    }

    /// The ids of the rulings that concern any of these reports.
    #[must_use]
    pub fn about(&self, contents: &BTreeSet<&str>) -> Vec<String> {
        self.naming_any(contents).map(|ruling| ruling.id.clone()).collect()
    }

    /// The ids of the rulings that set any of these reports apart from others.
    #[must_use]
    pub fn setting_apart(&self, contents: &BTreeSet<&str>) -> Vec<&str> {
        let sets = |ruling: &&Ruling| {
            let named = || ruling.contents.iter().any(|content| contents.contains(content.as_str()));
            ruling.verdict == Verdict::Split && named()
        };
        self.naming_any(contents).filter(sets).map(|ruling| ruling.id.as_str()).collect()
    }

    /// The reports of each merger: they change together.
    pub fn mergers(&self) -> impl Iterator<Item = &BTreeSet<String>> {
        self.all.iter().filter(|ruling| ruling.verdict == Verdict::Merged).map(|ruling| &ruling.contents)
    }

    /// Joins clusters whose reports were ruled to be of one event.
    #[must_use]
    pub fn join<'a>(&self, mut clusters: Vec<Vec<usize>>, content: impl Fn(usize) -> &'a str) -> Vec<Vec<usize>> {
        for ruling in self.all.iter().filter(|ruling| ruling.verdict == Verdict::Merged) {
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

    /// Whether nothing was decided.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

impl Ruling {
    fn parts(&self, a: &str, b: &str) -> bool {
        let across = |a, b| self.contents.contains(a) && self.rest.contains(b);
        self.verdict == Verdict::Split && (across(a, b) || across(b, a))
    }

    fn merges(&self, a: &str, b: &str) -> bool {
        self.verdict == Verdict::Merged && self.contents.contains(a) && self.contents.contains(b)
    }
}
