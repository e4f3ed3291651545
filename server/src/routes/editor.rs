//! What the editor of queries asks: is this SPARQL, and which words does this store know.

use axum::Json;
use axum::extract::State;
use queries::explore::Terms;
use serde::Serialize;

use crate::error::ApiError;
use crate::sparql::syntax::SyntaxError;
use crate::sparql::{self, Failure};
use crate::state::App;

/// What the parser says.
#[derive(Debug, Default, Serialize)]
pub struct Verdict {
    ok: bool,
    /// Where it stops being SPARQL, from 1.
    line: Option<usize>,
    column: Option<usize>,
    problem: Option<String>,
    hint: Option<String>,
}

/// Checks the body as a query, without running it.
pub async fn check(query: String) -> Json<Verdict> {
    let verdict = match sparql::check(&query) {
        Ok(()) => Verdict { ok: true, ..Verdict::default() },
        Err(Failure::Syntax(SyntaxError { line, column, problem, hint, .. })) => {
            Verdict { ok: false, line: Some(line), column: Some(column), problem: Some(problem), hint }
        }
        Err(other) => Verdict { problem: Some(other.to_string()), ..Verdict::default() },
    };
    Json(verdict)
}

/// Prefixes, classes and properties of this store with how often they occur.
///
/// # Errors
/// `503` when the time is over.
pub async fn complete(State(app): State<App>) -> Result<Json<Terms>, ApiError> {
    let terms = app.standing(app.limits.timeout, |store, standing| standing.terms(store)).await?;
    terms.map(Json).map_err(ApiError::internal)
}
