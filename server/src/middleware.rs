//! What happens around every request, in order from the outside in.

use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::cors::CorsLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::decompression::RequestDecompressionLayer;
use tower_http::timeout::RequestBodyTimeoutLayer;
use tracing::{Instrument, Span};

use crate::access;
use crate::bodies::{self, Bodies};
use crate::error::{ApiError, PROBLEM};
use crate::routes::conditions::COMMIT;
use crate::state::App;
use crate::store::Database;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Bytes of a number that a client may give its request.
const LONGEST_ID: usize = 200;
/// How the framework begins when a parameter of the address has no value that it can have.
const UNREAD: &str = "Failed to deserialize query string: ";
/// The longest text of a framework's own error that is kept as the detail of a problem.
const DETAIL: usize = 4096;

/// Wraps the routes; the first layer is the outermost.
///
/// They stand around the router as a whole, not around each route, so that they also see what the router itself answers. What
/// costs nothing to do at once is done by one layer, because each costs a small query a fiftieth of its time.
pub fn around(routes: Router, app: &App) -> Router {
    let csrf =
        app.cors.iter().fold(CsrfLayer::new(), |csrf, origin| csrf.clone().add_trusted_origin(origin).unwrap_or(csrf));
    let cors = (!app.cors.is_empty()).then(|| cors(&app.cors));
    let attendant = Attendant { database: app.database.clone(), requests: Arc::default() };
    let layers = ServiceBuilder::new()
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(attendant, attend))
        .option_layer(cors)
        .layer(csrf)
        .layer(from_fn_with_state(app.guard.clone(), access::admit))
        .layer(from_fn_with_state(Bodies::new(&app.limits), bodies::admit))
        .layer(RequestBodyTimeoutLayer::new(app.limits.patience))
        .layer(RequestDecompressionLayer::new())
        .layer(DefaultBodyLimit::max(app.limits.max_body_bytes()))
        .layer(CatchPanicLayer::custom(panicked));
    Router::new().fallback_service(routes).layer(layers)
}

/// Lets the pages of some sites use this server.
fn cors(origins: &[String]) -> CorsLayer {
    let origins: Vec<_> = origins.iter().filter_map(|origin| HeaderValue::from_str(origin).ok()).collect();
    let headers =
        [header::CONTENT_TYPE, header::ACCEPT, header::AUTHORIZATION, header::IF_MATCH, header::IF_NONE_MATCH];
    let methods = [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::DELETE];
    CorsLayer::new().allow_origin(origins).allow_methods(methods).allow_headers(headers).expose_headers([
        header::ETAG,
        header::LOCATION,
        COMMIT,
    ])
}

/// Numbers requests from 1 for as long as the server runs, and counts their answers.
#[derive(Clone)]
struct Attendant {
    database: Database,
    requests: Arc<AtomicU64>,
}

/// Gives a request its number, logs and counts its answer, and sees to what every answer has.
async fn attend(State(attendant): State<Attendant>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = request.headers().get(REQUEST_ID).filter(|id| id.len() <= LONGEST_ID).cloned();
    let id = id.unwrap_or_else(|| (attendant.requests.fetch_add(1, Ordering::Relaxed) + 1).into());
    request.headers_mut().insert(REQUEST_ID, id.clone());
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let span = span(&id, &method, uri.path());
    let mut response = next.run(request).instrument(span.clone()).await;
    if response.status().is_client_error() || response.status().is_server_error() {
        response = as_problem(response, &method, uri.path()).await;
    }
    let status = response.status().as_u16();
    attendant.database.tasks().metrics().answered(method.as_str(), status);
    span.in_scope(|| tracing::info!(status, milliseconds = started.elapsed().as_millis(), "answered"));
    let headers = response.headers_mut();
    headers.insert(REQUEST_ID, id);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// The query string stays out of the log: it may be a long query.
fn span(id: &HeaderValue, method: &Method, path: &str) -> Span {
    tracing::info_span!("request", id = id.to_str().unwrap_or_default(), %method, path)
}

/// Gives errors that the framework made (405, 413, 403 …) the shape of all others.
async fn as_problem(response: Response, method: &Method, path: &str) -> Response {
    let status = response.status();
    if response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == PROBLEM) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let text =
        to_bytes(body, DETAIL).await.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let detail = match status {
        StatusCode::METHOD_NOT_ALLOWED => format!("`{method}` cannot be used on `{path}`"),
        StatusCode::FORBIDDEN => "a page of another site must not make changes here".to_owned(),
        StatusCode::PAYLOAD_TOO_LARGE => "the request body is larger than this server accepts".to_owned(),
        _ => text.strip_prefix(UNREAD).map(|reason| format!("the address: {reason}")).unwrap_or(text),
    };
    let mut error = ApiError::new(status, detail);
    if let Some(allowed) = parts.headers.get(header::ALLOW).and_then(|allowed| allowed.to_str().ok()) {
        error = error.with_hint(format!("allowed are {allowed}"));
    }
    let mut response = error.into_response();
    for name in [header::CONTENT_TYPE, header::CONTENT_LENGTH] {
        parts.headers.remove(name);
    }
    response.headers_mut().extend(parts.headers);
    response
}

fn panicked(_panic: Box<dyn Any + Send>) -> Response {
    ApiError::internal("a request handler panicked; the message stands above").into_response()
}
