//! `/api/export`: all events that fit as a file, and the note beside it; and that what was just changed is counted at once.

use crate::server::Server;

const JSON: (&str, &str) = ("content-type", "application/json");
const ARTICLES: &str = r#"[{"url": "https://example.org/x-1", "publisher": "Example, Post", "published": "2024-06-22", "language": "en",
    "text": "Russian President Vladimir Putin visited North Korea on 19 June 2024."},
    {"url": "https://example.org/x-2", "publisher": "Contoh Pos", "published": "2024-08-02", "language": "id",
    "text": "Presiden Prabowo Subianto bertemu Perdana Menteri Anwar Ibrahim di Jakarta, Kamis (1/8/2024)."}]"#;

#[test]
fn a_selection_comes_as_a_table_as_json_and_as_facts_with_its_note() {
    let server = Server::start(&[]);
    assert_eq!(server.get("/api/overview").json()["events"], 0);
    assert_eq!(server.send("POST", "/articles", &[JSON], Some(ARTICLES)).status, 201);
    let all = server.get("/api/overview").json();
    assert_eq!(all["articles"], 2, "what was loaded is counted at once");

    let table = server.get("/api/export?format=csv&lang=id&actor=person-vladimir-putin");
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    assert!(table.header("content-disposition").contains("kabar.csv"));
    let table = table.text();
    let lines: Vec<&str> = table.trim_end().split("\r\n").collect();
    assert!(lines[0].starts_with("event,type,type_name,begin"), "{table}");
    assert!(lines.len() > 1 && lines[1].contains("\"Example, Post\"") && lines[1].contains("Korea Utara"), "{table}");

    let note = server.get("/api/export?format=about&actor=person-vladimir-putin").json();
    assert_eq!((&note["events"], &note["sources"]["Example, Post"]), (&(lines.len() - 1).into(), &1.into()), "{note}");
    assert_eq!(note["filter"]["actor"], "person-vladimir-putin");
    let file = server.get("/api/export?format=json").json();
    assert_eq!(file["events"].as_array().map(Vec::len), all["events"].as_u64().and_then(|n| n.try_into().ok()));
    assert_eq!(file["about"]["events"], all["events"]);
    let facts = server.get("/api/export?format=turtle&actor=person-vladimir-putin").text();
    assert!(facts.contains("@prefix sem:") && facts.contains("sem:Event ") && !facts.contains("prabowo"), "{facts}");
    server.get("/api/export?format=csv&from=soon").problem(400);

    let problem = server.get("/api/export?format=xlsx").problem(406);
    assert_eq!(problem["offered"], serde_json::json!(["csv", "json", "turtle", "about"]));
    assert_eq!(problem["detail"], "`xlsx` is no format of this answer; on offer are csv, json, turtle, about");
    let problem = server.get("/api/export?sort=loudest").problem(400);
    assert!(problem["detail"].as_str().is_some_and(|detail| detail.starts_with("the address: sort: ")), "{problem}");
}
