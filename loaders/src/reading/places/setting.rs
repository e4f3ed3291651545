//! What stands right beside a name and says where it lies: "Paris, Texas", "Brandon (Manitoba)", "the Texas town of Alvin",
//! "Giza's Haram district", "Ranya in northern Iraq", "Sleman, Yogyakarta".
//!
//! The bond holds both ways: Paris is the one in Texas, and Texas is the one that has a Paris.

use super::{Atlas, Reading, lies_in};
use crate::reading::names::{Piece, What};
use crate::reading::sentences::Sentence;
use crate::reference::{Known, NameKind};

/// Where a name stands among others.
#[derive(Debug, Default)]
pub struct Setting {
    /// Names said to hold this one, with how plainly.
    pub(super) holders: Vec<Bond>,
    /// Names that this one is said to hold.
    pub(super) held: Vec<Bond>,
    /// Whether a word beside it says that it is a region ("Oklahoma state", "provinsi Gorontalo").
    pub(super) division: bool,
}

/// Another name beside one.
#[derive(Debug)]
pub struct Bond {
    /// What the other name may mean.
    pub(super) places: Vec<Known>,
    /// How plainly it is said, in points.
    pub(super) weight: f64,
}

/// "Paris, Texas"; "the Texas town of Paris", "Giza's Haram"; "Paris, in the north of Texas".
const COMMA: f64 = 60.0;
const BEFORE: f64 = 40.0;
const WITHIN: f64 = 35.0;
/// Words between a place and the "in …" that says where it is.
const BETWEEN: usize = 6;

impl Setting {
    /// Whether one of these places fits what stands beside the name.
    pub(super) fn binds(&self, places: &[Reading]) -> bool {
        places.iter().any(|reading| self.bond(&reading.place) > 0.0)
    }

    /// Whether what holds it can only be a country, as in a list of countries.
    pub(super) fn is_among_countries(&self) -> bool {
        self.holders.iter().all(|bond| bond.places.iter().any(|place| place.feature == "country"))
    }

    /// The points that a place gains by its neighbours.
    pub(super) fn bond(&self, place: &Known) -> f64 {
        let inside = self.holders.iter().filter(|bond| bond.places.iter().any(|outer| lies_in(place, outer)));
        let around = self.held.iter().filter(|bond| bond.places.iter().any(|inner| lies_in(inner, place)));
        inside.chain(around).map(|bond| bond.weight).fold(0.0, f64::max)
    }

    /// Whether another country or region stands where its own would: after a comma, which may also be that of a list.
    pub(super) fn denies(&self, place: &Known) -> bool {
        self.is_elsewhere(place, COMMA)
    }

    /// Whether it is said to be in another country or region ("in northern Nigeria").
    pub(super) fn excludes(&self, place: &Known) -> bool {
        self.is_elsewhere(place, WITHIN)
    }

    fn is_elsewhere(&self, place: &Known, weight: f64) -> bool {
        let plain = |bond: &Bond| bond.places.iter().all(|outer| matches!(outer.feature, "country" | "adm1"));
        let said = self.holders.iter().filter(|bond| (bond.weight - weight).abs() < 1.0 && plain(bond));
        said.into_iter().any(|bond| bond.places.iter().all(|outer| outer.id != place.id && !lies_in(place, outer)))
    }

    /// The country that a place of no table is said to lie in.
    pub(super) fn country(&self) -> Option<&'static str> {
        let plain = |place: &Known| matches!(place.feature, "country" | "adm1");
        let said = |bond: &&Bond| bond.places.len() == 1 && (bond.weight > WITHIN || plain(&bond.places[0]));
        let mut lands = self.holders.iter().filter(said);
        lands.find_map(|bond| bond.places[0].country())
    }
}

impl Atlas<'_> {
    /// The neighbours of a piece that say where it lies, or that it holds.
    pub(super) fn setting(&self, sentence: &Sentence, pieces: &[Piece], i: usize) -> Setting {
        let mut setting = Setting { division: self.is_division(sentence, &pieces[i]), ..Setting::default() };
        if let Some(next) = pieces.get(i + 1) {
            if let Some(weight) = self.follows(sentence, &pieces[i], next) {
                setting.holders.push(Bond { places: self.outer(next, false, true), weight });
            } else if let Some(weight) = self.leads(&pieces[i], next) {
                setting.held.push(Bond { places: self.outer(next, false, false), weight });
            }
        }
        if let Some(before) = i.checked_sub(1).map(|before| &pieces[before]) {
            if let Some(weight) = self.follows(sentence, before, &pieces[i]) {
                setting.held.push(Bond { places: self.outer(before, false, false), weight });
            } else if let Some(weight) = self.leads(before, &pieces[i]) {
                setting.holders.push(Bond { places: self.outer(before, true, true), weight });
            }
        }
        setting.holders.retain(|bond| !bond.places.is_empty());
        setting.held.retain(|bond| !bond.places.is_empty());
        setting
    }

    /// A word for regions right after a name, or before it, with "of" or without.
    fn is_division(&self, sentence: &Sentence, piece: &Piece) -> bool {
        let words = &self.lexicon.words;
        let is = |at: usize| sentence.tokens.contains(&at) && words.divisions.contains(&self.tokens[at].lower);
        let before = piece.tokens.start.checked_sub(1).filter(|at| *at >= sentence.tokens.start);
        let of = |at: usize| words.genitive.contains(&self.tokens[at].lower);
        is(piece.tokens.end) || before.is_some_and(|at| is(at) || (of(at) && at > 0 && is(at - 1)))
    }

    /// What a neighbour may mean: before a name also the country of its people ("the Egyptian city of …"), and only a name
    /// that is held may be a small town's.
    fn outer(&self, piece: &Piece, people: bool, holder: bool) -> Vec<Known> {
        let rows: &[_] = if let What::Known(rows) = &piece.what { rows } else { &[] };
        let named = rows.iter().filter(|(_, kind)| people || *kind != NameKind::Demonym).map(|(index, _)| *index);
        let small = if holder { Vec::new() } else { self.reference.small_places(self.words(piece)) };
        let all = named.chain(small).map(|index| self.reference.get(index));
        all.filter(|place| place.kind.is_place()).collect()
    }

    /// Whether `outer` stands after `inner` as what holds it, and how plainly.
    fn follows(&self, sentence: &Sentence, inner: &Piece, outer: &Piece) -> Option<f64> {
        let gap = &self.tokens[inner.tokens.end..outer.tokens.start];
        let words = &self.lexicon.words;
        let closed = outer.tokens.end < sentence.tokens.end && self.tokens[outer.tokens.end].is(")");
        match gap {
            [comma] if comma.is(",") => Some(COMMA),
            [bracket] if bracket.is("(") && closed => Some(COMMA),
            [] => None,
            gap if gap.len() <= BETWEEN => {
                let gap = if gap[0].is(",") { &gap[1..] } else { gap };
                let (within, rest) = gap.split_first()?;
                let small = |lower: &String| {
                    words.determiners.contains(lower)
                        || words.genitive.contains(lower)
                        || words.place_heads.contains(lower)
                        || words.divisions.contains(lower)
                };
                (words.within.contains(&within.lower) && rest.iter().all(|token| small(&token.lower))).then_some(WITHIN)
            }
            _ => None,
        }
    }

    /// Whether `outer` stands before `inner` as what holds it: "Giza's Haram", "the Texas town of Alvin".
    fn leads(&self, outer: &Piece, inner: &Piece) -> Option<f64> {
        let gap = &self.tokens[outer.tokens.end..inner.tokens.start];
        let words = &self.lexicon.words;
        let head = |lower: &String| {
            words.place_heads.contains(lower)
                || words.place_tails.contains(lower)
                || words.genitive.contains(lower)
                || words.possessive.contains(lower)
        };
        (!gap.is_empty() && gap.len() <= 4 && gap.iter().all(|token| head(&token.lower))).then_some(BEFORE)
    }
}
