//! Which graph a request of the Graph Store Protocol means.

use axum::http::{HeaderMap, Method, Uri};
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode};
use oxigraph::store::{StorageError, Store};

use crate::documents::Document;
use crate::error::ApiError;
use crate::state::App;
use crate::store::patch::node_of;

/// What a request is about.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Target {
    /// One graph.
    Graph(GraphName),
    /// The store as a whole.
    Everything,
}

impl Target {
    /// The target that an address names.
    ///
    /// # Errors
    /// `400` when it names several, or what it names is no IRI.
    pub fn of(app: &App, uri: &Uri, headers: &HeaderMap, parameters: &[(String, String)]) -> Result<Self, ApiError> {
        let graphs: Vec<&str> =
            parameters.iter().filter(|(name, _)| name == "graph").map(|(_, value)| value.as_str()).collect();
        let default = parameters.iter().any(|(name, _)| name == "default");
        let direct = uri.path().starts_with("/store/");
        match (graphs.as_slice(), default, direct) {
            ([], true, false) => Ok(Self::Graph(GraphName::DefaultGraph)),
            ([graph], false, false) => iri(graph).map(Self::Graph),
            ([], false, true) => iri(&app.address(headers, uri.path())).map(Self::Graph),
            ([], false, false) => Ok(Self::Everything),
            _ => Err(ApiError::bad_request("the request names more than one graph")
                .with_hint("give `?graph=IRI` once, or `?default`, or the graph's own address")),
        }
    }

    /// The target of a body without a graph: quads go where they say, triples into a new graph.
    ///
    /// # Errors
    /// As the system's when it gives no random name.
    pub fn or_new(
        self,
        app: &App,
        headers: &HeaderMap,
        method: &Method,
        documents: &[Document],
    ) -> Result<(Self, bool), ApiError> {
        let triples = documents.iter().all(|document| !document.format.supports_datasets());
        if self != Self::Everything || !triples {
            return Ok((self, false));
        }
        if method != Method::POST {
            return Err(ApiError::bad_request("the request names no graph")
                .with_hint("give `?graph=IRI` or `?default`, or send N-Quads, TriG or JSON-LD to replace everything"));
        }
        let name = crate::random::hex(16).map_err(ApiError::internal)?;
        let graph = iri(&app.address(headers, &format!("/store/{name}")))?;
        Ok((Self::Graph(graph), true))
    }

    /// The graph's name, if it has one.
    #[must_use]
    pub fn named(&self) -> Option<NamedOrBlankNode> {
        match self {
            Self::Graph(graph) => node_of(graph.as_ref()),
            Self::Everything => None,
        }
    }

    /// The address of a named graph.
    #[must_use]
    pub fn address(&self) -> Option<String> {
        match self {
            Self::Graph(GraphName::NamedNode(graph)) => Some(graph.as_str().to_owned()),
            _ => None,
        }
    }

    /// The base for relative IRIs of a document put here.
    #[must_use]
    pub fn base(&self, app: &App, headers: &HeaderMap) -> String {
        self.address().unwrap_or_else(|| app.address(headers, "/store"))
    }

    /// Whether it is there; the default graph and the store always are.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn is_in(&self, store: &Store) -> Result<bool, StorageError> {
        self.named().map_or(Ok(true), |graph| store.contains_named_graph(&graph))
    }

    /// That it is not there.
    #[must_use]
    pub fn missing(&self) -> ApiError {
        let name = self.address().unwrap_or_default();
        ApiError::not_found(format!("there is no graph `{name}`"))
            .with_hint("`SELECT DISTINCT ?g { GRAPH ?g {} }` lists the graphs")
    }
}

fn iri(text: &str) -> Result<GraphName, ApiError> {
    let iri = NamedNode::new(text);
    iri.map(Into::into).map_err(|error| ApiError::bad_request(format!("`{text}` is no IRI of a graph: {error}")))
}
