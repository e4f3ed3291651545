//! What a running server is told from outside: flags first, then `KABAR_*` variables, then these defaults.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use loaders::facts::SURE;
use oxigraph::model::NamedNode;

pub mod access;

use crate::access::Role;
use crate::sparql::DefaultGraph;
use crate::store::Durability;
use access::Access;

/// The store's folder, for commands that need one.
#[derive(Clone, Debug, clap::Args)]
pub struct Location {
    /// The folder of the store
    #[arg(long, env = "KABAR_LOCATION", value_name = "DIR")]
    pub location: PathBuf,
}

/// How sure a report must be.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Sureness {
    /// Leave out reports that are less sure than this, from 0 (all) to 1; docs/confidence.md shows what it costs
    #[arg(long, env = "KABAR_MIN_CONFIDENCE", value_name = "SHARE", default_value_t = SURE, value_parser = share)]
    pub min_confidence: f32,
}

impl Default for Sureness {
    fn default() -> Self {
        Self { min_confidence: SURE }
    }
}

/// Where to listen and how much one request may take.
#[derive(Clone, Debug, clap::Args)]
pub struct Config {
    /// The folder of the store; without it everything is kept in memory and forgotten at the end
    #[arg(long, env = "KABAR_LOCATION", value_name = "DIR")]
    pub location: Option<PathBuf>,
    /// The address to listen on; port 0 takes any free port
    #[arg(long, env = "KABAR_BIND", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:7979")]
    pub bind: SocketAddr,
    /// Accept changes (updates, loading, deleting) although the address can be reached from other machines
    #[arg(long, env = "KABAR_ALLOW_UPDATES")]
    pub allow_updates: bool,
    /// The address under which clients know this server, when it stands behind another
    #[arg(long, env = "KABAR_BASE_IRI", value_name = "IRI", value_parser = http_iri)]
    pub base_iri: Option<String>,
    /// What a query without `FROM` sees: union (all graphs together) or own (the default graph alone)
    #[arg(
        long,
        env = "KABAR_DEFAULT_GRAPH",
        value_name = "GRAPH",
        default_value = "union",
        hide_possible_values = true
    )]
    pub default_graph: DefaultGraph,
    /// When a change counts as made: process (it outlives the program) or disk (it outlives a power cut)
    #[arg(long, env = "KABAR_DURABILITY", value_name = "WHEN", default_value = "process", hide_possible_values = true)]
    pub durability: Durability,
    /// Where backups go that `POST /admin/backups` makes
    #[arg(long, env = "KABAR_BACKUPS", value_name = "DIR")]
    pub backups: Option<PathBuf>,
    /// A folder with another browser page, in place of the one built in
    #[arg(long, env = "KABAR_UI_DIR", value_name = "DIR")]
    pub ui_dir: Option<PathBuf>,
    /// Seconds that requests under way get to finish after a signal to stop
    #[arg(long, env = "KABAR_GRACE", value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    pub grace: Duration,
    /// How the log on stderr is written: text or json
    #[arg(long, env = "KABAR_LOG_FORMAT", value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub log_format: LogFormat,
    /// The file of settings [default: kabar.toml, if there is one]
    #[arg(long, env = "KABAR_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Print all settings with where each comes from, and end
    #[arg(long)]
    pub print_config: bool,
    /// Who may do what.
    #[command(flatten)]
    pub access: Access,
    /// What one request may take.
    #[command(flatten)]
    pub limits: Limits,
}

/// What one request may take.
#[derive(Clone, Debug, clap::Args)]
pub struct Limits {
    /// Seconds a query may run when the request does not say
    #[arg(long, env = "KABAR_TIMEOUT", value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub timeout: Duration,
    /// Seconds a request may ask for with `?timeout=`
    #[arg(long, env = "KABAR_MAX_TIMEOUT", value_name = "SECONDS", default_value = "300", value_parser = seconds)]
    pub max_timeout: Duration,
    /// Queries that may run at once; more wait for their turn
    #[arg(long, env = "KABAR_MAX_QUERIES", value_name = "N", default_value = "16", value_parser = at_least_one)]
    pub max_queries: usize,
    /// Requests that may wait for their turn; more are sent away at once
    #[arg(long, env = "KABAR_MAX_QUEUE", value_name = "N", default_value = "256")]
    pub max_queue: usize,
    /// Rows or triples an answer may have; 0 for any number
    #[arg(long, env = "KABAR_MAX_ROWS", value_name = "N", default_value = "0")]
    pub max_rows: u64,
    /// Megabytes an answer may have; 0 for any number
    #[arg(long, env = "KABAR_MAX_ANSWER", value_name = "MB", default_value = "0")]
    pub max_answer: u64,
    /// Megabytes of text one query may compute
    #[arg(long, env = "KABAR_MAX_TEXT", value_name = "MB", default_value = "512", value_parser = megabytes)]
    pub max_text: u64,
    /// Megabytes the queries may take together; by default three quarters of the machine's
    #[arg(long, env = "KABAR_MAX_MEMORY", value_name = "MB", value_parser = megabytes)]
    pub max_memory: Option<u64>,
    /// Megabytes one query may take, to sort, group and join its rows; by default half of what all may take together
    #[arg(long, env = "KABAR_MAX_QUERY_MEMORY", value_name = "MB", value_parser = megabytes)]
    pub max_query_memory: Option<u64>,
    /// Seconds after which a query is noted in the log as slow
    #[arg(long, env = "KABAR_SLOW", value_name = "SECONDS", default_value = "5", value_parser = seconds)]
    pub slow: Duration,
    /// Seconds a client may be silent in the middle of a request, between two, or leave an answer untaken
    #[arg(long, env = "KABAR_PATIENCE", value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub patience: Duration,
    /// Megabytes a request body may have
    #[arg(long, env = "KABAR_MAX_BODY", value_name = "MB", default_value = "64", value_parser = at_least_one)]
    pub max_body: usize,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq, clap::ValueEnum)]
pub enum LogFormat {
    /// For people
    Text,
    /// One JSON object a line
    Json,
}

const MEGABYTE: u64 = 1024 * 1024;

impl Config {
    /// Whether requests may change the store: from this machine always, from others with a key or when allowed.
    #[must_use]
    pub fn writable(&self) -> bool {
        !self.access.read_only && (self.allow_updates || self.is_local() || self.access.keys.is_some())
    }

    /// Whether only this machine can reach the server.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.bind.ip().is_loopback()
    }

    /// Whether everybody who can reach the server could change everything.
    #[must_use]
    pub fn is_open_to_the_world(&self) -> bool {
        let anonymous = self.access.anonymous.unwrap_or(Role::Read) > Role::Read;
        !self.is_local() && self.writable() && (self.access.keys.is_none() || anonymous)
    }
}

impl Limits {
    /// The most rows an answer may have.
    #[must_use]
    pub fn most_rows(&self) -> u64 {
        if self.max_rows == 0 { u64::MAX } else { self.max_rows }
    }

    /// The longest answer, in bytes.
    #[must_use]
    pub fn longest_answer(&self) -> u64 {
        if self.max_answer == 0 { u64::MAX } else { self.max_answer.saturating_mul(MEGABYTE) }
    }

    /// The bytes of text that one query may compute.
    #[must_use]
    pub fn text_bytes(&self) -> u64 {
        self.max_text.saturating_mul(MEGABYTE)
    }

    /// The megabytes that all queries may take together.
    #[must_use]
    pub fn memory(&self) -> u64 {
        self.max_memory.unwrap_or_else(crate::memory::most)
    }

    /// The megabytes that one query may take.
    #[must_use]
    pub fn query_memory(&self) -> u64 {
        self.max_query_memory.unwrap_or_else(|| self.memory() / 2)
    }

    /// The largest request body, in bytes.
    #[must_use]
    pub fn max_body_bytes(&self) -> usize {
        self.max_body.saturating_mul(1024 * 1024)
    }
}

/// Reads a span of time as `30`, `0.5` or `30s`.
///
/// # Errors
/// When it is not a number above zero.
pub fn seconds(text: &str) -> Result<Duration, String> {
    let number = text.trim().trim_end_matches('s');
    number
        .parse()
        .ok()
        .filter(|seconds| *seconds > 0.0)
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .ok_or_else(|| format!("`{text}` is no number of seconds above 0, such as `30` or `0.5`"))
}

fn share(text: &str) -> Result<f32, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| format!("`{text}` is no share from 0 to 1, such as `0.75`"))
}

fn http_iri(text: &str) -> Result<String, String> {
    let web = text.starts_with("http://") || text.starts_with("https://");
    let iri = NamedNode::new(text).ok().filter(|_| web);
    iri.map(NamedNode::into_string).ok_or_else(|| format!("`{text}` is no address such as `https://data.example.org`"))
}

fn megabytes(text: &str) -> Result<u64, String> {
    at_least_one(text).map(|number| number as u64)
}

fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| format!("`{text}` is no whole number above 0"))
}
