//! Whose deed it is where its own sentence does not say: the authority that handles the case, the crowd that is spoken of.

use super::Coder;
use crate::facts::{Participant, Report};
use crate::lexicon::SlotRole;
use crate::reading::phrases::Phrase;
use crate::reading::sentences::Sentence;

/// How many sentences away a crowd may be named.
const NEAR: usize = 3;

impl Coder<'_> {
    /// Gives deeds without a doer the one that the article names elsewhere.
    pub fn find_doers(&self, reports: &mut [Report], sentences: &[Sentence], phrases: &[Vec<Phrase>]) {
        let known = reports.to_vec();
        for report in reports.iter_mut().filter(|report| !report.participants.iter().any(is_actor)) {
            let doer = authority(report, &known).or_else(|| self.crowd(report, sentences, phrases));
            report.participants.extend(doer);
            report.participants.sort_by_key(|p| (p.role, p.span.map(|span| span.start)));
        }
    }

    /// Those who demonstrate are the people of some trade or town that are named nearest.
    fn crowd(&self, report: &Report, sentences: &[Sentence], phrases: &[Vec<Phrase>]) -> Option<Participant> {
        let sectors = self.reference.crowds.get(report.event_type)?;
        let here = sentences.iter().position(|sentence| sentence.span == report.sentences[0])?;
        let from = here.saturating_sub(NEAR);
        let around = (from..(here + NEAR + 1).min(sentences.len()))
            .flat_map(|i| phrases[i].iter().map(move |phrase| (i, phrase)));
        let fits = |(_, phrase): &(usize, &Phrase)| {
            let sector = self.entities[phrase.entity].sector.as_deref();
            sector.is_some_and(|sector| sectors.split('|').any(|one| one == sector))
        };
        let (_, found) = around.filter(fits).min_by_key(|(i, phrase)| (i.abs_diff(here), phrase.tokens.start))?;
        Some(Participant { role: SlotRole::Actor, entity: found.entity, span: Some(found.span), tenure: None })
    }
}

fn is_actor(participant: &Participant) -> bool {
    participant.role == SlotRole::Actor
}

/// Of the reports in which the law deals with the same one, the only body that does.
fn authority(report: &Report, known: &[Report]) -> Option<Participant> {
    let legal = |report: &Report| report.contexts.contains(&LEGAL);
    let on = |report: &Report| -> Vec<usize> {
        report.participants.iter().filter(|p| p.role == SlotRole::Recipient).map(|p| p.entity).collect()
    };
    let whom = on(report);
    let same = known.iter().filter(|other| legal(report) && legal(other) && !whom.is_empty() && on(other) == whom);
    let mut doers = same.flat_map(|other| other.participants.iter().filter(|p| is_actor(p)));
    let first = doers.next()?;
    doers.all(|other| other.entity == first.entity).then(|| first.clone())
}

/// The PLOVER context of what courts and police do.
const LEGAL: &str = "legal";
