//! Asks SPARQL of a store: checks the text, parses it, fixes the dataset, evaluates, and writes the results.
//!
//! The same path serves the command line and HTTP, so both give the same answers and the same errors.

use std::error::Error;
use std::io;
use std::sync::Arc;

use ontology::vocab::kb;
use oxigraph::model::NamedNode;
use oxigraph::sparql::{
    CancellationToken, PreparedSparqlQuery, QueryDatasetSpecification, QueryEvaluationError, QueryResults,
    SparqlEvaluator,
};
use oxigraph::store::{StorageError, Store};
use queries::SearchService;
use queries::algebra::root;
use queries::text::{self, Misuse, NoWords, TextError, Texts};
use spargebra::SparqlParser;

use crate::guard::{self, Refusal};
use crate::negotiation::NotOffered;
use crate::remote::Remotes;
use crate::texts::StoreTexts;

mod disjoint;
pub mod metering;
mod offset;
pub mod ordering;
pub mod results;
pub mod syntax;
pub mod table;
pub mod tokens;
pub mod update;

use syntax::SyntaxError;

/// A query or an update, and the graphs it is to see.
#[derive(Clone, Default)]
pub struct Question {
    /// The SPARQL text.
    pub text: String,
    /// Graphs to merge into the default graph.
    pub default_graphs: Vec<NamedNode>,
    /// Graphs to offer by name.
    pub named_graphs: Vec<NamedNode>,
    /// What the default graph is when nobody names one.
    pub default_graph: DefaultGraph,
    /// What relative IRIs are relative to, unless the text has its own `BASE`.
    pub base: Option<String>,
    /// Other servers that it may ask; none when nobody says.
    pub remotes: Option<Remotes>,
    /// The search in texts; none when nobody says.
    pub texts: Option<Arc<StoreTexts>>,
    /// Bytes of text it may compute; as many as it likes when nobody says.
    pub text_bytes: Option<u64>,
}

/// What the default graph of a query is when nobody names one.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, clap::ValueEnum)]
pub enum DefaultGraph {
    /// All graphs together, because every article has a graph of its own
    #[default]
    Union,
    /// Only the default graph itself, as in a store without this rule
    Own,
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
    /// The search in texts is asked as it cannot be.
    #[error(transparent)]
    Search(#[from] Misuse),
    /// What is sought in texts has no word.
    #[error(transparent)]
    NoWords(#[from] NoWords),
    /// Protocol and update name a dataset each.
    #[error("a protocol dataset cannot be given together with `USING` or `WITH` in the update")]
    TwoDatasets,
    /// The engine gave up.
    #[error("the query cannot be evaluated: {0}")]
    Evaluation(String),
    /// The store failed.
    #[error("the store cannot be read: {0}")]
    Storage(String),
    /// The disk is full; nothing was changed.
    #[error("the disk is full, so nothing can be written")]
    DiskFull,
    /// Its answer has more rows than allowed.
    #[error("the answer has more than the {0} rows allowed")]
    TooManyRows(u64),
    /// A graph that should be there is not, or the other way round.
    #[error("{0}")]
    Graph(String),
    /// The format knows no triples about triples.
    #[error("the answer cannot be written in this format: {0}")]
    Inexpressible(String),
    /// Nobody takes the answer.
    #[error("the answer cannot be written: {0}")]
    Write(#[source] io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        // what a serializer says of a term it cannot write
        if error.kind() == io::ErrorKind::InvalidInput {
            return Self::Inexpressible(error.to_string());
        }
        Self::Write(error)
    }
}

impl From<QueryEvaluationError> for Failure {
    fn from(error: QueryEvaluationError) -> Self {
        match error {
            QueryEvaluationError::Cancelled => Self::Cancelled,
            QueryEvaluationError::Dataset(error) => match error.downcast::<StorageError>() {
                Ok(error) => (*error).into(),
                Err(error) => Self::Storage(error.to_string()),
            },
            QueryEvaluationError::Service(error) => Self::of_service(error),
            other => Self::Evaluation(lower(&other.to_string())),
        }
    }
}

impl Failure {
    /// Why a `SERVICE` did not answer.
    fn of_service(error: Box<dyn Error + Send + Sync>) -> Self {
        let error = match error.downcast::<Misuse>() {
            Ok(misuse) => return Self::Search(*misuse),
            Err(error) => error,
        };
        match error.downcast::<TextError>() {
            Ok(error) => match *error {
                TextError::NoWords(text) => Self::NoWords(text),
                TextError::DiskFull => Self::DiskFull,
                other => Self::Storage(other.to_string()),
            },
            Err(other) => Self::Evaluation(lower(&QueryEvaluationError::Service(other).to_string())),
        }
    }
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Io(error) if error.kind() == io::ErrorKind::StorageFull => Self::DiskFull,
            other => Self::Storage(other.to_string()),
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
    let (query, offset) = prepare(question, token)?;
    Ok(offset::pass_over(query.on_store(store).execute()?, offset))
}

/// Runs a query and writes, instead of its answer, how it was carried out, as JSON.
///
/// # Errors
/// As [`ask`], and when it fails on the way.
pub fn explain(
    store: &Store,
    question: &Question,
    token: &CancellationToken,
    out: impl io::Write,
) -> Result<(), Failure> {
    let (query, _) = prepare(question, token)?;
    let (results, explanation) = query.on_store(store).compute_statistics().explain();
    match results? {
        QueryResults::Boolean(_) => {}
        QueryResults::Solutions(mut solutions) => solutions.try_for_each(|solution| solution.map(drop))?,
        QueryResults::Graph(mut triples) => triples.try_for_each(|triple| triple.map(drop))?,
    }
    Ok(explanation.write_in_json(out)?)
}

/// A query ready to run, and how many of its rows are to be passed over.
fn prepare(question: &Question, token: &CancellationToken) -> Result<(PreparedSparqlQuery, usize), Failure> {
    guard::check_query(&question.text)?;
    let parser = question.parser();
    let parse = |text: &str| parser.clone().parse_query(text);
    let complaint = |text: &str| parse(text).err().map(|error| error.to_string());
    let mut query = parse(&question.text).map_err(|_| syntax::explain(&question.text, complaint))?;
    if let Some(misuse) = text::misuse(root(&mut query)) {
        return Err(misuse.into());
    }
    disjoint::rewrite_query(&mut query);
    text::search_first(&mut query);
    let offset = offset::take(&question.text, &mut query);
    let functions = metering::meter_query(&mut query)?;
    let mut prepared = question.evaluator(token, functions).for_query(query);
    question.choose_graphs(prepared.dataset_mut());
    Ok((prepared, offset))
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

/// Functions whose value is another each time, and what asks elsewhere.
const FLEETING: [&str; 6] = ["NOW", "RAND", "UUID", "STRUUID", "BNODE", "SERVICE"];

/// Whether the same text gives the same answer as long as the store does not change.
#[must_use]
pub fn is_lasting(text: &str) -> bool {
    let fleeting = |word: &str| FLEETING.iter().any(|name| name.eq_ignore_ascii_case(word));
    tokens::tokens(text).all(|(_, token)| !matches!(token, tokens::Token::Word(word) if fleeting(word)))
}

impl Question {
    fn evaluator(&self, token: &CancellationToken, functions: metering::Functions) -> SparqlEvaluator {
        let evaluator = metering::evaluator(token, self.text_bytes.unwrap_or(u64::MAX), functions);
        let evaluator = match &self.texts {
            Some(texts) => {
                let texts: Arc<dyn Texts> = Arc::<StoreTexts>::clone(texts);
                evaluator.with_service_handler(kb::SERVICE_SEARCH, SearchService::new(texts, token.clone()))
            }
            None => evaluator,
        };
        match &self.remotes {
            Some(remotes) => evaluator.with_default_service_handler(remotes.clone()),
            None => evaluator,
        }
    }

    fn parser(&self) -> SparqlParser {
        let with_base = self.base.as_ref().and_then(|base| SparqlParser::new().with_base_iri(base).ok());
        with_base.unwrap_or_default()
    }

    fn names_graphs(&self) -> bool {
        !self.default_graphs.is_empty() || !self.named_graphs.is_empty()
    }

    /// Facts stand in named graphs, so a query sees the union of all, unless the request or its own `FROM` names others.
    fn choose_graphs(&self, dataset: &mut QueryDatasetSpecification) {
        if self.names_graphs() {
            dataset.set_default_graph(self.default_graphs.iter().cloned().map(Into::into).collect());
            dataset.set_available_named_graphs(self.named_graphs.iter().cloned().map(Into::into).collect());
        } else if dataset.is_default_dataset() && self.default_graph == DefaultGraph::Union {
            dataset.set_default_graph_as_union();
        }
    }
}
