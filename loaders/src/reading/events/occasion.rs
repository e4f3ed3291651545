//! When an act happened that its own sentence does not date.
//!
//! Who speaks on a day, at a press conference or in court, says on that day what the article tells of him next; and what
//! an article of today tells of today's deed can only be of today.

use super::Coder;
use crate::facts::{DateMention, Participant, Report, Span};
use crate::lexicon::SlotRole;
use crate::reading::phrases::Phrase;
use crate::reading::sentences::Sentence;
use crate::reading::tokens::Token;
use jiff::civil::Date;
use ontology::entity::Kind;

/// Days before publication within which an occasion is news.
const RECENT: i64 = 7;

/// How many tokens a date may stand after the word that names who relays a report.
const RELAY: usize = 8;

/// Days before publication within which a date tells of an act beyond a clause border.
const MONTH: i64 = 31;

/// How many sentences before "the incident happened" the deed may be told.
const BEFORE: usize = 2;

/// Somebody who spoke or acted on a day.
#[derive(Clone)]
struct Occasion {
    /// Who.
    entity: usize,
    /// Where it is told.
    sentence: Span,
    /// The day: index of the date.
    date: usize,
    /// Where, if the sentence says so.
    place: Option<usize>,
}

/// Whether no date of the text tells when it was, and it is not still to come.
pub(super) fn is_undated(report: &Report) -> bool {
    report.when.as_ref().is_some_and(|when| when.date.is_none())
}

impl Coder<'_> {
    /// Dates the reports whose own clauses don't: by what their speakers did and said, by the rest of their sentences, by the news.
    pub fn date_by_occasion(&self, reports: &mut [Report], sentences: &[Sentence], phrases: &[Vec<Phrase>]) {
        let spoken: Vec<Occasion> =
            sentences.iter().zip(phrases).filter_map(|(sentence, phrases)| self.spoke(sentence, phrases)).collect();
        self.complete_by_occurrence(reports, sentences, phrases);
        self.date_speech(reports, &spoken);
        for report in reports.iter_mut().filter(|report| is_undated(report)) {
            let sentence = sentences.iter().find(|sentence| sentence.span == report.sentences[0]);
            if let Some(date) = sentence.and_then(|sentence| self.beside(report, sentence)) {
                report.when = Some(self.on(date));
            }
        }
        self.date_by_gaps(reports, sentences);
        self.date_by_series(reports, sentences);
        self.date_speech(reports, &spoken);
        self.date_by_news(reports, &spoken);
    }

    /// "The incident happened in Oslo on Friday" tells when and where the deed was that was told right before.
    fn complete_by_occurrence(&self, reports: &mut [Report], sentences: &[Sentence], phrases: &[Vec<Phrase>]) {
        let occurs = |at: usize| self.lexicon.words.occurrence.contains(&self.tokens[at].lower);
        for (i, sentence) in sentences.iter().enumerate().filter(|(_, s)| s.tokens.clone().any(occurs)) {
            let told = |sentence: &&Sentence| !sentence.tokens.clone().any(|at| self.is_mark_of_speech(at));
            let from = sentences[..i].iter().rev().filter(told).take(BEFORE).last().map_or(0, |s| s.span.start);
            if reports.iter().any(|report| report.sentences[0] == sentence.span) {
                continue;
            }
            let date = (0..self.dates.len()).find(|date| sentence.span.contains(&self.dates[*date].span));
            let place = phrases[i].iter().find(|phrase| self.is_where(phrase)).map(|phrase| phrase.entity);
            let before = |report: &&mut Report| {
                (from..sentence.span.start).contains(&report.sentences[0].start)
                    && !self.reference.speech.contains(report.event_type)
            };
            for report in reports.iter_mut().filter(before) {
                if let Some(date) = date.filter(|_| is_undated(report)) {
                    report.when = Some(self.on(date));
                }
                if report.places.is_empty() {
                    report.places.extend(place);
                }
            }
        }
    }

    fn is_mark_of_speech(&self, at: usize) -> bool {
        matches!(self.tokens[at].lower.as_str(), "\"" | "“" | "”")
    }

    /// Whether a phrase names a place that nothing comes from or goes to.
    fn is_where(&self, phrase: &Phrase) -> bool {
        let words = &self.lexicon.words;
        let there = phrase.preposition.as_ref().is_none_or(|word| words.within.contains(word));
        there && self.entities[phrase.entity].kind == Kind::Place
    }

    /// Gives acts of speaking the day on which their speaker spoke or acted.
    fn date_speech(&self, reports: &mut [Report], spoken: &[Occasion]) {
        let mut occasions: Vec<Occasion> = reports.iter().flat_map(|report| self.acted(report)).collect();
        occasions.extend_from_slice(spoken);
        occasions.sort_by_key(|occasion| occasion.sentence.start);
        for report in reports.iter_mut().filter(|report| is_undated(report)) {
            let speech = self.reference.speech.contains(report.event_type);
            if let Some(occasion) = Self::occasion_of(report, &occasions).filter(|_| speech) {
                report.when = Some(self.on(occasion.date));
                if report.places.is_empty() {
                    report.places.extend(occasion.place);
                }
            }
        }
    }

    /// What is said in an article about today's deed was not said before it.
    fn date_by_news(&self, reports: &mut [Report], spoken: &[Occasion]) {
        let told = reports.iter().filter_map(|report| Some((report.sentences[0].start, self.recent(report)?)));
        let said = spoken.iter().map(|occasion| (occasion.sentence.start, occasion.date));
        let Some(news) = told.chain(said).min().map(|(_, date)| &self.dates[date]) else { return };
        let speech = |report: &&mut Report| is_undated(report) && self.reference.speech.contains(report.event_type);
        for when in reports.iter_mut().filter(speech).filter_map(|report| report.when.as_mut()) {
            when.begin = when.begin.max(news.begin.min(when.end));
            when.precision = (when.begin == when.end).then_some(news.precision);
        }
    }

    /// "the strike that hit the port on Friday": the day in the sentence, though a clause of the same time parts the two.
    fn beside(&self, report: &Report, sentence: &Sentence) -> Option<usize> {
        let words = &self.lexicon.words;
        let apart = |date: &DateMention| {
            let (from, to) = (report.trigger.end.min(date.span.end), report.trigger.start.max(date.span.start));
            let between = sentence.tokens.clone().map(|at| &self.tokens[at]);
            let mut between = between.filter(|token| from <= token.span.start && token.span.end <= to);
            between.any(|token| {
                words.reporting.contains(&token.lower)
                    || (words.clause.contains(&token.lower) && !words.meanwhile.contains(&token.lower))
                    || self.describes_other(token, report)
            })
        };
        let fits = |(i, date): &(usize, &DateMention)| {
            sentence.span.contains(&date.span)
                && !apart(date)
                && !self.is_of_relay(sentence, date)
                && self.is_recent(*i, MONTH)
        };
        // What tells the day stands after what it is told of more often than before.
        let near = |(_, date): &(usize, &DateMention)| {
            (date.span.start < report.trigger.start, date.span.start.abs_diff(report.trigger.start))
        };
        self.dates.iter().enumerate().filter(fits).min_by_key(near).map(|(i, _)| i)
    }

    /// "probed the blast that hit the port the day before": what opens with "that" dates the noun right before it alone.
    fn describes_other(&self, token: &Token, report: &Report) -> bool {
        let words = &self.lexicon.words;
        let at = self.tokens.partition_point(|other| other.span.start < token.span.start);
        let head = at.checked_sub(1).is_some_and(|at| self.tokens[at].span.end == report.trigger.end);
        let opens = words.complement.contains(&token.lower) && words.determiners.contains(&token.lower);
        opens && token.span.start > report.trigger.start && !head
    }

    fn occasion_of<'a>(report: &Report, occasions: &'a [Occasion]) -> Option<&'a Occasion> {
        let speaks = |occasion: &&Occasion| {
            report.attributed_to == Some(occasion.entity)
                || report.participants.iter().any(|p| p.role == SlotRole::Actor && p.entity == occasion.entity)
        };
        let start = report.sentences[0].start;
        let before = occasions.iter().rfind(|occasion| speaks(occasion) && occasion.sentence.start <= start);
        before.or_else(|| occasions.iter().find(speaks))
    }

    /// Those who did something on a day that is told.
    fn acted(&self, report: &Report) -> Vec<Occasion> {
        let Some(date) = self.recent(report) else { return Vec::new() };
        // States do many things on one day.
        let one = |p: &&Participant| p.role == SlotRole::Actor && !self.entities[p.entity].kind.is_place();
        let (sentence, place) = (report.sentences[0], report.places.first().copied());
        let doers = report.participants.iter().filter(one);
        doers.map(|doer| Occasion { entity: doer.entity, sentence, date, place }).collect()
    }

    /// Who said something, or did anything, on a day that is told.
    fn spoke(&self, sentence: &Sentence, phrases: &[Phrase]) -> Option<Occasion> {
        let words = &self.lexicon.words;
        let named = |at: usize| phrases.iter().any(|phrase| phrase.tokens.contains(&at));
        let saying =
            sentence.tokens.clone().find(|at| words.reporting.contains(&self.tokens[*at].lower) && !named(*at));
        let able = |phrase: &&Phrase| phrase.preposition.is_none() && self.entities[phrase.entity].kind.can_act();
        let quoted = |phrase: &Phrase, saying: usize| (phrase.tokens.end..saying).any(|at| self.is_mark_of_speech(at));
        let near = |phrase: &&Phrase| {
            saying.is_some_and(|saying| {
                phrase.tokens.end + 4 >= saying && phrase.tokens.start <= saying + 4 && !quoted(phrase, saying)
            })
        };
        let person = |phrase: &&Phrase| self.entities[phrase.entity].kind == Kind::Person;
        let able = |phrase: &&Phrase| able(phrase) && !self.entities[phrase.entity].kind.is_place();
        let speaker = phrases.iter().filter(able).find(near).or_else(|| phrases.iter().filter(able).find(person))?;
        let point = saying.map_or(speaker.span.start, |at| self.tokens[at].span.start);
        let inside = self
            .dates
            .iter()
            .enumerate()
            .filter(|(_, date)| sentence.span.contains(&date.span) && !self.is_of_relay(sentence, date));
        let (date, _) = inside
            .min_by_key(|(_, date)| date.span.start.abs_diff(point))
            .filter(|(i, _)| self.is_recent(*i, RECENT))?;
        let place = phrases.iter().find_map(|phrase| self.located(phrase));
        Some(Occasion { entity: speaker.entity, sentence: sentence.span, date, place })
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
