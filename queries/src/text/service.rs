//! Answers `SERVICE kb:Search { … }` from the index, inside of the program.

use std::collections::HashMap;
use std::sync::Arc;

use oxigraph::model::{Literal, Term, Variable};
use oxigraph::sparql::{CancellationToken, QueryEvaluationError, QuerySolutionIter, ServiceHandler};
use spargebra::algebra::GraphPattern;

use super::{Hit, Misuse, TextError, TextIndex, Wanted};

/// Where a search finds its index.
pub trait Texts: Send + Sync {
    /// The index of the store as it is now.
    ///
    /// # Errors
    /// When it cannot be brought up to date, or somebody stops that.
    fn current(&self, token: &CancellationToken) -> Result<Arc<TextIndex>, TextError>;
}

/// The service, for one query.
#[derive(Clone)]
pub struct SearchService {
    texts: Arc<dyn Texts>,
    token: CancellationToken,
    given: HashMap<Variable, Term>,
}

impl SearchService {
    /// A service that can be stopped.
    #[must_use]
    pub fn new(texts: Arc<dyn Texts>, token: CancellationToken) -> Self {
        Self { texts, token, given: HashMap::new() }
    }

    /// Tells it the value of a variable.
    #[must_use]
    pub fn given(mut self, variable: Variable, value: Term) -> Self {
        self.given.insert(variable, value);
        self
    }

    fn find(&self, pattern: &GraphPattern) -> Result<QuerySolutionIter<'static>, QueryEvaluationError> {
        let wanted = Wanted::read(pattern, &self.given).map_err(of_query)?;
        let index = self.texts.current(&self.token).map_err(failed)?;
        let hits = index.find(&wanted, &self.token).map_err(failed)?;
        let scored = wanted.score.is_some();
        let token = self.token.clone();
        let rows = hits.into_iter().map(move |hit| {
            if token.is_cancelled() { Err(QueryEvaluationError::Cancelled) } else { Ok(row(hit, scored)) }
        });
        let variables: Vec<_> = wanted.found.into_iter().chain(wanted.score).collect();
        Ok(QuerySolutionIter::from_tuples(variables.into(), Box::new(rows)))
    }
}

fn row(hit: Hit, scored: bool) -> Vec<Option<Term>> {
    let score = scored.then(|| Some(Literal::from(hit.score).into()));
    [Some(hit.thing.into())].into_iter().chain(score).collect()
}

impl ServiceHandler for SearchService {
    type Error = QueryEvaluationError;

    fn handle(
        &self,
        pattern: &GraphPattern,
        _base: Option<&oxiri::Iri<String>>,
    ) -> Result<QuerySolutionIter<'static>, QueryEvaluationError> {
        self.find(pattern)
    }
}

fn of_query(misuse: Misuse) -> QueryEvaluationError {
    QueryEvaluationError::Service(Box::new(misuse))
}

fn failed(error: TextError) -> QueryEvaluationError {
    match error {
        TextError::Cancelled => QueryEvaluationError::Cancelled,
        TextError::Store(error) => QueryEvaluationError::Dataset(Box::new(error)),
        error => QueryEvaluationError::Service(Box::new(error)),
    }
}
