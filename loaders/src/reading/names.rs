//! Finds what names, titles and actor nouns stand in a sentence, before anything is decided about whom they mean.
//!
//! One pass from left to right, longest piece first: known names (capitalised as in the tables), titles ("Menlu"), nouns for
//! actors ("pasukan"), bodies opened or closed by a telling word ("Kementerian …", "… Party"), and runs of capitals that no
//! table knows.

use super::sentences::Sentence;
use super::tokens::{Token, TokenKind};
use crate::facts::DateMention;
use crate::lexicon::Lexicon;
use crate::reference::{EntityIndex, NameKind, NameRow, Reference};
use ontology::entity::Kind;
use std::ops::Range;

/// What stands at a range of tokens.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Its tokens, counted in the document.
    pub tokens: Range<usize>,
    /// What it is.
    pub what: What,
}

/// What a piece is.
#[derive(Debug, Clone)]
pub enum What {
    /// A name of the tables, with everything it may mean.
    Known(Vec<(EntityIndex, NameKind)>),
    /// A name that no table has, with what it seems to be.
    Unknown(Option<Kind>),
    /// A title or office, by its role id.
    Role(&'static str),
    /// A noun for actors, by its sector.
    Noun(&'static str),
}

/// Longest name, in tokens.
const LONGEST: usize = 9;
/// Inhabitants from which a place is known to every reader.
const LARGE: u32 = 150_000;

/// Whether what ends before token `end` is but the country of a currency: "US$", "A$".
#[must_use]
pub fn is_money(tokens: &[Token], end: usize) -> bool {
    let glued = |mark: &&Token| end > 0 && tokens[end - 1].span.end == mark.span.start;
    tokens.get(end).filter(glued).is_some_and(|mark| matches!(mark.lower.as_str(), "$" | "€" | "£" | "¥" | "₩"))
}

/// Finds names in sentences.
pub struct Finder<'a> {
    /// The article's text.
    pub text: &'a str,
    /// All its tokens.
    pub tokens: &'a [Token],
    /// The language.
    pub lexicon: &'a Lexicon,
    /// The tables.
    pub reference: &'a Reference,
    /// Dates: a weekday is nobody's name.
    pub dates: &'a [DateMention],
}

impl Finder<'_> {
    /// The pieces of one sentence, in order, none overlapping.
    #[must_use]
    pub fn find(&self, sentence: &Sentence) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut i = sentence.tokens.start;
        while i < sentence.tokens.end {
            match self.at(i, sentence, pieces.last()) {
                Some(piece) => {
                    i = piece.tokens.end;
                    pieces.push(piece);
                }
                None => i += 1,
            }
        }
        pieces
    }

    fn at(&self, i: usize, sentence: &Sentence, before: Option<&Piece>) -> Option<Piece> {
        if self.tokens[i].kind == TokenKind::Mark
            || self.dates.iter().any(|date| date.span.overlaps(&self.tokens[i].span))
        {
            return None;
        }
        let rest = &self.tokens[i..sentence.tokens.end];
        let role = self.lexicon.roles.at(rest).map(|(n, id)| (n, What::Role(id)));
        let noun = self.lexicon.actors.at(rest).map(|(n, sector)| (n, What::Noun(sector)));
        let known = self.known(i, sentence).map(|(n, rows)| (n, What::Known(rows)));
        // "The European Union": the article is no part of the name; that of "The Hague" is.
        let determiner = self.lexicon.words.determiners.contains(&self.tokens[i].lower) && !self.tokens[i].shouted;
        if determiner && known.is_none() && role.is_none() && noun.is_none() {
            return None;
        }
        let body = self.body(i, sentence, before, known.as_ref().map_or(0, |(n, _)| *n));
        // On a tie the earlier of the list wins: a title beats a town of that name.
        let best = [role, known, noun, body]
            .into_iter()
            .flatten()
            .reduce(|best, other| if other.0 > best.0 { other } else { best });
        let (length, what) = best.or_else(|| self.unknown(i, sentence))?;
        Some(Piece { tokens: i..i + length, what })
    }

    /// The longest known name at a token that is written as names are.
    fn known(&self, i: usize, sentence: &Sentence) -> Option<(usize, Vec<(EntityIndex, NameKind)>)> {
        if !self.tokens[i].capital {
            return None;
        }
        let names = &self.reference.names;
        let (mut range, mut best) = (names.all(), None);
        for n in 1..=LONGEST.min(sentence.tokens.end - i) {
            let words = &self.text[self.tokens[i].span.start..self.tokens[i + n - 1].span.end];
            let key = crate::fold::fold(words);
            range = names.narrow(range, &key);
            if range.is_empty() {
                break;
            }
            // The fold drops full stops, so a mark at the end would match what stands before it.
            if self.tokens[i + n - 1].kind == TokenKind::Mark || is_money(self.tokens, i + n) {
                continue;
            }
            let meant: Vec<_> =
                names.exact(range.clone(), &key).iter().filter(|row| self.meant(row, i, n, sentence)).collect();
            if !meant.is_empty() {
                best = Some((n, meant.iter().map(|row| (row.entity, row.kind)).collect()));
            }
        }
        best
    }

    /// Whether the words at `i` mean this name: abbreviations in capitals, ordinary words not at all, small places with a sign.
    fn meant(&self, row: &NameRow, i: usize, n: usize, sentence: &Sentence) -> bool {
        let words = &self.tokens[i..i + n];
        let entity = self.reference.get(row.entity);
        if crate::reference::is_abbreviation(row.form)
            && n == 1
            && !(words[0].shouted || words[0].span.of(self.text) == row.form)
        {
            return false;
        }
        if n > 1 {
            // "Côte d'Ivoire" ends with a capital too.
            let capital = words[n - 1].span.of(self.text).contains(char::is_uppercase);
            return capital || words[n - 1].kind != TokenKind::Word;
        }
        let ordinary = self.lexicon.common.contains(words[0].lower.as_str());
        let first = self.opens(i, sentence);
        match entity.kind {
            Kind::Country => true,
            Kind::Place if entity.feature == "capital" => !ordinary || !first,
            Kind::Place => {
                let large = entity.population >= LARGE || !matches!(entity.feature, "city");
                let placed =
                    i > sentence.tokens.start && self.lexicon.words.locative.contains(&self.tokens[i - 1].lower);
                let headed =
                    i > sentence.tokens.start && self.lexicon.words.place_heads.contains(&self.tokens[i - 1].lower);
                let named_on = self.tokens.get(i + 1).is_some_and(|next| next.is(","))
                    && self.tokens.get(i + 2).is_some_and(|t| t.capital);
                headed || (!ordinary && (large || placed || named_on)) || (ordinary && large && !first && placed)
            }
            // Surnames that are also words are not in the tables.
            Kind::Person => true,
            _ => words[0].shouted || !(ordinary && (first || sentence.title_case)),
        }
    }

    /// Whether a token stands where any word is capitalised.
    fn opens(&self, i: usize, sentence: &Sentence) -> bool {
        i == sentence.tokens.start
            || matches!(self.tokens[i - 1].lower.as_str(), "\"" | "“" | "‘" | ":" | "(" | "-" | "–" | "—" | "'")
    }

    /// A body named by its first or last word, over the whole run of capitals around it.
    fn body(&self, i: usize, sentence: &Sentence, before: Option<&Piece>, known: usize) -> Option<(usize, What)> {
        let words = &self.lexicon.words;
        if !self.tokens[i].capital || (sentence.title_case && self.tokens[i].shouted) {
            return None;
        }
        let run = self.run(i, sentence);
        let names = |range: Range<usize>| {
            self.tokens[range].iter().any(|t| t.capital && !words.organization_heads.contains(&t.lower))
        };
        if words.organization_heads.contains(&self.tokens[i].lower) && run > 1 && names(i..i + run) {
            return Some((self.until_person(i, run, sentence), What::Unknown(Some(Kind::Organization))));
        }
        // After a title the run may be a country and a person: "Presiden Suriname Chan Santokhi".
        let titled = before.is_some_and(|piece| piece.tokens.end == i && matches!(piece.what, What::Role(_)));
        let tail = (i + 1..i + run).rfind(|at| words.organization_tails.contains(&self.tokens[*at].lower))?;
        (!titled && tail + 1 - i > known).then_some((tail + 1 - i, What::Unknown(Some(Kind::Organization))))
    }

    /// A body's name ends where a known person's begins.
    fn until_person(&self, i: usize, run: usize, sentence: &Sentence) -> usize {
        (1..run)
            .find(|n| {
                self.lexicon.roles.at(&self.tokens[i + n..sentence.tokens.end]).is_some()
                    || self.known(i + n, sentence).is_some_and(|(length, rows)| {
                        length > 1 && rows.iter().all(|(entity, _)| self.reference.get(*entity).kind == Kind::Person)
                    })
            })
            .unwrap_or(run)
    }

    /// How many tokens a run of capitals takes, small words inside names and hyphens included.
    fn run(&self, i: usize, sentence: &Sentence) -> usize {
        let mut end = i + 1;
        let mut at = i + 1;
        while at < sentence.tokens.end {
            let token = &self.tokens[at];
            let glued = self.tokens[at - 1].span.end == token.span.start;
            let joins = (token.is("-") && glued) || self.lexicon.words.connectors.contains(&token.lower);
            if token.capital || (glued && self.tokens[at - 1].is("-") && token.kind == TokenKind::Word) {
                end = at + 1;
            } else if !joins {
                break;
            }
            at += 1;
        }
        end - i
    }

    /// A run of capitals that no table knows, up to the next title or known name of several words.
    fn unknown(&self, i: usize, sentence: &Sentence) -> Option<(usize, What)> {
        let token = &self.tokens[i];
        if !token.capital || sentence.title_case || token.lower.chars().count() < 2 {
            return None;
        }
        let ordinary = |at: usize| self.lexicon.common.contains(self.tokens[at].lower.as_str());
        let run = self.run(i, sentence);
        let stop = (1..run).find(|n| {
            let rest = &self.tokens[i + n..sentence.tokens.end];
            let long = self.known(i + n, sentence).is_some_and(|(length, rows)| {
                length > 1 || rows.iter().any(|(_, kind)| *kind == NameKind::Abbreviation)
            });
            long || self.lexicon.roles.at(rest).is_some_and(|_| rest[0].capital)
        });
        let length = stop.unwrap_or(run);
        let first = self.opens(i, sentence);
        if first && ordinary(i) {
            return None;
        }
        let glued_back =
            i > sentence.tokens.start && self.tokens[i - 1].is("-") && self.tokens[i - 1].span.end == token.span.start;
        if let Some(known) = self.misspelt(i, length) {
            return Some(known);
        }
        let kind = (token.shouted && length == 1).then_some(Kind::Organization);
        (!glued_back && (length > 1 || !ordinary(i))).then_some((length, What::Unknown(kind)))
    }

    /// A body's name of several words that is one letter off, at the head of a run of capitals ("Gazprm Neft Rusia").
    fn misspelt(&self, i: usize, run: usize) -> Option<(usize, What)> {
        (2..=run).rev().find_map(|n| {
            let words = &self.text[self.tokens[i].span.start..self.tokens[i + n - 1].span.end];
            let key = crate::fold::fold(words);
            let body = |row: &&NameRow| matches!(self.reference.get(row.entity).kind, Kind::Organization | Kind::Group);
            let row = self
                .reference
                .names
                .near(&key)
                .filter(body)
                .find(|row| crate::fold::within_one_edit(&row.key, &key))?;
            Some((n, What::Known(vec![(row.entity, NameKind::Misspelt)])))
        })
    }
}
