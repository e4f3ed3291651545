//! Finds places by the company they keep: after a word for places and "of", in a list with places, and wherever a place that
//! is sure elsewhere in the article is named again.

use super::Atlas;
use super::finding::{LONGEST, overlap, replace};
use crate::fold::fold;
use crate::reading::names::{Piece, What};
use crate::reading::sentences::Sentence;
use crate::reference::NameKind;
use ontology::entity::Kind;
use rustc_hash::FxHashMap;
use std::ops::Range;

impl Atlas<'_> {
    /// "the district of Marsabit", "nearby villages of Kolbio": capitals after a word for places and "of".
    pub(super) fn add_headed(&self, sentence: &Sentence, pieces: &mut Vec<Piece>) {
        let words = &self.lexicon.words;
        let head = |at: usize| {
            words.place_heads.contains(&self.tokens[at].lower) || words.divisions.contains(&self.tokens[at].lower)
        };
        for start in sentence.tokens.clone().skip(2) {
            let of = words.genitive.contains(&self.tokens[start - 1].lower)
                && head(start - 2)
                && !self.tokens[start - 2].capital;
            if !of || !self.tokens[start].capital {
                continue;
            }
            let run = (start..sentence.tokens.end).take_while(|at| self.tokens[*at].capital).count();
            let tokens = start..start + run;
            let free = pieces.iter().all(|piece| !overlap(&piece.tokens, &tokens));
            if free && run <= LONGEST {
                replace(pieces, Piece { what: self.what(&tokens), tokens });
            }
        }
    }

    /// "Lodwar, Kitale and Eldoret": what stands in a list with places, and is called as one, is one.
    pub(super) fn add_listed(&self, sentence: &Sentence, pieces: &mut Vec<Piece>) {
        let mut after = true;
        for _ in 0..2 {
            let mut at = 0;
            while at < pieces.len() {
                let here = if after { at } else { pieces.len() - 1 - at };
                if let Some(listed) = self.listed(sentence, &pieces[here], after) {
                    let free = |piece: &Piece| {
                        !overlap(&piece.tokens, &listed.tokens)
                            || (piece.tokens == listed.tokens
                                && matches!(piece.what, What::Unknown(None | Some(Kind::Organization))))
                    };
                    let neighbours = self.are_neighbours(&pieces[here], &listed);
                    if neighbours && pieces.iter().all(free) {
                        replace(pieces, listed);
                    }
                }
                at += 1;
            }
            after = !after;
        }
    }

    /// Whether two names may be places of one country.
    fn are_neighbours(&self, a: &Piece, b: &Piece) -> bool {
        let lands = |piece: &Piece| -> Vec<&'static str> {
            let named = self.reference.names.find(self.words(piece)).map(|row| row.entity);
            let all = named.chain(self.reference.small_places(self.words(piece)));
            all.filter_map(|index| self.reference.get(index).country()).collect()
        };
        let (a, b) = (lands(a), lands(b));
        a.is_empty() || a.iter().any(|land| b.contains(land))
    }

    /// The name next to a place in a list, if it is a place's: between it and the next comma or "and".
    fn listed(&self, sentence: &Sentence, piece: &Piece, after: bool) -> Option<Piece> {
        let place = match &piece.what {
            What::Unknown(kind) => *kind == Some(Kind::Place),
            What::Known(rows) => rows
                .iter()
                .all(|(index, kind)| *kind == NameKind::Name && self.reference.get(*index).kind == Kind::Place),
            _ => false,
        };
        let joins = |at: usize| self.tokens[at].is(",") || self.lexicon.words.and.contains(&self.tokens[at].lower);
        let tokens = if after {
            let start = (piece.tokens.end..sentence.tokens.end).take_while(|at| joins(*at)).last()? + 1;
            start..start + (start..sentence.tokens.end).take_while(|at| self.tokens[*at].capital).count()
        } else {
            let end = (sentence.tokens.start..piece.tokens.start).rev().take_while(|at| joins(*at)).last()?;
            (sentence.tokens.start..end).rev().take_while(|at| self.tokens[*at].capital).last()?..end
        };
        let named = place
            && (1..=LONGEST).contains(&tokens.len())
            && !self.opens_plainly(sentence, tokens.start)
            && self.is_a_place(&tokens);
        named.then(|| Piece { what: self.what(&tokens), tokens })
    }

    /// What is surely a place somewhere in the article is one wherever else it is named.
    pub(super) fn add_known_elsewhere(&self, sentences: &[Sentence], pieces: &mut [Vec<Piece>]) {
        let mut known: FxHashMap<String, What> = FxHashMap::default();
        for piece in pieces.iter().flatten() {
            let place = match &piece.what {
                What::Known(rows) => rows
                    .iter()
                    .all(|(index, kind)| *kind != NameKind::Demonym && self.reference.get(*index).kind.is_place()),
                What::Unknown(kind) => *kind == Some(Kind::Place) && self.is_a_place(&piece.tokens),
                _ => false,
            };
            let ordinary = self.lexicon.common.contains(self.tokens[piece.tokens.start].lower.as_str());
            if place && !ordinary {
                known.insert(fold(self.words(piece)), piece.what.clone());
            }
        }
        for (sentence, pieces) in sentences.iter().zip(pieces).filter(|(sentence, _)| !sentence.title_case) {
            for start in sentence.tokens.clone().filter(|at| self.tokens[*at].capital) {
                let longest = LONGEST.min(sentence.tokens.end - start);
                let again = (1..=longest).rev().map(|n| start..start + n).find_map(|tokens| {
                    let free = pieces.iter().all(|piece| !overlap(&piece.tokens, &tokens));
                    let what =
                        known.get(&fold(self.form(&tokens))).filter(|_| free && !self.is_in_name(sentence, &tokens))?;
                    Some(Piece { tokens, what: what.clone() })
                });
                if let Some(again) = again {
                    replace(pieces, again);
                }
            }
        }
    }

    /// Whether capitals go on before or after it.
    fn is_in_name(&self, sentence: &Sentence, tokens: &Range<usize>) -> bool {
        let capital =
            |at: usize| sentence.tokens.contains(&at) && self.tokens[at].capital && !self.opens_plainly(sentence, at);
        tokens.start.checked_sub(1).is_some_and(capital) || capital(tokens.end)
    }
}
