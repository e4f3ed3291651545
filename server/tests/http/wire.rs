//! What no well-behaved client sends, byte by byte over TCP: the server answers each with an error or not at all, mistakes none for
//! another, lets go of who is silent, and answers the next as before.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::server::{Server, encode};

/// Far longer than the server's patience in these tests.
const LONG: Duration = Duration::from_mins(1);

fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(&server.address).expect("a connection");
    stream.set_read_timeout(Some(LONG)).expect("a socket takes a time");
    stream
}

/// All that comes back for some bytes until the server closes; a reset is an end too.
fn exchange(server: &Server, bytes: &[u8]) -> String {
    let mut stream = connect(server);
    let _ = stream.write_all(bytes); // it may close before it has read all
    everything(&mut stream)
}

fn everything(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Err(error) if error.kind() == ErrorKind::WouldBlock => panic!("the server holds the connection"),
        _ => String::from_utf8_lossy(&answer).into_owned(),
    }
}

/// The statuses of the answers, in order.
fn statuses(answer: &str) -> Vec<&str> {
    answer.split("HTTP/1.1 ").skip(1).map(|rest| &rest[..3]).collect()
}

fn alive(server: &Server) {
    assert_eq!(server.get("/health/live").status, 200);
}

#[test]
fn requests_that_are_none_are_refused() {
    let server = Server::start(&["--patience", "1"]);
    let many = "a: b\r\n".repeat(5000);
    let cases: [(&str, String, &[&str]); 13] = [
        ("nonsense", "\0\x01\u{7f}\r\n\r\n".to_owned(), &["400"]),
        ("another version", "GET / HTTP/3.0\r\nhost: x\r\n\r\n".to_owned(), &["400", "505"]),
        ("TLS", "\u{16}\u{3}\u{1}\u{2}\0\u{1}".repeat(50), &["400"]),
        ("many headers", format!("GET /health HTTP/1.1\r\nhost: x\r\n{many}\r\n"), &["431"]),
        ("a long header", format!("GET /health HTTP/1.1\r\nhost: x\r\na: {}\r\n\r\n", "b".repeat(1 << 20)), &["431"]),
        ("a long address", format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", "b".repeat(1 << 17)), &["414"]),
        ("a header without a name", "GET /health HTTP/1.1\r\nhost: x\r\n: b\r\n\r\n".to_owned(), &["400"]),
        (
            "a space before the colon",
            "GET /health HTTP/1.1\r\nhost: x\r\nTransfer-Encoding : chunked\r\n\r\n".to_owned(),
            &["400"],
        ),
        ("a folded header", "GET /health HTTP/1.1\r\nhost: x\r\na: b\r\n c\r\n\r\n".to_owned(), &["400"]),
        ("two lengths", post("content-length: 5\r\ncontent-length: 6\r\n", "ASK {}"), &["400"]),
        ("no length", post("content-length: -1\r\n", ""), &["400"]),
        ("another coding", post("transfer-encoding: chunked, identity\r\n", "0\r\n\r\n"), &["400"]),
        ("chunks that are none", post("transfer-encoding: chunked\r\n", "xyz\r\n\r\n"), &["400"]),
    ];
    for (name, bytes, expected) in cases {
        let answer = exchange(&server, bytes.as_bytes());
        let found = statuses(&answer);
        // a connection that is closed before all was read may take its answer along
        let told = found.len() == 1 || found.is_empty() && bytes.len() > 10_000;
        assert!(told && found.iter().all(|status| expected.contains(status)), "{name}: {answer}");
        alive(&server);
    }
}

fn post(headers: &str, body: &str) -> String {
    format!("POST /sparql HTTP/1.1\r\nhost: x\r\ncontent-type: application/sparql-query\r\n{headers}\r\n{body}")
}

/// A request inside the body of another must not become one, whatever a proxy before us believed.
#[test]
fn no_request_is_smuggled() {
    let server = Server::start(&["--patience", "1"]);
    let hidden = "DELETE /store?graph=http://example.org/one HTTP/1.1\r\nhost: x\r\n\r\n";
    let chunk = |text: &str| format!("{:x}\r\n{text}\r\n0\r\n\r\n", text.len());
    let cases = [
        post(
            &format!("content-length: {}\r\ntransfer-encoding: chunked\r\n", 6 + hidden.len()),
            &format!("0\r\n\r\n{hidden}"),
        ),
        post("transfer-encoding: chunked\r\ntransfer-encoding: identity\r\n", &format!("0\r\n\r\n{hidden}")),
        post("transfer-encoding: xchunked\r\n", &format!("0\r\n\r\n{hidden}")),
        post("transfer-encoding: chunked\r\n", &format!("0; x=\r\n\r\n{}", chunk(hidden))),
        post("content-length: 0\r\ncontent-length: 70\r\n", hidden),
        post("content-length: +0\r\n", hidden),
    ];
    for bytes in cases {
        let answer = exchange(&server, bytes.as_bytes());
        let found = statuses(&answer);
        assert!(!found.is_empty() && found.iter().all(|status| status.starts_with('4')), "{bytes}\n{answer}");
        let facts = "ASK { GRAPH <http://example.org/one> { ?s ?p ?o } }";
        assert!(server.query(facts, "text/csv").text().starts_with("true"), "{bytes}\n{answer}");
    }
}

#[test]
fn a_body_comes_in_chunks_or_when_it_is_called() {
    let server = Server::start(&[]);
    let close = "connection: close\r\naccept: text/csv\r\n";
    let chunked = post(
        &format!("{close}transfer-encoding: chunked\r\n"),
        "2;ext=1\r\nAS\r\n4\r\nK {}\r\n0\r\ntrailer: x\r\n\r\n",
    );
    assert!(exchange(&server, chunked.as_bytes()).contains("true"));
    let mut stream = connect(&server);
    let head = post(&format!("{close}content-length: 6\r\nexpect: 100-continue\r\n"), "");
    stream.write_all(head.as_bytes()).expect("it takes a head");
    let mut called = [0; 21];
    stream.read_exact(&mut called).expect("it calls for the body");
    assert!(called.starts_with(b"HTTP/1.1 100 Continue"), "{}", String::from_utf8_lossy(&called));
    stream.write_all(b"ASK {}").expect("it takes a body");
    assert!(everything(&mut stream).contains("true"));
    let upgrade = "GET /health/live HTTP/1.1\r\nhost: x\r\nconnection: upgrade, close\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
    assert_eq!(statuses(&exchange(&server, upgrade.as_bytes())), ["200"], "it offers no other protocol");
    let connect = "CONNECT example.org:443 HTTP/1.1\r\nhost: example.org:443\r\nconnection: close\r\n\r\n";
    assert!(statuses(&exchange(&server, connect.as_bytes()))[0].starts_with('4'), "it is no proxy");
}

#[test]
fn who_is_silent_is_let_go() {
    let server = Server::start(&["--patience", "1"]);
    let silent = ["", "GET /health", "GET /health HTTP/1.1\r\nhost: x\r\n"];
    for bytes in silent {
        assert!(!exchange(&server, bytes.as_bytes()).contains(" 200 "), "{bytes}");
    }
    let waiting = "GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n";
    assert_eq!(statuses(&exchange(&server, waiting.as_bytes())), ["200"], "between two requests");
    let half = exchange(&server, post("content-length: 60\r\n", "ASK {").as_bytes());
    assert!(statuses(&half)[0].starts_with('4'), "{half}");
    alive(&server);
}

/// Many who send at once must not take all memory; who sends little is not among them.
#[test]
fn large_bodies_wait_for_room() {
    let server = Server::start(&["--max-body", "16", "--max-memory", "64"]);
    let begin = || {
        let mut stream = connect(&server);
        let head = post("transfer-encoding: chunked\r\nexpect: 100-continue\r\n", "");
        stream.write_all(head.as_bytes()).expect("it takes a head");
        let mut said = [0; 12];
        stream.read_exact(&mut said).expect("it answers");
        (stream, String::from_utf8_lossy(&said).into_owned())
    };
    let first = [begin(), begin()];
    assert!(first.iter().all(|(_, said)| said == "HTTP/1.1 100"), "{first:?}");
    let (mut third, said) = begin();
    assert_eq!(said, "HTTP/1.1 503");
    assert!(everything(&mut third).to_ascii_lowercase().contains("retry-after"));
    assert!(server.query("ASK {}", "text/csv").text().starts_with("true"));
    for (mut stream, _) in first {
        stream.write_all(b"6\r\nASK {}\r\n0\r\n\r\n").expect("it takes a body");
        assert!(everything(&mut stream).contains("200 OK"));
    }
    assert_eq!(begin().1, "HTTP/1.1 100", "there is room again");
}

/// Nor does one who takes nothing hold a place or a connection.
#[test]
fn who_takes_no_answer_is_let_go() {
    let server = Server::start(&["--patience", "1", "--timeout", "60", "--max-queries", "1"]);
    let torrent = encode("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }");
    let mut stream = connect(&server);
    write!(stream, "GET /sparql?query={torrent} HTTP/1.1\r\nhost: x\r\n\r\n").expect("it takes a request");
    let mut first = [0; 1000];
    stream.read_exact(&mut first).expect("the answer has begun");
    assert!(server.query("ASK {}", "text/csv").text().starts_with("true"), "the only place is free again");
    let mut rest = [0; 1 << 13];
    let end = loop {
        match stream.read(&mut rest) {
            Ok(0) => break true,
            Ok(_) => {}
            Err(error) => break error.kind() != ErrorKind::WouldBlock,
        }
    };
    assert!(end, "the connection is closed");
}

#[test]
fn every_path_knows_head_and_options() {
    let server = Server::start(&[]);
    let paths = [
        "/",
        "/sparql?query=ASK%20%7B%7D",
        "/store?default",
        "/ontology",
        "/health",
        "/metrics",
        "/changes",
        "/articles",
        "/api/overview",
        "/api/events",
        "/api/export",
        "/api/openapi.json",
        "/api/queries",
        "/api/loads",
        "/admin/tasks",
    ];
    for path in paths {
        let (get, head) = (server.get(path), server.send("HEAD", path, &[], None));
        assert_eq!((head.status, head.body.len()), (get.status, 0), "{path}");
        assert_eq!(head.header("content-type"), get.header("content-type"), "{path}");
        let options = server.send("OPTIONS", path, &[], None);
        assert!([200, 204, 405].contains(&options.status), "{path}: {}", options.status);
        assert!(options.header("allow").contains("GET"), "{path}: {:?}", options.headers);
    }
}

/// A condition that cannot be read must not count as none.
#[test]
fn headers_in_other_letters_are_refused_where_they_matter() {
    let server = Server::start(&[]);
    for name in ["idempotency-key", "if-match", "if-none-match", "kabar-after", "kabar-timeout"] {
        let request = format!(
            "POST /sparql HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/sparql-{}\r\n{name}: caf\u{e9}\r\ncontent-length: {}\r\n\r\n{}",
            if name.starts_with("kabar") { "query" } else { "update" },
            if name.starts_with("kabar") { 6 } else { 22 },
            if name.starts_with("kabar") { "ASK {}" } else { "DROP GRAPH <x:nothing>" },
        );
        let answer = exchange(&server, request.as_bytes());
        assert!(
            statuses(&answer) == ["400"] && answer.contains(if name == "kabar-timeout" { "seconds" } else { name }),
            "{answer}"
        );
    }
    let named = "GET /health/live HTTP/1.1\r\nhost: caf\u{e9}\r\nx-request-id: caf\u{e9}\r\nconnection: close\r\n\r\n";
    assert_eq!(statuses(&exchange(&server, named.as_bytes())), ["200"]);
}
