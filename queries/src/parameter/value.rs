//! From what somebody wrote to the term it means, one rule for each kind.

use std::collections::BTreeMap;

use jiff::civil::Date;
use ontology::iri::slug;
use ontology::vocab::{kb, org, rdf, rdfs, skos, xsd};
use oxigraph::model::{Literal, NamedNode, Term};

use super::candidate::{Candidate, ValueError};
use super::{Kind, entity};
use crate::graph::{Graph, literal};
use crate::label::Label;
use crate::nearest::nearest;

/// The term that `value` means.
pub(crate) fn resolve(graph: Graph<'_>, kind: Kind, value: &str) -> Result<Term, ValueError> {
    let value = value.trim();
    match kind {
        Kind::Entity => entity::resolve(graph, value).map(Term::from),
        Kind::Event => event(graph, value).map(Term::from),
        Kind::EventType => event_type(graph, value).map(Term::from),
        Kind::Date => date(value).map(Term::from),
        Kind::Number => number(value).map(Term::from),
        Kind::Text => Ok(Literal::new_simple_literal(value).into()),
        Kind::Role => role(graph, value).map(Term::from),
    }
}

/// The IRI that is written out, in angle brackets or not, or with one of our prefixes.
pub(super) fn written_iri(graph: Graph<'_>, value: &str) -> Option<NamedNode> {
    let bare = value.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(value);
    if bare.contains("://") {
        return NamedNode::new(bare).ok();
    }
    let (prefix, local) = bare.split_once(':')?;
    let (_, namespace) = graph.iris.prefixes().into_iter().find(|(known, _)| *known == prefix)?;
    NamedNode::new(namespace + local).ok()
}

fn event(graph: Graph<'_>, value: &str) -> Result<NamedNode, ValueError> {
    let node = written_iri(graph, value).unwrap_or_else(|| graph.iris.entity(value));
    if graph.contains(node.as_ref(), kb::REPORT_COUNT, None)? {
        return Ok(node);
    }
    Err(ValueError::Unknown { value: value.to_owned(), kind: Kind::Event, nearest: Vec::new() })
}

fn event_type(graph: Graph<'_>, value: &str) -> Result<NamedNode, ValueError> {
    let written = written_iri(graph, value);
    let wanted = slug(value);
    let mut known = Vec::new();
    for concept in graph.subjects(rdf::TYPE, kb::EVENT_TYPE)? {
        let mut names = graph.literals(concept.as_ref(), rdfs::LABEL)?;
        names.extend(graph.literals(concept.as_ref(), skos::NOTATION)?);
        if written.as_ref() == Some(&concept) || names.iter().any(|name| slug(name.value()) == wanted) {
            return Ok(concept);
        }
        let candidate = Candidate { id: graph.id(concept.as_ref()), label: graph.label(concept.as_ref())?.en };
        known.extend(names.iter().map(|name| (candidate.clone(), name.value().to_owned())));
    }
    Err(ValueError::Unknown { value: value.to_owned(), kind: Kind::EventType, nearest: nearest(value, known) })
}

/// A role is a code that posts of many countries share. Its name is what is left of a post's name without its country or body.
fn role(graph: Graph<'_>, value: &str) -> Result<Literal, ValueError> {
    let wanted = slug(value);
    let mut called = BTreeMap::new();
    let mut known = BTreeMap::new();
    for statement in graph.all(kb::ROLE_OF, None)? {
        let (post, code) = statement?;
        let Some(code) = literal(code) else { continue };
        if slug(code.value()) == wanted {
            return Ok(code);
        }
        let label = graph.label(post.as_ref())?;
        let owner = graph.each(post.as_ref(), org::POST_IN, Graph::label)?.pop().unwrap_or_default();
        if is_called(&wanted, &label.en, &owner.en) || is_called(&wanted, &label.id, &owner.id) {
            called.entry(code.value().to_owned()).or_insert(label.clone());
        }
        known.insert((code.value().to_owned(), post), label);
    }
    let candidate = |(id, label): (String, Label)| Candidate { id, label: label.en };
    let mut candidates: Vec<_> = called.into_iter().map(candidate).collect();
    match candidates.len() {
        0 => Err(ValueError::Unknown { value: value.to_owned(), kind: Kind::Role, nearest: similar(value, &known) }),
        1 => Ok(Literal::new_simple_literal(candidates.remove(0).id)),
        _ => Err(ValueError::Ambiguous { value: value.to_owned(), kind: Kind::Role, candidates }),
    }
}

/// Whether `post` is `wanted`, or `wanted` and its owner with at most one word between: `president of Russia`, `presiden Rusia`.
fn is_called(wanted: &str, post: &str, owner: &str) -> bool {
    let (post, owner) = (slug(post), slug(owner));
    let between = post.strip_prefix(wanted).and_then(|rest| rest.strip_suffix(owner.as_str()));
    post == wanted
        || between.is_some_and(|between| between.starts_with('-') && !between.trim_matches('-').contains('-'))
}

/// Roles with a code or a post that is called something like `value`, each with one of its posts.
fn similar(value: &str, known: &BTreeMap<(String, NamedNode), Label>) -> Vec<Candidate> {
    let names =
        known.iter().flat_map(|((code, _), label)| [code, &label.en, &label.id].map(|name| (code, name.clone())));
    let post = |code: &String| known.iter().find(|((known, _), _)| known == code).map(|(_, label)| label.en.clone());
    let candidate = |code: &String| Candidate { id: code.clone(), label: post(code).unwrap_or_default() };
    nearest(value, names).into_iter().map(candidate).collect()
}

fn date(value: &str) -> Result<Literal, ValueError> {
    // jiff also takes other forms and times of day; here a date has one form only.
    let date = value.parse::<Date>().ok().filter(|date| date.to_string() == value);
    let malformed = || ValueError::Malformed { value: value.to_owned(), kind: Kind::Date };
    date.map(|date| Literal::new_typed_literal(date.to_string(), xsd::DATE)).ok_or_else(malformed)
}

fn number(value: &str) -> Result<Literal, ValueError> {
    let digits = value.strip_prefix(['-', '+']).unwrap_or(value);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits =
        |part: &str| !part.is_empty() && part.len() <= 15 && part.bytes().all(|byte| byte.is_ascii_digit());
    if all_digits(whole) && all_digits(fraction) {
        Ok(Literal::new_typed_literal(value, xsd::DECIMAL))
    } else {
        Err(ValueError::Malformed { value: value.to_owned(), kind: Kind::Number })
    }
}

#[cfg(test)]
mod tests {
    use super::{date, is_called, number};

    #[test]
    fn a_role_is_a_post_without_its_owner() {
        for (post, owner) in [("president of Russia", "Russia"), ("Presiden Rusia", "Rusia"), ("president", "Russia")] {
            assert!(is_called(if owner == "Rusia" { "presiden" } else { "president" }, post, owner), "{post}");
        }
        for post in ["president of the council of Russia", "presidential adviser of Russia", "vice president of Russia"]
        {
            assert!(!is_called("president", post, "Russia"), "{post}");
        }
    }

    #[test]
    fn a_date_has_one_form() {
        assert_eq!(date("2024-02-29").expect("a leap day").value(), "2024-02-29");
        for wrong in ["2023-02-29", "2024-6-18", "20240618", "2024-06-18T10:00", "18/06/2024", "today", ""] {
            let error = date(wrong).expect_err(wrong).to_string();
            assert!(error.contains("`2024-06-18`"), "{error}");
        }
    }

    #[test]
    fn a_number_is_decimal() {
        for right in ["0", "-6.2", "141", "+1.50"] {
            assert_eq!(number(right).expect(right).value(), right);
        }
        for wrong in ["", "1e5", "NaN", "1,5", "6.", "--1", "0x10", "inf", "1 OR 1"] {
            assert!(number(wrong).is_err(), "{wrong}");
        }
    }
}
