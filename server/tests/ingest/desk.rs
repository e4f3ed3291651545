//! A store with a reader: articles go in and out, the quads are looked at.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use loaders::article::{Article, Published};
use loaders::reading::Reader;
use oxigraph::store::Store;
use server::ingest::{Ingest, Outcome};
use server::shipped;
use server::store::Ledger;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new().expect("the shipped folders"));

/// A store of its own with what every store begins with.
pub struct Desk {
    pub store: Ledger,
    pub reader: &'static Reader,
    _folder: tempfile::TempDir,
}

/// Address, outlet and text.
pub type Given = (&'static str, &'static str, &'static str);

impl Desk {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        #[cfg(feature = "rocksdb")]
        let store = Store::open(folder.path().join("store")).expect("a store");
        #[cfg(not(feature = "rocksdb"))]
        let store = Store::new().expect("a store");
        shipped::put(&store).expect("the shipped data");
        let store = Ledger::temporary(store).expect("a log");
        Self { store, reader: &READER, _folder: folder }
    }

    /// Each group of articles is one change.
    pub fn load(&self, changes: &[&[Given]]) -> Outcome {
        let changes: Vec<Vec<Article>> = changes
            .iter()
            .map(|change| change.iter().map(|(url, publisher, text)| article(url, publisher, text)).collect())
            .collect();
        self.load_all(changes.iter().map(Vec::as_slice))
    }

    /// Each slice of articles is one change; one long-lived ingest makes them all.
    pub fn load_all<'a>(&self, changes: impl IntoIterator<Item = &'a [Article]>) -> Outcome {
        let ingest = Ingest::new(&self.store, self.reader);
        let mut total = Outcome::default();
        for change in changes {
            let readings: Vec<_> = change.iter().map(|article| self.reader.read(article.clone())).collect();
            total += ingest.add(&readings).expect("a change");
        }
        total
    }

    pub fn delete(&self, url: &str) -> Outcome {
        let ingest = Ingest::new(&self.store, self.reader);
        let found = ingest.find(url).expect("a search");
        assert!(!found.is_empty(), "`{url}` is there");
        ingest.delete(&found).expect("a change")
    }

    pub fn quads(&self) -> BTreeSet<String> {
        self.store.iter().map(|quad| quad.expect("a quad").to_string()).collect()
    }

    pub fn count(&self, pattern: &str) -> usize {
        self.quads().iter().filter(|quad| quad.contains(pattern)).count()
    }

    /// The events as sets of the addresses of their articles, sorted.
    pub fn events(&self) -> Vec<Vec<String>> {
        let rows = self.ask(
            "SELECT ?event (GROUP_CONCAT(?url; separator=' ') AS ?urls) {
               SELECT ?event ?url { ?report kb:reportOf ?event ; gaf:denotedBy/nif:referenceContext/kb:ofArticle/schema:url ?url }
               GROUP BY ?event ?url ORDER BY ?event ?url
             } GROUP BY ?event",
        );
        let short = |row: &Vec<String>| {
            let urls = row[1].split(' ').map(|url| url.rsplit('/').next().unwrap_or(url).to_owned());
            let mut urls: Vec<String> = urls.collect();
            urls.sort();
            urls
        };
        let mut events: Vec<Vec<String>> = rows.iter().map(short).collect();
        events.sort();
        events
    }

    /// The rows of a SELECT over all graphs, as plain text.
    pub fn ask(&self, query: &str) -> Vec<Vec<String>> {
        let prefixes = ontology::Iris::default().prefixes();
        let known: Vec<String> = prefixes.iter().map(|(name, iri)| format!("PREFIX {name}: <{iri}>")).collect();
        let query = format!("{}\n{query}", known.join("\n"));
        let mut prepared = oxigraph::sparql::SparqlEvaluator::new()
            .parse_query(&query)
            .unwrap_or_else(|error| panic!("{error}\n{query}"));
        prepared.dataset_mut().set_default_graph_as_union();
        let results = prepared.on_store(&self.store).execute().expect("an answer");
        let oxigraph::sparql::QueryResults::Solutions(solutions) = results else { panic!("no rows") };
        let variables = solutions.variables().to_vec();
        let plain = |term: &oxigraph::model::Term| match term {
            oxigraph::model::Term::Literal(literal) => literal.value().to_owned(),
            oxigraph::model::Term::NamedNode(node) => node.as_str().to_owned(),
            oxigraph::model::Term::BlankNode(node) => node.to_string(),
            oxigraph::model::Term::Triple(triple) => triple.to_string(),
        };
        let row = |solution: oxigraph::sparql::QuerySolution| {
            variables.iter().map(|name| solution.get(name).map_or_else(String::new, plain)).collect()
        };
        solutions.map(|solution| row(solution.expect("a row"))).collect()
    }
}

/// An article of 22 June 2024.
pub fn article(url: &str, publisher: &str, text: &str) -> Article {
    published("2024-06-22T08:00:00+07:00", url, publisher, text)
}

/// An article.
pub fn published(on: &str, url: &str, publisher: &str, text: &str) -> Article {
    Article {
        text: text.to_owned(),
        url: Some(format!("https://example.org/{url}")),
        publisher: Some(publisher.to_owned()),
        published: Published::parse(on),
        ..Article::default()
    }
}

/// A small generator of its own, so that the tests are the same on every machine (xorshift, seeded).
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below as u64).expect("small")
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.next(i + 1));
        }
    }
}
