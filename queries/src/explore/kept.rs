//! All that is kept in memory of one state of a store: its events, its names, its articles.
//!
//! It is built once, which takes a minute on a million events, and from then on renewed by what each commit touched; so it can be
//! written to a file and read back when the program starts again.

use std::collections::BTreeSet;
use std::panic::resume_unwind;
use std::thread;

use ontology::Iris;
use oxigraph::store::Store;
use serde::{Deserialize, Serialize};

use super::overview::Shelf;
use super::{EventIndex, Explorer, Overview, SearchIndex};
use crate::graph::{Found, Graph};

/// Share of the work of building that is done once the events are read.
const EVENTS_READ: f64 = 0.7;
/// The same once the names are read, too.
const NAMES_READ: f64 = 0.95;

/// The events, names and articles of one state of a store.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Kept {
    /// All events.
    pub events: EventIndex,
    /// All names.
    pub names: SearchIndex,
    shelf: Shelf,
}

impl Kept {
    /// Reads the whole store, and tells now and then what share of the work is done.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn build(store: &Store, iris: &Iris, tell: &dyn Fn(f64)) -> Found<Self> {
        let events = EventIndex::build_telling(store, iris, &|share| tell(share * EVENTS_READ))?;
        tell(EVENTS_READ);
        let (names, shelf) = thread::scope(|scope| {
            let shelf = scope.spawn(|| Shelf::build(Graph::new(store, iris)));
            let names = SearchIndex::build(store, iris, &events);
            tell(NAMES_READ);
            (names, shelf.join().unwrap_or_else(|panic| resume_unwind(panic)))
        });
        Ok(Self { events, names: names?, shelf: shelf? })
    }

    /// Reads again what a change touched: `nodes` are the IRIs of all things of which something was said or taken back.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn renew(&mut self, store: &Store, iris: &Iris, nodes: &BTreeSet<String>) -> Found<()> {
        let graph = Graph::new(store, iris);
        let mut events: BTreeSet<String> = of_room(iris, nodes, "ev-");
        let mut articles: BTreeSet<String> = of_room(iris, nodes, "rep-").iter().filter_map(|it| sha_of(it)).collect();
        articles.extend(nodes.iter().filter_map(|node| iris.article_id(node)).map(str::to_owned));
        events.extend(self.events.renew_outlets(graph, nodes)?);
        self.events.renew_cards(graph, nodes)?;
        let mut sought = self.events.renew(store, iris, events.iter().map(String::as_str))?;
        self.events.tidy();
        for article in &articles {
            self.shelf.renew(graph, article)?;
            sought.insert(iris.article(article).into_string());
        }
        sought.extend(events.iter().map(|event| iris.entity(event).into_string()));
        sought
            .extend(nodes.iter().filter(|node| iris.local_id(node).is_some_and(|id| !id.starts_with("rep-"))).cloned());
        self.names.renew(graph, &self.events, &sought)
    }

    /// The first page.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn overview(&self, store: &Store, iris: &Iris) -> Found<Overview> {
        Explorer::new(store, iris).overview(&self.events, &self.shelf)
    }
}

/// Local ids that begin so.
fn of_room(iris: &Iris, nodes: &BTreeSet<String>, room: &str) -> BTreeSet<String> {
    let ids = nodes.iter().filter_map(|node| iris.local_id(node));
    ids.filter(|id| id.starts_with(room)).map(str::to_owned).collect()
}

/// The article of a report, which stands in its name.
fn sha_of(report: &str) -> Option<String> {
    report.strip_prefix("rep-")?.split('-').next().map(str::to_owned)
}
