//! A list of things with their names, and where the words of the names begin.

use ontology::iri::slug;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::Hit;

/// Things in the order of their IRIs, the names of each beside each other.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub(super) struct Layer {
    things: Vec<Hit>,
    names: Vec<Name>,
    /// Name and byte at which a word of it begins, in the order of the text from there on.
    words: Vec<(usize, usize)>,
}

/// A name of a thing.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Name {
    thing: usize,
    written: String,
    /// Without case and accents, words joined by `-`.
    folded: String,
}

/// How well a name fits, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
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

impl Layer {
    /// A list of these, which come in the order of their IRIs.
    pub(super) fn new(things: impl IntoIterator<Item = (Hit, Vec<String>)>) -> Self {
        let mut layer = Self::default();
        for (hit, names) in things {
            layer.add(hit, names);
        }
        let names = &layer.names;
        layer.words.sort_by(|&(a, from), &(b, at)| names[a].folded[from..].cmp(&names[b].folded[at..]));
        layer
    }

    pub(super) fn len(&self) -> usize {
        self.things.len()
    }

    /// How many names there are.
    pub(super) fn names(&self) -> usize {
        self.names.len()
    }

    pub(super) fn thing(&self, place: usize) -> &Hit {
        &self.things[place]
    }

    pub(super) fn written(&self, name: usize) -> &str {
        self.names.get(name).map_or("", |name| &name.written)
    }

    /// Where the thing with an IRI stands.
    pub(super) fn place_of(&self, iri: &str) -> Option<usize> {
        self.things.binary_search_by(|hit| hit.iri.as_str().cmp(iri)).ok()
    }

    /// All things with their names.
    pub(super) fn entries(&self) -> impl Iterator<Item = (Hit, Vec<String>)> {
        let mut names = self.names.iter().peekable();
        self.things.iter().enumerate().map(move |(place, hit)| {
            let own = std::iter::from_fn(|| names.next_if(|name| name.thing == place));
            (hit.clone(), own.map(|name| name.written.clone()).collect())
        })
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

    pub(super) fn everything(&self) -> Matches {
        let mut found = Matches::default();
        for (at, name) in self.names.iter().enumerate() {
            found.entry(name.thing).or_insert((Fit::Words, at));
        }
        found
    }

    pub(super) fn by_words(&self, wanted: &str) -> Matches {
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

    pub(super) fn inside(&self, wanted: &str) -> Matches {
        let mut found = Matches::default();
        for (at, name) in self.names.iter().enumerate().filter(|(_, name)| name.folded.contains(wanted)) {
            keep(&mut found, name.thing, (Fit::Inside, at));
        }
        found
    }

    /// Names with a word that is a letter or two off the longest that is sought, and begins with the same one.
    pub(super) fn alike(&self, wanted: &str) -> Matches {
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
pub(super) type Matches = FxHashMap<usize, (Fit, usize)>;

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
