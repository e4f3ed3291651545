//! The features of a token: its signs and those of its neighbours, alone and combined, each as one hash.
//!
//! Training and tagging both come here; a change needs new models.

use super::signs::Signs;
use super::words;

/// What stands before and after a sentence.
const NOTHING: Signs = Signs { word: 1, shape: 1, ends: [0; 6], table: 0, lists: 0, setting: 0, classes: [0; 3] };

/// The features of each token of a sentence.
#[must_use]
pub fn features(signs: &[Signs]) -> Vec<Vec<u32>> {
    (0..signs.len()).map(|at| Window { signs, at }.features()).collect()
}

struct Window<'a> {
    signs: &'a [Signs],
    at: usize,
}

/// Hashes features, each under a number of its own.
struct Sink {
    features: Vec<u32>,
    next: u64,
}

impl Sink {
    fn add(&mut self, values: &[u64]) {
        self.next += 1;
        let mixed = values.iter().fold(self.next, |h, value| {
            let h = (h ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            h ^ (h >> 29)
        });
        self.features.push(words::fold(mixed.wrapping_mul(0xbf58_476d_1ce4_e5b9)));
    }

    /// A feature that says something only when none of its values is 0.
    fn add_known(&mut self, values: &[u64]) {
        if values.contains(&0) {
            self.next += 1;
        } else {
            self.add(values);
        }
    }
}

impl Window<'_> {
    fn near(&self, offset: isize) -> &Signs {
        self.at.checked_add_signed(offset).and_then(|at| self.signs.get(at)).unwrap_or(&NOTHING)
    }

    fn features(&self) -> Vec<u32> {
        let mut sink = Sink { features: Vec::with_capacity(80), next: 0 };
        let [far, left, here, right, next] = [-2, -1, 0, 1, 2].map(|offset| self.near(offset));
        sink.add(&[]);
        for signs in [far, left, here, right, next] {
            sink.add(&[signs.word]);
            sink.add(&[signs.shape]);
            sink.add_known(&[signs.lists]);
            signs.classes.iter().for_each(|class| sink.add_known(&[*class]));
        }
        for signs in [left, here, right] {
            sink.add_known(&[signs.table]);
            sink.add(&[signs.setting]);
        }
        here.ends.iter().for_each(|end| sink.add_known(&[*end]));
        for signs in [left, right] {
            sink.add_known(&[signs.ends[1]]);
            sink.add_known(&[signs.ends[4]]);
        }
        pairs(&mut sink, left, here);
        pairs(&mut sink, here, right);
        sink.add(&[left.shape, here.shape, right.shape]);
        sink.add(&[left.word, here.shape, right.word]);
        sink.add(&[far.word, left.word]);
        sink.add(&[right.word, next.word]);
        sink.add(&[far.shape, left.shape, here.shape]);
        sink.add(&[here.shape, right.shape, next.shape]);
        sink.add_known(&[far.classes[1], left.classes[1], here.classes[1]]);
        sink.add_known(&[left.classes[1], here.classes[1], right.classes[1]]);
        sink.add(&[here.setting, here.shape]);
        sink.add(&[here.setting, here.table]);
        sink.add(&[here.table, left.lists, here.shape]);
        sink.add_known(&[here.table, here.classes[1]]);
        sink.add_known(&[left.table, here.table]);
        sink.add_known(&[here.table, right.table]);
        sink.add(&[here.lists, here.shape, here.setting]);
        sink.features
    }
}

/// Two neighbours at once.
fn pairs(sink: &mut Sink, a: &Signs, b: &Signs) {
    sink.add(&[a.word, b.word]);
    sink.add(&[a.word, b.shape]);
    sink.add(&[a.shape, b.word]);
    sink.add(&[a.shape, b.shape]);
    sink.add(&[a.lists, b.shape]);
    sink.add(&[a.shape, b.lists]);
    sink.add_known(&[a.classes[1], b.classes[1]]);
    sink.add_known(&[a.classes[0], b.classes[1]]);
    sink.add_known(&[a.classes[1], b.classes[0]]);
}
