//! `/ontology` and `/plover`: the vocabularies themselves, as the shipped Turtle, other RDF, or a page.

use axum::extract::Query;
use axum::http::HeaderMap;
use axum::response::Response;
use ontology::turtle::{Document, EVENT_TYPES, GEOPOLITICS, SHAPES};
use oxigraph::io::RdfFormat;

use super::{FormatParameter, described, rdf, varying, wish};
use crate::error::ApiError;
use crate::vocabulary;

/// Our classes and properties.
///
/// # Errors
/// `406` for a format there is not.
pub async fn terms(query: Query<FormatParameter>, headers: HeaderMap) -> Result<Response, ApiError> {
    serve(GEOPOLITICS, "The Kabar ontology", &query, &headers)
}

/// The event scheme.
///
/// # Errors
/// As [`terms`].
pub async fn scheme(query: Query<FormatParameter>, headers: HeaderMap) -> Result<Response, ApiError> {
    serve(EVENT_TYPES, "The event scheme", &query, &headers)
}

/// What complete data look like.
///
/// # Errors
/// As [`terms`].
pub async fn shapes(query: Query<FormatParameter>, headers: HeaderMap) -> Result<Response, ApiError> {
    serve(SHAPES, "The shapes of complete data", &query, &headers)
}

fn serve(document: Document, title: &str, query: &FormatParameter, headers: &HeaderMap) -> Result<Response, ApiError> {
    let (format, media_type) = wish(headers, query.format.as_deref()).choose(described())?;
    let triples = || document.triples().map_err(ApiError::internal);
    match format {
        None => Ok(varying(media_type, vocabulary::page(title, &triples()?).into_bytes())),
        Some(RdfFormat::Turtle) => Ok(varying(media_type, document.text.as_bytes().to_vec())),
        Some(format) => rdf(triples()?, format, media_type),
    }
}
