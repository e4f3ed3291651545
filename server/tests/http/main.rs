//! The server as its clients meet it: a real HTTP client against the real routes on a port of their own.

mod articles;
mod errors;
mod health;
mod judgements;
mod limits;
mod linked_data;
mod loads;
mod page;
mod server;
mod sparql;
