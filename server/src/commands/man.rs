//! `kabar man`: the manual page, written from the same words as the help.

use std::io;

use clap::CommandFactory;

use super::Exit;
use crate::cli::Cli;

/// Runs the command.
///
/// # Errors
/// When stdout cannot be written.
pub fn run() -> anyhow::Result<Exit> {
    clap_mangen::Man::new(Cli::command()).render(&mut io::stdout().lock())?;
    Ok(Exit::Done)
}
