//! Collects quads of one graph.

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};

/// Writes quads into one graph.
pub struct Writer {
    graph: GraphName,
    quads: Vec<Quad>,
}

impl Writer {
    /// Writes into `graph`.
    #[must_use]
    pub fn new(graph: NamedNode) -> Writer {
        Writer { graph: graph.into(), quads: Vec::new() }
    }

    /// Adds one quad.
    pub fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate, object, self.graph.clone()));
    }

    /// Says what class a thing is of.
    pub fn class(&mut self, subject: &NamedNode, class: NamedNodeRef) {
        self.add(subject, rdf::TYPE, class);
    }

    /// Adds words in a language, or without one.
    pub fn words(&mut self, subject: &NamedNode, predicate: NamedNodeRef, words: &str, language: Option<&str>) {
        let literal = language
            .and_then(|language| Literal::new_language_tagged_literal(words, language).ok())
            .unwrap_or_else(|| Literal::new_simple_literal(words));
        self.add(subject, predicate, literal);
    }

    /// Adds a calendar day.
    pub fn day(&mut self, subject: &NamedNode, predicate: NamedNodeRef, day: jiff::civil::Date) {
        self.add(subject, predicate, Literal::new_typed_literal(day.to_string(), xsd::DATE));
    }

    /// Adds a whole number.
    pub fn number(&mut self, subject: &NamedNode, predicate: NamedNodeRef, number: usize) {
        self.add(subject, predicate, Literal::new_typed_literal(number.to_string(), xsd::INTEGER));
    }

    /// Adds a share between 0 and 1, to two places.
    pub fn share(&mut self, subject: &NamedNode, predicate: NamedNodeRef, share: f32) {
        self.add(subject, predicate, Literal::new_typed_literal(format!("{share:.2}"), xsd::DECIMAL));
    }

    /// The quads in the order of writing, for a writer that writes each once.
    #[must_use]
    pub fn in_order(self) -> Vec<Quad> {
        self.quads
    }

    /// The quads, sorted and each once: the same facts give the same bytes.
    #[must_use]
    pub fn finish(mut self) -> Vec<Quad> {
        self.quads.sort_by_cached_key(Quad::to_string);
        self.quads.dedup();
        self.quads
    }
}
