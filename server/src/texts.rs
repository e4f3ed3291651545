//! Keeps the index of texts up with the commits of the store.
//!
//! The index is behind until somebody searches: then the commits it has not seen are read from the log, and what they touched is
//! indexed again. An index of another store, or of commits that the log no longer has, is built anew from the store. That goes on
//! when who asked first has lost patience, so that a large store is indexed once and not begun again and again.

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use ontology::vocab::{nif, rdf};
use oxigraph::model::{GraphName, NamedNode};
use oxigraph::sparql::CancellationToken;
use queries::TextIndex;
use queries::text::{TELLING, TextError, Texts};

use crate::store::Ledger;
use crate::store::patch;

/// How long somebody who waits for the index sleeps before looking whether to give up.
const NAP: Duration = Duration::from_millis(20);

/// The texts of one store. When it is dropped, work on the index is stopped.
pub struct StoreTexts(Arc<Work>);

struct Work {
    ledger: Arc<Ledger>,
    folder: PathBuf,
    closing: CancellationToken,
    state: Mutex<State>,
    done: Condvar,
}

#[derive(Default)]
struct State {
    index: Option<Arc<TextIndex>>,
    /// The last commit the index has seen.
    seen: Option<u64>,
    /// The thread that is or was at it.
    worker: Option<JoinHandle<()>>,
    /// Why the last thread did not get to its end.
    failure: Option<TextError>,
}

impl StoreTexts {
    /// The texts of a store; nothing is opened yet.
    #[must_use]
    pub fn new(ledger: Arc<Ledger>) -> Self {
        let folder = ledger.folder_for("texts");
        let (state, done) = (Mutex::default(), Condvar::new());
        Self(Arc::new(Work { ledger, folder, closing: CancellationToken::new(), state, done }))
    }
}

impl Texts for StoreTexts {
    fn current(&self, token: &CancellationToken) -> Result<Arc<TextIndex>, TextError> {
        let wanted = self.0.ledger.number();
        let mut state = self.0.lock();
        loop {
            if let Some(index) = state.index.as_ref().filter(|_| state.seen >= Some(wanted)) {
                return Ok(Arc::clone(index));
            }
            if let Some(failure) = state.failure.take() {
                return Err(failure);
            }
            if token.is_cancelled() {
                return Err(TextError::Cancelled);
            }
            if state.worker.as_ref().is_none_or(JoinHandle::is_finished) {
                let work = Arc::clone(&self.0);
                state.worker = Some(thread::Builder::new().name("texts".to_owned()).spawn(move || work.run())?);
            }
            let woken = self.0.done.wait_timeout(state, NAP);
            state = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl Drop for StoreTexts {
    fn drop(&mut self) {
        self.0.closing.cancel();
        let worker = self.0.lock().worker.take();
        if let Some(worker) = worker {
            let _ = worker.join(); // a panic there has been printed
        }
    }
}

impl Work {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Brings the index up to the last commit.
    fn run(&self) {
        let (index, seen) = {
            let state = self.lock();
            (state.index.clone(), state.seen)
        };
        let last = self.ledger.number();
        let opened = index.map_or_else(|| self.open(), |index| Ok((index, seen)));
        let renewed = opened.and_then(|(index, seen)| self.renew(&index, seen, last).map(|()| index));
        let mut state = self.lock();
        match renewed {
            Ok(index) => (state.index, state.seen) = (Some(index), Some(last)),
            Err(failure) => state.failure = Some(failure),
        }
        self.done.notify_all();
    }

    fn open(&self) -> Result<(Arc<TextIndex>, Option<u64>), TextError> {
        let index = TextIndex::open(&self.folder)?;
        let mark = index.mark()?.unwrap_or_default();
        let (identity, number) = mark.split_once(' ').unwrap_or_default();
        let seen = number.parse().ok().filter(|_| identity == self.ledger.identity());
        Ok((Arc::new(index), seen))
    }

    fn renew(&self, index: &TextIndex, seen: Option<u64>, last: u64) -> Result<(), TextError> {
        if seen == Some(last) {
            return Ok(());
        }
        let mark = format!("{} {last}", self.ledger.identity());
        match self.changes(seen, last)? {
            Some(Changes { things, graphs }) => index.renew(&self.ledger, &things, &graphs, &mark, &self.closing),
            None => index.rebuild(&self.ledger, &mark, &self.closing),
        }
    }

    /// What changed since a commit; nothing when the log does not know.
    fn changes(&self, seen: Option<u64>, last: u64) -> Result<Option<Changes>, TextError> {
        let Some(mut after) = seen.filter(|seen| *seen <= last) else { return Ok(None) };
        if self.ledger.first_commit()? > after + 1 {
            return Ok(None);
        }
        let mut changes = Changes::default();
        while after < last {
            let records = self.ledger.commits_after(after)?;
            let Some(newest) = records.last() else { return Ok(None) };
            after = newest.head.number;
            records.iter().flat_map(|record| record.patch.lines()).for_each(|line| changes.add(line));
        }
        Ok(Some(changes))
    }
}

/// What may have another text now.
#[derive(Debug, Default, PartialEq)]
struct Changes {
    things: BTreeSet<NamedNode>,
    graphs: HashSet<GraphName>,
}

impl Changes {
    /// Adds what a line of a patch touches.
    fn add(&mut self, line: &str) {
        if let Some(graph) = line.strip_prefix("GD ").or_else(|| line.strip_prefix("GC ")) {
            self.graphs.extend(patch::graph_name(graph.trim_end_matches([' ', '.'])));
            return;
        }
        let Some(triple) = line.strip_prefix("A <").or_else(|| line.strip_prefix("D <")) else { return };
        let Some((subject, rest)) = triple.split_once("> <") else { return };
        let Some((predicate, object)) = rest.split_once("> ") else { return };
        let tells = TELLING.iter().any(|telling| telling.as_str() == predicate);
        let sentence = || object.strip_prefix('<').is_some_and(|rest| rest.starts_with(nif::SENTENCE.as_str()));
        if tells && (predicate != rdf::TYPE.as_str() || sentence()) {
            self.things.insert(NamedNode::new_unchecked(subject));
        }
    }
}

#[cfg(test)]
mod tests {
    use ontology::vocab::{gaf, schema};

    use super::*;

    #[test]
    fn lines_that_touch_texts() {
        let mut changes = Changes::default();
        let (headline, class, sentence) = (schema::HEADLINE, rdf::TYPE, nif::SENTENCE);
        for line in [
            format!("A <x:a> {headline} \"Gempa > <x\"@id <x:g> ."),
            format!("D <x:b> {class} {sentence} <x:g> ."),
            format!("A <x:c> {class} <x:Other> <x:g> ."),
            format!("A <x:d> {} <x:e> <x:g> .", gaf::DENOTED_BY),
            format!("A _:f {headline} \"x\" <x:g> ."),
            "GD <x:h> .".to_owned(),
            "GC DEFAULT .".to_owned(),
            "GA <x:i> .".to_owned(),
        ] {
            changes.add(&line);
        }
        let things = ["x:a", "x:b"].map(NamedNode::new_unchecked);
        let graphs = [GraphName::DefaultGraph, NamedNode::new_unchecked("x:h").into()];
        assert_eq!(changes, Changes { things: things.into(), graphs: graphs.into() });
    }
}
