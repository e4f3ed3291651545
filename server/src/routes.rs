//! The routes, one resource a module: unpack the request, call one function, pack its answer.

pub mod admin;
pub mod articles;
pub mod changes;
pub mod conditions;
pub mod editor;
pub mod explore;
pub mod export;
pub mod graph_store;
pub mod health;
pub mod judgements;
pub mod linked_data;
pub mod loads;
pub mod named_queries;
pub mod ontology;
pub mod page;
pub mod sparql;
pub mod views;

use std::sync::LazyLock;

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use oxigraph::io::RdfFormat;
use oxigraph::model::Triple;
use serde::Deserialize;

use crate::error::ApiError;
use crate::negotiation::{Offer, Wish};
use crate::sparql::results::{GRAPHS, write_triples};
use crate::store::reply::Answer;

/// `?format=`, the other way to say `Accept`.
#[derive(Debug, Default, Deserialize)]
pub struct FormatParameter {
    format: Option<String>,
}

/// The formats of a description: RDF, and `None` for a page.
fn described() -> &'static [Offer<Option<RdfFormat>>] {
    static OFFERS: LazyLock<Vec<Offer<Option<RdfFormat>>>> = LazyLock::new(|| {
        let rdf = GRAPHS.iter().map(|offer| Offer {
            value: Some(offer.value),
            names: offer.names,
            media_types: offer.media_types,
        });
        rdf.chain([Offer { value: None, names: page::HTML.names, media_types: page::HTML.media_types }]).collect()
    });
    &OFFERS
}

/// The essence of a media type header in lower case, without parameters; empty when there is none.
fn essence(headers: &HeaderMap, name: &header::HeaderName) -> String {
    let value = headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The format a request wishes for: `?format=`, else all its `Accept` headers together.
fn wish(headers: &HeaderMap, format: Option<&str>) -> Wish {
    let accept: Vec<&str> = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    Wish { format: format.map(str::to_owned), accept: (!accept.is_empty()).then(|| accept.join(",")) }
}

/// Packs bytes that may still be coming.
fn streamed(answer: Answer) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(answer.media_type)),
        (header::VARY, HeaderValue::from_static("accept")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    (headers, answer.body).into_response()
}

/// Says with the media type that the answer is RDF 1.2 or SPARQL 1.2, to those who ask for it so.
fn in_version(mut response: Response, wish: &Wish) -> Response {
    let media_type = response.headers().get(header::CONTENT_TYPE).and_then(|media_type| media_type.to_str().ok());
    let named = media_type
        .filter(|media_type| wish.speaks_1_2(media_type))
        .map(|media_type| format!("{media_type}; version=1.2"));
    if let Some(named) = named.and_then(|named| HeaderValue::from_str(&named).ok()) {
        response.headers_mut().insert(header::CONTENT_TYPE, named);
    }
    response
}

/// Packs triples that are at hand.
fn rdf(
    triples: impl IntoIterator<Item = Triple>,
    format: RdfFormat,
    media_type: &'static str,
) -> Result<Response, ApiError> {
    let mut body = Vec::new();
    write_triples(triples, format, &mut body).map_err(ApiError::internal)?;
    Ok(varying(media_type, body))
}

/// Packs bytes in the form that the request wished for.
fn varying(media_type: &'static str, body: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::VARY, HeaderValue::from_static("accept")),
    ];
    (headers, body).into_response()
}
