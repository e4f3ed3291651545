//! Finds the places that neither tables nor model see by themselves, and parts those that they took for one.
//!
//! Each rule rests on how places are written: a town before its state and a comma, a state cut short after it, the town in
//! capitals that opens a report, the words of a people before a name, two places that a comma or "and" joins.

use super::{Atlas, lies_in};
use crate::fold::fold;
use crate::reading::names::{Piece, What};
use crate::reading::sentences::Sentence;
use crate::reading::tokens::TokenKind;
use crate::reference::{EntityIndex, Known, NameKind};
use ontology::entity::Kind;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Longest name of a town before its state, and of one that opens a report, in tokens.
const LONGEST: usize = 4;

impl Atlas<'_> {
    /// The pieces of an article with its places set right.
    pub fn mend(&self, sentences: &[Sentence], pieces: &mut [Vec<Piece>]) {
        for (n, sentence) in sentences.iter().enumerate() {
            let found = &mut pieces[n];
            *found = found.drain(..).flat_map(|piece| self.parts(piece)).filter(|piece| self.is_a_name(piece)).collect();
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

    // ---- one name that is two, or less ---------------------------------------------------------

    /// A name of a place as what it is made of: "Ubud, Bali", "Hebron and Nablus", "German island Rügen".
    fn parts(&self, piece: Piece) -> Vec<Piece> {
        match piece.what {
            What::Unknown(Some(Kind::Place)) => {}
            What::Unknown(_) if self.is_list_of_places(&piece.tokens) => {}
            What::Unknown(Some(Kind::Person)) => return self.person_and_home(piece),
            _ => return vec![piece],
        }
        let words = &self.lexicon.words;
        let whole = self.reference.names.find(&self.form(&piece.tokens).replace(" ,", ",")).next().is_some();
        let joint = |at: &usize| {
            let token = &self.tokens[*at];
            (token.is(",") && !whole) || (words.and.contains(&token.lower) && self.is_named_apart(&piece.tokens, *at))
        };
        let joints: Vec<usize> = piece.tokens.clone().filter(joint).collect();
        let starts = std::iter::once(piece.tokens.start).chain(joints.iter().map(|at| at + 1));
        let ends = joints.iter().copied().chain([piece.tokens.end]);
        let parts: Vec<Range<usize>> = starts.zip(ends).filter(|(start, end)| start < end).map(|(start, end)| start..end).collect();
        parts.into_iter().flat_map(|tokens| self.part(tokens)).collect()
    }

    /// "Al-Minya": an article that a hyphen ties to a name is part of it.
    fn join_articles(&self, pieces: &mut Vec<Piece>) {
        let ties = |a: &Piece, b: &Piece| {
            let article = &self.tokens[a.tokens.start];
            a.tokens.len() == 1
                && self.lexicon.words.connectors.contains(&article.lower)
                && b.tokens.start == a.tokens.end + 1
                && self.tokens[a.tokens.end].is("-")
                && self.tokens[a.tokens.end].span.end == self.tokens[b.tokens.start].span.start
        };
        for at in (1..pieces.len()).rev() {
            if ties(&pieces[at - 1], &pieces[at]) {
                let tokens = pieces[at - 1].tokens.start..pieces[at].tokens.end;
                let what = if self.rows(&tokens).is_empty() { pieces[at - 1].what.clone() } else { What::Known(self.rows(&tokens)) };
                pieces[at - 1] = Piece { tokens, what };
                pieces.remove(at);
            }
        }
    }

    /// Whether both sides of an "and" are names of places, as far as the next comma.
    fn is_named_apart(&self, name: &Range<usize>, at: usize) -> bool {
        let comma = |at: &usize| self.tokens[*at].is(",");
        let start = (name.start..at).rev().find(comma).map_or(name.start, |comma| comma + 1);
        start < at && at + 1 < name.end && self.is_a_place(&(start..at)) && self.is_a_place(&(at + 1..name.end))
    }

    /// "Kitale, Lodwar", whatever the model takes it for.
    fn is_list_of_places(&self, tokens: &Range<usize>) -> bool {
        let mut parts = self.tokens[tokens.clone()].split(|token| token.is(",")).map(<[_]>::len);
        let mut start = tokens.start;
        let is_place = |length: usize| {
            let part = start..start + length;
            start = part.end + 1;
            length > 0 && self.is_a_place(&part)
        };
        self.tokens[tokens.clone()].iter().any(|token| token.is(",")) && parts.all(is_place)
    }

    /// "Judy Brown of Mississauga": a person of two names or more, and where she is from.
    fn person_and_home(&self, piece: Piece) -> Vec<Piece> {
        let of = |at: &usize| self.lexicon.words.genitive.contains(&self.tokens[*at].lower);
        let Some(of) = piece.tokens.clone().skip(2).find(of).filter(|of| of + 1 < piece.tokens.end) else { return vec![piece] };
        let home = of + 1..piece.tokens.end;
        if !self.is_a_place(&home) {
            return vec![piece];
        }
        let person = Piece { tokens: piece.tokens.start..of, what: piece.what };
        vec![person, Piece { what: self.what(&home), tokens: home }]
    }

    fn is_a_place(&self, tokens: &Range<usize>) -> bool {
        let form = self.form(tokens);
        let known = self.reference.names.find(form).any(|row| self.reference.get(row.entity).kind.is_place());
        self.tokens[tokens.start].capital && (known || !self.reference.small_places(form).is_empty())
    }

    fn part(&self, tokens: Range<usize>) -> Vec<Piece> {
        let place = |tokens: Range<usize>| Piece { what: self.what(&tokens), tokens };
        // The adjective of a people is no part of what belongs to it.
        let people = self.rows(&(tokens.start..tokens.start + 1));
        let demonym = !people.is_empty() && people.iter().all(|(_, kind)| *kind == NameKind::Demonym);
        if !demonym || tokens.len() == 1 || !self.rows(&tokens).is_empty() || self.tokens[tokens.start + 1].capital {
            return vec![place(tokens)];
        }
        let first = Piece { tokens: tokens.start..tokens.start + 1, what: What::Known(people) };
        let rest = tokens.clone().skip(1).find(|at| self.tokens[*at].capital);
        std::iter::once(first).chain(rest.map(|at| place(at..tokens.end))).collect()
    }

    fn what(&self, tokens: &Range<usize>) -> What {
        let rows: Vec<_> = self.rows(tokens).into_iter().filter(|(index, _)| self.reference.get(*index).kind.is_place()).collect();
        if rows.is_empty() { What::Unknown(Some(Kind::Place)) } else { What::Known(rows) }
    }

    /// What the tables have under some words; abbreviations as they must be written.
    fn rows(&self, tokens: &Range<usize>) -> Vec<(EntityIndex, NameKind)> {
        let form = self.form(tokens);
        let shouted = self.tokens[tokens.start].shouted || tokens.len() > 1;
        let rows = self.reference.names.find(form);
        rows.filter(|row| row.kind != NameKind::Abbreviation || shouted || row.form == form).map(|row| (row.entity, row.kind)).collect()
    }

    fn form(&self, tokens: &Range<usize>) -> &str {
        &self.text[self.tokens[tokens.start].span.start..self.tokens[tokens.end - 1].span.end]
    }

    /// Not the currency in "US$", the strain in "A/Perth/16", or what a disease is called after ("West Nile virus").
    fn is_a_name(&self, piece: &Piece) -> bool {
        let Range { start, end } = piece.tokens;
        let words = &self.lexicon.words;
        let glued = |at: usize| at > 0 && self.tokens.get(at).is_some_and(|next| next.span.start == self.tokens[at - 1].span.end);
        let is = |at: usize, mark: &str| glued(at) && self.tokens[at].is(mark);
        let money = self.tokens[start].shouted && is(end, "$");
        let strain = is(end, "/") && start > 0 && is(start - 1, "/") && glued(start);
        let called = |at: usize| self.tokens.get(at).is_some_and(|next| words.eponyms.contains(&next.lower));
        let eponym = called(end) || (words.genitive_follows && start.checked_sub(1).is_some_and(called));
        let place = match &piece.what {
            What::Known(rows) => rows.iter().all(|(index, _)| self.reference.get(*index).kind.is_place()),
            What::Unknown(kind) => *kind == Some(Kind::Place),
            _ => false,
        };
        !(place && (money || strain || eponym))
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
        let all = named.chain(self.reference.small_places(form));
        all.into_iter().any(|index| matches!(self.reference.get(index).feature, "capital" | "city" | "town"))
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
            .filter(|town| pieces.iter().all(|piece| piece.tokens != town.tokens || !matches!(piece.what, What::Known(_))))
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
        piece.tokens.end == town.tokens.end && of.is_some_and(|at| self.lexicon.words.genitive.contains(&self.tokens[at].lower))
    }

    /// The countries and regions that a piece may mean.
    fn holders(&self, piece: &Piece) -> Option<Vec<Known>> {
        let What::Known(rows) = &piece.what else { return None };
        let places = rows.iter().filter(|(_, kind)| *kind != NameKind::Demonym).map(|(index, _)| self.reference.get(*index));
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
            let country = self.reference.names.find(form).any(|row| self.reference.get(row.entity).kind == Kind::Country);
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
    fn opens_plainly(&self, sentence: &Sentence, at: usize) -> bool {
        at == sentence.tokens.start && self.lexicon.common.contains(self.tokens[at].lower.as_str())
    }
}

impl Atlas<'_> {
    /// "the district of Marsabit", "nearby villages of Kolbio": capitals after a word for places and "of".
    fn add_headed(&self, sentence: &Sentence, pieces: &mut Vec<Piece>) {
        let words = &self.lexicon.words;
        let head = |at: usize| words.place_heads.contains(&self.tokens[at].lower) || words.divisions.contains(&self.tokens[at].lower);
        for start in sentence.tokens.clone().skip(2) {
            let of = words.genitive.contains(&self.tokens[start - 1].lower) && head(start - 2) && !self.tokens[start - 2].capital;
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

    // ---- places in a row, and named before -----------------------------------------------------

    /// "Lodwar, Kitale and Eldoret": what stands in a list with places, and is called as one, is one.
    fn add_listed(&self, sentence: &Sentence, pieces: &mut Vec<Piece>) {
        let mut after = true;
        for _ in 0..2 {
            let mut at = 0;
            while at < pieces.len() {
                let here = if after { at } else { pieces.len() - 1 - at };
                if let Some(listed) = self.listed(sentence, &pieces[here], after) {
                    let free = |piece: &Piece| {
                        !overlap(&piece.tokens, &listed.tokens)
                            || (piece.tokens == listed.tokens && matches!(piece.what, What::Unknown(None | Some(Kind::Organization))))
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
            What::Known(rows) => rows.iter().all(|(index, kind)| *kind == NameKind::Name && self.reference.get(*index).kind == Kind::Place),
            _ => false,
        };
        let joins = |at: usize| self.tokens[at].is(",") || self.lexicon.words.and.contains(&self.tokens[at].lower);
        let inside = |at: usize| sentence.tokens.contains(&at);
        let tokens = if after {
            let start = (piece.tokens.end..).take_while(|at| inside(*at) && joins(*at)).last()? + 1;
            start..(start..).find(|at| !inside(*at) || !self.tokens[*at].capital)?
        } else {
            let end = (sentence.tokens.start..piece.tokens.start).rev().take_while(|at| joins(*at)).last()?;
            (sentence.tokens.start..end).rev().take_while(|at| self.tokens[*at].capital).last()?..end
        };
        let named = place && (1..=LONGEST).contains(&tokens.len()) && !self.opens_plainly(sentence, tokens.start) && self.is_a_place(&tokens);
        named.then(|| Piece { what: self.what(&tokens), tokens })
    }

    /// What is surely a place somewhere in the article is one wherever else it is named.
    fn add_known_elsewhere(&self, sentences: &[Sentence], pieces: &mut [Vec<Piece>]) {
        let mut known: FxHashMap<String, What> = FxHashMap::default();
        for piece in pieces.iter().flatten() {
            let place = match &piece.what {
                What::Known(rows) => rows.iter().all(|(index, kind)| *kind != NameKind::Demonym && self.reference.get(*index).kind.is_place()),
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
                    let what = known.get(&fold(self.form(&tokens))).filter(|_| free && !self.is_in_name(sentence, &tokens))?;
                    Some(Piece { tokens, what: what.clone() })
                });
                again.into_iter().for_each(|piece| replace(pieces, piece));
            }
        }
    }

    /// Whether capitals go on before or after it.
    fn is_in_name(&self, sentence: &Sentence, tokens: &Range<usize>) -> bool {
        let capital = |at: usize| sentence.tokens.contains(&at) && self.tokens[at].capital && !self.opens_plainly(sentence, at);
        tokens.start.checked_sub(1).is_some_and(capital) || capital(tokens.end)
    }
}

/// Puts a piece in the place of those it overlaps.
fn replace(pieces: &mut Vec<Piece>, piece: Piece) {
    pieces.retain(|other| !overlap(&other.tokens, &piece.tokens));
    let at = pieces.partition_point(|other| other.tokens.start < piece.tokens.start);
    pieces.insert(at, piece);
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
