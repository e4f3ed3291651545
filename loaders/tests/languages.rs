//! The contract of a language folder: it is whole, its examples are read as they say, and its dates are.

use loaders::article::{Article, Published};
use loaders::facts::{Reading, Report};
use loaders::lexicon::{Lexicon, Pattern, SlotRole, name_tables};
use loaders::reading::Reader;
use loaders::reference::Reference;

/// A reader of every folder, the template included.
fn reader() -> Reader {
    Reader::of(Lexicon::all().expect("the folders are whole")).expect("the models are whole")
}

fn read(reader: &Reader, language: &str, text: &str) -> Reading {
    let published = Published::parse("2024-06-22");
    reader.read(Article { text: text.to_owned(), language: Some(language.to_owned()), published, ..Article::default() })
}

/// `RUS+CHN>UKR`: who is on each side, as countries or else local ids, sorted.
fn sides(reading: &Reading, report: &Report) -> String {
    let side = |roles: &[SlotRole]| {
        let parties =
            report.participants.iter().filter(|p| roles.contains(&p.role)).map(|p| &reading.entities[p.entity]);
        let mut names: Vec<&str> = parties.map(|entity| entity.country.as_deref().unwrap_or(&entity.id)).collect();
        names.sort_unstable();
        names.dedup();
        names.join("+")
    };
    format!("{}>{}", side(&[SlotRole::Actor]), side(&[SlotRole::Recipient]))
}

fn sorted(expected: &str) -> String {
    let side = |names: &str| {
        let mut names: Vec<&str> = names.split('+').filter(|name| !name.is_empty()).collect();
        names.sort_unstable();
        names.join("+")
    };
    let (actors, recipients) = expected.split_once('>').unwrap_or((expected, ""));
    format!("{}>{}", side(actors), side(recipients))
}

fn wrong(reader: &Reader, language: &str, pattern: &Pattern) -> Option<String> {
    let reading = read(reader, language, pattern.example);
    let of_type: Vec<&Report> =
        reading.reports.iter().filter(|report| report.event_type == pattern.event_type).collect();
    let told = || {
        reading
            .reports
            .iter()
            .map(|r| format!("{} {} ({})", r.event_type, sides(&reading, r), r.rule))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let fits =
        of_type.iter().any(|report| pattern.expected.is_empty() || sides(&reading, report) == sorted(pattern.expected));
    (!fits).then(|| {
        format!(
            "{}: `{}` gives [{}], not {} {}",
            pattern.name,
            pattern.example,
            told(),
            pattern.event_type,
            pattern.expected
        )
    })
}

#[test]
fn every_pattern_reads_its_example() {
    let reader = reader();
    let mut faults = Vec::new();
    for lexicon in &reader.lexicons {
        let mut seen = std::collections::HashSet::new();
        let lines = lexicon.patterns.all.iter().filter(|pattern| seen.insert((pattern.example, pattern.event_type)));
        faults.extend(lines.filter_map(|pattern| wrong(&reader, &lexicon.code, pattern)));
    }
    assert!(faults.is_empty(), "{} patterns do not read their example:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_pattern_names_a_type_and_modes_of_the_scheme() {
    let reader = reader();
    let scheme = ontology::event_type::EventTypes::shipped().expect("the scheme is whole");
    for pattern in reader.lexicons.iter().flat_map(|lexicon| &lexicon.patterns.all) {
        let event_type = scheme
            .get(pattern.event_type)
            .unwrap_or_else(|| panic!("{}: no type `{}`", pattern.name, pattern.event_type));
        for mode in &pattern.modes {
            assert!(event_type.modes.iter().any(|known| known.code == *mode), "{}: no mode `{mode}`", pattern.name);
        }
    }
}

#[test]
fn every_role_and_name_of_a_language_is_one_of_the_tables() {
    let reference = Reference::shipped();
    for lexicon in &reader().lexicons {
        for role in lexicon.roles.values() {
            assert!(reference.role(role).is_some(), "{}: no role `{role}`", lexicon.code);
        }
    }
    for line in name_tables().iter().flat_map(|table| table.lines()).filter(|line| !line.starts_with('#')) {
        let id = line.split('\t').next().unwrap_or_default();
        assert!(reference.find(id).is_some(), "no table has `{id}`: {line}");
    }
}

#[test]
fn the_template_is_tested_but_reads_no_article() {
    let shipped = Lexicon::shipped().expect("the folders are whole").len();
    assert_eq!(reader().lexicons.len(), shipped + 1);
}

#[test]
fn languages_are_told_apart() {
    let reader = Reader::new().expect("the shipped folders are whole");
    for (text, code) in [
        ("Presiden bertemu dengan para menteri di istana untuk membahas harga beras yang naik.", "id"),
        ("The president met the ministers at the palace to talk about the price of rice.", "en"),
        (
            "Presiden bertemu dengan para menteri di istana bagi membincangkan harga beras yang meningkat kerana kemarau.",
            "ms",
        ),
        // Told in both, word by word.
        (
            "Menteri luar negeri itu mengatakan bahwa perundingan akan dilanjutkan pada Kamis karena kedua pihak setuju.",
            "id",
        ),
        (
            "Menteri luar itu berkata bahawa rundingan akan diteruskan pada Khamis kerana kedua-dua pihak bersetuju.",
            "ms",
        ),
        ("Polisi menahan tiga orang usai unjuk rasa di depan kantor gubernur.", "id"),
        ("Polis menahan tiga orang selepas tunjuk perasaan di hadapan pejabat gabenor.", "ms"),
        // What both write alike is read as Indonesian.
        ("Lawatan itu berlangsung dua hari.", "id"),
    ] {
        let found = loaders::language::detect(text, &reader.lexicons).map(|lexicon| lexicon.code.as_str());
        assert_eq!(found, Some(code), "{text}");
    }
}

#[test]
fn a_language_that_is_given_is_not_guessed() {
    let reader = Reader::new().expect("the shipped folders are whole");
    let indonesian = "Presiden Rusia mengunjungi Korea Utara karena diundang pada bulan Juni.";
    for (given, code) in [("ms", "ms"), ("ms-MY", "ms"), ("id", "id")] {
        assert_eq!(read(&reader, given, indonesian).article.language.as_deref(), Some(code));
    }
}
