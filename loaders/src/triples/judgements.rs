//! Judgements as quads of their own graph, and back.

use super::told::{Objects, nodes, text, texts};
use super::writer::Writer;
use crate::fusion::{Ruling, Verdict};
use crate::judgement::Judgement;
use ontology::iri::Iris;
use ontology::vocab::{kb, prov};
use oxrdf::vocab::{rdfs, xsd};
use oxrdf::{Literal, NamedNode, NamedNodeRef, Quad};

/// The quads of a judgement.
#[must_use]
pub fn judgement(judgement: &Judgement, iris: &Iris) -> Vec<Quad> {
    let mut writer = Writer::new(iris.judgements_graph());
    let Judgement { ruling, of, by, at, why } = judgement;
    let node = iris.judgement(&ruling.id);
    writer.class(&node, kb::JUDGEMENT);
    writer.add(&node, kb::VERDICT, verdict(ruling.verdict));
    ruling.contents.iter().for_each(|content| writer.words(&node, kb::JUDGED_CONTENT, content, None));
    ruling.rest.iter().for_each(|content| writer.words(&node, kb::APART_FROM, content, None));
    for thing in of {
        writer.add(&node, kb::JUDGES, thing.clone());
    }
    let user = iris.user(by);
    writer.add(&node, prov::WAS_ATTRIBUTED_TO, user.clone());
    writer.class(&user, prov::AGENT);
    writer.words(&user, rdfs::LABEL, by, None);
    writer.add(&node, prov::GENERATED_AT_TIME, Literal::new_typed_literal(at.to_string(), xsd::DATE_TIME));
    if let Some(why) = why {
        writer.words(&node, rdfs::COMMENT, why, None);
    }
    writer.finish()
}

/// The judgement that a graph has under this IRI; `None` if it is not whole.
#[must_use]
pub fn judged(node: &NamedNode, iris: &Iris, objects: Objects) -> Option<Judgement> {
    let by = nodes(objects, node, prov::WAS_ATTRIBUTED_TO).pop()?;
    Some(Judgement {
        ruling: Ruling {
            id: iris.local_id(node.as_str())?.strip_prefix("judge-")?.to_owned(),
            verdict: of_verdict(nodes(objects, node, kb::VERDICT).first()?.as_ref())?,
            contents: texts(objects, node, kb::JUDGED_CONTENT).into_iter().collect(),
            rest: texts(objects, node, kb::APART_FROM).into_iter().collect(),
        },
        of: nodes(objects, node, kb::JUDGES),
        by: text(objects, &by, rdfs::LABEL)?,
        at: text(objects, node, prov::GENERATED_AT_TIME)?.parse().ok()?,
        why: text(objects, node, rdfs::COMMENT),
    })
}

fn verdict(verdict: Verdict) -> NamedNodeRef<'static> {
    match verdict {
        Verdict::Confirmed => kb::VERDICT_CONFIRMED,
        Verdict::Rejected => kb::VERDICT_REJECTED,
        Verdict::Merged => kb::VERDICT_MERGED,
        Verdict::Split => kb::VERDICT_SPLIT,
    }
}

fn of_verdict(term: NamedNodeRef) -> Option<Verdict> {
    [Verdict::Confirmed, Verdict::Rejected, Verdict::Merged, Verdict::Split].into_iter().find(|v| verdict(*v) == term)
}
