//! `/ontology` and `/plover`: the vocabularies themselves, as the shipped Turtle, other RDF, or a page.

use axum::extract::Query;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use ontology::turtle::{Document, EVENT_TYPES, GEOPOLITICS, SHAPES};
use oxigraph::io::RdfFormat;

use super::{FormatParameter, described, wish};
use crate::error::ApiError;
use crate::sparql::results::write_triples;
use crate::vocabulary;

/// Our classes and properties.
///
/// # Errors
/// `406` for a format there is not.
pub async fn terms(
    query: Query<FormatParameter>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    serve(GEOPOLITICS, "The Kabar ontology", &query, &headers)
}

/// The event scheme.
///
/// # Errors
/// As [`terms`].
pub async fn scheme(
    query: Query<FormatParameter>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    serve(EVENT_TYPES, "The event scheme", &query, &headers)
}

/// What complete data look like.
///
/// # Errors
/// As [`terms`].
pub async fn shapes(
    query: Query<FormatParameter>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    serve(SHAPES, "The shapes of complete data", &query, &headers)
}

fn serve(
    document: Document,
    title: &str,
    query: &FormatParameter,
    headers: &HeaderMap,
) -> Result<Response, ApiError> {
    let (format, media_type) = wish(headers, query.format.as_deref()).choose(described())?;
    let body = match format {
        None => {
            vocabulary::page(title, &document.triples().map_err(ApiError::internal)?).into_bytes()
        }
        Some(RdfFormat::Turtle) => document.text.as_bytes().to_vec(),
        Some(format) => {
            let mut body = Vec::new();
            let triples = document.triples().map_err(ApiError::internal)?;
            write_triples(triples, format, &mut body).map_err(ApiError::internal)?;
            body
        }
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::VARY, HeaderValue::from_static("accept")),
    ];
    Ok((headers, body).into_response())
}
