//! The page of an actor or place: its names, offices, events, and with whom it has to do.

use std::collections::BTreeSet;

use ontology::iri::{GEONAMES, WIKIDATA};
use ontology::vocab::{kb, org, owl, skos};
use oxigraph::model::NamedNodeRef;
use serde::Serialize;

use super::cards::{EventSummary, Named};
use super::counting::{CountedEntity, CountedType};
use super::index::EventIndex;
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
    pub fn entity(self, id: &str, events: &EventIndex) -> Found<Option<EntityPage>> {
        let node = self.graph.iris.entity(id);
        if !self.graph.contains(node.as_ref(), kb::KIND, None)? {
            return Ok(None);
        }
        page(self.graph, node.as_ref(), events).map(Some)
    }
}

fn page(graph: Graph<'_>, node: NamedNodeRef<'_>, events: &EventIndex) -> Found<EntityPage> {
    let card = graph.entity_ref(node)?;
    let point = graph.point(node)?;
    let about = events.about(&card.id, MOST_OTHERS, MOST_EVENTS);
    let shown = about.latest.iter().map(|event| graph.event_summary(graph.iris.entity(event).as_ref()));
    let summaries = shown.collect::<Found<Vec<_>>>()?;
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
        counterparts: about.counterparts,
        event_types: graph.counted_types(about.types)?,
        places: about.places,
        truncated: Truncated { shown: summaries.len(), total: about.events },
        events: summaries,
    })
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
