//! Codes what happened: a word that signals an event, and the phrases that its frame puts into roles.
//!
//! The patterns are data (`lang/<code>/patterns.tsv`); here stands only how a subject, an object, a genitive and a
//! prepositional phrase are found, in any language.

mod answers;
mod arguments;
mod caption;
mod clause;
mod confidence;
mod dating;
mod doers;
mod embedding;
mod needs;
mod occasion;
mod roles;
mod sequence;
mod setting;
mod status;
mod subject;
mod uncoded;
mod voice;

use super::dates::Gap;
use super::layout::Zone;
use super::phrases::Phrase;
use super::places::lies_in;
use super::sentences::{Sentence, is_quoted};
use super::tokens::{Token, TokenKind};
use crate::facts::{DateMention, Entity, Factuality, Participant, Report, Span};
use crate::lexicon::{Form, Lexicon, Pattern, Slot, SlotRole};
use crate::reference::{Known, Reference};
use clause::Clause;
use embedding::{Told, doers};
use jiff::civil::Date;
use needs::Needed;
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
    /// How far deeds are told to lie apart.
    pub gaps: &'a [Gap],
    /// The day of publication.
    pub day: Option<Date>,
    /// The first sentence of the story, where there are more.
    pub lede: Option<Span>,
    /// The paragraph that is being read.
    pub paragraph: Span,
}

/// What a word signals.
enum Signal {
    /// An act, or two, and the tokens apart from the word that only say which act it is.
    Acts(Vec<Told>, Vec<usize>),
    /// A turn of phrase that ends at a token and tells no event ("declined to comment").
    Idiom(usize),
}

impl Coder<'_> {
    /// The events that a sentence tells, after those told before it.
    #[must_use]
    pub fn code(&self, sentence: &Sentence, phrases: &[Phrase], before: &[Report]) -> Vec<Report> {
        let mut told: Vec<Told> = Vec::new();
        let mut spent = sentence.tokens.start;
        let mut carried: Vec<usize> = Vec::new();
        let signals = |at: &usize| !self.lexicon.patterns.of(&self.tokens[*at].lower).is_empty();
        for at in sentence.tokens.clone().filter(signals) {
            // Words that belong to an event told already signal no other ("lodged a protest").
            let taken = phrases.iter().any(|phrase| phrase.tokens.contains(&at) && !phrase.demonym);
            // "March 2015" tells no march.
            let dated = self.dates.iter().any(|date| date.span.contains(&self.tokens[at].span));
            let told_apart = carried.contains(&at) || self.is_month(at) || self.is_compound(at, sentence);
            if taken || dated || at < spent || told_apart {
                continue;
            }
            match self.at(at, sentence, phrases) {
                Some(Signal::Idiom(end)) => spent = end + 1,
                Some(Signal::Acts(acts, apart)) => {
                    carried.extend(apart);
                    spent = acts.iter().map(|act| act.words.end).max().unwrap_or(spent);
                    for act in acts {
                        self.take(act, &mut told, before, sentence, phrases);
                    }
                }
                None => {}
            }
        }
        let mut reports = self.without_aims(told);
        for (i, report) in reports.iter_mut().enumerate() {
            report.signs.extend((i > 0).then_some(LATER));
            report.confidence = self.reference.sureness(&report.signs);
        }
        reports
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
        let clause = self.clause(sentence, phrases, at, end);
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
        let clause = self.clause(sentence, phrases, at, at);
        let fitting = |(i, form): &(usize, Form)| {
            let pattern = &self.lexicon.patterns.all[*i];
            let form = clause.voice(pattern, *form)?;
            Some((pattern, form, clause.needs(pattern, form)?))
        };
        let mut fitting: Vec<(&Pattern, Form, Needed)> =
            self.lexicon.patterns.of(&self.tokens[at].lower).iter().filter_map(fitting).collect();
        fitting.sort_by_key(|(pattern, ..)| usize::MAX - pattern.needs.len());
        fitting.into_iter().find_map(|(pattern, form, needed)| {
            let end = needed.end;
            self.signal(pattern, form, needed, &Clause { end, ..clause })
        })
    }

    fn signal(&self, pattern: &Pattern, form: Form, needed: Needed, clause: &Clause) -> Option<Signal> {
        if pattern.is_idiom() {
            return Some(Signal::Idiom(clause.end));
        }
        let mut report = self.read(pattern, form, clause)?;
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
        let told = |report| Told { report, words: clause.at..clause.end + 1, form, aim, aimed, subject };
        // What a light verb carries is the act itself; what others have for an object may be another act.
        let light = self.lexicon.words.light.contains(&self.tokens[clause.at].lower);
        let apart = if light { needed.apart } else { Vec::new() };
        Some(Signal::Acts(reports.into_iter().map(told).collect(), apart))
    }

    fn clause<'c>(&'c self, sentence: &'c Sentence, phrases: &'c [Phrase], at: usize, end: usize) -> Clause<'c> {
        Clause { tokens: self.tokens, lexicon: self.lexicon, sentence, phrases, dates: self.dates, at, end }
    }

    /// "on 16 March": a month is no deed, even where no year makes it a date.
    fn is_month(&self, at: usize) -> bool {
        let number = |at: usize| self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number);
        let before = |at: usize| at.checked_sub(1).filter(|at| number(*at)).unwrap_or(at);
        let opened = before(at)
            .checked_sub(1)
            .is_some_and(|at| self.lexicon.words.prepositions.contains(&self.tokens[at].lower));
        self.tokens[at].capital && opened && (number(at + 1) || before(at) < at)
    }

    fn read(&self, pattern: &Pattern, form: Form, clause: &Clause) -> Option<Report> {
        let (at, sentence) = (clause.at, clause.sentence);
        let mut participants = self.participants(pattern, form, clause);
        self.keep_officials(pattern, clause, &mut participants);
        if pattern.required.iter().any(|role| !participants.iter().any(|p| p.role == *role)) {
            return None;
        }
        let places = self.places(pattern, clause, &participants);
        participants.retain(|p| p.role != SlotRole::Place);
        participants.sort_by_key(|p| (p.role, p.span.map(|span| span.start)));
        participants.dedup_by(|a, b| a.role == b.role && a.entity == b.entity);
        // One mention is not both sides.
        let acting: Vec<Option<Span>> =
            participants.iter().filter(|p| p.role == SlotRole::Actor).map(|p| p.span).collect();
        participants.retain(|p| p.role != SlotRole::Recipient || p.span.is_none() || !acting.contains(&p.span));
        // What somebody says of others in his own words is no more than said.
        let quoted = is_quoted(self.tokens, sentence, at);
        let speech = self.reference.speech.contains(pattern.event_type);
        let told =
            quoted && (!self.is_own_deed(clause, &participants) || (!speech && self.is_of_us(clause, &participants)));
        // A deed of nobody and nowhere is no fact about anything; those who demonstrate need no name.
        let crowd = self.reference.crowds.contains_key(pattern.event_type);
        if participants.is_empty() && places.is_empty() && !crowd {
            return None;
        }
        if !self.has_doer(pattern, form, clause, &participants) || told {
            return None;
        }
        let to_come = form == Form::Noun && self.is_to_come(clause);
        let Status { event_type, factuality, attributed_to } = self.status(pattern, clause, &participants, to_come)?;
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
        // "invited Kenya to join from January on": what is told as done was not done after it was told.
        // A headline tells what is to come as if it were done.
        let done = factuality != Factuality::Predicted && sentence.zone != Zone::Headline && !sentence.title_case;
        let when = when.map(|when| if done && self.is_ahead(&when) { self.lately().unwrap_or(when) } else { when });
        Some(Report {
            event_type,
            modes,
            contexts: self.contexts(pattern, sentence),
            confidence: 0.0,
            signs: self.signs(pattern, form, clause, &participants, factuality),
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
        // "condemned the raid in Oslo" tells where the raid was.
        let reacts = self.reference.speech.contains(pattern.event_type)
            && !self.reference.declined.contains_key(pattern.event_type);
        let present = self.reference.present.contains(pattern.event_type);
        let is_place = |phrase: &Phrase| self.entities[phrase.entity].kind.is_place();
        let located: Vec<&Phrase> = clause.located(pattern, !reacts, present, is_place).collect();
        // What a frame finds after "in" is subject to the same doubts; what it finds after "to" is not.
        let elsewhere = |p: &&Participant| {
            let phrase = clause.phrases.iter().find(|phrase| p.span == Some(phrase.span));
            let within = |phrase: &&Phrase| {
                phrase.preposition.as_ref().is_some_and(|word| self.lexicon.words.within.contains(word))
            };
            phrase.filter(within).is_some_and(|phrase| !located.iter().any(|here| here.entity == phrase.entity))
        };
        let framed = participants.iter().filter(|p| p.role == SlotRole::Place && (reacts || !elsewhere(p)));
        let mut places: Vec<usize> =
            framed.map(|p| p.entity).filter(|entity| self.entities[*entity].kind.is_place()).collect();
        places.extend(located.iter().map(|phrase| phrase.entity));
        let plain = self.plainest(&located);
        places.retain(|place| plain.contains(place) || !located.iter().any(|phrase| phrase.entity == *place));
        // What is attacked or reached may itself be the place.
        let hit = participants
            .iter()
            .filter(|p| p.role == SlotRole::Recipient && self.entities[p.entity].kind == Kind::Place);
        places.extend(hit.map(|p| p.entity).filter(|_| pattern.frame.iter().any(|(role, _)| *role == SlotRole::Place)));
        places.sort_unstable();
        places.dedup();
        self.keep_innermost(&mut places);
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

    /// "Gedung Sate, Bandung": of places that commas put into each other those that the tables have, else the first one that a
    /// map has.
    fn plainest(&self, located: &[&Phrase]) -> Vec<usize> {
        let mut chains: Vec<Vec<usize>> = Vec::new();
        for (i, phrase) in located.iter().enumerate() {
            let listed = located[i + 1..].iter().take_while(|next| next.joined).any(|next| !next.comma);
            match chains.last_mut().filter(|_| phrase.joined && phrase.comma && !listed) {
                Some(chain) => chain.push(phrase.entity),
                None => chains.push(vec![phrase.entity]),
            }
        }
        let known = |place: &usize| self.entities[*place].known;
        let mapped = |place: &usize| self.entities[*place].point.is_some();
        let plain = |chain: Vec<usize>| {
            if chain.iter().any(known) {
                chain.into_iter().filter(known).collect()
            } else {
                vec![*chain.iter().find(|place| mapped(place)).unwrap_or(&chain[0])]
            }
        };
        chains.into_iter().flat_map(plain).collect()
    }

    /// "Medan, Sumatera Utara": a town says it all, and not the region that holds it.
    pub fn keep_innermost(&self, places: &mut Vec<usize>) {
        let known = |place: usize| self.reference.find(&self.entities[place].id).map(|index| self.reference.get(index));
        let all: Vec<_> = places.iter().filter_map(|place| known(*place)).collect();
        let is_town = |place: &Known| place.exactness() == Some(TOWN);
        let holds = |outer: &Known| {
            all.iter().any(|inner| is_town(inner) && outer.exactness() < inner.exactness() && lies_in(inner, outer))
        };
        places.retain(|place| known(*place).is_none_or(|outer| !holds(&outer)));
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

/// How exact a town is as a place.
const TOWN: u8 = 4;
/// Sign of a report that is not the first of its sentence.
const LATER: &str = "later";

/// Whether two reports are of one type and of the same doers.
fn same_doers(a: &Report, b: &Report) -> bool {
    a.event_type == b.event_type && doers(a) == doers(b)
}
