//! Finds the word at which a query stops being SPARQL.
//!
//! The parser reports the furthest place it looked at, and trying a keyword looks as far as the keyword is long: for `?s ?p }` it
//! may point behind the brace or at the next line. So the query is parsed again with wide gaps between its words. A look at one
//! word then never reaches the next, and the furthest place lies in the word that does not fit or in the gap behind it.

use super::super::tokens::{Token, tokens};

/// Longer than every keyword.
const GAP: usize = 32;
/// Queries longer than this are not parsed again.
const LONGEST: usize = 64 * 1024;

/// Where and why the parser stopped.
pub struct Place {
    /// The byte where the word starts that does not fit; the end of the text when something is missing there.
    pub at: usize,
    /// What the parser says in whole words, if it does.
    pub reason: Option<String>,
    /// The signs that may stand there, if the parser tried nothing else.
    pub expected: Option<String>,
}

/// Finds the place at which `parse` stops.
pub fn find(text: &str, parse: impl Fn(&str) -> Option<String>) -> Place {
    let spread = if text.len() <= LONGEST { Spread::new(text) } else { Spread::unchanged(text) };
    let message = parse(&spread.text).or_else(|| parse(text)).unwrap_or_default();
    let (line, column, expected) = read(&message).unwrap_or((1, 1, ""));
    let stop = offset(&spread.text, line, column);
    let at = spread.back(stop);
    let signs = signs(expected).filter(|_| spread.starts.iter().any(|(spread, _)| *spread == stop));
    Place { at, reason: sentence(expected), expected: signs }
}

/// Reads `error at 2:14: expected one of …`.
fn read(message: &str) -> Option<(usize, usize, &str)> {
    let (place, expected) = message.strip_prefix("error at ")?.split_once(": expected ")?;
    let (line, column) = place.split_once(':')?;
    Some((line.parse().ok()?, column.parse().ok()?, expected.strip_prefix("one of ").unwrap_or(expected)))
}

/// The byte of a line and column, both counted from 1 and the column in characters.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest: &str = &text[start..];
    start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
}

/// Some rules fail with a sentence instead of a token.
fn sentence(expected: &str) -> Option<String> {
    let is_sentence =
        |item: &&str| item.contains(' ') && !item.contains(['"', '[', '.']) && item.contains(char::is_lowercase);
    let found = expected.split(", ").find(is_sentence)?;
    let mut letters = found.chars();
    let first = letters.next()?.to_lowercase();
    Some(first.chain(letters).collect::<String>().replace("the SELECT", "`SELECT`"))
}

fn signs(expected: &str) -> Option<String> {
    let unquote = |item: &str| item.strip_prefix('"')?.strip_suffix('"').map(|sign| format!("`{sign}`"));
    let signs: Vec<String> = expected.split(", ").filter_map(unquote).collect();
    (!signs.is_empty()).then(|| format!("one of {} may stand here", signs.join(" ")))
}

/// The text with wide gaps, and for each word where it starts here and in the text.
struct Spread {
    text: String,
    starts: Vec<(usize, usize)>,
}

impl Spread {
    fn unchanged(text: &str) -> Self {
        let starts = tokens(text).map(|(at, _)| (at, at)).chain([(text.len(), text.len())]).collect();
        Self { text: text.to_owned(), starts }
    }

    /// Widens the gaps that are there, and those around brackets and commas, where a gap changes nothing.
    fn new(text: &str) -> Self {
        let mut spread = Self { text: String::with_capacity(text.len() * 4), starts: Vec::new() };
        let mut copied = 0;
        let mut after_bracket = true;
        for (at, token) in tokens(text) {
            let bracket = matches!(token, Token::Sign('{' | '}' | '(' | ')' | '[' | ']' | ';' | ','));
            let blank = text[..at].ends_with(char::is_whitespace);
            spread.text.push_str(&text[copied..at]);
            copied = at;
            if blank || bracket || after_bracket {
                spread.text.push_str(&" ".repeat(GAP));
            }
            spread.starts.push((spread.text.len(), at));
            after_bracket = bracket;
        }
        spread.text.push_str(&text[copied..]);
        spread.text.push_str(&" ".repeat(GAP));
        spread.starts.push((spread.text.len(), text.trim_end().len()));
        spread
    }

    /// The word in which, or in the gap behind which, a place of the spread text lies.
    fn back(&self, place: usize) -> usize {
        let before = self.starts.partition_point(|(spread, _)| *spread <= place);
        self.starts.get(before.saturating_sub(1)).map_or(0, |(_, at)| *at)
    }
}
