//! The page of an article: its text, and everything that was read in it, with the place of the words.

use std::collections::BTreeSet;

use ontology::vocab::{gaf, kb, nif, rdf, schema, sem, time};
use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use serde::Serialize;

use super::cards::{ArticleRef, EntityRef, type_code};
use super::spans::Span;
use super::{Explorer, Truncated};
use crate::graph::{Found, Graph, named};
use crate::label::Label;

/// How many articles one page of the list holds at most.
const MOST: usize = 200;
/// The kind of a name that is linked to nothing.
const UNLINKED: &str = "name";

/// An article with its text and what was read in it. Offsets count Unicode code points; the end is exclusive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticlePage {
    /// 16 hexadecimal digits.
    pub id: String,
    /// The whole IRI.
    pub iri: String,
    /// Its headline.
    pub headline: Option<String>,
    /// Day or moment of publication.
    pub published: Option<String>,
    /// Language code.
    pub language: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The agency it was taken from.
    pub agency: Option<String>,
    /// Who edited it.
    pub editor: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The whole text.
    pub text: String,
    /// Names in it, in order.
    pub mentions: Vec<ArticleMention>,
    /// Dates in it, in order.
    pub dates: Vec<ArticleDate>,
    /// Events in it, a line for each sentence that says one.
    pub events: Vec<ArticleEvent>,
}

/// A name in an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleMention {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The kind of entity, or `name` if it is linked to none.
    pub kind: String,
    /// Whom it names.
    pub entity: Option<EntityRef>,
}

/// A date in an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleDate {
    /// Where its words begin.
    pub start: usize,
    /// Where its words end.
    pub end: usize,
    /// First day.
    pub begin: Option<String>,
    /// Last day.
    pub end_date: Option<String>,
}

/// A sentence of an article that says an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleEvent {
    /// Local id of the event.
    pub id: String,
    /// What happened, in a line.
    pub label: Label,
    /// Code of its type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Where the sentence begins.
    pub start: usize,
    /// Where the sentence ends.
    pub end: usize,
}

/// A page of the list of articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleList {
    /// Articles, the latest first.
    pub articles: Vec<ArticleRef>,
    /// How many of all articles stand here.
    pub truncated: Truncated,
}

impl Explorer<'_> {
    /// The page of the article called `sha`, if there is one.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn article(self, sha: &str) -> Found<Option<ArticlePage>> {
        let node = self.graph.iris.article(sha);
        if !self.graph.is_a(node.as_ref(), schema::NEWS_ARTICLE)? {
            return Ok(None);
        }
        page(self.graph, node.as_ref(), sha).map(Some)
    }

    /// At most `limit` articles, the latest first, beginning after the one called `after`.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn articles(self, limit: usize, after: Option<&str>) -> Found<ArticleList> {
        let graph = self.graph;
        let nodes = graph.subjects(rdf::TYPE, schema::NEWS_ARTICLE)?;
        let dated = nodes.into_iter().map(|node| Ok((graph.text(node.as_ref(), schema::DATE_PUBLISHED)?, node)));
        let mut dated = dated.collect::<Found<Vec<_>>>()?;
        dated.sort_by(|(a, first), (b, second)| b.cmp(a).then_with(|| first.cmp(second)));
        let before = after.map(|sha| graph.iris.article(sha));
        let start = before.and_then(|before| dated.iter().position(|(_, node)| *node == before)).map_or(0, |at| at + 1);
        let shown = dated.iter().skip(start).take(limit.min(MOST));
        let articles = shown.map(|(_, node)| graph.article_ref(node.as_ref())).collect::<Found<Vec<_>>>()?;
        let truncated = Truncated { shown: articles.len(), total: dated.len() };
        Ok(ArticleList { articles, truncated })
    }
}

fn page(graph: Graph<'_>, article: NamedNodeRef<'_>, sha: &str) -> Found<ArticlePage> {
    let card = graph.article_ref(article)?;
    let within = graph.iris.article_graph(sha);
    let body = graph.iris.body(sha);
    let url = graph.objects(article, schema::URL)?.into_iter().next();
    Ok(ArticlePage {
        id: card.id,
        iri: card.iri,
        headline: card.headline,
        published: card.published,
        language: card.language,
        publisher: card.publisher,
        agency: card.agency,
        editor: graph.text(article, schema::EDITOR)?,
        url: url.and_then(address),
        text: graph.text(body.as_ref(), nif::IS_STRING)?.unwrap_or_default(),
        mentions: mentions(graph, &within)?,
        dates: dates(graph, &within)?,
        events: events(graph, &within)?,
    })
}

fn address(url: Term) -> Option<String> {
    match url {
        Term::NamedNode(node) => Some(node.into_string()),
        Term::Literal(literal) => Some(literal.value().to_owned()),
        Term::BlankNode(_) | Term::Triple(_) => None,
    }
}

/// Names: mentions that are linked, and those that nothing else points at. The rest are sentences, dates, triggers.
fn mentions(graph: Graph<'_>, within: &NamedNode) -> Found<Vec<ArticleMention>> {
    let mut nodes = graph.subjects_in(within, rdf::TYPE, kb::MENTION)?;
    for property in [gaf::DENOTED_BY, kb::TRIGGER] {
        for statement in graph.statements(property, within) {
            if let Some(words) = named(statement?.1) {
                nodes.remove(&words);
            }
        }
    }
    for statement in graph.statements(kb::LINKED_TO, within) {
        nodes.insert(statement?.0);
    }
    let mut mentions = Vec::new();
    for node in nodes {
        let Some(span) = graph.span(node.as_ref())? else { continue };
        let entity = graph.each(node.as_ref(), kb::LINKED_TO, Graph::entity_ref)?.into_iter().next();
        let kind = entity.as_ref().map_or(UNLINKED.to_owned(), |entity| entity.kind.clone());
        mentions.push(ArticleMention { start: span.start, end: span.end, kind, entity });
    }
    mentions.sort_by_key(|mention| (mention.start, mention.end));
    Ok(mentions)
}

fn dates(graph: Graph<'_>, within: &NamedNode) -> Found<Vec<ArticleDate>> {
    let mut dates = Vec::new();
    for interval in graph.subjects_in(within, rdf::TYPE, time::PROPER_INTERVAL)? {
        let begin = day(graph, interval.as_ref(), time::HAS_BEGINNING)?;
        let end_date = day(graph, interval.as_ref(), time::HAS_END)?;
        for span in graph.spans(interval.as_ref())? {
            let (begin, end_date) = (begin.clone(), end_date.clone());
            dates.push(ArticleDate { start: span.start, end: span.end, begin, end_date });
        }
    }
    dates.sort_by_key(|date| (date.start, date.end));
    dates.dedup(); // one date may serve several reports
    Ok(dates)
}

fn day(graph: Graph<'_>, interval: NamedNodeRef<'_>, end: NamedNodeRef<'_>) -> Found<Option<String>> {
    let Some(instant) = graph.node(interval, end)? else { return Ok(None) };
    graph.text(instant.as_ref(), time::IN_XSD_DATE)
}

fn events(graph: Graph<'_>, within: &NamedNode) -> Found<Vec<ArticleEvent>> {
    let mut events = BTreeSet::new();
    for report in graph.subjects_in(within, rdf::TYPE, kb::EVENT_REPORT)? {
        for event in graph.nodes(report.as_ref(), kb::REPORT_OF)? {
            events.extend(graph.spans(report.as_ref())?.into_iter().map(|span| (span, event.clone())));
        }
    }
    let line = |(span, event): (Span, NamedNode)| {
        let event = event.as_ref();
        let event_type = graph.node(event, sem::EVENT_TYPE)?;
        Ok(ArticleEvent {
            id: graph.id(event),
            label: graph.label(event)?,
            event_type: event_type.map_or(String::new(), |node| type_code(node.as_ref())),
            start: span.start,
            end: span.end,
        })
    };
    events.into_iter().map(line).collect()
}
