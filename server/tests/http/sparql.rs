//! `/sparql`: the protocol as tables.

use crate::server::{Server, encode};

const COUNT: &str = "SELECT (COUNT(*) AS ?n) { ?s <http://example.org/meets> ?o }";
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const QUERY: (&str, &str) = ("content-type", "application/sparql-query");
const UPDATE: (&str, &str) = ("content-type", "application/sparql-update");
/// Method, path, headers and body.
type Sent<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], Option<&'a str>);

const TSV: (&str, &str) = ("accept", "text/tab-separated-values");

#[test]
fn values_of_all_kinds_are_sorted_in_every_kind_of_query() {
    let server = Server::start(&[]);
    let values = "VALUES ?o { \"b\" 2 <http://example.org/a> \"2024-01-01\"^^<http://www.w3.org/2001/XMLSchema#date> 1.5 UNDEF }";
    let rows = server.query(&format!("SELECT * {{ {values} }} ORDER BY ?o"), "text/csv");
    assert_eq!(rows.text(), "o\r\n\r\nhttp://example.org/a\r\n1.5\r\n2\r\n2024-01-01\r\nb\r\n");
    let last = server.query(&format!("SELECT * {{ {values} }} ORDER BY DESC(?o) LIMIT 1"), "text/csv");
    assert_eq!(last.text(), "o\r\nb\r\n");
    let graph = format!("CONSTRUCT {{ <x:s> <x:p> ?o }} WHERE {{ {values} }} ORDER BY ?o");
    assert_eq!(server.query(&graph, "application/n-triples").text().lines().count(), 5);
    let described = "DESCRIBE ?s WHERE { ?s <http://example.org/age> ?age } ORDER BY ?age";
    assert_eq!(server.query(described, "application/n-triples").text().lines().count(), 2);
}

#[test]
fn a_query_may_come_in_three_ways() {
    let server = Server::start(&[]);
    let by_get = server.send("GET", &format!("/sparql?query={}", encode(COUNT)), &[TSV], None);
    let by_form = server.send("POST", "/sparql", &[TSV, FORM], Some(&format!("query={}", encode(COUNT))));
    let by_body = server.send("POST", "/sparql", &[TSV, QUERY], Some(COUNT));
    let with_charset = ("content-type", "application/sparql-query; charset=utf-8");
    let by_body_with_charset = server.send("POST", "/sparql", &[TSV, with_charset], Some(COUNT));
    for reply in [by_get, by_form, by_body, by_body_with_charset] {
        assert_eq!((reply.status, reply.number()), (200, 2), "{}", reply.text());
    }
}

#[test]
fn every_format_can_be_had_by_header_and_by_name() {
    let server = Server::start(&[]);
    let select = "SELECT ?name { ?s <http://example.org/name> ?name }";
    let ask = "ASK { ?s <http://example.org/age> 41 }";
    let construct = "CONSTRUCT WHERE { ?s <http://example.org/meets> ?o }";
    let cases = [
        (select, "application/sparql-results+json", "json", "\"value\":\"Citra; \\\"C\\\", the third\""),
        (select, "application/json", "json", "\"xml:lang\":\"en\""),
        (select, "application/sparql-results+xml", "xml", "<variable name=\"name\"/>"),
        (select, "text/csv", "csv", "name\r\n\"Citra; \"\"C\"\", the third\"\r\n"),
        (select, "text/tab-separated-values", "tsv", "?name\n\"Citra; \\\"C\\\", the third\"@en\n"),
        (select, "text/plain", "table", "Citra; \"C\", the third"),
        (ask, "application/sparql-results+json", "json", "true"),
        (ask, "application/sparql-results+xml", "xml", "<boolean>true</boolean>"),
        (ask, "text/csv", "csv", "true"),
        (construct, "text/turtle", "turtle", "@prefix kb:"),
        (construct, "application/n-triples", "nt", "<http://example.org/ana> <http://example.org/meets>"),
        (construct, "application/n-quads", "nq", "<http://example.org/ana> <http://example.org/meets>"),
        (construct, "application/trig", "trig", "<http://example.org/ana>"),
        (construct, "application/ld+json", "jsonld", "\"http://example.org/meets\""),
        (construct, "application/rdf+xml", "rdfxml", "<rdf:RDF"),
    ];
    for (query, accept, name, expected) in cases {
        let by_header = server.query(query, accept);
        assert_eq!(by_header.status, 200, "{accept}: {}", by_header.text());
        assert!(by_header.header("content-type").starts_with(accept), "{accept}");
        assert!(by_header.text().contains(expected), "{accept}: {}", by_header.text());
        let by_name = server.get(&format!("/sparql?format={name}&query={}", encode(query)));
        assert_eq!((by_name.status, by_name.text()), (200, by_header.text()), "{name}");
    }
}

#[test]
fn weights_decide_and_nothing_fitting_is_406() {
    let server = Server::start(&[]);
    let reply = server.query(COUNT, "text/csv;q=0.3, application/sparql-results+xml;q=0.9, */*;q=0.1");
    assert_eq!(reply.header("content-type"), "application/sparql-results+xml");
    let browser = "text/html,application/xhtml+xml,*/*;q=0.8";
    assert_eq!(server.query(COUNT, browser).header("content-type"), "application/sparql-results+json");

    let cases = [(COUNT, "image/png"), (COUNT, "text/turtle"), ("CONSTRUCT WHERE { ?s ?p ?o }", "text/csv")];
    for (query, accept) in cases {
        let problem = server.query(query, accept).problem(406);
        assert!(problem["offered"].as_array().is_some_and(|offered| offered.len() > 3), "{problem}");
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains(accept)), "{problem}");
    }
}

#[test]
fn a_syntax_error_has_line_column_excerpt_and_hint() {
    let server = Server::start(&[]);
    let cases = [
        ("SELECT ?e {\n  ?e a kb:EventReport }", 2, 8, "PREFIX kb: <"),
        ("SELECT ?s WHER { ?s ?p ?o }", 1, 11, "WHERE"),
        ("SELECT ?s {\n ?s ?p\n}", 3, 1, ""),
    ];
    for (query, line, column, hint) in cases {
        let problem = server.query(query, "*/*").problem(400);
        assert_eq!((&problem["line"], &problem["column"]), (&line.into(), &column.into()), "{problem}");
        assert!(problem["excerpt"].as_str().is_some_and(|excerpt| excerpt.contains('^')), "{problem}");
        assert!(problem["hint"].as_str().unwrap_or_default().contains(hint), "{problem}");
    }
}

#[test]
fn requests_that_make_no_sense_are_refused() {
    let server = Server::start(&[]);
    let twice = format!("/sparql?query={0}&query={0}", encode(COUNT));
    let cases: [(Sent<'_>, u16); 8] = [
        (("GET", &twice, &[], None), 400),
        (("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=no%20iri", &[], None), 400),
        (("GET", "/sparql?query=ASK%7B%7D&timeout=soon", &[], None), 400),
        (("GET", "/sparql?update=CLEAR%20ALL", &[], None), 400),
        (("POST", "/sparql", &[FORM], Some("nothing=here")), 400),
        (("POST", "/sparql", &[("content-type", "text/plain")], Some(COUNT)), 415),
        (("POST", "/sparql?query=ASK%7B%7D", &[QUERY], Some("ASK {}")), 400),
        (("PUT", "/sparql", &[], Some("")), 405),
    ];
    for ((method, path, headers, body), status) in cases {
        server.send(method, path, headers, body).problem(status);
    }
}

#[test]
fn the_default_graph_is_the_union_unless_the_request_says_otherwise() {
    let server = Server::start(&[]);
    let one = encode("http://example.org/one");
    let cases = [
        (COUNT.to_owned(), String::new(), 2),
        (COUNT.replace(" {", " FROM <http://example.org/one> {"), String::new(), 1),
        (COUNT.to_owned(), format!("&default-graph-uri={one}"), 1),
        (
            COUNT.replace(" {", " FROM <http://example.org/two> FROM <http://example.org/one> {"),
            format!("&default-graph-uri={one}"),
            1,
        ),
        (COUNT.to_owned(), format!("&named-graph-uri={one}"), 0),
        (
            "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s <http://example.org/meets> ?o } }".to_owned(),
            format!("&named-graph-uri={one}"),
            1,
        ),
    ];
    for (query, parameters, expected) in cases {
        let path = format!("/sparql?query={}{parameters}", encode(&query));
        assert_eq!(server.send("GET", &path, &[TSV], None).number(), expected, "{path}");
    }
}

#[test]
fn updates_change_the_store() {
    let server = Server::start(&[]);
    let insert = "INSERT { GRAPH <http://example.org/three> { ?o <http://example.org/meets> ?s } } \
                  WHERE { ?s <http://example.org/meets> ?o }";
    assert_eq!(server.send("POST", "/sparql", &[UPDATE], Some(insert)).status, 204);
    assert_eq!(server.query(COUNT, "text/tab-separated-values").number(), 4);
    let clear = format!("update={}", encode("DROP GRAPH <http://example.org/three>"));
    assert_eq!(server.send("POST", "/sparql", &[FORM], Some(&clear)).status, 204);
    assert_eq!(server.query(COUNT, "text/tab-separated-values").number(), 2);
    server.send("POST", "/sparql", &[UPDATE], Some("INSERT DATA { <a> }")).problem(400);
}

#[test]
fn updates_need_a_local_address_or_leave() {
    let update = "INSERT DATA { GRAPH <http://example.org/g> { <http://example.org/s> <http://example.org/p> 1 } }";
    let reachable = Server::start(&["--bind", "0.0.0.0:0"]);
    let problem = reachable.send("POST", "/sparql", &[UPDATE], Some(update)).problem(403);
    assert!(problem["hint"].as_str().is_some_and(|hint| hint.contains("--allow-updates")), "{problem}");
    let allowed = Server::start(&["--bind", "0.0.0.0:0", "--allow-updates"]);
    assert_eq!(allowed.send("POST", "/sparql", &[UPDATE], Some(update)).status, 204);
}

#[test]
fn counters_lose_no_increment() {
    let server = Server::start(&[]);
    let set = "INSERT DATA { GRAPH <http://example.org/c> { <http://example.org/c> <http://example.org/v> 0 } }";
    let add = "DELETE { GRAPH ?g { ?c ?p ?v } } INSERT { GRAPH ?g { ?c ?p ?w } } \
               WHERE { GRAPH ?g { ?c ?p ?v } FILTER(?g = <http://example.org/c>) BIND(?v + 1 AS ?w) }";
    assert_eq!(server.send("POST", "/sparql", &[UPDATE], Some(set)).status, 204);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..25 {
                    assert_eq!(server.send("POST", "/sparql", &[UPDATE], Some(add)).status, 204);
                }
            });
        }
    });
    let value = "SELECT ?n { <http://example.org/c> <http://example.org/v> ?n }";
    assert_eq!(server.query(value, "text/tab-separated-values").text(), "?n\n200\n");
}

#[test]
fn the_service_describes_itself() {
    let server = Server::start(&[]);
    let reply = server.send("GET", "/sparql", &[("accept", "application/n-triples")], None);
    let endpoint = format!("<http://{}/sparql>", server.address);
    let said = format!("{endpoint} <http://www.w3.org/ns/sparql-service-description#endpoint> {endpoint} .");
    assert!(reply.text().lines().any(|line| line == said), "{}", reply.text());
    assert_eq!(server.get("/sparql").header("content-type"), "text/turtle; charset=utf-8");
}
