//! What a name is that no table has: somebody named before, a place the article means, or somebody new.

use super::{Cast, Linked, words};
use crate::facts::MentionKind;
use crate::fold::fold;
use crate::reading::names::{Piece, What};
use crate::reading::sentences::Sentence;
use crate::reading::tagger::Class;
use crate::reading::tokens::Token;
use crate::reference::{EntityIndex, NameKind};
use ontology::entity::Kind;

/// How many tokens may stand between a title and whose office it is, before the name.
const OFFICE: usize = 5;

impl Cast<'_> {
    pub(super) fn unknown(
        &mut self,
        sentence: &Sentence,
        pieces: &[Piece],
        i: usize,
        kind: Option<Kind>,
        linked: &[Linked],
    ) -> Option<usize> {
        let piece = pieces[i].clone();
        let span = self.span(&piece);
        let form = span.of(self.text);
        let key = fold(form);
        if let Some(entity) = self.place_of(&piece, kind).or_else(|| self.headed(&piece, kind)) {
            return Some(entity);
        }
        let likely = |entity: &usize| kind.is_none_or(|kind| alike(kind, self.entities[*entity].kind));
        if let Some(entity) = self.by_name.get(&key).copied().filter(likely) {
            let kind = self.entities[entity].kind;
            return Some(self.mention(&piece, MentionKind::Name(kind), entity, "name", 0.9));
        }
        let title = self.title_before(pieces, i, linked);
        let (entity, method, score) = if let Some(entity) = self.same_person(&key).filter(likely) {
            (entity, "surname", 0.85)
        } else if let Some(entity) = self.misspelt(&key, kind).or_else(|| self.without_land(&key, kind)) {
            (entity, "spelling", 0.7)
        } else {
            let kind = self.kind_of(sentence, &piece, kind, title.is_some())?;
            let titled = title.flatten().and_then(|entity| self.entities[entity].country.clone());
            let said = self.places.at(piece.tokens.start).and_then(|choice| choice.country).map(str::to_owned);
            let country = titled.or(said).or_else(|| self.land_in(&piece).map(str::to_owned));
            (self.add(kind, form, country.as_deref(), None), "new", 0.6)
        };
        if self.entities[entity].kind == Kind::Person {
            self.people.push((words(form), entity));
        }
        self.by_name.insert(key, entity);
        let kind = self.entities[entity].kind;
        Some(self.mention(&piece, MentionKind::Name(kind), entity, method, score))
    }

    /// The place that the article as a whole means by a name that only the model or the words around it make one.
    fn place_of(&mut self, piece: &Piece, kind: Option<Kind>) -> Option<usize> {
        let choice = self.places.at(piece.tokens.start).filter(|_| kind == Some(Kind::Place))?;
        let place = self.take(choice.place?);
        let kind = self.entities[place].kind;
        Some(self.mention(piece, MentionKind::Name(kind), place, choice.method, choice.score))
    }

    /// "Kota Surabaya": the one place of the tables that bears the name after a word for its kind.
    fn headed(&mut self, piece: &Piece, kind: Option<Kind>) -> Option<usize> {
        let head = self.tokens[piece.tokens.start].lower.as_str();
        let words = &self.lexicon.words;
        if kind != Some(Kind::Place) || piece.tokens.len() < 2 || !words.place_heads.contains(head) {
            return None;
        }
        let bare = Piece { tokens: piece.tokens.start + 1..piece.tokens.end, what: piece.what.clone() };
        let named = self.reference.names.find(self.span(&bare).of(self.text));
        let mut places: Vec<EntityIndex> =
            named.filter(|row| row.kind == NameKind::Name).map(|row| row.entity).collect();
        places.dedup();
        let [index] = places[..] else { return None };
        let (place, region) = (self.reference.get(index), words.divisions.contains(head));
        let said = self.places.at(piece.tokens.start).and_then(|choice| choice.country);
        let fits = match place.feature {
            "adm1" | "adm2" | "region" => region,
            "capital" | "city" | "town" => !region,
            _ => false,
        };
        if !fits || said.is_some_and(|country| country != place.country) {
            return None;
        }
        let taken = self.take(index);
        Some(self.mention(piece, MentionKind::Name(Kind::Place), taken, "name", 0.8))
    }

    /// The country whose name or demonym stands in the name of a body ("Nigerian Union of Teachers").
    fn land_in(&self, piece: &Piece) -> Option<&'static str> {
        piece.tokens.clone().filter(|at| self.tokens[*at].capital).find_map(|at| {
            let word = self.tokens[at].span.of(self.text);
            let lands = self.reference.names.find(word).map(|row| self.reference.get(row.entity));
            lands.filter(|land| land.kind == Kind::Country).find_map(|land| land.country())
        })
    }

    /// What an unknown name is, by the words around it; `None` if that can't be told.
    fn kind_of(&self, sentence: &Sentence, piece: &Piece, kind: Option<Kind>, titled: bool) -> Option<Kind> {
        let words = &self.lexicon.words;
        let token = |at: usize| sentence.tokens.contains(&at).then(|| &self.tokens[at]);
        let before = piece.tokens.start.checked_sub(1).and_then(token);
        let after = token(piece.tokens.end);
        let honoured = before.is_some_and(|t| words.honorifics.contains(&t.lower))
            || words.honorifics.contains(&self.tokens[piece.tokens.start].lower);
        let is = |set: &rustc_hash::FxHashSet<String>, t: Option<&Token>| t.is_some_and(|t| set.contains(&t.lower));
        if kind.is_some() {
            kind
        } else if titled || honoured {
            Some(Kind::Person)
        } else if is(&words.place_heads, before)
            || is(&words.place_tails, after)
            || words.place_tails.contains(&self.tokens[piece.tokens.end - 1].lower)
            || is(&words.locative, before)
        {
            Some(Kind::Place)
        } else if is(&words.reporting, before) || is(&words.reporting, after) || (2..=4).contains(&piece.tokens.len()) {
            Some(Kind::Person)
        } else {
            None
        }
    }

    /// The entity whose title stands right before a piece: `Some(None)` for a title alone, `Some(Some(country or body))`.
    fn title_before(&self, pieces: &[Piece], i: usize, linked: &[Linked]) -> Option<Option<usize>> {
        let before = i.checked_sub(1)?;
        // A bracketed abbreviation may stand between: "Korea Selatan (Korsel) Cho".
        if pieces[i].tokens.start - pieces[before].tokens.end > 1 {
            return None;
        }
        let role = match pieces[before].what {
            What::Role(_) => before,
            What::Known(_) | What::Unknown(_) => {
                let role = (0..before).rev().take(2).find(|at| matches!(pieces[*at].what, What::Role(_)))?;
                (pieces[before].tokens.start - pieces[role].tokens.end <= OFFICE).then_some(role)?
            }
            What::Noun(_) => return None,
        };
        // "the Kenyan ambassador to Chad", "ambassador of Kenya", "Menlu Kenya": whose office it is stands beside the title.
        let of = |at: usize| {
            let words = &self.lexicon.words;
            words.genitive.contains(&self.tokens[at].lower) || words.determiners.contains(&self.tokens[at].lower)
        };
        let ahead = role.checked_sub(1).filter(|at| pieces[*at].tokens.end == pieces[role].tokens.start);
        let behind = (role < before).then_some(role + 1);
        let behind = behind.filter(|at| (pieces[role].tokens.end..pieces[*at].tokens.start).all(of));
        Some(ahead.and_then(|at| linked[at].entity).or_else(|| behind.and_then(|at| linked[at].entity)))
    }
}

/// Whether both are people, both bodies or both places.
fn alike(a: Kind, b: Kind) -> bool {
    Class::ALL.into_iter().any(|class| class.fits(a) && class.fits(b))
}
