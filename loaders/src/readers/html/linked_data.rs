//! What a page says about its article in JSON-LD: the most exact of its descriptions, and the one most often broken.

use dom_query::Document;
use serde_json::Value;

/// The JSON-LD of a page.
pub(super) struct LinkedData {
    nodes: Vec<Value>,
}

/// Ends of the names of types that are articles (`NewsArticle`, `BlogPosting`, `Report`).
const ARTICLES: [&str; 3] = ["Article", "Posting", "Report"];

/// How deep lists and graphs are followed.
const DEPTH: usize = 4;

impl LinkedData {
    /// Reads what can be read of it; blocks that are no JSON are passed over.
    pub(super) fn of(document: &Document) -> LinkedData {
        let mut nodes = Vec::new();
        for script in document.select("script[type='application/ld+json']").nodes() {
            if let Some(value) = parse(&script.text()) {
                flatten(value, DEPTH, &mut nodes);
            }
        }
        LinkedData { nodes }
    }

    /// A property of the article.
    pub(super) fn text(&self, property: &str) -> Option<String> {
        self.articles().find_map(|article| self.worded(article.get(property)?))
    }

    /// The people or bodies of a property, by name.
    pub(super) fn names(&self, property: &str) -> Vec<String> {
        let Some(value) = self.articles().find_map(|article| article.get(property)) else { return Vec::new() };
        let each = value.as_array().map_or_else(|| std::slice::from_ref(value), Vec::as_slice);
        each.iter().filter_map(|value| self.worded(value)).collect()
    }

    fn articles(&self) -> impl Iterator<Item = &Value> {
        self.nodes.iter().filter(|node| {
            let types = node.get("@type");
            let is_article =
                |name: &Value| name.as_str().is_some_and(|name| ARTICLES.iter().any(|end| name.ends_with(end)));
            types.is_some_and(|types| {
                types.as_array().map_or_else(|| is_article(types), |types| types.iter().any(is_article))
            })
        })
    }

    /// A string, or the name of the thing that is meant, here or by its `@id` elsewhere on the page.
    fn worded(&self, value: &Value) -> Option<String> {
        let named = |thing: &Value| {
            ["name", "alternateName"].iter().find_map(|key| thing.get(*key)?.as_str().map(str::to_owned))
        };
        let there = |value: &Value| {
            let id = value.get("@id")?;
            self.nodes.iter().filter(|node| node.get("@id") == Some(id)).find_map(named)
        };
        match value {
            Value::String(words) => Some(words.clone()),
            Value::Array(values) => self.worded(values.first().filter(|value| !value.is_array())?),
            Value::Object(_) => named(value).or_else(|| there(value)),
            _ => None,
        }
    }
}

fn parse(script: &str) -> Option<Value> {
    let script = script
        .trim()
        .trim_start_matches("//")
        .trim_start_matches("<![CDATA[")
        .trim_end_matches("]]>")
        .trim_end_matches("//");
    let script = script.trim().trim_end_matches(';');
    // Editors paste line ends into strings, which JSON forbids; outside strings they mean nothing anyway.
    let tidied: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    serde_json::from_str(&tidied).ok()
}

fn flatten(value: Value, depth: usize, nodes: &mut Vec<Value>) {
    match value {
        Value::Array(values) if depth > 0 => values.into_iter().for_each(|value| flatten(value, depth - 1, nodes)),
        Value::Object(mut object) => {
            if let Some(graph) = object.remove("@graph").filter(|_| depth > 0) {
                flatten(graph, depth - 1, nodes);
            }
            nodes.push(Value::Object(object));
        }
        _ => {}
    }
}
