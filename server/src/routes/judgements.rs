//! `/api/judgements`: what analysts decided about events and reports, to make, to list and to take back.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::Serialize;
use tokio::time::Instant;

use crate::error::ApiError;
use crate::ingest::{Ingest, Outcome};
use crate::judgements::{self, Error, Shown, Wish};
use crate::state::App;

/// What a judgement did.
#[derive(Debug, Serialize)]
pub struct Judged {
    /// The judgement.
    judgement: Shown,
    /// Events made or changed by it.
    events: usize,
}

/// All judgements, the first first.
///
/// # Errors
/// `503` when the time is over.
pub async fn list(State(app): State<App>) -> Result<Json<Vec<Shown>>, ApiError> {
    let deadline = Instant::now() + app.limits.timeout;
    Ok(Json(app.database.read(deadline, |store, _| judgements::list(store)).await??))
}

/// Makes a judgement.
///
/// # Errors
/// `403` when changes are not welcome, `404` when what it names is not there, `422` when it makes no sense.
pub async fn make(State(app): State<App>, body: Bytes) -> Result<(StatusCode, Json<Judged>), ApiError> {
    app.may_write()?;
    let wish: Wish = serde_json::from_slice(&body).map_err(|error| {
        ApiError::bad_request(format!("the body is no judgement: {error}")).with_hint(
            r#"such as {"verdict": "reject", "of": ["rep-8de19cbff13f9ab9-3"], "by": "ana", "why": "a film"}"#,
        )
    })?;
    let judged = change(&app, move |store, ingest| {
        let judgement = judgements::make(store, wish, Timestamp::now())?;
        let Outcome { events, .. } = ingest.judge(judgement.clone())?;
        Ok(Judged { judgement: judgements::show(store, &judgement)?, events })
    });
    Ok((StatusCode::CREATED, Json(judged.await?)))
}

/// Takes a judgement back.
///
/// # Errors
/// `403` when changes are not welcome, `404` when it is not there.
pub async fn undo(State(app): State<App>, Path(id): Path<String>) -> Result<Json<Judged>, ApiError> {
    app.may_write()?;
    let undone = change(&app, move |store, ingest| {
        let judgement = judgements::find(store, &id)?;
        let shown = judgements::show(store, &judgement)?;
        let Outcome { events, .. } = ingest.undo(&judgement)?;
        Ok(Judged { judgement: shown, events })
    });
    Ok(Json(undone.await?))
}

async fn change(
    app: &App,
    work: impl FnOnce(&oxigraph::store::Store, &Ingest) -> Result<Judged, Error> + Send + 'static,
) -> Result<Judged, ApiError> {
    let reader = app.reader.clone();
    let deadline = Instant::now() + app.limits.max_timeout;
    let done = app.database.write(deadline, move |store| {
        let reader = reader.as_ref().as_ref().map_err(ApiError::internal)?;
        work(store, &Ingest::new(store, reader)).map_err(ApiError::from)
    });
    done.await?
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        match error {
            Error::Storage(cause) => Self::internal(cause),
            Error::Unknown(_) | Error::NoJudgement(_) => Self::not_found(error.to_string()),
            _ => Self::new(StatusCode::UNPROCESSABLE_ENTITY, error.to_string()),
        }
    }
}
