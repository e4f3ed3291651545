//! The one place where IRIs are made: a method for each kind of thing the graph names.
//!
//! Data lives under a base that is a setting; the event scheme has an address of its own that no setting changes. Whatever a
//! caller passes in, the result is a valid IRI: characters that do not belong into a path segment are percent-encoded.

use std::fmt::{Display, Write as _};

use oxrdf::{NamedNode, NamedNodeRef};

use crate::entity::Kind;
use crate::vocab;

pub use crate::slug::slug;

/// The address data gets unless a setting says otherwise.
pub const DEFAULT_BASE: &str = "https://w3id.org/kabar/";
/// Where Wikidata keeps its things.
pub const WIKIDATA: &str = "http://www.wikidata.org/entity/";
/// Where `GeoNames` keeps its places.
pub const GEONAMES: &str = "https://sws.geonames.org/";

/// How many hex digits of an article's content hash name it.
const SHORT_HASH: usize = 16;

/// A base that cannot carry IRIs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` cannot be the base of data IRIs: give an absolute one that ends in `/`, such as `{DEFAULT_BASE}`")]
pub struct InvalidBase(String);

/// Makes the IRIs of everything in the graph, under one base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Iris {
    base: String,
}

impl Default for Iris {
    fn default() -> Self {
        Self { base: DEFAULT_BASE.to_owned() }
    }
}

impl Iris {
    /// Names data under `base`, for example `https://example.org/news/`.
    ///
    /// # Errors
    ///
    /// If `base` is not an absolute IRI or does not end in `/`.
    pub fn new(base: &str) -> Result<Self, InvalidBase> {
        let usable = base.ends_with('/') && NamedNode::new(base).is_ok();
        usable.then(|| Self { base: base.to_owned() }).ok_or_else(|| InvalidBase(base.to_owned()))
    }

    /// The base everything here starts with.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The prefixes to write in Turtle and in queries, with ours under this base.
    #[must_use]
    pub fn prefixes(&self) -> Vec<(&'static str, String)> {
        let data = ["id", "graph", "article"].map(|room| format!("{}{room}/", self.base));
        let ours = ["r", "g", "art"].into_iter().zip(data);
        let known = vocab::PREFIXES.iter().map(|&(prefix, namespace)| (prefix, namespace.to_owned()));
        let outside = [("wd", WIKIDATA), ("gn", GEONAMES)].map(|(prefix, namespace)| (prefix, namespace.to_owned()));
        ours.chain(known).chain(outside).collect()
    }
}

/// Things, under `id/`.
impl Iris {
    /// An actor or place, by its local id (`IDN`, `gn-1642911`, `org-nato`, `person-joko-widodo`).
    #[must_use]
    pub fn entity(&self, local_id: &str) -> NamedNode {
        self.thing(format_args!("{local_id}"))
    }

    /// An event, by the 16 hex digits of its key.
    #[must_use]
    pub fn event(&self, hash: &str) -> NamedNode {
        self.thing(format_args!("ev-{}", short(hash)))
    }

    /// The `n`-th report in an article.
    #[must_use]
    pub fn report(&self, sha: &str, n: usize) -> NamedNode {
        self.thing(format_args!("rep-{}-{n}", short(sha)))
    }

    /// The `k`-th participation in the `n`-th report of an article.
    #[must_use]
    pub fn participation(&self, sha: &str, n: usize, k: usize) -> NamedNode {
        self.thing(format_args!("part-{}-{n}-{k}", short(sha)))
    }

    /// The `k`-th count of people in the `n`-th report of an article.
    #[must_use]
    pub fn count(&self, sha: &str, n: usize, k: usize) -> NamedNode {
        self.thing(format_args!("count-{}-{n}-{k}", short(sha)))
    }

    /// The `n`-th time expression of an article.
    #[must_use]
    pub fn time(&self, sha: &str, n: usize) -> NamedNode {
        self.thing(format_args!("time-{}-{n}", short(sha)))
    }

    /// The `n`-th quotation of an article.
    #[must_use]
    pub fn quotation(&self, sha: &str, n: usize) -> NamedNode {
        self.thing(format_args!("quote-{}-{n}", short(sha)))
    }

    /// The `n`-th note on an article.
    #[must_use]
    pub fn note(&self, sha: &str, n: usize) -> NamedNode {
        self.thing(format_args!("note-{}-{n}", short(sha)))
    }

    /// A post that people hold one after the other.
    #[must_use]
    pub fn post(&self, id: &str) -> NamedNode {
        self.thing(format_args!("post-{id}"))
    }

    /// The time one person holds one post.
    #[must_use]
    pub fn tenure(&self, id: &str) -> NamedNode {
        self.thing(format_args!("ten-{id}"))
    }

    /// The coordinates of an entity.
    #[must_use]
    pub fn geometry(&self, local_id: &str) -> NamedNode {
        self.thing(format_args!("geo-{local_id}"))
    }

    /// A calendar day; `date` is anything that prints as `2024-06-18`.
    #[must_use]
    pub fn day(&self, date: impl Display) -> NamedNode {
        self.thing(format_args!("day-{date}"))
    }

    /// One run of the reader.
    #[must_use]
    pub fn run(&self, id: &str) -> NamedNode {
        self.thing(format_args!("run-{id}"))
    }

    /// What a person decided about a report or an event.
    #[must_use]
    pub fn judgement(&self, id: &str) -> NamedNode {
        self.thing(format_args!("judge-{id}"))
    }

    /// A person who works with the graph, by name.
    #[must_use]
    pub fn user(&self, name: &str) -> NamedNode {
        self.thing(format_args!("user-{}", slug(name)))
    }

    fn thing(&self, id: impl Display) -> NamedNode {
        self.under("id/", id)
    }
}

/// Articles and their words, under `article/`.
impl Iris {
    /// An article, by its content hash; the whole hash or its first 16 digits.
    #[must_use]
    pub fn article(&self, sha: &str) -> NamedNode {
        self.under("article/", short(sha))
    }

    /// The text of an article.
    #[must_use]
    pub fn body(&self, sha: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}#body", self.article(sha).as_str()))
    }

    /// The words from `begin` to `end` (Unicode code points, end exclusive) of an article's text.
    #[must_use]
    pub fn mention(&self, sha: &str, begin: usize, end: usize) -> NamedNode {
        NamedNode::new_unchecked(format!("{}#char={begin}-{end}", self.article(sha).as_str()))
    }
}

/// Graphs, under `graph/`.
impl Iris {
    /// All that one article says.
    #[must_use]
    pub fn article_graph(&self, sha: &str) -> NamedNode {
        self.under("graph/", format_args!("a-{}", short(sha)))
    }

    /// The fused events.
    #[must_use]
    pub fn events_graph(&self) -> NamedNode {
        self.under("graph/", "events")
    }

    /// Articles, publishers, runs.
    #[must_use]
    pub fn meta_graph(&self) -> NamedNode {
        self.under("graph/", "meta")
    }

    /// The ontology and the event scheme.
    #[must_use]
    pub fn ontology_graph(&self) -> NamedNode {
        self.under("graph/", "onto")
    }

    /// Reference data of one source (`countries`, `geonames`, `organizations`, `people`).
    #[must_use]
    pub fn reference_graph(&self, source: &str) -> NamedNode {
        self.under("graph/", format_args!("ref-{source}"))
    }

    /// What analysts decided about reports.
    #[must_use]
    pub fn judgements_graph(&self) -> NamedNode {
        self.under("graph/", "judgements")
    }

    fn under(&self, room: &str, id: impl Display) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{room}{}", self.base, segment(id)))
    }
}

/// The event scheme and other people's things, which no base changes.
impl Iris {
    /// An event type, by its code: `CONSULT`.
    #[must_use]
    pub fn event_type(code: &str) -> NamedNode {
        concept(code)
    }

    /// A mode of an event type: `CONSULT`, `visit`. The same word is another mode under another type.
    #[must_use]
    pub fn mode(event_type: &str, code: &str) -> NamedNode {
        concept(format_args!("{event_type}-{code}"))
    }

    /// A context, by its code: `military`.
    #[must_use]
    pub fn context(code: &str) -> NamedNode {
        concept(format_args!("context-{code}"))
    }

    /// A sector, by its code; the codes of international actors (`IGO`, `NGO` …) are sectors too.
    #[must_use]
    pub fn sector(code: &str) -> NamedNode {
        concept(format_args!("sector-{code}"))
    }

    /// A CAMEO code: `0312`.
    #[must_use]
    pub fn cameo(code: &str) -> NamedNode {
        concept(format_args!("cameo-{code}"))
    }

    /// A thing of Wikidata, by its number with the `Q`.
    #[must_use]
    pub fn wikidata(id: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{WIKIDATA}{}", segment(id)))
    }

    /// A place of `GeoNames`, by its number.
    #[must_use]
    pub fn geonames(id: impl Display) -> NamedNode {
        NamedNode::new_unchecked(format!("{GEONAMES}{}/", segment(id)))
    }
}

/// The way back, from an IRI to the id it was made of.
impl Iris {
    /// What follows `id/`: the local id of an entity, or `ev-…` of an event.
    #[must_use]
    pub fn local_id<'a>(&self, iri: &'a str) -> Option<&'a str> {
        self.after("id/", iri)
    }

    /// The 16 hex digits of an article, its text, or a mention in it.
    #[must_use]
    pub fn article_id<'a>(&self, iri: &'a str) -> Option<&'a str> {
        self.after("article/", iri).and_then(|id| id.split('#').next())
    }

    /// The name of a graph: `events`, `a-<hash>`.
    #[must_use]
    pub fn graph_name<'a>(&self, iri: &'a str) -> Option<&'a str> {
        self.after("graph/", iri)
    }

    /// What follows the address of the event scheme: `CONSULT`, `CONSULT-visit`, `context-military`.
    #[must_use]
    pub fn concept_id(iri: &str) -> Option<&str> {
        iri.strip_prefix(vocab::pl::NAMESPACE)
    }

    fn after<'a>(&self, room: &str, iri: &'a str) -> Option<&'a str> {
        iri.strip_prefix(&self.base)?.strip_prefix(room).filter(|id| !id.is_empty())
    }
}

/// The local id of an actor no table knows: kind, name and, where it is known, the country (`new-person-anna-bell-AUS`).
#[must_use]
pub fn unknown_id(kind: Kind, name: &str, country: Option<&str>) -> String {
    let id = format!("new-{kind}-{}", slug(name));
    country.map_or(id.clone(), |iso3| format!("{id}-{iso3}"))
}

/// The local name of one of our terms: `Asserted` of `kb:Asserted`.
#[must_use]
pub fn term_name(term: NamedNodeRef<'_>) -> Option<&str> {
    term.as_str().strip_prefix(vocab::kb::NAMESPACE)
}

fn concept(id: impl Display) -> NamedNode {
    NamedNode::new_unchecked(format!("{}{}", vocab::pl::NAMESPACE, segment(id)))
}

/// The first 16 digits of a hash, or all of it if it is shorter.
fn short(hash: &str) -> &str {
    hash.char_indices().nth(SHORT_HASH).map_or(hash, |(end, _)| &hash[..end])
}

/// Percent-encodes all but the unreserved characters of RFC 3986.
fn segment(id: impl Display) -> String {
    let id = id.to_string();
    let mut safe = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            safe.push(char::from(byte));
        } else {
            let _ = write!(safe, "%{byte:02X}"); // writing to a string cannot fail
        }
    }
    safe
}
