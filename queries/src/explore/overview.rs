//! The first page: how much there is, and where to begin.

use std::collections::HashMap;

use ontology::vocab::schema;
use oxigraph::model::NamedNode;
use serde::{Deserialize, Serialize};

use super::Explorer;
use super::cards::{EntityRef, EventSummary};
use super::counting::{CountedEntity, CountedLabel, CountedLanguage, CountedType, Tally};
use super::index::EventIndex;
use super::search::Hit;
use crate::graph::{Found, Graph, literal, named};

/// How many actors, events and publishers are shown.
const MOST: usize = 10;

/// What a store holds, at a glance.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Overview {
    /// How many articles.
    pub articles: usize,
    /// How many events.
    pub events: usize,
    /// How many actors take part in an event.
    pub actors: usize,
    /// How many places something happens in.
    pub places: usize,
    /// Languages of the articles.
    pub languages: Vec<CountedLanguage>,
    /// First day of an event.
    pub first_date: Option<String>,
    /// Last day on which an event begins.
    pub last_date: Option<String>,
    /// Who takes part in most events.
    pub top_actors: Vec<Hit>,
    /// Event types by how often they occur.
    pub event_types: Vec<CountedType>,
    /// The events that begin last.
    pub latest_events: Vec<EventSummary>,
    /// Publishers by how many articles are theirs.
    pub publishers: Vec<CountedLabel>,
}

impl Explorer<'_> {
    /// The first page.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn overview(self, events: &EventIndex, shelf: &Shelf) -> Found<Overview> {
        let graph = self.graph;
        let glance = events.glance(MOST);
        let latest = events.latest(MOST);
        let latest = latest.iter().map(|event| graph.event_summary(graph.iris.entity(event).as_ref()));
        Ok(Overview {
            articles: shelf.articles.len(),
            events: events.len(),
            actors: glance.actors,
            places: glance.places,
            languages: shelf.languages(),
            first_date: glance.first,
            last_date: glance.last,
            top_actors: glance.busiest.into_iter().map(|actor| busy(graph, actor)).collect(),
            event_types: graph.counted_types(glance.types)?,
            latest_events: latest.collect::<Found<_>>()?,
            publishers: shelf.publishers(graph)?,
        })
    }
}

/// Language and publisher of every article.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Shelf {
    articles: HashMap<String, Spine>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Spine {
    language: Option<String>,
    /// The IRI of the outlet.
    publisher: Option<String>,
}

impl Shelf {
    /// Reads all articles of the store.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn of(explorer: Explorer<'_>) -> Found<Self> {
        Self::build(explorer.graph)
    }

    pub(super) fn build(graph: Graph<'_>) -> Found<Self> {
        let articles = graph.all_of(schema::NEWS_ARTICLE)?;
        let mut articles: HashMap<String, Spine> =
            articles.map(|article| Ok((graph.id(article?.as_ref()), Spine::default()))).collect::<Found<_>>()?;
        for statement in graph.all(schema::IN_LANGUAGE, None)? {
            let (article, language) = statement?;
            if let Some(spine) = articles.get_mut(&graph.id(article.as_ref())) {
                spine.language = literal(language).map(|language| language.value().to_owned());
            }
        }
        for statement in graph.all(schema::PUBLISHER, None)? {
            let (article, publisher) = statement?;
            if let Some(spine) = articles.get_mut(&graph.id(article.as_ref())) {
                spine.publisher = named(publisher).map(NamedNode::into_string);
            }
        }
        Ok(Self { articles })
    }

    /// Looks again at one article, which may be new, changed or gone.
    pub(super) fn renew(&mut self, graph: Graph<'_>, sha: &str) -> Found<()> {
        let article = graph.iris.article(sha);
        if !graph.is_a(article.as_ref(), schema::NEWS_ARTICLE)? {
            self.articles.remove(sha);
            return Ok(());
        }
        let language = graph.text(article.as_ref(), schema::IN_LANGUAGE)?;
        let publisher = graph.node(article.as_ref(), schema::PUBLISHER)?.map(NamedNode::into_string);
        self.articles.insert(sha.to_owned(), Spine { language, publisher });
        Ok(())
    }

    fn languages(&self) -> Vec<CountedLanguage> {
        let tally: Tally<&String> = self.articles.values().filter_map(|spine| spine.language.as_ref()).collect();
        tally.ranked().into_iter().map(|(code, count)| CountedLanguage { code: code.clone(), count }).collect()
    }

    fn publishers(&self, graph: Graph<'_>) -> Found<Vec<CountedLabel>> {
        let tally: Tally<&String> = self.articles.values().filter_map(|spine| spine.publisher.as_ref()).collect();
        let ranked = tally.ranked().into_iter().take(MOST);
        let counted = |(iri, count): (&String, usize)| {
            let outlet = NamedNode::new_unchecked(iri);
            Ok(CountedLabel { label: graph.label(outlet.as_ref())?.en, count })
        };
        ranked.map(counted).collect()
    }
}

fn busy(graph: Graph<'_>, actor: CountedEntity) -> Hit {
    let iri = graph.iris.entity(&actor.id).into_string();
    let entity = EntityRef { id: actor.id, iri, kind: actor.kind, label: actor.label, country: None };
    Hit::of_entity(entity, actor.count)
}
