//! Turns what a date expression says into days of the calendar.
//!
//! What is not said (the week of "Tuesday", the year of "18 June") is found from the day of publication and from the
//! tense of the sentence. Without a day of publication it stays unknown: no day is ever invented.

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};

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

impl Tense {
    /// A day and month without a year, or a quarter, lie near: "said" does not put 1 July a year back when it is next week.
    fn unless_past(self) -> Tense {
        if self == Tense::Past { Tense::Open } else { self }
    }
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

    /// The last date that is no longer than a unit, or the last at all.
    fn latest(&self, unit: Unit) -> Option<Days> {
        let fitting = match unit {
            Unit::Day => self.day.or(self.month),
            Unit::Week | Unit::Month => self.month,
            Unit::Quarter | Unit::Year => self.any,
        };
        fitting.or(self.any)
    }
}

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

/// How far ahead (in days) a date without a year may lie when no word tells the tense.
const NEAR_FUTURE: i32 = 45;

impl Days {
    fn new(begin: Date, end: Date, precision: Precision) -> Option<Days> {
        (begin <= end).then_some(Days { begin, end, precision, anchor: None, side: None })
    }

    fn day(day: Date) -> Option<Days> {
        Days::new(day, day, Precision::Day)
    }

    fn week(day: Date) -> Option<Days> {
        let monday = day.checked_sub(i32::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
        Days::new(monday, monday.checked_add(6.days()).ok()?, Precision::Week)
    }

    fn month(day: Date) -> Option<Days> {
        Days::new(day.first_of_month(), day.last_of_month(), Precision::Month)
    }

    fn year(day: Date) -> Option<Days> {
        Days::new(day.first_of_year(), day.last_of_year(), Precision::Year)
    }

    /// So many months from the first of one.
    fn months(first: Date, count: i32, precision: Precision) -> Option<Days> {
        let last = first.checked_add((count - 1).months()).ok()?.last_of_month();
        Days::new(first, last, precision)
    }

    fn from(self, anchor: Option<Date>) -> Days {
        Days { anchor, ..self }
    }

    fn on_side(self, side: &'static str) -> Days {
        Days { side: Some(side), ..self }
    }
}

impl Ground {
    /// The days of an expression; `None` if it depends on a day that is not known.
    pub(super) fn days(&self, time: &Time) -> Option<Days> {
        match time {
            Time::Date(fields) => self.date(*fields, None),
            Time::Sided(side, fields) => self.date(*fields, Some(*side)),
            Time::Period { unit, by, from } => self.period(*unit, *by, *from),
            Time::Shift { unit, by, from } => self.shift(*unit, *by, *from),
            Time::Stretch { unit, by } => self.stretch(*unit, *by),
            Time::Days { from, to } => {
                let today = self.today?;
                let there = |by: i32| move_by(today, Unit::Day, by);
                Some(Days::new(there(*from)?, there(*to)?, Precision::Window)?.from(Some(today)))
            }
            Time::Moved { unit, by } => self.moved(*unit, *by),
            Time::Part { third, of } => part(*third, self.days(of)?),
            Time::Weekend(week) => self.days(week).and_then(weekend),
            Time::Slice { number, of, year } => self.slice(12 / of * (number - 1) + 1, 12 / of, year.as_deref()),
            Time::Season { first, year } => self.slice(*first, 3, year.as_deref()),
            Time::Decade(year) => {
                let first = date(i16::try_from(*year).ok()?, 1, 1);
                Days::months(first, 120, Precision::Window)
            }
            Time::Within { inner, outer } => self.within(inner, self.days(outer)?),
            Time::Due(of) => Ground { tense: Tense::Future, ..*self }.days(of),
            Time::Range { from, to } => self.range(from, to),
            Time::Nothing => None,
        }
    }

    fn base(&self, unit: Unit, from: From) -> Option<Date> {
        match from {
            From::Today => self.today,
            From::Then => self.told.latest(unit).map(|then| then.begin).or(self.today),
        }
    }

    fn period(&self, unit: Unit, by: i32, from: From) -> Option<Days> {
        let base = self.base(unit, from)?;
        let there = move_by(base, unit, by)?;
        let days = match unit {
            Unit::Day => Days::day(there),
            Unit::Week => Days::week(there),
            Unit::Month => Days::month(there),
            Unit::Year => Days::year(there),
            Unit::Quarter => Days::months(quarter_start(there)?, 3, Precision::Window),
        };
        Some(days?.from(Some(base)))
    }

    fn shift(&self, unit: Unit, by: i32, from: From) -> Option<Days> {
        let base = self.base(unit, from)?;
        match unit {
            Unit::Week => Some(Days::day(move_by(base, unit, by)?)?.from(Some(base))),
            _ => self.period(unit, by, from),
        }
    }

    /// The date told before, with its length, so many units away.
    fn moved(&self, unit: Unit, by: i32) -> Option<Days> {
        let then = self.told.latest(Unit::Year)?;
        let begin = move_by(then.begin, unit, by)?;
        let end = match then.precision {
            Precision::Month => begin.last_of_month(),
            _ => move_by(then.end, unit, by)?,
        };
        Some(Days::new(begin, end, then.precision)?.from(Some(then.begin)))
    }

    fn stretch(&self, unit: Unit, by: i32) -> Option<Days> {
        let today = self.today?;
        let there = move_by(today, unit, by)?;
        Some(Days::new(today.min(there), today.max(there), Precision::Window)?.from(Some(today)))
    }

    /// So many months from a month of a year; without a year, of the last or next such.
    fn slice(&self, month: i32, count: i32, year: Option<&Time>) -> Option<Days> {
        let month = i8::try_from(month).ok()?;
        if let Some(year) = year {
            let year = self.days(year)?;
            let first = Date::new(year.begin.year(), month, 1).ok()?;
            return Some(Days::months(first, count, Precision::Window)?.from(year.anchor));
        }
        let today = self.today?;
        let firsts = (-2..=2).filter_map(|n| Date::new(today.year().checked_add(n)?, month, 1).ok());
        let ground = Ground { tense: self.tense.unless_past(), ..*self };
        let (first, side) = ground.choose(firsts, today.first_of_month(), None, NEAR_FUTURE)?;
        Some(Days::months(first, count, Precision::Window)?.from(Some(today)).on_side(side))
    }

    fn within(&self, inner: &Time, outer: Days) -> Option<Days> {
        let year = || Some(Box::new(Time::Date(Fields { year: Some(i32::from(outer.begin.year())), ..Fields::default() })));
        let days = match inner {
            Time::Date(fields) | Time::Sided(_, fields) => first_within(*fields, outer),
            Time::Slice { number, of, .. } => self.days(&Time::Slice { number: *number, of: *of, year: year() }),
            Time::Season { first, .. } => self.days(&Time::Season { first: *first, year: year() }),
            _ => self.days(inner),
        };
        Some(days?.from(outer.anchor))
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
                match nearest.filter(|date| weekday.is_some() && (*date - today).get_days().abs() < 400 && side.is_none()) {
                    Some(date) => Days::day(date)?,
                    None => Ground { tense: self.tense.unless_past(), ..*self }.chosen(all(), side, NEAR_FUTURE)?,
                }
            }
            (None, Some(d)) => {
                let months = (-3..=3).filter_map(|n: i32| today.first_of_month().checked_add(n.months()).ok());
                let all = months.filter_map(|first| Date::new(first.year(), first.month(), d).ok()).filter(fits);
                self.chosen(all, side, NEAR_FUTURE)?
            }
            (None, None) => {
                let all = (-14..=14).filter_map(|n: i32| today.checked_add(n.days()).ok()).filter(fits);
                self.chosen(all, side, 0)?
            }
        };
        Some(days.from(Some(today)))
    }

    fn chosen(&self, all: impl Iterator<Item = Date>, side: Option<Side>, near: i32) -> Option<Days> {
        let (day, side) = self.choose(all, self.today?, side, near)?;
        Some(Days::day(day)?.on_side(side))
    }

    /// The candidate (they come in order) on the right side of `today`. When no word tells the side, the past one,
    /// unless one to come is at most `near` days away and nearer.
    fn choose(&self, all: impl Iterator<Item = Date>, today: Date, side: Option<Side>, near: i32) -> Option<(Date, &'static str)> {
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
        let ahead = match (side, self.tense) {
            (Some(Side::Before), _) | (None, Tense::Past) => false,
            (Some(Side::After), _) | (None, Tense::Future) => true,
            (None, Tense::Open) => future.is_some_and(|f| (f - today).get_days() <= near && soon(f)),
        };
        if ahead { future.map(|day| (day, "future")) } else { past.map(|day| (day, "past")) }
    }
}

fn move_by(base: Date, unit: Unit, by: i32) -> Option<Date> {
    let span = match unit {
        Unit::Day => Span::new().try_days(by),
        Unit::Week => Span::new().try_weeks(by),
        Unit::Month => Span::new().try_months(by),
        Unit::Year => Span::new().try_years(by),
        Unit::Quarter => Span::new().try_months(by.checked_mul(3)?),
    };
    base.checked_add(span.ok()?).ok()
}

fn quarter_start(day: Date) -> Option<Date> {
    Date::new(day.year(), (day.month() - 1) / 3 * 3 + 1, 1).ok()
}

/// A third of a period: days 1–10, 11–20, 21–end of a month; months 1–4, 5–8, 9–12 of a year; else a third of its days.
fn part(third: i32, of: Days) -> Option<Days> {
    let whole = (of.end - of.begin).get_days() + 1;
    let (first, count) = match of.precision {
        Precision::Year => {
            let begin = of.begin.checked_add(((third - 1) * 4).months()).ok()?;
            return Some(Days::months(begin, 4, Precision::Window)?.from(of.anchor));
        }
        Precision::Month => (10 * (third - 1), 10),
        _ => (whole * (third - 1) / 3, whole / 3),
    };
    let begin = of.begin.checked_add(first.days()).ok()?;
    let end = if third == 3 { of.end } else { begin.checked_add((count - 1).max(0).days()).ok()?.min(of.end) };
    Some(Days::new(begin, end, Precision::Window)?.from(of.anchor))
}

fn weekend(week: Days) -> Option<Days> {
    let saturday = week.begin.checked_add(5.days()).ok()?;
    let end = saturday.checked_add(1.day()).ok()?;
    Some(Days::new(saturday, end, Precision::Window)?.from(week.anchor))
}

/// The first day or month of a period that has these fields.
fn first_within(fields: Fields, outer: Days) -> Option<Days> {
    let month = fields.month.and_then(|m| i8::try_from(m).ok());
    let day = fields.day.and_then(|d| i8::try_from(d).ok());
    let weekday = fields.weekday.and_then(|w| i8::try_from(w).ok());
    if let (Some(month), None) = (month, day) {
        return Days::month(Date::new(outer.begin.year(), month, 1).ok()?);
    }
    let fits = |date: &Date| {
        month.is_none_or(|m| date.month() == m)
            && day.is_none_or(|d| date.day() == d)
            && weekday.is_none_or(|w| date.weekday().to_monday_one_offset() == w)
    };
    let mut days = outer.begin.series(1.day()).take_while(|date| *date <= outer.end);
    Days::day(days.find(fits)?)
}
