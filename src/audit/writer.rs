//! The writer: from the broker into the log. One node at a time has it, by the queue's single active consumer; the locked head makes it certain.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::relay::Parcel;
use super::{Contents, Heads};
use crate::broker::{Broker, Delivery};
use crate::clock::SharedClock;
use crate::model::audit::Hash;
use crate::model::{Error, Result};
use crate::store::Store;

/// How long to wait for a broker, or a database, that is not there.
const RETRY: Duration = Duration::from_millis(500);
/// Heads are signed at most this often, but for the last.
const SIGNED_EVERY: Duration = Duration::from_secs(1);

/// Writes the audit log.
pub struct Writer {
    store: Store,
    broker: Broker,
    clock: SharedClock,
    contents: Arc<Contents>,
    heads: Arc<Heads>,
    /// The end of the chain that this node wrote last.
    end: watch::Sender<Option<(i64, Hash)>>,
}

impl Writer {
    /// A writer that keeps contents and signs heads like this.
    pub fn new(store: Store, broker: Broker, clock: SharedClock, contents: Arc<Contents>, heads: Arc<Heads>) -> Self {
        Self { store, broker, clock, contents, heads, end: watch::Sender::new(None) }
    }

    /// Writes until it is told to stop; then it signs what it wrote last.
    pub async fn run(self, stop: CancellationToken) {
        // What was there before, also if whoever wrote it did not live to sign it.
        if let Ok((last_id, hash)) = self.store.audit_head().await {
            self.end.send_replace(Some((last_id, hash)).filter(|(last_id, _)| *last_id > 0));
        }
        let signing = sign(Arc::clone(&self.heads), self.clock.clone(), self.end.subscribe());
        stop.run_until_cancelled(async { tokio::join!(self.write(), signing) }).await;
        let end = *self.end.borrow();
        sign_now(&self.heads, &self.clock, end).await;
    }

    async fn write(&self) {
        loop {
            match self.broker.consume().await {
                Ok(mut consumer) => {
                    while let Ok(delivery) = consumer.next().await {
                        self.take(delivery).await;
                    }
                }
                Err(error) => tracing::debug!(%error, "the audit log waits for the broker"),
            }
            tokio::time::sleep(RETRY).await;
        }
    }

    /// Records what a message holds, however long the database is away. What cannot be recorded goes to the dead letters; its rows stay in the
    /// outbox, and are tried again.
    async fn take(&self, delivery: Delivery) {
        let recorded = match Parcel::read(delivery.body()) {
            Ok(parcel) => self.record(parcel).await,
            Err(problem) => Err(Error::Internal(format!("a message for the audit log cannot be read: {problem}"))),
        };
        let done = match recorded {
            Ok(()) => delivery.accept().await,
            Err(error) => {
                tracing::error!(%error, "events could not be recorded in the audit log; they are with the dead letters and in the outbox");
                delivery.refuse().await
            }
        };
        if let Err(error) = done {
            // It comes again, and is found to be recorded.
            tracing::debug!(%error, "the broker was not told what became of a message");
        }
    }

    async fn record(&self, parcel: Parcel) -> Result<()> {
        let sealed = Arc::new(parcel.rows.into_iter().map(|row| self.contents.seal(row, &*self.clock)).collect::<Vec<_>>());
        loop {
            match self.store.append_records(Arc::clone(&sealed), self.clock.now()).await {
                Ok(appended) => {
                    if appended.records > 0 {
                        self.end.send_replace(Some((appended.last_id, appended.hash)));
                    }
                    return Ok(());
                }
                Err(Error::Unavailable(problem)) => tracing::debug!(problem, "the audit log waits for the database"),
                Err(error) => return Err(error),
            }
            tokio::time::sleep(RETRY).await;
        }
    }
}

/// Signs the end of the chain whenever it has moved on, but not too often.
async fn sign(heads: Arc<Heads>, clock: SharedClock, mut end: watch::Receiver<Option<(i64, Hash)>>) {
    end.mark_changed();
    while end.changed().await.is_ok() {
        let now = *end.borrow_and_update();
        sign_now(&heads, &clock, now).await;
        tokio::time::sleep(SIGNED_EVERY).await;
    }
}

async fn sign_now(heads: &Heads, clock: &SharedClock, end: Option<(i64, Hash)>) {
    if let Some((last_id, hash)) = end
        && let Err(error) = heads.sign(last_id, &hash, clock.now()).await
    {
        tracing::error!(%error, last_id, "the audit log's head could not be signed");
    }
}
