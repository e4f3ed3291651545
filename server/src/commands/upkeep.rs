//! `kabar backup`, `restore`, `verify` and `compact`: the upkeep of a store that no server has open.

use std::path::PathBuf;

use anyhow::Context;

use super::{Exit, Usage};
use crate::config::Location;
use crate::store::{Database, upkeep};

/// The flags of `kabar backup`.
#[derive(Debug, clap::Args)]
#[command(after_help = "A running server makes backups itself: start it with --backups DIR, then POST /admin/backups.

Examples:
  kabar backup --location kabar-data backups/monday
  kabar backup --location kabar-data /mnt/other-disk/kabar")]
pub struct BackupArgs {
    /// Where the store is.
    #[command(flatten)]
    pub location: Location,
    /// A new folder for the copy
    #[arg(value_name = "DIR")]
    pub to: PathBuf,
}

/// The flags of `kabar restore`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kabar restore --location kabar-data backups/monday
  kabar restore --location kabar-again /mnt/other-disk/kabar")]
pub struct RestoreArgs {
    /// A new folder for the store.
    #[command(flatten)]
    pub location: Location,
    /// The backup
    #[arg(value_name = "DIR")]
    pub from: PathBuf,
}

/// The flags of `kabar verify` and `kabar compact`.
#[derive(Debug, clap::Args)]
#[command(after_help = "No server may have the store open; ask a running one by POST /admin/compact.

Examples:
  kabar verify --location kabar-data
  kabar compact --location kabar-data")]
pub struct StoreArgs {
    /// Where the store is.
    #[command(flatten)]
    pub location: Location,
}

/// Copies a store.
///
/// # Errors
/// When there is no store, or the copy cannot be written.
pub fn backup(args: &BackupArgs) -> anyhow::Result<Exit> {
    let database = Database::open_existing(&args.location.location)?;
    let cannot = || format!("the backup `{}` cannot be made", args.to.display());
    database.ledger().backup(&args.to).with_context(cannot)?;
    eprintln!("copied the store at commit {} to {}", database.version(), args.to.display());
    Ok(Exit::Done)
}

/// Makes a store of a copy, after a look whether the copy is whole.
///
/// # Errors
/// When the backup is none or broken, or the folder of the store is in use.
pub fn restore(args: &RestoreArgs) -> anyhow::Result<Exit> {
    let location = &args.location.location;
    if location.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Usage(format!("`{}` is not empty; restore into a new folder", location.display())).into());
    }
    let cannot = || format!("`{}` cannot be restored", args.from.display());
    upkeep::restore(&args.from, location).with_context(cannot)?;
    let database = Database::open_existing(location)?;
    database.ledger().verify().with_context(|| format!("the backup `{}` is broken", args.from.display()))?;
    eprintln!("restored {} at commit {}", location.display(), database.version());
    Ok(Exit::Done)
}

/// Reads all of a store and says whether it is whole.
///
/// # Errors
/// When it is not.
pub fn verify(args: &StoreArgs) -> anyhow::Result<Exit> {
    let database = Database::open_existing(&args.location.location)?;
    let commits = database.ledger().verify().context("the store is broken; restore it from a backup")?;
    eprintln!("the store is whole; {commits} commits are in its log, the last is {}", database.version());
    Ok(Exit::Done)
}

/// Tidies the files of a store.
///
/// # Errors
/// When it cannot be written.
pub fn compact(args: &StoreArgs) -> anyhow::Result<Exit> {
    let database = Database::open_existing(&args.location.location)?;
    database.ledger().compact()?;
    Ok(Exit::Done)
}
