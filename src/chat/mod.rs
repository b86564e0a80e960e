//! What the product does: one file per noun. Every change is committed by `store` and then told to `hub`.

pub mod agents;
pub mod attachments;
pub mod feed;
pub mod marks;
pub mod messages;
pub mod nodes;
pub mod presence;
pub mod queue;
pub mod search;
pub mod sessions;
pub mod teams;
pub mod users;
pub mod visitors;
pub mod widgets;

use std::future::Future;
use std::sync::Arc;

use crate::clock::SharedClock;
use crate::hub::Hub;
use crate::model::{Cause, Error, Participant, Result, SessionChange, Time};
use crate::store::{OnCommit, OnReopen, Store, Writer};

pub use attachments::Files;
pub use feed::{Feed, Item};

/// The product, over one store and one hub.
#[derive(Clone)]
pub struct Chat {
    store: Store,
    hub: Hub,
    writer: Writer,
    files: Files,
    clock: SharedClock,
    shown: widgets::Shown,
    /// The name of this node among the others.
    node: Arc<str>,
}

impl Chat {
    /// Starts the node's writer. `node` is its name among the others.
    pub fn new(store: Store, hub: Hub, files: Files, clock: SharedClock, node: &str) -> Self {
        let told = hub.clone();
        let on_commit: OnCommit = Arc::new(move |entries| told.publish_entries(entries));
        let told = hub.clone();
        let on_reopen: OnReopen = Arc::new(move |changes| {
            if changes.is_empty() {
                told.refresh_inboxes();
            }
            for change in changes {
                let agent = change.after.agent_id;
                told.publish_change(change, None);
                // Whoever has it now may be new to the visitor.
                if let Some(agent) = agent {
                    told.touch(Participant::Agent(agent));
                }
            }
        });
        let writer = Writer::start(&store, &clock, &on_commit, &on_reopen, if store.is_sqlite() { 1 } else { WRITERS });
        Self { store, hub, writer, files, clock, shown: widgets::Shown::default(), node: node.into() }
    }

    fn node(&self) -> String {
        self.node.to_string()
    }

    /// The time now.
    pub fn now(&self) -> Time {
        self.clock.now()
    }

    /// Gives whatever waits to whoever has room: what a node that died in between may have left undone.
    pub async fn recover(&self) -> Result<()> {
        let changes = self.store.assign_waiting(self.clock.now()).await?;
        self.tell(changes).await;
        Ok(())
    }

    async fn tell(&self, changes: Vec<SessionChange>) {
        let newcomers = self.newcomers(&changes).await;
        for change in changes {
            let newcomer = change.newcomer().and_then(|agent| newcomers.get(&agent).cloned());
            self.hub.publish_change(change, newcomer);
        }
    }

    /// Runs a change to its end even if the caller hangs up: what is committed must be told. When the database's answer is lost the change may
    /// be committed all the same, and then the inboxes find it by reading.
    async fn finish<T: Send + 'static>(&self, work: impl Future<Output = Result<T>> + Send + 'static) -> Result<T> {
        let hub = self.hub.clone();
        let finished = tokio::spawn(Cause::carried(async move {
            let result = work.await;
            if matches!(result, Err(Error::Unavailable(_))) {
                hub.refresh_inboxes();
            }
            result
        }));
        finished.await.unwrap_or_else(|error| Err(Error::Internal(format!("a change did not end: {error}"))))
    }

    /// Tells of a change, or, if it was found done already, has the inboxes read: whoever did it may not have lived to tell.
    async fn tell_or_refresh(&self, change: SessionChange) {
        if change.entries.is_empty() {
            self.hub.refresh_inboxes();
        } else {
            self.tell(vec![change]).await;
        }
    }
}

/// Transactions of a node that write messages at the same time, each for its own share of the sessions. SQLite has one writer anyway.
const WRITERS: usize = 2;
