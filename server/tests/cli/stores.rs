//! Commands on a store on disk.

use std::path::Path;

use oxigraph::io::RdfFormat;
use server::store::Database;
use tempfile::TempDir;

use crate::kabar::{ended, kabar, kabar_with_input, spawn};

const WORLD: &str = r#"
    @prefix ex: <http://example.org/> .
    ex:one { ex:ana ex:meets ex:budi . ex:ana ex:name "Ana"@id . }
    ex:two { ex:budi ex:meets ex:citra . }
"#;
const MEETS: &str = "SELECT ?s ?o { ?s <http://example.org/meets> ?o } ORDER BY ?s";

fn store() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let database = Database::open(Some(folder.path())).expect("a store");
    database.store().load_from_slice(RdfFormat::TriG, WORLD).expect("the world is TriG");
    folder
}

fn path(folder: &TempDir) -> &str {
    folder.path().to_str().expect("UTF-8")
}

#[test]
fn query_answers_in_every_format() {
    let store = store();
    let construct = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o FILTER(?p = <http://example.org/name>) }";
    let cases = [
        (MEETS, None, "?s\t?o\n<http://example.org/ana>\t<http://example.org/budi>\n"),
        (MEETS, Some("csv"), "s,o\r\nhttp://example.org/ana,http://example.org/budi\r\n"),
        (MEETS, Some("json"), "\"vars\":[\"s\",\"o\"]"),
        (MEETS, Some("xml"), "<variable name=\"s\"/>"),
        (MEETS, Some("table"), "<http://example.org/ana>   <http://example.org/budi>"),
        (construct, None, "<http://example.org/ana> <http://example.org/name> \"Ana\"@id"),
        (construct, Some("nt"), "<http://example.org/ana> <http://example.org/name> \"Ana\"@id .\n"),
        (construct, Some("jsonld"), "\"http://example.org/name\""),
        ("ASK { ?s ?p \"Ana\"@id }", None, "true"),
    ];
    for (query, format, expected) in cases {
        let format = format.map_or(vec![], |format| vec!["--format", format]);
        let out = kabar(&[&["query", "--location", path(&store), query], format.as_slice()].concat()).expect(0, &[]);
        assert!(out.contains(expected), "{query} {format:?}: {out}");
    }
    kabar(&["query", "--location", path(&store), "--format", "png", MEETS]).expect(2, &["`png`", "json"]);
    kabar(&["query", "--location", path(&store), "--format", "csv", construct]).expect(2, &["`csv`", "turtle"]);
}

#[test]
fn a_query_may_come_from_a_file_or_stdin() {
    let store = store();
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), MEETS).expect("it can be written");
    let from_file =
        kabar(&["query", "--location", path(&store), "--file", file.path().to_str().expect("UTF-8")]).expect(0, &[]);
    let from_stdin = kabar_with_input(&["query", "--location", path(&store), "--file", "-"], MEETS).expect(0, &[]);
    assert_eq!(from_file.lines().count(), 3);
    assert_eq!(from_file, from_stdin);
    kabar(&["query", "--location", path(&store), "--file", "no-such-file.rq"]).expect(1, &["no-such-file.rq"]);
}

#[test]
fn ask_may_speak_by_exit_code() {
    let store = store();
    let ask = |query: &str, code: i32| {
        assert_eq!(kabar(&["query", "--ask", "--location", path(&store), query]).expect(code, &[]), "");
    };
    ask("ASK { ?s <http://example.org/meets> ?o }", 0);
    ask("ASK { ?s <http://example.org/fights> ?o }", 1);
    kabar(&["query", "--ask", "--location", path(&store), MEETS]).expect(2, &["`ASK`"]);
    let out = kabar(&["query", "--location", path(&store), "ASK { ?s <http://example.org/fights> ?o }"]).expect(0, &[]);
    assert_eq!(out.trim(), "false");
}

#[test]
fn a_syntax_error_shows_the_place() {
    let store = store();
    let wrong = "SELECT ?e {\n  ?e a sem:Event }";
    let expected = ["line 2, column 8", "2 |   ?e a sem:Event }\n", "  |        ^", "PREFIX sem: <"];
    let out = kabar(&["query", "--location", path(&store), wrong]).expect(1, &expected);
    assert_eq!(out, "");
    let deep = format!("ASK {{ {}{} }}", "{".repeat(10_000), "}".repeat(10_000));
    kabar(&["query", "--location", path(&store), &deep]).expect(1, &["nesting"]);
}

#[test]
fn export_writes_quads_graphs_and_merges() {
    let store = store();
    let quads = kabar(&["export", "--location", path(&store)]).expect(0, &[]);
    assert!(quads.contains(
        "<http://example.org/ana> <http://example.org/meets> <http://example.org/budi> <http://example.org/one> ."
    ));
    assert!(quads.lines().any(|line| line.ends_with("<https://w3id.org/kabar/graph/onto> .")), "the ontology is there");
    let one = kabar(&["export", "--location", path(&store), "--graph", "http://example.org/one", "--format", "nt"])
        .expect(0, &[]);
    assert_eq!(one.lines().count(), 2);
    let ontology =
        kabar(&["export", "--location", path(&store), "--graph", "g:onto", "--format", "turtle"]).expect(0, &[]);
    assert!(ontology.contains("@prefix kb:"));
    let merged = kabar(&["export", "--location", path(&store), "--format", "nt"]).expect(0, &["written as one"]);
    assert_eq!(merged.lines().count(), quads.lines().count());
    kabar(&["export", "--location", path(&store), "--graph", "g:none"]).expect(1, &["no graph"]);

    let copy = oxigraph::store::Store::new().expect("a store");
    copy.load_from_slice(RdfFormat::NQuads, &quads).expect("what was written can be read");
    assert_eq!(copy.len().expect("a count"), quads.lines().count());
}

#[test]
fn stats_count() {
    let store = store();
    let stats = kabar(&["stats", "--location", path(&store)]).expect(0, &[]);
    assert!(stats.contains("articles"), "{stats}");
    let json = kabar(&["stats", "--json", "--location", path(&store)]).expect(0, &[]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["articles"], 0);
    assert!(json["quads"].as_u64().is_some_and(|quads| quads > 100), "{json}");
}

#[test]
fn a_store_in_use_is_said_with_its_holder() {
    let store = store();
    let _held = Database::open_existing(Path::new(path(&store))).expect("the store");
    let commands: [&[&str]; 4] = [&["query", "ASK {}"], &["export"], &["stats"], &["serve", "--bind", "127.0.0.1:0"]];
    for command in commands {
        let arguments = [command, &["--location", path(&store)]].concat();
        kabar(&arguments).expect(1, &["in use by another process", "over HTTP"]);
    }
    if cfg!(target_os = "linux") {
        let id = format!("(id {})", std::process::id());
        kabar(&["stats", "--location", path(&store)]).expect(1, &[&id]);
    }
}

#[test]
fn the_location_may_come_from_the_environment() {
    let store = store();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_kabar"))
        .args(["query", "ASK {}"])
        .env("KABAR_LOCATION", store.path())
        .output()
        .expect("it runs");
    assert_eq!(ended(output).expect(0, &[]).trim(), "true");
}

#[test]
fn a_reader_that_hangs_up_is_no_failure() {
    let store = store();
    let mut child = spawn(&["query", "--location", path(&store), "SELECT * { ?a ?b ?c . ?d ?e ?f }"]);
    drop(child.stdout.take());
    ended(child.wait_with_output().expect("it ends")).expect(0, &[]);
}

#[test]
fn a_store_is_copied_restored_checked_and_tidied() {
    let store = store();
    let folder = tempfile::tempdir().expect("a folder");
    let (copy, again) = (folder.path().join("copy"), folder.path().join("again"));
    let (copy, again) = (copy.to_str().expect("UTF-8"), again.to_str().expect("UTF-8"));
    kabar(&["backup", "--location", path(&store), copy]).expect(0, &["commit 0"]);
    kabar(&["restore", "--location", again, copy]).expect(0, &["restored"]);
    kabar(&["restore", "--location", again, copy]).expect(2, &["not empty"]);
    let quads = |location: &str| {
        let quads = kabar(&["export", "--location", location]).expect(0, &[]);
        quads.lines().map(str::to_owned).collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(quads(again), quads(path(&store)));
    kabar(&["verify", "--location", again]).expect(0, &["whole"]);
    kabar(&["compact", "--location", again]).expect(0, &[]);
    kabar(&["backup", "--location", path(&store), copy]).expect(1, &["cannot be made"]);
}
