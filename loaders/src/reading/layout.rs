//! Which lines of an article are its story, and what the others say about it.
//!
//! Headline, publication line, captions, teasers, credits and page furniture are told apart before any prose is read: a
//! teaser must not become a fact, and a caption's date must not date the story.

mod publication;

use crate::article::{Article, Published};
use crate::facts::Span;
use crate::lexicon::{Lexicon, Mark};
use publication::{dated, publication};

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// The headline.
    Headline,
    /// Day, time and zone of publication.
    Publication,
    /// What a picture shows; it has its own dates.
    Caption,
    /// The story.
    Body,
    /// Another article's headline.
    Teaser,
    /// Source, editor, author.
    Credit,
    /// Anything else on the page.
    Furniture,
}

/// A line (or, for the body, what is left of it after a dateline) and what it is.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// Without the blanks around it.
    pub span: Span,
    /// What it is.
    pub zone: Zone,
}

/// The lines of an article, and what they say about it.
#[derive(Debug, Default)]
pub struct Layout {
    /// In order; blank lines are left out.
    pub lines: Vec<Line>,
    /// "JAKARTA, Kabar Nusantara" before the first sentence.
    pub dateline: Option<Span>,
    /// Named in a credit line.
    pub agency: Option<String>,
    /// Named in a credit line.
    pub editor: Option<String>,
    /// Read from a publication line, else from the dateline.
    pub published: Option<Published>,
}

/// Longest headline and longest dateline, in bytes.
const HEADLINE: usize = 220;
const DATELINE: usize = 70;
/// How many words an outlet's name over a headline has at most.
const MASTHEAD: usize = 4;

/// Tells the lines of an article apart.
#[must_use]
pub fn lay_out(article: &Article, lexicon: &Lexicon) -> Layout {
    let text = article.text.as_str();
    let spans = line_spans(text);
    let mut layout = Layout::default();
    let mut footer = false;
    for (i, span) in spans.iter().enumerate() {
        let line = span.of(text);
        let zone = match lexicon.boilerplate.mark(line) {
            // A footer needs a story before it.
            Some((Mark::Footer, _)) if layout.has_story() => {
                footer = true;
                Zone::Furniture
            }
            Some((mark, rest)) => layout.note(mark, rest),
            None if footer => Zone::Furniture,
            None => plain(article, lexicon, &spans, i, &mut layout),
        };
        layout.lines.push(Line { span: *span, zone });
    }
    if let Some(first) = layout.lines.iter_mut().find(|line| line.zone == Zone::Body)
        && let Some(length) = dateline(first.span.of(text), lexicon)
    {
        let start = first.span.start;
        let end = start + first.span.of(text)[..length].trim_end_matches([' ', '-', '–', '—']).len();
        let span = Span { start, end };
        layout.dateline = Some(span);
        layout.published = layout.published.or_else(|| dated(span.of(text), lexicon));
        first.span.start += length;
    }
    layout
}

impl Layout {
    fn has_story(&self) -> bool {
        self.lines.iter().any(|line| line.zone == Zone::Body)
    }

    /// Whether a sentence of the story has been told.
    fn has_begun(&self, text: &str) -> bool {
        self.lines.iter().any(|line| line.zone == Zone::Body && closes_sentence(line.span.of(text)))
    }

    /// Who wrote it stands between the headline and the day of publication.
    fn drop_bylines(&mut self) {
        let bylines = self.lines.iter_mut().filter(|line| line.zone == Zone::Body);
        bylines.for_each(|line| line.zone = Zone::Furniture);
    }

    /// Whether only a short line and a day of publication were there: the outlet's name, and the headline is still to come.
    fn is_masthead(&self, text: &str) -> bool {
        let last = self.lines.last().is_some_and(|line| line.zone == Zone::Publication);
        let mut heads = self.lines.iter().filter(|line| line.zone == Zone::Headline);
        last && heads.all(|line| words(line.span.of(text)) <= MASTHEAD)
    }

    fn drop_masthead(&mut self) {
        let heads = self.lines.iter_mut().filter(|line| line.zone == Zone::Headline);
        heads.for_each(|line| line.zone = Zone::Furniture);
    }

    fn note(&mut self, mark: Mark, rest: &str) -> Zone {
        let named = (!rest.is_empty()).then(|| rest.trim_end_matches(['.', '*']).trim().to_owned());
        match mark {
            Mark::Teaser => Zone::Teaser,
            Mark::Caption => Zone::Caption,
            Mark::Footer | Mark::Furniture => Zone::Furniture,
            Mark::Agency => {
                self.agency = self.agency.take().or(named);
                Zone::Credit
            }
            Mark::Editor => {
                self.editor = self.editor.take().or(named);
                Zone::Credit
            }
        }
    }
}

/// A line without a mark: by its place, its end and its repetition.
fn plain(article: &Article, lexicon: &Lexicon, spans: &[Span], i: usize, layout: &mut Layout) -> Zone {
    let text = article.text.as_str();
    let line = spans[i].of(text);
    if let Some(published) = publication(line, lexicon, !layout.has_begun(text)) {
        layout.published = layout.published.or(Some(published));
        layout.drop_bylines();
        return Zone::Publication;
    }
    let before = || spans[..i].iter().any(|other| same_caption(other.of(text), line));
    let after = || spans[i + 1..].iter().take(3).any(|other| same_caption(other.of(text), line));
    if line.len() > 40 && before() {
        return Zone::Furniture;
    }
    if (line.len() > 40 && after()) || ends_like_caption(line) {
        return Zone::Caption;
    }
    let first = !layout.lines.iter().any(|line| matches!(line.zone, Zone::Headline | Zone::Body))
        || (words(line) > MASTHEAD && layout.is_masthead(text));
    let titled = article.title.as_deref().is_some_and(|title| title.trim() == line);
    if first && (titled || (spans.len() > i + 1 && line.len() <= HEADLINE && !closes_sentence(line))) {
        layout.drop_masthead();
        return Zone::Headline;
    }
    if line.chars().any(char::is_alphanumeric) { Zone::Body } else { Zone::Furniture }
}

/// Lines between line ends; a line that goes on in lower case belongs to the one before it.
fn line_spans(text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut start = 0;
    let mut blank_before = true;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let begin = start + (line.len() - line.trim_start().len());
        start += line.len();
        if trimmed.is_empty() {
            blank_before = true;
            continue;
        }
        let end = begin + trimmed.len();
        match spans.last_mut() {
            Some(last) if !blank_before && wraps(last.of(text), trimmed) => last.end = end,
            _ => spans.push(Span { start: begin, end }),
        }
        blank_before = false;
    }
    spans
}

fn words(line: &str) -> usize {
    line.split_whitespace().count()
}

fn wraps(line: &str, next: &str) -> bool {
    !closes_sentence(line) && next.chars().next().is_some_and(char::is_lowercase)
}

fn closes_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '\'', '’', ')', ' ', '*']).ends_with(['.', '!', '?', ':', '…'])
}

fn same_caption(a: &str, b: &str) -> bool {
    let bare = |line: &str| line.trim_end_matches([' ', '/', '.']).to_owned();
    a.len().abs_diff(b.len()) <= 4 && bare(a) == bare(b)
}

/// "…/Anadolu." or "… (Foto: …)": a source after a slash or in brackets at the end.
fn ends_like_caption(line: &str) -> bool {
    let bare = line.trim_end_matches(['.', ' ', '/', ')']);
    let source = bare.rsplit_once('/').map(|(_, source)| source);
    source.is_some_and(|source| {
        source.len() <= 30
            && source.chars().next().is_some_and(char::is_uppercase)
            && source.chars().all(|c| c.is_alphabetic() || c == ' ')
            && bare.len() > 60
    })
}

/// How many bytes of the first line of the story are its dateline: up to a dash, in capitals or with a source in brackets.
fn dateline(line: &str, lexicon: &Lexicon) -> Option<usize> {
    let head = &line[..line.char_indices().map(|(i, _)| i).take_while(|i| *i <= DATELINE).last()?];
    let (at, dash) =
        [" -- ", " - ", " – ", " — ", "-- "].iter().filter_map(|dash| Some((head.find(dash)?, dash))).min()?;
    let words: Vec<&str> = head[..at].split_whitespace().collect();
    let capital = |word: &&str| {
        let bare = word.trim_start_matches('(');
        bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || bare.contains('.')
            || lexicon.words.connectors.contains(&bare.to_lowercase())
    };
    let shouted = words.iter().any(|word| word.len() > 2 && !word.contains(char::is_lowercase));
    let sourced = head[..at].contains(',') || head[..at].ends_with(')') || words.len() == 1;
    (!words.is_empty() && words.len() <= 8 && words.iter().all(capital) && (shouted || sourced))
        .then_some(at + dash.len())
}

/// The outlet named in a dateline: in brackets, or what is left after the place ("JAKARTA, Kabar Nusantara").
#[must_use]
pub fn outlet(dateline: &str) -> Option<&str> {
    let bracketed = dateline.rsplit_once('(').map(|(_, rest)| rest.trim_end_matches(')'));
    let listed = dateline.rsplit_once(',').map(|(_, rest)| rest);
    let words = dateline.split_whitespace().count();
    let name = bracketed.or(listed).or_else(|| (words >= 2).then_some(dateline))?.trim();
    (!name.is_empty() && !name.contains(|c: char| c.is_ascii_digit())).then_some(name)
}
