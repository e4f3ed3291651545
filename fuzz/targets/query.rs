//! A query up to where it would read the store: the limits, the parser, the explanation of errors, the rewriting, the planner.
//!
//! It is asked with a token that is cancelled already, so no time goes into rows.

#![no_main]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use oxigraph::sparql::CancellationToken;
use oxigraph::store::Store;
use server::sparql::metering::Stop;
use server::sparql::{Question, ask, check, is_lasting};

static STORE: LazyLock<Store> = LazyLock::new(|| Store::new().expect("a store in memory"));

fuzz_target!(|text: &str| {
    if let Err(error) = check(text) {
        assert!(!error.to_string().is_empty());
        return;
    }
    let _ = is_lasting(text);
    let token = CancellationToken::new();
    token.cancel();
    let question = Question { text: text.to_owned(), text_bytes: Some(1 << 20), ..Question::default() };
    let asked = catch_unwind(AssertUnwindSafe(|| drop(ask(&STORE, &question, &token))));
    if let Err(end) = asked {
        assert!(end.is::<Stop>(), "it panicked");
    }
});
