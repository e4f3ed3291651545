//! One change of a store: which quads go, which come, worked out before anything is written.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use loaders::facts::Reading;
use loaders::fusion::{Rulings, Telling};
use loaders::judgement::Judgement;
use loaders::reading::Reader;
use loaders::triples;
use ontology::Iris;
use ontology::vocab::{kb, prov, schema};
use oxigraph::model::{NamedOrBlankNode, Quad, Term};
use oxigraph::store::StorageError;

use super::Outcome;
use super::blocks::Blocks;
use super::existing::Existing;
use super::refusion::{Refusion, Touched};
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
    /// Where events may change.
    touched: Touched,
    /// The judgement that comes, and the ids of those that go.
    judgement: Option<Judgement>,
    undone: BTreeSet<String>,
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
            touched: Touched::default(),
            judgement: None,
            undone: BTreeSet::new(),
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
        for telling in &tellings {
            self.touched.add(telling);
        }
        let (own, meta) = (self.own(reading), self.meta(reading));
        self.coming.insert(short, Coming { identity, own, meta, tellings, replaces });
        Ok(())
    }

    /// Takes an article out.
    pub fn delete(&mut self, article: &str) -> Result<(), StorageError> {
        self.outcome.deleted += usize::from(self.forget(article)?);
        Ok(())
    }

    /// Writes it all, in one commit. Where much comes, what changes nothing that is there goes by the bulk loader, and the rest,
    /// which includes what makes the articles count, by a transaction after it.
    pub fn commit(mut self) -> Result<Outcome, StorageError> {
        let judged = self.judgement.is_some() || !self.undone.is_empty();
        if self.coming.is_empty() && self.going.is_empty() && !judged {
            return Ok(self.outcome);
        }
        let (old, mut new) = self.events(judged)?;
        new.extend(self.judgement.iter().flat_map(|judgement| triples::judgement(judgement, self.iris)));
        let (old, new): (HashSet<Quad>, HashSet<Quad>) = (old.into_iter().collect(), new.into_iter().collect());
        let removed: Vec<&Quad> = self.gone.iter().chain(old.difference(&new)).collect();
        let added: Vec<&Quad> = new.difference(&old).collect();
        let own: Vec<Quad> = self.coming.values_mut().flat_map(|coming| std::mem::take(&mut coming.own)).collect();
        let meta = || self.coming.values().flat_map(|coming| &coming.meta);
        self.outcome.quads += own.len() + meta().count() + added.len();
        let mut commit = self.store.begin()?;
        for quad in &removed {
            commit.remove(*quad)?;
        }
        for article in &self.going {
            commit.remove_graph(self.iris.article_graph(article).as_ref().into())?;
        }
        let again = self.coming.keys().any(|article| self.going.contains(article));
        if own.len() < MANY || again {
            for quad in own.iter().chain(added.iter().copied()) {
                commit.insert(quad)?;
            }
        } else {
            let (fresh, changed) = apart(&added, &removed);
            commit.load(own.into_iter().chain(fresh.into_iter().cloned()).collect());
            for quad in changed {
                commit.insert(quad)?;
            }
        }
        for quad in meta() {
            commit.insert(quad)?;
        }
        commit.finish(None)?;
        let is_event = |quad: &&&Quad| {
            let NamedOrBlankNode::NamedNode(node) = &quad.subject else { return false };
            self.iris.local_id(node.as_str()).is_some_and(|id| id.starts_with("ev-"))
        };
        let changed: HashSet<_> = added.iter().filter(is_event).map(|quad| &quad.subject).collect();
        self.outcome.events += changed.len();
        for coming in self.coming.values() {
            self.outcome.reports += coming.tellings.len();
            *(if coming.replaces { &mut self.outcome.replaced } else { &mut self.outcome.added }) += 1;
        }
        Ok(self.outcome)
    }

    /// Adds a judgement.
    pub fn judge(&mut self, judgement: Judgement) -> Result<(), StorageError> {
        self.touch(&judgement)?;
        self.judgement = Some(judgement);
        Ok(())
    }

    /// Takes a judgement back.
    pub fn undo(&mut self, judgement: &Judgement) -> Result<(), StorageError> {
        self.touch(judgement)?;
        let graph = self.iris.judgements_graph();
        self.gone.extend(self.existing.about(&self.iris.judgement(&judgement.ruling.id), &graph)?);
        if !self
            .existing
            .judgements()?
            .iter()
            .any(|other| other.by == judgement.by && other.ruling.id != judgement.ruling.id)
        {
            self.gone.extend(self.existing.about(&self.iris.user(&judgement.by), &graph)?);
        }
        self.undone.insert(judgement.ruling.id.clone());
        Ok(())
    }

    fn touch(&mut self, judgement: &Judgement) -> Result<(), StorageError> {
        for content in judgement.ruling.contents.iter().chain(&judgement.ruling.rest) {
            for report in self.existing.with_content(content)? {
                if let Some(telling) = self.existing.told(&report) {
                    self.touched.add(&telling);
                }
            }
        }
        Ok(())
    }

    /// The quads of the touched events as they are and as they will be.
    fn events(&mut self, judged: bool) -> Result<(Vec<Quad>, Vec<Quad>), StorageError> {
        let mut judgements = self.existing.judgements()?;
        judgements.retain(|judgement| !self.undone.contains(&judgement.ruling.id));
        judgements.extend(self.judgement.clone());
        let rulings = Rulings::new(judgements.into_iter().map(|judgement| judgement.ruling).collect());
        let refusion = Refusion {
            existing: &self.existing,
            iris: self.iris,
            blocks: self.blocks,
            rulings: &rulings,
            judged,
            going: &self.going,
            coming: self.coming.values().flat_map(|coming| &coming.tellings).collect(),
        };
        refusion.run(std::mem::take(&mut self.touched))
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
        for report in self.existing.reports_in(&graph)? {
            if let Some(telling) = self.existing.told(&report) {
                self.touched.add(&telling);
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
}

/// Of the quads about events that come: those of events that are new in every part, and those of events to which a report
/// comes over that was another's, so that what is removed speaks of the same things.
fn apart<'q>(added: &[&'q Quad], removed: &[&Quad]) -> (Vec<&'q Quad>, Vec<&'q Quad>) {
    let had: HashSet<&NamedOrBlankNode> = removed.iter().map(|quad| &quad.subject).collect();
    let made = |quad: &&&Quad| quad.predicate == kb::REPORT_OF;
    let moved = added.iter().filter(made).filter(|quad| had.contains(&quad.subject));
    let changed: HashSet<&Term> = moved.map(|quad| &quad.object).collect();
    let is_changed = |quad: &&Quad| {
        let about = |node: &NamedOrBlankNode| changed.contains(&Term::from(node.clone()));
        had.contains(&quad.subject) || about(&quad.subject) || changed.contains(&quad.object)
    };
    added.iter().copied().partition(|quad| !is_changed(quad))
}
