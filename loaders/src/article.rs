//! A news article as it came in: text and what the feed said about it.
//!
//! Everything after a reader works on this one shape, whatever the format was.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

/// One article before it is read. Absent values are `None`, never invented.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// The feed's own identifier, as it was given.
    pub id: Option<String>,
    /// The headline, if the feed keeps it apart; it then also opens `text`.
    pub title: Option<String>,
    /// The whole text that is read; all offsets count into it. For plain text and for a record
    /// without a title exactly the input; with a title: title, blank line, body.
    pub text: String,
    /// BCP 47 code of the language (`id`, `en`), if given.
    pub language: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// Where it was published.
    pub url: Option<String>,
    /// The outlet.
    pub publisher: Option<String>,
    /// The news agency it was taken from ("Sumber: …").
    pub agency: Option<String>,
    /// The editor named in it.
    pub editor: Option<String>,
}

/// A moment of publication, as exact as it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// The calendar day where it was published.
    pub date: Date,
    /// The time of day, if given.
    pub time: Option<Time>,
    /// The zone's offset from UTC (WIB is +07:00), if given.
    pub offset: Option<Offset>,
}
