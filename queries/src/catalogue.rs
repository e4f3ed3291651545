//! All named queries: those that ship with the program, and those that somebody adds.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use ontology::Iris;
use oxigraph::sparql::{QueryEvaluationError, SparqlSyntaxError};
use oxigraph::store::Store;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::header::HeaderError;
use crate::named_query::{Means, NamedQuery};
use crate::nearest::nearest;
use crate::parameter::{Need, Parameter, ValueError, list};

static SHIPPED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/sparql");

/// Named queries by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    queries: BTreeMap<String, NamedQuery>,
}

/// A question that could not be answered.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// No query is called that.
    #[error("there is no query `{name}`: {}", suggest("did you mean", .nearest, "there are", .known))]
    UnknownQuery {
        /// What was written.
        name: String,
        /// Queries that are called something like it.
        nearest: Vec<String>,
        /// All queries.
        known: Vec<String>,
    },
    /// The query has no such parameter.
    #[error("`{query}` has no parameter `{parameter}`: {}", suggest("did you mean", .nearest, "it takes", .known))]
    UnknownParameter {
        /// The query.
        query: String,
        /// What was written.
        parameter: String,
        /// Parameters that are called something like it.
        nearest: Vec<String>,
        /// All its parameters.
        known: Vec<String>,
    },
    /// A parameter was given more than once.
    #[error("`{query}` takes parameter `{parameter}` once")]
    Repeated {
        /// The query.
        query: String,
        /// The parameter.
        parameter: String,
    },
    /// A parameter that must be given was not.
    #[error("`{query}` needs parameter `{}` ({}): {}, for example `{}`",
        .parameter.name, .parameter.label.en, .parameter.kind.advice(), .parameter.example)]
    Missing {
        /// The query.
        query: String,
        /// The parameter.
        parameter: Box<Parameter>,
    },
    /// A value cannot be taken.
    #[error("parameter `{parameter}` of `{query}`: {error}")]
    Value {
        /// The query.
        query: String,
        /// The parameter.
        parameter: String,
        /// What is wrong with the value.
        #[source]
        error: Box<ValueError>,
    },
    /// The caller stopped it, most often because its time was up.
    #[error("`{query}` was stopped before it had its answer: narrow it down, for example by dates")]
    Cancelled {
        /// The query.
        query: String,
    },
    /// It is not SPARQL.
    #[error("`{query}` cannot be parsed: {error}")]
    Syntax {
        /// The query.
        query: String,
        /// Where and why.
        #[source]
        error: SparqlSyntaxError,
    },
    /// It is an ASK, CONSTRUCT or DESCRIBE.
    #[error("`{query}` gives no rows: a named query is a SELECT")]
    NoRows {
        /// The query.
        query: String,
    },
    /// It failed on the way.
    #[error("`{query}` failed: {error}")]
    Failed {
        /// The query.
        query: String,
        /// Why.
        #[source]
        error: QueryEvaluationError,
    },
}

impl AskError {
    pub(crate) fn failed(query: &str, error: QueryEvaluationError) -> Self {
        let query = query.to_owned();
        match error {
            QueryEvaluationError::Cancelled => Self::Cancelled { query },
            error => Self::Failed { query, error },
        }
    }
}

fn suggest(question: &str, nearest: &[String], statement: &str, known: &[String]) -> String {
    let quoted = |names: &[String]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
    match (nearest, known) {
        ([], []) => format!("{statement} none"),
        ([], known) => format!("{statement} {}", quoted(known).join(", ")),
        (nearest, _) => format!("{question} {}?", list(&quoted(nearest))),
    }
}

impl Catalogue {
    /// The queries that ship with the program: every `.rq` file of the folder `sparql`.
    ///
    /// # Errors
    ///
    /// If a header is malformed, which the tests of this crate rule out.
    pub fn shipped() -> Result<Self, HeaderError> {
        let mut catalogue = Self::default();
        for file in SHIPPED.files().filter(|file| file.path().extension().is_some_and(|end| end == "rq")) {
            if let (Some(name), Some(text)) =
                (file.path().file_stem().and_then(|stem| stem.to_str()), file.contents_utf8())
            {
                catalogue.add(name, text)?;
            }
        }
        Ok(catalogue)
    }

    /// Adds a query, in place of one of the same name.
    ///
    /// # Errors
    ///
    /// If its header is incomplete or malformed.
    pub fn add(&mut self, name: &str, text: &str) -> Result<(), HeaderError> {
        self.queries.insert(name.to_owned(), NamedQuery::read(name, text)?);
        Ok(())
    }

    /// All queries, by name.
    pub fn iter(&self) -> impl Iterator<Item = &NamedQuery> {
        self.queries.values()
    }

    /// The query called `name`.
    ///
    /// # Errors
    ///
    /// If there is none; the error knows what is called something like it.
    pub fn get(&self, name: &str) -> Result<&NamedQuery, AskError> {
        self.queries.get(name).ok_or_else(|| {
            let known = || self.queries.keys().cloned();
            let nearest = nearest(name, known().map(|known| (known.clone(), known)));
            AskError::UnknownQuery { name: name.to_owned(), nearest, known: known().collect() }
        })
    }

    /// Asks the query called `name`.
    ///
    /// # Errors
    ///
    /// If there is no such query, a parameter is unknown, missing, given twice or means nothing here, or the query fails.
    pub fn ask(
        &self,
        store: &Store,
        iris: &Iris,
        name: &str,
        parameters: &[(String, String)],
        means: Means,
    ) -> Result<Answer, AskError> {
        self.get(name)?.ask(store, iris, parameters, means)
    }

    /// What there is to ask, for a machine: `{"queries": [{"name", "title", "description", "parameters", …}]}`.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({ "queries": self.iter().map(NamedQuery::to_json).collect::<Vec<_>>() })
    }
}

impl NamedQuery {
    /// What it is and needs, for a machine.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let header = &self.header;
        json!({
            "name": self.name,
            "title": header.title,
            "description": header.description,
            "parameters": header.parameters.iter().map(Parameter::to_json).collect::<Vec<_>>(),
            "example": header.example.iter().cloned().collect::<BTreeMap<_, _>>(),
            "default_view": header.view,
        })
    }
}

impl Parameter {
    fn to_json(&self) -> Value {
        let default = match &self.need {
            Need::Default(value) => Some(value),
            Need::Required | Need::Optional => None,
        };
        json!({
            "name": self.name,
            "kind": self.kind,
            "required": self.need == Need::Required,
            "default": default,
            "example": self.example,
            "label": self.label,
        })
    }
}
