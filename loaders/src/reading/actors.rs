//! Decides whom each name means: the tables by name, country and day; the article itself for surnames, misspellings and
//! names that no table has.

mod known;
mod spelling;
mod unknown;

use super::names::{Piece, What};
use super::places::Choices;
use super::sentences::Sentence;
use super::tokens::Token;
use crate::facts::{Entity, Mention, MentionKind, Span};
use crate::fold::fold;
use crate::lexicon::Lexicon;
use crate::reference::{EntityIndex, Known, Reference};
use jiff::civil::Date;
use ontology::entity::Kind;
use ontology::iri::slug;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A piece with whom it means.
#[derive(Debug, Clone)]
pub struct Linked {
    /// The piece.
    pub piece: Piece,
    /// Index of the entity it names.
    pub entity: Option<usize>,
}

/// The entities of an article as they gather.
pub struct Cast<'a> {
    /// Everybody and everything so far.
    pub entities: Vec<Entity>,
    /// Where they are named.
    pub mentions: Vec<Mention>,
    text: &'a str,
    tokens: &'a [Token],
    lexicon: &'a Lexicon,
    reference: &'a Reference,
    places: &'a Choices,
    day: Option<Date>,
    by_id: FxHashMap<String, usize>,
    by_name: FxHashMap<String, usize>,
    people: Vec<(Vec<String>, usize)>,
    countries: FxHashMap<String, usize>,
}

/// How often the country must be named that an article is at home in.
const HOME: usize = 3;

impl<'a> Cast<'a> {
    /// An empty cast for an article of a day.
    #[must_use]
    pub fn new(
        text: &'a str,
        tokens: &'a [Token],
        lexicon: &'a Lexicon,
        reference: &'a Reference,
        places: &'a Choices,
        day: Option<Date>,
    ) -> Self {
        Cast {
            entities: Vec::new(),
            mentions: Vec::new(),
            text,
            tokens,
            lexicon,
            reference,
            places,
            day,
            by_id: FxHashMap::default(),
            by_name: FxHashMap::default(),
            people: Vec::new(),
            countries: FxHashMap::default(),
        }
    }

    /// Links the pieces of a sentence.
    pub fn link(&mut self, sentence: &Sentence, pieces: &[Piece]) -> Vec<Linked> {
        let mut linked: Vec<Linked> = Vec::with_capacity(pieces.len());
        for i in 0..pieces.len() {
            let entity = match &pieces[i].what {
                What::Known(rows) => self.known(sentence, pieces, i, rows, &linked),
                What::Unknown(kind) => self.unknown(sentence, pieces, i, *kind, &linked),
                What::Role(_) | What::Noun(_) => None,
            };
            linked.push(Linked { piece: pieces[i].clone(), entity });
        }
        linked
    }

    /// The words of a piece.
    #[must_use]
    pub fn span(&self, piece: &Piece) -> Span {
        Span { start: self.tokens[piece.tokens.start].span.start, end: self.tokens[piece.tokens.end - 1].span.end }
    }

    /// The words of these tokens as they are written, on one line.
    #[must_use]
    pub fn words_of(&self, tokens: &Range<usize>) -> String {
        let words = &self.text[self.tokens[tokens.start].span.start..self.tokens[tokens.end - 1].span.end];
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The entity of the tables with this local id, taken into the cast.
    pub fn of_table(&mut self, id: &str) -> Option<usize> {
        let index = self.reference.find(id)?;
        Some(self.take(index))
    }

    /// The country that at least half of the mentions of countries and places are about.
    #[must_use]
    pub fn focus(&self) -> Option<&str> {
        let total: usize = self.countries.values().sum();
        let (country, n) =
            self.countries.iter().max_by_key(|(country, n)| (**n, std::cmp::Reverse(country.as_str())))?;
        (n * 2 >= total).then_some(country)
    }

    /// The focus of an article that names it alone or often enough for people and bodies without a country to be of it.
    #[must_use]
    pub fn home(&self) -> Option<&str> {
        self.focus().filter(|country| self.countries[*country] >= HOME || self.countries.len() == 1)
    }

    /// Adds an entity that no table has.
    pub fn add(&mut self, kind: Kind, label: &str, country: Option<&str>, sector: Option<&str>) -> usize {
        let suffix = country.map_or_else(String::new, |country| format!("-{country}"));
        let id = format!("new-{}-{}{suffix}", kind.code(), slug(label));
        if let Some(index) = self.by_id.get(&id) {
            return *index;
        }
        let entity = Entity {
            id: id.clone(),
            kind,
            labels: [label.to_owned(), label.to_owned()],
            country: country.map(str::to_owned),
            sector: sector.map(str::to_owned),
            wikidata: None,
            geonames: None,
            point: None,
            exactness: None,
            known: false,
        };
        self.entities.push(entity);
        self.by_id.insert(id, self.entities.len() - 1);
        self.entities.len() - 1
    }

    fn take(&mut self, index: EntityIndex) -> usize {
        let known = self.reference.get(index);
        if let Some(taken) = self.by_id.get(known.id) {
            return *taken;
        }
        self.entities.push(entity_of(&known, self.sector(index)));
        let taken = self.entities.len() - 1;
        self.by_id.insert(known.id.to_owned(), taken);
        if known.kind == Kind::Person {
            self.people.push((words(known.en), taken));
        }
        taken
    }

    /// The sector of a person is that of the office held on the day.
    fn sector(&self, index: EntityIndex) -> Option<String> {
        let known = self.reference.get(index);
        let held = || {
            let term = self.reference.offices.held_by(index, self.day?)?;
            self.reference.role(term.role).map(|role| role.sector)
        };
        let sector = if known.sector.is_empty() { held()? } else { known.sector };
        (!sector.is_empty()).then(|| sector.to_owned())
    }

    fn mention(&mut self, piece: &Piece, kind: MentionKind, entity: usize, method: &'static str, score: f32) -> usize {
        if let Some(country) =
            self.entities[entity].country.clone().filter(|_| !matches!(kind, MentionKind::Name(Kind::Person)))
        {
            *self.countries.entry(country).or_default() += 1;
        }
        self.mentions.push(Mention { span: self.span(piece), kind, entity: Some(entity), method, score });
        entity
    }
}

fn words(name: &str) -> Vec<String> {
    fold(name).split([' ', '-']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn entity_of(known: &Known, sector: Option<String>) -> Entity {
    let own = |field: &str| (!field.is_empty()).then(|| field.to_owned());
    let indonesian = if known.id_label.is_empty() { known.en } else { known.id_label };
    Entity {
        id: known.id.to_owned(),
        kind: known.kind,
        labels: [known.en.to_owned(), indonesian.to_owned()],
        country: own(known.country),
        sector,
        wikidata: own(known.wikidata),
        geonames: own(known.geonames),
        point: known.point(),
        exactness: known.exactness(),
        known: true,
    }
}
