//! Reads a report back from its quads, so that it can be fused again when other articles come or go.

use crate::facts::{Factuality, Precision};
use crate::fold::fold;
use crate::fusion::witnesses::wording;
use crate::fusion::{Party, Place, Telling};
use jiff::civil::Date;
use ontology::iri::Iris;
use ontology::vocab::{gaf, kb, nif, prov, schema, sem};
use oxrdf::vocab::rdfs;
use oxrdf::{NamedNode, NamedNodeRef, Term};

/// All objects of a subject and a property, in any graph.
pub type Objects<'a> = &'a dyn Fn(&NamedNode, NamedNodeRef) -> Vec<Term>;

/// The report of this IRI as fusion sees it; `None` if it is not whole.
#[must_use]
pub fn told(report: &NamedNode, iris: &Iris, objects: Objects) -> Option<Telling> {
    let (article, n) = iris.local_id(report.as_str())?.strip_prefix("rep-")?.rsplit_once('-')?;
    let event_type = concepts(objects, report, sem::EVENT_TYPE).pop()?;
    let mode = |code: String| code.strip_prefix(&format!("{event_type}-")).map(str::to_owned);
    let context = |code: String| code.strip_prefix("context-").map(str::to_owned);
    let mut telling = Telling {
        article: article.to_owned(),
        n: n.parse().ok()?,
        origin: origin(&iris.article(article), objects).unwrap_or_else(|| article.to_owned()),
        modes: concepts(objects, report, kb::MODE).into_iter().filter_map(mode).collect(),
        contexts: concepts(objects, report, kb::CONTEXT).into_iter().filter_map(context).collect(),
        actors: Vec::new(),
        recipients: Vec::new(),
        others: Vec::new(),
        places: entities(iris, objects, report, sem::HAS_PLACE)
            .into_iter()
            .map(|id| place(id, iris, objects))
            .collect(),
        begin: day(objects, report, sem::HAS_BEGIN_TIME_STAMP),
        end: day(objects, report, sem::HAS_END_TIME_STAMP),
        precision: nodes(objects, report, kb::DATE_PRECISION).first().and_then(|term| precision(term.as_ref())),
        factuality: nodes(objects, report, kb::FACTUALITY)
            .first()
            .map_or(Factuality::Asserted, |term| factuality(term.as_ref())),
        attributed_to: entities(iris, objects, report, kb::ATTRIBUTED_TO).pop(),
        confidence: text(objects, report, kb::CONFIDENCE).and_then(|number| number.parse().ok()).unwrap_or_default(),
        counts: nodes(objects, report, kb::COUNT).iter().filter_map(|node| count(objects, node)).collect(),
        content: text(objects, report, kb::CONTENT).unwrap_or_default(),
        wording: wording(sentences(objects, report).iter().map(String::as_str)),
        event_type,
    };
    let mut parts = nodes(objects, report, kb::PARTICIPATION);
    // Their order is that of the sentence: `part-…-10` comes after `part-…-9`.
    parts.sort_by_key(|node| (node.as_str().len(), node.as_str().to_owned()));
    for part in &parts {
        let party = party(part, iris, objects)?;
        match nodes(objects, part, sem::ROLE_TYPE).first()?.as_ref() {
            kb::ROLE_ACTOR => telling.actors.push(party),
            kb::ROLE_RECIPIENT => telling.recipients.push(party),
            _ => telling.others.push(party),
        }
    }
    Some(telling)
}

/// The sentences that tell it.
fn sentences(objects: Objects, report: &NamedNode) -> Vec<String> {
    nodes(objects, report, gaf::DENOTED_BY).iter().filter_map(|said| text(objects, said, nif::ANCHOR_OF)).collect()
}

fn count(objects: Objects, node: &NamedNode) -> Option<(String, u64)> {
    Some((text(objects, node, kb::COUNTED)?, text(objects, node, kb::NUMBER)?.parse().ok()?))
}

fn origin(article: &NamedNode, objects: Objects) -> Option<String> {
    let source = [prov::HAD_PRIMARY_SOURCE, schema::PUBLISHER]
        .into_iter()
        .find_map(|property| nodes(objects, article, property).pop())?;
    text(objects, &source, rdfs::LABEL).map(|name| fold(&name))
}

fn party(part: &NamedNode, iris: &Iris, objects: Objects) -> Option<Party> {
    let node = nodes(objects, part, kb::OF).pop()?;
    let id = iris.local_id(node.as_str())?.to_owned();
    let country = entities(iris, objects, part, kb::ON_BEHALF_OF).pop().or_else(|| text(objects, &node, kb::ISO3));
    let labels = labels(&node, objects).unwrap_or_else(|| [id.clone(), id.clone()]);
    Some(Party { id, country, labels })
}

fn place(id: String, iris: &Iris, objects: Objects) -> Place {
    let node = iris.entity(&id);
    let country = entities(iris, objects, &node, kb::COUNTRY).pop().or_else(|| text(objects, &node, kb::ISO3));
    Place { id, country }
}

fn labels(node: &NamedNode, objects: Objects) -> Option<[String; 2]> {
    let mut any = None;
    let mut found: [Option<String>; 2] = [None, None];
    for term in objects(node, rdfs::LABEL) {
        let Term::Literal(literal) = term else { continue };
        match literal.language() {
            Some("en") => found[0] = Some(literal.value().to_owned()),
            Some("id") => found[1] = Some(literal.value().to_owned()),
            _ => any = Some(literal.value().to_owned()),
        }
    }
    let [en, id] = found;
    let en = en.or(any)?;
    Some([en.clone(), id.unwrap_or(en)])
}

pub(super) fn nodes(objects: Objects, subject: &NamedNode, property: NamedNodeRef) -> Vec<NamedNode> {
    let mut nodes: Vec<NamedNode> = objects(subject, property)
        .into_iter()
        .filter_map(|term| if let Term::NamedNode(node) = term { Some(node) } else { None })
        .collect();
    nodes.sort_by(|a, b| a.as_str().cmp(b.as_str()));
    nodes.dedup();
    nodes
}

fn entities(iris: &Iris, objects: Objects, subject: &NamedNode, property: NamedNodeRef) -> Vec<String> {
    nodes(objects, subject, property)
        .iter()
        .filter_map(|node| iris.local_id(node.as_str()).map(str::to_owned))
        .collect()
}

fn concepts(objects: Objects, subject: &NamedNode, property: NamedNodeRef) -> Vec<String> {
    nodes(objects, subject, property)
        .iter()
        .filter_map(|node| Iris::concept_id(node.as_str()).map(str::to_owned))
        .collect()
}

pub(super) fn text(objects: Objects, subject: &NamedNode, property: NamedNodeRef) -> Option<String> {
    texts(objects, subject, property).into_iter().next()
}

/// The literals of a property, sorted.
pub(super) fn texts(objects: Objects, subject: &NamedNode, property: NamedNodeRef) -> Vec<String> {
    let mut texts: Vec<String> = objects(subject, property)
        .into_iter()
        .filter_map(|term| if let Term::Literal(literal) = term { Some(literal.value().to_owned()) } else { None })
        .collect();
    texts.sort();
    texts
}

fn day(objects: Objects, subject: &NamedNode, property: NamedNodeRef) -> Option<Date> {
    text(objects, subject, property)?.parse().ok()
}

fn precision(term: NamedNodeRef) -> Option<Precision> {
    match term {
        kb::PRECISION_DAY => Some(Precision::Day),
        kb::PRECISION_WEEK => Some(Precision::Week),
        kb::PRECISION_MONTH => Some(Precision::Month),
        kb::PRECISION_YEAR => Some(Precision::Year),
        kb::PRECISION_WINDOW => Some(Precision::Window),
        _ => None,
    }
}

fn factuality(term: NamedNodeRef) -> Factuality {
    match term {
        kb::FACTUALITY_CLAIMED => Factuality::Claimed,
        kb::FACTUALITY_DENIED => Factuality::Denied,
        kb::FACTUALITY_PREDICTED => Factuality::Predicted,
        kb::FACTUALITY_DEMANDED => Factuality::Demanded,
        kb::FACTUALITY_HYPOTHETICAL => Factuality::Hypothetical,
        _ => Factuality::Asserted,
    }
}
