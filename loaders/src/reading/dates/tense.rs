//! Whether a sentence speaks of what was or of what will be, seen from one date in it.
//!
//! The nearest word of the class `tense` before the date decides ("will meet on Tuesday", "said on Tuesday"); failing
//! that, a word of the future behind it in the same clause ("On Tuesday the court will").

use super::resolve::Tense;
use super::tokens::{Kind, Token};
use super::words::Words;

/// The tense at the tokens `start..end`. `class` is the language's class of tense words.
pub(super) fn tense(tokens: &[Token], words: &Words, class: Option<usize>, start: usize, end: usize) -> Tense {
    let Some(class) = class else { return Tense::Open };
    let reading = |at: usize, until: usize| {
        let mut found = words.readings(class, &tokens[at..]).filter(|(length, _)| at + length <= until);
        found.next().map(|(_, value)| if value < 0 { Tense::Past } else { Tense::Future })
    };
    let first = (0..=start.min(tokens.len().saturating_sub(1))).rev().find(|at| tokens[*at].opens).unwrap_or(0);
    if let Some(tense) = (first..start).rev().find_map(|at| reading(at, start)) {
        return tense;
    }
    let clause = (end..tokens.len()).take_while(|at| tokens[*at].kind != Kind::Mark && !tokens[*at].opens);
    let future = clause.filter_map(|at| reading(at, tokens.len())).find(|tense| *tense == Tense::Future);
    future.unwrap_or(Tense::Open)
}
