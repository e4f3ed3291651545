//! Nothing acknowledged is lost: the real program is killed without warning, again and again, while clients change its store.
//!
//! `KABAR_KILLS` sets how often; five times when nobody says.

#![cfg(feature = "rocksdb")]

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use ureq::Agent;

const UPDATE: &str = "application/sparql-update";
const QUERY: &str = "application/sparql-query";
/// What the two accounts hold together.
const MONEY: u64 = 1000;

struct Program {
    child: Child,
    address: String,
}

impl Program {
    fn start(folder: &Path, durability: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_kabar"))
            .args(["serve", "--bind", "127.0.0.1:0", "--durability", durability, "--location"])
            .arg(folder)
            .env("KABAR_LOG", "error")
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut said = BufReader::new(child.stderr.take().expect("stderr"));
        let mut line = String::new();
        said.read_line(&mut line).expect("a line");
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        let address = address.unwrap_or_else(|| panic!("{line}")).to_owned();
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        Self { child, address }
    }

    fn kill(mut self) {
        self.child.kill().expect("it lives");
        self.child.wait().expect("it ends");
    }
}

fn agent() -> Agent {
    Agent::config_builder().http_status_as_error(false).timeout_global(Some(Duration::from_mins(1))).build().new_agent()
}

/// Whether an update was acknowledged.
fn update(agent: &Agent, address: &str, key: &str, text: &str) -> bool {
    let request = agent.post(format!("http://{address}/sparql")).header("content-type", UPDATE);
    request.header("idempotency-key", key).send(text).is_ok_and(|reply| reply.status() == 204)
}

fn rows(address: &str, query: &str) -> Vec<String> {
    let request =
        agent().post(format!("http://{address}/sparql")).header("content-type", QUERY).header("accept", "text/csv");
    let text = request.send(query).expect("an answer").into_body().read_to_string().expect("a whole body");
    text.lines().skip(1).map(|line| line.trim().to_owned()).collect()
}

fn number(address: &str, query: &str) -> u64 {
    rows(address, query).first().and_then(|row| row.parse().ok()).expect("a number")
}

/// Clients that add names, count, and move money, until the program dies.
fn work(address: &str, round: usize, next: &AtomicU64, acknowledged: &Mutex<BTreeSet<u64>>, counted: &AtomicU64) {
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for client in 0..3 {
            let (stop, agent) = (&stop, agent());
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    let name = next.fetch_add(1, Ordering::Relaxed);
                    let text = match client {
                        0 => format!("INSERT DATA {{ GRAPH <x:set> {{ <x:s> <x:has> {name} }} }}"),
                        1 => "DELETE { GRAPH <x:c> { <x:c> <x:v> ?v } } INSERT { GRAPH <x:c> { <x:c> <x:v> ?w } } \
                              WHERE { GRAPH <x:c> { <x:c> <x:v> ?v } BIND(?v + 1 AS ?w) }"
                            .to_owned(),
                        _ => "DELETE { GRAPH <x:bank> { <x:a> <x:v> ?a . <x:b> <x:v> ?b } } \
                              INSERT { GRAPH <x:bank> { <x:a> <x:v> ?c . <x:b> <x:v> ?d } } \
                              WHERE { GRAPH <x:bank> { <x:a> <x:v> ?a . <x:b> <x:v> ?b } BIND(?a - 1 AS ?c) BIND(?b + 1 AS ?d) }"
                            .to_owned(),
                    };
                    if !update(&agent, address, &format!("{round}-{name}"), &text) {
                        return;
                    }
                    match client {
                        0 => drop(acknowledged.lock().expect("a lock").insert(name)),
                        1 => drop(counted.fetch_add(1, Ordering::SeqCst)),
                        _ => {}
                    }
                }
            });
        }
    });
}

fn killed_again_and_again(durability: &str, kills: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let program = Program::start(folder.path(), durability);
    let start = format!(
        "INSERT DATA {{ GRAPH <x:c> {{ <x:c> <x:v> 0 }} GRAPH <x:bank> {{ <x:a> <x:v> {MONEY} . <x:b> <x:v> 0 }} }}"
    );
    assert!(update(&agent(), &program.address, "start", &start));
    program.kill();
    let (next, counted, acknowledged) = (AtomicU64::new(0), AtomicU64::new(0), Mutex::default());
    for round in 0..kills {
        let program = Program::start(folder.path(), durability);
        let address = program.address.clone();
        std::thread::scope(|scope| {
            scope.spawn(|| work(&address, round, &next, &acknowledged, &counted));
            std::thread::sleep(Duration::from_millis(400 + 130 * (round as u64 % 5)));
            program.kill();
        });
    }
    let program = Program::start(folder.path(), durability);
    let found: BTreeSet<u64> = rows(&program.address, "SELECT ?n { GRAPH <x:set> { <x:s> <x:has> ?n } }")
        .iter()
        .map(|row| row.parse().expect("a number"))
        .collect();
    let acknowledged = acknowledged.into_inner().expect("a lock");
    assert!(acknowledged.is_subset(&found), "lost: {:?}", acknowledged.difference(&found).collect::<Vec<_>>());
    let counter = number(&program.address, "SELECT ?v { GRAPH <x:c> { <x:c> <x:v> ?v } }");
    let counted = counted.load(Ordering::SeqCst);
    // The request under way at each kill may have been carried out although nobody heard of it.
    assert!((counted..=counted + kills as u64).contains(&counter), "{counter} of {counted}");
    assert_eq!(number(&program.address, "SELECT (SUM(?v) AS ?all) { GRAPH <x:bank> { ?x <x:v> ?v } }"), MONEY);
    let commits =
        agent().get(format!("http://{}/changes?after=0&format=json", program.address)).call().expect("an answer");
    let commits: serde_json::Value =
        serde_json::from_str(&commits.into_body().read_to_string().expect("a body")).expect("JSON");
    let numbers: Vec<u64> = commits["commits"]
        .as_array()
        .expect("commits")
        .iter()
        .map(|commit| commit["commit"].as_u64().expect("a number"))
        .collect();
    assert!(numbers.iter().zip(1..).all(|(number, place)| *number == place), "{numbers:?}");
    program.kill();
}

fn kills() -> usize {
    std::env::var("KABAR_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(5)
}

#[test]
fn what_was_acknowledged_outlives_the_program() {
    killed_again_and_again("process", kills());
}

#[test]
fn what_was_acknowledged_outlives_the_program_in_the_mode_disk() {
    killed_again_and_again("disk", kills().div_ceil(2));
}

/// Whatever part of the log was torn off by a power cut, the store and the log agree again at the next start.
#[test]
fn a_store_that_lost_its_last_writes_gets_them_from_the_log() {
    let folder = tempfile::tempdir().expect("a folder");
    let (before, after) = (folder.path().join("before"), folder.path().join("after"));
    Program::start(&before, "disk").kill();
    let program = Program::start(&before, "disk");
    // The store as it was, and the log as it will be: what a disk may have after a cut.
    let copied = Command::new("cp").arg("-r").args([&before, &after]).status().expect("cp");
    assert!(copied.success());
    for number in 0..20 {
        let text = format!(
            "INSERT DATA {{ GRAPH <x:set> {{ <x:s> <x:has> {number} }} }} ; DROP SILENT GRAPH <x:g> ; CREATE GRAPH <x:g>"
        );
        assert!(update(&agent(), &program.address, &number.to_string(), &text));
    }
    program.kill();
    let (from, to) = (before.join("commits"), after.join("commits"));
    std::fs::remove_dir_all(&to).expect("a log");
    assert!(Command::new("cp").arg("-r").args([&from, &to]).status().expect("cp").success());
    let torn = std::fs::read_dir(&to).expect("a log").map(|entry| entry.expect("a file").path());
    let torn = torn.filter(|path| path.extension().is_some_and(|end| end == "log")).max().expect("a segment");
    let length = torn.metadata().expect("a segment").len();
    std::fs::OpenOptions::new().write(true).open(&torn).and_then(|file| file.set_len(length - 3)).expect("a tear");
    let program = Program::start(&after, "disk");
    assert_eq!(number(&program.address, "SELECT (COUNT(*) AS ?n) { GRAPH <x:set> { <x:s> <x:has> ?n } }"), 19);
    assert_eq!(number(&program.address, "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g {} FILTER(?g = <x:g>) }"), 1);
    program.kill();
}
