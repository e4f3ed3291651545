//! "The Turkish capital", "in the capital": the seat of a government that is not named.

use super::{Phrase, Phraser};
use crate::facts::{Mention, MentionKind, Span};
use crate::reading::actors::Cast;
use crate::reading::sentences::Sentence;
use ontology::entity::Kind;
use std::ops::Range;

impl Phraser<'_> {
    /// Lets the words for a capital mean the city; without a country beside them, that of the country spoken of.
    pub(super) fn capitals(&self, sentence: &Sentence, phrases: &mut Vec<Phrase>, cast: &mut Cast) {
        for words in sentence.tokens.clone().filter_map(|at| self.capital_at(at, sentence)) {
            if phrases.iter().any(|phrase| phrase.tokens.start < words.end && words.start < phrase.tokens.end) {
                continue;
            }
            let owner = phrases.iter().position(|phrase| self.is_beside(phrase, &words, cast));
            let country = match owner {
                Some(owner) => cast.entities[phrases[owner].entity].country.clone(),
                None if self.stands_alone(&words, sentence) => self.country_before(words.start, phrases, cast),
                None => None,
            };
            let capital = country.and_then(|country| self.reference.capital(&country));
            let Some(entity) = capital.and_then(|capital| cast.of_table(capital.id)) else { continue };
            let tokens = owner.map_or(words.clone(), |owner| {
                let owner = phrases.remove(owner).tokens;
                owner.start.min(words.start)..owner.end.max(words.end)
            });
            let span = Span { start: self.tokens[tokens.start].span.start, end: self.tokens[tokens.end - 1].span.end };
            cast.mentions.push(Mention {
                span,
                kind: MentionKind::Description,
                entity: Some(entity),
                method: "capital",
                score: 0.7,
            });
            let mut phrase =
                Phrase { tokens, entity, span, preposition: None, joined: false, comma: false, demonym: false };
            self.place(sentence, &mut phrase, None);
            phrases.push(phrase);
            phrases.sort_by_key(|phrase| phrase.tokens.start);
        }
    }

    /// The words for a capital that begin at a token.
    fn capital_at(&self, at: usize, sentence: &Sentence) -> Option<Range<usize>> {
        let known = &self.lexicon.words.capital;
        let word = &self.tokens[at].lower;
        let next = (at + 1 < sentence.tokens.end).then(|| format!("{word} {}", self.tokens[at + 1].lower));
        if next.is_some_and(|two| known.contains(&two)) {
            return Some(at..at + 2);
        }
        known.contains(word).then_some(at..at + 1)
    }

    /// Whether a phrase is a country whose capital is meant: "the Turkish capital", "Turkey's capital", "the capital of
    /// Turkey", "ibu kota Turki".
    fn is_beside(&self, phrase: &Phrase, words: &Range<usize>, cast: &Cast) -> bool {
        let lexicon = &self.lexicon.words;
        let (from, to) = if phrase.tokens.end <= words.start {
            (phrase.tokens.end, words.start)
        } else {
            (words.end, phrase.tokens.start)
        };
        let behind = phrase.tokens.start >= words.end;
        let small = |at: usize| {
            let word = &self.tokens[at].lower;
            if behind {
                lexicon.genitive.contains(word) || lexicon.determiners.contains(word)
            } else {
                lexicon.possessive.contains(word)
            }
        };
        let owns = behind || phrase.demonym || to > from;
        cast.entities[phrase.entity].kind == Kind::Country && owns && (from..to).all(small)
    }

    /// Whether nothing right behind the words names the capital, and a preposition of place stands before them.
    fn stands_alone(&self, words: &Range<usize>, sentence: &Sentence) -> bool {
        let lexicon = &self.lexicon.words;
        let named = (words.end < sentence.tokens.end)
            .then(|| &self.tokens[words.end])
            .is_some_and(|next| next.capital || next.is(",") || lexicon.genitive.contains(&next.lower));
        let mut before = (sentence.tokens.start..words.start).rev().map(|at| &self.tokens[at].lower);
        let within = before.find(|word| !lexicon.determiners.contains(*word));
        !named && within.is_some_and(|word| lexicon.within.contains(word))
    }

    /// The country that the sentence spoke of first, else the one that the article is about.
    fn country_before(&self, at: usize, phrases: &[Phrase], cast: &Cast) -> Option<String> {
        let mut before = phrases.iter().filter(|phrase| phrase.tokens.end <= at);
        let told = before.find_map(|phrase| cast.entities[phrase.entity].country.clone());
        told.or_else(|| cast.home().map(str::to_owned))
    }
}
