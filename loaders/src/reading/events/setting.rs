//! Which places and dates of a sentence belong to the clause of the word, and which to another one.

use super::Clause;
use crate::facts::Span;
use crate::lexicon::{Pattern, Slot};
use crate::reading::phrases::Phrase;
use crate::reading::tokens::TokenKind;

/// How far "after" may stand from the comma before it ("…, just two days after").
const SEQUEL: usize = 4;
/// How many tokens may stand before a place that opens its sentence.
const OPENING: usize = 2;
/// How far "about" may stand from the place of what is spoken about.
const TOPIC: usize = 9;

impl Clause<'_> {
    /// Phrases that stand after a preposition of place in the clause, before the word or (`after`) on either side; `present`:
    /// those who take part are where it happens. Only those count that name a place.
    pub fn located(
        &self,
        pattern: &Pattern,
        after: bool,
        present: bool,
        is_place: impl Fn(&Phrase) -> bool,
    ) -> impl Iterator<Item = &Phrase> {
        let words = &self.lexicon.words;
        let mut last: Option<usize> = None;
        self.phrases.iter().filter(move |phrase| {
            let start = phrase.tokens.start;
            let within = phrase.preposition.as_ref().is_some_and(|word| words.within.contains(word));
            if !within || !is_place(phrase) || self.is_mere_adjective(phrase) || self.is_of_body(phrase) {
                return false;
            }
            if start <= self.at {
                return self.is_same_clause(phrase) && !self.is_attribute(phrase, present);
            }
            let goes_on = last.is_none_or(|last| self.is_list(last, start));
            let here = after && self.is_clear(start) && goes_on && !self.is_of_topic(pattern, start);
            if here {
                last = Some(phrase.tokens.end);
            }
            here
        })
    }

    /// "in the Syrian conflict": an adjective of a country, beside a noun that is no place ("in the Syrian town of …").
    fn is_mere_adjective(&self, phrase: &Phrase) -> bool {
        let words = &self.lexicon.words;
        let places = [
            &words.place_heads,
            &words.place_tails,
            &words.divisions,
            &words.organization_heads,
            &words.organization_tails,
        ];
        let next = (phrase.tokens.end < self.sentence.tokens.end).then(|| &self.tokens[phrase.tokens.end]);
        phrase.demonym
            && next.is_some_and(|next| {
                next.kind == TokenKind::Word && !next.capital && !places.iter().any(|set| set.contains(&next.lower))
            })
    }

    /// "at the Kenyan military academy": whether a phrase goes on from a country to those who act for it.
    fn is_of_body(&self, phrase: &Phrase) -> bool {
        let last = &self.tokens[phrase.tokens.end - 1];
        last.span.start >= phrase.span.end && last.kind == TokenKind::Word && !last.capital
    }

    /// "in Paris on Monday and in Lyon": whether only small words and names part two places; "in Paris against the war in
    /// Gaza" tells of one.
    fn is_list(&self, from: usize, to: usize) -> bool {
        let words = &self.lexicon.words;
        let small = [&words.prepositions, &words.and, &words.determiners, &words.adverbs, &words.place_heads];
        (from..to).all(|at| {
            let token = &self.tokens[at];
            token.kind != TokenKind::Word || token.capital || small.iter().any(|set| set.contains(&token.lower))
        })
    }

    /// "talks about the war in Gaza": whether a place before a token is that of what is spoken about.
    fn is_of_topic(&self, pattern: &Pattern, until: usize) -> bool {
        let words = &self.lexicon.words;
        let framed = |word: &str| {
            pattern.frame.iter().any(|(_, slot)| matches!(slot, Slot::After(set) if set.iter().any(|one| one == word)))
        };
        let topic = |at: usize| {
            let word = self.lower(at);
            words.topical.contains(word) && !words.genitive.contains(word) && !framed(word) && !self.opens_date(at)
        };
        (until.saturating_sub(TOPIC).max(self.end + 1)..until.saturating_sub(2)).any(topic)
    }

    /// "Officials in Moscow", "the court that sits in Lyon": a place before the word that only says which noun is meant, unless
    /// whoever does it or has it done to him must be there ("police in Lyon arrested").
    fn is_attribute(&self, phrase: &Phrase, present: bool) -> bool {
        let words = &self.lexicon.words;
        let from = (self.sentence.tokens.start..phrase.tokens.start).rev().find(|at| self.lower(*at) == ",");
        let from = from.map_or(self.sentence.tokens.start, |comma| comma + 1);
        let set_off = phrase.tokens.end < self.at && self.lower(phrase.tokens.end) == ",";
        let described = (from..phrase.tokens.start)
            .any(|at| words.relative.contains(self.lower(at)) && !(self.at.saturating_sub(3)..self.at).contains(&at));
        let small = |at: usize| [&words.aim, &words.aspect, &words.and].iter().any(|set| set.contains(self.lower(at)));
        let last = (phrase.tokens.end..self.at).rev().find(|at| !small(*at)).map_or(phrase.tokens.end, |at| at + 1);
        let beside = Clause { at: last, ..*self }.adjoins_phrase(phrase);
        let noun = (from..phrase.tokens.start.saturating_sub(1))
            .next_back()
            .is_some_and(|at| beside && !words.prepositions.contains(self.lower(at)) && !self.is_verb(at));
        !set_off && (described || (noun && !present))
    }

    /// Whether no saying stands between a phrase and the word after it, nor a comma that opens another clause: "hit Gaza, while
    /// Chile recalled …". What opens the sentence may hold for all of it.
    fn is_same_clause(&self, phrase: &Phrase) -> bool {
        let opening = phrase.tokens.start <= self.sentence.tokens.start + OPENING;
        let sequel =
            |at: usize| !opening && self.lower(at) == "," && self.lexicon.words.sequence.contains(self.lower(at + 1));
        !(phrase.tokens.end..self.at).any(|at| self.says(at) || sequel(at))
    }

    /// Whether a clause begins between the word and a span.
    #[must_use]
    pub fn parted(&self, span: Span) -> bool {
        let words = &self.lexicon.words;
        // "since Friday" opens no clause.
        let dates = |at: usize| {
            let next = self.tokens.get(at + 1).is_some_and(|next| next.span.start == span.start);
            next && words.since.contains(self.lower(at))
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
