//! Where a phrase stands: which preposition governs it, and whether it goes on with the list before it.

use super::{Phrase, Phraser};
use crate::lexicon::Form;
use crate::reading::actors::Cast;
use crate::reading::sentences::Sentence;
use crate::reading::tokens::Token;
use ontology::entity::Kind;

impl Phraser<'_> {
    pub(super) fn place(&self, sentence: &Sentence, phrase: &mut Phrase, before: Option<&Phrase>) {
        let words = &self.lexicon.words;
        let mut at = phrase.tokens.start;
        while at > sentence.tokens.start
            && (words.determiners.contains(&self.tokens[at - 1].lower)
                || words.place_heads.contains(&self.tokens[at - 1].lower))
        {
            at -= 1;
        }
        // "Thousands of Israelis": the quantity does not govern them.
        if at > sentence.tokens.start + 1
            && words.genitive.contains(&self.tokens[at - 1].lower)
            && words.quantities.contains(&self.tokens[at - 2].lower)
        {
            at -= 2;
        }
        let preposition = (at > sentence.tokens.start)
            .then(|| &self.tokens[at - 1].lower)
            .filter(|word| words.prepositions.contains(*word));
        phrase.preposition = preposition.cloned();
        let Some(before) = before else { return };
        let gap = &self.tokens[before.tokens.end..phrase.tokens.start];
        let joins = |t: &Token| {
            words.and.contains(&t.lower)
                || words.determiners.contains(&t.lower)
                || matches!(t.lower.as_str(), "," | "-" | "–" | "/" | ")")
        };
        // "praised Kenya, and Uganda sent …": before the "and" of only two, a comma closes a clause.
        let conjunction = gap.iter().any(|token| words.and.contains(&token.lower));
        let parts = conjunction && !before.joined && gap.iter().any(|token| token.is(","));
        if preposition.is_none() && !parts && !gap.is_empty() && gap.len() <= 3 && gap.iter().all(joins) {
            phrase.joined = true;
            phrase.comma = gap.iter().any(|token| token.is(",")) && !conjunction;
            phrase.preposition.clone_from(&before.preposition);
        }
    }

    /// A comma joins the parts of a list that "and" closes; elsewhere it parts clauses ("Perang Israel-Hamas, AS Kerahkan …").
    /// A place never stands in a list with people.
    pub(super) fn unjoin(&self, sentence: &Sentence, phrases: &mut [Phrase], cast: &Cast) {
        for i in (0..phrases.len()).filter(|i| phrases[*i].comma).collect::<Vec<_>>() {
            let closed = phrases[i + 1..].iter().take_while(|next| next.joined).any(|next| !next.comma);
            let is_place = |phrase: &Phrase| cast.entities[phrase.entity].kind == Kind::Place;
            let (here, before) = (is_place(&phrases[i]), is_place(&phrases[i - 1]));
            // "di Istana Mariinskyi, Kyiv": one place inside the other.
            let nobody = !matches!(cast.entities[phrases[i - 1].entity].kind, Kind::Person | Kind::Group);
            let within = |word: &String| self.lexicon.words.locative.contains(word);
            let venue = nobody && phrases[i - 1].preposition.as_ref().is_some_and(within);
            let inside = (before || venue)
                && cast.entities[phrases[i].entity].kind.is_place()
                && !self.begins_clause(&phrases[i - 1], &phrases[i], cast);
            if !inside && (!closed || here != before) {
                phrases[i].joined = false;
                phrases[i].comma = false;
                phrases[i].preposition = None;
                let mut phrase = phrases[i].clone();
                self.place(sentence, &mut phrase, None);
                phrases[i] = phrase;
            }
        }
    }

    /// "Di Gaza, tentara Israel …", "In Beirut, Israel struck …": whether a phrase after a place and a comma is what the clause
    /// is about, and not what the place lies in.
    fn begins_clause(&self, before: &Phrase, phrase: &Phrase, cast: &Cast) -> bool {
        let words = &self.tokens[phrase.tokens.clone()];
        let bare = words.first().is_some_and(|first| first.span.start == phrase.span.start)
            && words.last().is_some_and(|last| last.span.end == phrase.span.end);
        let land = |phrase: &Phrase| cast.entities[phrase.entity].country.clone();
        let apart = land(before).zip(land(phrase)).is_some_and(|(here, there)| here != there);
        let next = self.tokens.get(phrase.tokens.end).map(|next| next.lower.as_str());
        let verb = next.is_some_and(|next| {
            let mut forms = self.lexicon.patterns.of(next).iter().map(|(_, form)| *form);
            forms.any(|form| form != Form::Noun)
        });
        !bare || (apart && verb)
    }
}
