//! The reference tables: countries, places, organizations, people and who held which office when.
//!
//! Generated or kept by hand (`reference/SOURCES.md`), embedded in the binary, and asked by name and by date.

mod names;
mod offices;
mod towns;

use crate::lexicon::name_tables;
use crate::tables::{known, list, rows};
use ontology::entity::Kind;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::Hasher as _;

pub use names::{NameKind, NameRow, Names, is_abbreviation};
pub use offices::{Offices, Tenure};

const PLACES: &str = include_str!("../reference/place.tsv");
const TOWNS: &str = include_str!("../reference/town.tsv");
const NAMES: &str = include_str!("../reference/name.tsv");
const COUNTRIES: &str = include_str!("../reference/country.tsv");
const ORGANIZATIONS: &str = include_str!("../reference/org.tsv");
const PEOPLE: &str = include_str!("../reference/person.tsv");
const OFFICES: &str = include_str!("../reference/office.tsv");
const EVENT_RULES: &str = include_str!("../reference/event-rules.tsv");
const CONFIDENCE: &str = include_str!("../reference/confidence.tsv");
const ROLES: &str = include_str!("../reference/role.tsv");

/// The sign that every report has.
const ALWAYS: &str = "-";
/// No report is surer or less sure than this.
const LEAST: f32 = 0.05;
const MOST: f32 = 0.95;

/// A sign and what it is worth.
fn weight([sign, weight]: [&'static str; 2]) -> (&'static str, f32) {
    (sign, weight.parse().unwrap_or_default())
}

/// Index of an entity of the tables.
pub type EntityIndex = u32;

/// One row of the tables: something known.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// Local id, the end of its IRI (`IDN`, `gn-1642911`, `person-vladimir-putin`).
    pub id: &'static str,
    /// What it is.
    pub kind: Kind,
    /// Name in English.
    pub en: &'static str,
    /// Name in Indonesian.
    pub id_label: &'static str,
    /// ISO 3166-1 alpha-3 of the country it is, lies in or acts for; empty if none.
    pub country: &'static str,
    /// ISO 3166-2 code of the first-level region it is or lies in; empty if none.
    pub admin1: &'static str,
    /// PLOVER sector; empty if none.
    pub sector: &'static str,
    /// Wikidata id; empty if unknown.
    pub wikidata: &'static str,
    /// `GeoNames` id; empty if none.
    pub geonames: &'static str,
    /// Latitude in degrees, as written; empty if none.
    pub lat: &'static str,
    /// Longitude in degrees, as written; empty if none.
    pub lon: &'static str,
    /// Inhabitants, 0 if unknown.
    pub population: u32,
    /// Kind of place as in `place.tsv` (`city`, `sea`, …), `town` for the smaller ones; empty for others.
    pub feature: &'static str,
    /// Other names, parted by `|`.
    pub aliases: &'static str,
}

/// A word that names an office ("Menlu", "Secretary of State").
#[derive(Debug, Clone, Copy)]
pub struct Role {
    /// Its id, such as `minister_foreign`.
    pub id: &'static str,
    /// Name in English.
    pub en: &'static str,
    /// Name in Indonesian.
    pub id_label: &'static str,
    /// PLOVER sector of who holds it; empty if any.
    pub sector: &'static str,
    /// Aliases in English, parted by `|`.
    pub aliases_en: &'static str,
    /// Aliases in Indonesian, parted by `|`.
    pub aliases_id: &'static str,
}

/// All the tables.
pub struct Reference {
    /// Every known entity; `EntityIndex` counts into it.
    pub entities: Vec<Known>,
    /// Every name of them.
    pub names: Names,
    /// Terms of office.
    pub offices: Offices,
    /// Words for offices.
    pub roles: Vec<Role>,
    /// What an event of a type is while it lies in the future: a meeting to come is an agreement.
    pub event_rules: FxHashMap<&'static str, &'static str>,
    /// Types whose deed is speaking: said by the speaker, they are done.
    pub speech: FxHashSet<&'static str>,
    /// Types whose doer is the state where none is named.
    pub implied: FxHashSet<&'static str>,
    /// Types whose content is no event of its own ("threatened to attack").
    pub content: FxHashSet<&'static str>,
    /// Modes in which the content of a type is no event of its own, if a verb tells it ("accused of attacking").
    pub alleging: FxHashMap<&'static str, &'static str>,
    /// Modes in which only those take part who act for a state or body: who has no office visits nobody.
    pub official: FxHashMap<&'static str, &'static str>,
    /// The mode of a type when one side comes to the other.
    pub hosted: FxHashMap<&'static str, &'static str>,
    /// What a deed to come is where its doer announces it: sanctions announced are a threat.
    pub announced: FxHashMap<&'static str, &'static str>,
    /// What it is where its doer says that it will not be: help that will not come is refused.
    pub declined: FxHashMap<&'static str, &'static str>,
    /// Types of deeds whose doers and victims are where it happens.
    pub present: FxHashSet<&'static str>,
    /// What each sign adds to the confidence of a report.
    pub weights: FxHashMap<&'static str, f32>,
    /// Sectors of the people who do what is told of nobody by name: those who demonstrate.
    pub crowds: FxHashMap<&'static str, &'static str>,
    /// Types that may answer an act told before, and then are aimed at who did it: "condemned the strikes".
    pub answers: FxHashSet<&'static str>,
    /// What an act of speaking is where people who demonstrate do it, `TYPE/mode`.
    pub marched: FxHashMap<&'static str, &'static str>,
    /// The type beside which, told of the same doers, it is no event of its own: who attacks need not be told to march.
    pub part_of: FxHashMap<&'static str, &'static str>,
    /// What it is where its doer says that it will be unless others give way.
    pub ultimatum: FxHashMap<&'static str, &'static str>,
    by_id: FxHashMap<&'static str, EntityIndex>,
    capitals: FxHashMap<&'static str, EntityIndex>,
    iso2: FxHashMap<&'static str, &'static str>,
    iso3: FxHashMap<&'static str, &'static str>,
    towns: towns::Towns,
}

impl Reference {
    /// The tables that ship with the crate.
    #[must_use]
    pub fn shipped() -> Reference {
        let mut entities: Vec<Known> = rows(PLACES).map(|(_, row)| place(row.fields())).collect();
        entities.extend(rows(ORGANIZATIONS).map(|(_, row)| organization(row.fields())));
        entities.extend(rows(PEOPLE).map(|(_, row)| person(row.fields())));
        let by_id: FxHashMap<_, _> = (0u32..).zip(&entities).map(|(i, e)| (e.id, i)).collect();
        // Where a country has more than one, the largest.
        let capital =
            |(i, known): (u32, &Known)| (known.feature == "capital").then_some((known.population, known.country, i));
        let mut seats: Vec<_> = (0u32..).zip(&entities).filter_map(capital).collect();
        seats.sort_unstable();
        let capitals = seats.into_iter().map(|(_, country, i)| (country, i)).collect();
        let names = Names::build(NAMES, &name_tables(), &entities, &by_id);
        let offices = Offices::build(OFFICES, &by_id);
        let roles = rows(ROLES).map(|(_, row)| role(row.fields())).collect();
        let codes = || rows(COUNTRIES).map(|(_, row)| row.fields::<2>());
        let iso2 = codes().map(|[iso3, iso2]| (iso3, iso2)).collect();
        let iso3 = codes().map(|[iso3, iso2]| (iso2, iso3)).collect();
        let towns = towns::Towns::new(TOWNS);
        let rules = || rows(EVENT_RULES).map(|(_, row)| row.fields::<3>());
        let those = |rule: &str| -> FxHashMap<&'static str, &'static str> {
            rules().filter(|row| row[1] == rule).map(|[event_type, _, value]| (event_type, value)).collect()
        };
        let marked = |rule: &str| those(rule).into_keys().collect();
        Reference {
            entities,
            names,
            offices,
            roles,
            event_rules: those("future"),
            speech: marked("speech"),
            implied: marked("implied"),
            content: marked("content"),
            alleging: those("alleging"),
            official: those("official"),
            hosted: those("hosted"),
            announced: those("announced"),
            declined: those("declined"),
            weights: rows(CONFIDENCE).map(|(_, row)| row.fields()).map(weight).collect(),
            crowds: those("crowd"),
            present: marked("present"),
            answers: marked("answers"),
            marched: those("marched"),
            part_of: those("part-of"),
            ultimatum: those("ultimatum"),
            by_id,
            capitals,
            iso2,
            iso3,
            towns,
        }
    }

    /// How sure a report with these signs is, from 0 to 1.
    #[must_use]
    pub fn sureness(&self, signs: &[&str]) -> f32 {
        let weight = |sign: &str| self.weights.get(sign).copied().unwrap_or(0.0);
        let sum: f32 = signs.iter().map(|sign| weight(sign)).sum();
        (weight(ALWAYS) + sum).clamp(LEAST, MOST)
    }

    /// Changes when any of the tables changes, so that a store can tell whether it holds the present ones.
    #[must_use]
    pub fn version() -> String {
        let mut hash = FxHasher::default();
        let tables = [PLACES, TOWNS, NAMES, COUNTRIES, ORGANIZATIONS, PEOPLE, OFFICES, ROLES];
        for table in tables.into_iter().chain(name_tables()) {
            hash.write(table.as_bytes());
        }
        format!("{:016x}", hash.finish())
    }

    /// The entity of a local id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<EntityIndex> {
        let known = self.by_id.get(id).copied();
        if id.starts_with("gn-") { known.or_else(|| self.towns.find(id)) } else { known }
    }

    /// The entity behind an index.
    #[must_use]
    pub fn get(&self, index: EntityIndex) -> Known {
        if towns::Towns::has(index) { self.towns.get(index, &self.iso3) } else { self.entities[index as usize] }
    }

    /// Places named `form` that are too small or too shy for `names`: for a name that is a place for other reasons.
    #[must_use]
    pub fn small_places(&self, form: &str) -> Vec<EntityIndex> {
        let found = self.towns.named(form).into_iter();
        found.map(|(index, fields)| self.by_id.get(fields[1]).copied().unwrap_or(index)).collect()
    }

    /// Whether a name is that of a country or place, whatever else it may be.
    #[must_use]
    pub fn is_place(&self, name: &str) -> bool {
        self.names.find(name).any(|row| matches!(self.get(row.entity).kind, Kind::Country | Kind::Place))
    }

    /// The capital of a country.
    #[must_use]
    pub fn capital(&self, iso3: &str) -> Option<Known> {
        self.capitals.get(iso3).map(|index| self.get(*index))
    }

    /// ISO 3166-1 alpha-2 of an alpha-3 code.
    #[must_use]
    pub fn iso2(&self, iso3: &str) -> Option<&'static str> {
        self.iso2.get(iso3).copied().filter(|code| !code.is_empty())
    }

    /// The role of an id.
    #[must_use]
    pub fn role(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }
}

impl Known {
    /// Coordinates in degrees, latitude first.
    #[must_use]
    pub fn point(&self) -> Option<(f64, f64)> {
        Some((self.lat.parse().ok()?, self.lon.parse().ok()?))
    }

    /// How exact a place it is, from 5 (within a city) to 1 (country); `None` for what is no place, or spans several.
    #[must_use]
    pub fn exactness(&self) -> Option<u8> {
        match self.feature {
            "country" => Some(1),
            "adm1" => Some(2),
            "adm2" => Some(3),
            "capital" | "city" | "town" => Some(4),
            "airport" | "base" | "crossing" | "district" | "mine" | "port" | "site" | "venue" => Some(5),
            _ => None,
        }
    }

    /// The country, if it has one.
    #[must_use]
    pub fn country(&self) -> Option<&'static str> {
        known(self.country)
    }

    /// Its other names.
    pub fn aliases(&self) -> impl Iterator<Item = &'static str> {
        list(self.aliases)
    }
}

fn place(
    [id, feature, geonames, iso3, admin1, lat, lon, population, wikidata, en, id_label]: [&'static str; 11],
) -> Known {
    let kind = if feature == "country" { Kind::Country } else { Kind::Place };
    let population = population.parse().unwrap_or(0);
    Known {
        id,
        kind,
        en,
        id_label,
        country: iso3,
        admin1,
        sector: "",
        wikidata,
        geonames,
        lat,
        lon,
        population,
        feature,
        aliases: "",
    }
}

fn organization([id, kind, en, id_label, country, sector, _parent, aliases, wikidata]: [&'static str; 9]) -> Known {
    let kind = if kind == "group" { Kind::Group } else { Kind::Organization };
    Known { id, kind, en, id_label, country, sector, wikidata, aliases, ..NOTHING }
}

fn person([id, label, country, aliases, wikidata]: [&'static str; 5]) -> Known {
    Known { id, kind: Kind::Person, en: label, id_label: label, country, wikidata, aliases, ..NOTHING }
}

fn role([id, en, id_label, sector, aliases_en, aliases_id]: [&'static str; 6]) -> Role {
    Role { id, en, id_label, sector, aliases_en, aliases_id }
}

const NOTHING: Known = Known {
    id: "",
    kind: Kind::Person,
    en: "",
    id_label: "",
    country: "",
    admin1: "",
    sector: "",
    wikidata: "",
    geonames: "",
    lat: "",
    lon: "",
    population: 0,
    feature: "",
    aliases: "",
};
