//! `kabar serve` when it does not start: an address in use, a store open to the world, a setting there is not.

use std::net::TcpListener;
use std::process::Command;

use crate::kabar::kabar;

#[test]
fn a_port_in_use_is_said_with_what_to_do() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    kabar(&["serve", "--bind", &address]).expect(1, &["is in use", "--bind"]);
    kabar(&["serve", "--bind", "192.0.2.1:7979"]).expect(1, &["no address `192.0.2.1`"]);
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
