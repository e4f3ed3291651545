//! Random names, for keys and for what must not be guessed or met twice.

use std::fmt::Write;
use std::io;

/// So many random bytes, two hexadecimal digits each.
///
/// # Errors
/// When the system has no randomness to give.
pub fn hex(bytes: usize) -> io::Result<String> {
    let mut random = vec![0; bytes];
    getrandom::fill(&mut random).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(digits(&random))
}

/// Bytes as hexadecimal digits.
#[must_use]
pub fn digits(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // a string takes everything
        text
    })
}
