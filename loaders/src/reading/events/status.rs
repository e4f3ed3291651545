//! Whether a deed is told as done, denied, still to come or only claimed, and by whom.

use super::{Clause, Coder};
use crate::facts::{Factuality, Participant};
use crate::lexicon::{Pattern, SlotRole};
use crate::reading::phrases::Phrase;
use crate::reading::sentences::is_quoted;

/// How many tokens before the word a negation or a future reaches.
const REACH: usize = 4;
/// How many tokens before the word a condition reaches.
const CONDITION: usize = 7;
/// How many tokens before the word a demand reaches.
const DEMAND: usize = 10;

impl Coder<'_> {
    /// The status and who claims it; `None` if the deed is only asked for, which is no event.
    pub(super) fn status(
        &self,
        pattern: &Pattern,
        clause: &Clause,
        participants: &[Participant],
    ) -> Option<(Factuality, Option<usize>)> {
        let words = &self.lexicon.words;
        let start = clause.sentence.tokens.start;
        let near = |reach: usize, set: &rustc_hash::FxHashSet<String>| {
            let from = clause.at.saturating_sub(reach).max(start);
            (from..clause.at).any(|at| set.contains(&self.tokens[at].lower))
        };
        if near(DEMAND, &words.demand) || clause.is_content(&|code| self.reference.content.contains(code)) {
            return None;
        }
        let speaker = self.speaker(clause);
        let states = self.saying(clause).is_some_and(|at| {
            clause.sentence.tokens.contains(&(at + 1)) && words.clause.contains(&self.tokens[at + 1].lower)
        });
        let speaks = speaker
            .is_some_and(|speaker| participants.iter().any(|p| p.role == SlotRole::Actor && p.entity == speaker));
        let speech = self.reference.speech.contains(pattern.event_type);
        let factuality = if near(REACH, &words.negation) {
            Factuality::Denied
        } else if near(CONDITION, &words.conditional) {
            Factuality::Hypothetical
        } else if near(REACH, &words.future) || clause.is_planned() {
            Factuality::Predicted
        } else if (speaker.is_some() && !(speaks && (speech || !states)))
            || near(REACH, &words.alleged)
            || is_quoted(self.tokens, clause.sentence, clause.at)
        {
            Factuality::Claimed
        } else {
            Factuality::Asserted
        };
        let attributed = matches!(factuality, Factuality::Claimed | Factuality::Denied).then_some(speaker).flatten();
        Some((factuality, attributed))
    }

    /// Who says what the clause tells: the phrase beside a verb of saying in the sentence.
    pub(super) fn speaker(&self, clause: &Clause) -> Option<usize> {
        let saying = self.saying(clause)?;
        let able = |phrase: &&Phrase| phrase.preposition.is_none() && self.entities[phrase.entity].kind.can_act();
        let after = || {
            clause
                .phrases
                .iter()
                .filter(able)
                .find(|phrase| phrase.tokens.start > saying && phrase.tokens.start <= saying + 2)
        };
        let before = || {
            clause
                .phrases
                .iter()
                .filter(able)
                .rfind(|phrase| phrase.tokens.end <= saying && saying <= phrase.tokens.end + 4)
        };
        // "…," said X closes what was said; "X said …" opens it.
        let closes =
            saying > clause.sentence.tokens.start && matches!(self.tokens[saying - 1].lower.as_str(), "," | "\"" | "”");
        let speaker = if saying > clause.at && closes { after().or_else(before) } else { before().or_else(after) };
        speaker.map(|phrase| phrase.entity)
    }

    /// The verb of saying that the clause depends on, if there is one.
    fn saying(&self, clause: &Clause) -> Option<usize> {
        let words = &self.lexicon.words;
        let saying = clause.sentence.tokens.clone().find(|at| words.reporting.contains(&self.tokens[*at].lower))?;
        // "attacked minutes after he told …" is not what he told.
        let apart = saying > clause.at && clause.parted(self.tokens[saying].span);
        (!apart).then_some(saying)
    }
}
