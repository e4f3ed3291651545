//! Keeps account of the bodies of requests: they are kept whole until they are understood, so all that come at once may take a part
//! of the memory only, however many clients send them.

use std::sync::Arc;

use axum::http::{HeaderMap, header};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::config::Limits;
use crate::error::ApiError;
use crate::store::Trouble;

/// Bytes of bodies that are not counted: the queries and forms of everybody.
const SMALL: u64 = 64 * 1024;
const MEGABYTE: u64 = 1024 * 1024;

/// The megabytes that bodies may still take; clones share them.
#[derive(Clone, Debug)]
pub struct Bodies {
    left: Arc<Semaphore>,
    largest: u64,
}

impl Bodies {
    /// A quarter of the memory, but at least two of the largest.
    #[must_use]
    pub fn new(limits: &Limits) -> Self {
        let largest = limits.max_body as u64;
        let all = (limits.memory() / 4).max(largest * 2);
        Self {
            left: Arc::new(Semaphore::new(
                usize::try_from(all).map_or(Semaphore::MAX_PERMITS, |all| all.min(Semaphore::MAX_PERMITS)),
            )),
            largest,
        }
    }

    /// The room for the body that these headers tell of; it is given back when dropped.
    ///
    /// # Errors
    /// `503` when there is none.
    pub fn admit(&self, headers: &HeaderMap) -> Result<SemaphorePermit<'_>, ApiError> {
        let megabytes = u32::try_from(self.megabytes(headers)).ok();
        let room = megabytes.and_then(|megabytes| self.left.try_acquire_many(megabytes).ok());
        room.ok_or_else(|| Trouble::Busy.into())
    }

    /// The megabytes a body may take; what is packed or comes in chunks may be as large as any.
    fn megabytes(&self, headers: &HeaderMap) -> u64 {
        if headers.contains_key(header::TRANSFER_ENCODING) || headers.contains_key(header::CONTENT_ENCODING) {
            return self.largest;
        }
        let length = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
        let length = length.filter(|length| *length > SMALL).unwrap_or(0);
        length.div_ceil(MEGABYTE).min(self.largest)
    }
}
