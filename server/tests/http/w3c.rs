//! The W3C's own tests, from a copy of <https://github.com/w3c/rdf-tests> beside this project: `../shared/rdf-tests`, or the folder
//! `rdf-tests` of what `KABAR_SHARED` names. Without a copy they say so and pass.

mod cases;
mod evaluation;
mod exchange;
mod graphs;
mod manifest;

use std::collections::BTreeMap;
use std::path::PathBuf;

use manifest::Manifest;

/// Tests that are known not to pass, with the reason: name, or suite and name, a tab, reason.
const WAIVERS: &str = include_str!("w3c/waivers.tsv");

/// The folder of the SPARQL tests, if there is one.
fn suites() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let shared = std::env::var_os("KABAR_SHARED").map_or(beside, PathBuf::from);
    let folder = shared.join("rdf-tests/sparql");
    if !folder.is_dir() {
        eprintln!("skipped: there is no copy of the W3C tests at `{}`", folder.display());
        return None;
    }
    Some(folder)
}

/// Runs every test of a folder's manifests and compares what fails with the waivers, which may hold nothing that passes.
fn run(folders: &[&str], test: impl Fn(&Manifest, &manifest::Test) -> Option<Result<(), String>>) -> usize {
    let Some(suites) = suites() else { return 0 };
    let waivers: BTreeMap<&str, &str> = WAIVERS.lines().filter_map(|line| line.split_once('\t')).collect();
    let (mut passed, mut wrong) = (0, Vec::new());
    for folder in folders {
        for manifest in Manifest::below(&suites.join(folder)) {
            for case in manifest.tests() {
                // the suites of 1.1 and 1.2 have tests of one name
                let full = format!("{folder}/{}", case.name);
                let waiver = waivers.get(case.name.as_str()).or_else(|| waivers.get(full.as_str()));
                match (test(&manifest, &case), waiver) {
                    (None, _) => {}
                    (Some(Ok(())), None) => passed += 1,
                    (Some(Ok(())), Some(_)) => wrong.push(format!("{} passes, but has a waiver", case.name)),
                    (Some(Err(_)), Some(_)) => {}
                    (Some(Err(error)), None) => wrong.push(format!("{}: {error}", case.name)),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} passed, these did not:\n{}", passed, wrong.join("\n"));
    passed
}
