//! Everything that can be found, with its names, its events and its date.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::resume_unwind;
use std::thread;

use ontology::Iris;
use ontology::vocab::{kb, prov, rdf, rdfs, schema, skos};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef};

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

impl Thing {
    /// Gives it a name that the store gives it by this property.
    fn call(&mut self, name: Literal, property: NamedNodeRef<'_>) {
        if !self.names.iter().any(|known| known == name.value()) {
            self.names.push(name.value().to_owned());
        }
        if LABELS.contains(&property) {
            self.labels.push(name);
        }
    }

    /// Gives it all its names.
    fn call_all(&mut self, graph: Graph<'_>, node: NamedNodeRef<'_>) -> Found<()> {
        for property in NAMES {
            graph.literals(node, property)?.into_iter().for_each(|name| self.call(name, property));
        }
        Ok(())
    }
}

type Things = BTreeMap<NamedNode, Thing>;

/// All things with their names.
pub(super) fn things(graph: Graph<'_>, events: &EventIndex) -> Found<Vec<(Hit, Vec<String>)>> {
    let (things, latest) = thread::scope(|scope| {
        let latest = scope.spawn(|| latest(graph, events));
        (others(graph, events), latest.join().unwrap_or_else(|panic| resume_unwind(panic)))
    });
    let mut things = things?;
    things.extend(latest?);
    Ok(things.into_iter().map(|(node, thing)| finish(graph, &node, thing)).collect())
}

/// Those with these IRIs that are there, with their names.
pub(super) fn some(graph: Graph<'_>, events: &EventIndex, nodes: &BTreeSet<String>) -> Found<Vec<(Hit, Vec<String>)>> {
    let types: HashMap<NamedNode, usize> =
        events.types().into_iter().map(|(code, count)| (Iris::event_type(&code), count)).collect();
    let mut found = Vec::new();
    for node in nodes {
        let node = NamedNode::new_unchecked(node);
        if let Some(thing) = one(graph, events, &types, &node)? {
            found.push(finish(graph, &node, thing));
        }
    }
    Ok(found)
}

fn one(
    graph: Graph<'_>,
    events: &EventIndex,
    types: &HashMap<NamedNode, usize>,
    node: &NamedNode,
) -> Found<Option<Thing>> {
    let Some((kind, count, date)) = found(graph, events, types, node)? else { return Ok(None) };
    let mut thing = Thing { kind, events: count, date, ..Thing::default() };
    thing.call_all(graph, node.as_ref())?;
    Ok(Some(thing))
}

/// Kind, count and date of a thing that can be found.
fn found(
    graph: Graph<'_>,
    events: &EventIndex,
    types: &HashMap<NamedNode, usize>,
    node: &NamedNode,
) -> Found<Option<(String, usize, Option<String>)>> {
    let (iri, local) = (node.as_ref(), graph.iris.local_id(node.as_str()));
    if let Some(count) = types.get(node) {
        return Ok(Some(("type".to_owned(), *count, None)));
    }
    if let Some((reports, date)) = local.and_then(|id| events.told(id)) {
        return Ok(Some(("event".to_owned(), reports, date)));
    }
    if graph.is_a(iri, schema::NEWS_ARTICLE)? {
        let reports = reports_in(graph, node)?;
        return Ok(Some(("article".to_owned(), reports, graph.text(iri, schema::DATE_PUBLISHED)?)));
    }
    let count = local.map_or(0, |id| events.count_of(id));
    Ok(graph.text(iri, kb::KIND)?.map(|kind| (kind, count, None)))
}

fn reports_in(graph: Graph<'_>, article: &NamedNode) -> Found<usize> {
    let mut reports = 0;
    for within in graph.subjects(prov::WAS_DERIVED_FROM, article)? {
        reports += graph.subjects_in(&within, rdf::TYPE, kb::EVENT_REPORT)?.len();
    }
    Ok(reports)
}

/// Everything but events.
fn others(graph: Graph<'_>, events: &EventIndex) -> Found<Things> {
    let mut things = kinds(graph, events)?;
    name(graph, &mut things)?;
    date(graph, &mut things)?;
    count(graph, events, &mut things)?;
    Ok(things)
}

fn kinds(graph: Graph<'_>, events: &EventIndex) -> Found<Things> {
    let mut things = Things::new();
    let of_kind = |kind: &str| Thing { kind: kind.to_owned(), ..Thing::default() };
    for (code, count) in events.types() {
        things.insert(Iris::event_type(&code), Thing { events: count, ..of_kind("type") });
    }
    for article in graph.all_of(schema::NEWS_ARTICLE)? {
        things.insert(article?, of_kind("article"));
    }
    for statement in graph.all(kb::KIND, None)? {
        let (node, kind) = statement?;
        if let Some(kind) = literal(kind) {
            things.insert(node, of_kind(kind.value()));
        }
    }
    Ok(things)
}

/// The latest events with their names; those of the others are many, and nobody looks for them.
fn latest(graph: Graph<'_>, events: &EventIndex) -> Found<Things> {
    let mut things = Things::new();
    for event in events.latest(EVENTS) {
        let node = graph.iris.entity(&event);
        let (events, date) = events.told(&event).unwrap_or_default();
        let mut thing = Thing { kind: "event".to_owned(), events, date, ..Thing::default() };
        thing.call_all(graph, node.as_ref())?;
        things.insert(node, thing);
    }
    Ok(things)
}

fn name(graph: Graph<'_>, things: &mut Things) -> Found<()> {
    let events = graph.iris.events_graph();
    for property in NAMES {
        for statement in graph.all_but(property, &events)? {
            let (node, name) = statement?;
            let (Some(thing), Some(name)) = (things.get_mut(&node), literal(name)) else { continue };
            thing.call(name, property);
        }
    }
    Ok(())
}

fn date(graph: Graph<'_>, things: &mut Things) -> Found<()> {
    for statement in graph.all(schema::DATE_PUBLISHED, None)? {
        let (node, date) = statement?;
        if let (Some(thing), Some(date)) = (things.get_mut(&node), literal(date)) {
            thing.date = Some(date.value().to_owned());
        }
    }
    Ok(())
}

/// Events of an entity, reports in an article.
fn count(graph: Graph<'_>, events: &EventIndex, things: &mut Things) -> Found<()> {
    for (entity, count) in events.counts() {
        if let Some(thing) = things.get_mut(&NamedNode::new_unchecked(entity)) {
            thing.events = count;
        }
    }
    let mut articles = HashMap::new();
    for statement in graph.all(prov::WAS_DERIVED_FROM, None)? {
        let (within, article) = statement?;
        articles.extend(named(article).map(|article| (within, article)));
    }
    for (within, reports) in graph.reports_by_graph()? {
        if let Some(thing) = articles.get(&within).and_then(|article| things.get_mut(article)) {
            thing.events += reports;
        }
    }
    Ok(())
}

fn finish(graph: Graph<'_>, node: &NamedNode, mut thing: Thing) -> (Hit, Vec<String>) {
    let id = graph.id(node.as_ref());
    let label = Label::choose(&thing.labels, &id);
    // Its labels before its other names, so that it is found by the same one whatever the order in the store.
    thing.names.sort_by(|a, b| (*a != label.en, *a != label.id, a).cmp(&(*b != label.en, *b != label.id, b)));
    let hit = Hit {
        label,
        iri: node.as_str().to_owned(),
        id,
        kind: thing.kind,
        matched: String::new(),
        events: thing.events,
        date: thing.date,
    };
    (hit, thing.names)
}
