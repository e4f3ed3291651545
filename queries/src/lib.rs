#![doc = include_str!("../README.md")]

pub mod answer;
pub mod catalogue;
pub mod evaluator;
pub mod explore;
mod graph;
pub mod header;
pub mod label;
pub mod named_query;
mod nearest;
pub mod parameter;

pub use answer::{Answer, Format};
pub use catalogue::{AskError, Catalogue};
pub use evaluator::{evaluator, evaluator_with_prefixes, prepare, prepare_with};
pub use explore::{EventIndex, Explorer, Kept, SearchIndex};
