//! All events that fit, one after the other, for files that hold more than a page shows; and what such a file rests on.

use std::collections::BTreeMap;

use serde::Serialize;

use super::EventIndex;
use super::answers::{Row, date};
use super::filter::{BadFilter, Filter};
use super::listing::Order;
use super::rows::UNDATED;

/// What a selection of events rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Gist {
    /// How many events there are.
    pub events: usize,
    /// First day of one.
    pub first: Option<String>,
    /// Last day on which one begins.
    pub last: Option<String>,
    /// Publishers with the number of events they report.
    pub sources: BTreeMap<String, usize>,
}

impl EventIndex {
    /// Hands over the events that fit, in order, until somebody has had enough.
    ///
    /// # Errors
    ///
    /// If the filter asks for what cannot be; the inner error is that of `take`.
    pub fn visit<E>(
        &self,
        filter: &Filter,
        order: Order,
        take: impl FnMut(Row) -> Result<(), E>,
    ) -> Result<Result<(), E>, BadFilter> {
        let mut found = Vec::new();
        self.sieve(filter)?.fitting(|row| found.push((self.key(row, order), row)));
        found.sort_unstable();
        Ok(found.into_iter().map(|(_, row)| self.row(row)).try_for_each(take))
    }

    /// What the events that fit rest on.
    ///
    /// # Errors
    ///
    /// If the filter asks for what cannot be.
    pub fn gist(&self, filter: &Filter) -> Result<Gist, BadFilter> {
        let mut counts = vec![0; self.publishers.len()];
        let (mut events, mut first, mut last) = (0, i32::MAX, UNDATED);
        self.sieve(filter)?.fitting(|row| {
            events += 1;
            let begin = self.rows.begins[row as usize];
            last = last.max(begin);
            if begin != UNDATED {
                first = first.min(begin);
            }
            self.rows.publishers(row).iter().for_each(|publisher| counts[usize::from(*publisher)] += 1);
        });
        let sources = self.publishers.iter().map(str::to_owned).zip(counts).filter(|(_, count)| *count > 0);
        let day = |day: i32| (last != UNDATED).then(|| date(day)).flatten();
        Ok(Gist { events, first: day(first), last: day(last), sources: sources.collect() })
    }
}
