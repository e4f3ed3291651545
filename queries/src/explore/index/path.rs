//! How two actors hang together: the shortest chains of events between them.

use std::rc::Rc;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::EventIndex;
use super::answers::{Arrow, Node, Row};
use super::filter::{BadFilter, Filter, Sieve};
use super::neighbours::Direction;
use super::network::Types;

/// Paths that are shown.
const MOST: usize = 5;
/// Steps of the longest path that is looked for.
const LONGEST: usize = 4;
/// Events shown for each step.
const EVENTS: usize = 3;
/// The strongest ties that are followed from one actor, with two, three and four steps left.
const WIDTH: [usize; 3] = [200, 60, 15];

/// Two actors that act on each other, with the events.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// Local id of one.
    pub source: String,
    /// Local id of the other.
    pub target: String,
    /// What they do, one arrow each way and one for what they do together.
    pub arrows: Vec<Arrow>,
    /// Events in all.
    pub events: u32,
    /// The latest of them.
    pub latest: Vec<Row>,
}

/// A chain from one actor to the other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Path {
    /// Who is on it, from end to end.
    pub nodes: Vec<Node>,
    /// What lies between each and the next.
    pub steps: Vec<Step>,
    /// Events of its weakest step.
    pub weakest: u32,
}

/// The shortest paths; among those as short, the ones whose weakest step has most events.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Paths {
    /// The paths, shortest first; empty when there is none of at most four steps.
    pub paths: Vec<Path>,
    /// Whether more paths were found than are shown.
    pub more: bool,
}

type Ties = FxHashMap<u32, u32>;

/// Looks for paths in the rows that fit, and remembers who has to do with whom.
struct Search<'i> {
    index: &'i EventIndex,
    sieve: Sieve<'i>,
    known: FxHashMap<u32, Rc<Ties>>,
    /// Whoever `from` has to do with.
    first: Rc<Ties>,
    from: u32,
}

impl EventIndex {
    /// Paths between the entities called `from` and `to`. From each actor on the way the strongest ties are followed.
    ///
    /// # Errors
    ///
    /// If the filter asks for what cannot be.
    pub fn paths(&self, filter: &Filter, from: &str, to: &str) -> Result<Paths, BadFilter> {
        let sieve = self.sieve(filter)?;
        let ends = self.entities.number(from).zip(self.entities.number(to)).filter(|(from, to)| from != to);
        let Some((from, to)) = ends else { return Ok(Paths { paths: Vec::new(), more: false }) };
        let mut search = Search { index: self, sieve, known: FxHashMap::default(), first: Rc::default(), from };
        search.first = search.ties(from);
        let mut found = Vec::new();
        let mut longest = LONGEST;
        for steps in 1..=LONGEST {
            if found.len() >= MOST || steps > longest {
                break;
            }
            search.back(steps, u32::MAX, &mut vec![to], &mut found);
            if !found.is_empty() {
                longest = longest.min(steps + 1);
            }
        }
        found.sort_by_key(|(weakest, path)| (path.len(), std::cmp::Reverse(*weakest), path.clone()));
        let more = found.len() > MOST;
        found.truncate(MOST);
        let paths = found.into_iter().map(|(weakest, path)| search.told(weakest, &path)).collect();
        Ok(Paths { paths, more })
    }
}

impl Search<'_> {
    /// The ways back from the end of `trail` in so many steps, each with the events of its weakest step.
    fn back(&mut self, left: usize, weakest: u32, trail: &mut Vec<u32>, found: &mut Vec<(u32, Vec<u32>)>) {
        let here = trail[trail.len() - 1];
        if left == 1 {
            if let Some(events) = self.first.get(&here) {
                let path = [self.from].into_iter().chain(trail.iter().rev().copied()).collect();
                found.push((weakest.min(*events), path));
            }
            return;
        }
        let ties = self.ties(here);
        // Before the last step only those count that `from` has to do with.
        let leads = |other: &u32| left > 2 || self.first.contains_key(other);
        let free = |other: &u32| *other != self.from && !trail.contains(other);
        let mut next: Vec<_> = ties.iter().filter(|(other, _)| leads(other) && free(other)).collect();
        next.sort_by_key(|(other, events)| (std::cmp::Reverse(**events), **other));
        for (other, events) in next.into_iter().take(WIDTH[left - 2]) {
            trail.push(*other);
            self.back(left - 1, weakest.min(*events), trail, found);
            trail.pop();
        }
    }

    /// Who has to do with an entity, in how many events.
    fn ties(&mut self, entity: u32) -> Rc<Ties> {
        let (index, sieve) = (self.index, &self.sieve);
        let known = self.known.entry(entity).or_insert_with(|| {
            let mut ties = Ties::default();
            index.ties_of(entity, |row| sieve.fits(row), &mut |_, other, _| *ties.entry(other).or_default() += 1);
            Rc::new(ties)
        });
        Rc::clone(known)
    }

    fn told(&self, weakest: u32, path: &[u32]) -> Path {
        Path {
            nodes: path.iter().map(|entity| self.index.node(*entity, self.events(*entity))).collect(),
            steps: path.windows(2).map(|pair| self.step(pair[0], pair[1])).collect(),
            weakest,
        }
    }

    fn events(&self, entity: u32) -> u32 {
        let rows = &self.index.entities.get(entity).rows;
        super::rows::small(rows.iter().filter(|row| self.sieve.fits(**row)).count())
    }

    fn step(&self, source: u32, target: u32) -> Step {
        let mut rows = Vec::new();
        let mut types: FxHashMap<Direction, Types> = FxHashMap::default();
        self.index.ties_of(source, |row| self.sieve.fits(row), &mut |row, other, direction| {
            if other == target {
                rows.push(row);
                let code = self.index.rows.types[row as usize];
                *types.entry(direction).or_default().entry(code).or_default() += 1;
            }
        });
        rows.sort_by_key(|row| (std::cmp::Reverse(self.index.rows.begins[*row as usize]), *row));
        let mut types: Vec<_> = types.into_iter().collect();
        types.sort_by_key(|(direction, _)| *direction);
        let arrow = |(direction, types): &(Direction, Types)| match direction {
            Direction::Out => self.index.arrow((source, target, true), types),
            Direction::In => self.index.arrow((target, source, true), types),
            Direction::With => self.index.arrow((source, target, false), types),
        };
        Step {
            source: self.index.entities.get(source).card.id.clone(),
            target: self.index.entities.get(target).card.id.clone(),
            arrows: types.iter().map(arrow).collect(),
            events: super::rows::small(rows.len()),
            latest: rows.into_iter().take(EVENTS).map(|row| self.index.row(row)).collect(),
        }
    }
}
