//! What happens around every request, from the outside in: packing, number and log, where it comes from, who sends it, unpacking.
//!
//! Each step is a method that calls the next, and a step that a request does not need is left out: a tower of layers, which every
//! request climbs through boxes, cost a small query a tenth of its time.

use std::any::Any;
use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::net::IpAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tower::{Service, ServiceBuilder, ServiceExt, service_fn};
use tower_http::compression::Compression;
use tower_http::cors::CorsLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::decompression::RequestDecompression;
use tower_http::timeout::RequestBodyTimeout;
use tracing::{Instrument, Span};

use crate::access::Guard;
use crate::bodies::Bodies;
use crate::error::{ApiError, PROBLEM};
use crate::routes::conditions::COMMIT;
use crate::state::App;
use crate::store::Database;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Bytes of a number that a client may give its request.
const LONGEST_ID: usize = 200;
/// How the framework begins when a parameter of the address has no value that it can have.
const UNREAD: &str = "Failed to deserialize query string: ";
/// What browsers say of the page that a request comes from.
const FROM_PAGE: [HeaderName; 2] = [header::ORIGIN, HeaderName::from_static("sec-fetch-site")];
/// The longest text of a framework's own error that is kept as the detail of a problem.
const DETAIL: usize = 4096;

/// The routes and what stands around them. Clones share it.
#[derive(Clone)]
pub struct Front {
    shared: Arc<Shared>,
    /// Where its requests come from, if over the network.
    peer: Option<IpAddr>,
}

struct Shared {
    routes: Router,
    database: Database,
    guard: Arc<Guard>,
    csrf: CsrfLayer,
    cors: Option<CorsLayer>,
    body_bytes: usize,
    bodies: Bodies,
    patience: Duration,
    /// Requests so far, which are numbered from 1 for as long as the server runs.
    requests: AtomicU64,
}

impl Front {
    /// Puts it around routes.
    #[must_use]
    pub fn new(routes: Router, app: &App) -> Self {
        let trust = |csrf: CsrfLayer, origin: &String| csrf.clone().add_trusted_origin(origin).unwrap_or(csrf);
        let shared = Shared {
            routes,
            database: app.database.clone(),
            guard: Arc::clone(&app.guard),
            csrf: app.cors.iter().fold(CsrfLayer::new(), trust),
            cors: (!app.cors.is_empty()).then(|| cors(&app.cors)),
            body_bytes: app.limits.max_body_bytes(),
            bodies: Bodies::new(&app.limits),
            patience: app.limits.patience,
            requests: AtomicU64::new(0),
        };
        Self { shared: Arc::new(shared), peer: None }
    }

    /// The same for the requests of one address.
    #[must_use]
    pub fn met_by(&self, peer: IpAddr) -> Self {
        Self { shared: Arc::clone(&self.shared), peer: Some(peer) }
    }

    /// Answers, and packs the answer for those who take it so.
    pub async fn answer(&self, request: Request) -> Response {
        if request.headers().contains_key(header::ACCEPT_ENCODING) {
            let packing =
                Compression::new(service_fn(|request| async { Ok::<_, Infallible>(self.attend(request).await) }));
            let Ok(response) = Box::pin(packing.oneshot(request)).await;
            return response.map(Body::new);
        }
        let mut response = self.attend(request).await;
        response.headers_mut().append(header::VARY, HeaderValue::from_static("accept-encoding"));
        response
    }

    /// Gives a request its number, logs and counts its answer, and sees to what every answer has.
    async fn attend(&self, mut request: Request) -> Response {
        let started = Instant::now();
        let id = request.headers().get(REQUEST_ID).filter(|id| id.len() <= LONGEST_ID).cloned();
        let id = id.unwrap_or_else(|| (self.shared.requests.fetch_add(1, Ordering::Relaxed) + 1).into());
        request.headers_mut().insert(REQUEST_ID, id.clone());
        let (method, uri) = (request.method().clone(), request.uri().clone());
        let span = span(&id, &method, uri.path());
        let mut response = self.look_at_page(request).instrument(span.clone()).await;
        if response.status().is_client_error() || response.status().is_server_error() {
            response = as_problem(response, &method, uri.path()).await;
        }
        let status = response.status().as_u16();
        self.shared.database.tasks().metrics().answered(&method, status);
        span.in_scope(|| tracing::info!(status, milliseconds = started.elapsed().as_millis(), "answered"));
        let headers = response.headers_mut();
        headers.insert(REQUEST_ID, id);
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        response
    }

    /// Keeps pages of other sites out, except those that may use this server.
    async fn look_at_page(&self, request: Request) -> Response {
        let Shared { csrf, cors, .. } = &*self.shared;
        if cors.is_none() && !FROM_PAGE.iter().any(|name| request.headers().contains_key(name)) {
            return self.admit(request).await;
        }
        let layers = ServiceBuilder::new().option_layer(cors.clone()).layer(csrf.clone());
        let looking = layers.service_fn(|request| async { Ok::<_, Infallible>(self.admit(request).await) });
        let Ok(response) = Box::pin(looking.oneshot(request)).await;
        response
    }

    async fn admit(&self, mut request: Request) -> Response {
        match self.shared.guard.judge(&request, self.peer) {
            Ok(caller) => {
                request.extensions_mut().insert(caller);
                self.receive(request).await
            }
            Err(error) => {
                let unknown = error.status() == StatusCode::UNAUTHORIZED;
                let mut response = error.into_response();
                if unknown {
                    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
                }
                response
            }
        }
    }

    /// Lets a request pass if its body finds room, which it gives back when the request is answered, and waits for each piece of
    /// it no longer than patience lasts.
    async fn receive(&self, request: Request) -> Response {
        if request.body().is_end_stream() {
            return self.unpack(request).await;
        }
        let _room = match self.shared.bodies.admit(request.headers()) {
            Ok(room) => room,
            Err(error) => return error.into_response(),
        };
        let unpacked =
            service_fn(|request: Request<_>| async { Ok::<_, Infallible>(self.unpack(request.map(Body::new)).await) });
        let Ok(response) = Box::pin(RequestBodyTimeout::new(unpacked, self.shared.patience).oneshot(request)).await;
        response
    }

    async fn unpack(&self, request: Request) -> Response {
        if !request.headers().contains_key(header::CONTENT_ENCODING) {
            return self.route(request).await;
        }
        let routed =
            service_fn(|request: Request<_>| async { Ok::<_, Infallible>(self.route(request.map(Body::new)).await) });
        match Box::pin(RequestDecompression::new(routed).oneshot(request)).await {
            Ok(response) => response.map(Body::new),
            Err(error) => ApiError::internal(error).into_response(),
        }
    }

    async fn route(&self, mut request: Request) -> Response {
        DefaultBodyLimit::max(self.shared.body_bytes).apply(&mut request);
        let mut answer = pin!(self.shared.routes.clone().call(request));
        // the future is dropped after a panic, so nobody sees what it left half done
        let mut poll = |context: &mut Context<'_>| catch_unwind(AssertUnwindSafe(|| answer.as_mut().poll(context)));
        let answered = poll_fn(|context| match poll(context) {
            Ok(poll) => poll.map(Ok),
            Err(panic) => Poll::Ready(Err(panic)),
        });
        match answered.await {
            Ok(Ok(response)) => response,
            Err(panic) => panicked(&panic),
        }
    }
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

fn panicked(_panic: &Box<dyn Any + Send>) -> Response {
    ApiError::internal("a request handler panicked; the message stands above").into_response()
}
