//! Whether a deed is told as done, denied, still to come or only claimed, and by whom.

use super::{Clause, Coder};
use crate::facts::{Entity, Factuality, Participant};
use crate::lexicon::{Pattern, SlotRole};
use crate::reading::phrases::Phrase;
use crate::reading::sentences::is_quoted;
use ontology::entity::Kind;

/// How many tokens before the word a negation or a future reaches.
const REACH: usize = 4;
/// How many tokens before the word a condition reaches.
const CONDITION: usize = 20;
/// How many tokens after a verb of saying a comma may close it and its speaker.
const ASIDE: usize = 5;
/// How many tokens a closing "the ministry said" and what stands around it may have.
const CLOSING: usize = 8;

/// How a deed is told.
pub(super) struct Status {
    /// Its type: what lies in the future may be another one.
    pub event_type: &'static str,
    /// As what it is told.
    pub factuality: Factuality,
    /// Who says so.
    pub attributed_to: Option<usize>,
}

impl Coder<'_> {
    /// The status, who claims it, and the type that the status makes of the deed, which may be `to_come` by its date; `None` if it
    /// is told as not done.
    pub(super) fn status(
        &self,
        pattern: &Pattern,
        clause: &Clause,
        participants: &[Participant],
        to_come: bool,
    ) -> Option<Status> {
        let words = &self.lexicon.words;
        // "demo bakal digelar": the words of a trigger may take in what says how it is told; what the pattern itself needs
        // ("won't meet") is of its meaning.
        let needed =
            |at: usize| pattern.needs.iter().flat_map(|need| &need.words).any(|word| *word == self.tokens[at].lower);
        let inside = |set: &rustc_hash::FxHashSet<String>| {
            (clause.at + 1..clause.end).any(|at| set.contains(&self.tokens[at].lower) && !needed(at))
        };
        let near = |reach: usize, set: &rustc_hash::FxHashSet<String>| clause.near(reach, set).is_some() || inside(set);
        let speaker = self.speaker(clause);
        let speech = self.reference.speech.contains(pattern.event_type);
        let speaks = speaker.is_some_and(|speaker| self.speaks_for(speaker, participants, speech));
        // "threatened to attack": that the words of a threat or promise tell of the future does not put it off.
        let ahead = if self.reference.content.contains(pattern.event_type) {
            clause.near(REACH, &words.future).is_some()
        } else {
            near(REACH, &words.future)
        };
        let future = ahead || to_come || clause.is_planned();
        let negated = near(REACH, &words.negation);
        let quoted = is_quoted(self.tokens, clause.sentence, clause.at);
        let factuality = if negated && (future || speaker.is_some() || near(REACH, &words.denial)) {
            Factuality::Denied
        } else if negated || near(REACH, &words.possible) || self.is_conditional(clause) {
            return None;
        } else if future {
            Factuality::Predicted
        } else if near(REACH, &words.alleged)
            || (quoted && !speech)
            || self.is_hearsay(clause, speaker, participants, speech)
        {
            Factuality::Claimed
        } else {
            Factuality::Asserted
        };
        // Whoever says that he will or won't do it, acts by saying so.
        let said = match factuality {
            Factuality::Predicted if self.has_ultimatum(clause) => self.reference.ultimatum.get(pattern.event_type),
            Factuality::Predicted if speaks => self.reference.announced.get(pattern.event_type),
            Factuality::Denied if future => self.reference.declined.get(pattern.event_type),
            _ => None,
        };
        if let Some(event_type) = said {
            return Some(Status { event_type, factuality: Factuality::Asserted, attributed_to: None });
        }
        let later = || self.reference.event_rules.get(pattern.event_type).copied();
        let event_type = if factuality == Factuality::Predicted { later() } else { None };
        let attributed = matches!(factuality, Factuality::Claimed | Factuality::Denied).then_some(speaker).flatten();
        Some(Status { event_type: event_type.unwrap_or(pattern.event_type), factuality, attributed_to: attributed })
    }

    /// "will leave unless …": whether the clause goes on with what others must do to prevent it.
    fn has_ultimatum(&self, clause: &Clause) -> bool {
        (clause.end + 1..clause.sentence.tokens.end)
            .any(|at| self.lexicon.words.ultimatum.contains(&self.tokens[at].lower))
    }

    /// Whether the deed is known from somebody's words alone, which are not the deed itself.
    fn is_hearsay(&self, clause: &Clause, speaker: Option<usize>, participants: &[Participant], speech: bool) -> bool {
        let words = &self.lexicon.words;
        let states = self.saying(clause).is_some_and(|at| {
            clause.sentence.tokens.contains(&(at + 1)) && words.clause.contains(&self.tokens[at + 1].lower)
        });
        let speaks = speaker.is_some_and(|speaker| self.speaks_for(speaker, participants, speech));
        let own = speaks
            && (speech || !states)
            && !self.is_narrated(clause)
            && !self.is_shared(clause, speaker, participants);
        // "The embassy promises to help," he added: who adds it speaks for the embassy.
        let voiced = speech && speaker.is_none() && is_quoted(self.tokens, clause.sentence, clause.at);
        self.is_reported(clause, speaker) && !own && !voiced
    }

    /// Who says what the clause tells: the phrase beside a verb of saying in the sentence.
    pub(super) fn speaker(&self, clause: &Clause) -> Option<usize> {
        self.speaking(clause).map(|phrase| phrase.entity)
    }

    /// The phrase beside that verb that names the speaker.
    pub(super) fn speaking<'a>(&self, clause: &Clause<'a>) -> Option<&'a Phrase> {
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
                .filter(|phrase| !self.is_in_speech(phrase, saying, clause))
        };
        // "…," said X closes what was said; "X said …" opens it. "Told X that …" has X as listener.
        let opens = saying == clause.sentence.tokens.start;
        let closes = !opens && matches!(self.tokens[saying - 1].lower.as_str(), "," | "\"" | "”");
        let told = self.lexicon.words.telling.contains(&self.tokens[saying].lower);
        let after = || if (opens || closes) && !told { after() } else { None };
        if saying > clause.at && closes { after().or_else(before) } else { before().or_else(after) }
    }

    /// Whether a phrase before a verb of saying stands in what is said: "… the refugees," he added.
    fn is_in_speech(&self, phrase: &Phrase, saying: usize, clause: &Clause) -> bool {
        (phrase.tokens.end..saying).any(|at| match self.tokens[at].lower.as_str() {
            "\"" | "”" => true,
            "," => saying > clause.at,
            _ => false,
        })
    }

    /// Whether the deed is only a condition ("if Mali attacks, …").
    fn is_conditional(&self, clause: &Clause) -> bool {
        clause.near(CONDITION, &self.lexicon.words.conditional).is_some_and(|at| !clause.is_closed(at))
    }

    /// "Several provinces say that …", "Dia mengatakan …": whether somebody whom nothing names says what follows.
    fn opens_speech(&self, saying: usize, clause: &Clause) -> bool {
        let words = &self.lexicon.words;
        let before = saying.checked_sub(1).filter(|at| clause.sentence.tokens.contains(at));
        let pronoun = before.is_some_and(|at| words.anaphors.contains(&self.tokens[at].lower));
        pronoun || words.complement.contains(&self.tokens[saying + 1].lower)
    }

    /// "…, prosecutors said.": whether a verb of saying and its speaker close the sentence behind a comma.
    fn is_closing(&self, saying: usize, clause: &Clause) -> bool {
        let last = (saying + 1..clause.sentence.tokens.end).all(|at| self.tokens[at].is("."));
        last && (clause.end + 1..saying).rev().take(CLOSING).any(|at| self.tokens[at].is(","))
    }

    /// Whether the sentence has the deed from somebody. What opens the story, the outlet tells as its own, whoever closes the
    /// sentence ("…, officials said").
    fn is_reported(&self, clause: &Clause, speaker: Option<usize>) -> bool {
        let Some(saying) = self.saying(clause).filter(|at| *at > clause.at) else {
            return speaker.is_some() || self.saying(clause).is_some_and(|at| self.opens_speech(at, clause));
        };
        let comma = (clause.end + 1..saying).rev().take(CLOSING).any(|at| self.tokens[at].is(","));
        let closes = comma && clause.sentence.tokens.end.saturating_sub(saying) <= CLOSING;
        // "Commenting on the embargo, Lavrov called it …" has the embargo from nobody.
        let aside = (saying + 1..clause.sentence.tokens.end).take(ASIDE).any(|at| self.tokens[at].is(","));
        if closes { self.lede != Some(clause.sentence.span) } else { aside && speaker.is_some() }
    }

    /// "said he had warned", "mengaku sempat mengancam": what somebody tells of his own past is not done by telling it.
    fn is_narrated(&self, clause: &Clause) -> bool {
        self.saying(clause).is_some_and(|at| at < clause.at)
            && clause.near(REACH, &self.lexicon.words.anterior).is_some()
    }

    /// "Mali said it and Niger agreed": what somebody tells of others too is not done by his telling it.
    fn is_shared(&self, clause: &Clause, speaker: Option<usize>, participants: &[Participant]) -> bool {
        let told = self.saying(clause).is_some_and(|at| at < clause.at);
        let country = speaker.and_then(|speaker| self.entities[speaker].country.as_ref());
        let mut doers = participants.iter().filter(|p| p.role == SlotRole::Actor);
        let other = |p: &Participant| Some(p.entity) != speaker && self.entities[p.entity].country.as_ref() != country;
        told && doers.any(other)
    }

    /// Whether the speaker is the doer or, where saying is doing, speaks for the state or body that is.
    fn speaks_for(&self, speaker: usize, participants: &[Participant], speech: bool) -> bool {
        let voice = &self.entities[speaker];
        let official =
            |entity: &Entity| entity.kind != Kind::Person || entity.sector.as_deref() == voice.sector.as_deref();
        let mut doers =
            participants.iter().filter(|p| p.role == SlotRole::Actor).map(|p| (p.entity, &self.entities[p.entity]));
        let ours = |(entity, doer): (usize, &Entity)| {
            let same = voice.country.is_some() && doer.country == voice.country;
            entity == speaker
                || (speech && same && voice.kind != Kind::Person && official(doer))
                || (speech && same && doer.kind != Kind::Person)
        };
        doers.any(ours)
    }

    /// Whether a quoted deed is one of the speaker's own side.
    pub(super) fn is_own_deed(&self, clause: &Clause, participants: &[Participant]) -> bool {
        let Some(speaker) = self.speaker(clause) else { return true };
        let (ours, own) = (&self.entities[speaker].country, |p: &&Participant| p.role == SlotRole::Actor);
        participants.iter().filter(own).any(|p| {
            let country = &self.entities[p.entity].country;
            p.entity == speaker || (country.is_some() && country == ours)
        })
    }

    /// Whether the doer of a quoted deed is its speaker, called "we".
    pub(super) fn is_of_us(&self, clause: &Clause, participants: &[Participant]) -> bool {
        let we = |p: &Participant| {
            let mut phrases = clause.phrases.iter().filter(|phrase| Some(phrase.span) == p.span);
            phrases.any(|phrase| {
                matches!(self.lexicon.anaphora.at(&self.tokens[phrase.tokens.clone()]), Some((_, "speaker")))
            })
        };
        participants.iter().any(|p| p.role == SlotRole::Actor && we(p))
    }

    /// The verb of saying that the clause depends on, if there is one.
    fn saying(&self, clause: &Clause) -> Option<usize> {
        let words = &self.lexicon.words;
        // "imposed sanctions, saying …" depends on no saying.
        let aside = |at: usize| {
            at > clause.at
                && (words.aside.contains(&self.tokens[at].lower) || words.aside.contains(&self.tokens[at - 1].lower))
        };
        let saying = clause.sentence.tokens.clone().find(|at| clause.says(*at) && !aside(*at))?;
        // "attacked minutes after he told …" is not what he told.
        let apart = if saying > clause.at {
            clause.parted(self.tokens[saying].span) && !self.is_closing(saying, clause)
        } else {
            clause.is_sequel(saying)
        };
        (!apart).then_some(saying)
    }
}
