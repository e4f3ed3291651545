//! What a running server is told from outside: flags first, then `KABAR_*` variables, then these defaults.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use loaders::facts::SURE;

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
    /// Megabytes a request body may have
    #[arg(long, env = "KABAR_MAX_BODY", value_name = "MB", default_value = "64", value_parser = at_least_one)]
    pub max_body: usize,
}

impl Config {
    /// Whether requests may change the store: from this machine always, from others only when allowed.
    #[must_use]
    pub fn writable(&self) -> bool {
        self.allow_updates || self.bind.ip().is_loopback()
    }
}

impl Limits {
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

fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| format!("`{text}` is no whole number above 0"))
}
