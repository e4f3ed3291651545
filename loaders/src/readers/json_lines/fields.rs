//! The keys of a record and what they may hold.
//!
//! A key that means the same by another name is not taken for it: a wrong guess would load rubbish silently. The error names
//! the keys that are there, and the mapping is one word's work for whoever knows the feed.

use super::super::error::{Problem, shorten};
use crate::article::{Article, Published};
use serde_json::{Map, Value};

type Object = Map<String, Value>;

/// Makes an article of a record. Keys that are not known are left alone; blank values are as good as none.
pub(super) fn article(object: &Object) -> Result<Article, Problem> {
    let Some(text) = object.get("text") else {
        return Err(Problem::MissingText { keys: object.keys().cloned().collect() });
    };
    let text = match text {
        Value::String(text) => text,
        Value::Null => return Err(Problem::NoText),
        other => return Err(wrong("text", other, "a string")),
    };
    if text.trim().is_empty() {
        return Err(Problem::NoText);
    }
    if let Some(at) = text.find('\0') {
        return Err(Problem::Binary { at });
    }
    let title = string(object, "title")?;
    let (published, dated) = published(object)?;
    Ok(Article {
        id: id(object)?,
        text: Article::compose(title.as_deref(), text),
        title,
        language: string(object, "language")?,
        published,
        dated,
        supposed: None,
        url: string(object, "url")?,
        publisher: string(object, "publisher")?,
        agency: string(object, "agency")?,
        editor: string(object, "editor")?,
    })
}

fn string(object: &Object, key: &'static str) -> Result<Option<String>, Problem> {
    match object.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(value)) if value.contains('\0') => {
            Err(wrong(key, &Value::String(value.clone()), "a string without NUL"))
        }
        Some(Value::String(value)) => Ok((!value.trim().is_empty()).then(|| value.clone())),
        Some(other) => Err(wrong(key, other, "a string")),
    }
}

/// Feeds number their articles; the number is taken as its digits.
fn id(object: &Object) -> Result<Option<String>, Problem> {
    match object.get("id") {
        Some(Value::Number(number)) if !number.is_f64() => Ok(Some(number.to_string())),
        Some(Value::Number(_)) => Err(wrong("id", &object["id"], "a string or a whole number")),
        _ => string(object, "id"),
    }
}

/// The moment, or what is written there if it is not ISO 8601: no reason to lose the article.
fn published(object: &Object) -> Result<(Option<Published>, Option<String>), Problem> {
    let found = match object.get("published") {
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => string(object, "published")?,
    };
    let read = found.as_deref().and_then(Published::parse);
    Ok((read, found.filter(|_| read.is_none())))
}

fn wrong(key: &'static str, found: &Value, needed: &'static str) -> Problem {
    Problem::WrongType { key, found: shorten(&found.to_string()), needed }
}
