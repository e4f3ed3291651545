//! `kabar check`: whether articles could be loaded, without loading them.

use loaders::reading::Reader;

use super::Exit;
use super::load::feed;
use crate::ingest::pool;
use crate::inputs::Inputs;

/// The flags of `kabar check`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kabar check articles.jsonl
  kabar check news/")]
pub struct Args {
    /// What to check.
    #[command(flatten)]
    pub inputs: Inputs,
}

/// Runs the command.
///
/// # Errors
/// When the inputs do not exist.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    let inputs = args.inputs.list()?;
    let reader = Reader::new()?;
    let (mut good, mut bad, mut warned) = (0, 0, 0);
    pool::read_all(
        &reader,
        |take| feed(&inputs, take),
        |read| {
            let place = read.line.map_or_else(|| read.source.clone(), |line| format!("{}:{line}", read.source));
            match read.outcome {
                Ok(reading) => {
                    good += 1;
                    for note in reading.notes.iter().filter(|note| note.kind != "boilerplate") {
                        warned += 1;
                        println!("note  {place}: {}", note.message);
                    }
                }
                Err(error) => {
                    bad += 1;
                    println!("wrong {error}");
                }
            }
            true
        },
    );
    eprintln!("{good} articles can be loaded, {bad} cannot; {warned} notes");
    Ok(if bad > 0 { Exit::Failed } else { Exit::Done })
}
