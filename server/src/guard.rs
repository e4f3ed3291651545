//! Refuses queries that could only harm, before anything parses them.
//!
//! Parser, planner and evaluator follow the nesting of a query with their own stack, and the planner's time grows faster than the
//! number of patterns. Real questions stay far below these limits.

pub mod rdf;

use crate::sparql::tokens::{Token, tokens};

/// Bytes of a query; an update may be as long as a request body.
const SIZE: usize = 1024 * 1024;
/// Brackets inside brackets, of all three kinds.
const DEPTH: usize = 100;
/// Signs that join two expressions or two steps of a path, in the whole query.
const OPERATORS: usize = 1000;
/// Steps of paths (`/`), in the whole query.
const STEPS: usize = 200;
/// Words that open a part of a group (`UNION`, `BIND`, …), in the whole query.
const PARTS: usize = 300;
/// Triple patterns in one group.
const PATTERNS: usize = 100;

const PART_WORDS: [&str; 9] = ["UNION", "BIND", "OPTIONAL", "MINUS", "FILTER", "EXISTS", "GRAPH", "SERVICE", "SELECT"];

/// A query that is not even parsed.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the query has {found} {what}, more than the {limit} allowed")]
pub struct Refusal {
    what: &'static str,
    found: usize,
    limit: usize,
}

/// Looks a query over.
///
/// # Errors
/// When it is too long, too deep, or made of too many parts.
pub fn check_query(text: &str) -> Result<(), Refusal> {
    within("bytes", text.len(), SIZE)?;
    let census = take_census(text);
    census.check()?;
    within("triple patterns in one group", census.patterns, PATTERNS)
}

/// Looks at how many triple patterns a parsed query joins with each other: what is written in few signs may become many.
///
/// # Errors
/// When it is too many.
pub fn check_joined(patterns: usize) -> Result<(), Refusal> {
    within("triple patterns joined with each other", patterns, PATTERNS)
}

/// Looks an update over; it may be long and hold many triples, but not be deep.
///
/// # Errors
/// When it is too deep or made of too many parts.
pub fn check_update(text: &str) -> Result<(), Refusal> {
    take_census(text).check()
}

fn within(what: &'static str, found: usize, limit: usize) -> Result<(), Refusal> {
    if found <= limit { Ok(()) } else { Err(Refusal { what, found, limit }) }
}

/// What is counted in one pass over the tokens.
#[derive(Default)]
struct Census {
    depth: usize,
    /// Open `<<`, of triples about triples.
    triples: usize,
    operators: usize,
    steps: usize,
    parts: usize,
    patterns: usize,
}

impl Census {
    fn check(&self) -> Result<(), Refusal> {
        within("levels of nesting", self.depth, DEPTH)?;
        within("operators", self.operators, OPERATORS)?;
        within("path steps", self.steps, STEPS)?;
        within("groups, unions, binds and filters", self.parts, PARTS)
    }
}

fn take_census(text: &str) -> Census {
    let mut census = Census::default();
    let mut open: Vec<(char, usize)> = Vec::new(); // each open bracket, with the patterns seen in it
    let mut next = tokens(text).peekable();
    let mut text = false; // whether the token before ended one, after which `^^` tells its type and joins nothing
    while let Some((at, token)) = next.next() {
        if std::mem::replace(&mut text, token == Token::Text) && token == Token::Sign('^') {
            next.next_if_eq(&(at + 1, Token::Sign('^')));
            continue;
        }
        match token {
            Token::Sign(sign @ ('{' | '(' | '[')) => {
                open.push((sign, 1));
                census.depth = census.depth.max(open.len() + census.triples);
            }
            Token::Sign('}' | ')' | ']') => {
                open.pop();
            }
            Token::Sign('.' | ';' | ',') => {
                if let Some((_, patterns)) = open.last_mut().filter(|(bracket, _)| *bracket != '(') {
                    *patterns += 1;
                    census.patterns = census.patterns.max(*patterns);
                }
            }
            Token::Sign('<') if next.peek() == Some(&(at + 1, Token::Sign('<'))) => {
                census.triples += 1;
                census.depth = census.depth.max(open.len() + census.triples);
            }
            Token::Sign('>') if next.peek() == Some(&(at + 1, Token::Sign('>'))) => {
                census.triples = census.triples.saturating_sub(1);
            }
            Token::Sign('/') => census.steps += 1,
            Token::Sign('|' | '&' | '!' | '+' | '-' | '*' | '^' | '=') => census.operators += 1,
            Token::Word(word) => census.parts += usize::from(opens_part(word)),
            _ => {}
        }
    }
    census
}

fn opens_part(word: &str) -> bool {
    PART_WORDS.iter().any(|part| part.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(open: &str, core: &str, close: &str, times: usize) -> String {
        format!("SELECT * WHERE {{ {}{core}{} }}", open.repeat(times), close.repeat(times))
    }

    #[test]
    fn real_queries_pass() {
        let list = (0..5000).map(|n| format!("(<http://example.org/{n}> {n})")).collect::<Vec<_>>().join(" ");
        let queries = [
            "ASK {}".to_owned(),
            format!("SELECT * {{ VALUES (?a ?b) {{ {list} }} ?a ?p ?b }}"),
            around("{ ?s ?p ?o . ", "", "}", 90),
            format!("SELECT * {{ VALUES ?a {{ {} }} }}", "\"1\"^^xsd:byte ".repeat(5000)),
            "SELECT (COUNT(*) AS ?n) { ?s a/rdfs:subClassOf* ?c FILTER(?a < 3 || ?b > 4) } # {{{{".to_owned(),
        ];
        for query in queries {
            assert_eq!(check_query(&query), Ok(()), "{}", &query[..60.min(query.len())]);
        }
    }

    #[test]
    fn harmful_queries_are_refused() {
        let cases = [
            ("levels", around("{", "", "}", 2000)),
            ("levels", around("FILTER(((", "1", ")))", 2000)),
            ("levels", around("?s ?p [", "", "]", 2000)),
            ("levels", around("<< ", "?s ?p ?o", " >>", 2000)),
            ("operators", around("FILTER(", &"!".repeat(5000), ")", 1)),
            ("operators", around("FILTER(1", &"||1".repeat(5000), ")", 1)),
            ("operators", around("?s ", &"^".repeat(5000), "<p> ?o", 1)),
            ("steps", around("?s <p>", &"/<p>".repeat(500), " ?o", 1)),
            ("unions", around("{}", &"UNION {}".repeat(5000), "", 1)),
            ("binds", around("", &"BIND(1 AS ?x)".repeat(5000), "", 1)),
            ("patterns", around("", &"?s ?p ?o . ".repeat(200), "", 1)),
            ("bytes", format!("ASK {{}} #{}", " ".repeat(SIZE))),
        ];
        for (word, query) in cases {
            let refusal = check_query(&query).expect_err(word);
            assert!(refusal.to_string().contains(word), "{refusal} should speak of {word}");
        }
    }

    #[test]
    fn updates_may_hold_much_data() {
        let update = format!("INSERT DATA {{ {} }}", "<s> <p> <o> . ".repeat(200_000));
        assert_eq!(check_update(&update), Ok(()));
        assert!(check_update(&around("{", "", "}", 2000)).is_err());
    }
}
