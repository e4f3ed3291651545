//! RDF 1.2 and SPARQL 1.2 for those who ask: triples about triples and texts with a direction go in, are found, and come out; who
//! wants a format that cannot say them is told so.

use crate::server::Server;

const DATA: &str = r#"
    PREFIX ex: <http://example.org/>
    ex:lombok ex:shaken "2018"  {| ex:said-by ex:bmkg ; ex:sure 0.9 |} .
    ex:title ex:is "\u0645\u0631\u062d\u0628\u0627"@ar--rtl .
"#;
const TURTLE: &str = "text/turtle;version=1.2";

fn world() -> Server {
    let server = Server::start(&[]);
    let put = server.send("PUT", "/store?graph=urn:g", &[("content-type", TURTLE)], Some(DATA));
    assert_eq!(put.status, 201, "{}", put.text());
    server
}

#[test]
fn triples_about_triples_are_kept_and_found() {
    let server = world();
    let who = "PREFIX ex: <http://example.org/> SELECT ?who { << ?what ex:shaken ?when >> ex:said-by ?who }";
    assert_eq!(server.query(who, "text/csv").text().trim_end(), "who\r\nhttp://example.org/bmkg");
    let what = "SELECT ?t { ?r <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> ?t }";
    let json = server.query(what, "application/sparql-results+json;version=1.2");
    assert_eq!(json.header("content-type"), "application/sparql-results+json; version=1.2");
    let term = &json.json()["results"]["bindings"][0]["t"];
    assert_eq!((term["type"].as_str(), term["value"]["object"]["value"].as_str()), (Some("triple"), Some("2018")));
    let of = "SELECT (STR(OBJECT(?t)) AS ?o) { ?r <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> ?t }";
    assert_eq!(server.query(of, "text/csv").text().trim_end(), "o\r\n2018");
    let direction = "SELECT (LANGDIR(?t) AS ?d) { <http://example.org/title> ?p ?t }";
    assert_eq!(server.query(direction, "text/csv").text().trim_end(), "d\r\nrtl");
}

#[test]
fn updates_make_triples_about_triples() {
    let server = world();
    let text = "PREFIX ex: <http://example.org/>
        INSERT { GRAPH <urn:h> { ex:r ex:about <<( ?s ex:shaken ?o )>> } } WHERE { ?s ex:shaken ?o }";
    let reply = server.send("POST", "/update", &[("content-type", "application/sparql-update")], Some(text));
    assert_eq!(reply.status, 204, "{}", reply.text());
    let copied = server.send("GET", "/store?graph=urn:h", &[("accept", "application/n-triples;version=1.2")], None);
    assert_eq!(copied.header("content-type"), "application/n-triples; version=1.2");
    assert!(copied.text().contains("<<( <http://example.org/lombok> "), "{}", copied.text());
    let again =
        server.send("PUT", "/store?graph=urn:i", &[("content-type", "application/n-triples")], Some(&copied.text()));
    assert_eq!(again.status, 201, "{}", again.text());
    let changes = server.get("/changes?after=0").text();
    assert!(changes.contains("<<( <http://example.org/lombok> "), "{changes}");
}

#[test]
fn a_format_that_cannot_say_it_is_refused() {
    let server = world();
    let graph = "CONSTRUCT { ?r <x:about> ?t } { ?r <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> ?t }";
    server.query(graph, "application/ld+json").problem(406);
    assert_eq!(server.query(graph, "text/turtle").status, 200);
}

#[test]
fn who_says_nothing_gets_what_1_1_has() {
    let server = Server::start(&[]);
    let reply = server.query("SELECT * { ?s ?p ?o } LIMIT 3", "application/sparql-results+json");
    assert_eq!(reply.header("content-type"), "application/sparql-results+json");
    assert!(!reply.text().contains("triple\""), "{}", reply.text());
}
