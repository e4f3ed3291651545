//! When an act happened that is told as before, after or beside another one.
//!
//! "A day after police opened fire" is the day before that of the main clause; "in another attack" goes on with the day of
//! the attack before; what came later than a deed of the day of publication is of that day too.

use super::Coder;
use super::occasion::is_undated;
use crate::facts::{Report, Span, When};
use crate::reading::dates::Gap;
use crate::reading::sentences::Sentence;
use jiff::civil::Date;

/// Within how many tokens from its beginning a sentence says that it tells of another deed of the kind.
const ANOTHER: usize = 4;
/// How far (in bytes) into a sentence words are that open it.
const OPENING: usize = 12;
/// How many tokens around a word say that it came later.
const LATER: usize = 3;

impl Coder<'_> {
    /// Dates what "two days after" and "a week before" tell, from the day of the deed they belong to.
    pub(super) fn date_by_gaps(&self, reports: &mut [Report], sentences: &[Sentence]) {
        for gap in self.gaps {
            let Some(sentence) = sentences.iter().find(|sentence| sentence.span.contains(&gap.span)) else { continue };
            let clause = self.clause_after(gap, sentence);
            let Some(day) = self.day_beside(gap, clause, reports, sentence) else { continue };
            let Some((begin, end, precision)) = gap.from(day) else { continue };
            let told_in = |report: &&mut Report| clause.contains(&report.trigger) && !self.has_own_date(report, clause);
            for report in reports.iter_mut().filter(told_in) {
                let date = report.when.as_ref().and_then(|when| when.date);
                report.when = Some(When { begin, end, precision: Some(precision), date });
            }
        }
    }

    /// What the words of a gap open: up to a comma, if they open the sentence.
    fn clause_after(&self, gap: &Gap, sentence: &Sentence) -> Span {
        let opens = gap.span.start - sentence.span.start < OPENING;
        let rest = sentence.tokens.clone().map(|at| &self.tokens[at]).filter(|token| token.span.start >= gap.span.end);
        let comma = rest.clone().find(|token| token.is(",")).filter(|_| opens);
        Span { start: gap.span.end, end: comma.map_or(sentence.span.end, |comma| comma.span.start) }
    }

    fn has_own_date(&self, report: &Report, clause: Span) -> bool {
        report.when.as_ref().and_then(|when| when.date).is_some_and(|date| clause.contains(&self.dates[date].span))
    }

    /// The day of the deed that a gap is reckoned from: a date of its sentence outside the clause, else that of a report there.
    fn day_beside(&self, gap: &Gap, clause: Span, reports: &[Report], sentence: &Sentence) -> Option<Date> {
        let outside = |span: &Span| sentence.span.contains(span) && !clause.contains(span) && !span.overlaps(&gap.span);
        let dates = self.dates.iter().filter(|date| outside(&date.span) && date.begin == date.end);
        let nearest = dates.min_by_key(|date| date.span.start.abs_diff(gap.span.start)).map(|date| date.begin);
        let told = || {
            let beside = reports.iter().filter(|report| outside(&report.trigger));
            let days = beside.filter(|report| !is_undated(report)).filter_map(|report| report.when.as_ref());
            days.filter(|when| when.begin == when.end).map(|when| when.begin).next_back()
        };
        nearest.or_else(told)
    }

    /// Dates what is told as one more of a kind, or as having come later than a deed of today.
    pub(super) fn date_by_series(&self, reports: &mut [Report], sentences: &[Sentence]) {
        for i in 1..reports.len() {
            let (told, rest) = reports.split_at_mut(i);
            let report = &mut rest[0];
            let Some(sentence) = sentences.iter().find(|sentence| sentence.span == report.sentences[0]) else {
                continue;
            };
            if !is_undated(report) {
                continue;
            }
            let before = |other: &&Report| other.sentences[0].start < sentence.span.start;
            let last = told.iter().rfind(before);
            let alike = |other: &&Report| other.event_type == report.event_type && before(other);
            let earlier = told.iter().rfind(alike).filter(|_| self.is_another(sentence));
            let same_day = last.filter(|last| self.is_later(report, sentence) && self.is_today(last));
            if let Some(other) = earlier.or(same_day).filter(|other| !is_undated(other)) {
                report.when.clone_from(&other.when);
            }
        }
    }

    /// Whether a sentence begins as one that tells of another deed of a kind ("In another attack").
    fn is_another(&self, sentence: &Sentence) -> bool {
        let words = &self.lexicon.words;
        let mut opening = sentence.tokens.clone().take(ANOTHER).map(|at| self.tokens[at].lower.as_str());
        opening.next().is_some_and(|first| words.within.contains(first))
            && opening.any(|word| words.further.contains(word))
    }

    /// Whether a word beside that of the deed says that it came after what was told before it.
    fn is_later(&self, report: &Report, sentence: &Sentence) -> bool {
        let near = sentence.tokens.clone().filter(|at| report.trigger.contains(&self.tokens[*at].span));
        let (Some(first), Some(last)) = (near.clone().next(), near.last()) else { return false };
        let from = first.saturating_sub(LATER).max(sentence.tokens.start);
        let to = (last + LATER + 1).min(sentence.tokens.end);
        (from..to).any(|at| self.lexicon.words.afterwards.contains(&self.tokens[at].lower))
    }

    fn is_today(&self, report: &Report) -> bool {
        let day = report.when.as_ref().filter(|when| when.date.is_some() && when.begin == when.end);
        day.is_some_and(|when| Some(when.begin) == self.day)
    }
}
