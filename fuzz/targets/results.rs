//! Answers of other servers to `SERVICE`, in every format that one may send: the first byte chooses the format.

#![no_main]

use libfuzzer_sys::fuzz_target;
use server::remote::rows;

const KINDS: [&str; 4] = [
    "application/sparql-results+json",
    "application/sparql-results+xml; charset=utf-8",
    "text/tab-separated-values",
    "text/csv",
];

fuzz_target!(|input: &[u8]| {
    let Some((first, bytes)) = input.split_first() else { return };
    let kind = KINDS[usize::from(*first) % KINDS.len()];
    match rows(kind, bytes.to_vec()) {
        Ok(mut rows) => assert!(rows.all(|row| row.is_ok())),
        Err(reason) => assert!(!reason.is_empty()),
    }
});
