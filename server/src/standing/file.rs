//! What is kept in memory, on disk beside the store, so that a large store answers soon after a start.
//!
//! The file is believed by the very program that wrote it only, and for the very log of commits it was written beside; anything
//! else is built anew. It can be deleted at any time.

use std::fs;
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

use queries::Kept;

/// Its name in the folder of the store.
pub const NAME: &str = "page-index";

/// Writes what is kept of a store at a commit.
///
/// # Errors
/// When the disk is full or fails.
pub fn write(path: &Path, kept: &Kept, identity: &str, commit: u64) -> io::Result<()> {
    let bytes = postcard::to_allocvec(kept).map_err(io::Error::other)?;
    let head = format!("{} {commit} {:08x}\n", stamp(identity)?, crc32fast::hash(&bytes));
    let draft = path.with_extension("new");
    let mut file = fs::File::create(&draft)?;
    io::Write::write_all(&mut file, head.as_bytes())?;
    io::Write::write_all(&mut file, &bytes)?;
    file.sync_all()?;
    fs::rename(draft, path)
}

/// Reads what was kept of this store by this program, and the commit it is of; nothing if there is no such file.
///
/// # Errors
/// When there is one and it cannot be read.
pub fn read(path: &Path, identity: &str) -> io::Result<Option<(Kept, u64)>> {
    let bytes = match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        read => read?,
    };
    let Some(end) = bytes.iter().position(|byte| *byte == b'\n') else { return Ok(None) };
    let (head, body) = (String::from_utf8_lossy(&bytes[..end]), &bytes[end + 1..]);
    let stamp = stamp(identity)?;
    let Some((commit, sum)) = head.strip_prefix(&stamp).and_then(|rest| rest.trim().split_once(' ')) else {
        return Ok(None);
    };
    let Some(commit) = commit.parse().ok().filter(|_| sum == format!("{:08x}", crc32fast::hash(body))) else {
        return Ok(None);
    };
    postcard::from_bytes(body).map(|kept| Some((kept, commit))).map_err(io::Error::other)
}

/// What tells this program and this log of commits from all others.
fn stamp(identity: &str) -> io::Result<String> {
    let program = fs::metadata(std::env::current_exe()?)?;
    let age = program.modified()?.duration_since(UNIX_EPOCH).map_err(io::Error::other)?;
    Ok(format!("kabar-{}-{}-{}", identity, program.len(), age.as_nanos()))
}
