//! What a store already holds of articles, reports and events.

use std::collections::BTreeSet;

use loaders::fusion::Telling;
use loaders::judgement::Judgement;
use ontology::Iris;
use ontology::vocab::{kb, prov, rdf, schema};
use oxigraph::model::{GraphNameRef, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, TermRef};
use oxigraph::store::{StorageError, Store};

/// Asks a store about articles.
pub struct Existing<'a> {
    store: &'a Store,
    iris: &'a Iris,
}

impl<'a> Existing<'a> {
    pub fn new(store: &'a Store, iris: &'a Iris) -> Self {
        Self { store, iris }
    }

    /// Whether an article is there: its metadata say so, which are written last.
    pub fn has(&self, article: &str) -> Result<bool, StorageError> {
        let stamp = Quad::new(
            self.iris.article_graph(article),
            prov::WAS_DERIVED_FROM,
            self.iris.article(article),
            self.iris.meta_graph(),
        );
        self.store.contains(&stamp)
    }

    /// The articles with this address; or, if none is given, with this id from this outlet.
    pub fn same_article(
        &self,
        url: Option<&str>,
        id: Option<&str>,
        publisher: Option<&str>,
    ) -> Result<Vec<String>, StorageError> {
        if let Some(url) = url {
            return self.with(schema::URL, url);
        }
        let Some(id) = id else { return Ok(Vec::new()) };
        let outlet = publisher.map(|name| self.iris.entity(&loaders::triples::outlet_id(name)));
        let mut found = self.with(schema::IDENTIFIER, id)?;
        let mut same = Vec::new();
        for article in found.drain(..) {
            let node = self.iris.article(&article);
            let owners = self.objects(&node, schema::PUBLISHER)?;
            let addressed = !self.objects(&node, schema::URL)?.is_empty();
            let expected: Vec<Term> = outlet.iter().cloned().map(Term::from).collect();
            if owners == expected && !addressed {
                same.push(article);
            }
        }
        Ok(same)
    }

    /// The articles whose hash, IRI, feed id or address is `name`.
    pub fn named(&self, name: &str) -> Result<Vec<String>, StorageError> {
        let short = self.iris.article_id(name).unwrap_or(name).chars().take(16).collect::<String>();
        if self.has(&short)? {
            return Ok(vec![short]);
        }
        let mut found = self.with(schema::URL, name)?;
        found.extend(self.with(schema::IDENTIFIER, name)?);
        Ok(found)
    }

    fn with(&self, property: NamedNodeRef, value: &str) -> Result<Vec<String>, StorageError> {
        let literal = Literal::new_simple_literal(value);
        let graph = self.iris.meta_graph();
        let quads = self.store.quads_for_pattern(
            None,
            Some(property),
            Some(literal.as_ref().into()),
            Some(graph.as_ref().into()),
        );
        let mut articles = BTreeSet::new();
        for quad in quads {
            if let NamedOrBlankNode::NamedNode(node) = quad?.subject {
                articles.extend(self.iris.article_id(node.as_str()).map(str::to_owned));
            }
        }
        Ok(articles.into_iter().collect())
    }

    /// The reports of an article, by its graph.
    pub fn reports_in(&self, graph: &NamedNode) -> Result<Vec<NamedNode>, StorageError> {
        self.subjects(rdf::TYPE, kb::EVENT_REPORT.into(), Some(graph.as_ref().into()))
    }

    /// The quads of a graph about one thing.
    pub fn about(&self, node: &NamedNode, graph: &NamedNode) -> Result<Vec<Quad>, StorageError> {
        self.store.quads_for_pattern(Some(node.as_ref().into()), None, None, Some(graph.as_ref().into())).collect()
    }

    /// Reports with this fusion key.
    pub fn reports(&self, key: &str) -> Result<Vec<NamedNode>, StorageError> {
        let literal = Literal::new_simple_literal(key);
        self.subjects(kb::FUSION_KEY, literal.as_ref().into(), None)
    }

    /// Reports with this content.
    pub fn with_content(&self, content: &str) -> Result<Vec<NamedNode>, StorageError> {
        let literal = Literal::new_simple_literal(content);
        self.subjects(kb::CONTENT, literal.as_ref().into(), None)
    }

    /// The reports of an event.
    pub fn reports_of(&self, event: &NamedNode) -> Result<Vec<NamedNode>, StorageError> {
        self.subjects(kb::REPORT_OF, event.as_ref().into(), None)
    }

    /// All judgements, in the order in which they were made.
    pub fn judgements(&self) -> Result<Vec<Judgement>, StorageError> {
        let objects = |node: &NamedNode, property: NamedNodeRef| self.objects(node, property).unwrap_or_default();
        let nodes =
            self.subjects(rdf::TYPE, kb::JUDGEMENT.into(), Some(self.iris.judgements_graph().as_ref().into()))?;
        let judged = nodes.iter().filter_map(|node| loaders::triples::judged(node, self.iris, &objects));
        let mut judgements: Vec<Judgement> = judged.collect();
        judgements.sort_by(|a, b| (a.at, &a.ruling.id).cmp(&(b.at, &b.ruling.id)));
        Ok(judgements)
    }

    /// The event that a report is of.
    pub fn events(&self, report: &NamedNode) -> Result<Vec<NamedNode>, StorageError> {
        Ok(self.objects(report, kb::REPORT_OF)?.into_iter().filter_map(named).collect())
    }

    /// A report as fusion sees it.
    pub fn told(&self, report: &NamedNode) -> Option<Telling> {
        let objects = |node: &NamedNode, property: NamedNodeRef| self.objects(node, property).unwrap_or_default();
        loaders::triples::told(report, self.iris, &objects)
    }

    /// Whether an outlet is named by another article than this one.
    pub fn outlet_is_shared(&self, outlet: &NamedNode, article: &NamedNode) -> Result<bool, StorageError> {
        let meta = self.iris.meta_graph();
        for property in [schema::PUBLISHER, prov::HAD_PRIMARY_SOURCE] {
            let articles = self.subjects(property, outlet.as_ref().into(), Some(meta.as_ref().into()))?;
            if articles.iter().any(|other| other != article) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn subjects(
        &self,
        property: NamedNodeRef,
        object: TermRef,
        graph: Option<GraphNameRef>,
    ) -> Result<Vec<NamedNode>, StorageError> {
        let quads = self.store.quads_for_pattern(None, Some(property), Some(object), graph);
        let mut nodes = Vec::new();
        for quad in quads {
            if let NamedOrBlankNode::NamedNode(node) = quad?.subject {
                nodes.push(node);
            }
        }
        Ok(nodes)
    }

    fn objects(&self, node: &NamedNode, property: NamedNodeRef) -> Result<Vec<Term>, StorageError> {
        let quads = self.store.quads_for_pattern(Some(node.as_ref().into()), Some(property), None, None);
        quads.map(|quad| quad.map(|quad| quad.object)).collect()
    }
}

fn named(term: Term) -> Option<NamedNode> {
    if let Term::NamedNode(node) = term { Some(node) } else { None }
}
