//! JSON: one object an article, one a line; or an array of them, or objects spread over several lines.
//!
//! Lines are the usual case and the safe one: a broken line costs one article. The other two are what programs write when
//! nobody asked for lines, and are told apart by their first line.

mod fields;
mod objects;

use super::error::{Problem, shorten};
use super::portion::{self, Portion};
use super::{Outcome, encoding};
use crate::article::Article;
use objects::Objects;
use std::io::{BufRead, Cursor, Read, Result as IoResult};

/// A JSON text found in the input: the line it starts on, and its bytes or what was wrong.
type Found = (usize, Result<Vec<u8>, Problem>);

/// Whether an input that begins like this is JSON.
#[must_use]
pub fn begins(beginning: &str) -> bool {
    let inner = beginning.strip_prefix('[').map_or(beginning, str::trim_start);
    inner.starts_with('{')
}

/// Reads the articles of an input.
#[must_use]
pub fn open<'a>(input: Box<dyn BufRead + 'a>) -> Box<dyn Iterator<Item = Outcome> + 'a> {
    match encoding::in_utf8(input).and_then(|input| Ok(texts(input)?)) {
        Err(problem) => Box::new(std::iter::once((None, Err(problem)))),
        Ok(found) => {
            let mut records =
                found.map(|(line, bytes)| (Some(line), bytes.and_then(|bytes| article(&bytes, line)))).peekable();
            let empty = records.peek().is_none().then_some((None, Err(Problem::NoText)));
            Box::new(records.chain(empty))
        }
    }
}

/// Line by line, or object by object.
fn texts<'a>(mut input: Box<dyn BufRead + 'a>) -> IoResult<Box<dyn Iterator<Item = Found> + 'a>> {
    let line = skip_blanks(input.as_mut())?;
    if input.fill_buf()?.first() == Some(&b'[') {
        return Ok(Box::new(Objects::new(input, line)));
    }
    let first = portion::line(input.as_mut())?;
    if let Portion::Whole(first) = first {
        let spread = is_left_open(&first);
        let input = Box::new(Cursor::new(first).chain(input));
        return Ok(if spread { Box::new(Objects::new(input, line)) } else { Box::new(lines(input, line)) });
    }
    let rejected =
        if let Portion::Oversized(size) = first { Some((line, Err(Problem::TooLarge { size }))) } else { None };
    Ok(Box::new(rejected.into_iter().chain(lines(input, line + 1))))
}

/// Passes over blanks; gives the number of the line after them.
fn skip_blanks(input: &mut dyn BufRead) -> IoResult<usize> {
    let mut line = 1;
    loop {
        let chunk = input.fill_buf()?;
        let blank = chunk.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        line += chunk[..blank].split(|byte| *byte == b'\n').count() - 1;
        let more = blank == chunk.len() && blank > 0;
        input.consume(blank);
        if !more {
            return Ok(line);
        }
    }
}

/// Whether an object goes on in the next line, as programs spread it: broken after a bracket or a comma.
fn is_left_open(first: &[u8]) -> bool {
    let first = first.trim_ascii();
    first.starts_with(b"{") && matches!(first.last(), Some(b'{' | b'[' | b','))
}

/// Every line that is not blank. After an error of the input itself there is nothing more to read.
fn lines<'a>(mut input: Box<dyn BufRead + 'a>, from: usize) -> impl Iterator<Item = Found> + 'a {
    let mut next = Some(from);
    std::iter::from_fn(move || {
        loop {
            let line = next?;
            next = Some(line + 1);
            match portion::line(input.as_mut()) {
                Ok(Portion::End) => next = None,
                Ok(Portion::Oversized(size)) => return Some((line, Err(Problem::TooLarge { size }))),
                Ok(Portion::Whole(bytes)) if bytes.trim_ascii().is_empty() => {}
                Ok(Portion::Whole(bytes)) => return Some((line, Ok(bytes))),
                Err(error) => {
                    next = None;
                    return Some((line, Err(error.into())));
                }
            }
        }
    })
}

fn article(bytes: &[u8], line: usize) -> Result<Article, Problem> {
    // Without its line end, so that an error at the end of a line is told to be there.
    let json = encoding::utf8(bytes)?.trim_end();
    let value = serde_json::from_str(json).map_err(|error| {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default().to_owned();
        Problem::Json { line: line + error.line().saturating_sub(1), column: error.column(), message }
    })?;
    match value {
        serde_json::Value::Object(object) => fields::article(&object),
        other => Err(Problem::NotAnObject { found: shorten(&other.to_string()) }),
    }
}
