//! When an act happened that its own sentence does not date.
//!
//! Who speaks on a day, at a press conference or in court, says on that day what the article tells of him next; and what
//! an article of today tells of today's deed can only be of today.

use super::Coder;
use crate::facts::{DateMention, Report, Span, When};
use crate::lexicon::SlotRole;
use crate::reading::phrases::Phrase;
use crate::reading::sentences::Sentence;
use jiff::civil::Date;

/// Days before publication within which an occasion is news.
const RECENT: i64 = 7;

/// How many tokens a date may stand after the word that names who relays a report.
const RELAY: usize = 8;

/// Somebody who spoke or acted on a day.
struct Occasion {
    /// Who.
    entity: usize,
    /// Where it is told.
    sentence: Span,
    /// The day: index of the date.
    date: usize,
}

impl Coder<'_> {
    /// Gives acts of speaking that no date is told with the day on which their speaker spoke.
    pub fn date_by_occasion(&self, reports: &mut [Report], sentences: &[Sentence], phrases: &[Vec<Phrase>]) {
        let mut occasions: Vec<Occasion> = reports.iter().flat_map(|report| self.acted(report)).collect();
        occasions.extend(sentences.iter().zip(phrases).filter_map(|(sentence, phrases)| self.spoke(sentence, phrases)));
        occasions.sort_by_key(|occasion| occasion.sentence.start);
        let news = reports.iter().find_map(|report| self.recent(report));
        for report in reports.iter_mut().filter(|report| report.when.as_ref().is_some_and(|when| when.date.is_none())) {
            let speech = self.reference.speech.contains(report.event_type);
            let date = if speech { self.occasion_of(report, &occasions) } else { None };
            if let Some(date) = date {
                let found = &self.dates[date];
                let (begin, end, precision) = (found.begin, found.end, Some(found.precision));
                report.when = Some(When { begin, end, precision, date: Some(date) });
            } else if let (Some(when), Some(news)) = (&mut report.when, news.filter(|_| speech)) {
                when.begin = when.begin.max(self.dates[news].begin.min(when.end));
                when.precision = (when.begin == when.end).then_some(self.dates[news].precision);
            }
        }
    }

    fn occasion_of(&self, report: &Report, occasions: &[Occasion]) -> Option<usize> {
        let speaks = |occasion: &&Occasion| {
            report.attributed_to == Some(occasion.entity)
                || report.participants.iter().any(|p| p.role == SlotRole::Actor && p.entity == occasion.entity)
        };
        let start = report.sentences[0].start;
        let before = occasions.iter().rfind(|occasion| speaks(occasion) && occasion.sentence.start <= start);
        before.or_else(|| occasions.iter().find(speaks)).map(|occasion| occasion.date)
    }

    /// Those who did something on a day that is told.
    fn acted(&self, report: &Report) -> Vec<Occasion> {
        let Some(date) = self.recent(report) else { return Vec::new() };
        let doers = report.participants.iter().filter(|p| p.role == SlotRole::Actor);
        doers.map(|doer| Occasion { entity: doer.entity, sentence: report.sentences[0], date }).collect()
    }

    /// Who said something on a day that is told.
    fn spoke(&self, sentence: &Sentence, phrases: &[Phrase]) -> Option<Occasion> {
        let words = &self.lexicon.words;
        let saying = sentence.tokens.clone().find(|at| words.reporting.contains(&self.tokens[*at].lower))?;
        let able = |phrase: &&Phrase| phrase.preposition.is_none() && self.entities[phrase.entity].kind.can_act();
        let near = |phrase: &&Phrase| phrase.tokens.end + 4 >= saying && phrase.tokens.start <= saying + 4;
        let speaker = phrases.iter().filter(able).find(near)?;
        let day = self.tokens[saying].span.start;
        let inside = self
            .dates
            .iter()
            .enumerate()
            .filter(|(_, date)| sentence.span.contains(&date.span) && !self.is_of_relay(sentence, date));
        let (date, _) =
            inside.min_by_key(|(_, date)| date.span.start.abs_diff(day)).filter(|(i, _)| self.is_recent(*i, RECENT))?;
        Some(Occasion { entity: speaker.entity, sentence: sentence.span, date })
    }

    /// "as quoted by Reuters on Thursday" dates a report, not what it tells.
    pub(super) fn is_of_relay(&self, sentence: &Sentence, date: &DateMention) -> bool {
        let before = sentence.tokens.clone().rev().filter(|at| self.tokens[*at].span.end <= date.span.start);
        before.take(RELAY).any(|at| self.lexicon.words.relaying.contains(&self.tokens[at].lower))
    }

    fn recent(&self, report: &Report) -> Option<usize> {
        report.when.as_ref()?.date.filter(|date| self.is_recent(*date, RECENT))
    }

    /// Whether a date is one day, at most so many days before publication.
    pub(super) fn is_recent(&self, date: usize, days: i64) -> bool {
        let date = &self.dates[date];
        let news = |day: Date| {
            let first = day.checked_sub(jiff::Span::new().days(days)).ok();
            first.is_some_and(|first| first <= date.begin && date.end <= day)
        };
        date.begin == date.end && self.day.is_some_and(news)
    }
}
