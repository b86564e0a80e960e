//! What waits for one stream: a short queue, and beyond it only the names of what was missed.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use super::{Event, LeaveReason};
use crate::model::Actor;

/// So many events wait for a stream that does not read. What comes then is fetched from the store when it reads again.
const CAPACITY: usize = 128;

/// What a stream gets.
#[derive(Debug, Clone)]
pub enum Delivery {
    /// Something happened.
    Event(Event),
    /// Entries or marks of this session were missed: read on from the store.
    Behind(i64),
    /// Marks of this session, or who is there, may have been missed: read them anew.
    Faded(i64),
    /// Changes of the inbox were missed: read it anew.
    InboxBehind,
}

/// The mailbox of one stream.
#[derive(Debug)]
pub struct Mailbox {
    id: u64,
    actor: Actor,
    credential_id: i64,
    state: Mutex<State>,
    filled: Notify,
    ended: Notify,
}

#[derive(Debug, Default)]
struct State {
    events: VecDeque<Event>,
    behind: BTreeSet<i64>,
    faded: BTreeSet<i64>,
    inbox_behind: bool,
    closed: Option<LeaveReason>,
}

impl Mailbox {
    pub(super) fn new(id: u64, actor: Actor, credential_id: i64) -> Self {
        Self { id, actor, credential_id, state: Mutex::default(), filled: Notify::new(), ended: Notify::new() }
    }

    pub(super) fn id(&self) -> u64 {
        self.id
    }

    pub(super) fn actor(&self) -> Actor {
        self.actor
    }

    pub(super) fn credential_id(&self) -> i64 {
        self.credential_id
    }

    pub(super) fn push(&self, event: Event) {
        let mut state = self.state();
        if state.events.len() < CAPACITY {
            state.events.push_back(event);
        } else {
            match event {
                Event::Entry(entry) => drop(state.behind.insert(entry.chat_session_id)),
                Event::Marks(session, _) | Event::Presence(session, _) | Event::QueuePosition(session, _) => drop(state.behind.insert(session)),
                Event::Session(change) => {
                    state.behind.insert(change.after.id);
                    state.inbox_behind = true;
                }
                // Somebody who reads this late does not want to know who typed then.
                Event::Activity(_) => return,
            }
        }
        drop(state);
        self.filled.notify_one();
    }

    /// Entries of a session were committed that nobody brought here.
    pub(super) fn miss(&self, chat_session_id: i64) {
        self.state().behind.insert(chat_session_id);
        self.filled.notify_one();
    }

    /// Marks of a session, or who is there, may have changed without anybody bringing it here.
    pub(super) fn fade(&self, chat_session_id: i64) {
        self.state().faded.insert(chat_session_id);
        self.filled.notify_one();
    }

    /// Sessions of the inbox have changed that nobody brought here.
    pub(super) fn miss_inbox(&self) {
        self.state().inbox_behind = true;
        self.filled.notify_one();
    }

    pub(super) fn close(&self, reason: LeaveReason) {
        self.state().closed.get_or_insert(reason);
        self.ended.notify_one();
    }

    pub(super) fn closed(&self) -> Option<LeaveReason> {
        self.state().closed
    }

    pub(super) async fn ended(&self) {
        while self.closed().is_none() {
            self.ended.notified().await;
        }
    }

    pub(super) async fn next(&self) -> Delivery {
        loop {
            if let Some(delivery) = self.take() {
                return delivery;
            }
            self.filled.notified().await;
        }
    }

    fn take(&self) -> Option<Delivery> {
        let mut state = self.state();
        if let Some(event) = state.events.pop_front() {
            if state.events.is_empty() {
                // An idle stream holds no memory for the burst that it once had.
                state.events = VecDeque::new();
            }
            return Some(Delivery::Event(event));
        }
        if let Some(session) = state.behind.pop_first() {
            return Some(Delivery::Behind(session));
        }
        if let Some(session) = state.faded.pop_first() {
            return Some(Delivery::Faded(session));
        }
        std::mem::take(&mut state.inbox_behind).then_some(Delivery::InboxBehind)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
