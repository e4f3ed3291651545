//! Which place each name means, decided over the whole article at once.
//!
//! A name alone cannot tell London in Ontario from London in England; what stands around it can. Every name that may be a
//! place is gathered with all it may mean, small towns included; what leaves no doubt (countries, names of one place, a town
//! with its state after the comma) becomes the evidence by which the others are weighed. A small town is believed only with
//! evidence: a place without coordinates is better than the wrong namesake.

pub mod evidence;
pub mod finding;
pub mod focus;
mod lists;
mod parts;
pub mod setting;

use super::names::{Piece, What};
use super::sentences::Sentence;
use super::tokens::Token;
use crate::fold::fold;
use crate::lexicon::Lexicon;
use crate::reference::{EntityIndex, Known, NameKind, Reference};
use evidence::{Evidence, Reason};
use ontology::entity::Kind;
use rustc_hash::FxHashMap;
use setting::Setting;

/// What the reading of one article hands to the steps of this module.
#[derive(Clone, Copy)]
pub struct Atlas<'a> {
    /// The article's text.
    pub text: &'a str,
    /// All its tokens.
    pub tokens: &'a [Token],
    /// The language.
    pub lexicon: &'a Lexicon,
    /// The tables.
    pub reference: &'a Reference,
}

/// What a name that may be a place means here.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// The place; `None`: none of its namesakes, as far as one can tell.
    pub place: Option<EntityIndex>,
    /// How it was chosen, for `kb:linkMethod`.
    pub method: &'static str,
    /// How sure, 0 to 1.
    pub score: f32,
    /// The country that the text itself gives a place of no table.
    pub country: Option<&'static str>,
}

/// The choices of an article, by the first token of the name.
#[derive(Debug, Default)]
pub struct Choices(FxHashMap<usize, Choice>);

impl Choices {
    /// What the name at a token means; `None` where no place can be meant.
    #[must_use]
    pub fn at(&self, token: usize) -> Option<&Choice> {
        self.0.get(&token)
    }
}

/// Something that a name may mean.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    pub(super) index: EntityIndex,
    pub(super) place: Known,
    /// Whether only a name that is a place for other reasons may mean it.
    pub(super) shy: bool,
}

impl Reading {
    /// Whether it needs evidence.
    fn is_small(&self) -> bool {
        let few = self.place.population < SMALL;
        self.shy || (few && matches!(self.place.feature, "city" | "town" | "adm2"))
    }
}

/// A name that may mean a place, and where it stands.
pub(super) struct Spot {
    pub(super) token: usize,
    pub(super) key: String,
    pub(super) places: Vec<Reading>,
    pub(super) setting: Setting,
}

/// How much better the best must be than the next for a small place to be believed.
const MARGIN: f64 = 8.0;
/// Share of an article that must be about a country before its small towns are believed.
const HOME: f64 = 0.3;
/// Inhabitants below which a place needs evidence.
const SMALL: u32 = 100_000;

impl<'a> Atlas<'a> {
    /// Chooses for every name of the article that may be a place.
    #[must_use]
    pub fn choose(&self, sentences: &[Sentence], pieces: &[Vec<Piece>]) -> Choices {
        let spots: Vec<Spot> =
            sentences.iter().zip(pieces).flat_map(|(sentence, pieces)| self.spots(sentence, pieces)).collect();
        let mut evidence = Evidence::of(self, pieces, &spots);
        let mut names: FxHashMap<&str, Vec<&Spot>> = FxHashMap::default();
        for spot in &spots {
            names.entry(&spot.key).or_default().push(spot);
        }
        let mut names: Vec<Vec<&Spot>> = names.into_values().collect();
        names.sort_by_key(|spots| spots[0].token);
        // Twice: what the first round settles is evidence in the second.
        let mut choices = Choices::default();
        for _ in 0..2 {
            let decided: Vec<(&Spot, Choice)> = names
                .iter()
                .flat_map(|spots| spots.iter().map(|spot| (*spot, Self::decide(spot, spots, &evidence))))
                .collect();
            evidence.settle(decided.iter().map(|(spot, choice)| (*spot, choice.place)));
            choices = Choices(decided.into_iter().map(|(spot, choice)| (spot.token, choice)).collect());
        }
        choices
    }

    fn spots(&self, sentence: &Sentence, pieces: &[Piece]) -> Vec<Spot> {
        let readings: Vec<Vec<Reading>> = pieces.iter().map(|piece| self.readings(piece)).collect();
        let spot = |i: usize| {
            let setting = self.setting(sentence, pieces, i);
            let places = self.with_small_places(&pieces[i], &readings[i], &setting);
            Spot { token: pieces[i].tokens.start, key: fold(self.words(&pieces[i])), places, setting }
        };
        (0..pieces.len()).filter(|i| Self::may_be_place(&pieces[*i], &readings[*i])).map(spot).collect()
    }

    fn may_be_place(piece: &Piece, readings: &[Reading]) -> bool {
        !readings.is_empty() || matches!(piece.what, What::Unknown(Some(Kind::Place)))
    }

    /// The places among what the tables have under a name.
    fn readings(&self, piece: &Piece) -> Vec<Reading> {
        let What::Known(rows) = &piece.what else { return Vec::new() };
        let places =
            rows.iter().filter(|(_, kind)| *kind != NameKind::Demonym).map(|(index, _)| self.reading(*index, false));
        places.filter(|reading| reading.place.kind.is_place()).collect()
    }

    fn reading(&self, index: EntityIndex, shy: bool) -> Reading {
        Reading { index, place: self.reference.get(index), shy }
    }

    /// All places of this name. A region called as a town inside it is meant only with a word that says so.
    fn with_small_places(&self, piece: &Piece, readings: &[Reading], setting: &Setting) -> Vec<Reading> {
        let mut places = readings.to_vec();
        self.add_places(self.words(piece), &mut places);
        if places.is_empty() && self.words(piece).contains('-') {
            self.add_places(&self.words(piece).replace('-', " "), &mut places);
        }
        if places.is_empty()
            && let Some(bare) = self.without_division(piece)
        {
            self.add_places(bare, &mut places);
            places.retain(|reading| matches!(reading.place.feature, "adm1" | "adm2" | "region"));
        }
        let key = fold(self.words(piece));
        let plain: Vec<Known> = places.iter().filter(|reading| !reading.shy).map(|reading| reading.place).collect();
        let around_its_town = |region: &Known| plain.iter().any(|town| fold(town.en) == key && lies_in(town, region));
        // A country's name means a town only before its state: "Lebanon, Ohio", but not "China, Japan".
        let country = plain.iter().any(|place| place.feature == "country");
        places.retain(|Reading { place, shy, .. }| {
            let bound = setting.bond(place) > 0.0 && !(country && setting.is_among_countries());
            !shy || setting.division || bound || !(country || around_its_town(place))
        });
        places
    }

    fn add_places(&self, form: &str, places: &mut Vec<Reading>) {
        let named =
            self.reference.names.find(form).filter(|row| row.kind == NameKind::Name).map(|row| (row.entity, false));
        let small = self.reference.small_places(form).into_iter().map(|index| (index, true));
        for (index, shy) in named.chain(small) {
            let reading = self.reading(index, shy);
            if reading.place.kind.is_place() && places.iter().all(|other| other.index != index) {
                places.push(reading);
            }
        }
    }

    /// "Somme region", "Provinsi Gorontalo": the name without the word for what it is.
    fn without_division(&self, piece: &Piece) -> Option<&'a str> {
        let std::ops::Range { start, end } = piece.tokens;
        let is = |at: usize| self.lexicon.words.divisions.contains(&self.tokens[at].lower);
        let bare = if is(end - 1) {
            start..end - 1
        } else if is(start) {
            start + 1..end
        } else {
            return None;
        };
        (!bare.is_empty()).then(|| self.words(&Piece { tokens: bare, what: What::Unknown(None) }))
    }

    /// The words of a piece.
    pub(super) fn words(&self, piece: &Piece) -> &'a str {
        &self.text[self.tokens[piece.tokens.start].span.start..self.tokens[piece.tokens.end - 1].span.end]
    }

    /// The best reading of a name at one place of the article, by what stands there and wherever else it is named.
    fn decide(spot: &Spot, spots: &[&Spot], evidence: &Evidence) -> Choice {
        let own = std::slice::from_ref(&spot);
        let bonds = if spot.setting.division || spot.setting.binds(&spot.places) { own } else { spots };
        let mut weighed: Vec<(f64, Reason, &Reading)> = spot
            .places
            .iter()
            .map(|reading| {
                let (weight, reason) = evidence.weigh(spot, &reading.place, bonds.iter().map(|spot| &spot.setting));
                (weight, reason, reading)
            })
            .collect();
        weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.index.cmp(&b.2.index)));
        let told = bonds.iter().find_map(|spot| spot.setting.country());
        let none = Choice { country: told, method: "new", score: 0.6, place: None };
        let next = |n: usize| weighed.get(n + 1).map_or(f64::NEG_INFINITY, |(weight, ..)| *weight);
        let believed = weighed.iter().enumerate().find_map(|(n, (weight, reason, reading))| {
            let margin = weight - next(n);
            Self::believed(spot, reading, *reason, margin, evidence).then_some((margin, *reason, *reading))
        });
        // A namesake that is not believed stands in the way of all smaller ones.
        let Some((margin, reason, best)) =
            believed.filter(|(.., best)| !best.is_small() || best.index == weighed[0].2.index)
        else {
            return none;
        };
        let (method, score) = match reason {
            Reason::Bond => ("container", 0.95),
            _ if weighed.len() == 1 => ("name", 0.95),
            Reason::Region => ("region", sure(margin)),
            Reason::Country => ("country", sure(margin)),
            Reason::Size => ("size", sure(margin) - 0.1),
        };
        Choice { place: Some(best.index), method, score, country: None }
    }

    /// Whether the best reading may stand: large places by themselves, small ones with evidence and no rival.
    fn believed(spot: &Spot, reading: &Reading, reason: Reason, margin: f64, evidence: &Evidence) -> bool {
        let place = &reading.place;
        if spot.setting.excludes(place) {
            return false;
        }
        let said = spot.setting.division && matches!(place.feature, "adm1" | "adm2");
        if !reading.is_small() || said || reason == Reason::Bond {
            return true;
        }
        let home = evidence.share(place.country, &spot.key);
        if reading.shy { home >= HOME && margin >= MARGIN } else { home > 0.0 || evidence.is_thin() }
    }
}

/// How sure a choice is, by how far the next reading lies behind.
fn sure(margin: f64) -> f32 {
    match margin {
        wide if wide >= 30.0 => 0.9,
        fair if fair >= MARGIN => 0.85,
        _ => 0.7,
    }
}

/// Whether a place lies in another, as far as the tables tell.
#[must_use]
pub(super) fn lies_in(inner: &Known, outer: &Known) -> bool {
    if inner.id == outer.id {
        return false;
    }
    match outer.feature {
        "country" => inner.feature != "country" && inner.country == outer.country,
        "adm1" => inner.feature != "adm1" && !inner.admin1.is_empty() && inner.admin1 == outer.admin1,
        "town" | "city" | "capital" | "adm2" => {
            inner.country == outer.country
                && inner.feature != "adm1"
                && (outer.feature == "adm2" || inner.population < outer.population)
                && distance(inner, outer).is_some_and(|km| km < if outer.feature == "adm2" { 120.0 } else { 40.0 })
        }
        // Seas and deserts hold no towns; a region or an island does, as far as it may reach.
        "region" | "island" | "peninsula" => {
            inner.feature != "country"
                && (outer.country.is_empty() || inner.country == outer.country)
                && distance(inner, outer).is_some_and(|km| km < 700.0)
        }
        _ => false,
    }
}

/// Kilometres between two places, on a sphere.
#[must_use]
pub(super) fn distance(a: &Known, b: &Known) -> Option<f64> {
    let ((lat_a, lon_a), (lat_b, lon_b)) = (a.point()?, b.point()?);
    let half = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin().powi(2);
    let chord = half(lat_a, lat_b) + lat_a.to_radians().cos() * lat_b.to_radians().cos() * half(lon_a, lon_b);
    Some(2.0 * 6371.0 * chord.sqrt().asin())
}
