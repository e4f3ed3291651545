//! The event scheme as code meets it: look a type, mode, context or sector up by its code.
//!
//! The scheme itself is data (`turtle/event-types.ttl`); this only reads it, so a code that is added there is known here.

use std::collections::HashSet;

use oxrdf::{Graph, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, TermRef, Triple};

use crate::iri::Iris;
use crate::turtle::{self, Error};
use crate::vocab::{kb, rdf, rdfs, skos};

/// A text in the two languages of the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: String,
    /// Indonesian.
    pub id: String,
}

impl Text {
    /// The text for readers of a language, English where it is not one of the two.
    #[must_use]
    pub fn in_language(&self, code: &str) -> &str {
        if code == "id" { &self.id } else { &self.en }
    }
}

/// What was done: one of the types of PLOVER.
#[derive(Debug, Clone, PartialEq)]
pub struct EventType {
    /// `CONSULT`.
    pub code: String,
    /// Its name.
    pub label: Text,
    /// What belongs to it.
    pub definition: Text,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    /// From -10 (conflict) to +10 (cooperation).
    pub score: f64,
    /// Whether an event of this type is incomplete without a recipient.
    pub recipient_needed: bool,
    /// How it can be done; several types have none.
    pub modes: Vec<Mode>,
}

/// How it was done.
#[derive(Debug, Clone, PartialEq)]
pub struct Mode {
    /// `visit`; the same word may be a mode of another type too.
    pub code: String,
    /// Its name.
    pub label: Text,
    /// What belongs to it.
    pub definition: Text,
    /// From -10 (conflict) to +10 (cooperation).
    pub score: f64,
}

/// A context or a sector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concept {
    /// `military`, `GOV`.
    pub code: String,
    /// Its name.
    pub label: Text,
    /// What belongs to it.
    pub definition: Text,
}

/// The whole scheme, in its own order.
#[derive(Debug, Clone, PartialEq)]
pub struct EventTypes {
    types: Vec<EventType>,
    contexts: Vec<Concept>,
    sectors: Vec<Concept>,
    international: HashSet<String>,
}

impl EventType {
    /// One of its modes.
    #[must_use]
    pub fn mode(&self, code: &str) -> Option<&Mode> {
        self.modes.iter().find(|mode| mode.code == code)
    }

    /// Its IRI.
    #[must_use]
    pub fn iri(&self) -> NamedNode {
        Iris::event_type(&self.code)
    }
}

impl EventTypes {
    /// The scheme that ships with the program.
    ///
    /// # Errors
    ///
    /// If the shipped Turtle is broken; tests see to it that it is not.
    pub fn shipped() -> Result<Self, Error> {
        let scheme = Scheme::new(turtle::EVENT_TYPES.triples()?);
        let members = scheme.graph.iter().filter(|triple| triple.predicate == skos::MEMBER);
        let international = members
            .filter_map(|triple| Iris::concept_id(iri(triple.object)?))
            .filter_map(|id| id.strip_prefix("sector-"));
        Ok(Self {
            types: scheme.each(kb::EVENT_TYPE, Scheme::event_type)?,
            contexts: scheme.each(kb::EVENT_CONTEXT, Scheme::concept)?,
            sectors: scheme.each(kb::ACTOR_SECTOR, Scheme::concept)?,
            international: international.map(str::to_owned).collect(),
        })
    }

    /// A type by its code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&EventType> {
        self.types.iter().find(|event_type| event_type.code == code)
    }

    /// A mode by the code of its type and its own.
    #[must_use]
    pub fn mode(&self, event_type: &str, code: &str) -> Option<&Mode> {
        self.get(event_type)?.mode(code)
    }

    /// A context by its code.
    #[must_use]
    pub fn context(&self, code: &str) -> Option<&Concept> {
        self.contexts.iter().find(|context| context.code == code)
    }

    /// A sector by its code.
    #[must_use]
    pub fn sector(&self, code: &str) -> Option<&Concept> {
        self.sectors.iter().find(|sector| sector.code == code)
    }

    /// Whether a sector code is that of an international body (`IGO`, `NGO` …), which belongs to no country.
    #[must_use]
    pub fn is_international(&self, sector: &str) -> bool {
        self.international.contains(sector)
    }

    /// All types.
    pub fn iter(&self) -> std::slice::Iter<'_, EventType> {
        self.types.iter()
    }

    /// All contexts.
    #[must_use]
    pub fn contexts(&self) -> &[Concept] {
        &self.contexts
    }

    /// All sectors, those of a state or society first, then the international ones.
    #[must_use]
    pub fn sectors(&self) -> &[Concept] {
        &self.sectors
    }
}

impl<'a> IntoIterator for &'a EventTypes {
    type Item = &'a EventType;
    type IntoIter = std::slice::Iter<'a, EventType>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The triples of the scheme: in the order of the file, and by subject.
struct Scheme {
    triples: Vec<Triple>,
    graph: Graph,
}

impl Scheme {
    fn new(triples: Vec<Triple>) -> Self {
        let graph = triples.iter().map(Triple::as_ref).collect();
        Self { triples, graph }
    }

    /// Reads every concept of a class.
    fn each<T>(
        &self,
        class: NamedNodeRef<'_>,
        read: impl Fn(&Self, NamedNodeRef<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        self.with(rdf::TYPE, class).map(|concept| read(self, concept)).collect()
    }

    /// Whatever has a property with this value.
    fn with(&self, property: NamedNodeRef<'_>, value: NamedNodeRef<'_>) -> impl Iterator<Item = NamedNodeRef<'_>> {
        let found = self
            .triples
            .iter()
            .map(Triple::as_ref)
            .filter(move |triple| triple.predicate == property && triple.object == value.into());
        found.filter_map(
            |triple| {
                if let NamedOrBlankNodeRef::NamedNode(node) = triple.subject { Some(node) } else { None }
            },
        )
    }

    fn event_type(&self, concept: NamedNodeRef<'_>) -> Result<EventType, Error> {
        let Concept { code, label, definition } = self.concept(concept)?;
        Ok(EventType {
            code,
            label,
            definition,
            quad: self.parsed(concept, kb::QUAD)?,
            score: self.parsed(concept, kb::PLOVER_SCORE)?,
            recipient_needed: self.parsed(concept, kb::RECIPIENT_NEEDED)?,
            modes: self.with(kb::MODE_OF, concept).map(|mode| self.mode(mode)).collect::<Result<_, _>>()?,
        })
    }

    fn mode(&self, concept: NamedNodeRef<'_>) -> Result<Mode, Error> {
        let Concept { code, label, definition } = self.concept(concept)?;
        Ok(Mode { code, label, definition, score: self.parsed(concept, kb::PLOVER_SCORE)? })
    }

    fn concept(&self, concept: NamedNodeRef<'_>) -> Result<Concept, Error> {
        Ok(Concept {
            code: self.parsed(concept, skos::NOTATION)?,
            label: self.text(concept, rdfs::LABEL)?,
            definition: self.text(concept, skos::DEFINITION)?,
        })
    }

    fn text(&self, concept: NamedNodeRef<'_>, property: NamedNodeRef<'static>) -> Result<Text, Error> {
        let in_language = |code| {
            let mut values = self.graph.objects_for_subject_predicate(concept, property);
            values.find_map(|value| literal(value).filter(|(_, language)| *language == Some(code)))
        };
        match (in_language("en"), in_language("id")) {
            (Some((en, _)), Some((id, _))) => Ok(Text { en: en.to_owned(), id: id.to_owned() }),
            _ => Err(incomplete(concept, property)),
        }
    }

    fn parsed<T: std::str::FromStr>(
        &self,
        concept: NamedNodeRef<'_>,
        property: NamedNodeRef<'static>,
    ) -> Result<T, Error> {
        let value = self.graph.object_for_subject_predicate(concept, property).and_then(literal);
        value.and_then(|(value, _)| value.parse().ok()).ok_or_else(|| incomplete(concept, property))
    }
}

fn literal(term: TermRef<'_>) -> Option<(&str, Option<&str>)> {
    let TermRef::Literal(literal) = term else {
        return None;
    };
    Some((literal.value(), literal.language()))
}

fn iri(term: TermRef<'_>) -> Option<&str> {
    let TermRef::NamedNode(node) = term else {
        return None;
    };
    Some(node.as_str())
}

fn incomplete(concept: NamedNodeRef<'_>, property: NamedNodeRef<'static>) -> Error {
    Error::Incomplete {
        file: turtle::EVENT_TYPES.path,
        concept: concept.as_str().to_owned(),
        property: property.as_str(),
    }
}
