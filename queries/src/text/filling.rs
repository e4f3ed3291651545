//! Filling the index from the store: all of it, or what changed.
//!
//! Whatever changed about a thing, its texts are read from the store again. So a change may be done twice, and changes may be
//! looked at late; the last look is right.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use ontology::vocab::{nif, rdf, schema};
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term as RdfTerm};
use oxigraph::sparql::CancellationToken;
use oxigraph::store::{StorageError, Store};
use rusqlite::{Connection, OptionalExtension, Statement, Transaction, params};

use super::{CLASSES, TextError, TextIndex, class_number, words};

/// A property whose value is a text, and the class of what has it.
type Kind = (NamedNodeRef<'static>, NamedNodeRef<'static>);

/// The properties whose values are texts. Only a sentence's words are a text, not every mention's.
const TEXTS: [Kind; 3] = [(nif::ANCHOR_OF, CLASSES[0]), (schema::HEADLINE, CLASSES[1]), (nif::IS_STRING, CLASSES[2])];

/// The properties that make a thing findable; whoever changes one of them changes the index.
pub const TELLING: [NamedNodeRef<'static>; 4] = [nif::ANCHOR_OF, schema::HEADLINE, nif::IS_STRING, rdf::TYPE];

impl TextIndex {
    /// Throws everything away and reads the whole store.
    ///
    /// # Errors
    /// When the store cannot be read, the index not be written, or somebody stops it; then it stays as it was.
    pub fn rebuild(&self, store: &Store, mark: &str, token: &CancellationToken) -> Result<(), TextError> {
        let mut connection = self.connect(token)?;
        let change = connection.transaction()?;
        change
            .execute_batch("DELETE FROM texts; DELETE FROM graphs; INSERT INTO words (words) VALUES ('delete-all')")?;
        let mut filler = Filler::new(&change, store)?;
        for (property, class) in TEXTS {
            let said = match class {
                nif::SENTENCE => store.quads_for_pattern(None, Some(rdf::TYPE), Some(class.into()), None),
                _ => store.quads_for_pattern(None, Some(property), None, None),
            };
            for quad in said {
                let quad = quad?;
                if token.is_cancelled() {
                    return Err(TextError::Cancelled);
                }
                if is_first(store, &quad)?
                    && let Some(thing) = named(quad)
                {
                    filler.add(&thing, (property, class))?;
                }
            }
        }
        drop(filler);
        commit(change, mark)
    }

    /// Reads the texts of some things again, and of all that stands or stood in some graphs.
    ///
    /// # Errors
    /// As [`TextIndex::rebuild`].
    pub fn renew(
        &self,
        store: &Store,
        things: &BTreeSet<NamedNode>,
        graphs: &HashSet<GraphName>,
        mark: &str,
        token: &CancellationToken,
    ) -> Result<(), TextError> {
        let mut connection = self.connect(token)?;
        let mut all = things.clone();
        for graph in graphs {
            all.extend(things_in(&connection, &graph.to_string())?);
            for quad in store.quads_for_pattern(None, None, None, Some(graph.as_ref())) {
                all.extend(named(quad?));
            }
        }
        let change = connection.transaction()?;
        let mut filler = Filler::new(&change, store)?;
        for thing in &all {
            if token.is_cancelled() {
                return Err(TextError::Cancelled);
            }
            filler.forget(thing)?;
            for (property, class) in TEXTS {
                if class != nif::SENTENCE || is_sentence(store, thing)? {
                    filler.add(thing, (property, class))?;
                }
            }
        }
        drop(filler);
        commit(change, mark)
    }
}

fn commit(change: Transaction<'_>, mark: &str) -> Result<(), TextError> {
    change.execute("DELETE FROM mark", [])?;
    change.execute("INSERT INTO mark VALUES (?1)", [mark])?;
    Ok(change.commit()?)
}

/// Puts texts in and takes them out, within one transaction.
struct Filler<'a> {
    store: &'a Store,
    text: Statement<'a>,
    words: Statement<'a>,
    graph: Statement<'a>,
    first: Statement<'a>,
    forgetting: [Statement<'a>; 3],
}

impl<'a> Filler<'a> {
    fn new(change: &'a Transaction<'_>, store: &'a Store) -> Result<Self, TextError> {
        Ok(Self {
            store,
            text: change.prepare("INSERT INTO texts (thing, class) VALUES (?1, ?2)")?,
            words: change.prepare("INSERT INTO words (rowid, folded) VALUES (?1, ?2)")?,
            graph: change.prepare("INSERT OR IGNORE INTO graphs VALUES (?1, ?2)")?,
            first: change.prepare("SELECT id FROM texts WHERE thing = ?1 LIMIT 1")?,
            forgetting: [
                change.prepare("DELETE FROM words WHERE rowid = ?1")?,
                change.prepare("DELETE FROM graphs WHERE text = ?1")?,
                change.prepare("DELETE FROM texts WHERE id = ?1")?,
            ],
        })
    }

    fn add(&mut self, thing: &NamedNode, (property, class): Kind) -> Result<(), TextError> {
        let texts = texts(self.store, thing, property)?;
        if texts.is_empty() {
            return Ok(());
        }
        let id = self.text.insert(params![thing.as_str(), class_number(class)])?;
        self.words.execute(params![id, words::folded(texts.keys())])?;
        for graph in texts.values().flatten() {
            self.graph.execute(params![graph, id])?;
        }
        Ok(())
    }

    /// Forgets all texts of a thing.
    fn forget(&mut self, thing: &NamedNode) -> Result<(), TextError> {
        while let Some(id) = self.first.query_row([thing.as_str()], |row| row.get::<_, i64>(0)).optional()? {
            for forgetting in &mut self.forgetting {
                forgetting.execute([id])?;
            }
        }
        Ok(())
    }
}

/// What has a text in a graph.
fn things_in(connection: &Connection, graph: &str) -> Result<Vec<NamedNode>, TextError> {
    let mut things =
        connection.prepare("SELECT thing FROM graphs JOIN texts ON texts.id = graphs.text WHERE graphs.graph = ?1")?;
    let things = things.query_map([graph], |row| Ok(NamedNode::new_unchecked(row.get::<_, String>(0)?)))?;
    Ok(things.collect::<Result<_, _>>()?)
}

/// Each text with the graphs in which it stands.
type Texts = BTreeMap<String, BTreeSet<String>>;

fn texts(store: &Store, thing: &NamedNode, property: NamedNodeRef<'_>) -> Result<Texts, StorageError> {
    let mut texts = Texts::new();
    for quad in store.quads_for_pattern(Some(thing.into()), Some(property), None, None) {
        let quad = quad?;
        if let RdfTerm::Literal(text) = quad.object {
            texts.entry(text.value().to_owned()).or_default().insert(quad.graph_name.to_string());
        }
    }
    Ok(texts)
}

fn is_sentence(store: &Store, thing: &NamedNode) -> Result<bool, StorageError> {
    let class = Some(nif::SENTENCE.into());
    let mut said = store.quads_for_pattern(Some(thing.into()), Some(rdf::TYPE), class, None::<GraphNameRef<'_>>);
    Ok(said.next().transpose()?.is_some())
}

/// Whether a quad is the first of those that say the same of a thing, so that each thing is met once.
fn is_first(store: &Store, quad: &Quad) -> Result<bool, StorageError> {
    let object = (quad.predicate == rdf::TYPE).then_some(quad.object.as_ref());
    let mut said = store.quads_for_pattern(Some(quad.subject.as_ref()), Some(quad.predicate.as_ref()), object, None);
    Ok(said.next().transpose()?.as_ref() == Some(quad))
}

fn named(quad: Quad) -> Option<NamedNode> {
    match quad.subject {
        NamedOrBlankNode::NamedNode(node) => Some(node),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}
