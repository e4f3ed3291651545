//! Every reader keeps the same promises: a sample reads, bad input is told with its place, no bytes make it panic.
//!
//! The pages under `feeds/html` imitate how news sites are built; beside each stands what should be read from it.

#[path = "readers/contract.rs"]
mod contract;
#[path = "readers/html.rs"]
mod html;
#[path = "readers/json_lines.rs"]
mod json_lines;

use loaders::article::Article;
use loaders::readers::{Format, Record, read};
use std::io::Cursor;

fn records(format: Format, input: &[u8]) -> Vec<Record> {
    read(format, "feed", Box::new(Cursor::new(input))).collect()
}

/// The one record of an input.
fn only(format: Format, input: &[u8]) -> Result<Article, String> {
    let mut records = records(format, input);
    assert_eq!(records.len(), 1, "{records:?}");
    records.remove(0).outcome.map_err(|error| error.to_string())
}

fn feed(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/feeds/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn utf16(text: &str, little: bool) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(|unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}
