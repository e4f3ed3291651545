//! How likely a place is meant, in points: what it is and how large, how much of the article is about its country, how many
//! other places of its country and region are named, how near they are, and what stands right beside the name.
//!
//! The points are few and added up, so that anybody can retrace a choice; the largest part that set the best apart is its
//! reason.

use super::setting::Setting;
use super::{Atlas, Reading, Spot, distance};
use crate::reading::names::{Piece, What};
use crate::reference::{EntityIndex, Known, NameKind};
use ontology::entity::Kind;
use rustc_hash::FxHashMap;

/// What decided for a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The words beside it.
    Bond,
    /// Other places near it, or of its region.
    Region,
    /// The countries that the article is about.
    Country,
    /// It is the best known of its name.
    Size,
}

/// What an article tells of countries and places, as far as it leaves no doubt.
#[derive(Debug, Default)]
pub struct Evidence {
    lands: FxHashMap<&'static str, f64>,
    total: f64,
    /// Places decided upon, with their names: a name is no evidence for itself.
    settled: Vec<(String, Known)>,
}

/// Points for an article wholly about a country, for each place of the country, of the region, and near by.
const LAND: f64 = 30.0;
const INSIDE: f64 = 6.0;
const REGION: f64 = 12.0;
const NEAR: f64 = 12.0;
/// What a region gains by a word for regions beside the name.
const DIVISION: f64 = 25.0;
/// What a place loses when another region is named right after it.
const ELSEWHERE: f64 = 40.0;
/// How often a country counts at most, and how near is near, in kilometres.
const MOST: f64 = 6.0;
const CLOSE: f64 = 120.0;
/// Inhabitants from which a name of one place is evidence.
const KNOWN: u32 = 100_000;

impl Evidence {
    /// Countries and their people as they are named, people and bodies by their country, and names of one place only.
    pub(super) fn of(atlas: &Atlas, pieces: &[Vec<Piece>], spots: &[Spot]) -> Evidence {
        let mut evidence = Evidence::default();
        for piece in pieces.iter().flatten() {
            let What::Known(rows) = &piece.what else { continue };
            let [(index, kind)] = rows[..] else { continue };
            let entity = atlas.reference.get(index);
            let weight = match entity.kind {
                Kind::Country if kind != NameKind::Metonym => 1.0,
                Kind::Place => continue,
                _ => 0.4,
            };
            entity.country().into_iter().for_each(|country| evidence.add(country, weight));
        }
        let certain = spots.iter().filter(|spot| spot.places.len() == 1 && is_known(&spot.places[0]));
        evidence.settle(certain.map(|spot| (spot, Some(spot.places[0].index))));
        evidence
    }

    fn add(&mut self, country: &'static str, weight: f64) {
        let land = self.lands.entry(country).or_default();
        let more = weight.min(MOST - *land);
        *land += more;
        self.total += more;
    }

    /// Places that have been decided upon become evidence, in the stead of those before.
    pub(super) fn settle<'s>(&mut self, decided: impl Iterator<Item = (&'s Spot, Option<EntityIndex>)>) {
        self.settled.clear();
        for (spot, index) in decided {
            let Some(Reading { place, .. }) = spot.places.iter().find(|other| Some(other.index) == index) else {
                continue;
            };
            if place.feature != "country" && self.settled.iter().all(|(_, other)| other.id != place.id) {
                self.settled.push((spot.key.clone(), *place));
            }
        }
    }

    /// How much of the article is about a country, 0 to 1, a name left out of account.
    pub(super) fn share(&self, country: &str, but: &str) -> f64 {
        let others = || self.settled.iter().filter(|(name, _)| name != but);
        let named = self.lands.get(country).copied().unwrap_or(0.0);
        let inside = count(others().filter(|(_, place)| place.country == country).count(), u8::MAX);
        let all = count(others().filter(|(_, place)| !place.country.is_empty()).count(), u8::MAX);
        if country.is_empty() { 0.0 } else { (named + inside) / (self.total + all + 0.5) }
    }

    /// Whether the article says too little to tell what it is about.
    pub(super) fn is_thin(&self) -> bool {
        self.total < 2.0
    }

    /// The points of a place, and what most of them are for.
    pub(super) fn weigh<'s>(
        &self,
        spot: &Spot,
        place: &Known,
        settings: impl Iterator<Item = &'s Setting>,
    ) -> (f64, Reason) {
        let name = spot.key.as_str();
        let (mut bond, mut denied) = (0.0_f64, false);
        for setting in settings {
            bond = bond.max(setting.bond(place));
            denied |= setting.denies(place);
        }
        let elsewhere = self.settled.iter().filter(|(other, _)| other != name).map(|(_, other)| other);
        let others = || elsewhere.clone().filter(|other| other.id != place.id && other.country == place.country);
        let region =
            if place.admin1.is_empty() { 0 } else { others().filter(|other| other.admin1 == place.admin1).count() };
        let near = others().any(|other| other.feature != "adm1" && distance(place, other).is_some_and(|km| km < CLOSE));
        let region = count(region, 2) * REGION + if near { NEAR } else { 0.0 };
        let inside = count(others().count(), 4) * INSIDE;
        let country = LAND * self.share(place.country, name) + inside;
        let denied = if denied && bond == 0.0 { ELSEWHERE } else { 0.0 };
        let reason = match () {
            () if bond > 0.0 => Reason::Bond,
            () if region > country => Reason::Region,
            () if country > 10.0 => Reason::Country,
            () => Reason::Size,
        };
        let level = if spot.setting.division && matches!(place.feature, "adm1" | "adm2") { DIVISION } else { 0.0 };
        (fame(place) + country + region + level + bond - denied, reason)
    }
}

/// How well known a place is by itself: by what it is, and by its inhabitants.
fn fame(place: &Known) -> f64 {
    let people = 8.0 * f64::from(place.population.max(1)).log10();
    match place.feature {
        "country" => 85.0,
        "capital" => 15.0 + people,
        "city" | "town" => people,
        "adm1" => 58.0,
        "adm2" => 40.0,
        _ => 62.0,
    }
}

/// A count as points, up to a limit.
fn count(n: usize, most: u8) -> f64 {
    u8::try_from(n).map_or(most, |n| n.min(most)).into()
}

fn is_known(reading: &Reading) -> bool {
    let large = !matches!(reading.place.feature, "city" | "town" | "adm2") || reading.place.population >= KNOWN;
    large && !reading.shy
}
