//! The commands, one a module: each has its `Args` and a `run` that ends in an [`Exit`].
//!
//! Data goes to stdout, talk to stderr. A command returns its failure; only [`conclude`] prints it and picks the exit code.

use std::io;
use std::process::ExitCode;

use crate::cli::Globals;

pub mod ask;
pub mod check;
pub mod completions;
pub mod delete;
pub mod demo;
pub mod export;
pub mod extract;
pub mod judge;
pub mod key;
pub mod load;
pub mod man;
pub mod query;
pub mod serve;
pub mod stats;
pub mod upkeep;

/// How a command ended; scripts rely on the numbers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[repr(u8)]
pub enum Exit {
    /// Everything asked for was done.
    Done = 0,
    /// The command could not do it, or the answer is no (`query --ask`).
    Failed = 1,
    /// The command line makes no sense.
    Usage = 2,
    /// Something was loaded and something was rejected.
    Partial = 3,
}

/// A failure that the user can mend on the command line; ends in [`Exit::Usage`].
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Usage(pub String);

/// Reports how a command ended: the error and its causes to stderr, the code to the shell.
///
/// A reader that hangs up (`kabar query … | head`) is no failure.
#[must_use]
pub fn conclude(outcome: anyhow::Result<Exit>, globals: Globals) -> ExitCode {
    let exit = match outcome {
        Ok(exit) => exit,
        Err(error) if hung_up(&error) => Exit::Done,
        Err(error) => {
            report(&error, globals.colored());
            if error.is::<Usage>() { Exit::Usage } else { Exit::Failed }
        }
    };
    ExitCode::from(exit as u8)
}

fn hung_up(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

fn report(error: &anyhow::Error, colored: bool) {
    let (red, plain) = if colored { ("\x1b[1;31m", "\x1b[0m") } else { ("", "") };
    eprintln!("{red}error:{plain} {error:#}");
}
