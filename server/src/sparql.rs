//! Asks SPARQL of a store: checks the text, parses it, fixes the dataset, evaluates, and writes the results.
//!
//! The same path serves the command line and HTTP, so both give the same answers and the same errors.

use std::io;

use oxigraph::model::NamedNode;
use oxigraph::sparql::{
    CancellationToken, QueryDatasetSpecification, QueryEvaluationError, QueryResults, UpdateEvaluationError,
};
use oxigraph::store::Store;
use spargebra::SparqlParser;

use crate::guard::{self, Refusal};
use crate::negotiation::NotOffered;

mod disjoint;
pub mod results;
pub mod syntax;
pub mod table;
pub mod tokens;

use syntax::SyntaxError;

/// A query or an update, and the graphs it is to see.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// The SPARQL text.
    pub text: String,
    /// Graphs to merge into the default graph.
    pub default_graphs: Vec<NamedNode>,
    /// Graphs to offer by name.
    pub named_graphs: Vec<NamedNode>,
}

/// Why a question got no answer.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Too large or too deep to be parsed.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It is no SPARQL.
    #[error(transparent)]
    Syntax(#[from] SyntaxError),
    /// The answer is not offered in the format wished for.
    #[error(transparent)]
    Format(#[from] NotOffered),
    /// Its deadline passed or its client left.
    #[error("the query was stopped before its answer was complete")]
    Cancelled,
    /// Protocol and update name a dataset each.
    #[error("a protocol dataset cannot be given together with `USING` or `WITH` in the update")]
    TwoDatasets,
    /// The engine gave up.
    #[error("the query cannot be evaluated: {0}")]
    Evaluation(String),
    /// The store failed.
    #[error("the store cannot be read: {0}")]
    Storage(String),
    /// Nobody takes the answer.
    #[error("the answer cannot be written: {0}")]
    Write(#[from] io::Error),
}

impl From<QueryEvaluationError> for Failure {
    fn from(error: QueryEvaluationError) -> Self {
        match error {
            QueryEvaluationError::Cancelled => Self::Cancelled,
            QueryEvaluationError::Dataset(error) => Self::Storage(error.to_string()),
            other => Self::Evaluation(lower(&other.to_string())),
        }
    }
}

impl From<UpdateEvaluationError> for Failure {
    fn from(error: UpdateEvaluationError) -> Self {
        match error {
            UpdateEvaluationError::Storage(error) => Self::Storage(error.to_string()),
            other => Self::Evaluation(lower(&other.to_string())),
        }
    }
}

/// The engine's messages begin with a capital; ours follow a colon.
fn lower(message: &str) -> String {
    let mut letters = message.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Starts a query; solutions are computed as they are taken.
///
/// # Errors
/// When the text is refused, is no SPARQL, or fails at once.
pub fn ask(store: &Store, question: &Question, token: &CancellationToken) -> Result<QueryResults<'static>, Failure> {
    guard::check_query(&question.text)?;
    let parse = |text: &str| SparqlParser::new().parse_query(text);
    let complaint = |text: &str| parse(text).err().map(|error| error.to_string());
    let mut query = parse(&question.text).map_err(|_| syntax::explain(&question.text, complaint))?;
    disjoint::rewrite_query(&mut query);
    let mut prepared = queries::evaluator().with_cancellation_token(token.clone()).for_query(query);
    question.choose_graphs(prepared.dataset_mut());
    Ok(prepared.on_store(store).execute()?)
}

/// Looks a query over without running it.
///
/// # Errors
/// When the text is refused or is no SPARQL.
pub fn check(text: &str) -> Result<(), Failure> {
    guard::check_query(text)?;
    let complaint = |text: &str| SparqlParser::new().parse_query(text).err().map(|error| error.to_string());
    complaint(text).map_or(Ok(()), |_| Err(syntax::explain(text, complaint).into()))
}

/// Runs an update to its end.
///
/// # Errors
/// When the text is refused, is no SPARQL update, or fails; then nothing is changed.
pub fn update(store: &Store, question: &Question, token: &CancellationToken) -> Result<(), Failure> {
    guard::check_update(&question.text)?;
    let parse = |text: &str| SparqlParser::new().parse_update(text);
    let complaint = |text: &str| parse(text).err().map(|error| error.to_string());
    let mut update = parse(&question.text).map_err(|_| syntax::explain(&question.text, complaint))?;
    disjoint::rewrite_update(&mut update);
    let mut prepared = queries::evaluator().with_cancellation_token(token.clone()).for_update(update);
    for dataset in prepared.using_datasets_mut() {
        if question.names_graphs() && !dataset.is_default_dataset() {
            return Err(Failure::TwoDatasets);
        }
        question.choose_graphs(dataset);
    }
    let run = prepared.on_store(store).execute();
    run.map_err(|error| if token.is_cancelled() { Failure::Cancelled } else { error.into() })
}

impl Question {
    fn names_graphs(&self) -> bool {
        !self.default_graphs.is_empty() || !self.named_graphs.is_empty()
    }

    /// Facts stand in named graphs, so a query sees the union of all, unless the request or its own `FROM` names others.
    fn choose_graphs(&self, dataset: &mut QueryDatasetSpecification) {
        if self.names_graphs() {
            dataset.set_default_graph(self.default_graphs.iter().cloned().map(Into::into).collect());
            dataset.set_available_named_graphs(self.named_graphs.iter().cloned().map(Into::into).collect());
        } else if dataset.is_default_dataset() {
            dataset.set_default_graph_as_union();
        }
    }
}
