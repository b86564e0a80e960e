//! Live subscriptions on this node, and what the other nodes are told for theirs. The hub only ever wakes and hints: what it cannot deliver it says so, and the reader goes to the store.

mod mailbox;
mod nodes;
mod presence;
mod subscriber;
mod wire;

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, Hash, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

pub use mailbox::{Delivery, Mailbox};
pub use nodes::Stale;
pub use subscriber::Subscriber;
use tokio::sync::Notify;
use wire::News;

use crate::model::{Actor, Marks, Message, Participant, Profile, SessionChange};

/// Why the server ends a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaveReason {
    /// The server stops.
    ServerStopping,
    /// The token has expired.
    TokenExpired,
    /// The credential was revoked.
    CredentialRevoked,
}

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Event {
    /// A message was committed.
    Entry(Arc<Message>),
    /// A session was created, or changed its state or its agent.
    Session(Arc<SessionChange>),
    /// Somebody's marks have grown.
    Marks(i64, Marks),
    /// Somebody does something that is in no log.
    Activity(Activity),
    /// Somebody in a session has come or gone, or is new there.
    Presence(i64, Arc<Profile>),
    /// The place of a session in the queue.
    QueuePosition(i64, i32),
}

/// Something that somebody does in a session, or has stopped doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Activity {
    /// The session.
    pub chat_session_id: i64,
    /// Who.
    pub participant: Participant,
    /// What.
    pub doing: Doing,
    /// Whether they have stopped.
    pub stopped: bool,
}

/// What somebody does in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doing {
    /// They type a message.
    Typing,
    /// They type a note.
    TypingNote,
    /// They look at it.
    Viewing,
}

impl Activity {
    /// Whether the actor is told: nobody of themselves, and of notes and looks only agents.
    pub fn concerns(&self, actor: Actor) -> bool {
        actor.participant() != Some(self.participant) && (self.doing == Doing::Typing || actor.sees_internal())
    }
}

/// Connects those who change sessions with those who watch them.
#[derive(Clone)]
pub struct Hub {
    inner: Arc<Inner>,
}

struct Inner {
    next_id: AtomicU64,
    hasher: RandomState,
    /// Who watches a session, in shards so that threads do not wait for each other.
    sessions: Vec<Mutex<HashMap<i64, Topic>>>,
    streams: Mutex<Streams>,
    /// Whose presence may have changed.
    touched: Mutex<HashSet<Participant>>,
    touching: Notify,
    /// The queue may have moved.
    queue: Notify,
    /// The way to the other nodes, if there is one.
    nodes: OnceLock<nodes::Nodes>,
    /// What they tell may have been missed.
    behind: Notify,
    /// What was told of the state of sessions, here or by them.
    told: nodes::Told,
    /// What they have said is out of date.
    stale: Mutex<HashSet<Stale>>,
    staling: Notify,
}

/// A session that somebody watches.
#[derive(Default)]
struct Topic {
    watchers: Vec<Arc<Mailbox>>,
    /// The newest seq that they were told of.
    told: i64,
    /// The place in the queue that they were told of.
    position: Option<i32>,
}

#[derive(Default)]
struct Streams {
    open: HashMap<u64, Arc<Mailbox>>,
    /// How many streams each credential has open.
    credentials: HashMap<i64, usize>,
    /// How many streams each visitor and agent has open.
    participants: HashMap<Participant, usize>,
    /// The inboxes of visitors, by user.
    users: HashMap<i64, Vec<Arc<Mailbox>>>,
    /// The inboxes of everyone else.
    staff: Vec<Arc<Mailbox>>,
    stopping: bool,
}

const SHARDS: u64 = 64;
/// So many streams may be open with one visitor's or agent's token: a browser's tabs share one. Back ends have no limit but their connections'.
const MAX_STREAMS: usize = 64;

impl Default for Hub {
    fn default() -> Self {
        let sessions = (0..SHARDS).map(|_| Mutex::default()).collect();
        let inner = Inner {
            next_id: AtomicU64::new(1),
            hasher: RandomState::new(),
            sessions,
            streams: Mutex::default(),
            touched: Mutex::default(),
            touching: Notify::new(),
            queue: Notify::new(),
            nodes: OnceLock::new(),
            behind: Notify::new(),
            told: nodes::Told::default(),
            stale: Mutex::default(),
            staling: Notify::new(),
        };
        Self { inner: Arc::new(inner) }
    }
}

impl Hub {
    /// Opens a stream for an actor who showed a credential; `None` if that has as many streams as it may have. It is closed when the
    /// [`Subscriber`] is dropped.
    pub fn open(&self, actor: Actor, credential_id: i64) -> Option<Subscriber> {
        let id = self.inner.next_id.fetch_add(1, Ordering::Relaxed);
        let mailbox = Arc::new(Mailbox::new(id, actor, credential_id));
        let mut streams = self.streams();
        let count = streams.credentials.entry(credential_id).or_default();
        if actor != Actor::Service && *count >= MAX_STREAMS {
            return None;
        }
        *count += 1;
        streams.open.insert(id, Arc::clone(&mailbox));
        if streams.stopping {
            mailbox.close(LeaveReason::ServerStopping);
        }
        let first = actor.participant().filter(|participant| streams.count(*participant, true));
        drop(streams);
        if let Some(participant) = first {
            self.touch(participant);
        }
        Some(Subscriber { hub: self.clone(), mailbox, sessions: Vec::new(), inbox: false })
    }

    /// Tells the watchers of their sessions of committed messages, on all nodes.
    pub fn publish_entries(&self, entries: &[Arc<Message>]) {
        self.tell_entries(entries);
        self.send_entries(entries);
    }

    fn tell_entries(&self, entries: &[Arc<Message>]) {
        for entry in entries {
            if let Some(topic) = self.shard(entry.chat_session_id).get_mut(&entry.chat_session_id) {
                topic.told = topic.told.max(entry.seq);
                topic.tell(&Event::Entry(Arc::clone(entry)));
            }
        }
    }

    /// Tells the watchers of a session and all inboxes that it belongs to of a committed change, of the agent who is new by it, and then of
    /// its entries; on all nodes.
    pub fn publish_change(&self, change: SessionChange, newcomer: Option<Arc<Profile>>) {
        let change = Arc::new(change);
        self.tell_change(&change, newcomer.clone());
        if change.waits() != change.waited() {
            self.send(|| News::Queue);
        }
        self.send(|| News::Change(change, newcomer));
    }

    fn tell_change(&self, change: &Arc<SessionChange>, newcomer: Option<Arc<Profile>>) {
        self.inner.told.note(&change.after);
        let event = Event::Session(Arc::clone(change));
        let watchers = self.watchers(change.after.id);
        for mailbox in &watchers {
            mailbox.push(event.clone());
        }
        let streams = self.streams();
        let users = streams.users.get(&change.after.user_id).into_iter().flatten();
        let concerns = |mailbox: &&Arc<Mailbox>| {
            let seen = |session: &crate::model::ChatSession| session.visible_to(mailbox.actor());
            seen(&change.after) || change.before.as_deref().is_some_and(seen)
        };
        for mailbox in users.chain(streams.staff.iter().filter(concerns)) {
            if !watchers.iter().any(|watcher| watcher.id() == mailbox.id()) {
                mailbox.push(event.clone());
            }
        }
        drop(streams);
        // After the change: whoever loses sight of the session by it does not hear to whom.
        if let Some(profile) = newcomer {
            self.tell(change.after.id, &Event::Presence(change.after.id, profile));
        }
        self.tell_entries(&change.entries);
        if change.waits() != change.waited() {
            self.touch_queue();
        }
    }

    /// Tells the watchers of a session of somebody's marks, on all nodes.
    pub fn publish_marks(&self, chat_session_id: i64, marks: Marks) {
        self.tell(chat_session_id, &Event::Marks(chat_session_id, marks));
        self.send(|| News::Marks(chat_session_id, marks));
    }

    /// Tells the watchers of a session of what somebody does, on all nodes.
    pub fn publish_activity(&self, activity: Activity) {
        self.tell(activity.chat_session_id, &Event::Activity(activity));
        self.send(|| News::Activity(activity));
    }

    /// Tells the watchers of a session who has come or gone, on all nodes.
    pub fn publish_presence(&self, chat_session_id: i64, profile: &Arc<Profile>) {
        self.tell(chat_session_id, &Event::Presence(chat_session_id, Arc::clone(profile)));
        self.send(|| News::Presence(chat_session_id, Arc::clone(profile)));
    }

    fn tell(&self, chat_session_id: i64, event: &Event) {
        if let Some(topic) = self.shard(chat_session_id).get(&chat_session_id) {
            topic.tell(event);
        }
    }

    /// The sessions that somebody watches.
    pub fn watched(&self) -> Vec<i64> {
        let shards = self.inner.sessions.iter().map(|shard| shard.lock().unwrap_or_else(PoisonError::into_inner));
        shards.flat_map(|shard| shard.keys().copied().collect::<Vec<_>>()).collect()
    }

    /// Compares with the store: whoever watches a session that has more than they were told of reads on from there. This heals whatever was
    /// committed without being told: an answer of the database that was lost, a change by another process.
    pub fn compare(&self, last_seqs: &[(i64, i64)]) {
        for (chat_session_id, last_seq) in last_seqs {
            if let Some(topic) = self.shard(*chat_session_id).get_mut(chat_session_id)
                && topic.told < *last_seq
            {
                topic.told = *last_seq;
                for mailbox in &topic.watchers {
                    mailbox.miss(*chat_session_id);
                }
            }
        }
    }

    /// Has every inbox read anew: something may have been committed that nobody was told of.
    pub fn refresh_inboxes(&self) {
        let streams = self.streams();
        for mailbox in streams.users.values().flatten().chain(&streams.staff) {
            mailbox.miss_inbox();
        }
    }

    /// Ends the streams that were opened with a credential.
    pub fn revoke(&self, credential_ids: &HashSet<i64>) {
        if credential_ids.is_empty() {
            return;
        }
        for mailbox in self.streams().open.values() {
            if credential_ids.contains(&mailbox.credential_id()) {
                mailbox.close(LeaveReason::CredentialRevoked);
            }
        }
    }

    /// Ends all streams, and those that are opened from now on at once.
    pub fn stop(&self) {
        let mut streams = self.streams();
        streams.stopping = true;
        for mailbox in streams.open.values() {
            mailbox.close(LeaveReason::ServerStopping);
        }
    }

    /// How many streams are open.
    pub fn open_streams(&self) -> usize {
        self.streams().open.len()
    }

    fn watchers(&self, chat_session_id: i64) -> Vec<Arc<Mailbox>> {
        self.shard(chat_session_id).get(&chat_session_id).map(|topic| topic.watchers.clone()).unwrap_or_default()
    }

    fn shard(&self, chat_session_id: i64) -> MutexGuard<'_, HashMap<i64, Topic>> {
        let shard = usize::try_from(self.inner.hasher.hash_one(chat_session_id) % SHARDS).unwrap_or_default();
        self.inner.sessions[shard].lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn streams(&self) -> MutexGuard<'_, Streams> {
        self.inner.streams.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Topic {
    /// Adds a watcher, who has yet to be told everything.
    fn watch(&mut self, mailbox: &Arc<Mailbox>) {
        self.watchers.push(Arc::clone(mailbox));
        self.position = None;
    }

    fn tell(&self, event: &Event) {
        for mailbox in &self.watchers {
            mailbox.push(event.clone());
        }
    }
}

fn count_down<K: Hash + Eq>(counts: &mut HashMap<K, usize>, key: K) {
    if let Entry::Occupied(mut count) = counts.entry(key) {
        *count.get_mut() -= 1;
        if *count.get() == 0 {
            count.remove();
        }
    }
}

#[cfg(test)]
mod tests;
