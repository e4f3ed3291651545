//! The tests of the protocols, over HTTP: SPARQL 1.1 Protocol, Graph Store Protocol, Service Description.

use oxigraph::model::NamedOrBlankNode;

use super::exchange::play;
use super::graphs::quads;
use super::manifest::{Manifest, file, name, resource};
use super::{run, suites};
use crate::server::{Server, encode};

const UT: &str = "http://www.w3.org/2009/sparql/tests/test-update#";
const LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";
const OWN: &[&str] = &["--default-graph", "own"];

#[test]
fn the_sparql_protocol() {
    let server = Server::start(OWN);
    let passed = run(&["sparql11/protocol"], |manifest, test| {
        (test.kind == "ProtocolTest").then(|| {
            server.send("DELETE", "/store", &[], None);
            prepare(manifest, &test.node, &server);
            play(manifest, &test.node, &server, &str::to_owned)
        })
    });
    assert!(passed >= 34 || suites().is_none(), "{passed} tests passed");
}

/// Puts the graphs that a test begins with in their places.
fn prepare(manifest: &Manifest, test: &NamedOrBlankNode, server: &Server) {
    for data in manifest.all(test.clone(), &name(UT, "graphData")).into_iter().filter_map(resource) {
        let path = file(&manifest.text(data.clone(), &name(UT, "graph")).expect("a graph"));
        let graph = manifest.text(data, LABEL).expect("a name");
        let lines = quads(&path, oxigraph::model::GraphName::DefaultGraph).into_iter();
        let body = lines.map(|quad| quad.to_string()).collect::<Vec<_>>().join(
            " .
",
        ) + " .
";
        let address = format!("/store?graph={}", encode(&graph));
        let put = server.send("PUT", &address, &[("content-type", "application/n-triples")], Some(&body));
        assert_eq!(put.status, 201, "{}", put.text());
    }
}

#[test]
fn the_graph_store_protocol() {
    let server = Server::start(OWN);
    let passed = run(&["sparql11/graph-store-protocol"], |manifest, test| {
        (test.kind == "GraphStoreProtocolTest").then(|| {
            server.send("DELETE", "/store", &[], None);
            play(manifest, &test.node, &server, &|path| path.replacen("/gsp", "/store", 1))
        })
    });
    assert!(passed >= 13 || suites().is_none(), "{passed} tests passed");
}

#[test]
fn the_service_description() {
    let server = Server::start(&[]);
    let reply = server.send("GET", "/sparql", &[("accept", "application/n-triples")], None);
    assert_eq!((reply.status, reply.header("content-type")), (200, "application/n-triples"));
    let endpoint = format!("<http://{}/sparql>", server.address);
    let sd = "http://www.w3.org/ns/sparql-service-description#";
    let said = |text: &str| reply.text().lines().any(|line| line == text);
    assert!(said(&format!("{endpoint} <{sd}endpoint> {endpoint} .")), "{}", reply.text());
    assert!(said(&format!("{endpoint} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{sd}Service> .")));
    // What the schema asks of a service: only its own properties, each with a node for a value.
    for line in reply.text().lines().filter(|line| line.contains(sd)) {
        let words: Vec<_> = line.split(' ').collect();
        assert!(words[2].starts_with('<') || words[2].starts_with("_:"), "{line}");
    }
}
