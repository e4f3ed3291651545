//! One change of a store: which quads go, which come, worked out before anything is written.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use loaders::facts::Reading;
use loaders::fusion::{Event, Telling, fuse};
use loaders::reading::Reader;
use loaders::triples;
use ontology::Iris;
use ontology::vocab::{kb, prov, schema, sem};
use oxigraph::model::{Quad, Term};
use oxigraph::store::StorageError;

use super::Outcome;
use super::blocks::{Block, Blocks};
use super::existing::Existing;
use crate::store::Ledger;

/// Quads from which the bulk loader is faster than a transaction.
const MANY: usize = 20_000;

/// A change in the making.
pub struct Change<'a> {
    store: &'a Ledger,
    reader: &'a Reader,
    iris: &'a Iris,
    run: Option<&'a str>,
    existing: Existing<'a>,
    blocks: &'a RefCell<Blocks>,
    outcome: Outcome,
    /// Articles that come, by their short hash.
    coming: BTreeMap<String, Coming>,
    /// Articles that go.
    going: BTreeSet<String>,
    gone: Vec<Quad>,
    /// Fusion keys whose events may change.
    keys: BTreeSet<String>,
}

struct Coming {
    identity: (Option<String>, Option<String>, Option<String>),
    /// The article's own graph and the reference data it names: only ever added.
    own: Vec<Quad>,
    /// Its metadata; with them the article counts as there.
    meta: Vec<Quad>,
    tellings: Vec<Telling>,
    replaces: bool,
}

impl<'a> Change<'a> {
    pub fn new(
        store: &'a Ledger,
        reader: &'a Reader,
        iris: &'a Iris,
        run: Option<&'a str>,
        blocks: &'a RefCell<Blocks>,
    ) -> Self {
        Self {
            store,
            reader,
            iris,
            run,
            existing: Existing::new(store, iris),
            blocks,
            outcome: Outcome::default(),
            coming: BTreeMap::new(),
            going: BTreeSet::new(),
            gone: Vec::new(),
            keys: BTreeSet::new(),
        }
    }

    /// Adds an article; an older version of it goes.
    pub fn add(&mut self, reading: &Reading) -> Result<(), StorageError> {
        let article = self.iris.article(&reading.sha256);
        let short = self.iris.article_id(article.as_str()).unwrap_or_default().to_owned();
        if self.coming.contains_key(&short) || (self.existing.has(&short)? && !self.going.contains(&short)) {
            self.outcome.unchanged += 1;
            return Ok(());
        }
        let given = &reading.article;
        let identity = (given.url.clone(), given.id.clone(), given.publisher.clone());
        let older =
            self.existing.same_article(given.url.as_deref(), given.id.as_deref(), given.publisher.as_deref())?;
        let mut replaces = false;
        for older in older {
            replaces |= self.forget(&older)?;
        }
        // Two versions in one change: the later one counts.
        let named = identity.0.is_some() || identity.1.is_some();
        if let Some(other) =
            self.coming.iter().find(|(_, coming)| named && coming.identity == identity).map(|(short, _)| short.clone())
        {
            self.coming.remove(&other);
            replaces = true;
        }
        let tellings = Telling::of(reading, self.iris);
        self.keys.extend(tellings.iter().map(Telling::key));
        let (own, meta) = (self.own(reading), self.meta(reading));
        self.coming.insert(short, Coming { identity, own, meta, tellings, replaces });
        Ok(())
    }

    /// Takes an article out.
    pub fn delete(&mut self, article: &str) -> Result<(), StorageError> {
        self.outcome.deleted += usize::from(self.forget(article)?);
        Ok(())
    }

    /// Writes it all, in one step that happens or does not: by the bulk loader if much comes and nothing goes, else by a
    /// transaction. Where much comes and something goes, the new articles' own graphs are written before it; they do not
    /// count until their metadata are there, so that a program that ends in between only has to write them again.
    pub fn commit(mut self) -> Result<Outcome, StorageError> {
        if self.coming.is_empty() && self.going.is_empty() {
            return Ok(self.outcome);
        }
        let (old, new) = self.events()?;
        let (old, new): (HashSet<Quad>, HashSet<Quad>) = (old.into_iter().collect(), new.into_iter().collect());
        let removed: Vec<&Quad> = self.gone.iter().chain(old.difference(&new)).collect();
        let added: Vec<&Quad> = new.difference(&old).collect();
        let own: Vec<Quad> = self.coming.values_mut().flat_map(|coming| std::mem::take(&mut coming.own)).collect();
        let rest = || self.coming.values().flat_map(|coming| &coming.meta).chain(added.iter().copied());
        self.outcome.quads += own.len() + rest().count();
        let many = own.len() >= MANY;
        let mut small = Vec::new();
        let whole = many && removed.is_empty() && self.going.is_empty();
        if whole {
            self.store.load(own.into_iter().chain(rest().cloned()).collect())?;
        } else if many {
            self.store.load(own)?;
        } else {
            small = own;
        }
        if !whole {
            let mut commit = self.store.begin()?;
            for quad in removed {
                commit.remove(quad)?;
            }
            for article in &self.going {
                commit.remove_graph(self.iris.article_graph(article).as_ref().into())?;
            }
            for quad in small.iter().chain(rest()) {
                commit.insert(quad)?;
            }
            commit.finish(None)?;
        }
        let changed: HashSet<_> =
            added.iter().filter(|quad| quad.predicate == sem::EVENT_TYPE).map(|quad| &quad.subject).collect();
        self.outcome.events += changed.len();
        for coming in self.coming.values() {
            self.outcome.reports += coming.tellings.len();
            *(if coming.replaces { &mut self.outcome.replaced } else { &mut self.outcome.added }) += 1;
        }
        Ok(self.outcome)
    }

    fn own(&self, reading: &Reading) -> Vec<Quad> {
        let mut quads = triples::article(reading, self.iris);
        let reference = &self.reader.reference;
        let places =
            reading.entities.iter().filter(|entity| entity.known && entity.kind == ontology::entity::Kind::Place);
        for place in places.filter_map(|place| reference.find(&place.id)) {
            quads.extend(triples::known(reference, place, self.iris));
        }
        quads
    }

    fn meta(&self, reading: &Reading) -> Vec<Quad> {
        let mut quads = triples::about_article(reading, self.iris);
        if let Some(run) = self.run {
            let graph = self.iris.article_graph(&reading.sha256);
            quads.push(Quad::new(graph, prov::WAS_GENERATED_BY, self.iris.run(run), self.iris.meta_graph()));
        }
        quads
    }

    /// Lets an article go, if it is there.
    fn forget(&mut self, article: &str) -> Result<bool, StorageError> {
        if !self.existing.has(article)? || !self.going.insert(article.to_owned()) {
            return Ok(false);
        }
        let graph = self.iris.article_graph(article);
        for quad in self.existing.graph(&graph)? {
            if quad.predicate == kb::FUSION_KEY
                && let Term::Literal(key) = &quad.object
            {
                self.keys.insert(key.value().to_owned());
            }
        }
        let (meta, node) = (self.iris.meta_graph(), self.iris.article(article));
        let about = self.existing.about(&node, &meta)?;
        for outlet in
            about.iter().filter(|quad| [schema::PUBLISHER, prov::HAD_PRIMARY_SOURCE].contains(&quad.predicate.as_ref()))
        {
            let Term::NamedNode(outlet) = &outlet.object else { continue };
            if !self.existing.outlet_is_shared(outlet, &node)? {
                self.gone.extend(self.existing.about(outlet, &meta)?);
            }
        }
        self.gone.extend(about);
        self.gone.extend(self.existing.about(&graph, &meta)?);
        Ok(true)
    }

    /// The quads of the touched events as they are and as they will be; events with the same reports as before are left alone.
    fn events(&self) -> Result<(Vec<Quad>, Vec<Quad>), StorageError> {
        let mut coming: BTreeMap<String, Vec<&Telling>> = BTreeMap::new();
        for telling in self.coming.values().flat_map(|coming| &coming.tellings) {
            coming.entry(telling.key()).or_default().push(telling);
        }
        let (mut old, mut new) = (Vec::new(), Vec::new());
        for key in &self.keys {
            let mut block = self.blocks.borrow_mut().take(key, &self.existing, self.iris)?;
            block.tellings.retain(|telling| !self.going.contains(&telling.article));
            block.tellings.extend(coming.get(key).into_iter().flatten().copied().cloned());
            let events = fuse(&block.tellings);
            let names =
                |event: &Event| event.tellings.iter().map(|i| block.tellings[*i].name()).collect::<BTreeSet<_>>();
            let now: BTreeMap<String, BTreeSet<String>> =
                events.iter().map(|event| (event.id.clone(), names(event))).collect();
            for (id, reports) in block.events.iter().filter(|(id, reports)| now.get(*id) != Some(reports)) {
                old.extend(self.event(id, reports)?);
            }
            for event in events.iter().filter(|event| block.events.get(&event.id) != now.get(&event.id)) {
                new.extend(triples::event(event, &block.tellings, self.iris));
            }
            self.blocks.borrow_mut().keep(key.clone(), Block { tellings: block.tellings, events: now });
        }
        Ok((old, new))
    }

    /// The quads of an event as the store has them.
    fn event(&self, id: &str, reports: &BTreeSet<String>) -> Result<Vec<Quad>, StorageError> {
        let graph = self.iris.events_graph();
        let mut quads = self.existing.about(&self.iris.event(id), &graph)?;
        for report in reports {
            quads.extend(self.existing.about(&self.iris.entity(report), &graph)?);
        }
        Ok(quads)
    }
}
