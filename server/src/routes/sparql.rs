//! `/sparql`: the SPARQL 1.1 protocol, queries for everyone and updates for those who may write.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{OriginalUri, Query, State};
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, Triple};
use oxigraph::sparql::CancellationToken;
use tokio::time::{Instant, timeout_at};

use super::conditions::{Terms, Turn, stamped, tag, unchanged, wait_for_commit};
use super::{essence, in_version, page, rdf, streamed, wish};
use crate::access::{Caller, Role};
use crate::error::ApiError;
use crate::sparql::results::GRAPHS;
use crate::sparql::update::update;
use crate::sparql::{self, Question, results};
use crate::state::App;
use crate::store::Job;

/// The parameters of a request, in order; the protocol repeats some.
type Parameters = Vec<(String, String)>;

const FORM: &str = "application/x-www-form-urlencoded";
const QUERY: &str = "application/sparql-query";
const UPDATE: &str = "application/sparql-update";
/// Seconds that the request may take, for clients that cannot add a parameter.
const TIMEOUT: HeaderName = HeaderName::from_static("kabar-timeout");
const METHODS: &str = "GET,HEAD,POST,QUERY";

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
        return Ok(page::shell(&app, &headers));
    } else if !asked {
        return describe(&app, &headers, &parameters);
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
    caller: Caller,
    Query(mut parameters): Query<Parameters>,
    body: Bytes,
) -> Result<Response, ApiError> {
    in_utf8(&headers)?;
    match essence(&headers, &header::CONTENT_TYPE).as_str() {
        QUERY => {
            parameters.push(("query".to_owned(), text(&body)?));
            Request::new(&app, &headers, parameters).query().await
        }
        UPDATE => {
            app.may_write()?;
            caller.needs(Role::Update)?;
            parameters.push(("update".to_owned(), text(&body)?));
            Request::new(&app, &headers, parameters).update().await
        }
        FORM => {
            let form: Parameters = serde_urlencoded::from_bytes(&body)
                .map_err(|error| ApiError::bad_request(format!("the form cannot be read: {error}")))?;
            let request = Request::new(&app, &headers, parameters.into_iter().chain(form).collect());
            if !request.has("update") {
                return request.query().await;
            }
            app.may_write()?;
            caller.needs(Role::Update)?;
            request.update().await
        }
        other => Err(ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, format!("`{other}` cannot carry SPARQL"))
            .with_hint(format!("send `{QUERY}`, `{UPDATE}` or `{FORM}`"))),
    }
}

/// `QUERY`: a query as the body, like by `POST` but safe to repeat.
///
/// # Errors
/// As the query's; `405` for every other method.
pub async fn by_query(
    state: State<App>,
    method: Method,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    caller: Caller,
    parameters: Query<Parameters>,
    body: Bytes,
) -> Result<Response, ApiError> {
    if method.as_str() == "QUERY" && essence(&headers, &header::CONTENT_TYPE) != UPDATE {
        return by_post(state, headers, caller, parameters, body).await;
    }
    let error = ApiError::new(StatusCode::METHOD_NOT_ALLOWED, format!("`{method}` cannot be used on `{}`", uri.path()));
    Err(error.with_hint(format!("allowed are {METHODS}")).with_allowed(METHODS))
}

/// What this service can do, in its own vocabulary; relative to the address it was asked at.
const SERVICE: &str = include_str!("service.ttl");

fn describe(app: &App, headers: &HeaderMap, parameters: &Parameters) -> Result<Response, ApiError> {
    let format = parameters.iter().find(|(name, _)| name == "format").map(|(_, value)| value.as_str());
    let (format, media_type) = wish(headers, format).choose(GRAPHS)?;
    let parser = RdfParser::from_format(RdfFormat::Turtle).with_base_iri(app.address(headers, "/sparql"));
    let quads = parser
        .map_err(|error| ApiError::bad_request(format!("the `Host` header is no host: {error}")))?
        .for_slice(SERVICE)
        .collect::<Result<Vec<_>, _>>()
        .map_err(ApiError::internal)?;
    let triples = quads.into_iter().map(|quad| Triple::new(quad.subject, quad.predicate, quad.object));
    rdf(triples, format, media_type)
}

/// The protocol knows no other encoding.
fn in_utf8(headers: &HeaderMap) -> Result<(), ApiError> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let charset = kind.split(';').find_map(|part| part.trim().strip_prefix("charset=")).unwrap_or("utf-8");
    if ["utf-8", "utf8"].contains(&charset.trim_matches('"').to_ascii_lowercase().as_str()) {
        return Ok(());
    }
    Err(ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, format!("`{charset}` cannot carry SPARQL"))
        .with_hint("send it as UTF-8"))
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

    fn question(
        &self,
        text: &str,
        default_graphs: &str,
        named_graphs: &str,
        time: Duration,
    ) -> Result<Question, ApiError> {
        Ok(Question {
            text: self.text(text)?,
            default_graphs: self.graphs(default_graphs)?,
            named_graphs: self.graphs(named_graphs)?,
            default_graph: self.app.default_graph,
            remotes: self.app.remotes.as_ref().map(|remotes| remotes.until(std::time::Instant::now() + time)),
            texts: Some(self.app.database.texts()),
            text_bytes: Some(self.app.limits.text_bytes()),
            base: Some(self.app.address(self.headers, "/sparql")),
        })
    }

    /// The time that the request asks for, as a parameter or in a header.
    fn time(&self) -> Result<Duration, ApiError> {
        let header = self.headers.get(TIMEOUT).map(|time| String::from_utf8_lossy(time.as_bytes()));
        self.app.time(self.one("timeout")?.or(header.as_deref()))
    }

    async fn query(&self) -> Result<Response, ApiError> {
        let time = self.time()?;
        let question = self.question("query", "default-graph-uri", "named-graph-uri", time)?;
        wait_for_commit(&self.app.database, self.headers, Instant::now() + time).await?;
        let ledger = self.app.database.ledger();
        let lasting = sparql::is_lasting(&question.text);
        if lasting && let Some(unchanged) = unchanged(self.headers, ledger) {
            return Ok(unchanged);
        }
        let (tag, number) = (tag(ledger), ledger.number());
        let wish = wish(self.headers, self.one("format")?);
        if self.has("explain") {
            return self.explain(question, time).await;
        }
        let asked = wish.clone();
        let max_rows = self.app.limits.most_rows();
        let job = Job { kind: "query", text: question.text.as_str().into(), time };
        let answer = self.app.database.stream(job, move |store, token, reply| {
            let mut rendering = results::render(sparql::ask(store, &question, token)?, &asked)?;
            rendering.max_rows = max_rows;
            reply.set_media_type(rendering.media_type);
            rendering.write(reply).map_err(ApiError::from)
        });
        let mut response = stamped(in_version(streamed(answer.await?), &wish), &tag, number);
        if !lasting {
            response.headers_mut().remove(header::ETAG);
        }
        Ok(response)
    }

    /// How the query is carried out, step by step, with rows and time of each.
    async fn explain(&self, question: Question, time: Duration) -> Result<Response, ApiError> {
        let job = Job { kind: "explain", text: question.text.as_str().into(), time };
        let answer = self.app.database.stream(job, move |store, token, reply| {
            reply.set_media_type("application/json");
            sparql::explain(store, &question, token, reply).map_err(ApiError::from)
        });
        answer.await.map(streamed)
    }

    async fn update(&self) -> Result<Response, ApiError> {
        self.app.may_write()?;
        let time = self.time()?;
        let question = self.question("update", "using-graph-uri", "using-named-graph-uri", time)?;
        let asked: Vec<&[u8]> =
            self.parameters.iter().flat_map(|(name, value)| [name.as_bytes(), value.as_bytes()]).collect();
        let terms = Terms::of(self.headers, &asked)?;
        let deadline = Instant::now() + time;
        let token = CancellationToken::new();
        let stop = token.clone();
        let job = Job { kind: "update", text: question.text.as_str().into(), time };
        let run = self.app.database.write_as(job, deadline, &stop, move |ledger| {
            let number = match terms.check(ledger, true)? {
                Turn::Done(number) => number,
                Turn::Go => update(ledger, &question, terms.once(), &token)?,
            };
            Ok::<_, ApiError>((tag(ledger), number))
        });
        tokio::pin!(run);
        let in_time = timeout_at(deadline, &mut run).await;
        // A late update is told to stop, but only its end tells whether it changed anything.
        let result = if let Ok(result) = in_time {
            result
        } else {
            stop.cancel();
            run.await
        };
        let (tag, number) = result??;
        Ok(stamped(StatusCode::NO_CONTENT.into_response(), &tag, number))
    }
}
