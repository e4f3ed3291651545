//! Everything that can be found, with its names, its events and its date.

use std::collections::{BTreeMap, HashMap};

use ontology::Iris;
use ontology::vocab::{kb, prov, rdf, rdfs, schema, sem, skos};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef};

use super::Hit;
use crate::explore::EventIndex;
use crate::graph::{Found, Graph, literal, named};
use crate::label::Label;

/// The properties that give a thing a label, and all that give it a name.
const LABELS: [NamedNodeRef<'static>; 2] = [rdfs::LABEL, schema::HEADLINE];
const NAMES: [NamedNodeRef<'static>; 3] = [rdfs::LABEL, schema::HEADLINE, skos::ALT_LABEL];

/// Events that are found by their own names: the latest. All are found through those who take part.
const EVENTS: usize = 50_000;

/// What is known of a thing.
#[derive(Default)]
struct Thing {
    kind: String,
    labels: Vec<Literal>,
    names: Vec<String>,
    events: usize,
    date: Option<String>,
}

type Things = BTreeMap<NamedNode, Thing>;

/// All things with their names.
pub(super) fn things(graph: Graph<'_>, events: &EventIndex) -> Found<Vec<(Hit, Vec<String>)>> {
    let mut things = kinds(graph, events)?;
    name(graph, &mut things)?;
    date(graph, &mut things)?;
    count(graph, events, &mut things)?;
    Ok(things.into_iter().map(|(node, thing)| finish(graph, &node, thing)).collect())
}

fn kinds(graph: Graph<'_>, events: &EventIndex) -> Found<Things> {
    let mut things = Things::new();
    let of_kind = |kind: &str| Thing { kind: kind.to_owned(), ..Thing::default() };
    for event in events.latest(EVENTS) {
        things.insert(graph.iris.entity(&event), of_kind("event"));
    }
    for (code, count) in events.types() {
        things.insert(Iris::event_type(&code), Thing { events: count, ..of_kind("type") });
    }
    for article in graph.subjects(rdf::TYPE, schema::NEWS_ARTICLE)? {
        things.insert(article, of_kind("article"));
    }
    for statement in graph.statements(kb::KIND, None) {
        let (node, kind) = statement?;
        if let Some(kind) = literal(kind) {
            things.insert(node, of_kind(kind.value()));
        }
    }
    Ok(things)
}

fn name(graph: Graph<'_>, things: &mut Things) -> Found<()> {
    for property in NAMES {
        for statement in graph.statements(property, None) {
            let (node, name) = statement?;
            let (Some(thing), Some(name)) = (things.get_mut(&node), literal(name)) else { continue };
            if !thing.names.iter().any(|known| known == name.value()) {
                thing.names.push(name.value().to_owned());
            }
            if LABELS.contains(&property) {
                thing.labels.push(name);
            }
        }
    }
    Ok(())
}

fn date(graph: Graph<'_>, things: &mut Things) -> Found<()> {
    let events = graph.iris.events_graph();
    let begins = graph.statements(sem::HAS_BEGIN_TIME_STAMP, Some(&events));
    for statement in begins.chain(graph.statements(schema::DATE_PUBLISHED, None)) {
        let (node, date) = statement?;
        if let (Some(thing), Some(date)) = (things.get_mut(&node), literal(date)) {
            thing.date = Some(date.value().to_owned());
        }
    }
    Ok(())
}

/// Events of an entity, reports of an event, reports in an article.
fn count(graph: Graph<'_>, events: &EventIndex, things: &mut Things) -> Found<()> {
    let within = graph.iris.events_graph();
    let reported = graph.statements(kb::REPORT_OF, Some(&within)).map(|statement| Ok(named(statement?.1)));
    let reported = reported.filter_map(Found::transpose).collect::<Found<Vec<_>>>()?;
    for (entity, count) in events.counts() {
        if let Some(thing) = things.get_mut(&NamedNode::new_unchecked(entity)) {
            thing.events = count;
        }
    }
    for node in reported.into_iter().chain(reporting(graph)?) {
        if let Some(thing) = things.get_mut(&node) {
            thing.events += 1;
        }
    }
    Ok(())
}

/// The article of every report.
fn reporting(graph: Graph<'_>) -> Found<Vec<NamedNode>> {
    let mut articles = HashMap::new();
    for statement in graph.statements(prov::WAS_DERIVED_FROM, None) {
        let (within, article) = statement?;
        articles.extend(named(article).map(|article| (within, article)));
    }
    let class = kb::EVENT_REPORT.into();
    let mut found = Vec::new();
    for quad in graph.store.quads_for_pattern(None, Some(rdf::TYPE), Some(class), None) {
        if let GraphName::NamedNode(within) = quad?.graph_name {
            found.extend(articles.get(&within).cloned());
        }
    }
    Ok(found)
}

fn finish(graph: Graph<'_>, node: &NamedNode, thing: Thing) -> (Hit, Vec<String>) {
    let id = graph.id(node.as_ref());
    let hit = Hit {
        label: Label::choose(&thing.labels, &id),
        iri: node.as_str().to_owned(),
        id,
        kind: thing.kind,
        matched: String::new(),
        events: thing.events,
        date: thing.date,
    };
    (hit, thing.names)
}
