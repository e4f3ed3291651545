//! Reads a manifest of W3C tests.

use std::path::{Path, PathBuf};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Term, vocab::rdf};
use oxigraph::store::Store;

pub const MF: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";

/// A manifest with the folder of its files.
pub struct Manifest {
    store: Store,
    pub folder: PathBuf,
}

/// One test: its kind, its name with the folder before it, and its node.
pub struct Test {
    pub kind: String,
    pub name: String,
    pub node: NamedOrBlankNode,
}

impl Manifest {
    /// The manifests in a folder and in the folders below it.
    pub fn below(folder: &Path) -> Vec<Self> {
        let mut manifests = Vec::new();
        let mut entries: Vec<_> =
            std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
        entries.sort();
        for path in entries {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.is_dir() {
                manifests.extend(Self::below(&path));
            } else if name.starts_with("manifest") && path.extension().is_some_and(|end| end == "ttl") {
                manifests.push(Self::read(&path));
            }
        }
        manifests
    }

    fn read(path: &Path) -> Self {
        let store = Store::new().expect("a store");
        let parser = RdfParser::from_format(RdfFormat::Turtle).with_base_iri(address(path)).expect("an address");
        store.load_from_reader(parser, std::fs::File::open(path).expect("a manifest")).expect("Turtle");
        Self { store, folder: path.parent().expect("a folder").to_owned() }
    }

    /// Its tests, in the order of their names.
    pub fn tests(&self) -> Vec<Test> {
        let folder = self.folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let mut tests: Vec<_> = self
            .store
            .quads_for_pattern(None, Some(rdf::TYPE), None, None)
            .map(|quad| quad.expect("a quad"))
            .filter_map(|quad| {
                let kind = local(&quad.object)?;
                let name = local(&quad.subject.clone().into())?;
                kind.contains("Test").then(|| Test { kind, name: format!("{folder}/{name}"), node: quad.subject })
            })
            .collect();
        tests.sort_by(|one, other| one.name.cmp(&other.name));
        tests
    }

    pub fn all(&self, node: impl Into<NamedOrBlankNode>, property: &str) -> Vec<Term> {
        let property = NamedNode::new(property).expect("a property");
        let node = node.into();
        let quads = self.store.quads_for_pattern(Some(node.as_ref()), Some(property.as_ref()), None, None);
        quads.map(|quad| quad.expect("a quad").object).collect()
    }

    pub fn one(&self, node: impl Into<NamedOrBlankNode>, property: &str) -> Option<Term> {
        self.all(node, property).into_iter().next()
    }

    /// The text of a literal, or an IRI.
    pub fn text(&self, node: impl Into<NamedOrBlankNode>, property: &str) -> Option<String> {
        self.one(node, property).map(|term| match term {
            Term::Literal(literal) => literal.value().to_owned(),
            Term::NamedNode(node) => node.into_string(),
            Term::BlankNode(node) => node.into_string(),
            Term::Triple(triple) => triple.to_string(),
        })
    }

    /// The members of a list.
    pub fn list(&self, node: impl Into<NamedOrBlankNode>, property: &str) -> Vec<NamedOrBlankNode> {
        let mut members = Vec::new();
        let mut rest = self.one(node, property).and_then(resource);
        while let Some(cell) = rest.filter(|cell| *cell != NamedOrBlankNodeRef::from(rdf::NIL).into_owned()) {
            members.extend(self.one(cell.clone(), rdf::FIRST.as_str()).and_then(resource));
            rest = self.one(cell, rdf::REST.as_str()).and_then(resource);
        }
        members
    }
}

/// A node that may be a subject.
pub fn resource(term: Term) -> Option<NamedOrBlankNode> {
    match term {
        Term::NamedNode(node) => Some(node.into()),
        Term::BlankNode(node) => Some(node.into()),
        Term::Literal(_) | Term::Triple(_) => None,
    }
}

/// The part of an IRI after its last `#` or `/`.
fn local(term: &Term) -> Option<String> {
    let Term::NamedNode(node) = term else { return None };
    Some(node.as_str().rsplit(['#', '/']).next().unwrap_or_default().to_owned())
}

/// The address of a file, to resolve what it names relative to it.
pub fn address(path: &Path) -> String {
    format!("file://{}", path.canonicalize().expect("a file").display())
}

/// The file at an address.
pub fn file(address: &str) -> PathBuf {
    PathBuf::from(address.strip_prefix("file://").expect("a file"))
}

/// A name in a vocabulary.
pub fn name(vocabulary: &str, local: &str) -> String {
    NamedNodeRef::new_unchecked(&format!("{vocabulary}{local}")).as_str().to_owned()
}
