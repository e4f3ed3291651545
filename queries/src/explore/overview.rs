//! The first page: how much there is, and where to begin.

use ontology::vocab::{rdf, schema};
use serde::Serialize;

use super::Explorer;
use super::cards::{EntityRef, EventSummary};
use super::counting::{CountedEntity, CountedLabel, CountedLanguage, CountedType, Tally};
use super::index::EventIndex;
use super::search::Hit;
use crate::graph::{Found, Graph, literal};

/// How many actors, events and publishers are shown.
const MOST: usize = 10;

/// What a store holds, at a glance.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Overview {
    /// How many articles.
    pub articles: usize,
    /// How many events.
    pub events: usize,
    /// How many actors take part in an event.
    pub actors: usize,
    /// How many places something happens in.
    pub places: usize,
    /// Languages of the articles.
    pub languages: Vec<CountedLanguage>,
    /// First day of an event.
    pub first_date: Option<String>,
    /// Last day on which an event begins.
    pub last_date: Option<String>,
    /// Who takes part in most events.
    pub top_actors: Vec<Hit>,
    /// Event types by how often they occur.
    pub event_types: Vec<CountedType>,
    /// The events that begin last.
    pub latest_events: Vec<EventSummary>,
    /// Publishers by how many articles are theirs.
    pub publishers: Vec<CountedLabel>,
}

impl Explorer<'_> {
    /// The first page.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn overview(self, events: &EventIndex) -> Found<Overview> {
        let graph = self.graph;
        let glance = events.glance(MOST);
        let latest = events.latest(MOST);
        let latest = latest.iter().map(|event| graph.event_summary(graph.iris.entity(event).as_ref()));
        Ok(Overview {
            articles: graph.count(rdf::TYPE, schema::NEWS_ARTICLE)?,
            events: events.len(),
            actors: glance.actors,
            places: glance.places,
            languages: languages(graph)?,
            first_date: glance.first,
            last_date: glance.last,
            top_actors: glance.busiest.into_iter().map(|actor| busy(graph, actor)).collect(),
            event_types: graph.counted_types(glance.types)?,
            latest_events: latest.collect::<Found<_>>()?,
            publishers: publishers(graph)?,
        })
    }
}

fn languages(graph: Graph<'_>) -> Found<Vec<CountedLanguage>> {
    let codes = graph.statements(schema::IN_LANGUAGE, None).map(|statement| Ok(literal(statement?.1)));
    let codes = codes.filter_map(Found::transpose).collect::<Found<Vec<_>>>()?;
    let tally: Tally<String> = codes.iter().map(|code| code.value().to_owned()).collect();
    Ok(tally.ranked().into_iter().map(|(code, count)| CountedLanguage { code, count }).collect())
}

fn publishers(graph: Graph<'_>) -> Found<Vec<CountedLabel>> {
    let ranked = graph.tally(schema::PUBLISHER, None)?.ranked().into_iter().take(MOST);
    ranked.map(|(publisher, count)| Ok(CountedLabel { label: graph.label(publisher.as_ref())?.en, count })).collect()
}

fn busy(graph: Graph<'_>, actor: CountedEntity) -> Hit {
    let iri = graph.iris.entity(&actor.id).into_string();
    let entity = EntityRef { id: actor.id, iri, kind: actor.kind, label: actor.label, country: None };
    Hit::of_entity(entity, actor.count)
}
