//! `kabar completions`: the completion script of a shell, made from the command line's own description.

use std::io::{self, Write};

use clap::CommandFactory;
use clap_complete::Shell;

use super::Exit;
use crate::cli::Cli;

/// The flags of `kabar completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kabar completions bash > ~/.local/share/bash-completion/completions/kabar
  kabar completions zsh > ~/.zfunc/_kabar
  kabar completions fish > ~/.config/fish/completions/kabar.fish")]
pub struct Args {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Runs the command.
///
/// # Errors
/// When stdout cannot be written.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    // the generator panics where it cannot write, as in `… | head`
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "kabar", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Exit::Done)
}
