//! What can be told of each token before any weight is asked: its shape, how the tables and word lists know it, and how
//! the rest of the article writes it.

use super::words::{self, WordClasses};
use crate::fold::fold;
use crate::lexicon::Lexicon;
use crate::reading::sentences::Sentence;
use crate::reading::tokens::{Token, TokenKind};
use crate::reference::{NameKind, NameRow, Reference};
use ontology::entity::Kind;
use rustc_hash::{FxHashMap, FxHashSet};

/// An article as the tagger sees it: made once for all its sentences.
pub struct Page<'a> {
    /// The article's text.
    pub text: &'a str,
    /// All its tokens.
    pub tokens: &'a [Token],
    /// The language.
    pub lexicon: &'a Lexicon,
    /// The tables.
    pub reference: &'a Reference,
    seen: FxHashMap<&'a str, Seen>,
    plain: FxHashSet<&'a str>,
}

/// How often an article writes a word small, and capitalised where small was possible.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    small: u16,
    capital: u16,
}

/// Words of the names of people, folded: "vladimir", "putin".
#[derive(Debug, Default)]
pub struct PersonWords(FxHashSet<String>);

/// What is told of one token.
#[derive(Debug, Clone, Copy, Default)]
pub struct Signs {
    /// Hash of the word in lower case.
    pub word: u64,
    /// Its capitals, digits and length.
    pub shape: u64,
    /// Hashes of its first two to four letters and of its last two to four, 0 where it is shorter.
    pub ends: [u64; 6],
    /// How the tables know it: kinds of entity, and where in the name it stands.
    pub table: u64,
    /// Classes by word lists: prepositions, heads of names and so on, one bit each.
    pub lists: u64,
    /// Whether the word is an ordinary one, opens the sentence, and how the article writes it elsewhere.
    pub setting: u64,
    /// Fine and coarse class of the word as written, and fine class of it in lower case; 0 if none.
    pub classes: [u64; 3],
}

/// Longest name in tokens, and the longest name of which the tables are asked.
const LONGEST: usize = 8;

impl PersonWords {
    /// All words of three letters or more in the names of people.
    #[must_use]
    pub fn of(reference: &Reference) -> PersonWords {
        let people = reference.entities.iter().filter(|entity| entity.kind == Kind::Person);
        let words = people.flat_map(|person| fold(person.en).split([' ', '-']).map(str::to_owned).collect::<Vec<_>>());
        PersonWords(words.filter(|word| word.len() > 2).collect())
    }
}

impl<'a> Page<'a> {
    /// Reads how the article writes its words.
    #[must_use]
    pub fn new(
        text: &'a str,
        tokens: &'a [Token],
        sentences: &[Sentence],
        lexicon: &'a Lexicon,
        reference: &'a Reference,
    ) -> Page<'a> {
        let mut seen: FxHashMap<&str, Seen> = FxHashMap::default();
        for sentence in sentences.iter().filter(|sentence| !sentence.title_case) {
            for at in sentence.tokens.clone().skip(1).filter(|at| tokens[*at].kind == TokenKind::Word) {
                let seen = seen.entry(tokens[at].lower.as_str()).or_default();
                if !tokens[at].capital {
                    seen.small += 1;
                } else if !opens(tokens, sentence, at) {
                    seen.capital += 1;
                }
            }
        }
        Page { text, tokens, lexicon, reference, seen, plain: plain_abbreviations(tokens) }
    }

    /// Whether a token abbreviates ordinary words of the article, and so is no name.
    #[must_use]
    pub fn is_plain_abbreviation(&self, token: &Token) -> bool {
        token.shouted && self.plain.contains(token.lower.as_str())
    }

    /// The signs of each token of a sentence.
    #[must_use]
    pub fn signs(&self, sentence: &Sentence, classes: &WordClasses, people: &PersonWords) -> Vec<Signs> {
        let mut signs: Vec<Signs> =
            sentence.tokens.clone().map(|at| self.sign(sentence, at, classes, people)).collect();
        let start = sentence.tokens.start;
        let mut at = start;
        while at < sentence.tokens.end {
            let (length, kinds) = self.longest(at, sentence.tokens.end);
            for n in 0..length {
                let place = if length == 1 { 3 } else { u64::from(n > 0) + u64::from(n > 0 && n + 1 == length) };
                signs[at + n - start].table = (kinds << 3) | (place << 1) | 1;
            }
            at += length.max(1);
        }
        for at in sentence.tokens.clone() {
            if let Some((length, _)) = self.lexicon.roles.at(&self.tokens[at..sentence.tokens.end]) {
                (at..at + length).for_each(|at| signs[at - start].lists |= 1);
            }
            if let Some((length, _)) = self.lexicon.actors.at(&self.tokens[at..sentence.tokens.end]) {
                (at..at + length).for_each(|at| signs[at - start].lists |= 2);
            }
        }
        signs
    }

    fn sign(&self, sentence: &Sentence, at: usize, classes: &WordClasses, people: &PersonWords) -> Signs {
        let token = &self.tokens[at];
        let written = token.span.of(self.text);
        let class = |word: &str| classes.of(word).map(|(fine, coarse)| (u64::from(fine) + 1, u64::from(coarse) + 1));
        let small = class(&token.lower);
        // Capitals in a headline say nothing, and an abbreviation read alone looks like a body's whatever it means.
        let own = match (token.shouted, sentence.title_case) {
            (true, false) => None,
            (true, true) => small.or_else(|| class(&titled(&token.lower))),
            (false, true) => small.or_else(|| class(written)),
            (false, false) => class(written),
        };
        let (fine, coarse) = own.unwrap_or_default();
        Signs {
            word: if token.kind == TokenKind::Number { 7 } else { words::bytes(token.lower.as_bytes()) },
            shape: shape(token, written, sentence.title_case),
            ends: ends(&token.lower),
            table: 0,
            lists: self.lists(token, people),
            setting: self.setting(sentence, at),
            classes: [fine, coarse, small.unwrap_or_default().0],
        }
    }

    /// The longest name of the tables at a token that is written as names are, and the kinds of what it may mean.
    fn longest(&self, at: usize, end: usize) -> (usize, u64) {
        if !self.tokens[at].capital {
            return (0, 0);
        }
        let names = &self.reference.names;
        let (mut range, mut best) = (names.all(), (0, 0));
        for n in 1..=LONGEST.min(end - at) {
            let last = &self.tokens[at + n - 1];
            let key = fold(&self.text[self.tokens[at].span.start..last.span.end]);
            range = names.narrow(range, &key);
            if range.is_empty() {
                break;
            }
            if last.kind != TokenKind::Mark && (n == 1 || last.capital) {
                let kinds = names
                    .exact(range.clone(), &key)
                    .iter()
                    .fold(0, |kinds, row| kinds | self.kind(row, &self.tokens[at], n));
                if kinds != 0 {
                    best = (n, kinds);
                }
            }
        }
        best
    }

    fn kind(&self, row: &NameRow, token: &Token, length: usize) -> u64 {
        if length == 1 && row.kind == NameKind::Abbreviation && !(token.shouted || token.span.of(self.text) == row.form)
        {
            return 0;
        }
        let entity = self.reference.get(row.entity);
        match entity.kind {
            _ if row.kind == NameKind::Demonym => 1,
            Kind::Country => 2,
            Kind::Place if entity.feature == "city" && entity.population < 150_000 => 4,
            Kind::Place => 8,
            Kind::Organization | Kind::Group => 16,
            Kind::Person => 32,
        }
    }

    fn lists(&self, token: &Token, people: &PersonWords) -> u64 {
        let words = &self.lexicon.words;
        let lists = [
            &words.locative,
            &words.prepositions,
            &words.organization_heads,
            &words.organization_tails,
            &words.place_heads,
            &words.place_tails,
            &words.honorifics,
            &words.connectors,
            &words.reporting,
            &words.and,
            &words.determiners,
            &words.pronouns,
        ];
        let listed =
            lists.iter().enumerate().filter(|(_, list)| list.contains(&token.lower)).map(|(n, _)| 4 << n).sum::<u64>();
        let person = token.capital && people.0.contains(&fold(&token.lower));
        listed | (u64::from(person) << 20)
    }

    fn setting(&self, sentence: &Sentence, at: usize) -> u64 {
        let token = &self.tokens[at];
        let seen = self.seen.get(token.lower.as_str()).copied().unwrap_or_default();
        let ordinary = self.lexicon.common.contains(token.lower.as_str());
        let elsewhere = match (seen.small > 0, seen.capital > 0) {
            (false, false) => 0,
            (true, false) => 1,
            (false, true) => 2,
            (true, true) => 3,
        };
        u64::from(ordinary)
            | u64::from(opens(self.tokens, sentence, at)) << 1
            | u64::from(token.capital) << 2
            | elsewhere << 3
            | u64::from(sentence.title_case) << 5
    }
}

/// Abbreviations in brackets whose letters open the ordinary words before: "pemutusan hubungan kerja (PHK)".
fn plain_abbreviations(tokens: &[Token]) -> FxHashSet<&str> {
    let spelt = |at: usize| {
        let abbreviation = &tokens[at];
        let length = abbreviation.lower.chars().count();
        let bracketed = abbreviation.shouted && tokens[at - 1].is("(") && at > length;
        let mut words = tokens[(at - 1).saturating_sub(length)..at - 1].iter().zip(abbreviation.lower.chars());
        bracketed && words.all(|(word, letter)| !word.capital && word.lower.starts_with(letter))
    };
    (1..tokens.len()).filter(|at| spelt(*at)).map(|at| tokens[at].lower.as_str()).collect()
}

/// Whether a token stands where any word is capitalised.
fn opens(tokens: &[Token], sentence: &Sentence, at: usize) -> bool {
    at == sentence.tokens.start || matches!(tokens[at - 1].lower.as_str(), "\"" | "“" | "‘" | ":")
}

fn titled(lower: &str) -> String {
    let mut letters = lower.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Capital, small, digit and mark, runs as one, with the length; headlines apart, for their capitals say nothing.
fn shape(token: &Token, written: &str, title_case: bool) -> u64 {
    let mut shape = [0u8; 8];
    let mut n = 0;
    for c in written.chars() {
        let class = match c {
            c if c.is_uppercase() => b'X',
            c if c.is_alphabetic() => b'x',
            c if c.is_numeric() => b'd',
            _ => b'-',
        };
        if n == 0 || shape[n - 1] != class {
            shape[n] = class;
            n += 1;
        }
        if n == 6 {
            break;
        }
    }
    shape[6] = u8::from(title_case);
    shape[7] = if token.kind == TokenKind::Mark {
        written.as_bytes()[0]
    } else {
        u8::try_from(written.chars().count().min(4)).unwrap_or(4)
    };
    u64::from_le_bytes(shape)
}

fn ends(lower: &str) -> [u64; 6] {
    let mut ends = [0; 6];
    let borders: Vec<usize> = lower.char_indices().map(|(i, _)| i).chain([lower.len()]).collect();
    let letters = borders.len() - 1;
    for (n, length) in (2..=4).enumerate().filter(|(_, length)| letters > *length) {
        ends[n] = words::bytes(&lower.as_bytes()[..borders[length]]);
        ends[3 + n] = words::bytes(&lower.as_bytes()[borders[letters - length]..]);
    }
    ends
}
