//! The files of the browser page, built into the program: one binary serves everything, offline.
#![doc = include_str!("../README.md")]

use std::borrow::Cow;
use std::fmt::Write as _;

use rust_embed::{Embed, EmbeddedFile};

#[derive(Embed)]
#[folder = "dist/"]
#[allow_missing = true]
struct Dist;

/// The page that stands in while none is built: what this is, and the one command that builds it.
pub const PLACEHOLDER: &str = include_str!("../placeholder.html");

/// The page every address of the browser leads to; it finds out itself what to show.
const PAGE: &str = "index.html";

/// Where the build puts files that carry a hash of their content in their name.
const HASHED: &str = "assets/";

/// One file, ready to be sent.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its content, packed as `encoding` says.
    pub bytes: Cow<'static, [u8]>,
    /// `Content-Type`.
    pub content_type: &'static str,
    /// `ETag`, in quotes as the header wants it. Packed and plain bytes have different ones.
    pub etag: String,
    /// Whether the content behind this name never changes, so that browsers may keep it for ever.
    pub immutable: bool,
    /// `Content-Encoding`, if packed. The answer then depends on `Accept-Encoding`, and `Vary` should say so.
    pub encoding: Option<&'static str>,
}

/// Whether the page was built into this program.
#[must_use]
pub fn built() -> bool {
    Dist::get(PAGE).is_some()
}

/// A file of the page by its path, without the slash in front; packed if the client takes it so.
#[must_use]
pub fn asset(path: &str, accept_encoding: Option<&str>) -> Option<Asset> {
    find::<Dist>(path, accept_encoding)
}

/// The page itself, or the placeholder while none is built.
#[must_use]
pub fn page(accept_encoding: Option<&str>) -> Asset {
    asset(PAGE, accept_encoding).unwrap_or_else(placeholder)
}

fn placeholder() -> Asset {
    Asset {
        bytes: Cow::Borrowed(PLACEHOLDER.as_bytes()),
        content_type: content_type(PAGE),
        etag: format!("\"placeholder-{}\"", env!("CARGO_PKG_VERSION")),
        immutable: false,
        encoding: None,
    }
}

fn find<Files: Embed>(path: &str, accept_encoding: Option<&str>) -> Option<Asset> {
    if extension(path) == "gz" {
        return None;
    }
    let plain = Files::get(path)?;
    let packed = accept_encoding.filter(|wanted| takes_gzip(wanted)).and_then(|_| Files::get(&format!("{path}.gz")));
    let encoding = packed.as_ref().map(|_| "gzip");
    let file = packed.unwrap_or(plain);
    Some(Asset {
        etag: etag(&file),
        content_type: content_type(path),
        immutable: path.starts_with(HASHED),
        bytes: file.data,
        encoding,
    })
}

fn etag(file: &EmbeddedFile) -> String {
    let mut tag = String::from("\"");
    for byte in &file.metadata.sha256_hash()[..16] {
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    tag
}

/// Whether an `Accept-Encoding` lets gzip through: named, or by `*`, and not with weight zero.
fn takes_gzip(accept_encoding: &str) -> bool {
    let weight = |wanted: &str| {
        accept_encoding.split(',').find_map(|offer| {
            let (name, rest) = offer.split_once(';').unwrap_or((offer, ""));
            let weight = rest.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.trim().parse::<f32>().ok());
            name.trim().eq_ignore_ascii_case(wanted).then_some(weight.unwrap_or(0.0))
        })
    };
    weight("gzip").or_else(|| weight("*")).is_some_and(|weight| weight > 0.0)
}

fn extension(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or_default()
}

fn content_type(path: &str) -> &'static str {
    match extension(path) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests;
