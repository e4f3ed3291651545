//! Whom a phrase means: the person named, the holder of a title on the day, the body, or the land that its noun acts for.

use super::{Phrase, Phraser};
use crate::facts::{Mention, MentionKind};
use crate::lexicon::Form;
use crate::reading::actors::{Cast, Linked};
use crate::reading::names::{Piece, What};
use crate::reading::tokens::{Token, TokenKind};
use ontology::entity::Kind;
use std::ops::Range;

impl Phraser<'_> {
    pub(super) fn phrase(&mut self, group: &[usize], linked: &[Linked], cast: &mut Cast) -> Option<Phrase> {
        let pieces: Vec<&Linked> = group.iter().map(|i| &linked[*i]).collect();
        let tokens = pieces[0].piece.tokens.start..pieces[pieces.len() - 1].piece.tokens.end;
        let kind = |linked: &&&Linked| linked.entity.map(|e| cast.entities[e].kind);
        let person = pieces.iter().find(|l| kind(l) == Some(Kind::Person)).copied();
        let body = pieces.iter().find(|l| matches!(kind(l), Some(Kind::Organization | Kind::Group))).copied();
        let land = pieces.iter().find(|l| matches!(kind(l), Some(Kind::Country | Kind::Place))).copied();
        let role = pieces.iter().find_map(|l| if let What::Role(id) = l.piece.what { Some(id) } else { None });
        let noun =
            pieces.iter().find_map(|l| if let What::Noun(sector) = l.piece.what { Some((sector, *l)) } else { None });
        let whole = Piece { tokens: tokens.clone(), what: What::Unknown(None) };
        let head = person.or(body).or(land);
        let span = head.map_or_else(|| cast.span(&whole), |head| cast.span(&head.piece));
        let entity = if let Some(person) = person.and_then(|person| person.entity) {
            self.introduce(person, role, body.or(land).and_then(|owner| owner.entity), cast);
            person
        } else if let Some(role) = role {
            self.holder(role, body.or(land).and_then(|owner| owner.entity), &whole, cast)?
        } else if let Some(body) = body {
            body.entity?
        } else if let Some((sector, noun)) =
            noun.filter(|(_, noun)| land.is_some() || !self.is_attribute(&noun.piece.tokens))
        {
            let after = self.home_after(group, linked, cast);
            let told = if after.is_none() && land.is_none() { self.told(sector, &tokens, cast) } else { None };
            if told.is_some() {
                let span = cast.span(&whole);
                let kind = MentionKind::Description;
                cast.mentions.push(Mention { span, kind, entity: told, method: "anaphor", score: 0.6 });
            }
            let home = after.or_else(|| self.scene(linked, cast));
            let land = land.and_then(|land| land.entity);
            told.unwrap_or_else(|| self.collective(sector, noun, land, &tokens, home, cast))
        } else {
            land?.entity?
        };
        let demonym = pieces.len() == 1 && Self::is_demonym(pieces[0]);
        Some(Phrase { tokens, entity, span, preposition: None, joined: false, comma: false, demonym })
    }

    /// A person with a title: remembers it, and lets a new one act for the country of the title.
    fn introduce(&mut self, person: usize, role: Option<&'static str>, owner: Option<usize>, cast: &mut Cast) {
        let Some(role) = role else { return };
        let bearers = self.by_role.entry(role).or_default();
        bearers.retain(|other| *other != person);
        bearers.push(person);
        // "The foreign minister" of a story about one country is that country's.
        let home = || cast.focus().map(str::to_owned).filter(|_| owner.is_none());
        let country = owner.and_then(|owner| cast.entities[owner].country.clone()).or_else(home);
        let sector = self.reference.role(role).map(|role| role.sector).filter(|sector| !sector.is_empty());
        let entity = &mut cast.entities[person];
        if !entity.known {
            entity.country = entity.country.take().or(country);
            entity.sector = entity.sector.take().or(sector.map(str::to_owned));
        }
    }

    /// Who a title without a name means: the holder on the day, the one so called before, or else whose office it is.
    fn holder(&mut self, role: &'static str, owner: Option<usize>, whole: &Piece, cast: &mut Cast) -> Option<usize> {
        let owned = owner.map(|owner| (cast.entities[owner].id.clone(), cast.entities[owner].country.clone()));
        let known = match &owned {
            Some((id, country)) => self.in_office(id, role).or_else(|| self.in_office(country.as_deref()?, role)),
            None => None,
        };
        let found = known.and_then(|id| cast.of_table(&id));
        let found = found.or_else(|| if owner.is_none() { self.so_called(role) } else { None });
        match found {
            Some(person) => {
                let span = cast.span(whole);
                cast.mentions.push(Mention {
                    span,
                    kind: MentionKind::Description,
                    entity: Some(person),
                    method: "office",
                    score: 0.8,
                });
                Some(person)
            }
            // Somebody who is named by the office alone ("hakim", "a spokesman").
            None => owner.or_else(|| Some(self.nameless(role, whole, cast))),
        }
    }

    fn nameless(&self, role: &str, whole: &Piece, cast: &mut Cast) -> usize {
        let label =
            self.tokens[whole.tokens.clone()].iter().map(|token| token.lower.as_str()).collect::<Vec<_>>().join(" ");
        let country = cast.focus().map(str::to_owned);
        let sector = self.reference.role(role).map(|role| role.sector).filter(|sector| !sector.is_empty());
        cast.add(Kind::Person, &label, country.as_deref(), sector)
    }

    /// The person with this title in the article: the one last spoken of, else the one last introduced with it.
    fn so_called(&self, role: &str) -> Option<usize> {
        let people = self.by_role.get(role)?;
        self.last_person.filter(|person| people.contains(person)).or(people.last().copied())
    }

    fn in_office(&self, of: &str, role: &str) -> Option<String> {
        let term = self.reference.offices.holder(of, role, self.day?)?;
        Some(self.reference.get(term.person).id.to_owned())
    }

    /// Where a noun is described by the word after it, "militer" in "bantuan militer" is no actor.
    fn is_attribute(&self, noun: &Range<usize>) -> bool {
        let (words, at) = (&self.lexicon.words, noun.start);
        if !words.genitive_follows {
            return noun.len() == 1 && self.is_adjectival(at);
        }
        let Some(before) = at.checked_sub(1).map(|at| &self.tokens[at]).filter(|_| words.genitive_follows) else {
            return false;
        };
        let small = [
            &words.prepositions,
            &words.and,
            &words.clause,
            &words.determiners,
            &words.relative,
            &words.adverbs,
            &words.negation,
            &words.future,
            &words.reporting,
        ];
        let word = before.kind == TokenKind::Word && !before.capital;
        word && !small.iter().any(|set| set.contains(&before.lower))
            && self.lexicon.patterns.of(&before.lower).is_empty()
            && !self.closes_trigger(at - 1)
    }

    /// "military aid": whether a noun that may be an adjective stands right before another noun, and no article before it.
    fn is_adjectival(&self, at: usize) -> bool {
        let words = &self.lexicon.words;
        let (token, next) = (&self.tokens[at], self.tokens.get(at + 1));
        let owned = |before: usize| words.possessive.contains(&self.tokens[before].lower) || self.takes_up(before);
        let definite = at.checked_sub(1).is_some_and(owned);
        let other = [&words.prepositions, &words.and, &words.clause, &words.relative, &words.adverbs, &words.reporting];
        let rest = [&words.passive_auxiliaries, &words.future, &words.negation, &words.aspect];
        let noun = |next: &Token| {
            let mut forms = self.lexicon.patterns.of(&next.lower).iter().map(|(_, form)| *form).peekable();
            let verbal = forms.peek().is_some() && !forms.any(|form| form == Form::Noun);
            next.kind == TokenKind::Word
                && !next.capital
                && !verbal
                && !other.iter().chain(&rest).any(|set| set.contains(&next.lower))
        };
        !token.capital && !definite && words.before_nouns.contains(&token.lower) && next.is_some_and(noun)
    }

    /// "unjuk rasa mahasiswa": whether a word belongs to the signal of an event that the word before it begins.
    fn closes_trigger(&self, at: usize) -> bool {
        let patterns = &self.lexicon.patterns;
        let Some(first) = at.checked_sub(1).map(|first| &self.tokens[first].lower) else { return false };
        let needs = |i: &usize| {
            patterns.all[*i].needs.iter().flat_map(|need| &need.words).any(|word| *word == self.tokens[at].lower)
        };
        patterns.of(first).iter().any(|(i, _)| needs(i))
    }

    /// "rebels in Chad", "pengungsi dari Suriah": the country right after a group of pieces.
    fn home_after(&self, group: &[usize], linked: &[Linked], cast: &Cast) -> Option<String> {
        let words = &self.lexicon.words;
        let last = group.last()?;
        let next = linked.get(last + 1)?;
        let gap = &self.tokens[linked[*last].piece.tokens.end..next.piece.tokens.start];
        let (first, rest) = gap.split_first()?;
        let near = (words.within.contains(&first.lower) || words.origin.contains(&first.lower))
            && rest.iter().all(|token| words.determiners.contains(&token.lower));
        let land = &cast.entities[next.entity?];
        land.country.clone().filter(|_| near && land.kind.is_place())
    }

    /// "the court", "pengadilan itu": the one body of its sector that the sentences before have named.
    fn told(&self, sector: &str, tokens: &Range<usize>, cast: &Cast) -> Option<usize> {
        let definite = |at: usize| self.takes_up(at);
        let marked = if self.lexicon.words.genitive_follows {
            definite(tokens.end)
        } else {
            tokens.start.checked_sub(1).is_some_and(definite)
        };
        let fits = |entity: &&usize| {
            let entity = &cast.entities[**entity];
            matches!(entity.kind, Kind::Organization | Kind::Group)
                && entity.sector.as_deref() == Some(sector)
                && entity.labels[0].contains(char::is_uppercase)
        };
        let mut named = self.recent.iter().flatten().filter(fits);
        let first = named.next().filter(|_| marked)?;
        named.all(|other| other == first).then_some(*first)
    }

    /// Whether a word says that something was told ("the", "itu").
    fn takes_up(&self, at: usize) -> bool {
        let token = self.tokens.get(at..=at);
        token.is_some_and(|token| matches!(self.lexicon.anaphora.at(token), Some((_, "definite"))))
    }

    /// "Di Gaza, … menembak dua warga": the one country in which a sentence sets what it tells.
    fn scene(&self, linked: &[Linked], cast: &Cast) -> Option<String> {
        let words = &self.lexicon.words;
        let set = |linked: &&Linked| {
            let before = linked.piece.tokens.start.checked_sub(1).map(|at| &self.tokens[at].lower);
            before.is_some_and(|word| words.within.contains(word))
        };
        let places = linked.iter().filter(set).filter_map(|linked| linked.entity).map(|entity| &cast.entities[entity]);
        let mut lands = places.filter(|place| place.kind.is_place()).filter_map(|place| place.country.as_ref());
        let first = lands.next()?;
        lands.all(|other| other == first).then(|| first.clone())
    }

    /// "pasukan Israel" acts as the country; "Syrian rebels" are of a country and do not act for it; "polisi" alone is a body of
    /// its own.
    fn collective(
        &self,
        sector: &'static str,
        noun: &Linked,
        land: Option<usize>,
        whole: &Range<usize>,
        home: Option<String>,
        cast: &mut Cast,
    ) -> usize {
        let country = land.and_then(|land| cast.entities[land].country.clone());
        if let Some(land) = land.filter(|_| country.is_none() || ontology::entity::acts_for_state(sector)) {
            return land;
        }
        let words = |tokens: &Range<usize>| {
            let words = self.tokens[tokens.clone()].iter().map(|token| token.lower.as_str());
            words.collect::<Vec<_>>().join(" ")
        };
        let label = if land.is_some() { cast.words_of(whole) } else { words(&noun.piece.tokens) };
        let country = country.or(home).or_else(|| cast.focus().map(str::to_owned));
        cast.add(Kind::Group, &label, country.as_deref(), Some(sector).filter(|sector| !sector.is_empty()))
    }
}
