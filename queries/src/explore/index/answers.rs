//! What several views are made of: an event in a row, an entity as a node, what connects two as an arrow.

use std::collections::BTreeMap;

use serde::Serialize;

use super::rows::{ACTOR, PLACE, Part, RECIPIENT, UNDATED, UNSURE};
use super::{EventIndex, calendar};
use crate::explore::cards::EntityRef;

/// An event of a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// Local id.
    pub id: String,
    /// Code of its type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// First day.
    pub begin: Option<String>,
    /// Last day.
    pub end: Option<String>,
    /// What the days stand for.
    pub date_precision: Option<String>,
    /// How it is told.
    pub factuality: Option<String>,
    /// How sure the reading is, 0 to 1.
    pub confidence: Option<f64>,
    /// How many reports speak of it.
    pub report_count: u16,
    /// How many of them do not go back to the same source.
    pub independent_sources: u16,
    /// Who did it.
    pub actors: Vec<EntityRef>,
    /// To whom.
    pub recipients: Vec<EntityRef>,
    /// Where.
    pub places: Vec<EntityRef>,
    /// Who reports it.
    pub publishers: Vec<String>,
}

/// An entity with the number of its events that fit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Node {
    /// The entity.
    #[serde(flatten)]
    pub entity: EntityRef,
    /// Events that fit.
    pub events: u32,
}

/// What was done from one entity to another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Arrow {
    /// Local id of who did it.
    pub source: String,
    /// Local id of whom it was done to, or who did it too.
    pub target: String,
    /// Whether `source` did it to `target`; otherwise they did it together.
    pub directed: bool,
    /// Events.
    pub events: u32,
    /// Events of each type.
    pub types: BTreeMap<String, u32>,
}

impl EventIndex {
    pub(super) fn row(&self, row: u32) -> Row {
        let (rows, at) = (&self.rows, row as usize);
        let word = |words: &super::Words, number: u8| {
            Some(words.word(u16::from(number)).to_owned()).filter(|word| !word.is_empty())
        };
        let confidence = rows.confidences[at];
        Row {
            id: self.id(row),
            event_type: self.types.word(u16::from(rows.types[at])).to_owned(),
            begin: date(rows.begins[at]),
            end: date(rows.ends[at]),
            date_precision: word(&self.precisions, rows.precisions[at]).filter(|_| rows.begins[at] != UNDATED),
            factuality: word(&self.factualities, rows.factualities[at]),
            confidence: (confidence != UNSURE).then(|| f64::from(confidence) / 100.0),
            report_count: rows.reports[at],
            independent_sources: rows.independents[at],
            actors: self.cards(row, ACTOR),
            recipients: self.cards(row, RECIPIENT),
            places: self.cards(row, PLACE),
            publishers: rows.publishers(row).iter().map(|number| self.publishers.word(*number).to_owned()).collect(),
        }
    }

    fn cards(&self, row: u32, role: u32) -> Vec<EntityRef> {
        let parts = self.rows.parts(row).iter().filter(|part| part.has(role));
        parts.map(|part| self.card(part.entity())).collect()
    }

    pub(super) fn card(&self, entity: u32) -> EntityRef {
        self.entities.get(entity).card.clone()
    }

    pub(super) fn node(&self, entity: u32, events: u32) -> Node {
        Node { entity: self.card(entity), events }
    }

    /// Hands over every two entities that act on each other in a row: who, whom, and whether one acts on the other.
    pub(super) fn pairs(&self, row: u32, mut take: impl FnMut(u32, u32, bool)) {
        let parts = self.rows.parts(row);
        let actors = || parts.iter().copied().filter(|part| part.has(ACTOR)).map(Part::entity);
        let mut aimed = false;
        for target in parts.iter().filter(|part| part.has(RECIPIENT)).map(|part| part.entity()) {
            aimed = true;
            actors().filter(|source| *source != target).for_each(|source| take(source, target, true));
        }
        if !aimed {
            for (n, source) in actors().enumerate() {
                actors().skip(n + 1).for_each(|target| take(source, target, false));
            }
        }
    }
}

pub(super) fn date(number: i32) -> Option<String> {
    (number != UNDATED).then(|| calendar::day(number).to_string())
}
