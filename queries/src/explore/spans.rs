//! Where words stand in an article: begin and end in Unicode code points, end exclusive.

use ontology::vocab::{gaf, nif};
use oxigraph::model::NamedNodeRef;

use crate::graph::{Found, Graph};

/// A stretch of an article's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Span {
    pub(crate) fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl Graph<'_> {
    pub(crate) fn span(self, mention: NamedNodeRef<'_>) -> Found<Option<Span>> {
        let start = self.number(mention, nif::BEGIN_INDEX)?;
        let end = self.number(mention, nif::END_INDEX)?;
        Ok(start.zip(end).map(|(start, end)| Span { start, end }))
    }

    /// Where the words stand that `subject` has by `predicate`, in the order of the text.
    pub(crate) fn spans_by(self, subject: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Found<Vec<Span>> {
        let mut spans = Vec::new();
        for mention in self.nodes(subject, predicate)? {
            spans.extend(self.span(mention.as_ref())?);
        }
        spans.sort();
        Ok(spans)
    }

    /// Where the words stand that say `subject`.
    pub(crate) fn spans(self, subject: NamedNodeRef<'_>) -> Found<Vec<Span>> {
        self.spans_by(subject, gaf::DENOTED_BY)
    }
}
