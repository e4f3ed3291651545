//! The command line: every command and every flag that holds for all of them.
//!
//! A command's own flags stand in its module under `commands/`, beside the code they steer.

use std::io::IsTerminal;

use clap::{Parser, Subcommand, ValueEnum};

use crate::commands::{
    ask, check, completions, delete, demo, export, extract, judge, key, load, man, query, serve, stats, upkeep,
};

/// Kabar reads news articles into a knowledge graph of who did what to whom, where and when.
#[derive(Debug, Parser)]
#[command(name = "kabar", version, after_help = EXAMPLES)]
pub struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub globals: Globals,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "Examples:
  kabar serve --location kabar-data
  kabar query --location kabar-data 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }'
  kabar ask

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 loaded in part.";

/// What `kabar` can do, one variant a command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Answer over HTTP: the browser page, SPARQL, articles
    Serve(serve::Args),
    /// Load the bundled sample and serve it
    Demo(demo::Args),
    /// Put articles into a store
    Load(load::Args),
    /// Read articles and print what they say, without a store
    Extract(extract::Args),
    /// Say whether articles can be loaded, without loading them
    Check(check::Args),
    /// Take articles out of a store
    Delete(delete::Args),
    /// Confirm, reject, merge or split what was read
    Judge(judge::Args),
    /// Ask one SPARQL query of a store
    Query(query::Args),
    /// Ask one of the named queries; without a name, list them
    Ask(ask::Args),
    /// Write what a store holds as RDF
    Export(export::Args),
    /// Count what a store holds
    Stats(stats::Args),
    /// Copy a store into a new folder
    Backup(upkeep::BackupArgs),
    /// Make a store of a copy
    Restore(upkeep::RestoreArgs),
    /// Say whether a store is whole
    Verify(upkeep::StoreArgs),
    /// Tidy the files of a store
    Compact(upkeep::StoreArgs),
    /// Make a key for those who may use a server
    Key(key::Args),
    /// Print the completion script of a shell
    Completions(completions::Args),
    /// Print the manual page of the program, or of a command
    #[command(after_help = "Examples:
  kabar man | man -l -
  kabar man serve > /usr/local/share/man/man1/kabar-serve.1")]
    Man(man::Args),
}

/// The flags that every command takes.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Globals {
    /// Show progress on stderr: auto (on a terminal), always or never
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN", hide_possible_values = true)]
    pub progress: When,
    /// Use colour on stderr: auto (on a terminal), always or never
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN", hide_possible_values = true)]
    pub color: When,
}

/// When to do something that suits a terminal better than a file.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum When {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl When {
    /// Says yes or no; `auto` asks whether stderr is a terminal.
    #[must_use]
    pub fn on_stderr(self) -> bool {
        match self {
            Self::Auto => std::io::stderr().is_terminal(),
            Self::Always => true,
            Self::Never => false,
        }
    }
}

impl Globals {
    /// Whether to colour what goes to stderr; a set `NO_COLOR` turns `auto` off.
    #[must_use]
    pub fn colored(self) -> bool {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        self.color.on_stderr() && !(self.color == When::Auto && refused)
    }
}
