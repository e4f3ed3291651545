//! A caption tells one moment: what one of its sentences says of day and place holds for the others.

use super::Coder;
use crate::facts::{Report, When};
use crate::reading::phrases::Phrase;
use crate::reading::sentences::Sentence;

impl Coder<'_> {
    /// Gives the reports of a caption's sentences the day and the place that its other sentences tell.
    pub fn complete_caption(&self, reports: &mut [Report], sentences: &[(&Sentence, &[Phrase])]) {
        let told = |span: &crate::facts::Span| sentences.iter().any(|(sentence, _)| sentence.span.contains(span));
        let date = self.dates.iter().position(|date| told(&date.span));
        let places: Vec<usize> = sentences
            .iter()
            .flat_map(|(_, phrases)| phrases.iter())
            .filter_map(|phrase| self.located(phrase))
            .collect();
        for report in reports {
            let open = report.when.as_ref().is_none_or(|when| when.date.is_none());
            if let Some(date) = date.filter(|_| open) {
                let found = &self.dates[date];
                report.when = Some(When {
                    begin: found.begin,
                    end: found.end,
                    precision: Some(found.precision),
                    date: Some(date),
                });
            }
            if report.places.is_empty() {
                report.places.extend(places.first());
            }
        }
    }

    /// The place that a phrase says something happened at.
    pub(super) fn located(&self, phrase: &Phrase) -> Option<usize> {
        let there = phrase.preposition.as_ref().is_some_and(|word| self.lexicon.words.within.contains(word));
        (there && self.entities[phrase.entity].kind.is_place()).then_some(phrase.entity)
    }
}
