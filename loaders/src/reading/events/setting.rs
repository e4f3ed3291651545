//! Which places and dates of a sentence belong to the clause of the word, and which to another one.

use super::Clause;
use crate::facts::Span;
use crate::reading::phrases::Phrase;

/// How far "after" may stand from the comma before it ("…, just two days after").
const SEQUEL: usize = 4;

impl Clause<'_> {
    /// Entities that stand after a preposition of place in the clause, before the word or (`after`) on either side.
    pub fn located(&self, after: bool) -> impl Iterator<Item = usize> {
        let words = &self.lexicon.words;
        let here = move |phrase: &&Phrase| {
            let start = phrase.tokens.start;
            phrase.preposition.as_ref().is_some_and(|word| words.within.contains(word))
                && if start <= self.at {
                    self.is_same_clause(phrase.tokens.end) && !self.is_attribute(phrase)
                } else {
                    after && self.is_clear(start)
                }
        };
        self.phrases.iter().filter(here).map(|phrase| phrase.entity)
    }

    /// "Officials in Moscow", "the court that sits in Lyon": a place before the word that only says which noun is meant.
    fn is_attribute(&self, phrase: &Phrase) -> bool {
        let words = &self.lexicon.words;
        let from = (self.sentence.tokens.start..phrase.tokens.start).rev().find(|at| self.lower(*at) == ",");
        let from = from.map_or(self.sentence.tokens.start, |comma| comma + 1);
        let set_off = phrase.tokens.end < self.at && self.lower(phrase.tokens.end) == ",";
        let described = (from..phrase.tokens.start)
            .any(|at| words.relative.contains(self.lower(at)) && !(self.at.saturating_sub(3)..self.at).contains(&at));
        let small = |at: usize| [&words.aim, &words.aspect].iter().any(|set| set.contains(self.lower(at)));
        let last = (phrase.tokens.end..self.at).rev().find(|at| !small(*at)).map_or(phrase.tokens.end, |at| at + 1);
        let beside = Clause { at: last, ..*self }.adjoins_phrase(phrase);
        let noun = (from..phrase.tokens.start.saturating_sub(1))
            .next_back()
            .is_some_and(|at| beside && !words.prepositions.contains(self.lower(at)) && !self.is_verb(at));
        !set_off && (described || noun)
    }

    /// Whether no saying stands between a token and the word after it.
    fn is_same_clause(&self, from: usize) -> bool {
        !(from..self.at).any(|at| self.says(at))
    }

    /// Whether a clause begins between the word and a span.
    #[must_use]
    pub fn parted(&self, span: Span) -> bool {
        let words = &self.lexicon.words;
        // "since Friday" opens no clause.
        let dates = |at: usize| {
            words.since.contains(self.lower(at))
                && self.tokens.get(at + 1).is_some_and(|next| next.span.start == span.start)
        };
        self.between(span)
            .any(|at| (words.clause.contains(self.lower(at)) && !dates(at)) || words.relative.contains(self.lower(at)))
    }

    /// "said he would resign, a day after police fired": what a comma and a clause of time set off from a saying before it.
    pub(super) fn is_sequel(&self, saying: usize) -> bool {
        let words = &self.lexicon.words;
        let opens = |at: &usize| words.sequence.contains(self.lower(*at));
        // A headline saves its commas.
        let set_off = |opener: usize| {
            self.sentence.title_case
                || (opener.saturating_sub(SEQUEL)..opener).any(|at| self.lower(at) == "," && at > saying)
        };
        let quoted = (saying..self.at).any(|at| matches!(self.lower(at), "\"" | "“" | "”"));
        !quoted && (saying + 1..self.at).filter(opens).any(set_off)
    }

    fn between(&self, span: Span) -> impl Iterator<Item = usize> {
        let word = self.tokens[self.at].span;
        let between = if span.start > word.start { word.end..span.start } else { span.end..word.start };
        self.sentence.tokens.clone().filter(move |at| between.contains(&self.tokens[*at].span.start))
    }

    /// Whether a date tells when something was said, not when it was done: a verb of saying stands between it and the word.
    #[must_use]
    pub fn of_saying(&self, date: Span) -> bool {
        let word = self.tokens[self.at].span;
        self.sentence.tokens.clone().filter(|at| self.says(*at)).any(|at| {
            let start = self.tokens[at].span.start;
            word.start < start && start < date.start
        })
    }
}
