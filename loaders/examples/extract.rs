//! JSON lines in, extraction records out: the reading step without a store, for measuring.
use loaders::article::{Article, Published};
use std::io::{BufRead, Write};
fn main() {
    let reader = loaders::reading::Reader::new().unwrap();
    let iris = ontology::iri::Iris::default();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let s = |k: &str| v[k].as_str().map(str::to_owned);
        let a = Article {
            id: s("id"),
            title: s("title"),
            text: s("text").unwrap(),
            language: s("language"),
            published: s("published").and_then(|p| Published::parse(&p)),
            ..Article::default()
        };
        let r = reader.read(a);
        writeln!(out, "{}", loaders::record::record(&r, &iris)).unwrap();
    }
}
