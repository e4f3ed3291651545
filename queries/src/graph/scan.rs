//! Going through a whole store: all statements with a predicate, all members of a class.
//!
//! A store keeps the texts of terms apart, and looking one up is most of the work of reading a quad. So these are asked in SPARQL,
//! which looks up the terms that are wanted and no others; for one hop from a known node the direct look-ups are quicker.

use ontology::vocab::{kb, rdf};
use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use oxigraph::sparql::{QueryEvaluationError, QueryResults, QuerySolutionIter, SparqlEvaluator};
use oxigraph::store::StorageError;
use spargebra::SparqlParser;

use super::{Found, Graph, named};

/// Things, and who has which of them.
pub(crate) struct Numbered<S> {
    pub(crate) objects: Vec<NamedNode>,
    /// Each with the place of what it has in `objects`.
    pub(crate) statements: S,
}

impl Graph<'_> {
    /// All statements with `predicate`, in one graph or in all.
    pub(crate) fn all(
        self,
        predicate: NamedNodeRef<'_>,
        within: Option<&NamedNode>,
    ) -> Found<impl Iterator<Item = Found<(NamedNode, Term)>> + use<>> {
        Ok(pairs(self.select(&within.map_or_else(
            || format!("{{ ?s {predicate} ?o }} UNION {{ GRAPH ?g {{ ?s {predicate} ?o }} }}"),
            |within| format!("GRAPH {within} {{ ?s {predicate} ?o }}"),
        ))?))
    }

    /// Who has which thing by `predicate` in one graph. The things are looked up once, however often they stand there.
    pub(crate) fn all_numbered(
        self,
        predicate: NamedNodeRef<'_>,
        within: &NamedNode,
    ) -> Found<Numbered<impl Iterator<Item = Found<(NamedNode, usize)>> + use<>>> {
        let distinct = format!("SELECT DISTINCT ?o {{ GRAPH {within} {{ ?s {predicate} ?o }} }}");
        let mut objects = Vec::new();
        for solution in self.ask(&distinct)? {
            objects.extend(solution.map_err(storage)?.get("o").cloned().and_then(named));
        }
        let numbered: Vec<_> =
            objects.iter().enumerate().map(|(number, object)| format!("({object} {number})")).collect();
        let numbered = numbered.concat();
        let found = self.select(&format!("VALUES (?o ?n) {{ {numbered} }} GRAPH {within} {{ ?s {predicate} ?o }}"))?;
        let statements = found.filter_map(|solution| match solution {
            Ok(solution) => Some(Ok((solution.get("s").cloned().and_then(named)?, whole(solution.get("n"))))),
            Err(error) => Some(Err(storage(error))),
        });
        Ok(Numbered { objects, statements })
    }

    /// All statements with `predicate` in all graphs but one.
    pub(crate) fn all_but(
        self,
        predicate: NamedNodeRef<'_>,
        without: &NamedNode,
    ) -> Found<impl Iterator<Item = Found<(NamedNode, Term)>> + use<>> {
        Ok(pairs(self.select(&format!(
            "{{ ?s {predicate} ?o }} UNION {{ GRAPH ?g {{ ?s {predicate} ?o }} FILTER(!sameTerm(?g, {without})) }}"
        ))?))
    }

    /// Everything that is of a class.
    pub(crate) fn all_of(self, class: NamedNodeRef<'_>) -> Found<impl Iterator<Item = Found<NamedNode>> + use<>> {
        let kind = rdf::TYPE;
        let found = self.select(&format!("{{ ?s {kind} {class} }} UNION {{ GRAPH ?g {{ ?s {kind} {class} }} }}"))?;
        Ok(found.filter_map(|solution| match solution {
            Ok(solution) => solution.get("s").cloned().and_then(named).map(Ok),
            Err(error) => Some(Err(storage(error))),
        }))
    }

    /// How many statements with `predicate` one graph holds.
    pub(crate) fn count_all(self, predicate: NamedNodeRef<'_>, within: &NamedNode) -> Found<usize> {
        let found = self.ask(&format!("SELECT (COUNT(*) AS ?n) {{ GRAPH {within} {{ ?s {predicate} ?o }} }}"))?;
        let count = found.map(|solution| Ok(whole(solution.map_err(storage)?.get("n"))));
        count.sum()
    }

    /// How many reports stand in each graph that holds any.
    pub(crate) fn reports_by_graph(self) -> Found<Vec<(NamedNode, usize)>> {
        let (kind, class) = (rdf::TYPE, kb::EVENT_REPORT);
        let sparql = format!("SELECT ?g (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s {kind} {class} }} }} GROUP BY ?g");
        let mut found = Vec::new();
        for solution in self.ask(&sparql)? {
            let solution = solution.map_err(storage)?;
            found.extend(solution.get("g").cloned().and_then(named).map(|graph| (graph, whole(solution.get("n")))));
        }
        Ok(found)
    }

    fn select(self, pattern: &str) -> Found<QuerySolutionIter<'static>> {
        self.ask(&format!("SELECT ?s ?o ?n {{ {pattern} }}"))
    }

    fn ask(self, sparql: &str) -> Found<QuerySolutionIter<'static>> {
        let query = SparqlParser::new().parse_query(sparql).map_err(|error| StorageError::Other(error.into()))?;
        let found = SparqlEvaluator::new().for_query(query).on_store(self.store).execute().map_err(storage)?;
        match found {
            QueryResults::Solutions(solutions) => Ok(solutions),
            QueryResults::Boolean(_) | QueryResults::Graph(_) => Err(StorageError::Other("no solutions".into())),
        }
    }
}

fn pairs(found: QuerySolutionIter<'static>) -> impl Iterator<Item = Found<(NamedNode, Term)>> + use<> {
    found.filter_map(|solution| {
        let solution = match solution {
            Ok(solution) => solution,
            Err(error) => return Some(Err(storage(error))),
        };
        let subject = solution.get("s").cloned().and_then(named)?;
        Some(Ok((subject, solution.get("o")?.clone())))
    })
}

fn whole(term: Option<&Term>) -> usize {
    match term {
        Some(Term::Literal(number)) => number.value().parse().unwrap_or(0),
        _ => 0,
    }
}

/// Nothing but the store can fail: the queries are our own and there is no clock.
fn storage(error: QueryEvaluationError) -> StorageError {
    match error {
        QueryEvaluationError::Dataset(error) => match error.downcast::<StorageError>() {
            Ok(error) => *error,
            Err(error) => StorageError::Other(error),
        },
        error => StorageError::Other(error.into()),
    }
}
