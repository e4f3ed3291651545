//! Who takes part in an act, and in which role: whom the slots of a frame give, and what a capital, a title, a place make of them.

use super::{Clause, Coder};
use crate::facts::{Participant, Role};
use crate::lexicon::{Form, Pattern, Slot, SlotRole};
use crate::reading::phrases::Phrase;
use ontology::entity::Kind;

impl Coder<'_> {
    /// A passive that hides its doer tells no event, unless the state is implied (arrested, sentenced) or the words tell the
    /// deed of somebody unknown.
    pub(super) fn has_doer(
        &self,
        pattern: &Pattern,
        form: Form,
        clause: &Clause,
        participants: &[Participant],
    ) -> bool {
        let has = |role| participants.iter().any(|p| p.role == role);
        // "a banker jailed last year": a participle alone says who somebody is, not what is told.
        let told = form == Form::Passive && clause.has_auxiliary();
        let implied = told && self.reference.implied.contains(pattern.event_type);
        let two = !pattern.mutual || self.is_of_two_sides(participants);
        two && (has(SlotRole::Actor) || pattern.hidden_actor || (implied && has(SlotRole::Recipient)))
    }

    /// Leaves out who only travels: people of whom neither the tables nor the sentence knows an office, and groups of such.
    pub(super) fn keep_officials(&self, pattern: &Pattern, clause: &Clause, participants: &mut Vec<Participant>) {
        let official = self.reference.official.get(pattern.event_type);
        if official.is_some_and(|mode| pattern.modes.contains(mode)) {
            participants.retain(|p| p.role != SlotRole::Actor || self.is_official(p, clause));
        }
    }

    fn is_official(&self, participant: &Participant, clause: &Clause) -> bool {
        let entity = &self.entities[participant.entity];
        let holder = || {
            let index = self.reference.find(&entity.id);
            index.is_some_and(|index| self.reference.offices.of_person(index).next().is_some())
        };
        let titled = || {
            let phrase = clause.phrases.iter().find(|phrase| Some(phrase.span) == participant.span);
            let title = |at: usize| self.lexicon.roles.at(&self.tokens[at..clause.sentence.tokens.end]).is_some();
            phrase.is_some_and(|phrase| phrase.tokens.clone().any(title))
        };
        let sector = entity.sector.as_deref();
        match entity.kind {
            Kind::Person => sector.is_some() || holder() || titled(),
            // "Thousands of refugees arrived in Chad."
            Kind::Group => entity.known || sector.is_none_or(ontology::entity::acts_for_state),
            Kind::Organization | Kind::Country | Kind::Place => true,
        }
    }

    fn is_of_two_sides(&self, participants: &[Participant]) -> bool {
        let mut sides = participants.iter().filter(|p| p.role == SlotRole::Actor).map(|p| &self.entities[p.entity]);
        let Some(first) = sides.next() else { return false };
        sides.any(|other| other.country.is_none() || other.country != first.country)
    }

    /// Makes recipients of the participants that stand after a word.
    pub(super) fn aim_at_those_after(&self, at: usize, participants: &mut [Participant]) {
        let word = self.tokens[at].span.start;
        let after = |p: &&mut Participant| p.span.is_some_and(|span| span.start > word);
        participants.iter_mut().filter(after).for_each(|p| p.role = SlotRole::Recipient);
    }

    /// Those who meet in the country of one side are its guests: that side becomes the recipient.
    pub(super) fn host(
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

    pub(super) fn participants(&self, pattern: &Pattern, form: Form, clause: &Clause) -> Vec<Participant> {
        let mut participants: Vec<Participant> = Vec::new();
        let mut used: Vec<&Phrase> = Vec::new();
        for (role, slot) in &pattern.frame {
            let place = pattern.frame.iter().any(|(other, at)| *other == SlotRole::Place && at == slot);
            // "protests in Kenya" are Kenya's only where nobody else is named, and the guest abducted in Niger is not Niger's.
            let named = *role != SlotRole::Place && participants.iter().any(|p| p.role == *role);
            if *role == SlotRole::Actor && named && self.is_within(slot) {
                continue;
            }
            let inside = |phrase: &Phrase| {
                phrase.preposition.as_ref().is_some_and(|word| self.lexicon.words.within.contains(word))
            };
            let filled = match slot {
                Slot::Speaker => self.speaking(clause).into_iter().collect(),
                slot => clause.fill(slot, form),
            };
            for phrase in filled.into_iter().filter(|phrase: &&Phrase| !named || !inside(phrase)) {
                let entity = self.acting(*role, phrase.entity, place);
                let taken = *role != SlotRole::Place && used.iter().any(|other| std::ptr::eq(*other, phrase));
                if let Some(entity) = entity.filter(|_| !taken) {
                    if *role != SlotRole::Place {
                        used.push(phrase);
                    }
                    participants.push(Participant {
                        role: *role,
                        entity,
                        span: Some(phrase.span),
                        tenure: self.tenure(entity),
                    });
                }
            }
        }
        self.without_sent(clause, &mut participants);
        participants
    }

    /// Whether a slot is one of places.
    pub(super) fn is_within(&self, slot: &Slot) -> bool {
        matches!(slot, Slot::After(words) if words.iter().any(|word| self.lexicon.words.within.contains(word)))
    }

    /// "sent troops to Iraq": those who are sent to somebody are not those whom it is done to.
    fn without_sent(&self, clause: &Clause, participants: &mut Vec<Participant>) {
        let phrase = |p: &Participant| clause.phrases.iter().find(|phrase| Some(phrase.span) == p.span);
        let governed =
            |p: &&Participant| p.role == SlotRole::Recipient && phrase(p).is_some_and(|f| f.preposition.is_some());
        let nameless = |p: &Participant| {
            let entity = &self.entities[p.entity];
            entity.kind == Kind::Group && !entity.known && entity.labels[0].starts_with(char::is_lowercase)
        };
        if participants.iter().any(|p| governed(&p)) {
            let sent = |p: &Participant| {
                p.role == SlotRole::Recipient && nameless(p) && phrase(p).is_some_and(|f| f.preposition.is_none())
            };
            participants.retain(|p| !sent(p));
        }
    }

    /// A capital that acts is its country's government, and so is one that is acted on, unless it is a place that is gone to or
    /// hit. Other places do not act, and continents and seas are nobody.
    pub(super) fn acting(&self, role: Role, entity: usize, place: bool) -> Option<usize> {
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

    pub(super) fn tenure(&self, entity: usize) -> Option<String> {
        let found = &self.entities[entity];
        let index = self.reference.find(&found.id).filter(|_| found.kind == Kind::Person)?;
        self.reference.offices.held_by(index, self.day?).map(|term| term.id(&found.id))
    }
}
