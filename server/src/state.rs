//! What every route can reach: the store, the limits, and whether changes are welcome.

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use axum::http::{HeaderMap, StatusCode, header};
use loaders::reading::Reader;
use loaders::reading::ReaderError;
use oxigraph::store::{StorageError, Store};
use queries::Catalogue;
use tokio::sync::Semaphore;

use crate::access::Guard;
use crate::config::{Config, Limits};
use crate::error::ApiError;
use crate::jobs::Jobs;
use crate::remote::Remotes;
use crate::sparql::DefaultGraph;
use crate::standing::{Newest, Standing};
use crate::store::Database;

/// Previews that are made at once.
const PREVIEWS: usize = 2;

/// The state of a running server; clones share it.
#[derive(Clone)]
pub struct App(Arc<Shared>);

/// What the clones share.
pub struct Shared {
    /// The store and the order of work on it.
    pub database: Database,
    /// What one request may take.
    pub limits: Arc<Limits>,
    /// The named queries.
    pub catalogue: Arc<Catalogue>,
    /// The loads.
    pub jobs: Arc<Jobs>,
    /// Places for previews, which anybody who may read can ask for and which read whole articles.
    pub previews: Arc<Semaphore>,
    /// What is kept in memory of the store.
    newest: Arc<Newest>,
    /// Reads articles; its tables are opened at the first use, because a server that is only asked needs none.
    pub reader: Arc<LazyLock<Result<Reader, ReaderError>>>,
    /// When the server started.
    pub started: Instant,
    /// What this server is called from outside, as `https://data.example.org`; by default as each request calls it.
    pub base: Option<Arc<str>>,
    /// What the default graph of a query is when nobody names one.
    pub default_graph: DefaultGraph,
    /// Where backups go.
    pub backups: Option<PathBuf>,
    /// Who may do what.
    pub guard: Arc<Guard>,
    /// Other servers that may be asked.
    pub remotes: Option<Remotes>,
    /// Sites whose pages may use this server.
    pub cors: Arc<[String]>,
    /// A folder with another page.
    pub ui: Option<PathBuf>,
    writable: bool,
}

impl Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl App {
    /// The state of a server with this configuration around an open store.
    ///
    /// # Errors
    /// When a shipped query or the file of keys cannot be read.
    pub fn new(database: Database, config: &Config) -> anyhow::Result<Self> {
        database.ledger().set_durability(config.durability);
        let shared = Shared {
            database: database
                .with_queries(config.limits.max_queries)
                .with_queue(config.limits.max_queue)
                .with_longest_answer(config.limits.longest_answer())
                .noting(config.limits.slow),
            limits: Arc::new(config.limits.clone()),
            jobs: Arc::default(),
            previews: Arc::new(Semaphore::new(PREVIEWS)),
            newest: Arc::default(),
            reader: Arc::new(LazyLock::new(Reader::new)),
            catalogue: Arc::new(Catalogue::shipped()?),
            started: Instant::now(),
            base: config.base_iri.as_deref().map(|base| base.trim_end_matches('/').into()),
            default_graph: config.default_graph,
            backups: config.backups.clone(),
            guard: Arc::new(Guard::new(&config.access, config.is_local(), config.allow_updates)?),
            remotes: (!config.access.allow_remote.is_empty())
                .then(|| Remotes::new(&config.access.allow_remote, config.access.allow_private_remotes)),
            cors: config.access.cors.clone().into(),
            ui: config.ui_dir.clone(),
            writable: config.writable(),
        };
        Ok(Self(Arc::new(shared)))
    }

    /// The address of a path of this server, as its clients know it.
    #[must_use]
    pub fn address(&self, headers: &HeaderMap, path: &str) -> String {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
        match &self.base {
            Some(base) => format!("{base}{path}"),
            None => format!("http://{host}{path}"),
        }
    }

    /// The time a request gets: what it asks for, up to the maximum.
    ///
    /// # Errors
    /// When what it asks for is no span of time.
    pub fn time(&self, asked: Option<&str>) -> Result<Duration, ApiError> {
        let Some(asked) = asked else {
            return Ok(self.limits.timeout);
        };
        let time = crate::config::seconds(asked);
        time.map(|time| time.min(self.limits.max_timeout))
            .map_err(|error| ApiError::bad_request(error).with_hint("give `timeout` in seconds"))
    }

    /// Builds what the first visitor would wait for.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn warm(&self) -> Result<(), ApiError> {
        self.standing(self.limits.max_timeout, |_, standing| {
            tracing::info!(articles = standing.overview.articles, events = standing.events.len(), "ready");
        })
        .await
    }

    /// Looks at the store through what is kept of it in memory.
    ///
    /// # Errors
    /// When the store cannot be read, or the time is over.
    pub async fn standing<T: Send + 'static>(
        &self,
        time: Duration,
        look: impl FnOnce(&Store, &Standing) -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        let deadline = tokio::time::Instant::now() + time;
        let (newest, version) = (Arc::clone(&self.newest), self.database.version());
        let looked = self.database.read(deadline, move |store, _| Ok(look(store, &*newest.of(store, version)?)));
        looked.await?.map_err(|error: StorageError| ApiError::internal(error))
    }

    /// Lets a change pass, or says who may make one.
    ///
    /// # Errors
    /// When the server can be reached from other machines and was not told to accept changes.
    pub fn may_write(&self) -> Result<(), ApiError> {
        if self.writable {
            return Ok(());
        }
        let detail =
            "this server accepts no changes: it is read-only, or other machines can reach it and there are no keys";
        let hint = "start it with `--keys FILE`, or with `--bind 127.0.0.1:PORT`, or with `--allow-updates`, without `--read-only`";
        Err(ApiError::new(StatusCode::FORBIDDEN, detail).with_hint(hint))
    }
}
