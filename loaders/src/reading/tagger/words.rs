//! Which words belong together: a class for each word of a large vocabulary, so that a name never seen in training is
//! known by its likes. The classes are clusters of a multilingual encoder's vectors (tools/names).

use super::model::{Input, ModelError};
use rustc_hash::FxHashMap;

/// Classes by the hash of the word as written.
#[derive(Debug, Clone, Default)]
pub struct WordClasses {
    classes: FxHashMap<u32, u16>,
    coarse: Vec<u16>,
}

impl WordClasses {
    /// Classes of words, and for each class the coarser one it belongs to.
    #[must_use]
    pub fn new<'a>(words: impl IntoIterator<Item = (&'a str, u16)>, coarse: Vec<u16>) -> WordClasses {
        WordClasses { classes: words.into_iter().map(|(word, class)| (hash(word), class)).collect(), coarse }
    }

    /// The class of a word and the coarser class around it.
    #[must_use]
    pub fn of(&self, word: &str) -> Option<(u16, u16)> {
        let fine = *self.classes.get(&hash(word))?;
        Some((fine, self.coarse.get(usize::from(fine)).copied().unwrap_or(0)))
    }

    pub(super) fn read(input: &mut Input) -> Result<WordClasses, ModelError> {
        let count = input.u32()?;
        let mut words = WordClasses::default();
        for _ in 0..count {
            let word = input.u32()?;
            words.classes.insert(word, input.u16()?);
        }
        for _ in 0..input.u16()? {
            words.coarse.push(input.u16()?);
        }
        Ok(words)
    }

    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        let mut classes: Vec<(u32, u16)> = self.classes.iter().map(|(word, class)| (*word, *class)).collect();
        classes.sort_unstable();
        bytes.extend(u32::try_from(classes.len()).unwrap_or(u32::MAX).to_le_bytes());
        for (word, class) in classes {
            bytes.extend(word.to_le_bytes());
            bytes.extend(class.to_le_bytes());
        }
        bytes.extend(u16::try_from(self.coarse.len()).unwrap_or(u16::MAX).to_le_bytes());
        self.coarse.iter().for_each(|class| bytes.extend(class.to_le_bytes()));
    }
}

/// FNV-1a, folded to 32 bits: the same on every machine and in every version.
#[must_use]
pub fn hash(word: &str) -> u32 {
    fold(bytes(word.as_bytes()))
}

/// FNV-1a over bytes.
#[must_use]
pub fn bytes(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, byte| (h ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// 64 bits as 32.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "both halves are kept, folded")]
pub fn fold(h: u64) -> u32 {
    ((h >> 32) ^ h) as u32
}
