//! `/changes`: what was changed, commit by commit, as lines of a patch, as JSON, or as events while they happen.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use super::wish;
use crate::error::ApiError;
use crate::negotiation::Offer;
use crate::state::App;
use crate::store::Database;
use crate::store::records::Record;

/// The last event that a client has, by which it goes on after a break.
const LAST_EVENT: &str = "last-event-id";

#[derive(Clone, Copy)]
enum Form {
    Patch,
    Json,
    Events,
}

const FORMS: &[Offer<Form>] = &[
    Offer {
        value: Form::Patch,
        names: &["patch"],
        media_types: &["text/plain; charset=utf-8", "application/rdf-patch"],
    },
    Offer { value: Form::Json, names: &["json"], media_types: &["application/json"] },
    Offer { value: Form::Events, names: &["events"], media_types: &["text/event-stream"] },
];

/// From where on.
#[derive(Debug, Deserialize)]
pub struct From {
    #[serde(default)]
    after: u64,
    format: Option<String>,
}

/// The commits after a number: as many as fit into some megabytes, or, as events, all that come.
///
/// # Errors
/// `406` for a form there is not, `410` when the log does not reach back so far.
pub async fn list(State(app): State<App>, Query(from): Query<From>, headers: HeaderMap) -> Result<Response, ApiError> {
    let (form, media_type) = wish(&headers, from.format.as_deref()).choose(FORMS)?;
    let last = headers.get(LAST_EVENT).and_then(|last| last.to_str().ok()).and_then(|last| last.parse().ok());
    let after = last.unwrap_or(from.after);
    let records = read(app.database.clone(), after).await?;
    let first = app.database.ledger().first_commit().map_err(ApiError::internal)?;
    if after.saturating_add(1) < first {
        return Err(ApiError::new(StatusCode::GONE, format!("the log begins with commit {first}"))
            .with_hint("take the whole store from `/store`, then the changes after its `kabar-commit`"));
    }
    Ok(match form {
        Form::Patch => {
            ([(header::CONTENT_TYPE, media_type)], records.iter().map(patch).collect::<String>()).into_response()
        }
        Form::Json => {
            let commits: Vec<_> = records.iter().map(as_json).collect();
            Json(json!({ "last": app.database.version(), "commits": commits })).into_response()
        }
        Form::Events => follow(app.database.clone(), after),
    })
}

async fn read(database: Database, after: u64) -> Result<Vec<Record>, ApiError> {
    let found = tokio::task::spawn_blocking(move || database.ledger().commits_after(after)).await;
    found.map_err(ApiError::internal)?.map_err(ApiError::internal)
}

fn patch(record: &Record) -> String {
    let Record { head, patch } = record;
    format!("# commit {} {}\n{patch}", head.number, head.at)
}

fn as_json(record: &Record) -> serde_json::Value {
    let operations: Vec<_> = record.patch.lines().filter_map(|line| line.split_once(' ')).collect();
    let operations: Vec<_> = operations.into_iter().map(|(op, quad)| json!({ "op": op, "data": quad })).collect();
    json!({ "commit": record.head.number, "at": record.head.at, "changes": operations })
}

/// Sends every commit as an event with its number, the lines of its patch as data.
fn follow(database: Database, after: u64) -> Response {
    let (sender, receiver) = tokio::sync::mpsc::channel(16);
    tokio::spawn(async move {
        let mut commits = database.ledger().watch();
        let ledger = Arc::new(database);
        let mut after = after;
        loop {
            let Ok(records) = read(Database::clone(&ledger), after).await else { return };
            for record in records {
                after = record.head.number;
                let event = Event::default().id(after.to_string()).event("commit").data(record.patch.trim_end());
                if sender.send(event).await.is_err() {
                    return;
                }
            }
            tokio::select! {
                waited = commits.wait_for(|last| *last > after) => if waited.is_err() { return },
                () = sender.closed() => return,
            }
        }
    });
    Sse::new(Events(receiver)).keep_alive(KeepAlive::default()).into_response()
}

struct Events(tokio::sync::mpsc::Receiver<Event>);

impl futures_core::Stream for Events {
    type Item = Result<Event, Infallible>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        self.0.poll_recv(context).map(|event| event.map(Ok))
    }
}
