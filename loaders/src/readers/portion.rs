//! A line or a whole input, never more than an article may have.
//!
//! A feed may hold a line of gigabytes, by mistake or malice: it is counted and passed over, and the next one is read.

use std::io::{BufRead, ErrorKind, Result};

/// Most bytes that one article may have: 16 MiB.
pub const LIMIT: usize = 16 * 1024 * 1024;

/// What was read.
#[derive(Debug, PartialEq, Eq)]
pub enum Portion {
    /// The input is at its end.
    End,
    /// A line with its line end, or the whole input.
    Whole(Vec<u8>),
    /// More than the limit; how many bytes it had. It was not kept.
    Oversized(u64),
}

/// The next line.
///
/// # Errors
/// What the input says.
pub fn line(input: &mut dyn BufRead) -> Result<Portion> {
    take(input, Some(b'\n'))
}

/// Everything up to the end.
///
/// # Errors
/// What the input says.
pub fn all(input: &mut dyn BufRead) -> Result<Portion> {
    take(input, None)
}

fn take(input: &mut dyn BufRead, until: Option<u8>) -> Result<Portion> {
    let mut held = Vec::new();
    let mut size = 0;
    loop {
        let chunk = match input.fill_buf() {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            chunk => chunk?,
        };
        if chunk.is_empty() {
            break;
        }
        let end = until.and_then(|end| chunk.iter().position(|byte| *byte == end));
        let used = end.map_or(chunk.len(), |at| at + 1);
        size += used as u64;
        if size <= LIMIT as u64 {
            held.extend_from_slice(&chunk[..used]);
        } else {
            held = Vec::new();
        }
        input.consume(used);
        if end.is_some() {
            break;
        }
    }
    Ok(match size {
        0 => Portion::End,
        size if size > LIMIT as u64 => Portion::Oversized(size),
        _ => Portion::Whole(held),
    })
}
