//! How an article becomes facts: readers make an [`article::Article`] of bytes, [`reading`] makes facts of it, each with its
//! span, [`triples`] writes them as RDF and [`record`] as JSON.
//!
//! A pure function from articles to facts: no store, no clock, no network. The same article gives the same bytes.

pub mod article;
pub mod facts;
