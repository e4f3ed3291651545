//! What every store holds before the first article: the ontology and the reference tables, each source in a graph of its own.

use loaders::reference::Reference;
use ontology::vocab::kb;
use ontology::{Iris, turtle};
use oxigraph::model::{GraphName, Literal, NamedNode, Quad};
use oxigraph::store::{StorageError, Store};

/// What the program brings along could not be put into a store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The shipped Turtle is broken.
    #[error("the shipped ontology cannot be read: {0}")]
    Ontology(#[from] turtle::Error),
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Graphs of reference data that a store begins with; those of places fill as articles name them.
const SOURCES: [&str; 3] = ["countries", "organizations", "people"];

/// Puts the ontology and the event scheme into their graph, and the reference tables into theirs, unless the store has
/// those of this very program.
///
/// # Errors
/// When the shipped Turtle cannot be read or the store cannot be written.
pub fn put(store: &Store) -> Result<(), Error> {
    let iris = Iris::default();
    renew(store, &iris, &[iris.ontology_graph()], env!("CARGO_PKG_VERSION"), || {
        let graph = iris.ontology_graph();
        Ok(turtle::shipped()?.into_iter().map(|triple| triple.in_graph(graph.clone())).collect())
    })?;
    let graphs = SOURCES.map(|source| iris.reference_graph(source));
    renew(store, &iris, &graphs, &Reference::version(), || Ok(loaders::triples::shipped(&Reference::shipped(), &iris)))
}

/// Replaces graphs whose version is not the one given.
fn renew(
    store: &Store,
    iris: &Iris,
    graphs: &[NamedNode],
    version: &str,
    make: impl FnOnce() -> Result<Vec<Quad>, Error>,
) -> Result<(), Error> {
    let stamp =
        |graph: &NamedNode| Quad::new(graph.clone(), kb::RULESET_HASH, Literal::from(version), iris.meta_graph());
    let mut stamps = graphs.iter().map(|graph| store.contains(&stamp(graph)));
    if stamps.all(|there| there.unwrap_or(false)) {
        return Ok(());
    }
    let mut quads = make()?;
    let mut transaction = store.start_transaction()?;
    let mut renewed = false;
    for graph in graphs {
        let old = store.quads_for_pattern(Some(graph.as_ref().into()), Some(kb::RULESET_HASH), None, None);
        for quad in old {
            transaction.remove(&quad?);
            renewed = true;
        }
        for quad in store.quads_for_pattern(None, None, None, Some(GraphName::from(graph.clone()).as_ref())) {
            transaction.remove(&quad?);
            renewed = true;
        }
        quads.push(stamp(graph));
    }
    if renewed {
        transaction.extend(&quads);
        return Ok(transaction.commit()?);
    }
    // A new store: nothing goes, and the bulk loader is faster. In memory it waits for the one transaction to end.
    drop(transaction);
    let mut loader = store.bulk_loader();
    loader.load_quads(quads)?;
    loader.commit()?;
    Ok(())
}
