//! `/api/loads`: loads as jobs, to begin, to watch, to cancel and to undo; and what one would bring, before it is begun.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_core::Stream;
use loaders::readers::{Format, UnknownFormat};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::essence;
use crate::error::ApiError;
use crate::ingest::{Ingest, Outcome};
use crate::jobs::preview::{self, Preview};
use crate::jobs::{File, Job, Progress, State as JobState, load};
use crate::state::App;
use crate::store::Trouble;

/// How to read what is sent.
#[derive(Debug, Deserialize)]
pub struct Sent {
    format: Option<String>,
    name: Option<String>,
}

/// A load with its number.
#[derive(Debug, Serialize)]
pub struct Numbered {
    id: u64,
    #[serde(flatten)]
    progress: Progress,
}

impl Numbered {
    fn of(job: &Job) -> Json<Self> {
        Json(Self { id: job.id, progress: job.progress() })
    }
}

/// All loads, the latest first.
pub async fn list(State(app): State<App>) -> Json<Vec<Numbered>> {
    let numbered = |job: Arc<Job>| Numbered { id: job.id, progress: job.progress() };
    Json(app.jobs.all().into_iter().map(numbered).collect())
}

/// Begins a load of the files of a form (`multipart/form-data`), or of the body itself.
///
/// # Errors
/// `403` when changes are not welcome, `400` and `415` for what cannot be read.
pub async fn begin(
    State(app): State<App>,
    Query(sent): Query<Sent>,
    request: Request,
) -> Result<(StatusCode, Json<Numbered>), ApiError> {
    app.may_write()?;
    let files = files(sent, request).await?;
    let job = app.jobs.begin(&files);
    let begun = Numbered::of(&job);
    let (database, reader) = (app.database.clone(), Arc::clone(&app.reader));
    tokio::task::spawn_blocking(move || match reader.as_ref().as_ref() {
        Ok(reader) => load::run(&job, &database, reader, &files),
        Err(error) => tracing::error!(%error, "the tables of the reader cannot be opened"),
    });
    Ok((StatusCode::ACCEPTED, begun))
}

/// What a load of these files would bring; nothing is stored.
///
/// # Errors
/// `400` and `415` for what cannot be read, `503` when others have previews made.
pub async fn preview(
    State(app): State<App>,
    Query(sent): Query<Sent>,
    request: Request,
) -> Result<Json<Preview>, ApiError> {
    let files = files(sent, request).await?;
    let place = Arc::clone(&app.previews).try_acquire_owned().map_err(|_| Trouble::Busy)?;
    let reader = Arc::clone(&app.reader);
    let deadline = Instant::now() + app.limits.timeout;
    let read = app.database.read(deadline, move |_, _| {
        let reader = reader.as_ref().as_ref().map_err(ApiError::internal)?;
        let preview = preview::read(reader, &files);
        drop(place); // kept to the end of the work, even when nobody waits for it any more
        Ok::<_, ApiError>(preview)
    });
    read.await?.map(Json)
}

/// One load.
///
/// # Errors
/// `404` when it is not remembered.
pub async fn show(State(app): State<App>, Path(id): Path<u64>) -> Result<Json<Numbered>, ApiError> {
    find(&app, id).map(|job| Numbered::of(&job))
}

/// One load as it goes on, by server-sent events, until it ends.
///
/// # Errors
/// As [`show`].
pub async fn events(State(app): State<App>, Path(id): Path<u64>) -> Result<Response, ApiError> {
    let mut watch = find(&app, id)?.watch();
    let (send, receive) = mpsc::channel(8);
    tokio::spawn(async move {
        loop {
            let progress = watch.borrow_and_update().clone();
            let ended = !matches!(progress.state, JobState::Waiting | JobState::Running);
            let event = Event::default().json_data(Numbered { id, progress });
            let Ok(event) = event else { return };
            if send.send(Ok(event)).await.is_err() || ended || watch.changed().await.is_err() {
                return;
            }
        }
    });
    Ok(Sse::new(Events(receive)).keep_alive(KeepAlive::default()).into_response())
}

struct Events(mpsc::Receiver<Result<Event, Infallible>>);

impl Stream for Events {
    type Item = Result<Event, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}

/// The records that could not be read, one JSON object a line.
///
/// # Errors
/// As [`show`].
pub async fn rejects(State(app): State<App>, Path(id): Path<u64>) -> Result<Response, ApiError> {
    let mut lines = String::new();
    for reject in find(&app, id)?.rejects() {
        lines.push_str(&serde_json::to_string(&reject).map_err(ApiError::internal)?);
        lines.push('\n');
    }
    let name = format!("attachment; filename=\"rejects-{id}.jsonl\"");
    let headers = [(header::CONTENT_TYPE, "application/x-ndjson".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, lines).into_response())
}

/// Stops a load; what it has loaded is kept.
///
/// # Errors
/// As [`show`]; `403` when changes are not welcome.
pub async fn cancel(State(app): State<App>, Path(id): Path<u64>) -> Result<Json<Numbered>, ApiError> {
    app.may_write()?;
    let job = find(&app, id)?;
    job.cancel();
    Ok(Numbered::of(&job))
}

/// Takes out the articles that a load brought. Articles that it replaced by a newer version do not come back.
///
/// # Errors
/// As [`show`]; `403` when changes are not welcome, `409` while it is at work.
pub async fn undo(State(app): State<App>, Path(id): Path<u64>) -> Result<Json<Outcome>, ApiError> {
    app.may_write()?;
    let job = find(&app, id)?;
    if matches!(job.progress().state, JobState::Waiting | JobState::Running) {
        let error = ApiError::new(StatusCode::CONFLICT, format!("load {id} is still at work"));
        return Err(error.with_hint(format!("`POST /api/loads/{id}/cancel` stops it")));
    }
    let (reader, brought) = (Arc::clone(&app.reader), job.brought());
    let deadline = Instant::now() + app.limits.max_timeout;
    let taken = app.database.write(deadline, move |store| {
        let reader = reader.as_ref().as_ref().map_err(ApiError::internal)?;
        Ingest::new(store, reader).delete(&brought).map_err(ApiError::internal)
    });
    let outcome = taken.await??;
    job.undone();
    Ok(Json(outcome))
}

fn find(app: &App, id: u64) -> Result<Arc<Job>, ApiError> {
    let missing = || ApiError::not_found(format!("there is no load {id}")).with_hint("`/api/loads` lists them");
    app.jobs.find(id).ok_or_else(missing)
}

async fn files(sent: Sent, request: Request) -> Result<Vec<File>, ApiError> {
    let format = sent.format.as_deref().map(str::parse::<Format>).transpose();
    let format = format.map_err(|error: UnknownFormat| ApiError::bad_request(error.to_string()))?;
    let media_type = essence(request.headers(), &header::CONTENT_TYPE);
    if media_type == "multipart/form-data" {
        let form = Multipart::from_request(request, &()).await;
        return of_form(form.map_err(|error| ApiError::bad_request(error.body_text()))?, format).await;
    }
    let headers = request.headers().clone();
    let bytes = Bytes::from_request(request, &()).await;
    let bytes = bytes.map_err(|error| ApiError::new(error.status(), error.body_text()))?;
    let name = sent.name.unwrap_or_else(|| "request".to_owned());
    let format = format.or_else(|| Format::of_name(&name)).or_else(|| of_media_type(&headers));
    let format = format.unwrap_or_else(|| Format::sniff(&bytes));
    Ok(vec![File { name, format, bytes }])
}

async fn of_form(mut form: Multipart, format: Option<Format>) -> Result<Vec<File>, ApiError> {
    let mut files = Vec::new();
    let bad = |error: axum::extract::multipart::MultipartError| ApiError::new(error.status(), error.body_text());
    while let Some(field) = form.next_field().await.map_err(bad)? {
        let Some(name) = field.file_name().map(str::to_owned) else { continue };
        let bytes = field.bytes().await.map_err(bad)?;
        let format = format.or_else(|| Format::of_name(&name)).unwrap_or_else(|| Format::sniff(&bytes));
        files.push(File { name, format, bytes });
    }
    if files.is_empty() {
        let error = ApiError::bad_request("the form holds no file");
        return Err(error.with_hint("`curl -F file=@articles.jsonl` sends one"));
    }
    Ok(files)
}

fn of_media_type(headers: &HeaderMap) -> Option<Format> {
    match essence(headers, &header::CONTENT_TYPE).as_str() {
        "application/json" | "application/x-ndjson" | "application/jsonl" => "jsonl".parse().ok(),
        "text/html" => "html".parse().ok(),
        "text/plain" => "text".parse().ok(),
        _ => None,
    }
}
