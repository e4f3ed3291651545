//! `kabar man`: the manual pages, written from the same words as the help.

use std::io;

use clap::CommandFactory;

use super::{Exit, Usage};
use crate::cli::Cli;

/// The flags of `kabar man`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The command; without it the page of the whole program
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// When there is no such command, or stdout cannot be written.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut program = Cli::command();
    program.build(); // the commands learn what they are called from outside
    let page = match &args.command {
        None => program,
        Some(name) => {
            let unknown = || Usage(format!("there is no command `{name}`; `kabar --help` lists them"));
            program.find_subcommand(name).cloned().ok_or_else(unknown)?
        }
    };
    clap_mangen::Man::new(page).render(&mut io::stdout().lock())?;
    Ok(Exit::Done)
}
