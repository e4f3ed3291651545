//! Lets a query be stopped where the engine does not look up, and counts the text it computes.
//!
//! The engine sees that a query is cancelled when it reads the store. Products of `VALUES` and of empty groups read nothing,
//! sorting compares millions of rows for minutes, and what is sorted then comes row by row out of memory: every row of these and
//! every comparison is led through a function of ours. And thirty times `CONCAT(?v, ?v)` makes a gigabyte out of a letter, so
//! what goes into the functions that let text grow is counted. Both functions end the query by unwinding its thread, because an
//! error in an expression would only leave its value out.

use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use oxigraph::model::{Literal, NamedNode, Term};
use oxigraph::sparql::{CancellationToken, SparqlEvaluator};
use queries::algebra::root;
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, AggregateFunction, Expression, Function, GraphPattern, OrderExpression};
use spargebra::term::Variable;

use super::ordering;
use crate::guard::{self, Refusal};

/// Bytes of one text that a query may compute.
const LONGEST: u64 = 64 * 1024 * 1024;

const COUNT: &str = "urn:kabar:count";
const PRODUCT: &str = "urn:kabar:product";
const ROW: &str = "urn:kabar:row";
/// Has no value, which costs a comparison next to nothing.
const LOOK: &str = "urn:kabar:look";

/// The functions that a query calls beside those of the language.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub enum Functions {
    /// None, as most.
    #[default]
    None,
    /// Those of this module.
    Own,
    /// Also others.
    All,
}

/// Why a thread was unwound.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Stop {
    /// The query was cancelled.
    Cancelled,
    /// It computed more text than it may.
    TooMuchText,
}

/// An evaluator that can be stopped, with the functions that it needs: to make them all costs as much as a small query.
pub fn evaluator(token: &CancellationToken, bytes: u64, functions: Functions) -> SparqlEvaluator {
    let evaluator = if functions == Functions::All { queries::evaluator() } else { SparqlEvaluator::new() };
    let evaluator = evaluator.with_cancellation_token(token.clone());
    if functions == Functions::None { evaluator } else { with_own(evaluator, token, bytes) }
}

fn with_own(evaluator: SparqlEvaluator, token: &CancellationToken, bytes: u64) -> SparqlEvaluator {
    let left = Arc::new(AtomicU64::new(bytes));
    let (of_count, of_row, of_look, of_rank) = (token.clone(), token.clone(), token.clone(), token.clone());
    let count = move |terms: &[Term]| {
        spend(&left, terms.iter().map(length).sum());
        look_up(&of_count);
        terms.first().cloned()
    };
    let product = |terms: &[Term]| {
        let [text, replacement] = terms else { return terms.first().cloned() };
        if (length(text) + 1).saturating_mul(length(replacement)) > LONGEST {
            resume_unwind(Box::new(Stop::TooMuchText));
        }
        Some(text.clone())
    };
    let row = move |_: &[Term]| {
        look_up(&of_row);
        Some(Literal::from(true).into())
    };
    let look = move |_: &[Term]| {
        look_up(&of_look);
        None
    };
    let rank = move |terms: &[Term]| {
        look_up(&of_rank);
        ordering::rank(terms)
    };
    evaluator
        .with_custom_function(name(COUNT), count)
        .with_custom_function(name(PRODUCT), product)
        .with_custom_function(name(ROW), row)
        .with_custom_function(name(LOOK), look)
        .with_custom_function(name(ordering::RANK), rank)
        .with_custom_function(name(ordering::KEY), ordering::key)
}

fn spend(left: &AtomicU64, bytes: u64) {
    let spent = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(bytes));
    if spent.is_err() || bytes > LONGEST {
        resume_unwind(Box::new(Stop::TooMuchText));
    }
}

fn look_up(token: &CancellationToken) {
    if token.is_cancelled() {
        resume_unwind(Box::new(Stop::Cancelled));
    }
}

fn length(term: &Term) -> u64 {
    match term {
        Term::Literal(literal) => literal.value().len() as u64,
        Term::NamedNode(node) => node.as_str().len() as u64,
        Term::BlankNode(_) => 32,
        // a predicate and a subject are as long as they are; only texts grow
        Term::Triple(triple) => 64 + length(&triple.object),
    }
}

fn name(iri: &str) -> NamedNode {
    NamedNode::new_unchecked(iri)
}

/// Leads a query through our functions; says which it calls then.
///
/// # Errors
/// When it joins more triple patterns than the planner can order in time, however they are written.
pub fn meter_query(query: &mut Query) -> Result<Functions, Refusal> {
    meter(root(query))
}

/// The same for a pattern alone.
///
/// # Errors
/// As [`meter_query`].
pub fn meter(pattern: &mut GraphPattern) -> Result<Functions, Refusal> {
    let mut meter = Meter::default();
    meter.pattern(pattern);
    guard::check_joined(meter.joined)?;
    Ok(meter.functions)
}

#[derive(Default)]
struct Meter {
    rows: usize,
    functions: Functions,
    /// The most triple patterns that are joined with each other.
    joined: usize,
}

impl Meter {
    fn calls(&mut self, functions: Functions) {
        self.functions = self.functions.max(functions);
    }

    fn pattern(&mut self, pattern: &mut GraphPattern) {
        self.joined = self.joined.max(joined(pattern));
        match pattern {
            // what another server is asked is its own affair
            GraphPattern::Bgp { .. }
            | GraphPattern::Path { .. }
            | GraphPattern::Values { .. }
            | GraphPattern::Service { .. } => {}
            GraphPattern::Join { left, right }
            | GraphPattern::Lateral { left, right }
            | GraphPattern::Union { left, right }
            | GraphPattern::Minus { left, right } => self.both(left, right),
            GraphPattern::LeftJoin { left, right, expression } => {
                self.both(left, right);
                self.expressions(expression);
            }
            GraphPattern::Filter { inner, expr } => {
                self.pattern(inner);
                self.expression(expr);
                if !reads(inner) {
                    self.calls(Functions::Own);
                    looked_up(expr);
                }
            }
            GraphPattern::Extend { inner, expression, .. } => {
                self.pattern(inner);
                self.expression(expression);
            }
            GraphPattern::OrderBy { inner, expression } => {
                self.pattern(inner);
                for order in expression.iter_mut() {
                    self.expression(ordered(order));
                }
                self.calls(Functions::Own);
                ordering::order(inner, expression, || fresh(&mut self.rows));
                if let Some(first) = expression.first_mut() {
                    compared(ordered(first));
                }
            }
            GraphPattern::Group { inner, aggregates, .. } => {
                self.pattern(inner);
                for (_, aggregate) in aggregates {
                    self.aggregate(aggregate);
                }
            }
            GraphPattern::Graph { inner, .. }
            | GraphPattern::Project { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. } => self.pattern(inner),
        }
        // rows that are sorted come without a look at the store
        if matches!(pattern, GraphPattern::OrderBy { .. }) || joins(pattern) && !reads(pattern) {
            self.each_row(pattern);
        }
    }

    fn both(&mut self, left: &mut GraphPattern, right: &mut GraphPattern) {
        self.pattern(left);
        self.pattern(right);
    }

    /// Calls our function for each row of a pattern, under a name that nothing else has.
    fn each_row(&mut self, pattern: &mut GraphPattern) {
        let inner = Box::new(std::mem::replace(pattern, GraphPattern::Bgp { patterns: Vec::new() }));
        self.calls(Functions::Own);
        let variable = fresh(&mut self.rows);
        let expression = Expression::FunctionCall(Function::Custom(name(ROW)), Vec::new());
        *pattern = GraphPattern::Extend { inner, variable, expression };
    }

    fn aggregate(&mut self, aggregate: &mut AggregateExpression) {
        if let AggregateExpression::FunctionCall { name, expr, .. } = aggregate {
            self.expression(expr);
            match name {
                AggregateFunction::GroupConcat { .. } => {
                    self.calls(Functions::Own);
                    counted(expr);
                }
                AggregateFunction::Custom(_) => self.calls(Functions::All),
                _ => {}
            }
        }
    }

    fn expressions<'e>(&mut self, expressions: impl IntoIterator<Item = &'e mut Expression>) {
        for expression in expressions {
            self.expression(expression);
        }
    }

    fn expression(&mut self, expression: &mut Expression) {
        match expression {
            Expression::NamedNode(_) | Expression::Literal(_) | Expression::Variable(_) | Expression::Bound(_) => {}
            Expression::Or(a, b)
            | Expression::And(a, b)
            | Expression::Equal(a, b)
            | Expression::SameTerm(a, b)
            | Expression::Greater(a, b)
            | Expression::GreaterOrEqual(a, b)
            | Expression::Less(a, b)
            | Expression::LessOrEqual(a, b)
            | Expression::Add(a, b)
            | Expression::Subtract(a, b)
            | Expression::Multiply(a, b)
            | Expression::Divide(a, b) => {
                self.expression(a);
                self.expression(b);
            }
            Expression::UnaryPlus(inner) | Expression::UnaryMinus(inner) | Expression::Not(inner) => {
                self.expression(inner);
            }
            Expression::If(a, b, c) => {
                self.expression(a);
                self.expression(b);
                self.expression(c);
            }
            Expression::In(one, many) => {
                self.expression(one);
                self.expressions(many);
            }
            Expression::Coalesce(parts) => self.expressions(parts),
            Expression::Exists(pattern) => self.pattern(pattern),
            Expression::FunctionCall(function, parts) => {
                self.expressions(parts.iter_mut());
                if matches!(function, Function::Custom(_)) {
                    self.calls(Functions::All);
                } else if grow(function, parts) {
                    self.calls(Functions::Own);
                }
                if *function == Function::Replace {
                    counted(expression);
                }
            }
        }
    }
}

/// A name that nothing else has.
fn fresh(names: &mut usize) -> Variable {
    *names += 1;
    Variable::new_unchecked(format!("kabar_row_{names}"))
}

fn ordered(order: &mut OrderExpression) -> &mut Expression {
    let (OrderExpression::Asc(expression) | OrderExpression::Desc(expression)) = order;
    expression
}

/// What a function makes longer is counted on its way in; what `REPLACE` may make of it is bounded before and counted after.
fn grow(function: &Function, parts: &mut [Expression]) -> bool {
    match (function, parts) {
        (Function::Concat, parts) => parts.iter_mut().for_each(counted),
        (Function::Replace, [text, _, replacement, ..]) => {
            let given = std::mem::replace(text, Expression::Coalesce(Vec::new()));
            *text = Expression::FunctionCall(Function::Custom(name(PRODUCT)), vec![given, replacement.clone()]);
        }
        (Function::EncodeForUri | Function::UCase | Function::LCase, [text]) => counted(text),
        _ => return false,
    }
    true
}

fn counted(expression: &mut Expression) {
    let given = std::mem::replace(expression, Expression::Coalesce(Vec::new()));
    *expression = match given {
        constant @ (Expression::Literal(_) | Expression::NamedNode(_)) => constant,
        given => Expression::FunctionCall(Function::Custom(name(COUNT)), vec![given]),
    };
}

/// Evaluated for both rows of every comparison.
fn compared(expression: &mut Expression) {
    let given = std::mem::replace(expression, Expression::Coalesce(Vec::new()));
    let look = Expression::FunctionCall(Function::Custom(name(LOOK)), Vec::new());
    *expression = Expression::Coalesce(vec![look, given]);
}

/// The optimizer must not take the look up from its condition, so they are one expression.
fn looked_up(condition: &mut Expression) {
    let given = std::mem::replace(condition, Expression::Coalesce(Vec::new()));
    let row = Expression::FunctionCall(Function::Custom(name(ROW)), Vec::new());
    *condition = Expression::If(Box::new(row), Box::new(given), Box::new(Expression::Literal(Literal::from(false))));
}

/// Triple patterns that the planner orders together: nested groups, lists and annotations all end in one join.
fn joined(pattern: &GraphPattern) -> usize {
    match pattern {
        GraphPattern::Bgp { patterns } => patterns.len(),
        GraphPattern::Path { .. } => 1,
        GraphPattern::Join { left, right } | GraphPattern::Lateral { left, right } => joined(left) + joined(right),
        GraphPattern::Graph { inner, .. } | GraphPattern::Filter { inner, .. } | GraphPattern::Extend { inner, .. } => {
            joined(inner)
        }
        _ => 0,
    }
}

fn joins(pattern: &GraphPattern) -> bool {
    matches!(
        pattern,
        GraphPattern::Join { .. }
            | GraphPattern::LeftJoin { .. }
            | GraphPattern::Lateral { .. }
            | GraphPattern::Minus { .. }
    )
}

/// Whether every row of a pattern is read from the store, so that the engine looks up at each.
fn reads(pattern: &GraphPattern) -> bool {
    match pattern {
        GraphPattern::Bgp { patterns } => !patterns.is_empty(),
        GraphPattern::Path { .. } => true,
        GraphPattern::Graph { inner, .. } | GraphPattern::Filter { inner, .. } | GraphPattern::Extend { inner, .. } => {
            reads(inner)
        }
        GraphPattern::Join { left, right }
        | GraphPattern::Lateral { left, right }
        | GraphPattern::Union { left, right }
        | GraphPattern::Minus { left, right }
        | GraphPattern::LeftJoin { left, right, .. } => reads(left) && reads(right),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use oxigraph::sparql::QueryResults;
    use oxigraph::store::Store;
    use spargebra::SparqlParser;

    use super::*;

    /// The rows of a query, whose token is cancelled, if it is to be, when the first row is asked for.
    fn count(text: &str, bytes: u64, cancel: bool) -> Result<usize, Stop> {
        let token = CancellationToken::new();
        let mut query = SparqlParser::new().parse_query(text).expect("SPARQL");
        assert_eq!(meter_query(&mut query), Ok(Functions::Own));
        let store = Store::new().expect("a store");
        let run = || {
            let answer = evaluator(&token, bytes, Functions::Own)
                .for_query(query)
                .on_store(&store)
                .execute()
                .expect("an answer");
            let QueryResults::Solutions(solutions) = answer else { return 0 };
            if cancel {
                token.cancel();
            }
            solutions.count()
        };
        let run = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run));
        run.map_err(|stop| *stop.downcast_ref::<Stop>().expect("a stop"))
    }

    #[test]
    fn text_that_grows_is_counted() {
        let doubled = |times: usize| {
            let binds: Vec<_> =
                (1..=times).map(|n| format!("BIND(CONCAT(?v{}, ?v{}) AS ?v{n}) ", n - 1, n - 1)).collect();
            let binds = binds.concat();
            format!("SELECT * {{ BIND(\"x\" AS ?v0) {binds} }}")
        };
        assert_eq!(count(&doubled(10), 1 << 20, false), Ok(1));
        assert_eq!(count(&doubled(30), 1 << 20, false), Err(Stop::TooMuchText));
        let replaced = "SELECT * { BIND(REPLACE(\"aaaaaaaaaa\", \"a\", \"bbbbbbbbbb\") AS ?v) }";
        assert_eq!((count(replaced, 1 << 20, false), count(replaced, 50, false)), (Ok(1), Err(Stop::TooMuchText)));
        let joined = "SELECT (GROUP_CONCAT(?v) AS ?all) { VALUES ?v { \"xxxxxxxxxx\" \"yyyyyyyyyy\" } }";
        assert_eq!((count(joined, 1 << 20, false), count(joined, 15, false)), (Ok(1), Err(Stop::TooMuchText)));
    }

    #[test]
    fn products_that_read_nothing_look_up() {
        let product = "SELECT * { VALUES ?a { 1 2 3 } VALUES ?b { 1 2 3 } FILTER(?a + ?b < 4) }";
        assert_eq!(count(product, 0, false), Ok(3));
        assert_eq!(count(product, 0, true), Err(Stop::Cancelled));
        let never = "SELECT * { VALUES ?a { 1 2 3 } VALUES ?b { 1 2 3 } FILTER(?a + ?b < 0) }";
        assert_eq!(count(never, 0, true), Err(Stop::Cancelled));
        let sorted = "SELECT * { VALUES ?a { 3 1 2 } } ORDER BY DESC(?a)";
        assert_eq!(count(sorted, 0, false), Ok(3));
        let groups = "SELECT * { { {} UNION {} } { {} UNION {} } }";
        assert_eq!(count(groups, 0, true), Err(Stop::Cancelled));
    }
}
