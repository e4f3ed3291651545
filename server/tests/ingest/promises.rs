//! What a store promises: loading twice changes nothing, a changed article replaces the old one, a deleted one is forgotten
//! whole, and the order of loading does not matter. On a real store, on disk where this build has one.

use server::shipped;

use crate::desk::{Desk, Given};

const VISIT_EN: &str = "Russian President Vladimir Putin visited North Korea on 19 June 2024.";
const VISIT_ID: &str = "Presiden Rusia Vladimir Putin mengunjungi Korea Utara pada Rabu (19/6).";
const VISIT_LONG: &str =
    "Vladimir Putin visited North Korea from 18 to 19 June 2024. Indonesia condemned Israel on 17 June 2024.";

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
