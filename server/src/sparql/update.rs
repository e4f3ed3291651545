//! Carries out a SPARQL update, operation by operation, in one commit of the ledger.
//!
//! The engine can run updates itself but does not say what it changed. The log of commits needs to know, so the patterns are
//! asked as queries and what they give is written here.

use std::collections::HashMap;

use oxigraph::model::{BlankNode, GraphName, GraphNameRef, NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use oxigraph::sparql::{CancellationToken, QueryResults, QuerySolution};
use queries::text;
use spargebra::algebra::{GraphPattern, GraphTarget, QueryDataset};
use spargebra::term::{
    GraphName as PlainGraph, GraphNamePattern, GroundQuad, GroundQuadPattern, GroundTermPattern, NamedNodePattern,
    Quad as PlainQuad, QuadPattern, TermPattern,
};
use spargebra::{GraphUpdateOperation, Query};

use super::{Failure, Question, disjoint, metering, syntax};
use crate::documents::{self, Document};
use crate::guard;
use crate::store::Ledger;
use crate::store::ledger::Commit;
use crate::store::log::Once;
use crate::store::patch::node_of;

/// Runs an update to its end and gives the number of its commit.
///
/// # Errors
/// When the text is refused, is no SPARQL update, or fails; then nothing is changed.
pub fn update(
    ledger: &Ledger,
    question: &Question,
    once: Option<&Once>,
    token: &CancellationToken,
) -> Result<u64, Failure> {
    guard::check_update(&question.text)?;
    let parser = question.parser();
    let parse = |text: &str| parser.clone().parse_update(text);
    let complaint = |text: &str| parse(text).err().map(|error| error.to_string());
    let mut update = parse(&question.text).map_err(|_| syntax::explain(&question.text, complaint))?;
    disjoint::rewrite_update(&mut update);
    let names = |operation: &GraphUpdateOperation| {
        matches!(operation, GraphUpdateOperation::DeleteInsert { using: Some(_), .. })
    };
    if question.names_graphs() && update.operations.iter().any(names) {
        return Err(Failure::TwoDatasets);
    }
    let mut run = Run { commit: ledger.begin()?, question, token };
    for operation in update.operations {
        run.operation(operation)?;
    }
    if token.is_cancelled() {
        return Err(Failure::Cancelled);
    }
    Ok(run.commit.finish(once)?)
}

struct Run<'a> {
    commit: Commit<'a>,
    question: &'a Question,
    token: &'a CancellationToken,
}

impl Run<'_> {
    fn operation(&mut self, operation: GraphUpdateOperation) -> Result<(), Failure> {
        match operation {
            GraphUpdateOperation::InsertData { data } => {
                let mut nodes = HashMap::new();
                let quads = data.into_iter().map(|quad| with_own_nodes(quad, &mut nodes)).collect::<Vec<_>>();
                self.write(&[], &quads)
            }
            GraphUpdateOperation::DeleteData { data } => {
                self.write(&data.into_iter().map(ground).collect::<Vec<_>>(), &[])
            }
            GraphUpdateOperation::DeleteInsert { delete, insert, using, pattern } => {
                let (gone, come) = self.find(&delete, &insert, using, *pattern)?;
                self.write(&gone, &come)
            }
            GraphUpdateOperation::Load { silent, source, destination } => match self.load(&source, destination) {
                Err(Failure::Evaluation(_)) if silent => Ok(()),
                done => done,
            },
            GraphUpdateOperation::Create { silent, graph } => {
                let new = self.commit.insert_graph((&graph).into())?;
                expect(new || silent, || format!("there is a graph {graph} already"))
            }
            GraphUpdateOperation::Clear { silent, graph } => self.each(graph, silent, |commit, graph| {
                commit.clear_graph(graph)?;
                Ok(())
            }),
            GraphUpdateOperation::Drop { silent, graph } => {
                self.each(graph, silent, |commit, graph| match node_of(graph) {
                    Some(graph) => Ok(commit.remove_graph(graph.as_ref()).map(drop)?),
                    None => Ok(commit.clear_graph(graph)?),
                })
            }
        }
    }

    /// Fetches a document from a server that may be asked, and adds its triples to a graph.
    fn load(&mut self, source: &NamedNode, destination: PlainGraph) -> Result<(), Failure> {
        let failed = |reason: String| Failure::Evaluation(format!("{source} cannot be loaded: {reason}"));
        let remotes = self.question.remotes.as_ref();
        let remotes = remotes.ok_or_else(|| failed("this server fetches nothing".to_owned()))?;
        let (kind, bytes) = remotes.fetch(source.as_str()).map_err(|error| failed(error.to_string()))?;
        let format =
            documents::format(&kind, Some(source.as_str())).map_err(|_| failed(format!("it sends `{kind}`")))?;
        let document = Document { format, bytes: bytes.into() };
        let graph = graph_of(destination);
        let quads = document.quads(source.as_str(), graph.clone(), true);
        let quads = quads.map_err(|error| failed(error.detail().to_owned()))?;
        if let Some(graph) = node_of(graph.as_ref()) {
            self.commit.insert_graph(graph.as_ref())?;
        }
        self.write(&[], &quads)
    }

    /// Does something to every graph of a target.
    fn each(
        &mut self,
        target: GraphTarget,
        silent: bool,
        act: impl Fn(&mut Commit<'_>, GraphNameRef<'_>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let (default, graphs) = match target {
            GraphTarget::NamedNode(graph) => {
                let there = self.commit.contains_named_graph(&graph)?;
                expect(there || silent, || format!("there is no graph {graph}"))?;
                (false, vec![graph.into()])
            }
            GraphTarget::DefaultGraph => (true, Vec::new()),
            GraphTarget::NamedGraphs => (false, self.commit.graphs()?),
            GraphTarget::AllGraphs => (true, self.commit.graphs()?),
        };
        for graph in graphs {
            self.look_up()?;
            act(&mut self.commit, GraphName::from(graph).as_ref())?;
        }
        if default { act(&mut self.commit, GraphNameRef::DefaultGraph) } else { Ok(()) }
    }

    /// The quads that go and those that come, for every solution of a pattern.
    fn find(
        &self,
        delete: &[GroundQuadPattern],
        insert: &[QuadPattern],
        using: Option<QueryDataset>,
        mut pattern: GraphPattern,
    ) -> Result<(Vec<Quad>, Vec<Quad>), Failure> {
        if let Some(misuse) = text::misuse(&mut pattern) {
            return Err(misuse.into());
        }
        text::search_first_in(&mut pattern);
        let functions = metering::meter(&mut pattern)?;
        let query = Query::Select { dataset: using, pattern, base_iri: None };
        let mut prepared = self.question.evaluator(self.token, functions).for_query(query);
        self.question.choose_graphs(prepared.dataset_mut());
        let QueryResults::Solutions(solutions) = prepared.on_transaction(&self.commit).execute()? else {
            return Ok((Vec::new(), Vec::new()));
        };
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        for solution in solutions {
            let solution = solution?;
            gone.extend(delete.iter().filter_map(|quad| filled_ground(quad, &solution)));
            let mut nodes = HashMap::new();
            come.extend(insert.iter().filter_map(|quad| filled(quad, &solution, &mut nodes)));
        }
        Ok((gone, come))
    }

    fn write(&mut self, gone: &[Quad], come: &[Quad]) -> Result<(), Failure> {
        for quad in gone {
            self.look_up()?;
            self.commit.remove(quad)?;
        }
        for quad in come {
            self.look_up()?;
            self.commit.insert(quad)?;
        }
        Ok(())
    }

    fn look_up(&self) -> Result<(), Failure> {
        if self.token.is_cancelled() { Err(Failure::Cancelled) } else { Ok(()) }
    }
}

fn expect(true_: bool, otherwise: impl FnOnce() -> String) -> Result<(), Failure> {
    if true_ { Ok(()) } else { Err(Failure::Graph(otherwise())) }
}

/// Blank nodes of one update, or of one solution, under the names they have there.
type Nodes = HashMap<BlankNode, BlankNode>;

fn own(node: &BlankNode, nodes: &mut Nodes) -> BlankNode {
    nodes.entry(node.clone()).or_default().clone()
}

fn graph_of(graph: PlainGraph) -> GraphName {
    match graph {
        PlainGraph::NamedNode(graph) => graph.into(),
        PlainGraph::DefaultGraph => GraphName::DefaultGraph,
    }
}

fn with_own_nodes(quad: PlainQuad, nodes: &mut Nodes) -> Quad {
    let subject = match quad.subject {
        NamedOrBlankNode::BlankNode(node) => own(&node, nodes).into(),
        named @ NamedOrBlankNode::NamedNode(_) => named,
    };
    let object = term_with_own_nodes(quad.object, nodes);
    Quad::new(subject, quad.predicate, object, graph_of(quad.graph_name))
}

fn term_with_own_nodes(term: Term, nodes: &mut Nodes) -> Term {
    match term {
        Term::BlankNode(node) => own(&node, nodes).into(),
        Term::Triple(triple) => {
            let subject = match triple.subject {
                NamedOrBlankNode::BlankNode(node) => own(&node, nodes).into(),
                named @ NamedOrBlankNode::NamedNode(_) => named,
            };
            Triple::new(subject, triple.predicate, term_with_own_nodes(triple.object, nodes)).into()
        }
        plain => plain,
    }
}

fn ground(quad: GroundQuad) -> Quad {
    Quad::new(quad.subject, quad.predicate, quad.object, graph_of(quad.graph_name))
}

fn filled(quad: &QuadPattern, solution: &QuerySolution, nodes: &mut Nodes) -> Option<Quad> {
    let (subject, object) = (term(&quad.subject, solution, nodes)?, term(&quad.object, solution, nodes)?);
    made(subject, &quad.predicate, object, &quad.graph_name, solution)
}

fn term(pattern: &TermPattern, solution: &QuerySolution, nodes: &mut Nodes) -> Option<Term> {
    match pattern {
        TermPattern::NamedNode(node) => Some(node.clone().into()),
        TermPattern::BlankNode(node) => Some(own(node, nodes).into()),
        TermPattern::Literal(literal) => Some(literal.clone().into()),
        TermPattern::Variable(variable) => solution.get(variable).cloned(),
        TermPattern::Triple(triple) => {
            let subject = node(term(&triple.subject, solution, nodes)?)?;
            let object = term(&triple.object, solution, nodes)?;
            Some(Triple::new(subject, name(&triple.predicate, solution)?, object).into())
        }
    }
}

fn filled_ground(quad: &GroundQuadPattern, solution: &QuerySolution) -> Option<Quad> {
    let (subject, object) = (ground_term(&quad.subject, solution)?, ground_term(&quad.object, solution)?);
    made(subject, &quad.predicate, object, &quad.graph_name, solution)
}

fn ground_term(pattern: &GroundTermPattern, solution: &QuerySolution) -> Option<Term> {
    match pattern {
        GroundTermPattern::NamedNode(node) => Some(node.clone().into()),
        GroundTermPattern::Literal(literal) => Some(literal.clone().into()),
        GroundTermPattern::Variable(variable) => solution.get(variable).cloned(),
        GroundTermPattern::Triple(triple) => {
            let subject = node(ground_term(&triple.subject, solution)?)?;
            let object = ground_term(&triple.object, solution)?;
            Some(Triple::new(subject, name(&triple.predicate, solution)?, object).into())
        }
    }
}

/// What can be a subject.
fn node(term: Term) -> Option<NamedOrBlankNode> {
    match term {
        Term::NamedNode(node) => Some(node.into()),
        Term::BlankNode(node) => Some(node.into()),
        Term::Literal(_) | Term::Triple(_) => None,
    }
}

/// What can be a predicate.
fn name(pattern: &NamedNodePattern, solution: &QuerySolution) -> Option<NamedNode> {
    match pattern {
        NamedNodePattern::NamedNode(node) => Some(node.clone()),
        NamedNodePattern::Variable(variable) => match solution.get(variable)? {
            Term::NamedNode(node) => Some(node.clone()),
            _ => None,
        },
    }
}

/// A quad, unless a term stands where none of its kind can: such a quad is passed over, as the standard says.
fn made(
    subject: Term,
    predicate: &NamedNodePattern,
    object: Term,
    graph: &GraphNamePattern,
    solution: &QuerySolution,
) -> Option<Quad> {
    let (subject, predicate) = (node(subject)?, name(predicate, solution)?);
    let graph = match graph {
        GraphNamePattern::NamedNode(node) => GraphName::from(node.clone()),
        GraphNamePattern::DefaultGraph => GraphName::DefaultGraph,
        GraphNamePattern::Variable(variable) => node(solution.get(variable)?.clone())?.into(),
    };
    Some(Quad::new(subject, predicate, object, graph))
}
