//! What an analyst decided, with who, when and why: the ruling that fusion obeys and what people want to know of it.

use crate::fusion::Ruling;
use jiff::Timestamp;
use oxrdf::NamedNode;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// A decision about reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// What was decided about which content.
    pub ruling: Ruling,
    /// The events and reports as they were named.
    pub of: Vec<NamedNode>,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Why, in their words.
    pub why: Option<String>,
}

impl Judgement {
    /// Names the judgement by all it says: 16 hex digits.
    #[must_use]
    pub fn named(mut self) -> Judgement {
        let Ruling { verdict, contents, rest, .. } = &self.ruling;
        let said = format!("{verdict:?}|{contents:?}|{rest:?}|{}|{}", self.by, self.at);
        let mut id = String::new();
        Sha256::digest(said).iter().take(8).for_each(|byte| {
            let _ = write!(id, "{byte:02x}"); // writing to a string cannot fail
        });
        self.ruling.id = id;
        self
    }
}
