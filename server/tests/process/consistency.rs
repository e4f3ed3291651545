//! What many clients may rely on while they change one store: no change is lost, none is half made, everybody sees their own, and
//! all of that across the sudden death of the program, again and again.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use crate::full;
use crate::program::{Program, Told, agent, rows, update};

/// What the accounts hold together.
const MONEY: u64 = 1000;
const ADD_ONE: &str = "DELETE { GRAPH <x:c> { <x:c> <x:v> ?v } } INSERT { GRAPH <x:c> { <x:c> <x:v> ?w } } \
                       WHERE { GRAPH <x:c> { <x:c> <x:v> ?v } BIND(?v + 1 AS ?w) }";
const MOVE_ONE: &str = "DELETE { GRAPH <x:bank> { <x:a> <x:v> ?a . <x:b> <x:v> ?b } } \
                        INSERT { GRAPH <x:bank> { <x:a> <x:v> ?c . <x:b> <x:v> ?d } } \
                        WHERE { GRAPH <x:bank> { <x:a> <x:v> ?a . <x:b> <x:v> ?b } BIND(?a - 1 AS ?c) BIND(?b + 1 AS ?d) }";
const ALL_MONEY: &str = "SELECT (SUM(?v) AS ?all) (COUNT(?v) AS ?accounts) { GRAPH <x:bank> { ?x <x:v> ?v } }";
const COUNTER: &str = "SELECT ?v { GRAPH <x:c> { <x:c> <x:v> ?v } }";

/// How the clients are spread: so many add names, count, and move money. One more looks whether the money is all there.
const ADDING: usize = 4;
const COUNTING: usize = 2;
const MOVING: usize = 2;

/// What was acknowledged so far, over all lives of the program.
#[derive(Default)]
struct Acknowledged {
    names: Mutex<BTreeSet<u64>>,
    next: AtomicU64,
    counted: AtomicU64,
    moved: AtomicU64,
    /// The last commit that anybody was told of.
    last: AtomicU64,
    looks: AtomicU64,
}

fn founded() -> String {
    format!(
        "INSERT DATA {{ GRAPH <x:c> {{ <x:c> <x:v> 0 }} GRAPH <x:bank> {{ <x:a> <x:v> {MONEY} . <x:b> <x:v> 0 }} }}"
    )
}

impl Acknowledged {
    /// Makes a change under a new name; says whether the program still answers.
    fn change(&self, address: &str, client: &ureq::Agent, text: impl Fn(u64) -> String) -> Option<u64> {
        let name = self.next.fetch_add(1, Ordering::SeqCst);
        match update(client, address, &name.to_string(), &text(name)) {
            Told::Made(commit) => {
                self.last.fetch_max(commit, Ordering::SeqCst);
                Some(name)
            }
            Told::Refused(status) => panic!("{status}"),
            Told::Nothing => None,
        }
    }

    /// Adds names, and looks for each whether the next question finds it.
    fn add(&self, address: &str) {
        let client = agent();
        let insert = |name| format!("INSERT DATA {{ GRAPH <x:set> {{ <x:s> <x:has> {name} }} }}");
        while let Some(name) = self.change(address, &client, insert) {
            self.names.lock().expect("a lock").insert(name);
            let ask = format!("SELECT ?s {{ GRAPH <x:set> {{ ?s <x:has> {name} }} }}");
            let after = self.last.load(Ordering::SeqCst);
            let Some(found) = rows(&client, address, &ask, after) else { return };
            assert_eq!(found, ["x:s"], "{name} was acknowledged and is not there");
        }
    }

    fn repeat(&self, address: &str, text: &str, made: &AtomicU64) {
        let client = agent();
        while self.change(address, &client, |_| text.to_owned()).is_some() {
            made.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// Looks at the money and the counter while they move.
    fn watch(&self, address: &str, over: &AtomicBool) {
        let (client, mut before) = (agent(), 0);
        while !over.load(Ordering::SeqCst) {
            let Some(money) = rows(&client, address, ALL_MONEY, 0) else { return };
            assert_eq!(money, [format!("{MONEY},2")], "money was half moved");
            let Some(counter) = rows(&client, address, COUNTER, 0) else { return };
            let [now] = counter.as_slice() else { panic!("the counter has the values {counter:?}") };
            let now: u64 = now.parse().expect("a number");
            assert!(now >= before, "the counter went back from {before} to {now}");
            before = now;
            self.looks.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// Lets all clients work for a while, and kills the program under them.
fn live_and_die(program: Program, acknowledged: &Acknowledged, span: Duration) {
    let (address, over) = (program.address.clone(), AtomicBool::new(false));
    std::thread::scope(|scope| {
        for _ in 0..ADDING {
            scope.spawn(|| acknowledged.add(&address));
        }
        for _ in 0..COUNTING {
            scope.spawn(|| acknowledged.repeat(&address, ADD_ONE, &acknowledged.counted));
        }
        for _ in 0..MOVING {
            scope.spawn(|| acknowledged.repeat(&address, MOVE_ONE, &acknowledged.moved));
        }
        scope.spawn(|| acknowledged.watch(&address, &over));
        std::thread::sleep(span);
        program.kill();
        over.store(true, Ordering::SeqCst);
    });
}

/// Looks whether everything acknowledged is there, and nothing that was never asked for.
fn check(program: &Program, acknowledged: &Acknowledged, kills: u64) {
    let last = acknowledged.last.load(Ordering::SeqCst);
    let found = rows(&program.agent, &program.address, "SELECT ?n { GRAPH <x:set> { <x:s> <x:has> ?n } }", last);
    let found: BTreeSet<u64> = found.expect("rows").iter().map(|row| row.parse().expect("a number")).collect();
    let names = acknowledged.names.lock().expect("a lock");
    assert!(names.is_subset(&found), "lost: {:?}", names.difference(&found).collect::<Vec<_>>());
    assert!(found.len() as u64 <= names.len() as u64 + kills * ADDING as u64);
    // What was under way at a kill may have been carried out although nobody heard of it.
    let counter = program.number(COUNTER);
    let counted = acknowledged.counted.load(Ordering::SeqCst);
    assert!((counted..=counted + kills * COUNTING as u64).contains(&counter), "{counter} of {counted}");
    assert_eq!(program.rows(ALL_MONEY), [format!("{MONEY},2")]);
    let moved = program.number("SELECT ?v { GRAPH <x:bank> { <x:b> <x:v> ?v } }");
    let told = acknowledged.moved.load(Ordering::SeqCst);
    assert!((told..=told + kills * MOVING as u64).contains(&moved), "{moved} of {told}");
    check_feed(program, last);
}

/// Looks whether the feed tells of all commits, each once and in order.
fn check_feed(program: &Program, told: u64) {
    let mut last = 0;
    loop {
        let feed = program.get(&format!("/changes?after={last}&format=json")).into_body();
        let feed = feed.into_with_config().limit(1 << 28).read_to_string().expect("a body");
        let feed: serde_json::Value = serde_json::from_str(&feed).expect("JSON");
        let page = feed["commits"].as_array().expect("commits");
        for commit in page {
            last += 1;
            assert_eq!(commit["commit"].as_u64(), Some(last));
        }
        if page.is_empty() {
            break assert!(last >= told, "the feed ends at {last}, and {told} was acknowledged");
        }
    }
}

fn killed_again_and_again(durability: &str, kills: u64, span: Duration) {
    let folder = tempfile::tempdir().expect("a folder");
    let program = Program::on(folder.path(), durability);
    assert!(matches!(program.update("start", &founded()), Told::Made(_)));
    program.kill();
    let acknowledged = Acknowledged::default();
    for round in 0..kills {
        let program = Program::on(folder.path(), durability);
        if round % 5 == 0 {
            check(&program, &acknowledged, round);
        }
        live_and_die(program, &acknowledged, span + Duration::from_millis(130 * (round % 5)));
    }
    let program = Program::on(folder.path(), durability);
    check(&program, &acknowledged, kills);
    let count = |number: &AtomicU64| number.load(Ordering::SeqCst);
    eprintln!(
        "{durability}: {kills} kills, {} names, {} steps, {} moves, {} looks; commit {}",
        acknowledged.names.lock().expect("a lock").len(),
        count(&acknowledged.counted),
        count(&acknowledged.moved),
        count(&acknowledged.looks),
        count(&acknowledged.last),
    );
}

/// Kills, and the least time between them.
fn measure() -> (u64, Duration) {
    if full() { (30, Duration::from_millis(1800)) } else { (4, Duration::from_millis(300)) }
}

#[test]
fn what_was_acknowledged_outlives_the_program() {
    let (kills, span) = measure();
    killed_again_and_again("process", kills, span);
}

#[test]
fn what_was_acknowledged_outlives_the_program_in_the_mode_disk() {
    let (kills, span) = measure();
    killed_again_and_again("disk", if full() { kills } else { 2 }, span);
}

#[test]
fn eight_clients_count_to_two_hundred() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = Program::on(folder.path(), "process");
    assert!(matches!(program.update("start", &founded()), Told::Made(_)));
    std::thread::scope(|scope| {
        for client in 0..8 {
            let (address, own) = (&program.address, agent());
            scope.spawn(move || {
                for step in 0..25 {
                    assert!(matches!(update(&own, address, &format!("{client}-{step}"), ADD_ONE), Told::Made(_)));
                }
            });
        }
    });
    assert_eq!(program.rows(COUNTER), ["200"]);
}
