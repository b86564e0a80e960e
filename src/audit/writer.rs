//! The writer: from the broker into the log. One node at a time has it, by the queue's single active consumer; the locked head makes it certain.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;
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
/// A database that is away for so long is left to another node.
const PATIENCE: Duration = Duration::from_secs(10);
/// Rows recorded at once.
const ROWS: usize = 256;
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
            // A node that does not reach the database leaves the messages to another: each comes a limited number of times.
            while self.store.audit_head().await.is_err() {
                tokio::time::sleep(RETRY).await;
            }
            match self.broker.consume().await {
                Ok(mut consumer) => {
                    while let Ok(delivery) = consumer.next().await {
                        if !self.take(delivery).await {
                            break;
                        }
                    }
                }
                Err(error) => tracing::debug!(%error, "the audit log waits for the broker"),
            }
            tokio::time::sleep(RETRY).await;
        }
    }

    /// Records what a message names. What is no message goes to the dead letters. `false`: the database is away from here, and another node may reach it; the
    /// message comes again.
    async fn take(&self, delivery: Delivery) -> bool {
        let done = match Parcel::read(delivery.body()) {
            Ok(parcel) => {
                let ids: Vec<i64> = parcel.rows.iter().map(|row| row.outbox_id).collect();
                for ids in ids.chunks(ROWS) {
                    if !self.record_patiently(ids.to_vec()).await {
                        return false;
                    }
                }
                delivery.accept().await
            }
            Err(problem) => {
                tracing::error!(
                    problem,
                    "a message for the audit log cannot be read; it is with the dead letters, and what it was about in the outbox"
                );
                delivery.refuse().await
            }
        };
        if let Err(error) = done {
            // It comes again, and is found to be recorded.
            tracing::debug!(%error, "the broker was not told what became of a message");
        }
        true
    }

    /// Records rows of the outbox. One that cannot be recorded does not keep the others: it stays there, and is tried again with what the broker has lost.
    async fn record_patiently(&self, ids: Vec<i64>) -> bool {
        let began = Instant::now();
        loop {
            match self.record(ids.clone()).await {
                Ok(()) => return true,
                Err(Error::Unavailable(problem)) if began.elapsed() > PATIENCE => {
                    tracing::debug!(problem, "the audit log is left to another node");
                    return false;
                }
                Err(Error::Unavailable(problem)) => {
                    tracing::debug!(problem, "the audit log waits for the database");
                    tokio::time::sleep(RETRY).await;
                }
                Err(_) if ids.len() > 1 => break,
                Err(error) => {
                    tracing::error!(%error, row = ids[0], "a row of the outbox cannot be recorded in the audit log; it stays there");
                    return true;
                }
            }
        }
        for id in ids {
            if !Box::pin(self.record_patiently(vec![id])).await {
                return false;
            }
        }
        true
    }

    /// Records what these rows stand for, as they are in the outbox: the message only named them.
    async fn record(&self, mut ids: Vec<i64>) -> Result<()> {
        while !ids.is_empty() {
            let (rows, rest) = self.store.posted(ids).await?;
            let sealed = Arc::new(rows.into_iter().map(|row| self.contents.seal(row, &*self.clock)).collect::<Vec<_>>());
            let appended = self.store.append_records(sealed, self.clock.now()).await?;
            if appended.records > 0 {
                self.end.send_replace(Some((appended.last_id, appended.hash)));
            }
            ids = rest;
        }
        Ok(())
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
