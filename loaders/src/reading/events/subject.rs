//! Where the subject of a verb stands: before it, past what only describes it and what belongs to other verbs.

use super::Clause;
use crate::lexicon::Form;
use crate::reading::phrases::Phrase;
use crate::reading::tokens::TokenKind;
use std::ops::Range;

/// How many tokens may part whom a relative clause is about from its pronoun.
const HEAD: usize = 3;
/// How many words may stand between whose a thing is and the verb that tells what it did.
const ATTRIBUTE: usize = 3;

impl Clause<'_> {
    /// Who does it: the nearest phrase before the verb that no preposition governs and that is no other verb's object.
    pub(super) fn subject(&self) -> Option<usize> {
        let words = &self.lexicon.words;
        // "An Air India crash killed …"
        if self.at > self.sentence.tokens.start && words.mishap.contains(self.lower(self.at - 1)) {
            return None;
        }
        let before = self.phrases.iter().take_while(|phrase| phrase.tokens.end <= self.at).count();
        let relative =
            (self.sentence.tokens.start..self.at).rev().take(3).find(|at| words.relative.contains(self.lower(*at)));
        if let Some(relative) = relative {
            // Whom the clause is about stands right before it.
            let head = (0..before).rev().find(|i| self.phrases[*i].tokens.end <= relative);
            return head.filter(|i| relative - self.phrases[*i].tokens.end <= HEAD);
        }
        if let Some(that) = self.restriction() {
            return self.head_of(that, before).or_else(|| self.avower(that, before));
        }
        if let Some(owner) = self.attributive(before) {
            return Some(owner);
        }
        if let Some(owner) = self.opening_owner(before) {
            return Some(owner);
        }
        let free = |i: &usize| self.is_free(*i) && !self.possessive(*i);
        let mut subjects = (0..before).rev().filter(free);
        let Some(nearest) = subjects.next() else { return self.owner(before).or_else(|| self.postponed(before)) };
        if self.is_beyond_clause(nearest) {
            return None;
        }
        if let Some(head) = self.described(nearest) {
            return Some(head);
        }
        if self.is_outcome() {
            return self.sayer(before).filter(free).or_else(|| (0..before).find(free));
        }
        if self.goes_on() && self.is_object(nearest) {
            return subjects.find(|i| !self.is_object(*i));
        }
        if self.goes_on() {
            return self.first_subject(before).or(Some(nearest));
        }
        let settled = !self.is_object(nearest) || self.adjoins(nearest);
        if settled {
            return Some(nearest);
        }
        let doer = self.is_doer_of_aside(nearest);
        let inside = doer || self.is_restricted(nearest);
        subjects.find(|i| !self.is_object(*i)).or((!inside).then_some(nearest))
    }

    /// "Bertemu Putin, Modi …", "After meeting Xi, Macron …": a clause without a subject that opens the sentence has that of the
    /// clause after it.
    fn postponed(&self, before: usize) -> Option<usize> {
        let words = &self.lexicon.words;
        let opens = |at: usize| {
            let word = self.lower(at);
            [&words.clause, &words.prepositions, &words.adverbs].iter().any(|set| set.contains(word))
        };
        if before > 0 || !(self.sentence.tokens.start..self.at).all(opens) {
            return None;
        }
        let comma = (self.end + 1..self.sentence.tokens.end).find(|at| self.lower(*at) == ",")?;
        let small = |at: usize| words.determiners.contains(self.lower(at));
        let i = self.phrases.iter().position(|phrase| phrase.tokens.start > comma)?;
        let phrase = &self.phrases[i];
        let beside = !phrase.joined && phrase.preposition.is_none() && (comma + 1..phrase.tokens.start).all(small);
        (beside && !self.possessive(i)).then_some(i)
    }

    /// "langkah yang dikecam Mali itu": a phrase right after the verb of a clause that only says which noun is meant.
    fn is_doer_of_aside(&self, i: usize) -> bool {
        let start = self.phrases[i].tokens.start;
        let relative = start.checked_sub(2).filter(|at| *at >= self.sentence.tokens.start);
        self.lexicon.words.genitive_follows
            && relative.is_some_and(|at| self.lexicon.words.relative.contains(self.lower(at)))
    }

    /// "Israeli strikes killed …", "Russia's attack killed …": what a state's things and deeds do, it does.
    fn attributive(&self, before: usize) -> Option<usize> {
        let words = &self.lexicon.words;
        let i = before.checked_sub(1)?;
        let phrase = &self.phrases[i];
        let small = |at: &usize| {
            let word = self.lower(*at);
            let sets = [&words.adverbs, &words.passive_auxiliaries, &words.future];
            sets.iter().any(|set| set.contains(word)) && !words.infinitive.contains(word)
        };
        let marked = phrase.tokens.end < self.at && words.possessive.contains(self.lower(phrase.tokens.end));
        let from = phrase.tokens.end + usize::from(marked);
        let last = (from..self.at).rev().find(|at| !small(at))?;
        let barred = [&words.prepositions, &words.and, &words.determiners, &words.negation, &words.anaphors];
        let noun = |at: usize| {
            let token = &self.tokens[at];
            token.kind == TokenKind::Word
                && !token.capital
                && !barred.iter().any(|set| set.contains(&token.lower))
                && !self.is_border(at)
                && (self.is_noun(at) || !self.is_verb(at))
                && !self.says(at)
        };
        let governed = phrase.preposition.as_ref().is_some_and(|word| !words.clause.contains(word));
        let deed = if marked { self.is_noun(last) } else { phrase.demonym };
        (!words.genitive_follows && !governed && deed && last < from + ATTRIBUTE && (from..=last).all(noun))
            .then_some(i)
    }

    /// "…, and Iran's mission to the United Nations praised": whose body opens the clause that the verb is of, where only
    /// what a preposition governs stands between.
    fn opening_owner(&self, before: usize) -> Option<usize> {
        let words = &self.lexicon.words;
        let i = (0..before).rev().find(|i| self.phrases[*i].preposition.is_none())?;
        let Range { start, end } = self.phrases[i].tokens.clone();
        let small = |at: &usize| words.determiners.contains(self.lower(*at));
        let opener = (self.sentence.tokens.start..start).rev().find(|at| !small(at));
        let opens = opener.is_none_or(|at| words.and.contains(self.lower(at)) || self.lower(at) == ",");
        let marked = words.possessive.contains(self.lower(end));
        let plain = |at: usize| {
            let named = self.phrases.iter().any(|phrase| phrase.tokens.contains(&at));
            named || (self.lower(at) != "," && !self.is_border(at) && !self.says(at) && !self.is_verb(at))
        };
        let governs = (end + 1..self.at).any(|at| words.prepositions.contains(self.lower(at)));
        (opens && marked && governs && (end + 1..self.at).all(plain)).then_some(i)
    }

    /// "Mali said that the flood had destroyed", "Mali agreed after a raid killed", "Mali said several states had sent": the
    /// clause of the verb has a subject of its own, which nobody here knows.
    fn is_beyond_clause(&self, i: usize) -> bool {
        let words = &self.lexicon.words;
        let end = self.phrases[i].tokens.end;
        let small = [
            &words.adverbs,
            &words.passive_auxiliaries,
            &words.future,
            &words.negation,
            &words.determiners,
            &words.anaphors,
        ];
        let noun = |at: usize| {
            let word = self.lower(at);
            // "sebelum ini mengancam": such a word is no subject either.
            let definite = matches!(self.lexicon.anaphora.at(&self.tokens[at..=at]), Some((_, "definite")));
            self.tokens[at].kind == TokenKind::Word && !definite && !small.iter().any(|set| set.contains(word))
        };
        let opener = (end..self.at)
            .rev()
            .take_while(|at| self.lower(*at) != ",")
            .find(|at| words.complement.contains(self.lower(*at)) || words.sequence.contains(self.lower(*at)));
        if let Some(opener) = opener {
            return (opener + 1..self.at).any(noun);
        }
        // Without such a word, the noun must stand right before the verb.
        let saying = (end..self.at).find(|at| self.says(*at));
        let last = (end..self.at).rev().find(|at| noun(*at) || self.lower(*at) == ",");
        let own = |at: usize| {
            let word = self.lower(at);
            word != "," && !self.tokens[at].capital && !words.prepositions.contains(word) && !self.is_border(at)
        };
        saying.zip(last).is_some_and(|(saying, last)| {
            // "said today it had …"
            let taken_up = (last..self.at).any(|at| words.anaphors.contains(self.lower(at)));
            last > saying && own(last) && !taken_up && !self.is_set_off(saying, last)
        })
    }

    /// "mengatakan pada pekan lalu": whether a preposition makes of what stands after a verb of saying a time or a place.
    fn is_set_off(&self, saying: usize, last: usize) -> bool {
        (saying + 1..last).any(|at| self.lexicon.words.prepositions.contains(self.lower(at)))
    }

    /// "shelled Juba and killed …" goes on with who did the first.
    fn goes_on(&self) -> bool {
        let words = &self.lexicon.words;
        let mut before =
            (self.sentence.tokens.start..self.at).rev().skip_while(|at| words.adverbs.contains(self.lower(*at)));
        before.next().is_some_and(|at| words.and.contains(self.lower(at)))
    }

    /// "Mali called Niger's leader on Monday and urged …": what goes on has the subject that the clause began with.
    fn first_subject(&self, before: usize) -> Option<usize> {
        let words = &self.lexicon.words;
        let border = |at: &usize| {
            let word = self.lower(*at);
            self.says(*at)
                || words.clause.contains(word)
                || words.relative.contains(word)
                || matches!(word, ";" | ":" | "\"" | "“" | "”")
                || (word == "," && self.opens_after(*at))
        };
        let begin = (self.sentence.tokens.start..self.at).rev().find(border).unwrap_or(self.sentence.tokens.start);
        let fits = |i: &usize| {
            self.phrases[*i].tokens.start >= begin && self.is_free(*i) && !self.possessive(*i) && !self.is_object(*i)
        };
        (0..before).find(fits)
    }

    /// "After Mali left, Niger …": whether a subject stands right after a comma, and is no aside between two.
    fn opens_after(&self, comma: usize) -> bool {
        let small = |at: usize| self.lexicon.words.determiners.contains(self.lower(at));
        self.phrases.iter().enumerate().any(|(i, phrase)| {
            let beside = phrase.tokens.start > comma && (comma + 1..phrase.tokens.start).all(small);
            let open = phrase.tokens.end < self.at && self.lower(phrase.tokens.end) != ",";
            beside && open && !phrase.joined && self.is_free(i) && !self.possessive(i)
        })
    }

    /// Whether the word tells what came of the deed before it (", killing …").
    pub(super) fn is_outcome(&self) -> bool {
        let gerund = self.lexicon.patterns.of(self.lower(self.at)).iter().any(|(_, form)| *form == Form::Gerund);
        gerund && self.at > self.sentence.tokens.start && self.lower(self.at - 1) == ","
    }

    /// "…, Mali said, blaming Niger": whose verb of saying stands before the comma before the word.
    fn sayer(&self, before: usize) -> Option<usize> {
        let saying = self.at.checked_sub(2).filter(|at| self.sentence.tokens.contains(at) && self.says(*at))?;
        (0..before).rev().find(|i| self.phrases[*i].tokens.end == saying)
    }

    /// "A camp for Malian refugees was attacked": whom the subject of a passive is for, from or of.
    pub(super) fn governed_subject(&self) -> Option<usize> {
        self.phrases.iter().rposition(|phrase| phrase.tokens.end <= self.at && phrase.preposition.is_some())
    }

    /// "The leader of Mali resigned": where the subject is a common noun, whose it is.
    fn owner(&self, before: usize) -> Option<usize> {
        let words = &self.lexicon.words;
        (0..before).rev().find(|i| {
            let preposition = self.phrases[*i].preposition.as_ref();
            preposition.is_some_and(|word| words.genitive.contains(word)) && !self.possessive(*i)
        })
    }

    /// "violence that killed two": the "that" which makes the verb say more of the noun before it.
    fn restriction(&self) -> Option<usize> {
        let words = &self.lexicon.words;
        let at = (self.sentence.tokens.start..self.at).rev().find(|at| !self.is_small(*at))?;
        let noun = at.checked_sub(1).filter(|noun| self.sentence.tokens.contains(noun))?;
        // "said that killed …" is no sentence, but a headline may look so.
        let opens = words.complement.contains(self.lower(at)) && words.determiners.contains(self.lower(at));
        (opens && !self.says(noun) && self.tokens[noun].kind == TokenKind::Word).then_some(at)
    }

    /// Whose or who the noun before a token is: "the Malian troops that", "Mali's raid that".
    fn head_of(&self, that: usize, before: usize) -> Option<usize> {
        let words = &self.lexicon.words;
        let i = (0..before).rev().find(|i| self.phrases[*i].tokens.end <= that)?;
        let end = self.phrases[i].tokens.end;
        let noun = |at: usize| {
            let word = self.lower(at);
            words.possessive.contains(word)
                || (!words.prepositions.contains(word) && !self.is_border(at) && !self.says(at) && word != ",")
        };
        // "bombings in Kano that killed …": no town kills.
        if self.phrases[i].preposition.as_ref().is_some_and(|word| words.within.contains(word)) {
            return None;
        }
        let own = end == that || self.phrases[i].demonym || words.possessive.contains(self.lower(end));
        (own && that - end <= HEAD && (end..that).all(noun)).then_some(i)
    }

    /// "claimed responsibility for bombings that killed two": who says that it is his deed.
    fn avower(&self, that: usize, before: usize) -> Option<usize> {
        let words = &self.lexicon.words;
        let avows =
            |at: &usize| words.reporting.contains(self.lower(*at)) && words.avowed.contains(self.lower(*at + 1));
        let verb = (self.sentence.tokens.start..that).rev().find(avows)?;
        (0..before).rev().find(|i| self.phrases[*i].tokens.end <= verb && self.is_free(*i))
    }

    /// "strikes that killed two people were …", "serangan yang menewaskan dua orang dikecam": whether a phrase is the object of a
    /// verb that only says more of a noun.
    fn is_restricted(&self, i: usize) -> bool {
        let words = &self.lexicon.words;
        let start = self.phrases[i].tokens.start;
        let verb = (self.sentence.tokens.start..start).rev().find(|at| self.is_verb(*at));
        let opener = verb.and_then(|verb| (self.sentence.tokens.start..verb).rev().find(|at| !self.is_small(*at)));
        opener.is_some_and(|at| {
            let word = self.lower(at);
            let that = words.complement.contains(word) && words.determiners.contains(word);
            words.relative.contains(word) || (that && at > self.sentence.tokens.start && !self.says(at - 1))
        })
    }

    /// Whom a clause or an apposition describes that the nearest phrase stands in: "A man who had killed two guards was
    /// arrested", "Mali, a neighbour of Niger, agreed", "Mali, visiting Niger, praised".
    fn described(&self, nearest: usize) -> Option<usize> {
        let words = &self.lexicon.words;
        if self.adjoins(nearest) || self.phrases[nearest].joined {
            return None;
        }
        let inside = self.phrases[nearest].tokens.clone();
        let closed = (inside.end..self.at).find(|at| self.lower(*at) == ",");
        (0..nearest).rev().find(|i| {
            let end = self.phrases[*i].tokens.end;
            let relative = (end..(end + 2).min(inside.start)).any(|at| words.relative.contains(self.lower(at)));
            // "a U.S. ally": what stands right after the name is a noun.
            let verbless = |to: usize| !(end..to).any(|at| at != inside.end && (self.is_verb(at) || self.says(at)));
            let apposition = end + 1 < inside.start
                && self.lower(end) == ","
                && words.determiners.contains(self.lower(end + 1))
                && closed.is_some_and(verbless);
            let aside = end + 1 < inside.start
                && self.lower(end) == ","
                && closed.is_some_and(|comma| (comma + 1..self.at).all(|at| self.is_small(at)))
                && !self.is_object(*i);
            self.is_free(*i) && !self.possessive(*i) && (relative || apposition || aside)
        })
    }

    /// Whether no preposition governs a phrase; "after" in "after Russia attacked" opens a clause and governs nothing.
    fn is_free(&self, i: usize) -> bool {
        let phrase = &self.phrases[i];
        let set_off = phrase.tokens.end < self.at && self.lower(phrase.tokens.end) == ",";
        let opens = |word: &String| self.lexicon.words.clause.contains(word) && (self.adjoins(i) || set_off);
        let bracketed = phrase.tokens.start > self.sentence.tokens.start && self.lower(phrase.tokens.start - 1) == "(";
        !bracketed && phrase.preposition.as_ref().is_none_or(opens)
    }

    /// Whether nothing but auxiliaries and adverbs part a phrase from the verb.
    fn adjoins(&self, i: usize) -> bool {
        self.adjoins_phrase(&self.phrases[i])
    }

    pub(super) fn adjoins_phrase(&self, phrase: &Phrase) -> bool {
        (phrase.tokens.end..self.at).all(|at| self.is_small(at))
    }

    /// Whether a word may stand between a subject and its verb.
    fn is_small(&self, at: usize) -> bool {
        let words = &self.lexicon.words;
        let sets = [&words.adverbs, &words.passive_auxiliaries, &words.future, &words.negation];
        // "Mali on Monday condemned": a day between them parts no subject from its verb.
        sets.iter().any(|set| set.contains(self.lower(at))) || self.is_dated(at) || self.opens_date(at)
    }

    /// Whether a phrase belongs to the noun after it ("Russia's …", "Russian …").
    fn possessive(&self, i: usize) -> bool {
        let phrase = &self.phrases[i];
        let next = phrase.tokens.end;
        let marked = next < self.at && self.lexicon.words.possessive.contains(self.lower(next));
        marked
            || (phrase.demonym && (!self.adjoins(i) || self.is_noun(self.at)) && !self.lexicon.words.genitive_follows)
    }

    /// Whether another verb of the patterns stands right before a phrase.
    fn is_object(&self, i: usize) -> bool {
        let words = &self.lexicon.words;
        let start = self.phrases[i].tokens.start;
        let small =
            |at: &usize| words.determiners.contains(self.lower(*at)) || self.tokens[*at].kind == TokenKind::Number;
        let mut before = (self.sentence.tokens.start..start).rev().skip_while(small);
        // "mencegat kapal Madleen": the name of the thing that the noun before it tells.
        let thing = |at: usize| {
            let token = &self.tokens[at];
            let other = [&words.prepositions, &words.and, &words.adverbs, &words.relative];
            let noun = token.kind == TokenKind::Word && !token.capital && !self.is_border(at) && !self.says(at);
            noun && !other.iter().any(|set| set.contains(&token.lower)) && !self.is_verb(at)
        };
        let Some(first) = before.next() else { return false };
        let named = words.genitive_follows && start == first + 1 && thing(first);
        self.is_verb(first) || (named && before.next().is_some_and(|at| self.is_verb(at)))
    }
}
