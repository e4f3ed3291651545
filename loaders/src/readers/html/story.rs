//! The lines of a page's story: one for each block of text.
//!
//! Readability finds the column of text. What stands between headline and column often belongs to the story too: the
//! picture's caption, and the only line that tells the zone of the publication's time.

use super::blocks::{self, Block};
use super::furniture;
use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

/// A story shorter than this, in characters, makes Readability look again less strictly.
const SHORT: usize = 200;

/// Deeper than any page people write; Readability takes quadratic time for it.
const DEPTH: usize = 400;

/// More than any page people write.
const ELEMENTS: usize = 60_000;

/// The lines of the story, without its title; with the line of its publication if `dated` is false.
pub(super) fn lines(document: Document, title: Option<&str>, dated: bool) -> Vec<String> {
    furniture::clear(&document);
    let everything = blocks::under(&document.body().unwrap_or_else(|| document.root()));
    let story = if is_deep(&document) { None } else { main_part(document) };
    let story = story.filter(|story| !story.is_empty());
    let head = story.as_ref().map_or(&[][..], |story| head(&everything, story, title));
    let day = head.iter().find(|block| !dated && block.is_day());
    let captions = head.iter().filter(|block| block.is_caption());
    let story = story.as_ref().unwrap_or(&everything);

    let mut lines: Vec<&str> = Vec::new();
    for block in day.into_iter().chain(captions).chain(story) {
        let repeated =
            lines.last() == Some(&block.text.as_str()) || title.is_some_and(|title| same(title, &block.text));
        let known = dated && block.is_day();
        if !(repeated || known || block.is_teaser()) {
            lines.push(&block.text);
        }
    }
    let worded = lines.iter().any(|line| line.contains(char::is_alphanumeric));
    if worded { lines.into_iter().map(str::to_owned).collect() } else { Vec::new() }
}

fn main_part(document: Document) -> Option<Vec<Block>> {
    let config = Config {
        char_threshold: SHORT,
        disable_json_ld: true,
        keep_classes: true,
        max_elements_to_parse: ELEMENTS,
        ..Config::default()
    };
    let found = Readability::with_document(document, None, Some(config)).ok()?.parse().ok()?;
    let story = Document::from(found.content);
    Some(blocks::under(&story.body().unwrap_or_else(|| story.root())))
}

/// What stands between the title and the first line of the story.
fn head<'a>(everything: &'a [Block], story: &[Block], title: Option<&str>) -> &'a [Block] {
    let is_title = |block: &&Block| title.is_some_and(|title| same(title, &block.text));
    let first = story.iter().find(|block| !is_title(block)).map(|block| &block.text);
    let end = everything.iter().position(|block| Some(&block.text) == first).unwrap_or(0);
    let title = everything[..end].iter().rposition(|block| is_title(&block));
    &everything[title.map_or(0, |at| at + 1)..end]
}

fn is_deep(document: &Document) -> bool {
    let mut level = vec![document.root()];
    for _ in 0..DEPTH {
        level = level.iter().flat_map(NodeRef::element_children).collect();
        if level.is_empty() {
            return false;
        }
    }
    true
}

/// Whether two lines have the same words.
pub(super) fn same(a: &str, b: &str) -> bool {
    let words = |line: &str| line.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    words(a) == words(b)
}
