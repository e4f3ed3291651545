//! Direct look-ups in the store, over all graphs at once: quicker than SPARQL for one hop, and without a planner between.

mod scan;

use std::collections::BTreeSet;

use ontology::vocab::{kb, rdf, rdfs};
use ontology::{Iris, Kind};
use oxigraph::model::{GraphNameRef, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, TermRef};
use oxigraph::store::{StorageError, Store};

use crate::label::Label;

/// A store and the way its IRIs are made.
#[derive(Clone, Copy)]
pub(crate) struct Graph<'a> {
    pub(crate) store: &'a Store,
    pub(crate) iris: &'a Iris,
}

/// What a look-up gives, unless the store cannot be read.
pub(crate) type Found<T> = Result<T, StorageError>;

impl<'a> Graph<'a> {
    pub(crate) fn new(store: &'a Store, iris: &'a Iris) -> Self {
        Self { store, iris }
    }

    /// Everything `subject` has by `predicate`, each once, in a fixed order; two graphs may say the same.
    pub(crate) fn objects(self, subject: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Found<Vec<Term>> {
        let quads = self.store.quads_for_pattern(Some(subject.into()), Some(predicate), None, None);
        let mut terms = quads.map(|quad| Ok(quad?.object)).collect::<Found<Vec<_>>>()?;
        terms.sort_by_cached_key(ToString::to_string);
        terms.dedup();
        Ok(terms)
    }

    /// The named things among the objects.
    pub(crate) fn nodes(self, subject: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Found<Vec<NamedNode>> {
        Ok(self.objects(subject, predicate)?.into_iter().filter_map(named).collect())
    }

    /// The literals among the objects.
    pub(crate) fn literals(self, subject: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Found<Vec<Literal>> {
        Ok(self.objects(subject, predicate)?.into_iter().filter_map(literal).collect())
    }

    /// The first named thing.
    pub(crate) fn node(self, subject: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Found<Option<NamedNode>> {
        Ok(self.nodes(subject, predicate)?.into_iter().next())
    }

    /// The text of the first literal.
    pub(crate) fn text(self, subject: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Found<Option<String>> {
        Ok(self.literals(subject, predicate)?.into_iter().next().map(|literal| literal.value().to_owned()))
    }

    /// The texts of all literals.
    pub(crate) fn texts(self, subject: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Found<Vec<String>> {
        Ok(self.literals(subject, predicate)?.into_iter().map(|literal| literal.value().to_owned()).collect())
    }

    /// The first literal as a number.
    pub(crate) fn number<N: std::str::FromStr>(
        self,
        subject: NamedNodeRef<'_>,
        predicate: NamedNodeRef<'_>,
    ) -> Found<Option<N>> {
        Ok(self.text(subject, predicate)?.and_then(|text| text.parse().ok()))
    }

    /// Everything that points at `object` by `predicate`.
    pub(crate) fn subjects<'o>(
        self,
        predicate: NamedNodeRef<'_>,
        object: impl Into<TermRef<'o>>,
    ) -> Found<BTreeSet<NamedNode>> {
        let quads = self.store.quads_for_pattern(None, Some(predicate), Some(object.into()), None);
        named_subjects(quads)
    }

    /// The same within one graph.
    pub(crate) fn subjects_in<'o>(
        self,
        graph: &NamedNode,
        predicate: NamedNodeRef<'_>,
        object: impl Into<TermRef<'o>>,
    ) -> Found<BTreeSet<NamedNode>> {
        let graph = GraphNameRef::NamedNode(graph.as_ref());
        named_subjects(self.store.quads_for_pattern(None, Some(predicate), Some(object.into()), Some(graph)))
    }

    /// All statements with `predicate` in one graph.
    pub(crate) fn statements(
        self,
        predicate: NamedNodeRef<'_>,
        within: &NamedNode,
    ) -> impl Iterator<Item = Found<(NamedNode, Term)>> + use<> {
        let within = Some(GraphNameRef::NamedNode(within.as_ref()));
        let quads = self.store.quads_for_pattern(None, Some(predicate), None, within);
        quads.filter_map(|quad| match quad {
            Ok(quad) => subject(quad.subject).map(|subject| Ok((subject, quad.object))),
            Err(error) => Some(Err(error)),
        })
    }

    pub(crate) fn contains(
        self,
        subject: NamedNodeRef<'_>,
        predicate: NamedNodeRef<'_>,
        object: Option<TermRef<'_>>,
    ) -> Found<bool> {
        let mut quads = self.store.quads_for_pattern(Some(subject.into()), Some(predicate), object, None);
        quads.next().transpose().map(|quad| quad.is_some())
    }

    /// What kind of entity this is, if it is one.
    pub(crate) fn kind(self, node: NamedNodeRef<'_>) -> Found<Option<Kind>> {
        Ok(self.text(node, kb::KIND)?.and_then(|code| code.parse().ok()))
    }

    pub(crate) fn is_a(self, node: NamedNodeRef<'_>, class: NamedNodeRef<'_>) -> Found<bool> {
        self.contains(node, rdf::TYPE, Some(class.into()))
    }

    /// The name of a thing in both languages, or its id.
    pub(crate) fn label(self, node: NamedNodeRef<'_>) -> Found<Label> {
        Ok(Label::choose(&self.literals(node, rdfs::LABEL)?, &self.id(node)))
    }

    /// The short id of a thing under our base; the whole IRI of any other.
    pub(crate) fn id(self, node: NamedNodeRef<'_>) -> String {
        let iri = node.as_str();
        let local = self.iris.local_id(iri).or_else(|| self.iris.article_id(iri));
        local.or_else(|| Iris::concept_id(iri)).unwrap_or(iri).to_owned()
    }
}

fn named_subjects(quads: impl Iterator<Item = Found<Quad>>) -> Found<BTreeSet<NamedNode>> {
    quads.filter_map(|quad| quad.map(|quad| subject(quad.subject)).transpose()).collect()
}

fn subject(node: NamedOrBlankNode) -> Option<NamedNode> {
    match node {
        NamedOrBlankNode::NamedNode(node) => Some(node),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

/// The IRI, if the term is one.
pub(crate) fn named(term: Term) -> Option<NamedNode> {
    match term {
        Term::NamedNode(node) => Some(node),
        _ => None,
    }
}

/// The literal, if the term is one.
pub(crate) fn literal(term: Term) -> Option<Literal> {
    match term {
        Term::Literal(literal) => Some(literal),
        _ => None,
    }
}
