//! What one article says of an event: its date, who takes part, and the sentences with the words that matter marked.

use ontology::vocab::{gaf, kb, nif, sem};
use oxigraph::model::{NamedNode, NamedNodeRef};
use serde::Serialize;

use crate::explore::cards::{ArticleRef, EntityRef, PlaceRef};
use crate::explore::spans::Span;
use crate::graph::{Found, Graph};
use crate::label::Label;

/// What one article says of an event.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportCard {
    /// The whole IRI.
    pub iri: String,
    /// The article.
    pub article: Option<ArticleRef>,
    /// First day, by this article.
    pub begin: Option<String>,
    /// Last day, by this article.
    pub end: Option<String>,
    /// What the days stand for.
    pub date_precision: Option<String>,
    /// The words that give the date.
    pub time: Option<TimeCard>,
    /// How this article tells it.
    pub factuality: Option<String>,
    /// How sure the reading is, 0 to 1.
    pub confidence: Option<f64>,
    /// The rule that read it.
    pub rule: Option<String>,
    /// Where, by this article.
    pub places: Vec<PlaceRef>,
    /// Who takes part, by this article.
    pub roles: Vec<RoleCard>,
    /// The sentences that say it.
    pub sentences: Vec<Sentence>,
}

/// How the date of a report was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimeCard {
    /// The words.
    pub text: Option<String>,
    /// The day they were reckoned from.
    pub anchor: Option<String>,
    /// The rule that read them.
    pub rule: Option<String>,
}

/// One part in what is reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoleCard {
    /// `actor`, `recipient`, `mediator`, `host`.
    pub role: String,
    /// Who.
    pub entity: EntityRef,
    /// The office held on that day.
    pub office: Option<Label>,
    /// Where the naming words begin.
    pub start: Option<usize>,
    /// Where they end.
    pub end: Option<usize>,
}

/// A sentence, with the words that matter marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// Where it begins in the article.
    pub start: usize,
    /// Where it ends in the article.
    pub end: usize,
    /// The sentence.
    pub text: String,
    /// What is marked in it, in order; no two marks have the same words.
    pub marks: Vec<Mark>,
}

/// Words of a sentence that say one part of the event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// Where it begins in the article.
    pub start: usize,
    /// Where it ends in the article.
    pub end: usize,
    /// What the words are.
    pub kind: MarkKind,
}

/// What marked words are. Where the same words are several, the first of this list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MarkKind {
    /// Words the event was recognised by.
    Trigger,
    /// Who did it.
    Actor,
    /// To whom.
    Recipient,
    /// When.
    Date,
    /// Where.
    Place,
}

impl MarkKind {
    /// A mediator is shown as one who acts, a host as where it happens.
    fn of_role(role: NamedNodeRef<'_>) -> Self {
        if role == kb::ROLE_RECIPIENT {
            Self::Recipient
        } else if role == kb::ROLE_HOST {
            Self::Place
        } else {
            Self::Actor
        }
    }
}

/// Everything that is reported of `event`, the earliest article first.
pub(super) fn all(graph: Graph<'_>, event: NamedNodeRef<'_>) -> Found<Vec<ReportCard>> {
    let nodes = graph.subjects(kb::REPORT_OF, event)?;
    let mut reports = nodes.iter().map(|report| card(graph, report.as_ref())).collect::<Found<Vec<_>>>()?;
    reports.sort_by(|a, b| (a.published(), &a.iri).cmp(&(b.published(), &b.iri)));
    Ok(reports)
}

impl ReportCard {
    fn published(&self) -> Option<&str> {
        self.article.as_ref().and_then(|article| article.published.as_deref())
    }
}

fn card(graph: Graph<'_>, report: NamedNodeRef<'_>) -> Found<ReportCard> {
    let article = article(graph, report)?;
    let participations = graph.nodes(report, kb::PARTICIPATION)?;
    let roles = participations.iter().map(|part| role(graph, part.as_ref()));
    let time = graph.node(report, sem::HAS_TIME)?;
    Ok(ReportCard {
        iri: report.as_str().to_owned(),
        article: article.as_ref().map(|article| graph.article_ref(article.as_ref())).transpose()?,
        begin: graph.text(report, sem::HAS_BEGIN_TIME_STAMP)?,
        end: graph.text(report, sem::HAS_END_TIME_STAMP)?,
        date_precision: graph.word(report, kb::DATE_PRECISION)?,
        time: time.as_ref().map(|time| time_card(graph, time.as_ref())).transpose()?,
        factuality: graph.word(report, kb::FACTUALITY)?,
        confidence: graph.number(report, kb::CONFIDENCE)?,
        rule: graph.text(report, kb::RULE)?,
        places: graph.each(report, sem::HAS_PLACE, Graph::place_ref)?,
        roles: roles.filter_map(Found::transpose).collect::<Found<_>>()?,
        sentences: sentences(graph, report, article.as_ref())?,
    })
}

/// The article whose words say it.
fn article(graph: Graph<'_>, report: NamedNodeRef<'_>) -> Found<Option<NamedNode>> {
    let Some(mention) = graph.node(report, gaf::DENOTED_BY)? else { return Ok(None) };
    let Some(body) = graph.node(mention.as_ref(), nif::REFERENCE_CONTEXT)? else { return Ok(None) };
    graph.node(body.as_ref(), kb::OF_ARTICLE)
}

fn time_card(graph: Graph<'_>, time: NamedNodeRef<'_>) -> Found<TimeCard> {
    Ok(TimeCard {
        text: graph.text(time, kb::TIME_TEXT)?,
        anchor: graph.text(time, kb::TIME_ANCHOR)?,
        rule: graph.text(time, kb::TIME_RULE)?,
    })
}

fn role(graph: Graph<'_>, part: NamedNodeRef<'_>) -> Found<Option<RoleCard>> {
    let (Some(role), Some(entity)) = (graph.word(part, sem::ROLE_TYPE)?, graph.node(part, kb::OF)?) else {
        return Ok(None);
    };
    let span = graph.spans(part)?.into_iter().next();
    Ok(Some(RoleCard {
        role,
        entity: graph.entity_ref(entity.as_ref())?,
        office: office(graph, part)?,
        start: span.map(|span| span.start),
        end: span.map(|span| span.end),
    }))
}

fn office(graph: Graph<'_>, part: NamedNodeRef<'_>) -> Found<Option<Label>> {
    let Some(tenure) = graph.node(part, kb::ACTING_AS)? else { return Ok(None) };
    let Some(post) = graph.node(tenure.as_ref(), kb::POST)? else { return Ok(None) };
    graph.label(post.as_ref()).map(Some)
}

fn sentences(graph: Graph<'_>, report: NamedNodeRef<'_>, article: Option<&NamedNode>) -> Found<Vec<Sentence>> {
    let marks = marks(graph, report, article)?;
    let mut sentences = Vec::new();
    for mention in graph.nodes(report, gaf::DENOTED_BY)? {
        let (Some(span), Some(text)) = (graph.span(mention.as_ref())?, graph.text(mention.as_ref(), nif::ANCHOR_OF)?)
        else {
            continue;
        };
        let inside = marks.iter().filter(|(words, _)| span.contains(*words));
        let marks = inside.map(|&(words, kind)| Mark { start: words.start, end: words.end, kind }).collect();
        sentences.push(Sentence { start: span.start, end: span.end, text, marks });
    }
    sentences.sort_by_key(|sentence| (sentence.start, sentence.end));
    Ok(sentences)
}

/// The words that matter, in the order of the text, no words twice.
fn marks(graph: Graph<'_>, report: NamedNodeRef<'_>, article: Option<&NamedNode>) -> Found<Vec<(Span, MarkKind)>> {
    let mut marks: Vec<(Span, MarkKind)> = Vec::new();
    let mut mark = |spans: Vec<Span>, kind| marks.extend(spans.into_iter().map(|span| (span, kind)));
    mark(graph.spans_by(report, kb::TRIGGER)?, MarkKind::Trigger);
    for part in graph.nodes(report, kb::PARTICIPATION)? {
        if let Some(role) = graph.node(part.as_ref(), sem::ROLE_TYPE)? {
            mark(graph.spans(part.as_ref())?, MarkKind::of_role(role.as_ref()));
        }
    }
    for time in graph.nodes(report, sem::HAS_TIME)? {
        mark(graph.spans(time.as_ref())?, MarkKind::Date);
    }
    for place in graph.nodes(report, sem::HAS_PLACE)? {
        mark(namings(graph, place.as_ref(), article)?, MarkKind::Place);
    }
    marks.sort();
    marks.dedup_by_key(|(span, _)| *span);
    Ok(marks)
}

/// Where the article names `place`.
fn namings(graph: Graph<'_>, place: NamedNodeRef<'_>, article: Option<&NamedNode>) -> Found<Vec<Span>> {
    let Some(sha) = article.and_then(|article| graph.iris.article_id(article.as_str())) else { return Ok(Vec::new()) };
    let within = graph.iris.article_graph(sha);
    let mentions = graph.subjects_in(&within, kb::LINKED_TO, place)?;
    mentions.iter().filter_map(|mention| graph.span(mention.as_ref()).transpose()).collect()
}
