//! Finding sentences, headlines and whole texts by their words.
//!
//! SPARQL can only read every text and look (`CONTAINS`), so the words of all texts stand in an index beside the store: one file
//! of `SQLite`, by its FTS5. It is derived from the store and holds no fact: whoever has lost it builds it again. What was indexed
//! last is noted in it (the *mark*), so that whoever changes the store knows what to renew.

mod filling;
mod pattern;
mod plan;
mod service;
mod words;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ontology::vocab::{nif, schema};
use oxigraph::model::{NamedNode, NamedNodeRef};
use oxigraph::sparql::CancellationToken;
use oxigraph::store::StorageError;
use rusqlite::{Connection, ErrorCode, params};

pub use filling::TELLING;
pub use pattern::{Misuse, Wanted};
pub use plan::{misuse, search_first, search_first_in};
pub use service::{SearchService, Texts};
pub use words::NoWords;

/// The file in the index's folder.
const FILE: &str = "words.sqlite";
/// Of how many makes is the index; one of another make is thrown away.
const MAKE: i64 = 1;
/// Steps of the engine between two looks whether to stop.
const STEPS: i32 = 10_000;

/// A text has one row in `texts`, a row in `graphs` for each graph it stands in, and its words in `words`.
const SCHEMA: &str = "
    CREATE TABLE texts (id INTEGER PRIMARY KEY, thing TEXT NOT NULL, class INTEGER NOT NULL);
    CREATE INDEX texts_by_thing ON texts (thing);
    CREATE TABLE graphs (graph TEXT NOT NULL, text INTEGER NOT NULL, PRIMARY KEY (graph, text)) WITHOUT ROWID;
    CREATE INDEX graphs_by_text ON graphs (text);
    CREATE TABLE mark (value TEXT NOT NULL);
    CREATE VIRTUAL TABLE words USING fts5 (folded, content = '', contentless_delete = 1, tokenize = 'ascii');
";

const FIND: &str = "
    SELECT texts.thing, -words.rank FROM words JOIN texts ON texts.id = words.rowid
    WHERE words MATCH ?1 AND (?2 IS NULL OR texts.class = ?2)
    ORDER BY words.rank, words.rowid LIMIT ?3 OFFSET ?4
";

/// What has texts: sentences by their words, articles by their headline, bodies by all of their text.
const CLASSES: [NamedNodeRef<'static>; 3] = [nif::SENTENCE, schema::NEWS_ARTICLE, nif::CONTEXT];

/// The index in a folder. Each search has a connection of its own, so searches run side by side, and beside a renewal.
pub struct TextIndex {
    file: PathBuf,
}

/// A text that matches.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// What it is the text of.
    pub thing: NamedNode,
    /// How well it matches.
    pub score: f64,
}

/// A failure of the index.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// The index itself.
    #[error("the index of texts failed: {0}")]
    Index(rusqlite::Error),
    /// Its folder cannot be made or emptied.
    #[error("the folder of the index of texts cannot be written: {0}")]
    Write(#[from] io::Error),
    /// The store that is indexed.
    #[error("the store cannot be read: {0}")]
    Store(#[from] StorageError),
    /// What was sought has no word.
    #[error(transparent)]
    NoWords(#[from] NoWords),
    /// The disk is full.
    #[error("the disk is full, so the index of texts cannot be renewed")]
    DiskFull,
    /// Somebody stopped it.
    #[error("it was stopped before it was complete")]
    Cancelled,
}

impl From<rusqlite::Error> for TextError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::OperationInterrupted) => Self::Cancelled,
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            _ => Self::Index(error),
        }
    }
}

impl TextIndex {
    /// The index in a folder; what cannot be read there is thrown away and founded anew.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn open(folder: &Path) -> Result<Self, TextError> {
        let index = Self { file: folder.join(FILE) };
        if index.mark().is_err() {
            if folder.exists() {
                fs::remove_dir_all(folder)?;
            }
            fs::create_dir_all(folder)?;
            index.found()?;
        }
        Ok(index)
    }

    fn found(&self) -> Result<(), TextError> {
        let connection = Connection::open(&self.file)?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.execute_batch(SCHEMA)?;
        Ok(connection.pragma_update(None, "user_version", MAKE)?)
    }

    /// A connection whose work ends when somebody stops it.
    fn connect(&self, token: &CancellationToken) -> Result<Connection, TextError> {
        let mut connection = Connection::open(&self.file)?;
        connection.pragma_update(None, "synchronous", "normal")?;
        let token = token.clone();
        connection.progress_handler(STEPS, Some(move || token.is_cancelled()))?;
        Ok(connection)
    }

    /// What was noted when it was filled last; nothing when it never was.
    ///
    /// # Errors
    /// When it cannot be read, or is of another make.
    pub fn mark(&self) -> Result<Option<String>, TextError> {
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE;
        let connection = Connection::open_with_flags(&self.file, flags)?;
        let make: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if make != MAKE {
            return Err(TextError::Index(rusqlite::Error::QueryReturnedNoRows));
        }
        let mut marks = connection.prepare("SELECT value FROM mark")?;
        Ok(marks.query_map([], |row| row.get(0))?.next().transpose()?)
    }

    /// The texts that match, of any class or of one, the best first; at most `limit` of them, after `skip` others.
    ///
    /// # Errors
    /// When what is sought has no word, the index cannot be read, or somebody stops it.
    pub fn find(&self, wanted: &Wanted, token: &CancellationToken) -> Result<Vec<Hit>, TextError> {
        let words = words::expression(&wanted.text)?;
        let class = wanted.class.as_ref().map(|class| class_number(class.as_ref()));
        let limit = wanted.limit.and_then(|limit| i64::try_from(limit).ok()).unwrap_or(-1);
        let skip = i64::try_from(wanted.skip).unwrap_or(i64::MAX);
        let connection = self.connect(token)?;
        let mut search = connection.prepare(FIND)?;
        let hits = search.query_map(params![words, class, limit, skip], |row| {
            Ok(Hit { thing: NamedNode::new_unchecked(row.get::<_, String>(0)?), score: row.get(1)? })
        })?;
        Ok(hits.collect::<Result<_, _>>()?)
    }
}

/// The number that stands for a class; no text has the number of an unknown one.
fn class_number(class: NamedNodeRef<'_>) -> i64 {
    CLASSES.iter().position(|known| *known == class).and_then(|at| i64::try_from(at).ok()).unwrap_or(-1)
}
