//! Word forms from a stem, by rules that are data: "serang" gives menyerang and diserang, "attack" gives attacks and attacked.
//!
//! A rule: for words of a class, in a form, if the stem starts (or ends) with one of some letters, drop so many letters
//! there and put these before and those after. Rules of one family are alternatives: the first that fits makes the word.
//! Irregular words replace what the rules would make.

use crate::tables::{list, rows};
use rustc_hash::FxHashMap;

/// How a verb or noun stands in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// The doer is the subject.
    Active,
    /// The one it is done to is the subject.
    Passive,
    /// Passive after an auxiliary, active otherwise ("attacked").
    Participle,
    /// "attacking": a verb beside its subject, after an auxiliary or a comma; elsewhere a noun ("email hacking").
    Gerund,
    /// A noun of the deed ("kunjungan", "visit").
    Noun,
}

struct Rule {
    class: String,
    form: Form,
    family: String,
    at_start: bool,
    letters: Vec<String>,
    strip: usize,
    before: String,
    after: String,
}

/// The rules of one language.
pub struct Forms {
    rules: Vec<Rule>,
    irregular: FxHashMap<(String, Form), Vec<String>>,
}

impl Forms {
    /// `forms.tsv`: class, form, family, `start` or `end`, letters (`|`; `*` any), how many to drop, before, after.
    /// `irregular.tsv`: stem, form, words.
    pub(super) fn read(table: &str, irregular: &str) -> Result<Forms, (usize, String)> {
        let rules = rows(table).map(|(line, row)| rule(row.fields()).map_err(|message| (line, message)));
        let rules = rules.collect::<Result<_, _>>()?;
        let mut exceptions: FxHashMap<(String, Form), Vec<String>> = FxHashMap::default();
        for (line, row) in rows(irregular) {
            let [stem, form, words] = row.fields();
            let form = form_named(form).map_err(|message| (line, message))?;
            exceptions.entry((stem.to_owned(), form)).or_default().extend(list(words).map(str::to_owned));
        }
        Ok(Forms { rules, irregular: exceptions })
    }

    /// Every form of a stem of a class.
    ///
    /// # Errors
    /// When no rule is for the class; the message names those there are.
    pub fn of(&self, class: &str, stem: &str) -> Result<Vec<(Form, String)>, String> {
        let mut known = self.rules.iter().filter(|rule| rule.class == class).peekable();
        if known.peek().is_none() {
            let classes: std::collections::BTreeSet<_> = self.rules.iter().map(|rule| rule.class.as_str()).collect();
            return Err(format!("`{class}` is no class of words; one of {classes:?}"));
        }
        let mut made: Vec<(Form, String)> = Vec::new();
        let mut done: Vec<(Form, &str)> = Vec::new();
        for rule in known.filter(|rule| rule.fits(stem)) {
            let family = (rule.form, rule.family.as_str());
            if let Some(words) = self.irregular.get(&(stem.to_owned(), rule.form)) {
                made.extend(words.iter().map(|word| (rule.form, word.clone())));
            } else if !done.contains(&family) {
                made.push((rule.form, rule.apply(stem)));
                done.push(family);
            }
        }
        made.sort();
        made.dedup();
        Ok(made)
    }
}

impl Rule {
    fn fits(&self, stem: &str) -> bool {
        self.letters.iter().any(|letters| match letters.as_str() {
            "*" => true,
            letters if self.at_start => stem.starts_with(letters),
            letters => stem.ends_with(letters),
        })
    }

    fn apply(&self, stem: &str) -> String {
        let letters: Vec<char> = stem.chars().collect();
        let kept: String = if self.at_start {
            letters[self.strip.min(letters.len())..].iter().collect()
        } else {
            letters[..letters.len() - self.strip.min(letters.len())].iter().collect()
        };
        format!("{}{kept}{}", self.before, self.after)
    }
}

fn form_named(form: &str) -> Result<Form, String> {
    match form {
        "active" => Ok(Form::Active),
        "passive" => Ok(Form::Passive),
        "participle" => Ok(Form::Participle),
        "gerund" => Ok(Form::Gerund),
        "noun" => Ok(Form::Noun),
        other => Err(format!("`{other}` is no form; active, passive, participle, gerund or noun")),
    }
}

fn rule([class, form, family, side, letters, strip, before, after]: [&str; 8]) -> Result<Rule, String> {
    Ok(Rule {
        class: class.to_owned(),
        form: form_named(form)?,
        family: family.to_owned(),
        at_start: match side {
            "start" => true,
            "end" => false,
            other => return Err(format!("`{other}` is no side of a word; start or end")),
        },
        letters: list(letters).map(str::to_owned).collect(),
        strip: strip.parse().map_err(|_| format!("`{strip}` is no number of letters"))?,
        before: before.to_owned(),
        after: after.to_owned(),
    })
}
