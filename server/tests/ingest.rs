//! What a store promises: loading twice changes nothing, a changed article replaces the old one, a deleted one is forgotten
//! whole, and the order of loading does not matter. On a real store, on disk where this build has one.

use std::collections::BTreeSet;

use loaders::article::{Article, Published};
use loaders::reading::Reader;
use oxigraph::store::Store;
use server::ingest::{Ingest, Outcome};
use server::shipped;
use server::store::Ledger;

const VISIT_EN: &str = "Russian President Vladimir Putin visited North Korea on 19 June 2024.";
const VISIT_ID: &str = "Presiden Rusia Vladimir Putin mengunjungi Korea Utara pada Rabu (19/6).";
const VISIT_LONG: &str =
    "Vladimir Putin visited North Korea from 18 to 19 June 2024. Indonesia condemned Israel on 17 June 2024.";

struct Desk {
    store: Ledger,
    reader: Reader,
    _folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        #[cfg(feature = "rocksdb")]
        let store = Store::open(folder.path().join("store")).expect("a store");
        #[cfg(not(feature = "rocksdb"))]
        let store = Store::new().expect("a store");
        shipped::put(&store).expect("the shipped data");
        let store = Ledger::temporary(store).expect("a log");
        Self { store, reader: Reader::new().expect("the shipped folders"), _folder: folder }
    }

    /// Each group of articles is one change.
    fn load(&self, changes: &[&[Given]]) -> Outcome {
        let ingest = Ingest::new(&self.store, &self.reader);
        let mut total = Outcome::default();
        for change in changes {
            let readings: Vec<_> =
                change.iter().map(|(url, publisher, text)| self.reader.read(article(url, publisher, text))).collect();
            total += ingest.add(&readings).expect("a change");
        }
        total
    }

    fn delete(&self, url: &str) -> Outcome {
        let ingest = Ingest::new(&self.store, &self.reader);
        let found = ingest.find(url).expect("a search");
        assert!(!found.is_empty(), "`{url}` is there");
        ingest.delete(&found).expect("a change")
    }

    fn quads(&self) -> BTreeSet<String> {
        self.store.iter().map(|quad| quad.expect("a quad").to_string()).collect()
    }

    fn count(&self, pattern: &str) -> usize {
        self.quads().iter().filter(|quad| quad.contains(pattern)).count()
    }
}

fn article(url: &str, publisher: &str, text: &str) -> Article {
    Article {
        text: text.to_owned(),
        url: Some(format!("https://example.org/{url}")),
        publisher: Some(publisher.to_owned()),
        published: Published::parse("2024-06-22T08:00:00+07:00"),
        ..Article::default()
    }
}

/// Address, outlet and text.
type Given = (&'static str, &'static str, &'static str);

const A: Given = ("a", "Meridian Wire", VISIT_EN);
const B: Given = ("b", "Lintas Dunia", VISIT_ID);
const C: Given = ("c", "The Straits Ledger", VISIT_LONG);

#[test]
fn one_event_of_three_reports_whatever_the_order_and_the_grouping() {
    let orders: [&[&[Given]]; 4] = [&[&[A, B, C]], &[&[C], &[B], &[A]], &[&[B], &[A, C]], &[&[A], &[C, B]]];
    let mut first = None;
    for order in orders {
        let desk = Desk::new();
        desk.load(order);
        assert_eq!(desk.count("<https://w3id.org/kabar/ontology#reportCount> \"3\""), 1, "one event told three times");
        assert_eq!(desk.count("<https://w3id.org/kabar/ontology#independentSources> \"3\""), 1);
        let quads = desk.quads();
        assert_eq!(first.get_or_insert_with(|| quads.clone()), &quads);
    }
}

#[test]
fn loading_twice_is_loading_once() {
    let desk = Desk::new();
    let outcome = desk.load(&[&[A, B]]);
    assert_eq!((outcome.added, outcome.unchanged), (2, 0));
    let before = desk.quads();
    let outcome = desk.load(&[&[B, A], &[A]]);
    assert_eq!((outcome.added, outcome.unchanged, outcome.quads), (0, 3, 0));
    assert_eq!(desk.quads(), before);
}

#[test]
fn a_deleted_article_is_forgotten_whole() {
    let (with, without) = (Desk::new(), Desk::new());
    with.load(&[&[A, B], &[C]]);
    without.load(&[&[A, B]]);
    assert_eq!(with.delete("https://example.org/c").deleted, 1);
    assert_eq!(with.quads(), without.quads());
    with.delete("https://example.org/a");
    with.delete("https://example.org/b");
    assert_eq!(with.count("kabar/id/ev-"), 0, "no event without a report");
    assert_eq!(with.count("kabar/article/"), 0);
    assert_eq!(with.count("Meridian Wire"), 0, "no outlet without an article");
}

#[test]
fn a_changed_article_replaces_the_old_one() {
    let (changed, fresh) = (Desk::new(), Desk::new());
    let corrected: Given = ("a", "Meridian Wire", "Russian President Vladimir Putin visited Vietnam on 20 June 2024.");
    changed.load(&[&[A, B]]);
    let outcome = changed.load(&[&[corrected]]);
    assert_eq!((outcome.added, outcome.replaced), (0, 1));
    fresh.load(&[&[corrected, B]]);
    assert_eq!(changed.quads(), fresh.quads());
    // Two versions in one change: the later one counts.
    let at_once = Desk::new();
    at_once.load(&[&[A, B, corrected]]);
    assert_eq!(at_once.quads(), fresh.quads());
}

#[test]
fn shipped_data_are_put_once() {
    let desk = Desk::new();
    let before = desk.quads();
    shipped::put(&desk.store).expect("the shipped data");
    assert_eq!(desk.quads(), before);
    assert!(before.iter().all(|quad| !quad.contains("_:")), "no blank nodes");
}
