//! The words of one language that dates are made of, each with its classes and values: `juni` is a `month`, 6.
//!
//! All of them come from the language's folder; this file only finds them fast.

use std::collections::HashMap;

use super::tokens::{Token, key, pieces};

/// Marks that join figures to one number, such as `2.5`, `20/10` or `2010-11`. They are the first words of every grammar.
/// The first of them also join figures to letters, as in `Ft.1/10`.
const FIGURE_MARKS: [&str; 5] = [".", "/", ",", ":", "-"];

/// How many of [`FIGURE_MARKS`] join figures to letters.
const CODE_MARKS: usize = 2;

/// Whether this word of a grammar is a mark that joins figures to one number.
pub(super) fn joins_figures(word: u32) -> bool {
    (word as usize) < FIGURE_MARKS.len()
}

/// Whether this word of a grammar is a mark that joins figures to letters.
pub(super) fn joins_codes(word: u32) -> bool {
    (word as usize) < CODE_MARKS
}

/// The words a grammar knows and what each may mean.
#[derive(Debug, Default)]
pub(super) struct Words {
    ids: HashMap<Box<str>, u32>,
    /// By word: the phrases that begin with it.
    entries: Vec<Vec<Entry>>,
    classes: Vec<String>,
}

/// One phrase of a class.
#[derive(Debug)]
struct Entry {
    class: usize,
    value: i32,
    /// Counts only with a capital ("May", but not "may").
    capital: bool,
    /// The words after the first.
    rest: Box<[u32]>,
}

impl Words {
    /// No words yet but the marks that every language has.
    pub(super) fn new() -> Words {
        let mut words = Words::default();
        for mark in FIGURE_MARKS.iter().copied().chain(["\""]) {
            words.intern(mark);
        }
        words
    }

    /// The number of a word in its looked-up form ([`key`]), if it is known.
    pub(super) fn id(&self, key: &str) -> Option<u32> {
        self.ids.get(key).copied()
    }

    /// How many words are known.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The number of a class, if the language has it.
    pub(super) fn class(&self, name: &str) -> Option<usize> {
        self.classes.iter().position(|known| known == name)
    }

    /// Adds a phrase to a class. A phrase written with a capital will count only where the text has one too.
    pub(super) fn add(&mut self, class: &str, phrase: &str, value: i32) {
        let class = self.class(class).unwrap_or_else(|| {
            self.classes.push(class.to_owned());
            self.classes.len() - 1
        });
        let ids = self.phrase(phrase);
        if let Some((first, rest)) = ids.split_first() {
            let capital = phrase.starts_with(char::is_uppercase);
            self.entries[*first as usize].push(Entry { class, value, capital, rest: rest.into() });
        }
    }

    /// The words of a phrase, made known if they were not.
    pub(super) fn phrase(&mut self, phrase: &str) -> Vec<u32> {
        let mut buffer = String::new();
        let mut ids = Vec::new();
        for piece in pieces(phrase) {
            key(piece.span.of(phrase), piece.kind, &mut buffer);
            ids.push(self.intern(&buffer));
        }
        ids
    }

    fn intern(&mut self, key: &str) -> u32 {
        if let Some(id) = self.id(key) {
            return id;
        }
        let id = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.ids.insert(key.into(), id);
        self.entries.push(Vec::new());
        id
    }

    /// The words that begin a phrase of a class.
    pub(super) fn beginnings(&self, class: usize) -> impl Iterator<Item = u32> + '_ {
        (0..).zip(&self.entries).filter(move |(_, all)| all.iter().any(|e| e.class == class)).map(|(id, _)| id)
    }

    /// The phrases of a class that stand at the head of `tokens`: how many tokens, and the value.
    pub(super) fn readings<'a>(&'a self, class: usize, tokens: &'a [Token]) -> impl Iterator<Item = (usize, i32)> + 'a {
        let first = tokens.first();
        let entries = first.and_then(|t| t.word).map_or(&[][..], |word| &self.entries[word as usize]);
        let capital = first.is_some_and(|t| t.capital);
        entries
            .iter()
            .filter(move |e| e.class == class && (capital || !e.capital) && stands(&e.rest, &tokens[1..]))
            .map(|e| (e.rest.len() + 1, e.value))
    }
}

/// Whether a phrase stands at the head of `tokens`, which may be the first of a line.
pub(super) fn heads(phrase: &[u32], tokens: &[Token]) -> bool {
    let first = phrase.first().is_some_and(|word| tokens.first().is_some_and(|token| token.word == Some(*word)));
    first && stands(&phrase[1..], &tokens[1..])
}

/// Whether a phrase goes on at the head of `tokens`.
fn stands(phrase: &[u32], tokens: &[Token]) -> bool {
    phrase.len() <= tokens.len()
        && phrase.iter().zip(tokens).all(|(word, token)| token.word == Some(*word) && !token.is_wall())
}
