//! Cuts text into the small pieces that date rules are written in: words, numbers and single marks.
//!
//! Dates hang on details that general tokenizers lose: whether `20/10` is written in one piece, whether `1990` carries an `s`,
//! whether a line ended in between. So this keeps them, and looks every word up once in the grammar's own [`Words`].

use super::words::Words;
use crate::facts::Span;

/// What a piece is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// ASCII digits.
    Number,
    /// One character of anything else.
    Mark,
}

/// A piece of text as it stands, before the grammar has looked at it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub span: Span,
    pub kind: Kind,
    /// No white space before it.
    pub glued: bool,
    /// A line ended before it.
    pub new_line: bool,
}

/// A piece that the grammar has looked up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub span: Span,
    pub kind: Kind,
    pub glued: bool,
    /// Its number in the grammar's [`Words`], if the grammar knows it.
    pub word: Option<u32>,
    /// Begins with a capital letter.
    pub capital: bool,
    /// Value of a number (short ones only).
    pub value: Option<i32>,
    /// How many digits a number has.
    pub digits: usize,
    pub place: Place,
    /// Between quotation marks.
    pub spoken: bool,
}

/// Where in its sentence a token stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// After others.
    Within,
    /// First of its sentence.
    Opening,
    /// First of its sentence and of its line.
    NewLine,
}

impl Token {
    /// Whether it is the first of its sentence.
    pub(super) fn opens(&self) -> bool {
        self.place != Place::Within
    }

    /// Whether no date reaches over this: it begins a sentence on a new line.
    pub(super) fn is_wall(&self) -> bool {
        self.place == Place::NewLine
    }
}

/// The pieces of `text` in order.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Piece> + '_ {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (mut glued, mut new_line) = (true, false);
        while let Some((_, space)) = rest.next_if(|(_, c)| c.is_whitespace()) {
            glued = false;
            new_line |= space == '\n';
        }
        let (start, first) = rest.next()?;
        let kind = kind_of(first);
        let mut end = start + first.len_utf8();
        while let Some((at, more)) = rest.next_if(|(_, c)| kind != Kind::Mark && kind_of(*c) == kind) {
            end = at + more.len_utf8();
        }
        Some(Piece { span: Span { start, end }, kind, glued, new_line })
    })
}

fn kind_of(c: char) -> Kind {
    match c {
        'a'..='z' | 'A'..='Z' => Kind::Word,
        '0'..='9' => Kind::Number,
        _ if c.is_alphabetic() => Kind::Word,
        _ => Kind::Mark,
    }
}

/// Writes the form under which a piece is looked up: lower case, with all dashes and all apostrophes the same.
pub(super) fn key(piece: &str, kind: Kind, into: &mut String) {
    into.clear();
    match (kind, piece) {
        (Kind::Mark, "\u{2010}" | "\u{2011}" | "\u{2012}" | "–" | "—" | "−") => {
            into.push('-');
        }
        (Kind::Mark, "’" | "‘" | "`" | "´") => into.push('\''),
        (Kind::Mark, "“" | "”" | "„" | "«" | "»") => into.push('"'),
        _ if piece.is_ascii() => {
            into.extend(piece.bytes().map(|b| char::from(b.to_ascii_lowercase())));
        }
        _ => into.extend(piece.chars().flat_map(char::to_lowercase)),
    }
}

/// The tokens of `text`. Outside of `sentences`, a new line or a full stop before a capital begins one.
pub(super) fn tokens(text: &str, sentences: &[Span], words: &Words) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut ahead = sentences.iter().peekable();
    let mut reach = 0;
    let mut buffer = String::new();
    let mut stopped = true;
    let mut spoken = false;
    for piece in pieces(text) {
        let own = piece.span.of(text);
        key(own, piece.kind, &mut buffer);
        let capital = own.starts_with(char::is_uppercase);
        let outside = piece.span.start >= reach;
        let mut opens = outside && (piece.new_line || stopped && capital && !piece.glued);
        while let Some(sentence) = ahead.next_if(|sentence| sentence.start <= piece.span.start) {
            (opens, reach) = (true, sentence.end);
        }
        stopped = matches!(own, "." | "!" | "?");
        spoken = speaks(own, spoken && !piece.new_line);
        found.push(Token {
            span: piece.span,
            kind: piece.kind,
            glued: piece.glued,
            word: words.id(&buffer),
            capital,
            value: if piece.kind == Kind::Number && own.len() <= 4 { own.parse().ok() } else { None },
            digits: own.len(),
            place: match (opens || found.is_empty(), piece.new_line) {
                (false, _) => Place::Within,
                (true, false) => Place::Opening,
                (true, true) => Place::NewLine,
            },
            spoken,
        });
    }
    found
}

/// Whether direct speech goes on after a piece. No speech goes on over the end of a line.
fn speaks(piece: &str, spoken: bool) -> bool {
    match piece {
        "\"" => !spoken,
        "“" | "„" | "«" => true,
        "”" | "»" => false,
        _ => spoken,
    }
}
