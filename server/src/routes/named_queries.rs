//! `/api/queries`: the named queries, and the answer of one.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use ontology::Iris;
use oxigraph::sparql::CancellationToken;
use queries::{AskError, Means};
use serde_json::Value;
use tokio::time::Instant;

use super::wish;
use crate::answers::ANSWERS;
use crate::error::ApiError;
use crate::state::App;

/// Whether rows were left out; the formats of answers have no place to say so.
const TRUNCATED: HeaderName = HeaderName::from_static("x-truncated");

/// What there is to ask.
pub async fn list(State(app): State<App>) -> Json<Value> {
    Json(app.catalogue.to_json())
}

/// Asks one; what is not `format` or `timeout` is a parameter of the query.
///
/// # Errors
/// `404` for an unknown query, `400` for parameters it cannot take, `503` when the time is over.
pub async fn ask(
    State(app): State<App>,
    Path(name): Path<String>,
    Query(given): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let (settings, parameters): (Vec<_>, Vec<_>) =
        given.into_iter().partition(|(name, _)| matches!(name.as_str(), "format" | "timeout"));
    let setting = |wanted: &str| settings.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let (format, media_type) = wish(&headers, setting("format")).choose(ANSWERS)?;
    let deadline = Instant::now() + app.time(setting("timeout"))?;
    let catalogue = app.catalogue.clone();
    let texts = app.database.texts();
    let work = move |store: &_, token: &CancellationToken| {
        let iris = Iris::default();
        let means = Means { cancel: Some(token.clone()), texts: Some(texts) };
        let answer = catalogue.ask(store, &iris, &name, &parameters, means)?;
        let mut body = Vec::new();
        answer.write(format, &iris, &mut body).map_err(ApiError::internal)?;
        Ok::<_, ApiError>((body, answer.truncated))
    };
    let (body, truncated) = app.database.read(deadline, work).await??;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::VARY, HeaderValue::from_static("accept")),
        (TRUNCATED, HeaderValue::from_static(if truncated { "true" } else { "false" })),
    ];
    Ok((headers, body).into_response())
}

impl From<AskError> for ApiError {
    fn from(error: AskError) -> Self {
        match error {
            AskError::UnknownQuery { .. } => {
                Self::not_found(error.to_string()).with_hint("`/api/queries` lists the named queries")
            }
            AskError::Cancelled { .. } => Self::new(StatusCode::SERVICE_UNAVAILABLE, error.to_string()),
            AskError::Syntax { .. } | AskError::NoRows { .. } | AskError::Failed { .. } => Self::internal(error),
            AskError::UnknownParameter { .. }
            | AskError::Repeated { .. }
            | AskError::Missing { .. }
            | AskError::Value { .. } => {
                Self::bad_request(error.to_string()).with_hint("`/api/queries` says what each query takes")
            }
        }
    }
}
