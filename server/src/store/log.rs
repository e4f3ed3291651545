//! The log of commits on disk: numbered patches in segments, each with a checksum, written before the store is.
//!
//! From it come the change feed, the keys that make a repeated request harmless, and what a power cut took from the store. A
//! record is written whole or, if the program dies at it, cut off at the next opening.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::records::{self, Head, Record, Records};

/// Bytes after which a new segment begins; the store is flushed then, so that older segments are not needed to recover it.
const SEGMENT: u64 = 16 * 1024 * 1024;
/// Bytes of old segments that are kept for the change feed.
const KEEP: u64 = 256 * 1024 * 1024;
/// The file that names the last commit of which the store needs no log.
const MARK: &str = "flushed";
/// The file that tells this log from every other.
pub(super) const IDENTITY: &str = "id";

/// A request that must not be carried out twice, and the commit that carried it out.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Once {
    /// The client's name for it.
    pub key: String,
    /// A digest of what was asked, so that another request under the same name is noticed.
    pub print: String,
}

/// The log as its one writer has it.
#[derive(Debug)]
pub struct Log {
    folder: PathBuf,
    file: File,
    /// Bytes of the current segment that count.
    length: u64,
    number: u64,
    flushed: u64,
    identity: String,
    done: HashMap<String, (String, u64)>,
    /// Whether an answer waits for the disk.
    pub sync: bool,
    broken: bool,
}

impl Log {
    /// Opens or founds the log in a folder; a record that was not written whole is cut off.
    ///
    /// # Errors
    /// When the folder cannot be read or written.
    pub fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let identity = identity(folder)?;
        let flushed = fs::read_to_string(folder.join(MARK)).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0);
        let segments = segments(folder)?;
        let last = segments.last().copied().unwrap_or(flushed + 1);
        let mut done = HashMap::new();
        let (mut number, mut length) = (last - 1, 0);
        for first in &segments {
            let mut records = Records::open(&path(folder, *first))?;
            while let Some(head) = records.pass()? {
                number = head.number;
                length = records.position();
                remember(&mut done, head);
            }
        }
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path(folder, last))?;
        if segments.last().is_none_or(|first| *first > number) {
            length = 0; // the newest segment has no record yet
        }
        file.set_len(length)?;
        Ok(Self {
            folder: folder.to_owned(),
            file,
            length,
            number,
            flushed,
            identity,
            done,
            sync: false,
            broken: false,
        })
    }

    /// The number of the last commit.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// What tells this log from every other.
    #[must_use]
    pub fn identity(&self) -> &str {
        &self.identity
    }

    /// Where it is.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The last commit that the store has on disk for sure.
    #[must_use]
    pub fn flushed(&self) -> u64 {
        self.flushed
    }

    /// The commit that carried out a request with this key: its number, and the digest of what was asked.
    #[must_use]
    pub fn done(&self, key: &str) -> Option<&(String, u64)> {
        self.done.get(key)
    }

    /// Writes the next commit; in the mode `disk` it is on disk when this returns. The state is as before if it fails.
    ///
    /// # Errors
    /// When the disk is full or fails.
    pub fn append(&mut self, patch: &str, once: Option<&Once>) -> io::Result<u64> {
        if self.broken {
            return Err(io::Error::other("the log of commits failed before; start the program again"));
        }
        let head = Head {
            number: self.number + 1,
            at: Timestamp::now().to_string(),
            bytes: patch.len() as u64,
            sum: crc32fast::hash(patch.as_bytes()),
            once: once.cloned(),
        };
        let line = head.to_string();
        if let Err(error) = self.write(line.as_bytes(), patch.as_bytes()) {
            self.cut();
            return Err(error);
        }
        self.length += (line.len() + patch.len()) as u64;
        self.number = head.number;
        remember(&mut self.done, head);
        Ok(self.number)
    }

    fn write(&mut self, line: &[u8], patch: &[u8]) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(self.length))?;
        self.file.write_all(line)?;
        self.file.write_all(patch)?;
        if self.sync { self.file.sync_data() } else { Ok(()) }
    }

    fn cut(&mut self) {
        self.broken = self.file.set_len(self.length).is_err();
    }

    /// Takes the last commit back, because the store could not follow; `length` is what the segment had before it.
    pub fn take_back(&mut self, length: u64) {
        self.length = length;
        self.done.retain(|_, (_, number)| *number != self.number);
        self.number -= 1;
        self.cut();
    }

    /// The bytes of the current segment, for [`Log::take_back`].
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Whether the segment is full, so that the store should be flushed and [`Log::rotate`] be called.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.length >= SEGMENT
    }

    /// Copies the log for a copy of the store that needs nothing from it.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn copy(&self, folder: &Path) -> io::Result<()> {
        super::upkeep::copy_files(&self.folder, folder)?;
        fs::write(folder.join(MARK), self.number.to_string())
    }

    /// Notes that the store has everything on disk.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn mark_flushed(&mut self) -> io::Result<()> {
        let draft = self.folder.join("flushed.new");
        let mut file = File::create(&draft)?;
        writeln!(file, "{}", self.number)?;
        file.sync_all()?;
        fs::rename(draft, self.folder.join(MARK))?;
        self.flushed = self.number;
        Ok(())
    }

    /// Begins a new segment and lets the oldest go; call it after [`Log::mark_flushed`].
    ///
    /// # Errors
    /// When the disk fails.
    pub fn rotate(&mut self) -> io::Result<()> {
        let next = path(&self.folder, self.number + 1);
        self.file = OpenOptions::new().create(true).truncate(true).write(true).open(next)?;
        self.length = 0;
        let mut segments = segments(&self.folder)?;
        segments.pop();
        let mut kept = 0;
        for first in segments.into_iter().rev() {
            let path = path(&self.folder, first);
            kept += fs::metadata(&path)?.len();
            if kept > KEEP {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }
}

fn remember(done: &mut HashMap<String, (String, u64)>, head: Head) {
    if let Some(Once { key, print }) = head.once {
        done.insert(key, (print, head.number));
    }
}

fn identity(folder: &Path) -> io::Result<String> {
    let path = folder.join(IDENTITY);
    if let Ok(identity) = fs::read_to_string(&path) {
        return Ok(identity.trim().to_owned());
    }
    let identity = crate::random::hex(8)?;
    fs::write(path, &identity)?;
    Ok(identity)
}

fn path(folder: &Path, first: u64) -> PathBuf {
    folder.join(format!("{first:020}.log"))
}

/// The first commits of the segments, in order.
fn segments(folder: &Path) -> io::Result<Vec<u64>> {
    let mut segments = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let first = name.to_str().and_then(|name| name.strip_suffix(".log"));
        segments.extend(first.and_then(|first| first.parse::<u64>().ok()));
    }
    segments.sort_unstable();
    Ok(segments)
}

/// The number of the first commit that is still in the log of a folder.
///
/// # Errors
/// When the folder cannot be read.
pub fn first(folder: &Path) -> io::Result<Option<u64>> {
    Ok(segments(folder)?.first().copied())
}

/// Commits after a number up to another, until `bytes` are reached; never a part of one.
///
/// # Errors
/// When the log cannot be read.
pub fn read(folder: &Path, after: u64, up_to: u64, bytes: usize) -> io::Result<Vec<Record>> {
    let segments = segments(folder)?;
    let start = segments.iter().rposition(|first| *first <= after.saturating_add(1)).unwrap_or(0);
    let (mut found, mut size) = (Vec::new(), 0);
    for first in &segments[start.min(segments.len())..] {
        let mut records = Records::open(&path(folder, *first))?;
        while size < bytes {
            let Some(record) = records::next_after(&mut records, after)? else { break };
            if record.head.number > up_to {
                return Ok(found);
            }
            size += record.patch.len();
            found.push(record);
        }
    }
    Ok(found)
}
