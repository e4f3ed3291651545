//! Loads that go on after their request was answered: each can be watched, cancelled, and undone as a whole.
//!
//! They are remembered as long as the server runs. What they put into the store stays there, whether it is remembered or not.

pub mod load;
pub mod preview;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use loaders::readers::Format;
use serde::Serialize;
use tokio::sync::watch;

/// Loads that are remembered; the oldest that has ended is forgotten first.
const REMEMBERED: usize = 100;

/// A file that came with a request.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name.
    pub name: String,
    /// What it is.
    pub format: Format,
    /// What it holds.
    pub bytes: axum::body::Bytes,
}

/// How far a load is.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It waits for others.
    #[default]
    Waiting,
    /// It is at work.
    Running,
    /// It has read everything.
    Done,
    /// Somebody stopped it; what it had loaded is kept.
    Cancelled,
    /// The store failed; what it had loaded is kept.
    Failed,
    /// What it had loaded was taken out again.
    Undone,
}

/// A record that could not be read.
#[derive(Clone, Debug, Serialize)]
pub struct Reject {
    /// The file.
    pub file: String,
    /// Its line there, from 1, for formats of lines.
    pub line: Option<usize>,
    /// Why.
    pub reason: String,
}

/// What one file has given.
#[derive(Clone, Debug, Serialize)]
pub struct FileProgress {
    /// Its name.
    pub name: String,
    /// How large it is.
    pub bytes: usize,
    /// Articles read from it.
    pub read: usize,
    /// Records that could not be read.
    pub rejected: usize,
}

/// What a load has done.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Progress {
    /// How far it is.
    pub state: State,
    /// Records in its files, counted as they are read.
    pub records: usize,
    /// Records in its files, where they can be counted before: one a line.
    pub expected: Option<usize>,
    /// Articles that were not there before.
    pub added: usize,
    /// Articles that took the place of an older version.
    pub replaced: usize,
    /// Articles that were there already.
    pub unchanged: usize,
    /// Records that could not be read.
    pub rejected: usize,
    /// Articles of which nobody knows when they were published: relative dates in them are left open.
    pub undated: usize,
    /// Reports read.
    pub reports: usize,
    /// Events made or changed.
    pub events: usize,
    /// Seconds since it began.
    pub seconds: f64,
    /// Its files.
    pub files: Vec<FileProgress>,
    /// When it was asked for.
    pub asked: String,
    /// What went wrong, if it failed.
    pub error: Option<String>,
}

/// One load.
pub struct Job {
    /// Its number.
    pub id: u64,
    progress: watch::Sender<Progress>,
    stop: AtomicBool,
    rejects: Mutex<Vec<Reject>>,
    /// Articles that it brought, for undoing it.
    brought: Mutex<Vec<String>>,
}

impl Job {
    /// Its progress, now and as it goes on.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<Progress> {
        self.progress.subscribe()
    }

    /// Its progress now.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress.borrow().clone()
    }

    /// Asks it to stop; it does so after the articles it is at.
    pub fn cancel(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// All records that could not be read.
    #[must_use]
    pub fn rejects(&self) -> Vec<Reject> {
        lock(&self.rejects).clone()
    }

    /// The articles it brought.
    #[must_use]
    pub fn brought(&self) -> Vec<String> {
        lock(&self.brought).clone()
    }

    /// Notes that its articles were taken out.
    pub fn undone(&self) {
        lock(&self.brought).clear();
        self.progress.send_modify(|progress| progress.state = State::Undone);
    }

    fn tell(&self, change: impl FnOnce(&mut Progress)) {
        self.progress.send_modify(change);
    }
}

/// All loads of a running server.
#[derive(Default)]
pub struct Jobs {
    known: Mutex<(u64, BTreeMap<u64, Arc<Job>>)>,
}

impl Jobs {
    /// A new load of these files.
    pub fn begin(&self, files: &[File]) -> Arc<Job> {
        let of = |file: &File| FileProgress { name: file.name.clone(), bytes: file.bytes.len(), read: 0, rejected: 0 };
        let progress = Progress {
            files: files.iter().map(of).collect(),
            expected: files.iter().map(load::expected).sum(),
            asked: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            ..Progress::default()
        };
        let mut known = lock(&self.known);
        known.0 += 1;
        let id = known.0;
        let job = Arc::new(Job {
            id,
            progress: watch::Sender::new(progress),
            stop: AtomicBool::new(false),
            rejects: Mutex::default(),
            brought: Mutex::default(),
        });
        known.1.insert(id, Arc::clone(&job));
        let ended = |job: &&Arc<Job>| !matches!(job.progress().state, State::Waiting | State::Running);
        let oldest = known.1.values().find(ended).map(|job| job.id);
        if let Some(oldest) = oldest.filter(|_| known.1.len() > REMEMBERED) {
            known.1.remove(&oldest);
        }
        job
    }

    /// The load with this number.
    #[must_use]
    pub fn find(&self, id: u64) -> Option<Arc<Job>> {
        lock(&self.known).1.get(&id).cloned()
    }

    /// All that are remembered, the latest first.
    #[must_use]
    pub fn all(&self) -> Vec<Arc<Job>> {
        lock(&self.known).1.values().rev().cloned().collect()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
