//! Names as the whole reading finds them: rules, tables and what was learnt, each where it knows better.

use loaders::article::Article;
use loaders::facts::MentionKind;
use loaders::reading::Reader;
use ontology::entity::Kind;

/// The names of a text with their kinds.
fn names(code: &str, text: &str) -> Vec<(String, Kind)> {
    let reader = Reader::new().expect("a reader");
    let article = Article { text: text.to_owned(), language: Some(code.to_owned()), ..Article::default() };
    let reading = reader.read(article);
    let named = reading.mentions.iter().filter_map(|mention| match mention.kind {
        MentionKind::Name(kind) => Some((mention.span.of(text).to_owned(), kind)),
        _ => None,
    });
    named.collect()
}

fn person(name: &str) -> (String, Kind) {
    (name.to_owned(), Kind::Person)
}

#[test]
fn a_sentence_that_lists_names_is_no_headline() {
    let found = names("id", "Pemenangnya Rangga Pratama Putra, Laras Kencana Dewi, Bagus Wirayuda Santoso.");
    for name in ["Rangga Pratama Putra", "Laras Kencana Dewi", "Bagus Wirayuda Santoso"] {
        assert!(found.contains(&person(name)), "{name} in {found:?}");
    }
}

#[test]
fn a_title_within_a_name_is_part_of_it() {
    let found = names("id", "Menteri Agama Arifin Hakim Wibisono mengatakan jemaah sudah berangkat.");
    assert!(found.contains(&person("Arifin Hakim Wibisono")), "{found:?}");
    let found = names("en", "Canadian Prime Minister Harold Pemberley told reporters that talks would go on.");
    assert!(found.contains(&person("Harold Pemberley")), "{found:?}");
}

#[test]
fn the_field_of_an_office_is_nobody() {
    let found = names("id", "Menteri Perumahan Rakyat meninjau lokasi banjir pada hari kedua.");
    assert!(found.iter().all(|(_, kind)| *kind != Kind::Person), "{found:?}");
}

#[test]
fn a_currency_is_no_country() {
    let found = names("id", "Pemerintah menerima bantuan sebesar US$5 juta untuk korban banjir.");
    assert!(found.iter().all(|(_, kind)| *kind != Kind::Country), "{found:?}");
}
