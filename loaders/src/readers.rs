//! Bytes become articles: a file here for each format, and a row for each in the table below.
//!
//! A bad record is an outcome like a good one: it is told with its place and what would have been right, and the next one is
//! read. Nothing larger than [`portion::LIMIT`] is ever held.

pub mod encoding;
pub mod error;
pub mod html;
pub mod json_lines;
pub mod plain_text;
pub mod portion;

use crate::article::Article;
pub use error::{Place, Problem, ReadError};
use std::io::BufRead;
use std::path::Path;
use std::str::FromStr;

/// An input format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// One article a file, its text exactly as it stands there.
    Text,
    /// One article a page.
    Html,
    /// One JSON object an article: one a line, or an array of them.
    JsonLines,
}

/// One article of an input, or why it could not be read.
#[derive(Debug)]
pub struct Record {
    /// Where it came from: the file's name as it was given, or `-`.
    pub source: String,
    /// The line it starts on, counted from 1, where the format has several records in one input.
    pub line: Option<usize>,
    /// The article.
    pub outcome: Result<Article, ReadError>,
}

/// What a format's own file gives: the line, and the article or what was wrong.
type Outcome = (Option<usize>, Result<Article, Problem>);

/// Reads all articles of an input.
type Open = for<'a> fn(Box<dyn BufRead + 'a>) -> Box<dyn Iterator<Item = Outcome> + 'a>;

/// All there is to know about a format.
struct Row {
    format: Format,
    name: &'static str,
    /// The first one is the usual one.
    extensions: &'static [&'static str],
    /// Whether an input that begins like this is of this format.
    begins: fn(&str) -> bool,
    open: Open,
}

/// To add a format, write its file and its row. The first row whose beginning fits is taken when no name tells, so the last
/// one takes everything.
const FORMATS: [Row; 3] = [
    Row {
        format: Format::JsonLines,
        name: "jsonl",
        extensions: &["jsonl", "ndjson", "json"],
        begins: json_lines::begins,
        open: json_lines::open,
    },
    Row {
        format: Format::Html,
        name: "html",
        extensions: &["html", "htm", "xhtml"],
        begins: html::begins,
        open: html::open,
    },
    Row { format: Format::Text, name: "text", extensions: &["txt"], begins: |_| true, open: plain_text::open },
];

/// A format that is not there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no reader for the format `{name}`; there are {known}")]
pub struct UnknownFormat {
    name: String,
    known: String,
}

impl Format {
    /// The format that a file's name tells, by its extension in upper or lower case.
    #[must_use]
    pub fn of_name(path: impl AsRef<Path>) -> Option<Format> {
        let extension = path.as_ref().extension()?.to_str()?.to_ascii_lowercase();
        FORMATS.iter().find(|row| row.extensions.contains(&extension.as_str())).map(|row| row.format)
    }

    /// The format that the first bytes of an input look like; plain text if they look like nothing else.
    #[must_use]
    pub fn sniff(first: &[u8]) -> Format {
        let beginning = encoding::glimpse(first);
        let row = FORMATS.iter().find(|row| (row.begins)(beginning.trim_start()));
        row.map_or(Format::Text, |row| row.format)
    }

    /// Every format, in the order in which they are tried.
    pub fn all() -> impl Iterator<Item = Format> {
        FORMATS.iter().map(|row| row.format)
    }

    /// The extensions of its files, the usual one first.
    #[must_use]
    pub fn extensions(self) -> &'static [&'static str] {
        self.row().extensions
    }

    fn row(self) -> &'static Row {
        // The tests read through every format, so none lacks its row.
        FORMATS.iter().find(|row| row.format == self).unwrap_or(&FORMATS[FORMATS.len() - 1])
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Format, UnknownFormat> {
        let known = || FORMATS.iter().map(|row| format!("`{}`", row.name)).collect::<Vec<_>>().join(", ");
        let row = FORMATS.iter().find(|row| row.name == name);
        row.map(|row| row.format).ok_or_else(|| UnknownFormat { name: error::shorten(name), known: known() })
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.row().name)
    }
}

/// Reads the articles of an input one after the other, in its order. An input without any gives one record that says so.
#[must_use]
pub fn read<'a>(format: Format, source: &str, input: Box<dyn BufRead + 'a>) -> Box<dyn Iterator<Item = Record> + 'a> {
    let source = source.to_owned();
    let records = (format.row().open)(input);
    Box::new(records.map(move |(line, outcome)| {
        let place = || Place { source: source.clone(), line };
        let outcome = outcome.map_err(|problem| ReadError { place: place(), problem });
        Record { source: source.clone(), line, outcome }
    }))
}
