//! Who held which office when: asked by country or body, role and day.

use super::EntityIndex;
use crate::tables::{known, rows};
use jiff::civil::{Date, date};
use rustc_hash::FxHashMap;

/// One term of office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tenure {
    /// Who holds it.
    pub person: EntityIndex,
    /// Which office (`role.tsv`).
    pub role: &'static str,
    /// Country or body whose office it is, as a local id.
    pub of: &'static str,
    /// First day, if known; a month or year alone begins on its first day.
    pub from: Option<Date>,
    /// Last day, if over; a month or year alone ends on its last day.
    pub until: Option<Date>,
}

/// All terms of office.
pub struct Offices {
    terms: Vec<Tenure>,
    by_person: FxHashMap<EntityIndex, Vec<u32>>,
    by_post: FxHashMap<(&'static str, &'static str), Vec<u32>>,
}

impl Offices {
    pub(super) fn build(table: &'static str, by_id: &FxHashMap<&'static str, EntityIndex>) -> Offices {
        let terms: Vec<Tenure> = rows(table).filter_map(|(_, row)| tenure(row.fields(), by_id)).collect();
        let mut by_person: FxHashMap<_, Vec<u32>> = FxHashMap::default();
        let mut by_post: FxHashMap<_, Vec<u32>> = FxHashMap::default();
        for (i, term) in (0..).zip(&terms) {
            by_person.entry(term.person).or_default().push(i);
            by_post.entry((term.of, term.role)).or_default().push(i);
        }
        Offices { terms, by_person, by_post }
    }

    /// All terms, in the order of the table.
    #[must_use]
    pub fn terms(&self) -> &[Tenure] {
        &self.terms
    }

    /// The terms of a person.
    pub fn of_person(&self, person: EntityIndex) -> impl Iterator<Item = &Tenure> {
        self.by_person.get(&person).into_iter().flatten().map(|i| &self.terms[*i as usize])
    }

    /// The term a person was in on a day.
    #[must_use]
    pub fn held_by(&self, person: EntityIndex, day: Date) -> Option<&Tenure> {
        self.of_person(person).find(|term| term.covers(day))
    }

    /// Who held an office of a country or body on a day; `None` too if two did.
    #[must_use]
    pub fn holder(&self, of: &str, role: &str, day: Date) -> Option<&Tenure> {
        let terms = self.by_post.get(&(of, role))?;
        let mut holders = terms.iter().map(|i| &self.terms[*i as usize]).filter(|term| term.covers(day));
        let holder = holders.next()?;
        holders.all(|other| other.person == holder.person).then_some(holder)
    }
}

impl Tenure {
    /// Whether the term includes a day.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Its local id: person, role and first day, which no two terms share.
    #[must_use]
    pub fn id(&self, person: &str) -> String {
        let from = self.from.map_or_else(String::new, |day| format!("-{day}"));
        format!(
            "{}-{}-{}{from}",
            person.trim_start_matches("person-"),
            self.role.replace('_', "-"),
            self.of.to_lowercase()
        )
    }
}

fn tenure(
    [person, role, of, from, until]: [&'static str; 5],
    by_id: &FxHashMap<&'static str, EntityIndex>,
) -> Option<Tenure> {
    let person = *by_id.get(person)?;
    Some(Tenure { person, role, of, from: known(from).and_then(first_day), until: known(until).and_then(last_day) })
}

/// First day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
#[must_use]
pub fn first_day(written: &str) -> Option<Date> {
    let mut parts = written.split('-').map(|part| part.parse::<i16>().ok());
    let year = parts.next()??;
    let month = parts.next().map_or(Some(1), |month| month.and_then(|m| i8::try_from(m).ok()))?;
    let day = parts.next().map_or(Some(1), |day| day.and_then(|d| i8::try_from(d).ok()))?;
    Date::new(year, month, day).ok()
}

/// Last day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
#[must_use]
pub fn last_day(written: &str) -> Option<Date> {
    let first = first_day(written)?;
    Some(match written.len() {
        4 => date(first.year(), 12, 31),
        7 => first.last_of_month(),
        _ => first,
    })
}
