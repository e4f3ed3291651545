//! From what somebody writes to the term it means, and that no value is more than a term.

use crate::world;

/// The rows of a query that has one parameter beside `lang`.
fn rows(query: &str, parameter: &str, value: &str) -> Result<usize, String> {
    let answer = world::ask(query, &[(parameter, value)]);
    answer.map(|answer| answer.rows.len()).map_err(|error| error.to_string())
}

#[test]
fn one_country_has_many_names() {
    let expected = rows("actor-record", "actor", "RUS");
    assert!(expected.as_ref().is_ok_and(|&rows| rows > 0), "{expected:?}");
    let names = [
        "rus",
        "r:RUS",
        "https://w3id.org/kabar/id/RUS",
        "<https://w3id.org/kabar/id/RUS>",
        "Russia",
        "Rusia",
        "RUSIA",
        "russian federation",
        " RUS ",
    ];
    for name in names {
        assert_eq!(rows("actor-record", "actor", name), expected, "{name}");
    }
}

#[test]
fn people_and_bodies_have_names_too() {
    let by_id = rows("itinerary", "actor", "person-vladimir-putin");
    for name in ["Vladimir Putin", "putin", "PUTIN", "Vladímir  Putin"] {
        assert_eq!(rows("itinerary", "actor", name), by_id, "{name}");
    }
    assert_eq!(rows("actor-record", "actor", "Uni Eropa"), rows("actor-record", "actor", "org-european-union"));
    assert_eq!(rows("actor-record", "actor", "Chang Ho Jin"), Ok(1));
}

/// `Moskow` is another name of Russia and the name of two towns: what can act goes first.
#[test]
fn an_actor_goes_before_a_town_and_towns_are_told_apart() {
    let twins = rows("itinerary", "actor", "Moscow").expect_err("two towns are called that");
    assert_eq!(
        twins,
        "parameter `actor` of `itinerary`: `Moscow` is the name of more than one entity: write the id of the one you \
         mean, `gn-9999998` (Moscow) or `gn-9999999` (Moscow)"
    );
    assert!(rows("places", "country", "moskow").is_ok());
}

#[test]
fn the_unknown_gets_suggestions() {
    let cases = [
        ("actor-record", "actor", "Rusland", "this store has no entity `Rusland`: did you mean `RUS` (Russia)"),
        ("actor-record", "actor", "zzz", "this store has no entity `zzz`: write an id (`RUS`,"),
        ("evidence", "event", "ev-0", "this store has no event `ev-0`: write an id (`ev-` and"),
        ("evidence", "event", "RUS", "this store has no event `RUS`"),
        ("itinerary", "from", "18/06/2024", "`18/06/2024` is no date: write year, month and day: `2024-06-18`"),
    ];
    for (query, parameter, value, message) in cases {
        let error = rows(query, parameter, value).expect_err(value);
        assert!(error.starts_with(&format!("parameter `{parameter}` of `{query}`: {message}")), "{error}");
    }
}

#[test]
fn an_event_type_has_a_code_and_names() {
    let of_type =
        |value| world::ask("actor-events", &[("actor", "RUS"), ("type", value)]).map(|answer| answer.rows.len());
    let visits = of_type("CONSULT").expect("a code");
    assert!(visits > 0);
    for name in ["consult", "pl:CONSULT", "talks and visits", "Pertemuan dan Kunjungan"] {
        assert_eq!(of_type(name).expect(name), visits, "{name}");
    }
    let error = of_type("CONSLT").expect_err("a slip").to_string();
    assert!(error.contains("did you mean `CONSULT` (talks and visits)"), "{error}");
}

#[test]
fn a_role_has_a_code_and_the_names_of_its_posts() {
    let holders =
        |value| world::ask("office-holder", &[("of", "RUS"), ("role", value)]).map(|answer| answer.rows.len());
    assert_eq!(holders("head_of_state").expect("a code"), 2);
    assert_eq!(holders("Head of state").expect("the code with spaces"), 2);
    assert_eq!(holders("Presiden Rusia").expect("a post of that role"), 2);
    assert_eq!(holders("president").expect("the name of its posts without the country"), 2);
    let error = holders("presidnt").expect_err("a slip").to_string();
    assert!(error.contains("did you mean `head_of_state` (President of "), "{error}");
    let error = holders("minister").expect_err("no minister is only that").to_string();
    assert!(error.contains("did you mean `minister_"), "{error}");
}

/// Whatever a value contains, it is refused or stays one term; the query around it does not change.
#[test]
fn hostile_values_stay_terms() {
    let before = world::store().len().expect("the store is readable");
    let hostile = [
        "RUS> } ; DROP ALL #",
        "\" . ?s ?p ?o . \"",
        "} UNION { ?s ?p ?o",
        "https://w3id.org/kabar/id/RUS> . ?a ?b <http://x",
        "RUS\n}\nSELECT * { ?s ?p ?o }",
        "../../etc/passwd",
        "\u{0}",
        "r:RUS/*",
        "'; --",
    ];
    for value in hostile {
        for (query, parameter) in
            [("actor-record", "actor"), ("evidence", "event"), ("events-in-box", "south"), ("itinerary", "from")]
        {
            assert!(rows(query, parameter, value).is_err(), "{query} {parameter} {value:?}");
        }
        // Any text is a text, here a language that nothing is named in.
        let answer = world::ask("itinerary", &[("lang", value)]).expect("a text is not judged");
        assert_eq!(answer.rows.len(), world::ask("itinerary", &[]).expect("all visits").rows.len());
    }
    assert_eq!(world::store().len().expect("the store is readable"), before);
}
