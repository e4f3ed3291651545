//! Who is a witness of his own: outlets that copy a text of an agency nobody names are one, in whatever order they come.

use loaders::article::{Article, Published};
use loaders::fusion::{Event, Telling, fuse};
use loaders::reading::Reader;
use ontology::Iris;

/// The same long text twice, once more with two words changed, and a telling of its own.
const LONG: [&str; 4] = [
    "Kenyan President William Ruto met Ugandan President Yoweri Museveni in Kampala on Tuesday for talks about tea, railways and the care of the great lake between the two countries.",
    "Kenyan President William Ruto met Ugandan President Yoweri Museveni in Kampala on Tuesday for talks about tea, railways and the care of the great lake between the two countries.",
    "Kenyan President William Ruto met Ugandan President Yoweri Museveni in Kampala on Tuesday for talks about tea, railways and the fate of the great lake between both countries.",
    "Yoweri Museveni received Kenyan President William Ruto in Kampala on Tuesday, and the two leaders spoke for an hour of borders and the price of maize before they had lunch.",
];

/// Ten words that any two reporters may write.
const SHORT: [&str; 2] = [
    "William Ruto met Yoweri Museveni in Kampala on Tuesday.",
    "William Ruto met Yoweri Museveni in Kampala on Tuesday.",
];

fn tellings(texts: &[&str]) -> Vec<Telling> {
    let (reader, iris) = (Reader::new().expect("the shipped folders are whole"), Iris::default());
    let read = |(i, text): (usize, &&str)| {
        let article = Article {
            text: (*text).to_owned(),
            language: Some("en".to_owned()),
            published: Published::parse("2024-06-19"),
            publisher: Some(format!("Outlet {i}")),
            ..Article::default()
        };
        Telling::of(&reader.read(article), &iris)
    };
    texts.iter().enumerate().flat_map(read).collect()
}

fn only(tellings: &[Telling]) -> Event {
    let mut events = fuse(tellings);
    assert_eq!(events.len(), 1, "{events:#?}");
    events.remove(0)
}

#[test]
fn who_copies_a_text_is_no_witness_of_his_own() {
    let mut told = tellings(&LONG);
    let event = only(&told);
    assert_eq!((event.tellings.len(), event.sources), (4, 2), "{:#?}", event.because);
    let copies =
        |event: &Event| event.because.iter().filter(|why| why.contains("one witness")).cloned().collect::<Vec<_>>();
    assert_eq!(copies(&event).len(), 2, "each copy says of what it is one");
    for turn in 0..4 {
        told.rotate_left(1);
        if turn == 2 {
            told.reverse();
        }
        let again = only(&told);
        assert_eq!((again.sources, copies(&again)), (event.sources, copies(&event)), "turn {turn}");
    }
}

#[test]
fn few_words_prove_no_copy() {
    assert_eq!(only(&tellings(&SHORT)).sources, 2);
}
