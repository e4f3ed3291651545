//! `/admin` and `/metrics`, for those who run the server: what runs, what to stop, backups, and numbers.

use std::path::PathBuf;

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

fn backups_of(app: &App) -> Result<PathBuf, ApiError> {
    app.backups.clone().ok_or_else(|| {
        ApiError::new(StatusCode::CONFLICT, "this server has no folder for backups")
            .with_hint("start it with `--backups DIR`")
    })
}

/// The names of the backups there are, the latest last.
///
/// # Errors
/// `409` when there is no place for backups.
pub async fn backups(State(app): State<App>) -> Result<Json<Vec<String>>, ApiError> {
    Ok(Json(names(&backups_of(&app)?)))
}

/// A folder that was never made has none.
fn names(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<_> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort_unstable();
    names
}

/// Makes the store what a backup is, in one commit, while everybody goes on reading.
///
/// # Errors
/// `404` for a backup there is not, `409` for one that cannot be read.
pub async fn restore(State(app): State<App>, Path(name): Path<String>) -> Result<Json<Value>, ApiError> {
    app.may_write()?;
    let folder = backups_of(&app)?;
    // Only a name in the list is one: no other path gets through.
    if !names(&folder).contains(&name) {
        let error = ApiError::not_found(format!("there is no backup `{name}`"));
        return Err(error.with_hint("`GET /admin/backups` lists them"));
    }
    let deadline = Instant::now() + app.limits.max_timeout;
    let restored = app.database.write(deadline, move |ledger| ledger.return_to(&folder.join(name)));
    let number = restored.await?.map_err(|error| {
        ApiError::new(StatusCode::CONFLICT, format!("the backup cannot be restored, and nothing was changed: {error}"))
    })?;
    Ok(Json(json!({ "commit": number })))
}

/// Copies the store as it is into a new folder among the backups.
///
/// # Errors
/// `409` when there is no place for backups, or the store is in memory.
pub async fn backup(State(app): State<App>) -> Result<(StatusCode, Json<Value>), ApiError> {
    let folder = backups_of(&app)?;
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
