//! The line: one task that keeps one stream open while anything is, and carries all conversations and the inbox over it.

mod book;

use std::fmt;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot, watch};
use tokio::time::{Instant, sleep_until, timeout};
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::Channel;
use tonic::{Request, Streaming};

use crate::backoff::Backoff;
use crate::calls::is_closed;
use crate::conversation::Desk;
use crate::shelf::{Changes, Shelf};
use crate::tokens::{Bearer, Tokens};
use crate::v1::chat_service_client::ChatServiceClient;
use crate::v1::server_frame::Frame;
use crate::v1::{self, LeaveReason};
use crate::{Error, Event};
use book::Book;

/// Frames on the way to the connection; the others wait in the book.
const SENDING: usize = 16;

/// What the program wants of the line.
#[derive(Debug)]
pub(crate) enum Command {
    Open {
        desk: Arc<Desk>,
        after_seq: i64,
    },
    Listen(u64, Listener),
    Ask {
        conversation: u64,
        frame: v1::chat_request::Frame,
        answer: oneshot::Sender<Result<Answer, Error>>,
        place: OwnedSemaphorePermit,
    },
    Typing(v1::SetTyping, OwnedSemaphorePermit),
    /// The reader has room again.
    Resume(u64),
    Close(u64),
    OpenInbox(u64, Arc<Shelf<Changes>>),
    CloseInbox(u64),
}

/// What a request that waits is answered with.
#[derive(Debug)]
pub(crate) enum Answer {
    Ack(v1::Ack),
    Marks(v1::Marks),
}

/// A program's function for what is not stored.
pub(crate) struct Listener(pub(crate) Box<dyn FnMut(&Event) + Send>);

impl fmt::Debug for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Listener")
    }
}

/// What the line needs to connect.
#[derive(Clone)]
pub(crate) struct Means {
    pub(crate) channel: Channel,
    pub(crate) tokens: Arc<Tokens>,
    pub(crate) deadline: Duration,
    pub(crate) backoff: Backoff,
}

/// Carries what the commands open, until the client is closed or nobody can give a command any more.
pub(crate) async fn run(means: Means, commands: mpsc::UnboundedReceiver<Command>, mut closed: watch::Receiver<bool>) {
    let mut line = Line { book: Book::new(means.backoff.clone()), backoff: means.backoff.clone(), means, commands, renewed: false };
    tokio::select! {
        () = is_closed(&mut closed) => {}
        () = line.keep() => {}
    }
    // What was told until now ends with the rest; what is told from now on comes back to whoever tells it.
    line.commands.close();
    while let Ok(command) = line.commands.try_recv() {
        line.book.take(command);
    }
}

struct Line {
    means: Means,
    commands: mpsc::UnboundedReceiver<Command>,
    book: Book,
    backoff: Backoff,
    /// The last stream, or attempt, has ended with its token refused, and so it should have been renewed for the next.
    renewed: bool,
}

/// An open stream, behind its welcome.
struct Stream {
    bearer: Bearer,
    requests: mpsc::Sender<v1::ChatRequest>,
    frames: Streaming<v1::ChatResponse>,
}

/// Why there is no stream any more.
enum End {
    Leave(v1::Leave),
    Broken(Error),
    /// It did not come to a welcome.
    NotBegun(Error),
}

impl Line {
    async fn keep(&mut self) {
        loop {
            while self.book.is_empty() {
                match self.commands.recv().await {
                    Some(command) => self.book.take(command),
                    None => return,
                }
            }
            let connecting = connect(self.means.clone());
            let Some(connected) = self.meanwhile(connecting).await else { continue };
            let (bearer, end) = match connected {
                Ok(stream) => {
                    tracing::debug!("connected");
                    self.backoff.succeeded();
                    let bearer = stream.bearer.clone();
                    let Some(end) = self.carry(stream).await else { continue };
                    (Some(bearer), end)
                }
                Err((bearer, error)) => (bearer, End::NotBegun(error)),
            };
            if let Some(delay) = self.ended(bearer, end).await {
                self.meanwhile(tokio::time::sleep(delay)).await;
            }
        }
    }

    /// Does something while commands are taken; `None` when there is nothing left to do it for.
    async fn meanwhile<T>(&mut self, work: impl Future<Output = T>) -> Option<T> {
        let mut work = pin!(work);
        loop {
            if self.book.is_empty() {
                return None;
            }
            tokio::select! {
                done = &mut work => return Some(done),
                command = self.commands.recv() => self.book.take(command?),
            }
        }
    }

    /// Carries frames until the stream ends; `None` when there is nothing left to carry.
    async fn carry(&mut self, stream: Stream) -> Option<End> {
        let Stream { requests, mut frames, .. } = stream;
        let mut sending = true;
        self.book.connected();
        let end = loop {
            if self.book.is_empty() {
                break None;
            }
            let due = self.book.due();
            tokio::select! {
                // Whatever waits to be sent, what comes is read: the server may wait for that with its answers.
                frame = frames.message() => match frame {
                    Ok(Some(v1::ChatResponse { frame: Some(v1::ServerFrame { frame: Some(Frame::Leave(leave)) }) })) => break Some(End::Leave(leave)),
                    Ok(Some(response)) => self.book.receive(response.frame.and_then(|frame| frame.frame)),
                    Ok(None) => break Some(End::Broken(Error::broken("the server has ended the stream"))),
                    Err(status) => break Some(End::Broken(status.into())),
                },
                command = self.commands.recv() => match command {
                    Some(command) => self.book.take(command),
                    None => break None,
                },
                room = requests.reserve(), if sending && self.book.has_more() => match room {
                    Ok(room) => if let Some(request) = self.book.next() { room.send(request) },
                    // The end itself comes with the frames.
                    Err(_) => sending = false,
                },
                () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => self.book.retry(Instant::now()),
            }
        };
        self.book.disconnected();
        end
    }

    /// What the end of a stream, or of an attempt, means: how long to wait before the next, if anything is left to connect for.
    async fn ended(&mut self, bearer: Option<Bearer>, end: End) -> Option<Duration> {
        let renewed = std::mem::take(&mut self.renewed);
        let (begun, error) = match end {
            End::Leave(leave) => {
                let reason = leave.reason();
                if let (LeaveReason::TokenExpired | LeaveReason::CredentialRevoked, Some(bearer)) = (reason, bearer) {
                    self.means.tokens.refused(&bearer).await;
                }
                // A server that asks for nothing, again and again, must not be followed at once.
                let asked = Duration::from_millis(leave.reconnect_after_ms.try_into().unwrap_or_default());
                let delay = self.backoff.failed(None).max(asked);
                tracing::debug!(?reason, ?delay, "the server ends the stream");
                return Some(delay);
            }
            End::Broken(error) => (true, error),
            End::NotBegun(error) => (false, error),
        };
        match bearer {
            Some(bearer) if error.is_invalid_token() && (begun || !renewed) => {
                self.renewed = true;
                self.means.tokens.refused(&bearer).await;
                // Nor one that takes each new token and then refuses it.
                let delay = if renewed { self.backoff.failed(None) } else { Duration::ZERO };
                tracing::debug!(?delay, "the token is refused");
                Some(delay)
            }
            _ if error.is_retryable() => {
                let delay = self.backoff.failed(error.retry_after());
                tracing::debug!(code = ?error.code(), reason = error.reason(), ?delay, "the line is broken");
                Some(delay)
            }
            _ => {
                tracing::debug!(code = ?error.code(), reason = error.reason(), "the line cannot be had");
                self.book.fail(&error);
                None
            }
        }
    }
}

/// Opens a stream, and waits for its welcome. An error comes with the token that was used, if there was one to use.
async fn connect(means: Means) -> Result<Stream, (Option<Bearer>, Error)> {
    let bearer = timeout(means.deadline, means.tokens.bearer()).await;
    let bearer = bearer.unwrap_or_else(|_| Err(Error::late("no token came in time"))).map_err(|error| (None, error))?;
    let opening = open(means.channel, bearer.clone());
    let opened = timeout(means.deadline, opening).await.unwrap_or_else(|_| Err(Error::late("the stream did not open in time")));
    opened.map_err(|error| (Some(bearer), error))
}

async fn open(channel: Channel, bearer: Bearer) -> Result<Stream, Error> {
    let (requests, receiver) = mpsc::channel(SENDING);
    let mut request = Request::new(ReceiverStream::new(receiver));
    request.metadata_mut().insert("authorization", bearer.clone());
    let mut frames = ChatServiceClient::new(channel).chat(request).await?.into_inner();
    match frames.message().await? {
        Some(v1::ChatResponse { frame: Some(v1::ServerFrame { frame: Some(Frame::Welcome(_)) }) }) => Ok(Stream { bearer, requests, frames }),
        _ => Err(Error::broken("the stream did not begin with a welcome")),
    }
}

#[cfg(test)]
mod tests {
    use tonic::{Code, Status};
    use tonic_types::{ErrorDetails, StatusExt as _};

    use super::*;
    use crate::Credentials;

    async fn line() -> (Line, Bearer) {
        let channel = Channel::from_static("http://127.0.0.1:9").connect_lazy();
        let (deadline, backoff) = (Duration::from_secs(10), Backoff::new(Duration::from_millis(250), Duration::from_secs(10)));
        let tokens = Arc::new(Tokens::new(Credentials::api_key("key"), channel.clone(), deadline).expect("a key"));
        let bearer = tokens.bearer().await.expect("a key");
        let means = Means { channel, tokens, deadline, backoff: backoff.clone() };
        let (_, commands) = mpsc::unbounded_channel();
        (Line { book: Book::new(backoff.clone()), backoff, means, commands, renewed: false }, bearer)
    }

    fn invalid() -> Error {
        let details = ErrorDetails::with_error_info("INVALID_TOKEN", "supportchat", []);
        Status::with_error_details(Code::Unauthenticated, "no", details).into()
    }

    const AT_ONCE: Option<Duration> = Some(Duration::ZERO);

    #[tokio::test]
    async fn a_token_is_renewed_once_for_each_time_that_it_is_refused() {
        let (mut line, bearer) = line().await;
        let mut ends = async |error| line.ended(Some(bearer.clone()), End::NotBegun(error)).await;
        assert_eq!(ends(invalid()).await, AT_ONCE);
        // The server was away for so long that the new one has run out as well.
        assert!(ends(Error::broken("away")).await.is_some());
        assert_eq!(ends(invalid()).await, AT_ONCE);
        assert_eq!(ends(invalid()).await, None, "the new one is refused at once");
        // What is opened then has its own try.
        assert_eq!(ends(invalid()).await, AT_ONCE);
    }

    #[tokio::test]
    async fn a_token_that_is_taken_and_then_refused_is_not_renewed_without_a_rest() {
        let (mut line, bearer) = line().await;
        let mut waits = Vec::new();
        for _ in 0..20 {
            // Each of them was welcomed.
            line.backoff.succeeded();
            waits.push(line.ended(Some(bearer.clone()), End::Broken(invalid())).await);
        }
        assert_eq!(waits[0], AT_ONCE);
        assert!(waits[1..].iter().all(|wait| wait.is_some_and(|wait| wait > Duration::ZERO)), "{waits:?}");
        // One that lives is no failure in a row.
        line.ended(Some(bearer.clone()), End::Broken(Error::broken("away"))).await;
        assert_eq!(line.ended(Some(bearer), End::Broken(invalid())).await, AT_ONCE);
    }

    #[tokio::test]
    async fn who_is_asked_to_leave_waits_as_long_as_asked_and_never_comes_back_at_once() {
        let (mut line, bearer) = line().await;
        for asked in [0, 1, -1, 60_000] {
            let leave = v1::Leave { reconnect_after_ms: asked, ..Default::default() };
            let mut waits = Vec::new();
            for _ in 0..20 {
                line.backoff.succeeded();
                waits.extend(line.ended(Some(bearer.clone()), End::Leave(leave)).await);
            }
            let least = Duration::from_millis(asked.try_into().unwrap_or_default());
            assert!(waits.iter().all(|wait| (least..=least.max(Duration::from_millis(250))).contains(wait)), "{waits:?}");
            assert!(waits.iter().sum::<Duration>() > Duration::from_millis(200), "{waits:?}");
        }
    }
}
