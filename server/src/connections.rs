//! Serves a connection until it ends, falls silent, or the server is told to stop.
//!
//! A client that sends half a request, or takes no byte of its answer, would keep its connection for ever, and a thousand of them
//! would keep everybody else out. So patience ends: with the head of a request, with each piece of its body, with each piece of
//! the answer, and between two requests.
//!
//! A request in chunks is the last of its connection: if it told a length too, which `hyper` passes over, a proxy may have believed
//! that, and take for a part of the body what would be the next request here.

use std::convert::Infallible;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::header::{CONNECTION, TRANSFER_ENCODING};
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::watch;
use tokio::time::{Sleep, sleep};

use crate::middleware::Front;

/// Answers one request after another until `stop` says so; an error is the client's affair, who is gone.
pub async fn attend(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    front: Front,
    patience: Duration,
    mut stop: watch::Receiver<bool>,
) {
    let stream = Patient { stream, patience, stalled: None };
    let service = service_fn(|request: Request<Incoming>| {
        let chunked = request.headers().contains_key(TRANSFER_ENCODING);
        let front = front.clone();
        async move {
            let mut answer = front.answer(request.map(Body::new)).await;
            if chunked {
                answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            }
            Ok::<_, Infallible>(answer)
        }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience);
    let mut connection = std::pin::pin!(http.serve_connection(TokioIo::new(stream), service));
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = stop.wait_for(|stop| *stop) => connection.as_mut().graceful_shutdown(), // also when nobody can say so any more
    }
    let _ = connection.await;
}

/// A connection that breaks off when the client takes nothing for too long.
struct Patient<S> {
    stream: S,
    patience: Duration,
    /// When patience with a client that takes nothing ends.
    stalled: Option<Pin<Box<Sleep>>>,
}

impl<S> Patient<S> {
    /// Passes on what became of bytes on their way out, unless they have been waiting too long.
    fn with_patience<T>(&mut self, context: &mut Context<'_>, sent: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if sent.is_ready() {
            self.stalled = None;
            return sent;
        }
        let patience = self.patience;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(patience)));
        stalled.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let sent = Pin::new(&mut this.stream).poll_write(context, bytes);
        this.with_patience(context, sent)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let sent = Pin::new(&mut this.stream).poll_flush(context);
        this.with_patience(context, sent)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let sent = Pin::new(&mut this.stream).poll_shutdown(context);
        this.with_patience(context, sent)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let sent = Pin::new(&mut this.stream).poll_write_vectored(context, pieces);
        this.with_patience(context, sent)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
