//! How sure a report is: the signs that its sentence gives, weighed by `reference/confidence.tsv`.
//!
//! Here stands only which signs there are; what each is worth is data, set by
//! hand: no gold that we may only measure by has taught it (`docs/confidence.md` has the curve).

use super::{Clause, Coder};
use crate::facts::{Factuality, Participant};
use crate::lexicon::{Form, Pattern, SlotRole};
use crate::reading::sentences::is_quoted;

/// How many tokens before the word a mark of an earlier past reaches.
const ANTERIOR: usize = 4;

impl Coder<'_> {
    /// The signs for and against a report, but for its place among the others of the sentence.
    pub(super) fn signs(
        &self,
        pattern: &Pattern,
        form: Form,
        clause: &Clause,
        participants: &[Participant],
        factuality: Factuality,
    ) -> Vec<&'static str> {
        let words = &self.lexicon.words;
        let of = |role| participants.iter().filter(move |p: &&Participant| p.role == role);
        let beside = of(SlotRole::Actor).any(|p| clause.names_beside(p));
        let inside = clause.is_described();
        let signs = [
            ("noun", form == Form::Noun),
            ("passive", form == Form::Passive),
            ("actor", of(SlotRole::Actor).next().is_some()),
            ("actor beside", beside),
            ("recipient", of(SlotRole::Recipient).next().is_some()),
            ("needed words", !pattern.needs.is_empty()),
            ("quoted", is_quoted(self.tokens, clause.sentence, clause.at)),
            ("described", inside),
            ("before", clause.near(ANTERIOR, &words.anterior).is_some()),
            ("subordinate", !inside && clause.is_subordinate()),
            ("claimed", factuality == Factuality::Claimed),
            ("to come", factuality == Factuality::Predicted),
        ];
        signs.into_iter().filter(|(_, holds)| *holds).map(|(sign, _)| sign).collect()
    }
}

impl Clause<'_> {
    /// Whether a participant is named right before the word.
    fn names_beside(&self, participant: &Participant) -> bool {
        let named = |span| self.phrases.iter().find(|phrase| phrase.span == span);
        participant
            .span
            .and_then(named)
            .is_some_and(|phrase| phrase.tokens.end <= self.at && self.adjoins_phrase(phrase))
    }

    /// Whether the word only says of whom or what something else is told ("the man who had …", "the men jailed in May").
    fn is_described(&self) -> bool {
        let words = &self.lexicon.words;
        let border = |at: &usize| self.lower(*at) == "," || words.clause.contains(self.lower(*at));
        let from = (self.sentence.tokens.start..self.at).rev().find(border).unwrap_or(self.sentence.tokens.start);
        (from..self.at).any(|at| words.relative.contains(self.lower(at)))
    }

    /// Whether a clause word opens the clause of the word.
    fn is_subordinate(&self) -> bool {
        let words = &self.lexicon.words;
        let comma = (self.sentence.tokens.start..self.at).rev().find(|at| self.lower(*at) == ",");
        let from = comma.unwrap_or(self.sentence.tokens.start);
        (from..self.at).any(|at| words.clause.contains(self.lower(at)) && !words.complement.contains(self.lower(at)))
    }
}
