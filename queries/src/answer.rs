//! What a named query found: variables and rows, held whole, and written in whatever form the reader wants.
//!
//! Machines get the four SPARQL result formats; people get an aligned table or Markdown with names instead of IRIs.

mod plain;

pub use plain::text as plain_text;

use std::io::{self, Write};
use std::str::FromStr;

use ontology::Iris;
use oxigraph::model::{Term, Variable};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryEvaluationError, QuerySolutionIter};

/// No answer holds more rows; who needs them all asks the SPARQL endpoint, which streams.
pub const MOST_ROWS: usize = 10_000;

/// The rows a query found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The columns.
    pub variables: Vec<Variable>,
    /// The rows; an unbound variable is `None`.
    pub rows: Vec<Vec<Option<Term>>>,
    /// Whether there are more rows than these.
    pub truncated: bool,
    /// Parameters with a value: people know it, so tables for people leave the column out.
    known: Vec<Variable>,
}

/// How an answer can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// SPARQL 1.1 results in JSON.
    Json,
    /// SPARQL results in XML.
    Xml,
    /// Comma-separated values, terms without their types.
    Csv,
    /// Tab-separated values, terms as in Turtle.
    Tsv,
    /// An aligned table for a terminal.
    Table,
    /// A table for a document.
    Markdown,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 6] = [Self::Json, Self::Xml, Self::Csv, Self::Tsv, Self::Table, Self::Markdown];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Table => "table",
            Self::Markdown => "markdown",
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Table => "text/plain; charset=utf-8",
            Self::Markdown => "text/markdown; charset=utf-8",
            machine => machine.sparql().map_or("text/plain", QueryResultsFormat::media_type),
        }
    }

    fn sparql(self) -> Option<QueryResultsFormat> {
        match self {
            Self::Json => Some(QueryResultsFormat::Json),
            Self::Xml => Some(QueryResultsFormat::Xml),
            Self::Csv => Some(QueryResultsFormat::Csv),
            Self::Tsv => Some(QueryResultsFormat::Tsv),
            Self::Table | Self::Markdown => None,
        }
    }
}

/// A word that names no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` is no format of answers: there are {}", Format::ALL.map(Format::name).join(", "))]
pub struct UnknownFormat {
    name: String,
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        let format = Self::ALL.into_iter().find(|format| format.name() == name);
        format.ok_or_else(|| UnknownFormat { name: name.to_owned() })
    }
}

impl Answer {
    /// Takes in the rows, at most [`MOST_ROWS`]; `known` are the parameters that have a value.
    ///
    /// # Errors
    ///
    /// If the query fails or is cancelled on the way.
    pub fn collect(mut solutions: QuerySolutionIter<'_>, known: Vec<Variable>) -> Result<Self, QueryEvaluationError> {
        let variables = solutions.variables().to_vec();
        let rows = solutions
            .by_ref()
            .take(MOST_ROWS)
            .map(|solution| Ok(solution?.values().to_vec()))
            .collect::<Result<Vec<_>, QueryEvaluationError>>()?;
        let truncated = rows.len() == MOST_ROWS && solutions.next().transpose()?.is_some();
        Ok(Self { variables, rows, truncated, known })
    }

    /// Writes it; `iris` says which IRIs people know by a short name.
    ///
    /// # Errors
    ///
    /// If `out` cannot be written to.
    pub fn write(&self, format: Format, iris: &Iris, out: &mut impl Write) -> io::Result<()> {
        match format.sparql() {
            Some(sparql) => self.serialize(sparql, out),
            None => out.write_all(self.to_text(format, iris).as_bytes()),
        }
    }

    fn serialize(&self, format: QueryResultsFormat, out: &mut impl Write) -> io::Result<()> {
        let serializer = QueryResultsSerializer::from_format(format);
        let mut writer = serializer.serialize_solutions_to_writer(out, self.variables.clone())?;
        for row in &self.rows {
            let bound = self.variables.iter().zip(row).filter_map(|(name, term)| Some((name, term.as_ref()?)));
            writer.serialize(bound)?;
        }
        writer.finish().map(|_| ())
    }

    fn to_text(&self, format: Format, iris: &Iris) -> String {
        let table = plain::Table::new(self, iris);
        if format == Format::Markdown { table.to_markdown() } else { table.to_aligned() }
    }
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn names_of_formats_go_both_ways() {
        for format in Format::ALL {
            assert_eq!(format.name().parse(), Ok(format));
            assert!(format.media_type().contains('/'));
        }
        let error = "pdf".parse::<Format>().expect_err("no such format").to_string();
        assert_eq!(error, "`pdf` is no format of answers: there are json, xml, csv, tsv, table, markdown");
    }
}
