//! Judgements take effect, survive reloading, and are taken back without a trace.

use jiff::Timestamp;
use server::ingest::Ingest;
use server::judgements::{self, Wish, Word};

use crate::desk::{Desk, Given};

const A: Given = ("a", "Meridian Wire", "Russian President Vladimir Putin visited North Korea on 19 June 2024.");
const B: Given = ("b", "Lintas Dunia", "Presiden Rusia Vladimir Putin mengunjungi Korea Utara pada Rabu (19/6).");
const C: Given = (
    "c",
    "The Straits Ledger",
    "Vladimir Putin visited North Korea on 19 June 2024. Indonesia condemned Israel on 17 June 2024.",
);
const D: Given = ("d", "Meridian Wire", "Russia threatened Ukraine on 3 June 2024.");

impl Desk {
    fn judge(&self, verdict: Word, of: &[&str]) -> Result<String, judgements::Error> {
        let wish = Wish {
            verdict,
            of: of.iter().map(|name| (*name).to_owned()).collect(),
            by: "Ana".to_owned(),
            why: Some("seen on film".to_owned()),
        };
        let judgement = judgements::make(&self.store, wish, Timestamp::now())?;
        Ingest::new(&self.store, self.reader).judge(judgement.clone())?;
        Ok(judgement.ruling.id)
    }

    fn undo(&self, id: &str) {
        let judgement = judgements::find(&self.store, id).expect("it is there");
        Ingest::new(&self.store, self.reader).undo(&judgement).expect("a change");
    }

    /// The report of the article at this address.
    fn report(&self, url: &str) -> String {
        let query = format!(
            "SELECT DISTINCT ?report {{ ?report a kb:EventReport ; gaf:denotedBy/nif:referenceContext/kb:ofArticle/schema:url 'https://example.org/{url}' }} ORDER BY ?report"
        );
        self.ask(&query)[0][0].clone()
    }

    fn event_of(&self, url: &str) -> String {
        self.ask(&format!("SELECT ?event {{ <{}> kb:reportOf ?event }}", self.report(url)))[0][0].clone()
    }
}

fn sets(sets: &[&[&str]]) -> Vec<Vec<String>> {
    sets.iter().map(|set| set.iter().map(|name| (*name).to_owned()).collect()).collect()
}

#[test]
fn a_rejected_report_leaves_its_event_and_stays_out_when_it_comes_again() {
    let desk = Desk::new();
    desk.load(&[&[A, B, D]]);
    let before = desk.quads();
    assert_eq!(desk.events(), sets(&[&["a", "b"], &["d"]]));
    let id = desk.judge(Word::Reject, &[&desk.report("a")]).expect("a judgement");
    assert_eq!(desk.events(), sets(&[&["b"], &["d"]]));
    let rejected = desk.quads();
    assert_eq!(
        desk.ask("SELECT ?who { ?report kb:judgedBy/prov:wasAttributedTo/rdfs:label ?who ; a kb:EventReport }"),
        [["Ana"]]
    );
    desk.delete("https://example.org/a");
    desk.load(&[&[A]]);
    assert_eq!(desk.quads(), rejected, "the judgement outlives its article");
    // The correction adds a sentence before the one that was judged.
    let corrected: Given =
        ("a", "Meridian Wire", "A correction. Russian President Vladimir Putin visited North Korea on 19 June 2024.");
    desk.load(&[&[corrected]]);
    assert_eq!(desk.events(), sets(&[&["b"], &["d"]]), "and a correction elsewhere");
    desk.load(&[&[A]]);
    desk.undo(&id);
    assert_eq!(desk.quads(), before, "taken back without a trace");
}

#[test]
fn a_split_holds_and_what_is_split_is_two_events() {
    let desk = Desk::new();
    desk.load(&[&[A, B, C]]);
    let before = desk.quads();
    let id = desk.judge(Word::Split, &[&desk.report("b")]).expect("a judgement");
    assert_ne!(desk.event_of("a"), desk.event_of("b"));
    assert_eq!(desk.event_of("a"), desk.event_of("c"));
    let split = desk.quads();
    for url in ["a", "b", "c"] {
        desk.delete(&format!("https://example.org/{url}"));
    }
    desk.load(&[&[C], &[B], &[A]]);
    assert_eq!(desk.quads(), split);
    desk.undo(&id);
    assert_eq!(desk.quads(), before);
}

#[test]
fn merged_events_are_one_whatever_they_are() {
    let desk = Desk::new();
    desk.load(&[&[A, B, D]]);
    let before = desk.quads();
    let id = desk.judge(Word::Merge, &[&desk.event_of("a"), &desk.event_of("d")]).expect("a judgement");
    assert_eq!(desk.events(), sets(&[&["a", "b", "d"]]));
    let reasons = desk.ask("SELECT ?why { ?event kb:mergedBecause ?why } ORDER BY ?why");
    assert!(reasons.iter().any(|why| why[0].contains(&id)), "{reasons:?}");
    let merged = desk.quads();
    desk.delete("https://example.org/d");
    assert_eq!(desk.events(), sets(&[&["a", "b"]]));
    desk.load(&[&[D]]);
    assert_eq!(desk.quads(), merged);
    // A later report of one of them joins too.
    desk.load(&[&[C]]);
    assert_eq!(desk.event_of("c"), desk.event_of("d"));
    desk.delete("https://example.org/c");
    // The later word counts.
    let apart = desk.judge(Word::Split, &[&desk.report("d")]).expect("a judgement");
    assert_eq!(desk.events(), sets(&[&["a", "b"], &["d"]]));
    desk.undo(&apart);
    desk.undo(&id);
    assert_eq!(desk.quads(), before);
}

#[test]
fn a_confirmed_event_is_marked() {
    let desk = Desk::new();
    desk.load(&[&[A, B]]);
    desk.judge(Word::Confirm, &[&desk.event_of("a")]).expect("a judgement");
    let marked = desk.ask(
        "SELECT ?why { ?event a sem:Event ; kb:judgedBy ?judge . ?judge kb:verdict kb:Confirmed ; rdfs:comment ?why }",
    );
    assert_eq!(marked, [["seen on film"]]);
    let listed = judgements::list(&desk.store).expect("a list");
    assert_eq!((listed.len(), listed[0].verdict, listed[0].reports.len()), (1, "confirmed", 2));
}

#[test]
fn what_makes_no_sense_is_refused() {
    let desk = Desk::new();
    desk.load(&[&[A, B]]);
    let (event, report) = (desk.event_of("a"), desk.report("a"));
    let refused = |verdict, of: &[&str]| desk.judge(verdict, of).expect_err("no judgement").to_string();
    assert!(refused(Word::Reject, &["ev-0000000000000000"]).contains("`ev-0000000000000000`"));
    assert!(refused(Word::Reject, &[]).contains("needs what it is about"));
    assert!(refused(Word::Merge, &[&event]).contains("two or more"));
    assert!(refused(Word::Split, &[&event]).contains("is no report"));
    assert!(refused(Word::Split, &[&report, &desk.report("b")]).contains("must leave some"));
}
