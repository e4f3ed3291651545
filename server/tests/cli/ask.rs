//! `kabar ask` without a store: the list, the help made from the headers, and wrong parameters.

use crate::kabar::kabar;

#[test]
fn bare_ask_lists_the_named_queries() {
    let list = kabar(&["ask"]).expect(0, &[]);
    assert!(list.lines().count() >= 5, "{list}");
    assert!(list.contains("office-holder"), "{list}");
    let json = kabar(&["ask", "--format", "json"]).expect(0, &[]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["queries"].as_array().map(Vec::len), Some(list.lines().count()));
}

#[test]
fn every_named_query_has_help_with_its_parameters() {
    for query in queries::Catalogue::shipped().expect("the shipped queries").iter() {
        let help = kabar(&["ask", &query.name, "--help"]).expect(0, &[]);
        for parameter in &query.header.parameters {
            assert!(help.contains(&format!("--{}", parameter.name)), "{}: {help}", query.name);
        }
        assert!(help.contains("Example:"), "{help}");
    }
}

#[test]
fn unknown_names_are_usage_errors_with_a_suggestion() {
    kabar(&["ask", "office-holders"]).expect(2, &["office-holder"]);
    kabar(&["ask", "office-holder", "--off", "RUS"]).expect(2, &["--of"]);
    kabar(&["ask", "office-holder", "--of", "RUS", "--role", "minister_foreign"]).expect(2, &["--location"]);
}
