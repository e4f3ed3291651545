//! Which articles tell of some events, for the graph that shows where they come from; and an event as the store has it.

use std::collections::BTreeMap;

use ontology::Iris;
use ontology::vocab::kb;
use oxigraph::model::{GraphNameRef, Triple};
use serde::Serialize;

use super::Explorer;
use super::cards::ArticleRef;
use super::index::{BadFilter, EventIndex, Filter, Lens, Network, Row};
use crate::graph::Found;
use crate::label::Label;

/// An article with those of the events that it tells of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Telling {
    /// The article.
    #[serde(flatten)]
    pub article: ArticleRef,
    /// Local ids of the events.
    pub events: Vec<String>,
}

impl Explorer<'_> {
    /// The graph of the index; under the lens of sources with the articles that tell of its events.
    ///
    /// # Errors
    ///
    /// If the store cannot be read; the inner error is the filter's.
    pub fn network(
        self,
        events: &EventIndex,
        filter: &Filter,
        lens: Lens,
        (among, limit): (Option<&[String]>, usize),
    ) -> Found<Result<Network, BadFilter>> {
        let mut network = match events.network(filter, lens, among, limit) {
            Err(bad) => return Ok(Err(bad)),
            Ok(network) => network,
        };
        if lens == Lens::Sources {
            network.articles = self.tellings(&network.events)?;
        }
        Ok(Ok(network))
    }

    fn tellings(self, rows: &[Row]) -> Found<Vec<Telling>> {
        let (graph, mut told) = (self.graph, BTreeMap::<String, Vec<String>>::new());
        for row in rows {
            for report in graph.subjects(kb::REPORT_OF, graph.iris.entity(&row.id).as_ref())? {
                let report = graph.id(report.as_ref());
                let Some(article) = report.strip_prefix("rep-").and_then(|id| id.split('-').next()) else { continue };
                let events = told.entry(article.to_owned()).or_default();
                if events.last() != Some(&row.id) {
                    events.push(row.id.clone());
                }
            }
        }
        let card = |(article, events): (String, Vec<String>)| {
            let article = graph.article_ref(graph.iris.article(&article).as_ref())?;
            Ok(Telling { article, events })
        };
        told.into_iter().map(card).collect()
    }

    /// The name of an event type, by its code.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn type_name(self, code: &str) -> Found<Label> {
        self.graph.label(Iris::event_type(code).as_ref())
    }

    /// What the store says of a fused event.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn facts(self, event: &str) -> Found<Vec<Triple>> {
        let (node, within) = (self.graph.iris.entity(event), self.graph.iris.events_graph());
        let graph = GraphNameRef::NamedNode(within.as_ref());
        let quads = self.graph.store.quads_for_pattern(Some(node.as_ref().into()), None, None, Some(graph));
        quads.map(|quad| quad.map(Triple::from)).collect()
    }
}
