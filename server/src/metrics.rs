//! What is counted while the server runs, for Prometheus.

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use axum::http::Method;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};

/// A request by its method and the status of its answer.
#[derive(Clone, Debug, EncodeLabelSet, Eq, Hash, PartialEq)]
struct Answered {
    method: &'static str,
    status: u16,
}

/// Work by its kind.
#[derive(Clone, Debug, EncodeLabelSet, Eq, Hash, PartialEq)]
struct Kind {
    kind: &'static str,
}

/// The counters.
#[derive(Debug)]
pub struct Metrics {
    requests: Family<Answered, Counter>,
    work: Family<Kind, Histogram>,
    refused: Family<Kind, Counter>,
}

/// What is looked up when somebody asks.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// Tasks that run.
    pub running: usize,
    /// Those of them whose time is over.
    pub overdue: usize,
    /// Requests that wait for a place.
    pub waiting: usize,
    /// Bytes allocated.
    pub memory: u64,
    /// The last commit.
    pub commit: u64,
    /// Seconds since the start.
    pub uptime: u64,
}

impl Default for Metrics {
    fn default() -> Self {
        let buckets = || Histogram::new(exponential_buckets(0.001, 4.0, 9));
        Self { requests: Family::default(), work: Family::new_with_constructor(buckets), refused: Family::default() }
    }
}

impl Metrics {
    /// Counts an answer.
    pub fn answered(&self, method: &Method, status: u16) {
        let known = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "QUERY"];
        let method = known.into_iter().find(|known| *known == method.as_str()).unwrap_or("other");
        self.requests.get_or_create(&Answered { method, status }).inc();
    }

    /// Counts work that is done.
    pub fn worked(&self, kind: &'static str, took: Duration) {
        self.work.get_or_create(&Kind { kind }).observe(took.as_secs_f64());
    }

    /// Counts work that was not begun, or broken off, and why.
    pub fn refused(&self, kind: &'static str) {
        self.refused.get_or_create(&Kind { kind }).inc();
    }

    /// Everything in the text format of Prometheus.
    #[must_use]
    pub fn text(&self, now: Now) -> String {
        let mut registry = Registry::with_prefix("kabar");
        registry.register("requests", "Requests by method and status", self.requests.clone());
        registry.register_with_unit("work", "Time of work on the store", Unit::Seconds, self.work.clone());
        registry.register("refused", "Work refused or broken off, by reason", self.refused.clone());
        let mut gauge = |name: &str, help: &str, value: u64| {
            let gauge: Gauge<u64, AtomicU64> = Gauge::default();
            gauge.set(value);
            registry.register(name, help, gauge);
        };
        gauge("running", "Tasks that run on the store", now.running as u64);
        gauge("overdue", "Tasks that run although their time is over", now.overdue as u64);
        gauge("waiting", "Requests that wait for a place", now.waiting as u64);
        gauge("memory_bytes", "Bytes allocated", now.memory);
        gauge("commit", "The number of the last commit", now.commit);
        gauge("uptime_seconds", "Seconds since the start", now.uptime);
        let mut text = String::new();
        let _ = encode(&mut text, &registry); // a string takes everything
        text
    }
}
