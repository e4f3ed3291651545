//! Codes what happened: a word that signals an event, and the phrases that its frame puts into roles.
//!
//! The patterns are data (`lang/<code>/patterns.tsv`); here stands only how a subject, an object, a genitive and a
//! prepositional phrase are found, in any language.

mod arguments;
mod caption;
mod status;
mod uncoded;

use super::phrases::Phrase;
use super::sentences::{Sentence, is_quoted};
use super::tokens::Token;
use crate::facts::{DateMention, Entity, Factuality, Participant, Report, Role, Span, When};
use crate::lexicon::{Form, Lexicon, Pattern, SlotRole};
use crate::reference::Reference;
use arguments::Clause;
use jiff::civil::Date;
use ontology::entity::Kind;

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
    /// The paragraph that is being read.
    pub paragraph: Span,
}

impl Coder<'_> {
    /// The events that a sentence tells.
    #[must_use]
    pub fn code(&self, sentence: &Sentence, phrases: &[Phrase]) -> Vec<Report> {
        let mut reports: Vec<Report> = Vec::new();
        for at in sentence.tokens.clone() {
            let taken = phrases.iter().any(|phrase| phrase.tokens.contains(&at) && !phrase.demonym);
            // Words that belong to an event told already signal no other ("lodged a protest").
            let spent = reports.iter().any(|report| report.trigger.overlaps(&self.tokens[at].span));
            if taken || spent {
                continue;
            }
            if let Some(report) = self.at(at, sentence, phrases) {
                let told = reports.iter().any(|other| {
                    other.event_type == report.event_type
                        && other.participants == report.participants
                        && other.modes == report.modes
                });
                if !told {
                    reports.push(report);
                }
            }
        }
        reports
    }

    /// The event that the word at a token signals: of its patterns the one with the most words.
    fn at(&self, at: usize, sentence: &Sentence, phrases: &[Phrase]) -> Option<Report> {
        let mut patterns: Vec<(&Pattern, Form)> = self
            .lexicon
            .patterns
            .of(&self.tokens[at].lower)
            .iter()
            .map(|(i, form)| (&self.lexicon.patterns.all[*i], *form))
            .collect();
        patterns.sort_by_key(|(pattern, _)| usize::MAX - pattern.needs.len());
        patterns.into_iter().find_map(|(pattern, form)| self.read(pattern, form, at, sentence, phrases))
    }

    fn read(
        &self,
        pattern: &Pattern,
        form: Form,
        at: usize,
        sentence: &Sentence,
        phrases: &[Phrase],
    ) -> Option<Report> {
        let mut clause = Clause { tokens: self.tokens, lexicon: self.lexicon, sentence, phrases, at, end: at };
        let form = clause.voice(form)?;
        clause.end = clause.needs(pattern, form)?;
        let mut participants = self.participants(pattern, form, &clause);
        if pattern.required.iter().any(|role| !participants.iter().any(|p| p.role == *role)) {
            return None;
        }
        let places = self.places(pattern, &clause, &participants);
        participants.retain(|p| p.role != SlotRole::Place);
        participants.sort_by_key(|p| (p.role, p.span.map(|span| span.start)));
        participants.dedup_by(|a, b| a.role == b.role && a.entity == b.entity);
        let has = |role| participants.iter().any(|p| p.role == role);
        // A passive that hides its doer tells no event, unless the state is implied (arrested, sentenced).
        let implied =
            form == Form::Passive && has(SlotRole::Recipient) && self.reference.implied.contains(pattern.event_type);
        if !has(SlotRole::Actor) && !implied {
            return None;
        }
        let (factuality, attributed_to) = self.status(pattern, &clause, &participants)?;
        let event_type = self.type_of(pattern, factuality);
        let quoted = is_quoted(self.tokens, sentence, at);
        let mut modes = if event_type == pattern.event_type { pattern.modes.clone() } else { Vec::new() };
        self.host(event_type, &mut modes, &mut participants, &places);
        let when = self.when(&clause);
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

    /// Those who meet in the country of one side are its guests: that side becomes the recipient.
    fn host(
        &self,
        event_type: &str,
        modes: &mut Vec<&'static str>,
        participants: &mut [Participant],
        places: &[usize],
    ) {
        let Some(mode) = self.reference.hosted.get(event_type).filter(|_| modes.is_empty()) else { return };
        let lands: Vec<&String> = places.iter().filter_map(|place| self.entities[*place].country.as_ref()).collect();
        let at_home =
            |p: &Participant| self.entities[p.entity].country.as_ref().is_some_and(|country| lands.contains(&country));
        let two_sides = participants.iter().any(at_home)
            && participants
                .iter()
                .any(|p| p.role == SlotRole::Actor && !at_home(p) && self.entities[p.entity].country.is_some());
        if two_sides {
            modes.push(mode);
            participants.iter_mut().filter(|p| at_home(p)).for_each(|p| p.role = SlotRole::Recipient);
        }
    }

    /// What lies in the future may be another type: a meeting to come is an agreement to meet.
    fn type_of(&self, pattern: &Pattern, factuality: Factuality) -> &'static str {
        let future = || self.reference.event_rules.get(pattern.event_type).copied();
        if factuality == Factuality::Predicted { future().unwrap_or(pattern.event_type) } else { pattern.event_type }
    }

    fn participants(&self, pattern: &Pattern, form: Form, clause: &Clause) -> Vec<Participant> {
        let mut participants: Vec<Participant> = Vec::new();
        for (role, slot) in &pattern.frame {
            let place = pattern.frame.iter().any(|(other, at)| *other == SlotRole::Place && at == slot);
            for phrase in clause.fill(slot, form) {
                let entity = self.acting(*role, phrase.entity, place);
                let taken = participants
                    .iter()
                    .any(|p| p.span == Some(phrase.span) && *role != SlotRole::Place && p.role != SlotRole::Place);
                if let Some(entity) = entity.filter(|_| !taken) {
                    participants.push(Participant {
                        role: *role,
                        entity,
                        span: Some(phrase.span),
                        tenure: self.tenure(entity),
                    });
                }
            }
        }
        participants
    }

    /// A capital that acts is its country's government, and so is one that is acted on, unless it is a place that is gone to or
    /// hit. Other places do not act, and continents and seas are nobody.
    fn acting(&self, role: Role, entity: usize, place: bool) -> Option<usize> {
        let found = &self.entities[entity];
        if found.kind != Kind::Place || role == SlotRole::Place {
            return Some(entity);
        }
        found.country.as_ref()?;
        let capital =
            self.reference.find(&found.id).is_some_and(|index| self.reference.get(index).feature == "capital");
        let country =
            || self.entities.iter().position(|other| other.kind == Kind::Country && other.country == found.country);
        match role {
            SlotRole::Actor if capital => country().or(Some(entity)),
            SlotRole::Actor => None,
            _ if capital && !place => country().or(Some(entity)),
            _ => Some(entity),
        }
    }

    fn tenure(&self, entity: usize) -> Option<String> {
        let found = &self.entities[entity];
        let index = self.reference.find(&found.id).filter(|_| found.kind == Kind::Person)?;
        self.reference.offices.held_by(index, self.day?).map(|term| term.id(&found.id))
    }

    fn places(&self, pattern: &Pattern, clause: &Clause, participants: &[Participant]) -> Vec<usize> {
        let framed = participants.iter().filter(|p| p.role == SlotRole::Place).map(|p| p.entity);
        let mut places: Vec<usize> = framed.collect();
        places.extend(clause.located().filter(|entity| self.entities[*entity].kind.is_place()));
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
        let inside = |date: &DateMention| clause.sentence.span.contains(&date.span) && !clause.of_saying(date.span);
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

fn confidence(participants: &[Participant], form: Form, quoted: bool) -> f32 {
    let both = participants.iter().any(|p| p.role == SlotRole::Actor)
        && participants.iter().any(|p| p.role == SlotRole::Recipient);
    let base = if form == Form::Noun { 0.6 } else { 0.75 };
    base + if both { 0.15 } else { 0.0 } - if quoted { 0.2 } else { 0.0 }
}
