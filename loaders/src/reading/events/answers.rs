//! "condemned the strikes", "menolak tudingan itu": an act that answers another is aimed at those who did that one.
//!
//! Who they are, the words around the noun may say ("the raid by Mali"); else the article has told it before.

use super::{Clause, Coder, Told};
use crate::facts::{Participant, Report};
use crate::lexicon::{Form, SlotRole};
use crate::reading::phrases::Phrase;

/// How many words may stand between a verb and the noun for the act that it answers.
const NOUN: usize = 4;
/// How many words after such a noun the one may stand that says it was told ("serangan rudal itu").
const DEFINITE: usize = 3;
/// How far back, in bytes, an act may be told that is taken up without its name ("the move").
const NEAR: usize = 400;

/// The value in `anaphora.tsv` of nouns for an act of any type.
const ANY: &str = "act";
/// The value of words that say that something was told before.
const TOLD: &str = "definite";

/// A noun for an act.
struct Answered {
    at: usize,
    /// The types it may be of; none: any.
    types: Vec<&'static str>,
}

impl Coder<'_> {
    /// Aims an act at the doers of the one that its words take up.
    pub(super) fn answer(&self, act: &mut Told, clause: &Clause, told: &[Told], before: &[Report]) {
        if !act.aimed || !self.reference.answers.contains(act.report.event_type) {
            return;
        }
        let itself = |noun: &Answered| act.words.contains(&noun.at) && noun.types.contains(&act.report.event_type);
        let Some(noun) = self.answered(act, clause).filter(|noun| !itself(noun)) else { return };
        let own = self.named_with(&noun, clause);
        let is = |p: &Participant, role| own.iter().any(|other| other.role == role && other.span == p.span);
        // "mengecam pembunuhan Haniyeh": the object is whom the act was done to.
        let bare = |p: &Participant| {
            let of = |word: &String| self.lexicon.words.genitive.contains(word);
            let object = |f: &Phrase| Some(f.span) == p.span && f.preposition.as_ref().is_none_or(of);
            act.subject || clause.phrases.iter().any(object)
        };
        let victim = |p: &Participant| is(p, SlotRole::Recipient) && !is(p, SlotRole::Actor) && bare(p);
        let report = &mut act.report;
        report.participants.retain(|p| p.role != SlotRole::Recipient || !victim(p));
        if report.participants.iter().any(|p| p.role == SlotRole::Recipient) {
            return;
        }
        let doers = || own.iter().filter(|p| p.role == SlotRole::Actor).cloned().collect::<Vec<_>>();
        let ours: Vec<usize> = report.participants.iter().map(|p| p.entity).collect();
        let own_side = |p: &Participant| ours.iter().any(|own| self.is_one(*own, p.entity));
        let mut meant = doers();
        if meant.is_empty() && self.is_told(clause, act.words.start, noun.at) {
            let earlier = told.iter().rev().map(|told| &told.report).chain(before.iter().rev());
            // Nobody answers what his own side did.
            let earlier = earlier.filter(|report| !actors(report).any(own_side));
            meant = self.doers_of(&noun, earlier, clause.sentence.span.start);
        }
        if !meant.iter().any(own_side) {
            report.participants.extend(meant.into_iter().map(|p| Participant { role: SlotRole::Recipient, ..p }));
        }
    }

    /// The noun that a verb answers: soon after it, or before it where it is passive.
    fn answered(&self, act: &Told, clause: &Clause) -> Option<Answered> {
        let words = &self.lexicon.words;
        if act.subject {
            let opens = |at: &usize| clause.is_border(*at) || clause.says(*at);
            let start = clause.sentence.tokens.start;
            let from = (start..act.words.start).rev().find(opens).map_or(start, |at| at + 1);
            return (from..act.words.start).find_map(|at| self.noun_for_act(at));
        }
        let from = act.words.start + 1;
        let border = |at: &usize| {
            let late = *at > act.words.end && words.prepositions.contains(clause.lower(*at));
            let named = clause.phrases.iter().any(|phrase| phrase.tokens.contains(at) && !phrase.demonym);
            late || named || clause.is_border(*at) || clause.is_verb(*at)
        };
        let near = (from..clause.sentence.tokens.end).take(act.words.len() - 1 + NOUN);
        for at in near {
            if let Some(noun) = self.noun_for_act(at) {
                return Some(noun);
            }
            if border(&at) {
                return None;
            }
        }
        None
    }

    /// What a noun means that names an act.
    fn noun_for_act(&self, at: usize) -> Option<Answered> {
        let patterns = self.lexicon.patterns.of(&self.tokens[at].lower).iter();
        let nouns = patterns.filter(|(_, form)| *form == Form::Noun).map(|(i, _)| &self.lexicon.patterns.all[*i]);
        let mut types: Vec<&'static str> =
            nouns.filter(|pattern| !pattern.is_idiom()).map(|pattern| pattern.event_type).collect();
        match self.lexicon.anaphora.at(&self.tokens[at..]) {
            Some((_, ANY)) => return Some(Answered { at, types: Vec::new() }),
            Some((_, value)) if value.starts_with(char::is_uppercase) => types.push(value),
            _ => {}
        }
        (!types.is_empty()).then_some(Answered { at, types })
    }

    fn is_definite(&self, at: usize) -> bool {
        matches!(self.lexicon.anaphora.at(&self.tokens[at..=at]), Some((_, TOLD)))
    }

    /// Whether a noun stands with a word that says that the article has told of it.
    fn is_told(&self, clause: &Clause, verb: usize, noun: usize) -> bool {
        let end = clause.sentence.tokens.end;
        if self.lexicon.words.genitive_follows {
            return (noun + 1..end.min(noun + 1 + DEFINITE)).any(|at| self.is_definite(at));
        }
        let start = clause.sentence.tokens.start;
        let from = if verb < noun { verb + 1 } else { noun.saturating_sub(DEFINITE).max(start) };
        (from..noun).any(|at| self.is_definite(at))
    }

    /// Who takes part in an act by the words around its noun.
    fn named_with(&self, noun: &Answered, clause: &Clause) -> Vec<Participant> {
        let here = Clause { at: noun.at, end: noun.at, ..*clause };
        let patterns = self.lexicon.patterns.of(clause.lower(noun.at)).iter().filter(|(_, form)| *form == Form::Noun);
        let named = patterns.filter_map(|(i, form)| {
            let pattern = &self.lexicon.patterns.all[*i];
            let end = here.needs(pattern, *form)?.end;
            Some(self.participants(pattern, *form, &Clause { end, ..here }))
        });
        let has_doer = |named: &Vec<Participant>| named.iter().any(|p| p.role == SlotRole::Actor);
        let mut named: Vec<Vec<Participant>> = named.filter(|named| !named.is_empty()).collect();
        let best = named.iter().position(has_doer).unwrap_or(0);
        if named.is_empty() { Vec::new() } else { named.swap_remove(best) }
    }

    /// Whether two entities are one, or act for one country.
    pub(super) fn is_one(&self, one: usize, other: usize) -> bool {
        let country = |entity: usize| self.entities[entity].country.as_ref();
        one == other || (country(one).is_some() && country(one) == country(other))
    }

    /// Who did the last such act that was told before a sentence begins. Where different sides did such acts, the one is meant
    /// that was told in the same word; where that does not tell, nobody knows.
    fn doers_of<'r>(
        &self,
        noun: &Answered,
        mut earlier: impl Iterator<Item = &'r Report>,
        here: usize,
    ) -> Vec<Participant> {
        if noun.types.is_empty() {
            let near = earlier.next().filter(|report| report.trigger.start + NEAR > here);
            return near.into_iter().flat_map(actors).cloned().collect();
        }
        let fitting = |report: &&Report| noun.types.contains(&report.event_type) && actors(report).next().is_some();
        let told: Vec<&Report> = earlier.filter(fitting).collect();
        let named: Vec<&Report> = told.iter().copied().filter(|report| self.shares_word(noun.at, report)).collect();
        let one_side = |told: &[&Report]| {
            told.iter()
                .all(|report| actors(report).all(|p| actors(told[0]).any(|other| self.is_one(p.entity, other.entity))))
        };
        let meant = [told, named].into_iter().find(|told| !told.is_empty() && one_side(told));
        meant.iter().flat_map(|told| actors(told[0])).cloned().collect()
    }

    /// Whether a report is signalled by a form of the word at a token.
    fn shares_word(&self, at: usize, report: &Report) -> bool {
        let patterns = &self.lexicon.patterns;
        let names = |at: usize| patterns.of(&self.tokens[at].lower).iter().map(|(i, _)| &patterns.all[*i].name);
        let first = self.tokens.partition_point(|token| token.span.start < report.trigger.start);
        let words = (first..self.tokens.len()).take_while(|at| self.tokens[*at].span.end <= report.trigger.end);
        words.into_iter().any(|word| names(word).any(|name| names(at).any(|other| name == other)))
    }
}

fn actors(report: &Report) -> impl Iterator<Item = &Participant> {
    report.participants.iter().filter(|p| p.role == SlotRole::Actor)
}
