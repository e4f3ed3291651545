//! The file of keys: a line each with the name, the role and the SHA-256 of the key.

use std::collections::HashMap;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use axum::http::{HeaderMap, header};
use clap::ValueEnum;
use sha2::{Digest, Sha256};

use super::{Caller, Role};
use crate::random;

/// What every key begins with, so that one that was lost can be recognized.
const PREFIX: &str = "kabar_";

/// A file of keys that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It cannot be read or written.
    #[error("the file of keys `{path}` cannot be used: {1}", path = .0.display())]
    File(PathBuf, #[source] io::Error),
    /// A line is none.
    #[error("line {1} of the file of keys `{path}` is not `NAME ROLE SHA256`; `kabar key` writes such lines", path = .0.display())]
    Line(PathBuf, usize),
}

/// The keys by their digests.
#[derive(Debug, Default)]
pub struct Keys(HashMap<String, Caller>);

impl Keys {
    /// Reads a file.
    ///
    /// # Errors
    /// When it is not there, or a line is not as it should be.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let text = std::fs::read_to_string(path).map_err(|error| Error::File(path.to_owned(), error))?;
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        let keys = lines.map(|(at, line)| entry(line).ok_or_else(|| Error::Line(path.to_owned(), at + 1)));
        Ok(Self(keys.collect::<Result<_, _>>()?))
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whose key it is.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<Caller> {
        self.0.get(&digest(key)).cloned()
    }
}

fn entry(line: &str) -> Option<(String, Caller)> {
    let words: Vec<_> = line.split_whitespace().collect();
    let [name, role, digest] = words.as_slice() else { return None };
    let role = Role::from_str(role, false).ok()?;
    let digits = digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
    digits.then(|| (digest.to_lowercase(), Caller { name: Some((*name).into()), role }))
}

fn digest(key: &str) -> String {
    random::digits(&Sha256::digest(key.as_bytes()))
}

/// Makes a key, adds its line to a file, and gives the key itself: nobody can find it again.
///
/// # Errors
/// When the file cannot be written.
pub fn make(path: &Path, name: &str, role: Role) -> Result<String, Error> {
    let failed = |error| Error::File(path.to_owned(), error);
    let key = format!("{PREFIX}{}", random::hex(20).map_err(failed)?);
    let mut file = OpenOptions::new().create(true).append(true).open(path).map_err(failed)?;
    writeln!(file, "{name} {} {}", format!("{role:?}").to_lowercase(), digest(&key)).map_err(failed)?;
    Ok(key)
}

/// The key that a request brings: as a bearer's token, or as the password of basic authentication.
#[must_use]
pub fn presented(headers: &HeaderMap) -> Option<String> {
    let (scheme, value) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(value.trim().to_owned());
    }
    let pair = scheme.eq_ignore_ascii_case("basic").then(|| base64(value.trim())).flatten()?;
    String::from_utf8(pair).ok()?.split_once(':').map(|(_, password)| password.to_owned())
}

fn base64(text: &str) -> Option<Vec<u8>> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut held, mut bytes) = (0_u32, 0, Vec::new());
    for letter in text.trim_end_matches('=').bytes() {
        bits = bits << 6 | u32::try_from(LETTERS.iter().position(|known| *known == letter)?).ok()?;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_by_itself_only() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("keys");
        let (reads, runs) =
            (make(&path, "reader", Role::Read).expect("a key"), make(&path, "ops", Role::Admin).expect("a key"));
        let keys = Keys::read(&path).expect("keys");
        assert_eq!(keys.find(&reads).map(|caller| caller.role), Some(Role::Read));
        assert_eq!(keys.find(&runs).and_then(|caller| caller.name).as_deref(), Some("ops"));
        assert!(keys.find("kabar_").is_none());
        assert!(!std::fs::read_to_string(&path).expect("text").contains(&reads));
        std::fs::write(&path, "one two\n").expect("a file");
        assert!(Keys::read(&path).expect_err("a line").to_string().contains("line 1"));
    }

    #[test]
    fn a_key_may_come_as_a_password() {
        let mut headers = HeaderMap::new();
        for (value, key) in [("Bearer abc", "abc"), ("Basic dXNlcjprZXk=", "key"), ("bearer  x", "x")] {
            headers.insert(header::AUTHORIZATION, value.parse().expect("a value"));
            assert_eq!(presented(&headers).as_deref(), Some(key));
        }
        headers.insert(header::AUTHORIZATION, "Digest x".parse().expect("a value"));
        assert_eq!(presented(&headers), None);
    }
}
