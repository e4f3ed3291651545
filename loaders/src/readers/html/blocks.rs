//! The blocks of text of a page: what a reader sees parted, as paragraphs, headings, list items, captions.
//!
//! Inside one, blanks and line ends of the source mean nothing. Each knows how much of it is link, caption or date, because
//! that is gone once it is text.

use crate::lexicon::pages::DAY;
use dom_query::NodeRef;

/// Elements inside a line of text; every other one starts a line of its own.
const INLINE: [&str; 30] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "q", "s", "small", "span", "strong", "sub", "sup", "td", "th", "time", "u", "var", "wbr",
];

/// Longest line with day and time, in bytes, and how many words it may have besides numbers.
const DAY_LINE: (usize, usize) = (80, 4);

/// A teaser's link has at least so many words, and so many characters may stand beside it ("Baca juga:").
const TEASER: (usize, usize) = (5, 25);

/// Stands for a `br` until blanks are tidied; no text has it.
const BREAK: char = '\u{0}';

/// What an element says about the text inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Link,
    Caption,
    Day,
}

/// A stretch of text that stands by itself.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// Its lines; there are several only where the page breaks one.
    pub(super) text: String,
    linked: usize,
    linked_words: usize,
    caption: bool,
    day: bool,
}

impl Block {
    /// Nothing but another article's headline, as a link.
    pub(super) fn is_teaser(&self) -> bool {
        let beside = self.text.chars().count().saturating_sub(self.linked);
        self.linked_words >= TEASER.0 && beside <= TEASER.1 && beside * 2 <= self.linked
    }

    /// What a picture shows.
    pub(super) fn is_caption(&self) -> bool {
        self.caption
    }

    /// Nothing but day and time: the page marks it so, or there is a year, a clock and hardly a word.
    pub(super) fn is_day(&self) -> bool {
        let numbers = || self.text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
        let year = numbers().any(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")));
        let clock = || self.text.split_whitespace().any(is_clock);
        let words = self.text.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
        self.text.len() <= DAY_LINE.0 && words <= DAY_LINE.1 && numbers().count() >= 2 && year && (self.day || clock())
    }
}

/// "15:41" or "15.41".
fn is_clock(word: &str) -> bool {
    let digits = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    word.split_once([':', '.']).is_some_and(|(hour, minute)| digits(hour) && digits(minute))
}

/// A node to come, or the end of one.
enum Step<'a> {
    Enter(NodeRef<'a>),
    Unmark,
    Close,
}

/// The blocks under a node. It goes by a stack of its own: pages nest deeper than a thread's stack may bear.
pub(super) fn under(root: &NodeRef) -> Vec<Block> {
    let mut found = Vec::new();
    let mut open = Open::default();
    let mut steps = vec![Step::Close, Step::Enter(*root)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Unmark => {
                open.marks.pop();
            }
            Step::Close => open.close(&mut found),
            Step::Enter(node) if node.is_text() => open.push(&node.text()),
            Step::Enter(node) => {
                let name = node.node_name().unwrap_or_default();
                // Before `Close`, so that a block is closed before its mark goes.
                if let Some(mark) = mark(&node, &name) {
                    open.marks.push(mark);
                    steps.push(Step::Unmark);
                }
                match name.as_ref() {
                    // Two of them part paragraphs.
                    "br" if open.text.trim_end().ends_with(BREAK) => open.close(&mut found),
                    "br" => open.text.push(BREAK),
                    "td" | "th" => open.text.push(' '),
                    name if INLINE.contains(&name) => {}
                    _ => {
                        open.close(&mut found);
                        steps.push(Step::Close);
                    }
                }
                steps.extend(node.children_it(true).map(Step::Enter));
            }
        }
    }
    found
}

fn mark(node: &NodeRef, name: &str) -> Option<Mark> {
    match name {
        "a" => return Some(Mark::Link),
        "figcaption" => return Some(Mark::Caption),
        "time" => return Some(Mark::Day),
        _ => {}
    }
    let class = node.class()?.to_ascii_lowercase();
    let day = || class.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| DAY.contains(&word));
    if class.contains("caption") { Some(Mark::Caption) } else { day().then_some(Mark::Day) }
}

/// A block that is being read.
#[derive(Default)]
struct Open {
    text: String,
    linked: String,
    caption: bool,
    /// Whether there was text outside a marked day.
    undated: bool,
    marks: Vec<Mark>,
}

impl Open {
    fn push(&mut self, text: &str) {
        // Soft hyphens and their like only guide line breaking.
        let text: String =
            text.chars().filter(|c| !matches!(*c, '\u{AD}' | '\u{200B}' | '\u{FEFF}' | '\u{2060}' | BREAK)).collect();
        if !text.trim().is_empty() {
            self.caption |= self.marks.contains(&Mark::Caption);
            self.undated |= !self.marks.contains(&Mark::Day);
        }
        if self.marks.contains(&Mark::Link) {
            self.linked.push_str(&text);
        }
        self.text.push_str(&text);
    }

    /// Makes blanks one and keeps the lines that `br` parts.
    fn close(&mut self, found: &mut Vec<Block>) {
        let open = Open { marks: std::mem::take(&mut self.marks), ..std::mem::take(self) };
        let tidy = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        let lines: Vec<String> = open.text.split(BREAK).map(tidy).filter(|line| !line.is_empty()).collect();
        if !lines.is_empty() {
            let linked = tidy(&open.linked);
            let (linked, linked_words) = (linked.chars().count(), linked.split_whitespace().count());
            found.push(Block {
                text: lines.join("\n"),
                linked,
                linked_words,
                caption: open.caption,
                day: !open.undated,
            });
        }
        self.marks = open.marks;
    }
}
