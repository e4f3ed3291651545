//! What somebody promises, demands, refuses or aims at is no event of its own: it only says more of the act that holds it.

use super::{Clause, Coder};
use crate::facts::{Participant, Report};
use crate::lexicon::{Form, SlotRole};
use crate::reading::phrases::Phrase;
use ontology::entity::Kind;
use std::ops::Range;

/// An act that a sentence tells, with the words that signal it.
pub(super) struct Told {
    /// The act.
    pub report: Report,
    /// The tokens that signal it.
    pub words: Range<usize>,
    /// The form of its first word.
    pub form: Form,
    /// Whether it tells only what somebody means to do.
    pub aim: bool,
    /// Whether its frame has a place for whom it is aimed at.
    pub aimed: bool,
    /// Whether what it is aimed at is its subject.
    pub subject: bool,
}

/// How many tokens before a word a habit is told.
const HABIT: usize = 4;
/// How many tokens before the word a demand reaches.
const DEMAND: usize = 10;
/// How far what is promised or demanded may stand from the verb that promises or demands it.
const CONTENT: usize = 6;

impl Coder<'_> {
    /// Whether an act is what another, told before it in the sentence, asks for, promises or refuses.
    pub(super) fn holds(&self, outer: &Told, inner: &Told, clause: &Clause) -> bool {
        let presupposed = inner.form == Form::Noun && self.reference.announced.contains_key(inner.report.event_type);
        // What somebody is accused of doing is no more than the accusation; "condemned the attack" has the attack, too.
        let alleged = self.reference.alleging.get(outer.report.event_type);
        let alleged = inner.form != Form::Noun && alleged.is_some_and(|mode| outer.report.modes.contains(mode));
        (self.reference.content.contains(outer.report.event_type) || alleged)
            && !self.lexicon.words.denial.contains(&self.tokens[outer.words.start].lower)
            && !presupposed
            && clause.governs(outer.words.end, inner.words.start, inner.form)
    }

    /// Whether somebody only asks for the deed, in words that signal no event themselves ("must", "harus").
    pub(super) fn is_asked_for(&self, clause: &Clause, form: Form) -> bool {
        let words = &self.lexicon.words;
        let asked = clause.near(DEMAND, &words.demand).is_some_and(|at| clause.governs(at + 1, clause.at, form));
        asked || clause.is_content(&|code| self.reference.content.contains(code))
    }

    /// Whether the deed is told as a habit, which is no event.
    pub(super) fn is_habit(&self, clause: &Clause) -> bool {
        clause.near(HABIT, &self.lexicon.words.habit).is_some()
    }

    /// "marched, demanding that the king resign": what a crowd asks for or is against is what it demonstrates for.
    pub(super) fn is_cause_of(&self, cause: &Told, protest: &Told) -> bool {
        let event_type = cause.report.event_type;
        self.reference.crowds.contains_key(protest.report.event_type)
            && self.reference.speech.contains(event_type)
            && !self.reference.declined.contains_key(event_type)
            && doers(&cause.report) == doers(&protest.report)
    }

    /// What people who demonstrate ask for or are against, they demonstrate for.
    pub(super) fn march(&self, report: &mut Report) {
        let Some(rule) = self.reference.marched.get(report.event_type) else { return };
        let marches = |entity: usize| {
            let mut words = self.entities[entity].labels[0].split(' ');
            words.any(|word| self.lexicon.words.demonstrators.contains(word))
        };
        let doers = doers(report);
        if let Some((event_type, mode)) =
            rule.split_once('/').filter(|_| !doers.is_empty() && doers.into_iter().all(marches))
        {
            report.event_type = event_type;
            report.modes = vec![mode];
        }
    }

    /// An aim says more of what is done for it ("flew to Paris to meet Macron"); alone it is all there is.
    pub(super) fn without_aims(&self, told: Vec<Told>) -> Vec<Report> {
        let (aims, mut done): (Vec<Told>, Vec<Told>) = told.into_iter().partition(|act| act.aim);
        if done.is_empty() {
            // "summoned to be questioned" tells of nobody who questions.
            return aims.into_iter().filter(|act| act.form != Form::Passive).map(|act| act.report).collect();
        }
        for aim in &aims {
            let (event_type, start) = (aim.report.event_type, aim.words.start);
            let alike = |act: &&mut Told| act.report.event_type == event_type && act.words.start < start;
            if let Some(act) = done.iter_mut().rfind(alike) {
                self.lend(&mut act.report, &aim.report);
            }
        }
        let reports: Vec<Report> = done.into_iter().map(|act| act.report).collect();
        let whole = |part: &Report| {
            let within = self.reference.part_of.get(part.event_type);
            reports.iter().any(|other| within == Some(&other.event_type) && doers(other) == doers(part))
        };
        reports.iter().filter(|report| !whole(report)).cloned().collect()
    }

    /// "agreed to send grain to Chad": whom the act that is held is about, the act that holds it is about too.
    pub(super) fn lend(&self, outer: &mut Report, inner: &Report) {
        if outer.participants.iter().any(|p| p.role == SlotRole::Recipient) {
            return;
        }
        let known: Vec<usize> = outer.participants.iter().map(|p| p.entity).collect();
        let others = |role| -> Vec<Participant> {
            // Whose minister agrees is no other party.
            let own = |p: &Participant| {
                let land = self.entities[p.entity].kind == Kind::Country;
                known.iter().any(|known| *known == p.entity || (land && self.is_one(*known, p.entity)))
            };
            let new = |p: &&Participant| p.role == role && !own(p);
            let side = inner.participants.iter().filter(new);
            side.filter(|p| self.entities[p.entity].kind.can_act()).cloned().collect()
        };
        let (actors, recipients) = (others(SlotRole::Actor), others(SlotRole::Recipient));
        let lent = if actors.is_empty() { recipients } else { actors };
        outer.participants.extend(lent.into_iter().map(|p| Participant { role: SlotRole::Recipient, ..p }));
    }
}

/// Who does what a report tells.
pub(super) fn doers(report: &Report) -> Vec<usize> {
    report.participants.iter().filter(|p| p.role == SlotRole::Actor).map(|p| p.entity).collect()
}

impl Clause<'_> {
    /// Whether what opens at a token reaches to a word in a form.
    fn governs(&self, from: usize, start: usize, form: Form) -> bool {
        // "asked … and sent" goes on with the one who asks; "asked … to stop and leave" with what is asked.
        let finite = form != Form::Noun && !self.is_bare(start);
        let words = &self.lexicon.words;
        let apart = |at: usize| (at + 1..start).any(|at| !words.adverbs.contains(self.lower(at)));
        let coordinated = |at: usize| words.and.contains(self.lower(at)) && at + 3 >= start && (finite || apart(at));
        !(from..start).any(|at| self.is_border(at) || coordinated(at))
    }

    /// Whether a verb has no mark of person or tense, as after "to".
    fn is_bare(&self, at: usize) -> bool {
        let mut forms = self.lexicon.patterns.of(self.lower(at)).iter().map(|(_, form)| *form);
        forms.all(|form| matches!(form, Form::Active | Form::Noun))
    }

    /// Whether what a token opens is closed before the word.
    pub(super) fn is_closed(&self, from: usize) -> bool {
        (from + 1..self.at).any(|at| matches!(self.lower(at), "," | ";" | ":" | "\"" | "“" | "”"))
    }

    pub(super) fn is_border(&self, at: usize) -> bool {
        let words = &self.lexicon.words;
        let word = self.lower(at);
        matches!(word, "," | ";" | ":" | "\"" | "“" | "”")
            || words.relative.contains(word)
            || (words.clause.contains(word) && !words.complement.contains(word))
    }

    /// The nearest of some words before the word.
    #[must_use]
    pub fn near(&self, reach: usize, set: &rustc_hash::FxHashSet<String>) -> Option<usize> {
        let from = self.at.saturating_sub(reach).max(self.sentence.tokens.start);
        // "In May Kenya attacked …": a capital within a sentence is a name's.
        let name = |at: usize| self.tokens[at].capital && at > self.sentence.tokens.start && !self.sentence.title_case;
        (from..self.at).rev().find(|at| set.contains(self.lower(*at)) && !name(*at))
    }

    /// "to attack", "untuk menyerang": what somebody is out for, unless a verb before makes it the deed itself, with or
    /// without somebody between ("began to attack", "forced Mali to leave").
    #[must_use]
    pub fn is_aim(&self, form: Form) -> bool {
        let words = &self.lexicon.words;
        let small = |at: &usize| words.adverbs.contains(self.lower(*at)) && !words.aim.contains(self.lower(*at));
        let mut before = (self.sentence.tokens.start..self.at).rev().skip_while(small);
        let Some(marker) = before.next().filter(|at| form != Form::Noun && words.aim.contains(self.lower(*at))) else {
            return false;
        };
        let between = self.phrases.iter().find(|phrase| phrase.tokens.end == marker);
        let verb = between.map_or(marker, |phrase| phrase.tokens.start).checked_sub(1);
        let done = verb.is_some_and(|at| words.aspect.contains(self.lower(at)));
        !done && !self.is_planned()
    }

    /// Whether the word only says what somebody promises, threatens or demands to do ("threatened to attack").
    #[must_use]
    pub fn is_content(&self, content: &dyn Fn(&str) -> bool) -> bool {
        let words = &self.lexicon.words;
        let from = self.at.saturating_sub(CONTENT).max(self.sentence.tokens.start);
        for at in (from..self.at).rev() {
            let word = self.lower(at);
            if words.clause.contains(word) || words.and.contains(word) || matches!(word, "," | ";" | "\"" | "“") {
                return false;
            }
            if !words.denial.contains(word) && self.tells(at, |pattern| content(pattern.event_type)) {
                return true;
            }
        }
        false
    }

    /// "Biden to meet Xi", "the two are to meet": an infinitive right after who does it or after "are" lies in the future.
    #[must_use]
    pub fn is_planned(&self) -> bool {
        let words = &self.lexicon.words;
        let mut before = (self.sentence.tokens.start..self.at)
            .rev()
            .skip_while(|at| words.adverbs.contains(self.lower(*at)) && !words.infinitive.contains(self.lower(*at)));
        let marker = before.next().filter(|at| words.infinitive.contains(self.lower(*at)));
        let first = |marker: usize| {
            let opens = |phrase: &Phrase| {
                phrase.tokens.end == marker
                    && self.phrases.first().is_some_and(|first| first.tokens.start == phrase.tokens.start)
            };
            self.phrases.iter().any(opens)
        };
        let bound = |marker: usize| {
            let before = marker.checked_sub(1).filter(|at| self.sentence.tokens.contains(at));
            before.is_some_and(|at| words.passive_auxiliaries.contains(self.lower(at)))
        };
        marker.is_some_and(|marker| first(marker) || bound(marker))
    }
}
