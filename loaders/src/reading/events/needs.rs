//! The words that a pattern needs beside its trigger: "held *talks*", "fired two *rockets*".
//!
//! What says who, how many and when takes no room: "killed on Sunday near Samarra" has its verb as near as "killed" alone.

use super::Clause;
use crate::lexicon::{Form, Pattern, Stands};
use crate::reading::tokens::TokenKind;

/// How far, in tokens, a needed word may stand from the word before it.
const NEEDED: usize = 5;

/// The words found that a pattern needs.
pub(super) struct Needed {
    /// The last token of the trigger with them.
    pub end: usize,
    /// Those that stand apart from the trigger, beyond a participant ("spoke with Kim by *phone*").
    pub apart: Vec<usize>,
}

impl Clause<'_> {
    /// Whether the words that the pattern needs stand near.
    #[must_use]
    pub(super) fn needs(&self, pattern: &Pattern, form: Form) -> Option<Needed> {
        let mut found = Needed { end: self.at, apart: Vec::new() };
        for need in &pattern.needs {
            let is = |at: &usize| need.words.iter().any(|word| self.is_word(*at, word)) && !self.opens_date(*at);
            let before = || (self.at.saturating_sub(NEEDED).max(self.sentence.tokens.start)..self.at).find(is);
            let after = match need.stands {
                Stands::Near => self.near_after(found.apart.last().copied().unwrap_or(found.end), form).find(is),
                Stands::Beside => Some(found.end + 1).filter(|at| *at < self.sentence.tokens.end && is(at)),
                Stands::Before if before().is_some() => continue,
                Stands::Before => return None,
            };
            match after {
                Some(at) if self.is_auxiliary_before(at) => return None,
                // A need beyond a participant does not carry the trigger with it.
                Some(at) if self.is_beyond_participant(found.end, at) => found.apart.push(at),
                Some(at) => found.end = at,
                None if form == Form::Passive && need.stands == Stands::Near && before().is_some() => {}
                None => return None,
            }
        }
        Some(found)
    }

    /// Whether a token is a word, with or without what a noun may carry at its end.
    fn is_word(&self, at: usize, word: &str) -> bool {
        let rest = self.lower(at).strip_prefix(word);
        rest.is_some_and(|rest| rest.is_empty() || self.lexicon.words.enclitics.iter().any(|one| one == rest))
    }

    /// The tokens near after one, in its clause.
    fn near_after(&self, from: usize, form: Form) -> impl Iterator<Item = usize> {
        let mut room = NEEDED;
        let mut open = true;
        (from + 1..self.sentence.tokens.end).take_while(move |at| {
            let free =
                self.tokens[*at].kind == TokenKind::Number || self.is_dated(*at) || self.is_participant(*at, form);
            let fits = open && (free || room > 0);
            room = if free { room } else { room.saturating_sub(1) };
            // What tells more of the word itself may go on to say which deed it is ("a blast that killed").
            let words = &self.lexicon.words;
            open = !words.clause.contains(self.lower(*at)) || words.complement.contains(self.lower(*at));
            fits
        })
    }

    fn is_beyond_participant(&self, from: usize, at: usize) -> bool {
        self.phrases.iter().any(|phrase| phrase.tokens.start > from && phrase.tokens.end <= at)
    }

    /// Whether a token belongs to a participant: after a verb no preposition stands before it.
    fn is_participant(&self, at: usize, form: Form) -> bool {
        let phrase = self.phrases.iter().find(|phrase| phrase.tokens.contains(&at));
        phrase.is_some_and(|phrase| form == Form::Noun || phrase.preposition.is_none())
    }

    /// "on Monday": whether a token is a preposition before a date.
    pub(super) fn opens_date(&self, at: usize) -> bool {
        let next = at + 1 < self.sentence.tokens.end && self.is_dated(at + 1);
        next && self.lexicon.words.prepositions.contains(self.lower(at))
    }

    /// Whether a token belongs to a date.
    pub(super) fn is_dated(&self, at: usize) -> bool {
        self.dates.iter().any(|date| date.span.contains(&self.tokens[at].span))
    }

    /// "has threatened to end talks": whether the word only helps a verb that stands before a token.
    fn is_auxiliary_before(&self, until: usize) -> bool {
        let helps = self.lexicon.words.adverbs.contains(self.lower(self.at));
        let participle = |at: usize| {
            let mut forms = self.lexicon.patterns.of(self.lower(at)).iter().map(|(_, form)| *form);
            forms.any(|form| form == Form::Participle)
        };
        helps && (self.at + 1..until).any(participle)
    }
}
