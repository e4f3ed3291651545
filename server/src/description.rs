//! What a store says about one thing: the triples it is the subject of, and some that point to it.

use std::collections::BTreeSet;

use oxigraph::model::{NamedNodeRef, Quad, Triple};
use oxigraph::store::{StorageError, Store};

/// A country is pointed to by thousands; more than this is no description any more.
const POINTERS: usize = 500;

/// Describes a thing; empty when the store says nothing about it.
///
/// # Errors
/// When the store cannot be read.
pub fn describe(store: &Store, thing: NamedNodeRef<'_>) -> Result<Vec<Triple>, StorageError> {
    let said = store.quads_for_pattern(Some(thing.into()), None, None, None);
    let pointing = store.quads_for_pattern(None, None, Some(thing.into()), None).take(POINTERS);
    let mut seen = BTreeSet::new();
    let mut triples = Vec::new();
    for quad in said.chain(pointing) {
        let triple = triple(quad?);
        if seen.insert(triple.to_string()) {
            triples.push(triple);
        }
    }
    Ok(triples)
}

/// The same triple may stand in many graphs.
fn triple(quad: Quad) -> Triple {
    Triple::new(quad.subject, quad.predicate, quad.object)
}
