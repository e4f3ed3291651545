//! Servers behind `SERVICE` and `LOAD` that never answer, or never come to an end: they hold up nobody but who asked for them.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use crate::full;
use crate::program::{Program, QUERY, UPDATE, agent};

/// Clients that fall into it at once; more than there are places.
const CLIENTS: usize = 12;

/// A server that takes every connection: on `/silent` it says nothing, on `/slow` a byte now and then, on `/flood` what comes.
fn tarpit() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            std::thread::spawn(move || hold(stream));
        }
    });
    address
}

fn hold(mut stream: TcpStream) {
    let mut request = [0; 4096];
    let read = stream.read(&mut request).unwrap_or(0);
    let asked = String::from_utf8_lossy(&request[..read]).into_owned();
    if asked.contains("/silent") {
        std::thread::sleep(Duration::from_mins(1));
    }
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/sparql-results+json\r\n\r\n{\"head\":{\"vars\":[\"a\"]},\"results\":{\"bindings\":[";
    let mut sent = stream.write_all(head.as_bytes());
    let row =
        "{\"a\":{\"type\":\"literal\",\"value\":\"row\"}},".repeat(if asked.contains("/slow") { 1 } else { 1000 });
    while sent.is_ok() {
        if asked.contains("/slow") {
            std::thread::sleep(Duration::from_millis(50));
        }
        sent = stream.write_all(row.as_bytes());
    }
}

#[test]
fn a_tarpit_holds_up_nobody_else() {
    let pit = tarpit();
    let named = format!("http://{pit}/");
    let program =
        Program::start(&["--allow-remote", &named, "--allow-private-remotes", "--timeout", "1", "--max-queries", "4"]);
    let started = Instant::now();
    std::thread::scope(|scope| {
        for client in 0..CLIENTS {
            let path = ["silent", "slow", "flood"][client % 3];
            let url = format!("http://{}/sparql", program.address);
            let query = format!(
                "SELECT * {{ SERVICE <http://{pit}/{path}> {{ ?a ?b ?c }} SERVICE <http://{pit}/{path}> {{ ?d ?e ?f }} }}"
            );
            scope.spawn(move || {
                let reply = agent().post(url).header("content-type", QUERY).send(query).expect("an answer");
                assert!((400..600).contains(&reply.status().as_u16()), "{path}: {}", reply.status());
            });
        }
    });
    let took = started.elapsed();
    assert!(!full() || took < Duration::from_secs(2), "{took:?}");
    assert_eq!(program.rows("SELECT (1 AS ?one) {}"), ["1"], "a place is free");
    let load = format!("LOAD <http://{pit}/silent>");
    let (status, _) = program.send("/sparql", UPDATE, "", load.into_bytes());
    assert!((400..600).contains(&status), "{status}");
    let tasks = program.get("/admin/tasks").into_body().read_to_string().expect("a body");
    assert_eq!(tasks, "[]", "what nobody waits for is over");
}
