//! Every example of every language, and that nothing a text may hold makes the reading stumble.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::source::Source;
use super::{DateGrammar, DateGrammarError};
use crate::facts::Precision;

/// The date files of all language folders, by the name of the folder.
fn languages() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("lang");
    let folders = std::fs::read_dir(&root).expect("the language folders");
    let mut files: Vec<PathBuf> = folders.map(|entry| entry.expect("a folder").path().join("dates.toml")).collect();
    files.retain(|file| file.exists());
    let name =
        |file: &Path| file.parent().and_then(Path::file_name).expect("a folder's name").to_string_lossy().into_owned();
    files.iter().map(|file| (name(file), std::fs::read_to_string(file).expect("a date file"))).collect()
}

/// What an example says: its text, the spans in brackets, and the days expected of each.
fn example(source: &str) -> (String, Vec<(usize, usize)>, Vec<String>) {
    let (marked, expected) = source.rsplit_once(" = ").unwrap_or((source, "nothing"));
    let (mut text, mut spans, mut open) = (String::new(), Vec::new(), 0);
    for c in marked.chars() {
        match c {
            '[' => open = text.len(),
            ']' => spans.push((open, text.len())),
            _ => text.push(c),
        }
    }
    let days = expected.split(';').map(|part| part.trim().to_owned()).filter(|part| part != "nothing");
    (text, spans, days.collect())
}

fn written(begin: Date, end: Date, precision: Precision) -> String {
    match (begin == end, precision) {
        (true, Precision::Day) => begin.to_string(),
        (_, precision) => format!("{begin}..{end} {}", format!("{precision:?}").to_lowercase()),
    }
}

#[test]
fn every_example_reads_as_it_says() {
    let mut wrong = Vec::new();
    for (_, text) in languages() {
        let source = Source::read(&text).expect("a date file");
        let grammar = DateGrammar::from_toml(&text).expect("a date grammar");
        let published: Date = source.published.parse().expect("a day of publication");
        for (rule, line) in source.rules.iter().flat_map(|rule| rule.examples.iter().map(move |line| (rule, line))) {
            let (text, spans, expected) = example(line);
            let found = grammar.find(&text, &[], Some(published));
            let read: Vec<_> = found.iter().map(|date| (date.span.start, date.span.end)).collect();
            let days: Vec<_> = found.iter().map(|date| written(date.begin, date.end, date.precision)).collect();
            let name = format!("{}.{}", source.language, rule.name);
            let bare = |rule: &str| rule.trim_end_matches(".past").trim_end_matches(".future").to_owned();
            let by_rule = found.is_empty() || found.iter().any(|date| bare(&date.rule) == name);
            if read != spans || days != expected || !by_rule {
                let names: Vec<_> = found.iter().map(|date| (&date.rule, date.span.of(&text))).collect();
                wrong.push(format!("{name}: {line}\n    read {names:?} as {days:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} examples are not read as they say:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_rule_has_an_example_and_a_name_of_its_own() {
    for (language, text) in languages() {
        let source = Source::read(&text).expect("a date file");
        assert!(
            source.language == language || language.starts_with('_'),
            "{language} calls itself `{}`",
            source.language
        );
        for (number, rule) in source.rules.iter().enumerate() {
            assert!(!rule.examples.is_empty(), "rule `{}` of {language} has no example", rule.name);
            assert!(
                source.rules[..number].iter().all(|above| above.name != rule.name),
                "two rules are called `{}`",
                rule.name
            );
        }
    }
}

/// A small generator of texts: the words of the grammars' own examples, cut, joined and mixed with odd bytes.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % 1_000_003).expect("a small number") % limit
    }

    fn text(&mut self, words: &[&str]) -> String {
        let odd = [
            "\n",
            "’",
            "–",
            "\u{0}",
            "ß",
            "日本",
            "9999",
            "0",
            "-",
            "(",
            "/",
            "\u{301}",
            "😀",
            "31",
            "00",
            ".",
            "99999999999",
        ];
        let mut text = String::new();
        for _ in 0..self.below(40) {
            let list = if self.below(3) == 0 { &odd[..] } else { words };
            text.push_str(list[self.below(list.len())]);
            if self.below(3) > 0 {
                text.push(' ');
            }
        }
        text
    }
}

/// German, which the project does not ship: words and rules only, no line of Rust.
const GERMAN: &str = r#"
language = "de"
published = "2024-06-22"
[words.weekday]
dienstag = 2
donnerstag = 4
[words.month]
mai = 5
juni = 6
[words.which]
letzte = -1
"nächste" = 1
[words.tense]
wird = 1
sagte = -1
[[rule]]
name = "date"
match = "<weekday>? ,? den? <day>. <month> <year>?"
examples = []
[[rule]]
name = "numeric"
match = "<day>.<monthnumber:month>.<year>"
examples = []
[[rule]]
name = "weekday"
match = "<weekday>"
examples = []
[[rule]]
name = "week"
match = "<which> woche"
means = "period(week, which)"
examples = []
[[rule]]
name = "range"
match = "von {day:first} bis {day:last}"
means = "range(first, last)"
examples = []
"#;

#[test]
fn a_new_language_needs_words_and_rules_only() {
    let grammar = DateGrammar::from_toml(GERMAN).expect("a date grammar");
    let read = |text: &str| {
        let found = grammar.find(text, &[], Some("2024-06-22".parse().expect("a day")));
        found
            .iter()
            .map(|date| format!("{}: {}", date.span.of(text), written(date.begin, date.end, date.precision)))
            .collect::<Vec<_>>()
    };
    assert_eq!(read("Das sagte er am Dienstag, den 18. Juni 2024."), ["Dienstag, den 18. Juni 2024: 2024-06-18"]);
    assert_eq!(read("Er wird am Donnerstag sprechen."), ["Donnerstag: 2024-06-27"]);
    assert_eq!(
        read("Nächste Woche, am 27.06.2024"),
        ["Nächste Woche: 2024-06-24..2024-06-30 week", "27.06.2024: 2024-06-27"]
    );
    assert_eq!(read("von Dienstag bis Donnerstag"), ["von Dienstag bis Donnerstag: 2024-06-18..2024-06-20 day"]);
}

#[test]
fn an_unknown_day_of_publication_leaves_dates_open() {
    let grammar = DateGrammar::from_toml(GERMAN).expect("a date grammar");
    let found = grammar.find_all("Dienstag. Nächste Woche.", &[], None);
    assert_eq!((found.dated.len(), found.undated.len()), (0, 1));
    let dated = grammar.find_all("Dienstag, den 18. Juni 2024. Nächste Woche.", &[], None);
    assert_eq!((dated.dated.len(), dated.undated.len()), (2, 0));
}

#[test]
fn any_text_is_read_without_panic_and_spans_lie_on_characters() {
    let days =
        ["0001-01-01", "-009999-01-01", "9999-12-31", "2024-02-29"].map(|day| day.parse::<Date>().expect("a day"));
    for (_, text) in languages() {
        let grammar = DateGrammar::from_toml(&text).expect("a date grammar");
        let source = Source::read(&text).expect("a date file");
        let words: Vec<_> =
            source.rules.iter().flat_map(|rule| &rule.examples).flat_map(|line| line.split([' ', '[', ']'])).collect();
        let mut chance = Chance(0x9E37_79B9);
        for _ in 0..3000 {
            let text = chance.text(&words);
            let published = [None, Some(days[chance.below(days.len())])][chance.below(2)];
            let mut reached = 0;
            for date in grammar.find(&text, &[], published) {
                assert!(text.is_char_boundary(date.span.start) && text.is_char_boundary(date.span.end), "{text:?}");
                assert!(date.span.start >= reached && date.span.end > date.span.start, "{text:?}");
                assert!(date.begin <= date.end, "{text:?}");
                reached = date.span.end;
            }
        }
    }
}

#[test]
fn a_faulty_rule_is_refused_by_name() {
    let refused = |rule: &str| {
        let head = "language = \"xx\"\npublished = \"2024-06-22\"\n[words.month]\njuni = 6\n";
        let file = format!("{head}[[rule]]\nname = \"odd\"\nexamples = []\n{rule}\n");
        DateGrammar::from_toml(&file).expect_err("a fault").to_string()
    };
    assert_eq!(refused("match = \"<moon>\""), "rule `odd`: at `moon`, expected a class under `[words]`");
    assert_eq!(refused("match = \"<month\""), "rule `odd`: at `month`, expected `>`");
    assert_eq!(
        refused("match = \"{moment}\""),
        "rule `odd`: at `moment`, expected one of day, week, month, year, slice, part"
    );
    assert!(refused("match = \"<month>?\"").ends_with("expected at least one part that must be there"));
    assert!(refused("match = \"<number> ago\"").contains("`means`"));
    assert!(refused("match = \"<month>\"\nmeans = \"shift(month, \"").contains("expected a capture"));
    assert!(matches!(DateGrammar::from_toml("language = 1"), Err(DateGrammarError::Toml(_))));
}
