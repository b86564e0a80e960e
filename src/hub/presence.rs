//! Who has a stream on this node, and the signals that something about people or the queue may have changed.

use std::collections::{HashMap, HashSet};
use std::sync::PoisonError;

use super::{Event, Hub, Streams};
use crate::model::Participant;

impl Streams {
    /// One stream more or less of somebody. `true`: their first, or their last.
    pub(super) fn count(&mut self, participant: Participant, opened: bool) -> bool {
        let count = self.participants.entry(participant).or_default();
        *count = if opened { *count + 1 } else { count.saturating_sub(1) };
        let (first, last) = (opened && *count == 1, !opened && *count == 0);
        if last {
            self.participants.remove(&participant);
        }
        first || last
    }
}

impl Hub {
    /// Whether somebody has a stream on this node.
    pub fn is_connected(&self, participant: Participant) -> bool {
        self.streams().participants.contains_key(&participant)
    }

    /// The agents who have a stream on this node.
    pub fn connected_agents(&self) -> Vec<i64> {
        let agent = |participant: &Participant| if let Participant::Agent(id) = participant { Some(*id) } else { None };
        self.streams().participants.keys().filter_map(agent).collect()
    }

    /// Says that it may have changed whether somebody is there.
    pub fn touch(&self, participant: Participant) {
        self.inner.touched.lock().unwrap_or_else(PoisonError::into_inner).insert(participant);
        self.inner.touching.notify_one();
    }

    /// Those of whom it may have changed whether they are there, since this was asked last. Nothing is lost if the future is dropped.
    pub async fn touched(&self) -> HashSet<Participant> {
        loop {
            let touched = std::mem::take(&mut *self.inner.touched.lock().unwrap_or_else(PoisonError::into_inner));
            if !touched.is_empty() {
                return touched;
            }
            self.inner.touching.notified().await;
        }
    }

    /// Whether somebody watches a session here.
    pub fn is_watched(&self, chat_session_id: i64) -> bool {
        self.shard(chat_session_id).contains_key(&chat_session_id)
    }

    /// Says that the queue may have moved, or that somebody new watches a session in it.
    pub fn touch_queue(&self) {
        self.inner.queue.notify_one();
    }

    /// Waits until the queue may have moved.
    pub async fn queue_touched(&self) {
        self.inner.queue.notified().await;
    }

    /// Tells the watchers of the sessions that wait of their places, where they do not know them.
    pub fn publish_positions(&self, waiting: &[i64]) {
        let positions: HashMap<i64, i32> = waiting.iter().copied().zip(1..).collect();
        for shard in &self.inner.sessions {
            for (id, topic) in shard.lock().unwrap_or_else(PoisonError::into_inner).iter_mut() {
                let position = positions.get(id).copied();
                if std::mem::replace(&mut topic.position, position) != position
                    && let Some(position) = position
                {
                    topic.tell(&Event::QueuePosition(*id, position));
                }
            }
        }
    }

    /// Has the place of a session told again.
    pub fn forget_position(&self, chat_session_id: i64) {
        if let Some(topic) = self.shard(chat_session_id).get_mut(&chat_session_id) {
            topic.position = None;
        }
        self.touch_queue();
    }
}
