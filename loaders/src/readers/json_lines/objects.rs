//! Cuts the objects out of a JSON array, or out of objects that follow one another over several lines.
//!
//! Only brackets and strings are followed, so an array of any length is read with one article held at a time, and an object
//! that is wrong inside costs only itself.

use super::super::error::{Problem, shorten};
use super::super::portion::LIMIT;
use super::Found;
use std::io::{BufRead, ErrorKind, Result as IoResult};

/// The objects of an input, each with the line it starts on.
pub(super) struct Objects<'a> {
    input: Box<dyn BufRead + 'a>,
    line: usize,
    in_array: bool,
    ended: bool,
}

impl<'a> Objects<'a> {
    /// The objects of an input whose first line has this number.
    pub(super) fn new(input: Box<dyn BufRead + 'a>, line: usize) -> Objects<'a> {
        Objects { input, line, in_array: false, ended: false }
    }

    fn peek(&mut self) -> IoResult<Option<u8>> {
        loop {
            match self.input.fill_buf() {
                Ok(chunk) => return Ok(chunk.first().copied()),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn step(&mut self, byte: u8) {
        self.line += usize::from(byte == b'\n');
        self.input.consume(1);
    }

    fn find(&mut self) -> Result<Option<Found>, Problem> {
        while let Some(byte) = self.peek()? {
            let line = self.line;
            match byte {
                b'{' => return Ok(Some((line, self.object()))),
                b'[' if !self.in_array => self.in_array = true,
                b']' if self.in_array => self.in_array = false,
                b',' => {}
                byte if byte.is_ascii_whitespace() => {}
                _ => return Ok(Some((line, Err(self.stray()?)))),
            }
            self.step(byte);
        }
        if std::mem::take(&mut self.in_array) {
            return Err(Problem::Truncated { what: "the array" });
        }
        Ok(None)
    }

    /// From its first bracket to its last.
    fn object(&mut self) -> Result<Vec<u8>, Problem> {
        let (mut held, mut size, mut depth) = (Vec::new(), 0_u64, 0_u64);
        let (mut quoted, mut escaped) = (false, false);
        while let Some(byte) = self.peek()? {
            self.step(byte);
            size += 1;
            if size <= LIMIT as u64 {
                held.push(byte);
            }
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                b'{' | b'[' if !quoted => depth += 1,
                b'}' | b']' if !quoted => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return if size > LIMIT as u64 { Err(Problem::TooLarge { size }) } else { Ok(held) };
            }
        }
        self.in_array = false;
        Err(Problem::Truncated { what: "the object" })
    }

    /// What stands between objects and is none: up to the next comma, line end or bracket.
    fn stray(&mut self) -> Result<Problem, Problem> {
        let mut held = Vec::new();
        while let Some(byte) = self.peek()? {
            if matches!(byte, b',' | b'\n' | b'{' | b']') && !held.is_empty() {
                break;
            }
            if held.len() < 1024 {
                held.push(byte);
            }
            self.step(byte);
        }
        Ok(Problem::NotAnObject { found: shorten(String::from_utf8_lossy(&held).trim()) })
    }
}

impl Iterator for Objects<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        if self.ended {
            return None;
        }
        let found = self.find();
        self.ended = !matches!(found, Ok(Some(_)));
        found.unwrap_or_else(|problem| Some((self.line, Err(problem))))
    }
}
