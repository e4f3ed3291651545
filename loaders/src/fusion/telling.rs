//! A report as fusion sees it: who, where, when, by whom told. Made of a reading, or read back from its triples.

use crate::facts::{Factuality, Precision, Reading, Report};
use crate::lexicon::SlotRole;
use jiff::civil::Date;
use ontology::iri::Iris;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::neighbourhood;
use super::witnesses::wording;

/// One who takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Local id.
    pub id: String,
    /// Country it is or acts for, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Name in English and in Indonesian.
    pub labels: [String; 2],
}

/// Where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Local id.
    pub id: String,
    /// Country it is or lies in.
    pub country: Option<String>,
}

/// One report of one article.
#[derive(Debug, Clone, PartialEq)]
pub struct Telling {
    /// First 16 digits of the article's hash.
    pub article: String,
    /// Number of the report in its article.
    pub n: usize,
    /// Whose word it is: the agency, else the outlet, else the article itself.
    pub origin: String,
    /// PLOVER type.
    pub event_type: String,
    /// PLOVER modes.
    pub modes: Vec<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// Who did it.
    pub actors: Vec<Party>,
    /// To whom.
    pub recipients: Vec<Party>,
    /// Mediators and hosts.
    pub others: Vec<Party>,
    /// Where.
    pub places: Vec<Place>,
    /// First day.
    pub begin: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// How exact; `None`: the text gives no date.
    pub precision: Option<Precision>,
    /// Told as what.
    pub factuality: Factuality,
    /// Local id of who says so.
    pub attributed_to: Option<String>,
    /// How many people were killed, injured, arrested.
    pub counts: Vec<(String, u64)>,
    /// How sure.
    pub confidence: f32,
    /// What it is in its article, in 16 hex digits: see [`content`].
    pub content: String,
    /// In which words its article tells it: see [`super::witnesses::wording`].
    pub wording: Vec<u32>,
}

impl Party {
    /// The country it acts for, else itself.
    #[must_use]
    pub fn who(&self) -> &str {
        self.country.as_deref().unwrap_or(&self.id)
    }

    /// Whether it is a person, by its id.
    #[must_use]
    pub fn is_person(&self) -> bool {
        self.id.starts_with("person-") || self.id.starts_with("new-person-")
    }
}

impl Place {
    /// Whether it is more exact than a country.
    #[must_use]
    pub fn is_town(&self) -> bool {
        self.country.as_deref() != Some(self.id.as_str())
    }
}

impl Telling {
    /// The reports of a reading.
    #[must_use]
    pub fn of(reading: &Reading, iris: &Iris) -> Vec<Telling> {
        let article = iris.article(&reading.sha256);
        let short = iris.article_id(article.as_str()).unwrap_or_default().to_owned();
        let source = reading.article.agency.as_ref().or(reading.article.publisher.as_ref());
        let origin = source.map_or_else(|| short.clone(), |source| crate::fold::fold(source));
        reading.reports.iter().enumerate().map(|(n, report)| telling(reading, report, n, &short, &origin)).collect()
    }

    /// Reports are kept by type, parties and quarter.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}|{}", self.block_key(), neighbourhood::quarter(self.day()))
    }

    /// The day that decides where in time it is looked for; the first of all days if nothing is known.
    #[must_use]
    pub fn day(&self) -> Date {
        self.begin.unwrap_or(Date::ZERO)
    }

    /// Reports that may be of one event have the same type and parties.
    #[must_use]
    pub fn block_key(&self) -> String {
        let block: Vec<&str> = self.block().into_iter().collect();
        format!("{}|{}", self.event_type, block.join("|"))
    }

    /// Everybody who takes part, as countries or bodies.
    #[must_use]
    pub fn block(&self) -> BTreeSet<&str> {
        self.actors.iter().chain(&self.recipients).map(Party::who).collect()
    }

    /// Its days, if the text gives them.
    #[must_use]
    pub fn days(&self) -> Option<(Date, Date)> {
        self.precision.and_then(|_| Some((self.begin?, self.end?)))
    }

    /// Whether the text gives no date.
    #[must_use]
    pub fn undated(&self) -> bool {
        self.days().is_none()
    }

    /// Days from first to last.
    #[must_use]
    pub fn length(&self) -> i32 {
        self.begin.zip(self.end).map_or(i32::MAX, |(begin, end)| (end - begin).get_days())
    }

    /// What it says, without who says it: the same for reports that nothing tells apart.
    #[must_use]
    pub fn said(&self) -> String {
        let ids = |parties: &[Party]| parties.iter().map(|party| party.id.clone()).collect::<Vec<_>>();
        let places: Vec<&str> = self.places.iter().map(|place| place.id.as_str()).collect();
        format!("{:?}|{:?}|{:?}|{:?}|{places:?}", self.days(), self.modes, ids(&self.actors), ids(&self.recipients))
    }

    /// Names it in an explanation.
    #[must_use]
    pub fn name(&self) -> String {
        format!("rep-{}-{}", self.article, self.n)
    }
}

fn telling(reading: &Reading, report: &Report, n: usize, article: &str, origin: &str) -> Telling {
    let party = |entity: usize| {
        let entity = &reading.entities[entity];
        Party { id: entity.id.clone(), country: entity.country.clone(), labels: entity.labels.clone() }
    };
    let side = |roles: &[SlotRole]| {
        report.participants.iter().filter(|p| roles.contains(&p.role)).map(|p| party(p.entity)).collect()
    };
    let place = |entity: &usize| {
        let entity = &reading.entities[*entity];
        Place { id: entity.id.clone(), country: entity.country.clone() }
    };
    let owned = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
    Telling {
        article: article.to_owned(),
        n,
        origin: origin.to_owned(),
        event_type: report.event_type.to_owned(),
        modes: owned(&report.modes),
        contexts: owned(&report.contexts),
        actors: side(&[SlotRole::Actor]),
        recipients: side(&[SlotRole::Recipient]),
        others: side(&[SlotRole::Mediator, SlotRole::Host]),
        places: report.places.iter().map(place).collect(),
        begin: report.when.as_ref().map(|when| when.begin),
        end: report.when.as_ref().map(|when| when.end),
        precision: report.when.as_ref().and_then(|when| when.precision),
        factuality: report.factuality,
        attributed_to: report.attributed_to.map(|entity| reading.entities[entity].id.clone()),
        counts: reading.counts.iter().filter(|c| c.report == n).map(|c| (c.what.to_owned(), c.number)).collect(),
        confidence: report.confidence,
        content: content(reading, report),
        wording: wording(report.sentences.iter().map(|sentence| sentence.of(&reading.article.text))),
    }
}

/// What a report is in its article, whatever else the article says: whose article (its address, else its id and outlet, else
/// its hash), the sentence, the type, and where in the sentence it is signalled. Rulings hang on it.
fn content(reading: &Reading, report: &Report) -> String {
    let given = &reading.article;
    let id = || given.id.as_ref().map(|id| format!("{id}\u{1f}{}", given.publisher.as_deref().unwrap_or_default()));
    let whose = given.url.clone().or_else(id).unwrap_or_else(|| reading.sha256.clone());
    let told = report.sentences.iter().find(|sentence| sentence.contains(&report.trigger)).unwrap_or(&report.trigger);
    let (sentence, from) = (told.of(&given.text), report.trigger.start - told.start);
    let length = report.trigger.end - report.trigger.start;
    hash(&[&whose, sentence, report.event_type, &from.to_string(), &length.to_string()].join("\u{1f}"))
}

/// The first 16 hex digits of a SHA-256.
pub(super) fn hash(said: &str) -> String {
    Sha256::digest(said).iter().take(8).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
