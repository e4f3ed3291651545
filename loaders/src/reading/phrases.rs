//! Puts the pieces of a sentence together into the phrases that can take part in an event.
//!
//! "Perdana Menteri Papua Nugini (PNG) James Marape" is one phrase about one person; "Rusia dan Korea Utara" are two,
//! joined. A title without a name means who held the office on the day; a pronoun means the person last spoken of.

mod capitals;
mod grouping;
mod meaning;
mod placing;
mod pronouns;
mod together;

use super::actors::{Cast, Linked};
use super::sentences::Sentence;
use super::tokens::Token;
use crate::facts::Span;
use crate::lexicon::Lexicon;
use crate::reference::Reference;
use jiff::civil::Date;
use ontology::entity::Kind;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A phrase that means one entity.
#[derive(Debug, Clone)]
pub struct Phrase {
    /// All its tokens.
    pub tokens: Range<usize>,
    /// Whom it means: index into the cast.
    pub entity: usize,
    /// The name in it, or all of it.
    pub span: Span,
    /// The preposition that governs it, in lower case.
    pub preposition: Option<String>,
    /// Whether "and", a comma or a hyphen joins it to the phrase before.
    pub joined: bool,
    /// Whether only a comma joins it.
    pub comma: bool,
    /// Whether it is only a demonym ("Russian"), which may belong to the noun after it.
    pub demonym: bool,
}

/// Makes phrases, sentence after sentence, remembering who was spoken of.
pub struct Phraser<'a> {
    /// All tokens of the article.
    pub tokens: &'a [Token],
    /// The language.
    pub lexicon: &'a Lexicon,
    /// The tables.
    pub reference: &'a Reference,
    /// The day of publication.
    pub day: Option<Date>,
    last_person: Option<usize>,
    recent: Vec<Vec<usize>>,
    by_role: FxHashMap<&'static str, Vec<usize>>,
}

impl<'a> Phraser<'a> {
    /// A phraser at the beginning of an article.
    #[must_use]
    pub fn new(tokens: &'a [Token], lexicon: &'a Lexicon, reference: &'a Reference, day: Option<Date>) -> Self {
        Phraser {
            tokens,
            lexicon,
            reference,
            day,
            last_person: None,
            recent: Vec::new(),
            by_role: FxHashMap::default(),
        }
    }

    /// The phrases of a sentence, in order.
    pub fn build(&mut self, sentence: &Sentence, linked: &[Linked], cast: &mut Cast) -> Vec<Phrase> {
        let mut phrases: Vec<Phrase> = Vec::new();
        for group in self.groups(sentence, linked, cast) {
            let side = group.iter().all(|i| self.is_side(&linked[*i].piece, sentence));
            if let Some(last) = phrases.last_mut().filter(|last| side && self.is_leader(last, &linked[group[0]].piece))
            {
                last.tokens.end = linked[group[group.len() - 1]].piece.tokens.end;
            }
            if let Some(mut phrase) = self.phrase(&group, linked, cast).filter(|_| !side) {
                self.place(sentence, &mut phrase, phrases.last());
                phrases.push(phrase);
            }
        }
        self.unjoin(sentence, &mut phrases, cast);
        self.capitals(sentence, &mut phrases, cast);
        self.pronouns(sentence, &mut phrases, cast);
        self.take_up(sentence, &mut phrases, cast);
        self.remember(&phrases);
        let subject = phrases
            .iter()
            .find(|phrase| phrase.preposition.is_none() && cast.entities[phrase.entity].kind == Kind::Person);
        self.last_person = subject.map(|phrase| phrase.entity).or(self.last_person);
        phrases
    }
}
