//! One story told ten times is one event; stories that only look alike are not; and the order of loading does not matter.

use loaders::article::Article;

use crate::desk::{Chance, Desk, published};

/// Ten tellings of one meeting: language is told by the text, then outlet, agency, day of publication, text.
const TEN: [(&str, &str, &str, &str); 10] = [
    (
        "Harian Nusantara",
        "Antara",
        "2023-07-05",
        "Presiden Joko Widodo bertemu Perdana Menteri Australia Anthony Albanese di Sydney, Selasa (4/7/2023).",
    ),
    ("Warta Jakarta", "Antara", "2023-07-04", "Jokowi bertemu PM Australia Anthony Albanese di Sydney pada Selasa."),
    (
        "Kabar Timur",
        "Antara",
        "2023-07-05",
        "Presiden RI Joko Widodo mengadakan pertemuan dengan PM Albanese di Sydney, Australia, pada Selasa (4/7).",
    ),
    (
        "Suara Bahari",
        "Antara",
        "2023-07-05",
        "Pertemuan Presiden Jokowi dengan Perdana Menteri Anthony Albanese berlangsung di Sydney, Selasa (4/7).",
    ),
    (
        "Lintas Selat",
        "Antara",
        "2023-07-04",
        "PM Australia Anthony Albanese dan Presiden Joko Widodo bertemu di Sydney.",
    ),
    (
        "The Harbour Times",
        "Reuters",
        "2023-07-04",
        "Indonesian President Joko Widodo met Australian Prime Minister Anthony Albanese in Sydney on Tuesday.",
    ),
    (
        "Coral Sea Gazette",
        "Reuters",
        "2023-07-05",
        "Australian Prime Minister Anthony Albanese held talks with Indonesian President Joko Widodo in Sydney on Tuesday.",
    ),
    (
        "Southern Courier",
        "Reuters",
        "2023-07-05",
        "Prime Minister Anthony Albanese of Australia and Indonesia's President Joko Widodo met in Sydney on 4 July 2023.",
    ),
    (
        "Arafura Post",
        "Reuters",
        "2023-07-05",
        "Indonesia's Jokowi met with Australian Prime Minister Albanese in Sydney on July 4.",
    ),
    (
        "Meridian Daily",
        "Reuters",
        "2023-07-04",
        "Anthony Albanese received Indonesian President Joko Widodo in Sydney on Tuesday.",
    ),
];

/// The same countries, the same week: another person, another town and day, another act, another pair.
const UNLIKE: [(&str, &str, &str, &str); 9] = [
    (
        "Warta Jakarta",
        "Antara",
        "2023-07-05",
        "Presiden Joko Widodo bertemu Menteri Luar Negeri Australia Penny Wong di Sydney, Selasa (4/7).",
    ),
    (
        "Warta Jakarta",
        "Antara",
        "2023-07-07",
        "Presiden Joko Widodo bertemu Perdana Menteri Australia Anthony Albanese di Canberra, Kamis (6/7).",
    ),
    (
        "Kabar Timur",
        "Antara",
        "2023-07-05",
        "Presiden Joko Widodo menelepon Perdana Menteri Australia Anthony Albanese pada Selasa (4/7).",
    ),
    ("Kabar Timur", "Antara", "2023-07-05", "Rusia menyerang Kharkiv pada Selasa (4/7)."),
    ("Kabar Timur", "Antara", "2023-07-05", "Rusia menyerang Odesa pada Selasa (4/7)."),
    ("Kabar Timur", "Antara", "2023-07-06", "Rusia menyerang Odesa pada Rabu (5/7)."),
    ("Southern Courier", "Reuters", "2023-07-05", "Ukraine attacked Belgorod on Tuesday."),
    (
        "Southern Courier",
        "Reuters",
        "2023-07-05",
        "Vietnamese Prime Minister Pham Minh Chinh met Australian Prime Minister Anthony Albanese in Sydney on Tuesday.",
    ),
    (
        "Southern Courier",
        "Reuters",
        "2023-07-12",
        "Indonesian President Joko Widodo met Australian Prime Minister Anthony Albanese in Sydney on Tuesday.",
    ),
];

fn told(name: &str, told: &[(&str, &str, &str, &str)]) -> Vec<Article> {
    let one = |(i, (outlet, agency, day, text)): (usize, &(&str, &str, &str, &str))| Article {
        agency: Some((*agency).to_owned()),
        ..published(day, &format!("{name}{i}"), outlet, text)
    };
    told.iter().enumerate().map(one).collect()
}

#[test]
fn ten_rewrites_of_one_story_are_one_event_of_two_sources() {
    let desk = Desk::new();
    desk.load_all([told("same", &TEN).as_slice()]);
    let events = desk.ask("SELECT ?reports ?sources ?day { ?event kb:reportCount ?reports ; kb:independentSources ?sources ; sem:hasBeginTimeStamp ?day }");
    assert_eq!(events, [["10", "2", "2023-07-04"]], "{:#?}", desk.events());
    let reasons = desk.ask("SELECT ?why { ?event kb:mergedBecause ?why }");
    assert_eq!(reasons.len(), 9, "each report but the first says why it is of this event: {reasons:#?}");
}

#[test]
fn unlike_stories_stay_apart() {
    let desk = Desk::new();
    let (same, unlike) = (told("same", &TEN), told("unlike", &UNLIKE));
    desk.load_all([same.as_slice(), unlike.as_slice()]);
    let events = desk.events();
    assert_eq!(events.len(), 1 + UNLIKE.len(), "{events:#?}");
    assert_eq!(events.iter().map(Vec::len).max(), Some(10));
}

#[test]
fn the_events_are_the_same_in_twenty_orders_and_after_going_and_coming() {
    let (mut stories, mut chance) = ([told("same", &TEN), told("unlike", &UNLIKE)].concat(), Chance(0x5eed_beef));
    let straight = Desk::new();
    straight.load_all([stories.as_slice()]);
    let expected = straight.quads();
    for turn in 0..20 {
        chance.shuffle(&mut stories);
        let desk = Desk::new();
        desk.load_all(stories.chunks(1 + turn % 4));
        assert_eq!(desk.quads(), expected, "turn {turn}");
        if turn % 5 == 0 {
            for article in &stories[..7] {
                desk.delete(article.url.as_deref().unwrap_or_default());
            }
            desk.load_all([&stories[..7]]);
            assert_eq!(desk.quads(), expected, "turn {turn}, some deleted and loaded again");
        }
    }
}

#[test]
fn what_sources_do_not_agree_on_can_be_asked_for() {
    let desk = Desk::new();
    let stories = [
        (
            "Warta Jakarta",
            "Antara",
            "2024-05-28",
            "Presiden Rusia Vladimir Putin bertemu Presiden Belarus Alexander Lukashenko pada 24 Mei 2024.",
        ),
        (
            "Southern Courier",
            "Reuters",
            "2024-05-28",
            "Russian President Vladimir Putin met Belarusian President Alexander Lukashenko in Moscow on 23 May 2024.",
        ),
        (
            "Harbour Times",
            "AFP",
            "2024-05-28",
            "Russian President Vladimir Putin met Belarusian President Alexander Lukashenko in Sochi on 23 May 2024.",
        ),
    ];
    desk.load_all([told("conflict", &stories).as_slice()]);
    assert_eq!(desk.events().len(), 1, "{:#?}", desk.events());
    let conflicts = desk.ask("SELECT DISTINCT ?on { ?event kb:conflictOn ?on } ORDER BY ?on");
    let kb = |name: &str| vec![format!("https://w3id.org/kabar/ontology#{name}")];
    assert_eq!(conflicts, [kb("DateConflict"), kb("PlaceConflict")]);
    let numbers = [
        ("Warta Jakarta", "Antara", "2024-05-28", "Rusia menyerang Kharkiv pada 25 Mei 2024 dan 18 orang tewas."),
        (
            "Southern Courier",
            "Reuters",
            "2024-05-28",
            "Russia attacked Kharkiv on 25 May 2024 and at least 14 people died.",
        ),
    ];
    desk.load_all([told("numbers", &numbers).as_slice()]);
    let told = desk.ask(
        "SELECT ?number { ?event kb:conflictOn kb:NumberConflict . ?report kb:reportOf ?event ; kb:count ?count .
           ?count kb:counted 'killed' ; kb:number ?number } ORDER BY ?number",
    );
    assert_eq!(told, [["14"], ["18"]]);
}

/// One text of an agency that nobody names, by three outlets, one of which changed two words; and a telling of its own.
const COPIES: [(&str, &str); 4] = [
    (
        "Harbour Times",
        "Indonesian President Joko Widodo met Australian Prime Minister Anthony Albanese in Sydney on Tuesday for talks about trade, fishing rights and the care of the coral reefs between the two countries.",
    ),
    (
        "Coral Gazette",
        "Indonesian President Joko Widodo met Australian Prime Minister Anthony Albanese in Sydney on Tuesday for talks about trade, fishing rights and the care of the coral reefs between the two countries.",
    ),
    (
        "Southern Courier",
        "Indonesian President Joko Widodo met Australian Prime Minister Anthony Albanese in Sydney on Tuesday for talks about trade, fishing rights and the fate of the coral reefs between both countries.",
    ),
    (
        "Meridian Daily",
        "Anthony Albanese received Indonesian President Joko Widodo in Sydney on Tuesday, and the two leaders spoke for an hour of boats, visas and the price of coal before they went out for a walk along the harbour.",
    ),
];

#[test]
fn outlets_that_copy_a_text_are_one_witness_and_the_event_says_so() {
    let one = |(i, (outlet, text)): (usize, &(&str, &str))| published("2023-07-05", &format!("copy{i}"), outlet, text);
    let mut stories: Vec<Article> = COPIES.iter().enumerate().map(one).collect();
    let straight = Desk::new();
    straight.load_all([stories.as_slice()]);
    let events =
        straight.ask("SELECT ?reports ?sources { ?event kb:reportCount ?reports ; kb:independentSources ?sources }");
    assert_eq!(events, [["4", "2"]], "{:#?}", straight.events());
    let reasons = straight.ask("SELECT ?why { ?event kb:mergedBecause ?why FILTER(CONTAINS(?why, \"one witness\")) }");
    assert_eq!(reasons.len(), 2, "{reasons:#?}");
    let (expected, mut chance) = (straight.quads(), Chance(0x00c0_ffee));
    for turn in 0..6 {
        chance.shuffle(&mut stories);
        let desk = Desk::new();
        desk.load_all(stories.chunks(1 + turn % 3));
        assert_eq!(desk.quads(), expected, "turn {turn}");
        desk.delete(stories[0].url.as_deref().unwrap_or_default());
        desk.load_all([&stories[..1]]);
        assert_eq!(desk.quads(), expected, "turn {turn}, one deleted and loaded again");
    }
}
