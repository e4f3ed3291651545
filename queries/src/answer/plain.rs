//! An answer as people read it: a column `placeLabel` takes the place of its column `place`, other IRIs are shortened by
//! prefix, and what was given or is empty throughout has no column.

use std::collections::HashMap;
use std::fmt::Write as _;

use ontology::Iris;
use oxigraph::model::{NamedNode, Term, Variable};
use unicode_width::UnicodeWidthStr as _;

use super::Answer;

/// The ending of a variable that holds the name of what another variable holds.
const NAME_OF: &str = "Label";

/// Head and rows as text.
pub(super) struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// A column to show: its place in the answer, and the place of the names to show instead.
struct Column {
    at: usize,
    names: Option<usize>,
}

impl Table {
    pub(super) fn new(answer: &Answer, iris: &Iris) -> Self {
        let columns = columns(answer);
        let prefixes = iris.prefixes();
        let cell = |row: &[Option<Term>], column: &Column| {
            let name = column.names.and_then(|at| row[at].as_ref());
            name.or(row[column.at].as_ref()).map_or(String::new(), |term| text(term, &prefixes))
        };
        let head = columns.iter().map(|column| answer.variables[column.at].as_str().to_owned()).collect();
        let rows = answer.rows.iter().map(|row| columns.iter().map(|column| cell(row, column)).collect()).collect();
        Self { head, rows }
    }

    /// Columns padded with spaces, two between them, a rule under the head.
    pub(super) fn to_aligned(&self) -> String {
        let widths: Vec<usize> =
            (0..self.head.len()).map(|at| self.lines().map(|line| line[at].width()).max().unwrap_or(0)).collect();
        let rule: Vec<String> = widths.iter().map(|&width| "-".repeat(width)).collect();
        let mut out = String::new();
        for line in [&self.head, &rule].into_iter().chain(&self.rows) {
            let mut padded = String::new();
            for (cell, width) in line.iter().zip(&widths) {
                let gap = " ".repeat(width - cell.width() + 2);
                padded.push_str(cell);
                padded.push_str(&gap);
            }
            let _ = writeln!(out, "{}", padded.trim_end()); // writing to a string cannot fail
        }
        out
    }

    pub(super) fn to_markdown(&self) -> String {
        let rule = vec!["---".to_owned(); self.head.len()];
        let mut out = String::new();
        for line in [&self.head, &rule].into_iter().chain(&self.rows) {
            let cells: Vec<String> = line.iter().map(|cell| cell.replace('|', "\\|")).collect();
            let _ = writeln!(out, "| {} |", cells.join(" | ")); // writing to a string cannot fail
        }
        out
    }

    fn lines(&self) -> impl Iterator<Item = &Vec<String>> {
        [&self.head].into_iter().chain(&self.rows)
    }
}

/// Leaves out what was given, names (they stand in the column of what they name), and what no row has.
fn columns(answer: &Answer) -> Vec<Column> {
    let places: HashMap<&str, usize> =
        answer.variables.iter().enumerate().map(|(at, variable)| (variable.as_str(), at)).collect();
    let names = |variable: &Variable| places.get(format!("{}{NAME_OF}", variable.as_str()).as_str()).copied();
    let is_name =
        |variable: &Variable| variable.as_str().strip_suffix(NAME_OF).is_some_and(|thing| places.contains_key(thing));
    let is_empty = |at: usize| !answer.rows.is_empty() && answer.rows.iter().all(|row| row[at].is_none());
    let variables = answer.variables.iter().enumerate();
    variables
        .filter(|(at, variable)| !answer.known.contains(variable) && !is_name(variable) && !is_empty(*at))
        .map(|(at, variable)| Column { at, names: names(variable) })
        .collect()
}

/// A term as people read it: an IRI by its prefix, a literal without type and language, on one line.
#[must_use]
pub fn text(term: &Term, prefixes: &[(&str, String)]) -> String {
    match term {
        Term::NamedNode(node) => short(node, prefixes),
        Term::Literal(literal) => literal.value().split_whitespace().collect::<Vec<_>>().join(" "),
        Term::BlankNode(node) => node.to_string(),
        Term::Triple(triple) => triple.to_string(),
    }
}

/// `r:RUS` instead of the whole IRI, by the longest namespace that fits.
fn short(node: &NamedNode, prefixes: &[(&str, String)]) -> String {
    let fitting =
        prefixes.iter().filter_map(|(prefix, namespace)| Some((prefix, node.as_str().strip_prefix(namespace)?)));
    let shortest = fitting.min_by_key(|(_, local)| local.len());
    shortest.map_or_else(|| node.to_string(), |(prefix, local)| format!("{prefix}:{local}"))
}
