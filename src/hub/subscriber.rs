//! One stream's place in the hub: what it watches, and what it needs of other nodes for that.

use std::collections::hash_map::Entry;
use std::sync::Arc;

use super::wire::{CHANGES, session_key, user_key};
use super::{Delivery, Hub, LeaveReason, Mailbox, Topic, count_down};
use crate::model::Actor;

/// One stream's place in the hub.
pub struct Subscriber {
    pub(super) hub: Hub,
    pub(super) mailbox: Arc<Mailbox>,
    pub(super) sessions: Vec<i64>,
    pub(super) inbox: bool,
}

impl Subscriber {
    /// Watches a session. What is committed from now on is delivered, so the store is read after this and not before.
    pub fn join(&mut self, chat_session_id: i64) {
        if !self.sessions.contains(&chat_session_id) {
            self.sessions.push(chat_session_id);
            match self.hub.shard(chat_session_id).entry(chat_session_id) {
                Entry::Occupied(mut topic) => topic.get_mut().watch(&self.mailbox),
                Entry::Vacant(topic) => {
                    topic.insert(Topic::default()).watch(&self.mailbox);
                    self.hub.need(|| session_key(chat_session_id));
                }
            }
        }
    }

    /// Says that the subscriber has read that this is a session's newest seq, after it joined: if nobody else watches, nobody has missed anything of it.
    pub fn has_read(&self, chat_session_id: i64, last_seq: i64) {
        if let Some(topic) = self.hub.shard(chat_session_id).get_mut(&chat_session_id)
            && topic.watchers.len() == 1
        {
            topic.told = topic.told.max(last_seq);
        }
    }

    /// Watches a session no longer.
    pub fn leave(&mut self, chat_session_id: i64) {
        self.sessions.retain(|id| *id != chat_session_id);
        let mut shard = self.hub.shard(chat_session_id);
        if let Entry::Occupied(mut topic) = shard.entry(chat_session_id) {
            topic.get_mut().watchers.retain(|mailbox| mailbox.id() != self.mailbox.id());
            if topic.get().watchers.is_empty() {
                topic.remove();
                self.hub.need_no_more(|| session_key(chat_session_id));
            }
        }
    }

    /// Watches the actor's inbox.
    pub fn join_inbox(&mut self) {
        if std::mem::replace(&mut self.inbox, true) {
            return;
        }
        let mut streams = self.hub.streams();
        match self.mailbox.actor() {
            Actor::User(id) => streams.users.entry(id).or_default().push(Arc::clone(&self.mailbox)),
            _ => streams.staff.push(Arc::clone(&self.mailbox)),
        }
        self.hub.need(|| inbox_key(self.mailbox.actor()));
    }

    /// The next delivery. Nothing is lost if the future is dropped.
    pub async fn next(&self) -> Delivery {
        self.mailbox.next().await
    }

    /// Why the stream has to end, if it has to. Whatever else waits is given up then: the client has its cursors.
    pub fn closed(&self) -> Option<LeaveReason> {
        self.mailbox.closed()
    }

    /// Waits until the stream has to end.
    pub fn ended(&self) -> impl Future<Output = ()> + Send + 'static {
        let mailbox = Arc::clone(&self.mailbox);
        async move { mailbox.ended().await }
    }
}

impl Drop for Subscriber {
    fn drop(&mut self) {
        for id in std::mem::take(&mut self.sessions) {
            self.leave(id);
        }
        let mut streams = self.hub.streams();
        let id = self.mailbox.id();
        streams.open.remove(&id);
        count_down(&mut streams.credentials, self.mailbox.credential_id());
        if let Some(participant) = self.mailbox.actor().participant()
            && streams.count(participant, false)
        {
            self.hub.touch(participant);
        }
        if !self.inbox {
            return;
        }
        self.hub.need_no_more(|| inbox_key(self.mailbox.actor()));
        match self.mailbox.actor() {
            Actor::User(user) => {
                if let Entry::Occupied(mut inboxes) = streams.users.entry(user) {
                    inboxes.get_mut().retain(|mailbox| mailbox.id() != id);
                    if inboxes.get().is_empty() {
                        inboxes.remove();
                    }
                }
            }
            _ => streams.staff.retain(|mailbox| mailbox.id() != id),
        }
    }
}

/// What an inbox needs of other nodes.
fn inbox_key(actor: Actor) -> String {
    match actor {
        Actor::User(id) => user_key(id),
        _ => CHANGES.to_owned(),
    }
}
