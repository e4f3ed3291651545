//! How far a change reaches: reports that may be of one event lie near each other in time, and so do those that decide it.
//!
//! Reports are kept by key: type, parties and quarter. When one comes or goes, the events of its block that have a report
//! within [`REACH`] days of it may change; to make these anew, all reports within [`REACH`] + [`MARGIN`] days are needed and no
//! others. The figures follow from the steps of [`super::clusters`]: a version draws neighbours at most four days off, and
//! whether it does depends on their neighbours in turn (sixteen days); a window of seven days sees only these.

use jiff::civil::Date;

/// Days around a change within which a report may come to another event.
pub const REACH: i64 = 40;
/// Days beyond the reach that are needed to know.
pub const MARGIN: i64 = 60;

/// The quarter of a day as keys have it: `2024-Q2`.
#[must_use]
pub fn quarter(day: Date) -> String {
    format!("{:04}-Q{}", day.year(), (day.month() - 1) / 3 + 1)
}

/// The day so many days away, or the last there is.
#[must_use]
pub fn shifted(day: Date, days: i64) -> Date {
    day.saturating_add(jiff::Span::new().days(days))
}

/// Spans of days that changes on these days reach, in order and apart.
#[must_use]
pub fn reached(days: impl IntoIterator<Item = Date>) -> Vec<(Date, Date)> {
    let mut days: Vec<Date> = days.into_iter().collect();
    days.sort_unstable();
    let mut spans: Vec<(Date, Date)> = Vec::new();
    for day in days {
        let (from, to) = (shifted(day, -REACH), shifted(day, REACH));
        match spans.last_mut() {
            Some(last) if from <= last.1 => last.1 = to,
            _ => spans.push((from, to)),
        }
    }
    spans
}

/// The quarters whose reports are needed for these spans.
#[must_use]
pub fn quarters(spans: &[(Date, Date)]) -> Vec<String> {
    let mut found = Vec::new();
    for (from, to) in spans {
        let (mut day, last) = (shifted(*from, -MARGIN), shifted(*to, MARGIN));
        while day <= last {
            found.push(quarter(day));
            let next = shifted(day, 80);
            if next == day {
                break;
            }
            day = next;
        }
        found.push(quarter(last));
    }
    found.sort();
    found.dedup();
    found
}

/// Whether a day lies in one of the spans, or at most so many days beside it.
#[must_use]
pub fn within(day: Date, spans: &[(Date, Date)], margin: i64) -> bool {
    spans.iter().any(|(from, to)| shifted(*from, -margin) <= day && day <= shifted(*to, margin))
}
