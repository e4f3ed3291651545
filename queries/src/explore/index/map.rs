//! Events by place: a dot for each place, a shade for each country.

use std::collections::HashMap;

use serde::Serialize;

use super::EventIndex;
use super::answers::Node;
use super::filter::{AREA, BadFilter, Filter};
use super::rows::{COUNTRIES, PLACE};
use crate::explore::Truncated;
use crate::explore::cards::PlaceRef;

/// Dots at most.
const MOST: usize = 20_000;

/// A place with its events.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dot {
    /// The place.
    #[serde(flatten)]
    pub place: PlaceRef,
    /// Events in it.
    pub events: u32,
    /// Those of each type, as in the list of types of the page.
    pub types: HashMap<String, u32>,
}

/// What a map shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GeoPage {
    /// Places with coordinates, most events first.
    pub dots: Vec<Dot>,
    /// How many of them are shown.
    pub truncated: Truncated,
    /// Countries that take part, or for which somebody does.
    pub countries: Vec<Node>,
    /// Events that fit and have a place on the map.
    pub placed: u32,
    /// Events that fit.
    pub events: u32,
}

impl EventIndex {
    /// Counts events by place. A box that is chosen does not narrow it: what lies outside stays on the map.
    ///
    /// # Errors
    ///
    /// If the filter asks for what cannot be.
    pub fn geo(&self, filter: &Filter) -> Result<GeoPage, BadFilter> {
        let sieve = self.sieve(filter)?;
        let mut dots: HashMap<u32, HashMap<u8, u32>> = HashMap::new();
        let mut countries = vec![0; self.entities.len()];
        let (mut placed, mut events) = (0, 0);
        sieve.each(AREA, |row, failed| {
            let mut seen = false;
            for part in self.rows.parts(row) {
                let entity = self.entities.get(part.entity());
                if part.has(PLACE) && entity.point.is_some() {
                    let types = dots.entry(part.entity()).or_default();
                    *types.entry(self.rows.types[row as usize]).or_default() += 1;
                    seen = true;
                }
                if failed == 0 && part.has(COUNTRIES) && entity.card.kind == "country" {
                    countries[part.entity() as usize] += 1;
                }
            }
            placed += u32::from(seen);
            events += u32::from(failed == 0);
        });
        let total = dots.len();
        let mut dots: Vec<Dot> = dots.into_iter().map(|(place, types)| self.dot(place, &types)).collect();
        dots.sort_by(|a, b| b.events.cmp(&a.events).then_with(|| a.place.entity.id.cmp(&b.place.entity.id)));
        dots.truncate(MOST);
        let truncated = Truncated { shown: dots.len(), total };
        Ok(GeoPage { dots, truncated, countries: self.top(&countries, usize::MAX), placed, events })
    }

    fn dot(&self, place: u32, types: &HashMap<u8, u32>) -> Dot {
        let entity = self.entities.get(place);
        let named = types.iter().map(|(code, count)| (self.types.word(u16::from(*code)).to_owned(), *count));
        Dot {
            place: PlaceRef {
                entity: entity.card.clone(),
                lat: entity.point.map(|(_, lat)| lat),
                lon: entity.point.map(|(lon, _)| lon),
            },
            events: types.values().sum(),
            types: named.collect(),
        }
    }
}
