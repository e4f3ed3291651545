//! The linked views: what they count, that they narrow alike, and that renewing gives what building anew gives.

use std::collections::BTreeSet;

use ontology::vocab::{kb, rdfs};
use oxigraph::model::{GraphNameRef, Literal, NamedNodeRef, Quad, Term};
use oxigraph::store::Store;
use queries::explore::{BadFilter, Direction, Filter, Lens, Order, Unit};
use queries::{EventIndex, Explorer, Kept};
use serde_json::{Value, json};

use crate::world;

const PUTIN: &str = "person-vladimir-putin";

fn index() -> EventIndex {
    EventIndex::build(world::store(), &world::iris()).expect("the store is readable")
}

/// A filter as an address says it: `type=CONSULT&actor=RUS`.
fn filter(address: &str) -> Filter {
    let pairs = address.split('&').filter_map(|pair| pair.split_once('='));
    let object = pairs.map(|(key, value)| (key.to_owned(), Value::from(value))).collect();
    serde_json::from_value(Value::Object(object)).expect("a filter is a map of texts")
}

fn json_of<T: serde::Serialize>(answer: Result<T, BadFilter>) -> Value {
    serde_json::to_value(answer.expect("the filter is good")).expect("an answer is JSON")
}

fn listed(address: &str) -> BTreeSet<String> {
    let page = json_of(index().list(&filter(address), Order::Latest, (0, 100)));
    page["events"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| row["id"].as_str().unwrap_or_default()[16..].to_owned())
        .collect()
}

fn set(ids: &[&str]) -> BTreeSet<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

#[test]
fn filters_narrow_by_what_they_say() {
    assert_eq!(listed("").len(), 12);
    assert_eq!(listed("type=THREATEN,ACCUSE"), set(&["004", "005", "00b"]));
    assert_eq!(listed(&format!("actor={PUTIN},PRK")), set(&["001"]));
    assert_eq!(listed("actor=nobody"), set(&[]));
    assert_eq!(listed("country=IDN,VNM"), set(&["009"]));
    assert!(
        listed("country=RUS").is_superset(&listed(&format!("actor={PUTIN}"))),
        "who acts for a country is counted with it"
    );
    assert_eq!(listed("from=2024-06-18&until=2024-06-19&type=CONSULT"), set(&["001"]));
    assert!(listed("place=VNM").is_subset(&listed("box=100,5,115,25")));
    assert_eq!(listed("confidence=1"), set(&[]));
}

#[test]
fn what_cannot_be_filtered_by_is_said() {
    let said = |address: &str| index().facets(&filter(address)).expect_err("it is no filter").to_string();
    assert_eq!(said("from=soon"), "`from` is `soon`; write a day such as `2024-06-18`");
    assert_eq!(said("confidence=7"), "`confidence` is `7`; write a number from 0 to 1");
    assert!(said("box=1,2").contains("west, south, east and north"));
}

#[test]
fn a_facet_looks_past_its_own_choice() {
    let facets = json_of(index().facets(&filter("type=CONSULT")));
    let all = json_of(index().facets(&filter("")));
    assert_eq!(facets["types"], all["types"], "other types could be added");
    assert_ne!(facets["actors"], all["actors"]);
    assert_eq!(
        facets["truncated"]["shown"],
        facets["types"].as_array().map_or(json!(0), |types| {
            types.iter().find(|sum| sum["value"] == "CONSULT").map_or(json!(0), |sum| sum["count"].clone())
        })
    );
    let sum = |list: &Value| {
        list.as_array().map_or(0, |list| list.iter().filter_map(|one| one["count"].as_u64()).sum::<u64>())
    };
    assert_eq!(sum(&all["types"]), 12);
}

#[test]
fn the_timeline_counts_every_event_once() {
    for unit in [Unit::Day, Unit::Week, Unit::Month, Unit::Year] {
        let line = json_of(index().timeline(&filter("from=2024-06-18&until=2024-06-18"), Some(unit)));
        let buckets = line["buckets"].as_array().expect("a list");
        let sure: u64 = buckets
            .iter()
            .flat_map(|bar| bar["counts"].as_array().into_iter().flatten())
            .filter_map(Value::as_u64)
            .sum();
        let undated = line["undated"].as_u64().unwrap_or(0) + line["outside"].as_u64().unwrap_or(0);
        assert!(sure + undated <= 12, "{unit:?}");
        let vague = buckets.iter().any(|bar| bar["vague"] != json!(0));
        assert_eq!(sure + undated < 12, vague, "{unit:?}: what is not sure to lie in a bar is vague");
    }
}

#[test]
fn neighbours_are_counted_before_they_are_shown() {
    let index = index();
    let relations = json_of(index.relations(&filter(""), PUTIN));
    for relation in relations["relations"].as_array().expect("a list") {
        let address = format!("type={}", relation["type"].as_str().unwrap_or_default());
        let direction: Direction = serde_json::from_value(relation["direction"].clone()).expect("a direction");
        let page = json_of(index.neighbours(&filter(&address), PUTIN, Some(direction), (0, 100)));
        assert_eq!(page["truncated"]["total"], relation["neighbours"], "{relation}");
    }
    let first = json_of(index.neighbours(&filter(""), PUTIN, None, (0, 1)));
    let second = json_of(index.neighbours(&filter(""), PUTIN, None, (1, 1)));
    assert_eq!(first["truncated"]["shown"], 1);
    assert_eq!(second["truncated"]["shown"], 2);
    assert_ne!(first["neighbours"], second["neighbours"]);
    assert_eq!(json_of(index.relations(&filter(""), "nobody"))["relations"], json!([]));
}

#[test]
fn a_network_is_what_its_nodes_do_to_each_other() {
    let index = index();
    let pair = ["RUS".to_owned(), "UKR".to_owned(), "nobody".to_owned()];
    let network = json_of(index.network(&filter(""), Lens::Actors, Some(&pair), 10));
    assert_eq!(network["nodes"].as_array().map(Vec::len), Some(2));
    assert!(network["arrows"].as_array().is_some_and(|arrows| {
        arrows.iter().any(|arrow| arrow["source"] == "RUS" && arrow["target"] == "UKR" && arrow["directed"] == true)
    }));
    let busiest = json_of(index.network(&filter(""), Lens::Actors, None, 3));
    assert_eq!(busiest["truncated"]["shown"], 3);
    assert!(busiest["truncated"]["total"].as_u64() > Some(3));
    let countries = json_of(index.network(&filter(""), Lens::Countries, None, 50));
    assert!(countries["nodes"].as_array().is_some_and(|nodes| nodes.iter().all(|node| node["type"] == "country")));
    let events = json_of(index.network(&filter(""), Lens::Events, Some(&pair), 10));
    assert!(events["events"].as_array().is_some_and(|rows| !rows.is_empty()));
    let (iris, all) = (world::iris(), filter(""));
    let explorer = Explorer::new(world::store(), &iris);
    let sources = json_of(explorer.network(&index, &all, Lens::Sources, (None, 50)).expect("the store is readable"));
    let told: Vec<&Value> = sources["events"].as_array().into_iter().flatten().map(|row| &row["id"]).collect();
    let articles = sources["articles"].as_array().expect("a list");
    let tells =
        |article: &Value| article["events"].as_array().is_some_and(|events| events.iter().all(|id| told.contains(&id)));
    assert!(!articles.is_empty() && articles.iter().all(tells), "{articles:?}");
    assert!(articles.iter().any(|article| article["publisher"] == "Example Courier"));
    let named = [PUTIN.to_owned(), "PRK".to_owned()];
    let (few, again) =
        (index.network(&all, Lens::Actors, Some(&named), 9), index.network(&all, Lens::Actors, Some(&named), 9));
    assert_eq!(json_of(few), json_of(again), "whether or not it is known how many take part");
}

#[test]
fn a_path_has_evidence_for_each_step() {
    let paths = json_of(index().paths(&filter(""), "UKR", "PRK"));
    let path = &paths["paths"][0];
    assert_eq!(path["nodes"][0]["id"], "UKR");
    assert_eq!(path["nodes"].as_array().and_then(|nodes| nodes.last()).map(|node| &node["id"]), Some(&json!("PRK")));
    for step in path["steps"].as_array().expect("a list") {
        assert!(step["events"].as_u64() > Some(0) && step["latest"][0]["id"].is_string(), "{step}");
    }
    assert_eq!(json_of(index().paths(&filter(""), "UKR", "nobody"))["paths"], json!([]));
    assert_eq!(
        json_of(index().paths(&filter("type=AID"), "UKR", "PRK"))["paths"],
        json!([]),
        "the filter holds for every step"
    );
}

/// Everything an index says, whatever the order in which entities and words came to it.
fn told(index: &EventIndex) -> Value {
    let all = filter("");
    let list = json_of(index.list(&all, Order::Latest, (0, 100)));
    sorted(json!([json_of(index.facets(&all)), list, json_of(index.relations(&all, PUTIN))]))
}

fn sorted(value: Value) -> Value {
    match value {
        Value::Array(items) => {
            let mut items: Vec<Value> = items.into_iter().map(sorted).collect();
            items.sort_by_key(Value::to_string);
            items.into()
        }
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, sorted(value))).collect(),
        other => other,
    }
}

#[test]
fn renewing_events_gives_what_building_anew_gives() {
    let iris = world::iris();
    let store = Store::new().expect("a store in memory");
    store.extend(world::store().iter().map(|quad| quad.expect("the store is readable"))).expect("it takes quads");
    let mut index = EventIndex::build(&store, &iris).expect("the store is readable");
    let (gone, changed) = ("ev-1a00000000000004", "ev-1a00000000000002");
    let about = |event: &str| {
        let within = iris.events_graph();
        let node = iris.entity(event);
        let graph = GraphNameRef::NamedNode(within.as_ref());
        let quads = store.quads_for_pattern(Some(node.as_ref().into()), None, None, Some(graph));
        quads.collect::<Result<Vec<Quad>, _>>().expect("the store is readable")
    };
    for quad in about(gone) {
        store.remove(&quad).expect("it can be written");
    }
    let recipient = NamedNodeRef::new_unchecked("https://w3id.org/kabar/ontology#recipient");
    for quad in about(changed).into_iter().filter(|quad| quad.predicate == recipient) {
        store.remove(&quad).expect("it can be written");
        store.insert(&Quad { object: iris.entity("IDN").into(), ..quad }).expect("it can be written");
    }
    index.renew(&store, &iris, [gone, changed, "ev-1a000000000000ff"]).expect("the store is readable");
    let anew = EventIndex::build(&store, &iris).expect("the store is readable");
    assert_eq!(index.len(), 11);
    assert_eq!(told(&index), told(&anew));
    assert!(!index.is_worn());
}

/// Everything that is kept of a store, as the page gets it.
fn kept_of(kept: &Kept, store: &Store) -> Value {
    let overview = kept.overview(store, &world::iris()).expect("the store is readable");
    let found = |query: &str| serde_json::to_value(kept.names.search(query, None, 500)).expect("an answer is JSON");
    let sought: Vec<Value> = ["", "putin", "contoh", "meets", "jakarta", "visits"].into_iter().map(found).collect();
    sorted(json!([told(&kept.events), serde_json::to_value(overview).expect("JSON"), sought, kept.names.len()]))
}

#[test]
fn renewing_what_a_change_touched_gives_what_building_anew_gives() {
    let iris = world::iris();
    let store = Store::new().expect("a store in memory");
    store.extend(world::store().iter().map(|quad| quad.expect("the store is readable"))).expect("it takes quads");
    let mut kept = Kept::build(&store, &iris, &|_| ()).expect("the store is readable");
    let mut touched = BTreeSet::new();
    let mut change = |pattern: &dyn Fn(&Quad) -> bool, object: Option<Term>| {
        let quads: Vec<Quad> = store.iter().map(|quad| quad.expect("the store is readable")).filter(pattern).collect();
        assert!(!quads.is_empty());
        for quad in quads {
            store.remove(&quad).expect("it can be written");
            touched.insert(quad.subject.to_string().trim_matches(['<', '>']).to_owned());
            if quad.predicate == kb::REPORT_OF {
                touched.insert(quad.object.to_string().trim_matches(['<', '>']).to_owned());
            }
            if let Some(object) = &object {
                store.insert(&Quad { object: object.clone(), ..quad }).expect("it can be written");
            }
        }
    };
    let of = |quad: &Quad, id: &str| quad.subject == iris.entity(id).into();
    change(&|quad| of(quad, "ev-1a00000000000004"), None);
    change(
        &|quad| of(quad, "org-harian-contoh") && quad.predicate == rdfs::LABEL,
        Some(Literal::from("Contoh Baru").into()),
    );
    change(&|quad| of(quad, PUTIN) && quad.predicate == rdfs::LABEL, Some(Literal::from("Somebody Else").into()));
    let gone = iris.article("cc78a7aad534a292");
    change(&|quad| quad.subject == gone.clone().into(), None);
    change(&|quad| quad.predicate == kb::REPORT_OF && quad.subject.to_string().contains("rep-cc78a7aad534a292"), None);
    kept.renew(&store, &iris, &touched).expect("the store is readable");
    let anew = Kept::build(&store, &iris, &|_| ()).expect("the store is readable");
    assert_eq!(kept_of(&kept, &store), kept_of(&anew, &store));
}
