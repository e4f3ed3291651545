//! The work of a load: reads its files on all cores and puts the articles into the store, some at a time.

use std::io::Cursor;
use std::time::Instant;

use loaders::facts::Reading;
use loaders::readers::{self, Format, Record};
use loaders::reading::Reader;
use ontology::Iris;
use oxigraph::store::StorageError;

use super::{File, Job, Progress, Reject, State, lock};
use crate::ingest::pool::{self, Read};
use crate::ingest::{Ingest, Outcome};
use crate::store::Database;

/// Articles of one commit: enough to be quick, few enough that progress is seen.
const BATCH: usize = 32;

/// How many records a file has, if that can be told without reading it.
pub(super) fn expected(file: &File) -> Option<usize> {
    let lines = || file.bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).count();
    match file.format {
        Format::JsonLines if file.bytes.trim_ascii_start().first() != Some(&b'[') => Some(lines()),
        Format::JsonLines => None,
        _ => Some(1),
    }
}

/// Hands over the records of all files until `take` has enough.
pub(super) fn feed(files: &[File], take: &mut dyn FnMut(Record) -> bool) {
    for file in files {
        let input = Box::new(Cursor::new(file.bytes.clone()));
        for record in readers::read(file.format, &file.name, input) {
            if !take(record) {
                return;
            }
        }
    }
}

/// Does it, to its end or until it is cancelled.
pub fn run(job: &Job, database: &Database, reader: &Reader, files: &[File]) {
    job.tell(|progress| progress.state = State::Running);
    let run = jiff::Timestamp::now().strftime("%Y-%m-%dT%H-%M-%SZ").to_string();
    let mut load = Load { job, database, reader, run, batch: Vec::new(), began: Instant::now(), failed: None };
    pool::read_all(reader, |take| feed(files, take), |read| load.take(read));
    load.write();
    let failed = load.failed.map(|error| format!("the store could not be written: {error}"));
    let end = match (&failed, job.stopped()) {
        (Some(_), _) => State::Failed,
        (None, true) => State::Cancelled,
        (None, false) => State::Done,
    };
    job.tell(|progress| (progress.state, progress.error) = (end, failed));
}

struct Load<'a> {
    job: &'a Job,
    database: &'a Database,
    reader: &'a Reader,
    run: String,
    batch: Vec<Reading>,
    began: Instant,
    failed: Option<StorageError>,
}

impl Load<'_> {
    /// Whether there is any use in going on.
    fn take(&mut self, Read { source, line, outcome }: Read) -> bool {
        if self.job.stopped() || self.failed.is_some() {
            return false;
        }
        let rejected = outcome.is_err();
        self.job.tell(|progress| count(progress, &source, rejected));
        match outcome {
            Ok(reading) => {
                self.job.tell(|progress| progress.undated += usize::from(reading.is_undated()));
                self.batch.push(reading);
            }
            Err(error) => lock(&self.job.rejects).push(Reject { file: source, line, reason: error.to_string() }),
        }
        if self.batch.len() >= BATCH {
            self.write();
        }
        true
    }

    fn write(&mut self) {
        let batch = std::mem::take(&mut self.batch);
        if batch.is_empty() || self.failed.is_some() {
            return;
        }
        match self.put(&batch) {
            Ok((outcome, new)) => {
                lock(&self.job.brought).extend(new);
                let seconds = self.began.elapsed().as_secs_f64();
                self.job.tell(|progress| add(progress, &outcome, seconds));
            }
            Err(error) => self.failed = Some(error),
        }
    }

    /// Puts articles in; gives what changed and the names of those that were not there.
    fn put(&self, batch: &[Reading]) -> Result<(Outcome, Vec<String>), StorageError> {
        let iris = Iris::default();
        self.database.write_blocking(|store| {
            let ingest = Ingest::new(store, self.reader).with_run(self.run.clone());
            let mut new = Vec::new();
            for reading in batch {
                let article = iris.article(&reading.sha256);
                let short = iris.article_id(article.as_str()).unwrap_or_default().to_owned();
                if ingest.find(&short)?.is_empty() {
                    new.push(short);
                }
            }
            Ok((ingest.add(batch)?, new))
        })
    }
}

fn count(progress: &mut Progress, source: &str, rejected: bool) {
    progress.records += 1;
    progress.rejected += usize::from(rejected);
    if let Some(file) = progress.files.iter_mut().find(|file| file.name == source) {
        file.read += usize::from(!rejected);
        file.rejected += usize::from(rejected);
    }
}

fn add(progress: &mut Progress, outcome: &Outcome, seconds: f64) {
    progress.added += outcome.added;
    progress.replaced += outcome.replaced;
    progress.unchanged += outcome.unchanged;
    progress.reports += outcome.reports;
    progress.events += outcome.events;
    progress.seconds = seconds;
}
