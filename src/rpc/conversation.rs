//! One open stream: the client's frames in, a feed's items and the answers out. It is polled by the connection itself, so a client that does not
//! read holds up its own stream and nothing else.

use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use futures::future::{BoxFuture, FutureExt as _};
use futures::stream::{self, FuturesOrdered, Stream, StreamExt as _};
use tokio::time::timeout;
use tonic::{Code, Status, Streaming};

use super::proto::chat_request::Frame as Request;
use super::proto::server_frame::Frame;
use super::{codec, convert, frames, guard, marks, messages, proto, status, validate};
use crate::auth::{Identity, RateLimits, Refusals};
use crate::chat::{Chat, Feed};
use crate::model::messages::check_client_id;
use crate::model::{Actor, Cause, Error, NewMessage, Turns};

/// The RPC whose frames may be refused.
const RPC: &str = "/supportchat.v1.ChatService/Chat";
/// Answers that one stream may wait for; the client's next frame is read when there is room again.
const IN_FLIGHT: usize = 64;
/// Sessions of one stream in which a message is waited for that was refused for now: some 200 KB for a client that has them all.
const AWAITED: usize = 1024;
/// How long a stream that ends waits for the answers that are under way.
const LAST_ANSWERS: Duration = Duration::from_secs(1);

/// Numbers this node's streams.
static OPENED: AtomicU64 = AtomicU64::new(0);

/// An answer, and the message that it refuses for now, if it does.
type Answer = (Option<Frame>, Option<Refused>);

/// A message that was refused for now.
struct Refused {
    chat_session_id: i64,
    /// Its place among the frames of the stream.
    place: u64,
    client_message_id: String,
    error: Error,
}

/// An open stream.
pub(super) struct Conversation {
    chat: Chat,
    actor: Actor,
    identity: Arc<Identity>,
    /// What opened it: the connection polls it later, on nobody's behalf.
    cause: Cause,
    limits: Arc<RateLimits>,
    refusals: Refusals,
    feed: Feed,
    /// The client's frames; `None` when it sends no more, or cannot.
    requests: Option<Streaming<proto::ChatRequest>>,
    answers: FuturesOrdered<BoxFuture<'static, Answer>>,
    /// Its number, for the writer, which keeps its messages in their turns as well: what arrives is refused here, and there what is stored.
    number: u64,
    /// By session.
    turns: Turns<i64>,
    /// The frames that have come.
    received: u64,
    ready: VecDeque<Frame>,
    ended: bool,
    subscribed: bool,
    /// A request was taken since the feed was asked.
    feeds_turn: bool,
}

impl Conversation {
    pub(super) fn open(
        chat: &Chat,
        identity: &Arc<Identity>,
        (limits, refusals): (&Arc<RateLimits>, &Refusals),
        requests: Option<Streaming<proto::ChatRequest>>,
    ) -> crate::model::Result<Self> {
        Ok(Self {
            chat: chat.clone(),
            actor: identity.caller.actor()?,
            limits: Arc::clone(limits),
            refusals: refusals.clone(),
            feed: chat.open_feed(identity)?,
            requests,
            answers: FuturesOrdered::new(),
            number: OPENED.fetch_add(1, Ordering::Relaxed),
            turns: Turns::new(AWAITED, Instant::now()),
            received: 0,
            ready: VecDeque::from([frames::welcome(identity)]),
            ended: false,
            subscribed: false,
            feeds_turn: false,
            identity: Arc::clone(identity),
            cause: Cause::current(),
        })
    }

    /// Streams a session; the caller has checked that it is visible.
    pub(super) fn subscribe(&mut self, chat_session_id: i64, after_seq: i64) {
        self.subscribed = true;
        self.feed.subscribe(chat_session_id, after_seq, String::new());
    }

    /// Streams the inbox.
    pub(super) fn subscribe_inbox(&mut self) {
        self.subscribed = true;
        self.feed.subscribe_inbox();
    }

    /// The frames to send, each wrapped in the RPC's own response.
    pub(super) fn into_stream<R>(self, wrap: fn(proto::ServerFrame) -> R) -> impl Stream<Item = Result<R, Status>> {
        stream::unfold(self, move |mut conversation| async move {
            let next = conversation.next().await?;
            if let Ok(Frame::Error(error)) = &next {
                conversation.note_refusal(error).await;
            }
            Some((next.map(|frame| wrap(frames::frame(frame))), conversation))
        })
    }

    /// A refused frame is written down as a refused call is.
    async fn note_refusal(&mut self, error: &proto::FrameError) {
        let reason = error.error_info.as_ref().map(|info| info.reason.as_str()).unwrap_or_default();
        let noted = async { guard::note_refusal(&self.refusals, RPC, Code::from(error.code), reason, &error.message) };
        self.cause.scope(noted).await;
    }

    async fn next(&mut self) -> Option<Result<Frame, Status>> {
        loop {
            if let Some(frame) = self.ready.pop_front() {
                return Some(Ok(frame));
            }
            if self.ended {
                return None;
            }
            // Asked here as well as waited for: a client that never pauses has to leave like everyone.
            if let Some(reason) = self.feed.must_leave() {
                self.collect_answers().await;
                self.ended = true;
                self.ready.push_back(frames::leave(reason));
                continue;
            }
            if self.requests.is_none() && self.answers.is_empty() && !self.subscribed {
                // The client has sent all that it wanted, and nothing more can come.
                return None;
            }
            if std::mem::take(&mut self.feeds_turn) {
                // A client that never pauses must not keep its own stream from being fed. What the feed reads goes on until it is asked again.
                let item = self.feed.next().now_or_never();
                self.ready.extend(item.flatten().map(|item| frames::item(item, self.actor)));
                continue;
            }
            let room = self.answers.len() < IN_FLIGHT && self.feed.waiting() < IN_FLIGHT;
            let mut waited = None;
            tokio::select! {
                biased;
                // Before the next request: what is behind a message that was refused is to be refused as well.
                Some((frame, refused)) = self.answers.next(), if !self.answers.is_empty() => {
                    if let Some(Refused { chat_session_id, place, client_message_id, error }) = refused {
                        self.turns.keep(chat_session_id, place, &client_message_id, &error, Instant::now());
                    }
                    self.ready.extend(frame);
                }
                request = next_request(&mut self.requests, &mut waited), if room && self.requests.is_some() => {
                    if waited.is_some() {
                        self.turns.reach(Instant::now());
                    }
                    match request {
                        Some(Ok(request)) => self.receive(request).await,
                        Some(Err(error)) => {
                            self.ended = true;
                            return Some(Err(broken(error)));
                        }
                        None => self.requests = None,
                    }
                }
                item = self.feed.next() => self.ready.extend(item.map(|item| frames::item(item, self.actor))),
            }
            if let Some(waited) = waited {
                self.turns.reach(waited);
            }
        }
    }

    /// What was sent before the end is answered before the end.
    async fn collect_answers(&mut self) {
        let answers = &mut self.answers;
        let ready = &mut self.ready;
        let collected = timeout(LAST_ANSWERS, async {
            while let Some((frame, _)) = answers.next().await {
                ready.extend(frame);
            }
        });
        if collected.await.is_err() {
            tracing::warn!("a stream ended before all its frames were answered");
        }
    }

    async fn receive(&mut self, request: proto::ChatRequest) {
        self.feeds_turn = true;
        self.received += 1;
        if let Err(error) = self.admit(&request) {
            self.ready.push_back(frames::refused(request.request_id, &status::of(error)));
            return;
        }
        if let Some((request_id, status)) = codec::undecodable(&request) {
            self.ready.push_back(frames::refused(request_id, &status));
            return;
        }
        let request_id = request.request_id;
        if let Err(error) = self.accept(request_id.clone(), request.frame).await {
            self.ready.push_back(frames::refused(request_id, &status::of(error)));
        }
    }

    /// Counts a frame. A message that comes too often keeps its turn, and one whose turn it is not is refused uncounted.
    fn admit(&mut self, request: &proto::ChatRequest) -> crate::model::Result<()> {
        let Some(Request::Send(send)) = &request.frame else { return self.limits.check(&self.identity) };
        let now = Instant::now();
        let can_come_again = !send.client_message_id.is_empty() && check_client_id("client_message_id", &send.client_message_id).is_ok();
        if can_come_again {
            self.turns.take(&send.chat_session_id, &send.client_message_id, now)?;
        }
        let counted = self.limits.check(&self.identity);
        if let Err(error) = &counted
            && can_come_again
        {
            self.turns.keep(send.chat_session_id, self.received, &send.client_message_id, error, now);
        }
        counted
    }

    async fn accept(&mut self, request_id: String, request: Option<Request>) -> crate::model::Result<()> {
        check_client_id("request_id", &request_id)?;
        let (chat, actor) = (self.chat.clone(), self.actor);
        match request {
            None => Err(Error::invalid("frame", "FIELD_REQUIRED", "a frame must hold one of the known kinds")),
            Some(Request::Subscribe(cursor)) => {
                let id = validate::session_id("chat_session_id", cursor.chat_session_id)?;
                self.subscribed = true;
                self.feed.subscribe(id, cursor.after_seq, request_id);
                Ok(())
            }
            Some(Request::SubscribeInbox(_)) => {
                self.subscribe_inbox();
                Ok(())
            }
            Some(Request::Unsubscribe(proto::Unsubscribe { chat_session_id })) => {
                self.feed.unsubscribe(chat_session_id, request_id);
                Ok(())
            }
            Some(Request::Send(send)) => self.send(request_id, send).await,
            Some(Request::MarkDelivered(mark)) => {
                self.mark(request_id, marks::Mark::Delivered, mark);
                Ok(())
            }
            Some(Request::MarkRead(mark)) => {
                self.mark(request_id, marks::Mark::Read, mark);
                Ok(())
            }
            Some(Request::Typing(typing)) => {
                let id = validate::session_id("chat_session_id", typing.chat_session_id)?;
                self.answer(request_id, async move { chat.typing(actor, id, typing.stopped, typing.note).await }, |_, ()| None);
                Ok(())
            }
            Some(Request::Ping(_)) => {
                self.ready.push_back(Frame::Pong(proto::Pong { request_id }));
                Ok(())
            }
        }
    }

    /// Hands a message over here and now, so that messages are stored in the order of their frames.
    async fn send(&mut self, request_id: String, request: proto::SendMessageRequest) -> crate::model::Result<()> {
        let (chat_session_id, client_message_id) = (request.chat_session_id, request.client_message_id.clone());
        let (stream, place) = ((!client_message_id.is_empty()).then_some(self.number), self.received);
        let submitted = async {
            let message = self.cause.scope(messages::new_message(&self.chat, self.actor, request)).await?;
            self.chat.submit(NewMessage { stream, ..message }).await
        };
        let pending = match submitted.await {
            Ok(pending) => pending,
            Err(error) => {
                if stream.is_some() {
                    self.turns.keep(chat_session_id, place, &client_message_id, &error, Instant::now());
                }
                return Err(error);
            }
        };
        self.answers.push_back(Box::pin(async move {
            let error = match pending.done().await {
                Ok((message, _)) => return (Some(frames::ack(request_id, &message)), None),
                Err(error) => error,
            };
            let frame = frames::refused(request_id, &status::of(error.clone()));
            let keeps_turn = stream.is_some() && !matches!(error, Error::OutOfTurn { .. });
            (Some(frame), keeps_turn.then_some(Refused { chat_session_id, place, client_message_id, error }))
        }));
        Ok(())
    }

    fn mark(&mut self, request_id: String, what: marks::Mark, mark: proto::SessionMark) {
        let (chat, actor, id) = (self.chat.clone(), self.actor, mark.chat_session_id);
        let marked = async move { marks::mark(&chat, actor, what, "chat_session_id", id, mark.seq).await };
        self.answer(request_id, marked, move |request_id, marks| {
            Some(Frame::Marks(proto::MarksChanged { chat_session_id: id, marks: Some(convert::marks(marks)), request_id }))
        });
    }

    /// Answers when the work is done, in the order of the frames.
    fn answer<T>(
        &mut self,
        request_id: String,
        work: impl Future<Output = crate::model::Result<T>> + Send + 'static,
        frame: impl FnOnce(String, T) -> Option<Frame> + Send + 'static,
    ) {
        self.answers.push_back(Box::pin(async move {
            match work.await {
                Ok(done) => (frame(request_id, done), None),
                Err(error) => (Some(frames::refused(request_id, &status::of(error))), None),
            }
        }));
    }
}

/// The client's next frame; `waited` is when last there was none to be read.
async fn next_request(
    requests: &mut Option<Streaming<proto::ChatRequest>>,
    waited: &mut Option<Instant>,
) -> Option<Result<proto::ChatRequest, Status>> {
    let requests = requests.as_mut()?;
    poll_fn(|context| {
        let next = requests.poll_next_unpin(context);
        if next.is_pending() {
            *waited = Some(Instant::now());
        }
        next
    })
    .await
}

/// The end of a stream whose bytes make no sense any more.
fn broken(error: Status) -> Status {
    too_large(&error).unwrap_or(error)
}

/// tonic's own refusal of a message over the limit, with a reason added.
pub(super) fn too_large(error: &Status) -> Option<Status> {
    (error.code() == Code::OutOfRange).then(|| status::with_reason(Code::ResourceExhausted, "MESSAGE_TOO_LARGE", None, error.message()))
}
