//! Reads what stands in `SERVICE kb:Search { … }`.

use std::collections::HashMap;

use ontology::vocab::{kb, rdf};
use oxigraph::model::{NamedNode, Term, Variable};
use spargebra::algebra::{Expression, GraphPattern, OrderExpression};
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

/// A search that cannot be carried out as it is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{0}")]
pub struct Misuse(&'static str);

impl Misuse {
    /// What a search looks like.
    pub const HINT: &str = "write `SERVICE kb:Search { ?found kb:matches \"gempa lombok\" ; kb:score ?score }`, and join `?found` outside of it";
}

pub(super) const MATCHES_OUTSIDE: Misuse =
    Misuse("`kb:matches` is only understood inside of `SERVICE kb:Search { … }`");
const NOTHING_SOUGHT: Misuse = Misuse("`SERVICE kb:Search` does not say what to look for: `kb:matches` is missing");
const SOUGHT_TWICE: Misuse =
    Misuse("`SERVICE kb:Search` can look for one text only; write another `SERVICE` for another");
const NO_VARIABLE: Misuse = Misuse("what `SERVICE kb:Search` finds, and its `kb:score`, must be variables");
const NO_TEXT: Misuse = Misuse("`kb:matches` needs the words themselves in quotation marks, not a variable or an IRI");
const NO_CLASS: Misuse = Misuse("inside of `SERVICE kb:Search`, the class of `?found` must be named");
const OTHER_PATTERN: Misuse = Misuse(
    "`SERVICE kb:Search` understands `kb:matches`, `kb:score`, `a`, `ORDER BY DESC(?score)` and `LIMIT`, nothing else",
);

/// What a search is to find.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Wanted {
    /// The words.
    pub text: String,
    /// The variable for what is found.
    pub found: Option<Variable>,
    /// The variable for how well it matches.
    pub score: Option<Variable>,
    /// The class of what is to be found.
    pub class: Option<NamedNode>,
    /// How many to pass over.
    pub skip: usize,
    /// How many at most.
    pub limit: Option<usize>,
}

impl Wanted {
    /// Reads the pattern inside of the service; `given` are values of variables that are known from elsewhere.
    ///
    /// # Errors
    /// When it is no search.
    pub fn read(pattern: &GraphPattern, given: &HashMap<Variable, Term>) -> Result<Self, Misuse> {
        let mut wanted = Self::default();
        let triples = wanted.unwrap(pattern)?;
        let mut sought = triples.iter().filter(|triple| is(&triple.predicate, kb::MATCHES.as_str()));
        let main = sought.next().ok_or(NOTHING_SOUGHT)?;
        if sought.next().is_some() {
            return Err(SOUGHT_TWICE);
        }
        let TermPattern::Variable(found) = &main.subject else { return Err(NO_VARIABLE) };
        wanted.text = text(&main.object, given).ok_or(NO_TEXT)?;
        for triple in triples.iter().filter(|triple| !is(&triple.predicate, kb::MATCHES.as_str())) {
            wanted.add(found, triple)?;
        }
        wanted.found = Some(found.clone());
        Ok(wanted)
    }

    fn add(&mut self, found: &Variable, triple: &TriplePattern) -> Result<(), Misuse> {
        if triple.subject != TermPattern::Variable(found.clone()) {
            return Err(OTHER_PATTERN);
        }
        match &triple.object {
            TermPattern::Variable(score) if is(&triple.predicate, kb::SCORE.as_str()) => {
                self.score = Some(score.clone());
            }
            _ if is(&triple.predicate, kb::SCORE.as_str()) => return Err(NO_VARIABLE),
            TermPattern::NamedNode(class) if is(&triple.predicate, rdf::TYPE.as_str()) => {
                self.class = Some(class.clone());
            }
            _ if is(&triple.predicate, rdf::TYPE.as_str()) => return Err(NO_CLASS),
            _ => return Err(OTHER_PATTERN),
        }
        Ok(())
    }

    /// The triples inside; what stands around them may only pick the best.
    fn unwrap<'p>(&mut self, pattern: &'p GraphPattern) -> Result<Vec<&'p TriplePattern>, Misuse> {
        match pattern {
            GraphPattern::Bgp { patterns } => Ok(patterns.iter().collect()),
            GraphPattern::Join { left, right } => {
                let mut triples = self.unwrap(left)?;
                triples.extend(self.unwrap(right)?);
                Ok(triples)
            }
            GraphPattern::Slice { inner, start, length } => {
                (self.skip, self.limit) = (*start, *length);
                self.unwrap(inner)
            }
            GraphPattern::OrderBy { inner, expression } => {
                // the best come first anyway
                let [OrderExpression::Desc(Expression::Variable(by))] = expression.as_slice() else {
                    return Err(OTHER_PATTERN);
                };
                let triples = self.unwrap(inner)?;
                let score = |triple: &&&TriplePattern| triple.object == TermPattern::Variable(by.clone());
                triples
                    .iter()
                    .find(score)
                    .filter(|triple| is(&triple.predicate, kb::SCORE.as_str()))
                    .ok_or(OTHER_PATTERN)?;
                Ok(triples)
            }
            GraphPattern::Project { inner, .. } | GraphPattern::Graph { inner, .. } => self.unwrap(inner),
            _ => Err(OTHER_PATTERN),
        }
    }
}

fn is(predicate: &NamedNodePattern, iri: &str) -> bool {
    matches!(predicate, NamedNodePattern::NamedNode(node) if node.as_str() == iri)
}

fn text(object: &TermPattern, given: &HashMap<Variable, Term>) -> Option<String> {
    match object {
        TermPattern::Literal(text) => Some(text.value().to_owned()),
        TermPattern::Variable(variable) => match given.get(variable)? {
            Term::Literal(text) => Some(text.value().to_owned()),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use spargebra::{Query, SparqlParser};

    use super::*;

    fn read(inside: &str) -> Result<Wanted, Misuse> {
        let text = format!("PREFIX kb: <{}> SELECT * {{ {inside} }}", kb::NAMESPACE);
        let Query::Select { pattern, .. } = SparqlParser::new().parse_query(&text).expect("SPARQL") else {
            panic!("no SELECT")
        };
        let given = [(Variable::new_unchecked("given"), Term::from(oxigraph::model::Literal::from("tsunami")))];
        Wanted::read(&pattern, &given.into())
    }

    #[test]
    fn searches_are_read() {
        let wanted = read("?s kb:matches \"gempa\"").expect("a search");
        assert_eq!(
            (wanted.text.as_str(), wanted.found, wanted.score, wanted.limit),
            ("gempa", Some(Variable::new_unchecked("s")), None, None)
        );
        let wanted = read("?s kb:score ?n ; kb:matches \"gempa\"@id ; a <x:Sentence>").expect("a search");
        assert_eq!(
            (wanted.score, wanted.class),
            (Some(Variable::new_unchecked("n")), Some(NamedNode::new_unchecked("x:Sentence")))
        );
        let best = "{ SELECT * { ?s kb:matches \"gempa\" ; kb:score ?n } ORDER BY DESC(?n) LIMIT 5 }";
        assert_eq!(read(best).expect("a search").limit, Some(5));
        assert_eq!(read("?s kb:matches ?given").expect("a search").text, "tsunami");
    }

    #[test]
    fn what_is_no_search_is_refused() {
        let cases = [
            ("?s ?p ?o", NOTHING_SOUGHT),
            ("?s kb:matches \"a\" , \"b\"", SOUGHT_TWICE),
            ("<x:s> kb:matches \"a\"", NO_VARIABLE),
            ("?s kb:matches ?unknown", NO_TEXT),
            ("?s kb:matches <x:y>", NO_TEXT),
            ("?s kb:matches \"a\" ; kb:score 1", NO_VARIABLE),
            ("?s kb:matches \"a\" ; a ?class", NO_CLASS),
            ("?s kb:matches \"a\" ; <x:p> ?o", OTHER_PATTERN),
            ("?s kb:matches \"a\" . ?t kb:score ?n", OTHER_PATTERN),
            ("?s kb:matches \"a\" FILTER(?s = 1)", OTHER_PATTERN),
            ("{ SELECT * { ?s kb:matches \"gempa\" ; kb:score ?n } ORDER BY ?n LIMIT 5 }", OTHER_PATTERN),
        ];
        for (inside, misuse) in cases {
            assert_eq!(read(inside), Err(misuse), "{inside}");
        }
    }
}
