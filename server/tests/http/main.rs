//! The server as its clients meet it: a real HTTP client against the real routes on a port of their own.

mod access;
mod articles;
mod errors;
mod export;
mod graph_store;
mod health;
mod judgements;
mod limits;
mod linked_data;
mod loads;
mod operations;
mod page;
mod rdf_1_2;
mod server;
mod sparql;
mod texts;
mod w3c;
mod wire;
