//! What is wrong with a value, and what may have been meant.

use std::fmt::{self, Display};

use oxigraph::store::StorageError;

use super::Kind;

/// A thing that may have been meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// What to write to mean it.
    pub id: String,
    /// Its name.
    pub label: String,
}

impl Display for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.id)?;
        if self.label == self.id { Ok(()) } else { write!(f, " ({})", self.label) }
    }
}

/// A value that cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum ValueError {
    /// It does not have the form that values of its kind have.
    #[error("`{value}` is no {kind}: {}", .kind.advice())]
    Malformed {
        /// What was written.
        value: String,
        /// What was wanted.
        kind: Kind,
    },
    /// Nothing in the store is called that.
    #[error("this store has no {kind} `{value}`: {}", suggest(.nearest, *.kind))]
    Unknown {
        /// What was written.
        value: String,
        /// What was wanted.
        kind: Kind,
        /// What is called something like it, best first.
        nearest: Vec<Candidate>,
    },
    /// More than one thing is called that.
    #[error("`{value}` is the name of more than one {kind}: write the id of the one you mean, {}", list(.candidates))]
    Ambiguous {
        /// What was written.
        value: String,
        /// What was wanted.
        kind: Kind,
        /// What it can mean.
        candidates: Vec<Candidate>,
    },
    /// The store could not be read.
    #[error("cannot read the store: {0}")]
    Store(#[from] StorageError),
}

fn suggest(nearest: &[Candidate], kind: Kind) -> String {
    if nearest.is_empty() { kind.advice().to_owned() } else { format!("did you mean {}?", list(nearest)) }
}

/// `a`, `b` or `c`.
pub(crate) fn list<T: Display>(items: &[T]) -> String {
    match items {
        [] => String::new(),
        [only] => only.to_string(),
        [first @ .., last] => {
            let first: Vec<_> = first.iter().map(ToString::to_string).collect();
            format!("{} or {last}", first.join(", "))
        }
    }
}
