//! The tests of the query and update languages, on a store, by the same functions that answer over HTTP.

use std::path::{Path, PathBuf};

use oxigraph::model::{Dataset, GraphName, NamedNode, NamedOrBlankNode, Term};
use oxigraph::sparql::results::QueryResultsFormat;
use oxigraph::sparql::{CancellationToken, QueryEvaluationError, QueryResults};
use oxigraph::store::Store;
use server::negotiation::Wish;
use server::sparql::update::update;
use server::sparql::{self, DefaultGraph, Question, results::render};
use server::store::Ledger;
use spargebra::SparqlParser;

use super::graphs::{Table, canonical, quads, results};
use super::manifest::{MF, Manifest, Test, address, file, name, resource};
use super::run;

const QT: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#";
const UT: &str = "http://www.w3.org/2009/sparql/tests/test-update#";
const LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";
/// What a store without entailment cannot infer.
const ENTAILMENT: &str = "entailment";

#[test]
fn queries_of_sparql_1_0() {
    println!("{} passed", run(&["sparql10"], evaluate));
}

#[test]
fn queries_and_updates_of_sparql_1_1() {
    println!("{} passed", run(&["sparql11"], evaluate));
}

#[test]
fn queries_and_updates_of_sparql_1_2() {
    println!("{} passed", run(&["sparql12"], evaluate));
}

fn evaluate(manifest: &Manifest, test: &Test) -> Option<Result<(), String>> {
    if test.name.starts_with(ENTAILMENT) {
        return None;
    }
    let action = || manifest.one(test.node.clone(), &name(MF, "action"));
    match test.kind.as_str() {
        "PositiveSyntaxTest" | "PositiveSyntaxTest11" => Some(parses(&action()?, false)),
        "NegativeSyntaxTest" | "NegativeSyntaxTest11" => Some(not(&parses(&action()?, false))),
        "PositiveUpdateSyntaxTest" | "PositiveUpdateSyntaxTest11" => Some(parses(&action()?, true)),
        "NegativeUpdateSyntaxTest" | "NegativeUpdateSyntaxTest11" => Some(not(&parses(&action()?, true))),
        "QueryEvaluationTest" => Some(query(manifest, test, false)),
        "CSVResultFormatTest" => Some(query(manifest, test, true)),
        "UpdateEvaluationTest" => Some(updated(manifest, test)),
        _ => None,
    }
}

fn not(result: &Result<(), String>) -> Result<(), String> {
    if result.is_err() { Ok(()) } else { Err("it is read, though it is wrong".to_owned()) }
}

fn path(term: &Term) -> PathBuf {
    let Term::NamedNode(node) = term else { panic!("{term} is no file") };
    file(node.as_str())
}

/// The text of a file, with its address as the base of its IRIs.
fn question(path: &Path) -> Question {
    let text = std::fs::read_to_string(path).expect("a file");
    let text = format!("BASE <{}>\n{text}", address(path));
    Question { text, default_graph: DefaultGraph::Own, ..Question::default() }
}

fn parses(action: &Term, is_update: bool) -> Result<(), String> {
    let Question { text, .. } = question(&path(action));
    let parsed = if is_update {
        SparqlParser::new().parse_update(&text).map(drop)
    } else {
        SparqlParser::new().parse_query(&text).map(drop)
    };
    parsed.map_err(|error| error.to_string())
}

/// A store with the data that a node names in a vocabulary.
fn store(manifest: &Manifest, node: &NamedOrBlankNode, vocabulary: &str) -> Ledger {
    let store = Store::new().expect("a store");
    for data in manifest.all(node.clone(), &name(vocabulary, "data")) {
        store.extend(quads(&path(&data), GraphName::DefaultGraph)).expect("a store");
    }
    for data in manifest.all(node.clone(), &name(vocabulary, "graphData")) {
        let (file, graph) = named(manifest, &data);
        store.insert_named_graph(&graph).expect("a store");
        store.extend(quads(&file, graph)).expect("a store");
    }
    Ledger::temporary(store).expect("a log")
}

fn named(manifest: &Manifest, data: &Term) -> (PathBuf, NamedNode) {
    let graph = resource(data.clone()).and_then(|node| Some((node.clone(), manifest.one(node, &name(UT, "graph"))?)));
    match graph {
        Some((node, file)) => (path(&file), NamedNode::new_unchecked(manifest.text(node, LABEL).expect("a name"))),
        None => (path(data), NamedNode::new_unchecked(data.to_string().trim_matches(['<', '>']))),
    }
}

fn query(manifest: &Manifest, test: &Test, by_text: bool) -> Result<(), String> {
    let action = manifest.one(test.node.clone(), &name(MF, "action")).expect("an action");
    let node = resource(action.clone()).expect("a node");
    let file = manifest.one(node.clone(), &name(QT, "query")).unwrap_or(action);
    let question = question(&path(&file));
    let ledger = store(manifest, &node, QT);
    for graph in from(&question.text) {
        ledger.extend(quads(&super::manifest::file(graph.as_str()), graph)).expect("a store");
    }
    let answer = sparql::ask(&ledger, &question, &CancellationToken::new()).map_err(|error| error.to_string())?;
    let Some(wanted) = manifest.one(test.node.clone(), &name(MF, "result")) else { return Ok(()) };
    let wanted = path(&wanted);
    if by_text {
        return same_text(answer, &wanted);
    }
    let wanted = results(&wanted).map(Table::normal);
    let found = answered(answer).map_err(|error| error.to_string())?.map(Table::normal);
    let agree = match (&wanted, &found) {
        (Ok(wanted), Ok(found)) => wanted.agrees(found),
        (Err(wanted), Err(found)) => wanted == found,
        _ => false,
    };
    if agree { Ok(()) } else { Err(format!("wanted {wanted:?} found {found:?}")) }
}

/// The graphs that a query reads from files of its own.
fn from(text: &str) -> Vec<NamedNode> {
    let query = SparqlParser::new().parse_query(text).ok();
    let dataset = query.and_then(|query| query.dataset().cloned());
    dataset.map_or_else(Vec::new, |dataset| {
        dataset.default.into_iter().chain(dataset.named.into_iter().flatten()).collect()
    })
}

/// Rows or yes and no, or a graph.
fn answered(answer: QueryResults<'static>) -> Result<Result<Table, Box<Dataset>>, QueryEvaluationError> {
    let mut table = Table::default();
    match answer {
        QueryResults::Boolean(answer) => table.boolean = Some(answer),
        QueryResults::Graph(triples) => {
            let quads = triples.map(|triple| triple.map(|triple| triple.in_graph(GraphName::DefaultGraph)));
            return Ok(Err(Box::new(canonical(quads.collect::<Result<Vec<_>, _>>()?))));
        }
        QueryResults::Solutions(solutions) => {
            table.variables = solutions.variables().iter().map(|variable| variable.as_str().to_owned()).collect();
            for solution in solutions {
                let solution = solution?;
                table
                    .rows
                    .push(solution.iter().map(|(name, value)| (name.as_str().to_owned(), value.clone())).collect());
            }
        }
    }
    Ok(Ok(table))
}

fn same_text(answer: QueryResults<'static>, wanted: &Path) -> Result<(), String> {
    let end = wanted.extension().and_then(|end| end.to_str()).unwrap_or_default();
    assert!(QueryResultsFormat::from_extension(end).is_some(), "{end}");
    let mut found = Vec::new();
    let rendering = render(answer, &Wish::named(end)).map_err(|error| error.to_string())?;
    rendering.write(&mut found).map_err(|error| error.to_string())?;
    let lines = |text: &str| {
        let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let (wanted, found) = (std::fs::read_to_string(wanted).expect("a file"), String::from_utf8(found).expect("UTF-8"));
    if lines(&wanted) == lines(&found) { Ok(()) } else { Err(format!("wanted {wanted} found {found}")) }
}

fn updated(manifest: &Manifest, test: &Test) -> Result<(), String> {
    let action = manifest.one(test.node.clone(), &name(MF, "action")).and_then(resource).expect("an action");
    let result = manifest.one(test.node.clone(), &name(MF, "result")).and_then(resource).expect("a result");
    let ledger = store(manifest, &action, UT);
    let question = question(&path(&manifest.one(action, &name(UT, "request")).expect("a request")));
    update(&ledger, &question, None, &CancellationToken::new()).map_err(|error| error.to_string())?;
    let all = |ledger: &Ledger| canonical(ledger.iter().map(|quad| quad.expect("a quad")));
    let (wanted, found) = (all(&store(manifest, &result, UT)), all(&ledger));
    if wanted == found { Ok(()) } else { Err(format!("wanted {wanted} found {found}").replace('\n', " ")) }
}
