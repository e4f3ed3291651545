//! Golden articles of single languages, `articles/<code>/*.txt`: the text, and below `= facts` what a person reads in it.
//!
//! A page opens with `published` and a day. Facts, a line each, columns parted by tabs: `name` and its id, `date` and its
//! days, `event` and what `samples/expected.tsv` asks of one, from the type to the factuality. A line that begins with `? `
//! is known to be missed; one that is read after all must lose the mark. The language is not told but found.

use loaders::article::{Article, Published};
use loaders::facts::Reading;
use loaders::reading::Reader;
use std::path::{Path, PathBuf};

#[path = "samples/holds.rs"]
mod holds;

fn pages() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let inside = |folder: &Path| {
        let mut paths: Vec<PathBuf> =
            std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
        paths.sort();
        paths
    };
    let named = |folder: PathBuf| {
        let code = folder.file_name().expect("a name").to_string_lossy().into_owned();
        inside(&folder).into_iter().map(move |page| (code.clone(), page))
    };
    inside(&root).into_iter().flat_map(named).collect()
}

fn is_read(reading: &Reading, fact: &str) -> bool {
    let row: Vec<&str> = fact.split('\t').chain(std::iter::repeat("")).take(9).collect();
    let text = &reading.article.text;
    match row[0] {
        "name" => reading.mentions.iter().any(|mention| {
            mention.span.of(text) == row[1]
                && mention.entity.is_some_and(|entity| reading.entities[entity].id == row[2])
        }),
        "date" => reading.dates.iter().any(|date| {
            let days =
                if date.begin == date.end { date.begin.to_string() } else { format!("{}..{}", date.begin, date.end) };
            date.span.of(text) == row[1] && days == row[2]
        }),
        "event" => reading.reports.iter().any(|report| {
            let status = row[8].is_empty() || format!("{:?}", report.factuality).to_lowercase() == row[8];
            status && holds::holds(reading, report, &row)
        }),
        other => panic!("`{other}` is no fact; name, date or event: {fact}"),
    }
}

#[test]
fn every_golden_article_is_read_as_its_page_says() {
    let reader = Reader::new().expect("the shipped folders are whole");
    let (mut faults, mut found, mut missed) = (Vec::new(), 0, 0);
    for (language, path) in pages() {
        let page = std::fs::read_to_string(&path).expect("a page");
        let (head, rest) = page.split_once("\n\n").expect("a head");
        let (text, facts) = rest.split_once("\n\n= facts\n").expect("`= facts`");
        let published = Published::parse(head.strip_prefix("published ").expect("`published` and a day"));
        assert!(published.is_some(), "{}: {head}", path.display());
        let reading = reader.read(Article { text: text.to_owned(), published, ..Article::default() });
        assert_eq!(reading.article.language.as_deref(), Some(language.as_str()), "{}", path.display());
        for fact in facts.lines() {
            let (known, fact) = fact.strip_prefix("? ").map_or((false, fact), |fact| (true, fact));
            match (is_read(&reading, fact), known) {
                (true, false) => found += 1,
                (false, true) => missed += 1,
                (true, true) => faults.push(format!("{}: read now, take the `?` off: {fact}", path.display())),
                (false, false) => faults.push(format!("{}: not read: {fact}", path.display())),
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    println!("{found} of {} facts of the golden articles are read", found + missed);
}
