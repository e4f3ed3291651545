//! `/api/…` for the linked views of the page: each counts or lists the events that fit one filter, from the index of events in memory.

use axum::Json;
use axum::extract::{Path, Query, State};
use ontology::Iris;
use queries::explore::{
    BadFilter, Direction, Facets, Filter, GeoPage, Lens, Listing, Neighbours, Network, Order, Paths, Relations,
    Timeline, Unit,
};
use queries::{EventIndex, Explorer};
use serde::Deserialize;

use crate::error::ApiError;
use crate::state::App;

/// Actors of a graph when the request does not say.
const NODES: usize = 40;
/// Neighbours of a page when the request does not say.
const NEIGHBOURS: usize = 25;
/// Events of a page when the request does not say.
const ROWS: usize = 100;

type Answer<T> = Result<Json<T>, ApiError>;

/// How long a bar of the timeline is.
#[derive(Debug, Deserialize)]
pub struct Bars {
    unit: Option<Unit>,
}

/// Which nodes a graph has.
#[derive(Debug, Deserialize)]
pub struct Nodes {
    #[serde(default)]
    lens: Lens,
    among: Option<String>,
    limit: Option<usize>,
}

/// The nodes of a graph, where they are too many for an address.
#[derive(Debug, Deserialize)]
pub struct Among {
    among: Vec<String>,
}

/// Which neighbours, and which page of them.
#[derive(Debug, Deserialize)]
pub struct Ties {
    direction: Option<Direction>,
    limit: Option<usize>,
    after: Option<usize>,
}

/// Which page of a table.
#[derive(Debug, Deserialize)]
pub struct Page {
    #[serde(default)]
    sort: Order,
    limit: Option<usize>,
    after: Option<usize>,
}

/// The ends of a path. `from` and `until` are days of the filter, so the ends have names of their own.
#[derive(Debug, Deserialize)]
pub struct Ends {
    a: String,
    b: String,
}

/// Counts of every facet.
///
/// # Errors
/// `400` for a filter that says nothing, `503` when the time is over.
pub async fn facets(State(app): State<App>, Query(filter): Query<Filter>) -> Answer<Facets> {
    view(&app, move |index| index.facets(&filter)).await
}

/// Events by time.
///
/// # Errors
/// As [`facets`].
pub async fn histogram(State(app): State<App>, filter: Query<Filter>, Query(bars): Query<Bars>) -> Answer<Timeline> {
    view(&app, move |index| index.timeline(&filter, bars.unit)).await
}

/// Events by place.
///
/// # Errors
/// As [`facets`].
pub async fn geo(State(app): State<App>, Query(filter): Query<Filter>) -> Answer<GeoPage> {
    view(&app, move |index| index.geo(&filter)).await
}

/// Events in a table.
///
/// # Errors
/// As [`facets`].
pub async fn events(State(app): State<App>, filter: Query<Filter>, Query(page): Query<Page>) -> Answer<Listing> {
    let part = (page.after.unwrap_or(0), page.limit.unwrap_or(ROWS));
    view(&app, move |index| index.list(&filter, page.sort, part)).await
}

/// The graph of the busiest, or of those in `among`.
///
/// # Errors
/// As [`facets`].
pub async fn network(State(app): State<App>, filter: Query<Filter>, Query(nodes): Query<Nodes>) -> Answer<Network> {
    let among: Option<Vec<String>> = nodes.among.map(|ids| ids.split(',').map(str::to_owned).collect());
    let limit = nodes.limit.unwrap_or(NODES);
    graph(&app, filter.0, nodes.lens, (among, limit)).await
}

/// The graph of those in the body.
///
/// # Errors
/// As [`facets`].
pub async fn subgraph(
    State(app): State<App>,
    filter: Query<Filter>,
    Query(nodes): Query<Nodes>,
    Json(Among { among }): Json<Among>,
) -> Answer<Network> {
    let limit = nodes.limit.unwrap_or(ROWS);
    graph(&app, filter.0, nodes.lens, (Some(among), limit)).await
}

/// How many neighbours by each kind of tie.
///
/// # Errors
/// As [`facets`].
pub async fn relations(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(filter): Query<Filter>,
) -> Answer<Relations> {
    view(&app, move |index| index.relations(&filter, &id)).await
}

/// The neighbours themselves, page by page.
///
/// # Errors
/// As [`facets`].
pub async fn neighbours(
    State(app): State<App>,
    Path(id): Path<String>,
    filter: Query<Filter>,
    Query(ties): Query<Ties>,
) -> Answer<Neighbours> {
    let part = (ties.after.unwrap_or(0), ties.limit.unwrap_or(NEIGHBOURS));
    view(&app, move |index| index.neighbours(&filter, &id, ties.direction, part)).await
}

/// The shortest paths between two actors.
///
/// # Errors
/// As [`facets`].
pub async fn paths(State(app): State<App>, filter: Query<Filter>, Query(ends): Query<Ends>) -> Answer<Paths> {
    view(&app, move |index| index.paths(&filter, &ends.a, &ends.b)).await
}

async fn graph(app: &App, filter: Filter, lens: Lens, (among, limit): (Option<Vec<String>>, usize)) -> Answer<Network> {
    let drawn = app.standing(app.limits.timeout, move |store, standing| {
        let iris = Iris::default();
        Explorer::new(store, &iris).network(&standing.kept.events, &filter, lens, (among.as_deref(), limit))
    });
    let drawn = drawn.await?.map_err(ApiError::internal)?;
    drawn.map(Json).map_err(|error| ApiError::bad_request(error.to_string()))
}

async fn view<T: Send + 'static>(
    app: &App,
    look: impl FnOnce(&EventIndex) -> Result<T, BadFilter> + Send + 'static,
) -> Answer<T> {
    let seen = app.standing(app.limits.timeout, move |_, standing| look(&standing.kept.events)).await?;
    seen.map(Json).map_err(|error| ApiError::bad_request(error.to_string()))
}
