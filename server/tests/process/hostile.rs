//! Everything a client can do to a server to hurt it, against the real program: it answers each with an error or an honest result,
//! keeps its memory, and answers the next question as if nothing had been.

use std::io::Write;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::full;
use crate::program::{Program, QUERY, UPDATE};

/// So many of each; the program's own limits are far lower.
const MANY: usize = 20_000;
/// Megabytes the program may have taken at its peak, with all its caches.
const MOST: u64 = 2500;
/// Seconds a query has, of which it may ask for more than it is given.
const TIME: u64 = 2;

fn start() -> Program {
    let time = TIME.to_string();
    let flags = ["--timeout", &time, "--max-timeout", "5", "--max-body", "16", "--max-text", "64"];
    let mut program = Program::start(&[&flags[..], &["--max-memory", "1000", "--max-queries", "4"]].concat());
    // A connection whose request was refused half-way must not be taken for the next one.
    let config = ureq::Agent::config_builder().http_status_as_error(false).max_idle_connections(0);
    program.agent = config.timeout_global(Some(Duration::from_mins(2))).build().new_agent();
    program
}

/// Sends something bad, and looks whether the program is as well as before; what is bad must not be answered as if it were not.
fn endure(program: &mut Program, name: &str, send: impl FnOnce(&Program) -> (u16, bool)) {
    let (status, whole) = survive(program, name, send);
    assert!((400..600).contains(&status) || !whole, "{name}: {status} and a whole answer");
}

/// The same for what may be answered.
fn survive(program: &mut Program, name: &str, send: impl FnOnce(&Program) -> (u16, bool)) -> (u16, bool) {
    let started = Instant::now();
    let (status, whole) = send(program);
    let took = started.elapsed();
    assert!(program.lives(), "{name} ended the program");
    let started = Instant::now();
    assert_eq!(program.send("/sparql", QUERY, "", b"ASK {}".to_vec()), (200, true), "after {name}");
    let next = started.elapsed();
    let tasks = || program.get("/admin/tasks").into_body().read_to_string().expect("a body");
    let over = (0..600).any(|_| {
        let over = tasks() == "[]";
        if !over {
            std::thread::sleep(Duration::from_millis(50));
        }
        over
    });
    assert!(over, "{name} goes on: {}", tasks());
    if full() {
        eprintln!("{name}: {status} after {} ms, the next query took {} ms", took.as_millis(), next.as_millis());
        assert!(took < Duration::from_secs(TIME + 1), "{name} took {took:?}");
        assert!(next < Duration::from_secs(1), "after {name} a query took {next:?}");
    }
    (status, whole)
}

fn around(open: &str, core: &str, close: &str) -> String {
    format!("SELECT * {{ {}{core}{} }}", open.repeat(MANY), close.repeat(MANY))
}

/// The texts made of each of some, one after another.
fn joined<T>(of: impl Iterator<Item = T>, text: impl Fn(T) -> String) -> String {
    of.map(text).collect::<Vec<_>>().concat()
}

fn values(names: &str, rows: usize) -> String {
    let row = joined(0..rows, |n| format!("{n} "));
    joined(names.chars(), |name| format!("VALUES ?{name} {{ {row}}} "))
}

/// Queries that must be refused or stopped.
fn refused() -> Vec<(&'static str, String)> {
    let doubled = joined(1..=40, |n| format!("BIND(CONCAT(?v{0}, ?v{0}) AS ?v{n}) ", n - 1));
    let squared = joined(1..=6, |n| format!("BIND(REPLACE(?v{0}, \".\", ?v{0}) AS ?v{n}) ", n - 1));
    let grouped =
        format!("SELECT (GROUP_CONCAT(CONCAT(STR(?a), \"{}\")) AS ?x) {{ ?a ?b ?c . ?d ?e ?f }}", "x".repeat(10_000));
    vec![
        ("groups", around("{", "", "}")),
        ("parentheses", around("FILTER(", "1", ")")),
        ("brackets", around("?s ?p [", "", "]")),
        ("lists", format!("SELECT * {{ ?s ?p {}1{} }}", "(".repeat(MANY), ")".repeat(MANY))),
        ("not", format!("SELECT * {{ FILTER({}1) }}", "!".repeat(MANY))),
        ("plus", format!("SELECT * {{ FILTER(1{}) }}", "+1".repeat(MANY))),
        ("or", format!("SELECT * {{ FILTER(1{}) }}", "||1".repeat(MANY))),
        ("minus", format!("SELECT * {{ FILTER({}1) }}", "- ".repeat(MANY))),
        ("union", around("{} UNION ", "{}", "")),
        ("bind", around("", "BIND(1 AS ?x) ", "").replace("BIND(1 AS ?x) ", &"BIND(1 AS ?x) ".repeat(MANY))),
        ("optional", around("OPTIONAL { ?s ?p ?o ", "", "}")),
        ("subselect", around("{ SELECT * { ", "", "} }")),
        ("steps", format!("SELECT * {{ ?s <p>{} ?o }}", "/<p>".repeat(MANY))),
        ("choices", format!("SELECT * {{ ?s <p>{} ?o }}", "|<p>".repeat(MANY))),
        ("inverse", format!("SELECT * {{ ?s {}<p> ?o }}", "^".repeat(MANY))),
        ("patterns", format!("SELECT * {{ {} }}", "?s ?p ?o . ".repeat(MANY))),
        ("if", format!("SELECT * {{ FILTER({}1{}) }}", "IF(true, ".repeat(MANY), ", 1)".repeat(MANY))),
        ("exists", around("FILTER NOT EXISTS { ", "", "}")),
        ("doubling", format!("SELECT * {{ BIND(\"x\" AS ?v0) {doubled} }}")),
        ("squaring", format!("SELECT * {{ BIND(\"xxxxxxxxxxxx\" AS ?v0) {squared} }}")),
        ("joining", grouped),
        ("product and sort", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c".to_owned()),
        (
            "product of values",
            format!("SELECT (COUNT(*) AS ?n) {{ {} FILTER(?a + ?b + ?c + ?d < 0) }}", values("abcd", 300)),
        ),
        ("sorted values", format!("SELECT * {{ {} }} ORDER BY ?a ?b ?c ?d", values("abcd", 200))),
        ("distinct values", format!("SELECT DISTINCT * {{ {} }} OFFSET 100000000000", values("abcd", 200))),
        ("product of groups", format!("SELECT (COUNT(*) AS ?n) {{ {} }}", "{ {} UNION {} } ".repeat(60))),
        ("paths without end", "SELECT (COUNT(*) AS ?n) { ?a (!<z>|^<z>)* ?b . ?b (!<z>|^<z>)* ?c }".to_owned()),
        (
            "grouped product",
            "SELECT ?a ?d (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY ?a ?d".to_owned(),
        ),
        ("left product", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c OPTIONAL { ?d ?e ?f OPTIONAL { ?g ?h ?i } } }".to_owned()),
        ("length", format!("ASK {{}} #{}", " ".repeat(2_000_000))),
        ("in", format!("SELECT * {{ ?s ?p ?o FILTER(?o IN ({}1)) FILTER(?s = ?o) ?a ?b ?c . ?d ?e ?f }} ORDER BY ?f", "1, ".repeat(MANY))),
        ("aggregates", format!("SELECT {} {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }} GROUP BY ?a", joined(0..95, |n| format!("(SAMPLE(CONCAT(STR(?c), STR(?f), STR(?i))) AS ?x{n}) ")))),
        ("encoding", format!("SELECT * {{ BIND(\"é\" AS ?v0) {} }}", joined(1..=40, |n| format!("BIND(ENCODE_FOR_URI(CONCAT(?v{0}, ?v{0})) AS ?v{n}) ", n - 1)))),
        ("matching", "SELECT * { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?c), STR(?f)), \"((a{1,50}){1,50}){1,50}$\")) FILTER(?a = ?nothing) }".to_owned()),
        ("unique", "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i BIND(CONCAT(STR(?a), STR(?d), STR(?g)) AS ?x) }".to_owned()),
        ("construct", "CONSTRUCT { ?a ?e ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?c".to_owned()),
        ("another server", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }".to_owned()),
    ]
}

/// Queries that take long to plan; a quick machine may answer them.
fn laborious() -> [(&'static str, String); 3] {
    [
        ("star", format!("SELECT * {{ {} }} ORDER BY ?o1", joined(1..=95, |n| format!("?s <p:{n}> ?o{n} . ")))),
        ("chain", format!("SELECT * {{ {} }}", joined(1..=95, |n| format!("?s{n} <p:{n}> ?s{} . ", n + 1)))),
        ("steps", format!("SELECT * {{ ?s {}<p:p> ?o }}", "<p:p>/".repeat(190))),
    ]
}

#[test]
fn hostile_queries_are_answered_and_survived() {
    let mut program = start();
    for (name, query) in refused() {
        endure(&mut program, name, |program| program.send("/sparql", QUERY, "", query.into_bytes()));
    }
    for (name, query) in laborious() {
        survive(&mut program, name, |program| program.send("/sparql", QUERY, "", query.into_bytes()));
    }
    assert!(program.megabytes("VmHWM") < MOST, "{} MB", program.megabytes("VmHWM"));
}

/// What a query keeps, whatever for (rows to sort, groups, rows told apart, one side of a join), counts against it, and not against
/// its neighbour.
#[test]
fn a_query_that_takes_too_much_memory_is_stopped_and_no_other() {
    let flags = ["--timeout", "100", "--max-queries", "4", "--max-query-memory", "150", "--max-text", "4000"];
    let program = Program::start(&flags);
    let patient = format!("SELECT (COUNT(*) AS ?n) {{ {} FILTER(?a + ?b + ?c + ?d < 0) }}", values("abcd", 1000));
    let neighbour = std::thread::scope(|scope| {
        let neighbour = scope.spawn(|| program.send("/sparql?timeout=300", QUERY, "", patient.into_bytes()));
        let product = "?a ?b ?c . ?d ?e ?f";
        let greedy = [
            format!("SELECT ?f {{ {product} }} ORDER BY ?f"),
            format!("SELECT DISTINCT ?a ?b ?c ?d ?e ?f {{ {product} }} OFFSET 100000000000"),
            format!(
                "SELECT (COUNT(*) AS ?n) {{ SELECT ?a ?b ?c ?d ?e ?f {{ {product} }} GROUP BY ?a ?b ?c ?d ?e ?f }}"
            ),
            format!("SELECT (COUNT(*) AS ?n) {{ {{ SELECT * {{ {product} }} }} {{ SELECT ?a {{ {product} }} }} }}"),
        ];
        for query in greedy {
            let reply = program.agent.post(format!("http://{}/sparql", program.address));
            let reply = reply.header("content-type", QUERY).send(&query).expect("an answer");
            let status = reply.status().as_u16();
            let problem = reply.into_body().read_to_string().expect("a body");
            assert_eq!(status, 413, "{query}: {problem}");
            assert!(problem.contains("150 megabytes") && problem.contains("--max-query-memory"), "{problem}");
            let tasks = program.get("/admin/tasks").into_body().read_to_string().expect("a body");
            assert!(tasks.contains("COUNT(*)"), "the neighbour goes on: {tasks}");
        }
        let tasks = program.get("/admin/tasks").into_body().read_to_string().expect("a body");
        let id = tasks.split("\"id\":").nth(1).and_then(|rest| rest.split(',').next()).expect("a number");
        let stopped = program.agent.delete(format!("http://{}/admin/tasks/{id}", program.address)).call();
        assert!(stopped.expect("an answer").status().is_success());
        neighbour.join().expect("an answer")
    });
    assert_eq!(neighbour.0, 503, "it was stopped by hand, and by nothing else");
    assert!(program.megabytes("VmHWM") < MOST, "{} MB", program.megabytes("VmHWM"));
}

/// Bodies that must be refused: name, media type, encoding, bytes.
fn bodies() -> Vec<(&'static str, &'static str, &'static str, Vec<u8>)> {
    let laughs = joined(1..10, |n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10)));
    let laughs = format!("<!DOCTYPE r [<!ENTITY l0 \"ha\">{laughs}]><r>&l9;</r>");
    let outside = "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r>&x;</r>";
    let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
    bomb.write_all(&vec![b'#'; 256 << 20]).expect("memory");
    let twice = format!("<!DOCTYPE r [<!ENTITY a \"{}\">]><r>{}</r>", "x".repeat(100_000), "&a;".repeat(MANY));
    vec![
        ("objects", "application/ld+json", "", "{\"http://a/\":".repeat(MANY).into_bytes()),
        ("arrays", "application/ld+json", "", "[".repeat(MANY).into_bytes()),
        ("elements", "application/rdf+xml", "", "<a>".repeat(MANY).into_bytes()),
        (
            "blank nodes",
            "text/turtle",
            "",
            format!("<http://a/> <http://a/> {}", "[ <http://a/> ".repeat(MANY)).into_bytes(),
        ),
        ("lists", "application/trig", "", format!("<http://a/> <http://a/> {}", "( ".repeat(MANY)).into_bytes()),
        ("laughs", "application/rdf+xml", "", laughs.into_bytes()),
        ("one entity", "application/rdf+xml", "", twice.into_bytes()),
        ("outside", "application/rdf+xml", "", outside.as_bytes().to_vec()),
        ("gzip", "text/turtle", "gzip", bomb.finish().expect("memory")),
        ("large", "text/turtle", "", vec![b'#'; 20 << 20]),
        ("no gzip", "text/turtle", "gzip", vec![b'x'; 1000]),
        ("no text", "text/turtle", "", vec![0xff; 1 << 20]),
    ]
}

#[test]
fn hostile_bodies_are_refused_and_survived() {
    let mut program = start();
    for (name, kind, encoding, bytes) in bodies() {
        endure(&mut program, name, |program| program.send("/store?default", kind, encoding, bytes));
    }
    let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
    bomb.write_all(&vec![b' '; 256 << 20]).expect("memory");
    let bomb = bomb.finish().expect("memory");
    for kind in [QUERY, UPDATE] {
        endure(&mut program, "a packed query", |program| program.send("/sparql", kind, "gzip", bomb.clone()));
    }
    for path in ["/articles", "/api/loads/preview"] {
        endure(&mut program, path, |program| program.send(path, "application/x-ndjson", "gzip", bomb.clone()));
    }
    assert!(program.megabytes("VmHWM") < MOST, "{} MB", program.megabytes("VmHWM"));
}

#[test]
fn hostile_updates_are_refused_and_change_nothing() {
    let mut program = start();
    let doubled = joined(1..=40, |n| format!("BIND(CONCAT(?v{0}, ?v{0}) AS ?v{n}) ", n - 1));
    let updates = [
        ("lists", format!("INSERT DATA {{ <a:a> <a:a> {}1{} }}", "(".repeat(MANY), ")".repeat(MANY))),
        ("a fetch", format!("LOAD <http://{}/ontology>", program.address)),
        ("a product", format!("INSERT {{ ?a <a:a> ?b }} WHERE {{ {} }}", values("abcd", 300))),
        ("doubling", format!("INSERT {{ <a:a> <a:a> ?v40 }} WHERE {{ BIND(\"x\" AS ?v0) {doubled} }}")),
        ("all twice", "INSERT { ?a ?b ?f . ?d ?e ?c } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }".to_owned()),
        ("all away", "DELETE { ?a ?b ?c } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }".to_owned()),
    ];
    let before = program.number("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }");
    for (name, update) in updates {
        endure(&mut program, name, |program| program.send("/sparql", UPDATE, "", update.into_bytes()));
    }
    assert_eq!(program.number("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"), before);
    assert!(program.megabytes("VmHWM") < MOST, "{} MB", program.megabytes("VmHWM"));
}
