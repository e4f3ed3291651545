//! Where subject, object, genitive and prepositional phrases of a word stand.

use super::Clause;
use crate::lexicon::{Form, Slot};
use crate::reading::phrases::Phrase;
use crate::reading::tokens::TokenKind;

/// How far, in tokens, an object and a prepositional phrase may stand from the verb.
const OBJECT: usize = 8;
const PREPOSITIONAL: usize = 16;
/// How far a noun for a mishap may stand from what says whose it is.
const MISHAP: usize = 3;
/// How far whose the object is may stand from the verb.
const OWNER: usize = 7;
/// How far a genitive may stand from its noun.
const GENITIVE: usize = 4;
/// How far a phrase may stand from its preposition.
const GOVERNED: usize = 7;

impl<'a> Clause<'a> {
    /// The phrases that fill a slot.
    #[must_use]
    pub fn fill(&self, slot: &Slot, form: Form) -> Vec<&'a Phrase> {
        let first = match (slot, form) {
            (Slot::Subject, Form::Passive) => self.agent(),
            (Slot::Subject, Form::Noun) => self.genitive(),
            (Slot::Object, Form::Passive) => self.subject().or_else(|| self.governed_subject()),
            (Slot::Subject, _) => self.subject(),
            (Slot::Beside, _) => self.phrases.iter().position(|phrase| phrase.tokens.end == self.at),
            (Slot::Object, _) => self.object(),
            (Slot::Genitive, _) => self.genitive(),
            (Slot::After(words), _) => self.after(words),
            (Slot::Speaker, _) => None,
        };
        first.map_or_else(Vec::new, |first| self.with_joined(first))
    }

    /// A phrase with those that "and" joins to it.
    fn with_joined(&self, i: usize) -> Vec<&'a Phrase> {
        let first = (0..=i).rev().find(|at| !self.phrases[*at].joined).unwrap_or(i);
        let rest = self.phrases[first + 1..].iter().take_while(|phrase| phrase.joined);
        // What stands on the other side of the verb is not joined to this side.
        let side = self.phrases[i].tokens.start < self.at;
        std::iter::once(&self.phrases[first])
            .chain(rest)
            .filter(|phrase| (phrase.tokens.start < self.at) == side)
            .collect()
    }

    /// To whom it is done: the first phrase after the verb, before another verb or clause.
    fn object(&self) -> Option<usize> {
        let words = &self.lexicon.words;
        let goes_on = self.end + 1 < self.sentence.tokens.end && self.lower(self.end + 1) != ",";
        let between = |phrase: &Phrase| phrase.preposition.as_ref().is_some_and(|word| words.between.contains(word));
        // "summoned the Chinese ambassador": the noun that the verb needs may close the phrase.
        // … and the phrase may say whose it is: "attacked an Israeli base".
        let own = |phrase: &Phrase| {
            (phrase.tokens.len() > 1 && phrase.tokens.contains(&self.end))
                || (phrase.demonym && phrase.tokens.end == self.end)
        };
        let i = self
            .phrases
            .iter()
            .position(|phrase| phrase.tokens.start > self.at && (phrase.tokens.end > self.end + 1 || own(phrase)))?;
        let phrase = &self.phrases[i];
        if own(phrase) && phrase.preposition.is_none() {
            return Some(i);
        }
        let near = phrase.tokens.start.saturating_sub(self.end) <= OBJECT && self.open(phrase.tokens.start);
        let set_off = (self.end + 1..phrase.tokens.start).any(|at| self.lower(at) == ",");
        let bare = phrase.preposition.is_none() || between(phrase) || self.is_owner(phrase);
        (goes_on && (!set_off || self.is_renamed(phrase)) && near && bare).then_some(i)
    }

    /// "a convoy of Ugandan soldiers": whether a phrase says whose the object is, a noun that nobody knows.
    fn is_owner(&self, phrase: &Phrase) -> bool {
        let words = &self.lexicon.words;
        let of = phrase.preposition.as_ref().is_some_and(|word| words.genitive.contains(word));
        let mut before = (self.end + 1..phrase.tokens.start).map(|at| self.lower(at));
        let other = before.any(|word| words.prepositions.contains(word) && !words.genitive.contains(word));
        of && !other && phrase.tokens.start <= self.end + OWNER
    }

    /// "expelled two members, Ali and Budi": whether a phrase only names those whom a number right after the verb counts.
    fn is_renamed(&self, phrase: &Phrase) -> bool {
        let comma = phrase.tokens.start - 1;
        let counted = self.tokens[self.end + 1].kind == TokenKind::Number
            || self.lexicon.words.determiners.contains(self.lower(self.end + 1));
        let alone = (self.end + 1..comma).all(|at| self.lower(at) != ",");
        let next = phrase.tokens.end;
        let closed = next >= self.sentence.tokens.end
            || matches!(self.lower(next), "," | ".")
            || self.lexicon.words.and.contains(self.lower(next));
        counted && self.lower(comma) == "," && alone && closed
    }

    /// The doer in a passive.
    pub(super) fn agent(&self) -> Option<usize> {
        let governed = self.after_set(|word| self.lexicon.words.agent.contains(word));
        // Some languages may leave the preposition out right after the verb ("diserang Israel").
        let bare = || {
            let i = self.phrases.iter().position(|phrase| phrase.tokens.start == self.end + 1)?;
            (self.lexicon.words.genitive_follows && self.phrases[i].preposition.is_none()).then_some(i)
        };
        governed.or_else(bare).filter(|i| !self.is_mishap(self.phrases[*i].tokens.end))
    }

    /// "killed by an Air India crash": whether nobody did it, by the noun that a phrase only says more of.
    pub(super) fn is_mishap(&self, from: usize) -> bool {
        let until = (from + MISHAP).min(self.sentence.tokens.end);
        let border = |at: &usize| {
            let words = &self.lexicon.words;
            let word = self.lower(*at);
            !matches!(word, "," | ".") && !words.prepositions.contains(word) && !words.clause.contains(word)
        };
        (from..until).take_while(border).any(|at| self.lexicon.words.mishap.contains(self.lower(at)))
    }

    /// Whose deed a noun is.
    fn genitive(&self) -> Option<usize> {
        let words = &self.lexicon.words;
        let before = || {
            let i = self.phrases.iter().rposition(|phrase| phrase.tokens.end <= self.at)?;
            let gap: Vec<&str> = (self.phrases[i].tokens.end..self.at).map(|at| self.lower(at)).collect();
            let owned = gap.first().is_some_and(|first| words.possessive.contains(*first)) && gap.len() <= 4;
            let adjective = self.phrases[i].demonym
                && gap.len() <= 3
                && !gap.iter().any(|word| words.prepositions.contains(*word) || *word == ",");
            (owned || adjective || (gap.is_empty() && !words.genitive_follows && self.phrases[i].preposition.is_none()))
                .then_some(i)
        };
        let follows = || {
            let i = self.phrases.iter().position(|phrase| phrase.tokens.start > self.end)?;
            let gap = self.phrases[i].tokens.start - self.end - 1;
            let bare = self.phrases[i]
                .preposition
                .as_ref()
                .is_none_or(|word| words.genitive.contains(word) || words.agent.contains(word));
            let set_off = (self.end + 1..self.phrases[i].tokens.start).any(|at| self.lower(at) == ",");
            (bare && gap <= 3 && !set_off && self.open(self.phrases[i].tokens.start)).then_some(i)
        };
        let light = (self.sentence.tokens.start..self.at).rev().take(4).any(|at| words.light.contains(self.lower(at)));
        let doer = || if light { self.subject() } else { None };
        if words.genitive_follows { doer().or_else(follows) } else { before().or_else(doer).or_else(|| self.agent()) }
    }

    /// The first phrase after one of these prepositions.
    fn after(&self, words: &[String]) -> Option<usize> {
        self.after_set(|word| words.iter().any(|other| other == word))
    }

    fn after_set(&self, fits: impl Fn(&str) -> bool) -> Option<usize> {
        let words = &self.lexicon.words;
        let limit = (self.end + 1 + PREPOSITIONAL).min(self.sentence.tokens.end);
        // "of" belongs to the word right before it.
        let far = |at: usize| words.genitive.contains(self.lower(at)) && at > self.end + GENITIVE;
        let opens = |at: &usize| fits(self.lower(*at)) && !far(*at) && self.open(*at);
        // The preposition may stand among the trigger's own words ("called on").
        let opener = (self.end.max(self.at + 1)..limit).find(opens).or_else(|| (self.at + 1..self.end).find(opens))?;
        // A noun may stand between: "kecaman atas serangan Israel".
        let i = self.phrases.iter().position(|phrase| phrase.tokens.start > opener)?;
        let phrase = &self.phrases[i];
        let governed = phrase
            .preposition
            .as_deref()
            .is_none_or(|word| fits(word) || words.between.contains(word) || words.genitive.contains(word));
        // "agreed to resign, the speaker said"
        let set_off = (opener + 1..phrase.tokens.start).any(|at| self.lower(at) == ",");
        let near = phrase.tokens.start - opener <= GOVERNED && !set_off && self.open(phrase.tokens.start);
        (governed && near && !self.governs_verb(opener, phrase)).then_some(i)
    }

    /// "dengan memanfaatkan aset Rusia": whether a preposition opens a clause, and no name in it is its own.
    fn governs_verb(&self, preposition: usize, phrase: &Phrase) -> bool {
        let next = preposition + 1;
        let verb = |prefix: &String| self.lower(next).starts_with(prefix.as_str());
        next < phrase.tokens.start
            && !self.tokens[next].capital
            && !self.is_noun(next)
            && self.lexicon.words.verb_prefixes.iter().any(verb)
    }
}
