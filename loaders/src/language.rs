//! In which language an article is: as given, or by the small words that each language's folder lists.

use crate::article::Article;
use crate::lexicon::Lexicon;

/// Share of an article's words that must be small words of a language.
const ENOUGH: f64 = 0.08;
/// Words looked at.
const SAMPLE: usize = 400;

/// The language to read an article in, if there is a folder for it.
#[must_use]
pub fn choose<'a>(article: &Article, lexicons: &'a [Lexicon]) -> Option<&'a Lexicon> {
    match &article.language {
        Some(code) => {
            let primary = code.split(['-', '_']).next().unwrap_or(code).to_lowercase();
            lexicons.iter().find(|lexicon| lexicon.code == primary)
        }
        None => detect(&article.text, lexicons),
    }
}

/// The language whose small words make up the largest share of a text.
#[must_use]
pub fn detect<'a>(text: &str, lexicons: &'a [Lexicon]) -> Option<&'a Lexicon> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .take(SAMPLE)
        .map(str::to_lowercase)
        .collect();
    let share = |lexicon: &Lexicon| {
        let hits = words.iter().filter(|word| lexicon.words.detection.contains(word.as_str())).count();
        #[expect(clippy::cast_precision_loss, reason = "a few hundred words")]
        let share = hits as f64 / words.len().max(1) as f64;
        share
    };
    let (best, value) =
        lexicons.iter().map(|lexicon| (lexicon, share(lexicon))).reduce(|a, b| if b.1 > a.1 { b } else { a })?;
    // A headline has few small words: any will do.
    let enough = if words.len() < 20 { value > 0.0 } else { value >= ENOUGH };
    enough.then_some(best)
}
