//! The page of an actor or place: its names, offices, events, and with whom it has to do.

use std::collections::BTreeSet;

use ontology::iri::{GEONAMES, WIKIDATA};
use ontology::vocab::{kb, org, owl, sem, skos};
use oxigraph::model::{NamedNode, NamedNodeRef};
use serde::Serialize;

use super::cards::{EventSummary, Named};
use super::counting::{CountedEntity, CountedType, PARTS, Tally};
use super::{Explorer, Truncated};
use crate::graph::{Found, Graph};
use crate::label::Label;

/// How many events a page shows.
const MOST_EVENTS: usize = 100;
/// How many counterparts and places a page shows.
const MOST_OTHERS: usize = 20;

/// A person, organization, country, group or place, with what is known of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntityPage {
    /// Local id.
    pub id: String,
    /// The whole IRI.
    pub iri: String,
    /// What kind of entity it is.
    #[serde(rename = "type")]
    pub kind: String,
    /// Name.
    pub label: Label,
    /// Other names.
    pub aliases: Vec<String>,
    /// The country it belongs to.
    pub country: Option<Named>,
    /// Code of its sector, such as `GOV`.
    pub sector: Option<String>,
    /// Its number in Wikidata, with the `Q`.
    pub wikidata: Option<String>,
    /// Its number in `GeoNames`.
    pub geonames: Option<String>,
    /// Latitude, degrees.
    pub lat: Option<f64>,
    /// Longitude, degrees.
    pub lon: Option<f64>,
    /// Offices it held, the latest first.
    pub offices: Vec<Office>,
    /// Who else takes part in its events, most often first.
    pub counterparts: Vec<CountedEntity>,
    /// Types of its events.
    pub event_types: Vec<CountedType>,
    /// Where its events happen, most often first.
    pub places: Vec<CountedEntity>,
    /// Its events, the latest first.
    pub events: Vec<EventSummary>,
    /// How many of its events are shown.
    pub truncated: Truncated,
}

/// An office somebody held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Office {
    /// Name of the post.
    pub post: Label,
    /// The country or body it is a post of.
    pub of: Option<Named>,
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub until: Option<String>,
}

impl Explorer<'_> {
    /// The page of the entity called `id`, if there is one.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn entity(self, id: &str) -> Found<Option<EntityPage>> {
        let node = self.graph.iris.entity(id);
        if !self.graph.contains(node.as_ref(), kb::KIND, None)? {
            return Ok(None);
        }
        page(self.graph, node.as_ref()).map(Some)
    }
}

fn page(graph: Graph<'_>, node: NamedNodeRef<'_>) -> Found<EntityPage> {
    let card = graph.entity_ref(node)?;
    let point = graph.point(node)?;
    let events = events(graph, node)?;
    let shown = events.iter().take(MOST_EVENTS);
    let summaries = shown.map(|event| graph.event_summary(event.as_ref())).collect::<Found<Vec<_>>>()?;
    Ok(EntityPage {
        id: card.id,
        iri: card.iri,
        kind: card.kind,
        label: card.label,
        aliases: aliases(graph, node)?,
        country: graph.node(node, kb::COUNTRY)?.map(|country| graph.named(country.as_ref())).transpose()?,
        sector: graph.node(node, kb::SECTOR)?.map(|sector| graph.coded(sector.as_ref())).transpose()?.map(|it| it.code),
        wikidata: number_in(graph, node, owl::SAME_AS, WIKIDATA)?,
        geonames: number_in(graph, node, skos::CLOSE_MATCH, GEONAMES)?,
        lat: point.map(|(_, lat)| lat),
        lon: point.map(|(lon, _)| lon),
        offices: offices(graph, node)?,
        counterparts: counted(graph, tally(graph, &events, sem::HAS_ACTOR, node)?)?,
        event_types: graph.counted_types(tally(graph, &events, sem::EVENT_TYPE, node)?)?,
        places: counted(graph, tally(graph, &events, sem::HAS_PLACE, node)?)?,
        truncated: Truncated { shown: summaries.len(), total: events.len() },
        events: summaries,
    })
}

/// Its events, the latest first; those without a date last.
fn events(graph: Graph<'_>, node: NamedNodeRef<'_>) -> Found<Vec<NamedNode>> {
    let within = graph.iris.events_graph();
    let mut events = BTreeSet::new();
    for part in PARTS {
        events.extend(graph.subjects_in(&within, part, node)?);
    }
    let dated = events.into_iter().map(|event| Ok((graph.text(event.as_ref(), sem::HAS_BEGIN_TIME_STAMP)?, event)));
    let mut dated = dated.collect::<Found<Vec<_>>>()?;
    dated.sort_by(|(a, first), (b, second)| b.cmp(a).then_with(|| first.cmp(second)));
    Ok(dated.into_iter().map(|(_, event)| event).collect())
}

fn aliases(graph: Graph<'_>, node: NamedNodeRef<'_>) -> Found<Vec<String>> {
    let names: BTreeSet<_> = graph.texts(node, skos::ALT_LABEL)?.into_iter().collect();
    Ok(names.into_iter().collect())
}

fn number_in(
    graph: Graph<'_>,
    node: NamedNodeRef<'_>,
    link: NamedNodeRef<'_>,
    namespace: &str,
) -> Found<Option<String>> {
    let links = graph.nodes(node, link)?;
    let number = links.iter().find_map(|other| other.as_str().strip_prefix(namespace));
    Ok(number.map(|number| number.trim_end_matches('/').to_owned()))
}

fn offices(graph: Graph<'_>, person: NamedNodeRef<'_>) -> Found<Vec<Office>> {
    let mut offices = Vec::new();
    for tenure in graph.subjects(org::MEMBER, person)? {
        let tenure = tenure.as_ref();
        let Some(post) = graph.node(tenure, kb::POST)? else { continue };
        let of = graph.node(tenure, org::ORGANIZATION)?;
        offices.push(Office {
            post: graph.label(post.as_ref())?,
            of: of.map(|of| graph.named(of.as_ref())).transpose()?,
            from: graph.text(tenure, kb::VALID_FROM)?,
            until: graph.text(tenure, kb::VALID_UNTIL)?,
        });
    }
    offices.sort_by(|a, b| b.from.cmp(&a.from).then_with(|| a.post.cmp(&b.post)));
    Ok(offices)
}

/// How often each thing but `this` is in `events` by `predicate`.
fn tally(
    graph: Graph<'_>,
    events: &[NamedNode],
    predicate: NamedNodeRef<'_>,
    this: NamedNodeRef<'_>,
) -> Found<Tally<NamedNode>> {
    let mut found = Vec::new();
    for event in events {
        found.extend(graph.nodes(event.as_ref(), predicate)?);
    }
    Ok(found.into_iter().filter(|node| node.as_ref() != this).collect())
}

fn counted(graph: Graph<'_>, tally: Tally<NamedNode>) -> Found<Vec<CountedEntity>> {
    let card = |(node, count): (NamedNode, usize)| {
        let entity = graph.entity_ref(node.as_ref())?;
        Ok(CountedEntity { id: entity.id, label: entity.label, kind: entity.kind, count })
    };
    tally.ranked().into_iter().take(MOST_OTHERS).map(card).collect()
}
