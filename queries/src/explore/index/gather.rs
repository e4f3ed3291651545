//! Reads events from the store into rows: what each statement tells of an event, one event by its name, all of them from `scan`.

use std::collections::HashMap;

use ontology::Iris;
use ontology::vocab::{kb, rdfs, schema, sem};
use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};

use super::rows::{ACTOR, ACTOR_COUNTRY, PLACE, Part, RECIPIENT, RECIPIENT_COUNTRY, TAKES_PART, UNDATED, UNSURE};
use super::scan::{self, Column, Pass};
use super::{EventIndex, calendar};
use crate::explore::cards::word_of;
use crate::graph::{Found, Graph, named};

/// The properties with values of a column.
pub(super) const VALUES: [NamedNodeRef<'static>; 5] =
    [sem::HAS_BEGIN_TIME_STAMP, sem::HAS_END_TIME_STAMP, kb::CONFIDENCE, kb::REPORT_COUNT, kb::INDEPENDENT_SOURCES];

/// The properties that lead to an entity or to a word of a closed list.
pub(super) const LINKS: [NamedNodeRef<'static>; 9] = [
    sem::EVENT_TYPE,
    kb::DATE_PRECISION,
    kb::FACTUALITY,
    kb::ACTOR,
    kb::RECIPIENT,
    sem::HAS_PLACE,
    kb::ACTOR_COUNTRY,
    kb::RECIPIENT_COUNTRY,
    sem::HAS_ACTOR,
];

/// What one statement tells of an event.
#[derive(Clone, Copy)]
enum Told {
    Type(u8),
    Precision(u8),
    Factuality(u8),
    /// An entity and its role.
    Part(u32, u32),
    Begin(i32),
    End(i32),
    Confidence(u8),
    Reports(u16),
    Independents(u16),
}

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

    fn take(&mut self, told: Told) {
        match told {
            Told::Type(code) => (self.event_type, self.typed) = (code, true),
            Told::Precision(word) => self.precision = word,
            Told::Factuality(word) => self.factuality = word,
            Told::Part(entity, role) => self.take_part(entity, role),
            Told::Begin(day) => self.begin = day,
            Told::End(day) => self.end = day,
            Told::Confidence(share) => self.confidence = share,
            Told::Reports(count) => self.reports = count,
            Told::Independents(count) => self.independents = count,
        }
    }

    fn take_part(&mut self, entity: u32, role: u32) {
        match self.parts.iter_mut().find(|part| part.entity() == entity) {
            Some(part) => *part = part.with(role),
            None => self.parts.push(Part::new(entity, role)),
        }
    }
}

/// The hash of the article that a report stands in, which is part of its name.
pub(super) fn article_of<'r>(iris: &Iris, report: NamedNodeRef<'r>) -> Option<&'r str> {
    iris.local_id(report.as_str())?.strip_prefix("rep-")?.split('-').next()
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
}

impl<'g, 'i> Gathering<'g, 'i> {
    pub(super) fn new(graph: Graph<'g>, index: &'i mut EventIndex) -> Self {
        Self { graph, index, drafts: HashMap::new(), published: HashMap::new() }
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
        scan::read(self.graph, tell, |pass| match pass {
            Pass::Property(predicate, column) => self.property(predicate, &column),
            Pass::Outlets(outlets) => {
                for (article, outlet) in outlets {
                    let publisher = self.outlet(&outlet)?;
                    self.published.insert(article, Some(publisher));
                }
                Ok(())
            }
            Pass::Reports(column) => {
                for (event, article) in column.rows {
                    let publisher = self.published.get(&column.values[article as usize]).copied().flatten();
                    self.draft(event).publishers.extend(publisher);
                }
                Ok(())
            }
        })
    }

    fn property(&mut self, predicate: NamedNodeRef<'_>, column: &Column<Term>) -> Found<()> {
        let told = column.values.iter().map(|value| self.told(predicate, value)).collect::<Found<Vec<_>>>()?;
        for (event, value) in &column.rows {
            if let Some(told) = told[*value as usize] {
                self.draft(*event).take(told);
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
        if let Some(told) = self.told(quad.predicate.as_ref(), &quad.object)? {
            self.draft(number).take(told);
        }
        Ok(())
    }

    fn draft(&mut self, number: u64) -> &mut Draft {
        self.drafts.entry(number).or_insert_with(|| Draft::new(number))
    }

    /// What a statement tells of its event; nothing if that stands in no column.
    fn told(&mut self, predicate: NamedNodeRef<'_>, object: &Term) -> Found<Option<Told>> {
        match object {
            Term::NamedNode(object) => self.link(predicate, object),
            Term::Literal(value) => Ok(value_of(predicate, value.value())),
            Term::BlankNode(_) | Term::Triple(_) => Ok(None),
        }
    }

    fn link(&mut self, predicate: NamedNodeRef<'_>, object: &NamedNode) -> Found<Option<Told>> {
        Ok(if predicate == sem::EVENT_TYPE {
            Some(Told::Type(byte(self.index.types.put(type_code_of(object)))))
        } else if predicate == kb::DATE_PRECISION {
            Some(Told::Precision(byte(self.index.precisions.put(&word_of(object.as_ref())))))
        } else if predicate == kb::FACTUALITY {
            Some(Told::Factuality(byte(self.index.factualities.put(&word_of(object.as_ref())))))
        } else if let Some(role) = role(predicate) {
            Some(Told::Part(self.entity(object)?, role))
        } else {
            None
        })
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
        let Some(article) = article_of(iris, report) else { return Ok(()) };
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

fn value_of(predicate: NamedNodeRef<'_>, text: &str) -> Option<Told> {
    let day = || calendar::parse(text).unwrap_or(UNDATED);
    if predicate == sem::HAS_BEGIN_TIME_STAMP {
        Some(Told::Begin(day()))
    } else if predicate == sem::HAS_END_TIME_STAMP {
        Some(Told::End(day()))
    } else if predicate == kb::CONFIDENCE {
        Some(Told::Confidence(text.parse().map_or(UNSURE, hundredths)))
    } else if predicate == kb::REPORT_COUNT {
        Some(Told::Reports(text.parse().unwrap_or(0)))
    } else if predicate == kb::INDEPENDENT_SOURCES {
        Some(Told::Independents(text.parse().unwrap_or(0)))
    } else {
        None
    }
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
