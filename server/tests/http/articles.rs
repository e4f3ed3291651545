//! `/articles` and what the browser page asks: articles go in, are found, shown and taken out again.

use crate::server::{Server, encode};

const JSON: (&str, &str) = ("content-type", "application/json");
const ARTICLE: &str = r#"{"id": "t-1", "title": "Marsudi meets Lavrov in Jakarta", "language": "en", "published": "2023-07-12",
    "url": "https://example.org/t-1", "publisher": "Example Post",
    "text": "Indonesian Foreign Minister Retno Marsudi met Russian Foreign Minister Sergey Lavrov in Jakarta on Wednesday."}"#;

fn load(server: &Server) -> String {
    let reply = server.send("POST", "/articles", &[JSON], Some(&ARTICLE.replace('\n', " ")));
    assert_eq!(reply.status, 201, "{}", reply.text());
    let receipt = reply.json();
    assert_eq!((&receipt["articles"]["added"], &receipt["rejected"]), (&1.into(), &serde_json::json!([])));
    receipt["ids"][0].as_str().expect("an id").to_owned()
}

#[test]
fn an_article_goes_in_is_found_and_goes_out() {
    let server = Server::start(&[]);
    let id = load(&server);
    assert_eq!(id.len(), 16);
    let overview = server.get("/api/overview").json();
    assert_eq!(overview["articles"], 1);
    assert!(overview["events"].as_u64().is_some_and(|events| events > 0), "{overview}");

    for path in [format!("/api/articles/{id}"), format!("/articles/{id}")] {
        let article = server.get(&path).json();
        assert_eq!(article["headline"], "Marsudi meets Lavrov in Jakarta", "{path}");
        assert_eq!(article["publisher"], "Example Post", "{path}");
    }
    for path in ["/api/articles", "/articles?limit=5"] {
        assert_eq!(server.get(path).json()["articles"][0]["id"], id.as_str(), "{path}");
    }
    let hits = server.get("/api/search?q=lavr").json();
    let lavrov = &hits["hits"][0];
    assert_eq!(lavrov["type"], "person", "{hits}");
    let entity = server.get(&format!("/api/entities/{}", lavrov["id"].as_str().expect("an id"))).json();
    let event = entity["events"][0]["id"].as_str().expect("an event").to_owned();
    let event = server.get(&format!("/api/events/{event}")).json();
    assert_eq!(event["reports"][0]["article"]["id"], id.as_str(), "{event}");

    assert_eq!(server.send("DELETE", &format!("/articles/{id}"), &[], None).status, 200);
    server.get(&format!("/api/articles/{id}")).problem(404);
    assert_eq!(server.get("/api/overview").json()["articles"], 0);
    assert_eq!(server.get("/api/search?q=lavr&type=event").json()["hits"], serde_json::json!([]));
}

#[test]
fn loading_twice_is_loading_once() {
    let server = Server::start(&[]);
    let id = load(&server);
    let count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }";
    let before = server.query(count, "text/tab-separated-values").number();
    let again = server.send("POST", "/articles", &[JSON], Some(&ARTICLE.replace('\n', " ")));
    assert_eq!((again.status, again.json()["articles"]["unchanged"].as_u64()), (200, Some(1)));
    assert_eq!(again.json()["ids"][0], id.as_str());
    assert_eq!(server.query(count, "text/tab-separated-values").number(), before);
}

#[test]
fn good_records_are_loaded_and_bad_ones_told() {
    let server = Server::start(&[]);
    let lines = format!("{}\n{{\"text\": 7}}\nnonsense\n", ARTICLE.replace('\n', " "));
    let reply = server.send("POST", "/articles", &[("content-type", "application/x-ndjson")], Some(&lines));
    let receipt = reply.json();
    assert_eq!((reply.status, receipt["articles"]["added"].as_u64()), (201, Some(1)), "{receipt}");
    let rejected: Vec<_> =
        receipt["rejected"].as_array().expect("a list").iter().map(|record| record["line"].clone()).collect();
    assert_eq!(rejected, [2, 3]);
}

#[test]
fn bodies_that_hold_no_article_are_refused() {
    let server = Server::start(&[]);
    let problem = server.send("POST", "/articles", &[JSON], Some("{\"title\": \"no text\"}")).problem(422);
    assert_eq!(problem["rejected"].as_array().map(Vec::len), Some(1), "{problem}");
    server.send("POST", "/articles", &[("content-type", "image/png")], Some("x")).problem(415);
    server.send("POST", "/articles?format=pdf", &[JSON], Some("x")).problem(400);
    server.send("DELETE", "/articles/0123456789abcdef", &[], None).problem(404);
    let reachable = Server::start(&["--bind", "0.0.0.0:0"]);
    reachable.send("POST", "/articles", &[JSON], Some(ARTICLE)).problem(403);
    reachable.send("DELETE", "/articles/0123456789abcdef", &[], None).problem(403);
}

#[test]
fn plain_text_and_pages_are_articles_too() {
    let server = Server::start(&[]);
    let text = "Jakarta, 12 July 2023. Russia and Indonesia signed an agreement.";
    assert_eq!(server.send("POST", "/articles", &[("content-type", "text/plain")], Some(text)).status, 201);
    let html = format!(
        "<!doctype html><html lang=en><head><title>T</title></head><body><article><p>{text}</p></article></body></html>"
    );
    assert_eq!(
        server.send("POST", "/articles", &[("content-type", "text/html; charset=utf-8")], Some(&html)).status,
        201
    );
    assert_eq!(server.get("/api/overview").json()["articles"], 2);
}

#[test]
fn what_is_not_there_is_404() {
    let server = Server::start(&[]);
    for path in
        ["/api/entities/nobody", "/api/events/ev-0", "/api/articles/0123456789abcdef", "/articles/0123456789abcdef"]
    {
        server.get(path).problem(404);
    }
    server.get("/api/articles?limit=many").problem(400);
}

#[test]
fn an_article_describes_itself_as_rdf() {
    let server = Server::start(&[]);
    let id = load(&server);
    let reply = server.send("GET", &format!("/article/{id}"), &[("accept", "text/turtle")], None);
    assert!(reply.text().contains("schema:headline \"Marsudi meets Lavrov in Jakarta\""), "{}", reply.text());
}

#[test]
fn named_queries_are_listed_and_answered() {
    let server = Server::start(&[]);
    let list = server.get("/api/queries").json();
    let list = list["queries"].as_array().expect("a list");
    assert!(list.len() >= 5);
    for query in list {
        let name = query["name"].as_str().expect("a name");
        let example = query["example"].as_object().expect("an example");
        let given: Vec<_> =
            example.iter().map(|(name, value)| format!("{name}={}", encode(value.as_str().expect("text")))).collect();
        let reply = server.send("GET", &format!("/api/queries/{name}?{}", given.join("&")), &[], None);
        if reply.status == 200 {
            assert!(reply.json()["head"]["vars"].is_array(), "{name}");
            assert_eq!(reply.header("x-truncated"), "false");
        } else {
            reply.problem(400); // the example names something that this small store does not know
        }
    }
    server.get("/api/queries/office-holders").problem(404);
    server.get("/api/queries/places?nonsense=1").problem(400);
}

#[test]
fn the_answer_of_a_named_query_comes_in_every_format() {
    let server = Server::start(&[]);
    load(&server);
    let cases = [
        ("application/sparql-results+json", "json"),
        ("application/sparql-results+xml", "xml"),
        ("text/csv", "csv"),
        ("text/tab-separated-values", "tsv"),
        ("text/plain", "table"),
        ("text/markdown", "markdown"),
    ];
    let path = "/api/queries/actor-events?actor=RUS";
    for (accept, name) in cases {
        let by_header = server.send("GET", path, &[("accept", accept)], None);
        assert_eq!(by_header.status, 200, "{accept}: {}", by_header.text());
        assert!(by_header.header("content-type").starts_with(accept));
        assert_eq!(server.get(&format!("{path}&format={name}")).text(), by_header.text());
    }
    server.send("GET", path, &[("accept", "image/png")], None).problem(406);
}
