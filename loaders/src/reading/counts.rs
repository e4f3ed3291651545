//! How many were killed, injured, arrested: a number beside such a word, for the report whose trigger is nearest.
//!
//! Sources that agree on an event often disagree on these, and that is worth asking for.

use super::sentences::Sentence;
use super::tokens::{Token, TokenKind};
use crate::facts::{Count, DateMention, Report, Span};
use crate::lexicon::Lexicon;
use std::ops::Range;

/// How many tokens may lie between a number and its word.
const BESIDE: usize = 5;
/// From here on a number word multiplies the number before it ("12 thousand").
const MULTIPLIER: u64 = 1000;

/// A number in a sentence.
struct Number {
    tokens: Range<usize>,
    value: u64,
}

/// The numbers of people that sentences with reports tell.
#[must_use]
pub fn find(
    tokens: &[Token],
    sentences: &[Sentence],
    reports: &[Report],
    dates: &[DateMention],
    lexicon: &Lexicon,
) -> Vec<Count> {
    let mut counts = Vec::new();
    for sentence in sentences {
        let told: Vec<usize> = (0..reports.len()).filter(|n| reports[*n].sentences.contains(&sentence.span)).collect();
        if told.is_empty() {
            continue;
        }
        for (what, span, number) in in_sentence(tokens, sentence, dates, lexicon) {
            let distance = |n: &usize| reports[*n].trigger.start.abs_diff(span.start);
            let Some(report) = told.iter().copied().min_by_key(|n| (distance(n), *n)) else { continue };
            if !counts.iter().any(|count: &Count| count.report == report && count.what == what) {
                counts.push(Count { report, what, number, span });
            }
        }
    }
    counts
}

/// What is told, the words from number to deed, and the number: each number goes to its nearest word, each word takes one.
fn in_sentence(
    tokens: &[Token],
    sentence: &Sentence,
    dates: &[DateMention],
    lexicon: &Lexicon,
) -> Vec<(&'static str, Span, u64)> {
    let deeds: Vec<usize> =
        sentence.tokens.clone().filter(|at| lexicon.counts.deeds.contains_key(tokens[*at].lower.as_str())).collect();
    let numbers = numbers(tokens, sentence, dates, lexicon);
    let gap = |number: &Number, deed: usize| {
        if deed < number.tokens.start {
            number.tokens.start - deed
        } else {
            (deed + 1).saturating_sub(number.tokens.end)
        }
    };
    let nearest = |number: &Number| deeds.iter().copied().min_by_key(|deed| (gap(number, *deed), *deed));
    let mut found = Vec::new();
    for deed in &deeds {
        let beside = |number: &&Number| gap(number, *deed) <= BESIDE && !parted(tokens, number, *deed, lexicon);
        let own = numbers.iter().filter(|number| nearest(number) == Some(*deed)).filter(beside);
        let Some(number) = own.min_by_key(|number| gap(number, *deed)) else { continue };
        let (first, last) = (number.tokens.start.min(*deed), (number.tokens.end - 1).max(*deed));
        let span = Span { start: tokens[first].span.start, end: tokens[last].span.end };
        found.push((lexicon.counts.deeds[tokens[*deed].lower.as_str()], span, number.value));
    }
    found
}

/// Whether a clause begins between a number and a deed.
fn parted(tokens: &[Token], number: &Number, deed: usize, lexicon: &Lexicon) -> bool {
    let between = if deed < number.tokens.start { deed + 1..number.tokens.start } else { number.tokens.end..deed };
    let opens = |token: &Token| lexicon.words.clause.contains(&token.lower) || token.is(";");
    tokens[between].iter().any(opens)
}

/// The whole numbers of a sentence that are no dates, ages or shares.
fn numbers(tokens: &[Token], sentence: &Sentence, dates: &[DateMention], lexicon: &Lexicon) -> Vec<Number> {
    let words = &lexicon.counts.numbers;
    let value = |at: usize| match tokens[at].kind {
        TokenKind::Number => whole(&tokens[at].lower),
        _ => words.get(tokens[at].lower.as_str()).copied(),
    };
    let next = |at: usize| (at + 1 < sentence.tokens.end).then_some(at + 1);
    let mut numbers = Vec::new();
    let mut from = sentence.tokens.start;
    while from < sentence.tokens.end {
        let at = from;
        from += 1;
        let dated = dates.iter().any(|date| date.span.overlaps(&tokens[at].span));
        let Some(first) = value(at).filter(|_| !dated) else { continue };
        let times =
            next(at).and_then(|after| words.get(tokens[after].lower.as_str())).filter(|times| **times >= MULTIPLIER);
        let end = at + 1 + usize::from(times.is_some());
        from = end;
        // "a 12-year-old", "12%": no people are counted.
        let other = tokens.get(end).is_some_and(|token| matches!(token.lower.as_str(), "-" | "%" | "–"));
        if !other {
            numbers.push(Number { tokens: at..end, value: first.saturating_mul(times.copied().unwrap_or(1)) });
        }
    }
    numbers
}

/// A whole number as written, with or without marks between thousands.
fn whole(written: &str) -> Option<u64> {
    let parts: Vec<&str> = written.split(['.', ',']).collect();
    let grouped = parts[1..].iter().all(|part| part.len() == 3);
    grouped.then(|| parts.concat().parse().ok()).flatten()
}
