//! The comment lines at the top of an `.rq` file: what the query is called, what it needs, how its answer is best shown.
//!
//! They are comments, so that the file stays plain SPARQL that any tool runs. One line is one field:
//!
//! ```text
//! # title@en: Who held an office
//! # title@id: Siapa pemegang jabatan
//! # description@en: …
//! # description@id: …
//! # param: of entity required — country or body — negara atau lembaga — RUS
//! # param: on date optional — on this day — pada hari ini — 2024-06-22
//! # param: lang text default=en — language of the names — bahasa nama — id
//! # example: --of RUS --on 2024-06-22
//! # defaultView: table
//! ```

use std::str::FromStr;

use serde::Serialize;

use crate::label::Label;
use crate::parameter::Parameter;

/// What an `.rq` file says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// Its name for people.
    pub title: Label,
    /// What it answers, in a sentence or two.
    pub description: Label,
    /// What it can be given, in the order to ask for it.
    pub parameters: Vec<Parameter>,
    /// Arguments to try it with: pairs of parameter and value.
    pub example: Vec<(String, String)>,
    /// How the answer is best shown.
    pub view: View,
}

/// How an answer is best shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum View {
    /// Rows and columns.
    #[default]
    Table,
    /// Along a line of days.
    Timeline,
    /// On a map.
    Map,
    /// As nodes and links.
    Graph,
}

impl FromStr for View {
    type Err = String;

    fn from_str(view: &str) -> Result<Self, String> {
        match view {
            "table" => Ok(Self::Table),
            "timeline" => Ok(Self::Timeline),
            "map" => Ok(Self::Map),
            "graph" => Ok(Self::Graph),
            other => Err(format!("`{other}` is no view: write table, timeline, map or graph")),
        }
    }
}

/// A header that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{query}.rq, line {line}: {problem}")]
pub struct HeaderError {
    /// Name of the query.
    pub query: String,
    /// Line in the file, from 1.
    pub line: usize,
    /// What is wrong and what would be right.
    pub problem: String,
}

impl Header {
    /// Reads the comment lines at the top of `text`; the first other line ends them.
    ///
    /// # Errors
    ///
    /// If a line is no known field, a field is malformed, or a title or description is missing.
    pub fn read(query: &str, text: &str) -> Result<Self, HeaderError> {
        let error = |line, problem| HeaderError { query: query.to_owned(), line, problem };
        let mut header = Self::default();
        let mut lines = 0;
        for line in text.lines().map_while(|line| line.strip_prefix('#')) {
            lines += 1;
            header.field(line.trim()).map_err(|problem| error(lines, problem))?;
        }
        header.check().map_err(|problem| error(lines, problem))?;
        Ok(header)
    }

    fn field(&mut self, line: &str) -> Result<(), String> {
        let (key, value) = line.split_once(':').ok_or_else(|| format!("`{line}` is no field: write `# key: value`"))?;
        let value = value.trim();
        match key.trim() {
            "title@en" => value.clone_into(&mut self.title.en),
            "title@id" => value.clone_into(&mut self.title.id),
            "description@en" => value.clone_into(&mut self.description.en),
            "description@id" => value.clone_into(&mut self.description.id),
            "param" => self.parameters.push(Parameter::read(value)?),
            "example" => self.example = arguments(value)?,
            "defaultView" => self.view = value.parse()?,
            other => {
                return Err(format!(
                    "`{other}` is no field: there are title@en, title@id, description@en, description@id, param, \
                     example and defaultView"
                ));
            }
        }
        Ok(())
    }

    fn check(&self) -> Result<(), String> {
        let texts = [
            ("title@en", &self.title.en),
            ("title@id", &self.title.id),
            ("description@en", &self.description.en),
            ("description@id", &self.description.id),
        ];
        match texts.iter().find(|(_, text)| text.is_empty()) {
            Some((field, _)) => Err(format!("the header has no `{field}`")),
            None => Ok(()),
        }
    }
}

/// Takes `--name value` pairs apart; a value with spaces stands in double quotes.
///
/// # Errors
///
/// If a name is not followed by a value or a quote is not closed.
pub fn arguments(line: &str) -> Result<Vec<(String, String)>, String> {
    let mut pairs = Vec::new();
    let mut rest = line.trim();
    while let Some(after) = rest.strip_prefix("--") {
        let (name, value) = after.split_once(' ').ok_or_else(|| format!("`--{after}` has no value"))?;
        let value = value.trim_start();
        let (value, remaining) = match value.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').ok_or_else(|| format!("`{value}` has no closing quote"))?,
            None => value.split_once(' ').unwrap_or((value, "")),
        };
        pairs.push((name.to_owned(), value.to_owned()));
        rest = remaining.trim_start();
    }
    if rest.is_empty() { Ok(pairs) } else { Err(format!("`{rest}` is no argument: write `--name value`")) }
}

#[cfg(test)]
mod tests {
    use super::{Header, View, arguments};

    const COMPLETE: &str = "# title@en: T\n# title@id: J\n# description@en: D\n# description@id: K\n";

    #[test]
    fn reads_every_field_and_stops_at_the_query() {
        let text = format!("{COMPLETE}# example: --a RUS\n# defaultView: map\nSELECT * {{}}\n# not: a field");
        let header = Header::read("q", &text).expect("the header is complete");
        assert_eq!((header.title.en.as_str(), header.title.id.as_str()), ("T", "J"));
        assert_eq!(header.example, [("a".to_owned(), "RUS".to_owned())]);
        assert_eq!(header.view, View::Map);
    }

    #[test]
    fn errors_name_file_line_and_remedy() {
        let cases = [
            (format!("{COMPLETE}# colour: red"), "q.rq, line 5: `colour` is no field"),
            (format!("{COMPLETE}# defaultView: pie"), "q.rq, line 5: `pie` is no view: write table"),
            ("# title@en: T".to_owned(), "q.rq, line 1: the header has no `title@id`"),
            (format!("{COMPLETE}# param: a entity"), "q.rq, line 5: "),
        ];
        for (text, message) in cases {
            let error = Header::read("q", &text).expect_err(&text).to_string();
            assert!(error.starts_with(message), "{error}");
        }
    }

    #[test]
    fn arguments_may_be_quoted() {
        let pairs = arguments(r#"--actor "Vladimir Putin" --from 2024-01-01"#);
        let expected = [("actor", "Vladimir Putin"), ("from", "2024-01-01")].map(|(k, v)| (k.to_owned(), v.to_owned()));
        assert_eq!(pairs, Ok(expected.to_vec()));
        assert!(arguments("--a").is_err());
        assert!(arguments("a b").is_err());
        assert!(arguments("--a \"b").is_err());
    }
}
