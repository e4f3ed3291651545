//! What a disk may have after a power cut: the log mends the store, and the answer waits for the disk where that was asked for.

use std::process::Command;
use std::time::Duration;

use crate::program::{Program, Told, command};

/// Whatever part of the log was torn off by a power cut, the store and the log agree again at the next start.
#[test]
fn a_store_that_lost_its_last_writes_gets_them_from_the_log() {
    let folder = tempfile::tempdir().expect("a folder");
    let (before, after) = (folder.path().join("before"), folder.path().join("after"));
    Program::on(&before, "disk").kill();
    let program = Program::on(&before, "disk");
    // The store as it was, and the log as it will be: what a disk may have after a cut.
    let copied = Command::new("cp").arg("-r").args([&before, &after]).status().expect("cp");
    assert!(copied.success());
    for number in 0..20 {
        let text = format!(
            "INSERT DATA {{ GRAPH <x:set> {{ <x:s> <x:has> {number} }} }} ; DROP SILENT GRAPH <x:g> ; CREATE GRAPH <x:g>"
        );
        assert!(matches!(program.update(&number.to_string(), &text), Told::Made(_)));
    }
    program.kill();
    let (from, to) = (before.join("commits"), after.join("commits"));
    std::fs::remove_dir_all(&to).expect("a log");
    assert!(Command::new("cp").arg("-r").args([&from, &to]).status().expect("cp").success());
    let torn = std::fs::read_dir(&to).expect("a log").map(|entry| entry.expect("a file").path());
    let torn = torn.filter(|path| path.extension().is_some_and(|end| end == "log")).max().expect("a segment");
    let length = torn.metadata().expect("a segment").len();
    std::fs::OpenOptions::new().write(true).open(&torn).and_then(|file| file.set_len(length - 3)).expect("a tear");
    let program = Program::on(&after, "disk");
    assert_eq!(program.number("SELECT (COUNT(*) AS ?n) { GRAPH <x:set> { <x:s> <x:has> ?n } }"), 19);
    assert_eq!(program.number("SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g {} FILTER(?g = <x:g>) }"), 1);
}

/// The system calls of a server that wait for the disk or send an answer, in order: `true` for an answer to an update.
#[cfg(target_os = "linux")]
fn waits_and_answers(durability: &str, updates: usize) -> Option<Vec<bool>> {
    let folder = tempfile::tempdir().expect("a folder");
    let (store, calls) = (folder.path().join("store"), folder.path().join("calls"));
    let inner = command(&["--durability", durability, "--location", store.to_str().expect("UTF-8")]);
    let mut traced = Command::new("strace");
    // `-D`: the program itself is what is started and killed, and strace stands beside it.
    traced.args(["-D", "-f", "-q", "-s", "20", "-e", "trace=fsync,fdatasync,sendto,write,writev,sendmsg", "-o"]);
    traced.arg(&calls).arg(inner.get_program()).args(inner.get_args()).env("KABAR_LOG", "error");
    if !Command::new("strace").args(["-qq", "true"]).output().is_ok_and(|output| output.status.success()) {
        return None;
    }
    let program = Program::run(traced);
    for number in 0..updates {
        let text = format!("INSERT DATA {{ <x:s> <x:has> {number} }}");
        assert!(matches!(program.update(&number.to_string(), &text), Told::Made(_)));
    }
    program.kill();
    let seen = (0..1000).find_map(|_| {
        std::thread::sleep(Duration::from_millis(10));
        std::fs::read_to_string(&calls).ok().filter(|text| text.contains("+++ killed"))
    });
    let wait = |line: &str| (line.contains("sync(") || line.contains("sync resumed>")) && line.contains("= 0");
    let of = |line: &str| if wait(line) { Some(false) } else { line.contains("\"HTTP/1.1 204").then_some(true) };
    Some(seen.expect("all that strace saw").lines().filter_map(of).collect())
}

#[cfg(target_os = "linux")]
#[test]
fn in_the_mode_disk_each_answer_waits_for_the_disk() {
    const UPDATES: usize = 12;
    let Some(seen) = waits_and_answers("disk", UPDATES) else {
        eprintln!("skipped: strace is not installed, or may not look at programs here");
        return;
    };
    let (mut waited, mut answers) = (false, 0);
    for answer in seen {
        assert!(!answer || waited, "answer {answers} did not wait for the disk");
        answers += usize::from(answer);
        waited = !answer;
    }
    assert_eq!(answers, UPDATES);
}

#[test]
fn a_running_server_goes_back_to_a_backup() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    let program = Program::start(&["--location", &path("store"), "--backups", &path("backups")]);
    let post =
        |path: &str| program.agent.post(format!("http://{}{path}", program.address)).send_empty().expect("an answer");
    let change = |text: &str| assert!(matches!(program.update(text, text), Told::Made(_)));
    let world = || {
        let dump = program.get("/store?format=nq").into_body().into_with_config().limit(1 << 28).read_to_string();
        let dump = dump.expect("a body");
        let mut lines: Vec<_> = dump.lines().map(str::to_owned).collect();
        lines.sort_unstable();
        lines
    };
    change(
        "INSERT DATA { GRAPH <x:g> { <x:a> <x:b> \"kept\"@id . <x:a> <x:c> [ <x:d> 1 ] } } ; CREATE GRAPH <x:empty>",
    );
    let before = world();
    let made = post("/admin/backups").into_body().read_to_string().expect("a body");
    let made: serde_json::Value = serde_json::from_str(&made).expect("JSON");
    let name = made["name"].as_str().expect("a name");
    change("DROP GRAPH <x:g> ; DROP GRAPH <x:empty> ; INSERT DATA { GRAPH <x:new> { <x:a> <x:b> 2 } }");
    assert_ne!(world(), before);
    assert_eq!(post(&format!("/admin/backups/{name}/restore")).status(), 200);
    assert_eq!(world(), before);
    assert_eq!(program.number("SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g {} FILTER(?g = <x:empty>) }"), 1);
    let listed = program.get("/admin/backups").into_body().read_to_string().expect("a body");
    assert_eq!(listed, format!("[\"{name}\"]"));
    for none in ["..%2F..%2Fstore", "nobody"] {
        assert_eq!(post(&format!("/admin/backups/{none}/restore")).status(), 404);
    }
    change("INSERT DATA { <x:a> <x:b> 3 }");
}
