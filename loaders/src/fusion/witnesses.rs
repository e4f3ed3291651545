//! How many witnesses reports have: outlets and agencies that tell in words of their own.
//!
//! A text copied from an agency that it does not name is told by its words. Two outlets whose sentences about an event share
//! most runs of three words are one witness; short sentences prove nothing, because two reporters may well write the
//! same ten words. What is one witness with a third is one with the other, in whatever order they come.

use super::telling::Telling;
use crate::fold::fold;
use rustc_hash::{FxHashMap, FxHasher};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

/// Words of a run.
const RUN: usize = 3;
/// Runs that sentences must have to tell a copy by them.
const LEAST: usize = 10;
/// Of the runs of both, the percentage that both must have.
const SHARED: usize = 60;

/// Which of some reports are of one witness.
pub struct Witnesses {
    /// For each report, in the order given, the number of its witness.
    pub of: Vec<usize>,
    /// Reports of different outlets that are one witness for their words, by their places in the order given.
    pub copies: Vec<(usize, usize)>,
}

/// The runs of three words in some sentences, hashed, in order.
#[must_use]
pub fn wording<'a>(sentences: impl Iterator<Item = &'a str>) -> Vec<u32> {
    let mut runs = BTreeSet::new();
    for sentence in sentences {
        let folded = fold(sentence);
        let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        runs.extend(words.windows(RUN).map(hash));
    }
    runs.into_iter().collect()
}

fn hash(run: &[&str]) -> u32 {
    let mut hasher = FxHasher::default();
    run.hash(&mut hasher);
    // The upper half of the hash is the better mixed one.
    u32::try_from(hasher.finish() >> 32).unwrap_or_default()
}

impl Witnesses {
    /// The witnesses of some reports: by origin, then by their words.
    #[must_use]
    pub fn of(tellings: &[&Telling]) -> Witnesses {
        let mut numbers = BTreeMap::new();
        let mut of: Vec<usize> = Vec::with_capacity(tellings.len());
        for telling in tellings {
            let next = numbers.len();
            of.push(*numbers.entry(telling.origin.as_str()).or_insert(next));
        }
        let mut copies = Vec::new();
        if numbers.len() > 1 {
            for (a, b) in candidates(tellings) {
                let (one, other) = (of[a], of[b]);
                if one != other && alike(&tellings[a].wording, &tellings[b].wording) {
                    of.iter_mut().filter(|number| **number == other).for_each(|number| *number = one);
                    copies.push((a, b));
                }
            }
        }
        Witnesses { of, copies }
    }

    /// How many they are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.of.iter().collect::<BTreeSet<_>>().len()
    }
}

/// Whether two wordings share most of their runs.
fn alike(a: &[u32], b: &[u32]) -> bool {
    let shared = a.iter().filter(|run| b.binary_search(run).is_ok()).count();
    100 * shared >= SHARED * (a.len() + b.len() - shared)
}

/// Pairs of reports of different origins that may be copies, in the order of their names. Two sets that share so much share one of
/// their first runs.
fn candidates(tellings: &[&Telling]) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..tellings.len()).filter(|i| tellings[*i].wording.len() >= LEAST).collect();
    order.sort_by_key(|i| (&tellings[*i].article, tellings[*i].n));
    // What one origin says in the same words several times is compared once.
    let mut said = BTreeSet::new();
    order.retain(|i| said.insert((&tellings[*i].origin, &tellings[*i].wording)));
    let mut first: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    let mut pairs = BTreeSet::new();
    for (place, i) in order.iter().enumerate() {
        let wording = &tellings[*i].wording;
        let prefix = wording.len() - (SHARED * wording.len()).div_ceil(100) + 1;
        for run in wording.iter().take(prefix) {
            let others = first.entry(*run).or_default();
            pairs.extend(others.iter().map(|other| (*other, place)));
            others.push(place);
        }
    }
    pairs.into_iter().map(|(a, b)| (order[a], order[b])).collect()
}
