//! The Turtle files the project ships, as text to serve and as triples to load.
//!
//! They are embedded, so that the program needs no files beside it, and read with a small parser, because all Turtle from outside
//! goes through the store's own. Blank nodes are refused: everything we say can be pointed at, drawn and deleted by name.

use oxrdf::{Literal, NamedNode, Triple};
use rio_api::model;
use rio_api::parser::{ParseError as _, TriplesParser as _};
use rio_turtle::TurtleParser;

/// Why a Turtle file could not be taken.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is not Turtle.
    #[error("{file}: not Turtle: {message}")]
    Syntax {
        /// Name of the file.
        file: String,
        /// Line, from 1; 0 if the parser cannot tell.
        line: u64,
        /// What the parser says, with the place.
        message: String,
    },
    /// It has a node without a name.
    #[error("{file}: the statement `{triple}` has a blank node: give it an IRI")]
    Nameless {
        /// Name of the file.
        file: String,
        /// The triple, which names the place better than a line would: the parser reports triples, not lines.
        triple: String,
    },
    /// A concept of the event scheme lacks something every concept of its kind has.
    #[error("{file}: `{concept}` has no usable `{property}`")]
    Incomplete {
        /// Name of the file.
        file: &'static str,
        /// IRI of the concept.
        concept: String,
        /// IRI of the property.
        property: &'static str,
    },
}

/// A Turtle file that ships with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Document {
    /// Short name, as in addresses: `geopolitics`.
    pub name: &'static str,
    /// Path in the repository.
    pub path: &'static str,
    /// The whole text.
    pub text: &'static str,
}

macro_rules! document {
    ($name:literal) => {
        Document {
            name: $name,
            path: concat!("ontology/turtle/", $name, ".ttl"),
            text: include_str!(concat!("../turtle/", $name, ".ttl")),
        }
    };
}

/// Our classes and properties.
pub const GEOPOLITICS: Document = document!("geopolitics");
/// The event scheme.
pub const EVENT_TYPES: Document = document!("event-types");
/// Names of the terms we take from others.
pub const REUSED_TERMS: Document = document!("reused-terms");
/// What complete data look like, in SHACL.
pub const SHAPES: Document = document!("shapes");
/// All of them.
pub const DOCUMENTS: [Document; 4] = [GEOPOLITICS, EVENT_TYPES, REUSED_TERMS, SHAPES];

impl Document {
    /// Its triples, in the order of the file.
    ///
    /// # Errors
    ///
    /// As [`read`].
    pub fn triples(&self) -> Result<Vec<Triple>, Error> {
        read(self.path, self.text)
    }
}

/// The triples of all shipped files.
///
/// # Errors
///
/// As [`read`]; a test reads every file, so a released program never sees one.
pub fn shipped() -> Result<Vec<Triple>, Error> {
    let files: Result<Vec<_>, _> = DOCUMENTS.iter().map(Document::triples).collect();
    Ok(files?.concat())
}

/// Reads Turtle; `file` is its name in errors.
///
/// # Errors
///
/// If the text is not Turtle or has a blank node.
pub fn read(file: &str, text: &str) -> Result<Vec<Triple>, Error> {
    let mut triples = Vec::new();
    let mut take = |triple: model::Triple<'_>| {
        triples.push(named(triple).ok_or_else(|| Failure::Nameless(triple.to_string()))?);
        Ok::<_, Failure>(())
    };
    TurtleParser::new(text.as_bytes(), None).parse_all(&mut take).map_err(|failure| failure.in_file(file))?;
    Ok(triples)
}

/// What stopped the parser, before the file is known.
enum Failure {
    Syntax(rio_turtle::TurtleError),
    Nameless(String),
}

impl From<rio_turtle::TurtleError> for Failure {
    fn from(error: rio_turtle::TurtleError) -> Self {
        Self::Syntax(error)
    }
}

impl Failure {
    fn in_file(self, file: &str) -> Error {
        let file = file.to_owned();
        match self {
            Self::Nameless(triple) => Error::Nameless { file, triple },
            Self::Syntax(error) => {
                let line = error.textual_position().map_or(0, |position| position.line_number());
                Error::Syntax { file, line, message: error.to_string() }
            }
        }
    }
}

/// The triple in the model of the store, if all its nodes have names.
fn named(triple: model::Triple<'_>) -> Option<Triple> {
    let model::Subject::NamedNode(subject) = triple.subject else {
        return None;
    };
    let object = match triple.object {
        model::Term::NamedNode(object) => oxrdf::Term::from(node(object)),
        model::Term::Literal(object) => literal(object).into(),
        model::Term::BlankNode(_) | model::Term::Triple(_) => return None,
    };
    Some(Triple::new(node(subject), node(triple.predicate), object))
}

fn node(node: model::NamedNode<'_>) -> NamedNode {
    NamedNode::new_unchecked(node.iri) // the parser has checked it
}

fn literal(literal: model::Literal<'_>) -> Literal {
    match literal {
        model::Literal::Simple { value } => Literal::new_simple_literal(value),
        model::Literal::LanguageTaggedString { value, language } => {
            Literal::new_language_tagged_literal_unchecked(value, language.to_ascii_lowercase())
        }
        model::Literal::Typed { value, datatype } => Literal::new_typed_literal(value, node(datatype)),
    }
}
