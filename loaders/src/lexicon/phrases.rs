//! Phrases of a few words with a value each: titles with their role, nouns with their sector.
//!
//! Asked at a token, longest phrase first.

use crate::reading::tokens::Token;
use crate::tables::{list, rows};
use rustc_hash::FxHashMap;

/// Phrases by their first word.
pub struct Phrases {
    by_first: FxHashMap<String, Vec<(Vec<String>, &'static str)>>,
}

impl Phrases {
    /// Rows of `value TAB phrase|phrase|…`.
    #[must_use]
    pub fn read(table: &'static str) -> Phrases {
        let mut by_first: FxHashMap<String, Vec<(Vec<String>, &'static str)>> = FxHashMap::default();
        for (_, row) in rows(table) {
            let [value, phrases] = row.fields();
            for phrase in list(phrases) {
                let words: Vec<String> =
                    phrase.to_lowercase().replace('-', " - ").split_whitespace().map(str::to_owned).collect();
                if let Some(first) = words.first().cloned() {
                    by_first.entry(first).or_default().push((words, value));
                }
            }
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|(words, _)| usize::MAX - words.len());
        }
        Phrases { by_first }
    }

    /// Every value, as often as phrases have it.
    pub fn values(&self) -> impl Iterator<Item = &'static str> {
        self.by_first.values().flatten().map(|(_, value)| *value)
    }

    /// The longest phrase that begins at the first of `tokens`: how many tokens it takes, and its value.
    #[must_use]
    pub fn at(&self, tokens: &[Token]) -> Option<(usize, &'static str)> {
        let phrases = self.by_first.get(tokens.first()?.lower.as_str())?;
        let fits =
            |words: &[String]| words.len() <= tokens.len() && words.iter().zip(tokens).all(|(w, t)| *w == t.lower);
        phrases.iter().find(|(words, _)| fits(words)).map(|(words, value)| (words.len(), *value))
    }
}
