//! `kabar serve` as a process: its banner, its address, its end.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::Command;

use crate::kabar::{kabar, spawn};

#[test]
fn a_port_in_use_is_said_with_what_to_do() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    kabar(&["serve", "--bind", &address]).expect(1, &["is in use", "--bind"]);
    kabar(&["serve", "--bind", "192.0.2.1:7979"]).expect(1, &["no address `192.0.2.1`"]);
}

#[cfg(unix)]
#[test]
fn it_says_where_it_is_and_stops_when_told() {
    for signal in ["-TERM", "-INT"] {
        let mut child = spawn(&["serve", "--bind", "127.0.0.1:0"]);
        let mut lines = BufReader::new(child.stderr.take().expect("a pipe")).lines().map(|line| line.expect("a line"));
        let first = lines.next().expect("a banner");
        let url = first
            .split_whitespace()
            .find(|word| word.starts_with("http://"))
            .expect("an address")
            .trim_end_matches('/');
        let health = ureq::get(format!("{url}/health")).call().expect("it answers").into_body().read_to_string();
        assert!(health.expect("a body").contains("\"ready\""));
        let told = Command::new("kill").args([signal, &child.id().to_string()]).status().expect("kill");
        assert!(told.success());
        let rest: Vec<String> = lines.collect();
        assert_eq!(rest.last().map(String::as_str), Some("stopped"), "{rest:?}");
        assert!(child.wait().expect("an end").success());
    }
}
