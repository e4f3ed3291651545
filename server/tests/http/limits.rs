//! What a request may take: time, size, depth. After each refusal the server still answers.

use std::io::Read;

use crate::server::{Server, encode};

/// Billions of rows over the shipped ontology: hours, if nobody stops it.
const ENDLESS: &str = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
/// The same as a stream that begins at once.
const TORRENT: &str = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";

fn alive(server: &Server) {
    assert!(server.query("ASK {}", "text/csv").text().starts_with("true"));
}

#[test]
fn a_query_out_of_time_is_503_and_stops() {
    let server = Server::start(&["--max-queries", "1"]);
    let problem = server.get(&format!("/sparql?timeout=0.5&query={}", encode(ENDLESS))).problem(503);
    assert!(problem["hint"].as_str().is_some_and(|hint| hint.contains("timeout")), "{problem}");
    alive(&server); // the only place for a query is free again
}

#[test]
fn the_default_time_and_the_maximum_hold() {
    let server = Server::start(&["--timeout", "0.5"]);
    server.query(ENDLESS, "*/*").problem(503);
    let server = Server::start(&["--max-timeout", "0.5"]);
    server.get(&format!("/sparql?timeout=3600&query={}", encode(ENDLESS))).problem(503);
}

#[test]
fn a_query_that_never_looks_up_is_answered_in_time_too() {
    let values = |name: char| {
        let values: Vec<_> = (0..100).map(|n| n.to_string()).collect();
        format!("VALUES ?{name} {{ {} }}", values.join(" "))
    };
    let blocks: Vec<_> = "abcd".chars().map(values).collect();
    let query = format!("SELECT (COUNT(*) AS ?n) {{ {} FILTER(?a + ?b + ?c + ?d < 0) }}", blocks.join(" "));
    let server = Server::start(&["--timeout", "0.5"]);
    server.query(&query, "*/*").problem(503);
    alive(&server);
}

/// Nothing stops the planner, so who asks must not wait for it, and everybody else must see that it goes on.
#[test]
fn a_query_that_is_still_planned_is_answered_in_time_and_listed() {
    let server = Server::start(&["--max-queries", "1"]);
    let star: Vec<_> = (0..95).map(|n| format!("?s <x:{n}> ?o{n} . ")).collect();
    let star = encode(&format!("SELECT * {{ {} }}", star.concat()));
    server.get(&format!("/sparql?timeout=0.05&query={star}")).problem(503);
    let tasks = server.get("/admin/tasks").json();
    assert_eq!((tasks[0]["kind"].as_str(), &tasks[0]["overdue"]), (Some("query"), &true.into()), "{tasks}");
    alive(&server); // which waits for the only place until the planner gives it back
    assert_eq!(server.get("/admin/tasks").json(), serde_json::json!([]));
}

#[test]
fn a_stream_out_of_time_is_cut_and_carries_no_error_text() {
    let server = Server::start(&[]);
    let path = format!("/sparql?timeout=2&format=csv&query={}", encode(TORRENT));
    let reply = server.open("GET", &path, &[], None);
    assert_eq!(reply.status(), 200);
    let mut body = Vec::new();
    let end = reply.into_body().into_reader().read_to_end(&mut body);
    assert!(end.is_err(), "a cut answer must not look complete");
    let text = String::from_utf8_lossy(&body);
    assert!(text.starts_with("a,b,c,") && text.len() > 64 * 1024);
    for word in ["cancel", "error", "stopped", "time allowed"] {
        let last = &text[text.len() - 1000..];
        assert!(!last.contains(word), "{last}");
    }
    alive(&server);
}

#[test]
fn a_client_that_leaves_frees_its_place() {
    let server = Server::start(&["--max-queries", "1", "--timeout", "50"]);
    let path = format!("/sparql?format=csv&query={}", encode(TORRENT));
    let reply = server.open("GET", &path, &[("connection", "close")], None);
    let mut first = [0; 1000];
    reply.into_body().into_reader().read_exact(&mut first).expect("the stream has begun");
    alive(&server);
}

#[test]
fn deep_and_huge_queries_are_refused_before_they_are_parsed() {
    let server = Server::start(&[]);
    let nest =
        |open: &str, close: &str, times: usize| format!("ASK {{ {}{} }}", open.repeat(times), close.repeat(times));
    let cases = [
        nest("{", "}", 20_000),
        nest("FILTER(", "1)", 20_000),
        format!("ASK {{ FILTER({}1) }}", "!".repeat(50_000)),
        format!("ASK {{ FILTER({}1) }}", "(".repeat(50_000)),
        format!("ASK {{ {} {{}} }}", "{} UNION ".repeat(20_000)),
        format!("ASK {{ {} }}", "BIND(1 AS ?x) ".repeat(20_000)),
        format!("ASK {{ ?s {} ?o }}", "<p>/".repeat(1000)),
        format!("ASK {{ {} }}", "?s ?p ?o . ".repeat(1000)),
        format!("ASK {{}} #{}", "x".repeat(2_000_000)),
    ];
    for query in cases {
        let reply = server.send("POST", "/sparql", &[("content-type", "application/sparql-query")], Some(&query));
        let problem = reply.problem(400);
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("allowed")), "{problem}");
        alive(&server);
    }
}

/// The planner's time grows faster than the number of patterns, and few signs can stand for many of them.
#[test]
fn joined_patterns_are_counted_however_they_are_written() {
    let server = Server::start(&[]);
    let group = |name: &str| (0..60).map(|n| format!("?s <x:{name}{n}> ?{name}{n} . ")).collect::<Vec<_>>().concat();
    let objects = (0..60).map(|n| format!("[ ?a{n} ?b{n} ; ?c{n} ?d{n} ]")).collect::<Vec<_>>().join(", ");
    let cases = [
        format!("ASK {{ {{ {} }} {{ {} }} }}", group("a"), group("b")),
        format!("ASK {{ ?s ?p {objects} }}"),
        format!("ASK {{ ?s ?p ( {}) }}", "?v ".repeat(200)),
        format!("ASK {{ ?s ?p ?o {}}}", "~ ?r ".repeat(2000)),
        format!("ASK {{ FILTER EXISTS {{ ?s ?p ( {}) }} }}", "?v ".repeat(200)),
        format!("ASK {{ ?s {}<x:p> ?o }}", "<x:p>/".repeat(150)),
    ];
    for query in cases {
        let reply = server.send("POST", "/sparql", &[("content-type", "application/sparql-query")], Some(&query));
        let problem = reply.problem(400);
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("joined")), "{problem}");
    }
    let update = format!("DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ( {}) }}", "?v ".repeat(200));
    server.send("POST", "/update", &[("content-type", "application/sparql-update")], Some(&update)).problem(400);
    alive(&server);
}

#[test]
fn queries_at_the_limits_of_the_guard_are_survived() {
    let server = Server::start(&["--timeout", "2"]);
    let deep = |open: &str, core: &str, close: &str| format!("ASK {{ {}{core}{} }}", open.repeat(95), close.repeat(95));
    let cases = [
        deep("{ ?s ?p ?o . ", "", "}"),
        deep("OPTIONAL { ?s ?p ?o . ", "", "}"),
        format!("ASK {{ FILTER({}1{}) }}", "(".repeat(95), ")".repeat(95)),
        format!("ASK {{ FILTER(1 {}) }}", "|| 1".repeat(490)),
        format!("ASK {{ FILTER({}1) }}", "!".repeat(990)),
        format!("ASK {{ {} {{}} }}", "{} UNION ".repeat(290)),
        format!("ASK {{ ?s {}<p> ?o }}", "<p>/".repeat(190)),
        format!("ASK {{ ?s {}<p>{} ?o }}", "(".repeat(95), ")*".repeat(95)),
        format!("ASK {{ ?s ?p {}1{} }}", "(".repeat(95), ")".repeat(95)),
        format!("ASK {{ ?s ?p {}1{} }}", "[ ?p ".repeat(95), "]".repeat(95)),
        format!("ASK {{ FILTER({}1{}) }}", "IF(true, ".repeat(90), ", 1)".repeat(90)),
        format!("ASK {{ {} {} }}", "FILTER NOT EXISTS { ?s ?p ?o ".repeat(90), "}".repeat(90)),
        format!("SELECT * {{ {} ?s ?p ?o {} }} LIMIT 1", "{ SELECT * { ".repeat(45), "}}".repeat(45)),
        format!(
            "SELECT * {{ {} ?s ?p ?o {} }}",
            "{ SELECT (COUNT(*) AS ?n) { ".repeat(45),
            "} GROUP BY ?s }".repeat(45)
        ),
        format!("ASK {{ {} ?s ?p ?o {} }}", "GRAPH ?g { ".repeat(90), "}".repeat(90)),
        format!("ASK {{ {} ?s ?p ?o {} }}", "{ ?a ?b ?c MINUS { ".repeat(45), "}}".repeat(45)),
    ];
    for query in cases {
        let reply = server.send("POST", "/sparql", &[("content-type", "application/sparql-query")], Some(&query));
        assert!([200, 400, 503].contains(&reply.status), "{}", reply.text());
        alive(&server);
    }
}

#[test]
fn a_body_over_the_limit_is_413() {
    let server = Server::start(&["--max-body", "1"]);
    let update = format!("INSERT DATA {{}} #{}", "x".repeat(1024 * 1024));
    server.send("POST", "/sparql", &[("content-type", "application/sparql-update")], Some(&update)).problem(413);
    alive(&server);
}

#[test]
fn other_servers_are_never_asked() {
    let server = Server::start(&[]);
    let service = format!("SELECT * {{ SERVICE <http://{}/sparql> {{ ?s ?p ?o }} }}", server.address);
    server.query(&service, "*/*").problem(400);
    server.query(&format!("{service} LIMIT 10 OFFSET 10"), "*/*").problem(400);
    let load = format!("LOAD <http://{}/ontology>", server.address);
    let reply = server.send("POST", "/sparql", &[("content-type", "application/sparql-update")], Some(&load));
    reply.problem(400);
}

#[test]
fn servers_that_the_operator_names_are_asked() {
    let other = Server::start(&[]);
    let prefix = format!("http://{}/", other.address);
    let service = format!(
        "SELECT ?o {{ SERVICE <{prefix}sparql> {{ <http://example.org/ana> <http://example.org/meets> ?o }} }}"
    );
    let server = Server::start(&["--allow-remote", &prefix, "--allow-private-remotes"]);
    let answer = server.query(&service, "text/csv");
    assert_eq!((answer.status, answer.text().as_str()), (200, "o\r\nhttp://example.org/budi\r\n"));
    let paged = |offset: usize| {
        let all = format!(
            "SELECT ?o {{ SERVICE <{prefix}sparql> {{ ?s <http://example.org/meets> ?o }} }} ORDER BY ?o LIMIT 1 OFFSET {offset}"
        );
        server.query(&all, "text/csv").text()
    };
    assert_eq!(
        [paged(0), paged(1), paged(2)],
        ["o\r\nhttp://example.org/budi\r\n", "o\r\nhttp://example.org/citra\r\n", "o\r\n"]
    );
    let load = format!("LOAD <{prefix}plover> INTO GRAPH <x:plover>");
    let update = ("content-type", "application/sparql-update");
    assert_eq!(server.send("POST", "/sparql", &[update], Some(&load)).status, 204);
    assert!(
        server
            .send("GET", "/store?graph=x:plover", &[("accept", "application/n-triples")], None)
            .text()
            .lines()
            .count()
            > 10
    );

    let careful = Server::start(&["--allow-remote", &prefix]);
    let problem = careful.query(&service, "text/csv").problem(400);
    assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("address of this machine")), "{problem}");
    careful.send("POST", "/sparql", &[update], Some(&load)).problem(400);
    let elsewhere = service.replace(&prefix, "http://example.org/");
    let problem = careful.query(&elsewhere, "text/csv").problem(400);
    assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("--allow-remote")), "{problem}");
}
