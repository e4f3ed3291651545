//! Plain text: one article a file, its text exactly as it stands there.
//!
//! Nothing is trimmed and no line end changed, so that offsets can be compared with annotations made elsewhere. Headline,
//! date and source are found later, by how the lines are laid out.

use super::error::Problem;
use super::portion::{self, Portion};
use super::{Outcome, encoding};
use crate::article::Article;
use std::io::BufRead;

/// Reads the one article of an input.
#[must_use]
pub fn open<'a>(mut input: Box<dyn BufRead + 'a>) -> Box<dyn Iterator<Item = Outcome> + 'a> {
    Box::new(std::iter::once_with(move || (None, article(input.as_mut()))))
}

fn article(input: &mut dyn BufRead) -> Result<Article, Problem> {
    let bytes = whole(input)?;
    let text = encoding::decode(&bytes, None)?;
    if text.trim().is_empty() {
        return Err(Problem::NoText);
    }
    Ok(Article { text, ..Article::default() })
}

/// All bytes of an input that is one article.
pub(super) fn whole(input: &mut dyn BufRead) -> Result<Vec<u8>, Problem> {
    match portion::all(input)? {
        Portion::End => Err(Problem::NoText),
        Portion::Oversized(size) => Err(Problem::TooLarge { size }),
        Portion::Whole(bytes) => Ok(bytes),
    }
}
