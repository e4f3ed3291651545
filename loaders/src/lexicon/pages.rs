//! Words of which news pages make up the names of their parts: `pages.tsv` of every language.
//!
//! A page is taken apart before anybody knows its language, so the words of all languages are asked together.

use super::tables;
use crate::tables::{list, rows};
use std::sync::LazyLock;

/// In the class or id of what stands between the paragraphs of a story.
pub static FURNITURE: LazyLock<Vec<&'static str>> = LazyLock::new(|| words("furniture"));
/// In the class or id of what tells the day of publication.
pub static DAY: LazyLock<Vec<&'static str>> = LazyLock::new(|| words("day"));

fn words(part: &str) -> Vec<&'static str> {
    let all = tables("pages.tsv").into_iter().flat_map(rows).map(|(_, row)| row.fields());
    all.filter(|[named, _]| *named == part).flat_map(|[_, words]| list(words)).collect()
}
