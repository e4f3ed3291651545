//! Bytes become characters: UTF-8, UTF-16 with its mark, or what a page declares; nothing is guessed.
//!
//! A wrong guess would turn names into rubbish silently, so bytes that do not fit are told with their place.

use super::error::Problem;
use encoding_rs::{Decoder, DecoderResult, Encoding};
use std::borrow::Cow;
use std::io::{BufRead, Cursor, Read, Result as IoResult};

/// First bytes of what people give by mistake.
const FOREIGN: [(&[u8], &str); 3] = [
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a zip archive (docx, odt, epub, …)"),
    (b"\x1f\x8b", "a gzip archive"),
];

/// How many bytes the longest of them and the longest byte order mark need.
const HEAD: u64 = 4;

/// The whole text of an input; `declared` is what the input itself names as its encoding.
///
/// # Errors
/// The first byte that does not fit.
pub fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<String, Problem> {
    if let Some(what) = foreign(bytes) {
        return Err(Problem::Foreign { what });
    }
    let text = match (Encoding::for_bom(bytes), declared) {
        (Some((encoding, mark)), _) if encoding != encoding_rs::UTF_8 => strictly(encoding, &bytes[mark..], mark)?,
        (Some((_, mark)), _) => utf8(&bytes[mark..]).map_err(|problem| shifted(problem, mark))?.to_owned(),
        // Pages are often saved anew as UTF-8 under their old declaration; by chance no other text is valid UTF-8.
        (None, Some(encoding)) if !encoding.is_ascii_compatible() || utf8(bytes).is_err() => {
            strictly(encoding, bytes, 0)?
        }
        (None, _) => utf8(bytes)?.to_owned(),
    };
    match text.find('\0') {
        Some(at) => Err(Problem::Binary { at }),
        None => Ok(text),
    }
}

/// Bytes that must be UTF-8. A NUL is told first: it says that this never was text.
///
/// # Errors
/// The first byte that does not fit.
pub fn utf8(bytes: &[u8]) -> Result<&str, Problem> {
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(Problem::Binary { at });
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        Problem::NotUtf8 { at, byte: bytes[at] }
    })
}

/// The first characters, to tell what an input is.
#[must_use]
pub fn glimpse(first: &[u8]) -> Cow<'_, str> {
    encoding_rs::UTF_8.decode(first).0
}

fn foreign(head: &[u8]) -> Option<&'static str> {
    FOREIGN.iter().find(|(mark, _)| head.starts_with(mark)).map(|(_, what)| *what)
}

fn shifted(problem: Problem, by: usize) -> Problem {
    match problem {
        Problem::NotUtf8 { at, byte } => Problem::NotUtf8 { at: at + by, byte },
        Problem::Binary { at } => Problem::Binary { at: at + by },
        other => other,
    }
}

fn strictly(encoding: &'static Encoding, bytes: &[u8], from: usize) -> Result<String, Problem> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(0);
    let mut text = String::with_capacity(room);
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (DecoderResult::InputEmpty, _) => Ok(text),
        (_, read) => Err(if encoding == encoding_rs::UTF_8 {
            let at = read.saturating_sub(1);
            Problem::NotUtf8 { at: at + from, byte: bytes[at] }
        } else {
            Problem::NotAsDeclared { at: read.saturating_sub(1) + from, encoding: encoding.name() }
        }),
    }
}

/// The same input in UTF-8 without a byte order mark, for readers that go on line by line.
///
/// # Errors
/// What the input says; what is known not to be text.
pub fn in_utf8<'a>(mut input: Box<dyn BufRead + 'a>) -> Result<Box<dyn BufRead + 'a>, Problem> {
    let mut head = Vec::new();
    input.as_mut().take(HEAD).read_to_end(&mut head)?;
    if let Some(what) = foreign(&head) {
        return Err(Problem::Foreign { what });
    }
    let mark = Encoding::for_bom(&head);
    let rest = head.split_off(mark.map_or(0, |(_, length)| length));
    let whole = Cursor::new(rest).chain(input);
    Ok(match mark {
        Some((encoding, _)) if encoding != encoding_rs::UTF_8 => {
            let decoder = encoding.new_decoder_without_bom_handling();
            Box::new(Transcoder { inner: whole, decoder, ready: Vec::new(), at: 0, ended: false })
        }
        _ => Box::new(whole),
    })
}

/// UTF-16 read as UTF-8. What does not fit becomes a byte that UTF-8 does not have, so that only its line is rejected.
struct Transcoder<R> {
    inner: R,
    decoder: Decoder,
    ready: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<R: BufRead> BufRead for Transcoder<R> {
    fn fill_buf(&mut self) -> IoResult<&[u8]> {
        while self.at == self.ready.len() && !self.ended {
            self.refill()?;
        }
        Ok(&self.ready[self.at..])
    }

    fn consume(&mut self, amount: usize) {
        self.at = (self.at + amount).min(self.ready.len());
    }
}

impl<R: BufRead> Transcoder<R> {
    fn refill(&mut self) -> IoResult<()> {
        let chunk = self.inner.fill_buf()?;
        let room = self.decoder.max_utf8_buffer_length_without_replacement(chunk.len()).unwrap_or(0).max(16);
        self.ready.clear();
        self.ready.resize(room + 1, 0);
        let (result, read, written) =
            self.decoder.decode_to_utf8_without_replacement(chunk, &mut self.ready[..room], chunk.is_empty());
        self.ended = chunk.is_empty() && matches!(result, DecoderResult::InputEmpty);
        self.ready.truncate(written);
        if let DecoderResult::Malformed(..) = result {
            self.ready.push(0xFF);
        }
        self.at = 0;
        self.inner.consume(read);
        Ok(())
    }
}

impl<R: BufRead> Read for Transcoder<R> {
    fn read(&mut self, out: &mut [u8]) -> IoResult<usize> {
        let ready = self.fill_buf()?;
        let amount = ready.len().min(out.len());
        out[..amount].copy_from_slice(&ready[..amount]);
        self.consume(amount);
        Ok(amount)
    }
}
