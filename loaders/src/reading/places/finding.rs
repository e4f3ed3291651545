//! Finds the places that neither tables nor model see by themselves.
//!
//! Each rule rests on how places are written: a town before its state and a comma, a state cut short after it, the town in
//! capitals that opens a report. What stands in lists is in `lists`, what was taken for one name in `parts`.

use super::{Atlas, lies_in};
use crate::reading::names::{Piece, What};
use crate::reading::sentences::Sentence;
use crate::reading::tokens::TokenKind;
use crate::reference::{Known, NameKind};
use ontology::entity::Kind;
use std::ops::Range;

/// Longest name of a town before its state, and of one that opens a report, in tokens.
pub(super) const LONGEST: usize = 4;

impl Atlas<'_> {
    /// The pieces of an article with its places set right.
    pub fn mend(&self, sentences: &[Sentence], pieces: &mut [Vec<Piece>]) {
        for (n, sentence) in sentences.iter().enumerate() {
            let found = &mut pieces[n];
            *found =
                found.drain(..).flat_map(|piece| self.parts(piece)).filter(|piece| self.is_a_name(piece)).collect();
            self.join_articles(found);
            let opens = n == 0 || sentences[n - 1].line != sentence.line;
            if opens && let Some(dateline) = self.dateline(sentence, found) {
                found.retain(|piece| piece.tokens.start >= dateline.tokens.end);
                found.insert(0, dateline);
            }
            self.add_short_states(sentence, found);
            self.add_towns(sentence, found);
            self.add_headed(sentence, found);
            self.add_listed(sentence, found);
        }
        self.add_known_elsewhere(sentences, pieces);
    }

    // ---- the town that opens a report ----------------------------------------------------------

    /// "DENVER, Colorado", "MILAN —": words in capitals at the head of a line that name a place, before ordinary ones.
    fn dateline(&self, sentence: &Sentence, pieces: &[Piece]) -> Option<Piece> {
        let start = sentence.tokens.start;
        let shouted = |at: &usize| self.tokens[*at].shouted && self.tokens[*at].kind == TokenKind::Word;
        let run = (start..sentence.tokens.end).take_while(shouted).count();
        let longest = run.min(LONGEST);
        let ends = |n: usize| match self.tokens.get(start + n).filter(|_| start + n < sentence.tokens.end) {
            Some(next) => {
                let broken = matches!(next.lower.as_str(), "," | "(" | "-" | "–" | "—" | ":" | "/");
                broken || (n == run && next.capital && next.kind == TokenKind::Word)
            }
            None => true,
        };
        let named = |n: &usize| {
            let tokens = start..start + n;
            let known = pieces.iter().any(|piece| piece.tokens == tokens && matches!(piece.what, What::Known(_)));
            (!known && ends(*n) && self.is_a_town(&tokens)).then(|| Piece { what: self.what(&tokens), tokens })
        };
        (1..=longest).rev().find_map(|n| named(&n))
    }

    fn is_a_town(&self, tokens: &Range<usize>) -> bool {
        let form = self.form(tokens);
        let named = self.reference.names.find(form).filter(|row| row.kind == NameKind::Name).map(|row| row.entity);
        // "MORE Americans", "UPDATE": ordinary words are towns only if the tables would have it anywhere.
        let ordinary = self.lexicon.common.contains(self.tokens[tokens.start].lower.as_str());
        let small = if ordinary { Vec::new() } else { self.reference.small_places(form) };
        named.chain(small).any(|index| matches!(self.reference.get(index).feature, "capital" | "city" | "town"))
    }

    // ---- towns and their states ----------------------------------------------------------------

    /// "Boulder, Colo.", "Barrie (Ont.)": a short name that is one only there.
    fn add_short_states(&self, sentence: &Sentence, pieces: &mut Vec<Piece>) {
        let first = sentence.tokens.start + 2;
        let mut found = Vec::new();
        for at in (first..sentence.tokens.end).filter(|at| self.tokens[*at].capital && self.tokens[at - 2].capital) {
            if !matches!(self.tokens[at - 1].lower.as_str(), "," | "(") || self.tokens[at - 2].kind != TokenKind::Word {
                continue;
            }
            let longest = 2.min(sentence.tokens.end - at);
            let state = (1..=longest).rev().map(|n| at..at + n).find_map(|tokens| {
                let places = self.reference.names.short(self.form(&tokens));
                let rows: Vec<_> = places.iter().map(|index| (*index, NameKind::Abbreviation)).collect();
                (!rows.is_empty()).then_some(Piece { tokens, what: What::Known(rows) })
            });
            found.extend(state.filter(|state| self.has_town(sentence, state)));
        }
        for state in found {
            replace(pieces, state);
        }
    }

    /// Whether the words before a state and its comma are a town of it.
    fn has_town(&self, sentence: &Sentence, state: &Piece) -> bool {
        self.holders(state).is_some_and(|holders| self.town_before(sentence, state, &holders).is_some())
    }

    /// "Alvin, Texas", "Ubud, Bali": capitals before a region or a country and a comma that are a place of it.
    fn add_towns(&self, sentence: &Sentence, pieces: &mut Vec<Piece>) {
        let towns: Vec<Piece> = pieces
            .iter()
            .filter_map(|holder| self.town_before(sentence, holder, &self.holders(holder)?))
            .filter(|town| {
                pieces.iter().all(|piece| piece.tokens != town.tokens || !matches!(piece.what, What::Known(_)))
            })
            .filter(|town| !pieces.iter().any(|piece| self.is_longer(piece, town)))
            .collect();
        for town in towns {
            for piece in pieces.iter_mut().filter(|piece| self.ends_with_origin(piece, &town)) {
                piece.tokens.end = town.tokens.start - 1;
            }
            replace(pieces, town);
        }
    }

    /// A longer name or a person's around a supposed town stays what it is.
    fn is_longer(&self, piece: &Piece, town: &Piece) -> bool {
        overlap(&piece.tokens, &town.tokens)
            && match &piece.what {
                What::Known(_) | What::Role(_) => piece.tokens.len() >= town.tokens.len(),
                What::Unknown(Some(Kind::Place) | None) => piece.tokens.len() > town.tokens.len(),
                // "Judy Brown of Salem, Oregon": the person ends before "of".
                What::Unknown(Some(_)) => !self.ends_with_origin(piece, town),
                What::Noun(_) => false,
            }
    }

    fn ends_with_origin(&self, piece: &Piece, town: &Piece) -> bool {
        let of = town.tokens.start.checked_sub(1).filter(|at| *at > piece.tokens.start);
        piece.tokens.end == town.tokens.end
            && of.is_some_and(|at| self.lexicon.words.genitive.contains(&self.tokens[at].lower))
    }

    /// The countries and regions that a piece may mean.
    fn holders(&self, piece: &Piece) -> Option<Vec<Known>> {
        let What::Known(rows) = &piece.what else { return None };
        let places =
            rows.iter().filter(|(_, kind)| *kind != NameKind::Demonym).map(|(index, _)| self.reference.get(*index));
        let holders: Vec<Known> = places.filter(|place| matches!(place.feature, "country" | "adm1")).collect();
        (!holders.is_empty()).then_some(holders)
    }

    /// The longest name before a comma or bracket that is a place of one of the holders after it.
    fn town_before(&self, sentence: &Sentence, holder: &Piece, holders: &[Known]) -> Option<Piece> {
        let mark = holder.tokens.start.checked_sub(1).filter(|at| *at > sentence.tokens.start)?;
        if !matches!(self.tokens[mark].lower.as_str(), "," | "(") {
            return None;
        }
        let longest = LONGEST.min(mark - sentence.tokens.start);
        (1..=longest).rev().map(|n| mark - n..mark).find_map(|tokens| {
            let (first, last) = (&self.tokens[tokens.start], &self.tokens[tokens.end - 1]);
            if !first.capital || !last.capital || self.opens_plainly(sentence, tokens.start) {
                return None;
            }
            let form = self.form(&tokens);
            let named = self.reference.names.find(form).filter(|row| row.kind == NameKind::Name).map(|row| row.entity);
            let country =
                self.reference.names.find(form).any(|row| self.reference.get(row.entity).kind == Kind::Country);
            if country && holders.iter().any(|holder| holder.feature == "country") {
                return None;
            }
            let places = named.chain(self.reference.small_places(form));
            let inside: Vec<_> = places
                .filter(|index| {
                    let place = self.reference.get(*index);
                    place.kind == Kind::Place && holders.iter().any(|holder| lies_in(&place, holder))
                })
                .map(|index| (index, NameKind::Name))
                .collect();
            (!inside.is_empty()).then_some(Piece { tokens, what: What::Known(inside) })
        })
    }

    /// An ordinary word at the head of a sentence has its capital from there.
    pub(super) fn opens_plainly(&self, sentence: &Sentence, at: usize) -> bool {
        at == sentence.tokens.start && self.lexicon.common.contains(self.tokens[at].lower.as_str())
    }
}

/// Puts a piece in the place of those it overlaps.
pub(super) fn replace(pieces: &mut Vec<Piece>, piece: Piece) {
    pieces.retain(|other| !overlap(&other.tokens, &piece.tokens));
    let at = pieces.partition_point(|other| other.tokens.start < piece.tokens.start);
    pieces.insert(at, piece);
}

pub(super) fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
