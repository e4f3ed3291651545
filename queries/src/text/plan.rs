//! Puts the search before what it is joined with, and finds where it is misused.
//!
//! The engine knows nothing of how few texts a search finds, so it would read all that the rest of the group asks for and look the
//! hits up in it. As a lateral join the rest is asked for each hit.

use ontology::vocab::kb;
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use spargebra::term::NamedNodePattern;

use super::pattern::{MATCHES_OUTSIDE, Misuse};
use crate::algebra::{children, join, only_reads, root};

/// Rewrites a query so that the searches in it come first.
pub fn search_first(query: &mut Query) {
    rewrite(root(query));
}

/// The same for a pattern alone, such as that of an update.
pub fn search_first_in(pattern: &mut GraphPattern) {
    rewrite(pattern);
}

/// Where a pattern looks for `kb:matches` in the store, in which it never is.
#[must_use]
pub fn misuse(pattern: &mut GraphPattern) -> Option<Misuse> {
    if let GraphPattern::Bgp { patterns } = pattern {
        let sought = |predicate: &NamedNodePattern| *predicate == NamedNodePattern::NamedNode(kb::MATCHES.into());
        return patterns.iter().any(|triple| sought(&triple.predicate)).then_some(MATCHES_OUTSIDE);
    }
    children(pattern).into_iter().find_map(misuse)
}

fn is_search(pattern: &GraphPattern) -> bool {
    matches!(pattern, GraphPattern::Service { name: NamedNodePattern::NamedNode(name), .. } if *name == kb::SERVICE_SEARCH)
}

fn rewrite(pattern: &mut GraphPattern) {
    if !matches!(pattern, GraphPattern::Join { .. }) {
        children(pattern).into_iter().for_each(rewrite);
        return;
    }
    let mut parts = Vec::new();
    flatten(std::mem::replace(pattern, GraphPattern::Bgp { patterns: Vec::new() }), &mut parts);
    parts.iter_mut().for_each(rewrite);
    let (searches, others): (Vec<_>, Vec<_>) = parts.into_iter().partition(is_search);
    let (reads, others) =
        if searches.is_empty() { (Vec::new(), others) } else { others.into_iter().partition(only_reads) };
    let first = searches.into_iter().reduce(join);
    let led = match (first, reads.into_iter().reduce(join)) {
        (Some(left), Some(right)) => Some(GraphPattern::Lateral { left: Box::new(left), right: Box::new(right) }),
        (first, reads) => first.or(reads),
    };
    if let Some(joined) = led.into_iter().chain(others).reduce(join) {
        *pattern = joined;
    }
}

/// All that is joined here, in order.
fn flatten(pattern: GraphPattern, parts: &mut Vec<GraphPattern>) {
    match pattern {
        GraphPattern::Join { left, right } => {
            flatten(*left, parts);
            flatten(*right, parts);
        }
        part => parts.push(part),
    }
}

#[cfg(test)]
mod tests {
    use spargebra::SparqlParser;

    use super::*;

    fn parsed(pattern: &str) -> Query {
        let prefix = format!("PREFIX kb: <{}>", kb::NAMESPACE);
        SparqlParser::new().parse_query(&format!("{prefix} SELECT * {{ {pattern} }}")).expect("SPARQL")
    }

    #[test]
    fn what_reads_the_store_is_asked_for_each_hit() {
        const SEARCH: &str = "SERVICE kb:Search { ?s kb:matches \"gempa\" }";
        let cases = [
            (format!("{SEARCH} ?r <x:p> ?s . ?r <x:q> ?o"), 1),
            (format!("?r <x:p> ?s . {SEARCH} ?r <x:q> ?o"), 1),
            (format!("{SEARCH} {{ SELECT ?s {{ ?r <x:p> ?s }} }}"), 0),
            (format!("?r <x:p> ?s OPTIONAL {{ {SEARCH} ?s <x:p> ?o }}"), 1),
            ("?r <x:p> ?s . SERVICE <x:other> { ?s <x:p> ?o }".to_owned(), 0),
        ];
        for (pattern, laterals) in cases {
            let mut query = parsed(&pattern);
            search_first(&mut query);
            assert_eq!(query.to_string().matches("LATERAL").count(), laterals, "{query}");
        }
    }

    #[test]
    fn matches_belongs_into_the_service() {
        for (pattern, wrong) in [
            ("?s kb:matches \"gempa\"", true),
            ("?s ?p ?o OPTIONAL { ?s kb:matches \"gempa\" }", true),
            ("SERVICE kb:Search { ?s kb:matches \"gempa\" }", false),
            ("SERVICE <x:other> { ?s kb:matches \"gempa\" }", false),
        ] {
            assert_eq!(misuse(root(&mut parsed(pattern))).is_some(), wrong, "{pattern}");
        }
    }
}
