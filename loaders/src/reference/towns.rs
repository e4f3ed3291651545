//! The long tail of the gazetteer: 138,000 towns, counties and districts, searched as they lie in the binary.
//!
//! Most of them are also a surname or an ordinary word somewhere, so nothing of this table is looked for in running text; it
//! is asked about a name that is a place for other reasons. Reading it costs nothing at start-up.

use super::{EntityIndex, Known, NOTHING};
use crate::fold::fold;
use ontology::entity::Kind;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// The mark of an index into this table; the other bits are where its line begins.
const TOWN: EntityIndex = 1 << 31;

/// `town.tsv`: lines of form, id, where (ISO 3166-2, or 3166-1 alpha-2), latitude, longitude, inhabitants or level; sorted
/// by the fold of the form.
pub struct Towns {
    lines: &'static str,
    ids: OnceLock<FxHashMap<&'static str, EntityIndex>>,
}

impl Towns {
    pub(super) fn new(table: &'static str) -> Towns {
        let head = table.find('\n').map_or(table.len(), |end| end + 1);
        Towns { lines: &table[head..], ids: OnceLock::new() }
    }

    /// Whether an index is of this table.
    pub(super) fn has(index: EntityIndex) -> bool {
        index & TOWN != 0
    }

    /// Index and line of each place with this name, whatever its case and accents.
    pub(super) fn named(&self, form: &str) -> Vec<(EntityIndex, [&'static str; 6])> {
        let key = fold(form);
        let mut at = self.first(&key);
        let mut found = Vec::new();
        while let Some(fields) = self.line(at).filter(|fields| fold(fields[0]) == key) {
            found.push((TOWN | EntityIndex::try_from(at).unwrap_or_default(), fields));
            at = self.after(at);
        }
        found
    }

    /// Where the first line stands whose key is not less than this one.
    fn first(&self, key: &str) -> usize {
        let (mut low, mut high) = (0, self.lines.len());
        while low < high {
            let middle = self.begin(low + (high - low) / 2);
            match self.line(middle) {
                Some(fields) if fold(fields[0]).as_str() < key => low = self.after(middle),
                _ => high = middle,
            }
        }
        low
    }

    /// Where the line begins that the byte `at` belongs to.
    fn begin(&self, at: usize) -> usize {
        self.lines.as_bytes()[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1)
    }

    fn after(&self, at: usize) -> usize {
        self.lines.as_bytes()[at..].iter().position(|byte| *byte == b'\n').map_or(self.lines.len(), |end| at + end + 1)
    }

    fn line(&self, at: usize) -> Option<[&'static str; 6]> {
        let mut fields = self.lines.get(at..)?.lines().next()?.split('\t');
        Some(std::array::from_fn(|_| fields.next().unwrap_or("")))
    }

    /// The index of an id such as `gn-4670866`. The first call reads the whole table.
    pub(super) fn find(&self, id: &str) -> Option<EntityIndex> {
        let ids = self.ids.get_or_init(|| {
            let mut ids = FxHashMap::default();
            let mut at = 0;
            for line in self.lines.split_inclusive('\n') {
                let index = EntityIndex::try_from(at).unwrap_or_default();
                line.split('\t').nth(1).into_iter().for_each(|id| _ = ids.insert(id, TOWN | index));
                at += line.len();
            }
            ids
        });
        ids.get(id).copied()
    }

    /// The place of an index of this table.
    pub(super) fn get(&self, index: EntityIndex, iso3: &FxHashMap<&'static str, &'static str>) -> Known {
        let Some([form, id, place, lat, lon, kind]) = self.line((index & !TOWN) as usize) else { return NOTHING };
        let country = place.get(..2).and_then(|iso2| iso3.get(iso2)).copied().unwrap_or("");
        let feature = if kind.starts_with("adm") { kind } else { "town" };
        Known {
            id,
            kind: Kind::Place,
            en: form,
            id_label: form,
            country,
            admin1: if place.len() > 2 { place } else { "" },
            geonames: id.get(3..).unwrap_or(""),
            lat,
            lon,
            population: kind.parse().unwrap_or(0),
            feature,
            ..NOTHING
        }
    }
}
