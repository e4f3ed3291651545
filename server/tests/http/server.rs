//! Starts a server in this process, filled with a small world, and talks to it over TCP.

use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

use clap::Parser;
use oxigraph::io::RdfFormat;
use serde_json::Value;
use server::commands::serve;
use server::config::Config;
use server::router::router;
use server::state::App;
use server::store::Database;
use tokio::sync::oneshot;
use ureq::Agent;
use ureq::http::request::Builder;
use ureq::http::{HeaderMap, Method, Request};

/// Far longer than any of these requests may take, far shorter than the queries that must be stopped.
const PATIENCE: Duration = Duration::from_secs(90);

/// A few facts in two graphs.
const WORLD: &str = r#"
    @prefix ex: <http://example.org/> .
    ex:one { ex:ana ex:meets ex:budi . ex:ana ex:age 41 . }
    ex:two { ex:budi ex:meets ex:citra . ex:citra ex:name "Citra; \"C\", the third"@en . }
"#;

/// A running server; it stops when it is dropped.
pub struct Server {
    pub address: String,
    agent: Agent,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// What came back.
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

#[derive(Parser)]
struct Flags {
    #[command(flatten)]
    config: Config,
}

impl Server {
    /// Starts a server with these flags of `kabar serve`.
    pub fn start(flags: &[&str]) -> Self {
        let config = Flags::parse_from(["kabar"].iter().chain(flags)).config;
        let (sender, address) = mpsc::channel();
        let (stop, stopped) = oneshot::channel::<()>();
        let thread = std::thread::spawn(move || run(&config, &sender, stopped));
        let address = address.recv().expect("the server starts");
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .allow_non_standard_methods(true)
            .timeout_global(Some(PATIENCE))
            .build()
            .new_agent();
        Self { address, agent, stop: Some(stop), thread: Some(thread) }
    }

    /// Sends a request and leaves the body unread.
    pub fn open(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> ureq::http::Response<ureq::Body> {
        let request = self.request(method, path, headers);
        let sent = match body {
            Some(body) => self.agent.run(request.body(body.to_owned()).expect("a request")),
            None => self.agent.run(request.body(()).expect("a request")),
        };
        sent.expect("the server answers")
    }

    /// Sends a request and reads the whole answer.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<&str>) -> Reply {
        read(self.open(method, path, headers, body))
    }

    fn request(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Builder {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        let request = Request::builder().method(method).uri(format!("http://{}{path}", self.address));
        headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))
    }

    /// The same with any bytes as the body.
    pub fn send_bytes(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<Vec<u8>>) -> Reply {
        let request = self.request(method, path, headers);
        let sent = match body {
            Some(body) => self.agent.run(request.body(body).expect("a request")),
            None => self.agent.run(request.body(()).expect("a request")),
        };
        read(sent.expect("the server answers"))
    }

    pub fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], None)
    }

    /// Asks a query by GET.
    pub fn query(&self, query: &str, accept: &str) -> Reply {
        self.send("GET", &format!("/sparql?query={}", encode(query)), &[("accept", accept)], None)
    }
}

fn read(reply: ureq::http::Response<ureq::Body>) -> Reply {
    let (parts, mut body) = reply.into_parts();
    let body = body.with_config().limit(1 << 30).read_to_vec().expect("a whole body");
    Reply { status: parts.status.as_u16(), headers: parts.headers, body }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join(); // a panic there has been printed
        }
    }
}

impl Reply {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("UTF-8")
    }

    pub fn text_or_bytes(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }

    /// The one number a `SELECT (COUNT(…) AS ?n)` gives, from TSV.
    pub fn number(&self) -> u64 {
        self.text().lines().nth(1).and_then(|line| line.parse().ok()).unwrap_or_else(|| panic!("{}", self.text()))
    }

    /// Checks that this is a problem with a status, and returns it.
    pub fn problem(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], status);
        for member in ["title", "detail"] {
            assert!(problem[member].as_str().is_some_and(|text| !text.is_empty()), "{problem}");
        }
        assert!(problem.get("hint").is_some(), "{problem}");
        problem
    }
}

fn run(config: &Config, address: &mpsc::Sender<String>, stopped: oneshot::Receiver<()>) {
    let database = Database::open(None).expect("a store in memory");
    database.store().load_from_slice(RdfFormat::TriG, WORLD).expect("the world is TriG");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let listener = serve::listen("127.0.0.1:0".parse().expect("an address")).await.expect("a port");
        address.send(listener.local_addr().expect("an address").to_string()).expect("someone waits");
        let app = App::new(database, config).expect("the shipped queries");
        let stop = async {
            let _ = stopped.await; // dropped is as good as sent
        };
        tokio::select! {
            () = serve::answer(listener, router(&app), config.limits.patience, std::future::pending()) => {}
            () = stop => {}
        }
    });
    runtime.shutdown_background();
}

/// Percent-encodes everything that is not plain.
pub fn encode(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
