//! Whom a name of the tables means here: by the country, the day, the words around it and what the article means by it.

use super::{Cast, Linked};
use crate::facts::MentionKind;
use crate::reading::names::{Piece, What};
use crate::reading::sentences::Sentence;
use crate::reference::{EntityIndex, Known, NameKind};
use ontology::entity::Kind;

impl Cast<'_> {
    pub(super) fn known(
        &mut self,
        sentence: &Sentence,
        pieces: &[Piece],
        i: usize,
        rows: &[(EntityIndex, NameKind)],
        linked: &[Linked],
    ) -> Option<usize> {
        let piece = &pieces[i];
        let choice = self.places.at(piece.tokens.start);
        let chosen = choice.and_then(|choice| choice.place);
        // Of all places of this name, what the article as a whole means.
        let rows = rows.iter().copied().filter(|row| !self.is_place(*row) || chosen.is_none_or(|place| place == row.0));
        let rows: Vec<_> = rows.collect();
        let small = chosen.filter(|place| rows.iter().all(|row| row.0 != *place)).map(|place| (place, NameKind::Name));
        let rows: Vec<_> = rows.into_iter().chain(small).collect();
        let (best, kind, worth) = rows
            .iter()
            .map(|(entity, kind)| (*entity, *kind, self.worth(sentence, pieces, i, *entity, *kind)))
            .max_by_key(|(entity, _, worth)| (*worth, std::cmp::Reverse(*entity)))?;
        // "in Downing Street", "Senayan, Jakarta": the house of a government, where it is a place, is not the government.
        let house = match self.reference.get(best).kind {
            Kind::Country => kind == NameKind::Metonym,
            Kind::Organization => {
                piece.tokens.clone().any(|at| self.lexicon.words.houses.contains(&self.tokens[at].lower))
            }
            _ => false,
        };
        if house && self.is_site(sentence, pieces, i) {
            return Some(self.house(piece, best));
        }
        if worth <= 0 {
            return None;
        }
        let known = self.reference.get(best);
        if known.kind == Kind::Place && choice.is_some() && chosen.is_none() {
            return self.unknown(sentence, pieces, i, Some(Kind::Place), linked);
        }
        let as_what = if kind == NameKind::Demonym { MentionKind::Demonym } else { MentionKind::Name(known.kind) };
        let taken = self.take(best);
        let (method, score) = match kind {
            NameKind::Misspelt => ("spelling", 0.7),
            _ if chosen == Some(best) => choice.map_or(("name", 0.85), |choice| (choice.method, choice.score)),
            _ => ("name", if rows.len() == 1 { 0.95 } else { 0.85 }),
        };
        Some(self.mention(piece, as_what, taken, method, score))
    }

    /// The place that a government is called after.
    pub(super) fn house(&mut self, piece: &Piece, government: EntityIndex) -> usize {
        let form = self.span(piece).of(self.text);
        let country = self.reference.get(government).country();
        let place = self.add(Kind::Place, form, country, None);
        // Governments sit in their capitals.
        if let Some(capital) = country.and_then(|country| self.reference.capital(country)) {
            (self.entities[place].point, self.entities[place].exactness) = (capital.point(), capital.exactness());
        }
        self.mention(piece, MentionKind::Name(Kind::Place), place, "new", 0.6)
    }

    /// Whether a preposition of place stands before a name, or a comma and the place that it lies in after it.
    pub(super) fn is_site(&self, sentence: &Sentence, pieces: &[Piece], i: usize) -> bool {
        let tokens = &pieces[i].tokens;
        let article = |at: &usize| self.lexicon.words.determiners.contains(&self.tokens[*at].lower);
        let before = (sentence.tokens.start..tokens.start).rev().find(|at| !article(at));
        let within = before.is_some_and(|at| self.lexicon.words.within.contains(&self.tokens[at].lower));
        let around =
            pieces.get(i + 1).filter(|next| next.tokens.start == tokens.end + 1 && self.tokens[tokens.end].is(","));
        let lies = |next: &Piece| {
            matches!(&next.what, What::Known(rows) if rows.iter().any(|(index, kind)| {
                *kind != NameKind::Demonym && self.reference.get(*index).kind == Kind::Place
            }))
        };
        within || around.is_some_and(lies)
    }

    pub(super) fn is_place(&self, (index, kind): (EntityIndex, NameKind)) -> bool {
        kind != NameKind::Demonym && self.reference.get(index).kind.is_place()
    }

    /// How likely a name means this entity here; 0 or less: not at all.
    pub(super) fn worth(
        &self,
        sentence: &Sentence,
        pieces: &[Piece],
        i: usize,
        index: EntityIndex,
        kind: NameKind,
    ) -> i32 {
        let entity = self.reference.get(index);
        let piece = &pieces[i];
        let before =
            piece.tokens.start.checked_sub(1).filter(|at| *at >= sentence.tokens.start).map(|at| &self.tokens[at]);
        let placed = before.is_some_and(|token| self.lexicon.words.locative.contains(&token.lower));
        let titled =
            i > 0 && pieces[i - 1].tokens.end == piece.tokens.start && matches!(pieces[i - 1].what, What::Role(_));
        let present = if self.by_id.contains_key(entity.id) { 25 } else { 0 };
        present
            + match entity.kind {
                Kind::Country => 100 - if kind == NameKind::Demonym { 10 } else { 0 },
                Kind::Organization | Kind::Group => 75 + if kind == NameKind::Metonym { -20 } else { 0 },
                Kind::Person => 60 + if titled { 40 } else { 0 } + self.in_office(index) - if placed { 30 } else { 0 },
                Kind::Place => {
                    let home = if self.countries.contains_key(entity.country) { 15 } else { 0 };
                    place_worth(&entity) + home + if placed { 30 } else { 0 } - if titled { 60 } else { 0 }
                }
            }
    }

    pub(super) fn in_office(&self, person: EntityIndex) -> i32 {
        let held = self.day.and_then(|day| self.reference.offices.held_by(person, day));
        if held.is_some() { 20 } else { 0 }
    }
}

fn place_worth(place: &Known) -> i32 {
    match place.feature {
        "capital" => 70,
        "city" => 20 + i32::try_from(place.population.max(1).ilog10()).unwrap_or(0) * 6,
        _ => 60,
    }
}
