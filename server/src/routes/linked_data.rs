//! `/id/…` and `/article/…`: what the IRIs of the data lead to, a page for people and RDF for programs.

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use ontology::Iris;
use oxigraph::model::NamedNode;
use tokio::time::Instant;

use super::{FormatParameter, described, page, rdf, wish};
use crate::description::describe;
use crate::error::ApiError;
use crate::state::App;

/// An entity, event or part of a report.
///
/// # Errors
/// `404` when the store says nothing about it, `406` for a format there is not.
pub async fn thing(
    State(app): State<App>,
    Path(id): Path<String>,
    query: Query<FormatParameter>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let iri = Iris::default().entity(&id);
    let page = if id.starts_with("ev-") { "event" } else { "actor" };
    let path = iri.as_str().rsplit('/').next().unwrap_or_default();
    let redirect = Redirect::to(&format!("/{page}/{path}"));
    describe_or(app, iri, &query, &headers, || redirect.into_response()).await
}

/// An article. The page has the same address, so there is nothing to redirect to.
///
/// # Errors
/// As [`thing`].
pub async fn article(
    State(app): State<App>,
    Path(sha): Path<String>,
    query: Query<FormatParameter>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let iri = Iris::default().article(&sha);
    let known = app.clone();
    describe_or(app, iri, &query, &headers, || page::shell(&known, &headers)).await
}

async fn describe_or(
    app: App,
    thing: NamedNode,
    query: &FormatParameter,
    headers: &HeaderMap,
    page: impl FnOnce() -> Response,
) -> Result<Response, ApiError> {
    let (format, media_type) = wish(headers, query.format.as_deref()).choose(described())?;
    let Some(format) = format else {
        return Ok(page());
    };
    let deadline = Instant::now() + app.limits.timeout;
    let iri = thing.clone();
    let triples = app
        .database
        .read(deadline, move |store, _| describe(store, iri.as_ref()))
        .await?
        .map_err(ApiError::internal)?;
    if triples.is_empty() {
        return Err(ApiError::not_found(format!("nothing is known about {thing}")));
    }
    rdf(triples, format, media_type)
}
