//! What a named query can be given, and how a value that somebody wrote becomes one RDF term.
//!
//! A term cannot change the query it enters, whatever the value contains. So the only question here is which term is meant:
//! `RUS`, `r:RUS`, the whole IRI and `Rusia` are the same country.

mod candidate;
mod entity;
mod value;

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::label::Label;

pub(crate) use candidate::list;
pub use candidate::{Candidate, ValueError};
pub(crate) use value::resolve;

/// One thing a named query can be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its name, which is also the variable of the query.
    pub name: String,
    /// What values it takes.
    pub kind: Kind,
    /// Whether it must be given.
    pub need: Need,
    /// Its name for people.
    pub label: Label,
    /// A value to try.
    pub example: String,
}

/// Whether a parameter must be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// The query makes no sense without it.
    Required,
    /// Without it the variable stays unbound, and the query leaves that condition out.
    Optional,
    /// Without it this value is taken.
    Default(String),
}

/// What values a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A person, organization, country, group or place: by id, IRI or name in any language.
    Entity,
    /// An event: by id or IRI.
    Event,
    /// An event type: by code, IRI or name in any language.
    EventType,
    /// A day: `2024-06-18`.
    Date,
    /// A decimal number.
    Number,
    /// Any text.
    Text,
    /// The code of an office, the same in every country, or its name: `minister_foreign`.
    Role,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 7] =
        [Self::Entity, Self::Event, Self::EventType, Self::Date, Self::Number, Self::Text, Self::Role];

    /// Its name in headers and in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Entity => "entity",
            Self::Event => "event",
            Self::EventType => "event-type",
            Self::Date => "date",
            Self::Number => "number",
            Self::Text => "text",
            Self::Role => "role",
        }
    }

    /// How to write a value of it.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Entity => "write an id (`RUS`, `person-vladimir-putin`), an IRI or a name",
            Self::Event => "write an id (`ev-` and 16 hexadecimal digits) or an IRI, as other queries show it",
            Self::EventType => "write a code (`CONSULT`), an IRI or a name",
            Self::Date => "write year, month and day: `2024-06-18`",
            Self::Number => "write a decimal number: `-6.2`",
            Self::Text => "write any text",
            Self::Role => "write the code of an office (`minister_foreign`) or its name",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, String> {
        let known = || Self::ALL.map(Self::code).join(", ");
        let kind = Self::ALL.into_iter().find(|kind| kind.code() == code);
        kind.ok_or_else(|| format!("`{code}` is no kind of parameter: there are {}", known()))
    }
}

impl Parameter {
    /// Reads `NAME KIND required|optional|default=… — label — label — example`.
    pub(crate) fn read(line: &str) -> Result<Self, String> {
        let malformed = || {
            format!(
                "`{line}` is no parameter: write `name kind required — label in English — label in Indonesian — example`"
            )
        };
        let mut fields = line.split(" — ").map(str::trim);
        let mut words = fields.next().unwrap_or_default().split_whitespace();
        let (Some(name), Some(kind), Some(need), None) = (words.next(), words.next(), words.next(), words.next())
        else {
            return Err(malformed());
        };
        let (Some(en), Some(id), Some(example), None) = (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            return Err(malformed());
        };
        Ok(Self {
            name: name.to_owned(),
            kind: kind.parse()?,
            need: need.parse()?,
            label: Label { en: en.to_owned(), id: id.to_owned() },
            example: example.to_owned(),
        })
    }
}

impl FromStr for Need {
    type Err = String;

    fn from_str(need: &str) -> Result<Self, String> {
        match (need, need.strip_prefix("default=")) {
            ("required", _) => Ok(Self::Required),
            ("optional", _) => Ok(Self::Optional),
            (_, Some(value)) => Ok(Self::Default(value.to_owned())),
            _ => Err(format!("`{need}` does not say whether it must be given: write required, optional or default=…")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Need, Parameter};

    #[test]
    fn reads_a_line() {
        let read = Parameter::read("lang text default=en — language — bahasa — id").expect("complete");
        assert_eq!((read.name.as_str(), read.kind, read.need), ("lang", Kind::Text, Need::Default("en".into())));
        assert_eq!(
            (read.label.en.as_str(), read.label.id.as_str(), read.example.as_str()),
            ("language", "bahasa", "id")
        );
    }

    #[test]
    fn says_what_would_be_right() {
        let cases = [
            ("a entity", "write `name kind required"),
            ("a thing required — x — y — z", "there are entity, event, event-type"),
            ("a entity maybe — x — y — z", "write required, optional or default=…"),
            ("a entity required — x — y", "write `name kind required"),
        ];
        for (line, advice) in cases {
            let error = Parameter::read(line).expect_err(line);
            assert!(error.contains(advice), "{error}");
        }
    }
}
