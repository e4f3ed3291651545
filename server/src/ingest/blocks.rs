//! The reports that share a fusion key, and the events they are of: read from the store once, then remembered.
//!
//! A long load meets the same keys batch after batch. What it has read or written of them is kept here, so that it is not
//! read back each time; the one writer of a store is the only one who changes it.

use std::collections::HashMap;

use loaders::fusion::Telling;
use ontology::Iris;
use oxigraph::store::StorageError;

use super::existing::Existing;

/// Reports with one key, and the event that each is of, by their names; a rejected report is of none.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// The reports.
    pub tellings: Vec<Telling>,
    /// Report and event.
    pub events: HashMap<String, String>,
}

/// Blocks by their key.
#[derive(Debug, Default)]
pub struct Blocks {
    known: HashMap<String, Block>,
    size: usize,
}

/// Reports that are remembered at most (about a kilobyte each); then all is forgotten and read anew.
const MOST: usize = 200_000;

impl Blocks {
    /// The block of a key, as the store has it.
    pub fn take(&mut self, key: &str, existing: &Existing, iris: &Iris) -> Result<Block, StorageError> {
        if let Some(block) = self.known.remove(key) {
            self.size -= block.tellings.len() + 1;
            return Ok(block);
        }
        let mut block = Block::default();
        for report in existing.reports(key)? {
            let Some(telling) = existing.told(&report) else { continue };
            for event in existing.events(&report)? {
                let id = iris.local_id(event.as_str()).and_then(|id| id.strip_prefix("ev-"));
                block.events.insert(telling.name(), id.unwrap_or_default().to_owned());
            }
            block.tellings.push(telling);
        }
        Ok(block)
    }

    /// Remembers a block as it is now.
    pub fn keep(&mut self, key: String, block: Block) {
        if self.size > MOST {
            self.forget();
        }
        self.size += block.tellings.len() + 1;
        self.known.insert(key, block);
    }

    /// Forgets all: after a change that failed.
    pub fn forget(&mut self) {
        self.known.clear();
        self.size = 0;
    }
}
