//! Clients that come and leave, at rest, in the middle of a request, and in the middle of an answer: nothing of them stays.
//! `tools/bench/crowd.py` does the same with 10,000 and tells the figures.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::program::Program;

/// So many at once; a test may have a thousand files open.
const CLIENTS: usize = 500;
/// Rounds of them.
const ROUNDS: usize = 3;
/// Rows without end, percent-encoded.
const ENDLESS: &str = "SELECT%20*%20%7B%20%3Fa%20%3Fb%20%3Fc%20.%20%3Fd%20%3Fe%20%3Ff%20%7D";

/// A client that says something, and how far it gets.
fn come(address: &str, number: usize) -> TcpStream {
    let mut stream = TcpStream::connect(address).expect("a connection");
    match number % 4 {
        0 => {}
        1 => write!(stream, "GET /sparql?query={ENDLESS} HTTP/1.1\r\nhost: x").expect("half a request"),
        2 => write!(stream, "GET /sparql?query={ENDLESS} HTTP/1.1\r\nhost: x\r\n\r\n").expect("a request"),
        _ => {
            write!(stream, "GET /health HTTP/1.1\r\nhost: x\r\n\r\n").expect("a request");
            stream.read_exact(&mut [0; 12]).expect("an answer");
        }
    }
    stream
}

#[test]
fn clients_that_come_and_leave_leave_nothing_behind() {
    let program = Program::start(&["--timeout", "5", "--max-queries", "8"]);
    drop(come(&program.address, 3));
    let before = (program.threads(), program.files());
    for _ in 0..ROUNDS {
        let crowd: Vec<_> = (0..CLIENTS).map(|number| come(&program.address, number)).collect();
        drop(crowd);
    }
    let settled = (0..300).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        program.threads() <= before.0 && program.files() <= before.1 + 8
    });
    assert!(settled, "before {before:?}, now {:?}", (program.threads(), program.files()));
    assert_eq!(program.rows("SELECT (1 AS ?one) {}"), ["1"]);
    let tasks = program.get("/admin/tasks").into_body().read_to_string().expect("a body");
    assert_eq!(tasks, "[]");
}
