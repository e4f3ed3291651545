//! Which events somebody wants to see: the same filter for every view, as it stands in an address.

use serde::Deserialize;

use super::entities::Words;
use super::rows::{COUNTRIES, PLACE, SIDES, UNDATED, UNSURE};
use super::{EventIndex, calendar};

/// A filter as it is asked for. Lists are separated by commas; within one any fits, except that all `actor`s and all
/// `country`s must take part.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Filter {
    /// Codes of event types.
    #[serde(rename = "type")]
    pub event_type: Option<String>,
    /// Local ids of entities that all take part.
    pub actor: Option<String>,
    /// Countries that all take part, or for which somebody does.
    pub country: Option<String>,
    /// Kinds of entities that take part.
    pub kind: Option<String>,
    /// Local ids of places.
    pub place: Option<String>,
    /// Names of publishers; one with a comma in it stands in quotation marks.
    pub publisher: Option<String>,
    /// `asserted`, `claimed`, …
    pub factuality: Option<String>,
    /// The least confidence, 0 to 1.
    pub confidence: Option<String>,
    /// First day of the window.
    pub from: Option<String>,
    /// Last day of the window.
    pub until: Option<String>,
    /// West, south, east and north edge of a box that a place lies in, degrees.
    #[serde(rename = "box")]
    pub area: Option<String>,
}

/// A filter that says something no event could be asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadFilter {
    /// No day.
    #[error("`{name}` is `{value}`; write a day such as `2024-06-18`")]
    Day {
        /// The parameter.
        name: &'static str,
        /// What it was.
        value: String,
    },
    /// No share.
    #[error("`confidence` is `{0}`; write a number from 0 to 1")]
    Share(String),
    /// No box.
    #[error("`box` is `{0}`; write west, south, east and north in degrees, such as `95,-11,141,6`")]
    Area(String),
}

/// What a row can fail at; a count of one facet looks past what fails at that facet alone.
pub(super) const TYPE: u16 = 1;
pub(super) const KIND: u16 = 1 << 2;
pub(super) const PLACES: u16 = 1 << 3;
pub(super) const PUBLISHER: u16 = 1 << 4;
pub(super) const FACTUALITY: u16 = 1 << 5;
pub(super) const CONFIDENCE: u16 = 1 << 6;
pub(super) const DATE: u16 = 1 << 7;
pub(super) const AREA: u16 = 1 << 8;

const IS_KIND: u8 = 1 << 1;
const IS_PLACE: u8 = 1 << 2;
const IS_INSIDE: u8 = 1 << 3;

/// A filter worked out against one index.
pub(super) struct Sieve<'i> {
    index: &'i EventIndex,
    types: Option<Vec<bool>>,
    publishers: Option<Vec<bool>>,
    factualities: Option<Vec<bool>>,
    confidence: u8,
    from: i32,
    until: i32,
    dated: bool,
    /// What each entity is asked for as; empty when none is.
    marks: Vec<u8>,
    asked: u16,
    /// All of these take part in these roles; none does when one of them is not known.
    sides: Option<Vec<(u32, u32)>>,
}

impl EventIndex {
    pub(super) fn sieve(&self, filter: &Filter) -> Result<Sieve<'_>, BadFilter> {
        let from = day("from", filter.from.as_deref())?;
        let until = day("until", filter.until.as_deref())?;
        let all = |list: &Option<String>, roles| {
            list.as_deref().map_or(Vec::new(), items).into_iter().map(move |id| (id, roles))
        };
        let sides = all(&filter.actor, SIDES).chain(all(&filter.country, COUNTRIES));
        let mut sieve = Sieve {
            index: self,
            types: chosen(filter.event_type.as_deref(), &self.types),
            publishers: chosen(filter.publisher.as_deref(), &self.publishers),
            factualities: chosen(filter.factuality.as_deref(), &self.factualities),
            confidence: share(filter.confidence.as_deref())?,
            from: from.unwrap_or(i32::MIN + 1),
            until: until.unwrap_or(i32::MAX),
            dated: from.is_some() || until.is_some(),
            marks: Vec::new(),
            asked: 0,
            sides: sides.map(|(id, roles)| Some((self.entities.number(&id)?, roles))).collect(),
        };
        sieve.mark(filter)?;
        Ok(sieve)
    }
}

impl Sieve<'_> {
    fn mark(&mut self, filter: &Filter) -> Result<(), BadFilter> {
        let listed = |list: &Option<String>| list.as_deref().map(items);
        let (kinds, places) = (listed(&filter.kind), listed(&filter.place));
        let area = filter.area.as_deref().map(area).transpose()?;
        for (asked, facet) in [(kinds.is_some(), KIND), (places.is_some(), PLACES), (area.is_some(), AREA)] {
            self.asked |= if asked { facet } else { 0 };
        }
        if self.asked == 0 {
            return Ok(());
        }
        let holds = |list: &Option<Vec<String>>, word: &str| list.iter().flatten().any(|item| item == word);
        let marks = self.index.entities.iter().map(|entity| {
            let inside = area.as_ref().zip(entity.point).is_some_and(|(area, point)| area.holds(point));
            let mut mark = if holds(&kinds, &entity.card.kind) { IS_KIND } else { 0 };
            mark |= if holds(&places, &entity.card.id) { IS_PLACE } else { 0 };
            mark | if inside { IS_INSIDE } else { 0 }
        });
        self.marks = marks.collect();
        Ok(())
    }

    /// Hands over every row that fits, or fails at one of the facets `past` alone, with what it fails at.
    pub(super) fn each(&self, past: u16, mut take: impl FnMut(u32, u16)) {
        let mut look = |row| {
            let outside = past & DATE == 0 && self.is_outside(row);
            if !outside && self.index.rows.counts(row) {
                let failed = self.failed(row);
                if failed == 0 || (failed.is_power_of_two() && failed & past != 0) {
                    take(row, failed);
                }
            }
        };
        match self.sides.as_deref() {
            None => {}
            Some([]) => (0..self.index.rows.next()).for_each(look),
            Some(sides) => {
                let rows = sides.iter().map(|(entity, _)| &self.index.entities.get(*entity).rows);
                let Some(fewest) = rows.min_by_key(|rows| rows.len()) else { return };
                fewest.iter().copied().filter(|row| self.has_all(*row, sides)).for_each(&mut look);
            }
        }
    }

    /// The rows that fit.
    pub(super) fn fitting(&self, mut take: impl FnMut(u32)) {
        self.each(0, |row, _| take(row));
    }

    /// Whether a row fits.
    pub(super) fn fits(&self, row: u32) -> bool {
        let sides = self.sides.as_deref().is_some_and(|sides| self.has_all(row, sides));
        sides && self.index.rows.counts(row) && self.failed(row) == 0
    }

    fn has_all(&self, row: u32, sides: &[(u32, u32)]) -> bool {
        let parts = self.index.rows.parts(row);
        sides.iter().all(|(entity, roles)| parts.iter().any(|part| part.entity() == *entity && part.has(*roles)))
    }

    fn failed(&self, row: u32) -> u16 {
        let (rows, at) = (&self.index.rows, row as usize);
        let fails = |chosen: &Option<Vec<bool>>, number: u8| {
            chosen.as_ref().is_some_and(|chosen| !chosen.get(usize::from(number)).copied().unwrap_or(false))
        };
        let mut failed = if fails(&self.types, rows.types[at]) { TYPE } else { 0 };
        failed |= if fails(&self.factualities, rows.factualities[at]) { FACTUALITY } else { 0 };
        let unsure = self.confidence > 0 && (rows.confidences[at] == UNSURE || rows.confidences[at] < self.confidence);
        failed |= if unsure { CONFIDENCE } else { 0 };
        failed |= if self.is_outside(row) { DATE } else { 0 };
        if let Some(publishers) = &self.publishers {
            let named = rows.publishers(row).iter().any(|number| publishers[usize::from(*number)]);
            failed |= if named { 0 } else { PUBLISHER };
        }
        failed | self.unmarked(row)
    }

    /// Whether it did not happen in the window, or nobody knows.
    fn is_outside(&self, row: u32) -> bool {
        let (rows, at) = (&self.index.rows, row as usize);
        self.dated && (rows.begins[at] == UNDATED || rows.ends[at] < self.from || rows.begins[at] > self.until)
    }

    fn unmarked(&self, row: u32) -> u16 {
        let mut missing = self.asked;
        if missing == 0 {
            return 0;
        }
        for part in self.index.rows.parts(row) {
            let mark = self.marks[part.entity() as usize];
            let met = |bit: u8, roles: u32, facet: u16| if mark & bit != 0 && part.has(roles) { facet } else { 0 };
            missing &= !met(IS_KIND, SIDES, KIND);
            missing &= !met(IS_PLACE, PLACE, PLACES);
            missing &= !met(IS_INSIDE, PLACE, AREA);
        }
        missing
    }
}

/// Which numbers of `words` are asked for; unknown words ask for nothing.
fn chosen(list: Option<&str>, words: &Words) -> Option<Vec<bool>> {
    let list = list?;
    let mut chosen = vec![false; words.len()];
    for word in items(list) {
        if let Some(number) = words.number(&word) {
            chosen[usize::from(number)] = true;
        }
    }
    Some(chosen)
}

/// The items between commas; in quotation marks a comma is part of an item.
fn items(list: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut quoted = false;
    for letter in list.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => items.push(String::new()),
            _ => items.last_mut().into_iter().for_each(|item| item.push(letter)),
        }
    }
    items.retain(|item| !item.trim().is_empty());
    for item in &mut items {
        *item = item.trim().to_owned();
    }
    items
}

fn day(name: &'static str, text: Option<&str>) -> Result<Option<i32>, BadFilter> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    let bad = || BadFilter::Day { name, value: text.to_owned() };
    let whole = text.len() == 10;
    calendar::parse(text).filter(|_| whole).map(Some).ok_or_else(bad)
}

fn share(text: Option<&str>) -> Result<u8, BadFilter> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(0) };
    let share = text.parse::<f64>().ok().filter(|share| (0.0..=1.0).contains(share));
    share.map(super::gather::hundredths).ok_or_else(|| BadFilter::Share(text.to_owned()))
}

struct Area {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

impl Area {
    /// A box whose west lies east of its east goes round the back of the world.
    fn holds(&self, (lon, lat): (f64, f64)) -> bool {
        let across = if self.west <= self.east {
            (self.west..=self.east).contains(&lon)
        } else {
            lon >= self.west || lon <= self.east
        };
        across && (self.south..=self.north).contains(&lat)
    }
}

fn area(text: &str) -> Result<Area, BadFilter> {
    let edges: Option<Vec<f64>> = text.split(',').map(|edge| edge.trim().parse().ok()).collect();
    match edges.as_deref() {
        Some(&[west, south, east, north]) if south <= north => Ok(Area { west, south, east, north }),
        _ => Err(BadFilter::Area(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::{BadFilter, area, day, items, share};

    #[test]
    fn lists_may_hold_commas_in_quotation_marks() {
        assert_eq!(items("RUS, PRK"), ["RUS", "PRK"]);
        assert_eq!(items("\"Today, Inc.\",Antara"), ["Today, Inc.", "Antara"]);
        assert!(items(" ,").is_empty());
    }

    #[test]
    fn what_cannot_be_asked_is_said() {
        assert_eq!(day("from", Some("")), Ok(None));
        let soon = BadFilter::Day { name: "from", value: "soon".into() };
        assert_eq!(day("from", Some("soon")), Err(soon));
        assert_eq!(share(Some("2")), Err(BadFilter::Share("2".into())));
        assert_eq!(share(Some("0.9")), Ok(90));
        assert!(area("95,-11,141").is_err());
        assert!(area("95,-11,141,6").is_ok_and(|area| area.holds((106.8, -6.2)) && !area.holds((30.0, 50.0))));
        assert!(area("170,-20,-170,0").is_ok_and(|area| area.holds((179.0, -18.0)) && area.holds((-175.0, -18.0))));
    }
}
