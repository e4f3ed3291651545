//! `kabar load`: articles from files into a store. A bad record is rejected and told; the rest is loaded.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Context;
use loaders::facts::Reading;
use loaders::reading::Reader;
use serde_json::json;

use super::Exit;
use crate::cli::Globals;
use crate::config::{Location, Sureness};
use crate::ingest::pool::{self, Read};
use crate::ingest::{Ingest, Outcome};
use crate::inputs::{Input, Inputs};
use crate::progress::Progress;
use crate::store::Database;

/// The flags of `kabar load`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "An article that is there already changes nothing, so a load that broke off is resumed by running it again. An article
with the url of an older one (without url: with its id and publisher) replaces it. To read articles anew, for example with
another --min-confidence, delete them first.

Examples:
  kabar load --location kabar-data articles.jsonl
  kabar load --location kabar-data news/ page.html
  zcat feed.jsonl.gz | kabar load --location kabar-data --input-format jsonl -"
)]
pub struct Args {
    /// Where the store is; it is founded if there is none.
    #[command(flatten)]
    pub location: Location,
    /// What to load.
    #[command(flatten)]
    pub inputs: Inputs,
    /// How sure.
    #[command(flatten)]
    pub sureness: Sureness,
    /// Where rejected records are listed, one JSON object each with file, line and reason
    #[arg(long, value_name = "FILE", default_value = "rejects.jsonl")]
    pub rejects: PathBuf,
    /// Print the summary as JSON on stdout
    #[arg(long)]
    pub json: bool,
}

/// What a load came to.
#[derive(Debug, Default)]
pub struct Summary {
    /// What the store says.
    pub outcome: Outcome,
    /// Records that could not be read.
    pub rejected: usize,
    /// Articles that were read but not understood: their language has no folder.
    pub unread: usize,
    /// Articles of which nobody knows when they were published.
    pub undated: usize,
    /// Whether Ctrl-C ended it.
    pub interrupted: bool,
    /// How long it took.
    pub took: Duration,
}

/// Articles that are written in one transaction.
const BATCH: usize = 256;

/// Runs the command.
///
/// # Errors
/// When the inputs do not exist, or the store or the list of rejects can't be written.
pub fn run(args: &Args, globals: Globals) -> anyhow::Result<Exit> {
    let inputs = args.inputs.list()?;
    let reader = Reader::new()?;
    let database = Database::open(Some(&args.location.location))?;
    let summary = load(&database, &reader, &inputs, args.sureness, Some(&args.rejects), globals)?;
    if args.json {
        println!("{}", summary.to_json(&args.rejects));
    } else {
        summary.tell(&args.rejects);
    }
    Ok(summary.exit())
}

/// Loads inputs into a store, batch by batch; Ctrl-C ends it after the batch at hand.
///
/// # Errors
/// When the store or the list of rejects can't be written; what was loaded before stays.
pub fn load(
    database: &Database,
    reader: &Reader,
    inputs: &[Input],
    sureness: Sureness,
    rejects: Option<&Path>,
    globals: Globals,
) -> anyhow::Result<Summary> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    // A second Ctrl-C handler in one process fails; then the first one goes on working.
    let _ = ctrlc::set_handler(move || flag.store(true, Ordering::Relaxed));
    let run = jiff::Timestamp::now().strftime("%Y-%m-%dT%H-%M-%SZ").to_string();
    let ingest = Ingest::new(database.ledger(), reader).with_run(run);
    let mut load = Load {
        ingest,
        database,
        sureness,
        summary: Summary::default(),
        batch: Vec::new(),
        rejects: Rejects::new(rejects),
        progress: Progress::new(globals),
    };
    let mut failure = None;
    let feed = |take: &mut dyn FnMut(loaders::readers::Record) -> bool| feed(inputs, take);
    pool::read_all(reader, feed, |read| {
        load.summary.interrupted = stop.load(Ordering::Relaxed);
        let step = if load.summary.interrupted { Ok(()) } else { load.take(read) };
        failure = step.err();
        failure.is_none() && !load.summary.interrupted
    });
    if let Some(failure) = failure {
        return Err(failure);
    }
    load.write()?;
    let mut summary = load.summary;
    load.rejects.finish()?;
    summary.took = load.progress.finish();
    Ok(summary)
}

/// Hands over the records of all inputs; an input that can't be opened is a record that can't be read.
pub fn feed(inputs: &[Input], take: &mut dyn FnMut(loaders::readers::Record) -> bool) {
    let mut open = true;
    for input in inputs {
        let ended = input.read(&mut |record| {
            open = take(record);
            open
        });
        if let Err(unopened) = ended {
            eprintln!("warning: `{}` {}", unopened.source, unopened.reason);
        }
        if !open {
            return;
        }
    }
}

struct Load<'a> {
    ingest: Ingest<'a>,
    database: &'a Database,
    sureness: Sureness,
    summary: Summary,
    batch: Vec<Reading>,
    rejects: Rejects<'a>,
    progress: Progress,
}

impl Load<'_> {
    fn take(&mut self, read: Read) -> anyhow::Result<()> {
        match read.outcome {
            Ok(reading) => {
                self.summary.unread += usize::from(reading.is_unread());
                self.summary.undated += usize::from(reading.is_undated());
                self.batch.push(reading.at_least(self.sureness.min_confidence));
            }
            Err(error) => {
                self.summary.rejected += 1;
                self.progress.say(&format!("rejected: {error}"));
                self.rejects.add(&read.source, read.line, &error.to_string())?;
            }
        }
        if self.batch.len() >= BATCH {
            self.write()?;
        }
        Ok(())
    }

    fn write(&mut self) -> anyhow::Result<()> {
        let outcome = self.database.write_blocking(|_| self.ingest.add(&self.batch)).context(
            "the store could not be written; what was loaded before is kept, and running the same command again goes on from there",
        )?;
        self.summary.outcome += outcome;
        self.batch.clear();
        let done = &self.summary.outcome;
        self.progress.tell(done.added + done.replaced + done.unchanged, done.reports, self.summary.rejected);
        Ok(())
    }
}

impl Summary {
    /// Prints it for a person, on stderr.
    pub fn tell(&self, rejects: &Path) {
        let Outcome { added, replaced, unchanged, reports, events, quads, .. } = &self.outcome;
        let seconds = self.took.as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "a count of articles")]
        let rate = (added + replaced + unchanged) as f64 / seconds.max(0.001);
        eprintln!(
            "articles: {added} added, {replaced} replaced, {unchanged} there already ({seconds:.1} s, {rate:.0} a second)"
        );
        eprintln!("facts:    {reports} reports, {events} events made or changed, {quads} quads written");
        if self.unread > 0 {
            eprintln!("note:     {} in a language that cannot be read, stored without facts", self.unread);
        }
        if self.undated > 0 {
            eprintln!(
                "note:     {} without a day of publication: days such as \"Monday\" are left open; --date gives one",
                self.undated
            );
        }
        if self.rejected > 0 {
            eprintln!("rejected: {}, listed with their reasons in {}", self.rejected, rejects.display());
        }
        if self.interrupted {
            eprintln!("stopped; run the same command again to go on: what is loaded is passed over");
        }
    }

    fn to_json(&self, rejects: &Path) -> serde_json::Value {
        json!({
            "articles": self.outcome, "rejected": self.rejected, "unread": self.unread, "undated": self.undated, "interrupted": self.interrupted,
            "seconds": self.took.as_secs_f64(), "rejects": (self.rejected > 0).then(|| rejects.display().to_string()),
        })
    }

    /// 0, or 3 if something was rejected and something loaded, or 1 if nothing could be read.
    #[must_use]
    pub fn exit(&self) -> Exit {
        let taken = self.outcome.added + self.outcome.replaced + self.outcome.unchanged;
        match (self.interrupted, self.rejected, taken) {
            (true, ..) => Exit::Failed,
            (_, 0, _) => Exit::Done,
            (_, _, 0) => Exit::Failed,
            _ => Exit::Partial,
        }
    }
}

/// The list of rejected records; the file is made only when there is one.
struct Rejects<'a> {
    path: Option<&'a Path>,
    file: Option<BufWriter<File>>,
}

impl<'a> Rejects<'a> {
    fn new(path: Option<&'a Path>) -> Self {
        Self { path, file: None }
    }

    fn add(&mut self, file: &str, line: Option<usize>, reason: &str) -> anyhow::Result<()> {
        let Some(path) = self.path else { return Ok(()) };
        let cannot =
            || format!("the list of rejects `{}` cannot be written; name another with --rejects", path.display());
        if self.file.is_none() {
            self.file = Some(BufWriter::new(File::create(path).with_context(cannot)?));
        }
        if let Some(out) = &mut self.file {
            writeln!(out, "{}", json!({"file": file, "line": line, "reason": reason})).with_context(cannot)?;
        }
        Ok(())
    }

    fn finish(self) -> anyhow::Result<()> {
        self.file.map_or(Ok(()), |mut file| file.flush()).context("the list of rejects cannot be written")
    }
}
