//! The browser page: the files built into the program, and the page itself for every address it knows how to show.

use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use web::Asset;

use super::wish;
use crate::error::ApiError;
use crate::negotiation::Offer;
use crate::state::App;

/// Only our own files; blobs are for the export of pictures and for workers, inline styles for the editor.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; worker-src 'self' blob:; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; \
     object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'",
);
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");
const BY_REQUEST: HeaderValue = HeaderValue::from_static("accept, accept-encoding");

/// The offer of a page.
pub const HTML: Offer<bool> =
    Offer { value: true, names: &["html"], media_types: &["text/html; charset=utf-8", "application/xhtml+xml"] };
const DATA_OR_PAGE: &[Offer<bool>] =
    &[Offer { value: false, names: &["json"], media_types: &["application/json"] }, HTML];

/// Whether a request wants a page to look at, rather than data.
#[must_use]
pub fn wanted(headers: &HeaderMap) -> bool {
    wish(headers, None).choose(DATA_OR_PAGE).is_ok_and(|(html, _)| html)
}

/// A file of the page; the page itself for addresses without an extension, which it resolves on its own.
///
/// # Errors
/// `404` for a file that does not exist.
pub async fn file(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Result<Response, ApiError> {
    let path = uri.path().trim_start_matches('/');
    if let Some(asset) = web::asset(path, encodings(&headers)) {
        return Ok(send(asset, &headers));
    }
    let last = path.rsplit('/').next().unwrap_or_default();
    if last.contains('.') {
        return Err(ApiError::not_found(format!("there is no file `/{path}`")));
    }
    Ok(shell(&app, &headers))
}

/// The page itself, wherever it is asked for: that of the operator's folder, or the one built in.
#[must_use]
pub fn shell(app: &App, headers: &HeaderMap) -> Response {
    match app.ui.as_ref().map(|folder| std::fs::read(folder.join("index.html"))) {
        Some(Ok(page)) => {
            let fresh = [(header::CACHE_CONTROL, ASK_AGAIN), (header::CONTENT_SECURITY_POLICY, POLICY)];
            (fresh, Html(page)).into_response()
        }
        _ => send(web::page(encodings(headers)), headers),
    }
}

/// `404` for an address under `/api` that does not exist.
pub async fn no_such_api(OriginalUri(uri): OriginalUri) -> ApiError {
    ApiError::not_found(format!("there is no `{}`", uri.path())).with_hint("`/api/overview` is a place to start")
}

fn encodings(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok())
}

fn send(asset: Asset, headers: &HeaderMap) -> Response {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok()).unwrap_or_default();
    let current = known.split(',').map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == asset.etag);
    let mut response = if current { StatusCode::NOT_MODIFIED.into_response() } else { asset.bytes.into_response() };
    let mut set = |name: HeaderName, value: HeaderValue| response.headers_mut().insert(name, value);
    set(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    set(header::CACHE_CONTROL, if asset.immutable { FOREVER } else { ASK_AGAIN });
    set(header::VARY, BY_REQUEST);
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if let Ok(etag) = HeaderValue::from_str(&asset.etag) {
        set(header::ETAG, etag);
    }
    if let Some(encoding) = asset.encoding {
        set(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}
