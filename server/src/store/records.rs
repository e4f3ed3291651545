//! The records of one segment of the log: a line that says what follows, then the patch.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::path::Path;

use super::log::Once;

/// What the line before a patch says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Head {
    /// The number of the commit.
    pub number: u64,
    /// When it was made.
    pub at: String,
    /// Bytes of the patch.
    pub bytes: u64,
    /// Checksum of the patch.
    pub sum: u32,
    /// The request that must not be repeated.
    pub once: Option<Once>,
}

/// A commit as the log has it.
#[derive(Clone, Debug)]
pub struct Record {
    /// What it is.
    pub head: Head,
    /// What it changed.
    pub patch: String,
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { number, at, bytes, sum, once } = self;
        write!(f, "# commit {number} {at} {bytes} {sum:08x}")?;
        match once {
            Some(Once { key, print }) => writeln!(f, " {print} {key}"),
            None => writeln!(f),
        }
    }
}

impl Head {
    fn read(line: &str) -> Option<Self> {
        let mut words = line.strip_prefix("# commit ")?.strip_suffix('\n')?.splitn(6, ' ');
        let number = words.next()?.parse().ok()?;
        let at = words.next()?.to_owned();
        let bytes = words.next()?.parse().ok()?;
        let sum = u32::from_str_radix(words.next()?, 16).ok()?;
        let once = words.next().zip(words.next());
        let once = once.map(|(print, key)| Once { key: key.to_owned(), print: print.to_owned() });
        Some(Self { number, at, bytes, sum, once })
    }
}

/// Reads a segment from its beginning; ends at the first record that is not whole.
pub struct Records {
    file: BufReader<File>,
    size: u64,
    position: u64,
}

impl Records {
    /// Opens a segment.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let size = file.metadata()?.len();
        Ok(Self { file: BufReader::with_capacity(1 << 16, file), size, position: 0 })
    }

    /// Where the last record that was read ends.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.position
    }

    fn head(&mut self) -> io::Result<Option<(Head, u64)>> {
        let mut line = Vec::new();
        let length = self.file.by_ref().take(64 * 1024).read_until(b'\n', &mut line)? as u64;
        let head = std::str::from_utf8(&line).ok().and_then(Head::read);
        Ok(head.filter(|head| self.position + length + head.bytes <= self.size).map(|head| (head, length)))
    }

    /// The next record without its patch. The last record of a segment, which may be torn, is checked against its sum.
    ///
    /// # Errors
    /// When the segment cannot be read.
    pub fn pass(&mut self) -> io::Result<Option<Head>> {
        let Some((head, length)) = self.head()? else { return Ok(None) };
        let end = self.position + length + head.bytes;
        if end == self.size {
            return Ok(self.patch(&head)?.map(|_| {
                self.position = end;
                head
            }));
        }
        self.file.seek_relative(i64::try_from(head.bytes).unwrap_or(i64::MAX))?;
        self.position = end;
        Ok(Some(head))
    }

    fn patch(&mut self, head: &Head) -> io::Result<Option<String>> {
        let mut patch = Vec::new();
        self.file.by_ref().take(head.bytes).read_to_end(&mut patch)?;
        let whole = patch.len() as u64 == head.bytes && crc32fast::hash(&patch) == head.sum;
        Ok(whole.then_some(patch).and_then(|patch| String::from_utf8(patch).ok()))
    }

    /// The next record.
    ///
    /// # Errors
    /// When the segment cannot be read.
    pub fn next_record(&mut self) -> io::Result<Option<Record>> {
        let Some((head, length)) = self.head()? else { return Ok(None) };
        let Some(patch) = self.patch(&head)? else { return Ok(None) };
        self.position += length + head.bytes;
        debug_assert_eq!(self.file.stream_position()?, self.position);
        Ok(Some(Record { head, patch }))
    }
}

/// The next record whose number is above `after`.
///
/// # Errors
/// When the segment cannot be read.
pub fn next_after(records: &mut Records, after: u64) -> io::Result<Option<Record>> {
    loop {
        let start = records.position;
        let Some((head, length)) = records.head()? else { return Ok(None) };
        if head.number > after {
            records.file.seek_relative(-i64::try_from(length).unwrap_or(0))?;
            records.position = start;
            return records.next_record();
        }
        records.file.seek_relative(i64::try_from(head.bytes).unwrap_or(i64::MAX))?;
        records.position = start + length + head.bytes;
    }
}
