//! What a commit changed, as lines of text: `A` and `D` before an N-Quads line for a quad added or deleted, `GA`, `GD` and `GC`
//! before the name of a graph made, dropped or emptied.
//!
//! It is RDF Patch with three words for graphs, so that emptying a graph of a million quads is one line. A patch can be applied
//! twice: the second time it changes nothing.

use std::fmt::Write;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedOrBlankNode, NamedOrBlankNodeRef, QuadRef};
use oxigraph::store::{StorageError, Store, Transaction};

/// The name that stands for the default graph.
const DEFAULT: &str = "DEFAULT";
/// Added quads from which a patch is applied by the bulk loader.
const MANY: usize = 20_000;

/// The changes of one commit, in order.
#[derive(Clone, Debug, Default)]
pub struct Patch {
    text: String,
    /// Quads added.
    pub added: usize,
    /// Quads deleted one by one; those of emptied and dropped graphs are not counted.
    pub removed: usize,
}

/// A line that is no change.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no line of a patch")]
pub struct BadLine(String);

impl Patch {
    /// The lines.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn add(&mut self, quad: QuadRef<'_>) {
        let _ = writeln!(self.text, "A {quad} ."); // a string takes everything
        self.added += 1;
    }

    pub(super) fn remove(&mut self, quad: QuadRef<'_>) {
        let _ = writeln!(self.text, "D {quad} .");
        self.removed += 1;
    }

    pub(super) fn add_graph(&mut self, graph: NamedOrBlankNodeRef<'_>) {
        let _ = writeln!(self.text, "GA {graph} .");
    }

    pub(super) fn drop_graph(&mut self, graph: NamedOrBlankNodeRef<'_>) {
        let _ = writeln!(self.text, "GD {graph} .");
    }

    pub(super) fn clear_graph(&mut self, graph: GraphNameRef<'_>) {
        let _ = match graph {
            GraphNameRef::DefaultGraph => writeln!(self.text, "GC {DEFAULT} ."),
            named => writeln!(self.text, "GC {named} ."),
        };
    }
}

/// Does again what the lines of a patch say.
///
/// # Errors
/// When a line is no change, or the store fails.
pub fn apply(store: &Store, text: &str) -> Result<(), StorageError> {
    if text.lines().take(MANY).count() == MANY && text.lines().all(|line| line.starts_with("A ")) {
        let mut loader = store.bulk_loader();
        let read = loader.load_from_slice(parser(), &quads_of(text, "A "));
        read.map_err(|error| StorageError::Other(Box::new(error)))?;
        return loader.commit();
    }
    let mut transaction = store.start_transaction()?;
    let mut rest = text;
    while let Some(line) = rest.lines().next() {
        let word = line.split_inclusive(' ').next().unwrap_or_default();
        let run = run_of(rest, word);
        replay(&mut transaction, word, run)?;
        rest = &rest[run.len()..];
    }
    transaction.commit()
}

fn parser() -> RdfParser {
    RdfParser::from_format(RdfFormat::NQuads)
}

/// The lines at the front that begin with the same word.
fn run_of<'a>(text: &'a str, word: &str) -> &'a str {
    let length = text.split_inclusive('\n').take_while(|line| line.starts_with(word)).map(str::len).sum();
    &text[..length]
}

fn quads_of(run: &str, word: &str) -> String {
    run.split_inclusive('\n').map(|line| line.strip_prefix(word).unwrap_or_default()).collect()
}

fn replay(transaction: &mut Transaction<'_>, word: &str, run: &str) -> Result<(), StorageError> {
    match word {
        "A " | "D " => {
            for quad in parser().for_slice(&quads_of(run, word)) {
                let quad = quad.map_err(|error| bad(&error.to_string()))?;
                if word == "A " { transaction.insert(&quad) } else { transaction.remove(&quad) }
            }
        }
        _ => {
            for line in run.lines() {
                replay_graph(transaction, line)?;
            }
        }
    }
    Ok(())
}

fn replay_graph(transaction: &mut Transaction<'_>, line: &str) -> Result<(), StorageError> {
    let mut words = line.split(' ');
    let (word, name) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let graph = graph_name(name).ok_or_else(|| bad(line))?;
    match (word, node_of(graph.as_ref())) {
        ("GA", Some(graph)) => transaction.insert_named_graph(&graph),
        ("GD", Some(graph)) => transaction.remove_named_graph(&graph)?,
        ("GC", _) => transaction.clear_graph(&graph)?,
        _ => return Err(bad(line)),
    }
    Ok(())
}

/// The graph that a line of a patch names.
#[must_use]
pub fn graph_name(name: &str) -> Option<GraphName> {
    if name == DEFAULT {
        return Some(GraphName::DefaultGraph);
    }
    match name.strip_prefix("_:") {
        Some(label) => oxigraph::model::BlankNode::new(label).ok().map(Into::into),
        None => NamedNode::new(name.strip_prefix('<')?.strip_suffix('>')?).ok().map(Into::into),
    }
}

/// The node that names a graph; the default graph has none.
#[must_use]
pub fn node_of(graph: GraphNameRef<'_>) -> Option<NamedOrBlankNode> {
    match graph {
        GraphNameRef::NamedNode(node) => Some(node.into_owned().into()),
        GraphNameRef::BlankNode(node) => Some(node.into_owned().into()),
        GraphNameRef::DefaultGraph => None,
    }
}

fn bad(line: &str) -> StorageError {
    StorageError::Other(Box::new(BadLine(line.chars().take(200).collect())))
}
