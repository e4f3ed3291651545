#![doc = include_str!("../README.md")]

pub mod algebra;
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
pub mod text;

pub use answer::{Answer, Format};
pub use catalogue::{AskError, Catalogue};
pub use evaluator::{evaluator, evaluator_with_prefixes, prepare, prepare_with};
pub use explore::{EventIndex, Explorer, Kept, SearchIndex};
pub use named_query::Means;
pub use text::{SearchService, TextIndex};
