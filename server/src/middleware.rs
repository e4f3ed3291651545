//! What happens around every request, in order from the outside in.

use std::any::Any;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::cors::CorsLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::decompression::RequestDecompressionLayer;
use tower_http::request_id::{MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::trace::{DefaultOnResponse, TraceLayer};
use tracing::{Level, Span};

use crate::access;
use crate::error::{ApiError, PROBLEM};
use crate::routes::conditions::COMMIT;
use crate::state::App;
use crate::store::Database;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The longest text of a framework's own error that is kept as the detail of a problem.
const DETAIL: usize = 4096;

/// Wraps the routes; the first layer is the outermost.
///
/// They stand around the router as a whole, not around each route, so that they also see what the router itself answers.
pub fn around(routes: Router, app: &App) -> Router {
    let csrf =
        app.cors.iter().fold(CsrfLayer::new(), |csrf, origin| csrf.clone().add_trusted_origin(origin).unwrap_or(csrf));
    let layers = ServiceBuilder::new()
        .layer(SetRequestIdLayer::new(REQUEST_ID, Numbers::default()))
        .layer(TraceLayer::new_for_http().make_span_with(span).on_response(DefaultOnResponse::new().level(Level::INFO)))
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(SetResponseHeaderLayer::overriding(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")))
        .layer(CompressionLayer::new())
        .layer(from_fn(errors_as_problems))
        .layer(from_fn_with_state(app.database.clone(), counted))
        .layer(cors(&app.cors))
        .layer(csrf)
        .layer(from_fn_with_state(app.guard.clone(), access::admit))
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

/// Counts every answer.
async fn counted(State(database): State<Database>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let response = next.run(request).await;
    database.tasks().metrics().answered(method.as_str(), response.status().as_u16());
    response
}

/// Numbers requests from 1 for as long as the server runs.
#[derive(Clone, Default)]
struct Numbers(std::sync::Arc<AtomicU64>);

impl MakeRequestId for Numbers {
    fn make_request_id<B>(&mut self, _request: &axum::http::Request<B>) -> Option<RequestId> {
        let number = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        HeaderValue::from_str(&number.to_string()).ok().map(RequestId::new)
    }
}

/// The query string stays out of the log: it may be a long query.
fn span(request: &axum::http::Request<Body>) -> Span {
    let id = request.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or_default();
    tracing::info_span!("request", id, method = %request.method(), path = request.uri().path())
}

/// Gives errors that the framework made (405, 413, 403 …) the shape of all others.
async fn errors_as_problems(request: Request, next: Next) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let response = next.run(request).await;
    let status = response.status();
    let problem = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == PROBLEM);
    if problem || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let text =
        to_bytes(body, DETAIL).await.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let detail = match status {
        StatusCode::METHOD_NOT_ALLOWED => format!("`{method}` cannot be used on `{path}`"),
        StatusCode::FORBIDDEN => "a page of another site must not make changes here".to_owned(),
        StatusCode::PAYLOAD_TOO_LARGE => "the request body is larger than this server accepts".to_owned(),
        _ => text,
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
