//! Who published a page, when, under which title: JSON-LD first, then `meta` elements, then what can be seen.
//!
//! Pages contradict themselves. The more exact one wins; where neither is, nothing is said and the reading decides by the text.

use super::linked_data::LinkedData;
use super::story::same;
use crate::article::{Article, Published};
use dom_query::{Document, NodeRef};
use jiff::fmt::rfc2822;

/// Names under which pages give the moment of publication.
const MOMENTS: [&str; 10] = [
    "article:published_time",
    "og:published_time",
    "datepublished",
    "publishdate",
    "pubdate",
    "content_publisheddate",
    "parsely-pub-date",
    "dcterms.issued",
    "dc.date.issued",
    "date",
];

/// All that a page says about its article; the text is left empty.
pub(super) fn read(document: &Document) -> Article {
    let linked = LinkedData::of(document);
    let metas = Metas::of(document);
    let publisher = linked.text("publisher").or_else(|| metas.get(&["og:site_name", "publisher", "application-name"]));
    let publisher = publisher.and_then(clean);
    Article {
        id: None,
        title: title(document, &linked, &metas, publisher.as_deref()),
        text: String::new(),
        language: language(document, &linked, &metas),
        published: published(document, &linked, &metas),
        dated: None,
        supposed: None,
        url: url(document, &linked, &metas),
        agency: None,
        editor: editor(&linked, &metas, publisher.as_deref()),
        publisher,
    }
}

/// The `meta` elements that name something, in order.
struct Metas(Vec<(String, String)>);

impl Metas {
    fn of(document: &Document) -> Metas {
        let elements = document.select("meta[content]");
        let pairs = elements.nodes().iter().filter_map(|meta| {
            let name =
                ["property", "name", "itemprop", "http-equiv"].iter().find_map(|attribute| meta.attr(attribute))?;
            Some((name.trim().to_ascii_lowercase(), meta.attr("content")?.to_string()))
        });
        Metas(pairs.collect())
    }

    fn get(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.all(name).next())
    }

    fn all(&self, name: &str) -> impl Iterator<Item = String> {
        self.0
            .iter()
            .filter(move |(key, value)| key == name && !value.trim().is_empty())
            .map(|(_, value)| value.clone())
    }
}

/// Blanks made one; entities that were escaped twice read once more.
fn clean(words: String) -> Option<String> {
    let words =
        if words.contains('&') { Document::fragment(words.replace('<', "&lt;")).text().to_string() } else { words };
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

fn text_of(node: &NodeRef) -> Option<String> {
    clean(node.text().replace('&', "&amp;"))
}

/// The headline as the page shows it, if it is also what the page calls itself; else what it calls itself.
fn title(document: &Document, linked: &LinkedData, metas: &Metas, publisher: Option<&str>) -> Option<String> {
    let element = document.select("head > title").nodes().first().and_then(text_of);
    let given = [linked.text("headline"), metas.get(&["og:title", "twitter:title", "headline"])];
    let given: Vec<String> = given.into_iter().flatten().filter_map(clean).chain(element).collect();
    let shown: Vec<String> = document.select("h1").nodes().iter().filter_map(text_of).collect();
    let confirmed = shown.iter().find(|shown| shown.contains(' ') && given.iter().any(|given| contains(given, shown)));
    let only = || (shown.len() == 1).then(|| shown[0].clone());
    confirmed.cloned().or_else(|| given.first().map(|given| without_site(given, publisher))).or_else(only)
}

fn contains(whole: &str, part: &str) -> bool {
    let whole: Vec<&str> = whole.split_whitespace().collect();
    let length = part.split_whitespace().count().max(1);
    whole.windows(length).any(|words| same(&words.join(" "), part))
}

/// "Title - Site" and "Title | Site".
fn without_site(title: &str, publisher: Option<&str>) -> String {
    let cut = [" - ", " | ", " – ", " — "]
        .iter()
        .filter_map(|dash| title.rsplit_once(dash))
        .max_by_key(|(kept, _)| kept.len());
    match (cut, publisher) {
        (Some((kept, site)), Some(publisher)) if same(site, publisher) => kept.trim().to_owned(),
        _ => title.to_owned(),
    }
}

/// A code that nothing else on the page contradicts: many pages carry the `lang` of their template.
fn language(document: &Document, linked: &LinkedData, metas: &Metas) -> Option<String> {
    let root = document.select("html[lang]").attr("lang").map(|lang| lang.to_string());
    let given = [linked.text("inLanguage"), root, metas.get(&["og:locale", "language", "content-language"])];
    let codes: Vec<String> = given.into_iter().flatten().filter_map(|given| primary(&given)).collect();
    let first = codes.first()?;
    codes.iter().all(|code| code == first).then(|| first.clone())
}

/// `id` of `id-ID` or `id_ID`; names of languages are no codes.
fn primary(given: &str) -> Option<String> {
    let code = given.trim().split(['-', '_', ',']).next()?.to_ascii_lowercase();
    (matches!(code.len(), 2 | 3) && code.chars().all(|c| c.is_ascii_alphabetic())).then_some(code)
}

fn published(document: &Document, linked: &LinkedData, metas: &Metas) -> Option<Published> {
    let said = linked.text("datePublished").into_iter().chain(MOMENTS.iter().flat_map(|name| metas.all(name)));
    let said: Vec<Published> = said.filter_map(|written| moment(&written)).collect();
    let seen = || {
        let times = document.select("article time[datetime], [itemprop=datePublished], time[datetime]");
        let written = |node: &NodeRef| node.attr("datetime").or_else(|| node.attr("content"));
        times.nodes().iter().filter_map(written).find_map(|written| moment(&written))
    };
    let zoned = said.iter().find(|published| published.offset.is_some());
    zoned.or(said.first()).copied().or_else(seen)
}

/// ISO 8601, also with slashes, or the form of e-mail.
fn moment(written: &str) -> Option<Published> {
    let written = written.trim();
    let mailed = || {
        let zoned = rfc2822::DateTimeParser::new().parse_zoned(written).ok()?;
        Some(Published { date: zoned.date(), time: Some(zoned.time()), offset: Some(zoned.offset()) })
    };
    Published::parse(written).or_else(|| Published::parse(&written.replace('/', "-"))).or_else(mailed)
}

fn url(document: &Document, linked: &LinkedData, metas: &Metas) -> Option<String> {
    let canonical = document.select("link[rel=canonical]").attr("href").map(|href| href.to_string());
    let given = [canonical, metas.get(&["og:url"]), linked.text("url"), linked.text("mainEntityOfPage")];
    let absolute = |url: &String| url.starts_with("https://") || url.starts_with("http://");
    given.into_iter().flatten().map(|url| url.trim().to_owned()).find(absolute)
}

/// The editor, or else the authors; an outlet that signs for itself is nobody.
fn editor(linked: &LinkedData, metas: &Metas, publisher: Option<&str>) -> Option<String> {
    let people = |property: &str| {
        let names = linked.names(property).into_iter().filter_map(clean);
        let names: Vec<String> = names.filter(|name| is_person(name, publisher)).collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let named =
        || metas.get(&["editor", "author", "content_author"]).and_then(clean).filter(|name| is_person(name, publisher));
    people("editor").or_else(|| people("author")).or_else(named)
}

fn is_person(name: &str, publisher: Option<&str>) -> bool {
    !name.contains("://") && !publisher.is_some_and(|publisher| same(publisher, name))
}
