//! A word that signals an event, in its sentence: which words around it are verbs, and how far it reaches.

use crate::facts::DateMention;
use crate::lexicon::{Form, Lexicon, Pattern};
use crate::reading::phrases::Phrase;
use crate::reading::quotations::WORDS;
use crate::reading::sentences::Sentence;
use crate::reading::tokens::{Token, count_words};

/// A word that signals an event, in its sentence.
pub struct Clause<'a> {
    /// All tokens of the article.
    pub tokens: &'a [Token],
    /// The language.
    pub lexicon: &'a Lexicon,
    /// The sentence.
    pub sentence: &'a Sentence,
    /// Its phrases.
    pub phrases: &'a [Phrase],
    /// All dates of the article.
    pub dates: &'a [DateMention],
    /// The word.
    pub at: usize,
    /// The last of the words that belong to it.
    pub end: usize,
}

impl<'a> Clause<'a> {
    pub(super) fn lower(&self, at: usize) -> &'a str {
        &self.tokens[at].lower
    }

    /// Whether not even what may be a verb stands between the word and a token: what is done elsewhere is told of it.
    pub(super) fn is_clear(&self, until: usize) -> bool {
        let words = &self.lexicon.words;
        let aim = |at: usize| {
            let next = (at + 1 < until).then(|| &self.tokens[at + 1]);
            let verb = next.is_some_and(|next| !next.capital && !words.determiners.contains(&next.lower));
            words.aim.contains(self.lower(at)) && verb
        };
        let verbal = |at: usize| {
            let mut forms = self.lexicon.patterns.of(self.lower(at)).iter().map(|(_, form)| *form);
            forms.any(|form| form != Form::Noun && form != Form::Passive) && !self.is_noun(at)
        };
        self.open(until) && !(self.end + 2..until).any(|at| verbal(at) || aim(at))
    }

    /// Whether a word is a verb of the patterns here.
    pub(super) fn is_verb(&self, at: usize) -> bool {
        self.tells(at, |_| true)
    }

    /// Whether a word is a verb of some pattern here: outside of names, not where only a noun stands, and with the words that
    /// the pattern needs.
    pub(super) fn tells(&self, at: usize, fits: impl Fn(&Pattern) -> bool) -> bool {
        let words = &self.lexicon.words;
        let patterns = self.lexicon.patterns.of(self.lower(at));
        if patterns.is_empty() || self.phrases.iter().any(|phrase| phrase.tokens.contains(&at) && !phrase.demonym) {
            return false;
        }
        let before = (at > self.sentence.tokens.start).then(|| self.lower(at - 1));
        let nominal = before.is_some_and(|word| words.before_nouns.contains(word) && !words.clause.contains(word));
        let here = Clause { at, end: at, ..*self };
        let verb = |(i, form): &(usize, Form)| {
            let pattern = &self.lexicon.patterns.all[*i];
            *form != Form::Noun && !nominal && fits(pattern) && here.needs(pattern, *form).is_some()
        };
        patterns.iter().any(verb)
    }

    /// Whether a word is a verb of saying here, and not a word of a name ("the United States") or a verb of another deed
    /// ("claimed responsibility").
    pub(super) fn says(&self, at: usize) -> bool {
        let words = &self.lexicon.words;
        let avows = || at + 1 < self.sentence.tokens.end && words.avowed.contains(self.lower(at + 1));
        words.reporting.contains(self.lower(at))
            && !self.phrases.iter().any(|phrase| phrase.tokens.contains(&at))
            && !avows()
    }

    pub(super) fn is_noun(&self, at: usize) -> bool {
        self.lexicon.patterns.of(self.lower(at)).iter().any(|(_, form)| *form == Form::Noun)
    }

    /// Whether a quotation mark is one of two around a word or two, which nobody says: launched an "operation" in Oyo.
    fn is_scare(&self, at: usize) -> bool {
        let marks = |at: &usize| is_mark_of_speech(self.lower(*at));
        let mut before = (self.sentence.tokens.start..at).filter(marks);
        let opens = self.lower(at) == "“" || (self.lower(at) == "\"" && before.clone().count() % 2 == 0);
        let other = if opens { (at + 1..self.sentence.tokens.end).find(marks) } else { before.next_back() };
        other.is_some_and(|other| count_words(&self.tokens[at.min(other)..at.max(other)]) < WORDS)
    }

    /// Whether no clause begins and no other verb stands between the word and a token.
    pub(super) fn open(&self, until: usize) -> bool {
        let words = &self.lexicon.words;
        // "kerja sama yang erat antara A dan B": the two still belong to the noun before.
        let joint = until > 0 && words.between.contains(self.lower(until - 1));
        let barrier = |at: usize| {
            let word = self.lower(at);
            // "mengimbau agar warga …": what is asked has its subject right after.
            (words.clause.contains(word) && !(at == self.end + 1 && words.complement.contains(word)))
                || (words.relative.contains(word) && !joint)
                || self.says(at)
                || matches!(word, ";" | ":")
                || (is_mark_of_speech(word) && !self.is_scare(at))
                || (self.is_verb(at) && !self.is_noun(at) && at != self.end + 1)
        };
        !(self.end + 1..until).any(barrier)
    }
}

fn is_mark_of_speech(word: &str) -> bool {
    matches!(word, "\"" | "“" | "”")
}
