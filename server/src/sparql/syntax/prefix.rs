//! The most common mistake in a query: a prefix without its `PREFIX` line.

use std::collections::BTreeSet;

use ontology::Iris;

use super::super::tokens::{Token, tokens};
use super::spelling::distance;

/// The first prefix that is used before or without its `PREFIX` line, and where.
pub fn undeclared(text: &str) -> Option<(usize, &str)> {
    let mut declared = BTreeSet::from(["_"]);
    let mut declaring = false;
    for (at, token) in tokens(text) {
        let Token::Word(word) = token else { continue };
        if let Some((prefix, local)) = word.split_once(':') {
            if declaring && local.is_empty() {
                declared.insert(prefix);
            } else if !declared.contains(prefix) {
                return Some((at, prefix));
            }
        }
        declaring = word.eq_ignore_ascii_case("PREFIX");
    }
    None
}

/// Which line to add.
pub fn hint(prefix: &str) -> String {
    let known = Iris::default().prefixes();
    let line = |(name, iri): &(&str, String)| format!("`PREFIX {name}: <{iri}>`");
    if let Some(exact) = known.iter().find(|(name, _)| *name == prefix) {
        return format!("put {} before the query", line(exact));
    }
    let near = known.iter().min_by_key(|(name, _)| distance(prefix, name));
    if let Some(near) = near.filter(|(name, _)| is_near(prefix, name)) {
        return format!("did you mean `{}:`? Then put {} before the query", near.0, line(near));
    }
    let names: Vec<_> = known.iter().map(|(name, _)| format!("{name}:")).collect();
    format!("put `PREFIX {prefix}: <…>` before the query; known here are {}", names.join(" "))
}

/// One slip in a short prefix, more in a long one.
fn is_near(prefix: &str, name: &str) -> bool {
    !prefix.is_empty() && distance(prefix, name) <= 1 + prefix.chars().count() / 4
}
