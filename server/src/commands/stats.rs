//! `kabar stats`: how much a store holds.

use std::io::Write;

use ontology::Iris;
use queries::explore::Shelf;
use queries::{EventIndex, Explorer};
use serde_json::json;

use super::Exit;
use crate::config::Location;
use crate::store::Database;

/// The flags of `kabar stats`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kabar stats --location kabar-data
  kabar stats --location kabar-data --json | jq .events")]
pub struct Args {
    /// Where the store is.
    #[command(flatten)]
    pub location: Location,
    /// Print the numbers as JSON
    #[arg(long)]
    pub json: bool,
}

/// Runs the command.
///
/// # Errors
/// When the store cannot be opened or read.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    let database = Database::open_existing(&args.location.location)?;
    let store = database.store();
    let iris = Iris::default();
    let explorer = Explorer::new(store, &iris);
    let overview = explorer.overview(&EventIndex::build(store, &iris)?, &Shelf::of(explorer)?)?;
    let dates = [&overview.first_date, &overview.last_date].map(|date| date.clone().unwrap_or_default());
    let counts = [
        ("articles", overview.articles),
        ("events", overview.events),
        ("actors", overview.actors),
        ("places", overview.places),
        ("graphs", store.named_graphs().count()),
        ("quads", store.len()?),
    ];
    let mut out = std::io::stdout().lock();
    if args.json {
        let mut stats = json!({ "first_date": overview.first_date, "last_date": overview.last_date });
        for (name, count) in counts {
            stats[name] = count.into();
        }
        writeln!(out, "{stats}")?;
        return Ok(Exit::Done);
    }
    for (name, count) in counts {
        writeln!(out, "{name:<9} {count:>12}")?;
    }
    if overview.articles > 0 {
        writeln!(out, "{:<9} {} to {}", "dates", dates[0], dates[1])?;
    }
    Ok(Exit::Done)
}
