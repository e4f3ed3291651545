//! Turns what a date expression says into days of the calendar.
//!
//! What is not said (the week of "Tuesday", the year of "18 June") is found from the day of publication and from the
//! tense of the sentence. Without a day of publication it stays unknown: no day is ever invented.

use jiff::ToSpan;
use jiff::civil::Date;

use super::days::{Days, Told, move_by};
use super::time::{Fields, From, Side, Time, Unit};
use crate::facts::Precision;

/// Which way the sentence looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    /// Words say that it is over.
    Past,
    /// No word tells.
    Open,
    /// Words say that it is still to come.
    Future,
}

/// What a date is reckoned from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground {
    /// The day of publication.
    pub today: Option<Date>,
    /// The dates told before in the text.
    pub told: Told,
    pub tense: Tense,
}

/// How far ahead (in days) a date without a year may lie when no word tells the tense.
const NEAR_FUTURE: i32 = 45;

/// How far off (in days) a day and month may lie for a weekday to tell their year: beyond, a slip is likelier.
const NEARBY: i32 = 200;

/// How far ahead (in days) one may lie at most without a word such as "next".
const FAR_FUTURE: i32 = 270;

impl Ground {
    /// The days of an expression; `None` if it depends on a day that is not known.
    pub(super) fn days(&self, time: &Time) -> Option<Days> {
        match time {
            Time::Date(fields) => self.date(*fields, None),
            Time::Sided(side, fields) => self.date(*fields, Some(*side)),
            Time::Period { unit, by, from } => self.period(*unit, *by, *from),
            Time::Shift { unit, by, from } => self.shift(*unit, *by, *from),
            Time::Stretch { unit, by } => self.around(*unit, 0.min(*by), 0.max(*by)),
            Time::Days { from, to } => self.around(Unit::Day, *from, *to),
            Time::Moved { unit, by } => self.told.latest(Unit::Year)?.moved(*unit, *by),
            Time::Part { third, of } => self.days(of)?.part(*third),
            Time::WeekOf { number, of } => self.days(of)?.week_of(*number),
            Time::Weekend(week) => self.days(week)?.weekend(),
            Time::Slice { number, of, year } => self.slice(12 / of * (number - 1) + 1, 12 / of, year.as_deref()),
            Time::Season { first, year } => self.slice(*first, 3, year.as_deref()),
            Time::Years { first, count } => {
                Days::months(Date::new(i16::try_from(*first).ok()?, 1, 1).ok()?, 12 * count)
            }
            Time::FirstMonths { count, year } => self.days(year)?.first_months(*count),
            Time::Within { inner, outer } => self.within(inner, self.days(outer)?),
            Time::Due(of) => self.due(of),
            Time::Range { from, to } => self.range(from, to),
            Time::Gap { .. } | Time::Hour | Time::Nothing => None,
        }
    }

    /// The same for a date that lies near, such as a day and month without a year or a quarter: "said" does not put
    /// 1 July a year back when it is next week.
    fn near(&self) -> Ground {
        let tense = if self.tense == Tense::Past { Tense::Open } else { self.tense };
        Ground { tense, ..*self }
    }

    /// What is counted from: after a date told, from its end on.
    fn base(&self, unit: Unit, by: i32, from: From) -> Option<Date> {
        match from {
            From::Today => self.today,
            From::Then => self.told.latest(unit).map(|then| if by > 0 { then.end } else { then.begin }),
        }
    }

    fn period(&self, unit: Unit, by: i32, from: From) -> Option<Days> {
        let base = self.base(unit, by, from)?;
        Some(Days::unit(unit, move_by(base, unit, by)?)?.reckoned_from(Some(base)))
    }

    fn shift(&self, unit: Unit, by: i32, from: From) -> Option<Days> {
        let base = self.base(unit, by, from)?;
        let days = match unit {
            Unit::Week => Days::day(move_by(base, unit, by)?)?.reckoned_from(Some(base)),
            _ => self.period(unit, by, from)?,
        };
        // What is told does not lead past the day of telling: then it was counted from something else.
        let over = |today: Date| base <= today && days.begin > today;
        let astray = from == From::Then && self.tense != Tense::Future && self.today.is_some_and(over);
        (!astray).then_some(days)
    }

    /// A date still to come; if that is far, as the tense says.
    fn due(&self, time: &Time) -> Option<Days> {
        let due = Ground { tense: Tense::Future, ..*self }.days(time)?;
        let far = self.today.is_some_and(|today| (due.begin - today).get_days() > FAR_FUTURE / 2);
        if far && self.tense == Tense::Past { self.days(time) } else { Some(due) }
    }

    /// From so many units to so many units from the day of publication.
    fn around(&self, unit: Unit, from: i32, to: i32) -> Option<Days> {
        let today = self.today?;
        let days = Days::new(move_by(today, unit, from)?, move_by(today, unit, to)?, Precision::Window)?;
        Some(days.reckoned_from(Some(today)))
    }

    /// So many months from a month of a year; without a year, of the last or next such.
    fn slice(&self, month: i32, count: i32, year: Option<&Time>) -> Option<Days> {
        let month = i8::try_from(month).ok()?;
        if let Some(year) = year {
            let year = self.days(year)?;
            let first = Date::new(year.begin.year(), month, 1).ok()?;
            return Some(Days::months(first, count)?.reckoned_from(year.anchor));
        }
        let today = self.today?;
        let firsts = (-2..=2).filter_map(|n| Date::new(today.year().checked_add(n)?, month, 1).ok());
        let (first, side) = self.near().choose(firsts, today.first_of_month(), None, NEAR_FUTURE)?;
        Some(Days::months(first, count)?.reckoned_from(Some(today)).on_side(side))
    }

    fn within(&self, inner: &Time, outer: Days) -> Option<Days> {
        let year =
            || Some(Box::new(Time::Date(Fields { year: Some(i32::from(outer.begin.year())), ..Fields::default() })));
        let days = match inner {
            Time::Date(fields) | Time::Sided(_, fields) => outer.first(*fields),
            Time::Slice { number, of, .. } => self.days(&Time::Slice { number: *number, of: *of, year: year() }),
            Time::Season { first, .. } => self.days(&Time::Season { first: *first, year: year() }),
            _ => self.days(inner),
        };
        Some(days?.reckoned_from(outer.anchor))
    }

    fn range(&self, from: &Time, to: &Time) -> Option<Days> {
        let last = self.days(to)?;
        let first = match from {
            Time::Date(fields) if fields.year.is_none() => {
                let before = Ground { today: Some(last.begin), tense: Tense::Past, told: Told::default() };
                before.days(from)?
            }
            _ => self.days(from)?,
        };
        let precision = match (first.precision, last.precision) {
            (Precision::Day, Precision::Day) => Precision::Day,
            _ => Precision::Window,
        };
        Some(Days { anchor: last.anchor, side: last.side, ..Days::new(first.begin, last.end, precision)? })
    }

    fn date(&self, fields: Fields, side: Option<Side>) -> Option<Days> {
        let small = |field: Option<i32>| field.and_then(|f| i8::try_from(f).ok());
        let year = fields.year.and_then(|y| i16::try_from(y).ok());
        match (year, small(fields.month), small(fields.day), small(fields.weekday)) {
            (Some(y), Some(m), Some(d), _) => Days::day(Date::new(y, m, d).ok()?),
            (Some(y), Some(m), None, None) => Days::month(Date::new(y, m, 1).ok()?),
            (Some(y), None, None, None) => Days::year(Date::new(y, 1, 1).ok()?),
            (None, month, day, weekday) => self.open_date(month, day, weekday, side),
            _ => None,
        }
    }

    /// A date whose year is not said, perhaps not even its month.
    fn open_date(&self, month: Option<i8>, day: Option<i8>, weekday: Option<i8>, side: Option<Side>) -> Option<Days> {
        let today = self.today?;
        let fits = |date: &Date| weekday.is_none_or(|w| date.weekday().to_monday_one_offset() == w);
        let year = |n: i16| today.year().checked_add(n);
        let days = match (month, day) {
            (Some(m), None) => {
                let firsts = (-1..=1).filter_map(|n| Date::new(year(n)?, m, 1).ok());
                let (first, side) = self.choose(firsts, today.first_of_month(), side, NEAR_FUTURE)?;
                Days::month(first)?.on_side(side)
            }
            (Some(m), Some(d)) => {
                // A weekday tells the year if it agrees with one nearby; if not, it was a slip and the day counts.
                let all = || (-8..=8).filter_map(|n| Date::new(year(n)?, m, d).ok());
                let nearest = all().filter(fits).min_by_key(|date| (*date - today).get_days().abs());
                match nearest
                    .filter(|date| weekday.is_some() && (*date - today).get_days().abs() < NEARBY && side.is_none())
                {
                    Some(date) => Days::day(date)?,
                    None => self.near().chosen(all(), side, NEAR_FUTURE)?,
                }
            }
            (None, Some(d)) => {
                let months = (-3..=3).filter_map(|n: i32| today.first_of_month().checked_add(n.months()).ok());
                let all = months.filter_map(|first| Date::new(first.year(), first.month(), d).ok()).filter(fits);
                self.near().chosen(all, side, NEAR_FUTURE)?
            }
            (None, None) => {
                let all = (-14..=14).filter_map(|n: i32| today.checked_add(n.days()).ok()).filter(fits);
                self.chosen(all, side, 0)?
            }
        };
        Some(days.reckoned_from(Some(today)))
    }

    fn chosen(&self, all: impl Iterator<Item = Date>, side: Option<Side>, near: i32) -> Option<Days> {
        let (day, side) = self.choose(all, self.today?, side, near)?;
        Some(Days::day(day)?.on_side(side))
    }

    /// The candidate (they come in order) on the right side of `today`. When no word tells the side, the past one,
    /// unless one to come is at most `near` days away and nearer.
    fn choose(
        &self,
        all: impl Iterator<Item = Date>,
        today: Date,
        side: Option<Side>,
        near: i32,
    ) -> Option<(Date, &'static str)> {
        let (mut past, mut future) = (None, None);
        for day in all {
            let on_day = day == today && side.is_none();
            if day < today || (on_day && self.tense != Tense::Future) {
                past = Some(day);
            } else if (day > today || on_day) && future.is_none() {
                future = Some(day);
            }
        }
        let soon = |to_come: Date| past.is_none_or(|p: Date| (to_come - today).get_days() < (today - p).get_days());
        let far = |to_come: Date| past.is_some() && (to_come - today).get_days() > FAR_FUTURE;
        let ahead = match (side, self.tense) {
            (Some(Side::Before), _) | (None, Tense::Past) => false,
            (Some(Side::After), _) => true,
            (None, Tense::Future) => !future.is_some_and(far),
            (None, Tense::Open) => future.is_some_and(|f| (f - today).get_days() <= near && soon(f)),
        };
        if ahead { future.map(|day| (day, "future")) } else { past.map(|day| (day, "past")) }
    }
}
