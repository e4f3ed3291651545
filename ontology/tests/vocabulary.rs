//! The constants and the Turtle files say the same: no term without a constant, no constant without a definition, nothing without
//! a name in both languages.

use std::collections::{BTreeMap, BTreeSet};

use ontology::turtle::{self, DOCUMENTS, Document};
use ontology::vocab::{self, kb, owl, pl, rdf, rdfs, skos};
use oxrdf::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple};

fn triples(document: Document) -> Vec<Triple> {
    document.triples().unwrap_or_else(|error| panic!("{error}"))
}

fn subjects(triples: &[Triple]) -> BTreeSet<String> {
    triples.iter().map(|triple| subject(triple).to_owned()).collect()
}

fn subject(triple: &Triple) -> &str {
    match &triple.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str(),
        NamedOrBlankNode::BlankNode(_) => panic!("blank node in {triple}"),
    }
}

/// Every IRI a file mentions.
fn mentioned(triples: &[Triple]) -> BTreeSet<String> {
    let mut found = subjects(triples);
    for triple in triples {
        found.insert(triple.predicate.as_str().to_owned());
        if let Term::NamedNode(object) = &triple.object {
            found.insert(object.as_str().to_owned());
        }
    }
    found
}

fn iris(constants: &[NamedNodeRef<'static>]) -> BTreeSet<String> {
    constants.iter().map(|term| term.as_str().to_owned()).collect()
}

/// The languages in which each subject has a property.
fn languages(triples: &[Triple], property: NamedNodeRef<'_>) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::<_, Vec<_>>::new();
    for triple in triples.iter().filter(|triple| triple.predicate == property) {
        let Term::Literal(text) = &triple.object else { panic!("not a text: {triple}") };
        assert!(!text.value().trim().is_empty(), "empty text: {triple}");
        found.entry(subject(triple).to_owned()).or_default().push(text.language().unwrap_or("").to_owned());
    }
    for codes in found.values_mut() {
        codes.sort();
    }
    found
}

#[test]
fn every_term_of_ours_has_a_constant_and_every_constant_a_definition() {
    let ours = |iri: &String| iri.starts_with(kb::NAMESPACE);
    let defined: BTreeSet<_> = subjects(&triples(turtle::GEOPOLITICS)).into_iter().filter(ours).collect();
    assert_eq!(defined, iris(kb::ALL));
    assert_eq!(iris(kb::ALL).len(), kb::ALL.len(), "two constants for one term");
    assert!(iris(pl::ALL).is_subset(&subjects(&triples(turtle::EVENT_TYPES))));
}

#[test]
fn nothing_of_ours_is_mentioned_that_is_not_defined() {
    let defined = subjects(&turtle::shipped().unwrap());
    let ours = [kb::NAMESPACE, pl::NAMESPACE, "https://w3id.org/kabar/shapes#"];
    for document in DOCUMENTS {
        for iri in
            mentioned(&triples(document)).iter().filter(|iri| ours.iter().any(|namespace| iri.starts_with(namespace)))
        {
            assert!(defined.contains(iri), "{}: {iri} is defined nowhere", document.name);
        }
    }
}

#[test]
fn every_term_of_ours_is_named_and_explained_in_both_languages() {
    let triples = triples(turtle::GEOPOLITICS);
    for property in [rdfs::LABEL, rdfs::COMMENT] {
        let languages = languages(&triples, property);
        for term in kb::ALL {
            assert_eq!(
                languages.get(term.as_str()).map(Vec::as_slice),
                Some(["en", "id"].map(String::from).as_slice()),
                "{property} of {term}"
            );
        }
    }
}

#[test]
fn every_concept_is_named_and_defined_in_both_languages() {
    let triples = triples(turtle::EVENT_TYPES);
    let expected = Some(["en".to_owned(), "id".to_owned()]);
    let (labels, definitions) = (languages(&triples, rdfs::LABEL), languages(&triples, skos::DEFINITION));
    for concept in subjects(&triples) {
        assert_eq!(
            labels.get(&concept).map(Vec::as_slice),
            expected.as_ref().map(<[_; 2]>::as_slice),
            "label of {concept}"
        );
        let defined = triples.iter().any(|triple| {
            subject(triple) == concept && triple.object == Term::from(pl::SCHEME) && triple.predicate == skos::IN_SCHEME
        });
        if defined {
            assert_eq!(
                definitions.get(&concept).map(Vec::as_slice),
                expected.as_ref().map(<[_; 2]>::as_slice),
                "definition of {concept}"
            );
        }
    }
}

#[test]
fn every_reused_term_has_a_name_in_both_languages() {
    use vocab::{gaf, geo, nif, org, prov, schema, sem, time};
    let languages = languages(&triples(turtle::REUSED_TERMS), rdfs::LABEL);
    let reused = [sem::ALL, gaf::ALL, prov::ALL, time::ALL, geo::ALL, org::ALL, nif::ALL, schema::ALL, skos::ALL];
    for term in reused.concat() {
        assert_eq!(
            languages.get(term.as_str()).map(Vec::as_slice),
            Some(["en", "id"].map(String::from).as_slice()),
            "{term}"
        );
    }
}

#[test]
fn every_term_of_ours_says_what_kind_of_term_it_is() {
    let triples = triples(turtle::GEOPOLITICS);
    let kinds = [owl::CLASS, owl::OBJECT_PROPERTY, owl::DATATYPE_PROPERTY, owl::NAMED_INDIVIDUAL];
    for term in kb::ALL {
        let is = |kind: &NamedNodeRef<'_>| {
            triples.iter().any(|triple| {
                subject(triple) == term.as_str() && triple.predicate == rdf::TYPE && triple.object == Term::from(*kind)
            })
        };
        assert_eq!(kinds.iter().filter(|kind| is(kind)).count(), 1, "{term}");
    }
}

#[test]
fn an_upper_case_local_name_is_a_class_or_an_individual() {
    let triples = triples(turtle::GEOPOLITICS);
    for triple in triples.iter().filter(|triple| triple.predicate == rdf::TYPE) {
        let Some(local) = subject(triple).strip_prefix(kb::NAMESPACE) else {
            continue;
        };
        let Term::NamedNode(class) = &triple.object else { panic!("{triple}") };
        let is_property = [owl::OBJECT_PROPERTY, owl::DATATYPE_PROPERTY].contains(&class.as_ref());
        assert_eq!(is_property, local.starts_with(|first: char| first.is_ascii_lowercase()), "{triple}");
    }
}

#[test]
fn prefixes_of_the_files_are_those_of_the_crate() {
    let known: BTreeMap<_, _> = vocab::PREFIXES
        .iter()
        .copied()
        .chain([("sh", "http://www.w3.org/ns/shacl#"), ("shape", "https://w3id.org/kabar/shapes#")])
        .collect();
    for document in DOCUMENTS {
        for line in document.text.lines().filter_map(|line| line.strip_prefix("@prefix ")) {
            let (prefix, rest) = line.split_once(':').unwrap();
            let namespace = rest.trim().trim_start_matches('<').trim_end_matches("> .");
            assert_eq!(known.get(prefix), Some(&namespace), "{}: {prefix}", document.name);
            NamedNode::new(namespace).unwrap();
        }
    }
}

#[test]
fn the_worked_example_uses_only_defined_terms_and_the_addresses_of_this_crate() {
    let example = turtle::read("good.ttl", include_str!("shapes/good.ttl")).unwrap();
    let (defined, used) = (subjects(&turtle::shipped().unwrap()), mentioned(&example));
    for iri in used.iter().filter(|iri| iri.starts_with(kb::NAMESPACE) || iri.starts_with(pl::NAMESPACE)) {
        assert!(defined.contains(iri), "{iri} is defined nowhere");
    }
    let (iris, sha) = (ontology::Iris::default(), "00c0ffee00c0ffee");
    let made = [
        iris.article(sha),
        iris.body(sha),
        iris.mention(sha, 0, 61),
        iris.article_graph(sha),
        iris.report(sha, 0),
        iris.participation(sha, 0, 1),
        iris.time(sha, 0),
        iris.quotation(sha, 0),
        iris.note(sha, 0),
        iris.event("0000000000000001"),
        iris.entity("NZL"),
        iris.geometry("NZL"),
        iris.day("2025-03-04"),
        iris.run("1"),
    ];
    for iri in made {
        assert!(used.contains(iri.as_str()), "{iri} does not occur in the example");
    }
}
