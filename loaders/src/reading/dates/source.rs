//! The date file of a language folder, `dates.toml`, as it is written, and why one may be refused.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::chart::Rule;
use super::meaning::{Fault, Meaning};
use super::pattern::Pattern;
use super::time::Unit;
use super::words::Words;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    /// Code of the language; begins the names of its rules.
    pub language: String,
    /// The day on which the examples were published.
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are for people and for the tests"))]
    pub published: String,
    /// Class, word, what it stands for.
    words: BTreeMap<String, BTreeMap<String, WordValue>>,
    /// Endings of words that tell past (-1) from future (1) where no word of the class `tense` does.
    #[serde(default)]
    pub tense_endings: BTreeMap<String, i32>,
    /// In their order: a rule may use those above.
    #[serde(rename = "rule")]
    pub rules: Vec<RuleSource>,
}

/// A word's number, or the name of a unit.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum WordValue {
    Number(i32),
    Unit(String),
}

/// One rule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleSource {
    pub name: String,
    /// See [`super::pattern`].
    #[serde(rename = "match")]
    pattern: String,
    /// See [`super::meaning`]. May be missing when all captures are calendar fields.
    pub means: Option<String>,
    /// Whether it holds in direct speech, too: who speaks says "yesterday" more loosely than who writes.
    #[serde(default = "everywhere")]
    in_speech: bool,
    /// Texts with the dates in brackets, ` = `, and the days they mean.
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are for people and for the tests"))]
    pub examples: Vec<String>,
}

/// Why a date file was refused.
#[derive(Debug, thiserror::Error)]
pub enum DateGrammarError {
    /// The file is not TOML of the right shape.
    #[error("dates.toml cannot be read: {0}")]
    Toml(#[from] toml::de::Error),
    /// A word stands for something unknown.
    #[error(
        "word `{word}` of class `{class}` stands for `{value}`, expected a number or one of day, week, month, year, quarter"
    )]
    Word {
        /// The class.
        class: String,
        /// The word.
        word: String,
        /// What it was said to stand for.
        value: String,
    },
    /// A rule cannot be read.
    #[error("rule `{rule}`: at `{at}`, expected {wanted}")]
    Rule {
        /// Name of the rule.
        rule: String,
        /// The part of it that was not understood.
        at: String,
        /// What would have been right.
        wanted: String,
    },
}

impl Source {
    /// Reads the file.
    pub(super) fn read(text: &str) -> Result<Source, DateGrammarError> {
        Ok(toml::from_str(text)?)
    }

    /// The words of all classes.
    pub(super) fn words(&self) -> Result<Words, DateGrammarError> {
        let mut words = Words::new();
        for (class, members) in &self.words {
            for (word, value) in members {
                let number = value.number().ok_or_else(|| value.refused(class, word))?;
                words.add(class, word, number);
            }
        }
        Ok(words)
    }

    /// The rules, in order; their words become known.
    pub(super) fn rules(&self, words: &mut Words) -> Result<Vec<Rule>, DateGrammarError> {
        self.rules.iter().map(|rule| rule.compile(&self.language, words)).collect()
    }
}

impl WordValue {
    fn number(&self) -> Option<i32> {
        match self {
            WordValue::Number(number) => Some(*number),
            WordValue::Unit(name) => {
                Unit::NAMES.iter().position(|unit| unit == name).and_then(|n| i32::try_from(n).ok())
            }
        }
    }

    fn refused(&self, class: &str, word: &str) -> DateGrammarError {
        let value = match self {
            WordValue::Number(number) => number.to_string(),
            WordValue::Unit(name) => name.clone(),
        };
        DateGrammarError::Word { class: class.to_owned(), word: word.to_owned(), value }
    }
}

fn everywhere() -> bool {
    true
}

impl RuleSource {
    fn compile(&self, language: &str, words: &mut Words) -> Result<Rule, DateGrammarError> {
        let refused = |(at, wanted): Fault| DateGrammarError::Rule { rule: self.name.clone(), at, wanted };
        let pattern = Pattern::read(&self.pattern, words).map_err(refused)?;
        let meaning = match &self.means {
            Some(means) => Meaning::read(means, &pattern.slots),
            None => Meaning::of_fields(&pattern.slots),
        };
        let name = format!("{language}.{}", self.name);
        Ok(Rule { name, meaning: meaning.map_err(refused)?, pattern, in_speech: self.in_speech })
    }
}
