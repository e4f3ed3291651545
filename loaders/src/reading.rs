//! The reading of one article, in order, on one screen: what each step needs is its parameters, what it gives its result.
//!
//! Reading prose never fails: what could not be resolved is a [`Note`] with its span.

pub mod actors;
pub mod cast;
pub mod counts;
pub mod dates;
pub mod events;
pub mod layout;
pub mod merging;
pub mod names;
pub mod phrases;
pub mod places;
pub mod quotations;
pub mod sentences;
pub mod tagger;
pub mod tokens;

use crate::article::{Article, Published};
use crate::facts::{Entity, Note, Quotation, Reading, Report, Span};
use crate::language;
use crate::lexicon::{Lexicon, LexiconError};
use crate::reference::Reference;
use dates::Dates;
use jiff::civil::{Date, date};
use layout::{Layout, Zone};
use phrases::Phrase;
use quotations::Listener;
use sentences::Sentence;
use std::collections::BTreeSet;
use tagger::combining::combine;
use tagger::{Page, Tagger};
use tokens::Token;

/// A day to reckon from where only the words matter.
const SOME_DAY: Date = date(2000, 1, 1);

/// Reads articles; made once, it holds every language and the reference tables.
pub struct Reader {
    /// The languages that ship.
    pub lexicons: Vec<Lexicon>,
    /// The tables.
    pub reference: Reference,
    /// What has been learnt of names, for each of the languages.
    taggers: Vec<Option<Tagger>>,
}

/// What was made of an article's words, as far as it is needed to find events.
pub struct Steps<'a> {
    /// The text.
    pub text: &'a str,
    /// Its sentences, in order.
    pub sentences: &'a [Sentence],
    /// Its tokens.
    pub tokens: &'a [Token],
    /// The phrases of each sentence.
    pub phrases: &'a [Vec<Phrase>],
    /// Whom they mean.
    pub entities: &'a [Entity],
}

/// A reader that can't be made of what ships, which the tests of a release rule out.
#[derive(Debug, thiserror::Error)]
pub enum ReaderError {
    /// A language folder can't be read.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
    /// A model of names can't be read.
    #[error(transparent)]
    Model(#[from] tagger::model::ModelError),
}

impl Reader {
    /// A reader with all that ships.
    ///
    /// # Errors
    /// A language folder or a model that can't be read.
    pub fn new() -> Result<Reader, ReaderError> {
        Reader::of(Lexicon::shipped()?)
    }

    /// A reader of these languages.
    ///
    /// # Errors
    /// A model that can't be read.
    pub fn of(lexicons: Vec<Lexicon>) -> Result<Reader, ReaderError> {
        let reference = Reference::shipped();
        let load = |lexicon: &Lexicon| lexicon.names.map(|bytes| Tagger::load(bytes, &reference)).transpose();
        let taggers = lexicons.iter().map(load).collect::<Result<_, _>>()?;
        Ok(Reader { lexicons, reference, taggers })
    }

    /// Reads an article. An article in a language without a folder comes back with a note and no facts.
    #[must_use]
    pub fn read(&self, article: Article) -> Reading {
        self.read_watched(article, &mut |_| {})
    }

    /// Reads an article and shows what was made of its words before events are looked for.
    pub fn read_watched(&self, article: Article, watch: &mut dyn FnMut(&Steps)) -> Reading {
        let sha256 = article.sha256();
        let Some(lexicon) = language::choose(&article, &self.lexicons) else {
            return unread(article, sha256, &self.lexicons);
        };
        let layout = layout::lay_out(&article, lexicon);
        let article = complete(article, &layout, lexicon, &self.reference);
        let day = article.published.map(|published| published.date);
        let text = article.text.as_str();

        let (sentences, tokens) = sentences::split(text, &layout, lexicon);
        let spans: Vec<Span> = sentences.iter().map(|sentence| sentence.span).collect();
        let Dates { dated: dates, undated, gaps } = lexicon.dates.find_all(text, &spans, day);
        let finder = names::Finder { text, tokens: &tokens, lexicon, reference: &self.reference, dates: &dates };
        let page = Page::new(text, &tokens, &sentences, lexicon, &self.reference);
        let tagged = self.tagger(lexicon).map(|tagger| tagger.tag_all(&page, &sentences));
        let find = |(i, sentence): (usize, &Sentence)| {
            let found = finder.find(sentence);
            match &tagged {
                // Where every word is capitalised, the tables know better.
                Some(tagged) if !sentence.title_case => combine(&page, sentence, &tagged[i], &dates, &found),
                _ => found,
            }
        };
        let mut pieces: Vec<Vec<names::Piece>> = sentences.iter().enumerate().map(find).collect();
        let atlas = places::Atlas { text, tokens: &tokens, lexicon, reference: &self.reference };
        atlas.mend(&sentences, &mut pieces);
        let places = atlas.choose(&sentences, &pieces);
        let mut cast = actors::Cast::new(text, &tokens, lexicon, &self.reference, &places, day);
        let mut phraser = phrases::Phraser::new(&tokens, lexicon, &self.reference, day);
        let order = in_order_of_trust(&sentences);
        let mut linked = vec![Vec::new(); sentences.len()];
        for i in order.iter().copied() {
            linked[i] = cast.link(&sentences[i], &pieces[i]);
        }
        // Only the whole article tells which country's police it speaks of.
        let mut phrases = vec![Vec::new(); sentences.len()];
        for i in order {
            phrases[i] = phraser.build(&sentences[i], &linked[i], &mut cast);
        }
        cast::give_countries(&mut cast, &self.reference);
        let coder = events::Coder {
            tokens: &tokens,
            lexicon,
            reference: &self.reference,
            entities: &cast.entities,
            dates: &dates,
            gaps: &gaps,
            day,
            lede: lede(&sentences),
            paragraph: Span { start: 0, end: 0 },
        };
        let entities = &cast.entities;
        watch(&Steps { text, sentences: &sentences, tokens: &tokens, phrases: &phrases, entities });
        let (reports, quotations, uncoded) = tell(coder, &layout, &sentences, &phrases);
        let counts = counts::find(&tokens, &sentences, &reports, &dates, lexicon);
        let notes = [notes(&layout, &article), uncoded].concat();
        let mut mentions = cast.mentions;
        mentions.sort_by_key(|mention| (mention.span, mention.kind));
        mentions.dedup_by(|a, b| a.span == b.span && a.kind == b.kind && a.entity == b.entity);
        let entities = cast.entities;
        let focus = places::focus::focus(&entities, &mentions);
        let mut reading =
            Reading { article, sha256, entities, mentions, focus, dates, undated, reports, counts, quotations, notes };
        cast::prune(&mut reading);
        reading
    }

    fn tagger(&self, lexicon: &Lexicon) -> Option<&Tagger> {
        let at = self.lexicons.iter().position(|other| other.code == lexicon.names_of)?;
        self.taggers[at].as_ref()
    }
}

/// What the sentences tell, who says what in them, and which look as if they told something. A headline is read only where there is no story.
fn tell(
    mut coder: events::Coder,
    layout: &Layout,
    sentences: &[Sentence],
    phrases: &[Vec<Phrase>],
) -> (Vec<Report>, Vec<Quotation>, Vec<Note>) {
    let alone = !sentences.iter().any(|sentence| sentence.zone == Zone::Body);
    let (mut reports, mut quotations, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    for (sentence, phrases) in sentences.iter().zip(phrases).filter(|(s, _)| alone || s.zone != Zone::Headline) {
        coder.paragraph = layout.lines[sentence.line].span;
        let told = coder.code(sentence, phrases, &reports);
        notes.extend(coder.uncoded(sentence, phrases, &told));
        reports.extend(told);
        let can_speak = |entity: usize| coder.entities[entity].kind.can_act();
        let listener = Listener { tokens: coder.tokens, lexicon: coder.lexicon, can_speak: &can_speak };
        quotations.extend(listener.listen(sentence, phrases));
    }
    complete_captions(&coder, &mut reports, sentences, phrases);
    coder.date_by_occasion(&mut reports, sentences, phrases);
    let mut reports = merging::merge(reports, coder.entities);
    for report in &mut reports {
        coder.keep_innermost(&mut report.places);
    }
    coder.find_doers(&mut reports, sentences, phrases);
    let line = |span: Span| layout.lines.iter().position(|line| line.span.contains(&span)).unwrap_or(usize::MAX);
    quotations::go_on(&mut quotations, line);
    quotations::convey(&mut quotations, &reports);
    (reports, quotations, notes)
}

/// The first sentence of a story of several.
fn lede(sentences: &[Sentence]) -> Option<Span> {
    let mut story = sentences.iter().filter(|sentence| sentence.zone == Zone::Body);
    let first = story.next()?.span;
    story.next().map(|_| first)
}

/// The story first: what it settles helps to read headline and captions.
fn in_order_of_trust(sentences: &[Sentence]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    order.sort_by_key(|i| sentences[*i].zone != Zone::Body);
    order
}

fn complete_captions(coder: &events::Coder, reports: &mut [Report], sentences: &[Sentence], phrases: &[Vec<Phrase>]) {
    let captions: BTreeSet<usize> =
        sentences.iter().filter(|sentence| sentence.zone == Zone::Caption).map(|sentence| sentence.line).collect();
    for line in captions {
        let parts: Vec<(&Sentence, &[Phrase])> = sentences
            .iter()
            .zip(phrases)
            .filter(|(sentence, _)| sentence.line == line)
            .map(|(sentence, phrases)| (sentence, phrases.as_slice()))
            .collect();
        let inside = |report: &Report| parts.iter().any(|(sentence, _)| sentence.span == report.sentences[0]);
        let first = reports.iter().position(inside);
        let Some(first) = first else { continue };
        let end = reports.iter().rposition(inside).map_or(first, |last| last + 1);
        coder.complete_caption(&mut reports[first..end], &parts);
    }
}

/// The day that a feed writes as people do ("22 Juni 2024"), by the date rules of the language.
fn day_as_written(article: &Article, lexicon: &Lexicon) -> Option<Published> {
    let written = article.dated.as_deref()?;
    let whole = Span { start: 0, end: written.len() };
    let days = lexicon.dates.find(written, &[whole], None);
    let day = days.iter().find(|date| date.begin == date.end)?;
    Some(Published { date: day.begin, time: None, offset: None })
}

fn supposed(article: &Article) -> Option<Published> {
    article.supposed.map(|date| Published { date, time: None, offset: None })
}

/// What the text says about the article itself, where the feed did not.
fn complete(mut article: Article, layout: &Layout, lexicon: &Lexicon, reference: &Reference) -> Article {
    article.language = Some(lexicon.code.clone());
    article.published = match (article.published, layout.published) {
        // The feed may know the moment and the page its zone.
        (Some(given), Some(read)) if given.date == read.date => {
            Some(Published { offset: given.offset.or(read.offset), time: given.time.or(read.time), ..given })
        }
        (given, read) => given.or_else(|| day_as_written(&article, lexicon)).or(read).or_else(|| supposed(&article)),
    };
    article.agency = article.agency.take().or_else(|| layout.agency.clone());
    article.editor = article.editor.take().or_else(|| layout.editor.clone());
    if article.publisher.is_none() {
        let outlet = layout.dateline.and_then(|span| layout::outlet(span.of(&article.text)));
        // "NAIROBI, Kenya", "NAIROBI, Monday": a place or a day may follow the place.
        let day = |name: &str| {
            let whole = Span { start: 0, end: name.len() };
            let Dates { dated, undated, .. } = lexicon.dates.find_all(name, &[whole], Some(SOME_DAY));
            !dated.is_empty() || !undated.is_empty()
        };
        article.publisher = outlet.filter(|name| !reference.is_place(name) && !day(name)).map(str::to_owned);
    }
    article
}

fn notes(layout: &Layout, article: &Article) -> Vec<Note> {
    let skipped = layout.lines.iter().filter(|line| matches!(line.zone, Zone::Teaser | Zone::Furniture));
    let mut notes: Vec<Note> = skipped
        .map(|line| {
            let what = if line.zone == Zone::Teaser { "a teaser for another article" } else { "not part of the story" };
            Note { span: line.span, kind: "boilerplate", message: format!("left out: {what}") }
        })
        .collect();
    if article.published.is_none() {
        let why = match &article.dated {
            Some(written) => format!(
                "the day of publication `{written}` can't be read; `2024-06-22` or `2024-06-22T11:42:00+07:00` would be right"
            ),
            None => "no day of publication is known, neither from the feed nor from a line of the text".to_owned(),
        };
        let message = format!("{why}: relative dates are left open");
        notes.insert(0, Note { span: opening(&article.text), kind: "undated", message });
    }
    notes
}

/// The first line: what is said of an article as a whole is said there.
fn opening(text: &str) -> Span {
    let start = text.len() - text.trim_start().len();
    let line = text[start..].lines().next().unwrap_or("").trim_end();
    Span { start, end: start + line.len() }
}

fn unread(article: Article, sha256: String, lexicons: &[Lexicon]) -> Reading {
    let known: Vec<&str> = lexicons.iter().map(|lexicon| lexicon.code.as_str()).collect();
    let said = article
        .language
        .as_deref()
        .map_or("its language is not known".to_owned(), |code| format!("no folder reads `{code}`"));
    let message = format!("{said}; languages that can be read: {}", known.join(", "));
    let notes = vec![Note { span: opening(&article.text), kind: "unknown-language", message }];
    Reading {
        article,
        sha256,
        entities: vec![],
        mentions: vec![],
        focus: None,
        dates: vec![],
        undated: vec![],
        reports: vec![],
        counts: vec![],
        quotations: vec![],
        notes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn publisher(text: &str) -> Option<String> {
        let article = Article { text: text.to_owned(), language: Some("en".to_owned()), ..Article::default() };
        Reader::new().expect("what ships can be read").read(article).article.publisher
    }

    #[test]
    fn a_place_in_a_dateline_is_no_outlet() {
        assert_eq!(publisher("NAIROBI, Kenya — The president met the press on Monday."), None);
        let named = publisher("MANILA (Harbour News) — The president met the press on Monday.");
        assert_eq!(named.as_deref(), Some("Harbour News"));
        assert_eq!(publisher("MANILA, Monday — The president met the press."), None);
    }
}
