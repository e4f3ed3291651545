//! "The former governor of Oyo, Ali Basri, …": capitals that commas set off after a title are its bearer's name, whatever the model
//! makes of them.

use super::combining::overlap;
use super::signs::Page;
use crate::facts::DateMention;
use crate::reading::names::{Piece, What};
use crate::reading::sentences::Sentence;
use crate::reading::tokens::TokenKind;
use ontology::entity::Kind;
use std::ops::{Range, RangeInclusive};

/// How many tokens may tell whose or which office it is.
const OFFICE: usize = 6;
/// Fewest and most tokens of such a name: a single word may be a town.
const NAME: RangeInclusive<usize> = 2..=5;

/// Puts the names that titles tell in the place of other pieces.
pub(super) fn name_bearers(
    page: &Page,
    sentence: &Sentence,
    dates: &[DateMention],
    found: &[Piece],
    pieces: &mut Vec<Piece>,
) {
    let titles = found.iter().filter(|piece| matches!(piece.what, What::Role(_)));
    let bearers: Vec<Range<usize>> = titles.filter_map(|title| bearer(page, sentence, title, found)).collect();
    let dated = |at: usize| dates.iter().any(|date| date.span.overlaps(&page.tokens[at].span));
    for tokens in bearers.into_iter().filter(|tokens| !tokens.clone().any(dated)) {
        let known = |piece: &Piece| matches!(piece.what, What::Known(_)) && may_be_person(page, piece);
        if !pieces.iter().any(|piece| overlap(&piece.tokens, &tokens) && known(piece)) {
            pieces.retain(|piece| !overlap(&piece.tokens, &tokens));
            pieces.push(Piece { tokens, what: What::Unknown(Some(Kind::Person)) });
        }
    }
}

/// The tokens of the name behind the comma after a title.
fn bearer(page: &Page, sentence: &Sentence, title: &Piece, found: &[Piece]) -> Option<Range<usize>> {
    let words = &page.lexicon.words;
    let end = sentence.tokens.end;
    let token = |at: usize| &page.tokens[at];
    let of_office = |at: usize| {
        let small = [&words.prepositions, &words.connectors, &words.and];
        token(at).capital || small.iter().any(|set| set.contains(&token(at).lower))
    };
    let until = end.min(title.tokens.end + OFFICE + 1);
    let comma = (title.tokens.end..until).find(|at| !of_office(*at)).filter(|at| token(*at).is(","))?;
    let office = title.tokens.end..comma;
    let glued = |at: usize| token(at - 1).is("-") && token(at - 1).span.end == token(at).span.start;
    let of_name = |at: &usize| {
        let joins = token(*at).is("-") || words.connectors.contains(&token(*at).lower);
        (token(*at).kind == TokenKind::Word && token(*at).capital && !token(*at).shouted) || joins || glued(*at)
    };
    let start = comma + 1;
    let close = (start..end).find(|at| !of_name(at)).unwrap_or(end);
    let tokens = start..close;
    // "the governors of Oyo, Osun and Ogun", "the governor of Oyo, Ali said": only what marks close is set off.
    let closed = close == end || matches!(token(close).lower.as_str(), "," | "." | "(");
    let listed = close + 1 < end && words.and.contains(&token(close + 1).lower);
    let body =
        |at: usize| words.organization_heads.contains(&token(at).lower) || words.place_heads.contains(&token(at).lower);
    let named = |piece: &Piece| overlap(&piece.tokens, &office) && is_person(page, piece);
    let other = |piece: &Piece| overlap(&piece.tokens, &tokens) && !may_be_person(page, piece);
    let fits = NAME.contains(&tokens.len()) && closed && !listed && !body(start);
    (fits && !found.iter().any(|piece| named(piece) || other(piece))).then_some(tokens)
}

/// Whether a piece can name nobody but a person.
fn is_person(page: &Page, piece: &Piece) -> bool {
    match &piece.what {
        What::Known(rows) => rows.iter().all(|(entity, _)| page.reference.get(*entity).kind == Kind::Person),
        What::Unknown(kind) => *kind == Some(Kind::Person),
        What::Role(_) | What::Noun(_) => false,
    }
}

/// Whether a piece is a person's name or may be one.
fn may_be_person(page: &Page, piece: &Piece) -> bool {
    match &piece.what {
        What::Known(rows) => rows.iter().any(|(entity, _)| page.reference.get(*entity).kind == Kind::Person),
        What::Unknown(kind) => kind.is_none_or(|kind| kind == Kind::Person),
        What::Role(_) | What::Noun(_) => false,
    }
}
