//! What runs on the store right now: to list it, to stop it, and to keep account of what does not stop.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use oxigraph::sparql::CancellationToken;
use serde::Serialize;

use super::Trouble;
use crate::memory::Arena;
use crate::metrics::Metrics;

const MEGABYTE: u64 = 1024 * 1024;
/// Letters of a query that are shown.
const SHOWN: usize = 2000;

/// The time that a query, stopped because the memory is used up, has before another one is stopped too.
const RELIEF: Duration = Duration::from_millis(250);

/// What is being done.
#[derive(Clone, Debug)]
pub struct Job {
    /// `query`, `update`, `page` …
    pub kind: &'static str,
    /// The text that was asked, if it is one of SPARQL.
    pub text: Arc<str>,
    /// The time it has.
    pub time: Duration,
}

impl Job {
    /// A job of the server's own.
    #[must_use]
    pub fn unnamed(kind: &'static str, deadline: tokio::time::Instant) -> Self {
        Self { kind, text: "".into(), time: deadline.saturating_duration_since(tokio::time::Instant::now()) }
    }
}

/// A job that runs.
#[derive(Clone)]
pub struct Task {
    id: u64,
    job: Job,
    started: Instant,
    began: Timestamp,
    token: CancellationToken,
    /// Why it was stopped, and when.
    stopped: Arc<OnceLock<(Trouble, Instant)>>,
    arena: Arc<OnceLock<Arena>>,
    /// The bytes that were taken from the arena when it was looked at first: those of others before it.
    before: Arc<OnceLock<u64>>,
}

/// A task as it is shown.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Its number, by which it can be stopped.
    pub id: u64,
    /// What it is.
    pub kind: &'static str,
    /// When it began.
    pub began: String,
    /// How long it has been running.
    pub seconds: f64,
    /// Whether its time is over and it still runs.
    pub overdue: bool,
    /// Its text.
    pub text: String,
}

/// Everything that runs. Clones share it.
#[derive(Clone, Default)]
pub struct Tasks {
    next: Arc<AtomicU64>,
    running: Arc<Mutex<BTreeMap<u64, Task>>>,
    metrics: Arc<Metrics>,
    slow: Option<Duration>,
}

/// The place of a task among those that run; dropping it ends the task.
pub struct Place {
    task: Task,
    tasks: Tasks,
}

impl Tasks {
    /// Notes in the log what takes longer than `slow`.
    #[must_use]
    pub fn noting(mut self, slow: Duration) -> Self {
        self.slow = Some(slow);
        self
    }

    /// What is counted.
    #[must_use]
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    pub(super) fn begin(&self, job: Job, token: &CancellationToken) -> Place {
        let id = self.next.fetch_add(1, Ordering::Relaxed) + 1;
        let (started, began) = (Instant::now(), Timestamp::now());
        let (stopped, arena, before) = (Arc::default(), Arc::default(), Arc::default());
        let task = Task { id, job, started, began, token: token.clone(), stopped, arena, before };
        self.running().insert(id, task.clone());
        Place { task, tasks: self.clone() }
    }

    /// What runs, the oldest first.
    #[must_use]
    pub fn list(&self) -> Vec<Row> {
        self.running().values().map(Task::row).collect()
    }

    /// How many run, and how many of them although their time is over.
    #[must_use]
    pub fn count(&self) -> (usize, usize) {
        let running = self.running();
        (running.len(), running.values().filter(|task| task.overdue()).count())
    }

    /// How long the oldest of those that run has been running.
    #[must_use]
    pub fn longest(&self) -> Duration {
        self.running().values().next().map_or(Duration::ZERO, |task| task.started.elapsed())
    }

    /// Stops a task; says whether it was there.
    #[must_use]
    pub fn stop(&self, id: u64) -> bool {
        self.running().get(&id).map(|task| task.stop(Trouble::Stopped)).is_some()
    }

    /// Stops every task.
    pub fn stop_all(&self) {
        for task in self.running().values() {
            task.stop(Trouble::Stopped);
        }
    }

    /// Stops those that clients wrote themselves and that take more megabytes than one may.
    pub fn hold(&self, most: u64) {
        for task in self.running().values().filter(|task| task.may_be_stopped()) {
            let taken = task.taken();
            if taken > most.saturating_mul(MEGABYTE) {
                tracing::warn!(id = task.id, megabytes = taken / MEGABYTE, text = %task.shown(), "stopped, because it takes too much memory");
                task.stop(Trouble::TooMuchMemory(most));
            }
        }
    }

    /// Stops the one that takes most memory of those that clients wrote themselves and that were not stopped yet; the next one
    /// only when the last had time to give its memory back.
    pub fn relieve(&self) {
        let running = self.running();
        let ending = |task: &Task| task.stopped.get().is_some_and(|(_, at)| at.elapsed() < RELIEF);
        if running.values().any(ending) {
            return;
        }
        let own = running.values().filter(|task| task.may_be_stopped());
        if let Some(task) = own.max_by_key(|task| (task.taken(), Reverse(task.id))) {
            tracing::warn!(id = task.id, text = %task.shown(), "stopped, because the memory is used up");
            task.stop(Trouble::Memory);
        }
    }

    fn running(&self) -> MutexGuard<'_, BTreeMap<u64, Task>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Task {
    fn stop(&self, why: Trouble) {
        self.stopped.get_or_init(|| (why, Instant::now())); // the first reason counts
        self.token.cancel();
    }

    fn may_be_stopped(&self) -> bool {
        !self.token.is_cancelled() && !self.job.text.is_empty()
    }

    /// Bytes that it has taken and not given back since it was looked at first.
    fn taken(&self) -> u64 {
        let now = self.arena.get().map_or(0, |arena| arena.allocated());
        now.saturating_sub(*self.before.get_or_init(|| now))
    }

    fn overdue(&self) -> bool {
        self.started.elapsed() > self.job.time
    }

    fn shown(&self) -> String {
        self.job.text.chars().take(SHOWN).collect()
    }

    fn row(&self) -> Row {
        Row {
            id: self.id,
            kind: self.job.kind,
            began: self.began.to_string(),
            seconds: self.started.elapsed().as_secs_f64(),
            overdue: self.overdue(),
            text: self.shown(),
        }
    }
}

impl Place {
    /// Why the task was stopped: by somebody, or because its time was over.
    #[must_use]
    pub fn fate(&self) -> Trouble {
        self.task.stopped.get().map_or(Trouble::Late, |(why, _)| *why)
    }

    /// Notes where the thread that works takes its memory from.
    pub(super) fn takes_memory_from(&self, arena: Option<Arena>) {
        if let Some(arena) = arena {
            self.task.arena.get_or_init(|| arena);
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Self { task, tasks } = self;
        tasks.running().remove(&task.id);
        let took = task.started.elapsed();
        tasks.metrics.worked(task.job.kind, took);
        if tasks.slow.is_some_and(|slow| took > slow) {
            tracing::warn!(kind = task.job.kind, seconds = took.as_secs_f64(), text = %task.shown(), "slow");
        }
    }
}
