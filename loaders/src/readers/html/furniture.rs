//! What surely is not the story: taken out of a page before the story is looked for.
//!
//! Readability finds the column of text, but keeps much that stands inside it: advertisements, share bars, teasers between
//! two paragraphs. These are told by the elements' own purpose and by the words of which pages make up class names.

use crate::lexicon::pages::FURNITURE;
use dom_query::{Document, NodeRef};

/// Elements that never hold prose of the story.
const ELEMENTS: &str = "script, style, noscript, template, iframe, object, nav, footer, form, button, select, svg, dialog, \
    [hidden], [aria-hidden=true], [role=navigation], [role=complementary], [role=search], [role=banner], [role=dialog]";

/// Words of so many letters may also begin a longer one ("sharedaddy", "relatedposts", "parallaxindetail").
const TELLING: usize = 5;

/// The largest share of a page's words that such a part may have; a container of the whole page keeps its story.
const SHARE: f64 = 0.33;

/// Takes it out.
pub(super) fn clear(document: &Document) {
    document.select(ELEMENTS).remove();
    let whole = document.text().len();
    let marked: Vec<NodeRef> =
        document.select("body [class], body [id]").nodes().iter().filter(|node| is_marked(node)).copied().collect();
    for node in marked {
        #[expect(clippy::cast_precision_loss, reason = "a page has far fewer bytes than 2^52")]
        let share = node.text().len() as f64 / whole.max(1) as f64;
        if share <= SHARE && !node.has_name("body") {
            node.remove_from_parent();
        }
    }
}

fn is_marked(node: &NodeRef) -> bool {
    ["class", "id"].iter().filter_map(|name| node.attr(name)).any(|value| {
        let value = value.to_ascii_lowercase();
        let joined = value
            .split_whitespace()
            .map(|name| name.replace(['-', '_'], ""))
            .any(|name| FURNITURE.contains(&name.as_str()));
        joined || value.split(|c: char| !c.is_ascii_alphanumeric()).any(is_telling)
    })
}

fn is_telling(word: &str) -> bool {
    FURNITURE.iter().any(|known| word == *known || (known.len() >= TELLING && word.starts_with(known)))
}
