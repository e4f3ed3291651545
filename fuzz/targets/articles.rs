//! Articles in every input format: the first byte chooses the format, the rest is the input; and what their bytes look like.

#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use loaders::readers::{Format, read};

fuzz_target!(|input: &[u8]| {
    let Some((first, bytes)) = input.split_first() else { return };
    let _ = Format::sniff(bytes);
    let formats: Vec<_> = Format::all().collect();
    let format = formats[usize::from(*first) % formats.len()];
    let mut records = 0;
    for record in read(format, "input", Box::new(Cursor::new(bytes))) {
        records += 1;
        if let Err(error) = record.outcome {
            assert!(!error.to_string().is_empty());
        }
    }
    assert!(records > 0, "nothing was said about the input");
});
