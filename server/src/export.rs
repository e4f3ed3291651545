//! Writes a selection of events as a file: a table, JSON, or the facts as Turtle. One event after the other, so that a million of
//! them need no more memory than one.

use std::collections::HashMap;
use std::io::{self, Write};

use ontology::Iris;
use oxigraph::io::RdfFormat;
use oxigraph::sparql::CancellationToken;
use oxigraph::store::Store;
use queries::explore::{BadFilter, EntityRef, Filter, Order, Row};
use queries::{EventIndex, Explorer};
use serde::Deserialize;
use serde_json::Value;

use crate::sparql::Failure;
use crate::sparql::results::serializer;

/// The heads of the table.
const HEADS: [&str; 14] = [
    "event",
    "type",
    "type_name",
    "begin",
    "end",
    "precision",
    "status",
    "confidence",
    "actors",
    "recipients",
    "places",
    "reports",
    "independent_sources",
    "publishers",
];

/// The language of names.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Indonesian.
    Id,
}

/// Events that fit a filter, in an order.
pub struct Selection<'a> {
    /// Where their facts are.
    pub store: &'a Store,
    /// How they are named.
    pub iris: &'a Iris,
    /// Where they are found.
    pub events: &'a EventIndex,
    /// What they fit.
    pub filter: &'a Filter,
    /// In which order they come.
    pub order: Order,
}

impl Selection<'_> {
    /// Writes a table.
    ///
    /// # Errors
    /// When the store cannot be read or nobody takes the bytes.
    pub fn csv(&self, language: Language, token: &CancellationToken, out: &mut impl Write) -> Result<(), Failure> {
        line(out, &HEADS.map(str::to_owned))?;
        let mut types: HashMap<String, String> = HashMap::new();
        self.each(token, |row| {
            if !types.contains_key(&row.event_type) {
                let label = self.explorer().type_name(&row.event_type)?;
                types.insert(row.event_type.clone(), if language == Language::Id { label.id } else { label.en });
            }
            let name = types.get(&row.event_type).cloned().unwrap_or_default();
            Ok(line(out, &cells(row, name, language))?)
        })
    }

    /// Writes what the views of the page get, with `about` before it.
    ///
    /// # Errors
    /// When nobody takes the bytes.
    pub fn json(&self, about: &Value, token: &CancellationToken, out: &mut impl Write) -> Result<(), Failure> {
        write!(out, "{{\"about\":{about},\"events\":[")?;
        let mut first = true;
        self.each(token, |row| {
            out.write_all(if first { b"\n" } else { b",\n" })?;
            first = false;
            Ok(serde_json::to_writer(&mut *out, &row).map_err(io::Error::from)?)
        })?;
        Ok(out.write_all(b"\n]}\n")?)
    }

    /// Writes all that the store says of the events.
    ///
    /// # Errors
    /// When the store cannot be read or nobody takes the bytes.
    pub fn turtle(&self, token: &CancellationToken, out: &mut impl Write) -> Result<(), Failure> {
        let mut writer = serializer(RdfFormat::Turtle).for_writer(out);
        self.each(token, |row| {
            for triple in self.explorer().facts(&row.id)? {
                writer.serialize_triple(&triple)?;
            }
            Ok(())
        })?;
        writer.finish()?;
        Ok(())
    }

    fn explorer(&self) -> Explorer<'_> {
        Explorer::new(self.store, self.iris)
    }

    fn each(&self, token: &CancellationToken, mut take: impl FnMut(Row) -> Result<(), Failure>) -> Result<(), Failure> {
        let visited = self.events.visit(self.filter, self.order, |row| {
            if token.is_cancelled() { Err(Failure::Cancelled) } else { take(row) }
        });
        visited.map_err(|bad: BadFilter| Failure::Evaluation(bad.to_string()))?
    }
}

fn cells(row: Row, type_name: String, language: Language) -> [String; 14] {
    let names = |entities: Vec<EntityRef>| {
        let name = |entity: EntityRef| if language == Language::Id { entity.label.id } else { entity.label.en };
        entities.into_iter().map(name).collect::<Vec<_>>().join("; ")
    };
    [
        row.id,
        row.event_type,
        type_name,
        row.begin.unwrap_or_default(),
        row.end.unwrap_or_default(),
        row.date_precision.unwrap_or_default(),
        row.factuality.unwrap_or_default(),
        row.confidence.map(|share| share.to_string()).unwrap_or_default(),
        names(row.actors),
        names(row.recipients),
        names(row.places),
        row.report_count.to_string(),
        row.independent_sources.to_string(),
        row.publishers.join("; "),
    ]
}

/// One line of a table (RFC 4180).
fn line(out: &mut impl Write, cells: &[String]) -> io::Result<()> {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            out.write_all(b",")?;
        }
        if cell.contains(['"', ',', '\n', '\r']) {
            write!(out, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\r\n")
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn what_would_end_a_cell_stands_in_quotation_marks() {
        let mut out = Vec::new();
        line(&mut out, &["a".to_owned(), "b, \"c\"".to_owned()]).expect("a vector takes bytes");
        assert_eq!(String::from_utf8_lossy(&out), "a,\"b, \"\"c\"\"\"\r\n");
    }
}
