//! The columns, and the lists of different length that go with each row.

use serde::{Deserialize, Serialize};

use super::gather::Draft;

/// Roles an entity can have in an event, as bits.
pub(super) const ACTOR: u32 = 1;
pub(super) const RECIPIENT: u32 = 2;
pub(super) const PLACE: u32 = 4;
pub(super) const ACTOR_COUNTRY: u32 = 8;
pub(super) const RECIPIENT_COUNTRY: u32 = 16;
/// Takes part in whatever way.
pub(super) const TAKES_PART: u32 = 32;
const ROLE_BITS: u32 = 6;

/// Roles of those who take part themselves.
pub(super) const SIDES: u32 = ACTOR | RECIPIENT;
/// Roles of countries, whether they take part themselves or somebody acts for them.
pub(super) const COUNTRIES: u32 = SIDES | ACTOR_COUNTRY | RECIPIENT_COUNTRY;

/// The type of a row that counts no more.
const GONE: u8 = u8::MAX;
/// A day that is not known.
pub(super) const UNDATED: i32 = i32::MIN;
/// A confidence that is not known.
pub(super) const UNSURE: u8 = u8::MAX;

/// An entity and its roles in one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Part(u32);

impl Part {
    pub(super) fn new(entity: u32, roles: u32) -> Self {
        Self(entity << ROLE_BITS | roles)
    }

    pub(super) fn entity(self) -> u32 {
        self.0 >> ROLE_BITS
    }

    pub(super) fn has(self, roles: u32) -> bool {
        self.0 & roles != 0
    }

    pub(super) fn with(self, roles: u32) -> Self {
        Self(self.0 | roles)
    }
}

/// Lists, one a row.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Lists<T> {
    items: Vec<T>,
    ends: Vec<u32>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { items: Vec::new(), ends: Vec::new() }
    }
}

impl<T: Copy> Lists<T> {
    fn push(&mut self, items: &[T]) {
        self.items.extend_from_slice(items);
        self.ends.push(small(self.items.len()));
    }

    fn of(&self, row: u32) -> &[T] {
        let row = row as usize;
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.items[start as usize..self.ends[row] as usize]
    }
}

/// One column each.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Rows {
    pub(super) ids: Vec<u64>,
    pub(super) types: Vec<u8>,
    pub(super) begins: Vec<i32>,
    pub(super) ends: Vec<i32>,
    pub(super) precisions: Vec<u8>,
    pub(super) factualities: Vec<u8>,
    /// Hundredths.
    pub(super) confidences: Vec<u8>,
    pub(super) reports: Vec<u16>,
    pub(super) independents: Vec<u16>,
    parts: Lists<Part>,
    publishers: Lists<u16>,
}

impl Rows {
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The number of the row that comes next.
    pub(super) fn next(&self) -> u32 {
        small(self.len())
    }

    pub(super) fn push(&mut self, draft: &Draft) {
        self.ids.push(draft.id);
        self.types.push(draft.event_type);
        self.begins.push(draft.begin);
        self.ends.push(draft.end.max(draft.begin));
        self.precisions.push(draft.precision);
        self.factualities.push(draft.factuality);
        self.confidences.push(draft.confidence);
        self.reports.push(draft.reports);
        self.independents.push(draft.independents);
        self.parts.push(&draft.parts);
        self.publishers.push(&draft.publishers);
    }

    /// Takes over a row of others.
    pub(super) fn take(&mut self, others: &Self, row: u32) {
        let at = row as usize;
        self.ids.push(others.ids[at]);
        self.types.push(others.types[at]);
        self.begins.push(others.begins[at]);
        self.ends.push(others.ends[at]);
        self.precisions.push(others.precisions[at]);
        self.factualities.push(others.factualities[at]);
        self.confidences.push(others.confidences[at]);
        self.reports.push(others.reports[at]);
        self.independents.push(others.independents[at]);
        self.parts.push(others.parts(row));
        self.publishers.push(others.publishers(row));
    }

    pub(super) fn clear(&mut self, row: u32) {
        self.types[row as usize] = GONE;
    }

    pub(super) fn counts(&self, row: u32) -> bool {
        self.types[row as usize] != GONE
    }

    pub(super) fn parts(&self, row: u32) -> &[Part] {
        self.parts.of(row)
    }

    pub(super) fn publishers(&self, row: u32) -> &[u16] {
        self.publishers.of(row)
    }
}

/// Numbers of rows and entities: four thousand million are enough, and what comes after is not told apart.
pub(super) fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
