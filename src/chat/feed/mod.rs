//! A feed: what one stream shows of its sessions and its inbox, from a cursor on, without a gap or a repeat.
//!
//! The hub only hints. A feed knows the seq that its client has of each session; an entry that is not the next one makes it read the store, and
//! so does a mailbox that overflowed. Every `await` comes before the state that depends on it changes, and what is being read stays with the feed, so that dropping the future loses nothing
//! and reads nothing twice.

mod inbox;
mod read;

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use read::{Opened, Read};
use tokio::time::Instant;
use tokio_util::task::AbortOnDropHandle;

use super::Chat;
use crate::auth::Identity;
use crate::hub::{Activity, Delivery, Event, LeaveReason, Subscriber};
use crate::model::{Actor, ChatSession, Error, Marks, Message, Profile, Result, SessionStatus};

/// Messages read from the store at a time: at 16 KiB each, what a stream that is not read holds.
const PAGE: i64 = 32;
/// Sessions of an inbox read from the store at a time.
const INBOX_PAGE: i64 = 200;
/// A visitor's inbox begins with this many of their newest sessions.
const VISITOR_INBOX: i64 = 50;
/// Sessions that one stream may carry.
pub const MAX_SESSIONS: usize = 1000;

/// Something to show.
#[derive(Debug, Clone)]
pub enum Item {
    /// A session is streamed from here on.
    Subscribed {
        /// The session.
        chat_session_id: i64,
        /// Its newest seq.
        last_seq: i64,
        /// How far everyone is.
        marks: Vec<Marks>,
        /// Who takes part.
        profiles: Vec<Profile>,
        /// The request that asked for it; `None` where it followed by itself.
        request_id: Option<String>,
    },
    /// A request to stream a session was refused.
    Refused {
        /// The request.
        request_id: String,
        /// Why.
        error: Error,
    },
    /// A session is no longer streamed.
    Unsubscribed {
        /// The session.
        chat_session_id: i64,
        /// The request that asked for it; `None` where the actor may no longer see the session.
        request_id: Option<String>,
    },
    /// The next message of a session.
    Entry(Arc<Message>),
    /// Somebody's marks have grown.
    Marks(i64, Marks),
    /// The next message of a session, which the actor does not get to see.
    Hidden {
        /// The session.
        chat_session_id: i64,
        /// Its place.
        seq: i64,
    },
    /// Somebody is typing or looking, or has stopped.
    Activity(Activity),
    /// Somebody in a session has come or gone, or is new there.
    Presence(i64, Arc<Profile>),
    /// The place of a session in the queue.
    QueuePosition(i64, i32),
    /// A session of the inbox is new or has changed.
    Inbox(Arc<ChatSession>),
    /// A session has left the inbox.
    InboxRemoved(i64),
    /// All of the inbox has been shown.
    InboxListed,
}

/// Something to read from the store before anything live is shown.
enum Todo {
    /// Begin to stream a session.
    Open { chat_session_id: i64, after_seq: i64, request_id: Option<String> },
    /// Stream a session no longer. It waits for its turn, so that what the client hears last is what holds.
    Close { chat_session_id: i64, request_id: String },
    /// Read on from the cursor.
    CatchUp(i64),
    /// Show all marks and all participants of a session again.
    Marks(i64),
    /// Read the inbox: sessions in this state, below this id; what has been seen so far, and whether changes were missed.
    Inbox { status: Option<SessionStatus>, before_id: i64, seen: HashSet<i64>, missed: bool },
    /// Show how a session stands that the inbox showed open.
    Ended(i64),
    /// Say that all of the inbox has been shown.
    Listed,
}

/// What one stream shows.
pub struct Feed {
    chat: Chat,
    actor: Actor,
    subscriber: Subscriber,
    /// The seq that the client has, of each session that is streamed.
    cursors: HashMap<i64, i64>,
    /// The open sessions that the client's inbox shows, once it has one, and whether they are the actor's own.
    inbox: Option<HashMap<i64, bool>>,
    todo: VecDeque<Todo>,
    /// What is being read for the first of it.
    reading: Option<AbortOnDropHandle<Result<Read>>>,
    ready: VecDeque<Item>,
    expires_at: Option<Instant>,
}

impl Chat {
    /// Opens a feed.
    pub fn open_feed(&self, identity: &Identity) -> Result<Feed> {
        let actor = identity.caller.actor()?;
        let left = identity.expires_at.map(|at| (at - self.clock.now()).to_std().unwrap_or_default());
        Ok(Feed {
            chat: self.clone(),
            actor,
            subscriber: self.hub.open(actor, identity.credential_id).ok_or(Error::TooManyStreams)?,
            cursors: HashMap::new(),
            inbox: None,
            todo: VecDeque::new(),
            reading: None,
            ready: VecDeque::new(),
            expires_at: left.map(|left| Instant::now() + left),
        })
    }
}

impl Feed {
    /// Streams a session from a cursor on. A session that is streamed already begins anew there.
    pub fn subscribe(&mut self, chat_session_id: i64, after_seq: i64, request_id: String) {
        let error = if after_seq < 0 {
            Some(Error::invalid("after_seq", "OUT_OF_RANGE", "a seq is never negative"))
        } else if self.streamed() >= MAX_SESSIONS && !self.cursors.contains_key(&chat_session_id) {
            Some(Error::invalid("chat_session_id", "TOO_MANY_SESSIONS", format!("one stream carries at most {MAX_SESSIONS} sessions")))
        } else {
            None
        };
        match error {
            Some(error) => self.ready.push_back(Item::Refused { request_id, error }),
            None => self.todo.push_back(Todo::Open { chat_session_id, after_seq, request_id: Some(request_id) }),
        }
    }

    /// Streams a session no longer.
    pub fn unsubscribe(&mut self, chat_session_id: i64, request_id: String) {
        self.forget(chat_session_id);
        self.todo.push_back(Todo::Close { chat_session_id, request_id });
    }

    /// How much there is to read before anything live is shown.
    pub fn waiting(&self) -> usize {
        self.todo.len()
    }

    /// The sessions that are streamed, or will be.
    fn streamed(&self) -> usize {
        let opens = |todo: &&Todo| matches!(todo, Todo::Open { chat_session_id: id, .. } if !self.cursors.contains_key(id));
        self.cursors.len() + self.todo.iter().filter(opens).count()
    }

    /// Drops what is about to be shown of a session.
    fn forget(&mut self, chat_session_id: i64) {
        self.drop_todo(|todo| matches!(todo, Todo::CatchUp(id) | Todo::Marks(id) if *id == chat_session_id));
        self.ready.retain(|item| match item {
            Item::Entry(entry) => entry.chat_session_id != chat_session_id,
            Item::Hidden { chat_session_id: id, .. } => *id != chat_session_id,
            _ => true,
        });
    }

    /// Does some of it no more, nor what is being read for it.
    fn drop_todo(&mut self, which: impl Fn(&Todo) -> bool) {
        if self.todo.front().is_some_and(&which) {
            self.reading = None;
        }
        self.todo.retain(|todo| !which(todo));
    }

    /// Ends the streaming of a session.
    fn stop(&mut self, chat_session_id: i64, request_id: Option<String>) {
        self.forget(chat_session_id);
        self.subscriber.leave(chat_session_id);
        self.cursors.remove(&chat_session_id);
        self.ready.push_back(Item::Unsubscribed { chat_session_id, request_id });
    }

    /// The next thing to show; nothing once the stream has to end. Dropping the future loses nothing.
    pub async fn next(&mut self) -> Option<Item> {
        loop {
            if self.must_leave().is_some() {
                return None;
            }
            if let Some(item) = self.ready.pop_front() {
                return Some(item);
            }
            let (ended, expires_at) = (self.subscriber.ended(), self.expires_at);
            let must_leave = async {
                let expiry = async {
                    match expires_at {
                        Some(at) => tokio::time::sleep_until(at).await,
                        None => std::future::pending().await,
                    }
                };
                tokio::select! { () = ended => (), () = expiry => () }
            };
            if self.todo.is_empty() {
                let delivery = tokio::select! { delivery = self.subscriber.next() => delivery, () = must_leave => continue };
                self.deliver(delivery);
            } else {
                tokio::select! { () = self.work() => (), () = must_leave => () }
            }
        }
    }

    /// Why the stream has to end now, if it has to.
    pub fn must_leave(&self) -> Option<LeaveReason> {
        let expired = self.expires_at.is_some_and(|at| at <= Instant::now());
        self.subscriber.closed().or(expired.then_some(LeaveReason::TokenExpired))
    }

    fn deliver(&mut self, delivery: Delivery) {
        match delivery {
            Delivery::Event(Event::Entry(entry)) => self.deliver_entry(entry),
            Delivery::Event(Event::Session(change)) => self.deliver_change(&change),
            Delivery::Event(Event::Marks(session, marks)) => self.ready.push_back(Item::Marks(session, marks)),
            Delivery::Event(Event::Activity(activity)) => {
                if activity.concerns(self.actor) {
                    self.ready.push_back(Item::Activity(activity));
                }
            }
            Delivery::Event(Event::Presence(session, profile)) => self.show_presence(session, profile),
            Delivery::Event(Event::QueuePosition(session, position)) => {
                if self.cursors.contains_key(&session) {
                    self.ready.push_back(Item::QueuePosition(session, position));
                }
            }
            Delivery::Behind(session) if self.cursors.contains_key(&session) => {
                self.todo.push_back(Todo::CatchUp(session));
                self.todo.push_back(Todo::Marks(session));
                self.chat.hub.forget_position(session);
            }
            Delivery::Faded(session) if self.cursors.contains_key(&session) => self.todo.push_back(Todo::Marks(session)),
            Delivery::InboxBehind if self.inbox.is_some() => self.read_inbox(true),
            // Of what the client does not follow any more, or never did.
            Delivery::Behind(_) | Delivery::Faded(_) | Delivery::InboxBehind => {}
        }
    }

    fn deliver_entry(&mut self, entry: Arc<Message>) {
        let Some(cursor) = self.cursors.get_mut(&entry.chat_session_id) else { return };
        if entry.seq == *cursor + 1 {
            *cursor = entry.seq;
            self.show_entry(entry);
        } else if entry.seq > *cursor {
            self.todo.push_back(Todo::CatchUp(entry.chat_session_id));
        }
    }

    /// Shows an entry, or its place alone to whoever may not see more.
    fn show_entry(&mut self, entry: Arc<Message>) {
        let Message { chat_session_id, seq, .. } = *entry;
        self.ready.push_back(if entry.visible_to(self.actor) { Item::Entry(entry) } else { Item::Hidden { chat_session_id, seq } });
    }

    /// Shows what has become of somebody in a session: not to themselves.
    fn show_presence(&mut self, chat_session_id: i64, profile: Arc<Profile>) {
        if self.cursors.contains_key(&chat_session_id) && self.actor.participant() != Some(profile.participant) {
            self.ready.push_back(Item::Presence(chat_session_id, profile));
        }
    }

    fn opened(&mut self, opened: Result<Opened>) {
        let Some(Todo::Open { chat_session_id: id, after_seq, request_id }) = self.todo.pop_front() else { return };
        let opened = opened.and_then(|(session, marks, profiles)| match session.last_seq {
            last_seq if after_seq > last_seq => Err(Error::invalid(
                "after_seq",
                "OUT_OF_RANGE",
                format!("the session's last seq is {last_seq}; is this cursor from another session?"),
            )),
            _ => Ok((session, marks, profiles)),
        });
        match opened {
            Ok((session, marks, profiles)) => {
                let last_seq = session.last_seq;
                self.cursors.insert(id, after_seq);
                self.subscriber.has_read(id, last_seq);
                self.ready.push_back(Item::Subscribed { chat_session_id: id, last_seq, marks, profiles, request_id });
                if session.status == SessionStatus::Waiting {
                    self.chat.hub.forget_position(id);
                }
                if last_seq > after_seq {
                    self.todo.push_back(Todo::CatchUp(id));
                }
            }
            Err(error) => {
                if !self.cursors.contains_key(&id) {
                    self.subscriber.leave(id);
                }
                // Nobody asked for a session that followed by itself, so nobody is told that it is gone again.
                if let Some(request_id) = request_id {
                    self.ready.push_back(Item::Refused { request_id, error });
                }
            }
        }
    }
}
