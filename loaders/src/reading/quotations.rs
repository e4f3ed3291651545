//! Who said what to whom about what: words between quotation marks, and sentences told by a verb of saying.

use super::phrases::Phrase;
use super::sentences::{Sentence, is_quoted};
use super::tokens::{Token, count_words};
use crate::facts::{Quotation, Report, Span};
use crate::lexicon::Lexicon;

/// Fewest words of a quotation; shorter ones are scare quotes.
pub(super) const WORDS: usize = 3;
/// How far, in tokens, who is spoken to may stand behind the verb of saying and a preposition: "said to X", "said yesterday to X".
const ADDRESSED: usize = 2;
/// How far, in tokens, who speaks or is spoken to may stand from the verb of saying.
const BESIDE: usize = 6;

/// Finds the quotations of one article's sentences.
pub struct Listener<'a> {
    /// All tokens.
    pub tokens: &'a [Token],
    /// The language.
    pub lexicon: &'a Lexicon,
    /// Whether somebody can speak.
    pub can_speak: &'a dyn Fn(usize) -> bool,
}

/// A verb of saying with those beside it.
#[derive(Clone, Copy)]
struct Saying {
    at: usize,
    speaker: Option<usize>,
    addressee: Option<usize>,
}

impl Listener<'_> {
    /// The quotations of a sentence.
    #[must_use]
    pub fn listen(&self, sentence: &Sentence, phrases: &[Phrase]) -> Vec<Quotation> {
        let saying = self.saying(sentence, phrases);
        let speaker = saying.and_then(|saying| saying.speaker);
        let addressee = saying.and_then(|saying| saying.addressee);
        let quotation = |span: Span, direct: bool| Quotation {
            span,
            speaker,
            addressee,
            about: self.about(span, direct, saying, phrases),
            conveys: Vec::new(),
            direct,
        };
        let quoted: Vec<Quotation> = self.marked(sentence).map(|span| quotation(span, true)).collect();
        let told = || speaker.map(|_| quotation(sentence.span, false));
        if quoted.is_empty() { told().into_iter().collect() } else { quoted }
    }

    /// The first verb of saying, with its subject and the one it is said to.
    fn saying(&self, sentence: &Sentence, phrases: &[Phrase]) -> Option<Saying> {
        let words = &self.lexicon.words;
        let lower = |at: usize| self.tokens[at].lower.as_str();
        // "The United States": words of names say nothing; nor does who came "to say" something say it yet.
        let aim = |at: usize| at > sentence.tokens.start && words.aim.contains(lower(at - 1));
        let says = |at: &usize| {
            (words.attribution.contains(lower(*at)) || (words.reporting.contains(lower(*at)) && !aim(*at)))
                && !phrases.iter().any(|phrase| phrase.tokens.contains(at))
        };
        let at = sentence.tokens.clone().find(says)?;
        let distance = |phrase: &Phrase| {
            if phrase.tokens.start > at { phrase.tokens.start - at - 1 } else { at.saturating_sub(phrase.tokens.end) }
        };
        let near = |phrase: &&Phrase| (self.can_speak)(phrase.entity) && distance(phrase) <= BESIDE;
        // "told Y": the object of such a verb is spoken to; so is who stands after "to".
        let object = |phrase: &Phrase| {
            phrase.preposition.is_none() && phrase.tokens.start > at && words.telling.contains(lower(at))
        };
        let spoken_to = |phrase: &&Phrase| {
            let governed = phrase.preposition.as_ref().is_some_and(|word| words.addressing.contains(word));
            (governed && phrase.tokens.start > at && distance(phrase) <= ADDRESSED)
                || (object(phrase) && distance(phrase) <= 1)
        };
        let addressed = phrases.iter().filter(near).find(spoken_to);
        // "according to X" names its speaker after it; elsewhere no preposition governs who speaks, and nobody does it in his words.
        let attributes = words.attribution.contains(lower(at));
        let speaks = |phrase: &&Phrase| {
            if attributes {
                phrase.tokens.start > at
            } else {
                phrase.preposition.is_none() && !is_quoted(self.tokens, sentence, phrase.tokens.start)
            }
        };
        let able = phrases.iter().filter(near).filter(speaks);
        let able = able.filter(|phrase| attributes || addressed.is_none_or(|other| other.tokens != phrase.tokens));
        let nearest = |side: bool| {
            let side = able.clone().filter(|phrase| (phrase.tokens.start > at) == side);
            side.min_by_key(|phrase| distance(phrase)).map(|phrase| phrase.entity)
        };
        // "…," said X closes what was said; "X said …" opens it.
        let closes = at == sentence.tokens.start || matches!(lower(at - 1), "," | "\"" | "”");
        let beside = |phrase: &&Phrase| phrase.tokens.start > at && distance(phrase) <= 1;
        let inverted = able.clone().find(beside).map(|phrase| phrase.entity);
        let speaker = match (attributes, closes) {
            (true, _) => nearest(true),
            (false, true) => inverted.or_else(|| nearest(false)),
            (false, false) => nearest(false),
        };
        let addressee = addressed.map(|phrase| phrase.entity).filter(|entity| !attributes && Some(*entity) != speaker);
        Some(Saying { at, speaker, addressee })
    }

    /// Whom and what the words are about: those named in them, and in the telling after "about".
    fn about(&self, span: Span, direct: bool, saying: Option<Saying>, phrases: &[Phrase]) -> Vec<usize> {
        let topical =
            |phrase: &Phrase| phrase.preposition.as_ref().is_some_and(|word| self.lexicon.words.topical.contains(word));
        let after = |phrase: &Phrase| saying.is_some_and(|saying| phrase.tokens.start > saying.at);
        let told = |phrase: &&Phrase| span.contains(&phrase.span) || (direct && topical(phrase) && after(phrase));
        let party = |entity: usize| saying.is_some_and(|s| s.speaker == Some(entity) || s.addressee == Some(entity));
        let mut about: Vec<usize> = Vec::new();
        for entity in phrases.iter().filter(told).map(|phrase| phrase.entity) {
            if !about.contains(&entity) && !party(entity) {
                about.push(entity);
            }
        }
        about
    }

    fn marked(&self, sentence: &Sentence) -> impl Iterator<Item = Span> {
        let mut open: Option<usize> = None;
        sentence.tokens.clone().filter_map(move |at| {
            let mark = self.tokens[at].lower.as_str();
            match (mark, open) {
                ("“", _) | ("\"", None) => {
                    open = Some(at);
                    None
                }
                ("”" | "\"", Some(start)) => {
                    open = None;
                    (count_words(&self.tokens[start..at]) >= WORDS)
                        .then(|| Span { start: self.tokens[start].span.start, end: self.tokens[at].span.end })
                }
                _ => None,
            }
        })
    }
}

/// Words in quotation marks without a verb of saying go on from the last speaker of their paragraph.
pub fn go_on(quotations: &mut [Quotation], paragraph: impl Fn(Span) -> usize) {
    for i in 1..quotations.len() {
        let (before, here) = quotations.split_at_mut(i);
        let (last, next) = (&before[i - 1], &mut here[0]);
        if next.direct && next.speaker.is_none() && paragraph(last.span) == paragraph(next.span) {
            (next.speaker, next.addressee) = (last.speaker, last.addressee);
            next.about.retain(|entity| Some(*entity) != last.speaker);
        }
    }
}

/// Links quotations with the reports that stand inside them: in the marks, or as told by the same speaker.
pub fn convey(quotations: &mut [Quotation], reports: &[Report]) {
    for quotation in quotations {
        let inside = |report: &Report| {
            let told = report.attributed_to.is_some() && report.attributed_to == quotation.speaker;
            quotation.span.contains(&report.trigger) && (quotation.direct || told)
        };
        quotation.conveys = (0..reports.len()).filter(|n| inside(&reports[*n])).collect();
    }
}
