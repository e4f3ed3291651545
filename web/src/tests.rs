//! Tests on small folders of our own, so that they say the same whether the page is built or not; and one on the page itself.

use super::{Asset, PAGE, PLACEHOLDER, asset, built, find, page, takes_gzip};
use rust_embed::Embed;

/// Stands for a build: a page, a hashed script with its twin, a hashed sheet without one.
#[derive(Embed)]
#[folder = "tests/sample-dist/"]
struct Sample;

/// Stands for a machine without Node.
#[derive(Embed)]
#[folder = "tests/no-such-folder/"]
#[allow_missing = true]
struct Missing;

const SCRIPT: &str = "assets/index-0a1b2c3d.js";

fn sample(path: &str, accept_encoding: Option<&str>) -> Asset {
    find::<Sample>(path, accept_encoding).expect(path)
}

#[test]
fn without_a_build_there_are_no_files() {
    assert!(find::<Missing>(PAGE, None).is_none());
    assert!(find::<Missing>("", Some("gzip")).is_none());
}

#[test]
fn files_come_with_what_a_browser_needs() {
    let page = sample(PAGE, None);
    assert_eq!(page.content_type, "text/html; charset=utf-8");
    assert!(!page.immutable, "the page itself changes with every build");
    let script = sample(SCRIPT, None);
    assert_eq!(script.content_type, "text/javascript; charset=utf-8");
    assert!(script.immutable, "a name with a hash never changes its content");
    assert!(script.etag.starts_with('"') && script.etag.ends_with('"') && script.etag.len() == 34);
    assert_ne!(script.etag, page.etag);
}

#[test]
fn a_twin_is_sent_to_those_who_take_it() {
    let plain = sample(SCRIPT, Some("br"));
    let packed = sample(SCRIPT, Some("br, gzip"));
    assert_eq!((plain.encoding, packed.encoding), (None, Some("gzip")));
    assert_eq!(packed.content_type, plain.content_type);
    assert_eq!(&packed.bytes[..2], &[0x1f, 0x8b]);
    assert_ne!(packed.etag, plain.etag);
    assert_eq!(sample("assets/index-4e5f6071.css", Some("gzip")).encoding, None, "no twin, no packing");
}

#[test]
fn nothing_but_files_is_found() {
    for path in
        ["", "/", "assets", "assets/", "../Cargo.toml", "/index.html", "assets/index-0a1b2c3d.js.gz", "nothing.js"]
    {
        assert!(find::<Sample>(path, Some("gzip")).is_none(), "{path}");
    }
}

#[test]
fn what_a_client_accepts_is_read_as_the_standard_says() {
    for yes in ["gzip", "GZIP", "deflate, gzip;q=0.5", "*", "br;q=1.0, *;q=0.1", " gzip ; q=1"] {
        assert!(takes_gzip(yes), "{yes}");
    }
    for no in ["", "br", "identity", "gzip;q=0", "gzip;q=0.0, *", "*;q=0", "gzipped", "gzip;q=much"] {
        assert!(!takes_gzip(no), "{no}");
    }
}

/// Holds with and without a build; which of the two it tried is in the name of what it asserts.
#[test]
fn the_page_is_the_build_or_the_placeholder() {
    let shown = page(None);
    assert_eq!(shown.content_type, "text/html; charset=utf-8");
    if built() {
        assert!(asset(PAGE, None).is_some(), "built: the page is there");
        let html = String::from_utf8(shown.bytes.into_owned()).expect("the page is UTF-8");
        let scripts: Vec<&str> = html.split('"').filter(|part| part.starts_with("/assets/")).collect();
        assert!(!scripts.is_empty(), "built: the page asks for its script");
        for path in scripts {
            let file = asset(&path[1..], Some("gzip")).expect(path);
            assert_eq!(file.encoding, Some("gzip"), "built: `{path}` has its twin");
        }
    } else {
        assert!(asset(PAGE, None).is_none(), "not built: no file");
        assert_eq!(shown.bytes, PLACEHOLDER.as_bytes(), "not built: the placeholder");
    }
}

#[test]
fn the_placeholder_says_how_to_build_and_where_else_to_go() {
    for word in ["make web", "/api/docs", "/sparql"] {
        assert!(PLACEHOLDER.contains(word), "{word}");
    }
    assert!(!PLACEHOLDER.contains("http://") && !PLACEHOLDER.contains("https://"), "nothing from outside");
}
