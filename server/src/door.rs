//! Where connections come in: plain, or encrypted by TLS. Each is handed to one runtime and stays there until it ends.

use std::convert::Infallible;
use std::io;
use std::net::TcpStream as Socket;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::serve::Listener;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Handle;
use tokio::sync::{mpsc, watch};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use crate::connections;
use crate::middleware::Front;

/// The time a client has to greet.
const GREETING: Duration = Duration::from_secs(10);

/// Certificates that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file is missing or holds something else.
    #[error("`{path}` cannot be read as PEM: {1}", path = .0.display())]
    Pem(PathBuf, #[source] pem::Error),
    /// The files do not belong together.
    #[error("the certificate and its key cannot be used: {0}")]
    Pair(#[from] rustls::Error),
}

/// Takes connections.
pub struct Door {
    /// Where they come.
    pub listener: TcpListener,
    /// How they are greeted, if by TLS.
    pub tls: Option<Arc<ServerConfig>>,
    /// The runtimes to serve them, in turn.
    pub runtimes: Vec<Handle>,
    /// How long a client may be silent.
    pub patience: Duration,
}

/// A connection and what it needs.
struct Visit {
    front: Front,
    tls: Option<TlsAcceptor>,
    patience: Duration,
    stopping: watch::Receiver<bool>,
    /// Dropped when the client is gone.
    _inside: mpsc::Sender<Infallible>,
}

/// What TLS needs, from files.
///
/// # Errors
/// When a file cannot be read, or they do not belong together.
pub fn tls(certificates: &Path, key: &Path) -> Result<Arc<ServerConfig>, TlsError> {
    let bad = |path: &Path| {
        let path = path.to_owned();
        move |error| TlsError::Pem(path, error)
    };
    let chain = CertificateDer::pem_file_iter(certificates)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(bad(certificates))?;
    let key = PrivateKeyDer::from_pem_file(key).map_err(bad(key))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let mut config = config.with_no_client_auth().with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

impl Door {
    /// Lets clients in until it is told to stop, then waits until those inside have the answers they wait for.
    pub async fn open(mut self, front: Front, mut stopping: watch::Receiver<bool>) {
        let tls = self.tls.map(TlsAcceptor::from);
        let (inside, mut all_left) = mpsc::channel(1);
        let mut turn = self.runtimes.iter().cycle();
        loop {
            let (stream, address) = tokio::select! {
                accepted = Listener::accept(&mut self.listener) => accepted,
                _ = stopping.wait_for(|stop| *stop) => break, // also when nobody can say so any more
            };
            let (front, stopping) = (front.met_by(address.ip()), stopping.clone());
            let (patience, inside) = (self.patience, inside.clone());
            let visit = Visit { front, tls: tls.clone(), patience, stopping, _inside: inside };
            if let (Ok(socket), Some(runtime)) = (hand_over(stream), turn.next()) {
                runtime.spawn(visit.receive(socket));
            }
        }
        drop((self.listener, inside));
        all_left.recv().await;
    }
}

/// Takes a connection from the runtime that it came in by.
fn hand_over(stream: TcpStream) -> io::Result<Socket> {
    let _ = stream.set_nodelay(true); // a socket that cannot is as good, only slower
    stream.into_std()
}

impl Visit {
    async fn receive(self, socket: Socket) {
        let Ok(stream) = TcpStream::from_std(socket) else { return };
        match self.tls.clone() {
            None => self.attend(stream).await,
            // a slow greeting holds up nobody else
            Some(tls) => {
                if let Ok(Ok(stream)) = timeout(GREETING, tls.accept(stream)).await {
                    self.attend(stream).await;
                }
            }
        }
    }

    async fn attend(self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
        connections::attend(stream, self.front, self.patience, self.stopping).await;
    }
}
