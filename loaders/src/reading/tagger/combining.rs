//! Joins what the tagger learnt with what the rules and tables know: the tagger decides where a name ends and what it names,
//! the tables whom, and each may speak alone where the other is blind.
//!
//! The tables know countries in a headline, where every word is capitalised; the tagger knows names that no table has.

use super::signs::Page;
use super::titled::name_bearers;
use super::{Class, Tagged, TaggedName};
use crate::facts::DateMention;
use crate::reading::names::{Piece, What, is_money};
use crate::reading::sentences::Sentence;
use crate::reading::tokens::{Token, TokenKind};
use crate::reference::{EntityIndex, NameKind};
use ontology::entity::Kind;
use std::ops::Range;

/// From this score on the tagger's name stands.
const NAME: f32 = 0.4;
/// From this chance of a name on, one of the tables stands without the tagger, and one of the rules alone.
const KNOWN: f32 = 0.2;
const GUESS: f32 = 0.55;

/// Pieces of a sentence (`names::Finder`) and its tagged names as one row of pieces, in order, none overlapping.
#[must_use]
pub fn combine(
    page: &Page,
    sentence: &Sentence,
    tagged: &Tagged,
    dates: &[DateMention],
    found: &[Piece],
) -> Vec<Piece> {
    let joining = Joining { page, sentence, tagged, found };
    let of_date = |token: &Token| dates.iter().any(|date| date.span.overlaps(&token.span));
    let in_date = |name: &TaggedName| page.tokens[name.tokens.clone()].iter().any(of_date);
    let plain =
        |name: &TaggedName| name.tokens.len() == 1 && page.is_plain_abbreviation(&page.tokens[name.tokens.start]);
    // "Turkish villagers": a noun in lower case is described by the name, not part of it.
    let noun = |piece: &Piece| matches!(piece.what, What::Noun(_)) && !page.tokens[piece.tokens.start].capital;
    let described = |name: &TaggedName| found.iter().any(|piece| noun(piece) && overlap(&piece.tokens, &name.tokens));
    let money = |name: &TaggedName| is_money(page.tokens, name.tokens.end);
    let known = |name: &TaggedName| !joining.rows(&name.tokens, name.class).is_empty();
    let stands = |name: &TaggedName| name.score >= NAME || (name.score >= KNOWN && known(name));
    let sure = tagged
        .names
        .iter()
        .filter(|name| stands(name) && !in_date(name) && !plain(name) && !described(name) && !money(name));
    let names: Vec<Piece> = sure.flat_map(|name| joining.parts(name)).filter_map(|name| joining.name(&name)).collect();
    let apart = |piece: &Piece| !names.iter().any(|name| overlap(&name.tokens, &piece.tokens));
    let mut pieces: Vec<Piece> =
        found.iter().filter(|piece| apart(piece)).filter_map(|piece| joining.alone(piece)).collect();
    pieces.extend(names);
    name_bearers(page, sentence, dates, found, &mut pieces);
    pieces.sort_by_key(|piece| piece.tokens.start);
    pieces.dedup_by(|b, a| overlap(&a.tokens, &b.tokens));
    pieces
}

struct Joining<'a> {
    page: &'a Page<'a>,
    sentence: &'a Sentence,
    tagged: &'a Tagged,
    found: &'a [Piece],
}

impl Joining<'_> {
    /// A name, or the two that a hyphen joins: "Israel-Hamas", where no table has both as one.
    fn parts(&self, name: &TaggedName) -> Vec<TaggedName> {
        let words = &self.page.tokens[name.tokens.clone()];
        let glued = |at: usize| {
            words[at].is("-")
                && words[at - 1].span.end == words[at].span.start
                && words[at].span.end == words[at + 1].span.start
        };
        let hyphens: Vec<usize> =
            (1..words.len().saturating_sub(1)).filter(|at| glued(*at) && words[at + 1].capital).collect();
        let [hyphen] = hyphens[..] else { return vec![name.clone()] };
        let middle = name.tokens.start + hyphen;
        let halves = [name.tokens.start..middle, middle + 1..name.tokens.end];
        let known = |tokens: &Range<usize>| !self.rows(tokens, name.class).is_empty();
        let two = (name.class == Class::Place && words.len() == 3) || halves.iter().all(known);
        if !two || name.class == Class::Person || known(&name.tokens) {
            return vec![name.clone()];
        }
        halves.map(|tokens| TaggedName { tokens, ..name.clone() }).to_vec()
    }

    /// A tagged name as a piece: the tables' own, if they have it; nothing, if it is but a title or swallows a known name.
    fn name(&self, name: &TaggedName) -> Option<Piece> {
        let tokens = self.bare(&self.hyphened(name), name.class);
        if tokens.is_empty() || (self.sentence.title_case && self.swallows(&tokens, name.class)) {
            return None;
        }
        if let Some(known) = self.found.iter().find_map(|piece| self.known(piece, &tokens, name.class)) {
            return Some(known);
        }
        let rows = self.rows(&tokens, name.class);
        if let Some(whole) = self.found.iter().find(|piece| rows.is_empty() && is_longer(piece, &tokens)) {
            return Some(whole.clone());
        }
        let what = if rows.is_empty() { What::Unknown(Some(name.class.kind())) } else { What::Known(rows) };
        Some(Piece { tokens, what })
    }

    /// A name with what hyphens join to it ("Rahim-ul-Haq", "Net-Watch"), as far as that is no name of its own.
    fn hyphened(&self, name: &TaggedName) -> Range<usize> {
        let Range { mut start, mut end } = name.tokens.clone();
        let token = |at: usize| &self.page.tokens[at];
        let sentence = &self.sentence.tokens;
        let glued = |at: usize| {
            at > sentence.start
                && at + 1 < sentence.end
                && token(at).is("-")
                && token(at - 1).span.end == token(at).span.start
                && token(at).span.end == token(at + 1).span.start
                && token(at - 1).kind == TokenKind::Word
                && token(at + 1).kind == TokenKind::Word
        };
        let own = |at: usize| {
            self.found.iter().any(|piece| piece.tokens.contains(&at) && !matches!(piece.what, What::Unknown(_)))
                || self.tagged.names.iter().any(|other| other.tokens.contains(&at))
        };
        if name.class == Class::Place {
            return start..end;
        }
        let mut last = end;
        while last + 1 < sentence.end && glued(last) && !own(last + 1) {
            last += 2;
            if token(last - 1).capital {
                end = last;
            }
        }
        let mut first = start;
        while name.class == Class::Person && first >= sentence.start + 2 && glued(first - 1) && !own(first - 2) {
            first -= 2;
            if token(first).capital {
                start = first;
            }
        }
        start..end
    }

    /// A name without marks around it, and a person's without the titles before it.
    fn bare(&self, name: &Range<usize>, class: Class) -> Range<usize> {
        let Range { mut start, mut end } = name.clone();
        if class == Class::Person {
            let titles =
                self.found.iter().filter(|piece| matches!(piece.what, What::Role(_)) && overlap(&piece.tokens, name));
            start =
                titles.fold(start, |at, title| if self.owned(at..title.tokens.start) { title.tokens.end } else { at });
        }
        let words = &self.page.lexicon.words;
        let token = |at: usize| &self.page.tokens[at];
        let title = |at: usize| class == Class::Person && at + 1 < end && words.honorifics.contains(&token(at).lower);
        let mark = |at: usize| token(at).kind == TokenKind::Mark;
        let determiner = |at: usize| {
            at + 1 < end
                && words.determiners.contains(&token(at).lower)
                && (!token(at).capital || self.same(at..end, at + 1..end, class))
        };
        while start < end && (mark(start) || title(start) || determiner(start)) {
            start += 1;
        }
        while start < end && mark(end - 1) && !(token(end - 1).is(")") && self.opened(start..end)) {
            end -= 1;
        }
        // "kota Bandung" is Bandung; of a village that no table has, "desa" is the better part.
        let small = (start..end).take_while(|at| token(*at).kind == TokenKind::Word && !token(*at).capital).count();
        if small > 0 && small < end - start && !self.rows(&(start + small..end), class).is_empty() {
            start += small;
        }
        start..end.max(start)
    }

    /// Whether a title may follow these words: none, or those that begin with the land or body of the office ("US Judge").
    /// "Hakim" within a name is no judge.
    fn owned(&self, before: Range<usize>) -> bool {
        let known = |piece: &Piece| {
            piece.tokens.contains(&before.start) && matches!(piece.what, What::Known(_) | What::Role(_))
        };
        before.is_empty() || self.found.iter().any(known)
    }

    /// Whether the tables have something under both names: "The Kremlin" and "Kremlin", but not "New York" and "York".
    fn same(&self, longer: Range<usize>, shorter: Range<usize>, class: Class) -> bool {
        let rows = self.rows(&longer, class);
        self.rows(&shorter, class).iter().any(|(entity, _)| rows.iter().any(|(other, _)| other == entity))
    }

    fn opened(&self, tokens: Range<usize>) -> bool {
        self.page.tokens[tokens].iter().any(|token| token.is("("))
    }

    /// Whether a known name is only a part of it, as verbs beside a country look like one name in a headline.
    fn swallows(&self, tokens: &Range<usize>, class: Class) -> bool {
        let headed = class == Class::Organization
            && self.page.lexicon.words.organization_heads.contains(&self.page.tokens[tokens.start].lower);
        let inside = |piece: &Piece| {
            overlap(&piece.tokens, tokens) && piece.tokens != *tokens && matches!(piece.what, What::Known(_))
        };
        !headed && self.found.iter().any(inside)
    }

    /// A piece of the tables instead of a tagged name: at the very place, or a longer name of its class.
    fn known(&self, piece: &Piece, tokens: &Range<usize>, class: Class) -> Option<Piece> {
        let What::Known(rows) = &piece.what else { return None };
        let kind = |row: &(EntityIndex, NameKind)| self.page.reference.get(row.0).kind;
        let fitting: Vec<_> =
            rows.iter().filter(|row| row.1 == NameKind::Demonym || class.fits(kind(row))).copied().collect();
        if piece.tokens == *tokens {
            // Towns share their names with people and bodies: there the words around decide. Else the tables do.
            let decided = !fitting.is_empty() || rows.iter().any(|row| kind(row) != Kind::Place);
            let rows = if fitting.is_empty() { rows.clone() } else { fitting };
            return decided.then(|| Piece { tokens: tokens.clone(), what: What::Known(rows) });
        }
        let determined = self.page.lexicon.words.determiners.contains(&self.page.tokens[piece.tokens.start].lower);
        let around = piece.tokens.start <= tokens.start && tokens.end <= piece.tokens.end;
        (around && !determined && !fitting.is_empty()).then(|| piece.clone())
    }

    /// What the tables have under the very words of a name, as far as it is of its class.
    fn rows(&self, tokens: &Range<usize>, class: Class) -> Vec<(EntityIndex, NameKind)> {
        let words = &self.page.tokens[tokens.clone()];
        let form = &self.page.text[words[0].span.start..words[words.len() - 1].span.end];
        let reference = self.page.reference;
        let meant = |kind: NameKind, own: &str| {
            kind != NameKind::Abbreviation || words.len() > 1 || words[0].shouted || own == form
        };
        let rows = reference
            .names
            .find(form)
            .filter(|row| meant(row.kind, row.form) && class.fits(reference.get(row.entity).kind));
        rows.map(|row| (row.entity, row.kind)).collect()
    }

    /// A piece where the tagger found no name.
    fn alone(&self, piece: &Piece) -> Option<Piece> {
        let keep = match &piece.what {
            What::Role(_) | What::Noun(_) => true,
            What::Known(rows) => {
                // The tagger has learnt no demonyms, little of headlines, and from some texts that a country that acts is no name.
                // A body of the tables, "Hezbollah", is none only where its name is an everyday word.
                let everyday = self.is_everyday(&piece.tokens);
                let certain = rows.iter().any(|(entity, kind)| {
                    *kind == NameKind::Demonym
                        || match self.page.reference.get(*entity).kind {
                            Kind::Country => true,
                            Kind::Organization | Kind::Group => !everyday,
                            Kind::Person | Kind::Place => false,
                        }
                });
                certain || self.sentence.title_case || piece.tokens.len() > 1 || self.chance(&piece.tokens) >= KNOWN
            }
            What::Unknown(_) => return self.guess(piece),
        };
        keep.then(|| piece.clone())
    }

    /// A name by the rules alone, where the tagger thinks it possible.
    fn guess(&self, piece: &Piece) -> Option<Piece> {
        // A title right before several capitals says more than any model.
        let title = |other: &Piece| other.tokens.end == piece.tokens.start && matches!(other.what, What::Role(_));
        if piece.tokens.len() > 1 && self.found.iter().any(title) && !self.is_everyday(&piece.tokens) {
            return Some(piece.clone());
        }
        if self.chance(&piece.tokens) < GUESS
            || (piece.tokens.len() == 1 && self.page.is_plain_abbreviation(&self.page.tokens[piece.tokens.start]))
        {
            return None;
        }
        let chances = self.tagged.chances[piece.tokens.end - 1 - self.sentence.tokens.start];
        let likely = Class::ALL.into_iter().fold(Class::Person, |best, class| {
            if chances[class as usize] > chances[best as usize] { class } else { best }
        });
        let What::Unknown(kind) = piece.what else { return None };
        let tokens = self.bare(&piece.tokens, likely);
        let kind = kind.or_else(|| (chances[likely as usize] >= GUESS).then(|| likely.kind()));
        (!tokens.is_empty()).then_some(Piece { tokens, what: What::Unknown(kind) })
    }

    /// Whether all words are ordinary ones, as in an office's field: "Menteri Perumahan Rakyat".
    fn is_everyday(&self, tokens: &Range<usize>) -> bool {
        self.page.tokens[tokens.clone()].iter().all(|token| self.page.lexicon.common.contains(token.lower.as_str()))
    }

    /// How probable it is that the first word of a piece belongs to a name.
    fn chance(&self, tokens: &Range<usize>) -> f32 {
        self.tagged.chances.get(tokens.start - self.sentence.tokens.start).map_or(0.0, |chances| chances.iter().sum())
    }
}

pub(super) fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Whether a piece is a name of the tables that has more words than a part of it that no table has: "Second Thomas Shoal".
fn is_longer(piece: &Piece, part: &Range<usize>) -> bool {
    let around = piece.tokens.start <= part.start && part.end <= piece.tokens.end;
    around && part.len() > 1 && piece.tokens.len() > part.len() && matches!(piece.what, What::Known(_))
}
