//! `kabar key`: makes a key for those who may use a server, and prints it once.

use std::path::PathBuf;

use super::{Exit, Usage};
use crate::access::{Role, keys};

/// The flags of `kabar key`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "The file keeps only a digest of each key. To take a key back, delete its line and start the server again.

Examples:
  kabar key --keys kabar.keys --role load feed-reader
  kabar key --keys kabar.keys --role admin ana"
)]
pub struct Args {
    /// The file of keys; it is made if there is none
    #[arg(long, env = "KABAR_KEYS", value_name = "FILE")]
    pub keys: PathBuf,
    /// What the key lets do: read, load, update or admin
    #[arg(long, value_name = "ROLE", hide_possible_values = true)]
    pub role: Role,
    /// Who gets it
    #[arg(value_name = "NAME")]
    pub name: String,
}

/// Runs the command.
///
/// # Errors
/// When the name has spaces, or the file cannot be written.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    if args.name.is_empty() || args.name.contains(char::is_whitespace) || args.name.starts_with('#') {
        return Err(Usage(format!("`{}` is no name; take one without spaces", args.name)).into());
    }
    println!("{}", keys::make(&args.keys, &args.name, args.role)?);
    eprintln!("added `{}` to {}; the key above is shown this once", args.name, args.keys.display());
    Ok(Exit::Done)
}
