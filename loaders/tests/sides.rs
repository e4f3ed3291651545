//! Who did it and on which day where a sentence says more than one thing: clauses that only describe, groups of people who do not act
//! for their country, titles with their bearers behind a comma, and who it is that speaks.
//!
//! Each line is an article of our own, published on a Saturday.

use loaders::article::{Article, Published};
use loaders::facts::{Factuality, Reading, Report};
use loaders::lexicon::SlotRole;
use loaders::reading::Reader;

fn read(reader: &Reader, language: &str, text: &str) -> Reading {
    let published = Published::parse("2024-06-22");
    reader.read(Article { text: text.to_owned(), language: Some(language.to_owned()), published, ..Article::default() })
}

/// `ASSAULT Chadian rebels > Mali`: type, and who is on each side by their English names.
fn told(reading: &Reading, report: &Report) -> String {
    let side = |role: SlotRole| {
        let mut names: Vec<&str> = report
            .participants
            .iter()
            .filter(|p| p.role == role)
            .map(|p| reading.entities[p.entity].labels[0].as_str())
            .collect();
        names.sort_unstable();
        names.join(" + ")
    };
    format!("{} {} > {}", report.event_type, side(SlotRole::Actor), side(SlotRole::Recipient))
}

#[test]
fn a_side_is_whoever_the_words_name() {
    let reader = Reader::new().expect("the shipped folders are whole");
    for (language, text, expected) in [
        // An army acts for its country; its rebels, citizens and companies do not.
        ("en", "Chadian rebels attacked Mali.", "ASSAULT Chadian rebels > Mali"),
        ("en", "Chadian soldiers attacked Mali.", "ASSAULT Chad > Mali"),
        ("id", "Kenya menjatuhkan sanksi terhadap perusahaan Uganda.", "SANCTION Kenya > perusahaan Uganda"),
        // What "that" and "yang" tell of a noun is not told of the name before it.
        ("en", "Mali's government fell after violence that killed two students.", ""),
        ("en", "Kenya praised Chad after a raid on a boat that attacked Mali.", "SUPPORT Kenya > Chad"),
        (
            "id",
            "Kapal perang Kenya mencegat kapal Sinar Laut yang membawa gandum dan menahan dua aktivis.",
            "COERCE Kenya > , COERCE Kenya > aktivis",
        ),
        // A preposition before a verb governs the verb.
        ("id", "Kenya sepakat memberi pinjaman kepada Chad dengan memanfaatkan aset Uganda.", "AGREE Kenya > Chad"),
        // An adjective is no army, and whoever leads a group is not all of it.
        ("en", "Rishi Sunak announced military aid to Kenya.", ""),
        ("id", "Milisi (ADF) pimpinan Musa Baluku menyerang Uganda.", "ASSAULT milisi > Uganda"),
        ("en", "Kenya suspended all military aid to Uganda.", "SANCTION Kenya > Uganda"),
        ("en", "Israel killed Hamas leader Yahya Sinwar.", "ASSAULT Israel > Yahya Sinwar"),
        // A comma closes the clause: who says it or does the next thing is no side of this one.
        ("en", "Gotabaya Rajapaksa agreed to resign, the parliament speaker said.", "AGREE Gotabaya Rajapaksa > "),
        ("en", "Kenya condemned Chad, and Uganda urged Mali to help.", "ACCUSE Kenya > Chad, REQUEST Uganda > Mali"),
        ("en", "Chad left, and Kenya's mission to the United Nations praised Uganda.", "SUPPORT Kenya > Uganda"),
        (
            "id",
            "Prabowo menerima Menteri Luar Negeri Kenya Musalia Mudavadi.",
            "CONSULT Musalia Mudavadi > Prabowo Subianto",
        ),
        // Murder has a doer, though nobody knows him; death may have none.
        ("en", "Ismail Haniyeh was murdered in Oyo.", "ASSAULT  > Ismail Haniyeh"),
        ("id", "Ismail Haniyeh dibunuh di Iran.", "ASSAULT  > Ismail Haniyeh"),
        // Who travels without an office visits nobody.
        ("en", "Budi Wirawan arrived in Kenya on Monday.", ""),
        ("en", "Thousands of refugees arrived in Kenya.", ""),
        ("en", "Foreign Minister Budi Wirawan arrived in Kenya on Monday.", "CONSULT Budi Wirawan > Kenya"),
    ] {
        let reading = read(&reader, language, text);
        let found: Vec<String> = reading.reports.iter().map(|report| told(&reading, report)).collect();
        assert_eq!(found.join(", "), expected, "{text}");
    }
}

#[test]
fn what_is_said_by_the_way_dates_nothing_else() {
    let reader = Reader::new().expect("the shipped folders are whole");
    for (language, text, day) in [
        (
            "en",
            "Kenya freed Imran Khan, who was convicted in 2018. Uganda urged Mali to help.",
            "2024-06-15..2024-06-22",
        ),
        ("en", "Imran Khan, who met Xi Jinping last week, urged Mali to help.", "2024-06-15..2024-06-22"),
        ("en", "Imran Khan had visited Kenya in May. Uganda urged Mali to help.", "2024-06-15..2024-06-22"),
        ("en", "Imran Khan visited Kenya on Monday. Uganda urged Mali to help.", "2024-06-17..2024-06-17"),
        ("en", "Kenya invited Mali to join the alliance from 1 January 2026.", "2024-06-15..2024-06-22"),
    ] {
        let reading = read(&reader, language, text);
        let when = reading.reports.last().and_then(|report| report.when.as_ref());
        let when = when.map(|when| format!("{}..{}", when.begin, when.end));
        assert_eq!(when.as_deref(), Some(day), "{text}");
    }
}

#[test]
fn a_threat_is_done_by_making_it_and_talks_to_come_are_not_done() {
    let reader = Reader::new().expect("the shipped folders are whole");
    for (language, text, factuality) in [
        ("id", "Kenya mengancam akan menyerang Uganda.", Factuality::Asserted),
        ("en", "Talks between Kenya and Uganda will be held on 27 June.", Factuality::Predicted),
        ("en", "Kenya and Uganda are to sign a defence pact in July.", Factuality::Predicted),
    ] {
        let reading = read(&reader, language, text);
        let told: Vec<Factuality> = reading.reports.iter().map(|report| report.factuality).collect();
        assert_eq!(told, [factuality], "{text}");
    }
}

#[test]
fn a_name_behind_the_comma_is_the_titles_and_hyphens_hold_it_together() {
    let reader = Reader::new().expect("the shipped folders are whole");
    for (language, text, name) in [
        ("id", "Kenya menahan mantan Bupati Langkat, Sari Terbit, Rabu (19/6).", "Sari Terbit"),
        ("id", "Kenya memanggil Duta Besar Uganda untuk Kenya, Okot Lamai, di Nairobi.", "Okot Lamai"),
        ("en", "The foreign minister praised President Abdul-ul-Rahim in Nairobi.", "Abdul-ul-Rahim"),
    ] {
        let reading = read(&reader, language, text);
        let people = reading.entities.iter().filter(|entity| entity.kind == ontology::entity::Kind::Person);
        let names: Vec<&str> = people.map(|entity| entity.labels[0].as_str()).collect();
        assert!(names.contains(&name), "{text}: {names:?}");
    }
}

#[test]
fn who_speaks_is_the_subject_of_the_saying() {
    let reader = Reader::new().expect("the shipped folders are whole");
    for (language, text, speaker) in [
        ("en", "The storm hit Mali, according to Uganda.", Some("Uganda")),
        ("en", "Imran Khan, speaking in Kenya, said the storm had hit Mali.", Some("Imran Khan")),
        ("id", "Jokowi yang hadir dalam rapat itu mengatakan Indonesia belum siap.", Some("Joko Widodo")),
        ("id", "Kenya memanggil utusan Uganda guna menyampaikan kekecewaan.", None),
    ] {
        let reading = read(&reader, language, text);
        let said = reading.quotations.first().and_then(|quotation| quotation.speaker);
        assert_eq!(said.map(|entity| reading.entities[entity].labels[0].as_str()), speaker, "{text}");
    }
}
