//! What counts as a word, in a text and in what somebody seeks in it.
//!
//! Words are folded as names are (case, accents); there is no stemming, because Indonesian puts its affixes in front and a wrong
//! stem finds wrong texts: `serang*` says what is meant.

use std::iter::Peekable;
use std::str::Chars;

use ontology::iri::slug;
/// Letters that the beginning of a word must have, or it would begin a large part of all words.
const SHORTEST_BEGINNING: usize = 2;

/// What is sought has no word in it.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("`{0}` has no word to look for; what is not wanted (`-word`) is not enough")]
pub struct NoWords(pub String);

/// The words of a text, in order.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    let runs = text.split_whitespace().map(slug).filter(|run| !run.is_empty());
    runs.flat_map(|run| run.split('-').map(str::to_owned).collect::<Vec<_>>())
}

/// Texts as the index takes them; no phrase reaches from one into the next, because no word is written like the mark between.
pub(super) fn folded<'t>(texts: impl IntoIterator<Item = &'t String>) -> String {
    let texts: Vec<_> = texts.into_iter().map(|text| words(text).collect::<Vec<_>>().join(" ")).collect();
    texts.join(" ¶ ")
}

/// One thing sought: words that follow each other, or the beginning of a word.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Sought {
    words: Vec<String>,
    beginning: bool,
}

/// What is sought, in the language of FTS5: words that must all be there, `"a phrase"`, `-without`, `begin*`, `this OR that`.
pub(super) fn expression(text: &str) -> Result<String, NoWords> {
    let (groups, without) = read(text);
    if groups.is_empty() {
        return Err(NoWords(text.to_owned()));
    }
    let all: Vec<_> = groups.iter().map(|group| any(group)).collect();
    let all = all.join(" AND ");
    Ok(if without.is_empty() { all } else { format!("({all}) NOT {}", any(&without)) })
}

fn any(sought: &[Sought]) -> String {
    let sought: Vec<_> = sought.iter().map(Sought::expression).collect();
    format!("({})", sought.join(" OR "))
}

/// Groups of which each must be there, by any of its members; and what must not be there.
fn read(text: &str) -> (Vec<Vec<Sought>>, Vec<Sought>) {
    let (mut groups, mut without): (Vec<Vec<Sought>>, Vec<Sought>) = (Vec::new(), Vec::new());
    let mut or = false;
    let mut rest = text.chars().peekable();
    while let Some(part) = next_part(&mut rest) {
        if part == "OR" || part == "|" {
            or = !groups.is_empty();
            continue;
        }
        let not = part.starts_with('-');
        let Some(sought) = Sought::read(&part) else { continue };
        match groups.last_mut().filter(|_| or) {
            _ if not => without.push(sought),
            Some(group) => group.push(sought),
            None => groups.push(vec![sought]),
        }
        or = false;
    }
    (groups, without)
}

/// A run without blanks, except between quotation marks.
fn next_part(rest: &mut Peekable<Chars<'_>>) -> Option<String> {
    while rest.next_if(|c| c.is_whitespace()).is_some() {}
    let mut part = String::new();
    let mut quoted = false;
    while let Some(c) = rest.next_if(|c| quoted || !c.is_whitespace()) {
        quoted ^= is_quote(c);
        part.push(c);
    }
    (!part.is_empty()).then_some(part)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

impl Sought {
    fn read(part: &str) -> Option<Self> {
        let words: Vec<_> = words(part).collect();
        let only = words.len() == 1 && words[0].chars().count() >= SHORTEST_BEGINNING;
        (!words.is_empty()).then_some(Self { words, beginning: only && part.ends_with('*') })
    }

    /// Words are letters and digits, so nothing in them could be taken for an operator.
    fn expression(&self) -> String {
        format!("\"{}\"{}", self.words.join(" "), if self.beginning { "*" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let one = |sought: &Sought| sought.words.join("+") + if sought.beginning { "*" } else { "" };
        let any = |group: &Vec<Sought>| group.iter().map(one).collect::<Vec<_>>().join("|");
        let (groups, without) = read(text);
        let not = without.iter().map(|sought| format!("-{}", one(sought)));
        groups.iter().map(any).chain(not).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_is_sought_is_read() {
        let cases = [
            ("gempa Lombok", "gempa lombok"),
            ("\"gempa bumi\" lombok", "gempa+bumi lombok"),
            ("“Gempa bumi”", "gempa+bumi"),
            ("Erdoğan -Putin", "erdogan -putin"),
            ("serang* -\"perang dagang\"", "serang* -perang+dagang"),
            ("tsunami OR gempa lombok", "tsunami|gempa lombok"),
            ("OR gempa", "gempa"),
            ("gempa OR", "gempa"),
            ("covid-19 U.S.", "covid+19 u+s"),
            ("a* * - \"\"", "a"),
            ("\"never closed", "never+closed"),
            ("title:x (y) [z]", "title+x y z"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn what_has_no_word_is_refused() {
        const SHOWN: &str = "((\"a\" OR \"b\") AND (\"c d\") AND (\"ef\"*)) NOT (\"g\")";
        for text in ["", "  ", "!? -", "\"\"", "-gempa"] {
            assert!(expression(text).is_err(), "{text}");
        }
        assert_eq!(expression("a OR b \"c d\" ef* -g").as_deref(), Ok(SHOWN));
    }
}
