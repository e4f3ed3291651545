//! Starts `kabar serve`, talks to it, and looks at what it takes from the system.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ureq::Agent;
use ureq::http::{Request, Response};

pub const QUERY: &str = "application/sparql-query";
pub const UPDATE: &str = "application/sparql-update";

/// A running program; it is killed when it is dropped.
pub struct Program {
    child: Child,
    pub address: String,
    pub agent: Agent,
    said: Arc<Mutex<String>>,
}

/// What came of an update.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Told {
    /// It was made, as this commit.
    Made(u64),
    /// It was refused with this status.
    Refused(u16),
    /// Nobody knows: the connection broke.
    Nothing,
}

/// `kabar serve` on any free port, with these flags.
pub fn command(flags: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kabar"));
    command.args(["serve", "--bind", "127.0.0.1:0"]).args(flags);
    command.env_remove("KABAR_LOCATION").env("KABAR_LOG", "error");
    command
}

/// A client of its own, which keeps its connection.
pub fn agent() -> Agent {
    let config = Agent::config_builder().http_status_as_error(false).timeout_global(Some(Duration::from_mins(2)));
    config.build().new_agent()
}

impl Program {
    /// Starts it with these flags.
    pub fn start(flags: &[&str]) -> Self {
        Self::run(command(flags))
    }

    /// Starts it on a store.
    pub fn on(folder: &Path, durability: &str) -> Self {
        Self::start(&["--location", folder.to_str().expect("UTF-8"), "--durability", durability])
    }

    /// Starts it by another command; its banner must come on stderr.
    pub fn run(mut command: Command) -> Self {
        let mut child = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it starts");
        let mut lines = BufReader::new(child.stderr.take().expect("stderr"));
        let mut line = String::new();
        while !line.contains("answers at") {
            line.clear();
            assert!(lines.read_line(&mut line).expect("a line") > 0, "it ended before it answered");
        }
        let address = line.split("://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address").to_owned();
        let said = Arc::new(Mutex::new(line));
        let listener = Arc::clone(&said);
        std::thread::spawn(move || {
            for line in lines.lines().map_while(Result::ok) {
                *listener.lock().expect("a lock") += &(line + "\n");
            }
        });
        Self { child, address, agent: agent(), said }
    }

    /// What it has said so far.
    pub fn said(&self) -> String {
        self.said.lock().expect("a lock").clone()
    }

    /// Ends it without a word.
    pub fn kill(mut self) {
        self.child.kill().expect("it lives");
        self.child.wait().expect("it ends");
    }

    /// Sends it a signal, such as `TERM`.
    #[cfg(unix)]
    pub fn signal(&self, name: &str) {
        let told = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status();
        assert!(told.expect("kill").success());
    }

    /// Waits for its end; says whether it was a good one, and all it said.
    pub fn end(mut self) -> (bool, String) {
        let good = self.child.wait().expect("it ends").success();
        while Arc::strong_count(&self.said) > 1 {
            std::thread::sleep(Duration::from_millis(5));
        }
        (good, self.said())
    }

    /// Whether it still runs.
    pub fn lives(&mut self) -> bool {
        self.child.try_wait().expect("a state").is_none()
    }

    pub fn get(&self, path: &str) -> Response<ureq::Body> {
        self.agent.get(format!("http://{}{path}", self.address)).call().expect("an answer")
    }

    /// The status of an answer, and whether it came to its end; 0 when there was none.
    pub fn send(&self, path: &str, kind: &str, encoding: &str, body: Vec<u8>) -> (u16, bool) {
        let request = Request::post(format!("http://{}{path}", self.address)).header("content-type", kind);
        let request = if encoding.is_empty() { request } else { request.header("content-encoding", encoding) };
        match self.agent.run(request.body(body).expect("a request")) {
            Ok(reply) => (reply.status().as_u16(), std::io::copy(&mut reader(reply), &mut std::io::sink()).is_ok()),
            // A body that is too large is refused before it has been sent whole.
            Err(ureq::Error::Io(_)) => (0, false),
            Err(error) => panic!("{error}"),
        }
    }

    /// Makes a change, once under this name however often it is sent.
    pub fn update(&self, key: &str, text: &str) -> Told {
        update(&self.agent, &self.address, key, text)
    }

    /// The rows of a query, as CSV has them.
    pub fn rows(&self, query: &str) -> Vec<String> {
        rows(&self.agent, &self.address, query, 0).unwrap_or_else(|| panic!("no answer to {query}"))
    }

    /// The one number of a query.
    pub fn number(&self, query: &str) -> u64 {
        self.rows(query).first().and_then(|row| row.parse().ok()).expect("a number")
    }

    /// How many files it has open.
    pub fn files(&self) -> usize {
        std::fs::read_dir(format!("/proc/{}/fd", self.child.id())).map_or(0, Iterator::count)
    }

    /// How many threads it has, but for those that the allocator starts for itself, up to four in its own time.
    pub fn threads(&self) -> usize {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.child.id()));
        let own = |task: &std::io::Result<std::fs::DirEntry>| {
            let name = task.as_ref().ok().and_then(|task| std::fs::read_to_string(task.path().join("comm")).ok());
            name.is_some_and(|name| !name.starts_with("jemalloc"))
        };
        tasks.map_or(0, |tasks| tasks.filter(own).count())
    }

    /// Megabytes of memory: `VmRSS` for now, `VmHWM` for the most it ever had; 0 where the system does not tell.
    pub fn megabytes(&self, what: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix(what)?.strip_prefix(':'));
        let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
        kilobytes.map_or(0, |kilobytes| kilobytes / 1024)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill(); // it may have ended
        let _ = self.child.wait();
    }
}

fn reader(reply: Response<ureq::Body>) -> impl Read {
    reply.into_body().into_reader()
}

pub fn update(agent: &Agent, address: &str, key: &str, text: &str) -> Told {
    let request = agent.post(format!("http://{address}/sparql")).header("content-type", UPDATE);
    let Ok(reply) = request.header("idempotency-key", key).send(text) else { return Told::Nothing };
    if reply.status() != 204 {
        return Told::Refused(reply.status().as_u16());
    }
    let commit = reply.headers().get("kabar-commit").and_then(|number| number.to_str().ok());
    Told::Made(commit.and_then(|number| number.parse().ok()).expect("a commit"))
}

/// The rows of a query that must see a commit; nothing when the connection broke.
pub fn rows(agent: &Agent, address: &str, query: &str, after: u64) -> Option<Vec<String>> {
    let request = agent.post(format!("http://{address}/sparql")).header("content-type", QUERY);
    let reply = request.header("accept", "text/csv").header("kabar-after", after.to_string()).send(query).ok()?;
    let status = reply.status().as_u16();
    let text = reply.into_body().read_to_string().ok()?;
    assert_eq!(status, 200, "{query}: {text}");
    Some(text.lines().skip(1).map(|line| line.trim().to_owned()).collect())
}
