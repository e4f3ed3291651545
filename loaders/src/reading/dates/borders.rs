//! Whether a date may begin and end at a token: not inside of a word, a number or a code such as `A380`, `2.5`, `2010-11`, `Ft.1/10`.
//!
//! Pieces are cut fine, so that rules can be written about them; this keeps a rule from taking a piece out of its whole.

use super::tokens::{Kind, Token};
use super::words::{joins_codes, joins_figures};

/// Whether nothing before the first or after the last of these tokens belongs to them.
pub(super) fn stands_alone(tokens: &[Token], start: usize, end: usize) -> bool {
    let goes_on = joined(tokens, end - 1) || figure(tokens, end - 1) || half(&tokens[end - 1]);
    let went_on = start >= 1 && joined(tokens, start - 1) || inside(tokens, start);
    !goes_on && !went_on
}

/// Whether a token wants another: a comma, a stop, a dash.
fn half(token: &Token) -> bool {
    token.word.is_some_and(joins_figures)
}

/// Whether letters or digits go on from one token to the next.
fn joined(tokens: &[Token], left: usize) -> bool {
    let Some([left, right]) = tokens.get(left..left + 2) else {
        return false;
    };
    right.glued && left.kind != Kind::Mark && right.kind != Kind::Mark
}

/// Whether a number goes on over the mark behind it.
fn figure(tokens: &[Token], left: usize) -> bool {
    let Some([left, mark, right]) = tokens.get(left..left + 3) else {
        return false;
    };
    let joins = mark.glued && right.glued && mark.word.is_some_and(joins_figures);
    joins && left.kind == Kind::Number && right.kind == Kind::Number
}

/// Whether a token belongs to something that began before it: a number, a code, a doubled word (`hari-hari`).
fn inside(tokens: &[Token], at: usize) -> bool {
    let Some([before, mark, here]) = at.checked_sub(2).and_then(|first| tokens.get(first..=at)) else {
        return false;
    };
    let glued = here.glued && mark.glued && before.kind != Kind::Mark;
    let code = here.kind == Kind::Number && mark.word.is_some_and(joins_codes);
    let doubled = here.word.is_some() && here.word == before.word && mark.kind == Kind::Mark;
    figure(tokens, at - 2) || glued && code || here.glued && doubled
}
