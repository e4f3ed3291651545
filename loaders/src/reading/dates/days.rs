//! Stretches of the calendar and how they are cut, joined and moved.
//!
//! All arithmetic of the calendar that dates need stands here, done by `jiff` and never failing: what leaves the calendar is `None`.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::time::{Fields, Unit};
use crate::facts::Precision;

/// The days that an expression means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days {
    pub begin: Date,
    /// Inclusive.
    pub end: Date,
    pub precision: Precision,
    /// What it was reckoned from.
    pub anchor: Option<Date>,
    /// On which side of the anchor it was looked for, where words had to decide.
    pub side: Option<&'static str>,
}

impl Days {
    /// From one day to another; nothing if they are the wrong way round.
    pub(super) fn new(begin: Date, end: Date, precision: Precision) -> Option<Days> {
        (begin <= end).then_some(Days { begin, end, precision, anchor: None, side: None })
    }

    /// One day.
    pub(super) fn day(day: Date) -> Option<Days> {
        Days::new(day, day, Precision::Day)
    }

    /// The week of a day, Monday to Sunday.
    pub(super) fn week(day: Date) -> Option<Days> {
        let monday = move_by(day, Unit::Day, -i32::from(day.weekday().to_monday_zero_offset()))?;
        Days::new(monday, move_by(monday, Unit::Day, 6)?, Precision::Week)
    }

    /// The month of a day.
    pub(super) fn month(day: Date) -> Option<Days> {
        Days::new(day.first_of_month(), day.last_of_month(), Precision::Month)
    }

    /// The year of a day.
    pub(super) fn year(day: Date) -> Option<Days> {
        Days::new(day.first_of_year(), day.last_of_year(), Precision::Year)
    }

    /// The quarter of a day.
    pub(super) fn quarter(day: Date) -> Option<Days> {
        let first = Date::new(day.year(), (day.month() - 1) / 3 * 3 + 1, 1).ok()?;
        Days::months(first, 3)
    }

    /// So many months from the first day of one.
    pub(super) fn months(first: Date, count: i32) -> Option<Days> {
        let last = move_by(first, Unit::Month, count - 1)?.last_of_month();
        Days::new(first, last, Precision::Window)
    }

    /// So many months from the first day on.
    pub(super) fn first_months(self, count: i32) -> Option<Days> {
        Some(Days::months(self.begin, count)?.reckoned_from(self.anchor))
    }

    /// The unit of the calendar that a day lies in.
    pub(super) fn unit(unit: Unit, day: Date) -> Option<Days> {
        match unit {
            Unit::Day => Days::day(day),
            Unit::Week => Days::week(day),
            Unit::Month => Days::month(day),
            Unit::Quarter => Days::quarter(day),
            Unit::Year => Days::year(day),
        }
    }

    /// The same, reckoned from a day.
    pub(super) fn reckoned_from(self, anchor: Option<Date>) -> Days {
        Days { anchor, ..self }
    }

    /// The same, looked for on a side of the anchor.
    pub(super) fn on_side(self, side: &'static str) -> Days {
        Days { side: Some(side), ..self }
    }

    /// A third: days 1–10, 11–20, 21–end of a month; months 1–4, 5–8, 9–12 of a year; years of a decade; else of the days.
    pub(super) fn part(self, third: i32) -> Option<Days> {
        if self.precision == Precision::Year {
            let first = move_by(self.begin, Unit::Month, 4 * (third - 1))?;
            return Some(Days::months(first, 4)?.reckoned_from(self.anchor));
        }
        let years = i32::from(self.end.year()) - i32::from(self.begin.year()) + 1;
        if years > 1 && self.begin == self.begin.first_of_year() && self.end == self.end.last_of_year() {
            let (from, to) = (years * (third - 1) / 3, years * third / 3);
            let first = move_by(self.begin, Unit::Year, from)?;
            return Some(Days::months(first, 12 * (to - from))?.reckoned_from(self.anchor));
        }
        let whole = (self.end - self.begin).get_days() + 1;
        let cut = |part: i32| {
            if self.precision == Precision::Month { 10 * part } else { whole * part / 3 }
        };
        let begin = move_by(self.begin, Unit::Day, cut(third - 1))?;
        let end = if third == 3 { self.end } else { move_by(self.begin, Unit::Day, cut(third) - 1)? };
        Some(Days::new(begin, end, Precision::Window)?.reckoned_from(self.anchor))
    }

    /// The week of the first, second … Thursday, or of the last (-1).
    pub(super) fn week_of(self, number: i32) -> Option<Days> {
        let all = self.begin.series(1.day()).take_while(|date| *date <= self.end);
        let mut thursdays = all.filter(|date| date.weekday() == Weekday::Thursday);
        let thursday = match usize::try_from(number) {
            Ok(number) => thursdays.nth(number.checked_sub(1)?),
            Err(_) => thursdays.last(),
        };
        Some(Days::week(thursday?)?.reckoned_from(self.anchor))
    }

    /// Saturday and Sunday of the week of the first day.
    pub(super) fn weekend(self) -> Option<Days> {
        let sunday = Days::week(self.begin)?.end;
        let saturday = move_by(sunday, Unit::Day, -1)?;
        Some(Days::new(saturday, sunday, Precision::Window)?.reckoned_from(self.anchor))
    }

    /// The same stretch so many units away.
    pub(super) fn moved(self, unit: Unit, by: i32) -> Option<Days> {
        let begin = move_by(self.begin, unit, by)?;
        let end = match self.precision {
            Precision::Month => begin.last_of_month(),
            _ => move_by(self.end, unit, by)?,
        };
        Some(Days::new(begin, end, self.precision)?.reckoned_from(Some(self.begin)))
    }

    /// The first month or day in this stretch that has the fields.
    pub(super) fn first(self, fields: Fields) -> Option<Days> {
        let small = |field: Option<i32>| field.and_then(|f| i8::try_from(f).ok());
        let (month, day, weekday) = (small(fields.month), small(fields.day), small(fields.weekday));
        if let (Some(month), None) = (month, day) {
            return Days::month(Date::new(self.begin.year(), month, 1).ok()?);
        }
        let fits = |date: &Date| {
            month.is_none_or(|m| date.month() == m)
                && day.is_none_or(|d| date.day() == d)
                && weekday.is_none_or(|w| date.weekday().to_monday_one_offset() == w)
        };
        let mut all = self.begin.series(1.day()).take_while(|date| *date <= self.end);
        Days::day(all.find(fits)?)
    }
}

/// A day so many units away, if the calendar reaches so far.
pub(super) fn move_by(base: Date, unit: Unit, by: i32) -> Option<Date> {
    let span = match unit {
        Unit::Day => Span::new().try_days(by),
        Unit::Week => Span::new().try_weeks(by),
        Unit::Month => Span::new().try_months(by),
        Unit::Quarter => Span::new().try_months(by.checked_mul(3)?),
        Unit::Year => Span::new().try_years(by),
    };
    base.checked_add(span.ok()?).ok()
}

/// The dates told so far, for "the next day" and "a month later".
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Told {
    /// The last of all, the last of at most a month, the last that is a day.
    any: Option<Days>,
    month: Option<Days>,
    day: Option<Days>,
}

impl Told {
    /// Remembers a date.
    pub(super) fn tell(&mut self, days: Days) {
        self.any = Some(days);
        match days.precision {
            Precision::Day => (self.day, self.month) = (self.any, self.any),
            Precision::Week | Precision::Month => self.month = self.any,
            Precision::Year | Precision::Window => {}
        }
    }

    /// The last date that is no longer than a unit: no day is counted from a month.
    pub(super) fn latest(&self, unit: Unit) -> Option<Days> {
        match unit {
            Unit::Day => self.day,
            Unit::Week | Unit::Month => self.month,
            Unit::Quarter | Unit::Year => self.any,
        }
    }
}
