//! One reading of a name through a whole article: where its words are tagged as different things, the surer side wins.
//!
//! A surname alone counts for the full name that ends in it, so that "Putin" is a person where "Vladimir Putin" is one.

use super::signs::Page;
use super::{Class, Tagged, TaggedName};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How much surer the other classes together must be than this one.
const MARGIN: f32 = 1.5;
/// From this score on a name speaks for its last word too.
const SURE: f32 = 0.8;

/// Votes for each class.
type Votes = [f32; 3];

/// Gives each name the class that the article as a whole gives it.
pub fn settle(page: &Page, tagged: &mut [Tagged]) {
    let mut votes: FxHashMap<String, Votes> = FxHashMap::default();
    for name in tagged.iter().flat_map(|tagged| &tagged.names) {
        let class = name.class as usize;
        votes.entry(key(page, &name.tokens)).or_default()[class] += name.score;
        if name.class == Class::Person && name.tokens.len() > 1 && name.score >= SURE {
            votes.entry(key(page, &(name.tokens.end - 1..name.tokens.end))).or_default()[class] += name.score;
        }
    }
    for name in tagged.iter_mut().flat_map(|tagged| &mut tagged.names) {
        vote(name, &votes[&key(page, &name.tokens)]);
    }
}

fn vote(name: &mut TaggedName, votes: &Votes) {
    let best = Class::ALL.into_iter().fold(name.class, |best, class| if votes[class as usize] > votes[best as usize] { class } else { best });
    if votes[best as usize] > MARGIN * votes[name.class as usize] {
        name.class = best;
    }
}

fn key(page: &Page, tokens: &Range<usize>) -> String {
    let words: Vec<&str> = page.tokens[tokens.clone()].iter().map(|token| token.lower.as_str()).collect();
    words.join(" ")
}
