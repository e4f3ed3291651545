//! A vocabulary as a page to read: every term with its names and explanations, under the anchor its IRI ends in.

use std::collections::BTreeMap;
use std::fmt::Write;

use ontology::vocab::rdfs;
use oxigraph::model::{NamedOrBlankNode, Term, Triple};

/// Writes the page.
#[must_use]
pub fn page(title: &str, triples: &[Triple]) -> String {
    let mut terms: BTreeMap<&str, Vec<&Triple>> = BTreeMap::new();
    for triple in triples {
        if let NamedOrBlankNode::NamedNode(subject) = &triple.subject {
            terms.entry(subject.as_str()).or_default().push(triple);
        }
    }
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head><body>\n<h1>{title}</h1>\n\
         <p>Also as <a href=\"?format=turtle\">Turtle</a>, <a href=\"?format=jsonld\">JSON-LD</a>, \
         <a href=\"?format=rdfxml\">RDF/XML</a>, <a href=\"?format=nt\">N-Triples</a>.</p>\n<dl>\n",
        title = escape(title),
    );
    for (iri, said) in &terms {
        let name = iri.rsplit(['#', '/']).next().unwrap_or(iri);
        let labels = literals(said, rdfs::LABEL.as_str()).join(" · ");
        let _ = writeln!(page, "<dt id=\"{0}\"><b>{0}</b> {labels}</dt>", escape(name)); // writing to a string cannot fail
        for comment in literals(said, rdfs::COMMENT.as_str()) {
            let _ = writeln!(page, "<dd>{comment}</dd>");
        }
    }
    page.push_str("</dl></body></html>\n");
    page
}

fn literals(said: &[&Triple], property: &str) -> Vec<String> {
    let text = |triple: &&&Triple| match &triple.object {
        Term::Literal(literal) if triple.predicate.as_str() == property => Some(escape(literal.value())),
        _ => None,
    };
    said.iter().filter_map(|triple| text(&triple)).collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
