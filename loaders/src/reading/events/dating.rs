//! When an act happened that its own clause or paragraph dates.

use super::{Clause, Coder};
use crate::facts::{DateMention, Precision, When};

/// Days before publication within which news without a date has happened.
const WINDOW: i64 = 7;
/// How many tokens a word of the future may stand from the date it puts off.
const AHEAD: usize = 8;
/// How many tokens of a sentence a date that opens it may follow.
const OPENING: usize = 2;

impl Coder<'_> {
    /// The date nearest to the word in its clause, the fewest commas away; else a window that ends on the day of publication.
    pub(super) fn when(&self, clause: &Clause) -> Option<When> {
        let inside = |date: &DateMention| {
            clause.sentence.span.contains(&date.span)
                && !clause.of_saying(date.span)
                && !self.is_of_relay(clause.sentence, date)
        };
        let here = self.dates.iter().enumerate().filter(|(_, date)| inside(date));
        let word = self.tokens[clause.at].span.start;
        let own = here
            .clone()
            .filter(|(_, date)| !clause.parted(date.span))
            .min_by_key(|(_, date)| (self.commas(clause, date), date.span.start.abs_diff(word)));
        // A sentence without any date goes on from the one before it in its paragraph.
        let told = own.or_else(|| if here.count() == 0 { self.before(clause) } else { None });
        if let Some((i, _)) = told {
            return Some(self.on(i));
        }
        let end = self.day?;
        let begin = end.checked_sub(jiff::Span::new().days(WINDOW)).ok()?;
        Some(When { begin, end, precision: None, date: None })
    }

    /// The days of a date; from then on to the day of publication, if it says since when.
    pub(super) fn on(&self, date: usize) -> When {
        let found = &self.dates[date];
        let mut when = When { begin: found.begin, end: found.end, precision: Some(found.precision), date: Some(date) };
        let before = self.tokens.partition_point(|token| token.span.end <= found.span.start).checked_sub(1);
        let since = before.is_some_and(|at| self.lexicon.words.since.contains(&self.tokens[at].lower));
        if let Some(day) = self.day.filter(|day| since && *day > found.end) {
            (when.end, when.precision) = (day, Some(Precision::Window));
        }
        when
    }

    /// How many commas part a date from the word; none, if it opens the sentence.
    fn commas(&self, clause: &Clause, date: &DateMention) -> usize {
        let first = clause.sentence.tokens.clone().position(|at| self.tokens[at].span.start >= date.span.start);
        if first.is_some_and(|first| first <= OPENING) {
            return 0;
        }
        let word = self.tokens[clause.at].span;
        let between = |at: &usize| {
            let span = self.tokens[*at].span;
            (word.end <= span.start && span.end <= date.span.start)
                || (date.span.end <= span.start && span.end <= word.start)
        };
        clause.sentence.tokens.clone().filter(between).filter(|at| self.tokens[*at].is(",")).count()
    }

    /// The last past date before a sentence in its paragraph, unless it is that of something still to come.
    fn before(&self, clause: &Clause) -> Option<(usize, &DateMention)> {
        let earlier =
            |date: &DateMention| self.paragraph.contains(&date.span) && date.span.end <= clause.sentence.span.start;
        let past = |date: &DateMention| {
            self.day.is_none_or(|day| date.end < day || (date.end == day && !self.is_put_off(date)))
        };
        self.dates.iter().enumerate().rfind(|(_, date)| earlier(date)).filter(|(_, date)| past(date))
    }

    /// Whether a word of the future stands beside a date in its sentence.
    fn is_put_off(&self, date: &DateMention) -> bool {
        let first = self.tokens.partition_point(|token| token.span.start < date.span.start);
        let last = self.tokens.partition_point(|token| token.span.end <= date.span.end);
        let ahead = |at: &usize| self.lexicon.words.future.contains(&self.tokens[*at].lower);
        let near = |at: &usize| !matches!(self.tokens[*at].lower.as_str(), "." | "!" | "?");
        let mut before = (first.saturating_sub(AHEAD)..first).rev().take_while(near);
        let mut after = (last..self.tokens.len().min(last + AHEAD)).take_while(near);
        before.any(|at| ahead(&at)) || after.any(|at| ahead(&at))
    }
}
