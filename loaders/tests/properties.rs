//! What holds for any text: it is read without panic, spans lie on character borders, and the same text gives the same facts.

use loaders::article::Article;
use loaders::facts::{Reading, Span};
use loaders::fusion::{Telling, fuse};
use loaders::reading::Reader;
use loaders::{record, triples};
use ontology::iri::Iris;

/// A small generator of its own, so that the texts are the same on every machine (xorshift, seeded).
struct Chance(u64);

impl Chance {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below as u64).expect("small")
    }
}

const SCRAPS: &[&str] = &[
    "Presiden ",
    "Putin ",
    "menyerang ",
    "Menlu AS ",
    "visited ",
    "Kyiv",
    ", ",
    ". ",
    "\n",
    "\n\n",
    "\"",
    "“",
    "”",
    "'s ",
    "(",
    ")",
    " - ",
    "Selasa (21/10) ",
    "on Tuesday ",
    "Baca Juga: ",
    "Sumber: ",
    "Tags\n",
    "oleh ",
    "by ",
    "dan ",
    "and ",
    "é",
    "\u{301}",
    "😀",
    "ﬁ",
    "中国",
    "\u{0}",
    "١٢",
    "ß",
    "İ",
    "U.S. ",
    "22 Juni 2024",
    "9999-99-99 ",
    "99999999999999999999 ",
    "’s",
    "--",
    "/",
    "…",
    "\r\n",
    "\t",
    "A",
    "z",
    "0",
    ".",
    ":",
    "the ",
    "yang ",
    "akan ",
    "kata ",
    "said ",
];

fn texts() -> impl Iterator<Item = String> {
    let mut chance = Chance(0x5eed_cafe);
    (0..400).map(move |_| {
        let length = 1 + chance.next(60);
        (0..length).map(|_| SCRAPS[chance.next(SCRAPS.len())]).collect()
    })
}

fn spans(reading: &Reading) -> Vec<Span> {
    let mut spans: Vec<Span> = reading.mentions.iter().map(|mention| mention.span).collect();
    spans.extend(reading.dates.iter().map(|date| date.span));
    spans.extend(reading.quotations.iter().map(|quotation| quotation.span));
    spans.extend(reading.notes.iter().map(|note| note.span));
    spans.extend(reading.reports.iter().flat_map(|report| report.sentences.iter().copied().chain([report.trigger])));
    spans
}

#[test]
fn any_text_is_read_the_same_twice_and_within_its_borders() {
    let (reader, iris) = (Reader::new().expect("the shipped folders are whole"), Iris::default());
    let codes = || reader.lexicons.iter().map(|lexicon| Some(lexicon.code.clone()));
    for text in texts() {
        for language in std::iter::once(None).chain(codes()) {
            let article = Article { text: text.clone(), language, ..Article::default() };
            let reading = reader.read(article.clone());
            for span in spans(&reading) {
                assert!(
                    text.is_char_boundary(span.start) && text.is_char_boundary(span.end) && span.start <= span.end,
                    "{span:?} in {text:?}"
                );
            }
            let again = reader.read(article);
            assert_eq!(record::record(&reading, &iris), record::record(&again, &iris), "{text:?}");
            assert_eq!(triples::article(&reading, &iris), triples::article(&again, &iris), "{text:?}");
        }
    }
}

#[test]
fn events_do_not_depend_on_the_order_of_reports() {
    let (reader, iris) = (Reader::new().expect("the shipped folders are whole"), Iris::default());
    let published = loaders::article::Published::parse("2024-06-22");
    let stories = [
        "Vladimir Putin visited North Korea on 19 June 2024.",
        "Vladimir Putin visited North Korea from 18 to 19 June 2024.",
        "Presiden Rusia Vladimir Putin mengunjungi Korea Utara pada Rabu (19/6).",
        "Russia attacked Ukraine on 20 June 2024.",
        "Rusia menyerang Ukraina pada Kamis (20/6).",
        "Russia attacked Ukraine on 3 May 2024.",
    ];
    let read = |text: &&str| reader.read(Article { text: (*text).to_owned(), published, ..Article::default() });
    let tellings: Vec<Telling> = stories.iter().flat_map(|text| Telling::of(&read(text), &iris)).collect();
    let told = |tellings: &[Telling]| {
        let mut events: Vec<(String, Vec<String>)> = fuse(tellings)
            .into_iter()
            .map(|event| {
                let mut names: Vec<String> = event.tellings.iter().map(|i| tellings[*i].name()).collect();
                names.sort();
                (event.id, names)
            })
            .collect();
        events.sort();
        events
    };
    let straight = told(&tellings);
    assert_eq!(straight.len(), 3, "a visit told three times, an attack told twice, and another attack: {straight:#?}");
    let mut turned = tellings.clone();
    for _ in 0..turned.len() {
        turned.rotate_left(1);
        assert_eq!(told(&turned), straight);
        let backwards: Vec<Telling> = turned.iter().rev().cloned().collect();
        assert_eq!(told(&backwards), straight);
    }
}
