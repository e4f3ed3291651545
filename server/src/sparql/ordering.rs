//! Puts values of all kinds into one order, so that `ORDER BY` can sort whatever it is given.
//!
//! The engine compares two values as `<` does, and where `<` says nothing (SPARQL 1.1, 15.1) as texts. Together that is no order: of
//! a number, a date and a text, or of dates with and without a zone, each may come before the next and the last before the first,
//! at which the sort of the standard library panics. So every row gets, before it is sorted, the rank of its value's kind and,
//! where `<` has gaps within a kind, a number or text that has none. Each value is worked out once a row, not at every
//! comparison, so that `ORDER BY RAND()` is in order too.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term};
use oxsdatatypes::{Boolean, Date, DateTime, Decimal, Double, Duration, Integer, TimezoneOffset};
use spargebra::algebra::{Expression, Function, GraphPattern, OrderExpression};
use spargebra::term::Variable;

/// Gives the rank of a value; none to IRIs and blank nodes, which the engine sorts well, before everything that has one.
pub const RANK: &str = "urn:kabar:rank";
/// Gives what a value is sorted by within its rank, where it is not itself.
pub const KEY: &str = "urn:kabar:key";

/// Seconds of a month of mean length, to compare spans of months with spans of days.
const MONTH: i64 = 2_629_746;

/// Kinds of values, in the order in which they are sorted.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Kind {
    /// Numbers below all decimals.
    Low = 1,
    Number,
    /// Numbers above all decimals.
    High,
    NoNumber,
    Truth,
    /// Points in time: days, months, years and moments beside each other.
    Moment,
    Clock,
    /// Days and months of any year.
    Recurring,
    Span,
    Text,
    Triple,
}

/// A function for [`RANK`].
#[must_use]
pub fn rank(terms: &[Term]) -> Option<Term> {
    let (kind, _) = place(terms.first()?)?;
    Some(Literal::from(kind as i32).into())
}

/// A function for [`KEY`].
#[must_use]
pub fn key(terms: &[Term]) -> Option<Term> {
    let (_, key) = place(terms.first()?)?;
    key.map(Into::into)
}

fn place(term: &Term) -> Option<(Kind, Option<Literal>)> {
    match term {
        Term::NamedNode(_) | Term::BlankNode(_) => None,
        Term::Literal(literal) => Some(of_literal(literal)),
        Term::Triple(_) => Some((Kind::Triple, Some(Literal::from(spelled(term))))),
    }
}

/// A text for each term, so that the texts stand in the order of the terms.
fn spelled(term: &Term) -> String {
    match term {
        Term::BlankNode(node) => format!("1{}", node.as_str()),
        Term::NamedNode(node) => format!("2{}", node.as_str()),
        Term::Literal(literal) => {
            let (kind, key) = of_literal(literal);
            let value = key.as_ref().unwrap_or(literal).value();
            let number = value.parse::<Decimal>().ok().filter(|_| kind != Kind::Text);
            let digits = number.map(|number| format!("{:032x}", u128::from_be_bytes(number.to_be_bytes()) ^ 1 << 127));
            format!("3{:02}{}", kind as i32, digits.as_deref().unwrap_or(value))
        }
        Term::Triple(triple) => {
            let subject = spelled(&triple.subject.clone().into());
            format!("4{subject}\0{}\0{}", triple.predicate.as_str(), spelled(&triple.object))
        }
    }
}

fn of_literal(literal: &Literal) -> (Kind, Option<Literal>) {
    let datatype = literal.datatype();
    if datatype == xsd::STRING || literal.language().is_some() {
        return (Kind::Text, None);
    }
    of_typed(literal.value(), datatype).unwrap_or_else(|| (Kind::Text, Some(literal.value().into())))
}

/// Nothing for what is not of its type, or of a type without an order.
fn of_typed(value: &str, datatype: NamedNodeRef<'_>) -> Option<(Kind, Option<Literal>)> {
    Some(match datatype {
        xsd::INTEGER => value.parse::<i64>().ok().map(|_| (Kind::Number, None))?,
        xsd::DECIMAL => value.parse::<Decimal>().ok().map(|_| (Kind::Number, None))?,
        xsd::DOUBLE | xsd::FLOAT => of_double(value.parse().ok()?),
        xsd::BOOLEAN => value.parse::<Boolean>().ok().map(|_| (Kind::Truth, None))?,
        xsd::DATE_TIME => (Kind::Moment, Some(moment(value.parse().ok()?)?)),
        xsd::DATE => (Kind::Moment, Some(moment(DateTime::try_from(value.parse::<Date>().ok()?).ok()?)?)),
        xsd::G_YEAR_MONTH => (Kind::Moment, Some(first(value, "-01T00:00:00")?)),
        xsd::G_YEAR => (Kind::Moment, Some(first(value, "-01-01T00:00:00")?)),
        xsd::TIME => (Kind::Clock, Some(moment(format!("2000-01-01T{value}").parse().ok()?)?)),
        xsd::G_MONTH_DAY | xsd::G_MONTH | xsd::G_DAY => (Kind::Recurring, Some(value.into())),
        xsd::DURATION | xsd::YEAR_MONTH_DURATION | xsd::DAY_TIME_DURATION => {
            (Kind::Span, Some(span(value.parse().ok()?)?))
        }
        _ => return None,
    })
}

fn of_double(double: Double) -> (Kind, Option<Literal>) {
    let whole = Integer::try_from(double).ok().filter(|whole| Double::from(*whole) == double);
    match whole.map_or_else(|| Decimal::try_from(double), |whole| Ok(whole.into())) {
        Ok(decimal) => (Kind::Number, Some(decimal.into())),
        Err(_) if double.is_nan() => (Kind::NoNumber, None),
        Err(_) if double < Double::from(0.0) => (Kind::Low, None),
        Err(_) => (Kind::High, None),
    }
}

/// The seconds of a moment, in UTC where it tells no zone.
fn moment(moment: DateTime) -> Option<Literal> {
    let moment = if moment.timezone_offset().is_some() { moment } else { moment.adjust(Some(TimezoneOffset::UTC))? };
    let start = "2000-01-01T00:00:00Z".parse::<DateTime>().ok()?;
    Some(moment.checked_sub(start)?.as_seconds().into())
}

/// The first moment of a month or year, which may end with a zone.
fn first(value: &str, rest: &str) -> Option<Literal> {
    let zone = value.strip_suffix('Z').map(str::len).or_else(|| {
        let at = value.len().checked_sub("+00:00".len())?;
        value.get(at..).filter(|zone| zone.starts_with(['+', '-']) && zone.contains(':')).map(|_| at)
    });
    let (body, zone) = value.split_at(zone.unwrap_or(value.len()));
    moment(format!("{body}{rest}{zone}").parse().ok()?)
}

fn span(span: Duration) -> Option<Literal> {
    let months = Decimal::from(span.years()).checked_mul(12)?.checked_add(span.months())?;
    let hours = Decimal::from(span.days()).checked_mul(24)?.checked_add(span.hours())?;
    let minutes = hours.checked_mul(60)?.checked_add(span.minutes())?;
    let seconds = minutes.checked_mul(60)?.checked_add(span.seconds())?;
    Some(months.checked_mul(MONTH)?.checked_add(seconds)?.into())
}

/// Has every value to sort by worked out in `inner`, and sorts by rank and key.
pub fn order(inner: &mut GraphPattern, by: &mut Vec<OrderExpression>, mut fresh: impl FnMut() -> Variable) {
    let mut bind = |expression| {
        let variable = fresh();
        let given = std::mem::replace(inner, GraphPattern::Bgp { patterns: Vec::new() });
        *inner = GraphPattern::Extend { inner: Box::new(given), variable: variable.clone(), expression };
        variable
    };
    for order in std::mem::take(by) {
        let (wrap, expression): (fn(Expression) -> OrderExpression, _) = match order {
            OrderExpression::Asc(expression) => (OrderExpression::Asc, expression),
            OrderExpression::Desc(expression) => (OrderExpression::Desc, expression),
        };
        let value = match expression {
            Expression::Variable(variable) => variable,
            other => bind(other),
        };
        let (rank, key) = (bind(call(RANK, &value)), bind(call(KEY, &value)));
        // decimals hide how doubles differ beyond their last place
        let is_number = Expression::Equal(
            Box::new(rank.clone().into()),
            Box::new(Expression::Literal(Literal::from(Kind::Number as i32))),
        );
        let double = call(xsd::DOUBLE.as_str(), &value);
        let double = Expression::If(Box::new(is_number), Box::new(double), Box::new(Expression::Coalesce(Vec::new())));
        let key = Expression::Coalesce(vec![key.into(), value.into()]);
        by.extend([rank.into(), key, double].map(wrap));
    }
}

fn call(function: &str, variable: &Variable) -> Expression {
    Expression::FunctionCall(Function::Custom(NamedNode::new_unchecked(function)), vec![variable.clone().into()])
}

#[cfg(test)]
mod tests {
    use oxigraph::model::vocab::xsd;
    use oxigraph::sparql::{CancellationToken, QueryResults};
    use oxigraph::store::Store;

    use super::super::{Question, ask};

    /// The values of a list, sorted by `ORDER BY`.
    fn sorted(values: &[&str], order: &str) -> Vec<String> {
        let prefix = xsd::STRING.as_str().trim_end_matches("string");
        let values = values.join(" ");
        let text = format!("PREFIX xsd: <{prefix}> SELECT ?v {{ VALUES ?v {{ {values} }} }} ORDER BY {order}");
        let store = Store::new().expect("a store");
        let question = Question { text, ..Question::default() };
        let Ok(QueryResults::Solutions(rows)) = ask(&store, &question, &CancellationToken::new()) else {
            panic!("no rows")
        };
        rows.map(|row| row.expect("a row").get("v").map_or("UNDEF".to_owned(), ToString::to_string)).collect()
    }

    #[test]
    fn triples_are_sorted_by_their_parts() {
        let in_order = [
            "<<( <x:s> <x:p> -456 )>>",
            "<<( <x:s> <x:p> 123 )>>",
            "<<( <x:s> <x:p> 1.5e3 )>>",
            "<<( <x:s> <x:p> \"2\" )>>",
            "<<( <x:s> <x:p> <<( <x:s> <x:p> 1 )>> )>>",
            "<<( <x:s> <x:q> 1 )>>",
            "<<( <x:s1> <x:p> 1 )>>",
        ];
        let given: Vec<_> = in_order.iter().flat_map(|value| sorted(&[value], "?v")).collect();
        let mut turned = in_order;
        turned.rotate_left(3);
        turned.swap(0, 5);
        assert_eq!(sorted(&turned, "?v"), given);
    }

    /// Values in their order, as a query writes them and as it gives them back.
    const IN_ORDER: [&str; 22] = [
        "UNDEF",
        "<x:a>",
        "<x:b>",
        "-1.0E300",
        "-3",
        "1.0E-30",
        "1.0E-20",
        "0.5",
        "2",
        "10",
        "9007199254740993",
        "1.0E300",
        "false",
        "\"2023-12\"^^xsd:gYearMonth",
        "\"2024-01-01T01:00:00+02:00\"^^xsd:dateTime",
        "\"2024\"^^xsd:gYear",
        "\"2024-01-01T00:30:00\"^^xsd:dateTime",
        "\"2024-01-01T01:00:00Z\"^^xsd:dateTime",
        "\"2024-05-02\"^^xsd:date",
        "\"P29D\"^^xsd:duration",
        "\"10\"",
        "\"banana\"@en",
    ];

    #[test]
    fn values_of_all_kinds_stand_in_one_order() {
        let forth: Vec<_> = IN_ORDER.iter().flat_map(|value| sorted(&[value], "?v")).collect();
        // every rotation and every second one first: whatever comes, the order is the same
        for start in 0..IN_ORDER.len() {
            let turned = [&IN_ORDER[start..], &IN_ORDER[..start]].concat();
            let (even, odd): (Vec<_>, Vec<_>) = turned.iter().zip(0..).partition(|(_, place)| place % 2 == 0);
            let mixed: Vec<&str> = odd.into_iter().chain(even).map(|(value, _)| *value).collect();
            assert_eq!(sorted(&mixed, "?v"), forth);
        }
        let mut back = sorted(&IN_ORDER, "DESC(?v)");
        back.reverse();
        assert_eq!(back, forth);
    }

    #[test]
    fn spans_and_dates_that_compare_with_nothing_are_sorted_without_end() {
        let spans: Vec<_> =
            (0..300).map(|n| format!("\"P{}{}\"^^xsd:duration", n % 40, if n % 3 == 0 { "M" } else { "D" })).collect();
        let zones = ["", "Z", "+13:00", "-11:00"];
        let dates = (0..300)
            .map(|n| format!("\"2024-05-{:02}T{:02}:00:00{}\"^^xsd:dateTime", n % 28 + 1, n % 24, zones[n % 4]));
        let numbers = (0..300).map(|n| match n % 3 {
            0 => format!("{}", 9_007_199_254_740_990_i64 + n),
            1 => format!("{}.0E0", 9_007_199_254_740_990_i64 + n),
            _ => format!("\"{n}\""),
        });
        let all: Vec<_> = spans.into_iter().chain(dates).chain(numbers).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        assert_eq!(sorted(&all, "?v").len(), 900);
        assert_eq!(sorted(&all, "RAND() STR(?v)").len(), 900);
        assert_eq!(sorted(&all, "DESC(STRLEN(STR(?v))) ?v").len(), 900);
    }
}
