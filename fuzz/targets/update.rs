//! An update up to where it would write: the limits, the parser, the explanation of errors, and the look at what it would change.
//!
//! It is run with a token that is cancelled already, so the store stays empty.

#![no_main]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use oxigraph::sparql::CancellationToken;
use oxigraph::store::Store;
use server::sparql::Question;
use server::sparql::metering::Stop;
use server::sparql::update::update;
use server::store::Ledger;

static LEDGER: LazyLock<Ledger> = LazyLock::new(|| {
    let store = Store::new().expect("a store in memory");
    Ledger::temporary(store).expect("a folder for the log")
});

fuzz_target!(|text: &str| {
    let token = CancellationToken::new();
    token.cancel();
    let question = Question { text: text.to_owned(), text_bytes: Some(1 << 20), ..Question::default() };
    let run = catch_unwind(AssertUnwindSafe(|| update(&LEDGER, &question, None, &token)));
    match run {
        Ok(Ok(number)) => assert_eq!(number, 0, "something was changed"),
        Ok(Err(error)) => assert!(!error.to_string().is_empty()),
        Err(end) => assert!(end.is::<Stop>(), "it panicked"),
    }
});
