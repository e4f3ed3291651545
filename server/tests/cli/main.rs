//! The program as a shell meets it: arguments in, bytes and exit codes out.

mod ask;
mod judge;
mod kabar;
mod questions;
mod serving;
#[cfg(feature = "rocksdb")]
mod stores;
mod usage;
