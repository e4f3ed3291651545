//! Refuses RDF documents that could only harm, before anything parses them: nested without end, or swelling as they are read.
//!
//! The parsers of JSON-LD and RDF/XML follow the nesting of a document; entities of XML may contain each other, and a page of
//! them unfolds to gigabytes.

use oxigraph::io::RdfFormat;
use oxigraph::sparql::results::QueryResultsFormat;
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::sparql::tokens::{Token, tokens};

/// Objects inside objects in JSON-LD.
const JSON_DEPTH: usize = 200;
/// Elements inside elements in RDF/XML.
const XML_DEPTH: usize = 200;
/// Brackets inside brackets in Turtle and its kin.
const TURTLE_DEPTH: usize = 1000;
/// Bytes to which all entities of an RDF/XML document may unfold.
const UNFOLDED: usize = 64 * 1024 * 1024;

/// A document that is not even parsed.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// Too deep.
    #[error("the document is nested deeper than the {0} levels allowed")]
    Deep(usize),
    /// Entities made of entities.
    #[error("the document declares entities that contain other entities, or fetch them from elsewhere")]
    Entities,
    /// Entities used too often.
    #[error("the entities of the document unfold to more than the {} megabytes allowed", UNFOLDED >> 20)]
    Swelling,
}

/// Looks a document over.
///
/// # Errors
/// When it is too deep or would swell.
pub fn check(format: RdfFormat, document: &[u8]) -> Result<(), Refusal> {
    match format {
        RdfFormat::JsonLd { .. } => within(json_depth(document), JSON_DEPTH),
        RdfFormat::RdfXml => check_xml(document),
        // N-Triples and N-Quads nest too: triples about triples
        RdfFormat::Turtle | RdfFormat::TriG | RdfFormat::N3 | RdfFormat::NTriples | RdfFormat::NQuads => {
            within(turtle_depth(&String::from_utf8_lossy(document)), TURTLE_DEPTH)
        }
        _ => Ok(()),
    }
}

/// Looks the answer of another server over: its rows may hold triples about triples.
///
/// # Errors
/// As [`check`].
pub fn check_results(format: QueryResultsFormat, answer: &[u8]) -> Result<(), Refusal> {
    match format {
        QueryResultsFormat::Json => within(json_depth(answer), JSON_DEPTH),
        QueryResultsFormat::Xml => check_xml(answer),
        _ => within(turtle_depth(&String::from_utf8_lossy(answer)), TURTLE_DEPTH),
    }
}

fn within(depth: usize, limit: usize) -> Result<(), Refusal> {
    if depth <= limit { Ok(()) } else { Err(Refusal::Deep(limit)) }
}

fn json_depth(document: &[u8]) -> usize {
    let (mut depth, mut deepest, mut text, mut escaped) = (0_usize, 0, false, false);
    for byte in document {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if text => escaped = true,
            b'"' => text = !text,
            b'{' | b'[' if !text => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Brackets inside brackets; both signs of `<<` count, so that triples about triples may nest half as deep.
fn turtle_depth(document: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for (_, token) in tokens(document) {
        match token {
            Token::Sign('{' | '(' | '[' | '<') => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            Token::Sign('}' | ')' | ']' | '>') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// What the parser will complain about anyhow ends the look without a word.
fn check_xml(document: &[u8]) -> Result<(), Refusal> {
    let mut reader = Reader::from_reader(document);
    let (mut depth, mut longest) = (0_usize, 0);
    loop {
        match reader.read_event() {
            Ok(Event::Start(_)) => {
                depth += 1;
                within(depth, XML_DEPTH)?;
            }
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::DocType(declarations)) => longest = longest_entity(&String::from_utf8_lossy(&declarations))?,
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    let references = document.split(|byte| *byte == b'&').count() - 1;
    if longest.saturating_mul(references) <= UNFOLDED { Ok(()) } else { Err(Refusal::Swelling) }
}

/// The length of the longest entity, each of which must be plain text.
fn longest_entity(declarations: &str) -> Result<usize, Refusal> {
    let mut longest = 0;
    for declaration in declarations.split("<!ENTITY").skip(1) {
        let quote = declaration.find(['"', '\'']).ok_or(Refusal::Entities)?;
        let (name, value) = declaration.split_at(quote);
        let mark = &value[..1];
        let value = value[1..].split(mark).next().unwrap_or_default();
        let external = ["SYSTEM", "PUBLIC", "%"].iter().any(|word| name.contains(word));
        if external || value.contains(['&', '%']) {
            return Err(Refusal::Entities);
        }
        longest = longest.max(value.len());
    }
    Ok(longest)
}

#[cfg(test)]
mod tests {
    use oxigraph::io::JsonLdProfileSet;

    use super::*;

    const JSON_LD: RdfFormat = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };

    fn xml(declarations: &str, body: &str) -> String {
        format!("<?xml version=\"1.0\"?><!DOCTYPE rdf:RDF [{declarations}]><rdf:RDF>{body}</rdf:RDF>")
    }

    #[test]
    fn documents_as_people_write_them_pass() {
        let owl = xml("<!ENTITY owl \"https://example.org/owl#\" >", &"<a b=\"&owl;Class\"/>".repeat(1000));
        assert_eq!(check(RdfFormat::RdfXml, owl.as_bytes()), Ok(()));
        assert_eq!(check(JSON_LD, br#"{"a": "{{{[[[\"{{{", "b": [{"c": []}]}"#), Ok(()));
        assert_eq!(check(RdfFormat::Turtle, b"<s> <p> [ <q> ( 1 2 3 ) ], \"((((((\" . # [[[["), Ok(()));
        assert_eq!(check(RdfFormat::NTriples, b"<s> <p> <o> ."), Ok(()));
    }

    #[test]
    fn documents_that_nest_or_swell_are_refused() {
        let laughs = "<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">";
        let outside = "<!ENTITY a SYSTEM \"file:///etc/passwd\">";
        let long = format!("<!ENTITY a \"{}\">", "x".repeat(100_000));
        let cases = [
            (RdfFormat::RdfXml, xml(laughs, "&b;"), Refusal::Entities),
            (RdfFormat::RdfXml, xml(outside, "&a;"), Refusal::Entities),
            (RdfFormat::RdfXml, xml(&long, &"&a;".repeat(1000)), Refusal::Swelling),
            (RdfFormat::RdfXml, "<a>".repeat(100_000), Refusal::Deep(XML_DEPTH)),
            (JSON_LD, "{\"a\":".repeat(50_000), Refusal::Deep(JSON_DEPTH)),
            (RdfFormat::TriG, format!("<s> <p> {}", "[ <p> ".repeat(50_000)), Refusal::Deep(TURTLE_DEPTH)),
            (RdfFormat::Turtle, "<< ".repeat(50_000), Refusal::Deep(TURTLE_DEPTH)),
            (RdfFormat::NQuads, "<s> <p> <<( ".repeat(50_000), Refusal::Deep(TURTLE_DEPTH)),
        ];
        for (format, document, refusal) in cases {
            assert_eq!(check(format, document.as_bytes()), Err(refusal), "{}", &document[..100]);
        }
    }

    #[test]
    fn answers_that_nest_are_refused() {
        let cases = [
            (QueryResultsFormat::Json, "{\"object\":".repeat(50_000), Refusal::Deep(JSON_DEPTH)),
            (QueryResultsFormat::Xml, "<triple><object>".repeat(50_000), Refusal::Deep(XML_DEPTH)),
            (QueryResultsFormat::Tsv, format!("?a\n{}", "<<( ".repeat(50_000)), Refusal::Deep(TURTLE_DEPTH)),
        ];
        for (format, answer, refusal) in cases {
            assert_eq!(check_results(format, answer.as_bytes()), Err(refusal));
        }
        assert_eq!(check_results(QueryResultsFormat::Tsv, b"?a\n<x:a>\n\"<<<<\"\n"), Ok(()));
    }
}
