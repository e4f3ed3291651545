//! Compares RDF graphs and results, whatever their blank nodes are called.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::File;
use std::path::Path;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::dataset::CanonicalizationAlgorithm;
use oxigraph::model::{BlankNode, Dataset, GraphName, NamedNode, Quad, Term};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsParser, ReaderQueryResultsParserOutput};
use oxigraph::store::Store;

use super::manifest::address;

const RS: &str = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#";

fn rs(local: &str) -> NamedNode {
    NamedNode::new(format!("{RS}{local}")).expect("an IRI")
}

/// The quads of a file, in a graph.
pub fn quads(path: &Path, graph: impl Into<GraphName>) -> Vec<Quad> {
    let format = path.extension().and_then(|end| RdfFormat::from_extension(end.to_str()?)).expect("RDF");
    let parser = RdfParser::from_format(format).with_base_iri(address(path)).expect("an address");
    let parser = parser.with_default_graph(graph).rename_blank_nodes();
    parser.for_reader(File::open(path).expect("a file")).map(|quad| quad.expect("RDF")).collect()
}

/// The same graph under names of blank nodes that only depend on it.
pub fn canonical(quads: impl IntoIterator<Item = Quad>) -> Dataset {
    let mut dataset: Dataset = quads.into_iter().collect();
    dataset.canonicalize(CanonicalizationAlgorithm::Unstable);
    dataset
}

/// The answer of a query: yes or no, or rows, of which each names only what is bound.
#[derive(Debug, Default, PartialEq)]
pub struct Table {
    pub boolean: Option<bool>,
    pub variables: BTreeSet<String>,
    pub rows: Vec<Row>,
    pub ordered: bool,
}

pub type Row = BTreeMap<String, Term>;
/// Which blank node of one side is which of the other.
type Match = HashMap<BlankNode, BlankNode>;

impl Table {
    /// Whether both say the same, whatever their blank nodes are called.
    pub fn agrees(&self, other: &Self) -> bool {
        let heads = self.boolean == other.boolean && self.rows.len() == other.rows.len();
        let mut free: Vec<usize> = (0..other.rows.len()).collect();
        heads && (self.rows.is_empty() || self.pair(other, 0, &mut free, &Match::new()))
    }

    /// The same with every number and date as the store writes it: `1.0` and `1.00` are one value to it.
    pub fn normal(mut self) -> Self {
        let store = Store::new().expect("a store");
        let node = rs("value");
        for value in self.rows.iter_mut().flat_map(BTreeMap::values_mut).filter(|value| value.is_literal()) {
            let quad = Quad::new(node.clone(), node.clone(), value.clone(), GraphName::DefaultGraph);
            store.insert(&quad).expect("a store");
            *value = store.iter().next().expect("the quad").expect("a store").object;
            store.clear().expect("a store");
        }
        self
    }

    /// Finds a row of the other side for each row from `at` on.
    fn pair(&self, other: &Self, at: usize, free: &mut Vec<usize>, known: &Match) -> bool {
        let Some(row) = self.rows.get(at) else { return true };
        let candidates = if self.ordered { 1 } else { free.len() };
        (0..candidates).any(|place| {
            let Some(matched) = same(row, &other.rows[free[place]], known) else { return false };
            let taken = free.remove(place);
            let found = self.pair(other, at + 1, free, &matched);
            if !found {
                free.insert(place, taken);
            }
            found
        })
    }
}

fn same(one: &Row, other: &Row, known: &Match) -> Option<Match> {
    let mut matched = known.clone();
    let agree = one.len() == other.len()
        && one.iter().zip(other).all(|((name, value), (other_name, other_value))| {
            name == other_name && same_term(value, other_value, &mut matched)
        });
    agree.then_some(matched)
}

fn same_term(one: &Term, other: &Term, matched: &mut Match) -> bool {
    match (one, other) {
        (Term::BlankNode(one), Term::BlankNode(other)) => {
            let new = matched.contains_key(one) || !matched.values().any(|taken| taken == other);
            new && matched.entry(one.clone()).or_insert_with(|| other.clone()) == other
        }
        (Term::Triple(one), Term::Triple(other)) => {
            one.predicate == other.predicate
                && same_term(&one.subject.clone().into(), &other.subject.clone().into(), matched)
                && same_term(&one.object, &other.object, matched)
        }
        (one, other) => one == other,
    }
}

/// The results in a file; those written as RDF are rows as well.
pub fn results(path: &Path) -> Result<Table, Box<Dataset>> {
    let end = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
    let Some(format) = QueryResultsFormat::from_extension(end) else {
        return of_rdf(quads(path, GraphName::DefaultGraph));
    };
    let mut table = Table::default();
    let parser = QueryResultsParser::from_format(format);
    match parser.for_reader(File::open(path).expect("a file")).expect("results") {
        ReaderQueryResultsParserOutput::Boolean(answer) => table.boolean = Some(answer),
        ReaderQueryResultsParserOutput::Solutions(solutions) => {
            table.variables = solutions.variables().iter().map(|variable| variable.as_str().to_owned()).collect();
            for solution in solutions {
                let solution = solution.expect("a solution");
                table
                    .rows
                    .push(solution.iter().map(|(name, value)| (name.as_str().to_owned(), value.clone())).collect());
            }
        }
    }
    Ok(table)
}

fn of_rdf(quads: Vec<Quad>) -> Result<Table, Box<Dataset>> {
    let objects = |subject: &Term, property: &str| -> Vec<Term> {
        let found =
            quads.iter().filter(|quad| Term::from(quad.subject.clone()) == *subject && quad.predicate == rs(property));
        found.map(|quad| quad.object.clone()).collect()
    };
    let set = Term::from(rs("ResultSet"));
    let Some(set) = quads.iter().find(|quad| quad.object == set).map(|quad| Term::from(quad.subject.clone())) else {
        return Err(Box::new(canonical(quads)));
    };
    let text = |term: &Term| match term {
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    };
    let mut table = Table {
        boolean: objects(&set, "boolean").first().map(|answer| text(answer) == "true"),
        variables: objects(&set, "resultVariable").iter().map(text).collect(),
        ..Table::default()
    };
    let mut rows: Vec<(u64, Row)> = Vec::new();
    for solution in objects(&set, "solution") {
        let bindings = objects(&solution, "binding");
        let row = bindings
            .iter()
            .map(|binding| (text(&objects(binding, "variable")[0]), objects(binding, "value")[0].clone()));
        let place = objects(&solution, "index").first().and_then(|place| text(place).parse().ok());
        table.ordered |= place.is_some();
        rows.push((place.unwrap_or(0), row.collect()));
    }
    rows.sort_by_key(|(place, _)| *place);
    table.rows = rows.into_iter().map(|(_, row)| row).collect();
    Ok(table)
}
