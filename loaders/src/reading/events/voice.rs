//! Whether the word is the verb of a clause here, in the active or the passive.

use super::Clause;
use crate::lexicon::{Form, Pattern, Slot};

impl Clause<'_> {
    /// The form of the word here: a participle is passive or not; after a determiner stands no verb.
    #[must_use]
    pub fn voice(&self, pattern: &Pattern, form: Form) -> Option<Form> {
        let words = &self.lexicon.words;
        let verb = form != Form::Noun && form != Form::Passive;
        let before = (self.at > self.sentence.tokens.start).then(|| self.lower(self.at - 1));
        let named = self.phrases.iter().any(|phrase| phrase.tokens.end == self.at && !phrase.demonym);
        let opens = |word: &str| form == Form::Participle && words.clause.contains(word);
        if verb && !named && before.is_some_and(|word| words.before_nouns.contains(word) && !opens(word)) {
            return None;
        }
        match form {
            Form::Participle => {}
            Form::Gerund => return self.is_progressive().then_some(Form::Active),
            other => return Some(other),
        }
        let auxiliary = !words.passive_auxiliaries.is_empty() && self.has_auxiliary();
        let agent = self.at + 1 < self.sentence.tokens.end
            && words.agent.contains(self.lower(self.at + 1))
            && self.agent().is_some();
        Some(if auxiliary || agent || self.is_reduced(pattern) { Form::Passive } else { Form::Active })
    }

    /// Whether the auxiliary of a passive stands before the word, where the language has one.
    pub(super) fn has_auxiliary(&self) -> bool {
        let words = &self.lexicon.words;
        let mut before =
            (self.sentence.tokens.start..self.at).rev().skip_while(|at| words.adverbs.contains(self.lower(*at)));
        words.passive_auxiliaries.is_empty()
            || before.next().is_some_and(|at| words.passive_auxiliaries.contains(self.lower(at)))
    }

    /// Whether a gerund is a verb here: after an auxiliary, "and" or a comma, begun ("kept firing"), beside its subject or
    /// its object.
    fn is_progressive(&self) -> bool {
        let words = &self.lexicon.words;
        let mut before =
            (self.sentence.tokens.start..self.at).rev().skip_while(|at| words.adverbs.contains(self.lower(*at)));
        before.next().is_some_and(|at| {
            let word = self.lower(at);
            let sets = [
                &words.passive_auxiliaries,
                &words.and,
                &words.aspect,
                &words.clause,
                &words.prepositions,
                &words.utterance,
            ];
            word == ","
                || sets.iter().any(|set| set.contains(word))
                || self.phrases.iter().any(|p| p.tokens.contains(&at))
        })
    }

    /// "two men, accused of theft": a participle whose object is not after it, and whose subject is not right before it.
    fn is_reduced(&self, pattern: &Pattern) -> bool {
        let words = &self.lexicon.words;
        let next = (self.at + 1 < self.sentence.tokens.end).then(|| self.lower(self.at + 1));
        let framed = |word: &str| {
            pattern.frame.iter().any(|(_, slot)| matches!(slot, Slot::After(set) if set.iter().any(|one| one == word)))
        };
        let transitive = pattern.needs.is_empty() && pattern.frame.iter().any(|(_, slot)| *slot == Slot::Object);
        let beside = self.phrases.iter().any(|phrase| phrase.tokens.end <= self.at && self.adjoins_phrase(phrase));
        let joined = self.at > self.sentence.tokens.start && words.and.contains(self.lower(self.at - 1));
        transitive && !beside && !joined && next.is_some_and(|word| words.prepositions.contains(word) && !framed(word))
    }
}
