//! `/api/loads` and the linked views: a load is tried out, begun, followed, and taken back; the views see what it brought.

use crate::server::Server;

const LINES: (&str, &str) = ("content-type", "application/x-ndjson");
const FORM: (&str, &str) = ("content-type", "multipart/form-data; boundary=border");

/// Two articles and a line that is none.
fn articles() -> String {
    let article = |n: u8, day: u8, guest: &str| {
        format!(
            r#"{{"id": "l-{n}", "title": "Talks {n}", "language": "en", "published": "2023-07-{day}", "publisher": "Example Post", "text": "Indonesian Foreign Minister Retno Marsudi met {guest} in Jakarta on {day} July 2023."}}"#
        )
    };
    let (first, second) = ("Russian Foreign Minister Sergey Lavrov", "Australian Foreign Minister Penny Wong");
    format!("{}\n{{broken\n{}\n", article(1, 12, first), article(2, 14, second))
}

fn form() -> String {
    format!(
        "--border\r\ncontent-disposition: form-data; name=\"file\"; filename=\"talks.jsonl\"\r\n\r\n{}\r\n--border--\r\n",
        articles()
    )
}

/// The last line of the stream of a load's progress.
fn followed(server: &Server, id: u64) -> serde_json::Value {
    let events = server.get(&format!("/api/loads/{id}/events"));
    assert_eq!(events.header("content-type"), "text/event-stream");
    let text = events.text();
    let last = text.lines().filter_map(|line| line.strip_prefix("data: ")).next_back().expect("an event");
    serde_json::from_str(last).expect("an event is JSON")
}

#[test]
fn a_load_is_followed_and_taken_back() {
    let server = Server::start(&[]);
    let begun = server.send("POST", "/api/loads", &[FORM], Some(&form()));
    assert_eq!(begun.status, 202, "{}", begun.text());
    let id = begun.json()["id"].as_u64().expect("a number");
    let done = followed(&server, id);
    let told = ["state", "added", "rejected", "expected"].map(|key| done[key].to_string());
    assert_eq!(told, ["\"done\"", "2", "1", "3"], "{done}");
    assert_eq!(done["files"][0]["name"], "talks.jsonl");
    let rejects = server.get(&format!("/api/loads/{id}/rejects")).text();
    assert_eq!(rejects.lines().count(), 1);
    assert!(rejects.contains(r#""line":2"#), "{rejects}");

    let facets = server.get("/api/facets?actor=person-retno-marsudi").json();
    assert_eq!(facets["truncated"]["shown"], 2, "{facets}");
    assert_eq!(facets["publishers"][0]["value"], "Example Post");
    let network = server.get("/api/network?actor=person-retno-marsudi&from=2023-07-13").json();
    assert_eq!(network["arrows"][0]["events"], 1, "{network}");
    let among = r#"{"among": ["person-retno-marsudi", "person-sergey-lavrov"]}"#;
    let json = ("content-type", "application/json");
    let subgraph = server.send("POST", "/api/network", &[json], Some(among)).json();
    assert_eq!(subgraph["nodes"].as_array().map(Vec::len), Some(2), "{subgraph}");

    let undone = server.send("DELETE", &format!("/api/loads/{id}"), &[], None);
    assert_eq!((undone.status, undone.json()["deleted"].as_u64()), (200, Some(2)));
    assert_eq!(server.get(&format!("/api/loads/{id}")).json()["state"], "undone");
    assert_eq!(server.get("/api/overview").json()["articles"], 0);
    assert_eq!(server.get("/api/facets").json()["truncated"]["shown"], 0);
}

#[test]
fn undoing_leaves_what_was_there_before() {
    let server = Server::start(&[]);
    let load = || {
        let id = server.send("POST", "/api/loads?name=talks.jsonl", &[LINES], Some(&articles())).json()["id"].as_u64();
        id.inspect(|id| assert_eq!(followed(&server, *id)["state"], "done")).expect("a number")
    };
    let (first, second) = (load(), load());
    assert_eq!(server.get(&format!("/api/loads/{second}")).json()["unchanged"], 2);
    server.send("DELETE", &format!("/api/loads/{second}"), &[], None);
    assert_eq!(server.get("/api/overview").json()["articles"], 2, "the second load brought nothing");
    let listed: Vec<_> =
        server.get("/api/loads").json().as_array().expect("a list").iter().map(|job| job["id"].as_u64()).collect();
    assert_eq!(listed, [Some(second), Some(first)]);
}

#[test]
fn a_preview_stores_nothing() {
    let server = Server::start(&[]);
    let preview = server.send("POST", "/api/loads/preview", &[FORM], Some(&form())).json();
    assert_eq!(preview["articles"].as_array().map(Vec::len), Some(2), "{preview}");
    assert_eq!(preview["articles"][0]["events"][0]["type"], "CONSULT");
    assert_eq!(preview["rejected"][0]["line"], 2);
    assert_eq!(server.get("/api/overview").json()["articles"], 0);
}

/// Whoever may read may have previews made, so they must not take all processors: one is made beside another, the third waits.
#[test]
fn previews_have_two_places() {
    let server = Server::start(&["--timeout", "60"]);
    let told =
        "Indonesian Foreign Minister Retno Marsudi met Russian Foreign Minister Sergey Lavrov in Jakarta. ".repeat(500);
    let line = |n: u8| format!("{}\n", serde_json::json!({"id": format!("p-{n}"), "language": "en", "text": told}));
    let body = (0..20).map(line).collect::<Vec<_>>().concat();
    let start = std::sync::Barrier::new(3);
    let ask = || {
        start.wait();
        server.send("POST", "/api/loads/preview", &[LINES], Some(&body))
    };
    let mut replies = std::thread::scope(|scope| {
        let clients = [(); 3].map(|()| scope.spawn(ask));
        clients.map(|client| client.join().expect("a reply"))
    });
    replies.sort_by_key(|reply| reply.status);
    assert_eq!(replies.each_ref().map(|reply| reply.status), [200, 200, 503]);
    assert_eq!(replies[0].json()["articles"].as_array().map(Vec::len), Some(20));
    let problem = replies[2].problem(503);
    assert!(!replies[2].header("retry-after").is_empty(), "{problem}");
    assert_eq!(server.send("POST", "/api/loads/preview", &[LINES], Some(&articles())).status, 200, "a place is free");
}

#[test]
fn what_cannot_be_done_is_said() {
    let server = Server::start(&[]);
    server.get("/api/loads/9").problem(404);
    server.get("/api/facets?from=soon").problem(400);
    let empty = "--border--\r\n";
    assert_eq!(
        server.send("POST", "/api/loads", &[FORM], Some(empty)).problem(400)["detail"],
        "the form holds no file"
    );
    let open = Server::start(&["--bind", "0.0.0.0:0"]);
    open.send("POST", "/api/loads", &[FORM], Some(&form())).problem(403);
}

#[test]
fn the_editor_is_told_what_is_wrong_and_what_there_is() {
    let server = Server::start(&[]);
    let check =
        |query: &str| server.send("POST", "/api/sparql/check", &[("content-type", "text/plain")], Some(query)).json();
    assert_eq!(check("ASK { ?s ?p ?o }")["ok"], true);
    let wrong = check("SELECT *\nWHERE { ?s sem:x ?o }");
    assert_eq!((&wrong["ok"], &wrong["line"], &wrong["column"]), (&false.into(), &2.into(), &12.into()), "{wrong}");
    let terms = server.get("/api/complete").json();
    let first = &terms["properties"][0];
    assert!(
        first["count"].as_u64() > Some(0) && first["name"].as_str().is_some_and(|name| name.contains(':')),
        "{first}"
    );
}
