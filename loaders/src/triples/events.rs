//! An event in the world, as all its reports together tell it.

use super::article::{factuality, precision};
use super::writer::Writer;
use crate::fusion::{Conflict, Event, Party, Telling};
use crate::tables::rows;
use ontology::iri::Iris;
use ontology::vocab::{kb, sem};
use oxrdf::vocab::rdfs;
use oxrdf::{NamedNode, NamedNodeRef, Quad};
use std::collections::BTreeSet;

const LABELS: &str = include_str!("../../reference/event-labels.tsv");

/// The quads of the events graph about one event.
#[must_use]
pub fn event(event: &Event, tellings: &[Telling], iris: &Iris) -> Vec<Quad> {
    let mut writer = Writer::new(iris.events_graph());
    let node = iris.event(&event.id);
    let told: Vec<&Telling> = event.tellings.iter().map(|i| &tellings[*i]).collect();
    let event_type = &told[0].event_type;
    writer.class(&node, sem::EVENT);
    writer.class(&node, Iris::event_type(event_type).as_ref());
    writer.add(&node, sem::EVENT_TYPE, Iris::event_type(event_type));
    for telling in &told {
        writer.add(&iris.report(&telling.article, telling.n), kb::REPORT_OF, node.clone());
        telling.modes.iter().for_each(|mode| writer.add(&node, kb::MODE, Iris::mode(event_type, mode)));
        telling.contexts.iter().for_each(|context| writer.add(&node, kb::CONTEXT, Iris::context(context)));
        telling.places.iter().for_each(|place| writer.add(&node, sem::HAS_PLACE, iris.entity(&place.id)));
    }
    sides(&mut writer, &node, &told, iris);
    event.begin.iter().for_each(|day| writer.day(&node, sem::HAS_BEGIN_TIME_STAMP, *day));
    event.end.iter().for_each(|day| writer.day(&node, sem::HAS_END_TIME_STAMP, *day));
    writer.add(&node, kb::DATE_PRECISION, precision(event.precision));
    writer.add(&node, kb::FACTUALITY, factuality(event.factuality));
    let speakers: BTreeSet<&String> =
        told.iter().filter(|t| t.factuality == event.factuality).filter_map(|t| t.attributed_to.as_ref()).collect();
    for speaker in speakers {
        writer.add(&node, kb::ATTRIBUTED_TO, iris.entity(speaker));
    }
    writer.share(&node, kb::CONFIDENCE, event.confidence);
    writer.number(&node, kb::REPORT_COUNT, told.len());
    writer.number(&node, kb::INDEPENDENT_SOURCES, event.sources);
    event.because.iter().for_each(|why| writer.words(&node, kb::MERGED_BECAUSE, why, Some("en")));
    event.conflicts.iter().for_each(|on| writer.add(&node, kb::CONFLICT_ON, conflict(*on)));
    event.rulings.iter().for_each(|ruling| writer.add(&node, kb::JUDGED_BY, iris.judgement(ruling)));
    for (label, language) in labels(&told).iter().zip(["en", "id"]) {
        writer.words(&node, rdfs::LABEL, label, Some(language));
    }
    writer.finish()
}

/// The quad of the events graph about a report that a judgement rejects.
#[must_use]
pub fn rejected(telling: &Telling, ruling: &str, iris: &Iris) -> Quad {
    let report = iris.report(&telling.article, telling.n);
    Quad::new(report, kb::JUDGED_BY, iris.judgement(ruling), iris.events_graph())
}

fn conflict(on: Conflict) -> NamedNodeRef<'static> {
    match on {
        Conflict::Date => kb::CONFLICT_DATE,
        Conflict::Place => kb::CONFLICT_PLACE,
        Conflict::Actor => kb::CONFLICT_ACTOR,
        Conflict::Recipient => kb::CONFLICT_RECIPIENT,
        Conflict::Number => kb::CONFLICT_NUMBER,
        Conflict::Factuality => kb::CONFLICT_FACTUALITY,
    }
}

/// Who stands on which side. A report that tells all as actors learns from one that knows who received whom.
fn sides(writer: &mut Writer, node: &NamedNode, told: &[&Telling], iris: &Iris) {
    let hosts = hosts(told);
    for telling in told {
        let open = telling.recipients.is_empty();
        for party in &telling.actors {
            let host = open && hosts.contains(party.who());
            side(writer, node, party, if host { RECIPIENT } else { ACTOR }, iris);
        }
        telling.recipients.iter().for_each(|party| side(writer, node, party, RECIPIENT, iris));
        telling.others.iter().for_each(|party| writer.add(node, sem::HAS_ACTOR, iris.entity(&party.id)));
    }
}

/// The property of a side, and that of its countries.
type Side = (NamedNodeRef<'static>, NamedNodeRef<'static>);
const ACTOR: Side = (kb::ACTOR, kb::ACTOR_COUNTRY);
const RECIPIENT: Side = (kb::RECIPIENT, kb::RECIPIENT_COUNTRY);

fn side(writer: &mut Writer, node: &NamedNode, party: &Party, (side, country): Side, iris: &Iris) {
    writer.add(node, sem::HAS_ACTOR, iris.entity(&party.id));
    writer.add(node, side, iris.entity(&party.id));
    if let Some(code) = &party.country {
        writer.add(node, country, iris.entity(code));
    }
}

/// Those who are recipients wherever a report tells two sides apart.
fn hosts<'a>(told: &[&'a Telling]) -> BTreeSet<&'a str> {
    let apart: Vec<&&Telling> = told.iter().filter(|telling| !telling.recipients.is_empty()).collect();
    let mut hosts: BTreeSet<&str> = apart.iter().flat_map(|telling| &telling.recipients).map(Party::who).collect();
    for party in apart.iter().flat_map(|telling| &telling.actors) {
        hosts.remove(party.who());
    }
    hosts
}

/// What happened in a few words, in English and in Indonesian, by the templates of `event-labels.tsv`.
#[must_use]
pub fn labels(told: &[&Telling]) -> [String; 2] {
    // The report that names most says most.
    let fullest =
        told.iter().max_by_key(|t| (t.actors.len() + t.recipients.len(), std::cmp::Reverse((&t.article, t.n))));
    let Some(telling) = fullest else { return Default::default() };
    let mode = telling.modes.first().map(String::as_str).unwrap_or_default();
    let find = |mode: &str| {
        rows(LABELS).map(|(_, row)| row.fields::<6>()).find(|[t, m, ..]| *t == telling.event_type && *m == mode)
    };
    let template = find(mode).or_else(|| find(""));
    let [_, _, en, en_alone, id, id_alone] = template.unwrap_or_default();
    let words = rows(LABELS).map(|(_, row)| row.fields::<6>()).find(|[t, ..]| *t == "*").unwrap_or_default();
    let [_, _, en_and, en_nobody, id_and, id_nobody] = words;
    [(0, en, en_alone, en_and, en_nobody), (1, id, id_alone, id_and, id_nobody)].map(
        |(language, pair, alone, and, nobody)| {
            let actors = named(&telling.actors, language, and).unwrap_or_else(|| nobody.to_owned());
            match named(&telling.recipients, language, and) {
                Some(recipients) => pair.replace("{A}", &actors).replace("{R}", &recipients),
                None => alone.replace("{A}", &actors),
            }
        },
    )
}

fn named(parties: &[Party], language: usize, and: &str) -> Option<String> {
    let names: Vec<&str> = parties.iter().map(|party| party.labels[language].as_str()).collect();
    let (last, rest) = names.split_last()?;
    Some(if rest.is_empty() { (*last).to_owned() } else { format!("{} {and} {last}", rest.join(", ")) })
}
