//! What holds for every named query, those to come included.

use std::collections::BTreeSet;

use oxigraph::model::Variable;
use oxigraph::sparql::{CancellationToken, QueryResults};
use queries::answer::MOST_ROWS;
use queries::header::arguments;
use queries::parameter::{Kind, Need};
use queries::{AskError, Catalogue, Means, prepare};

use crate::world;

fn catalogue() -> Catalogue {
    Catalogue::shipped().expect("headers are well-formed")
}

#[test]
fn the_promised_queries_are_there() {
    let names: BTreeSet<_> = catalogue().iter().map(|query| query.name.clone()).collect();
    for name in [
        "actor-events",
        "actor-record",
        "date-contradictions",
        "events-in-box",
        "evidence",
        "hostility-network",
        "itinerary",
        "office-holder",
        "places",
        "timeline-between",
    ] {
        assert!(names.contains(name), "{name}");
    }
}

#[test]
fn every_header_speaks_both_languages() {
    for query in catalogue().iter() {
        for parameter in &query.header.parameters {
            assert!(
                !parameter.label.en.is_empty() && !parameter.label.id.is_empty(),
                "{}: {}",
                query.name,
                parameter.name
            );
            assert!(!parameter.example.is_empty(), "{}: {}", query.name, parameter.name);
        }
        assert_ne!(query.header.title.en, query.header.title.id, "{}: the title is not translated", query.name);
        assert_ne!(query.header.description.en, query.header.description.id, "{}: not translated", query.name);
    }
}

#[test]
fn every_example_runs_and_finds_something() {
    for query in catalogue().iter() {
        let answer = query.ask(world::store(), &world::iris(), &query.header.example, world::means());
        let answer = answer.unwrap_or_else(|error| panic!("{}: {error}", query.name));
        assert!(!answer.rows.is_empty(), "{}: its example finds nothing", query.name);
    }
}

#[test]
fn every_example_value_of_a_parameter_can_be_taken() {
    for query in catalogue().iter() {
        let all = query.header.parameters.iter().map(|parameter| (parameter.name.clone(), parameter.example.clone()));
        let answer = query.ask(world::store(), &world::iris(), &all.collect::<Vec<_>>(), world::means());
        answer.unwrap_or_else(|error| panic!("{}: {error}", query.name));
    }
}

/// Oxigraph refuses a value for a variable that `SELECT` does not name.
#[test]
fn every_parameter_is_projected() {
    for query in catalogue().iter() {
        let prepared = prepare(&query.text).unwrap_or_else(|error| panic!("{}: {error}", query.name));
        let Ok(QueryResults::Solutions(rows)) = prepared.on_store(world::store()).execute() else {
            panic!("{} is no SELECT", query.name);
        };
        for parameter in &query.header.parameters {
            let variable = Variable::new(&parameter.name).expect("a parameter is named like a variable");
            assert!(rows.variables().contains(&variable), "{}: ?{} is not projected", query.name, parameter.name);
        }
    }
}

#[test]
fn every_answer_has_each_row_once() {
    for query in catalogue().iter() {
        let answer =
            query.ask(world::store(), &world::iris(), &query.header.example, world::means()).expect("the example runs");
        let rows: BTreeSet<String> = answer.rows.iter().map(|row| format!("{row:?}")).collect();
        assert_eq!(rows.len(), answer.rows.len(), "{}", query.name);
    }
}

#[test]
fn errors_say_what_would_have_been_right() {
    let cases = [
        ("itinery", "", "there is no query `itinery`: did you mean `itinerary`?"),
        ("xyz", "", "there is no query `xyz`: there are `actor-events`, `actor-record`,"),
        ("itinerary", "--actr RUS", "`itinerary` has no parameter `actr`: did you mean `actor`?"),
        ("evidence", "--x 1", "`evidence` has no parameter `x`: it takes `event`, `lang`"),
        ("timeline-between", "--a RUS", "`timeline-between` needs parameter `b` (second party): write an id"),
        ("itinerary", "--actor RUS --actor PRK", "`itinerary` takes parameter `actor` once"),
    ];
    for (name, given, message) in cases {
        let given = arguments(given).expect("arguments are pairs");
        let error = catalogue()
            .ask(world::store(), &world::iris(), name, &given, world::means())
            .expect_err(message)
            .to_string();
        assert!(error.starts_with(message), "{error}");
    }
}

#[test]
fn an_empty_value_is_as_good_as_none() {
    let all = world::ask("itinerary", &[]).expect("all visits");
    assert_eq!(world::ask("itinerary", &[("actor", ""), ("from", " ")]).expect("all visits").rows, all.rows);
    assert!(matches!(world::ask("evidence", &[("event", "")]), Err(AskError::Missing { .. })));
}

#[test]
fn a_question_can_be_stopped() {
    let token = CancellationToken::new();
    token.cancel();
    let means = Means { cancel: Some(token), ..world::means() };
    let stopped = catalogue().ask(world::store(), &world::iris(), "itinerary", &[], means);
    assert!(matches!(stopped, Err(AskError::Cancelled { .. })), "{stopped:?}");
}

#[test]
fn what_there_is_to_ask_is_told_to_machines() {
    let told = catalogue().to_json();
    let queries = told["queries"].as_array().expect("a list");
    let office = queries.iter().find(|query| query["name"] == "office-holder").expect("it is shipped");
    assert_eq!(office["title"]["id"], "Siapa pemegang jabatan");
    assert_eq!(office["default_view"], "table");
    let role = &office["parameters"][1];
    assert_eq!((role["kind"].as_str(), role["required"].as_bool()), (Some("role"), Some(false)));
    assert_eq!(office["parameters"][3]["default"], "en");
    assert_eq!(office["example"]["of"], "RUS");
}

#[test]
fn a_query_of_somebody_else_can_be_added() {
    let mut catalogue = catalogue();
    let header = "# title@en: A\n# title@id: B\n# description@en: C\n# description@id: D\n";
    let text = format!("{header}# param: n number default=7 — n — n — 1\nSELECT ?n {{}}");
    catalogue.add("mine", &text).expect("the header is complete");
    let answer = catalogue.ask(world::store(), &world::iris(), "mine", &[], world::means()).expect("it runs");
    assert_eq!(
        answer.rows[0][0].as_ref().map(ToString::to_string).as_deref(),
        Some("\"7\"^^<http://www.w3.org/2001/XMLSchema#decimal>")
    );
    assert_eq!(catalogue.get("mine").expect("it is there").header.parameters[0].need, Need::Default("7".into()));
    catalogue.add("asks", &format!("{header}ASK {{}}")).expect("the header is complete");
    assert!(matches!(
        catalogue.ask(world::store(), &world::iris(), "asks", &[], world::means()),
        Err(AskError::NoRows { .. })
    ));
    assert!(Kind::ALL.iter().all(|kind| kind.code().parse() == Ok(*kind)));
}

#[test]
fn an_answer_is_bounded_and_says_so() {
    let mut catalogue = catalogue();
    let header = "# title@en: A\n# title@id: B\n# description@en: C\n# description@id: D\n";
    catalogue.add("all", &format!("{header}SELECT ?s ?o {{ ?s a ?x . ?o a ?y }}")).expect("the header is complete");
    let answer = catalogue.ask(world::store(), &world::iris(), "all", &[], world::means()).expect("it runs");
    assert_eq!((answer.rows.len(), answer.truncated), (MOST_ROWS, true));
    assert!(!world::ask("places", &[]).expect("it runs").truncated);
}

/// Nothing a query says can make this crate open a connection.
#[test]
fn the_network_is_out_of_reach() {
    let query = prepare("SELECT * { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }").expect("it is SPARQL");
    let refused = match query.on_store(world::store()).execute() {
        Ok(QueryResults::Solutions(mut rows)) => rows.next().and_then(Result::err),
        Ok(_) => None,
        Err(error) => Some(error),
    };
    assert!(refused.expect("it is refused").to_string().contains("is not supported"));
}
