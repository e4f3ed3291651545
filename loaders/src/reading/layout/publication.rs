//! Reads when an article was published from a line of its head: "Harian Laut | Jumat, 1 Juli 2022 | 10:15 WIT".
//!
//! Beside day, time and zone such a line may name outlet, place or writer, each set apart by a mark. A headline that
//! names a day ("Seabad 17 Agustus 1945") sets nothing apart, a sentence ends with a full stop.

use crate::article::Published;
use crate::facts::Span;
use crate::lexicon::Lexicon;
use jiff::civil::Time;
use jiff::tz::Offset;

/// Longest line that may be one of publication, and longest that has nothing beside the day, in bytes.
const LINE: usize = 120;
const BARE: usize = 80;
/// How many words outlet, place and writer may have together; and where no time of day is told.
const NAMES: usize = 12;
const FEW: usize = 4;
/// How many words may stand around a time of day ("pukul 17.30 WIB").
const CLOCK: usize = 4;

/// The day, time and zone of a line that tells nothing else. In the head of an article, before its story, outlet, place and
/// writer may stand beside them.
pub(super) fn publication(line: &str, lexicon: &Lexicon, head: bool) -> Option<Published> {
    if line.len() > LINE || !line.contains(|c: char| c.is_ascii_digit()) || super::closes_sentence(line) {
        return None;
    }
    let whole = Span { start: 0, end: line.len() };
    let found = lexicon.dates.find(line, &[whole], None);
    let day = found.first().filter(|date| date.begin == date.end)?;
    let rest = format!("{}|{}", &line[..day.span.start], &line[day.span.end..]);
    let (mut time, mut offset, mut names, mut told) = (None, None, 0, false);
    for piece in pieces(&rest) {
        let words: Vec<&str> = piece.split_whitespace().collect();
        let clocks = words.iter().any(|word| clock(word).is_some());
        for (i, word) in words.iter().enumerate() {
            if let Some(minutes) = lexicon.words.zones.get(*word) {
                offset = Offset::from_seconds(minutes * 60).ok();
            } else if let Some(clock) = clock(word) {
                // "5:30 p.m." is no time of a day of 24 hours.
                let plain = words.get(i + 1).is_none_or(|next| lexicon.words.zones.contains_key(*next));
                time = plain.then_some(clock);
                told = true;
            } else if !(is_small(word, lexicon) || clocks && words.len() <= CLOCK) {
                names += 1;
                if !is_capital(word, lexicon) {
                    return None;
                }
            }
        }
    }
    let bare = names == 0 && line.len() <= BARE;
    let named = names <= NAMES && (told || line.contains('|')) || names <= FEW && is_set_apart(line, day.span);
    (bare || (head && named)).then_some(Published { date: day.begin, time, offset })
}

/// The day in a dateline ("Jakarta, 18 Juni 2024", "WASHINGTON, June 18, 2024 (Agency)").
pub(super) fn dated(dateline: &str, lexicon: &Lexicon) -> Option<Published> {
    let whole = Span { start: 0, end: dateline.len() };
    let days = lexicon.dates.find(dateline, &[whole], None);
    let day = days.iter().find(|date| date.begin == date.end)?;
    Some(Published { date: day.begin, time: None, offset: None })
}

/// What commas, bars, brackets and dashes set apart.
fn pieces(rest: &str) -> impl Iterator<Item = &str> {
    rest.split(|c: char| matches!(c, ',' | '|' | '(' | ')' | '–' | '—' | '•' | '·'))
        .flat_map(|piece| piece.split(" - "))
}

/// Whether a mark parts the day from what stands beside it, on one side or the other.
fn is_set_apart(line: &str, day: Span) -> bool {
    let mark = |c: char| !c.is_alphanumeric() && c != '\'' && c != '"';
    let (before, after) = (line[..day.start].trim_end(), line[day.end..].trim_start());
    (before.is_empty() || before.ends_with(mark)) && (after.is_empty() || after.starts_with(mark))
}

fn is_small(word: &str, lexicon: &Lexicon) -> bool {
    !word.contains(char::is_alphanumeric) || lexicon.words.prepositions.contains(&word.to_lowercase())
}

fn is_capital(word: &str, lexicon: &Lexicon) -> bool {
    word.contains(char::is_uppercase) || word.contains('.') || lexicon.words.connectors.contains(&word.to_lowercase())
}

fn clock(word: &str) -> Option<Time> {
    let (hour, minute) = word.split_once([':', '.'])?;
    Time::new(hour.parse().ok()?, minute.get(..2)?.parse().ok()?, 0, 0).ok()
}
