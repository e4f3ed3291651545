//! How sentences tell what happened: what is a deed and what only says more of one, who did it, and when.
//!
//! Each line is an article of our own; the patterns have their own examples (`tests/languages.rs`).

use loaders::article::{Article, Published};
use loaders::facts::{Factuality, Reading, Report};
use loaders::lexicon::SlotRole;
use loaders::reading::Reader;

fn read(reader: &Reader, language: &str, text: &str) -> Reading {
    // A Saturday.
    let published = Published::parse("2024-06-22");
    reader.read(Article { text: text.to_owned(), language: Some(language.to_owned()), published, ..Article::default() })
}

/// `REQUEST EGY>SDN`: type, and who is on each side, as countries or else ids.
fn told(reading: &Reading, report: &Report) -> String {
    let side = |role: SlotRole| {
        let mut names: Vec<&str> = report
            .participants
            .iter()
            .filter(|p| p.role == role)
            .map(|p| &reading.entities[p.entity])
            .map(|entity| entity.country.as_deref().unwrap_or(&entity.id))
            .collect();
        names.sort_unstable();
        names.join("+")
    };
    format!("{} {}>{}", report.event_type, side(SlotRole::Actor), side(SlotRole::Recipient))
}

#[test]
fn a_sentence_tells_deeds_and_not_what_they_are_about() {
    let reader = Reader::new().expect("the shipped folders are whole");
    for (language, text, expected) in [
        // What is asked for, promised, refused or aimed at is no event; it may say whom it is about.
        ("en", "Egypt demanded that Sudan release Chadian prisoners.", "REQUEST EGY>SDN"),
        ("en", "Kenya agreed to send grain to Chad.", "AGREE KEN>TCD"),
        ("en", "Mali rejected a proposal from Niger to attack Chad.", "REJECT MLI>NER"),
        ("en", "Kenya urged Uganda to leave and condemned Chad.", "REQUEST KEN>UGA, ACCUSE KEN>TCD"),
        ("en", "Macron flew to China to meet Xi Jinping.", "CONSULT FRA>CHN"),
        ("id", "Mesir mendesak Sudan membebaskan tahanan Chad.", "REQUEST EGY>SDN"),
        // Who says that he will do harm threatens; who says that he won't help refuses.
        ("en", "Kenya said it would boycott Uganda.", "THREATEN KEN>UGA"),
        ("en", "Kenya said it would not send aid to Uganda.", "REJECT KEN>UGA"),
        ("en", "Serbia will not meet Croatia.", "REJECT SRB>HRV"),
        // Habits, conditions and turns of phrase.
        ("en", "Kenyan police often arrest Ugandan students.", ""),
        ("en", "If Kenya attacks Uganda, prices will rise.", ""),
        ("en", "Kenyan officials declined to comment on Uganda.", ""),
        ("id", "Polisi Kenya kerap menangkap mahasiswa Uganda.", ""),
        // Who did it.
        ("en", "Mali, a close ally of Niger, attacked Chad.", "ASSAULT MLI>TCD"),
        ("en", "Kenyan soldiers shelled Chad, killing Ugandan students.", "ASSAULT KEN>TCD"),
        ("en", "Kenya said that the storm had destroyed Uganda.", ""),
        ("en", "A car bomb killed Kenyan students.", "ASSAULT >KEN"),
        ("en", "A Kenyan court sentenced Imran Khan to nine years in prison.", "SANCTION KEN>PAK, COERCE KEN>PAK"),
        ("id", "Imran Khan ditetapkan sebagai tersangka dan ditahan polisi Kenya.", "ACCUSE KEN>PAK, COERCE KEN>PAK"),
    ] {
        let reading = read(&reader, language, text);
        let found: Vec<String> = reading.reports.iter().map(|report| told(&reading, report)).collect();
        assert_eq!(found.join(", "), expected, "{text}");
    }
}

#[test]
fn pronouns_and_second_verbs_keep_to_those_of_their_sentence() {
    let reader = Reader::new().expect("the shipped folders are whole");
    for (language, text, expected) in [
        // The second verb has the subject of the first, whatever the first one is; "him" is somebody else.
        ("en", "Erdogan rang Modi on Friday and urged him to open the port.", "REQUEST TUR>IND"),
        // "He" is the subject of his sentence, not who spoke before.
        (
            "en",
            "Scholz spoke in Berlin.\n\nErdogan flew to Rome where he praised Modi.",
            "CONSULT TUR>ITA, SUPPORT TUR>IND",
        ),
        ("id", "Scholz berpidato di Berlin.\n\nErdogan menegaskan dia mengecam Israel.", "ACCUSE TUR>ISR"),
    ] {
        let reading = read(&reader, language, text);
        let found: Vec<String> = reading.reports.iter().map(|report| told(&reading, report)).collect();
        assert_eq!(found.join(", "), expected, "{text}");
    }
}

#[test]
fn who_and_where_are_read_by_where_they_stand() {
    let reader = Reader::new().expect("the shipped folders are whole");
    for (language, text, expected) in [
        // The house of a government, where it is a place, is not the government.
        ("id", "Unjuk rasa mahasiswa di depan gedung parlemen, Senayan, Jakarta, berakhir damai.", "PROTEST IDN>"),
        // Names after a comma are those whom a number counts.
        ("en", "Mali expelled two members, Angela Merkel and Imran Khan.", "SANCTION MLI>DEU+PAK"),
        ("id", "Mali memecat dua anggotanya, Angela Merkel dan Imran Khan.", "SANCTION MLI>DEU+PAK"),
        // The noun that a verb needs may close the phrase of those whom it concerns.
        ("en", "Norway summoned the Hungarian ambassador.", "ACCUSE NOR>HUN"),
        // Whom a guest met is no guest.
        ("en", "Erdogan visited Italy. Erdogan met Giorgia Meloni.", "CONSULT TUR>ITA"),
    ] {
        let reading = read(&reader, language, text);
        let found: Vec<String> = reading.reports.iter().map(|report| told(&reading, report)).collect();
        assert_eq!(found.join(", "), expected, "{text}");
        let governments = |p: &loaders::facts::Participant| reading.entities[p.entity].id == "IDN";
        assert!(!reading.reports.iter().any(|report| report.participants.iter().any(governments)), "{text}");
    }
}

#[test]
fn what_happened_before_a_speech_is_the_paper_s_own() {
    let reader = Reader::new().expect("the shipped folders are whole");
    for (language, text) in [
        ("en", "Macron said he was tired, a day after Kenya attacked Chad."),
        ("id", "Macron mengatakan dia lelah, sehari setelah Kenya menyerang Chad."),
    ] {
        let reading = read(&reader, language, text);
        let report = reading.reports.iter().find(|report| report.event_type == "ASSAULT").expect(text);
        assert_eq!((report.factuality, report.attributed_to), (Factuality::Asserted, None), "{text}");
    }
}

#[test]
fn a_word_for_its_kind_does_not_make_a_known_town_another() {
    let reader = Reader::new().expect("the shipped folders are whole");
    let reading = read(&reader, "id", "Pasukan Rusia menyerang Kota Odesa, Ukraina, pada Jumat.");
    let town = reading.entities.iter().find(|entity| entity.labels[0].contains("Ode")).expect("a town");
    assert!(town.known, "{}", town.id);
}

#[test]
fn words_of_names_say_nothing() {
    let reader = Reader::new().expect("the shipped folders are whole");
    let reading = read(&reader, "en", "The United States warned Iran over the strait.");
    let found: Vec<String> = reading.reports.iter().map(|report| told(&reading, report)).collect();
    assert_eq!(found.join(", "), "THREATEN USA>IRN");
    assert_eq!((reading.reports[0].factuality, reading.reports[0].attributed_to), (Factuality::Asserted, None));
    assert!(reading.quotations.is_empty());
}

#[test]
fn what_is_said_is_of_the_day_on_which_its_speaker_spoke() {
    let reader = Reader::new().expect("the shipped folders are whole");
    for (language, text, event_type, begin, end) in [
        (
            "en",
            "Macron met reporters in Oslo on Thursday.\n\nHe praised Kenya for its help.",
            "SUPPORT",
            "2024-06-20",
            "2024-06-20",
        ),
        (
            "id",
            "Presiden Prancis Emmanuel Macron berpidato, Kamis (20/6/2024).\n\nMacron mengecam Israel.",
            "ACCUSE",
            "2024-06-20",
            "2024-06-20",
        ),
        // The day on which others passed it on is not that day.
        ("en", "Macron condemned Israel, as quoted by a newspaper on Friday.", "ACCUSE", "2024-06-15", "2024-06-22"),
        (
            "en",
            "Kenyan soldiers attacked Chad. The incident happened on Wednesday.",
            "ASSAULT",
            "2024-06-19",
            "2024-06-19",
        ),
    ] {
        let reading = read(&reader, language, text);
        let report = reading.reports.iter().find(|report| report.event_type == event_type);
        let when =
            report.and_then(|report| report.when.as_ref()).unwrap_or_else(|| panic!("no {event_type} in {text}"));
        assert_eq!((when.begin.to_string(), when.end.to_string()), (begin.to_owned(), end.to_owned()), "{text}");
    }
}

#[test]
fn what_was_told_before_is_taken_up() {
    let reader = Reader::new().expect("the shipped folders are whole");
    for (language, text, expected) in [
        // Who answers an act answers those who did it.
        ("en", "Mali bombed Niamey on Monday. Chad condemned the strikes.", "ASSAULT MLI>NER, ACCUSE TCD>MLI"),
        ("en", "Kenya accused Uganda of theft. Uganda denied the accusation.", "ACCUSE KEN>UGA, REJECT UGA>KEN"),
        ("en", "Norway's bombing of a dam was condemned by Peru.", "ASSAULT NOR>, ACCUSE PER>NOR"),
        ("id", "Mali menyerang Niger. Chad mengecam serangan itu.", "ASSAULT MLI>NER, ACCUSE TCD>MLI"),
        ("id", "Chad mengutuk pembunuhan Imran Khan.", "ACCUSE TCD>"),
        // Nobody answers himself, and what was not told is not taken up.
        ("en", "Mali bombed Niamey on Monday. Mali condemned the raid.", "ASSAULT MLI>NER, ACCUSE MLI>"),
        ("id", "Mali menyerang Niger. Chad mengecam serangan.", "ASSAULT MLI>NER, ACCUSE TCD>"),
        // Those told last together, where no third is told.
        ("en", "Kenya accused Uganda of theft. The two countries signed a treaty.", "ACCUSE KEN>UGA, SUPPORT KEN+UGA>"),
        ("en", "Kenya accused Uganda of aiding Chad. The two countries signed a treaty.", "ACCUSE KEN>UGA"),
        ("id", "Kenya menuduh Uganda. Kedua negara menandatangani perjanjian.", "ACCUSE KEN>UGA, SUPPORT KEN+UGA>"),
        ("id", "Hamas membebaskan dua sandera. Kelompok itu menyerang Mesir.", "RETREAT PSE>, ASSAULT PSE>EGY"),
        ("id", "\"Kami mengutuk serangan Mali,\" kata Presiden Turki Recep Tayyip Erdogan.", "ACCUSE TUR>MLI"),
    ] {
        let reading = read(&reader, language, text);
        let found: Vec<String> = reading.reports.iter().map(|report| told(&reading, report)).collect();
        assert_eq!(found.join(", "), expected, "{text}");
    }
}

#[test]
fn a_name_in_a_phrase_need_not_act() {
    let reader = Reader::new().expect("the shipped folders are whole");
    for (language, text, expected) in [
        ("en", "Israeli strikes killed 12 people in Gaza.", "ASSAULT ISR>PSE"),
        ("en", "Ethiopian-led forces attacked Chad.", "ASSAULT ETH>TCD"),
        ("en", "Pro-Kenyan students attacked a hotel in Chad.", "ASSAULT TCD>"),
        ("en", "Kenya attacked an Ethiopian convoy.", "ASSAULT KEN>ETH"),
        ("id", "Demonstran anti-Kenya bentrok dengan polisi di Roma.", "PROTEST ITA>ITA"),
        ("id", "Di Gaza, tentara Israel menembak dua warga.", "ASSAULT ISR>PSE"),
        ("id", "Langkah yang dikecam Mali itu didukung Chad.", "ACCUSE MLI>"),
        // A clause without a subject that opens a sentence has that of the next one.
        ("en", "After meeting Xi Jinping, Macron criticised Chad.", "CONSULT CHN+FRA>, ACCUSE FRA>TCD"),
        ("id", "Bertemu Xi Jinping, Macron mengecam Chad.", "CONSULT CHN+FRA>, ACCUSE FRA>TCD"),
        // Who offered is a noun that nobody here knows.
        ("en", "Macron said several states had sent grain to Chad.", ""),
        // What a crowd asks for, it demonstrates for.
        ("en", "Teachers in Peru went on strike, demanding that the government resign.", "PROTEST PER>PER"),
        ("id", "Warga Georgia berunjuk rasa menentang pemerintah.", "PROTEST GEO>GEO"),
        ("id", "Demonstran di Nairobi menuntut Presiden Kenya William Ruto mundur.", "PROTEST KEN>KEN"),
    ] {
        let reading = read(&reader, language, text);
        let found: Vec<String> = reading.reports.iter().map(|report| told(&reading, report)).collect();
        assert_eq!(found.join(", "), expected, "{text}");
    }
}
