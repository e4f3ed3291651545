//! Requests to the whole server, in this process, over a store in memory: a request line, headers, an empty line, the body.
//!
//! No answer may be a 500, and every answer must come to its end.

#![no_main]

use std::sync::LazyLock;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderName, HeaderValue, Method, Request, StatusCode};
use clap::Parser;
use libfuzzer_sys::fuzz_target;
use server::config::Config;
use server::middleware::Front;
use server::router::router;
use server::state::App;
use server::store::Database;
use tokio::runtime::Runtime;

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("threads"));
static FRONT: LazyLock<Front> = LazyLock::new(|| {
    let config = Flags::parse_from(["kabar", "--timeout", "2", "--max-timeout", "2"]).config;
    let database = Database::open(None).expect("a store in memory");
    router(&App::new(database, &config).expect("the shipped queries"))
});

#[derive(Parser)]
struct Flags {
    #[command(flatten)]
    config: Config,
}

fuzz_target!(|input: &[u8]| {
    let Some(request) = request(input) else { return };
    let path = request.uri().path().to_owned();
    if path == "/changes" && asks_for_events(&request) {
        return;
    }
    let (status, body) = RUNTIME.block_on(async {
        let response = FRONT.answer(request).await;
        let status = response.status();
        (status, to_bytes(response.into_body(), usize::MAX).await.unwrap_or_default())
    });
    assert_ne!(status, StatusCode::INTERNAL_SERVER_ERROR, "{path}: {}", String::from_utf8_lossy(&body));
});

/// Such a stream has no end.
fn asks_for_events(request: &Request<Body>) -> bool {
    let accepted = request.headers().get_all("accept");
    let mut asked = accepted.iter().map(HeaderValue::as_bytes).chain(request.uri().query().map(str::as_bytes));
    asked.any(|text| text.windows(5).any(|part| part.eq_ignore_ascii_case(b"event")))
}

fn request(input: &[u8]) -> Option<Request<Body>> {
    let end = input.windows(2).position(|pair| pair == b"\n\n").unwrap_or(input.len());
    let head = std::str::from_utf8(&input[..end]).ok()?;
    let body = input.get(end + 2..).unwrap_or_default().to_vec();
    let mut lines = head.lines();
    let (method, target) = lines.next()?.split_once(' ')?;
    let mut request = Request::builder().method(Method::from_bytes(method.as_bytes()).ok()?).uri(target);
    for line in lines {
        let (name, value) = line.split_once(':')?;
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        request = request.header(name, HeaderValue::from_str(value.trim()).ok()?);
    }
    request.body(Body::from(body)).ok()
}
