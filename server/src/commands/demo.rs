//! `kabar demo`: the bundled sample in a store, served.

use std::path::PathBuf;

use include_dir::{Dir, include_dir};
use loaders::reading::Reader;

use super::{Exit, load, serve};
use crate::cli::Globals;
use crate::config::{Config, Sureness};
use crate::inputs::Inputs;
use crate::store::Database;

static SAMPLES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../samples");

/// The flags of `kabar demo`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kabar demo
  kabar demo --location kabar-demo --exit-after-load")]
pub struct Args {
    /// Load the sample and end, without serving it
    #[arg(long)]
    pub exit_after_load: bool,
    /// How to serve it; without --location the store is a temporary one.
    #[command(flatten)]
    pub config: Config,
}

/// Runs the command.
///
/// # Errors
/// When the store can't be made or the address is taken.
pub fn run(args: Args, globals: Globals) -> anyhow::Result<Exit> {
    serve::refuse_what_is_open(&args.config)?;
    let scratch = tempfile::Builder::new().prefix("kabar-demo-").tempdir()?;
    SAMPLES.extract(scratch.path())?;
    let mut config = args.config;
    let location = config.location.get_or_insert_with(|| scratch.path().join("store")).clone();
    let reader = Reader::new()?;
    let database = Database::open(Some(&location))?;
    let files = ["articles.jsonl", "text", "html"].map(|name| scratch.path().join(name)).to_vec();
    let inputs = Inputs { files, input_format: None, date: None }.list()?;
    eprintln!("loading {} sample files into {}", inputs.len(), location.display());
    let summary = load::load(&database, &reader, &inputs, Sureness::default(), None, globals)?;
    summary.tell(&PathBuf::from("-"));
    if args.exit_after_load {
        return Ok(summary.exit());
    }
    serve::serve(database, &config)
}
