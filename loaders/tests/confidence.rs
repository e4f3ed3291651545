//! How sure a report is follows from the signs of its sentence, each with a measured weight.

use loaders::article::Article;
use loaders::facts::Report;
use loaders::reading::Reader;

fn reports(reader: &Reader, language: &str, text: &str) -> Vec<Report> {
    let article = Article { text: text.to_owned(), language: Some(language.to_owned()), ..Article::default() };
    reader.read(article).reports
}

#[test]
fn every_sign_has_a_weight() {
    let reader = Reader::new().unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for lexicon in &reader.lexicons {
        for pattern in &lexicon.patterns.all {
            seen.extend(reports(&reader, &lexicon.code, pattern.example).into_iter().flat_map(|report| report.signs));
        }
    }
    for text in [
        "Chad will visit Mali.",
        "Chad said Kenyan soldiers had attacked Uganda.",
        "A man who attacked Kenyan soldiers praised Chad.",
        "Mali left the market after Kenya attacked Uganda.",
        "Macron said: \"We condemn Kenya.\"",
    ] {
        seen.extend(reports(&reader, "en", text).into_iter().flat_map(|report| report.signs));
    }
    // What every report has is no sign.
    let weighed: std::collections::BTreeSet<_> =
        reader.reference.weights.keys().copied().filter(|s| *s != "-").collect();
    assert_eq!(seen, weighed, "the signs that sentences give are those of the table");
}

#[test]
fn what_is_told_first_and_as_done_is_surer() {
    let reader = Reader::new().unwrap();
    let told = reports(&reader, "en", "Kenya attacked Uganda, and Rwanda condemned Kenya. Chad will visit Mali.");
    let sure: Vec<f32> = told.iter().map(|report| report.confidence).collect();
    assert!(matches!(sure[..], [first, second, third] if first > second && first > third), "{sure:?}");
}
