//! What was read from an article: language-free facts, each tied to the span of text it was read from.
//!
//! Spans are byte offsets inside the crate (they slice), and become code points only where they leave it (`record`, `triples`).

use crate::article::Article;
use jiff::civil::Date;
use ontology::entity::Kind;

/// A stretch of an article's text: byte offsets on character borders, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// A calendar day, or a range between two stated days.
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
    /// Anything else between two days ("awal Juni").
    Window,
}

/// A date expression and the days it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// The words.
    pub span: Span,
    /// First day.
    pub begin: Date,
    /// Last day, inclusive.
    pub end: Date,
    /// How exact.
    pub precision: Precision,
    /// Name of the rule that read it, such as `id.weekday-range.past`.
    pub rule: String,
    /// The day it was reckoned from, if it was relative.
    pub anchor: Option<Date>,
}

impl Span {
    /// The words of this span.
    #[must_use]
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start..self.end]
    }
    /// Whether the two share a byte.
    #[must_use]
    pub fn overlaps(&self, other: &Span) -> bool {
        self.start < other.end && other.start < self.end
    }
    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(&self, other: &Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// What a mention is, as the extraction record says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionKind {
    /// An entity's name.
    Name(Kind),
    /// An adjective or noun made from a country or place ("Turkish", "Iranians").
    Demonym,
    /// A description or pronoun that means an entity without naming it ("Menlu Korsel", "dia").
    Description,
}

/// Somebody or something an article speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// The end of its IRI.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Its name in English and in Indonesian; for an unknown one, as the article writes it.
    pub labels: [String; 2],
    /// ISO 3166-1 alpha-3 of the country it is, lies in, or acts for.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// `GeoNames` id.
    pub geonames: Option<String>,
    /// Latitude and longitude in degrees.
    pub point: Option<(f64, f64)>,
    /// How exact a place it is: 5 within a city, 4 city, 3 district, 2 province, 1 country; `None` for actors, seas and the
    /// like, and for a place of no table.
    pub exactness: Option<u8>,
    /// Whether the tables have it.
    pub known: bool,
}

/// Words that mean an entity.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The words.
    pub span: Span,
    /// How they mean it.
    pub kind: MentionKind,
    /// Index into `Reading::entities`; `None` if linked to nothing.
    pub entity: Option<usize>,
    /// How it was linked: `name`, `office`, `surname`, `spelling`, `new`; a place by what stands beside it (`container`), by
    /// others near it (`region`), by the article's countries (`country`), or as the best known of its name (`size`).
    pub method: &'static str,
    /// How sure, 0 to 1.
    pub score: f32,
}

/// What a participant does in an event.
pub type Role = crate::lexicon::SlotRole;

/// One participant of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Participant {
    /// Its part.
    pub role: Role,
    /// Index into `Reading::entities`.
    pub entity: usize,
    /// The words that name it in the sentence.
    pub span: Option<Span>,
    /// Local id of the tenure in which a person acts.
    pub tenure: Option<String>,
}

/// Whether the deed is told as done, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Factuality {
    /// The outlet says so.
    Asserted,
    /// Somebody says so.
    Claimed,
    /// It is said not to have happened.
    Denied,
    /// It is still to come.
    Predicted,
    /// It is asked for.
    Demanded,
    /// It depends on a condition.
    Hypothetical,
}

/// When an event happened, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// First day.
    pub begin: Date,
    /// Last day.
    pub end: Date,
    /// How exact; `None`: no date in the text, a window that ends on the day of publication.
    pub precision: Option<Precision>,
    /// Index into `Reading::dates`, if the text gives it.
    pub date: Option<usize>,
}

/// What one article says about one event.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// PLOVER type.
    pub event_type: &'static str,
    /// PLOVER modes.
    pub modes: Vec<&'static str>,
    /// PLOVER contexts.
    pub contexts: Vec<&'static str>,
    /// Who takes part.
    pub participants: Vec<Participant>,
    /// Where: indices into `Reading::entities`.
    pub places: Vec<usize>,
    /// When.
    pub when: Option<When>,
    /// Told as what.
    pub factuality: Factuality,
    /// Who says so: index into `Reading::entities`.
    pub attributed_to: Option<usize>,
    /// The words that signal it.
    pub trigger: Span,
    /// The sentence that tells it most fully, then the others.
    pub sentences: Vec<Span>,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// What makes it more or less sure: signs of `reference/confidence.tsv`.
    pub signs: Vec<&'static str>,
    /// Name of the rule.
    pub rule: String,
}

/// Words that somebody said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// The words, with their quotation marks.
    pub span: Span,
    /// Whose: index into `Reading::entities`.
    pub speaker: Option<usize>,
    /// To whom they were said.
    pub addressee: Option<usize>,
    /// Whom and what they are about, in the order of naming.
    pub about: Vec<usize>,
    /// Reports that stand inside them: indices into `Reading::reports`.
    pub conveys: Vec<usize>,
    /// In quotation marks, or told.
    pub direct: bool,
}

/// How many people are told to have been killed, injured, arrested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// Of which report: index into `Reading::reports`.
    pub report: usize,
    /// What happened to them: `killed`, `injured`.
    pub what: &'static str,
    /// How many.
    pub number: u64,
    /// The words, from the number to the deed or the other way round.
    pub span: Span,
}

/// Something that could not be resolved, or was left out, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Where.
    pub span: Span,
    /// What kind: `undated`, `unresolved-name`, `boilerplate`, `uncoded`.
    pub kind: &'static str,
    /// For a person.
    pub message: String,
}

/// Reports less sure than this are left out unless one asks for them: wrong facts cost more than missing ones.
pub const SURE: f32 = 0.5;

/// Everything read from one article.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The article, completed by what its text says about it.
    pub article: Article,
    /// Hex SHA-256 of what came in.
    pub sha256: String,
    /// Whom and what it speaks of.
    pub entities: Vec<Entity>,
    /// Where it names them, in order.
    pub mentions: Vec<Mention>,
    /// ISO 3166-1 alpha-3 of the country that it is about.
    pub focus: Option<String>,
    /// Dates, in order.
    pub dates: Vec<DateMention>,
    /// Words that name a day, a month or the like, which nobody knows without the day of publication.
    pub undated: Vec<Span>,
    /// What it says happened.
    pub reports: Vec<Report>,
    /// How many people it tells of.
    pub counts: Vec<Count>,
    /// Who said what.
    pub quotations: Vec<Quotation>,
    /// What was left open.
    pub notes: Vec<Note>,
}

impl Reading {
    /// Leaves out reports that are less sure than this, from 0 to 1.
    #[must_use]
    pub fn at_least(mut self, confidence: f32) -> Reading {
        let kept: Vec<bool> = self.reports.iter().map(|report| report.confidence >= confidence).collect();
        let number = |n: &usize| kept[*n].then(|| kept[..*n].iter().filter(|kept| **kept).count());
        for quotation in &mut self.quotations {
            quotation.conveys = quotation.conveys.iter().filter_map(number).collect();
        }
        let counts = std::mem::take(&mut self.counts);
        let renumbered = |count: Count| number(&count.report).map(|report| Count { report, ..count });
        self.counts = counts.into_iter().filter_map(renumbered).collect();
        let mut each = kept.iter();
        self.reports.retain(|_| each.next() == Some(&true));
        self
    }

    /// Whether nobody knows when it was published.
    #[must_use]
    pub fn is_undated(&self) -> bool {
        self.article.published.is_none()
    }

    /// Whether no language folder could read it.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        self.notes.iter().any(|note| note.kind == "unknown-language")
    }
}
