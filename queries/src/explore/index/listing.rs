//! Events as a table: sorted, a page at a time.

use serde::{Deserialize, Serialize};

use super::EventIndex;
use super::answers::Row;
use super::filter::{BadFilter, Filter};
use super::rows::{UNDATED, UNSURE};
use crate::explore::Truncated;

/// Events of one page at most; an export takes page after page.
const MOST: usize = 1000;

/// By what a table of events is sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// The latest first; undated ones last.
    #[default]
    Latest,
    /// The earliest first; undated ones last.
    Earliest,
    /// By type.
    Type,
    /// Most reports first.
    Reports,
    /// Most independent sources first.
    Sources,
    /// The surest first.
    Confidence,
}

/// A page of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Listing {
    /// The events.
    pub events: Vec<Row>,
    /// How many of all that fit, counted from the first page on.
    pub truncated: Truncated,
}

impl EventIndex {
    /// The events that fit, `after` of them passed over.
    ///
    /// # Errors
    ///
    /// If the filter asks for what cannot be.
    pub fn list(&self, filter: &Filter, order: Order, (after, limit): (usize, usize)) -> Result<Listing, BadFilter> {
        let mut found = Vec::new();
        self.sieve(filter)?.fitting(|row| found.push((self.key(row, order), row)));
        let total = found.len();
        let end = (after + limit.min(MOST)).min(total);
        if end < total && end > 0 {
            found.select_nth_unstable(end - 1);
        }
        found.truncate(end);
        found.sort_unstable();
        let events: Vec<_> = found.into_iter().skip(after).map(|(_, row)| self.row(row)).collect();
        Ok(Listing { events, truncated: Truncated { shown: end, total } })
    }

    /// Small keys come first; equal ones in the order of days, then of names.
    pub(super) fn key(&self, row: u32, order: Order) -> (i64, i64, u64) {
        let (rows, at) = (&self.rows, row as usize);
        let begin = rows.begins[at];
        let latest = if begin == UNDATED { i64::MAX } else { -i64::from(begin) };
        let first = match order {
            Order::Latest => latest,
            Order::Earliest => {
                if begin == UNDATED {
                    i64::MAX
                } else {
                    i64::from(begin)
                }
            }
            Order::Type => i64::from(rows.types[at]),
            Order::Reports => -i64::from(rows.reports[at]),
            Order::Sources => -i64::from(rows.independents[at]),
            Order::Confidence => {
                if rows.confidences[at] == UNSURE {
                    1
                } else {
                    -i64::from(rows.confidences[at])
                }
            }
        };
        (first, latest, rows.ids[at])
    }
}
