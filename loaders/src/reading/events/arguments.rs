//! Where subject, object, genitive and prepositional phrases of a word stand.

use crate::facts::Span;
use crate::lexicon::{Form, Lexicon, Pattern, Slot};
use crate::reading::phrases::Phrase;
use crate::reading::sentences::Sentence;
use crate::reading::tokens::{Token, TokenKind};

/// A word that signals an event, in its sentence.
pub struct Clause<'a> {
    /// All tokens of the article.
    pub tokens: &'a [Token],
    /// The language.
    pub lexicon: &'a Lexicon,
    /// The sentence.
    pub sentence: &'a Sentence,
    /// Its phrases.
    pub phrases: &'a [Phrase],
    /// The word.
    pub at: usize,
    /// The last of the words that belong to it.
    pub end: usize,
}

/// How far, in tokens, an object, a prepositional phrase and a needed word may stand from the verb.
const OBJECT: usize = 8;
const PREPOSITIONAL: usize = 16;
const NEEDED: usize = 5;
/// How far what is promised or demanded may stand from the verb that promises or demands it.
const CONTENT: usize = 6;
/// How far a genitive may stand from its noun.
const GENITIVE: usize = 4;
/// How far "after" may stand from the comma before it ("…, just two days after").
const SEQUEL: usize = 4;
/// How far a phrase may stand from its preposition.
const GOVERNED: usize = 7;

impl<'a> Clause<'a> {
    pub(super) fn lower(&self, at: usize) -> &'a str {
        &self.tokens[at].lower
    }

    /// The form of the word here: a participle is passive or not; after a determiner stands no verb.
    #[must_use]
    pub fn voice(&self, pattern: &Pattern, form: Form) -> Option<Form> {
        let words = &self.lexicon.words;
        let verb = form != Form::Noun && form != Form::Passive;
        let before = (self.at > self.sentence.tokens.start).then(|| self.lower(self.at - 1));
        let named = self.phrases.iter().any(|phrase| phrase.tokens.end == self.at && !phrase.demonym);
        let opens = |word: &str| form == Form::Participle && words.clause.contains(word);
        if verb && !named && before.is_some_and(|word| words.before_nouns.contains(word) && !opens(word)) {
            return None;
        }
        match form {
            Form::Participle => {}
            Form::Gerund => return self.is_progressive().then_some(Form::Active),
            other => return Some(other),
        }
        let mut before =
            (self.sentence.tokens.start..self.at).rev().skip_while(|at| words.adverbs.contains(self.lower(*at)));
        let auxiliary = before.next().is_some_and(|at| words.passive_auxiliaries.contains(self.lower(at)));
        let agent = self.at + 1 < self.sentence.tokens.end
            && words.agent.contains(self.lower(self.at + 1))
            && self.agent().is_some();
        Some(if auxiliary || agent || self.is_reduced(pattern) { Form::Passive } else { Form::Active })
    }

    /// Whether a gerund is a verb here: after an auxiliary, "and" or a comma, begun ("kept firing"), beside its subject or
    /// its object.
    fn is_progressive(&self) -> bool {
        let words = &self.lexicon.words;
        let mut before =
            (self.sentence.tokens.start..self.at).rev().skip_while(|at| words.adverbs.contains(self.lower(*at)));
        before.next().is_some_and(|at| {
            let word = self.lower(at);
            let sets = [&words.passive_auxiliaries, &words.and, &words.aspect, &words.clause, &words.prepositions];
            word == ","
                || sets.iter().any(|set| set.contains(word))
                || self.phrases.iter().any(|p| p.tokens.contains(&at))
        })
    }

    /// "two men, accused of theft": a participle whose object is not after it, and whose subject is not right before it.
    fn is_reduced(&self, pattern: &Pattern) -> bool {
        let words = &self.lexicon.words;
        let next = (self.at + 1 < self.sentence.tokens.end).then(|| self.lower(self.at + 1));
        let framed = |word: &str| {
            pattern.frame.iter().any(|(_, slot)| matches!(slot, Slot::After(set) if set.iter().any(|one| one == word)))
        };
        let transitive = pattern.needs.is_empty() && pattern.frame.iter().any(|(_, slot)| *slot == Slot::Object);
        let beside = self.phrases.iter().any(|phrase| phrase.tokens.end <= self.at && self.adjoins_phrase(phrase));
        let joined = self.at > self.sentence.tokens.start && words.and.contains(self.lower(self.at - 1));
        transitive && !beside && !joined && next.is_some_and(|word| words.prepositions.contains(word) && !framed(word))
    }

    /// Whether the words that the pattern needs stand near: the last token of the trigger then.
    #[must_use]
    pub fn needs(&self, pattern: &Pattern, form: Form) -> Option<usize> {
        let mut end = self.at;
        for need in &pattern.needs {
            let is = |at: &usize| need.iter().any(|word| word == self.lower(*at));
            let after = (end + 1..(end + 1 + NEEDED).min(self.sentence.tokens.end)).find(is);
            let before = || (self.at.saturating_sub(NEEDED).max(self.sentence.tokens.start)..self.at).find(is);
            match after {
                // A need beyond a participant does not carry the trigger with it ("spoke with Kim by phone").
                Some(at) if self.phrases.iter().any(|phrase| phrase.tokens.start > end && phrase.tokens.end <= at) => {}
                Some(at) => end = at,
                None if form == Form::Passive && before().is_some() => {}
                None => return None,
            }
        }
        Some(end)
    }

    /// The phrases that fill a slot.
    #[must_use]
    pub fn fill(&self, slot: &Slot, form: Form) -> Vec<&'a Phrase> {
        let first = match (slot, form) {
            (Slot::Subject, Form::Passive) => self.agent(),
            (Slot::Subject, Form::Noun) => self.genitive(),
            (Slot::Object, Form::Passive) => self.subject().or_else(|| self.governed_subject()),
            (Slot::Subject, _) => self.subject(),
            (Slot::Object, _) => self.object(),
            (Slot::Genitive, _) => self.genitive(),
            (Slot::After(words), _) => self.after(words),
            (Slot::Speaker, _) => None,
        };
        first.map_or_else(Vec::new, |first| self.with_joined(first))
    }

    /// A phrase with those that "and" joins to it.
    fn with_joined(&self, i: usize) -> Vec<&'a Phrase> {
        let first = (0..=i).rev().find(|at| !self.phrases[*at].joined).unwrap_or(i);
        let rest = self.phrases[first + 1..].iter().take_while(|phrase| phrase.joined);
        // What stands on the other side of the verb is not joined to this side.
        let side = self.phrases[i].tokens.start < self.at;
        std::iter::once(&self.phrases[first])
            .chain(rest)
            .filter(|phrase| (phrase.tokens.start < self.at) == side)
            .collect()
    }

    /// Whether not even what may be a verb stands between the word and a token: what is done elsewhere is told of it.
    fn is_clear(&self, until: usize) -> bool {
        let words = &self.lexicon.words;
        let aim = |at: usize| {
            let next = (at + 1 < until).then(|| &self.tokens[at + 1]);
            let verb = next.is_some_and(|next| !next.capital && !words.determiners.contains(&next.lower));
            words.aim.contains(self.lower(at)) && verb
        };
        let verbal = |at: usize| {
            let mut forms = self.lexicon.patterns.of(self.lower(at)).iter().map(|(_, form)| *form);
            forms.any(|form| form != Form::Noun && form != Form::Passive) && !self.is_noun(at)
        };
        self.open(until) && !(self.end + 2..until).any(|at| verbal(at) || aim(at))
    }

    /// Whether a word is a verb of the patterns here: outside of names, not where only a noun stands, and with the words
    /// that one of its patterns needs.
    pub(super) fn is_verb(&self, at: usize) -> bool {
        let words = &self.lexicon.words;
        let patterns = self.lexicon.patterns.of(self.lower(at));
        if patterns.is_empty() || self.phrases.iter().any(|phrase| phrase.tokens.contains(&at) && !phrase.demonym) {
            return false;
        }
        let before = (at > self.sentence.tokens.start).then(|| self.lower(at - 1));
        let nominal = before.is_some_and(|word| words.before_nouns.contains(word) && !words.clause.contains(word));
        let here = Clause { at, end: at, ..*self };
        let verb = |(i, form): &(usize, Form)| {
            let verbal = *form != Form::Noun && !nominal;
            verbal && here.needs(&self.lexicon.patterns.all[*i], *form).is_some()
        };
        patterns.iter().any(verb)
    }

    /// Whether a word is a verb of saying here, and not a word of a name ("the United States") or a verb of another deed
    /// ("claimed responsibility").
    pub(super) fn says(&self, at: usize) -> bool {
        let words = &self.lexicon.words;
        let avows = || at + 1 < self.sentence.tokens.end && words.avowed.contains(self.lower(at + 1));
        words.reporting.contains(self.lower(at))
            && !self.phrases.iter().any(|phrase| phrase.tokens.contains(&at))
            && !avows()
    }

    pub(super) fn is_noun(&self, at: usize) -> bool {
        self.lexicon.patterns.of(self.lower(at)).iter().any(|(_, form)| *form == Form::Noun)
    }

    /// To whom it is done: the first phrase after the verb, before another verb or clause.
    fn object(&self) -> Option<usize> {
        let words = &self.lexicon.words;
        let goes_on = self.end + 1 < self.sentence.tokens.end && self.lower(self.end + 1) != ",";
        let between = |phrase: &Phrase| phrase.preposition.as_ref().is_some_and(|word| words.between.contains(word));
        // "summoned the Chinese ambassador": the noun that the verb needs may close the phrase.
        let own = |phrase: &Phrase| phrase.tokens.len() > 1 && phrase.tokens.end == self.end + 1;
        let i = self
            .phrases
            .iter()
            .position(|phrase| phrase.tokens.start > self.at && (phrase.tokens.end > self.end + 1 || own(phrase)))?;
        let phrase = &self.phrases[i];
        let near = phrase.tokens.start.saturating_sub(self.end) <= OBJECT && self.open(phrase.tokens.start);
        let set_off = (self.end + 1..phrase.tokens.start).any(|at| self.lower(at) == ",");
        (goes_on && (!set_off || self.is_renamed(phrase)) && near && (phrase.preposition.is_none() || between(phrase)))
            .then_some(i)
    }

    /// "expelled two members, Ali and Budi": whether a phrase only names those whom a number right after the verb counts.
    fn is_renamed(&self, phrase: &Phrase) -> bool {
        let comma = phrase.tokens.start - 1;
        let counted = self.tokens[self.end + 1].kind == TokenKind::Number
            || self.lexicon.words.determiners.contains(self.lower(self.end + 1));
        let alone = (self.end + 1..comma).all(|at| self.lower(at) != ",");
        let next = phrase.tokens.end;
        let closed = next >= self.sentence.tokens.end
            || matches!(self.lower(next), "," | ".")
            || self.lexicon.words.and.contains(self.lower(next));
        counted && self.lower(comma) == "," && alone && closed
    }

    /// Whether no clause begins and no other verb stands between the word and a token.
    fn open(&self, until: usize) -> bool {
        let words = &self.lexicon.words;
        // "kerja sama yang erat antara A dan B": the two still belong to the noun before.
        let joint = until > 0 && words.between.contains(self.lower(until - 1));
        let barrier = |at: usize| {
            let word = self.lower(at);
            // "mengimbau agar warga …": what is asked has its subject right after.
            (words.clause.contains(word) && !(at == self.end + 1 && words.complement.contains(word)))
                || (words.relative.contains(word) && !joint)
                || self.says(at)
                || matches!(word, ";" | ":" | "\"" | "“" | "”")
                || (self.is_verb(at) && !self.is_noun(at) && at != self.end + 1)
        };
        !(self.end + 1..until).any(barrier)
    }

    /// The doer in a passive.
    fn agent(&self) -> Option<usize> {
        let governed = self.after_set(|word| self.lexicon.words.agent.contains(word));
        // Some languages may leave the preposition out right after the verb ("diserang Israel").
        let bare = || {
            let i = self.phrases.iter().position(|phrase| phrase.tokens.start == self.end + 1)?;
            (self.lexicon.words.genitive_follows && self.phrases[i].preposition.is_none()).then_some(i)
        };
        governed.or_else(bare)
    }

    /// Whose deed a noun is.
    fn genitive(&self) -> Option<usize> {
        let words = &self.lexicon.words;
        let before = || {
            let i = self.phrases.iter().rposition(|phrase| phrase.tokens.end <= self.at)?;
            let gap: Vec<&str> = (self.phrases[i].tokens.end..self.at).map(|at| self.lower(at)).collect();
            let owned = gap.first().is_some_and(|first| words.possessive.contains(*first)) && gap.len() <= 4;
            let adjective = self.phrases[i].demonym
                && gap.len() <= 3
                && !gap.iter().any(|word| words.prepositions.contains(*word) || *word == ",");
            (owned || adjective || (gap.is_empty() && !words.genitive_follows && self.phrases[i].preposition.is_none()))
                .then_some(i)
        };
        let follows = || {
            let i = self.phrases.iter().position(|phrase| phrase.tokens.start > self.end)?;
            let gap = self.phrases[i].tokens.start - self.end - 1;
            let bare = self.phrases[i]
                .preposition
                .as_ref()
                .is_none_or(|word| words.genitive.contains(word) || words.agent.contains(word));
            let set_off = (self.end + 1..self.phrases[i].tokens.start).any(|at| self.lower(at) == ",");
            (bare && gap <= 3 && !set_off && self.open(self.phrases[i].tokens.start)).then_some(i)
        };
        let light = (self.sentence.tokens.start..self.at).rev().take(4).any(|at| words.light.contains(self.lower(at)));
        let doer = || if light { self.subject() } else { None };
        if words.genitive_follows { doer().or_else(follows) } else { before().or_else(doer).or_else(|| self.agent()) }
    }

    /// The first phrase after one of these prepositions.
    fn after(&self, words: &[String]) -> Option<usize> {
        self.after_set(|word| words.iter().any(|other| other == word))
    }

    fn after_set(&self, fits: impl Fn(&str) -> bool) -> Option<usize> {
        let words = &self.lexicon.words;
        let limit = (self.end + 1 + PREPOSITIONAL).min(self.sentence.tokens.end);
        // "of" belongs to the word right before it.
        let far = |at: usize| words.genitive.contains(self.lower(at)) && at > self.end + GENITIVE;
        let opens = |at: &usize| fits(self.lower(*at)) && !far(*at) && self.open(*at);
        // The preposition may stand among the trigger's own words ("called on").
        let opener = (self.end.max(self.at + 1)..limit).find(opens).or_else(|| (self.at + 1..self.end).find(opens))?;
        // A noun may stand between: "kecaman atas serangan Israel".
        let i = self.phrases.iter().position(|phrase| phrase.tokens.start > opener)?;
        let phrase = &self.phrases[i];
        let governed = phrase
            .preposition
            .as_deref()
            .is_none_or(|word| fits(word) || words.between.contains(word) || words.genitive.contains(word));
        (governed && phrase.tokens.start - opener <= GOVERNED && self.open(phrase.tokens.start)).then_some(i)
    }

    /// Entities that stand after a preposition of place in the clause, before the word or (`after`) on either side.
    pub fn located(&self, after: bool) -> impl Iterator<Item = usize> {
        let words = &self.lexicon.words;
        let here = move |phrase: &&Phrase| {
            let start = phrase.tokens.start;
            phrase.preposition.as_ref().is_some_and(|word| words.within.contains(word))
                && if start <= self.at {
                    self.is_same_clause(phrase.tokens.end) && !self.is_attribute(phrase)
                } else {
                    after && self.is_clear(start)
                }
        };
        self.phrases.iter().filter(here).map(|phrase| phrase.entity)
    }

    /// "Officials in Moscow", "the court that sits in Lyon": a place before the word that only says which noun is meant.
    fn is_attribute(&self, phrase: &Phrase) -> bool {
        let words = &self.lexicon.words;
        let from = (self.sentence.tokens.start..phrase.tokens.start).rev().find(|at| self.lower(*at) == ",");
        let from = from.map_or(self.sentence.tokens.start, |comma| comma + 1);
        let set_off = phrase.tokens.end < self.at && self.lower(phrase.tokens.end) == ",";
        let described = (from..phrase.tokens.start)
            .any(|at| words.relative.contains(self.lower(at)) && !(self.at.saturating_sub(3)..self.at).contains(&at));
        let small = |at: usize| [&words.aim, &words.aspect].iter().any(|set| set.contains(self.lower(at)));
        let last = (phrase.tokens.end..self.at).rev().find(|at| !small(*at)).map_or(phrase.tokens.end, |at| at + 1);
        let beside = Clause { at: last, ..*self }.adjoins_phrase(phrase);
        let noun = (from..phrase.tokens.start.saturating_sub(1))
            .next_back()
            .is_some_and(|at| beside && !words.prepositions.contains(self.lower(at)) && !self.is_verb(at));
        !set_off && (described || noun)
    }

    /// Whether no saying stands between a token and the word after it.
    fn is_same_clause(&self, from: usize) -> bool {
        !(from..self.at).any(|at| self.says(at))
    }

    /// Whether a clause begins between the word and a span.
    #[must_use]
    pub fn parted(&self, span: Span) -> bool {
        let words = &self.lexicon.words;
        // "since Friday" opens no clause.
        let dates = |at: usize| {
            words.since.contains(self.lower(at)) && self.tokens.get(at + 1).is_some_and(|next| next.span.start == span.start)
        };
        self.between(span).any(|at| {
            (words.clause.contains(self.lower(at)) && !dates(at)) || words.relative.contains(self.lower(at))
        })
    }

    /// "said he would resign, a day after police fired": what a comma and a clause of time set off from a saying before it.
    pub(super) fn is_sequel(&self, saying: usize) -> bool {
        let words = &self.lexicon.words;
        let opens = |at: &usize| words.sequence.contains(self.lower(*at));
        // A headline saves its commas.
        let set_off = |opener: usize| {
            self.sentence.title_case
                || (opener.saturating_sub(SEQUEL)..opener).any(|at| self.lower(at) == "," && at > saying)
        };
        let quoted = (saying..self.at).any(|at| matches!(self.lower(at), "\"" | "“" | "”"));
        !quoted && (saying + 1..self.at).filter(opens).any(set_off)
    }

    fn between(&self, span: Span) -> impl Iterator<Item = usize> {
        let word = self.tokens[self.at].span;
        let between = if span.start > word.start { word.end..span.start } else { span.end..word.start };
        self.sentence.tokens.clone().filter(move |at| between.contains(&self.tokens[*at].span.start))
    }

    /// Whether a date tells when something was said, not when it was done: a verb of saying stands between it and the word.
    #[must_use]
    pub fn of_saying(&self, date: Span) -> bool {
        let word = self.tokens[self.at].span;
        self.sentence.tokens.clone().filter(|at| self.says(*at)).any(|at| {
            let start = self.tokens[at].span.start;
            word.start < start && start < date.start
        })
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
            if self.is_verb(at)
                && !words.denial.contains(word)
                && self.lexicon.patterns.of(word).iter().any(|(i, _)| content(self.lexicon.patterns.all[*i].event_type))
            {
                return true;
            }
        }
        false
    }

    /// "Biden to meet Xi": an infinitive right after who does it lies in the future.
    #[must_use]
    pub fn is_planned(&self) -> bool {
        let words = &self.lexicon.words;
        let mut before = (self.sentence.tokens.start..self.at)
            .rev()
            .skip_while(|at| words.adverbs.contains(self.lower(*at)) && !words.infinitive.contains(self.lower(*at)));
        let marker = before.next().filter(|at| words.infinitive.contains(self.lower(*at)));
        marker.is_some_and(|marker| {
            self.phrases.iter().any(|phrase| {
                phrase.tokens.end == marker
                    && self.phrases.first().is_some_and(|first| first.tokens.start == phrase.tokens.start)
            })
        })
    }
}
