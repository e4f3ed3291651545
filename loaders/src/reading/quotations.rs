//! Who said what: words between quotation marks, and sentences told by a verb of saying.

use super::phrases::Phrase;
use super::sentences::Sentence;
use super::tokens::{Token, TokenKind};
use crate::facts::{Quotation, Span};
use crate::lexicon::Lexicon;

/// Fewest words of a quotation; shorter ones are scare quotes.
const WORDS: usize = 3;

/// The quotations of a sentence.
#[must_use]
pub fn find(
    tokens: &[Token],
    sentence: &Sentence,
    phrases: &[Phrase],
    lexicon: &Lexicon,
    can_speak: impl Fn(usize) -> bool,
) -> Vec<Quotation> {
    let Some(speaker) = speaker(tokens, sentence, phrases, lexicon, can_speak) else {
        return direct(tokens, sentence).map(|span| Quotation { span, speaker: None, direct: true }).collect();
    };
    let quoted: Vec<Quotation> =
        direct(tokens, sentence).map(|span| Quotation { span, speaker, direct: true }).collect();
    let told = || speaker.map(|speaker| Quotation { span: sentence.span, speaker: Some(speaker), direct: false });
    if quoted.is_empty() { told().into_iter().collect() } else { quoted }
}

/// `None`: no verb of saying; `Some(None)`: one, but nobody beside it who can speak.
fn speaker(
    tokens: &[Token],
    sentence: &Sentence,
    phrases: &[Phrase],
    lexicon: &Lexicon,
    can_speak: impl Fn(usize) -> bool,
) -> Option<Option<usize>> {
    let words = &lexicon.words;
    // "The United States": words of names say nothing.
    let says = |at: &usize| {
        let word = &tokens[*at].lower;
        (words.reporting.contains(word) || words.attribution.contains(word))
            && !phrases.iter().any(|phrase| phrase.tokens.contains(at))
    };
    let saying = sentence.tokens.clone().find(says)?;
    let distance = |phrase: &Phrase| {
        if phrase.tokens.start > saying {
            phrase.tokens.start - saying - 1
        } else {
            saying.saturating_sub(phrase.tokens.end)
        }
    };
    let able = phrases.iter().filter(|phrase| can_speak(phrase.entity) && distance(phrase) <= 6);
    Some(able.min_by_key(|phrase| (distance(phrase), phrase.tokens.start)).map(|phrase| phrase.entity))
}

fn direct<'a>(tokens: &'a [Token], sentence: &Sentence) -> impl Iterator<Item = Span> + use<'a> {
    let mut open: Option<usize> = None;
    sentence.tokens.clone().filter_map(move |at| {
        let mark = tokens[at].lower.as_str();
        match (mark, open) {
            ("“", _) | ("\"", None) => {
                open = Some(at);
                None
            }
            ("”" | "\"", Some(start)) => {
                open = None;
                let words = tokens[start..at].iter().filter(|token| token.kind == TokenKind::Word).count();
                (words >= WORDS).then(|| Span { start: tokens[start].span.start, end: tokens[at].span.end })
            }
            _ => None,
        }
    })
}
