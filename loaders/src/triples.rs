//! The one place where facts become quads.
//!
//! An article's reports stand in a graph of its own, named by its hash, so that forgetting the article is dropping the graph;
//! what it is about itself stands in the metadata graph; events fused of reports in the events graph; what the reference
//! tables know in one graph a source; what analysts decided in the graph of judgements. No blank nodes: deletion and pictures need names for everything.

mod article;
mod events;
mod judgements;
mod known;
mod told;
mod writer;

pub use article::{about_article, article, outlet_id};
pub use events::{event, labels, rejected};
pub use judgements::{judged, judgement};
pub use known::{known, shipped};
pub use told::told;
pub use writer::Writer;
