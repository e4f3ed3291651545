//! What one language's folder holds, compiled: words by class, titles, nouns for actors, boilerplate, dates, event patterns.
//!
//! A language is a folder `lang/<code>/`; adding one touches no code. Folders are found when the crate is built. One whose
//! name begins with `_` is tested like the others, but reads no articles: `_template` is what a new language starts from.

mod boilerplate;
mod counts;
mod forms;
pub mod pages;
mod patterns;
mod phrases;

use crate::reading::dates::DateGrammar;
use include_dir::{Dir, include_dir};
use rustc_hash::FxHashSet;
use serde::Deserialize;

pub use boilerplate::{Boilerplate, Mark};
pub use counts::CountWords;
pub use forms::{Form, Forms};
pub use patterns::{Need, Pattern, Patterns, Slot, SlotRole, Stands};
pub use phrases::Phrases;

static FOLDERS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/lang");

/// A folder that does not hold what a language needs.
#[derive(Debug, thiserror::Error)]
pub enum LexiconError {
    /// A file is missing.
    #[error("lang/{0}/{1} is missing")]
    Missing(String, &'static str),
    /// `language.toml` or `dates.toml` can't be read.
    #[error("lang/{folder}/{file}: {message}")]
    Toml {
        /// The folder.
        folder: String,
        /// The file.
        file: &'static str,
        /// What is wrong, with line and column.
        message: String,
    },
    /// A row of a table can't be read.
    #[error("lang/{folder}/{file} line {line}: {message}")]
    Row {
        /// The folder.
        folder: String,
        /// The file.
        file: &'static str,
        /// The line, from 1.
        line: usize,
        /// What is wrong and what would be right.
        message: String,
    },
}

/// Words by what they do in a sentence; all in lower case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Abbreviations after whose full stop a sentence goes on.
    pub abbreviations: FxHashSet<String>,
    /// Verbs of saying ("said", "ujar").
    pub reporting: FxHashSet<String>,
    /// "said" stands before its speaker in some languages; nouns such as "menurut", "according to" open an attribution.
    pub attribution: FxHashSet<String>,
    /// Verbs of saying whose object is spoken to ("told").
    pub telling: FxHashSet<String>,
    /// Prepositions before who is spoken to ("to", "kepada").
    pub addressing: FxHashSet<String>,
    /// Prepositions before what is spoken of ("about", "tentang").
    pub topical: FxHashSet<String>,
    /// Verbs that only carry the noun after them ("melakukan kunjungan", "made a visit").
    pub light: FxHashSet<String>,
    /// Words that deny the verb they stand before.
    pub negation: FxHashSet<String>,
    /// Words that put the verb after them into the future.
    pub future: FxHashSet<String>,
    /// Marks of an infinitive ("to").
    pub infinitive: FxHashSet<String>,
    /// Words after which a verb tells only an aim ("to", "untuk").
    #[serde(default)]
    pub aim: FxHashSet<String>,
    /// Words after which such a verb is the deed itself ("began to", "memutuskan untuk").
    #[serde(default)]
    pub aspect: FxHashSet<String>,
    /// Words for what somebody does time and again ("often", "kerap").
    #[serde(default)]
    pub habit: FxHashSet<String>,
    /// Words that open what is said, asked or promised ("that", "bahwa").
    #[serde(default)]
    pub complement: FxHashSet<String>,
    /// Words that name who passes a report on ("dilansir", "quoted").
    #[serde(default)]
    pub relaying: FxHashSet<String>,
    /// Words that add what the doer of a deed says of it ("saying", "sambil").
    #[serde(default)]
    pub aside: FxHashSet<String>,
    /// Nouns for what is said or written, before what it says ("a statement condemning …").
    #[serde(default)]
    pub utterance: FxHashSet<String>,
    /// Nouns for harm that nobody does ("crash", "flood").
    #[serde(default)]
    pub mishap: FxHashSet<String>,
    /// Words that open what will keep a deed from being done ("unless").
    #[serde(default)]
    pub ultimatum: FxHashSet<String>,
    /// Verbs that only say that a deed told before happened ("occurred", "terjadi").
    #[serde(default)]
    pub occurrence: FxHashSet<String>,
    /// Words that open a clause of the same time ("while", "saat").
    #[serde(default)]
    pub meanwhile: FxHashSet<String>,
    /// Words that open a clause of an earlier or later time ("after", "setelah").
    #[serde(default)]
    pub sequence: FxHashSet<String>,
    /// Words of the houses that governments are called after ("palace", "gedung").
    #[serde(default)]
    pub houses: FxHashSet<String>,
    /// What the seat of a government is called ("capital", "ibu kota").
    #[serde(default)]
    pub capital: FxHashSet<String>,
    /// Words that tell since when something goes on ("since", "sejak").
    #[serde(default)]
    pub since: FxHashSet<String>,
    /// Words that tell of one more deed of a kind ("another", "lain").
    #[serde(default)]
    pub further: FxHashSet<String>,
    /// Words that tell that something came after what was told before ("later", "kemudian").
    #[serde(default)]
    pub afterwards: FxHashSet<String>,
    /// Words by which somebody denies what is told ("denied", "membantah").
    #[serde(default)]
    pub denial: FxHashSet<String>,
    /// Words that put the verb after them before the time of telling ("had", "sempat").
    #[serde(default)]
    pub anterior: FxHashSet<String>,
    /// Auxiliaries of what lies before the time of the story ("had").
    #[serde(default)]
    pub past_perfect: FxHashSet<String>,
    /// Nouns with which a verb of saying tells a deed and opens no speech ("claimed responsibility").
    #[serde(default)]
    pub avowed: FxHashSet<String>,
    /// Words that make the verb after them a mere possibility ("may", "bisa").
    #[serde(default)]
    pub possible: FxHashSet<String>,
    /// Words that make the clause after them a condition ("if", "jika").
    pub conditional: FxHashSet<String>,
    /// Words that mark a deed as alleged.
    pub alleged: FxHashSet<String>,
    /// Verbs and nouns of demanding, before a deed that has not happened.
    pub demand: FxHashSet<String>,
    /// Auxiliaries that make a participle after them passive.
    pub passive_auxiliaries: FxHashSet<String>,
    /// Words that may stand between an auxiliary and its verb.
    pub adverbs: FxHashSet<String>,
    /// Words right after which no verb of a full clause stands ("the", "of").
    pub before_nouns: FxHashSet<String>,
    /// Every preposition.
    pub prepositions: FxHashSet<String>,
    /// Prepositions of place ("di", "in").
    pub locative: FxHashSet<String>,
    /// Those of them that say where something happens, not whence or whither ("di", "in").
    pub within: FxHashSet<String>,
    /// Prepositions that say whence somebody comes ("from", "dari").
    #[serde(default)]
    pub origin: FxHashSet<String>,
    /// Prepositions of the doer in a passive ("oleh", "by").
    pub agent: FxHashSet<String>,
    /// Prepositions that two parties stand after ("antara", "between").
    pub between: FxHashSet<String>,
    /// Words that open a genitive after its noun ("of").
    pub genitive: FxHashSet<String>,
    /// Marks of a genitive before its noun ("'s").
    pub possessive: FxHashSet<String>,
    /// Whether a bare name after a noun is its genitive ("kunjungan Putin").
    pub genitive_follows: bool,
    /// Words that join to a name and tell a side for or against its bearer ("pro-Russian", "anti-Israel").
    #[serde(default)]
    pub stance: FxHashSet<String>,
    /// Words that join to a name whose bearer helps or holds, but does not act ("US-backed", "dukungan Iran").
    #[serde(default)]
    pub backing: FxHashSet<String>,
    /// Nouns that stand between a body and the name of who leads it ("Hamas leader Ali").
    #[serde(default)]
    pub heads: FxHashSet<String>,
    /// Words that join to a name whose bearer leads those who act ("Saudi-led").
    #[serde(default)]
    pub leading: FxHashSet<String>,
    /// Nouns for people who demonstrate ("protesters").
    #[serde(default)]
    pub demonstrators: FxHashSet<String>,
    /// How words begin that can only be verbs of somebody who does it ("meng").
    #[serde(default)]
    pub verb_prefixes: Vec<String>,
    /// What a noun may carry at its end ("pasukan*nya*").
    #[serde(default)]
    pub enclitics: Vec<String>,
    /// Conjunctions that join names.
    pub and: FxHashSet<String>,
    /// Words that open a new clause.
    pub clause: FxHashSet<String>,
    /// Words that open a clause about the name before it ("yang", "who").
    pub relative: FxHashSet<String>,
    /// Determiners and honorifics that stand before a name without changing it.
    pub determiners: FxHashSet<String>,
    /// Words for a number of people ("thousands of", "ribuan").
    pub quantities: FxHashSet<String>,
    /// Honorifics that make the following name a person ("Tuan", "Mr").
    pub honorifics: FxHashSet<String>,
    /// Pronouns that mean the subject of the sentence around their clause ("it", "mereka").
    #[serde(default)]
    pub anaphors: FxHashSet<String>,
    /// Pronouns of one person.
    pub pronouns: FxHashSet<String>,
    /// Those of them that are never the subject ("him").
    #[serde(default)]
    pub objective: FxHashSet<String>,
    /// Small words inside names ("bin", "al", "of").
    pub connectors: FxHashSet<String>,
    /// Words that open the name of a body ("Kementerian", "University" in "University of …").
    pub organization_heads: FxHashSet<String>,
    /// Words that close the name of a body ("Party", "Ministry").
    pub organization_tails: FxHashSet<String>,
    /// Words before the name of a place ("kota", "Mount").
    pub place_heads: FxHashSet<String>,
    /// Words after the name of a place ("province", "Strait").
    pub place_tails: FxHashSet<String>,
    /// Words beside a name that make it a region's, not a town's ("Oklahoma state", "provinsi Gorontalo").
    pub divisions: FxHashSet<String>,
    /// Nouns for what is called after a place and is not there ("Marburg virus", "demam Lassa").
    pub eponyms: FxHashSet<String>,
    /// Names of zones with their offset from UTC in minutes ("WIB" = 420).
    pub zones: std::collections::BTreeMap<String, i32>,
    /// Words by which the language is told from others.
    pub detection: FxHashSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LanguageFile {
    code: String,
    label_en: String,
    label_id: String,
    /// Another language whose model of names reads this one, too.
    names_of: Option<String>,
    words: Words,
}

/// One language, ready to read.
pub struct Lexicon {
    /// BCP 47 code, the folder's name.
    pub code: String,
    /// Name of the language in English and in Indonesian.
    pub labels: [String; 2],
    /// Words by class.
    pub words: Words,
    /// Ordinary words, in lower case: at the head of a sentence they are no names.
    pub common: FxHashSet<&'static str>,
    /// Titles and offices, each with its role id.
    pub roles: Phrases,
    /// Nouns for actors ("pasukan", "police"), each with its PLOVER sector.
    pub actors: Phrases,
    /// Words that tell what an event is about, each with its PLOVER context.
    pub contexts: Phrases,
    /// Words that take up what was told before (`anaphora.tsv`), each with what it means.
    pub anaphora: Phrases,
    /// Words that say of how many people something is told (`counts.tsv`).
    pub counts: CountWords,
    /// Lines that are not the story.
    pub boilerplate: Boilerplate,
    /// How dates are written.
    pub dates: DateGrammar,
    /// Words that signal events.
    pub patterns: Patterns,
    /// A model that has learnt what names look like (`names.crf`), if the folder has one.
    pub names: Option<&'static [u8]>,
    /// The language whose model reads the names: its own, or a near one's.
    pub names_of: String,
}

fn folders() -> Vec<&'static Dir<'static>> {
    let mut folders: Vec<&Dir<'static>> = FOLDERS.dirs().collect();
    folders.sort_by_key(|folder| folder.path().to_path_buf());
    folders
}

fn is_shipped(folder: &Dir<'static>) -> bool {
    !folder.path().to_string_lossy().starts_with('_')
}

/// A table that a folder may have, of every language that ships.
fn tables(file: &str) -> Vec<&'static str> {
    let table = |folder: &&'static Dir<'static>| folder.get_file(folder.path().join(file))?.contents_utf8();
    folders().iter().filter(|folder| is_shipped(folder)).filter_map(table).collect()
}

/// What languages call the entities of the reference tables: `names.tsv`.
#[must_use]
pub fn name_tables() -> Vec<&'static str> {
    tables("names.tsv")
}

impl Lexicon {
    /// Every language folder of the crate, in order of codes.
    ///
    /// # Errors
    /// The first folder that can't be read; a test reads them all, so a release never meets it.
    pub fn shipped() -> Result<Vec<Lexicon>, LexiconError> {
        folders().into_iter().filter(|folder| is_shipped(folder)).map(Lexicon::read).collect()
    }

    /// Every folder, the template included: what the tests of a language run over.
    ///
    /// # Errors
    /// As [`Lexicon::shipped`].
    pub fn all() -> Result<Vec<Lexicon>, LexiconError> {
        folders().into_iter().map(Lexicon::read).collect()
    }

    fn read(folder: &'static Dir<'static>) -> Result<Lexicon, LexiconError> {
        let code = folder.path().to_string_lossy().into_owned();
        let text = |file: &'static str| {
            let path = folder.path().join(file);
            let found = folder.get_file(path).and_then(include_dir::File::contents_utf8);
            found.ok_or_else(|| LexiconError::Missing(code.clone(), file))
        };
        let wrong = |file, message: String| LexiconError::Toml { folder: code.clone(), file, message };
        let row = |file| {
            let folder = code.clone();
            move |(line, message)| LexiconError::Row { folder: folder.clone(), file, line, message }
        };
        let language: LanguageFile =
            toml::from_str(text("language.toml")?).map_err(|e| wrong("language.toml", e.to_string()))?;
        let forms = Forms::read(text("forms.tsv")?, text("irregular.tsv")?).map_err(row("forms.tsv"))?;
        Ok(Lexicon {
            labels: [language.label_en, language.label_id],
            words: language.words,
            common: text("common.txt")?.lines().filter(|line| !line.starts_with('#')).collect(),
            roles: Phrases::read(text("roles.tsv")?),
            actors: Phrases::read(text("actors.tsv")?),
            contexts: Phrases::read(text("contexts.tsv")?),
            anaphora: Phrases::read(text("anaphora.tsv")?),
            counts: CountWords::read(text("counts.tsv")?),
            boilerplate: Boilerplate::read(text("boilerplate.tsv")?).map_err(row("boilerplate.tsv"))?,
            dates: DateGrammar::from_toml(text("dates.toml")?).map_err(|e| wrong("dates.toml", e.to_string()))?,
            patterns: Patterns::read(text("patterns.tsv")?, &forms).map_err(row("patterns.tsv"))?,
            names: folder.get_file(folder.path().join("names.crf")).map(include_dir::File::contents),
            names_of: language.names_of.unwrap_or_else(|| language.code.clone()),
            code: language.code,
        })
    }
}
