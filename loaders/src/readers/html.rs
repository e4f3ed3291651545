//! Web pages: the story without the page around it, and what the page says about itself.
//!
//! The story is found by Readability, after what is surely not part of it has gone; its blocks become lines. Credits, captions
//! and a publication line stay in the text: telling them apart takes a language, and that is the reading's business.

mod blocks;
mod furniture;
mod linked_data;
mod metadata;
mod story;

use super::error::Problem;
use super::{Outcome, encoding, plain_text};
use crate::article::Article;
use dom_query::Document;
use encoding_rs::Encoding;
use std::io::BufRead;

/// How far into a page its encoding is looked for, in bytes.
const DECLARATION: usize = 4096;

/// Whether an input that begins like this is a page.
#[must_use]
pub fn begins(beginning: &str) -> bool {
    // A tag's name, a comment, a document type or an XML declaration.
    beginning
        .strip_prefix('<')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?')))
}

/// Reads the one article of a page.
#[must_use]
pub fn open<'a>(mut input: Box<dyn BufRead + 'a>) -> Box<dyn Iterator<Item = Outcome> + 'a> {
    Box::new(std::iter::once_with(move || (None, article(input.as_mut()))))
}

fn article(input: &mut dyn BufRead) -> Result<Article, Problem> {
    let bytes = plain_text::whole(input)?;
    let page = encoding::decode(&bytes, declared(&bytes))?;
    if page.trim().is_empty() {
        return Err(Problem::NoText);
    }
    let document = Document::from(page);
    let mut article = metadata::read(&document);
    let dated = article.published.is_some_and(|published| published.offset.is_some());
    let title = article.title.as_deref();
    let lines = story::lines(document, title, dated);
    if lines.is_empty() {
        return Err(Problem::NoStory);
    }
    let body = lines.join("\n\n");
    article.text = Article::compose(title, &body);
    Ok(article)
}

/// The encoding that the page names in a `meta` element.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION)]).to_ascii_lowercase();
    let names = head.split("<meta").skip(1).filter_map(|meta| meta.split('>').next()?.split_once("charset="));
    names.into_iter().find_map(|(_, name)| {
        let name = name.trim_start_matches(['"', '\'', ' ']);
        let end = name.find(['"', '\'', ';', ' ', '/']).unwrap_or(name.len());
        // A page whose declaration can be read byte by byte is not UTF-16, whatever it says.
        Encoding::for_label(&name.as_bytes()[..end]).map(Encoding::output_encoding)
    })
}
