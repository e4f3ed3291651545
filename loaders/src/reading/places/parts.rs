//! Parts what was taken for one name: two places that a comma or "and" joins, the word for a people before a name, a person
//! and where she is from; and drops what only sounds like a place.

use super::Atlas;
use crate::reading::names::{Piece, What};
use crate::reference::{EntityIndex, NameKind};
use ontology::entity::Kind;
use std::ops::Range;

impl Atlas<'_> {
    /// A name of a place as what it is made of: "Ubud, Bali", "Hebron and Nablus", "German island Rügen".
    pub(super) fn parts(&self, piece: Piece) -> Vec<Piece> {
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
        let parts: Vec<Range<usize>> =
            starts.zip(ends).filter(|(start, end)| start < end).map(|(start, end)| start..end).collect();
        parts.into_iter().flat_map(|tokens| self.part(tokens)).collect()
    }

    /// "Al-Minya": an article that a hyphen ties to a name is part of it.
    pub(super) fn join_articles(&self, pieces: &mut Vec<Piece>) {
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
                let what = if self.rows(&tokens).is_empty() {
                    pieces[at - 1].what.clone()
                } else {
                    What::Known(self.rows(&tokens))
                };
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
        let Some(of) = piece.tokens.clone().skip(2).find(of).filter(|of| of + 1 < piece.tokens.end) else {
            return vec![piece];
        };
        let home = of + 1..piece.tokens.end;
        if !self.is_a_place(&home) {
            return vec![piece];
        }
        let person = Piece { tokens: piece.tokens.start..of, what: piece.what };
        vec![person, Piece { what: self.what(&home), tokens: home }]
    }

    pub(super) fn is_a_place(&self, tokens: &Range<usize>) -> bool {
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

    pub(super) fn what(&self, tokens: &Range<usize>) -> What {
        let rows: Vec<_> =
            self.rows(tokens).into_iter().filter(|(index, _)| self.reference.get(*index).kind.is_place()).collect();
        if rows.is_empty() { What::Unknown(Some(Kind::Place)) } else { What::Known(rows) }
    }

    /// What the tables have under some words; abbreviations as they must be written.
    pub(super) fn rows(&self, tokens: &Range<usize>) -> Vec<(EntityIndex, NameKind)> {
        let form = self.form(tokens);
        let shouted = self.tokens[tokens.start].shouted || tokens.len() > 1;
        let rows = self.reference.names.find(form);
        rows.filter(|row| row.kind != NameKind::Abbreviation || shouted || row.form == form)
            .map(|row| (row.entity, row.kind))
            .collect()
    }

    pub(super) fn form(&self, tokens: &Range<usize>) -> &str {
        &self.text[self.tokens[tokens.start].span.start..self.tokens[tokens.end - 1].span.end]
    }

    /// Not the currency in "US$", the strain in "A/Perth/16", or what a disease is called after ("West Nile virus").
    pub(super) fn is_a_name(&self, piece: &Piece) -> bool {
        let Range { start, end } = piece.tokens;
        let words = &self.lexicon.words;
        let glued = |at: usize| {
            at > 0 && self.tokens.get(at).is_some_and(|next| next.span.start == self.tokens[at - 1].span.end)
        };
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
}
