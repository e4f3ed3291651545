//! What analysts decided about an event.

use ontology::vocab::{kb, prov, rdfs};
use oxigraph::model::NamedNodeRef;
use serde::Serialize;

use crate::graph::{Found, Graph};

/// A decision that is in force for an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JudgementCard {
    /// The id that ends its IRI: `judge-…`.
    pub id: String,
    /// `confirmed`, `rejected`, `merged` or `split`.
    pub verdict: Option<String>,
    /// Who decided.
    pub by: Option<String>,
    /// When.
    pub at: Option<String>,
    /// Why.
    pub why: Option<String>,
}

/// All decisions about `event`, the first first.
pub(super) fn all(graph: Graph<'_>, event: NamedNodeRef<'_>) -> Found<Vec<JudgementCard>> {
    let mut cards = graph.each(event, kb::JUDGED_BY, card)?;
    cards.sort_by(|a, b| (&a.at, &a.id).cmp(&(&b.at, &b.id)));
    Ok(cards)
}

fn card(graph: Graph<'_>, judgement: NamedNodeRef<'_>) -> Found<JudgementCard> {
    let user = graph.node(judgement, prov::WAS_ATTRIBUTED_TO)?;
    Ok(JudgementCard {
        id: graph.id(judgement),
        verdict: graph.word(judgement, kb::VERDICT)?,
        by: user.map(|user| graph.text(user.as_ref(), rdfs::LABEL)).transpose()?.flatten(),
        at: graph.text(judgement, prov::GENERATED_AT_TIME)?,
        why: graph.text(judgement, rdfs::COMMENT)?,
    })
}
