//! What a commit touched: the things of which its lines say or take back something.

use std::collections::BTreeSet;

use ontology::Iris;
use ontology::vocab::kb;

/// The things that some commits touched.
#[derive(Debug, Default)]
pub struct Touched {
    /// Their IRIs.
    pub nodes: BTreeSet<String>,
    /// Whether a whole graph went that may have said something of anything.
    pub everything: bool,
}

impl Touched {
    /// Adds what the lines of a patch touch.
    pub fn add(&mut self, iris: &Iris, patch: &str) {
        let mut last = "";
        for line in patch.lines() {
            let Some((word, rest)) = line.split_once(' ') else { continue };
            if word.starts_with('G') {
                self.graph(iris, word, rest);
                continue;
            }
            let mut terms = rest.splitn(3, ' ');
            let (subject, predicate) = (terms.next().unwrap_or_default(), terms.next().unwrap_or_default());
            if subject != last {
                self.node(subject);
                last = subject;
            }
            if inside(predicate) == Some(kb::REPORT_OF.as_str()) {
                self.node(terms.next().and_then(|rest| rest.split(' ').next()).unwrap_or_default());
            }
        }
    }

    fn node(&mut self, term: &str) {
        if let Some(iri) = inside(term) {
            self.nodes.insert(iri.to_owned());
        }
    }

    /// What goes with the graph of an article is of that article alone; what is said elsewhere of others is taken back line by line.
    fn graph(&mut self, iris: &Iris, word: &str, rest: &str) {
        if word == "GA" {
            return;
        }
        let name = rest.split(' ').next().and_then(inside).and_then(|graph| iris.graph_name(graph));
        match name.and_then(|name| name.strip_prefix("a-")) {
            Some(article) => {
                self.nodes.insert(iris.article(article).into_string());
            }
            None => self.everything = true,
        }
    }
}

/// The IRI between angle brackets.
fn inside(term: &str) -> Option<&str> {
    term.strip_prefix('<')?.strip_suffix('>')
}

#[cfg(test)]
mod tests {
    use super::Touched;
    use ontology::Iris;

    #[test]
    fn subjects_and_the_events_of_reports_are_touched() {
        let iris = Iris::default();
        let (report, event) = (iris.report("00000000000000aa", 1), iris.event("00000000000000bb"));
        let within = iris.events_graph();
        let of = ontology::vocab::kb::REPORT_OF;
        let graph = iris.article_graph("00000000000000cc");
        let patch =
            format!("A {report} {of} {event} {within} .\nD _:b {of} \"no > thing\" .\nGD {graph} .\nGA {within} .\n");
        let mut touched = Touched::default();
        touched.add(&iris, &patch);
        let article = iris.article("00000000000000cc");
        let expected = [report, event, article].map(|node| node.as_str().to_owned());
        assert_eq!(touched.nodes, expected.into_iter().collect());
        assert!(!touched.everything);
        touched.add(&iris, "GC DEFAULT .\n");
        assert!(touched.everything);
    }
}
