//! Which reports of one type and the same parties are of one event.
//!
//! Each step looks only at days near by, and sorts what it meets by what it says, never by when it came:
//!
//! 1. **Versions**: exact reports that begin on one day, each of one event with every other, richest first.
//! 2. **Stars**: versions of neighbouring days. The one with the most witnesses among its neighbours draws those that contradict
//!    nothing; the others stay. So a chain of daily attacks does not become one attack of a month, and a single paper that
//!    errs by a day does not become a second visit. Two days that two witnesses each tell are two events.
//! 3. **Windows**: reports without a day, or with a week, join the event in their window that is nearest to their end. Those
//!    that find none make versions and stars of their own, by the last day.
//! 4. What spans more than a week is of one event only with what spans the very same days.

use super::relation::{APART, Shape, days_between};
use super::rulings::Rulings;
use super::telling::Telling;
use super::witnesses::Witnesses;
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Days from first to last that an exact report may span.
const EXACT: i32 = 2;
/// Days from first to last of a window.
const WINDOW: i32 = 7;

/// Reports of one event in the making.
struct Cluster {
    members: Vec<usize>,
    /// One of each that say the same: to be compared with these is to be compared with all.
    faces: Vec<usize>,
    /// The days of its shortest report; of reports without a day the last of their window.
    days: (Date, Date),
    /// Whether the texts give these days.
    exact: bool,
    strength: Strength,
}

/// The days by which reports are compared.
type Days = fn(&Telling) -> Option<(Date, Date)>;

/// Witnesses, reports, names, then the earlier and by content: no two clusters are equal.
type Strength = (usize, usize, usize, Reverse<Date>, Reverse<String>);

/// What is needed to compare reports of one block.
struct Block<'a> {
    shapes: &'a [Shape<'a>],
    rulings: &'a Rulings,
}

/// Sorts the reports of one block into events.
#[must_use]
pub fn of_block(block: Vec<usize>, shapes: &[Shape], rulings: &Rulings) -> Vec<Vec<usize>> {
    let here = Block { shapes, rulings };
    let length = |i: &usize| shapes[*i].telling.length();
    let (near, long): (Vec<usize>, Vec<usize>) = block.into_iter().partition(|i| length(i) <= WINDOW);
    let (exact, vague): (Vec<usize>, Vec<usize>) =
        near.into_iter().partition(|i| shapes[*i].telling.days().is_some() && length(i) <= EXACT);
    let (told, last): (Days, Days) = (|telling| telling.begin.zip(telling.end), |telling| telling.end.zip(telling.end));
    let mut found = here.stars(here.versions(exact, told, |telling| telling.begin));
    let left = here.join_windows(&mut found, vague);
    found.extend(here.stars(here.versions(left, last, |telling| telling.end)));
    found.extend(here.versions(long, told, told));
    found.into_iter().map(|cluster| cluster.members).collect()
}

impl Block<'_> {
    fn can_be(&self, a: usize, b: usize) -> bool {
        let (one, other) = (&self.shapes[a], &self.shapes[b]);
        one.can_be(other) && !self.rulings.apart(&one.telling.content, &other.telling.content)
    }

    fn same(&self, a: usize, b: usize) -> bool {
        self.can_be(a, b) && self.shapes[a].same_event(&self.shapes[b]).is_some()
    }

    /// Reports with the same `key` that are all of one event with each other.
    fn versions<K: Ord>(&self, reports: Vec<usize>, days: Days, key: impl Fn(&Telling) -> K) -> Vec<Cluster> {
        let mut by_key: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        for i in reports {
            by_key.entry(key(self.shapes[i].telling)).or_default().push(i);
        }
        by_key.into_values().flat_map(|reports| self.version(reports, days)).collect()
    }

    fn version(&self, mut reports: Vec<usize>, days: Days) -> Vec<Cluster> {
        // What says the same stands together, so that it comes to the same cluster.
        reports.sort_by_key(|i| {
            let telling = self.shapes[*i].telling;
            (Reverse(self.shapes[*i].names()), &self.shapes[*i].said, &telling.article, telling.n)
        });
        let mut groups: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
        for i in reports {
            let fits = |(_, faces): &&mut (Vec<usize>, Vec<usize>)| faces.iter().all(|other| self.same(*other, i));
            match groups.iter_mut().find(fits) {
                Some((members, faces)) => {
                    if faces.last().is_none_or(|last| self.is_face(*last, i)) {
                        faces.push(i);
                    }
                    members.push(i);
                }
                None => groups.push((vec![i], vec![i])),
            }
        }
        groups.into_iter().map(|(members, faces)| self.cluster(members, faces, days)).collect()
    }

    /// Whether a report says something else than the one before it, or may be ruled to be apart.
    fn is_face(&self, last: usize, i: usize) -> bool {
        !self.rulings.is_empty() || self.shapes[last].said != self.shapes[i].said
    }

    fn cluster(&self, members: Vec<usize>, faces: Vec<usize>, days: Days) -> Cluster {
        let told = || members.iter().map(|i| self.shapes[*i].telling);
        let days =
            told().filter_map(days).min_by_key(|(from, to)| ((*to - *from).get_days(), *from)).unwrap_or_default();
        let exact = told().all(|telling| !telling.undated());
        let witnesses = Witnesses::of(&told().collect::<Vec<_>>()).count();
        let names = faces.iter().map(|i| self.shapes[*i].names()).max().unwrap_or_default();
        let first = faces
            .iter()
            .map(|i| format!("{}|{}", self.shapes[*i].said, self.shapes[*i].telling.name()))
            .min()
            .unwrap_or_default();
        Cluster {
            strength: (witnesses, members.len(), names, Reverse(days.0), Reverse(first)),
            members,
            faces,
            days,
            exact,
        }
    }

    /// Whether two versions may be tellings of one event: nothing in them contradicts, and something in them is the same.
    fn near(&self, a: &Cluster, b: &Cluster) -> bool {
        let gap = days_between(a.days, b.days);
        // Days that two witnesses each tell are no error of one of them.
        let settled = gap > 0 && a.exact && b.exact && a.strength.0 > 1 && b.strength.0 > 1;
        gap <= APART
            && !settled
            && self.all_can_be(&a.faces, &b.faces)
            && a.faces.iter().any(|i| b.faces.iter().any(|j| self.same(*i, *j)))
    }

    fn all_can_be(&self, a: &[usize], b: &[usize]) -> bool {
        a.iter().all(|i| b.iter().all(|j| self.can_be(*i, *j)))
    }

    /// Versions that are stronger than all their neighbours draw these.
    fn stars(&self, mut versions: Vec<Cluster>) -> Vec<Cluster> {
        versions.sort_by_key(|version| version.days.0);
        let neighbours = self.neighbours(&versions);
        let leads: Vec<bool> = (0..versions.len())
            .map(|i| neighbours[i].iter().all(|j| versions[*j].strength < versions[i].strength))
            .collect();
        let leader = |i: usize| {
            let leaders = neighbours[i].iter().filter(|j| leads[**j]);
            leaders.max_by_key(|j| &versions[**j].strength).copied()
        };
        let mut drawn: Vec<(usize, usize)> = (0..versions.len()).filter_map(|i| Some((i, leader(i)?))).collect();
        drawn.sort_by_key(|(i, _)| Reverse(&versions[*i].strength));
        for (i, leader) in drawn {
            if self.all_can_be(&versions[leader].faces, &versions[i].faces) {
                let taken = std::mem::take(&mut versions[i].members);
                versions[leader].members.extend(taken);
                let faces = std::mem::take(&mut versions[i].faces);
                versions[leader].faces.extend(faces);
            }
        }
        versions.retain(|version| !version.members.is_empty());
        versions
    }

    /// For each version, those that are near; versions are sorted by their first day.
    fn neighbours(&self, versions: &[Cluster]) -> Vec<Vec<usize>> {
        let mut neighbours = vec![Vec::new(); versions.len()];
        for (i, one) in versions.iter().enumerate() {
            let close = |other: &&Cluster| days_between(one.days, (other.days.0, other.days.0)) <= APART;
            for (k, _) in
                versions[i + 1..].iter().take_while(close).enumerate().filter(|(_, other)| self.near(one, other))
            {
                neighbours[i].push(i + 1 + k);
                neighbours[i + 1 + k].push(i);
            }
        }
        neighbours
    }

    /// Lets reports without an exact day join the event in their window that is nearest to its end; the others are left.
    fn join_windows(&self, found: &mut [Cluster], vague: Vec<usize>) -> Vec<usize> {
        found.sort_by_key(|cluster| cluster.days.0);
        let mut joining: Vec<(usize, usize)> = Vec::new();
        let mut left = Vec::new();
        for i in vague {
            match self.in_window(found, i) {
                Some(at) => joining.push((at, i)),
                None => left.push(i),
            }
        }
        for (at, i) in joining {
            found[at].members.push(i);
        }
        left
    }

    fn in_window(&self, found: &[Cluster], i: usize) -> Option<usize> {
        let window = self.shapes[i].telling.begin.zip(self.shapes[i].telling.end)?;
        let from = found.partition_point(|cluster| (window.0 - cluster.days.0).get_days() > EXACT);
        let inside =
            found[from..].iter().take_while(|cluster| cluster.days.0 <= window.1).enumerate().filter(|(_, cluster)| {
                let meets = days_between(cluster.days, window) <= 0;
                let shared = || cluster.faces.iter().any(|j| self.shapes[*j].shares_name(&self.shapes[i]));
                meets && self.all_can_be(&cluster.faces, &[i]) && shared()
            });
        let nearest = inside
            .min_by_key(|(_, cluster)| (days_between(cluster.days, (window.1, window.1)), Reverse(&cluster.strength)));
        nearest.map(|(at, _)| from + at)
    }
}
