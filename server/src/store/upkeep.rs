//! What keeps a store on disk well: copies, checks, tidying.

use std::fs;
use std::io;
use std::path::Path;

use oxigraph::store::{StorageError, Store};

use super::Ledger;
use super::opening::COMMITS;

impl Ledger {
    /// Copies the store and its log into a new folder, which is a store itself. The files of the store are linked, not copied,
    /// where the system can.
    ///
    /// # Errors
    /// When the store is in memory, or the folder is there or cannot be written.
    pub fn backup(&self, folder: &Path) -> Result<(), StorageError> {
        if let Some(above) = folder.parent() {
            fs::create_dir_all(above)?;
        }
        checkpoint(self, folder)?;
        self.copy_log(&folder.join(COMMITS))?;
        Ok(())
    }

    /// Makes the store what a backup is, by one commit of what they differ in. Readers see the one or the other.
    ///
    /// # Errors
    /// When the backup cannot be read, or the store cannot be written; then nothing is changed.
    pub fn return_to(&self, backup: &Path) -> Result<u64, StorageError> {
        let backup = open_backup(backup)?;
        let mut commit = self.begin()?;
        for graph in commit.graphs()? {
            if !backup.contains_named_graph(&graph)? {
                commit.remove_graph(graph.as_ref())?;
            }
        }
        for quad in self.store() {
            let quad = quad?;
            if !backup.contains(&quad)? {
                commit.remove(&quad)?;
            }
        }
        for graph in backup.named_graphs() {
            commit.insert_graph(graph?.as_ref())?;
        }
        for quad in &backup {
            commit.insert(&quad?)?;
        }
        commit.finish(None)
    }

    /// Tidies the files of the store.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn compact(&self) -> Result<(), StorageError> {
        tidy(self)
    }

    /// Reads all there is and compares it with its checksums.
    ///
    /// # Errors
    /// When something is not as it was written.
    pub fn verify(&self) -> Result<u64, StorageError> {
        check(self)?;
        let mut after = self.first_commit()? - 1;
        let mut commits = 0;
        while after < self.number() {
            let records = self.commits_after(after)?;
            let Some(last) = records.last() else {
                return Err(io::Error::other(format!("commit {} is broken in the log", after + 1)).into());
            };
            commits += records.len() as u64;
            after = last.head.number;
        }
        Ok(commits)
    }
}

/// Bytes that a disk still takes.
#[cfg(unix)]
pub(super) fn free_space(folder: &Path) -> io::Result<u64> {
    let disk = rustix::fs::statvfs(folder)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(not(unix))]
pub(super) fn free_space(_folder: &Path) -> io::Result<u64> {
    Ok(u64::MAX)
}

/// Copies the files of a folder.
pub(super) fn copy_files(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            copy_files(&entry.path(), &to.join(entry.file_name()))?;
        } else {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

/// Makes a store of a backup. Its commits get a name of their own, because they go another way from here on.
///
/// # Errors
/// When the folder is not empty or cannot be written.
pub fn restore(backup: &Path, folder: &Path) -> io::Result<()> {
    copy_files(backup, folder)?;
    match fs::remove_file(folder.join(COMMITS).join(super::log::IDENTITY)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(feature = "rocksdb")]
fn checkpoint(ledger: &Ledger, folder: &Path) -> Result<(), StorageError> {
    ledger.store().backup(folder)
}

#[cfg(feature = "rocksdb")]
fn tidy(ledger: &Ledger) -> Result<(), StorageError> {
    ledger.store().optimize()
}

#[cfg(feature = "rocksdb")]
fn open_backup(folder: &Path) -> Result<Store, StorageError> {
    Store::open_read_only(folder)
}

#[cfg(not(feature = "rocksdb"))]
fn open_backup(_folder: &Path) -> Result<Store, StorageError> {
    Err(io::Error::other("this kabar was built without the store on disk").into())
}

#[cfg(not(feature = "rocksdb"))]
fn checkpoint(_ledger: &Ledger, _folder: &Path) -> Result<(), StorageError> {
    Err(io::Error::other("this kabar was built without the store on disk").into())
}

#[cfg(not(feature = "rocksdb"))]
fn tidy(_ledger: &Ledger) -> Result<(), StorageError> {
    Ok(())
}

fn check(ledger: &Ledger) -> Result<(), StorageError> {
    ledger.store().validate()
}
