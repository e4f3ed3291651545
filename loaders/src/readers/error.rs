//! Why an article could not be read: where, what, and what would have been right.
//!
//! A load goes on after these, so each must be enough to mend its record without looking at the others.

use super::portion::LIMIT;
use std::fmt;

/// A record that could not be read.
#[derive(Debug, thiserror::Error)]
#[error("reading {place}: {problem}")]
pub struct ReadError {
    /// Where it stands.
    pub place: Place,
    /// What is wrong with it.
    pub problem: Problem,
}

/// Where a record stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file's name as it was given, or `-`.
    pub source: String,
    /// The line it starts on, counted from 1.
    pub line: Option<usize>,
}

/// What is wrong with a record. Bytes are counted from 0, lines and columns from 1.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// The operating system gave no more bytes.
    #[error("the input broke off ({0}); check the file and the disk or the program before the pipe")]
    Io(#[from] std::io::Error),
    /// Nothing, or nothing but blanks.
    #[error("it holds no text; an article needs some words")]
    NoText,
    /// A page of menus and scripts.
    #[error("the page holds no text of an article; save the page of one article, after its text has appeared")]
    NoStory,
    /// More than a record may have.
    #[error("it has {size} bytes, but one article may have {LIMIT} (16 MiB) at most; split it")]
    TooLarge {
        /// Its whole size in bytes.
        size: u64,
    },
    /// A NUL byte or character.
    #[error("there is a NUL at byte {at}, so it is no text; convert it to text in UTF-8")]
    Binary {
        /// Where.
        at: usize,
    },
    /// A format that is known for not being text.
    #[error("this is {what}, no text; take the text out of it first")]
    Foreign {
        /// Which.
        what: &'static str,
    },
    /// Bytes that no UTF-8 has.
    #[error("byte {at} (`0x{byte:02X}`) is not UTF-8; save the file as UTF-8")]
    NotUtf8 {
        /// The first such byte.
        at: usize,
        /// Its value.
        byte: u8,
    },
    /// Bytes that the declared encoding does not have.
    #[error("byte {at} is not {encoding}, which the input says it is written in; save the file as UTF-8")]
    NotAsDeclared {
        /// About where: the decoder stopped here.
        at: usize,
        /// The encoding's name.
        encoding: &'static str,
    },
    /// Not JSON.
    #[error(
        "line {line}, column {column}: no JSON ({message}); a record is one JSON object, on one line or inside one array"
    )]
    Json {
        /// Line of the input.
        line: usize,
        /// Column, in bytes.
        column: usize,
        /// What the parser says.
        message: String,
    },
    /// The input ends inside an object or array.
    #[error("the input ends before {what} is closed; was the file copied whole?")]
    Truncated {
        /// What was open.
        what: &'static str,
    },
    /// JSON, but no record.
    #[error("`{found}` stands where an object should; a record is an object such as `{{\"text\": \"…\"}}`")]
    NotAnObject {
        /// What stands there.
        found: String,
    },
    /// An object without `text`.
    #[error("the key `text` is missing; {}", there(keys))]
    MissingText {
        /// The keys that are there.
        keys: Vec<String>,
    },
    /// A value of the wrong type.
    #[error("`{key}` is `{found}`; {needed} would be right")]
    WrongType {
        /// The key.
        key: &'static str,
        /// Its value.
        found: String,
        /// What it should be.
        needed: &'static str,
    },
}

/// Longest stretch of the user's own words in a message, in characters.
const SHOWN: usize = 60;

/// Enough of a value to find it again, on one line.
#[must_use]
pub fn shorten(value: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let mut shown: String = value.chars().take(SHOWN).map(plain).collect();
    if value.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

fn there(keys: &[String]) -> String {
    if keys.is_empty() {
        return "the object is empty".to_owned();
    }
    let shown: Vec<String> = keys.iter().take(12).map(|key| format!("`{}`", shorten(key))).collect();
    let more = if keys.len() > 12 { ", …" } else { "" };
    format!("the keys that are there: {}{more}; name the one with the article's words `text`", shown.join(", "))
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.source)?;
        self.line.map_or(Ok(()), |line| write!(f, ", line {line}"))
    }
}
