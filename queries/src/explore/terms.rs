//! The vocabulary of a store for whoever writes a query: its prefixes, classes and properties, with how often each occurs.

use std::collections::HashMap;

use ontology::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNode, Term as Node};
use serde::Serialize;

use super::Explorer;
use crate::graph::Found;
use crate::label::Label;

/// Quads that are looked at; beyond them, counts are of these only.
const SAMPLE: usize = 2_000_000;

/// A prefix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Prefix {
    /// As it is written before the colon.
    pub prefix: String,
    /// What it stands for.
    pub iri: String,
}

/// A class or property.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Term {
    /// With a prefix, where one fits: `sem:Event`.
    pub name: String,
    /// The whole IRI.
    pub iri: String,
    /// Its name for people.
    pub label: Label,
    /// How often it occurs.
    pub count: usize,
}

/// What can be written in a query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Terms {
    /// Prefixes.
    pub prefixes: Vec<Prefix>,
    /// Classes, most frequent first.
    pub classes: Vec<Term>,
    /// Properties, most frequent first.
    pub properties: Vec<Term>,
    /// Whether only a part of a large store was counted.
    pub sampled: bool,
}

impl Explorer<'_> {
    /// The vocabulary of the store.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn terms(self) -> Found<Terms> {
        let (mut classes, mut properties) = (HashMap::new(), HashMap::new());
        let mut seen = 0;
        for quad in self.graph.store.quads_for_pattern(None, None, None, None).take(SAMPLE) {
            let quad = quad?;
            seen += 1;
            if quad.predicate == rdf::TYPE
                && let Node::NamedNode(class) = quad.object
            {
                *classes.entry(class).or_insert(0) += 1;
            }
            *properties.entry(quad.predicate).or_insert(0) += 1;
        }
        let prefixes = self.graph.iris.prefixes();
        Ok(Terms {
            classes: self.named_terms(classes, &prefixes)?,
            properties: self.named_terms(properties, &prefixes)?,
            prefixes: prefixes.into_iter().map(|(prefix, iri)| Prefix { prefix: prefix.to_owned(), iri }).collect(),
            sampled: seen == SAMPLE,
        })
    }

    fn named_terms(self, counts: HashMap<NamedNode, usize>, prefixes: &[(&str, String)]) -> Found<Vec<Term>> {
        let term = |(node, count): (NamedNode, usize)| {
            let labels = self.graph.literals(node.as_ref(), rdfs::LABEL)?;
            let name = short(node.as_str(), prefixes);
            Ok(Term { label: Label::choose(&labels, &name), name, iri: node.into_string(), count })
        };
        let mut terms = counts.into_iter().map(term).collect::<Found<Vec<_>>>()?;
        terms.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.iri.cmp(&b.iri)));
        Ok(terms)
    }
}

/// With a prefix if what follows it needs no escape, else in angle brackets.
fn short(iri: &str, prefixes: &[(&str, String)]) -> String {
    let plain =
        |rest: &str| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let fits = prefixes.iter().filter_map(|(prefix, room)| Some((prefix, iri.strip_prefix(room.as_str())?)));
    let best = fits.filter(|(_, rest)| plain(rest)).min_by_key(|(_, rest)| rest.len());
    best.map_or_else(|| format!("<{iri}>"), |(prefix, rest)| format!("{prefix}:{rest}"))
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn prefixes_are_used_where_they_can_be() {
        let prefixes = [("sem", "http://sem/".to_owned()), ("deep", "http://sem/deep/".to_owned())];
        assert_eq!(short("http://sem/Event", &prefixes), "sem:Event");
        assert_eq!(short("http://sem/deep/er", &prefixes), "deep:er");
        assert_eq!(short("http://sem/a/b", &prefixes), "<http://sem/a/b>");
        assert_eq!(short("http://else/x", &prefixes), "<http://else/x>");
    }
}
