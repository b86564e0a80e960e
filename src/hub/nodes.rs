//! The other nodes: what is told here is told there too, by way of the broker, for those who watch there. Never waited for, never kept for long: what is lost is found
//! by comparing with the store.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

use super::wire::{ALL, News, session_key};
use super::{Event, Hub};
use crate::broker::{Incoming, Live, LiveSender};
use crate::model::{ChatSession, SessionChange};

/// So many bytes may wait to be sent to the other nodes, about. What comes then is dropped.
const WAITING: usize = 16 * 1024 * 1024;

/// Something of which nodes keep copies.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stale {
    /// A site, by its key.
    Site(String),
}

/// The way to the other nodes.
pub(super) struct Nodes {
    queue: mpsc::UnboundedSender<(News, OwnedSemaphorePermit)>,
    room: Arc<Semaphore>,
    live: LiveSender,
    /// How many need what is sent with a key.
    needed: Mutex<HashMap<String, usize>>,
    dropped: AtomicU64,
    /// Something may not have reached the other nodes that they do not find by comparing.
    untold: AtomicBool,
}

/// What was told of the state of sessions lately: something that changes whenever it does.
#[derive(Default)]
pub(super) struct Told(Mutex<HashMap<i64, (u64, Instant)>>);

impl Told {
    /// Notes what is told of a session. `false`: the same was told before.
    pub(super) fn note(&self, session: &ChatSession) -> bool {
        let mut hasher = DefaultHasher::new();
        let ChatSession { agent_id, status, closed_at, team_id, waiting_since, tags, rating, .. } = session;
        (agent_id, status, closed_at, team_id, waiting_since, tags, rating.as_ref().map(|rating| rating.created_at)).hash(&mut hasher);
        let state = hasher.finish();
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        told.insert(session.id, (state, Instant::now())).is_none_or(|(before, _)| before != state)
    }

    fn forget(&self, age: Duration) {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        told.retain(|_, (_, at)| at.elapsed() < age);
        told.shrink_to(1024);
    }
}

impl Hub {
    /// Tells the other nodes from now on, and hears what they tell. Before the first stream is opened.
    pub fn connect(&self, live: Live) {
        let mark = rand::random();
        let (live, mut incoming) = live.split();
        let (queue, mut waiting) = mpsc::unbounded_channel::<(News, OwnedSemaphorePermit)>();
        live.bind(ALL.to_owned());
        let nodes = Nodes {
            queue,
            room: Arc::new(Semaphore::new(WAITING)),
            live: live.clone(),
            needed: Mutex::default(),
            dropped: AtomicU64::new(0),
            untold: AtomicBool::new(false),
        };
        if self.inner.nodes.set(nodes).is_err() {
            return;
        }
        tokio::spawn(async move {
            while let Some((news, _room)) = waiting.recv().await {
                if let Some(body) = news.encode(mark) {
                    live.send(news.key(), body).await;
                }
            }
        });
        let hub = Arc::downgrade(&self.inner);
        tokio::spawn(async move {
            let mut connected_before = false;
            while let Some(incoming) = incoming.recv().await {
                let Some(inner) = hub.upgrade() else { return };
                let hub = Hub { inner };
                match incoming {
                    Incoming::Message(bytes) => match News::decode(&bytes, mark) {
                        Ok(Some(news)) => hub.deliver(news),
                        Ok(None) => {}
                        Err(problem) => tracing::debug!(problem, "another node's message was not understood"),
                    },
                    Incoming::Bound(keys) => {
                        let keys: HashSet<String> = keys.into_iter().collect();
                        // What was on its way over the connection before may be lost.
                        if keys.contains(ALL) && std::mem::replace(&mut connected_before, true) {
                            hub.leave_untold();
                        }
                        hub.fade(|session| keys.contains(&session_key(session)));
                        hub.inner.behind.notify_one();
                    }
                    Incoming::Lost => hub.inner.behind.notify_one(),
                }
            }
        });
    }

    /// Whether what is told here reaches the other nodes.
    pub fn is_linked(&self) -> bool {
        self.inner.nodes.get().is_some_and(|nodes| nodes.live.is_connected())
    }

    /// Waits until what other nodes tell may just have been missed.
    pub async fn fell_behind(&self) {
        self.inner.behind.notified().await;
    }

    /// Has the other nodes forget what they keep of something.
    pub fn publish_stale(&self, stale: Stale) {
        self.send(|| News::Stale(stale));
    }

    /// What other nodes have said is out of date, since this was asked last. Nothing is lost if the future is dropped.
    pub async fn stale(&self) -> HashSet<Stale> {
        loop {
            let stale = std::mem::take(&mut *self.inner.stale.lock().unwrap_or_else(PoisonError::into_inner));
            if !stale.is_empty() {
                return stale;
            }
            self.inner.staling.notified().await;
        }
    }

    /// Compares a session that has changed lately with what was told of it, and tells of it as it is, if that is news: to its watchers and to every inbox that
    /// it may be in, or may have been in.
    pub fn compare_change(&self, session: &Arc<ChatSession>) {
        if !self.inner.told.note(session) {
            return;
        }
        let change = SessionChange { before: None, after: Arc::clone(session), entries: Vec::new() };
        let event = Event::Session(Arc::new(change));
        let watchers = self.watchers(session.id);
        let streams = self.streams();
        let inboxes = streams.users.get(&session.user_id).into_iter().flatten().chain(&streams.staff);
        for mailbox in inboxes.filter(|inbox| !watchers.iter().any(|watcher| watcher.id() == inbox.id())).chain(&watchers) {
            mailbox.push(event.clone());
        }
        drop(streams);
        self.touch_queue();
    }

    /// Forgets what was told of the state of sessions longer ago than this.
    pub fn forget_told(&self, age: Duration) {
        self.inner.told.forget(age);
    }

    /// Tells the other nodes, if there is a way to them.
    pub(super) fn send(&self, news: impl FnOnce() -> News) {
        let Some(nodes) = self.inner.nodes.get() else { return };
        if nodes.live.is_connected() {
            nodes.send(news());
        } else {
            nodes.untold.store(true, Ordering::Release);
        }
    }

    /// Tells the other nodes that something may not have been told, if so: marks, and who has come or gone, are read anew there.
    pub fn own_up(&self) {
        if let Some(nodes) = self.inner.nodes.get()
            && nodes.untold.swap(false, Ordering::AcqRel)
        {
            self.send(|| News::Missed);
        }
    }

    fn leave_untold(&self) {
        if let Some(nodes) = self.inner.nodes.get() {
            nodes.untold.store(true, Ordering::Release);
        }
    }

    /// Has whoever watches these sessions read anew what is in no log.
    fn fade(&self, which: impl Fn(i64) -> bool) {
        for shard in &self.inner.sessions {
            for (id, topic) in shard.lock().unwrap_or_else(PoisonError::into_inner).iter().filter(|(id, _)| which(**id)) {
                topic.watchers.iter().for_each(|mailbox| mailbox.fade(*id));
            }
        }
    }

    /// Tells the other nodes of committed messages, if there is a way to them.
    pub(super) fn send_entries(&self, entries: &[Arc<crate::model::Message>]) {
        if let Some(nodes) = self.inner.nodes.get()
            && nodes.live.is_connected()
        {
            News::entries(entries).for_each(|news| nodes.send(news));
        }
    }

    /// Somebody here needs what other nodes send with a key.
    pub(super) fn need(&self, key: impl FnOnce() -> String) {
        let Some(nodes) = self.inner.nodes.get() else { return };
        let key = key();
        let mut needed = nodes.needed.lock().unwrap_or_else(PoisonError::into_inner);
        let count = needed.entry(key.clone()).or_default();
        *count += 1;
        if *count == 1 {
            nodes.live.bind(key);
        }
    }

    /// Somebody here needs it no longer.
    pub(super) fn need_no_more(&self, key: impl FnOnce() -> String) {
        let Some(nodes) = self.inner.nodes.get() else { return };
        let key = key();
        let mut needed = nodes.needed.lock().unwrap_or_else(PoisonError::into_inner);
        super::count_down(&mut needed, key.clone());
        if !needed.contains_key(&key) {
            nodes.live.unbind(&key);
        }
    }

    /// Tells those who watch here what another node tells.
    fn deliver(&self, news: News) {
        match news {
            News::Entries(entries) => self.tell_entries(&entries),
            News::Change(change, newcomer) => self.tell_change(&change, newcomer),
            News::Marks(session, marks) => self.tell(session, &Event::Marks(session, marks)),
            News::Activity(activity) => self.tell(activity.chat_session_id, &Event::Activity(activity)),
            News::Presence(session, profile) => self.tell(session, &Event::Presence(session, profile)),
            News::Queue => self.touch_queue(),
            News::Missed => self.fade(|_| true),
            News::Stale(stale) => {
                self.inner.stale.lock().unwrap_or_else(PoisonError::into_inner).insert(stale);
                self.inner.staling.notify_one();
            }
        }
    }
}

impl Nodes {
    fn send(&self, news: News) {
        // The room bounds what waits.
        if let Ok(room) = Arc::clone(&self.room).try_acquire_many_owned(news.weight()) {
            drop(self.queue.send((news, room)));
        } else if self.dropped.fetch_add(1, Ordering::Relaxed).is_multiple_of(10_000) {
            // Marks and presence are not read anew for that: it would be more to do for those who have too much already.
            tracing::warn!("the message broker is too slow: other nodes hear of what happens here only when they compare");
        }
    }
}
