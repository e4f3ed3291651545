//! Names that a newspaper spells otherwise than the tables: found by their likeness, and said to be less sure.

use loaders::article::{Article, Published};
use loaders::facts::{Mention, Reading};
use loaders::reading::Reader;

fn read(text: &str) -> Reading {
    let reader = Reader::new().expect("the shipped folders are whole");
    let published = Published::parse("2024-06-22");
    reader.read(Article { text: text.to_owned(), published, ..Article::default() })
}

fn mention<'a>(reading: &'a Reading, words: &str) -> (&'a Mention, &'a str) {
    let found = reading.mentions.iter().find(|mention| mention.span.of(&reading.article.text) == words);
    let mention = found.unwrap_or_else(|| panic!("`{words}` is no name"));
    (mention, &reading.entities[mention.entity.expect("it means somebody")].id)
}

#[test]
fn a_body_one_letter_off_is_that_body() {
    let reading = read("China menjatuhkan sanksi terhadap Lockheed Martn pada Selasa.");
    let (mention, id) = mention(&reading, "Lockheed Martn");
    assert_eq!((id, mention.method), ("org-lockheed-martin", "spelling"));
    assert!(mention.score < 0.8);
}

#[test]
fn a_person_spelt_in_two_ways_in_one_article_is_one() {
    let text = "Menteri Perdagangan Laos, Bounmy Cho Vongsa, mengunjungi Vietnam untuk membahas harga beras. Di sana \
                Menteri Perdagangan Bounmy Coe Vongsa bertemu dengan para pengusaha.";
    let same = read(text);
    assert_eq!(mention(&same, "Bounmy Cho Vongsa").1, mention(&same, "Bounmy Coe Vongsa").1);
    let other = read(&text.replace("Coe", "Dai"));
    assert_ne!(mention(&other, "Bounmy Cho Vongsa").1, mention(&other, "Bounmy Dai Vongsa").1);
}
