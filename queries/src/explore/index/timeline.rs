//! Events by day, week, month or year, stacked by type.

use serde::{Deserialize, Serialize};

use super::answers::date;
use super::filter::{BadFilter, DATE, Filter};
use super::rows::UNDATED;
use super::{EventIndex, calendar};

/// Bars that are drawn when nobody asks for a unit.
const READABLE: usize = 150;
/// Bars at most.
const MOST: usize = 5000;
/// Of how many dated events one at each end may be far off without stretching the line; years show them all.
const FAR_OFF: usize = 30;

/// How long a bar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// A day.
    Day,
    /// A week from Monday.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

const UNITS: [Unit; 4] = [Unit::Day, Unit::Week, Unit::Month, Unit::Year];

/// A bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bucket {
    /// Its first day.
    pub start: String,
    /// Events that surely lie in it, for each type of the timeline.
    pub counts: Vec<u32>,
    /// Events that may lie in it or in another.
    pub vague: u32,
}

/// Bars of all events that fit, whatever window of days is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Timeline {
    /// How long a bar is; longer than asked for where there would be too many.
    pub unit: Unit,
    /// Codes of the types that are counted.
    pub types: Vec<String>,
    /// The bars, without gaps.
    pub buckets: Vec<Bucket>,
    /// The day after the last bar.
    pub end: Option<String>,
    /// Events without a date.
    pub undated: u32,
    /// Events far before the first or after the last bar.
    pub outside: u32,
}

impl EventIndex {
    /// Counts events by time. Without `unit` the shortest is taken that gives a readable number of bars.
    ///
    /// # Errors
    ///
    /// If the filter asks for what cannot be.
    pub fn timeline(&self, filter: &Filter, unit: Option<Unit>) -> Result<Timeline, BadFilter> {
        let sieve = self.sieve(filter)?;
        let mut rows = Vec::new();
        let mut undated = 0;
        sieve.each(
            DATE,
            |row, _| {
                if self.rows.begins[row as usize] == UNDATED { undated += 1 } else { rows.push(row) }
            },
        );
        let types = (0..self.types.len()).map(|n| u16::try_from(n).map_or("", |n| self.types.word(n)).to_owned());
        let mut timeline = Timeline {
            unit: unit.unwrap_or(Unit::Day),
            types: types.collect(),
            buckets: Vec::new(),
            end: None,
            undated,
            outside: 0,
        };
        let spare = if unit == Some(Unit::Year) { 0 } else { rows.len() / FAR_OFF };
        if let Some((first, last)) = self.extent(&rows, spare) {
            let (unit, starts) = bars(first, last, unit);
            self.fill(
                &mut timeline,
                &rows,
                &starts,
                calendar::number(calendar::next(calendar::day(starts[starts.len() - 1]), unit)),
            );
            timeline.unit = unit;
        }
        Ok(timeline)
    }

    /// The first and last day, without the few that are far off.
    fn extent(&self, rows: &[u32], spare: usize) -> Option<(i32, i32)> {
        let mut begins: Vec<i32> = rows.iter().map(|row| self.rows.begins[*row as usize]).collect();
        let mut ends: Vec<i32> = rows.iter().map(|row| self.rows.ends[*row as usize]).collect();
        if begins.is_empty() {
            return None;
        }
        let last = ends.len() - 1 - spare;
        let first = *begins.select_nth_unstable(spare).1;
        Some((first, (*ends.select_nth_unstable(last).1).max(first)))
    }

    fn fill(&self, timeline: &mut Timeline, rows: &[u32], starts: &[i32], end: i32) {
        let first = starts[0];
        let place = places(starts, end);
        let none = vec![0; timeline.types.len()];
        let bucket = |start: &i32| Bucket { start: date(*start).unwrap_or_default(), counts: none.clone(), vague: 0 };
        timeline.buckets = starts.iter().map(bucket).collect();
        timeline.end = date(end);
        let mut vague = vec![0i64; starts.len() + 1];
        for row in rows.iter().map(|row| *row as usize) {
            let (begin, until) = (self.rows.begins[row], self.rows.ends[row]);
            if until < first || begin >= end {
                timeline.outside += 1;
                continue;
            }
            let at = |day: i32| place[usize::try_from(day.clamp(first, end - 1) - first).unwrap_or(0)] as usize;
            let (from, to) = (at(begin), at(until));
            if from == to && begin >= first && until < end {
                timeline.buckets[from].counts[usize::from(self.rows.types[row])] += 1;
            } else {
                vague[from] += 1;
                vague[to + 1] -= 1;
            }
        }
        let mut running = 0;
        for (bucket, change) in timeline.buckets.iter_mut().zip(vague) {
            running += change;
            bucket.vague = u32::try_from(running).unwrap_or(0);
        }
    }
}

/// The bars from one day to another: of the unit asked for if that is not too many, else of the next longer that fits.
fn bars(first: i32, last: i32, unit: Option<Unit>) -> (Unit, Vec<i32>) {
    let most = if unit.is_some() { MOST } else { READABLE };
    let longer = UNITS.into_iter().skip_while(|one| unit.is_some_and(|unit| unit != *one));
    let mut fitting = longer.filter_map(|unit| Some((unit, calendar::starts(first, last, unit, most)?)));
    let whole = || (Unit::Year, calendar::starts(first, last, Unit::Year, usize::MAX).unwrap_or_else(|| vec![first]));
    fitting.next().filter(|(_, starts)| !starts.is_empty()).unwrap_or_else(whole)
}

/// The bar of each day.
fn places(starts: &[i32], end: i32) -> Vec<u32> {
    let ends = starts.iter().skip(1).copied().chain([end]);
    let days = starts.iter().zip(ends).zip(0u32..);
    days.flat_map(|((start, end), bar)| (*start..end).map(move |_| bar)).collect()
}
