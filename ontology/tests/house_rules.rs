//! The rules of the house that the compiler can't know: heads, sizes and names of files, where IRIs are made, who may use what.
//!
//! `ARCHITECTURE.md` says why. What can be told by types and calls is told to clippy instead (`loaders/clippy.toml`).

use std::path::{Path, PathBuf};

const CRATES: [&str; 5] = ["ontology", "loaders", "queries", "server", "web"];
/// Files that hold everything hold nothing one can find.
const DRAWERS: [&str; 8] = ["mod", "util", "utils", "helpers", "common", "misc", "manager", "types"];
const LONGEST: usize = 600;
/// Whence the IRIs of vocabularies are; only `ontology/src` writes them.
const VOCABULARIES: [&str; 6] = ["w3.org/", "w3id.org/", "purl.org/", "schema.org/", "xmlns.com/", "opengis.net/"];
/// The dependency law: what a crate must not name in its manifest.
const LAW: [(&str, &[&str]); 4] = [
    ("ontology", &["loaders", "queries", "server", "web", "oxigraph", "axum", "tokio", "clap"]),
    ("loaders", &["queries", "server", "web", "oxigraph", "axum", "tokio", "clap", "rio_turtle", "ureq"]),
    ("queries", &["loaders", "server", "web", "axum", "tokio", "clap", "rio_turtle"]),
    ("server", &["rio_turtle"]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
}

/// Every Rust file of every crate: its path from the root, its text.
fn files() -> Vec<(String, String)> {
    let root = root();
    let mut paths = Vec::new();
    for folder in CRATES.iter().flat_map(|name| ["src", "tests"].map(|part| root.join(name).join(part))) {
        gather(&folder, &mut paths);
    }
    assert!(paths.len() > 100, "the crates are not where they were");
    let named = |path: &PathBuf| path.strip_prefix(&root).expect("inside").to_string_lossy().into_owned();
    paths.iter().map(|path| (named(path), std::fs::read_to_string(path).expect("UTF-8"))).collect()
}

/// Fails with the names of all files that break a rule.
fn none(rule: &str, breaks: impl Fn(&str, &str) -> bool) {
    let broken: Vec<String> =
        files().into_iter().filter(|(path, text)| breaks(path, text)).map(|(path, _)| path).collect();
    assert!(broken.is_empty(), "{rule}: {broken:#?}");
}

#[test]
fn every_file_says_what_it_is() {
    none("opens without `//!` or the crate's README", |_, text| {
        !text.starts_with("//!") && !text.starts_with("#![doc = include_str!(\"../README.md\")]")
    });
}

#[test]
fn files_stay_short_and_are_named_for_their_purpose() {
    none("is longer than 600 lines", |_, text| text.lines().count() > LONGEST);
    none("is a drawer", |path, _| Path::new(path).file_stem().is_some_and(|name| DRAWERS.iter().any(|d| name == *d)));
}

#[test]
fn iris_are_made_in_the_ontology_alone() {
    let own = |path: &str| path.starts_with("ontology/") || !path.contains("/src/");
    let vocabulary = |rest: &str| VOCABULARIES.iter().any(|name| rest.trim_start_matches("www.").starts_with(name));
    none("writes an IRI", |path, text| !own(path) && text.split("://").skip(1).any(vocabulary));
    none("calls `rio_turtle`", |path, text| {
        path.contains("/src/") && text.contains("rio_turtle") && path != "ontology/src/turtle.rs"
    });
}

#[test]
fn crates_depend_on_what_they_may() {
    for (name, forbidden) in LAW {
        let manifest = std::fs::read_to_string(root().join(name).join("Cargo.toml")).expect("a manifest");
        let (_, needs) = manifest.split_once("[dependencies]").expect("dependencies");
        let needs = needs.split("[dev-dependencies]").next().unwrap_or(needs);
        let named = |line: &str| line.split(['.', ' ', '=']).next().is_some_and(|crate_| forbidden.contains(&crate_));
        let broken: Vec<&str> = needs.lines().filter(|line| named(line)).collect();
        assert!(broken.is_empty(), "{name} must not depend on {broken:?}");
    }
}
