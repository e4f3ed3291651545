//! The third part of a rule: what its match means, written as `shift(unit, -number)`.
//!
//! | operation | means |
//! | --- | --- |
//! | `date(weekday, day=first, month, year)` | calendar fields, of captures; what is missing is found from publication and tense |
//! | `before(date)`, `after(date)` | the last such date before publication, the next one after it |
//! | `due(date)` | a date still to come, though the sentence tells the past |
//! | `period(unit, n)` | the whole day, week, month, quarter or year that is `n` of them from publication: `period(week, -1)` is last week |
//! | `shift(unit, n)` | counted from publication; weeks come to a day, months to a month, years to a year |
//! | `period_then`, `shift_then` | the same from the date told before |
//! | `moved(unit, n)` | the date told before, as long as it was, `n` units away |
//! | `stretch(unit, n)` | from publication to `n` units from it |
//! | `days(m, n)` | between `m` and `n` days from publication |
//! | `part(third, date)` | early (1), mid (2), late (3) |
//! | `quarter(n, year)`, `half(n, year)`, `season(month, year)` | parts of a year; a season is named by its first month; the year may be missing |
//! | `weekend(date)`, `decade(year)`, `century(n)` | the weekend of its week, the ten years from it, the hundred years so called |
//! | `first_months(n, year)` | its first `n` months |
//! | `week_of(n, month)` | its first, second … week; -1 is its last |
//! | `within(date, period)` | the first such date in a period: `within(date(weekday), period(week, -1))` |
//! | `range(date, date)` | from one to the other |
//! | `pair(date, date)` | both, if the second is the day after the first |
//! | `gap(unit, n)` | no date: the deed told after it lies `n` units from the one told before it ("two days after …") |
//! | `hour()` | a time of day: listed, but without a day of its own |
//! | `nothing()` | no date, and no other rule may find one in it |
//!
//! Arguments are captures of the rule, numbers, units (`day`, `week`, `month`, `quarter`, `year`) or operations; `-` turns a
//! number around. A meaning is read once, when the grammar is compiled; a match then only puts its captures in.

use super::time::{Fields, From, Side, Time, Unit};

/// A meaning with its captures still open.
#[derive(Debug, Clone)]
pub(super) enum Meaning {
    /// What the capture in this slot holds.
    Slot(usize),
    /// A number or a unit.
    Number(i32),
    /// Turned around.
    Minus(Box<Meaning>),
    /// One of [`OPERATIONS`] and its arguments, each with its name if it had one.
    Call(&'static str, Vec<(String, Meaning)>),
}

/// What a capture holds, and what a meaning comes to.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Number(i32),
    Time(Time),
    /// The capture is optional and was not there.
    Absent,
}

/// The operations: name, and how many arguments at most.
const OPERATIONS: [(&str, usize); 26] = [
    ("date", 4),
    ("before", 1),
    ("after", 1),
    ("period", 2),
    ("period_then", 2),
    ("shift", 2),
    ("shift_then", 2),
    ("stretch", 2),
    ("days", 2),
    ("moved", 2),
    ("part", 2),
    ("weekend", 1),
    ("week_of", 2),
    ("quarter", 2),
    ("half", 2),
    ("season", 2),
    ("decade", 1),
    ("century", 1),
    ("first_months", 2),
    ("within", 2),
    ("due", 1),
    ("range", 2),
    ("pair", 2),
    ("gap", 2),
    ("hour", 0),
    ("nothing", 0),
];

/// The fields of `date`.
const FIELDS: [&str; 4] = ["weekday", "day", "month", "year"];

/// Why a meaning could not be read: the words it happened at, and what would have been right.
pub(super) type Fault = (String, String);

impl Meaning {
    /// Reads a meaning; `slots` are the captures of its rule, in order.
    pub(super) fn read(source: &str, slots: &[String]) -> Result<Meaning, Fault> {
        let mut reader = Reader { rest: source.trim(), slots };
        let meaning = reader.expression()?;
        if reader.rest.is_empty() { Ok(meaning) } else { Err(reader.fault("the end")) }
    }

    /// The meaning of a rule that gives none: a date of all its captures.
    pub(super) fn of_fields(slots: &[String]) -> Result<Meaning, Fault> {
        let all: Vec<_> = slots.iter().enumerate().map(|(n, name)| (name.clone(), Meaning::Slot(n))).collect();
        match slots.iter().find(|name| !FIELDS.contains(&name.as_str())) {
            Some(other) => Err((other.clone(), "`means`, or only captures that are calendar fields".to_owned())),
            None => Ok(Meaning::Call("date", all)),
        }
    }

    /// Puts the captures in. `None` when they make no sense together.
    pub(super) fn fill(&self, slots: &impl Fn(usize) -> Value) -> Option<Value> {
        Some(match self {
            Meaning::Slot(number) => slots(*number),
            Meaning::Number(number) => Value::Number(*number),
            Meaning::Minus(of) => Value::Number(-of.fill(slots)?.number()?),
            Meaning::Call("date", fields) => Value::Time(Time::Date(date(fields, slots)?)),
            Meaning::Call(name, arguments) => {
                let mut values = arguments.iter().map(|(_, argument)| argument.fill(slots));
                Value::Time(call(name, values.next().flatten(), values.next().flatten())?)
            }
        })
    }
}

impl Value {
    fn number(&self) -> Option<i32> {
        if let Value::Number(number) = self { Some(*number) } else { None }
    }

    fn unit(&self) -> Option<Unit> {
        Unit::from_number(self.number()?)
    }

    /// The date expression. A bare number where one is wanted is a year.
    pub(super) fn time(self) -> Option<Time> {
        match self {
            Value::Time(time) => Some(time),
            Value::Number(year) => Some(Time::Date(Fields { year: Some(year), ..Fields::default() })),
            Value::Absent => None,
        }
    }
}

fn date(fields: &[(String, Meaning)], slots: &impl Fn(usize) -> Value) -> Option<Fields> {
    let mut date = Fields::default();
    for (name, meaning) in fields {
        let value = meaning.fill(slots)?.number();
        match name.as_str() {
            "weekday" => date.weekday = value,
            "day" => date.day = value,
            "month" => date.month = value,
            _ => date.year = value,
        }
    }
    Some(date)
}

fn call(name: &str, first: Option<Value>, second: Option<Value>) -> Option<Time> {
    match name {
        "hour" => return Some(Time::Hour),
        "nothing" => return Some(Time::Nothing),
        _ => {}
    }
    let first = first?;
    let boxed = |value: Option<Value>| value.and_then(Value::time).map(Box::new);
    let from = if name.ends_with("_then") { From::Then } else { From::Today };
    Some(match name {
        "before" => Time::Sided(Side::Before, first.time()?.fields()?),
        "after" => Time::Sided(Side::After, first.time()?.fields()?),
        "period" | "period_then" => Time::Period { unit: first.unit()?, by: second?.number()?, from },
        "shift" | "shift_then" => Time::Shift { unit: first.unit()?, by: second?.number()?, from },
        "stretch" => Time::Stretch { unit: first.unit()?, by: second?.number()? },
        "days" => Time::Days { from: first.number()?, to: second?.number()? },
        "gap" => Time::Gap { unit: first.unit()?, by: second?.number()? },
        "moved" => Time::Moved { unit: first.unit()?, by: second?.number()? },
        "part" => Time::Part { third: first.number()?, of: boxed(second)? },
        "week_of" => Time::WeekOf { number: first.number()?, of: boxed(second)? },
        "weekend" => Time::Weekend(boxed(Some(first))?),
        "quarter" => Time::Slice { number: first.number()?, of: 4, year: boxed(second) },
        "half" => Time::Slice { number: first.number()?, of: 2, year: boxed(second) },
        "season" => Time::Season { first: first.number()?, year: boxed(second) },
        "decade" => Time::Years { first: first.number()?, count: 10 },
        "century" => Time::Years { first: 100 * (first.number()? - 1), count: 100 },
        "first_months" => Time::FirstMonths { count: first.number()?, year: boxed(second)? },
        "pair" => pair(first.time()?, second?.time()?)?,
        "within" => Time::Within { inner: boxed(Some(first))?, outer: boxed(second)? },
        "due" => Time::Due(boxed(Some(first))?),
        _ => Time::Range { from: boxed(Some(first))?, to: boxed(second)? },
    })
}

/// Two days that follow each other, as one stretch.
fn pair(first: Time, second: Time) -> Option<Time> {
    let (from, to) = (first.fields()?, second.fields()?);
    let next = Some(from.day? + 1) == to.day;
    next.then(|| Time::Range { from: Box::new(first), to: Box::new(second) })
}

/// The year meant by its last two digits: '82 is 1982, '07 is 2007.
pub(super) fn century(short: i32) -> i32 {
    if short < 40 { 2000 + short } else { 1900 + short }
}

struct Reader<'a> {
    rest: &'a str,
    slots: &'a [String],
}

impl Reader<'_> {
    fn fault(&self, wanted: &str) -> Fault {
        (self.rest.to_owned(), wanted.to_owned())
    }

    fn take(&mut self, mark: char) -> bool {
        let after = self.rest.strip_prefix(mark).map(str::trim_start);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn name(&mut self) -> String {
        let end = self.rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest.trim_start();
        name.to_owned()
    }

    fn expression(&mut self) -> Result<Meaning, Fault> {
        if self.take('-') {
            return Ok(Meaning::Minus(Box::new(self.expression()?)));
        }
        let before =
            self.fault("a capture of this rule, a number, a unit or an operation such as `shift(unit, -number)`");
        let name = self.name();
        if self.take('(') {
            return self.call(&name).map_err(|fault| if fault.0.is_empty() { before } else { fault });
        }
        let slot = self.slots.iter().position(|slot| *slot == name).map(Meaning::Slot);
        let unit = || Unit::NAMES.iter().position(|unit| *unit == name).and_then(|n| i32::try_from(n).ok());
        slot.or_else(|| unit().or_else(|| name.parse().ok()).map(Meaning::Number)).ok_or(before)
    }

    fn call(&mut self, name: &str) -> Result<Meaning, Fault> {
        let known = OPERATIONS.iter().find(|(known, _)| *known == name);
        let (name, most) = known.ok_or_else(|| (name.to_owned(), "an operation".to_owned()))?;
        let mut arguments = Vec::new();
        while !self.take(')') {
            arguments.push(self.argument()?);
            if !self.take(',') && !self.rest.starts_with(')') {
                return Err(self.fault("`,` or `)`"));
            }
        }
        let unknown = arguments.iter().find(|(field, _)| *name == "date" && !FIELDS.contains(&field.as_str()));
        match unknown {
            Some((field, _)) => Err((field.clone(), format!("one of {}", FIELDS.join(", ")))),
            None if arguments.len() > *most => Err(self.fault(&format!("at most {most} arguments"))),
            None => Ok(Meaning::Call(name, arguments)),
        }
    }

    /// `day=first`, or `day` for `day=day`.
    fn argument(&mut self) -> Result<(String, Meaning), Fault> {
        let ahead = self.rest;
        let name = self.name();
        if !name.is_empty() && self.take('=') {
            return Ok((name, self.expression()?));
        }
        self.rest = ahead;
        Ok((name, self.expression()?))
    }
}
