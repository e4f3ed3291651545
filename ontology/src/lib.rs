#![doc = include_str!("../README.md")]

pub mod entity;
pub mod event_type;
pub mod iri;
mod slug;
pub mod turtle;
pub mod vocab;

pub use entity::Kind;
pub use event_type::{EventType, EventTypes};
pub use iri::Iris;
