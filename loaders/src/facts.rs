//! What was read from an article: language-free facts, each tied to the span of text it was read from.
//!
//! Spans are byte offsets inside the crate (they slice), and become code points only where they leave it (`record`, `triples`).

use jiff::civil::Date;

/// A stretch of an article's text: byte offsets on character borders, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// A calendar day, or a range between two stated days.
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
    /// Anything else between two days ("awal Juni").
    Window,
}

/// A date expression and the days it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// The words.
    pub span: Span,
    /// First day.
    pub begin: Date,
    /// Last day, inclusive.
    pub end: Date,
    /// How exact.
    pub precision: Precision,
    /// Name of the rule that read it, such as `id.weekday-range.past`.
    pub rule: String,
    /// The day it was reckoned from, if it was relative.
    pub anchor: Option<Date>,
}

impl Span {
    /// The words of this span.
    #[must_use]
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start..self.end]
    }
    /// Whether the two share a byte.
    #[must_use]
    pub fn overlaps(&self, other: &Span) -> bool {
        self.start < other.end && other.start < self.end
    }
    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(&self, other: &Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}
