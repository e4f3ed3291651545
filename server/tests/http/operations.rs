//! What those who run a server see of it.

use std::io::Read;

use crate::server::{Server, encode};

const UPDATE: (&str, &str) = ("content-type", "application/sparql-update");
const ENDLESS: &str = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";

fn change(server: &Server, update: &str) -> u64 {
    let reply = server.send("POST", "/sparql", &[UPDATE], Some(update));
    assert_eq!(reply.status, 204, "{}", reply.text());
    reply.header("kabar-commit").parse().expect("a number")
}

#[test]
fn every_change_is_in_the_feed_in_order() {
    let server = Server::start(&[]);
    let first = change(&server, "INSERT DATA { GRAPH <x:g> { <x:s> <x:p> 1 , 2 } }");
    assert_eq!(change(&server, "INSERT DATA { GRAPH <x:g> { <x:s> <x:p> 1 } }"), first, "nothing changed");
    let second = change(&server, "DELETE DATA { GRAPH <x:g> { <x:s> <x:p> 1 } } ; DROP GRAPH <x:g>");
    let text = server.get(&format!("/changes?after={}", first - 1)).text();
    let lines: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
    let typed = |n: u8| format!("<x:s> <x:p> \"{n}\"^^<http://www.w3.org/2001/XMLSchema#integer> <x:g> .");
    assert_eq!(
        lines,
        [format!("A {}", typed(1)), format!("A {}", typed(2)), format!("D {}", typed(1)), "GD <x:g> .".to_owned()]
    );
    let json = server.get(&format!("/changes?after={first}&format=json")).json();
    assert_eq!((json["last"].as_u64(), json["commits"][0]["commit"].as_u64()), (Some(second), Some(second)));
}

#[test]
fn the_feed_tells_of_changes_as_they_are_made() {
    let server = Server::start(&[]);
    let reply = server.open("GET", "/changes?after=0", &[("accept", "text/event-stream")], None);
    let number = change(&server, "INSERT DATA { GRAPH <x:g> { <x:s> <x:p> <x:news> } }");
    let mut events = reply.into_body().into_reader();
    let (mut text, mut piece) = (String::new(), [0; 1024]);
    while !text.contains("<x:news>") {
        let read = events.read(&mut piece).expect("an event");
        text.push_str(&String::from_utf8_lossy(&piece[..read]));
    }
    assert!(text.contains(&format!("id: {number}")), "{text}");
}

#[test]
fn what_runs_is_listed_and_can_be_stopped() {
    let server = Server::start(&["--timeout", "60"]);
    std::thread::scope(|scope| {
        let asked = scope.spawn(|| server.query(ENDLESS, "*/*"));
        let id = loop {
            let tasks = server.get("/admin/tasks").json();
            if let Some(task) = tasks.as_array().expect("tasks").iter().find(|task| task["text"] == ENDLESS) {
                break task["id"].as_u64().expect("a number");
            }
        };
        assert_eq!(server.send("DELETE", &format!("/admin/tasks/{id}"), &[], None).status, 202);
        let problem = asked.join().expect("an answer").problem(503);
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("operator")), "{problem}");
    });
    server.send("DELETE", "/admin/tasks/999999", &[], None).problem(404);
}

#[test]
fn every_address_under_api_is_described() {
    let server = Server::start(&[]);
    let description = server.get("/api/openapi.json").json();
    let described = description["paths"].as_object().expect("paths");
    for (path, methods) in described {
        let address = path.replace("{id}", "7").replace("{sha}", "0123456789abcdef").replace("{name}", "overview");
        for (method, what) in methods.as_object().expect("methods") {
            assert!(what["summary"].is_string(), "{method} {path}");
            let reply = server.send(&method.to_uppercase(), &address, &[], (method == "post").then_some(""));
            let known = what["responses"].get(reply.status.to_string()).is_some();
            assert!(known, "{method} {path}: {} {}", reply.status, reply.text_or_bytes());
            assert!(!reply.text_or_bytes().contains("there is no `/api"), "{path}");
        }
    }
    let routes = include_str!("../../src/router.rs").split("let api =").nth(1).expect("the routes under /api");
    let routes = routes.split(".fallback(").next().expect("their end").split(".route(\"").skip(1);
    for route in routes.filter_map(|route| route.split('"').next()) {
        assert!(described.contains_key(&format!("/api{route}")), "{route} is not described");
    }
}

#[test]
fn a_query_explains_itself() {
    let server = Server::start(&[]);
    let reply =
        server.get(&format!("/sparql?explain&query={}", encode("SELECT * { ?s <http://example.org/meets> ?o }")));
    assert_eq!((reply.status, reply.header("content-type")), (200, "application/json"));
    assert!(reply.json().is_object(), "{}", reply.text());
}

#[test]
fn numbers_are_told_to_prometheus() {
    let server = Server::start(&[]);
    server.query("ASK {}", "*/*");
    let text = server.get("/metrics").text();
    for name in [
        "kabar_requests_total{method=\"GET\",status=\"200\"}",
        "kabar_work_seconds_count{kind=\"query\"}",
        "kabar_commit",
    ] {
        assert!(text.contains(name), "{name}: {text}");
    }
    assert!(text.ends_with("# EOF\n"));
}

#[test]
fn answers_that_grow_too_long_are_refused_or_cut() {
    let server = Server::start(&["--max-rows", "3"]);
    server.query("SELECT * { VALUES ?x { 1 2 3 4 } }", "*/*").problem(413);
    assert_eq!(server.query("SELECT * { VALUES ?x { 1 2 3 } }", "*/*").status, 200);
    let server = Server::start(&["--max-answer", "1"]);
    let path = format!("/sparql?format=csv&query={}", encode("SELECT * { ?a ?b ?c . ?d ?e ?f }"));
    let mut body = server.open("GET", &path, &[], None).into_body().into_reader();
    assert!(body.read_to_end(&mut Vec::new()).is_err(), "a cut answer must not look complete");
}

#[test]
fn a_queue_that_is_full_sends_away_at_once() {
    let server = Server::start(&["--max-queries", "1", "--max-queue", "0", "--timeout", "20"]);
    std::thread::scope(|scope| {
        let asked = scope.spawn(|| server.query(ENDLESS, "*/*"));
        while server
            .get("/admin/tasks")
            .json()
            .as_array()
            .is_none_or(|tasks| !tasks.iter().any(|task| task["kind"] == "query"))
        {}
        let sent_away = server.query("ASK {}", "*/*");
        sent_away.problem(503);
        assert!(!sent_away.header("retry-after").is_empty());
        let tasks = server.get("/admin/tasks").json();
        for task in tasks.as_array().expect("tasks") {
            server.send("DELETE", &format!("/admin/tasks/{}", task["id"]), &[], None);
        }
        asked.join().expect("an answer").problem(503);
    });
}
