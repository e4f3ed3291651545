//! One reading of a name through a whole article: where its words are tagged as different things, the surer side wins, and
//! where they were passed over, they are named too.
//!
//! A part counts as the whole: "Putin" is a person where "Vladimir Putin" is one, "Telkom" a body where "PT Telkom" is.

use super::signs::Page;
use super::{Class, Tagged, TaggedName};
use crate::reading::sentences::Sentence;
use crate::reading::tokens::Token;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How much surer the other classes together must be than this one.
const MARGIN: f32 = 1.5;
/// From this score on a name speaks for its parts and for words that were passed over.
const SURE: f32 = 0.8;
/// Longest name that is looked for among the words passed over, in tokens.
const LONGEST: usize = 4;

/// Votes for each class, by the words of a name.
type Votes = FxHashMap<String, [f32; 3]>;

/// Gives each name the class that the article as a whole gives it.
pub fn settle(page: &Page, sentences: &[Sentence], tagged: &mut [Tagged]) {
    let votes = votes(page, tagged);
    for name in tagged.iter_mut().flat_map(|tagged| &mut tagged.names) {
        if let Some(votes) = votes.get(&key(page, &name.tokens)) {
            vote(name, votes);
        }
    }
    for (sentence, tagged) in sentences.iter().zip(tagged).filter(|(sentence, _)| !sentence.title_case) {
        let more = passed_over(page, sentence, tagged, &votes);
        tagged.names.extend(more);
        tagged.names.sort_by_key(|name| name.tokens.start);
    }
}

fn votes(page: &Page, tagged: &[Tagged]) -> Votes {
    let mut votes = Votes::default();
    for name in tagged.iter().flat_map(|tagged| &tagged.names) {
        let parts = [Some(name.tokens.clone()), part(page, name).filter(|_| name.score >= SURE)];
        for tokens in parts.into_iter().flatten() {
            votes.entry(key(page, &tokens)).or_default()[name.class as usize] += name.score;
        }
    }
    votes
}

/// What alone can stand for a longer name: a surname, or a body's own name without the words that only say what it is.
fn part(page: &Page, name: &TaggedName) -> Option<Range<usize>> {
    let Range { mut start, mut end } = name.tokens.clone();
    let words = &page.lexicon.words;
    match name.class {
        Class::Place => return None,
        Class::Person => start = end - 1,
        Class::Organization => {
            while start + 1 < end && words.organization_heads.contains(&page.tokens[start].lower) {
                start += 1;
            }
            while start + 1 < end && words.organization_tails.contains(&page.tokens[end - 1].lower) {
                end -= 1;
            }
        }
    }
    let shorter = start..end;
    (shorter != name.tokens && telling(page, &page.tokens[start])).then_some(shorter)
}

/// Whether a word is no ordinary one.
fn telling(page: &Page, token: &Token) -> bool {
    token.capital && token.lower.chars().count() > 2 && !page.lexicon.common.contains(token.lower.as_str())
}

fn vote(name: &mut TaggedName, votes: &[f32; 3]) {
    let best = best(votes, name.class);
    if votes[best as usize] > MARGIN * votes[name.class as usize] {
        name.class = best;
    }
}

fn best(votes: &[f32; 3], otherwise: Class) -> Class {
    Class::ALL
        .into_iter()
        .fold(otherwise, |best, class| if votes[class as usize] > votes[best as usize] { class } else { best })
}

/// Untagged words of a sentence that are surely a name elsewhere.
fn passed_over(page: &Page, sentence: &Sentence, tagged: &Tagged, votes: &Votes) -> Vec<TaggedName> {
    let free = |tokens: &Range<usize>| {
        tagged.names.iter().all(|name| name.tokens.end <= tokens.start || tokens.end <= name.tokens.start)
    };
    let mut found = Vec::new();
    let mut at = sentence.tokens.start;
    while at < sentence.tokens.end {
        let longest = LONGEST.min(sentence.tokens.end - at);
        let name = (1..=longest).rev().map(|n| at..at + n).find_map(|tokens| {
            let votes = votes.get(&key(page, &tokens)).filter(|votes| votes.iter().sum::<f32>() >= SURE)?;
            let class = best(votes, Class::Person);
            let sure = telling(page, &page.tokens[tokens.start]) && votes[class as usize] >= SURE && free(&tokens);
            sure.then_some(TaggedName { tokens, class, score: 0.5 })
        });
        at = name.as_ref().map_or(at + 1, |name| name.tokens.end);
        found.extend(name);
    }
    found
}

fn key(page: &Page, tokens: &Range<usize>) -> String {
    let words: Vec<&str> = page.tokens[tokens.clone()].iter().map(|token| token.lower.as_str()).collect();
    words.join(" ")
}
