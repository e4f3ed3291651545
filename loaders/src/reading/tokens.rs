//! Words, numbers and marks of a text.
//!
//! A word keeps inner apostrophes ("Sana'a") and full stops ("U.S."); hyphens part words, so that "AS-Korsel" is two names.

use crate::facts::Span;
use std::ops::Range;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters.
    Word,
    /// Digits, with the marks inside a number, a clock time or a numeric date.
    Number,
    /// One mark.
    Mark,
}

/// One token.
#[derive(Debug, Clone)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// It in lower case.
    pub lower: String,
    /// Whether its first letter is a capital.
    pub capital: bool,
    /// Whether all its letters are capitals, and there are at least two.
    pub shouted: bool,
}

impl Token {
    /// Whether it is this mark or lower-case word.
    #[must_use]
    pub fn is(&self, word: &str) -> bool {
        self.lower == word
    }
}

/// How many words there are; what hyphens join is one.
#[must_use]
pub fn count_words(tokens: &[Token]) -> usize {
    let word = |at: &usize| {
        let joined = *at > 0 && tokens[at - 1].is("-") && tokens[at - 1].span.end == tokens[*at].span.start;
        tokens[*at].kind == TokenKind::Word && !joined
    };
    (0..tokens.len()).filter(word).count()
}

/// The tokens of a stretch of text.
#[must_use]
pub fn split(text: &str, within: Span) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = within.start;
    while let Some(c) = text[rest..within.end].chars().next() {
        let range = if c.is_alphabetic() {
            word(text, rest, within.end)
        } else if c.is_numeric() {
            number(text, rest, within.end)
        } else if matches!(c, '\'' | '’') && opens_possessive(&text[rest..within.end]) {
            rest..rest + c.len_utf8() + 1
        } else {
            rest..rest + c.len_utf8()
        };
        rest = range.end;
        if !c.is_whitespace() {
            tokens.push(token(text, range, c));
        }
    }
    tokens
}

fn token(text: &str, range: Range<usize>, first: char) -> Token {
    let words = &text[range.clone()];
    let kind = match first {
        c if c.is_alphabetic() => TokenKind::Word,
        c if c.is_numeric() => TokenKind::Number,
        _ => TokenKind::Mark,
    };
    let lower = words.to_lowercase().replace('’', "'");
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let shouted = letters >= 2 && !words.chars().any(char::is_lowercase);
    Token { span: Span { start: range.start, end: range.end }, kind, lower, capital: first.is_uppercase(), shouted }
}

/// A word goes on over letters and combining marks, and over an apostrophe, digit or full stop that a letter follows.
fn word(text: &str, start: usize, limit: usize) -> Range<usize> {
    let mut end = start;
    let mut chars = text[start..limit].char_indices().peekable();
    let mut dotted = false;
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let letter_next = next.is_some_and(char::is_alphabetic);
        let inside = match c {
            c if c.is_alphanumeric() || is_combining(c) => true,
            '\'' | '’' => letter_next && !opens_possessive(&text[start + i..limit]),
            // "U.S.", "D.C.": single letters with a full stop each.
            '.' if i + start == end && single_letter_before(&text[start..end]) && (dotted || letter_next) => {
                dotted = true;
                true
            }
            _ => false,
        };
        if !inside {
            break;
        }
        end = start + i + c.len_utf8();
    }
    start..end
}

fn is_combining(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// "'s" at the end of a word is a token of its own.
fn opens_possessive(rest: &str) -> bool {
    let mut letters = rest.chars().skip(1);
    letters.next().is_some_and(|c| c == 's' || c == 'S') && !letters.next().is_some_and(char::is_alphanumeric)
}

fn single_letter_before(word: &str) -> bool {
    let mut letters = word.chars().rev();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none_or(|c| c == '.')
}

/// A number goes on over digits, and over a mark inside a figure, a date or a time ("8,5", "20/10/2025", "11:42").
fn number(text: &str, start: usize, limit: usize) -> Range<usize> {
    let mut end = start;
    let mut chars = text[start..limit].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let digit_next = chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if !(c.is_alphanumeric() || (matches!(c, '.' | ',' | '/' | ':') && digit_next)) {
            break;
        }
        end = start + i + c.len_utf8();
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let whole = Span { start: 0, end: text.len() };
        split(text, whole).iter().map(|token| token.span.of(text)).collect()
    }

    #[test]
    fn words_numbers_and_marks() {
        assert_eq!(words("AS-Korsel, U.S. Sana'a."), ["AS", "-", "Korsel", ",", "U.S.", "Sana'a", "."]);
        assert_eq!(words("Xi’s (20/10/2025) 8,5%"), ["Xi", "’s", "(", "20/10/2025", ")", "8,5", "%"]);
        assert_eq!(words("He met Kim. Then"), ["He", "met", "Kim", ".", "Then"]);
    }
}
