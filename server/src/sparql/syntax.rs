//! Explains a syntax error: where it is, the line itself with a mark under the place, and what may help.
//!
//! The parser's own message names grammar rules and often a later place; what a person needs is the word that does not fit, and
//! most often the missing `PREFIX` line.

use std::fmt;

mod brackets;
mod place;
mod prefix;
mod spelling;

/// Characters of the line shown on each side of the place.
const SIDE: usize = 100;

/// A place in a query where it stops being SPARQL.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SyntaxError {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// What is wrong there.
    pub problem: String,
    /// The line and a caret below the place.
    pub excerpt: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl std::error::Error for SyntaxError {}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (line {}, column {})\n{}", self.problem, self.line, self.column, self.excerpt)?;
        self.hint.as_ref().map_or(Ok(()), |hint| write!(f, "\nhint: {hint}"))
    }
}

/// Explains why `text` is no SPARQL; `parse` gives the parser's message for a text, or nothing when it is well.
///
/// # Panics
/// Never: `parse` refuses the text itself, and a parser without a place falls back on the start.
pub fn explain(text: &str, parse: impl Fn(&str) -> Option<String>) -> SyntaxError {
    if let Some((at, name)) = prefix::undeclared(text) {
        let problem = format!("the prefix `{name}:` is not declared");
        return error(text, at, problem, Some(prefix::hint(name)));
    }
    if let Some((at, problem, hint)) = brackets::mismatch(text) {
        return error(text, at, problem, Some(hint));
    }
    let found = place::find(text, parse);
    let rest = &text[found.at..];
    let problem = match (found.reason, word(rest)) {
        (Some(reason), _) => reason,
        (None, Some(word)) => format!("`{word}` cannot stand here"),
        (None, None) => "the query ends too early".to_owned(),
    };
    let hint = spelling::hint(rest).or_else(|| spelling::hint(last_word(&text[..found.at])));
    error(text, found.at, problem, hint.or(found.expected))
}

fn word(rest: &str) -> Option<String> {
    let end = rest.find(|c: char| c.is_whitespace() || "{}()[];,".contains(c)).unwrap_or(rest.len());
    let first = rest.chars().next()?.len_utf8();
    Some(rest[..end.max(first)].chars().take(30).collect())
}

fn last_word(before: &str) -> &str {
    before.split_whitespace().next_back().unwrap_or_default()
}

fn error(text: &str, at: usize, problem: String, hint: Option<String>) -> SyntaxError {
    let before = &text[..at];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.matches('\n').count() + 1;
    let column = text[start..at].chars().count() + 1;
    let whole = text[start..].lines().next().unwrap_or_default();
    SyntaxError { line, column, problem, excerpt: excerpt(whole, line, column), hint }
}

fn excerpt(whole: &str, line: usize, column: usize) -> String {
    let skipped = column.saturating_sub(SIDE);
    let shown: String = whole.chars().skip(skipped).take(2 * SIDE).map(visible).collect();
    let number = line.to_string();
    let margin = " ".repeat(number.len());
    let indent = " ".repeat(column.saturating_sub(1 + skipped));
    format!("{number} | {shown}\n{margin} | {indent}^")
}

/// A tab or control character would move the caret away from its place.
fn visible(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}

#[cfg(test)]
mod tests {
    use oxigraph::sparql::SparqlEvaluator;

    use super::*;

    fn explained(query: &str) -> SyntaxError {
        explain(query, |text| SparqlEvaluator::new().parse_query(text).err().map(|error| error.to_string()))
    }

    /// Each wrong query with a `§` before the place, a word of the problem, and a word of the hint.
    const CASES: &[(&str, &str, &str)] = &[
        ("SELECT ?e {\n  ?e a §sem:Event }", "`sem:` is not declared", "PREFIX sem: <http"),
        ("PREFIX kb: <a:b>\nASK { ?s §skoss:prefLabel ?o ; kb:actor ?a }", "`skoss:`", "did you mean `skos:`"),
        ("ASK { ?s §:p ?o }", "`:` is not declared", "PREFIX : <"),
        ("SELECT ?s §WHER { ?s ?p ?o }", "`WHER` cannot", "did you mean `WHERE`"),
        ("§SELEC ?s { ?s ?p ?o }", "`SELEC` cannot", "did you mean `SELECT`"),
        ("SELECT ?s { ?s ?p ?o } §LIMI 10", "`LIMI` cannot", "did you mean `LIMIT`"),
        ("SELECT ?s { ?s ?p ?o } §ORDR BY ?s", "`ORDR` cannot", "did you mean `ORDER`"),
        ("SELECT ?s { ?s ?p ?o §FILTR(?s = 1) }", "`FILTR` cannot", "did you mean `FILTER`"),
        ("SELECT ?s { ?s ?p ?o . §OPTIONL { ?a ?b ?c } }", "`OPTIONL` cannot", "did you mean `OPTIONAL`"),
        ("SELECT §DISTINC ?s { ?s ?p ?o }", "`DISTINC` cannot", "did you mean `DISTINCT`"),
        ("SELECT ?s { ?s ?p §}", "`}` cannot", ""),
        ("SELECT ?s {\n ?s ?p ?o .\n ?s ?p\n§}", "`}` cannot", ""),
        ("SELECT ?s §{ ?s ?p ?o ", "`{` is never closed", "add `}`"),
        ("SELECT ?s { ?s ?p ?o }§}", "`}` closes nothing", "remove it"),
        ("SELECT ?s { FILTER(?s = 1 §} }", "`}`", "`)`"),
        ("SELECT §{ ?s ?p ?o }", "`{` cannot", ""),
        ("SELECT (COUNT(?s) §?n) { ?s ?p ?o }", "`?n` cannot", ""),
        ("SELECT ?s { ?s ?p ?o } LIMIT §x", "`x` cannot", ""),
        ("ASK { ?s ?p ?o } §GARBAGE", "`GARBAGE` cannot", ""),
        ("§INSERT DATA { <a:a> <a:b> <a:c> }", "`INSERT` cannot", "update"),
        ("§", "ends too early", ""),
        ("SELECT ?s { ?s a \"caf\u{e9}\" §<b> }", "`<b>` cannot", ""),
    ];

    #[test]
    fn places_problems_and_hints() {
        for (marked, problem, hint) in CASES {
            let at = marked.find('§').expect("a mark");
            let query = marked.replace('§', "");
            let error = explained(&query);
            let line = query[..at].matches('\n').count() + 1;
            let column = query[..at].chars().rev().take_while(|c| *c != '\n').count() + 1;
            assert_eq!((error.line, error.column), (line, column), "{query}\n{error}");
            assert!(error.problem.contains(problem), "{query}\n{error}");
            assert!(error.hint.as_deref().unwrap_or_default().contains(hint), "{query}\n{error}");
        }
    }

    #[test]
    fn the_caret_stands_under_the_place() {
        let error = explained("SELECT ?s { ?s ?p\t\"caf\u{e9}\" ; ; } LIMIT x");
        let (line, caret) = error.excerpt.split_once('\n').expect("two lines");
        let caret = caret.chars().position(|c| c == '^').expect("a caret");
        assert_eq!(line.chars().nth(caret), Some('x'), "{error}");
    }

    #[test]
    fn reasons_of_the_parser_are_kept() {
        let error = explained("SELECT ?x (COUNT(?s) AS ?n) { ?s ?p ?o }");
        assert!(error.problem.contains("variable"), "{error}");
    }
}
