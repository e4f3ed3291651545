//! Opens a store, or says in plain words why it cannot be opened.
//!
//! `RocksDB` founds a database in whatever folder it is given, so the folder is looked at first.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use oxigraph::store::{StorageError, Store};

use super::Ledger;
use crate::shipped;

/// A store that could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Nothing is there.
    #[error("there is no store at `{path}`; `kabar load --location {path} FILE…` makes one", path = .0.display())]
    Missing(PathBuf),
    /// Something else is there.
    #[error("`{path}` is not a store: {1}; name the folder of a store, or an empty or new folder", path = .0.display())]
    NotAStore(PathBuf, &'static str),
    /// Another process has it.
    #[error(
        "the store at `{}` is in use by another process{}; stop it, or ask it over HTTP, or use another folder",
        .path.display(), holder(*.process)
    )]
    InUse {
        /// The folder.
        path: PathBuf,
        /// Who has it, if that can be told.
        process: Option<u32>,
    },
    /// This build knows no disk.
    #[error("this kabar was built without the store on disk (feature `rocksdb`), so it cannot open `{}`", .0.display())]
    NoDisk(PathBuf),
    /// The folder cannot be looked into.
    #[error("cannot look into `{path}`: {1}", path = .0.display())]
    Unreadable(PathBuf, #[source] io::Error),
    /// The engine cannot open it.
    #[error("cannot open the store at `{path}`: {1}", path = .0.display())]
    Storage(PathBuf, #[source] StorageError),
    /// What every store begins with cannot be put in.
    #[error("cannot fill the new store: {0}")]
    Founding(#[source] shipped::Error),
}

fn holder(process: Option<u32>) -> String {
    process.map_or_else(String::new, |id| format!(" (id {id})"))
}

/// Opens or founds the store in a folder, or founds one in memory.
pub(super) fn open(location: Option<&Path>) -> Result<Ledger, OpenError> {
    let ledger = match location {
        None => Store::new().and_then(Ledger::temporary).map_err(|error| OpenError::Storage("memory".into(), error))?,
        Some(path) => {
            look(path)?;
            with_log(path)?
        }
    };
    shipped::put(&ledger).map_err(OpenError::Founding)?;
    Ok(ledger)
}

/// Where the log of a store's commits is, inside its folder.
pub(super) const COMMITS: &str = "commits";

fn with_log(path: &Path) -> Result<Ledger, OpenError> {
    let store = on_disk(path)?;
    Ledger::open(store, &path.join(COMMITS)).map_err(|error| OpenError::Storage(path.to_owned(), error))
}

/// Opens the store in a folder.
pub(super) fn open_existing(path: &Path) -> Result<Ledger, OpenError> {
    match look(path)? {
        Folder::New => Err(OpenError::Missing(path.to_owned())),
        Folder::Store => with_log(path),
    }
}

#[derive(PartialEq)]
enum Folder {
    New,
    Store,
}

/// `RocksDB` keeps the name of its newest manifest in this file from the first moment on.
const MARK: &str = "CURRENT";

fn look(path: &Path) -> Result<Folder, OpenError> {
    if path.join(MARK).is_file() {
        return Ok(Folder::Store);
    }
    match fs::read_dir(path).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(Folder::New),
        Ok(false) => Err(OpenError::NotAStore(path.to_owned(), "it holds other files")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Folder::New),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            Err(OpenError::NotAStore(path.to_owned(), "it is a file"))
        }
        Err(error) => Err(OpenError::Unreadable(path.to_owned(), error)),
    }
}

#[cfg(feature = "rocksdb")]
fn on_disk(path: &Path) -> Result<Store, OpenError> {
    Store::open(path).map_err(|error| {
        let locked = error.to_string().contains("lock ");
        if locked {
            OpenError::InUse { path: path.to_owned(), process: lock_holder(path) }
        } else {
            OpenError::Storage(path.to_owned(), error)
        }
    })
}

#[cfg(not(feature = "rocksdb"))]
fn on_disk(path: &Path) -> Result<Store, OpenError> {
    Err(OpenError::NoDisk(path.to_owned()))
}

/// Who holds the lock file of a store, where the system tells (Linux: the table of file locks).
#[cfg(all(feature = "rocksdb", target_os = "linux"))]
fn lock_holder(path: &Path) -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    let inode = format!(":{}", fs::metadata(path.join("LOCK")).ok()?.ino());
    let locks = fs::read_to_string("/proc/locks").ok()?;
    // 1: POSIX  ADVISORY  WRITE 4711 fe:00:131090 0 EOF
    let holder = locks.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    holder
        .filter(|fields| fields.get(5).is_some_and(|file| file.ends_with(&inode)))
        .find_map(|fields| fields[4].parse().ok())
}

#[cfg(all(feature = "rocksdb", not(target_os = "linux")))]
fn lock_holder(_path: &Path) -> Option<u32> {
    None
}
