//! The one way a query is prepared here, so that named queries, the browser's page and the SPARQL endpoint agree.
//!
//! The default graph is the union of all graphs, because every article has a graph of its own; the `GeoSPARQL` functions are
//! there. `SERVICE` reaches nothing but the search in texts, and that only if the caller hands it in: this crate builds Oxigraph
//! without its HTTP client, so a query cannot reach the network.

use ontology::Iris;
use oxigraph::model::IriParseError;
use oxigraph::sparql::{PreparedSparqlQuery, SparqlEvaluator, SparqlSyntaxError};
use spargebra::SparqlParser;
use spargeo::GEOSPARQL_EXTENSION_FUNCTIONS;

use crate::text;

/// An evaluator with the `GeoSPARQL` functions.
pub fn evaluator() -> SparqlEvaluator {
    GEOSPARQL_EXTENSION_FUNCTIONS.into_iter().fold(SparqlEvaluator::new(), |evaluator, (name, function)| {
        evaluator.with_custom_function(name.into_owned(), function)
    })
}

/// An evaluator that also knows our prefixes, so that a query typed by hand may leave its `PREFIX` lines out.
///
/// # Errors
///
/// If a namespace is no IRI, which [`Iris`] rules out for those it makes.
pub fn evaluator_with_prefixes(iris: &Iris) -> Result<SparqlEvaluator, IriParseError> {
    iris.prefixes()
        .into_iter()
        .try_fold(evaluator(), |evaluator, (prefix, namespace)| evaluator.with_prefix(prefix, namespace))
}

/// Parses a query and makes the union of all graphs its default graph, unless it chose its own by `FROM`.
///
/// # Errors
///
/// If `sparql` is not a SPARQL query; the message has line and column.
pub fn prepare(sparql: &str) -> Result<PreparedSparqlQuery, SparqlSyntaxError> {
    prepare_with(evaluator(), sparql)
}

/// The same with an evaluator of the caller's, for example one with a cancellation token.
///
/// # Errors
///
/// If `sparql` is not a SPARQL query; the message has line and column.
pub fn prepare_with(evaluator: SparqlEvaluator, sparql: &str) -> Result<PreparedSparqlQuery, SparqlSyntaxError> {
    let mut query = SparqlParser::new().parse_query(sparql)?;
    text::search_first(&mut query);
    let mut query = evaluator.for_query(query);
    if query.dataset().is_default_dataset() {
        query.dataset_mut().set_default_graph_as_union();
    }
    Ok(query)
}
