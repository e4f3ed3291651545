//! An act that an article tells in several sentences is one report with several sentences.
//!
//! Two tellings are of one act if the type is the same, neither names somebody on a side where the other names somebody
//! else, and their dates do not exclude each other.

use crate::facts::{Entity, Factuality, Participant, Report, Role, When};
use crate::lexicon::SlotRole;
use ontology::entity::Kind;
use std::collections::BTreeSet;

/// Merges the reports of one article, in the order of its sentences.
#[must_use]
pub fn merge(reports: Vec<Report>, entities: &[Entity]) -> Vec<Report> {
    let mut merged: Vec<Report> = Vec::new();
    for report in reports {
        match merged.iter_mut().find(|other| same_act(other, &report, entities)) {
            Some(other) => join(other, report, entities),
            None => merged.push(report),
        }
    }
    merged
}

fn same_act(a: &Report, b: &Report, entities: &[Entity]) -> bool {
    let side = |report: &Report, role: Role| -> BTreeSet<String> {
        report.participants.iter().filter(|p| p.role == role).map(|p| who(&entities[p.entity])).collect()
    };
    let fits = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.is_subset(b) || b.is_subset(a);
    let (actors, others) = (side(a, SlotRole::Actor), side(b, SlotRole::Actor));
    let (recipients, targets) = (side(a, SlotRole::Recipient), side(b, SlotRole::Recipient));
    // Those who meet may be told as actor and recipient, or both as actors.
    let (all, every) = (&actors | &recipients, &others | &targets);
    let same_doers = !actors.is_empty() && actors == others && fits(&recipients, &targets);
    let same_targets = !targets.is_empty()
        && recipients == targets
        && !actors.is_empty()
        && !others.is_empty()
        && fits(&actors, &others);
    let mutual = all.len() > 1 && all == every && (recipients.is_empty() || targets.is_empty());
    // One telling of a call or a meeting may name but one of those who took part.
    let together = recipients.is_empty() && targets.is_empty() && !a.modes.is_empty() && a.modes == b.modes;
    let partly = together && !actors.is_empty() && !others.is_empty() && fits(&actors, &others);
    // An arrest told without the police is the arrest told with them.
    let hidden = (actors.is_empty() || others.is_empty())
        && recipients.is_empty() == targets.is_empty()
        && fits(&recipients, &targets);
    let sides = same_doers || same_targets || partly || hidden || mutual;
    let one_of_many = |role| other_people(a, b, role, entities);
    !one_of_many(SlotRole::Actor)
        && places_fit(a, b, entities)
        && !one_of_many(SlotRole::Recipient)
        && a.event_type == b.event_type
        && sides
        && modes_fit(a, b)
        && dates_fit(a.when.as_ref(), b.when.as_ref())
}

/// Whether both name people on a side, and nobody that the other names too.
fn other_people(a: &Report, b: &Report, role: Role, entities: &[Entity]) -> bool {
    let people = |report: &Report| -> BTreeSet<usize> {
        let persons = report.participants.iter().filter(|p| p.role == role).map(|p| p.entity);
        persons.filter(|entity| entities[*entity].kind == Kind::Person).collect()
    };
    let (ours, theirs) = (people(a), people(b));
    !ours.is_empty() && !theirs.is_empty() && ours.is_disjoint(&theirs)
}

/// People count as the country they act for.
fn who(entity: &Entity) -> String {
    entity.country.clone().unwrap_or_else(|| entity.id.clone())
}

/// Whether neither tells of a place where the other tells of another; a country is where its cities are, a continent where its
/// countries are.
fn places_fit(a: &Report, b: &Report, entities: &[Entity]) -> bool {
    let fits = |one: &usize, other: &usize| {
        let (here, there) = (&entities[*one], &entities[*other]);
        one == other || (here.country == there.country && (here.kind == Kind::Country || there.kind == Kind::Country))
    };
    let any = |one: &usize| b.places.iter().any(|other| fits(one, other));
    a.places.is_empty() || b.places.is_empty() || a.places.iter().any(any)
}

fn modes_fit(a: &Report, b: &Report) -> bool {
    a.modes.is_empty() || b.modes.is_empty() || a.modes.iter().any(|mode| b.modes.contains(mode))
}

fn dates_fit(a: Option<&When>, b: Option<&When>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) if a.date.is_some() && b.date.is_some() => {
            a.begin <= b.end && b.begin <= a.end && is_long(a) == is_long(b)
        }
        _ => true,
    }
}

/// What goes on for more than a week is not the act of a day in it.
fn is_long(when: &When) -> bool {
    (when.end - when.begin).get_days() > 7
}

fn is_recipient(participant: &Participant) -> bool {
    participant.role == SlotRole::Recipient
}

fn join(report: &mut Report, other: Report, entities: &[Entity]) {
    // A date in the text beats none, a shorter one a longer.
    let better = |when: &When| (when.date.is_none(), (when.end - when.begin).get_days());
    let open = |report: &Report| report.when.is_none() && report.factuality != Factuality::Predicted;
    let sooner = |new: &When| match &report.when {
        Some(old) => better(new) < better(old),
        None => new.date.is_some() || open(report),
    };
    if other.when.as_ref().is_some_and(sooner) {
        report.when = other.when;
    }
    for role in [SlotRole::Actor, SlotRole::Recipient, SlotRole::Mediator, SlotRole::Host] {
        let side = |participants: &[Participant]| {
            participants.iter().filter(|p| p.role == role).map(|p| p.entity).collect::<BTreeSet<_>>()
        };
        let (ours, theirs) = (side(&report.participants), side(&other.participants));
        // A fuller list of one side replaces a shorter one.
        if theirs.len() > ours.len() && (ours.is_empty() || ours.is_subset(&theirs)) {
            let taken: BTreeSet<usize> =
                report.participants.iter().filter(|p| p.role != role).map(|p| p.entity).collect();
            // Whom a guest met is his host, told before as a country, and no guest.
            let host = |p: &Participant| {
                let met = role == SlotRole::Actor && !ours.is_empty() && !other.participants.iter().any(is_recipient);
                let mut sides = report.participants.iter().filter(|side| is_recipient(side));
                met && sides.any(|side| who(&entities[side.entity]) == who(&entities[p.entity]))
            };
            let fits = |p: &&Participant| {
                p.role == role && !ours.contains(&p.entity) && !taken.contains(&p.entity) && !host(p)
            };
            let new: Vec<Participant> = other.participants.iter().filter(fits).cloned().collect();
            report.participants.extend(new);
        }
    }
    report.places.extend(other.places.into_iter().filter(|place| !report.places.contains(place)).collect::<Vec<_>>());
    report.modes.extend(other.modes.into_iter().filter(|mode| !report.modes.contains(mode)).collect::<Vec<_>>());
    report
        .contexts
        .extend(other.contexts.into_iter().filter(|context| !report.contexts.contains(context)).collect::<Vec<_>>());
    report
        .sentences
        .extend(other.sentences.into_iter().filter(|span| !report.sentences.contains(span)).collect::<Vec<_>>());
    // What the outlet itself says weighs more than what somebody claims.
    if other.factuality == Factuality::Asserted && report.factuality == Factuality::Claimed {
        report.factuality = Factuality::Asserted;
        report.attributed_to = None;
    }
    report.confidence = report.confidence.max(other.confidence);
}
