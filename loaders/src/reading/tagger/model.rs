//! The weights of a name tagger and how they decide: a linear-chain conditional random field over hashed features.
//!
//! A feature is a 32-bit hash; nothing but hashes and weights is stored, so a model stays small and a look-up cheap. The
//! training (`tools/names/train_names.rs`) uses this very file to score, so that it can't differ from the tagging.

use super::words::WordClasses;
use rustc_hash::FxHashMap;

/// Labels a token can have: outside, then begin and inside of person, organization, place.
pub const LABELS: usize = 7;
/// A weight for each label.
pub type Weights = [f32; LABELS];

const MAGIC: &[u8; 8] = b"kabarcrf";
/// Stored weights are whole multiples of this.
const STEP: f32 = 1.0 / 1024.0;
/// Score of what can't be: inside a name that did not begin.
const NEVER: f32 = -1e4;

/// A model that can't be read.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// It is no model, or of another version.
    #[error("not a name model: it should begin with `kabarcrf`")]
    Magic,
    /// It ends too early.
    #[error("the name model ends after {0} bytes, in the middle of a value")]
    Short(usize),
}

/// Weights of features and of steps from label to label.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// What words belong together.
    pub words: WordClasses,
    /// From label to label.
    pub steps: [Weights; LABELS],
    rows: FxHashMap<u32, u32>,
    weights: Vec<Weights>,
}

/// What a model says of one sentence.
#[derive(Debug, Clone, Default)]
pub struct Decoded {
    /// The best label of each token.
    pub labels: Vec<usize>,
    /// How probable each label is at each token.
    pub chances: Vec<Weights>,
}

impl Model {
    /// A model of weights; `steps` must forbid nothing, that is done here.
    #[must_use]
    pub fn new(
        words: WordClasses,
        steps: [Weights; LABELS],
        features: impl IntoIterator<Item = (u32, Weights)>,
    ) -> Model {
        let mut model = Model { words, steps, ..Model::default() };
        for (feature, weights) in features {
            model.rows.insert(feature, u32::try_from(model.weights.len()).unwrap_or(u32::MAX));
            model.weights.push(weights);
        }
        model.steps = possible(&model.steps);
        model
    }

    /// How much each label is worth at each token.
    #[must_use]
    pub fn scores(&self, features: &[Vec<u32>]) -> Vec<Weights> {
        features.iter().map(|token| self.score(token)).collect()
    }

    fn score(&self, token: &[u32]) -> Weights {
        let mut sum = [0.0; LABELS];
        for row in token.iter().filter_map(|feature| self.rows.get(feature)) {
            let weights = &self.weights[*row as usize];
            sum.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
        }
        sum
    }

    /// The best labels, and the chance of each.
    #[must_use]
    pub fn decode(&self, features: &[Vec<u32>]) -> Decoded {
        let scores = self.scores(features);
        Decoded { labels: best_path(&scores, &self.steps), chances: chances(&scores, &self.steps).chances }
    }

    // ---- as bytes -----------------------------------------------------------------------------

    /// Reads a model.
    ///
    /// # Errors
    /// Bytes that are no model, or not all of one.
    pub fn read(bytes: &[u8]) -> Result<Model, ModelError> {
        let rest = bytes.strip_prefix(MAGIC.as_slice()).ok_or(ModelError::Magic)?;
        let mut input = Input { rest, whole: bytes.len() };
        let words = WordClasses::read(&mut input)?;
        let mut steps = [[0.0; LABELS]; LABELS];
        for weight in steps.iter_mut().flatten() {
            *weight = input.weight()?;
        }
        let count = input.u32()? as usize;
        let mut features = Vec::with_capacity(count.min(input.rest.len()));
        for _ in 0..count {
            let feature = input.u32()?;
            let which = input.u8()?;
            let mut weights = [0.0; LABELS];
            for (label, weight) in weights.iter_mut().enumerate() {
                if which & (1 << label) != 0 {
                    *weight = input.weight()?;
                }
            }
            features.push((feature, weights));
        }
        Ok(Model::new(words, steps, features))
    }

    /// Writes a model; weights too small to be stored are left out.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        self.words.write(&mut bytes);
        self.steps.iter().flatten().for_each(|weight| bytes.extend(stored(*weight).to_le_bytes()));
        let mut rows: Vec<(u32, [i16; LABELS])> =
            self.rows.iter().map(|(feature, row)| (*feature, self.weights[*row as usize].map(stored))).collect();
        rows.retain(|(_, weights)| weights.iter().any(|weight| *weight != 0));
        rows.sort_unstable_by_key(|(feature, _)| *feature);
        bytes.extend(u32::try_from(rows.len()).unwrap_or(u32::MAX).to_le_bytes());
        for (feature, weights) in rows {
            bytes.extend(feature.to_le_bytes());
            bytes.push((0..LABELS).filter(|label| weights[*label] != 0).map(|label| 1 << label).sum());
            weights.iter().filter(|weight| **weight != 0).for_each(|weight| bytes.extend(weight.to_le_bytes()));
        }
        bytes
    }
}

#[expect(clippy::cast_possible_truncation, reason = "clamped to what fits")]
fn stored(weight: f32) -> i16 {
    (weight / STEP).round().clamp(f32::from(i16::MIN), f32::from(i16::MAX)) as i16
}

/// Bytes that are read from front to back.
pub struct Input<'a> {
    rest: &'a [u8],
    whole: usize,
}

impl Input<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        let (first, rest) = self.rest.split_first_chunk().ok_or(ModelError::Short(self.whole))?;
        self.rest = rest;
        Ok(*first)
    }

    /// One byte.
    pub(super) fn u8(&mut self) -> Result<u8, ModelError> {
        self.take().map(|[byte]| byte)
    }

    /// Two bytes.
    pub(super) fn u16(&mut self) -> Result<u16, ModelError> {
        self.take().map(u16::from_le_bytes)
    }

    /// Four bytes.
    pub(super) fn u32(&mut self) -> Result<u32, ModelError> {
        self.take().map(u32::from_le_bytes)
    }

    fn weight(&mut self) -> Result<f32, ModelError> {
        self.take().map(|bytes| f32::from(i16::from_le_bytes(bytes)) * STEP)
    }
}

// ---- deciding ---------------------------------------------------------------------------------

/// Whether `label` continues a name (the even ones but `O` do).
fn inside(label: usize) -> bool {
    label > 0 && label.is_multiple_of(2)
}

/// The weights of steps, those into a name that did not begin forbidden.
#[must_use]
pub fn possible(steps: &[Weights; LABELS]) -> [Weights; LABELS] {
    std::array::from_fn(|from| {
        std::array::from_fn(|to| if inside(to) && from != to && from + 1 != to { NEVER } else { steps[from][to] })
    })
}

fn opening(scores: &Weights) -> Weights {
    std::array::from_fn(|label| if inside(label) { NEVER } else { scores[label] })
}

/// The path of labels with the highest sum.
fn best_path(scores: &[Weights], steps: &[Weights; LABELS]) -> Vec<usize> {
    let Some(first) = scores.first() else { return Vec::new() };
    let mut best = opening(first);
    let mut back: Vec<[usize; LABELS]> = Vec::with_capacity(scores.len());
    for score in &scores[1..] {
        let mut from = [0; LABELS];
        let mut next = [f32::MIN; LABELS];
        for to in 0..LABELS {
            for before in 0..LABELS {
                let sum = best[before] + steps[before][to];
                if sum > next[to] {
                    (next[to], from[to]) = (sum, before);
                }
            }
            next[to] += score[to];
        }
        back.push(from);
        best = next;
    }
    let last = (0..LABELS).fold(0, |a, b| if best[b] > best[a] { b } else { a });
    let mut path = vec![last];
    for from in back.iter().rev() {
        path.push(from[path[path.len() - 1]]);
    }
    path.reverse();
    path
}

/// Chances of labels and of steps, and the logarithm of the sum over all paths.
pub struct Chances {
    /// Of each label at each token.
    pub chances: Vec<Weights>,
    /// Summed over the tokens, of each step.
    pub steps: [Weights; LABELS],
    /// Logarithm of the sum over all paths.
    pub total: f64,
}

/// The chances of all labels by the forward-backward algorithm, scaled at every token.
#[must_use]
pub fn chances(scores: &[Weights], steps: &[Weights; LABELS]) -> Chances {
    let n = scores.len();
    let expected = [[0.0; LABELS]; LABELS];
    if n == 0 {
        return Chances { chances: Vec::new(), steps: expected, total: 0.0 };
    }
    let raised: [Weights; LABELS] = steps.map(|row| row.map(f32::exp));
    let mut total = 0.0;
    let mut states: Vec<Weights> = Vec::with_capacity(n);
    for (t, score) in scores.iter().enumerate() {
        let score = if t == 0 { opening(score) } else { *score };
        let top = score.iter().copied().fold(f32::MIN, f32::max);
        total += f64::from(top);
        states.push(score.map(|s| (s - top).exp()));
    }
    let mut forward: Vec<Weights> = Vec::with_capacity(n);
    let mut scales = Vec::with_capacity(n);
    for (t, state) in states.iter().enumerate() {
        let mut row = if t == 0 { *state } else { through(&forward[t - 1], &raised, state) };
        let sum: f32 = row.iter().sum();
        row = row.map(|x| x / sum);
        total += f64::from(sum).ln();
        scales.push(sum);
        forward.push(row);
    }
    let mut result = Chances { chances: vec![[0.0; LABELS]; n], steps: expected, total };
    let mut backward = [1.0; LABELS];
    for t in (0..n).rev() {
        result.chances[t] = std::array::from_fn(|label| forward[t][label] * backward[label]);
        if t == 0 {
            break;
        }
        let ahead: Weights = std::array::from_fn(|to| states[t][to] * backward[to] / scales[t]);
        let mut before = [0.0; LABELS];
        for from in 0..LABELS {
            for to in 0..LABELS {
                let reach = raised[from][to] * ahead[to];
                before[from] += reach;
                result.steps[from][to] += forward[t - 1][from] * reach;
            }
        }
        backward = before;
    }
    result
}

fn through(before: &Weights, raised: &[Weights; LABELS], state: &Weights) -> Weights {
    let mut row = [0.0; LABELS];
    for (from, reach) in before.iter().zip(raised) {
        row.iter_mut().zip(reach).for_each(|(sum, step)| *sum += from * step);
    }
    row.iter_mut().zip(state).for_each(|(sum, state)| *sum *= state);
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> Model {
        let words = WordClasses::new([("Jakarta", 1), ("Bandung", 1), ("makan", 0)], vec![0, 3]);
        let mut steps = [[0.0; LABELS]; LABELS];
        steps[1][2] = 1.5;
        let begin = [0.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        let inside = [0.0, 0.0, 4.0, 0.0, 0.0, 0.0, 0.0];
        Model::new(words, steps, [(7, begin), (9, inside), (11, [0.0; LABELS])])
    }

    #[test]
    fn a_name_goes_on_only_where_one_began() {
        assert_eq!(model().decode(&[vec![9], vec![7], vec![9], vec![]]).labels, [0, 1, 2, 0]);
    }

    #[test]
    fn chances_of_a_token_add_up_to_one() {
        for chances in model().decode(&[vec![7], vec![9], vec![1], vec![7, 9]]).chances {
            assert!((chances.iter().sum::<f32>() - 1.0).abs() < 1e-4, "{chances:?}");
        }
    }

    #[test]
    fn a_model_reads_what_it_wrote() {
        let bytes = model().write();
        let again = Model::read(&bytes).expect("a model");
        assert_eq!(again.write(), bytes);
        assert_eq!(again.words.of("Jakarta"), Some((1, 3)));
        assert_eq!(again.decode(&[vec![7], vec![9]]).labels, [1, 2]);
    }

    #[test]
    fn bytes_that_are_no_model_are_told_apart() {
        assert!(matches!(Model::read(b"nothing"), Err(ModelError::Magic)));
        let bytes = model().write();
        assert!(matches!(Model::read(&bytes[..bytes.len() - 1]), Err(ModelError::Short(_))));
    }
}
