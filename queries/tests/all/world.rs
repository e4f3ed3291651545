//! The small world: `tests/world.trig` and the event scheme, in memory.

use std::sync::{Arc, LazyLock};

use ontology::vocab::nif;
use ontology::{Iris, turtle};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNodeRef, Quad, Term};
use oxigraph::sparql::CancellationToken;
use oxigraph::store::Store;
use queries::text::{TextError, TextIndex, Texts};
use queries::{Answer, AskError, Catalogue, Means};

static WORLD: LazyLock<Store> = LazyLock::new(load);

pub fn store() -> &'static Store {
    &WORLD
}

pub fn iris() -> Iris {
    Iris::default()
}

fn load() -> Store {
    let store = Store::new().expect("a store in memory");
    store.load_from_slice(RdfFormat::TriG, include_str!("../world.trig")).expect("the world is TriG");
    let scheme = RdfParser::from_format(RdfFormat::Turtle).with_default_graph(iris().ontology_graph());
    store.load_from_slice(scheme, turtle::EVENT_TYPES.text).expect("the event scheme is Turtle");
    store
}

/// The words of the world's texts.
struct World;

static TEXTS: LazyLock<Arc<TextIndex>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder").keep();
    let texts = TextIndex::open(&folder).expect("an index");
    texts.rebuild(store(), "the world", &CancellationToken::new()).expect("it is filled");
    Arc::new(texts)
});

impl Texts for World {
    fn current(&self, _: &CancellationToken) -> Result<Arc<TextIndex>, TextError> {
        Ok(Arc::clone(&TEXTS))
    }
}

pub fn means() -> Means {
    Means { cancel: None, texts: Some(Arc::new(World)) }
}

pub fn ask(name: &str, parameters: &[(&str, &str)]) -> Result<Answer, AskError> {
    let parameters: Vec<_> = parameters.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect();
    Catalogue::shipped().expect("headers are well-formed").ask(store(), &iris(), name, &parameters, means())
}

/// The article whose text holds `words`, by its id.
pub fn article_with(words: &str) -> String {
    let quad = quads(nif::IS_STRING).into_iter().find(|quad| text(&quad.object).contains(words));
    let quad = quad.expect("an article has these words");
    let body = quad.subject.to_string();
    iris().article_id(body.trim_matches(['<', '>'])).expect("a text belongs to an article").to_owned()
}

fn quads(predicate: NamedNodeRef<'_>) -> Vec<Quad> {
    store()
        .quads_for_pattern(None, Some(predicate), None, None)
        .collect::<Result<_, _>>()
        .expect("the store is readable")
}

fn text(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    }
}

fn object(quad: &Quad, predicate: NamedNodeRef<'_>) -> Term {
    let mut found = store().quads_for_pattern(Some(quad.subject.as_ref()), Some(predicate), None, None);
    found.next().expect("a mention is complete").expect("the store is readable").object
}

#[test]
fn the_words_stand_where_the_offsets_say() {
    let texts: Vec<_> = quads(nif::IS_STRING);
    let mentions = quads(nif::ANCHOR_OF);
    assert!(mentions.len() > 50);
    for mention in mentions {
        let body = object(&mention, nif::REFERENCE_CONTEXT).to_string();
        let whole = texts.iter().find(|quad| quad.subject.to_string() == body).expect("the text is there");
        let place = |predicate| text(&object(&mention, predicate)).parse::<usize>().expect("a number");
        let (begin, end) = (place(nif::BEGIN_INDEX), place(nif::END_INDEX));
        let words: String = text(&whole.object).chars().skip(begin).take(end - begin).collect();
        assert_eq!(words, text(&mention.object), "{}", mention.subject);
    }
}
