//! Passes over the first rows of what other servers answered, because the engine's `OFFSET` passes over errors too: where a
//! server did not answer, it would make an empty answer of that.

use oxigraph::sparql::{QueryResults, QuerySolutionIter};
use spargebra::Query;
use spargebra::algebra::GraphPattern;

use super::tokens::{Token, tokens};

/// Takes the `OFFSET` from a query that asks another server, and says how many rows are to be passed over. Other queries keep
/// theirs: the engine need not look up the terms of rows that nobody sees.
pub fn take(text: &str, query: &mut Query) -> usize {
    let Query::Select { pattern: GraphPattern::Slice { start, length, .. }, .. } = query else { return 0 };
    let service = |token| matches!(token, Token::Word(word) if word.eq_ignore_ascii_case("SERVICE"));
    if !tokens(text).any(|(_, token)| service(token)) {
        return 0;
    }
    *length = length.map(|length| length.saturating_add(*start));
    std::mem::take(start)
}

/// Passes over so many rows, and over no error.
pub fn pass_over(results: QueryResults<'static>, mut left: usize) -> QueryResults<'static> {
    match results {
        QueryResults::Solutions(rows) if left > 0 => {
            let variables = rows.variables().into();
            let rest = rows.filter(move |row| {
                let passed = left > 0 && row.is_ok();
                left -= usize::from(passed);
                !passed
            });
            QueryResults::Solutions(QuerySolutionIter::new(variables, rest))
        }
        other => other,
    }
}
