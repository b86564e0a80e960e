//! The relay: from the outbox to the broker, at least once, in order, by one node at a time.

use std::time::Duration;

use bytes::Bytes;
use tokio::time::Instant;

use super::pace::{self, Pace};
use crate::broker::Broker;
use crate::clock::SharedClock;
use crate::model::audit::Posted;
use crate::model::{AuditEvent, Error, Result};
use crate::store::Store;

/// The lease of the node that relays.
const LEASE: &str = "relay";
/// For how long it is held: so long nothing is relayed after a node has died, which no chat notices.
const HELD: Duration = Duration::from_secs(10);
/// How often the holder renews it, and the others ask for it.
const RENEWAL: Duration = Duration::from_secs(3);
/// How long to wait when there is nothing to relay, or no broker.
const IDLE: Duration = Duration::from_millis(250);
/// Events are given to the broker in messages of about this size, in bytes.
const MESSAGE: usize = 256 * 1024;
/// What the broker was given so long ago and has no record is given to it again, unless it waits there.
const LOST_AFTER: Duration = Duration::from_secs(600);
/// How often that is looked for.
const LOST_LOOK: Duration = Duration::from_secs(60);

/// A relay that cannot reach the broker for so long lets another node try.
const BARRED: Duration = Duration::from_secs(5);

/// The version of what the messages hold.
const FORMAT: u32 = 2;

/// A message for the broker: rows of the outbox with their events, without what may have to be erased one day. The writer believes no more of it than
/// the rows' ids, and reads the events from the outbox itself: whoever can write to the broker can write nothing into the log.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Parcel {
    /// Of this format: whoever finds another one refuses it.
    pub version: u32,
    /// The rows, in order.
    pub rows: Vec<Posted>,
}

impl Parcel {
    /// Reads a message.
    pub fn read(body: &[u8]) -> std::result::Result<Self, String> {
        let parcel: Self = serde_json::from_slice(body).map_err(|error| error.to_string())?;
        if parcel.version == FORMAT { Ok(parcel) } else { Err(format!("its version is {}, not {FORMAT}", parcel.version)) }
    }
}

/// Relays for ever.
pub struct Relay {
    store: Store,
    broker: Broker,
    clock: SharedClock,
    node: String,
    asked: Option<Instant>,
    looked: Instant,
    /// From the first row on.
    pace: Option<Pace>,
}

impl Relay {
    /// The relay of a node.
    pub fn new(store: Store, broker: Broker, clock: SharedClock, node: String) -> Self {
        Self { store, broker, clock, node, asked: None, looked: Instant::now(), pace: None }
    }

    /// Relays, while the lease is this node's, until the future is dropped.
    pub async fn run(mut self) {
        let mut failing: Option<Instant> = None;
        loop {
            let pause = match self.step().await {
                Ok(pause) => {
                    // Only who holds the lease can say that it works again.
                    if (self.store.is_sqlite() || self.asked.is_some()) && failing.take().is_some() {
                        tracing::info!("the outbox is relayed again");
                    }
                    pause
                }
                Err(error) => {
                    if failing.is_none() {
                        tracing::warn!(%error, "the outbox waits; chat goes on");
                    }
                    let since = failing.get_or_insert_with(Instant::now);
                    if self.asked.is_some() && since.elapsed() > BARRED {
                        *since = Instant::now();
                        self.asked = None;
                        Self::release(&self.store, self.node.clone()).await;
                        2 * RENEWAL
                    } else {
                        IDLE
                    }
                }
            };
            tokio::time::sleep(pause).await;
        }
    }

    /// Gives up the lease, so that another node goes on at once.
    pub async fn release(store: &Store, node: String) {
        if !store.is_sqlite()
            && let Err(error) = store.release_lease(LEASE, node).await
        {
            tracing::debug!(%error, "the relay's lease could not be given up");
        }
    }

    async fn step(&mut self) -> Result<Duration> {
        // SQLite has one node, and is not written to by one that idles.
        if !self.store.is_sqlite() && self.asked.is_none_or(|asked| asked.elapsed() > RENEWAL) {
            let now = self.clock.now();
            if !self.store.hold_lease(LEASE, self.node.clone(), now, now + HELD).await? {
                self.asked = None;
                return Ok(RENEWAL);
            }
            self.asked = Some(Instant::now());
        }
        if self.looked.elapsed() > LOST_LOOK {
            self.looked = Instant::now();
            self.look_for_lost().await?;
        }
        let (newest, now) = (self.store.newest_row().await?, Instant::now());
        if newest == 0 {
            return Ok(IDLE);
        }
        let limit = self.pace.get_or_insert_with(|| Pace::new(newest, now)).rows(newest, now);
        let mut ids = self.store.unpublished(limit).await?;
        if ids.is_empty() {
            return Ok(IDLE);
        }
        while !ids.is_empty() {
            let (rows, rest) = self.store.posted(ids).await?;
            for (ids, body) in parcels(rows)? {
                let name = format!("{}-{}", ids.first().copied().unwrap_or_default(), ids.last().copied().unwrap_or_default());
                self.broker.publish(name, body).await?;
                // In process they are recorded by now, and gone, but for what cannot be recorded, which must not keep the rest.
                self.store.published(ids, self.clock.now()).await?;
            }
            ids = rest;
        }
        Ok(pace::GATHER)
    }

    /// Finds what the broker had and lost, with its disk or by an operator's hand.
    async fn look_for_lost(&self) -> Result<()> {
        if self.broker.backlog().await? > 0 {
            return Ok(());
        }
        let count = self.store.publish_again(self.clock.now() - LOST_AFTER).await?;
        if count > 0 {
            tracing::warn!(count, "what the broker has lost is relayed again");
        }
        Ok(())
    }
}

/// The rows as messages, each with the rows' ids.
fn parcels(rows: Vec<Posted>) -> Result<Vec<(Vec<i64>, Bytes)>> {
    let mut parcels = Vec::new();
    let (mut rows_now, mut size) = (Vec::new(), 0);
    for row in rows {
        size += row.events.iter().map(|event| 400 + 6 * event.details.len()).sum::<usize>();
        let events = row.events.into_iter().map(|event| AuditEvent { content: String::new(), source: String::new(), ..event }).collect();
        rows_now.push(Posted { events, ..row });
        if size >= MESSAGE {
            parcels.push(parcel(std::mem::take(&mut rows_now))?);
            size = 0;
        }
    }
    if !rows_now.is_empty() {
        parcels.push(parcel(rows_now)?);
    }
    Ok(parcels)
}

fn parcel(rows: Vec<Posted>) -> Result<(Vec<i64>, Bytes)> {
    let ids = rows.iter().map(|row| row.outbox_id).collect();
    let body = serde_json::to_vec(&Parcel { version: FORMAT, rows });
    let body = body.map_err(|error| Error::Internal(format!("events cannot be written as JSON: {error}")))?;
    Ok((ids, Bytes::from(body)))
}

#[cfg(test)]
mod tests {
    use super::{MESSAGE, Parcel, parcels};
    use crate::model::audit::Posted;
    use crate::model::{AuditEvent, Deed, Time};

    fn row(id: i64, size: usize) -> Posted {
        let deed = Deed::new("test").content("secret").details(serde_json::json!("x".repeat(size / 6)));
        Posted { outbox_id: id, events: vec![AuditEvent::of_deed(id, deed, "system".into(), String::new(), Time::UNIX_EPOCH)] }
    }

    #[test]
    fn parcels_are_neither_heavy_nor_many() {
        let parcels = parcels(vec![row(1, 10), row(2, MESSAGE), row(3, 10), row(4, 10)]).expect("parcels");
        assert_eq!(parcels.iter().map(|(ids, _)| ids.clone()).collect::<Vec<_>>(), [vec![1, 2], vec![3, 4]]);
        let read = Parcel::read(&parcels[1].1).expect("a parcel");
        assert_eq!(read.rows.iter().map(|row| row.outbox_id).collect::<Vec<_>>(), [3, 4]);
        assert!(!parcels[1].1.windows(6).any(|bytes| bytes == b"secret"), "what may be erased stays in the database");
    }

    #[test]
    fn what_is_no_parcel_is_refused() {
        assert!(Parcel::read(b"{}").is_err());
        assert!(Parcel::read(br#"{"version": 1, "rows": []}"#).is_err());
    }
}
