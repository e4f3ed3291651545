//! Puts readings into a store and takes articles out again, so that the graph always says what its articles say and no more.
//!
//! One change is one transaction: an article's own graph, its metadata, the reference data it names, and the events of every
//! report that could be of one event with its reports (those of the same type and parties, near in time). An article that is already there
//! changes nothing; one with the address of another replaces it; a deleted one is forgotten whole.

mod blocks;
mod change;
pub(crate) mod existing;
pub mod pool;
mod refusion;

use std::cell::RefCell;
use std::collections::BTreeSet;

use loaders::facts::Reading;
use loaders::judgement::Judgement;
use loaders::reading::Reader;
use ontology::Iris;
use oxigraph::store::StorageError;

use blocks::Blocks;
use change::Change;

use crate::store::Ledger;

/// Articles become facts in a store.
pub struct Ingest<'a> {
    store: &'a Ledger,
    reader: &'a Reader,
    iris: Iris,
    run: Option<String>,
    blocks: RefCell<Blocks>,
}

/// What became of the articles of one change.
#[derive(Clone, Debug, Default, Eq, PartialEq, serde::Serialize)]
pub struct Outcome {
    /// Articles that were not there before.
    pub added: usize,
    /// Articles that took the place of an older version.
    pub replaced: usize,
    /// Articles that were there already, to the letter.
    pub unchanged: usize,
    /// Articles that were taken out.
    pub deleted: usize,
    /// Reports in the articles added or replaced.
    pub reports: usize,
    /// Events made or changed.
    pub events: usize,
    /// Quads written.
    pub quads: usize,
}

impl<'a> Ingest<'a> {
    /// Works on `store` with the tables and languages of `reader`.
    #[must_use]
    pub fn new(store: &'a Ledger, reader: &'a Reader) -> Self {
        Self { store, reader, iris: Iris::default(), run: None, blocks: RefCell::default() }
    }

    /// Names the run that what is added is said to come from, such as `2026-11-23T03-00-00Z`.
    #[must_use]
    pub fn with_run(mut self, run: String) -> Self {
        self.run = Some(run);
        self
    }

    /// Adds readings: all of them or, if the store fails, none.
    ///
    /// # Errors
    /// What the store says when it can't be read or written.
    pub fn add(&self, readings: &[Reading]) -> Result<Outcome, StorageError> {
        let mut change = Change::new(self.store, self.reader, &self.iris, self.run.as_deref(), &self.blocks);
        for reading in readings {
            change.add(reading)?;
        }
        self.settle(change.commit())
    }

    /// Takes articles out, by their short hashes or IRIs; those that are not there are passed over.
    ///
    /// # Errors
    /// What the store says when it can't be read or written.
    pub fn delete(&self, articles: &[String]) -> Result<Outcome, StorageError> {
        let mut change = Change::new(self.store, self.reader, &self.iris, None, &self.blocks);
        let wanted: BTreeSet<&str> =
            articles.iter().map(|article| self.iris.article_id(article).unwrap_or(article)).collect();
        for article in wanted {
            change.delete(article)?;
        }
        self.settle(change.commit())
    }

    /// Adds what an analyst decided, and makes the events it is about anew.
    ///
    /// # Errors
    /// What the store says when it can't be read or written.
    pub fn judge(&self, judgement: Judgement) -> Result<Outcome, StorageError> {
        let mut change = Change::new(self.store, self.reader, &self.iris, None, &self.blocks);
        change.judge(judgement)?;
        self.settle(change.commit())
    }

    /// Takes a judgement back.
    ///
    /// # Errors
    /// What the store says when it can't be read or written.
    pub fn undo(&self, judgement: &Judgement) -> Result<Outcome, StorageError> {
        let mut change = Change::new(self.store, self.reader, &self.iris, None, &self.blocks);
        change.undo(judgement)?;
        self.settle(change.commit())
    }

    /// What was remembered of a change that failed is not what the store has.
    fn settle(&self, outcome: Result<Outcome, StorageError>) -> Result<Outcome, StorageError> {
        if outcome.is_err() {
            self.blocks.borrow_mut().forget();
        }
        outcome
    }

    /// The short hashes of all articles, or of those whose hash, IRI, feed id or address is `name`.
    ///
    /// # Errors
    /// What the store says when it can't be read.
    pub fn find(&self, name: &str) -> Result<Vec<String>, StorageError> {
        existing::Existing::new(self.store, &self.iris).named(name)
    }
}

impl std::ops::AddAssign for Outcome {
    fn add_assign(&mut self, other: Self) {
        self.added += other.added;
        self.replaced += other.replaced;
        self.unchanged += other.unchanged;
        self.deleted += other.deleted;
        self.reports += other.reports;
        self.events += other.events;
        self.quads += other.quads;
    }
}
