//! What is open, and what has to be said for it: everything about the line but the line itself. It does no input and no output.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, oneshot};
use tokio::time::Instant;
use tonic::Code;

use super::{Answer, Command, Listener};
use crate::backoff::Backoff;
use crate::conversation::Desk;
use crate::shelf::{Changes, Shelf};
use crate::v1::chat_request::Frame as Request;
use crate::v1::server_frame::Frame;
use crate::{Error, v1};

/// Typing is dropped when so much else waits to be sent.
const BUSY: usize = 64;

/// What is open on a line, whether it is connected or not.
pub(super) struct Book {
    conversations: BTreeMap<u64, Open>,
    /// What the server is told of each session, however many conversations are in it.
    sessions: BTreeMap<i64, Session>,
    inboxes: BTreeMap<u64, Arc<Shelf<Changes>>>,
    inbox_backoff: Backoff,
    backoff: Backoff,
    connected: bool,
    last_request: u64,
    /// Who waits for the answer to which request of this stream.
    asked: HashMap<u64, Asker>,
    outgoing: VecDeque<v1::ChatRequest>,
    /// What is to be tried again, and when.
    held: Vec<(Instant, Asker)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asker {
    Conversation(u64),
    Session(i64),
    Inbox,
}

struct Open {
    desk: Arc<Desk>,
    /// The seq of the last message that was laid on the shelf, or was hidden.
    last_seq: i64,
    /// The reader is slow: nothing more is taken until there is room.
    paused: bool,
    listener: Option<Listener>,
    /// What was not answered yet, in the order of the calls.
    waiting: VecDeque<Waiting>,
    backoff: Backoff,
    /// Nothing is sent until a time that the server has asked for.
    held: bool,
    /// Something was refused for now: until nothing waits any more, one request is sent after the other, so that none overtakes it.
    careful: bool,
}

struct Waiting {
    frame: Request,
    answer: oneshot::Sender<Result<Answer, Error>>,
    /// The request on this stream; `None` while it has to be sent, or sent again.
    request: Option<u64>,
    _place: OwnedSemaphorePermit,
}

struct Session {
    conversations: Vec<u64>,
    /// The subscription that was asked for and not answered yet.
    subscribing: Option<u64>,
    /// From where on the newest subscription was asked for.
    from: i64,
    backoff: Backoff,
}

impl Book {
    pub(super) fn new(backoff: Backoff) -> Self {
        Self {
            conversations: BTreeMap::new(),
            sessions: BTreeMap::new(),
            inboxes: BTreeMap::new(),
            inbox_backoff: backoff.clone(),
            backoff,
            connected: false,
            last_request: 0,
            asked: HashMap::new(),
            outgoing: VecDeque::new(),
            held: Vec::new(),
        }
    }

    /// Nothing is open.
    pub(super) fn is_empty(&self) -> bool {
        self.conversations.is_empty() && self.inboxes.is_empty()
    }

    /// Does what the program wants, or notes it for when there is a stream.
    pub(super) fn take(&mut self, command: Command) {
        match command {
            Command::Open { desk, after_seq } => self.open(desk, after_seq),
            Command::Listen(id, listener) => {
                if let Some(open) = self.conversations.get_mut(&id) {
                    let session = open.desk.session_id;
                    open.listener = Some(listener);
                    // So that it hears from the beginning how everybody stands.
                    self.subscribe(session);
                }
            }
            Command::Ask { conversation, frame, answer, place } => {
                if let Some(open) = self.conversations.get_mut(&conversation) {
                    open.waiting.push_back(Waiting { frame, answer, request: None, _place: place });
                    self.pump(conversation);
                }
            }
            Command::Typing(typing, room) => {
                drop(room);
                if self.connected && self.outgoing.len() < BUSY {
                    self.say(Request::Typing(typing), None);
                }
            }
            Command::Resume(id) => {
                if let Some(open) = self.conversations.get_mut(&id) {
                    open.paused = false;
                    let session = open.desk.session_id;
                    self.subscribe(session);
                }
            }
            Command::Close(id) => self.close(id),
            Command::OpenInbox(id, shelf) => {
                self.inboxes.insert(id, shelf);
                self.subscribe_inbox();
            }
            Command::CloseInbox(id) => {
                self.inboxes.remove(&id);
            }
        }
    }

    /// A stream is open: everything is asked for again that is open, and said again that was not answered.
    pub(super) fn connected(&mut self) {
        self.connected = true;
        let sessions: Vec<i64> = self.sessions.keys().copied().collect();
        let conversations: Vec<u64> = self.conversations.keys().copied().collect();
        self.subscribe_inbox();
        for session in sessions {
            self.subscribe(session);
        }
        for conversation in conversations {
            self.pump(conversation);
        }
    }

    /// The stream is gone, and with it what was on the way.
    pub(super) fn disconnected(&mut self) {
        self.connected = false;
        self.asked.clear();
        self.outgoing.clear();
        for session in self.sessions.values_mut() {
            session.subscribing = None;
        }
        for shelf in self.inboxes.values() {
            shelf.change(Changes::begin);
        }
        for waiting in self.conversations.values_mut().flat_map(|open| &mut open.waiting) {
            waiting.request = None;
        }
    }

    pub(super) fn has_more(&self) -> bool {
        !self.outgoing.is_empty()
    }

    /// The next frame to send.
    pub(super) fn next(&mut self) -> Option<v1::ChatRequest> {
        self.outgoing.pop_front()
    }

    /// When something is to be tried again.
    pub(super) fn due(&self) -> Option<Instant> {
        self.held.iter().map(|(at, _)| *at).min()
    }

    /// Tries again what is due by now.
    pub(super) fn retry(&mut self, now: Instant) {
        let due: Vec<Asker> = self.held.extract_if(.., |(at, _)| *at <= now).map(|(_, asker)| asker).collect();
        for asker in due {
            match asker {
                Asker::Conversation(id) => {
                    if let Some(open) = self.conversations.get_mut(&id) {
                        open.held = false;
                        self.pump(id);
                    }
                }
                Asker::Session(id) => self.subscribe(id),
                Asker::Inbox => self.subscribe_inbox(),
            }
        }
    }

    /// Everything that is open fails.
    pub(super) fn fail(&mut self, error: &Error) {
        self.end(&Err(error.clone()));
    }

    fn end(&mut self, end: &Result<(), Error>) {
        for open in std::mem::take(&mut self.conversations).into_values() {
            open.desk.end(end.clone());
        }
        for shelf in std::mem::take(&mut self.inboxes).into_values() {
            shelf.end(end.clone());
        }
        self.sessions.clear();
        self.held.clear();
    }

    /// Does what a frame of the server says.
    pub(super) fn receive(&mut self, frame: Option<Frame>) {
        match frame {
            Some(Frame::Entry(message)) => self.entry(message.chat_session_id, message.seq, Some(&message)),
            Some(Frame::Hidden(hidden)) => self.entry(hidden.chat_session_id, hidden.seq, None),
            Some(Frame::Ack(ack)) => {
                let request = ack.request_id.clone();
                self.answer(&request, Ok(Answer::Ack(ack)));
            }
            Some(Frame::Error(error)) => {
                let request = error.request_id.clone();
                self.answer(&request, Err(error.into()));
            }
            Some(Frame::Subscribed(subscribed)) => {
                let id = subscribed.chat_session_id;
                if let Some((request, Asker::Session(session))) = self.answered(&subscribed.request_id)
                    && let Some(session) = self.sessions.get_mut(&session)
                    && session.subscribing == Some(request)
                {
                    session.subscribing = None;
                    session.backoff.succeeded();
                }
                self.tell(id, &Frame::Subscribed(subscribed));
            }
            // The session was lost sight of: asking for it again says why.
            Some(Frame::Unsubscribed(unsubscribed)) if unsubscribed.request_id.is_empty() => self.subscribe(unsubscribed.chat_session_id),
            Some(Frame::Marks(marks)) => {
                let (id, request) = (marks.chat_session_id, marks.request_id.clone());
                if let Some(marks) = marks.marks.filter(|_| !request.is_empty()) {
                    self.answer(&request, Ok(Answer::Marks(marks)));
                }
                self.tell(id, &Frame::Marks(marks));
            }
            Some(Frame::Inbox(change)) => {
                for shelf in self.inboxes.values() {
                    shelf.change(|changes| changes.put(change.clone()));
                }
            }
            Some(Frame::InboxListed(_)) => {
                self.inbox_backoff.succeeded();
                for shelf in self.inboxes.values() {
                    shelf.change(Changes::listed);
                }
            }
            Some(Frame::Typing(ref it)) => self.tell(it.chat_session_id, &Frame::Typing(*it)),
            Some(Frame::Viewing(ref it)) => self.tell(it.chat_session_id, &Frame::Viewing(*it)),
            Some(Frame::QueuePosition(ref it)) => self.tell(it.chat_session_id, &Frame::QueuePosition(*it)),
            Some(Frame::Presence(it)) => self.tell(it.chat_session_id, &Frame::Presence(it)),
            // What a newer server says beside, and what asks for nothing.
            Some(Frame::Welcome(_) | Frame::Leave(_) | Frame::Pong(_) | Frame::Unsubscribed(_)) | None => {}
        }
    }

    fn open(&mut self, desk: Arc<Desk>, after_seq: i64) {
        if after_seq < 0 {
            // The service would refuse it for all conversations in the session.
            desk.end(Err(Error::invalid("OUT_OF_RANGE", "after_seq", "a seq is never negative")));
            return;
        }
        let (id, session_id) = (desk.id, desk.session_id);
        let backoff = self.backoff.clone();
        let open = Open {
            desk,
            last_seq: after_seq,
            paused: false,
            listener: None,
            waiting: VecDeque::new(),
            backoff: backoff.clone(),
            held: false,
            careful: false,
        };
        self.conversations.insert(id, open);
        let session = self.sessions.entry(session_id).or_insert(Session { conversations: Vec::new(), subscribing: None, from: 0, backoff });
        session.conversations.push(id);
        self.subscribe(session_id);
    }

    /// Forgets a conversation that the program has ended. What waits in it ends by that.
    fn close(&mut self, id: u64) {
        let Some(session_id) = self.conversations.remove(&id).map(|open| open.desk.session_id) else { return };
        let Some(session) = self.sessions.get_mut(&session_id) else { return };
        session.conversations.retain(|other| *other != id);
        if session.conversations.is_empty() {
            self.sessions.remove(&session_id);
        }
        if self.sessions.get(&session_id).is_none_or(|session| self.all_paused(session)) {
            self.unsubscribe(session_id);
        }
    }

    /// Lays a message on the shelves of its session's conversations, or passes its place if it is hidden.
    fn entry(&mut self, session_id: i64, seq: i64, message: Option<&v1::Message>) {
        let Some(session) = self.sessions.get(&session_id) else { return };
        let (mut missing, mut full) = (false, false);
        for id in &session.conversations {
            let Some(open) = self.conversations.get_mut(id).filter(|open| !open.paused) else { continue };
            if open.last_seq.checked_add(1) == Some(seq) {
                if message.is_none_or(|message| open.desk.shelf.change(|messages| messages.put(message))) {
                    open.last_seq = seq;
                } else {
                    open.paused = true;
                    full = true;
                }
            } else if seq > open.last_seq {
                missing = true;
            }
        }
        if full && self.all_paused(session) {
            self.unsubscribe(session_id);
        } else if missing && session.subscribing.is_none() {
            self.subscribe(session_id);
        }
    }

    fn all_paused(&self, session: &Session) -> bool {
        session.conversations.iter().filter_map(|id| self.conversations.get(id)).all(|open| open.paused)
    }

    /// Asks for a session, behind what all of its conversations have that take more.
    fn subscribe(&mut self, session_id: i64) {
        let asker = Asker::Session(session_id);
        let Some(session) = self.sessions.get(&session_id).filter(|_| self.connected && !self.is_held(asker)) else { return };
        let cursors = session.conversations.iter().filter_map(|id| self.conversations.get(id)).filter(|open| !open.paused);
        if let Some(after_seq) = cursors.map(|open| open.last_seq).min() {
            let request = self.say(Request::Subscribe(v1::SessionCursor { chat_session_id: session_id, after_seq }), Some(asker));
            if let Some(session) = self.sessions.get_mut(&session_id) {
                session.subscribing = Some(request);
                session.from = after_seq;
            }
        }
    }

    fn unsubscribe(&mut self, session_id: i64) {
        if let Some(session) = self.sessions.get_mut(&session_id) {
            session.subscribing = None;
        }
        if self.connected {
            self.say(Request::Unsubscribe(v1::Unsubscribe { chat_session_id: session_id }), None);
        }
    }

    fn subscribe_inbox(&mut self) {
        if self.connected && !self.inboxes.is_empty() && !self.is_held(Asker::Inbox) {
            self.say(Request::SubscribeInbox(v1::SubscribeInbox {}), Some(Asker::Inbox));
        }
    }

    /// Sends what waits in a conversation and is not on its way, in order.
    fn pump(&mut self, id: u64) {
        let Some(open) = self.conversations.get_mut(&id).filter(|open| self.connected && !open.held) else { return };
        if open.careful && open.waiting.iter().any(|waiting| waiting.request.is_some()) {
            return;
        }
        let most = if open.careful { 1 } else { usize::MAX };
        for waiting in open.waiting.iter_mut().filter(|waiting| waiting.request.is_none()).take(most) {
            self.last_request += 1;
            waiting.request = Some(self.last_request);
            self.asked.insert(self.last_request, Asker::Conversation(id));
            self.outgoing.push_back(v1::ChatRequest { request_id: self.last_request.to_string(), frame: Some(waiting.frame.clone()) });
        }
    }

    fn say(&mut self, frame: Request, asker: Option<Asker>) -> u64 {
        self.last_request += 1;
        self.asked.extend(asker.map(|asker| (self.last_request, asker)));
        self.outgoing.push_back(v1::ChatRequest { request_id: self.last_request.to_string(), frame: Some(frame) });
        self.last_request
    }

    /// Who has asked, of this stream, what is answered now. An answer that nobody waits for any more says nothing.
    fn answered(&mut self, request_id: &str) -> Option<(u64, Asker)> {
        let request = request_id.parse().ok()?;
        Some((request, self.asked.remove(&request)?))
    }

    fn answer(&mut self, request_id: &str, answer: Result<Answer, Error>) {
        match (self.answered(request_id), answer) {
            (Some((request, Asker::Conversation(id))), answer) => self.answer_conversation(id, request, answer),
            (Some((request, Asker::Session(id))), Err(error)) => self.refuse_session(id, request, &error),
            (Some((_, Asker::Inbox)), Err(error)) => self.refuse_inbox(&error),
            (Some(_), Ok(_)) | (None, _) => {}
        }
    }

    fn answer_conversation(&mut self, id: u64, request: u64, answer: Result<Answer, Error>) {
        let Some(open) = self.conversations.get_mut(&id) else { return };
        let Some(place) = open.waiting.iter().position(|waiting| waiting.request == Some(request)) else { return };
        let later = answer.as_ref().err().filter(|error| error.is_retryable()).and_then(Error::retry_after);
        match (answer, later) {
            (Err(error), Some(asked)) => {
                // What comes behind it waits as well, and the service refuses what was on its way already, so that the order stays.
                open.waiting[place].request = None;
                open.careful = true;
                // What is refused together is one failure.
                let delay = if std::mem::replace(&mut open.held, true) { open.backoff.kept(asked) } else { open.backoff.failed(Some(asked)) };
                self.hold(Asker::Conversation(id), delay, &error);
            }
            (answer, _) => {
                open.backoff.succeeded();
                if let Some(waiting) = open.waiting.remove(place) {
                    // Whoever asked may have given up.
                    let _ = waiting.answer.send(answer);
                }
                open.careful &= !open.waiting.is_empty();
                if open.careful {
                    self.pump(id);
                }
            }
        }
    }

    fn refuse_session(&mut self, id: i64, request: u64, error: &Error) {
        let Some(session) = self.sessions.get_mut(&id).filter(|session| session.subscribing == Some(request)) else { return };
        session.subscribing = None;
        if error.is_retryable() {
            let delay = session.backoff.failed(error.retry_after());
            self.hold(Asker::Session(id), delay, error);
            return;
        }
        // A place that the session does not have is the fault of who reads from there.
        let from = session.from;
        let is_at_fault = |open: &Open| error.code() != Code::InvalidArgument || open.last_seq == from;
        let (failed, others): (Vec<u64>, Vec<u64>) = session.conversations.iter().partition(|id| self.conversations.get(id).is_none_or(is_at_fault));
        session.conversations = others;
        let is_over = session.conversations.is_empty();
        for open in failed.iter().filter_map(|conversation| self.conversations.remove(conversation)) {
            open.desk.end(Err(error.clone()));
        }
        if is_over {
            self.sessions.remove(&id);
        } else {
            self.subscribe(id);
        }
    }

    fn refuse_inbox(&mut self, error: &Error) {
        if error.is_retryable() {
            let delay = self.inbox_backoff.failed(error.retry_after());
            self.hold(Asker::Inbox, delay, error);
        } else {
            for shelf in std::mem::take(&mut self.inboxes).into_values() {
                shelf.end(Err(error.clone()));
            }
        }
    }

    /// Holds back what is asked for; of several times the latest counts.
    fn hold(&mut self, asker: Asker, delay: Duration, error: &Error) {
        tracing::debug!(code = ?error.code(), reason = error.reason(), ?delay, "to be said again");
        let until = Instant::now() + delay;
        match self.held.iter_mut().find(|(_, held)| *held == asker) {
            Some((at, _)) => *at = until.max(*at),
            None => self.held.push((until, asker)),
        }
    }

    fn is_held(&self, asker: Asker) -> bool {
        self.held.iter().any(|(_, held)| *held == asker)
    }

    fn tell(&mut self, session_id: i64, event: &Frame) {
        let Some(session) = self.sessions.get(&session_id) else { return };
        for id in &session.conversations {
            let Some(open) = self.conversations.get_mut(id) else { continue };
            if let Some(listener) = &mut open.listener
                && catch_unwind(AssertUnwindSafe(|| (listener.0)(event))).is_err()
            {
                // The fault is the program's, and said by its panic hook. Everybody's messages go on.
                open.listener = None;
            }
        }
    }
}

/// However the line ends, nobody waits for it any more.
impl Drop for Book {
    fn drop(&mut self) {
        self.end(&Ok(()));
    }
}

#[cfg(test)]
mod tests;
