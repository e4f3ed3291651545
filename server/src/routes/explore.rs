//! `/api/…` for the browser page: each route asks one function of `queries::explore`.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::IntoResponse;
use ontology::Iris;
use oxigraph::store::StorageError;
use queries::explore::{ArticleList, ArticlePage, EntityPage, EventPage, Explorer, Overview, SearchPage};
use serde::Deserialize;
use tokio::time::Instant;

use crate::error::ApiError;
use crate::state::App;

/// Articles in a list when the request does not say.
const ARTICLES: usize = 50;
/// Hits of a search when the request does not say.
const HITS: usize = 20;
/// Hits of a search, whatever the request says.
const MOST_HITS: usize = 200;

type Answer<T> = Result<Json<T>, ApiError>;

/// Which part of a list of articles.
#[derive(Debug, Deserialize)]
pub struct PageOfArticles {
    limit: Option<usize>,
    after: Option<String>,
}

/// What to search for.
#[derive(Debug, Deserialize)]
pub struct Search {
    #[serde(default)]
    q: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    limit: Option<usize>,
}

/// What is in the store.
///
/// # Errors
/// `503` when the time is over.
pub async fn overview(State(app): State<App>) -> Answer<Overview> {
    let overview = app.standing(app.limits.timeout, |store, standing| standing.overview(store).cloned());
    overview.await?.map(Json).map_err(ApiError::internal)
}

/// Things by name, while it is being typed.
///
/// # Errors
/// `503` when the time is over.
pub async fn search(State(app): State<App>, Query(search): Query<Search>) -> Answer<SearchPage> {
    let Search { q, kind, limit } = search;
    let limit = limit.unwrap_or(HITS).min(MOST_HITS);
    app.standing(app.limits.timeout, move |_, standing| standing.kept.names.search(&q, kind.as_deref(), limit))
        .await
        .map(Json)
}

/// One actor or place.
///
/// # Errors
/// `404` when the store does not know it.
pub async fn entity(State(app): State<App>, Path(id): Path<String>) -> Answer<EntityPage> {
    let wanted = id.clone();
    let page = app.standing(app.limits.timeout, move |store, standing| {
        Explorer::new(store, &Iris::default()).entity(&wanted, &standing.kept.events)
    });
    page.await?.map_err(ApiError::internal)?.map(Json).ok_or_else(|| unknown("actor or place", &id))
}

/// One event with its reports and their sentences.
///
/// # Errors
/// `404` when the store does not know it.
pub async fn event(State(app): State<App>, Path(id): Path<String>) -> Answer<EventPage> {
    let wanted = id.clone();
    explore(&app, move |explorer| explorer.event(&wanted)).await?.map(Json).ok_or_else(|| unknown("event", &id))
}

/// The latest articles.
///
/// # Errors
/// `503` when the time is over.
pub async fn articles(State(app): State<App>, Query(page): Query<PageOfArticles>) -> Answer<ArticleList> {
    let PageOfArticles { limit, after } = page;
    explore(&app, move |explorer| explorer.articles(limit.unwrap_or(ARTICLES), after.as_deref())).await.map(Json)
}

/// One article with all that was read from it.
///
/// # Errors
/// `404` when the store does not know it.
pub async fn article(State(app): State<App>, Path(sha): Path<String>) -> Answer<ArticlePage> {
    let wanted = sha.clone();
    explore(&app, move |explorer| explorer.article(&wanted)).await?.map(Json).ok_or_else(|| unknown("article", &sha))
}

async fn explore<T: Send + 'static>(
    app: &App,
    look: impl FnOnce(Explorer<'_>) -> Result<T, StorageError> + Send + 'static,
) -> Result<T, ApiError> {
    let deadline = Instant::now() + app.limits.timeout;
    let found = app.database.read(deadline, move |store, _| look(Explorer::new(store, &Iris::default())));
    found.await?.map_err(ApiError::internal)
}

/// What there is under `/api`, in the words of `OpenAPI`.
pub async fn description() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], include_str!("openapi.json"))
}

fn unknown(kind: &str, id: &str) -> ApiError {
    ApiError::not_found(format!("there is no {kind} `{id}`")).with_hint("`/api/search?q=` finds things by name")
}
