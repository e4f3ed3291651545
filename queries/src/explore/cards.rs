//! The small cards by which pages speak of things that have a page of their own.

use ontology::vocab::{geo, kb, prov, rdfs, schema, sem, skos};
use ontology::{Iris, Kind};
use oxigraph::model::{NamedNode, NamedNodeRef};
use serde::{Deserialize, Serialize};

use crate::graph::{Found, Graph};
use crate::label::Label;

/// A thing by its id and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Local id.
    pub id: String,
    /// Name.
    pub label: Label,
}

/// A concept of the event scheme, by its plain code and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coded {
    /// Code, such as `visit`.
    pub code: String,
    /// Name.
    pub label: Label,
}

/// An event type.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TypeCard {
    /// Code, such as `CONSULT`.
    pub code: String,
    /// Name.
    pub label: Label,
    /// Quad class, 1 to 4.
    pub quad: Option<u8>,
    /// From -10, conflict, to +10, cooperation.
    pub score: Option<f64>,
}

/// A person, organization, country, group or place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntityRef {
    /// Local id.
    pub id: String,
    /// The whole IRI.
    pub iri: String,
    /// What kind of entity it is.
    #[serde(rename = "type")]
    pub kind: String,
    /// Name.
    pub label: Label,
    /// ISO 3166-1 alpha-3 of the country it belongs to.
    pub country: Option<String>,
}

/// An entity that something happened in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlaceRef {
    /// The entity.
    #[serde(flatten)]
    pub entity: EntityRef,
    /// Latitude, degrees.
    pub lat: Option<f64>,
    /// Longitude, degrees.
    pub lon: Option<f64>,
}

/// An article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleRef {
    /// 16 hexadecimal digits.
    pub id: String,
    /// The whole IRI.
    pub iri: String,
    /// Its headline.
    pub headline: Option<String>,
    /// Day or moment of publication.
    pub published: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The agency it was taken from.
    pub agency: Option<String>,
    /// Language code.
    pub language: Option<String>,
}

/// An event in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventSummary {
    /// Local id.
    pub id: String,
    /// The whole IRI.
    pub iri: String,
    /// Code of its type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// What happened, in a line.
    pub label: Label,
    /// First day.
    pub begin: Option<String>,
    /// Last day.
    pub end: Option<String>,
    /// What the days stand for: `day`, `week`, …
    pub date_precision: Option<String>,
    /// How it is told: `asserted`, `claimed`, …
    pub factuality: Option<String>,
    /// How many reports speak of it.
    pub report_count: usize,
    /// How many of them do not go back to the same source.
    pub independent_sources: usize,
    /// Who did it.
    pub actors: Vec<EntityRef>,
    /// To whom.
    pub recipients: Vec<EntityRef>,
    /// Where.
    pub places: Vec<PlaceRef>,
}

impl Graph<'_> {
    pub(crate) fn entity_ref(self, node: NamedNodeRef<'_>) -> Found<EntityRef> {
        let country = self.node(node, kb::COUNTRY)?;
        Ok(EntityRef {
            id: self.id(node),
            iri: node.as_str().to_owned(),
            kind: self.kind_code(node)?,
            label: self.label(node)?,
            country: country.map(|country| self.id(country.as_ref())),
        })
    }

    /// The code of an entity's kind; what no table describes is told by its class.
    pub(crate) fn kind_code(self, node: NamedNodeRef<'_>) -> Found<String> {
        if let Some(kind) = self.kind(node)? {
            return Ok(kind.code().to_owned());
        }
        for kind in Kind::ALL {
            if self.is_a(node, kind.class())? {
                return Ok(kind.code().to_owned());
            }
        }
        Ok(Kind::Organization.code().to_owned())
    }

    pub(crate) fn place_ref(self, node: NamedNodeRef<'_>) -> Found<PlaceRef> {
        let point = self.point(node)?;
        let entity = self.entity_ref(node)?;
        Ok(PlaceRef { entity, lat: point.map(|(_, lat)| lat), lon: point.map(|(lon, _)| lon) })
    }

    /// Longitude and latitude of a place, degrees.
    pub(crate) fn point(self, place: NamedNodeRef<'_>) -> Found<Option<(f64, f64)>> {
        let Some(geometry) = self.node(place, geo::HAS_GEOMETRY)? else { return Ok(None) };
        Ok(self.text(geometry.as_ref(), geo::AS_WKT)?.as_deref().and_then(point))
    }

    pub(crate) fn named(self, node: NamedNodeRef<'_>) -> Found<Named> {
        Ok(Named { id: self.id(node), label: self.label(node)? })
    }

    pub(crate) fn coded(self, node: NamedNodeRef<'_>) -> Found<Coded> {
        let code = self.text(node, skos::NOTATION)?.unwrap_or_else(|| self.id(node));
        Ok(Coded { code, label: self.label(node)? })
    }

    pub(crate) fn type_card(self, node: NamedNodeRef<'_>) -> Found<TypeCard> {
        Ok(TypeCard {
            code: type_code(node),
            label: self.label(node)?,
            quad: self.number(node, kb::QUAD)?,
            score: self.number(node, kb::PLOVER_SCORE)?,
        })
    }

    pub(crate) fn article_ref(self, article: NamedNodeRef<'_>) -> Found<ArticleRef> {
        Ok(ArticleRef {
            id: self.id(article),
            iri: article.as_str().to_owned(),
            headline: self.text(article, schema::HEADLINE)?,
            published: self.text(article, schema::DATE_PUBLISHED)?,
            publisher: self.name_of(article, schema::PUBLISHER)?,
            agency: self.name_of(article, prov::HAD_PRIMARY_SOURCE)?,
            language: self.text(article, schema::IN_LANGUAGE)?,
        })
    }

    /// The name of what `subject` has by `predicate`; such names are the same in every language.
    pub(crate) fn name_of(self, subject: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Found<Option<String>> {
        let Some(node) = self.node(subject, predicate)? else { return Ok(None) };
        Ok(Some(self.text(node.as_ref(), rdfs::LABEL)?.unwrap_or_else(|| self.id(node.as_ref()))))
    }

    pub(crate) fn event_summary(self, event: NamedNodeRef<'_>) -> Found<EventSummary> {
        Ok(EventSummary {
            id: self.id(event),
            iri: event.as_str().to_owned(),
            event_type: self.node(event, sem::EVENT_TYPE)?.map_or(String::new(), |node| type_code(node.as_ref())),
            label: self.label(event)?,
            begin: self.text(event, sem::HAS_BEGIN_TIME_STAMP)?,
            end: self.text(event, sem::HAS_END_TIME_STAMP)?,
            date_precision: self.word(event, kb::DATE_PRECISION)?,
            factuality: self.word(event, kb::FACTUALITY)?,
            report_count: self.number(event, kb::REPORT_COUNT)?.unwrap_or(0),
            independent_sources: self.number(event, kb::INDEPENDENT_SOURCES)?.unwrap_or(0),
            actors: self.each(event, kb::ACTOR, Self::entity_ref)?,
            recipients: self.each(event, kb::RECIPIENT, Self::entity_ref)?,
            places: self.each(event, sem::HAS_PLACE, Self::place_ref)?,
        })
    }

    /// A card for everything `subject` has by `predicate`.
    pub(crate) fn each<T>(
        self,
        subject: NamedNodeRef<'_>,
        predicate: NamedNodeRef<'_>,
        card: impl Fn(Self, NamedNodeRef<'_>) -> Found<T>,
    ) -> Found<Vec<T>> {
        self.nodes(subject, predicate)?.iter().map(|node: &NamedNode| card(self, node.as_ref())).collect()
    }

    /// One of our own values as a word: `publication_date` of `kb:PublicationDate`.
    pub(crate) fn word(self, subject: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Found<Option<String>> {
        let node = self.node(subject, predicate)?;
        Ok(node.and_then(|node| ontology::iri::term_name(node.as_ref()).map(word)))
    }
}

/// One of our own values as a word; any other by its whole IRI.
pub(crate) fn word_of(node: NamedNodeRef<'_>) -> String {
    ontology::iri::term_name(node).map_or_else(|| node.as_str().to_owned(), word)
}

/// The code of an event type, from its IRI.
pub(crate) fn type_code(node: NamedNodeRef<'_>) -> String {
    Iris::concept_id(node.as_str()).unwrap_or(node.as_str()).to_owned()
}

/// `PublicationDate` → `publication_date`.
fn word(name: &str) -> String {
    let mut word = String::with_capacity(name.len() + 1);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !word.is_empty() {
            word.push('_');
        }
        word.push(letter.to_ascii_lowercase());
    }
    word
}

/// The numbers of `POINT(longitude latitude)`.
fn point(wkt: &str) -> Option<(f64, f64)> {
    let (_, inside) = wkt.split_once('(')?;
    let mut numbers = inside.trim_end_matches(')').split_whitespace();
    let (lon, lat) = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
    numbers.next().is_none().then_some((lon, lat))
}

#[cfg(test)]
mod tests {
    use super::{point, word};

    #[test]
    fn points_have_two_numbers() {
        assert_eq!(point("POINT(125.75 39.03)"), Some((125.75, 39.03)));
        assert_eq!(point("POINT (-6 106)"), Some((-6.0, 106.0)));
        assert_eq!(point("POLYGON((1 2, 3 4))"), None);
        assert_eq!(point("POINT EMPTY"), None);
    }

    #[test]
    fn values_become_words() {
        assert_eq!(word("Day"), "day");
        assert_eq!(word("PublicationDate"), "publication_date");
    }
}
