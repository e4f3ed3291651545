//! The event scheme that ships is the one in `tools/plover.json`: every code, number and decided erratum.

use std::collections::BTreeSet;

use ontology::event_type::{Concept, EventType};
use ontology::turtle::{self, EVENT_TYPES};
use ontology::vocab::{kb, rdf, skos};
use ontology::{EventTypes, Iris};
use oxrdf::{Graph, NamedNode, NamedNodeRef, TermRef, Triple};
use serde_json::Value;

fn scheme() -> EventTypes {
    EventTypes::shipped().unwrap_or_else(|error| panic!("{error}"))
}

fn source() -> Value {
    serde_json::from_str(include_str!("../../tools/plover.json")).unwrap()
}

fn graph() -> Graph {
    EVENT_TYPES.triples().unwrap().iter().map(Triple::as_ref).collect()
}

fn count(graph: &Graph, class: NamedNodeRef<'_>) -> usize {
    graph.subjects_for_predicate_object(rdf::TYPE, class).count()
}

#[test]
fn it_has_as_many_of_each_as_plover() {
    let (scheme, graph) = (scheme(), graph());
    let modes: usize = scheme.iter().map(|event_type| event_type.modes.len()).sum();
    let national = scheme.sectors().iter().filter(|sector| !scheme.is_international(&sector.code)).count();
    assert_eq!((scheme.iter().count(), modes, scheme.contexts().len()), (16, 67, 37));
    assert_eq!((national, scheme.sectors().len()), (25, 25 + 7));
    assert_eq!((count(&graph, kb::CAMEO_CODE), count(&graph, kb::QUAD_CLASS)), (256, 4));
    assert_eq!((count(&graph, kb::EVENT_TYPE), count(&graph, kb::EVENT_MODE)), (16, 67));
}

#[test]
fn types_and_modes_have_the_numbers_of_the_source() {
    let (scheme, source) = (scheme(), source());
    for (code, entry) in source["types"].as_object().unwrap() {
        let event_type = scheme.get(code).unwrap_or_else(|| panic!("{code} is missing"));
        assert_eq!(u64::from(event_type.quad), entry["quad"].as_u64().unwrap(), "{code}");
        assert_same(event_type.score, &entry["score"], code);
        assert_eq!(event_type.recipient_needed, entry["recipient"] == "yes", "{code}");
        assert_eq!(event_type.definition.en, entry["meaning"], "{code}");
        assert_modes(event_type, entry);
    }
}

fn assert_modes(event_type: &EventType, entry: &Value) {
    let expected = entry["modes"].as_object().unwrap();
    assert_eq!(event_type.modes.len(), expected.len(), "{}", event_type.code);
    for (code, score) in expected {
        let mode = event_type.mode(code).unwrap_or_else(|| panic!("{}/{code} is missing", event_type.code));
        assert_same(mode.score, score, code);
        assert_eq!(mode.definition.en, entry["mode_meanings"][code], "{}/{code}", event_type.code);
    }
}

fn assert_same(score: f64, expected: &Value, code: &str) {
    assert!((score - expected.as_f64().unwrap()).abs() < 1e-9, "{code}: {score} is not {expected}");
}

#[test]
fn contexts_and_sectors_are_those_of_the_source() {
    let (scheme, source) = (scheme(), source());
    let codes =
        |concepts: &[Concept]| -> BTreeSet<String> { concepts.iter().map(|concept| concept.code.clone()).collect() };
    let keys = |name: &str| -> BTreeSet<String> { source[name].as_object().unwrap().keys().cloned().collect() };
    assert_eq!(codes(scheme.contexts()), keys("context_meanings"));
    assert_eq!(codes(scheme.sectors()), &keys("sectors") | &keys("nonstate"));
    for code in keys("nonstate") {
        assert!(scheme.is_international(&code), "{code}");
    }
}

#[test]
fn errata_are_decided_and_written_down() {
    let (scheme, graph) = (scheme(), graph());
    assert_same(scheme.get("ACCUSE").unwrap().score, &Value::from(-3), "ACCUSE");
    assert_eq!(scheme.get("SANCTION").unwrap().quad, 4);
    assert_same(scheme.mode("PROTEST", "vandalize").unwrap().score, &Value::from(-5), "vandalize");
    assert!(!scheme.get("PROTEST").unwrap().recipient_needed);
    let noted = ["ACCUSE", "SANCTION", "PROTEST", "PROTEST-vandalize", "cameo"];
    for concept in noted.map(Iris::event_type) {
        assert_eq!(
            graph.objects_for_subject_predicate(&concept, skos::EDITORIAL_NOTE).count(),
            2,
            "{concept}: one note a language"
        );
    }
}

#[test]
fn every_cameo_code_leads_where_the_source_says() {
    let (graph, source) = (graph(), source());
    for entry in source["cameo"].as_array().unwrap() {
        let code = Iris::cameo(entry["cameo"].as_str().unwrap());
        assert_eq!(objects(&graph, &code, skos::BROAD_MATCH), chosen(entry), "{code}");
        let contexts = entry["context"].as_array().unwrap().iter();
        assert_eq!(
            objects(&graph, &code, skos::RELATED_MATCH),
            contexts.map(|context| Iris::context(context.as_str().unwrap())).collect(),
            "{code}"
        );
        let by_rules = entry.get("by_rules").map(chosen).unwrap_or_default();
        assert_eq!(objects(&graph, &code, kb::BY_RULES), by_rules, "{code}");
        assert_eq!(
            graph.object_for_subject_predicate(&code, kb::REPAIRED).is_some(),
            entry["changed"] == true,
            "{code}"
        );
    }
    assert_eq!(graph.triples_for_predicate(kb::REPAIRED).count(), 23);
    assert_eq!(by_rules_codes(&graph), 14);
}

fn by_rules_codes(graph: &Graph) -> usize {
    graph.triples_for_predicate(kb::BY_RULES).map(|triple| triple.subject.to_string()).collect::<BTreeSet<_>>().len()
}

fn chosen(entry: &Value) -> BTreeSet<NamedNode> {
    let event_type = entry["type"].as_str().unwrap();
    let mode = entry["mode"].as_str().map(|mode| Iris::mode(event_type, mode));
    [Iris::event_type(event_type)].into_iter().chain(mode).collect()
}

fn objects(graph: &Graph, subject: &NamedNode, property: NamedNodeRef<'_>) -> BTreeSet<NamedNode> {
    let nodes = graph.objects_for_subject_predicate(subject, property);
    nodes
        .map(|object| match object {
            TermRef::NamedNode(node) => node.into_owned(),
            other => panic!("{subject} {property} {other}"),
        })
        .collect()
}

#[test]
fn codes_and_iris_go_both_ways() {
    let (scheme, known) = (scheme(), turtle::shipped().unwrap());
    let known: BTreeSet<_> = known.iter().map(|triple| triple.subject.to_string()).collect();
    let mut made = BTreeSet::new();
    for event_type in &scheme {
        made.insert(event_type.iri());
        made.extend(event_type.modes.iter().map(|mode| Iris::mode(&event_type.code, &mode.code)));
    }
    made.extend(scheme.contexts().iter().map(|context| Iris::context(&context.code)));
    made.extend(scheme.sectors().iter().map(|sector| Iris::sector(&sector.code)));
    assert_eq!(made.len(), 16 + 67 + 37 + 32, "two concepts share an IRI");
    for iri in made {
        assert!(known.contains(&iri.to_string()), "{iri}");
    }
}

#[test]
fn the_same_word_under_two_types_is_two_modes() {
    let scheme = scheme();
    assert!(scheme.mode("REQUEST", "assist").unwrap().score > 0.0);
    assert!(scheme.mode("REJECT", "assist").unwrap().score < 0.0);
    assert_eq!(scheme.mode("AID", "assist"), None);
    assert_eq!(scheme.get("consult"), None, "codes are upper case");
    assert!(scheme.context("cyber").is_some() && scheme.mode("COERCE", "cyber").is_some());
}

#[test]
fn labels_follow_the_language() {
    let label = &scheme().get("ASSAULT").unwrap().label.clone();
    assert_eq!(
        (label.in_language("id"), label.in_language("en"), label.in_language("fr")),
        ("serangan", "assault", "assault")
    );
}
