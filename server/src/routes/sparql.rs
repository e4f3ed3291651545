//! `/sparql`: the SPARQL 1.1 protocol, queries for everyone and updates for those who may write.

use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, Triple};
use oxigraph::sparql::CancellationToken;
use tokio::time::{Instant, timeout_at};

use super::{essence, page, rdf, streamed, wish};
use crate::error::ApiError;
use crate::sparql::results::GRAPHS;
use crate::sparql::{self, Question, results};
use crate::state::App;

/// The parameters of a request, in order; the protocol repeats some.
type Parameters = Vec<(String, String)>;

const FORM: &str = "application/x-www-form-urlencoded";
const QUERY: &str = "application/sparql-query";
const UPDATE: &str = "application/sparql-update";

/// `GET`: a query in the address. Without a query, a browser gets the page and a program the description of the service.
///
/// # Errors
/// As the query's.
pub async fn by_get(
    State(app): State<App>,
    headers: HeaderMap,
    Query(parameters): Query<Parameters>,
) -> Result<Response, ApiError> {
    if parameters.iter().any(|(name, _)| name == "update") {
        let detail = "an update cannot be sent by GET";
        return Err(
            ApiError::bad_request(detail).with_hint("send it by POST, as a form or as `application/sparql-update`")
        );
    }
    let asked = parameters.iter().any(|(name, _)| name == "query");
    if !asked && page::wanted(&headers) {
        return Ok(page::shell(&headers));
    } else if !asked {
        return describe(&headers, &parameters);
    }
    Request::new(&app, &headers, parameters).query().await
}

/// `POST`: a query or an update, as a form or as the body itself.
///
/// # Errors
/// As the query's; `415` for another body.
pub async fn by_post(
    State(app): State<App>,
    headers: HeaderMap,
    Query(mut parameters): Query<Parameters>,
    body: Bytes,
) -> Result<Response, ApiError> {
    match essence(&headers, &header::CONTENT_TYPE).as_str() {
        QUERY => {
            parameters.push(("query".to_owned(), text(&body)?));
            Request::new(&app, &headers, parameters).query().await
        }
        UPDATE => {
            parameters.push(("update".to_owned(), text(&body)?));
            Request::new(&app, &headers, parameters).update().await
        }
        FORM => {
            let form: Parameters = serde_urlencoded::from_bytes(&body)
                .map_err(|error| ApiError::bad_request(format!("the form cannot be read: {error}")))?;
            let request = Request::new(&app, &headers, parameters.into_iter().chain(form).collect());
            if request.has("update") { request.update().await } else { request.query().await }
        }
        other => Err(ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, format!("`{other}` cannot carry SPARQL"))
            .with_hint(format!("send `{QUERY}`, `{UPDATE}` or `{FORM}`"))),
    }
}

/// What this service can do, in its own vocabulary; relative to the address it was asked at.
const SERVICE: &str = include_str!("service.ttl");

fn describe(headers: &HeaderMap, parameters: &Parameters) -> Result<Response, ApiError> {
    let format = parameters.iter().find(|(name, _)| name == "format").map(|(_, value)| value.as_str());
    let (format, media_type) = wish(headers, format).choose(GRAPHS)?;
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let parser = RdfParser::from_format(RdfFormat::Turtle).with_base_iri(format!("http://{host}/sparql"));
    let quads = parser
        .map_err(|error| ApiError::bad_request(format!("the `Host` header is no host: {error}")))?
        .for_slice(SERVICE)
        .collect::<Result<Vec<_>, _>>()
        .map_err(ApiError::internal)?;
    let triples = quads.into_iter().map(|quad| Triple::new(quad.subject, quad.predicate, quad.object));
    rdf(triples, format, media_type)
}

fn text(body: &[u8]) -> Result<String, ApiError> {
    let text = std::str::from_utf8(body);
    text.map(str::to_owned).map_err(|error| ApiError::bad_request(format!("the body is not UTF-8: {error}")))
}

/// One request of the protocol, however it came.
struct Request<'a> {
    app: &'a App,
    headers: &'a HeaderMap,
    parameters: Parameters,
}

impl<'a> Request<'a> {
    fn new(app: &'a App, headers: &'a HeaderMap, parameters: Parameters) -> Self {
        Self { app, headers, parameters }
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.parameters.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn has(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    /// The one value of a parameter that must not be repeated.
    fn one(&self, name: &str) -> Result<Option<&str>, ApiError> {
        let mut values = self.all(name);
        let first = values.next();
        match values.next() {
            Some(_) => Err(ApiError::bad_request(format!("`{name}` is given more than once"))),
            None => Ok(first),
        }
    }

    fn text(&self, name: &str) -> Result<String, ApiError> {
        let missing = || {
            ApiError::bad_request(format!("the parameter `{name}` is missing"))
                .with_hint(format!("send `{name}=…` with the SPARQL text, percent-encoded"))
        };
        self.one(name)?.map(str::to_owned).ok_or_else(missing)
    }

    fn graphs(&self, name: &str) -> Result<Vec<NamedNode>, ApiError> {
        let graph = |iri: &str| {
            NamedNode::new(iri).map_err(|error| ApiError::bad_request(format!("`{name}={iri}` is no IRI: {error}")))
        };
        self.all(name).map(graph).collect()
    }

    fn question(&self, text: &str, default_graphs: &str, named_graphs: &str) -> Result<Question, ApiError> {
        Ok(Question {
            text: self.text(text)?,
            default_graphs: self.graphs(default_graphs)?,
            named_graphs: self.graphs(named_graphs)?,
        })
    }

    async fn query(&self) -> Result<Response, ApiError> {
        let question = self.question("query", "default-graph-uri", "named-graph-uri")?;
        let time = self.app.time(self.one("timeout")?)?;
        let wish = wish(self.headers, self.one("format")?);
        let answer = self.app.database.stream(time, move |store, token, reply| {
            let rendering = results::render(sparql::ask(store, &question, token)?, &wish)?;
            reply.set_media_type(rendering.media_type);
            rendering.write(reply).map_err(ApiError::from)
        });
        answer.await.map(streamed)
    }

    async fn update(&self) -> Result<Response, ApiError> {
        self.app.may_write()?;
        let question = self.question("update", "using-graph-uri", "using-named-graph-uri")?;
        let deadline = Instant::now() + self.app.time(self.one("timeout")?)?;
        let token = CancellationToken::new();
        let stop = token.clone();
        let run = self.app.database.write(deadline, move |store| sparql::update(store, &question, &token));
        tokio::pin!(run);
        let in_time = timeout_at(deadline, &mut run).await;
        // A late update is told to stop, but only its end tells whether it changed anything.
        let result = if let Ok(result) = in_time {
            result
        } else {
            stop.cancel();
            run.await
        };
        result??;
        Ok(StatusCode::NO_CONTENT.into_response())
    }
}
