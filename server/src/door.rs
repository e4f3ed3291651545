//! Where connections come in: plain, or encrypted by TLS. A slow greeting holds up nobody else.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::serve::Listener;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// The time a client has to greet.
const GREETING: Duration = Duration::from_secs(10);
/// Greeted connections that may wait to be served.
const WAITING: usize = 64;

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
pub enum Door {
    /// As they come.
    Plain(TcpListener),
    /// Greeted by TLS.
    Tls(SocketAddr, mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>),
}

/// A connection.
pub enum Stream {
    /// As it came.
    Plain(TcpStream),
    /// Encrypted.
    Tls(Box<TlsStream<TcpStream>>),
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
    /// Opens it.
    ///
    /// # Errors
    /// When the listener has no address any more.
    pub fn open(listener: TcpListener, tls: Option<Arc<ServerConfig>>) -> io::Result<Self> {
        let Some(tls) = tls else { return Ok(Self::Plain(listener)) };
        let address = listener.local_addr()?;
        let (sender, greeted) = mpsc::channel(WAITING);
        tokio::spawn(greet_all(listener, TlsAcceptor::from(tls), sender));
        Ok(Self::Tls(address, greeted))
    }
}

async fn greet_all(
    mut listener: TcpListener,
    acceptor: TlsAcceptor,
    greeted: mpsc::Sender<(TlsStream<TcpStream>, SocketAddr)>,
) {
    while !greeted.is_closed() {
        let (stream, address) = Listener::accept(&mut listener).await;
        let (acceptor, greeted) = (acceptor.clone(), greeted.clone());
        tokio::spawn(async move {
            if let Ok(Ok(stream)) = timeout(GREETING, acceptor.accept(stream)).await {
                let _ = greeted.send((stream, address)).await; // the server may have ended
            }
        });
    }
}

impl Listener for Door {
    type Io = Stream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Stream, SocketAddr) {
        match self {
            Self::Plain(listener) => {
                let (stream, address) = Listener::accept(listener).await;
                let _ = stream.set_nodelay(true); // a socket that cannot is as good, only slower
                (Stream::Plain(stream), address)
            }
            Self::Tls(_, greeted) => match greeted.recv().await {
                Some((stream, address)) => (Stream::Tls(Box::new(stream)), address),
                None => std::future::pending().await,
            },
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        match self {
            Self::Plain(listener) => listener.local_addr(),
            Self::Tls(address, _) => Ok(*address),
        }
    }
}

impl AsyncRead for Stream {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_read(context, buffer),
            Self::Tls(stream) => Pin::new(stream).poll_read(context, buffer),
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_write(context, bytes),
            Self::Tls(stream) => Pin::new(stream).poll_write(context, bytes),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_flush(context),
            Self::Tls(stream) => Pin::new(stream).poll_flush(context),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_shutdown(context),
            Self::Tls(stream) => Pin::new(stream).poll_shutdown(context),
        }
    }
}
