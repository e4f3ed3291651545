//! Says why a sentence with a verb that signals an event tells none: what a person checks who wonders where an event is.
//!
//! Looked at from outside, after the coding: the coder need not remember what it passed over.

use super::{Clause, Coder};
use crate::facts::{Note, Report, Span};
use crate::lexicon::{Form, Pattern, SlotRole};
use crate::reading::phrases::Phrase;
use crate::reading::sentences::{Sentence, is_quoted};
use rustc_hash::FxHashSet;

/// How many tokens before a verb the words reach that make it no deed.
const REACH: usize = 8;

impl Coder<'_> {
    /// A note on the first verb that signals an event in a sentence from which no report was made.
    #[must_use]
    pub fn uncoded(&self, sentence: &Sentence, phrases: &[Phrase], reports: &[Report]) -> Option<Note> {
        if !reports.is_empty() {
            return None;
        }
        let free = |at: &usize| !phrases.iter().any(|phrase| phrase.tokens.contains(at));
        sentence.tokens.clone().filter(free).find_map(|at| {
            let mut clause = self.clause(sentence, phrases, at, at);
            let (pattern, end) = self.signal_at(&clause)?;
            clause.end = end;
            let span = Span { start: self.tokens[at].span.start, end: self.tokens[end].span.end };
            let word = &self.tokens[at].lower;
            let message = format!("`{word}` signals {}: {}", pattern.event_type, self.lacking(pattern, &clause));
            Some(Note { span, kind: "uncoded", message })
        })
    }

    /// The pattern with the most words that a verb signals, and the last of its words.
    fn signal_at(&self, clause: &Clause) -> Option<(&Pattern, usize)> {
        let of = self.lexicon.patterns.of(&self.tokens[clause.at].lower);
        let verbs = of.iter().filter(|(_, form)| *form != Form::Noun);
        let whole = verbs.filter_map(|(i, form)| {
            let pattern = &self.lexicon.patterns.all[*i];
            Some((pattern, clause.needs(pattern, *form)?.end))
        });
        whole.max_by_key(|(pattern, _)| pattern.needs.len())
    }

    fn lacking(&self, pattern: &Pattern, clause: &Clause) -> String {
        let words = &self.lexicon.words;
        let from = clause.at.saturating_sub(REACH).max(clause.sentence.tokens.start);
        let near = |set: &FxHashSet<String>| (from..clause.at).any(|at| set.contains(&self.tokens[at].lower));
        let acts = |phrase: &Phrase| self.entities[phrase.entity].kind.can_act();
        let why = if !clause.phrases.iter().any(acts) {
            "nobody is named who could have done it"
        } else if near(&words.demand) {
            "it is only asked for"
        } else if near(&words.negation) {
            "it is told as not done"
        } else if near(&words.conditional) {
            "it is only possible"
        } else if is_quoted(self.tokens, clause.sentence, clause.at) {
            "it stands in a quotation"
        } else {
            let roles: Vec<&str> = pattern.required.iter().map(|role| name(*role)).collect();
            let roles = if roles.is_empty() { "actor".to_owned() } else { roles.join(" or ") };
            return format!("the pattern `{}` finds no {roles} where it looks", pattern.name);
        };
        why.to_owned()
    }
}

fn name(role: SlotRole) -> &'static str {
    match role {
        SlotRole::Actor => "actor",
        SlotRole::Recipient => "recipient",
        SlotRole::Mediator => "mediator",
        SlotRole::Host => "host",
        SlotRole::Place => "place",
    }
}
