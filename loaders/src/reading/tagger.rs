//! Finds names of people, bodies and places by what was learnt from text labelled by people and by a larger tagger.
//!
//! A language folder may hold a model `names.crf`; without one, the rules of [`super::names`] are all there is. How models
//! are made: `tools/names`.

pub mod combining;
pub mod features;
pub mod model;
mod settling;
pub mod signs;
mod titled;
pub mod words;

use super::sentences::Sentence;
use crate::reference::Reference;
use model::{LABELS, Model, ModelError, Weights};
use ontology::entity::Kind;
use signs::PersonWords;
use std::ops::Range;

pub use signs::Page;

/// What a name is the name of, as far as the words around it tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A human being.
    Person,
    /// A body, bloc or armed group.
    Organization,
    /// A country or any other place.
    Place,
}

/// A name that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct TaggedName {
    /// Its tokens, counted in the document.
    pub tokens: Range<usize>,
    /// What it names.
    pub class: Class,
    /// How sure, 0 to 1.
    pub score: f32,
}

/// What was found in one sentence.
#[derive(Debug, Clone, Default)]
pub struct Tagged {
    /// The names, in order.
    pub names: Vec<TaggedName>,
    /// How probable it is of each token that it belongs to a person's, a body's and a place's name.
    pub chances: Vec<[f32; 3]>,
}

/// Tags names in the sentences of one language.
pub struct Tagger {
    /// What it has learnt.
    pub model: Model,
    /// Words of people's names in the tables.
    pub people: PersonWords,
}

impl Class {
    /// The classes in the order of the labels.
    pub const ALL: [Class; 3] = [Class::Person, Class::Organization, Class::Place];

    /// Whether an entity of this kind may bear the name.
    #[must_use]
    pub fn fits(self, kind: Kind) -> bool {
        match kind {
            Kind::Person => self == Class::Person,
            Kind::Organization | Kind::Group => self == Class::Organization,
            Kind::Country | Kind::Place => self == Class::Place,
        }
    }

    /// The kind of an entity that no table has.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Class::Person => Kind::Person,
            Class::Organization => Kind::Organization,
            Class::Place => Kind::Place,
        }
    }
}

impl Tagger {
    /// A tagger with the model of a language folder.
    ///
    /// # Errors
    /// Bytes that are no model.
    pub fn load(bytes: &[u8], reference: &Reference) -> Result<Tagger, ModelError> {
        Ok(Tagger { model: Model::read(bytes)?, people: PersonWords::of(reference) })
    }

    /// The names of a sentence.
    #[must_use]
    pub fn tag(&self, page: &Page, sentence: &Sentence) -> Tagged {
        let decoded = self.model.decode(&self.features(page, sentence));
        let chances = decoded.chances.iter().map(|c| [c[1] + c[2], c[3] + c[4], c[5] + c[6]]).collect();
        Tagged { names: names(&decoded.labels, &decoded.chances, sentence.tokens.start), chances }
    }

    /// The names of every sentence of an article, one reading of each name through all of it.
    #[must_use]
    pub fn tag_all(&self, page: &Page, sentences: &[Sentence]) -> Vec<Tagged> {
        let mut tagged: Vec<Tagged> = sentences.iter().map(|sentence| self.tag(page, sentence)).collect();
        settling::settle(page, sentences, &mut tagged);
        tagged
    }

    /// The features of a sentence, for tagging and for training.
    #[must_use]
    pub fn features(&self, page: &Page, sentence: &Sentence) -> Vec<Vec<u32>> {
        features::features(&page.signs(sentence, &self.model.words, &self.people))
    }
}

/// Runs of labels as names; a name is as sure as its least sure token.
fn names(labels: &[usize], chances: &[Weights], first: usize) -> Vec<TaggedName> {
    let mut names: Vec<TaggedName> = Vec::new();
    for (at, label) in labels.iter().copied().enumerate().filter(|(_, label)| (1..LABELS).contains(label)) {
        let score = chances[at][label];
        match names.last_mut() {
            Some(name) if label % 2 == 0 && name.tokens.end == first + at => {
                name.tokens.end += 1;
                name.score = name.score.min(score);
            }
            _ => {
                names.push(TaggedName {
                    tokens: first + at..first + at + 1,
                    class: Class::ALL[(label - 1) / 2],
                    score,
                });
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::reading::{layout, sentences};

    /// The names that the shipped model of a language finds, with their classes.
    fn tagged(code: &str, text: &str) -> Vec<(String, Class)> {
        let reference = Reference::shipped();
        let lexicons = Lexicon::shipped().expect("the language folders can be read");
        let lexicon = lexicons.iter().find(|lexicon| lexicon.code == code).expect("a folder");
        let path = format!("{}/lang/{code}/names.crf", env!("CARGO_MANIFEST_DIR"));
        let tagger = Tagger::load(&std::fs::read(path).expect("a model"), &reference).expect("a model");
        let article = Article { text: text.to_owned(), ..Article::default() };
        let (sentences, tokens) = sentences::split(text, &layout::lay_out(&article, lexicon), lexicon);
        let page = Page::new(text, &tokens, &sentences, lexicon, &reference);
        let words = |name: &TaggedName| {
            text[tokens[name.tokens.start].span.start..tokens[name.tokens.end - 1].span.end].to_owned()
        };
        let all = tagger.tag_all(&page, &sentences);
        all.iter().flat_map(|tagged| &tagged.names).map(|name| (words(name), name.class)).collect()
    }

    fn named(text: &str, class: Class) -> (String, Class) {
        (text.to_owned(), class)
    }

    #[test]
    fn indonesian_names_that_no_table_has() {
        let found = tagged(
            "id",
            "Ketua Yayasan Cahaya Pelita, Wira Santika, mengatakan bantuan sudah tiba di Sukamerta pada Senin.",
        );
        for name in [
            named("Yayasan Cahaya Pelita", Class::Organization),
            named("Wira Santika", Class::Person),
            named("Sukamerta", Class::Place),
        ] {
            assert!(found.contains(&name), "{name:?} in {found:?}");
        }
    }

    #[test]
    fn english_names_that_no_table_has() {
        let found = tagged(
            "en",
            "Harold Pemberley, who leads the Northfield Institute, told reporters in Castlebrook that talks would go on.",
        );
        for name in [
            named("Harold Pemberley", Class::Person),
            named("Northfield Institute", Class::Organization),
            named("Castlebrook", Class::Place),
        ] {
            assert!(found.contains(&name), "{name:?} in {found:?}");
        }
    }
}
