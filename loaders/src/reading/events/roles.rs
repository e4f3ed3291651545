//! Who takes part in an act, and in which role: whom the slots of a frame give, and what a capital, a title, a place make of them.

use super::{Clause, Coder};
use crate::facts::{Participant, Role};
use crate::lexicon::{Form, Pattern, Slot, SlotRole};
use ontology::entity::Kind;

impl Coder<'_> {
    /// A passive that hides its doer tells no event, unless the state is implied (arrested, sentenced) or the words tell the
    /// deed of somebody unknown.
    pub(super) fn has_doer(&self, pattern: &Pattern, form: Form, participants: &[Participant]) -> bool {
        let has = |role| participants.iter().any(|p| p.role == role);
        let implied = form == Form::Passive && self.reference.implied.contains(pattern.event_type);
        has(SlotRole::Actor) || pattern.hidden_actor || (implied && has(SlotRole::Recipient))
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
        for (role, slot) in &pattern.frame {
            let place = pattern.frame.iter().any(|(other, at)| *other == SlotRole::Place && at == slot);
            // "protests in Kenya" are Kenya's only where nobody else is named.
            let named = participants.iter().any(|p| p.role == SlotRole::Actor);
            if *role == SlotRole::Actor && named && self.is_within(slot) {
                continue;
            }
            let filled = match slot {
                Slot::Speaker => self.speaking(clause).into_iter().collect(),
                slot => clause.fill(slot, form),
            };
            for phrase in filled {
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

    /// Whether a slot is one of places.
    pub(super) fn is_within(&self, slot: &Slot) -> bool {
        matches!(slot, Slot::After(words) if words.iter().all(|word| self.lexicon.words.within.contains(word)))
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
