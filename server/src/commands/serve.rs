//! `kabar serve`: opens the store and answers over HTTP until it is told to stop.

use std::future::Future;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::runtime::{self, Handle};
use tokio::sync::watch;

use super::Exit;
use crate::cli::Globals;
use crate::config::{Config, LogFormat};
use crate::door::{self, Door};
use crate::memory;
use crate::middleware::Front;
use crate::router::router;
use crate::state::App;
use crate::store::Database;
use crate::store::quick::Lanes;

/// Time that work gets to look up after it was stopped.
const LOOK_UP: Duration = Duration::from_secs(1);

/// Time that connections get to close when everything is over.
const LAST_MOMENT: Duration = Duration::from_millis(100);

/// The flags of `kabar serve`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kabar serve --location kabar-data
  kabar serve --location kabar-data --bind 0.0.0.0:8080
  KABAR_LOCATION=kabar-data KABAR_LOG=warn kabar serve --timeout 10")]
pub struct Args {
    /// Everything the server is told.
    #[command(flatten)]
    pub config: Config,
}

/// A server that could not start to listen.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// Another program listens there.
    #[error("port {} is in use by another program; take another with `--bind {}:PORT` (port 0 takes any free one)", .0.port(), .0.ip())]
    InUse(SocketAddr),
    /// It is no address of this machine.
    #[error("this machine has no address `{}`; `--bind 127.0.0.1:{}` listens to this machine, `0.0.0.0` to all", .0.ip(), .0.port())]
    NoSuchAddress(SocketAddr),
    /// The system keeps the port to itself.
    #[error("the system does not let this program use port {}; take one above 1023", .0.port())]
    Forbidden(SocketAddr),
    /// Anything else the system says.
    #[error("cannot listen on `{0}`: {1}")]
    Other(SocketAddr, #[source] io::Error),
}

/// A server that would let anybody change everything.
#[derive(Debug, thiserror::Error)]
#[error(
    "other machines can reach `{0}`, and everybody who does could change everything; make a key with \
     `kabar key --keys FILE --role update NAME` and start with `--keys FILE`, or without `--allow-updates`"
)]
pub struct OpenToTheWorld(SocketAddr);

/// Runs the command.
///
/// # Errors
/// When the store cannot be opened or the address cannot be listened on.
pub fn run(args: Args, globals: Globals) -> anyhow::Result<Exit> {
    let config = args.config;
    start_log(globals, config.log_format);
    refuse_what_is_open(&config)?;
    let database = Database::open(config.location.as_deref())?;
    serve(database, &config)
}

/// Looks, before anything is opened, whether strangers could change everything.
///
/// # Errors
/// When they could.
pub fn refuse_what_is_open(config: &Config) -> Result<(), OpenToTheWorld> {
    if config.is_open_to_the_world() { Err(OpenToTheWorld(config.bind)) } else { Ok(()) }
}

/// Serves an open store until Ctrl-C or a signal to end.
///
/// # Errors
/// When the address cannot be listened on, or the network fails.
pub fn serve(database: Database, config: &Config) -> anyhow::Result<Exit> {
    let lanes = Lanes::new().context("the system gives no threads")?;
    let main = runtime::Builder::new_current_thread().enable_all().build()?;
    main.block_on(run_until_told(database, config, lanes.handles()))?;
    eprintln!("stopped");
    main.shutdown_background();
    lanes.end(LAST_MOMENT);
    Ok(Exit::Done)
}

async fn run_until_told(database: Database, config: &Config, runtimes: Vec<Handle>) -> anyhow::Result<()> {
    let listener = listen(config.bind).await?;
    let address = listener.local_addr()?;
    let app = App::new(database, config)?;
    let tls = config.access.tls_cert.as_deref().zip(config.access.tls_key.as_deref());
    let tls = tls.map(|(certificates, key)| door::tls(certificates, key)).transpose()?;
    eprint!("{}", banner(config, address, if tls.is_some() { "https" } else { "http" }));
    memory::give_back();
    tokio::spawn(memory::watch(app.database.clone(), config.limits.memory(), config.limits.query_memory()));
    let warming = app.clone();
    tokio::spawn(async move { warming.warm().await }); // a failure is logged, and the search will meet it again
    let tasks = app.database.tasks().clone();
    let grace = config.grace;
    let door = Door { listener, tls, runtimes, patience: config.limits.patience };
    answer_at(door, router(&app), grace, told_to_stop(grace)).await;
    if tasks.count().0 > 0 {
        tasks.stop_all();
        tokio::time::sleep(LOOK_UP).await;
    }
    Ok(())
}

fn start_log(globals: Globals, format: LogFormat) {
    let filter = std::env::var("KABAR_LOG").unwrap_or_else(|_| "info".to_owned());
    let log = tracing_subscriber::fmt().with_writer(io::stderr).with_ansi(globals.colored()).with_target(false);
    let log = log.with_env_filter(filter);
    let started = match format {
        LogFormat::Text => log.try_init(),
        LogFormat::Json => log.json().try_init(),
    };
    let _ = started; // a log that runs already is as good
}

/// Starts to listen.
///
/// # Errors
/// When the address is taken, not of this machine, or not allowed.
pub async fn listen(address: SocketAddr) -> Result<TcpListener, ListenError> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => ListenError::InUse(address),
        ErrorKind::AddrNotAvailable => ListenError::NoSuchAddress(address),
        ErrorKind::PermissionDenied => ListenError::Forbidden(address),
        _ => ListenError::Other(address, error),
    })
}

/// Answers requests on this runtime until `stop`, with this much patience for clients that are silent.
pub async fn answer(listener: TcpListener, front: Front, patience: Duration, stop: impl Future<Output = ()>) {
    let door = Door { listener, tls: None, runtimes: vec![Handle::current()], patience };
    answer_at(door, front, Duration::ZERO, stop).await;
}

/// Answers requests until `stop`, then lets those under way finish for a while.
async fn answer_at(door: Door, front: Front, grace: Duration, stop: impl Future<Output = ()>) {
    let (sender, stopping) = watch::channel(false);
    let end = async {
        stop.await;
        sender.send_replace(true);
        tokio::time::sleep(grace).await;
    };
    tokio::select! {
        () = door.open(front, stopping) => {}
        () = end => {}
    }
}

async fn told_to_stop(grace: Duration) {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupt => {}
        () = terminated() => {}
    }
    eprintln!("\nstopping; requests under way get {} seconds", grace.as_secs());
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}

fn banner(config: &Config, address: SocketAddr, scheme: &str) -> String {
    let place = config
        .location
        .as_ref()
        .map_or("in memory, forgotten at the end".to_owned(), |path| path.display().to_string());
    let page = if config.ui_dir.is_some() {
        "from a folder"
    } else if web::built() {
        "built in"
    } else {
        "not built (run `make web`)"
    };
    let changes = if config.writable() { "accepted" } else { "refused (`--allow-updates` accepts them)" };
    format!(
        "kabar {version} answers at {scheme}://{address}/\n  store    {place}\n  page     {page}\n  \
         SPARQL   {scheme}://{address}/sparql\n  changes  {changes}\n  stop it with Ctrl-C\n",
        version = env!("CARGO_PKG_VERSION"),
    )
}
