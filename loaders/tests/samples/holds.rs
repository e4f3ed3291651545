//! Whether a report is the fact of a row written by hand; for the samples and for the golden articles of the languages.

use loaders::facts::{Entity, Reading, Report};
use loaders::lexicon::SlotRole;
use std::collections::BTreeSet;

fn names(reading: &Reading, entities: impl Iterator<Item = usize>) -> BTreeSet<String> {
    let both = |entity: &Entity| [Some(entity.id.clone()), entity.country.clone()];
    entities.flat_map(|entity| both(&reading.entities[entity])).flatten().collect()
}

/// Whether a report has everything the row asks for; blank cells ask nothing. Those who act together may stand on either side.
pub fn holds(reading: &Reading, report: &Report, row: &[&str]) -> bool {
    let side = |role: SlotRole| names(reading, report.participants.iter().filter(|p| p.role == role).map(|p| p.entity));
    let (actors, recipients) = (side(SlotRole::Actor), side(SlotRole::Recipient));
    let places = names(reading, report.places.iter().copied());
    let all = |cell: &str, among: &BTreeSet<String>| {
        cell.split(' ').filter(|name| !name.is_empty()).all(|name| among.contains(name))
    };
    let (wanted_actors, wanted_recipients) = (row[3], row[4]);
    let together = &actors | &recipients;
    let sides = if wanted_recipients.is_empty() {
        all(wanted_actors, &together)
    } else {
        (all(wanted_actors, &actors) && all(wanted_recipients, &recipients))
            || (recipients.is_empty() && all(wanted_actors, &together) && all(wanted_recipients, &together))
    };
    let day = |wanted: &str, found: Option<String>| wanted.is_empty() || found.as_deref() == Some(wanted);
    report.event_type == row[1]
        && row[2].split(' ').filter(|mode| !mode.is_empty()).all(|mode| report.modes.contains(&mode))
        && sides
        && all(row[5], &places)
        && day(row[6], report.when.as_ref().map(|when| when.begin.to_string()))
        && day(row[7], report.when.as_ref().map(|when| when.end.to_string()))
}
