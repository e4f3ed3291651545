//! Plays the requests of a protocol test against a server, one after another.

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Dataset, NamedOrBlankNode, Quad, Term};

use super::graphs::canonical;
use super::manifest::{MF, Manifest, name, resource};
use crate::server::{Reply, Server};

const HT: &str = "http://www.w3.org/2011/http#";
const CNT: &str = "http://www.w3.org/2011/content#";

/// Sends the requests of a test; the first answer that is not as it should be is the error.
pub fn play(
    manifest: &Manifest,
    test: &NamedOrBlankNode,
    server: &Server,
    place: &dyn Fn(&str) -> String,
) -> Result<(), String> {
    let action = manifest.one(test.clone(), &name(MF, "action")).and_then(resource).expect("an action");
    let host = manifest.text(action.clone(), &name(HT, "connectionAuthority")).unwrap_or_default();
    let mut location = String::new();
    for request in manifest.list(action, &name(HT, "requests")) {
        let path = manifest.text(request.clone(), &name(HT, "absolutePath")).expect("a path");
        let path = place(&path).replace("$LOCATION$", &crate::server::encode(&location));
        let method = manifest.text(request.clone(), &name(HT, "methodName")).expect("a method");
        let body =
            manifest.one(request.clone(), &name(HT, "body")).and_then(resource).map(|body| content(manifest, &body));
        let mut headers = headers(manifest, &request);
        headers.push(("host".to_owned(), host.clone()));
        let named: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let reply = server.send_bytes(&method, &path, &named, body);
        reply.header("location").clone_into(&mut location);
        let wanted = manifest.one(request, &name(HT, "resp")).and_then(resource).expect("a response");
        check(manifest, &wanted, &reply)
            .map_err(|error| format!("{method} {path}: {error}; it says {:.300}", reply.text_or_bytes()))?;
    }
    Ok(())
}

fn content(manifest: &Manifest, body: &NamedOrBlankNode) -> Vec<u8> {
    let text = manifest.text(body.clone(), &name(CNT, "chars")).unwrap_or_default();
    match manifest.text(body.clone(), &name(CNT, "characterEncoding")).as_deref() {
        Some("UTF-16") => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => text.into_bytes(),
    }
}

fn headers(manifest: &Manifest, node: &NamedOrBlankNode) -> Vec<(String, String)> {
    let list = manifest.list(node.clone(), &name(HT, "headers")).into_iter();
    list.filter_map(|header| {
        let field = manifest.text(header.clone(), &name(HT, "fieldName"))?;
        Some((field, manifest.text(header, &name(HT, "fieldValue"))?))
    })
    .collect()
}

fn check(manifest: &Manifest, wanted: &NamedOrBlankNode, reply: &Reply) -> Result<(), String> {
    let statuses = manifest.all(wanted.clone(), &name(MF, "expectedStatus"));
    if !statuses.iter().any(|status| fits(status, reply.status)) {
        return Err(format!("{} is none of {statuses:?}", reply.status));
    }
    let kind = reply.header("content-type").to_owned();
    for (field, value) in headers(manifest, wanted) {
        if !reply.header(&field).starts_with(value.split(';').next().unwrap_or_default()) {
            return Err(format!("`{field}` is `{}`, not `{value}`", reply.header(&field)));
        }
    }
    let format = manifest.text(wanted.clone(), &name(MF, "expectedFormat"));
    let known = match format.as_deref() {
        Some("boolean" | "tabular") => kind.contains("sparql-results") || kind.contains("csv"),
        Some("RDF") => RdfFormat::from_media_type(&kind).is_some(),
        _ => true,
    };
    if !known {
        return Err(format!("`{kind}` is not {format:?}"));
    }
    if let Some(answer) = manifest.text(wanted.clone(), &name(MF, "expectedBoolean"))
        && reply.json()["boolean"].as_bool() != Some(answer == "true")
    {
        return Err(format!("the answer is not {answer}"));
    }
    let Some(body) = manifest.one(wanted.clone(), &name(HT, "body")).and_then(resource) else { return Ok(()) };
    let (wanted, found) = (graph(&content(manifest, &body)), graph(&reply.body));
    if wanted == found { Ok(()) } else { Err("it is another graph".to_owned()) }
}

fn graph(turtle: &[u8]) -> Dataset {
    let parser = RdfParser::from_format(RdfFormat::Turtle).with_base_iri("http://www.example/").expect("an IRI");
    canonical(parser.for_slice(turtle).map(|quad| quad.expect("Turtle")).collect::<Vec<Quad>>())
}

fn fits(wanted: &Term, status: u16) -> bool {
    let Term::NamedNode(wanted) = wanted else { return false };
    match wanted.as_str().rsplit('#').next().unwrap_or_default() {
        "OK" => status == 200,
        "Created" => status == 201,
        "NoContent" => status == 204,
        "NotFound" => status == 404,
        "StatusCode2xx" => status / 100 == 2,
        "StatusCode3xx" => status / 100 == 3,
        "StatusCode4xx" => status / 100 == 4,
        _ => false,
    }
}
