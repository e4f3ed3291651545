//! What a load would bring: the first articles of its files with their facts, and nothing is stored.

use loaders::reading::Reader;
use loaders::record;
use ontology::Iris;
use serde::Serialize;
use serde_json::Value;

use super::{File, Reject, load};
use crate::ingest::pool;

/// Articles that are read for it.
const MOST: usize = 20;

/// The first articles.
#[derive(Debug, Default, Serialize)]
pub struct Preview {
    /// As `kabar extract` writes them.
    pub articles: Vec<Value>,
    /// Records among the first that could not be read.
    pub rejected: Vec<Reject>,
    /// Whether the files hold more.
    pub more: bool,
}

/// Reads the first articles.
#[must_use]
pub fn read(reader: &Reader, files: &[File]) -> Preview {
    let iris = Iris::default();
    let mut preview = Preview::default();
    pool::read_all(
        reader,
        |take| load::feed(files, take),
        |read| {
            if preview.articles.len() + preview.rejected.len() >= MOST {
                preview.more = true;
                return false;
            }
            match read.outcome {
                Ok(reading) => preview.articles.push(record::record(&reading, &iris)),
                Err(error) => {
                    preview.rejected.push(Reject { file: read.source, line: read.line, reason: error.to_string() });
                }
            }
            true
        },
    );
    preview
}
