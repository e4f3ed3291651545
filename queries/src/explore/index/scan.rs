//! Reads what all events of a store say: one pass for each property, several at once.
//!
//! Going through the graph of events quad by quad is simpler and takes several times as long, nearly all of it to look up the
//! texts of terms: of subject, predicate, object and graph for each quad. A pass over one property looks up the subject and each
//! thing that is linked once; properties that no column needs are left out.

use std::collections::HashMap;
use std::hash::Hash;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use ontology::vocab::{kb, schema, sem};
use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use rustc_hash::FxHashMap;

use super::gather::{LINKS, VALUES, article_of, number_of};
use super::rows::small;
use crate::graph::{Found, Graph, named};

/// Time between two words about how far the reading is.
const TELL: Duration = Duration::from_millis(200);

/// Pairs of an event's number and a value, by its place among all values.
pub(super) struct Column<V> {
    pub(super) rows: Vec<(u64, u32)>,
    pub(super) values: Vec<V>,
    numbers: FxHashMap<V, u32>,
}

impl<V> Default for Column<V> {
    fn default() -> Self {
        Self { rows: Vec::new(), values: Vec::new(), numbers: FxHashMap::default() }
    }
}

impl<V: Hash + Eq + Clone> Column<V> {
    fn put(&mut self, event: u64, value: V) {
        let number = *self.numbers.entry(value).or_insert_with_key(|value| {
            self.values.push(value.clone());
            small(self.values.len() - 1)
        });
        self.rows.push((event, number));
    }
}

/// What one pass found.
pub(super) enum Pass {
    /// Values of one property.
    Property(NamedNodeRef<'static>, Column<Term>),
    /// The outlet of each article, by the article's hash.
    Outlets(HashMap<String, NamedNode>),
    /// The hashes of the articles that report of each event.
    Reports(Column<String>),
}

/// Hands over what each pass found, always in the same order, and tells now and then what share is read.
pub(super) fn read(graph: Graph<'_>, tell: &dyn Fn(f64), mut take: impl FnMut(Pass) -> Found<()>) -> Found<()> {
    let passes = VALUES.len() + LINKS.len() + 2;
    let total = share(graph.count_all(sem::EVENT_TYPE, &graph.iris.events_graph())?.max(1) * passes);
    let (next, met) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, NonZero::get).min(passes) {
            let (sender, next, met) = (sender.clone(), &next, &met);
            scope.spawn(move || {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    // Nobody listens any more once a pass has failed.
                    if number >= passes || sender.send((number, pass(graph, number, met))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let (mut early, mut wanted) = (HashMap::new(), 0);
        loop {
            match receiver.recv_timeout(TELL) {
                Ok((number, found)) => drop(early.insert(number, found)),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
            while let Some(found) = early.remove(&wanted) {
                take(found?)?;
                wanted += 1;
            }
            tell((share(met.load(Ordering::Relaxed)) / total).min(1.0));
        }
    })
}

fn pass(graph: Graph<'_>, number: usize, met: &AtomicUsize) -> Found<Pass> {
    let property = VALUES.iter().chain(&LINKS).nth(number).copied();
    match property {
        Some(property) if number < VALUES.len() => Ok(Pass::Property(property, values(graph, property, met)?)),
        Some(property) => Ok(Pass::Property(property, links(graph, property, met)?)),
        None if number == VALUES.len() + LINKS.len() => Ok(Pass::Outlets(outlets(graph)?)),
        None => Ok(Pass::Reports(reports(graph, met)?)),
    }
}

fn event(graph: Graph<'_>, node: &NamedNode) -> Option<u64> {
    graph.iris.local_id(node.as_str()).and_then(number_of)
}

fn values(graph: Graph<'_>, property: NamedNodeRef<'_>, met: &AtomicUsize) -> Found<Column<Term>> {
    let mut found = Column::default();
    for statement in graph.all(property, Some(&graph.iris.events_graph()))? {
        let (subject, value) = statement?;
        met.fetch_add(1, Ordering::Relaxed);
        if let Some(event) = event(graph, &subject) {
            found.put(event, value);
        }
    }
    Ok(found)
}

fn links(graph: Graph<'_>, property: NamedNodeRef<'_>, met: &AtomicUsize) -> Found<Column<Term>> {
    let links = graph.all_numbered(property, &graph.iris.events_graph())?;
    let mut found = Column { values: links.objects.into_iter().map(Term::from).collect(), ..Column::default() };
    for statement in links.statements {
        let (subject, number) = statement?;
        met.fetch_add(1, Ordering::Relaxed);
        found.rows.extend(event(graph, &subject).map(|event| (event, small(number))));
    }
    Ok(found)
}

fn reports(graph: Graph<'_>, met: &AtomicUsize) -> Found<Column<String>> {
    let mut found = Column::default();
    for statement in graph.all(kb::REPORT_OF, Some(&graph.iris.events_graph()))? {
        let (report, object) = statement?;
        met.fetch_add(1, Ordering::Relaxed);
        let (of, article) =
            (named(object).and_then(|node| event(graph, &node)), article_of(graph.iris, report.as_ref()));
        if let Some((event, article)) = of.zip(article) {
            found.put(event, article.to_owned());
        }
    }
    Ok(found)
}

/// Of several outlets of an article the first, as wherever one is wanted.
fn outlets(graph: Graph<'_>) -> Found<HashMap<String, NamedNode>> {
    let mut outlets: HashMap<String, NamedNode> = HashMap::new();
    for statement in graph.all(schema::PUBLISHER, None)? {
        let (article, outlet) = statement?;
        let (Some(article), Some(outlet)) = (graph.iris.article_id(article.as_str()), named(outlet)) else { continue };
        let first = outlets.entry(article.to_owned()).or_insert_with(|| outlet.clone());
        if outlet < *first {
            *first = outlet;
        }
    }
    Ok(outlets)
}

/// A number of statements, to be divided by another.
#[expect(clippy::cast_precision_loss, reason = "it is shown as a share in hundredths")]
fn share(statements: usize) -> f64 {
    statements as f64
}
