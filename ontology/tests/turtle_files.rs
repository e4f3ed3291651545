//! The shipped Turtle is sound, and broken Turtle is refused with its place.

use std::collections::BTreeSet;

use ontology::turtle::{self, DOCUMENTS, Error};

#[test]
fn every_file_is_in_the_list_and_every_listed_file_is_there() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/turtle");
    let there: BTreeSet<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".ttl").map(str::to_owned))
        .collect();
    assert_eq!(there, DOCUMENTS.iter().map(|document| document.name.to_owned()).collect());
}

#[test]
fn written_out_and_read_again_it_is_the_same() {
    for document in DOCUMENTS {
        let triples = document.triples().unwrap();
        assert!(!triples.is_empty(), "{}", document.name);
        let lines: Vec<_> = triples.iter().map(|triple| format!("{triple} .")).collect();
        assert_eq!(turtle::read("again", &lines.join("\n")).unwrap(), triples, "{}", document.name);
        let distinct: BTreeSet<_> = triples.iter().map(ToString::to_string).collect();
        assert_eq!(distinct.len(), triples.len(), "{}: a statement stands there twice", document.name);
    }
    assert_eq!(
        turtle::shipped().unwrap().len(),
        DOCUMENTS.iter().map(|document| document.triples().unwrap().len()).sum()
    );
}

#[test]
fn what_is_not_turtle_is_refused_with_its_line() {
    let error = turtle::read("x.ttl", "<http://a/b> <http://a/c> 1 .\n\n<http://a/b> nonsense .\n").unwrap_err();
    assert!(matches!(&error, Error::Syntax { file, line: 3, .. } if file == "x.ttl"), "{error}");
    let message = error.to_string();
    assert!(message.starts_with("x.ttl: not Turtle") && message.contains("on line 3"), "{message}");
}

#[test]
fn nameless_nodes_are_refused() {
    for text in [
        "[] <http://a/p> 1 .",
        "_:b <http://a/p> 1 .",
        "<http://a/s> <http://a/p> [ <http://a/q> 2 ] .",
        "<http://a/s> <http://a/p> ( 1 ) .",
    ] {
        let error = turtle::read("x.ttl", text).unwrap_err();
        assert!(matches!(error, Error::Nameless { .. }), "{text}: {error}");
        assert!(error.to_string().starts_with("x.ttl: the statement `"), "{error}");
    }
}
