//! Days as numbers, and where days, weeks, months and years begin.

use jiff::civil::{Date, Weekday, date};
use jiff::{Span, ToSpan};

use super::timeline::Unit;

const EPOCH: Date = date(1970, 1, 1);

/// Days since the first of January 1970.
pub(super) fn number(day: Date) -> i32 {
    day.since(EPOCH).map_or(0, |span| span.get_days())
}

pub(super) fn day(number: i32) -> Date {
    EPOCH.checked_add(Span::new().days(number)).unwrap_or(EPOCH)
}

/// The day of `2024-06-18` or of a longer text that begins so.
pub(super) fn parse(text: &str) -> Option<i32> {
    text.get(..10)?.parse().ok().map(number)
}

/// The first day of the unit that `day` lies in.
pub(super) fn floor(day: Date, unit: Unit) -> Date {
    match unit {
        Unit::Day => day,
        Unit::Week => {
            let back = day.weekday().since(Weekday::Monday);
            day.checked_sub(i32::from(back).days()).unwrap_or(day)
        }
        Unit::Month => day.first_of_month(),
        Unit::Year => day.first_of_year(),
    }
}

pub(super) fn next(day: Date, unit: Unit) -> Date {
    let span = match unit {
        Unit::Day => 1.days(),
        Unit::Week => 1.weeks(),
        Unit::Month => 1.months(),
        Unit::Year => 1.years(),
    };
    day.checked_add(span).unwrap_or(Date::MAX)
}

/// The first days of all units from the one that `first` lies in to the one of `last`, at most `most` of them.
pub(super) fn starts(first: i32, last: i32, unit: Unit, most: usize) -> Option<Vec<i32>> {
    let mut starts = Vec::new();
    let mut at = floor(day(first), unit);
    while number(at) <= last {
        if starts.len() == most {
            return None;
        }
        starts.push(number(at));
        at = next(at, unit);
    }
    Some(starts)
}

#[cfg(test)]
mod tests {
    use super::{day, parse, starts};
    use crate::explore::index::timeline::Unit;

    fn told(first: &str, last: &str, unit: Unit) -> Vec<String> {
        let days = starts(parse(first).unwrap_or(0), parse(last).unwrap_or(0), unit, 100).unwrap_or_default();
        days.into_iter().map(|number| day(number).to_string()).collect()
    }

    #[test]
    fn units_begin_where_people_say_they_do() {
        assert_eq!(told("2024-05-30", "2024-06-04", Unit::Week), ["2024-05-27", "2024-06-03"]);
        assert_eq!(told("2024-01-31", "2024-03-01", Unit::Month), ["2024-01-01", "2024-02-01", "2024-03-01"]);
        assert_eq!(told("1969-12-31", "1970-01-01", Unit::Day), ["1969-12-31", "1970-01-01"]);
        assert_eq!(told("1968-05-05", "1970-01-01", Unit::Year), ["1968-01-01", "1969-01-01", "1970-01-01"]);
        assert_eq!(starts(0, 1000, Unit::Day, 10), None);
    }
}
