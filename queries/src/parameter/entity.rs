//! Which entity is meant: by id, by IRI, or by a name in any language.
//!
//! A name is first looked up as it is written, which the store has an index for. Only if that finds nothing are all names read,
//! to compare them without case and accents and to suggest what is alike.

use std::collections::BTreeMap;

use ontology::iri::slug;
use ontology::vocab::{kb, rdfs, skos};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef};

use super::Kind;
use super::candidate::{Candidate, ValueError};
use super::value::written_iri;
use crate::graph::{Found, Graph, literal};
use crate::nearest::nearest;

/// The properties by which entities are called, the proper one first.
const NAMED_BY: [NamedNodeRef<'static>; 2] = [rdfs::LABEL, skos::ALT_LABEL];
/// The languages the shipped tables name things in; a name in another is found by reading all names.
const LANGUAGES: [&str; 2] = ["en", "id"];

/// The entity that `value` means.
pub(super) fn resolve(graph: Graph<'_>, value: &str) -> Result<NamedNode, ValueError> {
    if value.is_empty() {
        return Err(ValueError::Malformed { value: String::new(), kind: Kind::Entity });
    }
    if let Some(node) = by_id(graph, value)? {
        return Ok(node);
    }
    for property in NAMED_BY {
        match as_written(graph, property, value)?.as_slice() {
            [] => {}
            found => return one(graph, value, found),
        }
    }
    let names = all_names(graph)?;
    let wanted = slug(value);
    let mut called: Vec<_> =
        names.iter().filter(|(_, name)| slug(name) == wanted).map(|(node, _)| node.clone()).collect();
    called.sort();
    called.dedup();
    if called.is_empty() {
        let nearest = candidates(graph, &nearest(value, names))?;
        return Err(ValueError::Unknown { value: value.to_owned(), kind: Kind::Entity, nearest });
    }
    one(graph, value, &called)
}

fn by_id(graph: Graph<'_>, value: &str) -> Found<Option<NamedNode>> {
    let capitals = value.to_ascii_uppercase(); // countries have capital letters as their ids
    let ids = [value, capitals.as_str()].map(|id| graph.iris.entity(id));
    for node in written_iri(graph, value).into_iter().chain(ids) {
        if graph.contains(node.as_ref(), kb::KIND, None)? {
            return Ok(Some(node));
        }
    }
    Ok(None)
}

fn as_written(graph: Graph<'_>, property: NamedNodeRef<'_>, value: &str) -> Found<Vec<NamedNode>> {
    let plain = Literal::new_simple_literal(value);
    let tagged = LANGUAGES.map(|code| Literal::new_language_tagged_literal_unchecked(value, code));
    let mut found = Vec::new();
    for name in tagged.iter().chain([&plain]) {
        for node in graph.subjects(property, name.as_ref())? {
            if graph.contains(node.as_ref(), kb::KIND, None)? {
                found.push(node);
            }
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// The one that is meant among things of the same name: what can act goes before a town that is called the same.
fn one(graph: Graph<'_>, value: &str, found: &[NamedNode]) -> Result<NamedNode, ValueError> {
    let mut actors = Vec::new();
    for node in found {
        if graph.kind(node.as_ref())?.is_some_and(ontology::Kind::can_act) {
            actors.push(node.clone());
        }
    }
    match (actors.as_slice(), found) {
        ([only], _) | ([], [only]) => Ok(only.clone()),
        ([], several) | (several, _) => {
            let candidates = candidates(graph, several)?;
            Err(ValueError::Ambiguous { value: value.to_owned(), kind: Kind::Entity, candidates })
        }
    }
}

fn all_names(graph: Graph<'_>) -> Found<Vec<(NamedNode, String)>> {
    let mut names: BTreeMap<NamedNode, Vec<String>> = BTreeMap::new();
    for statement in graph.all(kb::KIND, None)? {
        names.insert(statement?.0, Vec::new());
    }
    for property in NAMED_BY {
        for statement in graph.all(property, None)? {
            let (node, name) = statement?;
            if let (Some(names), Some(name)) = (names.get_mut(&node), literal(name)) {
                names.push(name.value().to_owned());
            }
        }
    }
    Ok(names.into_iter().flat_map(|(node, names)| names.into_iter().map(move |name| (node.clone(), name))).collect())
}

fn candidates(graph: Graph<'_>, nodes: &[NamedNode]) -> Found<Vec<Candidate>> {
    let candidate =
        |node: &NamedNode| Ok(Candidate { id: graph.id(node.as_ref()), label: graph.label(node.as_ref())?.en });
    nodes.iter().map(candidate).collect()
}
