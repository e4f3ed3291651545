//! How two actors hang together: the shortest chains of events between them.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::EventIndex;
use super::answers::{Arrow, Node, Row};
use super::filter::{BadFilter, Filter, Sieve};
use super::neighbours::Direction;

/// Paths that are shown.
const MOST: usize = 5;
/// Steps of the longest path that is looked for.
const LONGEST: usize = 4;
/// Events shown for each step.
const EVENTS: usize = 3;
/// Neighbours that are followed from one actor when paths are told apart.
const WIDTH: usize = 200;

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
    /// The paths; empty when there is none of at most four steps.
    pub paths: Vec<Path>,
    /// Whether more paths were found than are shown.
    pub more: bool,
}

type Ties = HashMap<u32, u32>;

/// Looks for paths in the rows that fit, and remembers who has to do with whom.
struct Search<'i> {
    index: &'i EventIndex,
    sieve: Sieve<'i>,
    known: HashMap<u32, Ties>,
}

impl EventIndex {
    /// Paths between the entities called `from` and `to`.
    ///
    /// # Errors
    ///
    /// If the filter asks for what cannot be.
    pub fn paths(&self, filter: &Filter, from: &str, to: &str) -> Result<Paths, BadFilter> {
        let sieve = self.sieve(filter)?;
        let (Some(from), Some(to)) = (self.entities.number(from), self.entities.number(to)) else {
            return Ok(Paths { paths: Vec::new(), more: false });
        };
        let mut search = Search { index: self, sieve, known: HashMap::new() };
        let steps = search.distances(from, to);
        let mut found = Vec::new();
        if let Some(shortest) = steps.get(&to).copied() {
            let mut trail = vec![to];
            search.back(from, &steps, shortest, &mut trail, &mut found);
            if found.len() < MOST && shortest < LONGEST {
                let seen: HashSet<Vec<u32>> = found.iter().map(|(_, path)| path.clone()).collect();
                let mut longer = Vec::new();
                search.back(from, &steps, shortest + 1, &mut trail, &mut longer);
                longer.retain(|(_, path)| !seen.contains(path));
                found.extend(longer);
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
    /// How many steps each entity is from `from`, as far as `to` and one step beyond.
    fn distances(&mut self, from: u32, to: u32) -> HashMap<u32, usize> {
        let mut steps = HashMap::from([(from, 0)]);
        let mut edge = vec![from];
        for step in 1..=LONGEST {
            let mut next = Vec::new();
            for entity in edge {
                for other in self.ties(entity).keys().copied().collect::<Vec<_>>() {
                    steps.entry(other).or_insert_with(|| {
                        next.push(other);
                        step
                    });
                }
            }
            if steps.contains_key(&to) || next.is_empty() {
                break;
            }
            edge = next;
        }
        steps
    }

    /// All ways back from the end of `trail` to `from` in so many steps, each with the events of its weakest step.
    fn back(
        &mut self,
        from: u32,
        steps: &HashMap<u32, usize>,
        left: usize,
        trail: &mut Vec<u32>,
        found: &mut Vec<(u32, Vec<u32>)>,
    ) {
        let here = trail[trail.len() - 1];
        if here == from {
            let weakest = trail.windows(2).map(|pair| self.ties(pair[0]).get(&pair[1]).copied().unwrap_or(0)).min();
            found.push((weakest.unwrap_or(0), trail.iter().rev().copied().collect()));
            return;
        }
        if left == 0 || found.len() > WIDTH {
            return;
        }
        let nearer = |other: &u32| steps.get(other).is_some_and(|far| *far < left) && !trail.contains(other);
        let mut next: Vec<_> =
            self.ties(here).iter().filter(|(other, _)| nearer(other)).map(|(other, events)| (*events, *other)).collect();
        next.sort_by_key(|(events, other)| (std::cmp::Reverse(*events), *other));
        for (_, other) in next.into_iter().take(WIDTH) {
            trail.push(other);
            self.back(from, steps, left - 1, trail, found);
            trail.pop();
        }
    }

    /// Who has to do with an entity, in how many events.
    fn ties(&mut self, entity: u32) -> &Ties {
        let (index, sieve) = (self.index, &self.sieve);
        self.known.entry(entity).or_insert_with(|| {
            let mut ties = Ties::new();
            index.ties_of(entity, |row| sieve.fits(row), &mut |_, other, _| *ties.entry(other).or_default() += 1);
            ties
        })
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
        let mut types: HashMap<Direction, HashMap<u8, u32>> = HashMap::new();
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
        let arrow = |(direction, types): &(Direction, HashMap<u8, u32>)| match direction {
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
