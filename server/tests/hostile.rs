//! Everything a client can do to a server to hurt it, against the real program: it answers each with an error or an honest result,
//! keeps its memory, and answers the next question as if nothing had been.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use ureq::Agent;
use ureq::http::Request;

/// So many of each; the program's own limits are far lower.
const MANY: usize = 20_000;
/// Megabytes the program may have taken at its peak, with all its caches.
const MOST: u64 = 2500;
const QUERY: &str = "application/sparql-query";
const UPDATE: &str = "application/sparql-update";

struct Program {
    child: Child,
    address: String,
    agent: Agent,
}

impl Program {
    fn start() -> Self {
        let flags = ["serve", "--bind", "127.0.0.1:0", "--timeout", "2", "--max-timeout", "5", "--max-body", "16"];
        let limits = ["--max-text", "64", "--max-memory", "1000", "--max-queries", "4"];
        let mut child = Command::new(env!("CARGO_BIN_EXE_kabar"))
            .args(flags)
            .args(limits)
            .env("KABAR_LOG", "error")
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut said = BufReader::new(child.stderr.take().expect("stderr"));
        let mut line = String::new();
        said.read_line(&mut line).expect("a line");
        let address =
            line.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address").to_owned();
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            // A connection whose request was refused half-way must not be taken for the next one.
            .max_idle_connections(0)
            .timeout_global(Some(Duration::from_mins(2)))
            .build()
            .new_agent();
        Self { child, address, agent }
    }

    /// The status of an answer, and whether it came to its end.
    fn send(&self, path: &str, kind: &str, encoding: &str, body: Vec<u8>) -> (u16, bool) {
        let request = Request::post(format!("http://{}{path}", self.address)).header("content-type", kind);
        let request = if encoding.is_empty() { request } else { request.header("content-encoding", encoding) };
        match self.agent.run(request.body(body).expect("a request")) {
            Ok(reply) => {
                let status = reply.status().as_u16();
                let mut reader = reply.into_body().into_reader();
                let mut piece = vec![0; 1 << 16];
                loop {
                    match reader.read(&mut piece) {
                        Ok(0) => return (status, true),
                        Ok(_) => {}
                        Err(_) => return (status, false),
                    }
                }
            }
            // A body that is too large is refused before it has been sent whole.
            Err(ureq::Error::Io(_)) => (0, false),
            Err(error) => panic!("{error}"),
        }
    }

    fn survives(&mut self, name: &str) {
        assert!(self.child.try_wait().expect("a state").is_none(), "{name} ended the program");
        let (status, whole) = self.send("/sparql", QUERY, "", b"ASK {}".to_vec());
        assert_eq!((status, whole), (200, true), "after {name}");
    }

    /// The most memory it ever held, in megabytes, where the system tells.
    fn peak(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse::<u64>().ok())
            .map_or(0, |kilobytes| kilobytes / 1024)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
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
    ]
}

#[test]
fn hostile_queries_are_answered_and_survived() {
    let mut program = Program::start();
    for (name, query) in refused() {
        let (status, whole) = program.send("/sparql", QUERY, "", query.into_bytes());
        assert!((400..600).contains(&status) || !whole, "{name}: {status} and a whole answer");
        program.survives(name);
    }
    assert!(program.peak() < MOST, "{} MB", program.peak());
}

/// Bodies that must be refused: name, media type, encoding, bytes.
fn bodies() -> Vec<(&'static str, &'static str, &'static str, Vec<u8>)> {
    let laughs = joined(1..10, |n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10)));
    let laughs = format!("<!DOCTYPE r [<!ENTITY l0 \"ha\">{laughs}]><r>&l9;</r>");
    let outside = "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r>&x;</r>";
    let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
    bomb.write_all(&vec![b'#'; 256 << 20]).expect("memory");
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
        ("outside", "application/rdf+xml", "", outside.as_bytes().to_vec()),
        ("gzip", "text/turtle", "gzip", bomb.finish().expect("memory")),
        ("large", "text/turtle", "", vec![b'#'; 20 << 20]),
        ("no gzip", "text/turtle", "gzip", vec![b'x'; 1000]),
        ("no text", "text/turtle", "", vec![0xff; 1 << 20]),
    ]
}

#[test]
fn hostile_bodies_are_refused_and_survived() {
    let mut program = Program::start();
    for (name, kind, encoding, bytes) in bodies() {
        let (status, _) = program.send("/store?default", kind, encoding, bytes);
        assert!((400..500).contains(&status) || status == 0, "{name}: {status}");
        program.survives(name);
    }
    let nested = format!("INSERT DATA {{ <a:a> <a:a> {}1{} }}", "(".repeat(MANY), ")".repeat(MANY));
    let fetched = format!("LOAD <http://{}/ontology>", program.address);
    let product = format!("INSERT {{ ?a <a:a> ?b }} WHERE {{ {} }}", values("abcd", 300));
    for update in [nested, fetched, product] {
        let (status, _) = program.send("/sparql", UPDATE, "", update.into_bytes());
        assert!((400..600).contains(&status), "{status}");
        program.survives("an update");
    }
    assert!(program.peak() < MOST, "{} MB", program.peak());
}

#[test]
fn clients_that_come_and_leave_leave_nothing_behind() {
    let mut program = Program::start();
    let id = program.child.id();
    let threads = || std::fs::read_dir(format!("/proc/{id}/task")).map_or(0, Iterator::count);
    let files = || std::fs::read_dir(format!("/proc/{id}/fd")).map_or(0, Iterator::count);
    let before = (threads(), files());
    for round in 0..2000 {
        let mut stream = std::net::TcpStream::connect(&program.address).expect("a connection");
        let query = "SELECT%20*%20%7B%20%3Fa%20%3Fb%20%3Fc%20.%20%3Fd%20%3Fe%20%3Ff%20%7D";
        let half = if round % 2 == 0 { "\r\n\r\n" } else { "" };
        write!(stream, "GET /sparql?query={query} HTTP/1.1\r\nhost: x{half}").expect("a request");
    }
    program.survives("clients that left");
    let settled = (0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        threads() <= before.0 + 16 && files() <= before.1 + 16
    });
    assert!(settled, "before {before:?}, now {:?}", (threads(), files()));
    program.survives("waiting");
}
