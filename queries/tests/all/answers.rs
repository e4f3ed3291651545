//! What each named query answers about the small world, compared with `tests/expected/<name>.tsv`.
//!
//! Such a file holds one or more questions. A question is a line `# --a RUS --b PRK` (nothing after `#` if it needs nothing),
//! the answer as tab-separated text (`-` where there is nothing), and an empty line. Columns that the file does not name are
//! not compared.

use std::fs;
use std::path::PathBuf;

use queries::header::arguments;
use queries::{Answer, Catalogue, Format};

use crate::world;

/// A question and its expected answer.
struct Case {
    arguments: String,
    table: Vec<Vec<String>>,
}

fn cases(name: &str) -> Vec<Case> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/expected/{name}.tsv"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        match (line.strip_prefix('#'), cases.last_mut()) {
            (Some(arguments), _) => cases.push(Case { arguments: arguments.trim().to_owned(), table: Vec::new() }),
            (None, Some(case)) => case.table.push(line.split('\t').map(str::to_owned).collect()),
            (None, None) => panic!("{name}.tsv begins without a question"),
        }
    }
    cases
}

/// The columns `head` of an answer, as text with short names.
fn table(answer: &Answer, head: &[String]) -> Vec<Vec<String>> {
    let column = |name: &String| {
        let found = answer.variables.iter().position(|variable| variable.as_str() == name);
        found.unwrap_or_else(|| panic!("the answer has no column `{name}`: it has {:?}", answer.variables))
    };
    let columns: Vec<usize> = head.iter().map(column).collect();
    let prefixes = world::iris().prefixes();
    let cell = |row: &Vec<Option<oxigraph::model::Term>>, at: usize| {
        row[at].as_ref().map_or("-".to_owned(), |term| queries::answer::plain_text(term, &prefixes))
    };
    let rows = answer.rows.iter().map(|row| columns.iter().map(|&at| cell(row, at)).collect());
    std::iter::once(head.to_vec()).chain(rows).collect()
}

fn show(table: &[Vec<String>]) -> String {
    table.iter().map(|row| row.join("\t") + "\n").collect()
}

#[test]
fn every_query_answers_as_expected() {
    let catalogue = Catalogue::shipped().expect("headers are well-formed");
    for query in catalogue.iter() {
        let cases = cases(&query.name);
        assert!(!cases.is_empty(), "{}: no question", query.name);
        for case in cases {
            let given = arguments(&case.arguments).expect("arguments are pairs");
            let answer = query.ask(world::store(), &world::iris(), &given, world::means());
            let answer = answer.unwrap_or_else(|error| panic!("{} {}: {error}", query.name, case.arguments));
            let found = table(&answer, &case.table[0]);
            assert!(
                found == case.table,
                "{} {}\nexpected:\n{}found:\n{}",
                query.name,
                case.arguments,
                show(&case.table),
                show(&found)
            );
        }
    }
}

fn written(format: Format) -> String {
    let answer = world::ask("office-holder", &[("of", "RUS"), ("role", "head_of_state"), ("on", "2024-06-22")]);
    let mut out = Vec::new();
    answer.expect("somebody held it").write(format, &world::iris(), &mut out).expect("memory can be written to");
    String::from_utf8(out).expect("text")
}

#[test]
fn a_table_for_people_has_names_and_leaves_out_what_they_said() {
    assert_eq!(
        written(Format::Table),
        "person          post                 since\n\
         --------------  -------------------  ----------\n\
         Vladimir Putin  President of Russia  2012-05-07\n"
    );
    assert_eq!(
        written(Format::Markdown),
        "| person | post | since |\n\
         | --- | --- | --- |\n\
         | Vladimir Putin | President of Russia | 2012-05-07 |\n"
    );
}

#[test]
fn machines_get_all_columns_and_typed_terms() {
    let json: serde_json::Value = serde_json::from_str(&written(Format::Json)).expect("JSON");
    let row = &json["results"]["bindings"][0];
    assert_eq!(row["since"]["datatype"], "http://www.w3.org/2001/XMLSchema#date");
    assert_eq!(row["person"]["value"], "https://w3id.org/kabar/id/person-vladimir-putin");
    assert_eq!(row["of"]["type"], "uri");
    assert!(row.get("upTo").is_none());
    assert!(written(Format::Xml).contains("<binding name=\"role\"><literal>head_of_state</literal></binding>"));
    assert!(written(Format::Csv).starts_with("person,personLabel,post,"));
    assert!(written(Format::Tsv).starts_with("?person\t?personLabel\t?post\t"));
}
