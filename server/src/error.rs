//! What an HTTP client is told when something fails: problem JSON (RFC 9457) with a hint, never a bare text.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use oxigraph::store::StorageError;
use queries::text::Misuse;
use serde_json::{Map, Value, json};

use crate::negotiation::NotOffered;
use crate::shipped;
use crate::sparql::{Failure, syntax::SyntaxError};
use crate::standing::{self, Nothing};
use crate::store::Trouble;

/// The media type of every error.
pub const PROBLEM: &str = "application/problem+json";
/// Seconds after which a client that met a busy server may come back.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("5");

/// A failed request.
#[derive(Clone, Debug)]
pub struct ApiError {
    status: StatusCode,
    detail: String,
    hint: Option<String>,
    extra: Map<String, Value>,
    allow: Option<&'static str>,
}

impl ApiError {
    /// An error that says what is wrong with this very request.
    #[must_use]
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), hint: None, extra: Map::new(), allow: None }
    }

    /// `400`: the request makes no sense.
    #[must_use]
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// `404`: there is no such thing.
    #[must_use]
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    /// `500`: not the client's fault; the cause goes to the log, not to the client.
    #[must_use]
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        tracing::error!(%cause, "request failed");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "the server could not answer this request")
            .with_hint("the server's log says why")
    }

    /// `503`: the events are still being counted; `share` hundredths of them are.
    #[must_use]
    pub fn indexing(share: u8) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, format!("the events are being indexed: {share} %"))
            .with_hint("come back in a moment; SPARQL is answered meanwhile")
            .with("indexing", share)
    }

    /// Adds what the client can do about it.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds a member that programs may read.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.extra.insert(name.to_owned(), value.into());
        self
    }

    /// Adds the methods that would be right.
    #[must_use]
    pub fn with_allowed(mut self, methods: &'static str) -> Self {
        self.allow = Some(methods);
        self
    }

    /// What is wrong.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// The status it is sent with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut problem = self.extra;
        problem.insert("status".to_owned(), json!(self.status.as_u16()));
        problem.insert("title".to_owned(), json!(self.status.canonical_reason().unwrap_or("Error")));
        problem.insert("detail".to_owned(), json!(self.detail));
        problem.insert("hint".to_owned(), json!(self.hint));
        let mut response = Response::new(Body::from(Value::Object(problem).to_string()));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM));
        if let Some(methods) = self.allow {
            headers.insert(header::ALLOW, HeaderValue::from_static(methods));
        }
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, RETRY_AFTER);
        }
        response
    }
}

impl From<Trouble> for ApiError {
    fn from(trouble: Trouble) -> Self {
        let (status, hint) = match trouble {
            Trouble::Late => (
                StatusCode::SERVICE_UNAVAILABLE,
                "ask for less (`LIMIT`, a narrower pattern), or allow more time with `?timeout=SECONDS`",
            ),
            Trouble::Busy => (StatusCode::SERVICE_UNAVAILABLE, "try again in a moment"),
            Trouble::Memory => (StatusCode::SERVICE_UNAVAILABLE, "ask for less, or try again when less is going on"),
            Trouble::Stopped => (StatusCode::SERVICE_UNAVAILABLE, "ask the operator before you ask it again"),
            Trouble::TooMuchMemory(_) => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "sort, group or join fewer rows (a narrower pattern, fewer columns); the operator allows more with `--max-query-memory`",
            ),
            Trouble::TooMuchText => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "ask for less (`LIMIT`, shorter texts); the operator allows more with `--max-text`",
            ),
            Trouble::TooLong => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "ask for less (`LIMIT`, fewer columns); the operator allows more with `--max-answer`",
            ),
            Trouble::Left => (StatusCode::SERVICE_UNAVAILABLE, "nobody reads this"),
            Trouble::Died => return Self::internal(trouble),
        };
        Self::new(status, trouble.to_string()).with_hint(hint)
    }
}

impl From<NotOffered> for ApiError {
    fn from(error: NotOffered) -> Self {
        let offered = error.offered.clone();
        Self::new(StatusCode::NOT_ACCEPTABLE, error.to_string())
            .with_hint("name one of `offered` with `?format=`, or send its media type as `Accept`")
            .with("offered", offered)
    }
}

impl From<SyntaxError> for ApiError {
    fn from(error: SyntaxError) -> Self {
        let place = Self::bad_request(error.problem)
            .with("line", error.line)
            .with("column", error.column)
            .with("excerpt", error.excerpt);
        match error.hint {
            Some(hint) => place.with_hint(hint),
            None => place,
        }
    }
}

impl From<Failure> for ApiError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(refusal) => {
                Self::bad_request(refusal.to_string()).with_hint("split the query into smaller ones")
            }
            Failure::Syntax(error) => error.into(),
            Failure::Format(error) => error.into(),
            Failure::Cancelled => Trouble::Late.into(),
            Failure::TooManyRows(_) => Self::new(StatusCode::PAYLOAD_TOO_LARGE, failure.to_string()).with_hint(
                "give the query a `LIMIT`, or ask for it page by page; the operator allows more with `--max-rows`",
            ),
            Failure::Search(misuse) => Self::bad_request(misuse.to_string()).with_hint(Misuse::HINT),
            Failure::NoWords(error) => {
                Self::bad_request(error.to_string()).with_hint("give at least one word, such as `gempa`")
            }
            Failure::TwoDatasets | Failure::Evaluation(_) => Self::bad_request(failure.to_string()),
            Failure::Graph(detail) => {
                Self::bad_request(detail).with_hint("`SILENT` passes over graphs that are there or not")
            }
            Failure::DiskFull => Self::new(StatusCode::INSUFFICIENT_STORAGE, failure.to_string())
                .with_hint("nothing was changed; try again when the disk has space"),
            Failure::Inexpressible(_) => Self::new(StatusCode::NOT_ACCEPTABLE, failure.to_string()).with_hint(
                "the data are RDF 1.2: ask for `json`, `xml` or `tsv`, and for graphs `turtle`, `nt`, `nq` or `trig`",
            ),
            Failure::Write(_) => Trouble::Left.into(),
            Failure::Storage(_) => Self::internal(failure),
        }
    }
}

impl From<Nothing> for ApiError {
    fn from(nothing: Nothing) -> Self {
        match nothing {
            Nothing::Yet(share) => Self::indexing(standing::hundredths(share)),
            unreadable @ Nothing::Unreadable(_) => Self::internal(unreadable),
        }
    }
}

impl From<StorageError> for ApiError {
    fn from(error: StorageError) -> Self {
        Failure::from(error).into()
    }
}

impl From<shipped::Error> for ApiError {
    fn from(error: shipped::Error) -> Self {
        Self::internal(error)
    }
}
