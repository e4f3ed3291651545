//! Puts the pieces of a sentence together into the phrases that can take part in an event.
//!
//! "Perdana Menteri Papua Nugini (PNG) James Marape" is one phrase about one person; "Rusia dan Korea Utara" are two,
//! joined. A title without a name means who held the office on the day; a pronoun means the person last spoken of.

use super::actors::{Cast, Linked};
use super::names::{Piece, What};
use super::sentences::Sentence;
use super::tokens::Token;
use crate::facts::{Mention, MentionKind, Span};
use crate::lexicon::Lexicon;
use crate::reference::Reference;
use jiff::civil::Date;
use ontology::entity::Kind;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A phrase that means one entity.
#[derive(Debug, Clone)]
pub struct Phrase {
    /// All its tokens.
    pub tokens: Range<usize>,
    /// Whom it means: index into the cast.
    pub entity: usize,
    /// The name in it, or all of it.
    pub span: Span,
    /// The preposition that governs it, in lower case.
    pub preposition: Option<String>,
    /// Whether "and", a comma or a hyphen joins it to the phrase before.
    pub joined: bool,
    /// Whether only a comma joins it.
    pub comma: bool,
    /// Whether it is only a demonym ("Russian"), which may belong to the noun after it.
    pub demonym: bool,
}

/// Makes phrases, sentence after sentence, remembering who was spoken of.
pub struct Phraser<'a> {
    /// All tokens of the article.
    pub tokens: &'a [Token],
    /// The language.
    pub lexicon: &'a Lexicon,
    /// The tables.
    pub reference: &'a Reference,
    /// The day of publication.
    pub day: Option<Date>,
    last_person: Option<usize>,
    by_role: FxHashMap<&'static str, Vec<usize>>,
}

impl<'a> Phraser<'a> {
    /// A phraser at the beginning of an article.
    #[must_use]
    pub fn new(tokens: &'a [Token], lexicon: &'a Lexicon, reference: &'a Reference, day: Option<Date>) -> Self {
        Phraser { tokens, lexicon, reference, day, last_person: None, by_role: FxHashMap::default() }
    }

    /// The phrases of a sentence, in order.
    pub fn build(&mut self, sentence: &Sentence, linked: &[Linked], cast: &mut Cast) -> Vec<Phrase> {
        let mut phrases: Vec<Phrase> = Vec::new();
        for group in self.groups(sentence, linked, cast) {
            if let Some(mut phrase) = self.phrase(&group, linked, cast) {
                self.place(sentence, &mut phrase, phrases.last());
                phrases.push(phrase);
            }
        }
        self.unjoin(sentence, &mut phrases, cast);
        self.pronouns(sentence, &mut phrases, cast);
        let subject = phrases
            .iter()
            .find(|phrase| phrase.preposition.is_none() && cast.entities[phrase.entity].kind == Kind::Person);
        self.last_person = subject.map(|phrase| phrase.entity).or(self.last_person);
        phrases
    }

    // ---- grouping -----------------------------------------------------------------------------

    fn groups(&self, sentence: &Sentence, linked: &[Linked], cast: &Cast) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for i in 0..linked.len() {
            match groups.last_mut() {
                Some(group) if self.merges(sentence, linked, group, i, cast) => group.push(i),
                _ => groups.push(vec![i]),
            }
        }
        groups
    }

    fn merges(&self, sentence: &Sentence, linked: &[Linked], group: &[usize], i: usize, cast: &Cast) -> bool {
        let last = &linked[group[group.len() - 1]];
        let next = &linked[i];
        let gap = &self.tokens[last.piece.tokens.end..next.piece.tokens.start];
        let words = &self.lexicon.words;
        let role = group.iter().any(|at| matches!(linked[*at].piece.what, What::Role(_)));
        let noun = matches!(last.piece.what, What::Noun(_));
        let person = |linked: &Linked| linked.entity.is_some_and(|e| cast.entities[e].kind == Kind::Person);
        let named = group.iter().any(|at| person(&linked[*at]));
        let owner = |linked: &Linked| linked.entity.is_some_and(|e| cast.entities[e].kind != Kind::Person);
        let land = |linked: &Linked| linked.entity.is_some_and(|e| cast.entities[e].kind == Kind::Country);
        let next_title = matches!(next.piece.what, What::Role(_) | What::Noun(_));
        let bracketed = self.tokens.get(next.piece.tokens.end).is_some_and(|token| token.is(")"))
            && next.piece.tokens.end < sentence.tokens.end;
        let body = |linked: &Linked| {
            linked.entity.is_some_and(|e| matches!(cast.entities[e].kind, Kind::Organization | Kind::Group))
        };
        // "Perdana Menteri Datuk Seri Anwar Ibrahim": an honorific does not part a title from its name.
        let honours = |word: &&str| person(next) && words.honorifics.contains(*word);
        let between = gap.iter().map(|token| token.lower.as_str()).filter(|word| !honours(word));
        match between.collect::<Vec<_>>().as_slice() {
            [] | [")"] => match () {
                () if named => false,
                () if role => person(next) || owner(next) || next_title,
                () if noun => next.entity.is_some() || next_title,
                () if next_title => owner(last),
                () => {
                    (owner(last) && person(next) && Self::countrymen(last, next, cast))
                        || (Self::is_demonym(last) && body(next))
                }
            },
            ["("] if bracketed => last.entity == next.entity || (next.entity.is_none() && !next_title),
            [","] => {
                (role && !named && person(next))
                    || (named && matches!(next.piece.what, What::Role(_)) && !role)
                    || (!named && land(last) && person(next) && Self::countrymen(last, next, cast))
            }
            [mark] if words.possessive.contains(*mark) => owner(last) && !named && (next_title || body(next)),
            [of, ..]
                if gap.len() <= 2
                    && words.genitive.contains(*of)
                    && gap[1..].iter().all(|t| words.determiners.contains(&t.lower)) =>
            {
                (role && owner(next) && !named) || (noun && owner(next)) || (named && role && owner(next))
            }
            _ => false,
        }
    }

    fn countrymen(owner: &Linked, person: &Linked, cast: &Cast) -> bool {
        let country = |linked: &Linked| linked.entity.and_then(|e| cast.entities[e].country.clone());
        country(owner).is_some() && country(owner) == country(person)
    }

    fn is_demonym(linked: &Linked) -> bool {
        matches!(&linked.piece.what, What::Known(rows) if rows.iter().all(|(_, kind)| *kind == crate::reference::NameKind::Demonym))
    }

    // ---- whom a group means -------------------------------------------------------------------

    fn phrase(&mut self, group: &[usize], linked: &[Linked], cast: &mut Cast) -> Option<Phrase> {
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
            noun.filter(|(_, noun)| land.is_some() || !self.is_attribute(noun.piece.tokens.start))
        {
            let home = self.home_after(group, linked, cast);
            self.collective(sector, noun, land.and_then(|land| land.entity), home, cast)
        } else {
            land?.entity?
        };
        let demonym = pieces.len() == 1 && Self::is_demonym(pieces[0]);
        Some(Phrase { tokens, entity, span, preposition: None, joined: false, comma: false, demonym })
    }

    /// A person with a title: remembers it, and lets a new one act for the country of the title.
    fn introduce(&mut self, person: usize, role: Option<&'static str>, owner: Option<usize>, cast: &mut Cast) {
        let Some(role) = role else { return };
        self.by_role.entry(role).or_default().push(person);
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
    fn is_attribute(&self, at: usize) -> bool {
        let words = &self.lexicon.words;
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
        let word = before.kind == crate::reading::tokens::TokenKind::Word && !before.capital;
        word && !small.iter().any(|set| set.contains(&before.lower))
            && self.lexicon.patterns.of(&before.lower).is_empty()
            && !self.closes_trigger(at - 1)
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

    /// "pasukan Israel" acts as the country; "polisi" alone is a body of its own.
    fn collective(
        &self,
        sector: &'static str,
        noun: &Linked,
        land: Option<usize>,
        home: Option<String>,
        cast: &mut Cast,
    ) -> usize {
        if let Some(land) = land {
            return land;
        }
        let label = self.tokens[noun.piece.tokens.clone()]
            .iter()
            .map(|token| token.lower.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        let country = home.or_else(|| cast.focus().map(str::to_owned));
        cast.add(Kind::Group, &label, country.as_deref(), Some(sector).filter(|sector| !sector.is_empty()))
    }

    // ---- its place in the sentence ------------------------------------------------------------

    fn place(&self, sentence: &Sentence, phrase: &mut Phrase, before: Option<&Phrase>) {
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
        if preposition.is_none() && !gap.is_empty() && gap.len() <= 3 && gap.iter().all(joins) {
            phrase.joined = true;
            phrase.comma =
                gap.iter().any(|token| token.is(",")) && !gap.iter().any(|token| words.and.contains(&token.lower));
            phrase.preposition.clone_from(&before.preposition);
        }
    }

    /// A comma joins the parts of a list that "and" closes; elsewhere it parts clauses ("Perang Israel-Hamas, AS Kerahkan …").
    /// A place never stands in a list with people.
    fn unjoin(&self, sentence: &Sentence, phrases: &mut [Phrase], cast: &Cast) {
        for i in (0..phrases.len()).filter(|i| phrases[*i].comma).collect::<Vec<_>>() {
            let closed = phrases[i + 1..].iter().take_while(|next| next.joined).any(|next| !next.comma);
            let is_place = |phrase: &Phrase| cast.entities[phrase.entity].kind == Kind::Place;
            let (here, before) = (is_place(&phrases[i]), is_place(&phrases[i - 1]));
            // "di Istana Mariinskyi, Kyiv": one place inside the other.
            let venue =
                phrases[i - 1].preposition.as_ref().is_some_and(|word| self.lexicon.words.locative.contains(word));
            let inside = (before || venue) && cast.entities[phrases[i].entity].kind.is_place();
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

    fn pronouns(&self, sentence: &Sentence, phrases: &mut Vec<Phrase>, cast: &mut Cast) {
        let words = &self.lexicon.words;
        for at in sentence.tokens.clone().filter(|at| words.pronouns.contains(&self.tokens[*at].lower)) {
            let Some(person) = self.meant(at, phrases, cast).filter(|_| !self.is_possessive(sentence, at)) else {
                continue;
            };
            let before = at.checked_sub(1).filter(|at| *at >= sentence.tokens.start).map(|at| &self.tokens[at].lower);
            let preposition = before.filter(|word| words.prepositions.contains(*word)).cloned();
            let span = self.tokens[at].span;
            cast.mentions.push(Mention {
                span,
                kind: MentionKind::Description,
                entity: Some(person),
                method: "pronoun",
                score: 0.6,
            });
            // "he and President Macron"
            if let Some(next) = phrases.iter_mut().find(|phrase| phrase.tokens.start > at) {
                let gap = &self.tokens[at + 1..next.tokens.start];
                next.joined |= gap.len() == 1 && words.and.contains(&gap[0].lower);
            }
            phrases.push(Phrase {
                tokens: at..at + 1,
                entity: person,
                span,
                preposition,
                joined: false,
                comma: false,
                demonym: false,
            });
        }
        phrases.sort_by_key(|phrase| phrase.tokens.start);
    }

    /// Whom a pronoun means: where it is a subject, the subject of the sentence before it ("Macron said he …"); where it is
    /// an object, somebody else, of the sentence if it can be; else the last person.
    fn meant(&self, at: usize, phrases: &[Phrase], cast: &Cast) -> Option<usize> {
        let is_person = |phrase: &&Phrase| cast.entities[phrase.entity].kind == Kind::Person && phrase.tokens.end <= at;
        let mut people = phrases.iter().filter(is_person);
        let subject = people.clone().find(|phrase| phrase.preposition.is_none()).map(|phrase| phrase.entity);
        if !self.lexicon.words.objective.contains(&self.tokens[at].lower) {
            return subject.or(self.last_person);
        }
        let other = people.rfind(|phrase| Some(phrase.entity) != subject).map(|phrase| phrase.entity);
        other.or(self.last_person.filter(|person| Some(*person) != subject))
    }

    /// "her colleagues": a pronoun that only says whose.
    fn is_possessive(&self, sentence: &Sentence, at: usize) -> bool {
        let words = &self.lexicon.words;
        let next = (at + 1 < sentence.tokens.end).then(|| &self.tokens[at + 1]);
        words.determiners.contains(&self.tokens[at].lower)
            && next.is_some_and(|next| {
                let small = [&words.prepositions, &words.and, &words.clause, &words.adverbs];
                next.kind == crate::reading::tokens::TokenKind::Word
                    && !small.iter().any(|set| set.contains(&next.lower))
            })
    }
}
