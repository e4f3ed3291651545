//! The second part of a rule: the words it matches, written as `<day> <month> <year>`.
//!
//! | in a pattern | stands for |
//! | --- | --- |
//! | `bulan\|bln` | one of these words, whatever their case; `yang_lalu` is two words |
//! | `<month>` | a word of this class, captured under its name; `<month:first>` under another |
//! | `<day>`, `<monthnumber>`, `<year>`, `<shortyear>`, `<number>` | digits that can be that |
//! | `<plainyear>` | a year that is hardly ever a count: 1901 to 2099, no round hundred |
//! | `<word>`, `<name>` | any word; one with a capital that does not begin a sentence |
//! | `{week\|month}` | a date of that length, read by a rule that stands above; `{day:first}` names the capture |
//! | `…?` | may be missing |
//! | `[ … ]` | the date itself; what stands outside must be there too, but does not belong to it |
//! | `!…` | outside only: this may not stand there |
//!
//! A space between two parts means that the text may have one or not; parts written together must stand together.

use super::meaning::Fault;
use super::time::Length;
use super::words::Words;

/// One part of a pattern.
#[derive(Debug)]
pub(super) struct Item {
    pub what: What,
    /// No white space before it.
    pub glued: bool,
    pub optional: bool,
}

/// What a part matches.
#[derive(Debug)]
pub(super) enum What {
    /// One of these phrases.
    Phrases(Vec<Vec<u32>>),
    /// Anything but this; takes no room.
    Not(Box<What>),
    /// A word of a class or a kind of number, for a slot.
    Class(Class, usize),
    /// A date read by a rule above, for a slot.
    Dates(Vec<Length>, usize),
}

/// A class of words, or a kind of number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Words(usize),
    /// 1 to 31.
    Day,
    /// 1 to 12.
    Month,
    /// Four digits.
    Year,
    /// Four digits that are hardly ever a count.
    PlainYear,
    /// Two digits, of a year.
    ShortYear,
    /// Up to three digits, or a word of the class `number`.
    Number(Option<usize>),
    /// Any word.
    Word,
    /// A word with a capital, not the first of a sentence.
    Name,
}

/// A pattern, ready to match.
#[derive(Debug, Default)]
pub(super) struct Pattern {
    /// What stands before the date, nearest first.
    pub behind: Vec<Item>,
    /// The date.
    pub core: Vec<Item>,
    /// What stands after it.
    pub ahead: Vec<Item>,
    /// Names of the captures, by slot.
    pub slots: Vec<String>,
}

/// How many captures a rule may have.
pub(super) const SLOTS: usize = 6;

/// Characters that have a meaning in patterns, so that no mark of the text can be written with them.
const SPECIAL: &str = "<>{}[]!?|_";

impl Pattern {
    /// Reads a pattern; its words become known to `words`.
    pub(super) fn read(source: &str, words: &mut Words) -> Result<Pattern, Fault> {
        let mut pattern = Pattern::default();
        let marked = source.contains('[');
        let mut reader = Reader { rest: source, words, slots: Vec::new() };
        // 0 before the bracket, 1 inside, 2 after it
        let mut place = usize::from(!marked);
        let mut spaced = true;
        loop {
            spaced |= reader.space();
            if reader.rest.is_empty() {
                break;
            }
            if reader.take('[') || reader.take(']') {
                place += 1;
                continue;
            }
            let item = reader.item(!spaced)?;
            spaced = false;
            match place {
                0 => pattern.behind.push(item),
                1 => pattern.core.push(item),
                _ => pattern.ahead.push(item),
            }
        }
        pattern.slots = reader.slots;
        pattern.behind.reverse();
        pattern.check(source).map(|()| pattern)
    }

    fn check(&self, source: &str) -> Result<(), Fault> {
        let fault = |wanted: &str| Err((source.to_owned(), wanted.to_owned()));
        if self.core.iter().all(|item| item.optional) {
            return fault("at least one part that must be there");
        }
        if self.slots.len() > SLOTS {
            return fault("at most six captures");
        }
        if self.core.iter().any(|item| matches!(item.what, What::Not(_))) {
            return fault("`!` only outside of the brackets");
        }
        if self.behind.iter().chain(&self.ahead).any(|item| matches!(item.what, What::Dates(..))) {
            return fault("`{…}` only inside of the brackets");
        }
        Ok(())
    }
}

struct Reader<'a> {
    rest: &'a str,
    words: &'a mut Words,
    slots: Vec<String>,
}

impl<'a> Reader<'a> {
    fn space(&mut self) -> bool {
        let before = self.rest.len();
        self.rest = self.rest.trim_start();
        self.rest.len() < before
    }

    fn take(&mut self, mark: char) -> bool {
        let after = self.rest.strip_prefix(mark);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn item(&mut self, glued: bool) -> Result<Item, Fault> {
        let captured = self.slots.len();
        let what = if self.take('!') {
            let what = self.what()?;
            self.slots.truncate(captured);
            What::Not(Box::new(what))
        } else {
            self.what()?
        };
        Ok(Item { what, glued, optional: self.take('?') })
    }

    fn what(&mut self) -> Result<What, Fault> {
        Ok(if self.take('<') {
            let (name, slot) = self.capture('>')?;
            What::Class(self.class(name)?, slot)
        } else if self.take('{') {
            let (names, slot) = self.capture('}')?;
            let lengths = names.split('|').map(|name| Length::named(name).ok_or_else(|| length_fault(name)));
            What::Dates(lengths.collect::<Result<_, _>>()?, slot)
        } else {
            What::Phrases(self.phrases()?)
        })
    }

    fn capture(&mut self, close: char) -> Result<(&'a str, usize), Fault> {
        let wanted = || (self.rest.to_owned(), format!("`{close}`"));
        let (inside, rest) = self.rest.split_once(close).ok_or_else(wanted)?;
        self.rest = rest;
        let (what, name) = inside.split_once(':').unwrap_or((inside, inside));
        self.slots.push(if matches!(name, "shortyear" | "plainyear") { "year" } else { name }.to_owned());
        Ok((what, self.slots.len() - 1))
    }

    fn class(&self, name: &str) -> Result<Class, Fault> {
        Ok(match name {
            "day" => Class::Day,
            "monthnumber" => Class::Month,
            "year" => Class::Year,
            "shortyear" => Class::ShortYear,
            "plainyear" => Class::PlainYear,
            "word" => Class::Word,
            "name" => Class::Name,
            "number" => Class::Number(self.words.class("number")),
            _ => Class::Words(
                self.words.class(name).ok_or_else(|| (name.to_owned(), "a class under `[words]`".to_owned()))?,
            ),
        })
    }

    /// `a|b_c`: words with `|` between, several words of one phrase with `_`.
    fn phrases(&mut self) -> Result<Vec<Vec<u32>>, Fault> {
        let mut all = Vec::new();
        loop {
            let mut phrase = Vec::new();
            while phrase.is_empty() || self.take('_') {
                let word = self.word()?;
                phrase.extend(self.words.phrase(word));
            }
            all.push(phrase);
            if !self.take('|') {
                return Ok(all);
            }
        }
    }

    /// A run of letters and digits, or one mark.
    fn word(&mut self) -> Result<&'a str, Fault> {
        let end = self.rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(self.rest.len());
        let end = if end == 0 { self.rest.chars().next().map_or(0, char::len_utf8) } else { end };
        let (word, rest) = self.rest.split_at(end);
        if word.is_empty() || word.starts_with(|c: char| SPECIAL.contains(c) || c.is_whitespace()) {
            return Err((self.rest.to_owned(), "a word or a mark".to_owned()));
        }
        self.rest = rest;
        Ok(word)
    }
}

fn length_fault(name: &str) -> Fault {
    (name.to_owned(), "one of day, week, month, year, slice, part".to_owned())
}
