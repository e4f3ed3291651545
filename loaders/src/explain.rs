//! An article's way from words to facts, in words: for people who ask how Kabar came to a report.
//!
//! Nothing is worked out here a second time: the reading is watched while it happens, and its outcome is told sentence by
//! sentence. The same article gives the same text.

use crate::article::Article;
use crate::facts::{Reading, Report, Span};
use crate::fusion::{Telling, fuse};
use crate::lexicon::SlotRole;
use crate::reading::{Reader, Steps};
use crate::record::{CodePoints, factuality, kind, precision};
use crate::triples;
use ontology::iri::Iris;
use oxrdf::{Quad, Term};
use std::fmt::Write as _;

/// What was seen of a sentence while it was read.
struct Seen {
    span: Span,
    zone: String,
    tokens: String,
    phrases: String,
}

/// Reads an article and tells how, from the sentences to the events.
#[must_use]
pub fn explain(reader: &Reader, article: Article, iris: &Iris) -> String {
    let mut seen = Vec::new();
    let reading =
        reader.read_watched(article, &mut |steps| seen = steps.sentences.iter().map(|s| look(steps, s)).collect());
    let teller = Teller { reader, reading: &reading, points: CodePoints::of(&reading.article.text), iris };
    let mut out = teller.opening();
    for (n, sentence) in seen.iter().enumerate() {
        out.push_str(&teller.sentence(n, sentence));
    }
    out.push_str(&teller.graph());
    out.push_str(&teller.events());
    out
}

fn look(steps: &Steps, at: &crate::reading::sentences::Sentence) -> Seen {
    let n = steps.sentences.iter().position(|other| other.span == at.span).unwrap_or_default();
    let tokens: Vec<&str> = steps.tokens[at.tokens.clone()].iter().map(|token| token.span.of(steps.text)).collect();
    let phrase = |phrase: &crate::reading::phrases::Phrase| {
        let words = &steps.tokens[phrase.tokens.clone()];
        let span = Span { start: words[0].span.start, end: words[words.len() - 1].span.end };
        let after = phrase.preposition.as_ref().map_or_else(String::new, |word| format!(" after `{word}`"));
        format!("[{}] = {}{after}", span.of(steps.text), steps.entities[phrase.entity].id)
    };
    Seen {
        span: at.span,
        zone: format!("{:?}", at.zone).to_lowercase(),
        tokens: tokens.join(" · "),
        phrases: steps.phrases[n].iter().map(phrase).collect::<Vec<_>>().join("; "),
    }
}

struct Teller<'a> {
    reader: &'a Reader,
    reading: &'a Reading,
    points: CodePoints,
    iris: &'a Iris,
}

impl Teller<'_> {
    fn opening(&self) -> String {
        let a = &self.reading.article;
        let or = |value: &Option<String>| value.clone().unwrap_or_else(|| "unknown".to_owned());
        let day = a.published.map_or_else(|| "unknown".to_owned(), |published| published.to_string());
        format!(
            "article    {}\nlanguage   {}\npublished  {day}\noutlet     {}\nagency     {}\n",
            self.iris.article(&self.reading.sha256).as_str(),
            or(&a.language),
            or(&a.publisher),
            or(&a.agency)
        )
    }

    fn place(&self, span: Span) -> String {
        let (start, end) = self.points.span(span);
        format!("{start}-{end}")
    }

    fn words(&self, span: Span) -> &str {
        span.of(&self.reading.article.text)
    }

    fn id(&self, entity: usize) -> &str {
        &self.reading.entities[entity].id
    }

    fn sentence(&self, n: usize, seen: &Seen) -> String {
        let here = |span: &Span| seen.span.contains(span);
        let mut out =
            format!("\nsentence {n}, {}, {}\n  {}\n", seen.zone, self.place(seen.span), self.words(seen.span));
        let mut line = |what: &str, text: String| {
            if !text.is_empty() {
                let _ = writeln!(out, "  {what:<10} {text}"); // writing to a string cannot fail
            }
        };
        let reading = self.reading;
        line("tokens", seen.tokens.clone());
        let names = reading.mentions.iter().filter(|mention| here(&mention.span)).map(|mention| {
            let who = mention.entity.map_or("nobody known", |entity| self.id(entity));
            format!(
                "{} = {who} ({}, by {}, {:.2})",
                self.words(mention.span),
                kind(mention.kind),
                mention.method,
                mention.score
            )
        });
        line("names", names.collect::<Vec<_>>().join("; "));
        let dates = reading.dates.iter().filter(|date| here(&date.span)).map(|date| {
            let from = date.anchor.map_or_else(String::new, |anchor| format!(" reckoned from {anchor}"));
            format!("{} = {} to {} by rule {}{from}", self.words(date.span), date.begin, date.end, date.rule)
        });
        line("dates", dates.collect::<Vec<_>>().join("; "));
        line("phrases", seen.phrases.clone());
        for (n, report) in reading.reports.iter().enumerate().filter(|(_, report)| here(&report.trigger)) {
            self.pattern(report).into_iter().for_each(|pattern| line("pattern", pattern));
            line(&format!("report {n}"), self.report(report));
        }
        for quotation in reading.quotations.iter().filter(|quotation| here(&quotation.span)) {
            let who = |entity: Option<usize>| entity.map_or("somebody", |entity| self.id(entity)).to_owned();
            let about: Vec<&str> = quotation.about.iter().map(|entity| self.id(*entity)).collect();
            let form = if quotation.direct { "word for word" } else { "retold" };
            let about = if about.is_empty() { String::new() } else { format!(" about {}", about.join(", ")) };
            line("quotation", format!("{} to {}{about}, {form}", who(quotation.speaker), who(quotation.addressee)));
        }
        reading.notes.iter().filter(|note| here(&note.span)).for_each(|note| line("note", note.message.clone()));
        out
    }

    /// The pattern of a report, with the example that it was written for.
    fn pattern(&self, report: &Report) -> Option<String> {
        let (code, rule) = report.rule.split_once('.')?;
        let lexicon = self.reader.lexicons.iter().find(|lexicon| lexicon.code == code)?;
        let named = lexicon.patterns.all.iter().filter(|pattern| rule == pattern.name);
        // Several lines of the table may have one name: the one that gives the same modes.
        let pattern = named.clone().find(|pattern| pattern.modes == report.modes).or_else(|| named.clone().next())?;
        Some(format!("{}, which also reads “{}”", report.rule, pattern.example))
    }

    fn report(&self, report: &Report) -> String {
        let of = |role: SlotRole| {
            let found = report.participants.iter().filter(|part| part.role == role).map(|part| self.id(part.entity));
            found.collect::<Vec<_>>().join(", ")
        };
        let mut told = vec![[&[report.event_type], report.modes.as_slice()].concat().join(" ")];
        let mut add = |what: &str, text: String| {
            if !text.is_empty() {
                told.push(format!("{what} {text}"));
            }
        };
        add("about", report.contexts.join(", "));
        add("actor", of(SlotRole::Actor));
        add("recipient", of(SlotRole::Recipient));
        add("mediator", of(SlotRole::Mediator));
        add("host", of(SlotRole::Host));
        add("at", report.places.iter().map(|place| self.id(*place)).collect::<Vec<_>>().join(", "));
        let days =
            |when: &crate::facts::When| format!("{} to {} ({})", when.begin, when.end, precision(when.precision));
        let counts = self.reading.counts.iter().filter(|count| self.reading.reports[count.report] == *report);
        add("counts", counts.map(|count| format!("{} {}", count.number, count.what)).collect::<Vec<_>>().join(", "));
        add("on", report.when.as_ref().map(days).unwrap_or_default());
        add("told as", factuality(report.factuality).to_owned());
        add("by", report.attributed_to.map(|who| self.id(who).to_owned()).unwrap_or_default());
        add("confidence", format!("{:.2} ({})", report.confidence, report.signs.join(", ")));
        add("signalled by", format!("“{}” {}", self.words(report.trigger), self.place(report.trigger)));
        told.join("; ")
    }

    /// The quads of the reports, shortened by the prefixes.
    fn graph(&self) -> String {
        let quads = triples::article(self.reading, self.iris);
        let mut out = format!("\n{} quads in the article's graph; those of its reports:\n", quads.len());
        let reports: Vec<String> =
            (0..self.reading.reports.len()).map(|n| self.iris.report(&self.reading.sha256, n).into_string()).collect();
        let about = |quad: &&Quad| reports.iter().any(|report| quad.subject.to_string() == format!("<{report}>"));
        quads.iter().filter(about).for_each(|quad| out.push_str(&self.short(quad)));
        out
    }

    /// The events that the article alone would make.
    fn events(&self) -> String {
        let tellings = Telling::of(self.reading, self.iris);
        let mut out = "\nevents, if this were the only article:\n".to_owned();
        for event in fuse(&tellings) {
            for quad in triples::event(&event, &tellings, self.iris) {
                out.push_str(&self.short(&quad));
            }
        }
        out
    }

    fn short(&self, quad: &Quad) -> String {
        let object = match &quad.object {
            Term::NamedNode(node) => self.shortened(node.as_str()),
            Term::Literal(literal) => match literal.language() {
                Some(language) => format!("\"{}\"@{language}", literal.value()),
                None => format!("\"{}\"", literal.value()),
            },
            Term::BlankNode(node) => node.to_string(),
            Term::Triple(triple) => triple.to_string(),
        };
        let subject = quad.subject.to_string();
        let subject = self.shortened(subject.trim_matches(['<', '>']));
        format!("  {subject} {} {object}\n", self.shortened(quad.predicate.as_str()))
    }

    fn shortened(&self, iri: &str) -> String {
        let known = self.iris.prefixes();
        let fits = known.iter().filter_map(|(name, space)| Some((name, space, iri.strip_prefix(space.as_str())?)));
        let longest = fits.max_by_key(|(_, space, _)| space.len());
        longest.map_or_else(|| format!("<{iri}>"), |(name, _, rest)| format!("{name}:{rest}"))
    }
}
