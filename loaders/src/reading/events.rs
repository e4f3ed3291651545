//! Codes what happened: a word that signals an event, and the phrases that its frame puts into roles.
//!
//! The patterns are data (`lang/<code>/patterns.tsv`); here stands only how a subject, an object, a genitive and a
//! prepositional phrase are found, in any language.

mod answers;
mod arguments;
mod caption;
mod clause;
mod doers;
mod embedding;
mod occasion;
mod roles;
mod setting;
mod status;
mod subject;
mod uncoded;
mod voice;

use super::phrases::Phrase;
use super::sentences::{Sentence, is_quoted};
use super::tokens::Token;
use crate::facts::{DateMention, Entity, Factuality, Participant, Report, Span, When};
use crate::lexicon::{Form, Lexicon, Pattern, Slot, SlotRole};
use crate::reference::Reference;
use clause::Clause;
use embedding::{Told, doers};
use jiff::civil::Date;
use ontology::entity::Kind;
use status::Status;

/// What the coder of one article needs.
pub struct Coder<'a> {
    /// All tokens.
    pub tokens: &'a [Token],
    /// The language.
    pub lexicon: &'a Lexicon,
    /// The tables.
    pub reference: &'a Reference,
    /// The cast.
    pub entities: &'a [Entity],
    /// All dates of the article.
    pub dates: &'a [DateMention],
    /// The day of publication.
    pub day: Option<Date>,
    /// The first sentence of the story, where there are more.
    pub lede: Option<Span>,
    /// The paragraph that is being read.
    pub paragraph: Span,
}

/// What a word signals.
enum Signal {
    /// An act, or two.
    Acts(Vec<Told>),
    /// A turn of phrase that ends at a token and tells no event ("declined to comment").
    Idiom(usize),
}

impl Coder<'_> {
    /// The events that a sentence tells, after those told before it.
    #[must_use]
    pub fn code(&self, sentence: &Sentence, phrases: &[Phrase], before: &[Report]) -> Vec<Report> {
        let mut told: Vec<Told> = Vec::new();
        let mut spent = sentence.tokens.start;
        let signals = |at: &usize| !self.lexicon.patterns.of(&self.tokens[*at].lower).is_empty();
        for at in sentence.tokens.clone().filter(signals) {
            // Words that belong to an event told already signal no other ("lodged a protest").
            let taken = phrases.iter().any(|phrase| phrase.tokens.contains(&at) && !phrase.demonym);
            // "March 2015" tells no march.
            let dated = self.dates.iter().any(|date| date.span.contains(&self.tokens[at].span));
            if taken || dated || at < spent || self.is_compound(at, sentence) {
                continue;
            }
            match self.at(at, sentence, phrases) {
                Some(Signal::Idiom(end)) => spent = end + 1,
                Some(Signal::Acts(acts)) => {
                    spent = acts.iter().map(|act| act.words.end).max().unwrap_or(spent);
                    for act in acts {
                        self.take(act, &mut told, before, sentence, phrases);
                    }
                }
                None => {}
            }
        }
        self.without_aims(told)
    }

    /// "the Israeli-occupied town": whether a participle ends a word that hyphens make.
    fn is_compound(&self, at: usize, sentence: &Sentence) -> bool {
        let glued = |at: usize| self.tokens[at - 1].span.end == self.tokens[at].span.start;
        let mut forms = self.lexicon.patterns.of(&self.tokens[at].lower).iter().map(|(_, form)| *form);
        at >= sentence.tokens.start + 2
            && matches!(self.tokens[at - 1].lower.as_str(), "-" | "–" | "‑")
            && glued(at)
            && glued(at - 1)
            && forms.any(|form| form == Form::Participle)
    }

    /// Takes an act that a word signals, unless it only says more of one that was told before it.
    fn take(&self, mut act: Told, told: &mut Vec<Told>, before: &[Report], sentence: &Sentence, phrases: &[Phrase]) {
        let (at, end) = (act.words.start, act.words.end - 1);
        let clause = Clause { tokens: self.tokens, lexicon: self.lexicon, sentence, phrases, at, end };
        if let Some(outer) = told.iter_mut().rev().find(|outer| self.holds(outer, &act, &clause)) {
            self.lend(&mut outer.report, &act.report);
            return;
        }
        if self.is_asked_for(&clause, act.form) || self.is_habit(&clause) {
            return;
        }
        // "shelled the port, killing two guards": what came of a deed is the deed.
        let cause = told.last_mut().filter(|other| clause.is_outcome() && same_doers(&other.report, &act.report));
        if let Some(cause) = cause {
            self.lend(&mut cause.report, &act.report);
            return;
        }
        self.answer(&mut act, &clause, told, before);
        if let Some(protest) = told.iter_mut().rev().find(|other| self.is_cause_of(&act, other)) {
            self.lend(&mut protest.report, &act.report);
            return;
        }
        let same = told.iter_mut().find(|other| {
            other.report.event_type == act.report.event_type
                && other.report.participants == act.report.participants
                && other.report.modes == act.report.modes
        });
        if same.is_none() {
            told.push(act);
        }
    }

    /// What the word at a token signals: of its patterns the one with the most words.
    fn at(&self, at: usize, sentence: &Sentence, phrases: &[Phrase]) -> Option<Signal> {
        let mut patterns: Vec<(&Pattern, Form)> = self
            .lexicon
            .patterns
            .of(&self.tokens[at].lower)
            .iter()
            .map(|(i, form)| (&self.lexicon.patterns.all[*i], *form))
            .collect();
        patterns.sort_by_key(|(pattern, _)| usize::MAX - pattern.needs.len());
        patterns.into_iter().find_map(|(pattern, form)| self.signal(pattern, form, at, sentence, phrases))
    }

    fn signal(
        &self,
        pattern: &Pattern,
        form: Form,
        at: usize,
        sentence: &Sentence,
        phrases: &[Phrase],
    ) -> Option<Signal> {
        let mut clause = Clause { tokens: self.tokens, lexicon: self.lexicon, sentence, phrases, at, end: at };
        let form = clause.voice(pattern, form)?;
        clause.end = clause.needs(pattern, form)?;
        if pattern.is_idiom() {
            return Some(Signal::Idiom(clause.end));
        }
        let mut report = self.read(pattern, form, &clause)?;
        self.march(&mut report);
        let aim = clause.is_aim(form);
        let second =
            pattern.also.iter().filter(|_| report.event_type == pattern.event_type).map(|(event_type, modes)| {
                let rule = format!("{}.{}", report.rule, event_type.to_lowercase());
                Report { event_type, modes: modes.clone(), rule, ..report.clone() }
            });
        let reports: Vec<Report> = std::iter::once(report.clone()).chain(second).collect();
        let aimed = pattern.frame.iter().any(|(role, _)| *role == SlotRole::Recipient);
        let answered = pattern.frame.contains(&(SlotRole::Recipient, Slot::Subject));
        let subject = form == Form::Passive || answered;
        let told = |report| Told { report, words: at..clause.end + 1, form, aim, aimed, subject };
        Some(Signal::Acts(reports.into_iter().map(told).collect()))
    }

    fn read(&self, pattern: &Pattern, form: Form, clause: &Clause) -> Option<Report> {
        let (at, sentence) = (clause.at, clause.sentence);
        let mut participants = self.participants(pattern, form, clause);
        if pattern.required.iter().any(|role| !participants.iter().any(|p| p.role == *role)) {
            return None;
        }
        let places = self.places(pattern, clause, &participants);
        participants.retain(|p| p.role != SlotRole::Place);
        participants.sort_by_key(|p| (p.role, p.span.map(|span| span.start)));
        participants.dedup_by(|a, b| a.role == b.role && a.entity == b.entity);
        // What somebody says of others in his own words is no more than said.
        let quoted = is_quoted(self.tokens, sentence, at);
        let speech = self.reference.speech.contains(pattern.event_type);
        let told =
            quoted && (!self.is_own_deed(clause, &participants) || (!speech && self.is_of_us(clause, &participants)));
        if !self.has_doer(pattern, form, &participants) || told {
            return None;
        }
        let Status { event_type, factuality, attributed_to } = self.status(pattern, clause, &participants)?;
        // What is only promised is not yet anywhere; a meeting may have its place before its day.
        let placed = event_type == pattern.event_type || self.reference.hosted.contains_key(pattern.event_type);
        let places = if placed { places } else { Vec::new() };
        // "won't meet Kosovo": who is refused is no doer of the refusal.
        if event_type != pattern.event_type && self.reference.declined.get(pattern.event_type) == Some(&event_type) {
            self.aim_at_those_after(at, &mut participants);
        }
        let mut modes = if event_type == pattern.event_type { pattern.modes.clone() } else { Vec::new() };
        self.host(event_type, &mut modes, &mut participants, &places);
        // What is still to come has not happened in the days before publication.
        let when = self.when(clause).filter(|when| when.date.is_some() || factuality != Factuality::Predicted);
        Some(Report {
            event_type,
            modes,
            contexts: self.contexts(pattern, sentence),
            confidence: confidence(&participants, form, quoted),
            participants,
            places,
            when,
            factuality,
            attributed_to,
            trigger: Span { start: self.tokens[at].span.start, end: self.tokens[clause.end].span.end },
            sentences: vec![sentence.span],
            rule: format!("{}.{}", self.lexicon.code, pattern.name),
        })
    }

    fn places(&self, pattern: &Pattern, clause: &Clause, participants: &[Participant]) -> Vec<usize> {
        let framed = participants.iter().filter(|p| p.role == SlotRole::Place).map(|p| p.entity);
        let mut places: Vec<usize> = framed.filter(|entity| self.entities[*entity].kind.is_place()).collect();
        // "condemned the raid in Oslo" tells where the raid was.
        let reacts = self.reference.speech.contains(pattern.event_type)
            && !self.reference.declined.contains_key(pattern.event_type);
        places.extend(clause.located(!reacts).filter(|entity| self.entities[*entity].kind.is_place()));
        // What is attacked or reached may itself be the place.
        let hit = participants
            .iter()
            .filter(|p| p.role == SlotRole::Recipient && self.entities[p.entity].kind == Kind::Place);
        places.extend(hit.map(|p| p.entity).filter(|_| pattern.frame.iter().any(|(role, _)| *role == SlotRole::Place)));
        places.sort_unstable();
        places.dedup();
        // "di Hanoi, Vietnam": the city says it all.
        let inner: Vec<Option<String>> = places
            .iter()
            .map(|e| &self.entities[*e])
            .filter(|e| e.kind == Kind::Place)
            .map(|e| e.country.clone())
            .collect();
        places.retain(|e| self.entities[*e].kind == Kind::Place || !inner.contains(&self.entities[*e].country));
        places
    }

    /// The date nearest to the word in its sentence; else a window that ends on the day of publication.
    fn when(&self, clause: &Clause) -> Option<When> {
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
            .min_by_key(|(_, date)| date.span.start.abs_diff(word));
        // A sentence without any date goes on from the one before it in its paragraph.
        let told = own.or_else(|| if here.count() == 0 { self.before(clause) } else { None });
        if let Some((i, date)) = told {
            Some(When { begin: date.begin, end: date.end, precision: Some(date.precision), date: Some(i) })
        } else {
            let end = self.day?;
            let begin = end.checked_sub(jiff::Span::new().days(WINDOW)).ok()?;
            Some(When { begin, end, precision: None, date: None })
        }
    }

    /// The last past date before a sentence in its paragraph.
    fn before(&self, clause: &Clause) -> Option<(usize, &DateMention)> {
        let earlier =
            |date: &DateMention| self.paragraph.contains(&date.span) && date.span.end <= clause.sentence.span.start;
        let past = |date: &DateMention| self.day.is_none_or(|day| date.end <= day);
        self.dates.iter().enumerate().rfind(|(_, date)| earlier(date)).filter(|(_, date)| past(date))
    }

    fn contexts(&self, pattern: &Pattern, sentence: &Sentence) -> Vec<&'static str> {
        let mut contexts = pattern.contexts.clone();
        for at in sentence.tokens.clone() {
            contexts
                .extend(self.lexicon.contexts.at(&self.tokens[at..sentence.tokens.end]).map(|(_, context)| context));
        }
        contexts.sort_unstable();
        contexts.dedup();
        contexts
    }
}

/// Days before publication within which news without a date has happened.
const WINDOW: i64 = 7;

/// Whether two reports are of one type and of the same doers.
fn same_doers(a: &Report, b: &Report) -> bool {
    a.event_type == b.event_type && doers(a) == doers(b)
}

fn confidence(participants: &[Participant], form: Form, quoted: bool) -> f32 {
    let both = participants.iter().any(|p| p.role == SlotRole::Actor)
        && participants.iter().any(|p| p.role == SlotRole::Recipient);
    let base = if form == Form::Noun { 0.6 } else { 0.75 };
    base + if both { 0.15 } else { 0.0 } - if quoted { 0.2 } else { 0.0 }
}
