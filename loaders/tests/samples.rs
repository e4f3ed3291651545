//! The facts of `samples/expected.tsv`, written by hand before they were read: each is found, or stands in
//! `samples/known_misses.txt`. A miss that is found again must leave that list, so the list only says what is true.
//!
//! `KABAR_MISSES=1 cargo test -p loaders --test samples` writes the list anew, to be looked at before it is committed.

use loaders::facts::Reading;
use loaders::readers::{Format, read};
use loaders::reading::Reader;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

#[path = "samples/holds.rs"]
mod holds;

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples")
}

fn readings() -> BTreeMap<String, Reading> {
    let reader = Reader::new().expect("the shipped folders are whole");
    let mut files: Vec<PathBuf> = vec![samples().join("articles.jsonl")];
    for folder in ["text", "html"] {
        files.extend(
            std::fs::read_dir(samples().join(folder)).expect("samples").map(|entry| entry.expect("samples").path()),
        );
    }
    let mut readings = BTreeMap::new();
    for file in files {
        let name = file.strip_prefix(samples()).expect("a sample").display().to_string();
        let format = Format::of_name(&file).expect("a known format");
        for record in read(format, &name, Box::new(BufReader::new(File::open(&file).expect("a sample")))) {
            let article = record.outcome.expect("a good sample");
            let id = article.id.clone().unwrap_or_else(|| name.clone());
            readings.insert(id, reader.read(article));
        }
    }
    readings
}

#[test]
fn expected_facts_are_read_or_known_to_be_missed() {
    let readings = readings();
    let table = std::fs::read_to_string(samples().join("expected.tsv")).expect("samples/expected.tsv");
    let (mut found, mut missed) = (BTreeSet::new(), BTreeSet::new());
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let row: Vec<&str> = line.split('\t').chain(std::iter::repeat("")).take(10).collect();
        let reading = readings.get(row[0]).unwrap_or_else(|| panic!("there is no sample `{}`", row[0]));
        let name = format!("{}\t{}\t{}", row[0], row[1], row[9]);
        let read = reading.reports.iter().any(|report| holds::holds(reading, report, &row));
        if read {
            found.insert(name)
        } else {
            missed.insert(name)
        };
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/known_misses.txt");
    if std::env::var_os("KABAR_MISSES").is_some() {
        let head = "# Facts of samples/expected.tsv that are not read yet: article, type, fact. tests/samples.rs keeps this list true.\n";
        let lines = missed.iter().cloned().collect::<Vec<_>>().join("\n") + "\n";
        std::fs::write(&path, format!("{head}{lines}")).expect("the list can be written");
    }
    let listed = std::fs::read_to_string(&path).expect("tests/samples/known_misses.txt");
    let known: BTreeSet<String> = listed.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    let lost: Vec<_> = missed.difference(&known).collect();
    let healed: Vec<_> = known.intersection(&found).collect();
    assert!(lost.is_empty(), "read before, but not any more: {lost:#?}");
    assert!(healed.is_empty(), "read now; take them off the list of misses: {healed:#?}");
    println!("{} of {} expected facts are read in every part", found.len(), found.len() + missed.len());
}
