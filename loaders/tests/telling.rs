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
        ("en", "Uganda accused Kenya of attacking Chad.", "ACCUSE UGA>KEN"),
        ("id", "Uganda menuduh Kenya menyerang Chad.", "ACCUSE UGA>KEN"),
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
        ("en", "Mali praised Niger after a raid killed Chadian guards.", "SUPPORT MLI>NER, ASSAULT >TCD"),
        ("id", "Mali menutup pasar di Niger setelah serangan teror menewaskan warga Chad.", ""),
        ("en", "Kenya warned Uganda of a possible flood.", ""),
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
fn an_answer_is_aimed_at_who_did_it_where_only_one_side_can_be_meant() {
    let reader = Reader::new().expect("the shipped folders are whole");
    for (text, expected) in [
        ("Kenya attacked Uganda on Friday.\n\nUganda condemned the attack.", "ASSAULT KEN>UGA, ACCUSE UGA>KEN"),
        (
            "Kenya attacked Uganda on Friday. Uganda shelled Chad.\n\nMali condemned the attack.",
            "ASSAULT KEN>UGA, ASSAULT UGA>TCD, ACCUSE MLI>KEN",
        ),
        (
            "Kenya bombed Uganda on Friday. Uganda shelled Chad.\n\nMali condemned the violence.",
            "ASSAULT KEN>UGA, ASSAULT UGA>TCD, ACCUSE MLI>",
        ),
    ] {
        let reading = read(&reader, "en", text);
        let found: Vec<String> = reading.reports.iter().map(|report| told(&reading, report)).collect();
        assert_eq!(found.join(", "), expected, "{text}");
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

#[test]
fn days_are_reckoned_from_other_deeds() {
    let reader = Reader::new().expect("the shipped folders are whole");
    for (language, text, event_type, begin, end) in [
        (
            "en",
            "Crowds marched in Nairobi on Thursday, a day after police opened fire on farmers.",
            "ASSAULT",
            "2024-06-19",
            "2024-06-19",
        ),
        (
            "id",
            "Ribuan warga berdemo di Nairobi, Kamis (20/6), dua hari setelah polisi menembaki petani.",
            "ASSAULT",
            "2024-06-18",
            "2024-06-18",
        ),
        // Nothing to reckon from: the week before publication.
        ("en", "Mali was calm, two days after Chad attacked Niger.", "ASSAULT", "2024-06-15", "2024-06-22"),
        ("en", "Kenyan soldiers have been shelling Chad since Tuesday.", "ASSAULT", "2024-06-18", "2024-06-22"),
        // One more of a kind; and what came later than a deed of the day of publication.
        (
            "en",
            "Gunmen attacked Juba on Monday.\n\nIn a separate attack, rebels shelled Goma.",
            "ASSAULT",
            "2024-06-17",
            "2024-06-17",
        ),
        (
            "en",
            "Rebels attacked Goma on Saturday.\n\nMalian police later arrested Imran Khan.",
            "COERCE",
            "2024-06-22",
            "2024-06-22",
        ),
        // The day of something still to come is not that of what is told after it.
        (
            "id",
            "Hari ini, Sabtu (22/6), akan ada pawai di Roma. Italia mengecam Israel.",
            "ACCUSE",
            "2024-06-15",
            "2024-06-22",
        ),
        // What a clause with "that" dates is the noun before it.
        (
            "en",
            "Police on Monday probed the raid that shook Goma the day before.",
            "ACCUSE",
            "2024-06-17",
            "2024-06-17",
        ),
    ] {
        let reading = read(&reader, language, text);
        let report = reading.reports.iter().rfind(|report| report.event_type == event_type);
        let when =
            report.and_then(|report| report.when.as_ref()).unwrap_or_else(|| panic!("no {event_type} in {text}"));
        assert_eq!((when.begin.to_string(), when.end.to_string()), (begin.to_owned(), end.to_owned()), "{text}");
    }
}

#[test]
fn places_are_those_of_the_deed() {
    let reader = Reader::new().expect("the shipped folders are whole");
    for (language, text, expected) in [
        ("en", "Kenyan police arrested two bakers in the Turkish capital.", "gn-323786"),
        ("en", "Kenyan police arrested two bakers in the capital on Monday.", "gn-184745"),
        ("id", "Polisi menangkap dua nelayan di ibu kota Kenya.", "gn-184745"),
        // The war is in Gaza, the march in Paris; those who seize somebody are where they do it.
        ("en", "Thousands of people rallied in Paris against the war in Gaza.", "gn-2988507"),
        ("en", "Police in Lyon arrested three bakers.", "gn-2996944"),
        ("en", "Officials in Lyon condemned Japan.", ""),
        ("en", "Turks protested over Russia's role in the Syrian conflict.", ""),
        // The house of a government is a place where something happens in it.
        ("id", "Prabowo bertemu Macron di Gedung Putih.", "new-place-gedung-putih-USA"),
        ("id", "Retno Marsudi bertemu Wang Yi di Senayan, Jakarta.", "gn-1642911"),
    ] {
        let reading = read(&reader, language, text);
        let places: Vec<&str> =
            reading.reports[0].places.iter().map(|place| reading.entities[*place].id.as_str()).collect();
        assert_eq!(places.join(" "), expected, "{text}");
        assert!(reading.reports[0].places.iter().all(|place| reading.entities[*place].point.is_some()), "{text}");
    }
}

#[test]
fn what_is_told_of_oneself_or_of_others_is_a_claim() {
    let reader = Reader::new().expect("the shipped folders are whole");
    let (asserted, claimed) = (Factuality::Asserted, Factuality::Claimed);
    for (language, text, event_type, factuality, speaks) in [
        ("en", "Zelensky said he had thanked Kenya.", "SUPPORT", claimed, true),
        ("id", "Jokowi mengaku pernah mengancam Malaysia.", "THREATEN", claimed, true),
        ("en", "Macron said he and Modi agreed to free prisoners.", "AGREE", claimed, true),
        ("en", "Several ministers say that Mali arrested Imran Khan.", "COERCE", claimed, true),
        ("en", "Chad is calm. Mali shelled a port which lies in Niger, officials said.", "ASSAULT", claimed, true),
        // To say it is to do it; who adds it speaks for the one who does it.
        ("en", "Macron said he condemns Kenya.", "ACCUSE", asserted, false),
        ("id", "\"Kenya mengecam Israel,\" ujarnya.", "ACCUSE", asserted, false),
        ("id", "Mali tenang. Macron menyebut Modi lelah usai Kenya menyerang Chad.", "ASSAULT", claimed, true),
        ("id", "Macron Sebut Modi Lelah usai Kenya Serang Chad", "ASSAULT", asserted, false),
        // Whoever is told something does not say it.
        ("en", "The minister told Japan that Kenya shelled Chad.", "ASSAULT", claimed, true),
    ] {
        let reading = read(&reader, language, text);
        let report = reading.reports.iter().find(|report| report.event_type == event_type).expect(text);
        assert_eq!((report.factuality, report.attributed_to.is_some()), (factuality, speaks), "{text}");
        let japan = report.attributed_to.is_some_and(|entity| reading.entities[entity].id == "JPN");
        assert!(!japan, "{text}");
    }
}
