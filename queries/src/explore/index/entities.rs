//! The entities of events and the words of closed lists, each by a number.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::explore::cards::EntityRef;

use super::rows::small;

/// Who and where.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Entities {
    numbers: HashMap<String, u32>,
    list: Vec<Entity>,
}

/// An entity with all rows it belongs to, the old ones among them.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Entity {
    pub(super) card: EntityRef,
    /// Longitude and latitude, degrees.
    pub(super) point: Option<(f64, f64)>,
    pub(super) rows: Vec<u32>,
}

impl Entities {
    pub(super) fn number(&self, id: &str) -> Option<u32> {
        self.numbers.get(id).copied()
    }

    pub(super) fn add(&mut self, card: EntityRef, point: Option<(f64, f64)>) -> u32 {
        let number = small(self.list.len());
        self.numbers.insert(card.id.clone(), number);
        self.list.push(Entity { card, point, rows: Vec::new() });
        number
    }

    pub(super) fn rename(&mut self, number: u32, card: EntityRef, point: Option<(f64, f64)>) {
        let entity = &mut self.list[number as usize];
        (entity.card, entity.point) = (card, point);
    }

    /// Forgets to which rows they belong.
    pub(super) fn release(&mut self) {
        self.list.iter_mut().for_each(|entity| entity.rows.clear());
    }

    pub(super) fn belongs(&mut self, number: u32, row: u32) {
        self.list[number as usize].rows.push(row);
    }

    pub(super) fn get(&self, number: u32) -> &Entity {
        &self.list[number as usize]
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Entity> {
        self.list.iter()
    }
}

/// Words in the order in which they came.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Words {
    numbers: HashMap<String, u16>,
    list: Vec<String>,
}

impl Words {
    /// The number of a word; the last number stands for all that come too late.
    pub(super) fn put(&mut self, word: &str) -> u16 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let Ok(number) = u16::try_from(self.list.len()) else { return u16::MAX };
        self.numbers.insert(word.to_owned(), number);
        self.list.push(word.to_owned());
        number
    }

    pub(super) fn number(&self, word: &str) -> Option<u16> {
        self.numbers.get(word).copied()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(String::as_str)
    }

    pub(super) fn word(&self, number: u16) -> &str {
        self.list.get(usize::from(number)).map_or("", String::as_str)
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }
}
