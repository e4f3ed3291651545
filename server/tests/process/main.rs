//! The program as a process: killed, starved, crowded, attacked, told to stop; always the real one, over real connections.
//!
//! `KABAR_FULL=1` makes the long form of what is short otherwise: a minute of changes and thirty kills, 10,000 clients, and the
//! time of every answer.

#[cfg(feature = "rocksdb")]
mod consistency;
mod crowd;
#[cfg(feature = "rocksdb")]
mod disk;
#[cfg(feature = "rocksdb")]
mod durability;
mod hostile;
mod program;
mod serving;
mod tarpit;
mod tls;

/// Whether the long form is wanted.
fn full() -> bool {
    std::env::var_os("KABAR_FULL").is_some()
}
