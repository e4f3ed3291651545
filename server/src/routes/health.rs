//! `/health`: whether the server lives, whether it can answer from the store, and how it is.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::error::ApiError;
use crate::state::App;

/// A store that does not answer the smallest question in this time is not ready.
const PATIENCE: Duration = Duration::from_secs(5);

/// The program runs.
pub async fn live() -> Json<Value> {
    Json(json!({ "status": "live" }))
}

/// The store answers; `indexing` is how many hundredths of the events the page can answer from, until it is all of them.
///
/// # Errors
/// `503` when it does not in time, `500` when it cannot be read.
pub async fn ready(State(app): State<App>) -> Result<Json<Value>, ApiError> {
    let readable = app.database.read(Instant::now() + PATIENCE, |store, _| store.is_empty()).await?;
    readable.map_err(ApiError::internal)?;
    Ok(Json(match app.indexing() {
        Some(share) => json!({ "status": "ready", "indexing": share }),
        None => json!({ "status": "ready" }),
    }))
}

/// How the server is; `commit` is the one that answers to the page show.
///
/// # Errors
/// As [`ready`].
pub async fn report(State(app): State<App>) -> Result<Json<Value>, ApiError> {
    let Json(ready) = ready(State(app.clone())).await?;
    Ok(Json(json!({
        "status": ready["status"],
        "indexing": ready["indexing"],
        "version": env!("CARGO_PKG_VERSION"),
        "uptime_seconds": app.started.elapsed().as_secs(),
        "page": web::built(),
        "writable": app.may_write().is_ok(),
        "commit": app.shown_commit(),
    })))
}
