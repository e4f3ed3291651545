#![doc = include_str!("../README.md")]

pub mod article;
pub mod explain;
pub mod facts;
pub mod fold;
pub mod fusion;
pub mod judgement;
pub mod language;
pub mod lexicon;
pub mod readers;
pub mod reading;
pub mod record;
pub mod reference;
mod tables;
pub mod triples;
