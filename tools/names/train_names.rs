//! Trains a name tagger: `train_names LANGUAGE CLASSES OUT FILE[:WEIGHT]… -- FILE[:WEIGHT]…`, run by train.sh beside it.
//!
//! Two models are learnt and averaged, which for linear models is one model that votes for both: a strict one from gold and
//! from the sentences of the first files of whose every word the larger tagger is sure, and an open one from all that it said of
//! all files, names swapped in those after `--`.
//!
//! Stochastic gradient descent on the likelihood of a conditional random field, with a cumulative L1 penalty (Tsuruoka,
//! Tsujii and Ananiadou 2009) that makes weights exactly zero. It works on one sentence at a time and only on the features
//! in it, so half a million features cost no more than those of the sentence. Features and scores are the tagger's own.

use loaders::article::Article;
use loaders::lexicon::Lexicon;
use loaders::reading::tagger::model::{LABELS, Model, Weights, chances, possible};
use loaders::reading::tagger::signs::PersonWords;
use loaders::reading::tagger::words::WordClasses;
use loaders::reading::tagger::{Page, Tagger};
use loaders::reading::{layout, sentences};
use loaders::reference::Reference;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Times a feature must occur, rounds over the data, first step size and its decay a round, strength of the L1 penalty.
const LEAST: u32 = 2;
const ROUNDS: u32 = 24;
const STEP: f32 = 0.03;
const DECAY: f32 = 0.88;
const PENALTY: f32 = 0.1;
/// How probable each label of a sentence must be for the strict model.
const SURE: f32 = 0.8;
/// Averaged weights below this are left out.
const SMALL: f32 = 0.02;
/// Where the random order begins.
const SEED: u64 = 0x2026_1123;

/// A sentence ready for learning.
#[derive(Clone)]
struct Example {
    features: Vec<Vec<u32>>,
    targets: Vec<Weights>,
    weight: f32,
}

/// A word that may be of a name: first and last code point, how probable each label is.
type Word = (usize, usize, Weights);

fn main() {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [language, classes, out, files @ ..] = given.as_slice() else {
        eprintln!(
            "train_names LANGUAGE CLASSES OUT FILE[:WEIGHT]… [-- FILE[:WEIGHT]…]  (CLASSES: a table, or `-` for none)"
        );
        std::process::exit(2);
    };
    let lexicons = Lexicon::shipped().expect("the language folders can be read");
    let lexicon = lexicons.iter().find(|lexicon| lexicon.code == *language).expect("a folder of this language");
    let reference = Reference::shipped();
    let words = read_classes(classes);
    let tagger =
        Tagger { model: Model::new(words.clone(), [[0.0; LABELS]; LABELS], []), people: PersonWords::of(&reference) };
    let (mut open, mut strict) = (Vec::new(), Vec::new());
    for file in files {
        if file == "--" {
            strict = open.iter().filter_map(sure).collect();
            continue;
        }
        let (path, weight) = file
            .split_once(':')
            .map_or((file.as_str(), 1.0), |(path, weight)| (path, weight.parse().expect("a weight")));
        let text = std::fs::read_to_string(path).expect("a training file");
        text.lines().for_each(|line| read_document(line, weight, lexicon, &reference, &tagger, &mut open));
    }
    let learnt: Vec<Learnt> = [strict, open].into_iter().filter(|examples| !examples.is_empty()).map(learn).collect();
    let (steps, features) = average(&learnt);
    let bytes = Model::new(words, steps, features).write();
    eprintln!("{} bytes", bytes.len());
    std::fs::write(out, bytes).expect("a file to write");
}

/// Weights of steps and of features.
type Learnt = ([Weights; LABELS], Vec<(u32, Weights)>);

fn learn(mut examples: Vec<Example>) -> Learnt {
    let kept = keep(&mut examples);
    eprintln!(
        "{} sentences, {} tokens, {} features",
        examples.len(),
        examples.iter().map(|e| e.targets.len()).sum::<usize>(),
        kept.len()
    );
    let mut learner = Learner::new(kept.len());
    learner.learn(&examples);
    (learner.steps, kept.iter().copied().zip(learner.weights).collect())
}

/// The mean of models, without weights too small to matter.
fn average(models: &[Learnt]) -> Learnt {
    #[expect(clippy::cast_precision_loss, reason = "two models")]
    let share = 1.0 / models.len() as f32;
    let mut steps = [[0.0; LABELS]; LABELS];
    let mut features: BTreeMap<u32, Weights> = BTreeMap::new();
    let add = |sum: &mut Weights, weights: &Weights| sum.iter_mut().zip(weights).for_each(|(s, w)| *s += share * w);
    for (from_to, weights) in models {
        steps.iter_mut().zip(from_to).for_each(|(sum, row)| add(sum, row));
        for (feature, row) in weights {
            add(features.entry(*feature).or_default(), row);
        }
    }
    let large = |weights: Weights| weights.map(|weight| if weight.abs() < SMALL { 0.0 } else { weight });
    (steps, features.into_iter().map(|(feature, weights)| (feature, large(weights))).collect())
}

/// A sentence with its most probable labels as certain, if all of them are probable enough.
fn sure(example: &Example) -> Option<Example> {
    let best =
        |target: &Weights| (0..LABELS).fold(0, |best, label| if target[label] > target[best] { label } else { best });
    let all = example.targets.iter().all(|target| target[best(target)] >= SURE);
    let mut made = example.clone();
    made.targets.iter_mut().for_each(|target| *target = certain(best(target)));
    mend(&mut made.targets);
    all.then_some(made)
}

/// Lines of `word TAB class TAB coarser class`.
fn read_classes(path: &str) -> WordClasses {
    if path == "-" {
        return WordClasses::default();
    }
    let text = std::fs::read_to_string(path).expect("a table of classes");
    let rows: Vec<(&str, u16, u16)> = text
        .lines()
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            (fields[0], fields[1].parse().expect("a class"), fields[2].parse().expect("a coarser class"))
        })
        .collect();
    let mut coarse = vec![0; rows.iter().map(|row| usize::from(row.1) + 1).max().unwrap_or(0)];
    for (_, fine, outer) in &rows {
        coarse[usize::from(*fine)] = *outer;
    }
    WordClasses::new(rows.iter().map(|(word, fine, _)| (*word, *fine)), coarse)
}

/// `{"text": …, "chances": [[start, end, [.1, …]], …]}`: the words that may be of a name, by code points.
fn read_document(
    line: &str,
    weight: f32,
    lexicon: &Lexicon,
    reference: &Reference,
    tagger: &Tagger,
    examples: &mut Vec<Example>,
) {
    let document: serde_json::Value = serde_json::from_str(line).expect("a JSON object a line");
    let article = Article { text: document["text"].as_str().expect("a text").to_owned(), ..Article::default() };
    let mut bytes: Vec<usize> = article.text.char_indices().map(|(i, _)| i).collect();
    bytes.push(article.text.len());
    let words: Vec<Word> = serde_json::from_value(document["chances"].clone()).expect("chances");
    let target_at = targets(words, &bytes);
    let (sentences, tokens) = sentences::split(&article.text, &layout::lay_out(&article, lexicon), lexicon);
    let page = Page::new(&article.text, &tokens, &sentences, lexicon, reference);
    for sentence in &sentences {
        let target = |at: usize| target_at.get(&tokens[at].span.start).copied().unwrap_or(certain(0));
        let mut targets: Vec<Weights> = sentence.tokens.clone().map(target).collect();
        mend(&mut targets);
        examples.push(Example { features: tagger.features(&page, sentence), targets, weight });
    }
}

fn certain(label: usize) -> Weights {
    std::array::from_fn(|l| f32::from(u8::from(l == label)))
}

/// Targets by byte; what stands inside a word can only go on with its name.
fn targets(words: Vec<Word>, bytes: &[usize]) -> FxHashMap<usize, Weights> {
    let mut target_at = FxHashMap::default();
    for (start, end, chances) in words {
        let sum: f32 = chances.iter().sum();
        let first = chances.map(|chance| chance / sum);
        let later: Weights = std::array::from_fn(|label| match label {
            0 => first[0],
            l if l.is_multiple_of(2) => first[l] + first[l - 1],
            _ => 0.0,
        });
        (bytes[start]..bytes[end]).for_each(|byte| {
            target_at.insert(byte, if byte == bytes[start] { first } else { later });
        });
    }
    target_at
}

/// A name that was cut begins anew: chances to go on with what can't have begun are chances to begin.
fn mend(targets: &mut [Weights]) {
    for at in 0..targets.len() {
        for label in (2..LABELS).step_by(2) {
            let begun = if at == 0 { 0.0 } else { targets[at - 1][label] + targets[at - 1][label - 1] };
            let over = (targets[at][label] - begun).max(0.0);
            targets[at][label] -= over;
            targets[at][label - 1] += over;
        }
    }
}

/// How probable each step is between two tokens, where a name goes on as often as it can.
fn steps_between(from: &Weights, to: &Weights) -> [Weights; LABELS] {
    let mut pairs = [[0.0; LABELS]; LABELS];
    let mut left = *from;
    for label in (2..LABELS).step_by(2) {
        let begun = from[label] + from[label - 1];
        for before in [label - 1, label] {
            let share = if begun > 0.0 { to[label] * from[before] / begun } else { 0.0 };
            pairs[before][label] = share;
            left[before] -= share;
        }
    }
    let rest: f32 = left.iter().map(|chance| chance.max(0.0)).sum();
    for (before, chance) in left.iter().enumerate().filter(|_| rest > 0.0) {
        for label in [0, 1, 3, 5] {
            pairs[before][label] = chance.max(0.0) / rest * to[label];
        }
    }
    pairs
}

/// Numbers the features that occur often enough, in order, and drops the others.
fn keep(examples: &mut [Example]) -> Vec<u32> {
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    examples.iter().flat_map(|e| e.features.iter().flatten()).for_each(|f| *counts.entry(*f).or_default() += 1);
    let mut kept: Vec<u32> = counts.into_iter().filter(|(_, n)| *n >= LEAST).map(|(feature, _)| feature).collect();
    kept.sort_unstable();
    let number: FxHashMap<u32, u32> = (0..).zip(&kept).map(|(n, feature)| (*feature, n)).collect();
    for features in examples.iter_mut().flat_map(|e| e.features.iter_mut()) {
        *features = features.iter().filter_map(|feature| number.get(feature).copied()).collect();
    }
    kept
}

/// Weights while they are learnt, and how much penalty each has had.
struct Learner {
    weights: Vec<Weights>,
    paid: Vec<Weights>,
    steps: [Weights; LABELS],
    owed: f32,
}

impl Learner {
    fn new(features: usize) -> Learner {
        Learner {
            weights: vec![[0.0; LABELS]; features],
            paid: vec![[0.0; LABELS]; features],
            steps: [[0.0; LABELS]; LABELS],
            owed: 0.0,
        }
    }

    fn learn(&mut self, examples: &[Example]) {
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut random = SEED;
        #[expect(clippy::cast_precision_loss, reason = "fewer than 2^24 sentences")]
        let penalty = PENALTY / examples.len() as f32;
        let mut step = STEP;
        for round in 0..ROUNDS {
            shuffle(&mut order, &mut random);
            let mut loss = 0.0;
            for example in order.iter().map(|i| &examples[*i]) {
                self.owed += step * penalty;
                loss += self.step(example, step);
            }
            step *= DECAY;
            if round % 6 == 5 {
                eprintln!("round {}: loss {loss:.0}", round + 1);
            }
        }
    }

    /// Moves the weights of one sentence's features towards its labels.
    fn step(&mut self, example: &Example, step: f32) -> f64 {
        let scores: Vec<Weights> = example.features.iter().map(|token| self.score(token)).collect();
        let steps = possible(&self.steps);
        let found = chances(&scores, &steps);
        let rate = step * example.weight;
        let mut path = 0.0;
        for (t, target) in example.targets.iter().enumerate() {
            path += dot(&scores[t], target);
            let move_by: Weights = std::array::from_fn(|l| rate * (target[l] - found.chances[t][l]));
            example.features[t].iter().for_each(|feature| self.shift(*feature, &move_by));
            if t > 0 {
                for (from, pairs) in steps_between(&example.targets[t - 1], target).iter().enumerate() {
                    path += dot(&steps[from], pairs);
                    self.steps[from].iter_mut().zip(pairs).for_each(|(w, chance)| *w += rate * chance);
                }
            }
        }
        self.steps
            .iter_mut()
            .flatten()
            .zip(found.steps.iter().flatten())
            .for_each(|(w, expected)| *w -= rate * expected);
        found.total - f64::from(path)
    }

    fn score(&self, token: &[u32]) -> Weights {
        let mut sum = [0.0; LABELS];
        for feature in token {
            sum.iter_mut().zip(&self.weights[*feature as usize]).for_each(|(sum, weight)| *sum += weight);
        }
        sum
    }

    fn shift(&mut self, feature: u32, by: &Weights) {
        let (weights, paid) = (&mut self.weights[feature as usize], &mut self.paid[feature as usize]);
        for ((weight, paid), by) in weights.iter_mut().zip(paid).zip(by) {
            if by.abs() < 1e-6 && *weight == 0.0 {
                continue;
            }
            *weight += by;
            let before = *weight;
            if *weight > 0.0 {
                *weight = (*weight - (self.owed + *paid)).max(0.0);
            } else if *weight < 0.0 {
                *weight = (*weight + (self.owed - *paid)).min(0.0);
            }
            *paid += *weight - before;
        }
    }
}

fn dot(a: &Weights, b: &Weights) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The same order on every machine.
fn shuffle(order: &mut [usize], random: &mut u64) {
    for i in (1..order.len()).rev() {
        *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(i, (*random >> 33) as usize % (i + 1));
    }
}
