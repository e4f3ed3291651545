//! Finds every place where a rule matches.
//!
//! The text is walked from its end to its beginning and the rules from first to last, so that what a rule asks for
//! (`{day}` from a rule above, further right or starting at the same token) has always been found before. Each rule
//! is tried at most once a token, and most tokens begin no rule at all.

use std::ops::RangeInclusive;

use super::borders::stands_alone;
use super::meaning::{Meaning, Value, century};
use super::pattern::{Class, Item, Pattern, SLOTS, What};
use super::time::{Length, Time};
use super::tokens::{Kind, Token};
use super::words::{Words, heads};

/// How many tokens one part may take that stands before a date.
const LONGEST_BEHIND: usize = 4;

/// A rule, ready to match.
#[derive(Debug)]
pub(super) struct Rule {
    pub name: String,
    pub pattern: Pattern,
    pub meaning: Meaning,
    /// Whether it holds in direct speech, too.
    pub in_speech: bool,
}

/// The rules in their order, and which of them a token may begin.
#[derive(Debug)]
pub(super) struct Rules {
    all: Vec<Rule>,
    /// By word.
    by_word: Vec<Vec<usize>>,
    by_number: Vec<usize>,
    /// Rules that begin with another rule's date.
    by_date: Vec<usize>,
}

/// A place where a rule matched.
#[derive(Debug, Clone)]
pub(super) struct Match {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    pub rule: usize,
    /// Whether words around it were asked for, too.
    pub in_context: bool,
    pub time: Time,
    length: Length,
}

/// What a capture caught, by slot: a number, or a match by its place in the list.
type Slots = [Caught; SLOTS];

#[derive(Debug, Clone, Copy)]
enum Caught {
    Nothing,
    Number(i32),
    Match(usize),
}

/// What a rule may begin with.
#[derive(Debug, Default)]
struct Beginnings {
    words: Vec<u32>,
    number: bool,
    date: bool,
}

impl Rules {
    /// Puts the rules in order of their place in the file.
    pub(super) fn new(all: Vec<Rule>, words: &Words) -> Rules {
        let mut rules =
            Rules { all, by_word: vec![Vec::new(); words.len()], by_number: Vec::new(), by_date: Vec::new() };
        for (number, rule) in rules.all.iter().enumerate() {
            let begin = beginnings(&rule.pattern.core, words);
            for word in begin.words {
                let list = &mut rules.by_word[word as usize];
                if list.last() != Some(&number) {
                    list.push(number);
                }
            }
            if begin.number {
                rules.by_number.push(number);
            }
            if begin.date {
                rules.by_date.push(number);
            }
        }
        rules
    }

    /// A rule by its number.
    pub(super) fn rule(&self, number: usize) -> &Rule {
        &self.all[number]
    }

    /// All matches, the last first.
    pub(super) fn matches(&self, tokens: &[Token], words: &Words) -> Vec<Match> {
        let mut chart = Chart { rules: self, words, tokens, found: Vec::new(), first: vec![0; tokens.len() + 1] };
        for at in (0..tokens.len()).rev() {
            chart.first[at] = chart.found.len();
            let direct = match tokens[at].kind {
                Kind::Number => &self.by_number,
                _ => tokens[at].word.map_or(&self.by_number, |word| &self.by_word[word as usize]),
            };
            if tokens[at].word.is_some() || tokens[at].kind == Kind::Number {
                chart.try_all(at, direct);
            }
        }
        chart.found
    }
}

fn beginnings(items: &[Item], words: &Words) -> Beginnings {
    let mut begin = Beginnings::default();
    for item in items {
        match &item.what {
            What::Phrases(phrases) => begin.words.extend(phrases.iter().filter_map(|phrase| phrase.first())),
            What::Class(Class::Words(class), _) => begin.words.extend(words.beginnings(*class)),
            What::Class(Class::Number(class), _) => {
                begin.number = true;
                begin.words.extend(class.iter().flat_map(|class| words.beginnings(*class)));
            }
            What::Class(Class::Name | Class::Word, _) | What::Not(_) => {}
            What::Class(..) => begin.number = true,
            What::Dates(..) => begin.date = true,
        }
        if !item.optional {
            break;
        }
    }
    begin
}

struct Chart<'a> {
    rules: &'a Rules,
    words: &'a Words,
    tokens: &'a [Token],
    found: Vec<Match>,
    /// By token: where in `found` the matches that start there begin (they end where those of the token before begin).
    first: Vec<usize>,
}

impl Chart<'_> {
    /// Tries the rules that may start at a token, in their order: the direct ones and those that start with a date.
    fn try_all(&mut self, at: usize, direct: &[usize]) {
        let by_word = self.tokens[at].word.filter(|_| self.tokens[at].kind == Kind::Number);
        let extra = by_word.map_or(&[][..], |word| &self.rules.by_word[word as usize]);
        if direct.is_empty() && extra.is_empty() {
            return;
        }
        let mut order: Vec<usize> = [direct, extra, &self.rules.by_date].concat();
        order.sort_unstable();
        order.dedup();
        for rule in order {
            self.try_rule(rule, at);
        }
    }

    fn try_rule(&mut self, number: usize, at: usize) {
        let rule = &self.rules.all[number];
        if self.tokens[at].spoken && !rule.in_speech {
            return;
        }
        let mut ends = Vec::new();
        self.walk(&rule.pattern.core, at, at, number, [Caught::Nothing; SLOTS], &mut ends);
        for (end, slots) in ends {
            if !stands_alone(self.tokens, at, end) {
                continue;
            }
            let Some(slots) = self.behind(&rule.pattern.behind, at, slots) else {
                continue;
            };
            let mut after = Vec::new();
            self.walk(&rule.pattern.ahead, end, at, number, slots, &mut after);
            let Some((_, slots)) = after.first() else {
                continue;
            };
            let filled = rule.meaning.fill(&|slot| self.value(slots[slot]));
            let Some(time) = filled.and_then(Value::time).filter(Time::possible) else {
                continue;
            };
            let length = time.length();
            let in_context = !(rule.pattern.behind.is_empty() && rule.pattern.ahead.is_empty());
            self.found.push(Match { start: at, end, rule: number, in_context, time, length });
        }
    }

    fn value(&self, caught: Caught) -> Value {
        match caught {
            Caught::Nothing => Value::Absent,
            Caught::Number(number) => Value::Number(number),
            Caught::Match(number) => Value::Time(self.found[number].time.clone()),
        }
    }

    /// All ways to match `items` from token `at` on.
    fn walk(&self, items: &[Item], at: usize, start: usize, rule: usize, slots: Slots, ends: &mut Vec<(usize, Slots)>) {
        let Some((item, rest)) = items.split_first() else {
            ends.push((at, slots));
            return;
        };
        for step in self.steps(item, at, start, rule) {
            self.walk(rest, step.end, start, rule, step.into(slots), ends);
        }
        if item.optional {
            self.walk(rest, at, start, rule, slots, ends);
        }
    }

    /// How one part can match at a token.
    fn steps(&self, item: &Item, at: usize, start: usize, rule: usize) -> Vec<Step> {
        let here =
            self.tokens.get(at).filter(|token| (at == start || !token.is_wall()) && (!item.glued || token.glued));
        match &item.what {
            What::Not(what) if here.is_none() || self.hits(what, at, start, rule).is_empty() => {
                vec![Step::plain(at)]
            }
            What::Not(_) => Vec::new(),
            what if here.is_some() => self.hits(what, at, start, rule),
            _ => Vec::new(),
        }
    }

    fn hits(&self, what: &What, at: usize, start: usize, rule: usize) -> Vec<Step> {
        let tokens = &self.tokens[at..];
        match what {
            What::Phrases(phrases) => {
                let hits = phrases.iter().filter(|phrase| heads(phrase, tokens));
                hits.map(|phrase| Step::plain(at + phrase.len())).collect()
            }
            What::Class(class, slot) => {
                let found = self.class(*class, tokens).into_iter();
                found
                    .map(|(length, value)| Step { end: at + length, caught: Caught::Number(value), slot: Some(*slot) })
                    .collect()
            }
            What::Dates(lengths, slot) => {
                let to = if at == start { self.found.len() } else { self.first[at - 1] };
                let usable = |m: &Match| m.rule < rule && lengths.contains(&m.length);
                let numbered = (self.first[at]..to).filter(|n| usable(&self.found[*n]));
                numbered.map(|n| Step { end: self.found[n].end, caught: Caught::Match(n), slot: Some(*slot) }).collect()
            }
            What::Not(_) => Vec::new(),
        }
    }

    /// The words or digits of a class that stand here: how many tokens, and the value.
    fn class(&self, class: Class, tokens: &[Token]) -> Vec<(usize, i32)> {
        let here = tokens.first();
        let fits = |digits: RangeInclusive<usize>, values: RangeInclusive<i32>| {
            here.and_then(|t| t.value.filter(|v| digits.contains(&t.digits) && values.contains(v))).map(|v| (1, v))
        };
        let words = |class: usize| self.words.readings(class, tokens);
        match class {
            Class::Words(class) => words(class).collect(),
            Class::Day => fits(1..=2, 1..=31).into_iter().collect(),
            Class::Month => fits(1..=2, 1..=12).into_iter().collect(),
            Class::Year => fits(4..=4, 1200..=2199).into_iter().collect(),
            Class::PlainYear => fits(4..=4, 1901..=2099).filter(|(_, year)| year % 100 != 0).into_iter().collect(),
            Class::ShortYear => fits(2..=2, 0..=99).map(|(n, v)| (n, century(v))).into_iter().collect(),
            Class::Word => here.filter(|t| t.kind == Kind::Word).map(|_| (1, 0)).into_iter().collect(),
            Class::Name => {
                here.filter(|t| t.kind == Kind::Word && t.capital && !t.opens()).map(|_| (1, 0)).into_iter().collect()
            }
            Class::Number(class) => fits(1..=3, 0..=999).into_iter().chain(class.into_iter().flat_map(words)).collect(),
        }
    }

    /// Whether what must stand before the date does; if so, with what it caught. The nearest part comes first.
    fn behind(&self, items: &[Item], end: usize, slots: Slots) -> Option<Slots> {
        let Some((item, rest)) = items.split_first() else {
            return Some(slots);
        };
        let reach = if self.tokens.get(end).is_some_and(Token::is_wall) { 0 } else { end.min(LONGEST_BEHIND) };
        if let What::Not(what) = &item.what {
            let hit = (1..=reach).any(|n| self.hits(what, end - n, end - n, 0).iter().any(|step| step.end == end));
            return if hit { None } else { self.behind(rest, end, slots) };
        }
        for begin in (1..=reach).map(|n| end - n) {
            for step in self.steps(item, begin, begin, 0).into_iter().filter(|step| step.end == end) {
                if let Some(slots) = self.behind(rest, begin, step.into(slots)) {
                    return Some(slots);
                }
            }
        }
        if item.optional { self.behind(rest, end, slots) } else { None }
    }
}

/// One way in which a part of a pattern matches.
struct Step {
    /// One past its last token.
    end: usize,
    caught: Caught,
    slot: Option<usize>,
}

impl Step {
    fn plain(end: usize) -> Step {
        Step { end, caught: Caught::Nothing, slot: None }
    }

    fn into(self, mut slots: Slots) -> Slots {
        if let Some(slot) = self.slot {
            slots[slot] = self.caught;
        }
        slots
    }
}
