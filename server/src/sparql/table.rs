//! Writes solutions as aligned columns for a person at a terminal: short IRIs, plain literals.

use std::io::Write;

use ontology::Iris;
use oxigraph::model::Term;
use oxigraph::sparql::QuerySolutionIter;
use queries::answer::plain_text;
use unicode_width::UnicodeWidthStr;

use super::Failure;

/// Widest column, in terminal cells; longer values push the rest of their line to the right.
const WIDEST: usize = 60;

/// Writes all solutions; they are held in memory until the widths are known.
///
/// # Errors
/// When the evaluation fails on the way, or the writer does.
pub fn write(solutions: QuerySolutionIter<'static>, out: &mut impl Write) -> Result<(), Failure> {
    let prefixes = Iris::default().prefixes();
    let header: Vec<String> = solutions.variables().iter().map(|variable| variable.as_str().to_owned()).collect();
    let mut rows = vec![header];
    for solution in solutions {
        let cell = |term: &Option<Term>| term.as_ref().map_or_else(String::new, |term| plain_text(term, &prefixes));
        rows.push(solution?.values().iter().map(cell).collect());
    }
    let widths = widths(&rows);
    for (number, row) in rows.iter().enumerate() {
        writeln!(out, "{}", line(row, &widths))?;
        if number == 0 {
            let rules: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
            writeln!(out, "{}", rules.join("  "))?;
        }
    }
    Ok(())
}

fn widths(rows: &[Vec<String>]) -> Vec<usize> {
    let columns = rows.first().map_or(0, Vec::len);
    let widest = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0).min(WIDEST);
    (0..columns).map(widest).collect()
}

fn line(row: &[String], widths: &[usize]) -> String {
    let pad = |(cell, width): (&String, &usize)| format!("{cell}{}", " ".repeat(width.saturating_sub(cell.width())));
    let cells: Vec<String> = row.iter().zip(widths).map(pad).collect();
    cells.join("  ").trim_end().to_owned()
}
