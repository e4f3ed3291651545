//! What a date expression says, before anybody knows which day it was said.
//!
//! Languages differ in words and order, hardly in these shapes: every rule of every language ends in one of them.

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
    Quarter,
}

impl Unit {
    /// The names that language folders use, in the order of their numbers.
    pub(super) const NAMES: [&str; 5] = ["day", "week", "month", "year", "quarter"];

    /// The unit of this number (its place in [`Self::NAMES`]).
    pub(super) fn from_number(number: i32) -> Option<Unit> {
        [Unit::Day, Unit::Week, Unit::Month, Unit::Year, Unit::Quarter].get(usize::try_from(number).ok()?).copied()
    }
}

/// Where a relative expression is reckoned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    /// The day of publication: "last week".
    Today,
    /// The date told before: "a month later".
    Then,
}

/// The calendar fields that are said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Fields {
    /// 1 is Monday.
    pub weekday: Option<i32>,
    pub day: Option<i32>,
    pub month: Option<i32>,
    pub year: Option<i32>,
}

/// Which way from the day of publication a date lies that does not say it all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Before that day, never on it: "last Tuesday".
    Before,
    /// After that day, never on it: "next Tuesday".
    After,
}

/// A date expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Time {
    /// Calendar fields, all or some: "Tuesday", "18 June", "2024".
    Date(Fields),
    /// A date that says on which side of publication it lies.
    Sided(Side, Fields),
    /// A whole calendar unit, so many units away: "last week", "tomorrow".
    Period { unit: Unit, by: i32, from: From },
    /// Counted in units: "three days ago", "a month later".
    Shift { unit: Unit, by: i32, from: From },
    /// From the day of publication so many units back or forth: "the last six months".
    Stretch { unit: Unit, by: i32 },
    /// Between so many and so many days from the day of publication.
    Days { from: i32, to: i32 },
    /// The date told before, moved: "the same period last year".
    Moved { unit: Unit, by: i32 },
    /// Early (1), mid (2) or late (3): "early June".
    Part { third: i32, of: Box<Time> },
    /// The first, second … week of a month, or the last one (-1). A week belongs to the month of its Thursday.
    WeekOf { number: i32, of: Box<Time> },
    /// Saturday and Sunday of the week of a date.
    Weekend(Box<Time>),
    /// One of the equal parts of a year: quarters (of 4), halves (of 2).
    Slice { number: i32, of: i32, year: Option<Box<Time>> },
    /// Three months from a first one, so that a winter may cross the year.
    Season { first: i32, year: Option<Box<Time>> },
    /// So many years from one: a decade, a century.
    Years { first: i32, count: i32 },
    /// The first months of a year.
    FirstMonths { count: i32, year: Box<Time> },
    /// A date inside another one: "Tuesday of last week", "April next year".
    Within { inner: Box<Time>, outer: Box<Time> },
    /// A date still to come, whatever the tense: "by June".
    Due(Box<Time>),
    /// From one to the other.
    Range { from: Box<Time>, to: Box<Time> },
    /// How far what is told after it lies from what is told before it: "two days after".
    Gap { unit: Unit, by: i32 },
    /// A time of day; which day, other words say.
    Hour,
    /// Looks like a date and is none: a law's number and year, a holiday.
    Nothing,
}

/// How long a date expression is, as far as its shape tells: what `{day}` in a rule stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    Day,
    Week,
    Month,
    Year,
    Slice,
    Part,
    Other,
}

impl Length {
    /// The name in rules; other lengths cannot be named.
    pub(super) fn named(name: &str) -> Option<Length> {
        Some(match name {
            "day" => Length::Day,
            "week" => Length::Week,
            "month" => Length::Month,
            "year" => Length::Year,
            "slice" => Length::Slice,
            "part" => Length::Part,
            _ => return None,
        })
    }
}

impl Fields {
    fn length(self) -> Length {
        match self {
            Fields { weekday: None, day: None, month: None, .. } => Length::Year,
            Fields { weekday: None, day: None, .. } => Length::Month,
            _ => Length::Day,
        }
    }

    /// Whether such a date can be: no 31st of June.
    fn possible(self) -> bool {
        let longest = match self.month {
            Some(2) => 28 + i32::from(self.year.is_none_or(|y| y % 4 == 0 && (y % 100 != 0 || y % 400 == 0))),
            Some(4 | 6 | 9 | 11) => 30,
            _ => 31,
        };
        let within = |field: Option<i32>, most: i32| field.is_none_or(|f| (1..=most).contains(&f));
        within(self.weekday, 7) && within(self.day, longest) && within(self.month, 12) && within(self.year, 9000)
    }
}

impl Time {
    /// How long it is.
    pub(super) fn length(&self) -> Length {
        match self {
            Time::Date(fields) | Time::Sided(_, fields) => fields.length(),
            Time::Shift { unit: Unit::Day | Unit::Week, .. } | Time::Period { unit: Unit::Day, .. } => Length::Day,
            Time::Period { unit: Unit::Week, .. } | Time::WeekOf { .. } => Length::Week,
            Time::Shift { unit: Unit::Month, .. } | Time::Period { unit: Unit::Month, .. } => Length::Month,
            Time::Shift { unit: Unit::Year, .. } | Time::Period { unit: Unit::Year, .. } => Length::Year,
            Time::Slice { .. } | Time::Shift { .. } | Time::Period { .. } => Length::Slice,
            Time::Part { .. } => Length::Part,
            Time::Within { inner: time, .. } | Time::Due(time) => time.length(),
            _ => Length::Other,
        }
    }

    /// Whether it makes sense at all; a rule that matched nonsense has not matched.
    pub(super) fn possible(&self) -> bool {
        match self {
            Time::Date(fields) | Time::Sided(_, fields) => fields.possible(),
            Time::Part { third, of } => (1..=3).contains(third) && of.possible(),
            Time::Slice { number, of, .. } => (1..=*of).contains(number),
            Time::Season { first, .. } => (1..=12).contains(first),
            Time::Years { first, .. } => (1000..=2200).contains(first),
            Time::FirstMonths { count, year } => (1..=12).contains(count) && year.length() == Length::Year,
            Time::Range { from, to } => from.possible() && to.possible(),
            _ => true,
        }
    }

    /// Whether it names a day of the week or of the month, a month, a year or an hour, so that it says something even to a reader
    /// who does not know the day of publication.
    pub(super) fn names_a_date(&self) -> bool {
        match self {
            Time::Date(_) | Time::Sided(..) | Time::Hour => true,
            Time::Part { of: time, .. }
            | Time::WeekOf { of: time, .. }
            | Time::Within { inner: time, .. }
            | Time::Due(time) => time.names_a_date(),
            Time::Range { from, to } => from.names_a_date() || to.names_a_date(),
            _ => false,
        }
    }

    /// The calendar fields, if it is nothing else.
    pub(super) fn fields(&self) -> Option<Fields> {
        if let Time::Date(fields) | Time::Sided(_, fields) = self { Some(*fields) } else { None }
    }
}
