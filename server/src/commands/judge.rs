//! `kabar judge`: what an analyst decides about events and reports; it outlives every reload.

use clap::Subcommand;
use jiff::Timestamp;
use loaders::reading::Reader;

use super::{Exit, Usage};
use crate::config::Location;
use crate::ingest::Ingest;
use crate::judgements::{self, Error, Shown, Wish, Word};
use crate::store::Database;

/// The flags of `kabar judge`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "A judgement holds for the sentences it was made about, also when their article is taken out and loaded again.

Examples:
  kabar judge reject rep-8de19cbff13f9ab9-3 --location kabar-data --why 'a film is told, not an event'
  kabar judge merge ev-52f0b1c2aa90e1d3 ev-9b1de07c41f3a2c4 --location kabar-data --by ana
  kabar judge list --location kabar-data
  kabar judge undo judge-1c0ffee234567890 --location kabar-data"
)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub what: What,
}

/// One sort of judgement, or what to do with those there are.
#[derive(Debug, Subcommand)]
pub enum What {
    /// The reports are right
    Confirm(Decision),
    /// The reports are wrong: they leave their events
    Reject(Decision),
    /// The events are one
    Merge(Decision),
    /// The reports are of an event of their own
    Split(Decision),
    /// List the judgements, the first first
    List(List),
    /// Take a judgement back
    Undo(Undo),
}

/// What is decided, by whom and why.
#[derive(Debug, clap::Args)]
pub struct Decision {
    /// Where the store is.
    #[command(flatten)]
    pub location: Location,
    /// Events (`ev-…`) or reports (`rep-…`), by IRI or by the id that ends it
    #[arg(value_name = "IRI", required = true)]
    pub of: Vec<String>,
    /// Who decides
    #[arg(long, env = "KABAR_ANALYST", value_name = "NAME", default_value = "analyst")]
    pub by: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub why: Option<String>,
}

/// The flags of `kabar judge list`.
#[derive(Debug, clap::Args)]
pub struct List {
    /// Where the store is.
    #[command(flatten)]
    pub location: Location,
    /// Print them as JSON
    #[arg(long)]
    pub json: bool,
}

/// The flags of `kabar judge undo`.
#[derive(Debug, clap::Args)]
pub struct Undo {
    /// Where the store is.
    #[command(flatten)]
    pub location: Location,
    /// The judgement, by IRI or by the id that ends it
    #[arg(value_name = "IRI")]
    pub judgement: String,
}

/// Runs the command.
///
/// # Errors
/// When what is named is not there, the judgement makes no sense, or the store can't be written.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    match &args.what {
        What::Confirm(decision) => decide(Word::Confirm, decision),
        What::Reject(decision) => decide(Word::Reject, decision),
        What::Merge(decision) => decide(Word::Merge, decision),
        What::Split(decision) => decide(Word::Split, decision),
        What::List(args) => list(args),
        What::Undo(args) => undo(args),
    }
}

fn decide(verdict: Word, decision: &Decision) -> anyhow::Result<Exit> {
    let database = Database::open_existing(&decision.location.location)?;
    let Decision { of, by, why, .. } = decision;
    let wish = Wish { verdict, of: of.clone(), by: by.clone(), why: why.clone() };
    let judgement = judgements::make(database.store(), wish, Timestamp::now()).map_err(blame)?;
    let reader = Reader::new()?;
    let ingest = Ingest::new(database.ledger(), &reader);
    let outcome = database.write_blocking(|_| ingest.judge(judgement.clone()))?;
    tell(&judgements::show(database.store(), &judgement)?);
    eprintln!("{} events made or changed", outcome.events);
    Ok(Exit::Done)
}

fn list(args: &List) -> anyhow::Result<Exit> {
    let database = Database::open_existing(&args.location.location)?;
    let all = judgements::list(database.store())?;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&all)?);
    } else {
        all.iter().for_each(tell);
    }
    Ok(Exit::Done)
}

fn undo(args: &Undo) -> anyhow::Result<Exit> {
    let database = Database::open_existing(&args.location.location)?;
    let judgement = judgements::find(database.store(), &args.judgement).map_err(blame)?;
    let reader = Reader::new()?;
    let ingest = Ingest::new(database.ledger(), &reader);
    let outcome = database.write_blocking(|_| ingest.undo(&judgement))?;
    eprintln!("taken back; {} events made or changed", outcome.events);
    Ok(Exit::Done)
}

fn tell(judgement: &Shown) {
    let Shown { id, verdict, of, by, at, why, reports } = judgement;
    let names: Vec<&str> = of.iter().map(|iri| iri.rsplit('/').next().unwrap_or(iri)).collect();
    let why = why.as_ref().map_or_else(String::new, |why| format!(": {why}"));
    println!("{id}  {verdict} {} by {by} at {at}{why}; {} reports here", names.join(" "), reports.len());
}

/// What the command line got wrong is its fault.
fn blame(error: Error) -> anyhow::Error {
    match error {
        Error::Storage(_) => error.into(),
        _ => Usage(error.to_string()).into(),
    }
}
