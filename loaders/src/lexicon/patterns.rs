//! Words that signal events: one line a pattern, with its own example sentence that the tests run.
//!
//! `type TAB modes TAB contexts TAB trigger TAB frame TAB example TAB expected`
//!
//! * trigger: `class:stem|stem` (a class of `forms.tsv`), then words that must follow, each `word|word`, such as
//!   `v:kirim bantuan|obat`; in a passive they may stand before. `+word|word`: right after ("kicked off", "assault
//!   rifle"); `<word|word`: before ("*protesters* demanded").
//! * type: `SANCTION+COERCE` with modes `convict+arrest` tells two; `-` is a turn of phrase that tells none
//!   ("declined to comment").
//! * frame: who fills which role, `role:slot` parted by blanks. Roles: `A` actor, `R` recipient, `P` place, `M` mediator,
//!   `H` host. Slots: `subj`, `beside` (right before the word), `obj`, `gen` (genitive of a noun), `say` (who says so), or prepositions parted by `|`.
//!   A `!` after the role (`R!:to`): without it there is no event. `A2`: it takes
//!   two sides. `A?`: the words tell the deed of somebody unknown. Empty: `A:subj R:obj` for verbs, `A:gen` for nouns.
//! * expected: what the example must give, `RUS+CHN>UKR`: actors, `>`, recipients, as countries or local ids.

use super::forms::{Form, Forms};
use crate::tables::{list, rows};
use rustc_hash::FxHashMap;

/// What a participant is to the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SlotRole {
    /// Who does it.
    Actor,
    /// To whom it is done.
    Recipient,
    /// Where.
    Place,
    /// Who goes between.
    Mediator,
    /// Who receives the parties.
    Host,
}

/// Where in the sentence a participant stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// The subject of the verb.
    Subject,
    /// What stands right before the word.
    Beside,
    /// Its object.
    Object,
    /// The genitive of a noun.
    Genitive,
    /// Beside the verb of saying on which the words depend.
    Speaker,
    /// After one of these prepositions.
    After(Vec<String>),
}

/// Where a word that a trigger needs must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// Near, after it.
    Near,
    /// Right after the word before it (`+off`).
    Beside,
    /// Near, before it (`<protesters`).
    Before,
}

/// A word that a trigger needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// One of these.
    pub words: Vec<String>,
    /// Where they must stand.
    pub stands: Stands,
}

/// One line of `patterns.tsv`.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// Name of the rule: type and stem, as reports carry it (`consult.kunjungi`).
    pub name: String,
    /// PLOVER type, such as `CONSULT`.
    pub event_type: &'static str,
    /// PLOVER modes.
    pub modes: Vec<&'static str>,
    /// A second type that the words tell too, with its modes (a prison sentence is a verdict and takes freedom).
    pub also: Option<(&'static str, Vec<&'static str>)>,
    /// PLOVER contexts that the words themselves give.
    pub contexts: Vec<&'static str>,
    /// Words that must stand near the trigger, each one of several.
    pub needs: Vec<Need>,
    /// Who fills which role.
    pub frame: Vec<(SlotRole, Slot)>,
    /// Roles without which it is no event.
    pub required: Vec<SlotRole>,
    /// Whether the words tell the deed though nobody is named who did it (`A?`).
    pub hidden_actor: bool,
    /// Whether it takes actors of two sides (`A2`).
    pub mutual: bool,
    /// A sentence of ours that it must read.
    pub example: &'static str,
    /// Actors and recipients that the example must give.
    pub expected: &'static str,
}

impl Pattern {
    /// Whether the words are a turn of phrase that tells no event: lines of type `-`.
    #[must_use]
    pub fn is_idiom(&self) -> bool {
        self.event_type == "-"
    }
}

/// All patterns of a language, by the words that trigger them.
pub struct Patterns {
    /// In the order of the file.
    pub all: Vec<Pattern>,
    by_word: FxHashMap<String, Vec<(usize, Form)>>,
}

impl Patterns {
    pub(super) fn read(table: &'static str, forms: &Forms) -> Result<Patterns, (usize, String)> {
        let mut patterns = Patterns { all: Vec::new(), by_word: FxHashMap::default() };
        for (line, row) in rows(table) {
            patterns.add(row.fields(), forms).map_err(|message| (line, message))?;
        }
        Ok(patterns)
    }

    /// The patterns that a word (in lower case) triggers, each with the form the word is in.
    #[must_use]
    pub fn of(&self, word: &str) -> &[(usize, Form)] {
        self.by_word.get(word).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, fields: [&'static str; 7], forms: &Forms) -> Result<(), String> {
        let [event_type, modes, contexts, trigger, frame, example, expected] = fields;
        let ((event_type, modes), also) = types_of(event_type, modes);
        let mut words = trigger.split(' ');
        let head = words.next().unwrap_or("");
        let (class, stems) = head.split_once(':').ok_or(format!("`{head}` is no trigger; `class:stem`"))?;
        let needs: Vec<Need> = words.map(need).collect();
        for stem in list(stems) {
            let made = forms.of(class, stem)?;
            let noun = made.iter().all(|(form, _)| *form == Form::Noun);
            let parts = frame_of(frame, noun)?;
            self.all.push(Pattern {
                name: format!("{}.{}", event_type.to_lowercase(), stem),
                event_type,
                modes: list(modes).collect(),
                also: also.map(|(event_type, modes)| (event_type, list(modes).collect())),
                contexts: list(contexts).collect(),
                needs: needs.clone(),
                hidden_actor: frame.split(' ').any(|item| item.starts_with("A?")),
                mutual: frame.split(' ').any(|item| item.starts_with("A2")),
                required: parts.iter().filter(|(_, _, required)| *required).map(|(role, ..)| *role).collect(),
                frame: parts.into_iter().map(|(role, slot, _)| (role, slot)).collect(),
                example,
                expected,
            });
            for (form, word) in made {
                self.by_word.entry(word).or_default().push((self.all.len() - 1, form));
            }
        }
        Ok(())
    }
}

fn need(written: &str) -> Need {
    let stands = match written.chars().next() {
        Some('+') => Stands::Beside,
        Some('<') => Stands::Before,
        _ => Stands::Near,
    };
    Need { words: list(written.trim_start_matches(['+', '<'])).map(str::to_owned).collect(), stands }
}

type Typed = (&'static str, &'static str);

/// `SANCTION+COERCE` with `convict+arrest`: two types, each with its modes.
fn types_of(types: &'static str, modes: &'static str) -> (Typed, Option<Typed>) {
    match types.split_once('+') {
        Some((first, second)) => {
            let (one, other) = modes.split_once('+').unwrap_or((modes, ""));
            ((first, one), Some((second, other)))
        }
        None => ((types, modes), None),
    }
}

fn frame_of(written: &str, noun: bool) -> Result<Vec<(SlotRole, Slot, bool)>, String> {
    let written = match written {
        "" if noun => "A:gen",
        "" => "A:subj R:obj",
        written => written,
    };
    written.split(' ').map(role_and_slot).collect()
}

fn role_and_slot(item: &str) -> Result<(SlotRole, Slot, bool), String> {
    let (role, slot) = item.split_once(':').ok_or(format!("`{item}` is no part of a frame; `role:slot`"))?;
    let required = role.ends_with('!');
    let role = match role.trim_end_matches(['!', '?', '2']) {
        "A" => SlotRole::Actor,
        "R" => SlotRole::Recipient,
        "P" => SlotRole::Place,
        "M" => SlotRole::Mediator,
        "H" => SlotRole::Host,
        other => return Err(format!("`{other}` is no role; A, R, P, M or H")),
    };
    let slot = match slot {
        "subj" => Slot::Subject,
        "beside" => Slot::Beside,
        "obj" => Slot::Object,
        "gen" => Slot::Genitive,
        "say" => Slot::Speaker,
        words => {
            let words: Vec<String> = list(words).map(str::to_owned).collect();
            if words.iter().any(|word| matches!(word.as_str(), "subj" | "beside" | "obj" | "gen" | "say")) {
                return Err(format!("`{item}` mixes a slot with prepositions; write `R:obj R:to`"));
            }
            Slot::After(words)
        }
    };
    Ok((role, slot, required))
}
