//! The queue as those see it who wait in it.

use std::time::Duration;

use super::Chat;

/// Places are counted so often at most.
const AT_MOST_EVERY: Duration = Duration::from_secs(1);
/// Whoever is further behind is not told their place.
const COUNTED: i64 = 10_000;

impl Chat {
    /// Tells the watchers of sessions that wait of their places in the queue, for ever.
    pub async fn tell_positions(&self) {
        loop {
            self.hub.queue_touched().await;
            match self.store.waiting_sessions(COUNTED).await {
                Ok(waiting) => self.hub.publish_positions(&waiting),
                Err(error) => tracing::debug!(%error, "the queue could not be read"),
            }
            tokio::time::sleep(AT_MOST_EVERY).await;
        }
    }
}
