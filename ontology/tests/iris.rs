//! The IRIs other programs rely on, and the way back from them.

use ontology::iri::{Iris, slug, unknown_id};
use ontology::{Kind, vocab};

const SHA: &str = "fbe5a5956e437734c0ffee00";

#[test]
fn every_kind_has_its_address() {
    let iris = Iris::default();
    let cases = [
        (iris.entity("IDN"), "https://w3id.org/kabar/id/IDN"),
        (iris.event("0123456789abcdef"), "https://w3id.org/kabar/id/ev-0123456789abcdef"),
        (iris.report(SHA, 3), "https://w3id.org/kabar/id/rep-fbe5a5956e437734-3"),
        (iris.participation(SHA, 3, 1), "https://w3id.org/kabar/id/part-fbe5a5956e437734-3-1"),
        (iris.time(SHA, 2), "https://w3id.org/kabar/id/time-fbe5a5956e437734-2"),
        (iris.quotation(SHA, 2), "https://w3id.org/kabar/id/quote-fbe5a5956e437734-2"),
        (iris.note(SHA, 2), "https://w3id.org/kabar/id/note-fbe5a5956e437734-2"),
        (iris.post("president-rus"), "https://w3id.org/kabar/id/post-president-rus"),
        (iris.tenure("7"), "https://w3id.org/kabar/id/ten-7"),
        (iris.geometry("IDN"), "https://w3id.org/kabar/id/geo-IDN"),
        (iris.day("2024-06-18"), "https://w3id.org/kabar/id/day-2024-06-18"),
        (iris.run("1"), "https://w3id.org/kabar/id/run-1"),
        (iris.judgement("1"), "https://w3id.org/kabar/id/judge-1"),
        (iris.article(SHA), "https://w3id.org/kabar/article/fbe5a5956e437734"),
        (iris.body(SHA), "https://w3id.org/kabar/article/fbe5a5956e437734#body"),
        (iris.mention(SHA, 5, 9), "https://w3id.org/kabar/article/fbe5a5956e437734#char=5-9"),
        (iris.article_graph(SHA), "https://w3id.org/kabar/graph/a-fbe5a5956e437734"),
        (iris.events_graph(), "https://w3id.org/kabar/graph/events"),
        (iris.meta_graph(), "https://w3id.org/kabar/graph/meta"),
        (iris.ontology_graph(), "https://w3id.org/kabar/graph/onto"),
        (iris.reference_graph("people"), "https://w3id.org/kabar/graph/ref-people"),
        (iris.judgements_graph(), "https://w3id.org/kabar/graph/judgements"),
        (iris.user("Ana B."), "https://w3id.org/kabar/id/user-ana-b"),
        (Iris::event_type("CONSULT"), "https://w3id.org/kabar/plover#CONSULT"),
        (Iris::mode("CONSULT", "visit"), "https://w3id.org/kabar/plover#CONSULT-visit"),
        (Iris::context("military"), "https://w3id.org/kabar/plover#context-military"),
        (Iris::sector("GOV"), "https://w3id.org/kabar/plover#sector-GOV"),
        (Iris::cameo("0312"), "https://w3id.org/kabar/plover#cameo-0312"),
        (Iris::wikidata("Q252"), "http://www.wikidata.org/entity/Q252"),
        (Iris::geonames(1_642_911), "https://sws.geonames.org/1642911/"),
    ];
    for (made, expected) in cases {
        assert_eq!(made.as_str(), expected);
    }
}

#[test]
fn whatever_comes_in_a_valid_iri_comes_out() {
    let iris = Iris::new("https://example.org/news/").unwrap();
    for id in ["a b", "<x>", "../../etc", "é", "%", "", "a#b?c", "\"\n"] {
        for made in [iris.entity(id), iris.article(id), iris.judgement(id), Iris::mode(id, id), Iris::wikidata(id)] {
            oxrdf::NamedNode::new(made.as_str()).unwrap_or_else(|error| panic!("{made}: {error}"));
        }
    }
}

#[test]
fn the_way_back() {
    let iris = Iris::new("https://example.org/news/").unwrap();
    assert_eq!(iris.local_id(iris.entity("gn-1642911").as_str()), Some("gn-1642911"));
    assert_eq!(iris.local_id(iris.event("0123456789abcdef").as_str()), Some("ev-0123456789abcdef"));
    assert_eq!(iris.local_id(Iris::default().entity("IDN").as_str()), None, "another base");
    assert_eq!(iris.local_id("https://example.org/news/id/"), None, "nothing after the base");
    for iri in [iris.article(SHA), iris.body(SHA), iris.mention(SHA, 0, 4)] {
        assert_eq!(iris.article_id(iri.as_str()), Some("fbe5a5956e437734"));
    }
    assert_eq!(iris.graph_name(iris.events_graph().as_str()), Some("events"));
    assert_eq!(Iris::concept_id(Iris::context("legal").as_str()), Some("context-legal"));
    assert_eq!(ontology::iri::term_name(vocab::kb::FACTUALITY_ASSERTED), Some("Asserted"));
}

#[test]
fn a_base_must_be_absolute_and_end_in_a_slash() {
    for base in ["", "news/", "https://example.org/news", "https://example.org/a b/"] {
        let error = Iris::new(base).unwrap_err().to_string();
        assert!(error.contains(&format!("`{base}`")), "{error}");
    }
}

#[test]
fn unknown_actors_are_named_by_kind_name_and_country() {
    assert_eq!(unknown_id(Kind::Person, "Anna Bell", Some("AUS")), "new-person-anna-bell-AUS");
    assert_eq!(unknown_id(Kind::Group, "Brigade 7", None), "new-group-brigade-7");
    assert_eq!(slug("Anna Bell"), "anna-bell");
}

#[test]
fn prefixes_are_distinct_and_follow_the_base() {
    let prefixes = Iris::new("https://example.org/news/").unwrap().prefixes();
    let names: std::collections::BTreeSet<_> = prefixes.iter().map(|(prefix, _)| prefix).collect();
    assert_eq!(names.len(), prefixes.len());
    assert!(prefixes.contains(&("r", "https://example.org/news/id/".to_owned())));
    assert!(prefixes.contains(&("kb", "https://w3id.org/kabar/ontology#".to_owned())));
}
