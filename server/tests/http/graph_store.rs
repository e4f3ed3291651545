//! `/store`: graphs by the Graph Store Protocol, and the terms on which a change is made.

use std::io::Write;

use crate::server::{Reply, Server, encode};

const TURTLE: (&str, &str) = ("content-type", "text/turtle");
const ONE: &str = "<http://example.org/s> <http://example.org/p> 1 .";
const TWO: &str = "<http://example.org/s> <http://example.org/p> 2 .";

fn graph(name: &str) -> String {
    format!("/store?graph={}", encode(&format!("http://example.org/{name}")))
}

fn triples(server: &Server, path: &str) -> usize {
    let reply = server.send("GET", path, &[("accept", "application/n-triples")], None);
    if reply.status == 404 { 0 } else { reply.text().lines().count() }
}

#[test]
fn a_graph_is_put_read_added_to_and_dropped() {
    let server = Server::start(&[]);
    let path = graph("new");
    let send = |method: &str, body: Option<&str>| server.send(method, &path, &[TURTLE], body).status;
    assert_eq!(send("GET", None), 404);
    assert_eq!(send("PUT", Some(ONE)), 201);
    assert_eq!(send("PUT", Some(TWO)), 204);
    assert_eq!((send("POST", Some(ONE)), triples(&server, &path)), (204, 2));
    assert_eq!((send("HEAD", None), send("DELETE", None), send("DELETE", None)), (200, 204, 404));
    assert_eq!(server.send("PUT", "/store?default", &[TURTLE], Some(ONE)).status, 204);
    assert_eq!(triples(&server, "/store?default"), 1);
    let place = server.send("POST", "/store", &[TURTLE], Some(ONE));
    assert_eq!(
        (place.status, triples(&server, &format!("/store?graph={}", encode(place.header("location"))))),
        (201, 1)
    );
}

#[test]
fn the_whole_store_is_read_and_added_to_as_quads() {
    let server = Server::start(&[]);
    let quads = format!("{} <http://example.org/g> .", ONE.trim_end_matches(" ."));
    let sent = server.send(
        "POST",
        "/store",
        &[("content-type", "application/n-quads")],
        Some(&quads.replace(" 1 ", " <http://example.org/o> ")),
    );
    assert_eq!(sent.status, 204, "{}", sent.text());
    assert_eq!(triples(&server, &graph("g")), 1);
    let dump = server.send("GET", "/store", &[("accept", "application/n-quads")], None);
    assert!(dump.text().lines().any(|line| line.ends_with("<http://example.org/g> .")));
    server.send("GET", "/store", &[("accept", "text/turtle")], None).problem(406);
}

#[test]
fn bodies_that_are_no_rdf_are_refused_with_their_place() {
    let server = Server::start(&[]);
    let put = |kind: &str, body: &str| server.send("PUT", &graph("bad"), &[("content-type", kind)], Some(body));
    let problem = put("text/turtle", "<s> <p>\n  1 2 .").problem(400);
    assert_eq!(problem["line"], 2, "{problem}");
    put("image/png", "x").problem(415);
    put("application/ld+json", &"{\"http://a/\":".repeat(50_000)).problem(400);
    put("application/rdf+xml", "<!DOCTYPE r [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;\">]><r>&b;</r>").problem(400);
    server.send("PUT", "/store?default&graph=http://a/", &[TURTLE], Some(ONE)).problem(400);
    assert_eq!(triples(&server, &graph("bad")), 0);
}

#[test]
fn a_change_meant_for_another_state_is_not_made() {
    let server = Server::start(&[]);
    let path = graph("guarded");
    let put = |header: (&str, &str), body: &str| server.send("PUT", &path, &[TURTLE, header], Some(body));
    assert_eq!(put(("if-none-match", "*"), ONE).status, 201);
    put(("if-none-match", "*"), TWO).problem(412);
    let tag = server.get(&path).header("etag").to_owned();
    let read = |tag: &str| server.send("GET", &path, &[("if-none-match", tag)], None).status;
    assert_eq!(read(&tag), 304);
    assert_eq!(put(("if-match", &tag), TWO).status, 204);
    put(("if-match", &tag), ONE).problem(412);
    assert_eq!(read(&tag), 200);
    let query = format!("/sparql?query={}", encode("ASK {}"));
    let tag = server.get(&query).header("etag").to_owned();
    assert_eq!(server.send("GET", &query, &[("if-none-match", &tag)], None).status, 304);
    assert_eq!(server.get(&format!("/sparql?query={}", encode("SELECT (NOW() AS ?now) {}"))).header("etag"), "");
}

#[test]
fn a_change_with_a_name_is_made_once() {
    let server = Server::start(&[]);
    let add = "INSERT { GRAPH <http://example.org/c> { [] <http://example.org/p> 1 } } WHERE {}";
    let send = |key: &str, update: &str| -> Reply {
        let headers = [("content-type", "application/sparql-update"), ("idempotency-key", key)];
        server.send("POST", "/sparql", &headers, Some(update))
    };
    let (first, again) = (send("order 1", add), send("order 1", add));
    assert_eq!((first.status, again.status), (204, 204));
    assert_eq!(first.header("kabar-commit"), again.header("kabar-commit"));
    assert_eq!(triples(&server, &graph("c")), 1);
    send("order 1", "CLEAR ALL").problem(422);
    assert_eq!((send("order 2", add).status, triples(&server, &graph("c"))), (204, 2));
}

#[test]
fn an_answer_can_wait_for_a_commit() {
    let server = Server::start(&["--timeout", "0.5"]);
    let number: u64 =
        server.send("PUT", &graph("w"), &[TURTLE], Some(ONE)).header("kabar-commit").parse().expect("a number");
    let ask = |after: u64| {
        server
            .send("GET", &format!("/sparql?query={}", encode("ASK {}")), &[("kabar-after", &after.to_string())], None)
            .status
    };
    assert_eq!((ask(number), ask(number + 1)), (200, 503));
}

#[test]
fn bodies_may_come_compressed() {
    let server = Server::start(&[]);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(ONE.as_bytes()).expect("memory");
    let body = gzip.finish().expect("memory");
    let sent = server.send_bytes("PUT", &graph("z"), &[TURTLE, ("content-encoding", "gzip")], Some(body));
    assert_eq!((sent.status, triples(&server, &graph("z"))), (201, 1));
    for encoding in ["gzip", "br", "zstd"] {
        let reply = server.send("GET", "/ontology", &[("accept-encoding", encoding)], None);
        assert_eq!(reply.header("content-encoding"), encoding);
    }
}

#[test]
fn a_body_that_unpacks_to_more_than_allowed_is_413() {
    let server = Server::start(&["--max-body", "1"]);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&vec![b'#'; 64 << 20]).expect("memory");
    let body = gzip.finish().expect("memory");
    assert!(body.len() < 100_000);
    let sent = server.send_bytes("PUT", &graph("bomb"), &[TURTLE, ("content-encoding", "gzip")], Some(body));
    sent.problem(413);
}

#[test]
fn a_query_may_be_sent_by_its_own_method() {
    let server = Server::start(&[]);
    let query = ("content-type", "application/sparql-query");
    assert_eq!(server.send("QUERY", "/sparql", &[query], Some("ASK {}")).status, 200);
    server.send("QUERY", "/sparql", &[("content-type", "application/sparql-update")], Some("CLEAR ALL")).problem(405);
}
