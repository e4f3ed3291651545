//! A news article as it came in: text and what the feed said about it.
//!
//! Everything after a reader works on this one shape, whatever the format was.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

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
    /// The day of publication as the feed writes it, where that is not ISO 8601: a language's date rules may still read it.
    pub dated: Option<String>,
    /// When it was published if neither the feed nor the text says: the word of whoever brings it.
    pub supposed: Option<Date>,
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

impl Article {
    /// Joins headline and body into the text that is read.
    #[must_use]
    pub fn compose(title: Option<&str>, body: &str) -> String {
        match title {
            Some(title) => format!("{title}\n\n{body}"),
            None => body.to_owned(),
        }
    }

    /// Hex SHA-256 of what came in: the text and what the feed said about it. The same article gives the same hash.
    #[must_use]
    pub fn sha256(&self) -> String {
        let published = self.published.map(|published| published.to_string());
        let fields = [
            &self.id,
            &self.title,
            &self.language,
            &published,
            &self.dated,
            &self.url,
            &self.publisher,
            &self.agency,
            &self.editor,
        ];
        let mut hash = Sha256::new();
        hash.update(&self.text);
        for field in fields {
            // A unit separator keeps ("ab", "") and ("a", "b") apart.
            hash.update([0x1f]);
            hash.update(field.as_deref().unwrap_or(""));
        }
        if let Some(day) = self.supposed {
            hash.update([0x1f]);
            hash.update(day.to_string());
        }
        hash.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

impl Published {
    /// Reads an ISO 8601 day or moment (`2024-06-22`, `2024-06-22T11:42:00+07:00`, `…Z`).
    #[must_use]
    pub fn parse(written: &str) -> Option<Published> {
        let written = written.trim();
        if let Ok(date) = written.parse::<Date>()
            && written.len() == 10
        {
            return Some(Published { date, time: None, offset: None });
        }
        let pieces = jiff::fmt::temporal::DateTimeParser::new();
        // The parser of civil times takes no `Z`.
        let moment = pieces.parse_datetime(written.strip_suffix(['Z', 'z']).unwrap_or(written)).ok()?;
        let offset = pieces.parse_timestamp(written).ok().and_then(|instant| {
            let utc = Offset::UTC.to_datetime(instant);
            let seconds = moment.duration_since(utc).as_secs();
            i32::try_from(seconds).ok().and_then(|seconds| Offset::from_seconds(seconds).ok())
        });
        Some(Published { date: moment.date(), time: Some(moment.time()), offset })
    }
}

impl std::fmt::Display for Published {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.date)?;
        let Some(time) = self.time else { return Ok(()) };
        write!(f, "T{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())?;
        let Some(offset) = self.offset else { return Ok(()) };
        let seconds = offset.seconds();
        let sign = if seconds < 0 { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", seconds.abs() / 3600, seconds.abs() / 60 % 60)
    }
}
