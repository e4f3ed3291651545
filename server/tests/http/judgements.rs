//! `/api/judgements`: made, seen on the event, listed, taken back.

use crate::server::Server;

const JSON: (&str, &str) = ("content-type", "application/json");
const ARTICLES: &str = r#"[{"url": "https://example.org/j-1", "publisher": "Example Post", "published": "2024-06-22",
    "text": "Russian President Vladimir Putin visited North Korea on 19 June 2024."},
    {"url": "https://example.org/j-2", "publisher": "Contoh Pos", "published": "2024-06-22",
    "text": "Presiden Rusia Vladimir Putin mengunjungi Korea Utara pada Rabu (19/6)."}]"#;

/// The one event of two reports.
fn loaded() -> (Server, String) {
    let server = Server::start(&[]);
    let receipt = server.send("POST", "/articles", &[JSON], Some(ARTICLES));
    assert_eq!(receipt.status, 201, "{}", receipt.text());
    let event = server.query("SELECT ?e { ?e <https://w3id.org/kabar/ontology#reportCount> 2 }", "text/csv").text();
    let event = event.lines().nth(1).and_then(|iri| iri.rsplit('/').next()).expect("an event").to_owned();
    (server, event)
}

#[test]
fn a_judgement_is_made_seen_listed_and_taken_back() {
    let (server, event) = loaded();
    let page = server.get(&format!("/api/events/{event}")).json();
    assert_eq!(page["judgements"], serde_json::json!([]));
    let report = page["reports"][0]["iri"].as_str().expect("a report").to_owned();
    let body = format!(r#"{{"verdict": "reject", "of": ["{report}"], "by": "Ana", "why": "an error of the agency"}}"#);
    let made = server.send("POST", "/api/judgements", &[JSON], Some(&body));
    assert_eq!(made.status, 201, "{}", made.text());
    let made = made.json();
    assert_eq!(
        (&made["judgement"]["verdict"], &made["judgement"]["by"]),
        (&"rejected".into(), &"Ana".into()),
        "{made}"
    );
    let body = format!(r#"{{"verdict": "confirm", "of": ["{event}"], "by": "Budi"}}"#);
    assert_eq!(server.send("POST", "/api/judgements", &[JSON], Some(&body)).status, 201);

    let page = server.get(&format!("/api/events/{event}")).json();
    assert_eq!((&page["report_count"], &page["judgements"][0]["by"]), (&1.into(), &"Budi".into()), "{page}");
    let listed = server.get("/api/judgements").json();
    let verdicts: Vec<_> = listed.as_array().expect("a list").iter().map(|one| one["verdict"].clone()).collect();
    assert_eq!(verdicts, ["rejected", "confirmed"]);
    let asked = server.get("/api/queries/judgements?format=csv").text();
    assert!(asked.contains("an error of the agency"), "{asked}");

    let id = made["judgement"]["id"].as_str().expect("an id");
    assert_eq!(server.send("DELETE", &format!("/api/judgements/{id}"), &[], None).status, 200);
    server.send("DELETE", &format!("/api/judgements/{id}"), &[], None).problem(404);
    let page = server.get(&format!("/api/events/{event}")).json();
    assert_eq!(page["report_count"], 2, "{page}");
}

#[test]
fn what_makes_no_sense_or_is_not_allowed_is_refused() {
    let (server, event) = loaded();
    let refused = |body: &str, status: u16| server.send("POST", "/api/judgements", &[JSON], Some(body)).problem(status);
    refused("{", 400);
    refused(r#"{"verdict": "bless", "of": [], "by": "Ana"}"#, 400);
    refused(r#"{"verdict": "reject", "of": ["ev-0000000000000000"], "by": "Ana"}"#, 404);
    refused(&format!(r#"{{"verdict": "merge", "of": ["{event}"], "by": "Ana"}}"#), 422);
    refused(&format!(r#"{{"verdict": "reject", "of": ["{event}"], "by": " "}}"#), 422);
    let reachable = Server::start(&["--bind", "0.0.0.0:0"]);
    reachable.send("POST", "/api/judgements", &[JSON], Some("{}")).problem(403);
    reachable.send("DELETE", "/api/judgements/judge-0", &[], None).problem(403);
}
