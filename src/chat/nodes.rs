//! What this node may not have been told of, by itself or by the others: found by comparing with the store.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::time::Instant;

use super::Chat;
use crate::model::{Result, Time};

/// How often what was told is compared with the store, while the other nodes tell too, or where there are none.
const COMPARE: Duration = Duration::from_secs(3);
/// And while they cannot: it is all that brings what happens there.
const COMPARE_ALONE: Duration = Duration::from_millis(500);
/// How far back changes of sessions are looked at, each time: more than any two nodes' clocks differ, and more than a change takes from the time that it bears to
/// its commit.
const LOOK_BACK: TimeDelta = TimeDelta::seconds(30);

/// The changes of sessions that were looked at.
#[derive(Default)]
pub(super) struct Looked {
    /// When each session had changed, as far as that is within [`LOOK_BACK`].
    changed: HashMap<i64, Time>,
    /// When all was well last.
    at: Option<Instant>,
}

impl Chat {
    /// Compares what was told here with the store, for ever: often, unless the other nodes tell what happens there, and at once when something that they told
    /// may have been missed.
    pub async fn keep_up(&self) {
        let mut looked = Looked::default();
        loop {
            let pause = if self.hub.is_linked() || self.store.is_sqlite() { COMPARE } else { COMPARE_ALONE };
            tokio::select! { () = tokio::time::sleep(pause) => {}, () = self.hub.fell_behind() => {} }
            if let Err(error) = self.compare(&mut looked).await {
                tracing::debug!(%error, "the store could not be compared with what was told");
            }
        }
    }

    async fn compare(&self, looked: &mut Looked) -> Result<()> {
        let look_back = LOOK_BACK.to_std().unwrap_or_default();
        self.hub.forget_told(look_back * 2);
        self.hub.own_up();
        let watched = self.hub.watched();
        if !watched.is_empty() {
            self.hub.compare(&self.store.last_seqs(watched).await?);
            self.hub.touch_queue();
        }
        // Streams that open later read everything, and one node alone tells of all that it changes.
        if self.hub.open_streams() > 0 && !self.store.is_sqlite() {
            self.compare_changes(looked, look_back).await?;
        }
        Ok(())
    }

    async fn compare_changes(&self, looked: &mut Looked, look_back: Duration) -> Result<()> {
        let now = Instant::now();
        let since = self.clock.now() - LOOK_BACK;
        let Some(changes) = self.store.changes(since).await? else {
            self.hub.refresh_inboxes();
            return Ok(());
        };
        let new: Vec<i64> = changes.iter().filter(|(id, time)| looked.changed.get(id) != Some(time)).map(|(id, _)| *id).collect();
        for session in self.store.get_sessions(new).await? {
            self.hub.compare_change(&Arc::new(session));
        }
        if looked.at.is_some_and(|at| now.duration_since(at) > look_back / 2) {
            // The store was away for so long that something may have gone by.
            self.hub.refresh_inboxes();
        }
        looked.changed = changes.into_iter().collect();
        looked.at = Some(now);
        Ok(())
    }
}
