//! Whether a sentence speaks of what was or of what will be, seen from one date in it.
//!
//! The nearest word of the class `tense` before the date decides ("will meet on Tuesday", "said on Tuesday"), back to the
//! last quotation mark. Failing that, how the nearest word before it ends, in languages whose verbs show their tense
//! ("visited in June"); failing that, a word of the future behind it in the same clause, if none of the past comes
//! first ("On Tuesday the court will", but "France on Tuesday said it would") and no second verb brings it ("arrived on
//! Tuesday and will").
//! A comma right before the date cuts it off from what stands before ("…, Selasa" dates the telling, not what is told).

use std::collections::BTreeMap;
use std::ops::Range;

use super::resolve::Tense;
use super::tokens::{Kind, Token};
use super::words::Words;

/// How many tokens away a word may tell the tense.
const REACH: usize = 80;

/// What tells the tenses of one language.
#[derive(Debug)]
pub(super) struct Tenses {
    class: Option<usize>,
    and: Option<usize>,
    endings: Vec<(String, Tense)>,
}

fn named(value: i32) -> Tense {
    if value < 0 { Tense::Past } else { Tense::Future }
}

impl Tenses {
    /// `endings`: endings of words and the sign of their tense.
    pub(super) fn new(words: &Words, endings: BTreeMap<String, i32>) -> Tenses {
        let endings = endings.into_iter().map(|(ending, value)| (ending, named(value))).collect();
        Tenses { class: words.class("tense"), and: words.class("and"), endings }
    }

    /// The tense at the date that these tokens are.
    pub(super) fn at(&self, date: Range<usize>, text: &str, tokens: &[Token], words: &Words) -> Tense {
        let near = date.start.saturating_sub(REACH)..=date.start;
        let first = near.clone().rev().find(|at| tokens[*at].opens()).unwrap_or(*near.start());
        let mark = |at: usize, mark: &str| tokens[at].kind == Kind::Mark && tokens[at].word == words.id(mark);
        let cut_off = date.start > first && mark(date.start - 1, ",");
        let before = (first..date.start).rev().take_while(|at| !cut_off && !mark(*at, "\""));
        // "On Tuesday, the court will": a comma behind a date that opens the sentence ends no clause.
        let comma = date.start <= first + 1 && date.end < tokens.len() && mark(date.end, ",");
        let mut clause = (date.end + usize::from(comma)..tokens.len()).take(REACH).take_while(|at| {
            tokens[*at].kind != Kind::Mark && !tokens[*at].opens() && !self.goes_on(*at, tokens, words)
        });
        let said = before.clone().find_map(|at| self.word(at, date.start, tokens, words));
        let coming = || {
            let behind = clause.find_map(|at| self.word(at, tokens.len(), tokens, words));
            behind.filter(|tense| *tense == Tense::Future)
        };
        let shown = || before.clone().find_map(|at| self.ending(&tokens[at], text));
        said.or_else(shown).or_else(coming).unwrap_or(Tense::Open)
    }

    /// Whether an "and" with a word of tense right behind it begins what somebody does next.
    fn goes_on(&self, at: usize, tokens: &[Token], words: &Words) -> bool {
        let joins = self.and.is_some_and(|class| words.readings(class, &tokens[at..]).next().is_some());
        joins && at + 1 < tokens.len() && self.word(at + 1, tokens.len(), tokens, words).is_some()
    }

    /// The longest tense phrase that begins at a token and ends before another.
    fn word(&self, at: usize, until: usize, tokens: &[Token], words: &Words) -> Option<Tense> {
        let found = words.readings(self.class?, &tokens[at..]).filter(|(length, _)| at + length <= until);
        found.max_by_key(|(length, _)| *length).map(|(_, value)| named(value))
    }

    fn ending(&self, token: &Token, text: &str) -> Option<Tense> {
        let word = token.span.of(text);
        let plain = token.kind == Kind::Word && !token.capital && word.len() > 3;
        self.endings.iter().find(|(ending, _)| plain && word.ends_with(ending.as_str())).map(|(_, tense)| *tense)
    }
}
