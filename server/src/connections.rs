//! Serves connections, each on a task of its own, until they end, fall silent, or the server is told to stop.
//!
//! A client that sends half a request, or takes no byte of its answer, would keep its connection for ever, and a thousand of them
//! would keep everybody else out. So patience ends: with the head of a request, with each piece of its body, with each piece of
//! the answer, and between two requests.
//!
//! A request in chunks is the last of its connection: if it told a length too, which `hyper` passes over, a proxy may have believed
//! that, and take for a part of the body what would be the next request here.

use std::convert::Infallible;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::HeaderValue;
use axum::http::header::{CONNECTION, TRANSFER_ENCODING};
use axum::serve::Listener;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::{mpsc, watch};
use tower::Service;

use crate::door::{Door, Peer, Stream};

/// Serves until `stop` says so and all requests under way are answered.
pub async fn serve(mut door: Door, router: Router, patience: Duration, mut stop: watch::Receiver<bool>) {
    let (alive, mut all_gone) = mpsc::channel::<()>(1);
    loop {
        let (stream, address) = tokio::select! {
            connection = door.accept() => connection,
            () = told(&mut stop) => break,
        };
        let connection = attend(stream, Peer(address), router.clone(), patience, stop.clone());
        let alive = alive.clone();
        tokio::spawn(async move {
            connection.await;
            drop(alive);
        });
    }
    drop((door, alive));
    all_gone.recv().await; // nothing is sent: it ends with the last connection
}

/// Waits until it is time to stop, or nobody can say so any more.
async fn told(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

async fn attend(mut stream: Stream, peer: Peer, router: Router, patience: Duration, mut stop: watch::Receiver<bool>) {
    stream.set_patience(patience);
    let service = service_fn(move |request: Request<Incoming>| {
        let chunked = request.headers().contains_key(TRANSFER_ENCODING);
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        let answer = router.clone().call(request);
        async move {
            let Ok(mut answer) = answer.await;
            if chunked {
                answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            }
            Ok::<_, Infallible>(answer)
        }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience);
    let connection = http.serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => {} // whatever went wrong, the client knows
        () = told(&mut stop) => {
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        }
    }
}
