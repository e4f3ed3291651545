use loaders::article::Article;
use loaders::facts::Span;
use loaders::lexicon::Lexicon;
use loaders::reading::tagger::{Page, Tagger};
use loaders::reading::{layout, sentences};
use loaders::record::CodePoints;
use loaders::reference::Reference;
use std::io::Write;

fn main() {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [language, model, input, out] = given.as_slice() else { panic!("LANGUAGE MODEL INPUT OUT") };
    let reference = Reference::shipped();
    let lexicons = Lexicon::shipped().unwrap();
    let lexicon = lexicons.iter().find(|l| l.code == *language).unwrap();
    let tagger = Tagger::load(&std::fs::read(model).unwrap(), &reference).unwrap();
    let mut bin = std::io::BufWriter::new(std::fs::File::create(format!("{out}.bin")).unwrap());
    let mut txt = std::io::BufWriter::new(std::fs::File::create(format!("{out}.txt")).unwrap());
    let text = std::fs::read_to_string(input).unwrap();
    for (n, line) in text.lines().enumerate() {
        let given: serde_json::Value = serde_json::from_str(line).unwrap();
        let article = Article { text: given["text"].as_str().unwrap().to_owned(), ..Article::default() };
        let (sentences, tokens) = sentences::split(&article.text, &layout::lay_out(&article, lexicon), lexicon);
        let page = Page::new(&article.text, &tokens, &sentences, lexicon, &reference);
        let points = CodePoints::of(&article.text);
        for (s, sentence) in sentences.iter().enumerate() {
            let signs = page.signs(sentence, &tagger.model.words, &tagger.people);
            let decoded = tagger.model.decode(&tagger.features(&page, sentence));
            for (k, at) in sentence.tokens.clone().enumerate() {
                let token = &tokens[at];
                let (start, end) = points.span(Span { start: token.span.start, end: token.span.end });
                let g = &signs[k];
                let mut row = vec![((n as u64) << 32) | s as u64, ((start as u64) << 32) | end as u64, g.word, g.shape];
                row.extend(g.ends);
                row.extend([g.table, g.lists, g.setting]);
                row.extend(g.classes);
                for v in row {
                    bin.write_all(&v.to_le_bytes()).unwrap();
                }
                for c in decoded.chances[k] {
                    bin.write_all(&c.to_le_bytes()).unwrap();
                }
                bin.write_all(&0f32.to_le_bytes()).unwrap();
                writeln!(txt, "{}", token.span.of(&article.text)).unwrap();
            }
        }
    }
}
