//! What somebody may have meant: the known names that look most like what was written.

use ontology::iri::slug;

/// How many suggestions help before they tire.
const MOST: usize = 5;
/// Below this likeness (0 to 1) a suggestion would only puzzle.
const ALIKE: f64 = 0.75;

/// The items whose name looks most like `wanted`, best first, each once however many names it has.
///
/// A name that contains what was written, or is contained in it, counts as alike.
pub(crate) fn nearest<T: PartialEq>(wanted: &str, known: impl IntoIterator<Item = (T, String)>) -> Vec<T> {
    let wanted = slug(wanted);
    let mut alike: Vec<(f64, String, T)> = known
        .into_iter()
        .filter_map(|(item, name)| {
            let likeness = likeness(&wanted, &slug(&name));
            (likeness >= ALIKE).then_some((likeness, name, item))
        })
        .collect();
    alike.sort_by(|(a, first, _), (b, second, _)| b.total_cmp(a).then_with(|| first.cmp(second)));
    let mut best = Vec::new();
    for (_, _, item) in alike {
        if best.len() < MOST && !best.contains(&item) {
            best.push(item);
        }
    }
    best
}

fn likeness(wanted: &str, name: &str) -> f64 {
    let contained = wanted.len() > 2 && name.len() > 2 && (name.contains(wanted) || wanted.contains(name));
    let spelled = strsim::jaro_winkler(wanted, name);
    if contained { spelled.max(0.9) } else { spelled }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    fn pick(wanted: &str, known: &[&'static str]) -> Vec<&'static str> {
        nearest(wanted, known.iter().map(|&name| (name, name.to_owned())))
    }

    #[test]
    fn a_slip_of_the_finger_is_understood() {
        let queries = ["timeline-between", "itinerary", "evidence"];
        assert_eq!(pick("timelin-betwen", &queries), ["timeline-between"]);
        assert_eq!(pick("Rusland", &["Russia", "Vietnam"]), ["Russia"]);
    }

    #[test]
    fn part_of_a_name_is_enough() {
        assert_eq!(pick("putin", &["Vladimir Putin", "Kim Jong Un"]), ["Vladimir Putin"]);
    }

    #[test]
    fn nothing_alike_is_nothing() {
        assert!(pick("zzz", &["Russia"]).is_empty());
        assert!(pick("", &["Russia"]).is_empty());
    }

    #[test]
    fn a_thing_with_two_names_is_suggested_once() {
        let names = [("RUS", "Russia".to_owned()), ("RUS", "Rusia".to_owned())];
        assert_eq!(nearest("Russa", names), ["RUS"]);
    }
}
