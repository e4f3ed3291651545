//! JSON lines in, extraction records with nothing but mentions out: measures a name model by itself.
//!
//! `tag_names MODEL [MODEL…]`, each `code=path`, as in `id=lang/id/names.crf`.

use loaders::article::Article;
use loaders::facts::Span;
use loaders::lexicon::Lexicon;
use loaders::reading::tagger::{Page, Tagger};
use loaders::reading::{layout, sentences};
use loaders::record::CodePoints;
use loaders::reference::Reference;
use serde_json::{Value, json};
use std::io::{BufRead, Write};

fn main() {
    let reference = Reference::shipped();
    let lexicons = Lexicon::shipped().expect("the language folders can be read");
    let models: Vec<(String, Tagger)> = std::env::args()
        .skip(1)
        .map(|given| {
            let (code, path) = given.split_once('=').expect("code=path");
            let bytes = std::fs::read(path).expect("a model");
            (code.to_owned(), Tagger::load(&bytes, &reference).expect("a model"))
        })
        .collect();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let given: Value = serde_json::from_str(&line.expect("text")).expect("JSON");
        let code = given["language"].as_str().expect("a language");
        let lexicon = lexicons.iter().find(|lexicon| lexicon.code == code).expect("a folder");
        let tagger = &models.iter().find(|(model, _)| model == code).expect("a model").1;
        writeln!(out, "{}", record(&given, lexicon, tagger, &reference)).expect("output");
    }
}

fn record(given: &Value, lexicon: &Lexicon, tagger: &Tagger, reference: &Reference) -> Value {
    let article = Article { text: given["text"].as_str().expect("a text").to_owned(), ..Article::default() };
    let (sentences, tokens) = sentences::split(&article.text, &layout::lay_out(&article, lexicon), lexicon);
    let page = Page::new(&article.text, &tokens, &sentences, lexicon, reference);
    let points = CodePoints::of(&article.text);
    let mut mentions = Vec::new();
    for name in tagger.tag_all(&page, &sentences).into_iter().flat_map(|tagged| tagged.names) {
        let span = Span { start: tokens[name.tokens.start].span.start, end: tokens[name.tokens.end - 1].span.end };
        let (start, end) = points.span(span);
        mentions.push(json!({"start": start, "end": end, "text": span.of(&article.text), "kind": name.class.kind().code(), "entity": null}));
    }
    json!({"article": {"id": given["id"], "text": article.text, "language": given["language"]}, "entities": [], "mentions": mentions, "dates": [],
           "events": [], "quotations": [], "notes": []})
}
