//! Lets a query be stopped that multiplies patterns which share no variable.
//!
//! The evaluator looks at its cancellation token when it reads the store. For `?a ?b ?c . ?d ?e ?f` it would read both sides once
//! and then multiply them in memory, for hours if it comes to that, without another look. Written as a lateral join it reads the
//! second side again for each row of the first: the same rows, and a look at the token with each.

use std::collections::BTreeSet;

use queries::algebra::{children, join, only_reads, root};
use spargebra::algebra::GraphPattern;
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};
use spargebra::{GraphUpdateOperation, Query, Update};

/// Rewrites a query.
pub fn rewrite_query(query: &mut Query) {
    rewrite(root(query));
}

/// Rewrites the patterns of an update.
pub fn rewrite_update(update: &mut Update) {
    for operation in &mut update.operations {
        if let GraphUpdateOperation::DeleteInsert { pattern, .. } = operation {
            rewrite(pattern);
        }
    }
}

fn rewrite(pattern: &mut GraphPattern) {
    if matches!(pattern, GraphPattern::Bgp { .. } | GraphPattern::Join { .. }) {
        let joined = std::mem::replace(pattern, GraphPattern::Bgp { patterns: Vec::new() });
        *pattern = join_islands(islands(parts(joined)));
    } else {
        children(pattern).into_iter().for_each(rewrite);
    }
}

/// All that is joined here, triple by triple, each part rewritten itself.
fn parts(joined: GraphPattern) -> Vec<GraphPattern> {
    let mut parts = Vec::new();
    let mut waiting = vec![joined];
    while let Some(mut next) = waiting.pop() {
        match next {
            GraphPattern::Join { left, right } => waiting.extend([*right, *left]),
            GraphPattern::Bgp { patterns } => {
                parts.extend(patterns.into_iter().map(|triple| GraphPattern::Bgp { patterns: vec![triple] }));
            }
            _ => {
                rewrite(&mut next);
                parts.push(next);
            }
        }
    }
    parts
}

/// Parts that share variables among them, and none with other islands.
#[derive(Default)]
struct Island {
    variables: usize,
    parts: Vec<GraphPattern>,
}

fn islands(parts: Vec<GraphPattern>) -> Vec<Island> {
    let seen: Vec<_> = parts.iter().map(variables).collect();
    let mut islands: Vec<(BTreeSet<Name<'_>>, Vec<usize>)> = Vec::new();
    for (index, names) in seen.iter().enumerate() {
        let touched = |(known, _): &mut (BTreeSet<Name<'_>>, _)| names.iter().any(|name| known.contains(name));
        let mut whole = (BTreeSet::new(), Vec::new());
        for (names, members) in islands.extract_if(.., touched) {
            whole.0.extend(names);
            whole.1.extend(members);
        }
        whole.0.extend(names);
        whole.1.push(index);
        islands.push(whole);
    }
    let islands: Vec<_> = islands.into_iter().map(|(names, members)| (names.len(), members)).collect();
    let mut parts: Vec<_> = parts.into_iter().map(Some).collect();
    let mut take = |members: Vec<usize>| members.into_iter().filter_map(|index| parts[index].take()).collect();
    islands.into_iter().map(|(variables, members)| Island { variables, parts: take(members) }).collect()
}

/// One island is joined as ever. Of several, those that only read the store are read again for each row of the others.
fn join_islands(islands: Vec<Island>) -> GraphPattern {
    let (mut reading, other): (Vec<_>, Vec<_>) =
        islands.into_iter().partition(|island| island.parts.iter().all(only_reads));
    reading.sort_by_key(|island| island.variables);
    let first = other.into_iter().map(Island::join).reduce(join);
    let all = first.into_iter().chain(reading.into_iter().map(Island::join));
    all.reduce(|left, right| {
        let (left, right) = (Box::new(left), Box::new(right));
        if only_reads(&right) { GraphPattern::Lateral { left, right } } else { GraphPattern::Join { left, right } }
    })
    .unwrap_or_else(|| GraphPattern::Bgp { patterns: Vec::new() })
}

impl Island {
    fn join(self) -> GraphPattern {
        let mut triples = Vec::new();
        let mut others = Vec::new();
        for part in self.parts {
            match part {
                GraphPattern::Bgp { patterns } => triples.extend(patterns),
                other => others.push(other),
            }
        }
        let triples = (!triples.is_empty()).then_some(GraphPattern::Bgp { patterns: triples });
        triples.into_iter().chain(others).reduce(join).unwrap_or_else(|| GraphPattern::Bgp { patterns: Vec::new() })
    }
}

/// A variable or a blank node.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Name<'a> {
    Variable(&'a str),
    Node(&'a str),
}

/// The variables of a part that others can see; blank nodes of a pattern are variables too.
fn variables(part: &GraphPattern) -> Vec<Name<'_>> {
    let mut names = Vec::new();
    part.on_in_scope_variable(|variable| names.push(Name::Variable(variable.as_str())));
    blank_nodes(part, &mut names);
    names
}

fn blank_nodes<'a>(part: &'a GraphPattern, found: &mut Vec<Name<'a>>) {
    match part {
        GraphPattern::Bgp { patterns } => patterns.iter().for_each(|TriplePattern { subject, object, .. }| {
            add_blank_nodes(subject, found);
            add_blank_nodes(object, found);
        }),
        GraphPattern::Path { subject, object, .. } => {
            add_blank_nodes(subject, found);
            add_blank_nodes(object, found);
        }
        GraphPattern::Graph { name: NamedNodePattern::NamedNode(_) | NamedNodePattern::Variable(_), inner } => {
            blank_nodes(inner, found);
        }
        GraphPattern::Join { left, right } | GraphPattern::Lateral { left, right } => {
            blank_nodes(left, found);
            blank_nodes(right, found);
        }
        _ => {}
    }
}

fn add_blank_nodes<'a>(term: &'a TermPattern, found: &mut Vec<Name<'a>>) {
    match term {
        TermPattern::BlankNode(node) => found.push(Name::Node(node.as_str())),
        TermPattern::Triple(triple) => {
            add_blank_nodes(&triple.subject, found);
            add_blank_nodes(&triple.object, found);
        }
        TermPattern::NamedNode(_) | TermPattern::Literal(_) | TermPattern::Variable(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use spargebra::SparqlParser;

    use super::*;

    fn rewritten(pattern: &str) -> String {
        let mut query = SparqlParser::new().parse_query(&format!("SELECT * {{ {pattern} }}")).expect("SPARQL");
        rewrite_query(&mut query);
        query.to_string()
    }

    #[test]
    fn patterns_without_a_common_variable_become_lateral() {
        let cases = [
            ("?a ?b ?c . ?d ?e ?f", 1),
            ("?a ?b ?c . ?d ?e ?f . ?g ?h ?i", 2),
            ("?a ?b ?c . ?d ?e ?f . ?c <x:p> ?d", 0),
            ("?a <x:p> ?b . VALUES ?c { 1 2 } . ?b <x:q> ?c", 0),
            ("VALUES ?c { 1 2 } ?a <x:p> ?b", 1),
            ("?a <x:p> _:x . _:x <x:p> ?b", 0),
            ("?a <x:p>* ?b . ?c <x:p>* ?d", 1),
            ("OPTIONAL { ?a ?b ?c . ?d ?e ?f } FILTER(?a = ?d)", 1),
            ("GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f }", 1),
            ("GRAPH ?g { ?a ?b ?c } GRAPH ?g { ?d ?e ?f }", 0),
            ("{ SELECT ?a { ?a ?b ?c } } { SELECT ?d { ?d ?e ?f } }", 0),
            ("{ ?a ?b ?c } UNION { ?a ?b ?c . ?d ?e ?f }", 1),
        ];
        for (pattern, laterals) in cases {
            let query = rewritten(pattern);
            assert_eq!(query.matches("LATERAL").count(), laterals, "{query}");
        }
    }
}
