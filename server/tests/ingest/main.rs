//! Articles and judgements on a real store, on disk where this build has one.

mod desk;
mod fusion;
mod incremental;
mod judgements;
mod promises;
