//! `/admin` and `/metrics`, for those who run the server: what runs, what to stop, backups, and numbers.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::error::ApiError;
use crate::memory;
use crate::metrics::Now;
use crate::state::App;
use crate::store::Ledger;
use crate::store::tasks::Row;

/// What runs on the store.
pub async fn tasks(State(app): State<App>) -> Json<Vec<Row>> {
    Json(app.database.tasks().list())
}

/// Stops one.
///
/// # Errors
/// `404` when it does not run.
pub async fn stop(State(app): State<App>, Path(id): Path<u64>) -> Result<StatusCode, ApiError> {
    if app.database.tasks().stop(id) {
        return Ok(StatusCode::ACCEPTED);
    }
    Err(ApiError::not_found(format!("no task {id} runs")).with_hint("`/admin/tasks` lists those that do"))
}

/// Copies the store as it is into a new folder among the backups.
///
/// # Errors
/// `409` when there is no place for backups, or the store is in memory.
pub async fn backup(State(app): State<App>) -> Result<(StatusCode, Json<Value>), ApiError> {
    let Some(folder) = app.backups.clone() else {
        return Err(ApiError::new(StatusCode::CONFLICT, "this server has no folder for backups")
            .with_hint("start it with `--backups DIR`"));
    };
    let deadline = Instant::now() + app.limits.max_timeout;
    let made = app.database.write(deadline, move |ledger| {
        let name = format!("{}-{}", Timestamp::now().strftime("%Y%m%dT%H%M%SZ"), ledger.number());
        ledger.backup(&folder.join(&name)).map(|()| (name, ledger.number()))
    });
    let (name, number) = made.await?.map_err(|error| {
        ApiError::new(StatusCode::CONFLICT, format!("the backup cannot be made: {error}"))
            .with_hint("only a store on disk can be copied; `GET /store` writes out any")
    })?;
    Ok((StatusCode::CREATED, Json(json!({ "name": name, "commit": number }))))
}

/// Tidies the files of the store, which makes it smaller and faster to read.
///
/// # Errors
/// As the store's.
pub async fn compact(State(app): State<App>) -> Result<StatusCode, ApiError> {
    let deadline = Instant::now() + app.limits.max_timeout;
    app.database.write(deadline, Ledger::compact).await??;
    Ok(StatusCode::NO_CONTENT)
}

/// Numbers for Prometheus.
pub async fn metrics(State(app): State<App>) -> Response {
    let (running, overdue) = app.database.tasks().count();
    let now = Now {
        running,
        overdue,
        waiting: app.database.waiting(),
        memory: memory::allocated(),
        commit: app.database.version(),
        uptime: app.started.elapsed().as_secs(),
    };
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], app.database.tasks().metrics().text(now)).into_response()
}
