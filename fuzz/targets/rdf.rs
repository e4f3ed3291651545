//! RDF documents as they come in bodies: the first byte chooses the format, the rest is the document.

#![no_main]

use libfuzzer_sys::fuzz_target;
use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use oxigraph::model::GraphName;
use server::documents::Document;

const FORMATS: [RdfFormat; 7] = [
    RdfFormat::Turtle,
    RdfFormat::NTriples,
    RdfFormat::NQuads,
    RdfFormat::TriG,
    RdfFormat::N3,
    RdfFormat::RdfXml,
    RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
];

fuzz_target!(|input: &[u8]| {
    let Some((first, bytes)) = input.split_first() else { return };
    let format = FORMATS[usize::from(*first) % FORMATS.len()];
    let document = Document { format, bytes: bytes.to_vec().into() };
    if let Ok(quads) = document.quads("http://localhost/store", GraphName::DefaultGraph, false) {
        // what was read can be written into the log and read back from there
        let lines: String = quads.iter().map(|quad| format!("{quad} .\n")).collect();
        let again = Document { format: RdfFormat::NQuads, bytes: lines.into_bytes().into() };
        let again = again.quads("http://localhost/store", GraphName::DefaultGraph, false).expect("the log can be read");
        assert_eq!(again.len(), quads.len());
    }
});
