//! The RDF in a request: the body itself, or the files of a form.

use axum::body::Bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;
use oxigraph::model::{GraphName, Quad};

use super::Target;
use crate::documents::{Document, format};
use crate::error::ApiError;
use crate::routes::essence;

const FILES: &str = "multipart/form-data";

/// The documents of a request.
///
/// # Errors
/// `413` when the body is too large, `415` when it is no RDF.
pub async fn documents(request: Request) -> Result<Vec<Document>, ApiError> {
    let media_type = essence(request.headers(), &header::CONTENT_TYPE);
    if media_type == FILES {
        let files = Multipart::from_request(request, &()).await;
        return of_form(files.map_err(|error| ApiError::new(error.status(), error.body_text()))?).await;
    }
    let format = format(&media_type, None)?;
    let bytes = Bytes::from_request(request, &()).await;
    let bytes = bytes.map_err(|error| ApiError::new(error.status(), error.body_text()))?;
    Ok(vec![Document { format, bytes }])
}

async fn of_form(mut files: Multipart) -> Result<Vec<Document>, ApiError> {
    let broken = |error: MultipartError| ApiError::new(error.status(), error.body_text());
    let mut documents = Vec::new();
    while let Some(file) = files.next_field().await.map_err(broken)? {
        let format = format(file.content_type().unwrap_or_default(), file.file_name())?;
        documents.push(Document { format, bytes: file.bytes().await.map_err(broken)? });
    }
    Ok(documents)
}

/// The quads of all documents for a target.
///
/// # Errors
/// `400` when one of them cannot be read.
pub fn quads(documents: &[Document], base: &str, target: &Target) -> Result<Vec<Quad>, ApiError> {
    let (graph, only) = match target {
        Target::Graph(graph) => (graph.clone(), true),
        Target::Everything => (GraphName::DefaultGraph, false),
    };
    let mut quads = Vec::new();
    for document in documents {
        quads.extend(document.quads(base, graph.clone(), only)?);
    }
    Ok(quads)
}
