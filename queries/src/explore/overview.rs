//! The first page: how much there is, and where to begin.

use ontology::vocab::{rdf, schema, sem};
use oxigraph::model::NamedNode;
use serde::Serialize;

use super::Explorer;
use super::cards::EventSummary;
use super::counting::{CountedLabel, CountedLanguage, CountedType, Tally};
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
    pub fn overview(self) -> Found<Overview> {
        let graph = self.graph;
        let events = graph.iris.events_graph();
        let actors = graph.tally(sem::HAS_ACTOR, Some(&events))?;
        let begins = begins(graph, &events)?;
        Ok(Overview {
            articles: graph.subjects(rdf::TYPE, schema::NEWS_ARTICLE)?.len(),
            events: graph.subjects_in(&events, rdf::TYPE, sem::EVENT)?.len(),
            actors: actors.len(),
            places: graph.tally(sem::HAS_PLACE, Some(&events))?.len(),
            languages: languages(graph)?,
            first_date: begins.first().map(|(begin, _)| begin.clone()),
            last_date: begins.last().map(|(begin, _)| begin.clone()),
            top_actors: top_actors(graph, &actors)?,
            event_types: graph.counted_types(graph.tally(sem::EVENT_TYPE, Some(&events))?)?,
            latest_events: latest(graph, &begins)?,
            publishers: publishers(graph)?,
        })
    }
}

/// First days of events with the event, the earliest first.
fn begins(graph: Graph<'_>, events: &NamedNode) -> Found<Vec<(String, NamedNode)>> {
    let statements = graph.statements(sem::HAS_BEGIN_TIME_STAMP, Some(events));
    let mut begins = statements
        .filter_map(|statement| match statement {
            Ok((event, begin)) => literal(begin).map(|begin| Ok((begin.value().to_owned(), event))),
            Err(error) => Some(Err(error)),
        })
        .collect::<Found<Vec<_>>>()?;
    begins.sort();
    Ok(begins)
}

fn latest(graph: Graph<'_>, begins: &[(String, NamedNode)]) -> Found<Vec<EventSummary>> {
    begins.iter().rev().take(MOST).map(|(_, event)| graph.event_summary(event.as_ref())).collect()
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

/// Those who take part in most events; a place is none of them.
fn top_actors(graph: Graph<'_>, actors: &Tally<NamedNode>) -> Found<Vec<Hit>> {
    let parts = graph.parts()?.into_iter().map(|(entity, _)| entity);
    let busiest: Tally<NamedNode> = parts.filter(|entity| actors.contains(entity)).collect();
    let ranked = busiest.ranked().into_iter().take(MOST);
    ranked.map(|(actor, count)| Ok(Hit::of_entity(graph.entity_ref(actor.as_ref())?, count))).collect()
}
