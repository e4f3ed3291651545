//! When an article was published, where only its own text tells: lines of its head as outlets write them, datelines.

use jiff::civil::date;
use loaders::article::Article;
use loaders::facts::Reading;
use loaders::reading::Reader;

fn read(reader: &Reader, text: &str) -> Reading {
    reader.read(Article { text: text.to_owned(), ..Article::default() })
}

const ID: &str =
    "Presiden Joko Widodo bertemu dengan Presiden Rusia Vladimir Putin di Moskow pada Senin dan membahas pangan.";
const EN: &str =
    "President Joko Widodo met the president of Russia in Moscow on Monday and said that they had talked of food.";

#[test]
fn a_line_of_the_head_or_a_dateline_tells_the_day_of_publication() {
    let reader = Reader::new().expect("the shipped folders are whole");
    for (head, story, expected) in [
        (
            "Jokowi di Moskow\n\nHarian Laut | Selasa, 18 Juni 2024 | 10:15 WIT\n\n",
            ID,
            Some("2024-06-18T10:15:00+09:00"),
        ),
        (
            "Jokowi di Moskow\n\nHarian Laut - Selasa, 18/06/2024, 06:55 WIB\n\nMOSKOW - ",
            ID,
            Some("2024-06-18T06:55:00+07:00"),
        ),
        (
            "Andi Putra - Harian Laut\nSelasa, 18 Jun 2024 10:15 WIB\n\nJokowi bertemu Putin di Moskow Senin\n\n",
            ID,
            Some("2024-06-18T10:15:00+07:00"),
        ),
        (
            "Jokowi in Moscow\n\nBy our staff, Northern Post\nLondon, Tuesday 18 June 2024, 15:05 BST\n\n",
            EN,
            Some("2024-06-18T15:05:00+01:00"),
        ),
        ("Jokowi in Moscow\n\nPublished: Tuesday, June 18, 2024, 17:45 SGT\n\n", EN, Some("2024-06-18T17:45:00+08:00")),
        // Half past five in the afternoon is no half past five.
        ("Jokowi in Moscow\n\nPublished June 18, 2024 at 5:30 p.m. EDT\n\n", EN, Some("2024-06-18-04:00")),
        ("Jokowi di Moskow\n\nJakarta, 18 Juni 2024 - ", ID, Some("2024-06-18")),
        ("Jokowi di Moskow\n\nJakarta (18/6/2024) - ", ID, Some("2024-06-18")),
        ("Jokowi in Moscow\n\nMOSCOW, June 18, 2024 (Northern Post) — ", EN, Some("2024-06-18")),
        // A headline and a sentence tell of other days.
        ("Seabad Peringatan 17 Agustus 1945\n\n", ID, None),
        ("Jokowi in Moscow\n\nThe war began on 24 February 2022.\n\n", EN, None),
    ] {
        let reading = read(&reader, &format!("{head}{story}"));
        let published = reading.article.published.map(|published| published.to_string());
        let expected = expected.map(|day| if day.len() == 16 { day[..10].to_owned() } else { day.to_owned() });
        assert_eq!(published, expected, "{head}");
        assert_eq!(reading.is_undated(), expected.is_none(), "{head}");
        assert_eq!(reading.notes.iter().any(|note| note.kind == "undated"), expected.is_none(), "{head}");
    }
}

#[test]
fn names_over_the_headline_and_under_it_are_no_story() {
    let reader = Reader::new().expect("the shipped folders are whole");
    let head = "Harian Laut\nSelasa, 18 Juni 2024 - 17:50 WIB\n\nJokowi bertemu Putin di Kremlin pada Senin\n\n";
    let reading = read(&reader, &format!("{head}{ID}"));
    assert_eq!(reading.reports.len(), 1, "the headline tells nothing more");
}

#[test]
fn whoever_brings_an_article_may_suppose_its_day() {
    let reader = Reader::new().expect("the shipped folders are whole");
    let brought = |text: &str| {
        let article = Article { text: text.to_owned(), supposed: Some(date(2024, 6, 18)), ..Article::default() };
        reader.read(article).article.published.map(|published| published.date)
    };
    assert_eq!(brought(ID), Some(date(2024, 6, 18)));
    // What the text says counts more.
    assert_eq!(brought(&format!("Jokowi di Moskow\n\nSenin, 3 Juni 2024\n\n{ID}")), Some(date(2024, 6, 3)));
}
