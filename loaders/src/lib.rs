//! How an article becomes facts: [`readers`] make an [`article::Article`] of bytes, [`reading`] makes facts of it, each with
//! its span, [`fusion`] makes events of reports, [`triples`] writes all as RDF and [`record`] as JSON.
//!
//! A pure function from articles to facts: no store, no clock, no network. The same article gives the same bytes.

pub mod article;
pub mod facts;
pub mod fold;
pub mod fusion;
pub mod language;
pub mod lexicon;
pub mod readers;
pub mod reading;
pub mod record;
pub mod reference;
mod tables;
pub mod triples;
