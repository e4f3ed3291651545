//! Renewing the index by what a change touched: events, the cards of entities, the names of outlets.

use std::collections::BTreeSet;

use ontology::Iris;
use ontology::vocab::rdfs;
use oxigraph::model::NamedNode;
use oxigraph::store::Store;

use super::EventIndex;
use super::gather::{self, Gathering};
use crate::graph::{Found, Graph};

impl EventIndex {
    /// Reads some events again, by their local ids: those that are new, have changed or are gone. Gives the IRIs of the entities
    /// and types whose counts that may have changed.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn renew<'e>(
        &mut self,
        store: &Store,
        iris: &Iris,
        events: impl IntoIterator<Item = &'e str> + Clone,
    ) -> Found<BTreeSet<String>> {
        let mut gathering = Gathering::new(Graph::new(store, iris), self);
        for event in events.clone() {
            gathering.read(event)?;
        }
        let drafts = gathering.into_drafts();
        self.totals = super::network::Totals::default();
        let mut changed = BTreeSet::new();
        for number in events.into_iter().filter_map(gather::number_of) {
            self.forget(number, &mut changed);
        }
        for draft in &drafts {
            let entities = draft.parts.iter().map(|part| self.entities.get(part.entity()).card.iri.clone());
            changed.extend(entities);
            self.put(draft);
        }
        if !changed.is_empty() || !drafts.is_empty() {
            changed.extend(self.types.iter().map(|code| Iris::event_type(code).into_string()));
        }
        Ok(changed)
    }

    /// Throws out the rows that are out of date, once they are many.
    pub(in crate::explore) fn tidy(&mut self) {
        if !self.is_worn() {
            return;
        }
        let old = std::mem::take(&mut self.rows);
        self.places.clear();
        self.entities.release();
        for row in (0..old.next()).filter(|row| old.counts(*row)) {
            let new = self.rows.next();
            self.rows.take(&old, row);
            self.places.insert(old.ids[row as usize], new);
            old.parts(row).iter().for_each(|part| self.entities.belongs(part.entity(), new));
        }
    }

    fn forget(&mut self, event: u64, changed: &mut BTreeSet<String>) {
        if let Some(row) = self.places.remove(&event) {
            let entities = self.rows.parts(row).iter().map(|part| self.entities.get(part.entity()).card.iri.clone());
            changed.extend(entities);
            self.rows.clear(row);
        }
    }

    /// Looks again at names, kinds and places of the entities among `nodes`.
    pub(in crate::explore) fn renew_cards(&mut self, graph: Graph<'_>, nodes: &BTreeSet<String>) -> Found<()> {
        for node in nodes {
            let known = graph.iris.local_id(node).and_then(|id| self.entities.number(id));
            let Some(number) = known else { continue };
            let node = NamedNode::new_unchecked(node);
            let (card, point) = (graph.entity_ref(node.as_ref())?, graph.point(node.as_ref())?);
            self.entities.rename(number, card, point);
        }
        Ok(())
    }

    /// Looks again at the names of the outlets among `nodes`; gives the events whose publisher has another name now.
    pub(in crate::explore) fn renew_outlets(
        &mut self,
        graph: Graph<'_>,
        nodes: &BTreeSet<String>,
    ) -> Found<Vec<String>> {
        let mut renamed = Vec::new();
        for (outlet, number) in &self.outlets {
            if !nodes.contains(outlet) {
                continue;
            }
            let node = NamedNode::new_unchecked(outlet);
            let name = graph.text(node.as_ref(), rdfs::LABEL)?.unwrap_or_else(|| graph.id(node.as_ref()));
            if self.publishers.word(*number) != name {
                renamed.push(*number);
            }
        }
        let told = |row: &u32| self.rows.publishers(*row).iter().any(|publisher| renamed.contains(publisher));
        let rows = (0..if renamed.is_empty() { 0 } else { self.rows.next() }).filter(told);
        Ok(rows.filter(|row| self.rows.counts(*row)).map(|row| self.id(row)).collect())
    }
}
