//! Makes the events anew that a change can touch: reads the reports around it, fuses them, and says which quads go and come.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use loaders::fusion::neighbourhood::{MARGIN, quarters, reached, within};
use loaders::fusion::{Event, Rulings, Telling, fuse_ruled};
use loaders::triples;
use ontology::Iris;
use oxigraph::model::Quad;
use oxigraph::store::StorageError;

use super::blocks::{Block, Blocks};
use super::existing::Existing;

/// Where in time something changes, by type and parties.
#[derive(Debug, Default)]
pub struct Touched(BTreeMap<String, BTreeSet<Date>>);

/// The spans of days around what changes, by type and parties.
type Spans = BTreeMap<String, Vec<(Date, Date)>>;

impl Touched {
    /// A report comes or goes.
    pub fn add(&mut self, telling: &Telling) {
        self.0.entry(telling.block_key()).or_default().insert(telling.day());
    }

    fn has(&self, telling: &Telling) -> bool {
        self.0.contains_key(&telling.block_key())
    }
}

/// What is needed to make events anew.
pub struct Refusion<'a> {
    pub existing: &'a Existing<'a>,
    pub iris: &'a Iris,
    pub blocks: &'a RefCell<Blocks>,
    /// As they will be.
    pub rulings: &'a Rulings,
    /// Whether they change, so that an event of the same reports may be another.
    pub judged: bool,
    /// Articles that go.
    pub going: &'a BTreeSet<String>,
    /// Reports that come.
    pub coming: Vec<&'a Telling>,
}

impl Refusion<'_> {
    /// The quads of the touched events as they are and as they will be; events with the same reports as before are left alone.
    pub fn run(&self, mut touched: Touched) -> Result<(Vec<Quad>, Vec<Quad>), StorageError> {
        self.tie(&mut touched)?;
        let spans: Spans = touched.0.into_iter().map(|(block, days)| (block, reached(days))).collect();
        let mut blocks = self.load(&spans)?;
        let inner = |telling: &Telling| around(&spans, telling, 0);
        let (before, unfused) = old_events(&blocks, &inner);
        for block in blocks.values_mut() {
            block.tellings.retain(|telling| !self.going.contains(&telling.article));
        }
        for telling in &self.coming {
            blocks.entry(telling.key()).or_default().tellings.push((*telling).clone());
        }
        let near = |telling: &&Telling| around(&spans, telling, MARGIN);
        let tellings: Vec<Telling> = blocks.values().flat_map(|block| &block.tellings).filter(near).cloned().collect();
        let mut events = fuse_ruled(&tellings, self.rulings);
        events.retain(|event| event.tellings.iter().any(|i| inner(&tellings[*i])));
        let (mut old, mut new) = self.differences(&before, &events, &tellings)?;
        for report in unfused {
            old.extend(self.existing.about(&self.iris.entity(&report), &self.iris.events_graph())?);
        }
        let rejected = |telling: &Telling| {
            let ruling = self.rulings.rejection(&telling.content)?;
            Some(triples::rejected(telling, &ruling.id, self.iris))
        };
        new.extend(tellings.iter().filter(|telling| inner(telling)).filter_map(rejected));
        self.remember(blocks, &events, &tellings);
        Ok((old, new))
    }

    /// Reports that a merger ties to touched ones are touched too, and those that another ties to them.
    fn tie(&self, touched: &mut Touched) -> Result<(), StorageError> {
        let mut waiting: Vec<Vec<Telling>> = Vec::new();
        for contents in self.rulings.mergers() {
            let mut tied = Vec::new();
            for content in contents {
                tied.extend(
                    self.existing.with_content(content)?.iter().filter_map(|report| self.existing.told(report)),
                );
                tied.extend(self.coming.iter().filter(|telling| telling.content == *content).copied().cloned());
            }
            waiting.push(tied);
        }
        loop {
            let is_touched = |tied: &mut Vec<Telling>| tied.iter().any(|telling| touched.has(telling));
            let found: Vec<Vec<Telling>> = waiting.extract_if(.., is_touched).collect();
            if found.is_empty() {
                return Ok(());
            }
            found.iter().flatten().for_each(|telling| touched.add(telling));
        }
    }

    fn load(&self, spans: &Spans) -> Result<BTreeMap<String, Block>, StorageError> {
        let mut blocks = BTreeMap::new();
        for (block, spans) in spans {
            for quarter in quarters(spans) {
                let key = format!("{block}|{quarter}");
                let read = self.blocks.borrow_mut().take(&key, self.existing, self.iris)?;
                blocks.insert(key, read);
            }
        }
        Ok(blocks)
    }

    fn differences(
        &self,
        before: &HashMap<String, BTreeSet<String>>,
        events: &[Event],
        tellings: &[Telling],
    ) -> Result<(Vec<Quad>, Vec<Quad>), StorageError> {
        let names = |event: &Event| event.tellings.iter().map(|i| tellings[*i].name()).collect::<BTreeSet<_>>();
        let now: HashMap<&str, BTreeSet<String>> =
            events.iter().map(|event| (event.id.as_str(), names(event))).collect();
        let (mut old, mut new) = (Vec::new(), Vec::new());
        for (id, reports) in before.iter().filter(|(id, reports)| self.judged || now.get(id.as_str()) != Some(reports))
        {
            old.extend(self.event(id, reports)?);
        }
        for event in events.iter().filter(|event| self.judged || before.get(&event.id) != now.get(event.id.as_str())) {
            new.extend(triples::event(event, tellings, self.iris));
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

    fn remember(&self, mut blocks: BTreeMap<String, Block>, events: &[Event], tellings: &[Telling]) {
        for block in blocks.values_mut() {
            block.events.retain(|report, _| !self.going.contains(article_of(report)));
        }
        let rejected = tellings.iter().filter(|telling| self.rulings.rejection(&telling.content).is_some());
        for telling in rejected {
            blocks.entry(telling.key()).or_default().events.remove(&telling.name());
        }
        for event in events {
            for telling in event.tellings.iter().map(|i| &tellings[*i]) {
                blocks.entry(telling.key()).or_default().events.insert(telling.name(), event.id.clone());
            }
        }
        let mut known = self.blocks.borrow_mut();
        for (key, block) in blocks {
            known.keep(key, block);
        }
    }
}

/// The events, as they are, that have a report where something changes; and the reports there that are of none.
fn old_events(
    blocks: &BTreeMap<String, Block>,
    inner: &dyn Fn(&Telling) -> bool,
) -> (HashMap<String, BTreeSet<String>>, Vec<String>) {
    let mut events: HashMap<String, BTreeSet<String>> = HashMap::new();
    let (mut touched, mut unfused) = (BTreeSet::new(), Vec::new());
    for block in blocks.values() {
        for telling in &block.tellings {
            let name = telling.name();
            match block.events.get(&name) {
                Some(event) => {
                    if inner(telling) {
                        touched.insert(event.clone());
                    }
                    events.entry(event.clone()).or_default().insert(name);
                }
                None if inner(telling) => unfused.push(name),
                None => {}
            }
        }
    }
    events.retain(|event, _| touched.contains(event));
    (events, unfused)
}

fn around(spans: &Spans, telling: &Telling, margin: i64) -> bool {
    spans.get(&telling.block_key()).is_some_and(|spans| within(telling.day(), spans, margin))
}

/// The article in the name of a report (`rep-<article>-<n>`).
fn article_of(report: &str) -> &str {
    report.strip_prefix("rep-").and_then(|rest| rest.rsplit_once('-')).map_or("", |(article, _)| article)
}
