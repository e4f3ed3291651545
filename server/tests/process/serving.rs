//! The life of a server: where it says it is, what it logs, and how it ends when it is told to.

use std::io::Read;
use std::time::Duration;

use serde_json::Value;

use crate::program::{Program, Told, agent, command, update};

/// Rows for some seconds, percent-encoded.
const LONG: &str = "SELECT%20*%20%7B%20%3Fa%20%3Fb%20%3Fc%20.%20%3Fd%20%3Fe%20%3Ff%20%7D";

#[cfg(unix)]
#[test]
fn it_stops_when_told() {
    for signal in ["TERM", "INT"] {
        let program = Program::start(&[]);
        let health = program.get("/health").into_body().read_to_string().expect("a body");
        assert!(health.contains("\"ready\""), "{health}");
        program.signal(signal);
        let (good, said) = program.end();
        assert!(good && said.trim_end().ends_with("stopped"), "{said}");
    }
}

/// Those under way get their answers, those without end are stopped, nobody new comes in, and what was acknowledged is there.
#[cfg(all(unix, feature = "rocksdb"))]
#[test]
fn it_ends_in_order_while_many_ask_and_change() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().to_str().expect("UTF-8");
    let program = Program::start(&["--location", path, "--grace", "1"]);
    let address = program.address.clone();
    let made = std::thread::scope(|scope| {
        let mut long =
            agent().get(format!("http://{address}/sparql?query={LONG}")).call().expect("an answer").into_body();
        let clients: Vec<_> = (0..4)
            .map(|client| {
                let address = &address;
                scope.spawn(move || {
                    let own = agent();
                    let insert = |n: &usize| {
                        update(
                            &own,
                            address,
                            &format!("{client}-{n}"),
                            &format!("INSERT DATA {{ <x:{client}> <x:has> {n} }}"),
                        )
                    };
                    (0..100_000).take_while(|n| matches!(insert(n), Told::Made(_))).count()
                })
            })
            .collect();
        std::thread::sleep(Duration::from_millis(300));
        program.signal("TERM");
        let (good, said) = program.end();
        assert!(good && said.trim_end().ends_with("stopped"), "{said}");
        assert!(long.as_reader().read_to_end(&mut Vec::new()).is_err(), "a cut answer must not look complete");
        clients.into_iter().map(|client| client.join().expect("a client")).sum::<usize>() as u64
    });
    assert!(made > 0);
    let program = Program::on(folder.path(), "process");
    let found = program.number("SELECT (COUNT(*) AS ?n) { ?client <x:has> ?n }");
    assert!((made..=made + 4).contains(&found), "{found} of {made}");
}

#[test]
fn the_log_is_json_where_that_is_wanted() {
    let mut json = command(&["--log-format", "json", "--slow", "0.000001"]);
    json.env("KABAR_LOG", "info");
    let program = Program::run(json);
    assert_eq!(program.rows("SELECT (1 AS ?one) {}"), ["1"]);
    program.signal("TERM");
    let (_, said) = program.end();
    let lines: Vec<Value> = said.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let find = |message: &str| lines.iter().find(|line| line["fields"]["message"] == message);
    let answered = lines.iter().find(|line| line["span"]["path"] == "/sparql" && line["fields"]["status"] == 200);
    let answered = answered.unwrap_or_else(|| panic!("no line of the answer: {said}"));
    assert!(answered["span"]["id"].is_string() && answered["timestamp"].is_string(), "{answered}");
    let slow = find("slow").unwrap_or_else(|| panic!("no line of the slow query: {said}"));
    assert_eq!(slow["fields"]["text"], "SELECT (1 AS ?one) {}");
}
