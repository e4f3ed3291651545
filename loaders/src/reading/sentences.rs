//! Sentences of the lines that are read.
//!
//! A full stop, question or exclamation mark ends a sentence when a capital, a digit or a quotation mark follows, unless
//! an abbreviation or an initial stands before it. A line always ends one.

use super::layout::{Layout, Zone};
use super::tokens::{self, Token};
use crate::facts::Span;
use crate::lexicon::Lexicon;
use std::ops::Range;

/// A sentence with its tokens.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Its tokens, as a range of the document's.
    pub tokens: Range<usize>,
    /// What its line is.
    pub zone: Zone,
    /// Number of its line: sentences of one line are a paragraph.
    pub line: usize,
    /// Whether most of its words are capitalised, as in headlines: capitals then say nothing.
    pub title_case: bool,
}

/// The sentences and tokens of headline, caption and story.
#[must_use]
pub fn split(text: &str, layout: &Layout, lexicon: &Lexicon) -> (Vec<Sentence>, Vec<Token>) {
    let (mut sentences, mut all): (Vec<Sentence>, Vec<Token>) = (Vec::new(), Vec::new());
    let mut dateline = layout.dateline;
    for (number, line) in layout.lines.iter().enumerate() {
        if !matches!(line.zone, Zone::Headline | Zone::Caption | Zone::Body) {
            continue;
        }
        // A dateline names a place and an outlet, and tells nothing: it is read as a headline is.
        if let Some(span) = dateline.take_if(|span| line.span.start >= span.end) {
            let tokens = tokens::split(text, span);
            let range = all.len()..all.len() + tokens.len();
            sentences.push(Sentence { span, tokens: range, zone: Zone::Headline, line: number, title_case: false });
            all.extend(tokens);
        }
        let tokens = tokens::split(text, line.span);
        let mut first = 0;
        for i in 0..tokens.len() {
            if i + 1 == tokens.len() || ends_sentence(text, &tokens, i, lexicon) {
                let range = all.len() + first..all.len() + i + 1;
                let span = Span { start: tokens[first].span.start, end: tokens[i].span.end };
                let title_case = is_title_case(&tokens[first..=i]);
                sentences.push(Sentence { span, tokens: range, zone: line.zone, line: number, title_case });
                first = i + 1;
            }
        }
        all.extend(tokens);
    }
    (sentences, all)
}

/// Whether the sentence ends after token `i`.
fn ends_sentence(text: &str, tokens: &[Token], i: usize, lexicon: &Lexicon) -> bool {
    let Some(next) = tokens.get(i + 1) else { return true };
    let gap = tokens[i].span.end < next.span.start;
    let closer = |token: &Token| matches!(token.lower.as_str(), "\"" | "”" | "'" | ")" | "’");
    // Closing quotation marks belong to the sentence they close.
    let mut stop = i;
    while stop > 0 && closer(&tokens[stop]) {
        stop -= 1;
    }
    let opens = next.capital
        || next.kind == tokens::TokenKind::Number
        || matches!(next.lower.as_str(), "\"" | "“" | "‘" | "'" | "(" | "-");
    if !gap || !opens {
        return false;
    }
    match tokens[stop].lower.as_str() {
        "!" | "?" => next.capital || stop == i,
        "." if stop > 0 => {
            let before = &tokens[stop - 1];
            let letter = before.span.of(text).chars().count() == 1 && before.capital;
            // "in a post on X.": an initial opens a name or stands in one, and no preposition before it ends the sentence.
            let governed = stop > 1 && lexicon.words.prepositions.contains(&tokens[stop - 2].lower);
            let ends = governed && tokens.get(i + 2).is_some_and(|after| !after.capital && !after.is("."));
            (!letter || ends) && !lexicon.words.abbreviations.contains(&before.lower)
        }
        // "U.S." keeps its stop; it ends a sentence only before a word that is not part of a name.
        _ => false,
    }
}

/// A headline has no full stop; what ends with one only lists many names.
fn is_title_case(tokens: &[Token]) -> bool {
    if tokens.last().is_some_and(|last| last.is(".")) {
        return false;
    }
    let words: Vec<&Token> =
        tokens.iter().filter(|token| token.kind == tokens::TokenKind::Word && token.lower.len() > 3).collect();
    words.len() >= 3 && words.iter().filter(|token| token.capital).count() * 10 >= words.len() * 8
}

/// Whether a token stands between quotation marks in its sentence.
#[must_use]
pub fn is_quoted(tokens: &[Token], sentence: &Sentence, at: usize) -> bool {
    let mut open = false;
    for token in &tokens[sentence.tokens.start..at] {
        match token.lower.as_str() {
            "“" => open = true,
            "”" => open = false,
            "\"" => open = !open,
            _ => {}
        }
    }
    open
}
