//! `/store`: the graphs themselves, by the SPARQL 1.1 Graph Store Protocol. A graph is named by `?graph=IRI` or `?default`, or by
//! its own address below `/store/`; without a name it is the store as a whole.

mod body;
mod target;

use std::collections::HashSet;

use axum::extract::{OriginalUri, Query, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad};
use oxigraph::sparql::CancellationToken;
use oxigraph::store::Store;
use tokio::time::Instant;

use super::conditions::{Terms, Turn, stamped, tag, unchanged, wait_for_commit};
use super::{in_version, streamed, wish};
use crate::error::ApiError;
use crate::negotiation::Offer;
use crate::sparql::results::{DATASETS, GRAPHS, serializer};
use crate::state::App;
use crate::store::reply::Reply;
use crate::store::{Job, Ledger, Trouble};
use oxigraph::io::RdfFormat;
use target::Target;

type Parameters = Query<Vec<(String, String)>>;

/// `GET` and `HEAD`: the triples of a graph, or the quads of all.
///
/// # Errors
/// `404` when there is no such graph, `406` for a format there is not.
pub async fn read(
    State(app): State<App>,
    OriginalUri(uri): OriginalUri,
    Query(parameters): Parameters,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let target = Target::of(&app, &uri, &headers, &parameters)?;
    let format = parameters.iter().find(|(name, _)| name == "format").map(|(_, value)| value.as_str());
    let offers: &'static [Offer<RdfFormat>] = if target == Target::Everything { DATASETS } else { GRAPHS };
    let wish = wish(&headers, format);
    let (format, media_type) = wish.choose(offers)?;
    let time = app.limits.max_timeout;
    wait_for_commit(&app.database, &headers, Instant::now() + time).await?;
    let ledger = app.database.ledger();
    if let Some(unchanged) = unchanged(&headers, ledger) {
        return Ok(unchanged);
    }
    let (tag, number) = (tag(ledger), ledger.number());
    let job = Job { kind: "graph", text: uri.to_string().into(), time };
    let answer = app.database.stream(job, move |store, token, reply| {
        reply.set_media_type(media_type);
        write(store, &target, format, token, reply)
    });
    Ok(stamped(in_version(streamed(answer.await?), &wish), &tag, number))
}

fn write(
    store: &Store,
    target: &Target,
    format: RdfFormat,
    token: &CancellationToken,
    reply: &mut Reply<ApiError>,
) -> Result<(), ApiError> {
    let mut writer = serializer(format).for_writer(reply);
    let quads = match target {
        Target::Everything => store.iter(),
        Target::Graph(graph) => {
            if !target.is_in(store)? {
                return Err(target.missing());
            }
            store.quads_for_pattern(None, None, None, Some(graph.as_ref()))
        }
    };
    for quad in quads {
        if token.is_cancelled() {
            return Err(Trouble::Late.into());
        }
        let quad = quad?;
        let written = match target {
            Target::Everything => writer.serialize_quad(&quad),
            Target::Graph(_) => writer.serialize_triple(quad.as_ref()),
        };
        written.map_err(|_| Trouble::Left)?;
    }
    writer.finish().map_err(|_| Trouble::Left)?;
    Ok(())
}

/// `PUT` replaces a graph, `POST` adds to it.
///
/// # Errors
/// `400` and `415` for a body that is no RDF, `403` when changes are not welcome, `412` when it was meant for another state.
pub async fn put_or_post(
    State(app): State<App>,
    OriginalUri(uri): OriginalUri,
    Query(parameters): Parameters,
    request: Request,
) -> Result<Response, ApiError> {
    app.may_write()?;
    let (method, headers) = (request.method().clone(), request.headers().clone());
    let target = Target::of(&app, &uri, &headers, &parameters)?;
    let documents = body::documents(request).await?;
    let address = uri.to_string();
    let mut asked = vec![method.as_str().as_bytes(), address.as_bytes()];
    asked.extend(documents.iter().map(|document| &*document.bytes));
    let terms = Terms::of(&headers, &asked)?;
    let deadline = Instant::now() + app.limits.max_timeout;
    let (target, new) = target.or_new(&app, &headers, &method, &documents)?;
    let (graph, base) = (target.clone(), target.base(&app, &headers));
    let quads = app.database.read(deadline, move |_, _| body::quads(&documents, &base, &graph)).await??;
    let place = new.then(|| target.address()).flatten();
    let replace = method == Method::PUT;
    let change = app.database.write(deadline, move |ledger| apply(ledger, &target, &quads, replace, &terms));
    let mut response = change.await??;
    if let Some(place) = place.and_then(|place| place.parse().ok()) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

/// Writes quads in one commit; what is there already and what stays is left alone.
fn apply(ledger: &Ledger, target: &Target, quads: &[Quad], replace: bool, terms: &Terms) -> Result<Response, ApiError> {
    let there = target.is_in(ledger)?;
    if let Turn::Done(number) = terms.check(ledger, there)? {
        return Ok(made(ledger, StatusCode::NO_CONTENT, number));
    }
    let mut commit = ledger.begin()?;
    if replace {
        let new: HashSet<&Quad> = quads.iter().collect();
        let old = match target {
            Target::Everything => commit.iter().collect::<Result<Vec<_>, _>>()?,
            Target::Graph(graph) => {
                commit.quads_for_pattern(None, None, None, Some(graph.as_ref())).collect::<Result<Vec<_>, _>>()?
            }
        };
        for quad in old.iter().filter(|quad| !new.contains(quad)) {
            commit.remove(quad)?;
        }
    }
    if let Some(graph) = target.named() {
        commit.insert_graph(graph.as_ref())?;
    }
    for quad in quads {
        commit.insert(quad)?;
    }
    let number = commit.finish(terms.once())?;
    Ok(made(ledger, if there { StatusCode::NO_CONTENT } else { StatusCode::CREATED }, number))
}

fn made(ledger: &Ledger, status: StatusCode, number: u64) -> Response {
    stamped(status.into_response(), &tag(ledger), number)
}

/// `DELETE`: drops a graph.
///
/// # Errors
/// `404` when there is none, `403` when changes are not welcome, `412` when it was meant for another state.
pub async fn delete(
    State(app): State<App>,
    OriginalUri(uri): OriginalUri,
    Query(parameters): Parameters,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    app.may_write()?;
    let target = Target::of(&app, &uri, &headers, &parameters)?;
    let terms = Terms::of(&headers, &[b"DELETE", uri.to_string().as_bytes()])?;
    let deadline = Instant::now() + app.limits.max_timeout;
    let change = app.database.write(deadline, move |ledger| drop_graph(ledger, &target, &terms));
    change.await?
}

fn drop_graph(ledger: &Ledger, target: &Target, terms: &Terms) -> Result<Response, ApiError> {
    let there = target.is_in(ledger)?;
    match terms.check(ledger, there)? {
        Turn::Done(number) => return Ok(made(ledger, StatusCode::NO_CONTENT, number)),
        Turn::Go if !there => return Err(target.missing()),
        Turn::Go => {}
    }
    let mut commit = ledger.begin()?;
    let graphs: Vec<NamedOrBlankNode> = match target {
        Target::Everything => commit.graphs()?,
        Target::Graph(_) => target.named().into_iter().collect(),
    };
    for graph in &graphs {
        commit.remove_graph(graph.as_ref())?;
    }
    if target.named().is_none() {
        commit.clear_graph(GraphName::DefaultGraph.as_ref())?;
    }
    let number = commit.finish(terms.once())?;
    Ok(made(ledger, StatusCode::NO_CONTENT, number))
}
