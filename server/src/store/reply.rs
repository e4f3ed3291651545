//! An answer that a blocking thread writes and a client reads, with an honest status.
//!
//! The first bytes are held back until there are enough of them or the work is done: a query that fails early is answered with its
//! error. Once bytes have gone out the status is spent, so a later failure cuts the connection; error text never mixes with data.

use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use futures_core::Stream;
use oxigraph::sparql::CancellationToken;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};
use tokio::task::block_in_place;
use tokio::time::{Instant, Sleep, sleep_until, timeout_at};

use super::Trouble;

/// Bytes held back before the status goes out, and the size of each piece after it.
const PIECE: usize = 64 * 1024;
/// Pieces that may wait for a slow client.
const WAITING: usize = 4;

/// Where the work writes its answer; `E` is the error that may take the answer's place.
pub struct Reply<E> {
    media_type: &'static str,
    buffer: Vec<u8>,
    head: Option<oneshot::Sender<Result<Head, E>>>,
    body: mpsc::Sender<Piece>,
    deadline: Instant,
    runtime: Handle,
    /// Bytes that may still come.
    left: u64,
    too_long: bool,
}

/// An answer on its way to the client.
pub struct Answer {
    /// What the bytes are.
    pub media_type: &'static str,
    /// The bytes, whole or still coming.
    pub body: Body,
}

/// What is known when the status is decided; `whole` is absent when more is coming.
struct Head {
    media_type: &'static str,
    whole: Option<Vec<u8>>,
}

enum Piece {
    Bytes(Bytes),
    End,
}

/// The client's side of a [`Reply`].
pub(super) struct Parts<E> {
    head: oneshot::Receiver<Result<Head, E>>,
    body: Pieces,
}

pub(super) fn pair<E>(deadline: Instant, token: &CancellationToken, longest: u64) -> (Reply<E>, Parts<E>) {
    let (head, head_receiver) = oneshot::channel();
    let (body, pieces) = mpsc::channel(WAITING);
    let runtime = Handle::current();
    let reply = Reply {
        media_type: "",
        buffer: Vec::new(),
        head: Some(head),
        body,
        deadline,
        runtime,
        left: longest,
        too_long: false,
    };
    let body =
        Pieces { coming: pieces, deadline: Box::pin(sleep_until(deadline)), client: Client::new(token), over: false };
    (reply, Parts { head: head_receiver, body })
}

impl<E: From<Trouble>> Reply<E> {
    /// Says what the bytes will be. Call it before writing.
    pub fn set_media_type(&mut self, media_type: &'static str) {
        self.media_type = media_type;
    }

    /// Ends the answer: completely, with an error in its place, or, when bytes are already out, by cutting it off.
    pub(super) fn end(mut self, result: Result<(), E>) {
        let result = if self.too_long { Err(Trouble::TooLong.into()) } else { result };
        let whole = std::mem::take(&mut self.buffer);
        match (self.head.take(), result) {
            (Some(head), Ok(())) => {
                let _ = head.send(Ok(Head { media_type: self.media_type, whole: Some(whole) })); // the client may be gone
            }
            (Some(head), Err(error)) => {
                let _ = head.send(Err(error));
            }
            (None, Ok(())) => {
                let _ = self.ship(Piece::Bytes(whole.into())).and_then(|()| self.ship(Piece::End));
            }
            (None, Err(_)) => {} // without `End` the client's side cuts the connection
        }
    }

    fn ship(&self, piece: Piece) -> io::Result<()> {
        let send = || self.runtime.block_on(async { timeout_at(self.deadline, self.body.send(piece)).await });
        let sent = block_in_place(send); // this may be a thread that others wait for
        sent.map_err(|_| io::ErrorKind::TimedOut)?.map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    fn ship_buffer(&mut self) -> io::Result<()> {
        if let Some(head) = self.head.take() {
            let head = head.send(Ok(Head { media_type: self.media_type, whole: None }));
            head.map_err(|_| io::ErrorKind::BrokenPipe)?;
        }
        let bytes = std::mem::replace(&mut self.buffer, Vec::with_capacity(PIECE));
        self.ship(Piece::Bytes(bytes.into()))
    }
}

impl<E: From<Trouble>> Write for Reply<E> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    /// Serializers write a few bytes at a time.
    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let Some(left) = self.left.checked_sub(bytes.len() as u64) else {
            self.too_long = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        };
        self.left = left;
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= PIECE {
            self.ship_buffer()?;
        }
        Ok(())
    }

    /// Does nothing: serializers flush at will, and bytes leave in whole pieces.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<E: From<Trouble>> Parts<E> {
    /// Waits until the status is decided.
    pub(super) async fn answer(self) -> Result<Answer, E> {
        let deadline = self.body.deadline.deadline();
        let head = timeout_at(deadline, self.head).await.map_err(|_| Trouble::Late)?.map_err(|_| Trouble::Died)??;
        let body = head.whole.map_or_else(|| Body::from_stream(self.body), Body::from);
        Ok(Answer { media_type: head.media_type, body })
    }
}

/// Cancels the work when it is dropped: the client has all it wanted, or is gone, or its time is over.
pub(super) struct Client(CancellationToken);

impl Client {
    pub(super) fn new(token: &CancellationToken) -> Self {
        Self(token.clone())
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

/// The bytes of an answer as they come; an error cuts the connection.
struct Pieces {
    coming: mpsc::Receiver<Piece>,
    deadline: Pin<Box<Sleep>>,
    client: Client,
    over: bool,
}

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.over {
            return Poll::Ready(None);
        }
        let next = match self.coming.poll_recv(context) {
            Poll::Ready(Some(Piece::Bytes(bytes))) => return Poll::Ready(Some(Ok(bytes))),
            Poll::Ready(Some(Piece::End)) => None,
            Poll::Ready(None) => Some(Err(io::Error::other("the answer broke off"))),
            Poll::Pending if self.deadline.as_mut().poll(context).is_ready() => {
                Some(Err(io::ErrorKind::TimedOut.into()))
            }
            Poll::Pending => return Poll::Pending,
        };
        self.over = true;
        self.client.0.cancel();
        Poll::Ready(next)
    }
}
