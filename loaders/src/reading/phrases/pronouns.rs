//! Whom a pronoun means.

use super::{Phrase, Phraser};
use crate::facts::{Mention, MentionKind};
use crate::reading::actors::Cast;
use crate::reading::sentences::Sentence;
use crate::reading::tokens::TokenKind;
use ontology::entity::Kind;

impl Phraser<'_> {
    pub(super) fn pronouns(&self, sentence: &Sentence, phrases: &mut Vec<Phrase>, cast: &mut Cast) {
        let words = &self.lexicon.words;
        for at in sentence.tokens.clone().filter(|at| words.pronouns.contains(&self.tokens[*at].lower)) {
            let Some(person) = self.meant(at, phrases, cast).filter(|_| !self.is_possessive(sentence, at)) else {
                continue;
            };
            let before = at.checked_sub(1).filter(|at| *at >= sentence.tokens.start).map(|at| &self.tokens[at].lower);
            let preposition = before.filter(|word| words.prepositions.contains(*word)).cloned();
            let span = self.tokens[at].span;
            cast.mentions.push(Mention {
                span,
                kind: MentionKind::Description,
                entity: Some(person),
                method: "pronoun",
                score: 0.6,
            });
            // "he and President Macron"
            if let Some(next) = phrases.iter_mut().find(|phrase| phrase.tokens.start > at) {
                let gap = &self.tokens[at + 1..next.tokens.start];
                next.joined |= gap.len() == 1 && words.and.contains(&gap[0].lower);
            }
            phrases.push(Phrase {
                tokens: at..at + 1,
                entity: person,
                span,
                preposition,
                joined: false,
                comma: false,
                demonym: false,
            });
        }
        phrases.sort_by_key(|phrase| phrase.tokens.start);
    }

    /// Whom a pronoun means: where it is a subject, the subject of the sentence before it ("Macron said he …"); where it is
    /// an object, somebody else, of the sentence if it can be; else the last person.
    fn meant(&self, at: usize, phrases: &[Phrase], cast: &Cast) -> Option<usize> {
        let is_person = |phrase: &&Phrase| cast.entities[phrase.entity].kind == Kind::Person && phrase.tokens.end <= at;
        let mut people = phrases.iter().filter(is_person);
        let subject = people.clone().find(|phrase| phrase.preposition.is_none()).map(|phrase| phrase.entity);
        if !self.lexicon.words.objective.contains(&self.tokens[at].lower) {
            return subject.or(self.last_person);
        }
        let other = people.rfind(|phrase| Some(phrase.entity) != subject).map(|phrase| phrase.entity);
        other.or(self.last_person.filter(|person| Some(*person) != subject))
    }

    /// "her colleagues": a pronoun that only says whose.
    fn is_possessive(&self, sentence: &Sentence, at: usize) -> bool {
        let words = &self.lexicon.words;
        let next = (at + 1 < sentence.tokens.end).then(|| &self.tokens[at + 1]);
        words.determiners.contains(&self.tokens[at].lower)
            && next.is_some_and(|next| {
                let small = [&words.prepositions, &words.and, &words.clause, &words.adverbs];
                next.kind == TokenKind::Word && !small.iter().any(|set| set.contains(&next.lower))
            })
    }
}
