//! Whom "the two countries", "keduanya", "the group" mean: those told last, where nobody else can be meant.

use super::{Phrase, Phraser};
use crate::facts::{Mention, MentionKind, Span};
use crate::reading::actors::Cast;
use crate::reading::sentences::{Sentence, is_quoted};
use crate::reading::tokens::TokenKind;
use ontology::entity::Kind;
use std::ops::Range;

/// How many sentences back those may stand that are taken up.
const BEFORE: usize = 3;
/// How far from a verb of saying its speaker may stand.
const SPEAKER: usize = 3;

impl Phraser<'_> {
    /// Adds the phrases that take up those told before, in the place of what else was made of their words.
    pub(super) fn take_up(&self, sentence: &Sentence, phrases: &mut Vec<Phrase>, cast: &mut Cast) {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let found = self.lexicon.anaphora.at(&self.tokens[at..sentence.tokens.end]);
            let next = at + found.map_or(1, |(words, _)| words);
            let meant = found.map(|(_, what)| self.meant_by(what, at, sentence, phrases, cast)).unwrap_or_default();
            if !meant.is_empty() && !self.is_part_of_name(next, sentence) && !self.is_counted(at, sentence) {
                self.put(&meant, at..next, sentence, phrases, cast);
            }
            at = next;
        }
    }

    /// "the group Hamas", "kedua negara Baltik": whether a name goes on with the words.
    fn is_part_of_name(&self, next: usize, sentence: &Sentence) -> bool {
        next < sentence.tokens.end && self.tokens[next].capital && !sentence.title_case
    }

    /// "ketiga-tiga negara itu", "negara-negara itu": whether the words are of several.
    fn is_counted(&self, at: usize, sentence: &Sentence) -> bool {
        let before = sentence.tokens.start.max(at.saturating_sub(2))..at;
        let word = |at: usize| self.tokens[at].lower.as_str();
        before.clone().any(|at| word(at) == "-")
            || before.last().is_some_and(|at| {
                self.tokens[at].kind == TokenKind::Number
                    || (self.lexicon.words.genitive_follows && self.lexicon.words.determiners.contains(word(at)))
            })
    }

    fn put(
        &self,
        meant: &[usize],
        tokens: Range<usize>,
        sentence: &Sentence,
        phrases: &mut Vec<Phrase>,
        cast: &mut Cast,
    ) {
        phrases.retain(|phrase| phrase.tokens.end <= tokens.start || phrase.tokens.start >= tokens.end);
        let span = Span { start: self.tokens[tokens.start].span.start, end: self.tokens[tokens.end - 1].span.end };
        let before = phrases.iter().take_while(|phrase| phrase.tokens.end <= tokens.start).count();
        for (i, entity) in meant.iter().copied().enumerate() {
            let kind = MentionKind::Description;
            cast.mentions.push(Mention { span, kind, entity: Some(entity), method: "anaphor", score: 0.6 });
            let mut phrase = Phrase {
                tokens: tokens.clone(),
                entity,
                span,
                preposition: None,
                joined: false,
                comma: false,
                demonym: false,
            };
            self.place(sentence, &mut phrase, before.checked_sub(1).map(|last| &phrases[last]));
            phrase.joined |= i > 0;
            phrases.insert(before + i, phrase);
        }
    }

    fn meant_by(&self, what: &str, at: usize, sentence: &Sentence, phrases: &[Phrase], cast: &mut Cast) -> Vec<usize> {
        let here: Vec<usize> =
            phrases.iter().filter(|phrase| phrase.tokens.end <= at).map(|phrase| phrase.entity).collect();
        let told: Vec<&[usize]> =
            std::iter::once(here.as_slice()).chain(self.recent.iter().rev().map(Vec::as_slice)).collect();
        let people = |e: usize| (cast.entities[e].kind == Kind::Person).then(|| cast.entities[e].id.clone());
        let states = |e: usize| cast.entities[e].country.clone().filter(|_| cast.entities[e].kind.can_act());
        let lands = |e: usize| (cast.entities[e].kind == Kind::Country).then(|| cast.entities[e].id.clone());
        let bodies = |e: usize| {
            let entity = &cast.entities[e];
            let named = entity.labels[0].contains(char::is_uppercase);
            let body = matches!(entity.kind, Kind::Group | Kind::Organization);
            (body && named).then(|| entity.id.clone())
        };
        let ids = match what {
            "countries" => pair(&told, &states),
            "people" => match self.so_titled(at) {
                // "the two foreign ministers" are those two whom the article calls so, however long ago.
                [] => pair(&told, &people),
                [one, other] => return vec![*one, *other],
                bearers => pair(&told, &|e| people(e).filter(|_| bearers.contains(&e))),
            },
            "parties" => pair(&told, &people).or_else(|| pair(&told, &bodies)).or_else(|| pair(&told, &states)),
            "group" => last(&told, &bodies),
            "country" => last(&told, &lands),
            "speaker" => return self.speaker_at(at, sentence, phrases, cast).into_iter().collect(),
            _ => None,
        };
        let known = |id: String| cast.of_table(&id).or_else(|| cast.entities.iter().position(|entity| entity.id == id));
        ids.unwrap_or_default().into_iter().filter_map(known).collect()
    }

    /// Those who were introduced with the title in the words at a token ("kedua menlu").
    fn so_titled(&self, at: usize) -> &[usize] {
        let title = (at..self.tokens.len()).take(2).find_map(|at| self.lexicon.roles.at(&self.tokens[at..]));
        title.and_then(|(_, role)| self.by_role.get(role)).map_or(&[], Vec::as_slice)
    }

    /// Who says the quotation that a token stands in.
    fn speaker_at(&self, at: usize, sentence: &Sentence, phrases: &[Phrase], cast: &Cast) -> Option<usize> {
        if !is_quoted(self.tokens, sentence, at) {
            return None;
        }
        let named = |at: usize| phrases.iter().any(|phrase| phrase.tokens.contains(&at));
        let outside = |at: &usize| !is_quoted(self.tokens, sentence, *at) && !named(*at);
        let saying = sentence
            .tokens
            .clone()
            .filter(outside)
            .find(|at| self.lexicon.words.reporting.contains(&self.tokens[*at].lower))?;
        let able = |phrase: &&Phrase| {
            let apart = phrase.tokens.start.abs_diff(saying).min(saying.abs_diff(phrase.tokens.end));
            phrase.preposition.is_none()
                && apart <= SPEAKER
                && cast.entities[phrase.entity].kind.can_act()
                && !is_quoted(self.tokens, sentence, phrase.tokens.start)
        };
        phrases
            .iter()
            .filter(able)
            .min_by_key(|phrase| phrase.tokens.start.abs_diff(saying))
            .map(|phrase| phrase.entity)
    }

    /// Remembers whom a sentence names.
    pub(super) fn remember(&mut self, phrases: &[Phrase]) {
        self.recent.push(phrases.iter().map(|phrase| phrase.entity).collect());
        if self.recent.len() > BEFORE {
            self.recent.remove(0);
        }
    }
}

/// What fits of the latest sentence that names enough, unless it names more.
fn gather(told: &[&[usize]], fits: &dyn Fn(usize) -> Option<String>, enough: usize) -> Option<Vec<String>> {
    let named = |sentence: &&[usize]| {
        let mut found: Vec<String> = Vec::new();
        for id in sentence.iter().filter_map(|entity| fits(*entity)) {
            if !found.contains(&id) {
                found.push(id);
            }
        }
        found
    };
    told.iter().map(named).find(|found| found.len() >= enough).filter(|found| found.len() == enough)
}

fn pair(told: &[&[usize]], fits: &dyn Fn(usize) -> Option<String>) -> Option<Vec<String>> {
    gather(told, fits, 2)
}

fn last(told: &[&[usize]], fits: &dyn Fn(usize) -> Option<String>) -> Option<Vec<String>> {
    gather(told, fits, 1)
}
