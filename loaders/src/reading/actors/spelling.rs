//! One name, written otherwise: a surname alone, a letter off, the country added.

use super::{Cast, words};
use crate::fold::within_one_edit;
use crate::reference::EntityIndex;
use ontology::entity::Kind;

/// Shortest name, in letters, that may be one letter off.
const MISSPELT: usize = 8;

impl Cast<'_> {
    /// A person named before whose name has all these words.
    pub(super) fn same_person(&self, key: &str) -> Option<usize> {
        let parts = words(key);
        let has_all = |name: &Vec<String>| parts.iter().all(|part| name.contains(part)) && name.len() > parts.len();
        let mut fits = self.people.iter().filter(|(name, _)| has_all(name)).map(|(_, entity)| *entity);
        let first = fits.next()?;
        fits.all(|other| other == first).then_some(first)
    }

    /// Somebody in the article, or somebody known, whose name is one letter off.
    pub(super) fn misspelt(&mut self, key: &str, kind: Option<Kind>) -> Option<usize> {
        if key.chars().count() < MISSPELT {
            return None;
        }
        let parts = words(key);
        let near = |name: &[String]| within_one_edit(&name.join(" "), &parts.join(" ")) || one_word_off(name, &parts);
        let here = self.people.iter().find(|(name, _)| near(name));
        if let Some((_, entity)) = here {
            return Some(*entity);
        }
        let near = self.reference.names.near(key).find(|row| {
            let entity = self.reference.get(row.entity);
            within_one_edit(&row.key, key)
                && match entity.kind {
                    Kind::Person => {
                        kind.is_none_or(|kind| kind == Kind::Person)
                            && row.key.contains(' ')
                            && self.in_office(row.entity) > 0
                    }
                    _ => true,
                }
        });
        near.map(|row| row.entity).map(|index| self.take(index))
    }

    /// "Kaspersky Lab Rusia": a body known, or one letter off, with its country after it.
    pub(super) fn without_land(&mut self, key: &str, kind: Option<Kind>) -> Option<usize> {
        let (body, land) = key.rsplit_once(' ')?;
        let is_land = |index: EntityIndex| self.reference.get(index).kind == Kind::Country;
        if !self.reference.names.find(land).any(|row| is_land(row.entity)) {
            return None;
        }
        let bodies = [Kind::Organization, Kind::Group];
        let same = |index: EntityIndex| bodies.contains(&self.reference.get(index).kind);
        let exact = self.reference.names.find(body).map(|row| row.entity).find(|index| same(*index));
        match exact {
            Some(index) => Some(self.take(index)),
            None => self.misspelt(body, kind),
        }
    }
}

/// Whether two names of an article are alike but for one word, and that word but for one letter in another place ("Cho",
/// "Coe"). Siblings with a syllable in common ("Min Jae", "Min Jun") differ by more.
fn one_word_off(a: &[String], b: &[String]) -> bool {
    let mut other = a.iter().zip(b).filter(|(x, y)| x != y);
    a.len() == b.len()
        && a.len() >= 3
        && other.next().is_some_and(|(x, y)| one_letter_moved(x, y))
        && other.next().is_none()
}

/// Whether dropping one letter of each leaves the same, after the same first letter.
fn one_letter_moved(a: &str, b: &str) -> bool {
    let without =
        |word: &str, at: usize| word.chars().enumerate().filter(|(i, _)| *i != at).map(|(_, c)| c).collect::<String>();
    let (n, m) = (a.chars().count(), b.chars().count());
    a.chars().next() == b.chars().next() && (1..n).any(|i| (1..m).any(|k| without(a, i) == without(b, k)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_may_be_spelt_otherwise_but_not_two() {
        for (a, b, same) in [
            ("Nguyen Xuan Phuc", "Nguyen Xoan Phuc", true),
            ("Tran Cho Minh", "Tran Coh Minh", true),
            ("Kim Yong Nam", "Kim Jong Nam", false),
            ("Park Min Jae", "Park Min Jun", false),
            ("Kim Yo Jong", "Kim Yeo Jeong", false),
            ("Joko Widodo", "Joko Widada", false),
        ] {
            assert_eq!(one_word_off(&words(a), &words(b)), same, "{a}, {b}");
        }
    }
}
