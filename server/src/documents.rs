//! RDF documents in the bodies of requests: which format they are in, whether they may be read, and their quads.

use oxigraph::io::{RdfFormat, RdfParseError, RdfParser};
use oxigraph::model::{GraphName, Quad};

use crate::error::ApiError;
use crate::guard::rdf;
use crate::negotiation::Wish;
use crate::sparql::results::GRAPHS;
use axum::http::StatusCode;

/// A document that came with a request.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it is written in.
    pub format: RdfFormat,
    /// Its bytes.
    pub bytes: axum::body::Bytes,
}

/// The format that a media type or a file name tells.
///
/// # Errors
/// `415` when neither is one of RDF.
pub fn format(media_type: &str, file: Option<&str>) -> Result<RdfFormat, ApiError> {
    let by_file = || RdfFormat::from_extension(file?.rsplit('.').next()?);
    RdfFormat::from_media_type(media_type).or_else(by_file).ok_or_else(|| {
        let offered = Wish::named("").choose(GRAPHS).err().map(|error| error.offered.join(", ")).unwrap_or_default();
        ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, format!("`{media_type}` is no format of RDF"))
            .with_hint(format!("send the media type of one of {offered}"))
    })
}

impl Document {
    /// Its quads; those without a graph are put into `graph`, and if `only` there must be no other.
    ///
    /// # Errors
    /// `400` when it could only harm, or is not what its format says, with line and column.
    pub fn quads(&self, base: &str, graph: GraphName, only: bool) -> Result<Vec<Quad>, ApiError> {
        rdf::check(self.format, &self.bytes).map_err(|refusal| {
            ApiError::bad_request(refusal.to_string()).with_hint("flatten it, for example into N-Triples")
        })?;
        let parser = RdfParser::from_format(self.format).with_base_iri(base).map_err(|error| {
            ApiError::bad_request(format!("`{base}` is no base for the IRIs of the document: {error}"))
        })?;
        let parser = parser.with_default_graph(graph).rename_blank_nodes();
        let parser = if only { parser.without_named_graphs() } else { parser };
        parser.for_slice(&self.bytes).map(|quad| quad.map_err(|error| explain(&error.into()))).collect()
    }
}

fn explain(error: &RdfParseError) -> ApiError {
    let problem = ApiError::bad_request(format!("the document cannot be read: {error}"));
    let RdfParseError::Syntax(error) = error else { return problem };
    match error.location() {
        Some(place) => problem.with("line", place.start.line + 1).with("column", place.start.column + 1),
        None => problem,
    }
}
