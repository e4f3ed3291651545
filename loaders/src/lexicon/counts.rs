//! Words that say of how many people something is told, and words for numbers (`counts.tsv`).

use crate::tables::rows;
use rustc_hash::FxHashMap;

/// One language's words for counting people.
#[derive(Debug, Default)]
pub struct CountWords {
    /// What is told of them: `killed`, `injured`.
    pub deeds: FxHashMap<&'static str, &'static str>,
    /// Numbers in words.
    pub numbers: FxHashMap<&'static str, u64>,
}

impl CountWords {
    /// Reads the table.
    #[must_use]
    pub fn read(table: &'static str) -> CountWords {
        let mut counts = CountWords::default();
        for (_, row) in rows(table) {
            let [what, words] = row.fields::<2>();
            for word in words.split('|') {
                match what.parse() {
                    Ok(number) => _ = counts.numbers.insert(word, number),
                    Err(_) => _ = counts.deeds.insert(word, what),
                }
            }
        }
        counts
    }
}
