//! One `.rq` file, read: what it needs, and how it is asked.

use std::sync::Arc;

use ontology::Iris;
use ontology::vocab::kb;
use oxigraph::model::{Term, Variable};
use oxigraph::sparql::{CancellationToken, QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

use crate::answer::Answer;
use crate::catalogue::AskError;
use crate::evaluator::{evaluator, prepare_with};
use crate::graph::Graph;
use crate::header::{Header, HeaderError};
use crate::nearest::nearest;
use crate::parameter::{Need, Parameter, resolve};
use crate::text::{SearchService, Texts};

/// What a query is asked with.
#[derive(Clone, Default)]
pub struct Means {
    /// Stops it from another thread.
    pub cancel: Option<CancellationToken>,
    /// The search in texts; without it a query that searches fails.
    pub texts: Option<Arc<dyn Texts>>,
}

/// A query with a name, a header and parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedQuery {
    /// Its name, which is the name of its file.
    pub name: String,
    /// What it says about itself.
    pub header: Header,
    /// The whole file: SPARQL that any tool runs as it stands.
    pub text: String,
}

impl Means {
    /// An evaluator for a query whose variables have these values.
    fn evaluator(self, values: &[(Variable, Term)]) -> SparqlEvaluator {
        let token = self.cancel.unwrap_or_default();
        let evaluator = evaluator().with_cancellation_token(token.clone());
        let Some(texts) = self.texts else { return evaluator };
        let service = values
            .iter()
            .cloned()
            .fold(SearchService::new(texts, token), |service, (variable, value)| service.given(variable, value));
        evaluator.with_service_handler(kb::SERVICE_SEARCH, service)
    }
}

impl NamedQuery {
    /// Reads the text of an `.rq` file.
    ///
    /// # Errors
    ///
    /// If its header is incomplete or malformed.
    pub fn read(name: &str, text: &str) -> Result<Self, HeaderError> {
        let header = Header::read(name, text)?;
        Ok(Self { name: name.to_owned(), header, text: text.to_owned() })
    }

    /// Asks it with these parameters. Rows beyond [`crate::answer::MOST_ROWS`] are left out, and the answer says so.
    ///
    /// # Errors
    ///
    /// If a parameter is unknown, missing, given twice or has a value that means nothing here, or if the query fails.
    pub fn ask(
        &self,
        store: &Store,
        iris: &Iris,
        given: &[(String, String)],
        means: Means,
    ) -> Result<Answer, AskError> {
        self.check(given)?;
        let failed = |error| AskError::failed(&self.name, error);
        let values = self.values(Graph::new(store, iris), given)?;
        let mut query = prepare_with(means.evaluator(&values), &self.text)
            .map_err(|error| AskError::Syntax { query: self.name.clone(), error })?;
        for (variable, value) in &values {
            query = query.substitute_variable(variable.clone(), value.clone());
        }
        let known = values.into_iter().map(|(variable, _)| variable).collect();
        match query.on_store(store).execute().map_err(failed)? {
            QueryResults::Solutions(solutions) => Answer::collect(solutions, known).map_err(failed),
            QueryResults::Boolean(_) | QueryResults::Graph(_) => Err(AskError::NoRows { query: self.name.clone() }),
        }
    }

    /// The value of each parameter that has one.
    fn values(&self, graph: Graph<'_>, given: &[(String, String)]) -> Result<Vec<(Variable, Term)>, AskError> {
        let mut values = Vec::new();
        for parameter in &self.header.parameters {
            let Some(value) = self.value(parameter, given)? else { continue };
            let value = resolve(graph, parameter.kind, value).map_err(|error| self.refuse(parameter, error))?;
            values.push((Variable::new_unchecked(&parameter.name), value));
        }
        Ok(values)
    }

    /// What was given for `parameter`, or what stands in for it; an empty value is as good as none.
    fn value<'v>(&self, parameter: &'v Parameter, given: &'v [(String, String)]) -> Result<Option<&'v str>, AskError> {
        let written = given.iter().find(|(name, _)| *name == parameter.name).map(|(_, value)| value.as_str());
        match (written.filter(|value| !value.trim().is_empty()), &parameter.need) {
            (Some(value), _) => Ok(Some(value)),
            (None, Need::Default(value)) => Ok(Some(value)),
            (None, Need::Optional) => Ok(None),
            (None, Need::Required) => {
                Err(AskError::Missing { query: self.name.clone(), parameter: Box::new(parameter.clone()) })
            }
        }
    }

    fn check(&self, given: &[(String, String)]) -> Result<(), AskError> {
        let known = || self.header.parameters.iter().map(|parameter| parameter.name.clone());
        for (position, (name, _)) in given.iter().enumerate() {
            let query = self.name.clone();
            if !known().any(|known| known == *name) {
                let nearest = nearest(name, known().map(|known| (known.clone(), known)));
                let known = known().collect();
                return Err(AskError::UnknownParameter { query, parameter: name.clone(), nearest, known });
            }
            if given[..position].iter().any(|(earlier, _)| earlier == name) {
                return Err(AskError::Repeated { query, parameter: name.clone() });
            }
        }
        Ok(())
    }

    fn refuse(&self, parameter: &Parameter, error: crate::parameter::ValueError) -> AskError {
        AskError::Value { query: self.name.clone(), parameter: parameter.name.clone(), error: Box::new(error) }
    }
}
