//! `kabar judge` and what it leaves behind; `kabar extract --explain`.

use crate::kabar::{kabar, kabar_with_input};

const ARTICLE: &str = r#"{"url": "https://example.org/j-1", "publisher": "Example Post", "published": "2024-06-22", "text": "Russian President Vladimir Putin visited North Korea on 19 June 2024."}"#;

#[cfg(feature = "rocksdb")]
#[test]
fn a_report_is_rejected_listed_and_taken_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = ["--location", folder.path().to_str().expect("UTF-8")];
    let run = |arguments: &[&str]| kabar(&[arguments, at.as_slice()].concat());
    let load = || kabar_with_input(&[&["load", "--input-format", "jsonl", "-"], at.as_slice()].concat(), ARTICLE);
    load().expect(0, &["1 added"]);
    let events = "SELECT (COUNT(*) AS ?n) { ?e a <http://semanticweb.cs.vu.nl/2009/11/sem/Event> }";
    let count = || run(&["query", events]).expect(0, &[]).lines().nth(1).expect("a row").to_owned();
    let report = run(&["query", "SELECT ?r { ?r <https://w3id.org/kabar/ontology#reportOf> ?e }"]).expect(0, &[]);
    let report = report.lines().nth(1).expect("a row").trim_matches(['<', '>']).to_owned();
    assert_eq!(count(), "1");
    let made = run(&["judge", "reject", &report, "--by", "ana", "--why", "a film"]).expect(0, &["events"]);
    assert_eq!(count(), "0");
    run(&["delete", "https://example.org/j-1"]).expect(0, &["deleted 1"]);
    load().expect(0, &["1 added"]);
    assert_eq!(count(), "0", "the judgement outlives its article");
    let list = run(&["judge", "list"]).expect(0, &[]);
    assert!(list.contains("rejected") && list.contains("by ana") && list.contains("a film"), "{list}");
    run(&["judge", "reject", "rep-0-0"]).expect(2, &["`rep-0-0`"]);
    let id = made.split_whitespace().next().expect("an id");
    run(&["judge", "undo", id]).expect(0, &["taken back"]);
    assert_eq!(count(), "1");
    assert_eq!(run(&["judge", "list"]).expect(0, &[]), "");
}

#[test]
fn extract_tells_how_it_read_and_leaves_out_what_is_unsure() {
    let told = kabar_with_input(&["extract", "--explain", "--input-format", "jsonl", "-"], ARTICLE).expect(0, &[]);
    for word in [
        "tokens     Russian · President",
        "person-vladimir-putin",
        "report 0   CONSULT visit",
        "kb:rule",
        "sem:eventType",
    ] {
        assert!(told.contains(word), "`{word}` is not in:\n{told}");
    }
    let events = |share: &str| {
        let csv = ["extract", "--format", "csv", "--min-confidence", share, "--input-format", "jsonl", "-"];
        kabar_with_input(&csv, ARTICLE).expect(0, &[]).lines().count() - 1
    };
    assert_eq!((events("0"), events("1")), (1, 0));
    kabar(&["extract", "--min-confidence", "2", "-"]).expect(2, &["`2`", "from 0 to 1"]);
}
