//! The extraction record: one JSON object an article, the stable interface to the reading step.
//!
//! Offsets are Unicode code points into `article.text`, end exclusive. Unknown values are null, lists are never missing.

use crate::facts::{Factuality, MentionKind, Precision, Reading, Role, Span};
use crate::fusion::{self, Telling};
use crate::lexicon::SlotRole;
use ontology::iri::Iris;
use serde_json::{Value, json};

/// Converts byte offsets to code points.
pub struct CodePoints {
    /// `None` for ASCII, where both are the same; else the code points before each byte.
    before: Option<Vec<u32>>,
}

impl CodePoints {
    /// Counts a text once.
    #[must_use]
    pub fn of(text: &str) -> CodePoints {
        if text.is_ascii() {
            return CodePoints { before: None };
        }
        let mut before = vec![0; text.len() + 1];
        let mut count = 0;
        for (i, c) in text.char_indices() {
            before[i..i + c.len_utf8()].fill(count);
            count += 1;
        }
        before[text.len()] = count;
        CodePoints { before: Some(before) }
    }

    /// A span in code points.
    #[must_use]
    pub fn span(&self, span: Span) -> (usize, usize) {
        let at = |byte: usize| self.before.as_ref().map_or(byte, |before| before[byte] as usize);
        (at(span.start), at(span.end))
    }
}

/// The record of a reading.
#[must_use]
pub fn record(reading: &Reading, iris: &Iris) -> Value {
    let points = CodePoints::of(&reading.article.text);
    let iri = |entity: usize| iris.entity(&reading.entities[entity].id).into_string();
    json!({
        "article": article(reading, iris),
        "entities": reading.entities.iter().map(|e| json!({
            "iri": iris.entity(&e.id).as_str(), "kind": e.kind.code(), "label": e.labels[0],
            "country": e.country, "sector": e.sector, "wikidata": e.wikidata, "geonames": e.geonames,
            "lat": e.point.map(|point| point.0), "lon": e.point.map(|point| point.1),
        })).collect::<Vec<_>>(),
        "mentions": reading.mentions.iter().filter(|m| m.kind != MentionKind::Description).map(|m| {
            let (start, end) = points.span(m.span);
            json!({"start": start, "end": end, "text": m.span.of(&reading.article.text), "kind": kind(m.kind), "entity": m.entity.map(iri)})
        }).collect::<Vec<_>>(),
        "dates": dates(reading, &points),
        "events": events(reading, iris, &points),
        "quotations": reading.quotations.iter().map(|q| {
            let (start, end) = points.span(q.span);
            json!({
                "start": start, "end": end, "speaker": q.speaker.map(iri), "addressee": q.addressee.map(iri),
                "about": q.about.iter().map(|entity| iri(*entity)).collect::<Vec<_>>(), "conveys": q.conveys,
                "form": if q.direct { "direct" } else { "indirect" },
            })
        }).collect::<Vec<_>>(),
        "notes": reading.notes.iter().map(|n| {
            let (start, end) = points.span(n.span);
            json!({"start": start, "end": end, "kind": n.kind, "message": n.message})
        }).collect::<Vec<_>>(),
    })
}

fn article(reading: &Reading, iris: &Iris) -> Value {
    let a = &reading.article;
    json!({
        "id": a.id, "iri": iris.article(&reading.sha256).as_str(), "title": a.title, "text": a.text, "language": a.language,
        "published": a.published.map(|published| published.to_string()), "publisher": a.publisher, "agency": a.agency, "url": a.url,
    })
}

/// Dates in order; those whose days nobody knows have nulls.
fn dates(reading: &Reading, points: &CodePoints) -> Vec<Value> {
    let text = |span: Span| span.of(&reading.article.text);
    let known = reading.dates.iter().map(|date| {
        let (start, end) = points.span(date.span);
        json!({"start": start, "end": end, "text": text(date.span), "begin": date.begin.to_string(),
               "end_date": date.end.to_string(), "precision": precision(Some(date.precision)), "rule": date.rule})
    });
    let open = reading.undated.iter().map(|span| {
        let (start, end) = points.span(*span);
        json!({"start": start, "end": end, "text": text(*span), "begin": null, "end_date": null, "precision": null, "rule": null})
    });
    let mut dates: Vec<Value> = known.chain(open).collect();
    dates.sort_by_key(|date| date["start"].as_u64());
    dates
}

fn events(reading: &Reading, iris: &Iris, points: &CodePoints) -> Vec<Value> {
    let iri = |entity: usize| iris.entity(&reading.entities[entity].id).into_string();
    let fused = fusion::fuse(&Telling::of(reading, iris));
    let event_of = |n: usize| {
        fused.iter().find(|event| event.tellings.contains(&n)).map(|event| iris.event(&event.id).into_string())
    };
    let at = |span: Span| {
        let (start, end) = points.span(span);
        json!({"start": start, "end": end})
    };
    let one = |(n, report): (usize, &crate::facts::Report)| {
        let side = |roles: &[Role]| -> Vec<String> {
            report.participants.iter().filter(|p| roles.contains(&p.role)).map(|p| iri(p.entity)).collect()
        };
        let when = report.when.as_ref();
        json!({
            "iri": event_of(n), "type": report.event_type, "modes": report.modes, "contexts": report.contexts,
            "actors": side(&[SlotRole::Actor, SlotRole::Mediator]), "recipients": side(&[SlotRole::Recipient]),
            "places": report.places.iter().map(|place| iri(*place)).collect::<Vec<_>>(),
            "begin": when.map(|when| when.begin.to_string()), "end": when.map(|when| when.end.to_string()),
            "date_precision": when.map(|when| precision(when.precision)),
            "factuality": factuality(report.factuality), "attributed_to": report.attributed_to.map(iri),
            "trigger": at(report.trigger), "sentence": at(report.sentences[0]),
            "counts": reading.counts.iter().filter(|count| count.report == n).map(|count| {
                let (start, end) = points.span(count.span);
                json!({"what": count.what, "number": count.number, "start": start, "end": end})
            }).collect::<Vec<_>>(),
            "confidence": f64::from((report.confidence * 100.0).round()) / 100.0, "signs": report.signs, "rule": report.rule,
        })
    };
    reading.reports.iter().enumerate().map(one).collect()
}

/// The record's word for a kind of mention.
#[must_use]
pub fn kind(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Name(kind) => kind.code(),
        MentionKind::Demonym => "demonym",
        MentionKind::Description => "description",
    }
}

/// The record's word for a precision; `None` is a window that ends on the day of publication.
#[must_use]
pub fn precision(precision: Option<Precision>) -> &'static str {
    match precision {
        Some(Precision::Day) => "day",
        Some(Precision::Week) => "week",
        Some(Precision::Month) => "month",
        Some(Precision::Year) => "year",
        Some(Precision::Window) | None => "window",
    }
}

/// The record's word for a factuality.
#[must_use]
pub fn factuality(factuality: Factuality) -> &'static str {
    match factuality {
        Factuality::Asserted => "asserted",
        Factuality::Claimed => "claimed",
        Factuality::Denied => "denied",
        Factuality::Predicted => "predicted",
        Factuality::Demanded => "demanded",
        Factuality::Hypothetical => "hypothetical",
    }
}
