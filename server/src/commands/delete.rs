//! `kabar delete`: takes articles out of a store; the events they alone told go with them.

use loaders::reading::Reader;

use super::{Exit, Usage};
use crate::config::Location;
use crate::ingest::Ingest;
use crate::store::Database;

/// The flags of `kabar delete`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kabar delete --location kabar-data https://example.org/news/123
  kabar delete --location kabar-data 8de19cbff13f9ab9")]
pub struct Args {
    /// Where the store is.
    #[command(flatten)]
    pub location: Location,
    /// Articles, each by its address, its id in the feed, its IRI or the 16 digits that end it
    #[arg(value_name = "ARTICLE", required = true)]
    pub articles: Vec<String>,
}

/// Runs the command.
///
/// # Errors
/// When one of the articles is not there (then nothing is deleted), or the store can't be written.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    let database = Database::open_existing(&args.location.location)?;
    let reader = Reader::new()?;
    let ingest = Ingest::new(database.ledger(), &reader);
    let mut articles = Vec::new();
    for name in &args.articles {
        let found = ingest.find(name)?;
        if found.is_empty() {
            return Err(Usage(format!(
                "there is no article `{name}`; `kabar query` with `SELECT ?a {{ ?a a schema:NewsArticle }}` lists them"
            ))
            .into());
        }
        articles.extend(found);
    }
    let outcome = database.write_blocking(|_| ingest.delete(&articles))?;
    eprintln!("deleted {} articles, {} events changed", outcome.deleted, outcome.events);
    Ok(Exit::Done)
}
