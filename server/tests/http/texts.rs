//! The search in texts, from SPARQL: what is found, what is not, and that it follows every change.

use crate::server::{Server, encode};

const PREFIXES: &str = "
    PREFIX kb: <https://w3id.org/kabar/ontology#>
    PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
    PREFIX schema: <http://schema.org/>
";

/// Two articles as the reading writes them, as far as their texts go.
const ARTICLES: &str = r#"
    INSERT DATA {
        GRAPH <urn:meta> {
            <urn:a> schema:headline "Gempa guncang Lombok"@id .
            <urn:b> schema:headline "Erdoğan visits Jakarta"@en .
        }
        GRAPH <urn:graph:a> {
            <urn:a:body> nif:isString "Gempa bumi mengguncang Lombok. Tidak ada tsunami."@id ; kb:ofArticle <urn:a> .
            <urn:a:1> a kb:Mention, nif:Sentence ; nif:anchorOf "Gempa bumi mengguncang Lombok."@id .
            <urn:a:2> a kb:Mention, nif:Sentence ; nif:anchorOf "Tidak ada tsunami."@id .
            <urn:a:3> a kb:Mention ; nif:anchorOf "Lombok"@id .
        }
        GRAPH <urn:graph:b> {
            <urn:b:1> a nif:Sentence ; nif:anchorOf "Turkish President Recep Tayyip Erdoğan arrived in Jakarta."@en .
        }
    }
"#;

fn world() -> Server {
    let server = Server::start(&[]);
    update(&server, ARTICLES);
    server
}

fn update(server: &Server, text: &str) {
    let body = format!("{PREFIXES} {text}");
    let reply = server.send("POST", "/update", &[("content-type", "application/sparql-update")], Some(&body));
    assert_eq!(reply.status, 204, "{}", reply.text());
}

/// What the pattern finds for `?found`, best first where it says so, else in the order of the alphabet.
fn found(server: &Server, pattern: &str) -> Vec<String> {
    let reply = server.query(&format!("{PREFIXES} SELECT ?found {{ {pattern} }}"), "text/csv");
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.text().lines().skip(1).map(str::to_owned).collect()
}

fn sought(server: &Server, words: &str) -> Vec<String> {
    let mut found = found(server, &format!("SERVICE kb:Search {{ ?found kb:matches '{words}' }}"));
    found.sort();
    found
}

#[test]
fn words_find_sentences_headlines_and_bodies() {
    let server = world();
    assert_eq!(sought(&server, "lombok"), ["urn:a", "urn:a:1", "urn:a:body"]);
    assert_eq!(sought(&server, "GEMPA lombok -guncang"), ["urn:a:1", "urn:a:body"]);
    assert_eq!(sought(&server, "\"gempa bumi\""), ["urn:a:1", "urn:a:body"]);
    assert_eq!(sought(&server, "\"bumi gempa\""), Vec::<String>::new());
    assert_eq!(sought(&server, "erdogan"), ["urn:b", "urn:b:1"]);
    assert_eq!(sought(&server, "tsun* OR arrived"), ["urn:a:2", "urn:a:body", "urn:b:1"]);
}

#[test]
fn a_search_joins_with_everything() {
    let server = world();
    let search = "SERVICE kb:Search { ?found kb:matches 'lombok' ; kb:score ?score ; a nif:Sentence }";
    assert_eq!(found(&server, search), ["urn:a:1"]);
    let of_article = "SERVICE kb:Search { ?body kb:matches 'tsunami' } ?body kb:ofArticle ?found";
    assert_eq!(found(&server, of_article), ["urn:a"]);
    let exists = "?found schema:headline ?h FILTER EXISTS { SERVICE kb:Search { ?found kb:matches 'jakarta' } }";
    assert_eq!(found(&server, exists), ["urn:b"]);
    let best = "SERVICE kb:Search { SELECT * { ?found kb:matches 'gempa OR lombok' ; kb:score ?n } ORDER BY DESC(?n) LIMIT 1 }";
    assert_eq!(found(&server, best).len(), 1);
    let scores = format!("{PREFIXES} SELECT ?score {{ {search} FILTER(?score > 0) }}");
    assert_eq!(server.query(&scores, "text/csv").text().lines().count(), 2);
}

#[test]
fn the_index_follows_every_change() {
    let server = world();
    assert_eq!(sought(&server, "volcano"), Vec::<String>::new());
    update(&server, "INSERT DATA { GRAPH <urn:meta> { <urn:c> schema:headline 'A volcano wakes'@en } }");
    assert_eq!(sought(&server, "volcano"), ["urn:c"]);
    update(&server, "DELETE DATA { GRAPH <urn:meta> { <urn:c> schema:headline 'A volcano wakes'@en } }");
    assert_eq!(sought(&server, "volcano"), Vec::<String>::new());
    update(&server, "DELETE { GRAPH ?g { ?s a nif:Sentence } } WHERE { GRAPH ?g { ?s nif:anchorOf ?t } }");
    assert_eq!(sought(&server, "lombok"), ["urn:a", "urn:a:body"]);
    update(&server, "DROP GRAPH <urn:graph:a>");
    assert_eq!(sought(&server, "lombok"), ["urn:a"]);
    update(&server, "CLEAR GRAPH <urn:meta>");
    assert_eq!(sought(&server, "lombok OR erdogan"), Vec::<String>::new());
    let turtle = "<urn:d> <http://schema.org/headline> \"Lombok pulih\"@id .";
    let put = server.send("PUT", "/store?graph=urn:new", &[("content-type", "text/turtle")], Some(turtle));
    assert_eq!(put.status, 201, "{}", put.text());
    assert_eq!(sought(&server, "lombok"), ["urn:d"]);
}

#[test]
fn an_update_can_search() {
    let server = world();
    update(
        &server,
        "INSERT { ?found kb:ofArticle <urn:marked> } WHERE { SERVICE kb:Search { ?found kb:matches 'jakarta' } }",
    );
    assert_eq!(found(&server, "?found kb:ofArticle <urn:marked>").len(), 2);
}

#[test]
fn misuse_is_explained() {
    let server = world();
    for pattern in [
        "?s kb:matches 'lombok'",
        "SERVICE kb:Search { ?s ?p ?o }",
        "SERVICE kb:Search { ?s kb:matches ?words }",
        "SERVICE kb:Search { ?s kb:matches 'lombok' ; schema:headline ?h }",
    ] {
        let problem = server.query(&format!("{PREFIXES} SELECT * {{ {pattern} }}"), "*/*").problem(400);
        assert!(problem["hint"].as_str().is_some_and(|hint| hint.contains("SERVICE kb:Search {")), "{problem}");
    }
    let problem = server.query(&format!("{PREFIXES} ASK {{ SERVICE kb:Search {{ ?s kb:matches '!?' }} }}"), "*/*");
    assert!(problem.problem(400)["detail"].as_str().is_some_and(|detail| detail.contains("no word")));
    let silent = server.query(&format!("{PREFIXES} ASK {{ SERVICE SILENT kb:Search {{ ?s ?p ?o }} }}"), "text/csv");
    assert_eq!(silent.text(), "true");
}

#[test]
fn a_named_query_searches_sentences() {
    let server = world();
    let reply = server.get(&format!("/api/queries/sentences?format=csv&words={}", encode("erdogan jakarta")));
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert!(!reply.text().contains("Turkish President"), "it has no article: {}", reply.text());
    update(
        &server,
        "INSERT DATA { GRAPH <urn:graph:b> { <urn:b:1> nif:referenceContext <urn:b:body> . <urn:b:body> kb:ofArticle <urn:b> } }",
    );
    let reply = server.get(&format!("/api/queries/sentences?format=csv&words={}", encode("erdogan jakarta")));
    assert!(reply.text().contains("Turkish President"), "{}", reply.text());
}
