//! Every name of every known entity, sorted by its folded key, and asked word by word as one reads.
//!
//! Adding a word narrows a range of the sorted rows, so a walk stops at the first word that no name continues with.

use super::{EntityIndex, Known};
use crate::fold::fold;
use crate::tables::{list, rows};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;

/// What sort of name a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// The usual or another full name.
    Name,
    /// An abbreviation or acronym.
    Abbreviation,
    /// An adjective or noun for what belongs to it ("Russian", "Iranians").
    Demonym,
    /// A name of several words with one letter wrong; no row of the tables is of this kind.
    Misspelt,
    /// A name of something else that stands for it ("Kremlin").
    Metonym,
}

/// One name of one entity.
#[derive(Debug, Clone)]
pub struct NameRow {
    /// The folded name.
    pub key: Cow<'static, str>,
    /// The name as written.
    pub form: &'static str,
    /// Whose name it is.
    pub entity: EntityIndex,
    /// What sort of name.
    pub kind: NameKind,
}

/// All names, sorted by key.
pub struct Names {
    rows: Vec<NameRow>,
    fuzzy: FxHashMap<String, Vec<u32>>,
}

/// Letters at either end that a name with one misspelt letter keeps whole: such names have at least twice as many.
const FUZZY_END: usize = 4;

impl Names {
    /// Names of the place table, labels and aliases of everything else, and what single languages call them.
    pub(super) fn build(
        table: &'static str,
        of_languages: &[&'static str],
        entities: &[Known],
        by_id: &FxHashMap<&'static str, EntityIndex>,
    ) -> Names {
        let mut all: Vec<NameRow> = rows(table).filter_map(|(_, row)| listed(row.fields(), by_id)).collect();
        for (index, entity) in (0..).zip(entities).filter(|(_, entity)| entity.feature.is_empty()) {
            let labels = [entity.en, entity.id_label].into_iter().chain(entity.aliases());
            all.extend(labels.filter(|form| !form.is_empty()).map(|form| named(form, index)));
        }
        let own =
            |[id, forms]: [&'static str; 2]| by_id.get(id).map(|index| list(forms).map(|form| named(form, *index)));
        all.extend(
            of_languages.iter().flat_map(|table| rows(table)).filter_map(|(_, row)| own(row.fields())).flatten(),
        );
        all.sort_by(|a, b| (&a.key, a.entity, a.kind, a.form).cmp(&(&b.key, b.entity, b.kind, b.form)));
        all.dedup_by(|a, b| a.key == b.key && a.entity == b.entity);
        let mut fuzzy: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        for (i, row) in (0..).zip(&all).filter(|(_, row)| entities[row.entity as usize].feature.is_empty()) {
            ends(&row.key).into_iter().flatten().for_each(|end| fuzzy.entry(end).or_default().push(i));
        }
        Names { rows: all, fuzzy }
    }

    /// The range of all names, where a walk begins.
    #[must_use]
    pub fn all(&self) -> Range<usize> {
        0..self.rows.len()
    }

    /// The names within `range` that begin with `prefix`.
    #[must_use]
    pub fn narrow(&self, range: Range<usize>, prefix: &str) -> Range<usize> {
        let rows = &self.rows[range.clone()];
        let low = rows.partition_point(|row| row.key.as_ref() < prefix);
        let high = low + rows[low..].partition_point(|row| row.key.starts_with(prefix));
        range.start + low..range.start + high
    }

    /// The names within `range` (all of them beginning with `key`) that are `key`.
    #[must_use]
    pub fn exact(&self, range: Range<usize>, key: &str) -> &[NameRow] {
        let rows = &self.rows[range];
        &rows[..rows.partition_point(|row| row.key == key)]
    }

    /// Entities named `form`, whatever its case and accents.
    pub fn find(&self, form: &str) -> impl Iterator<Item = &NameRow> {
        let key = fold(form);
        let range = self.narrow(self.all(), &key);
        self.exact(range, &key).iter()
    }

    /// Names of people and bodies that share a whole end with `key`: those one letter off are among them.
    pub fn near(&self, key: &str) -> impl Iterator<Item = &NameRow> {
        let hits = ends(key).into_iter().flatten().filter_map(|end| self.fuzzy.get(&end));
        hits.flatten().map(|i| &self.rows[*i as usize])
    }

    /// The names of one entity other than its demonyms. Looks at every row.
    pub fn of(&self, entity: EntityIndex) -> impl Iterator<Item = &NameRow> {
        self.rows.iter().filter(move |row| row.entity == entity && row.kind != NameKind::Demonym)
    }

    /// Every row, in order of keys.
    #[must_use]
    pub fn rows(&self) -> &[NameRow] {
        &self.rows
    }
}

fn ends(key: &str) -> Option<[String; 2]> {
    let letters: Vec<char> = key.chars().collect();
    let n = letters.len();
    (n >= 2 * FUZZY_END).then(|| {
        let mut head: String = letters[..FUZZY_END].iter().collect();
        head.push('-');
        [head, letters[n - FUZZY_END..].iter().collect()]
    })
}

fn listed(
    [key, form, id, _lang, kind]: [&'static str; 5],
    by_id: &FxHashMap<&'static str, EntityIndex>,
) -> Option<NameRow> {
    let kind = match kind {
        "demonym" | "adjective" => NameKind::Demonym,
        "abbr" => NameKind::Abbreviation,
        "metonym" => NameKind::Metonym,
        _ => NameKind::Name,
    };
    Some(NameRow { key: Cow::Borrowed(key), form, entity: *by_id.get(id)?, kind })
}

fn named(form: &'static str, entity: EntityIndex) -> NameRow {
    let kind = if is_abbreviation(form) { NameKind::Abbreviation } else { NameKind::Name };
    NameRow { key: Cow::Owned(fold(form)), form, entity, kind }
}

/// Whether a form must stand in capitals to be meant ("AS", "WHO", "U.S.").
#[must_use]
pub fn is_abbreviation(form: &str) -> bool {
    form.chars().count() <= 6 && form.chars().any(char::is_uppercase) && !form.chars().any(char::is_lowercase)
}
