//! How many requests an address may send: a bucket that fills at a steady rate and holds ten seconds' worth.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use axum::http::StatusCode;

use crate::error::ApiError;

/// Seconds that a full bucket lasts.
const SECONDS: f64 = 10.0;
/// Addresses that are remembered; when there are more, those whose bucket is full again are forgotten.
const MOST: usize = 10_000;

/// The buckets.
#[derive(Debug)]
pub struct Rate {
    per_second: f64,
    buckets: Mutex<HashMap<IpAddr, (f64, Instant)>>,
}

impl Rate {
    /// So many requests a second for each address.
    #[must_use]
    pub fn new(per_second: u32) -> Self {
        Self { per_second: f64::from(per_second), buckets: Mutex::default() }
    }

    /// Takes one request out of the bucket of an address.
    ///
    /// # Errors
    /// `429` when it is empty.
    pub fn take(&self, address: IpAddr) -> Result<(), ApiError> {
        self.take_at(household(address), Instant::now()).then_some(()).ok_or_else(|| {
            ApiError::new(
                StatusCode::TOO_MANY_REQUESTS,
                format!("`{address}` sends more requests than this server takes"),
            )
            .with_hint("wait a second")
        })
    }

    fn take_at(&self, address: IpAddr, now: Instant) -> bool {
        let most = self.per_second * SECONDS;
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let filled = |(left, since): (f64, Instant)| {
            (left + now.saturating_duration_since(since).as_secs_f64() * self.per_second).min(most)
        };
        if buckets.len() >= MOST {
            buckets.retain(|_, bucket| filled(*bucket) < most);
        }
        let left = buckets.get(&address).map_or(most, |bucket| filled(*bucket));
        let enough = left >= 1.0;
        buckets.insert(address, (if enough { left - 1.0 } else { left }, now));
        enough
    }
}

/// One client of IPv6 has as many addresses as it likes, all with the same first half; and one of IPv4 may come in its clothes.
fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_again() {
        let rate = Rate::new(2);
        let (one, other) = ([127, 0, 0, 1].into(), [127, 0, 0, 2].into());
        let start = Instant::now();
        assert_eq!((0..30).filter(|_| rate.take_at(one, start)).count(), 20);
        assert!(rate.take_at(other, start));
        let later = start + Duration::from_secs(1);
        assert_eq!((0..30).filter(|_| rate.take_at(one, later)).count(), 2);
    }

    #[test]
    fn addresses_of_one_client_share_a_bucket() {
        let of = |address: &str| household(address.parse().expect("an address"));
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2:ffff::1"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.7"), of("192.0.2.7"));
        assert_ne!(of("192.0.2.7"), of("192.0.2.8"));
    }
}
