//! The page of an event: who did what to whom, where and when, and every sentence that says so.

mod disagreement;
mod judgement;
mod report;

use ontology::vocab::{kb, sem};
use oxigraph::model::NamedNodeRef;
use serde::Serialize;

use super::Explorer;
use super::cards::{Coded, EntityRef, PlaceRef, TypeCard};
use crate::graph::{Found, Graph};
use crate::label::Label;

pub use disagreement::{Disagreement, Value};
pub use judgement::JudgementCard;
pub use report::{Mark, MarkKind, ReportCard, RoleCard, Sentence, TimeCard};

/// An event with all that is said of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventPage {
    /// Local id.
    pub id: String,
    /// The whole IRI.
    pub iri: String,
    /// What kind of thing was done.
    #[serde(rename = "type")]
    pub event_type: Option<TypeCard>,
    /// How it was done.
    pub modes: Vec<Coded>,
    /// What it was about.
    pub contexts: Vec<Coded>,
    /// What happened, in a line.
    pub label: Label,
    /// Who did it.
    pub actors: Vec<EntityRef>,
    /// To whom.
    pub recipients: Vec<EntityRef>,
    /// Where.
    pub places: Vec<PlaceRef>,
    /// First day.
    pub begin: Option<String>,
    /// Last day.
    pub end: Option<String>,
    /// What the days stand for: `day`, `week`, …
    pub date_precision: Option<String>,
    /// How it is told: `asserted`, `claimed`, …
    pub factuality: Option<String>,
    /// Who says it happened, if the articles only say that somebody says so.
    pub attributed_to: Option<EntityRef>,
    /// How sure the reading is, 0 to 1.
    pub confidence: Option<f64>,
    /// How many reports speak of it.
    pub report_count: usize,
    /// How many of them do not go back to the same source.
    pub independent_sources: usize,
    /// Why reports were taken to speak of one event.
    pub merged_because: Vec<String>,
    /// What each article says, the earliest article first.
    pub reports: Vec<ReportCard>,
    /// What the articles do not agree on.
    pub disagreements: Vec<Disagreement>,
    /// What analysts decided about it, the first first.
    pub judgements: Vec<JudgementCard>,
}

impl Explorer<'_> {
    /// The page of the event called `id` (`ev-…`), if there is one.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn event(self, id: &str) -> Found<Option<EventPage>> {
        let node = self.graph.iris.entity(id);
        if !self.graph.is_a(node.as_ref(), sem::EVENT)? {
            return Ok(None);
        }
        page(self.graph, node.as_ref()).map(Some)
    }
}

fn page(graph: Graph<'_>, event: NamedNodeRef<'_>) -> Found<EventPage> {
    let summary = graph.event_summary(event)?;
    let reports = report::all(graph, event)?;
    Ok(EventPage {
        id: summary.id,
        iri: summary.iri,
        event_type: graph.node(event, sem::EVENT_TYPE)?.map(|node| graph.type_card(node.as_ref())).transpose()?,
        modes: graph.each(event, kb::MODE, Graph::coded)?,
        contexts: graph.each(event, kb::CONTEXT, Graph::coded)?,
        label: summary.label,
        actors: summary.actors,
        recipients: summary.recipients,
        places: summary.places,
        begin: summary.begin,
        end: summary.end,
        date_precision: summary.date_precision,
        factuality: summary.factuality,
        attributed_to: graph.each(event, kb::ATTRIBUTED_TO, Graph::entity_ref)?.into_iter().next(),
        confidence: graph.number(event, kb::CONFIDENCE)?,
        report_count: summary.report_count,
        independent_sources: summary.independent_sources,
        merged_because: graph.texts(event, kb::MERGED_BECAUSE)?,
        disagreements: disagreement::among(&reports),
        judgements: judgement::all(graph, event)?,
        reports,
    })
}
