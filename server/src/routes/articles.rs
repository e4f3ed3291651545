//! `/articles`: the articles of the store, to list, to load, to look at and to take out.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{OriginalUri, Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use loaders::readers::Format;
use tokio::time::Instant;

use super::explore::{self, PageOfArticles};
use super::{FormatParameter, essence, page};
use crate::error::ApiError;
use crate::ingest::{Ingest, Outcome};
use crate::state::App;
use crate::uploads::{self, Receipt};

/// Lists them; a browser gets the page that lists them.
///
/// # Errors
/// As the store's.
pub async fn list(app: State<App>, query: Query<PageOfArticles>, headers: HeaderMap) -> Result<Response, ApiError> {
    if page::wanted(&headers) {
        return Ok(page::shell(&app, &headers));
    }
    explore::articles(app, query).await.map(IntoResponse::into_response)
}

/// One article with what was read from it; a browser is sent to its page.
///
/// # Errors
/// `404` when it is not there.
pub async fn show(app: State<App>, Path(sha): Path<String>, headers: HeaderMap) -> Result<Response, ApiError> {
    if page::wanted(&headers) {
        let iri = ontology::Iris::default().article(&sha);
        let id = iri.as_str().rsplit('/').next().unwrap_or_default();
        return Ok(Redirect::to(&format!("/article/{id}")).into_response());
    }
    explore::article(app, Path(sha)).await.map(IntoResponse::into_response)
}

/// Loads the articles of the body: JSON objects (an array or one a line), an HTML page, or plain text.
///
/// # Errors
/// `403` when changes are not welcome, `415` for another body, `422` when no record could be read.
pub async fn load(
    State(app): State<App>,
    query: Query<FormatParameter>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(StatusCode, Json<Receipt>), ApiError> {
    app.may_write()?;
    let format = format(query.format.as_deref(), &headers)?;
    let reader = app.reader.clone();
    let deadline = Instant::now() + app.limits.max_timeout;
    let read = app.database.read(deadline, move |_, _| {
        let reader = reader.as_ref().as_ref().map_err(ApiError::internal)?;
        Ok::<_, ApiError>(uploads::read(reader, format, body))
    });
    let upload = read.await??;
    if upload.readings.is_empty() {
        let rejected = serde_json::to_value(&upload.rejected).map_err(ApiError::internal)?;
        let reason = upload.rejected.first().map_or("the body is empty", |first| &first.reason);
        return Err(ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, format!("no article could be read: {reason}"))
            .with_hint("`rejected` lists each record with its reason")
            .with("rejected", rejected));
    }
    let reader = app.reader.clone();
    let run = Timestamp::now().strftime("%Y-%m-%dT%H-%M-%SZ").to_string();
    let put = app.database.write(deadline, move |store| {
        let reader = reader.as_ref().as_ref().map_err(ApiError::internal)?;
        uploads::put(store, reader, run, upload).map_err(ApiError::internal)
    });
    let receipt = put.await??;
    let new = receipt.articles.added + receipt.articles.replaced > 0;
    Ok((if new { StatusCode::CREATED } else { StatusCode::OK }, Json(receipt)))
}

/// `?format=` names a reader; otherwise the media type tells.
fn format(name: Option<&str>, headers: &HeaderMap) -> Result<Format, ApiError> {
    let media_type = essence(headers, &header::CONTENT_TYPE);
    let name = match (name, media_type.as_str()) {
        (Some(name), _) => name,
        (None, "application/json" | "application/x-ndjson" | "application/jsonl" | "application/jsonlines") => "jsonl",
        (None, "text/html" | "application/xhtml+xml") => "html",
        (None, "text/plain") => "text",
        (None, other) => {
            let detail = format!("`{other}` cannot carry articles");
            return Err(ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail)
                .with_hint("send `application/json`, `application/x-ndjson`, `text/html` or `text/plain`"));
        }
    };
    name.parse().map_err(|error: loaders::readers::UnknownFormat| ApiError::bad_request(error.to_string()))
}

/// Takes an article out, and the events that it alone told.
///
/// # Errors
/// `403` when changes are not welcome, `404` when it is not there.
pub async fn delete(
    State(app): State<App>,
    Path(name): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Result<Json<Outcome>, ApiError> {
    app.may_write()?;
    let reader = app.reader.clone();
    let deadline = Instant::now() + app.limits.max_timeout;
    let work = app.database.write(deadline, move |store| {
        let reader = reader.as_ref().as_ref().map_err(ApiError::internal)?;
        let ingest = Ingest::new(store, reader);
        let found = ingest.find(&name).map_err(ApiError::internal)?;
        if found.is_empty() {
            return Err(ApiError::not_found(format!("there is no article at `{}`", uri.path())));
        }
        ingest.delete(&found).map_err(ApiError::internal)
    });
    let outcome = work.await??;
    Ok(Json(outcome))
}
