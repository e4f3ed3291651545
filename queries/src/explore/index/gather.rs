//! Reads events from the store into rows: all of them in one pass over their graph, or one by its name.

use std::collections::HashMap;

use ontology::Iris;
use ontology::vocab::{kb, rdfs, schema, sem};
use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};

use super::rows::{ACTOR, ACTOR_COUNTRY, PLACE, Part, RECIPIENT, RECIPIENT_COUNTRY, TAKES_PART, UNDATED, UNSURE};
use super::{EventIndex, calendar};
use crate::explore::cards::word_of;
use crate::graph::{Found, Graph, named};

/// Events between two words about how far the reading is.
const TELL: usize = 1000;

/// An event on its way into the columns.
pub(super) struct Draft {
    pub(super) id: u64,
    pub(super) event_type: u8,
    pub(super) begin: i32,
    pub(super) end: i32,
    pub(super) precision: u8,
    pub(super) factuality: u8,
    pub(super) confidence: u8,
    pub(super) reports: u16,
    pub(super) independents: u16,
    pub(super) parts: Vec<Part>,
    pub(super) publishers: Vec<u16>,
    /// Whether the store says what type it is; nothing else makes it an event.
    typed: bool,
}

impl Draft {
    fn new(id: u64) -> Self {
        Self {
            id,
            event_type: 0,
            begin: UNDATED,
            end: UNDATED,
            precision: 0,
            factuality: 0,
            confidence: UNSURE,
            reports: 0,
            independents: 0,
            parts: Vec::new(),
            publishers: Vec::new(),
            typed: false,
        }
    }

    fn take_part(&mut self, entity: u32, role: u32) {
        match self.parts.iter_mut().find(|part| part.entity() == entity) {
            Some(part) => *part = part.with(role),
            None => self.parts.push(Part::new(entity, role)),
        }
    }
}

/// The number in the name of a fused event, `ev-` and 16 hexadecimal digits.
pub(super) fn number_of(event: &str) -> Option<u64> {
    event.strip_prefix("ev-").and_then(|digits| u64::from_str_radix(digits, 16).ok())
}

/// Reads into the lists of an index; the rows come out as drafts.
pub(super) struct Gathering<'g, 'i> {
    graph: Graph<'g>,
    index: &'i mut EventIndex,
    drafts: HashMap<u64, Draft>,
    /// Publishers of articles that were met, by the article's hash.
    published: HashMap<String, Option<u16>>,
    /// Events whose type was met.
    typed: usize,
}

impl<'g, 'i> Gathering<'g, 'i> {
    pub(super) fn new(graph: Graph<'g>, index: &'i mut EventIndex) -> Self {
        Self { graph, index, drafts: HashMap::new(), published: HashMap::new(), typed: 0 }
    }

    pub(super) fn into_drafts(self) -> Vec<Draft> {
        let mut drafts: Vec<_> = self.drafts.into_values().filter(|draft| draft.typed).collect();
        drafts.sort_by_key(|draft| (draft.begin, draft.id));
        for draft in &mut drafts {
            draft.parts.sort_unstable();
            draft.publishers.sort_unstable();
            draft.publishers.dedup();
        }
        drafts
    }

    /// Every event of the store; tells now and then what share of them is read.
    pub(super) fn read_all(&mut self, tell: &dyn Fn(f64)) -> Found<()> {
        let within = self.graph.iris.events_graph();
        let total = share(self.graph.statements(sem::EVENT_TYPE, Some(&within)).count());
        let within = GraphNameRef::NamedNode(within.as_ref());
        for quad in self.graph.store.quads_for_pattern(None, None, None, Some(within)) {
            let before = self.typed;
            self.take(quad?)?;
            if self.typed > before && self.typed.is_multiple_of(TELL) {
                tell(share(self.typed) / total);
            }
        }
        Ok(())
    }

    /// The event with this local id; nothing if there is none.
    pub(super) fn read(&mut self, event: &str) -> Found<()> {
        let node = self.graph.iris.entity(event);
        let within = self.graph.iris.events_graph();
        let within = GraphNameRef::NamedNode(within.as_ref());
        for quad in self.graph.store.quads_for_pattern(Some(node.as_ref().into()), None, None, Some(within)) {
            self.take(quad?)?;
        }
        for report in self.graph.subjects(kb::REPORT_OF, node.as_ref())? {
            self.report(report.as_ref(), &node)?;
        }
        Ok(())
    }

    fn take(&mut self, quad: Quad) -> Found<()> {
        let NamedOrBlankNode::NamedNode(subject) = quad.subject else { return Ok(()) };
        if quad.predicate == kb::REPORT_OF {
            return named(quad.object).map_or(Ok(()), |event| self.report(subject.as_ref(), &event));
        }
        let Some(number) = self.graph.iris.local_id(subject.as_str()).and_then(number_of) else { return Ok(()) };
        match quad.object {
            Term::NamedNode(object) => self.link(number, quad.predicate.as_ref(), &object),
            Term::Literal(value) => {
                self.value(number, quad.predicate.as_ref(), value.value());
                Ok(())
            }
            Term::BlankNode(_) | Term::Triple(_) => Ok(()),
        }
    }

    fn draft(&mut self, number: u64) -> &mut Draft {
        self.drafts.entry(number).or_insert_with(|| Draft::new(number))
    }

    fn link(&mut self, number: u64, predicate: NamedNodeRef<'_>, object: &NamedNode) -> Found<()> {
        if predicate == sem::EVENT_TYPE {
            let code = byte(self.index.types.put(type_code_of(object)));
            let draft = self.draft(number);
            (draft.event_type, draft.typed) = (code, true);
            self.typed += 1;
        } else if predicate == kb::DATE_PRECISION {
            self.draft(number).precision = byte(self.index.precisions.put(&word_of(object.as_ref())));
        } else if predicate == kb::FACTUALITY {
            self.draft(number).factuality = byte(self.index.factualities.put(&word_of(object.as_ref())));
        } else if let Some(role) = role(predicate) {
            let entity = self.entity(object)?;
            self.draft(number).take_part(entity, role);
        }
        Ok(())
    }

    fn value(&mut self, number: u64, predicate: NamedNodeRef<'_>, text: &str) {
        let draft = self.draft(number);
        if predicate == sem::HAS_BEGIN_TIME_STAMP {
            draft.begin = calendar::parse(text).unwrap_or(UNDATED);
        } else if predicate == sem::HAS_END_TIME_STAMP {
            draft.end = calendar::parse(text).unwrap_or(UNDATED);
        } else if predicate == kb::CONFIDENCE {
            draft.confidence = text.parse().map_or(UNSURE, hundredths);
        } else if predicate == kb::REPORT_COUNT {
            draft.reports = text.parse().unwrap_or(0);
        } else if predicate == kb::INDEPENDENT_SOURCES {
            draft.independents = text.parse().unwrap_or(0);
        }
    }

    fn entity(&mut self, node: &NamedNode) -> Found<u32> {
        let id = self.graph.id(node.as_ref());
        if let Some(number) = self.index.entities.number(&id) {
            return Ok(number);
        }
        let card = self.graph.entity_ref(node.as_ref())?;
        let point = self.graph.point(node.as_ref())?;
        Ok(self.index.entities.add(card, point))
    }

    /// A report brings the publisher of its article; its name holds the article's hash.
    fn report(&mut self, report: NamedNodeRef<'_>, event: &NamedNode) -> Found<()> {
        let iris = self.graph.iris;
        let Some(number) = iris.local_id(event.as_str()).and_then(number_of) else { return Ok(()) };
        let article = iris.local_id(report.as_str()).and_then(|id| id.strip_prefix("rep-")?.split('-').next());
        let Some(article) = article else { return Ok(()) };
        if let Some(publisher) = self.publisher(iris, article)? {
            self.draft(number).publishers.push(publisher);
        }
        Ok(())
    }

    fn publisher(&mut self, iris: &Iris, article: &str) -> Found<Option<u16>> {
        if let Some(publisher) = self.published.get(article) {
            return Ok(*publisher);
        }
        let outlet = self.graph.node(iris.article(article).as_ref(), schema::PUBLISHER)?;
        let publisher = outlet.map(|outlet| self.outlet(&outlet)).transpose()?;
        self.published.insert(article.to_owned(), publisher);
        Ok(publisher)
    }

    /// The number of an outlet's name.
    fn outlet(&mut self, outlet: &NamedNode) -> Found<u16> {
        let name = self.graph.text(outlet.as_ref(), rdfs::LABEL)?;
        let name = name.unwrap_or_else(|| self.graph.id(outlet.as_ref()));
        let number = self.index.publishers.put(&name);
        self.index.outlets.insert(outlet.as_str().to_owned(), number);
        Ok(number)
    }
}

/// A number of events, to be divided by another.
#[expect(clippy::cast_precision_loss, reason = "it is shown as a share in hundredths")]
fn share(events: usize) -> f64 {
    events as f64
}

fn type_code_of(node: &NamedNode) -> &str {
    Iris::concept_id(node.as_str()).unwrap_or(node.as_str())
}

fn role(predicate: NamedNodeRef<'_>) -> Option<u32> {
    let roles = [
        (kb::ACTOR, ACTOR),
        (kb::RECIPIENT, RECIPIENT),
        (sem::HAS_PLACE, PLACE),
        (kb::ACTOR_COUNTRY, ACTOR_COUNTRY),
        (kb::RECIPIENT_COUNTRY, RECIPIENT_COUNTRY),
        (sem::HAS_ACTOR, TAKES_PART),
    ];
    roles.into_iter().find(|(property, _)| *property == predicate).map(|(_, role)| role)
}

/// The lists of types, precisions and factualities are short; the last number of a byte is kept for what is gone.
fn byte(number: u16) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX - 1).min(u8::MAX - 1)
}

/// A share of one in hundredths.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 0 and 100")]
pub(super) fn hundredths(share: f64) -> u8 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u8
}
