//! Articles that come over HTTP: read first, by all cores and without holding up other writers, then put into the store at once.

use std::io::Cursor;

use axum::body::Bytes;
use loaders::facts::{Reading, SURE};
use loaders::readers::{self, Format};
use loaders::reading::Reader;
use oxigraph::store::StorageError;
use serde::Serialize;

use crate::ingest::pool::{self, Read};
use crate::ingest::{Ingest, Outcome};
use crate::store::Ledger;

/// What a body held.
#[derive(Default)]
pub struct Upload {
    /// Articles, read.
    pub readings: Vec<Reading>,
    /// Records that could not be read.
    pub rejected: Vec<Rejected>,
}

/// A record that could not be read.
#[derive(Clone, Debug, Serialize)]
pub struct Rejected {
    /// Its line in the body, from 1.
    pub line: Option<usize>,
    /// Why.
    pub reason: String,
}

/// What became of an upload.
#[derive(Debug, Serialize)]
pub struct Receipt {
    /// The ids of the articles that are now in the store, in the order of the body.
    pub ids: Vec<String>,
    /// What changed.
    pub articles: Outcome,
    /// Records that could not be read.
    pub rejected: Vec<Rejected>,
}

/// Reads all articles of a body.
#[must_use]
pub fn read(reader: &Reader, format: Format, body: Bytes) -> Upload {
    let mut upload = Upload::default();
    let feed = move |take: &mut dyn FnMut(readers::Record) -> bool| {
        for record in readers::read(format, "request", Box::new(Cursor::new(body))) {
            if !take(record) {
                return;
            }
        }
    };
    pool::read_all(reader, feed, |Read { line, outcome, .. }| {
        match outcome {
            Ok(reading) => upload.readings.push(reading.at_least(SURE)),
            Err(error) => upload.rejected.push(Rejected { line, reason: error.to_string() }),
        }
        true
    });
    upload
}

/// Puts an upload into the store: all its articles, or none if the store fails.
///
/// # Errors
/// What the store says when it cannot be read or written.
pub fn put(store: &Ledger, reader: &Reader, run: String, upload: Upload) -> Result<Receipt, StorageError> {
    let ingest = Ingest::new(store, reader).with_run(run);
    let articles = ingest.add(&upload.readings)?;
    let ids = upload.readings.iter().map(|reading| short(&reading.sha256)).collect();
    Ok(Receipt { ids, articles, rejected: upload.rejected })
}

/// The part of a hash that names an article.
fn short(sha256: &str) -> String {
    let iris = ontology::Iris::default();
    let article = iris.article(sha256);
    iris.article_id(article.as_str()).unwrap_or(sha256).to_owned()
}
