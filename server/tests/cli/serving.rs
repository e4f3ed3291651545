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

#[test]
fn it_does_not_open_a_store_to_the_world() {
    let open = ["serve", "--bind", "0.0.0.0:0", "--allow-updates"];
    kabar(&open).expect(1, &["everybody", "kabar key --keys"]);
    let keys = tempfile::NamedTempFile::new().expect("a file");
    let path = keys.path().to_str().expect("UTF-8");
    kabar(&[&open[..], &["--keys", path, "--anonymous", "admin"]].concat()).expect(1, &["everybody"]);
    let key = kabar(&["key", "--keys", path, "--role", "load", "feed"]).expect(0, &["`feed`"]);
    assert!(key.starts_with("kabar_") && key.trim().len() > 40, "{key}");
}

#[test]
fn settings_come_from_flags_the_environment_and_a_file() {
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), "max-queries = 3\nmax-rows = 7\nread-only = true\ncors = [\"https://a.example\"]\n")
        .expect("a file");
    let path = file.path().to_str().expect("UTF-8");
    let output = Command::new(env!("CARGO_BIN_EXE_kabar"))
        .args(["serve", "--config", path, "--print-config", "--max-queries", "5"])
        .env("KABAR_TIMEOUT", "9")
        .output()
        .expect("it runs");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    for line in [
        "max-queries = 5 # flag",
        "timeout = 9 # environment",
        "max-rows = 7 # file",
        "read-only = true # file",
        "cors = \"https://a.example\" # file",
        "max-body = 64 # default",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}: {text}");
    }
    std::fs::write(file.path(), "max-querys = 3\n").expect("a file");
    kabar(&["serve", "--config", path]).expect(2, &["`max-querys`", "no setting"]);
}

#[test]
fn a_manual_page_is_printed() {
    let page = kabar(&["man"]).expect(0, &[]);
    assert!(page.contains(".TH kabar") && page.contains("serve"), "{page}");
    let page = kabar(&["man", "serve"]).expect(0, &[]);
    assert!(page.contains("kabar\\-serve") && page.contains("location"), "{page}");
    kabar(&["man", "no-such"]).expect(2, &["there is no command `no-such`"]);
}
