//! Finding actors, places, events and articles by name while somebody types.
//!
//! The store has no index of words, so one is kept in memory: every name without case and accents, and a sorted list of where
//! its words begin. It is built from one state of the store; whoever changes the store builds another.

mod gather;

use ontology::Iris;
use ontology::iri::slug;
use oxigraph::store::Store;
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::Truncated;
use super::cards::EntityRef;
use super::index::EventIndex;
use crate::graph::{Found, Graph};
use crate::label::Label;

/// A thing that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// Local id of an entity or event; 16 hexadecimal digits of an article.
    pub id: String,
    /// The whole IRI.
    pub iri: String,
    /// `person`, `organization`, `country`, `group`, `place`, `event`, `article`, or `type` for a type of events.
    #[serde(rename = "type")]
    pub kind: String,
    /// Name or headline.
    pub label: Label,
    /// The name by which it was found.
    pub matched: String,
    /// Events it takes part in; reports of an event; reports in an article.
    pub events: usize,
    /// First day of an event, or publication of an article.
    pub date: Option<String>,
}

impl Hit {
    pub(crate) fn of_entity(entity: EntityRef, events: usize) -> Self {
        let matched = entity.label.en.clone();
        Self { id: entity.id, iri: entity.iri, kind: entity.kind, label: entity.label, matched, events, date: None }
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchPage {
    /// What was sought.
    pub query: String,
    /// The best of what was found.
    pub hits: Vec<Hit>,
    /// How much of it is shown.
    pub truncated: Truncated,
}

/// All names of one state of a store.
#[derive(Debug, Default)]
pub struct SearchIndex {
    things: Vec<Hit>,
    names: Vec<Name>,
    /// Name and byte at which a word of it begins, in the order of the text from there on.
    words: Vec<(usize, usize)>,
}

/// A name of a thing.
#[derive(Debug)]
struct Name {
    thing: usize,
    written: String,
    /// Without case and accents, words joined by `-`.
    folded: String,
}

/// How well a name fits, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It is what was sought.
    Exact,
    /// It begins with it.
    Start,
    /// Each word sought begins a word of it.
    Words,
    /// It contains what was sought.
    Inside,
    /// A word of it is spelt almost so.
    Alike,
}

impl SearchIndex {
    /// Reads all names in `store`; of many events the latest can be found by their own names.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn build(store: &Store, iris: &Iris, events: &EventIndex) -> Found<Self> {
        let mut index = Self::default();
        for (hit, names) in gather::things(Graph::new(store, iris), events)? {
            index.add(hit, names);
        }
        let names = &index.names;
        index.words.sort_by(|&(a, from), &(b, at)| names[a].folded[from..].cmp(&names[b].folded[at..]));
        Ok(index)
    }

    /// How many things can be found.
    #[must_use]
    pub fn len(&self) -> usize {
        self.things.len()
    }

    /// Whether nothing can be found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.things.is_empty()
    }

    /// The things whose name has a word beginning with each word of `query`; if there are none, those that contain it; if there
    /// are none of those either, the ones that are spelt almost so.
    /// An exact name comes first, then what has most events. Nothing sought finds everything; `kinds` are separated by commas.
    #[must_use]
    pub fn search(&self, query: &str, kinds: Option<&str>, limit: usize) -> SearchPage {
        let wanted = |kind: &str| kinds.is_none_or(|kinds| kinds.split(',').any(|one| one.trim() == kind));
        let mut found: Vec<_> =
            self.matches(query).into_iter().filter(|(thing, _)| wanted(&self.things[*thing].kind)).collect();
        let total = found.len();
        let order = |(a, fit): &(usize, _), (b, other): &(usize, _)| self.rank(*a, *fit).cmp(&self.rank(*b, *other));
        if limit > 0 && limit < total {
            found.select_nth_unstable_by(limit, order);
            found.truncate(limit);
        }
        found.sort_by(order);
        let hits: Vec<_> = found.iter().take(limit).map(|&(thing, (_, name))| self.hit(thing, name)).collect();
        let truncated = Truncated { shown: hits.len(), total };
        SearchPage { query: query.to_owned(), hits, truncated }
    }

    fn matches(&self, query: &str) -> Matches {
        let wanted = slug(query);
        if query.trim().is_empty() {
            return self.everything();
        }
        if wanted.is_empty() {
            return Matches::default(); // there was something, but no letter in it
        }
        let ways = [Self::by_words, Self::inside, Self::alike];
        ways.iter().map(|way| way(self, &wanted)).find(|found| !found.is_empty()).unwrap_or_default()
    }

    fn add(&mut self, hit: Hit, names: Vec<String>) {
        let thing = self.things.len();
        self.things.push(hit);
        for written in names {
            let folded = slug(&written);
            let name = self.names.len();
            let starts = folded.match_indices('-').map(|(dash, _)| dash + 1);
            self.words.extend([0].into_iter().chain(starts).filter(|_| !folded.is_empty()).map(|start| (name, start)));
            self.names.push(Name { thing, written, folded });
        }
    }

    /// Better things first.
    fn rank(&self, thing: usize, (fit, _): (Fit, usize)) -> impl Ord + '_ {
        let hit = &self.things[thing];
        (fit != Fit::Exact, std::cmp::Reverse(hit.events), fit, &hit.label, &hit.id)
    }

    fn hit(&self, thing: usize, name: usize) -> Hit {
        let matched = self.names.get(name).map_or(String::new(), |name| name.written.clone());
        Hit { matched, ..self.things[thing].clone() }
    }

    fn everything(&self) -> Matches {
        let mut found = Matches::default();
        for (at, name) in self.names.iter().enumerate() {
            found.entry(name.thing).or_insert((Fit::Words, at));
        }
        found
    }

    fn by_words(&self, wanted: &str) -> Matches {
        let longest = wanted.split('-').max_by_key(|word| word.len()).unwrap_or(wanted);
        let text = |&(name, at): &(usize, usize)| &self.names[name].folded[at..];
        let first = self.words.partition_point(|word| text(word) < longest);
        let beginning = self.words[first..].iter().take_while(|word| text(word).starts_with(longest));
        let mut found = Matches::default();
        let one = longest.len() == wanted.len();
        for &(name, at) in beginning {
            let fit = if one && at > 0 { Some(Fit::Words) } else { self.names[name].fit(wanted) };
            if let Some(fit) = fit {
                keep(&mut found, self.names[name].thing, (fit, name));
            }
        }
        found
    }

    fn inside(&self, wanted: &str) -> Matches {
        let mut found = Matches::default();
        for (at, name) in self.names.iter().enumerate().filter(|(_, name)| name.folded.contains(wanted)) {
            keep(&mut found, name.thing, (Fit::Inside, at));
        }
        found
    }
}

impl SearchIndex {
    /// Names with a word that is a letter or two off the longest that is sought, and begins with the same one.
    fn alike(&self, wanted: &str) -> Matches {
        let longest = wanted.split('-').max_by_key(|word| word.len()).unwrap_or(wanted);
        let slips = match longest.chars().count() {
            0..4 => return Matches::default(),
            4..8 => 1,
            _ => 2,
        };
        let first = &longest[..longest.chars().next().map_or(0, char::len_utf8)];
        let text = |&(name, at): &(usize, usize)| &self.names[name].folded[at..];
        let from = self.words.partition_point(|word| text(word) < first);
        let mut found = Matches::default();
        for word in self.words[from..].iter().take_while(|word| text(word).starts_with(first)) {
            let own = text(word).split('-').next().unwrap_or_default();
            let near = own.len().abs_diff(longest.len()) <= slips && strsim::osa_distance(own, longest) <= slips;
            let name = &self.names[word.0];
            if near && wanted.split('-').filter(|other| *other != longest).all(|other| name.begins(other)) {
                keep(&mut found, name.thing, (Fit::Alike, word.0));
            }
        }
        found
    }
}

/// Things found, each with the best of its names.
type Matches = FxHashMap<usize, (Fit, usize)>;

fn keep(found: &mut Matches, thing: usize, new: (Fit, usize)) {
    let best = found.entry(thing).or_insert(new);
    *best = (*best).min(new);
}

impl Name {
    fn fit(&self, wanted: &str) -> Option<Fit> {
        if self.folded == wanted {
            return Some(Fit::Exact);
        }
        if self.folded.starts_with(wanted) {
            return Some(Fit::Start);
        }
        wanted.split('-').all(|word| self.begins(word)).then_some(Fit::Words)
    }

    /// Whether a word of it begins so.
    fn begins(&self, word: &str) -> bool {
        self.folded.split('-').any(|own| own.starts_with(word))
    }
}
