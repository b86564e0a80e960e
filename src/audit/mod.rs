//! The audit log: from the outbox through the broker into a chain of records that nobody changes unseen.
//!
//! `relay` takes what happened out of the outbox and gives it to the broker; `writer` takes it from there and adds the records; `heads` signs the end of
//! the chain and keeps that outside the database; `verify` finds what somebody changed; `export` writes records for others to read.

mod content;
mod export;
mod heads;
mod pace;
mod relay;
mod standing;
mod verify;
mod writer;

use std::path::PathBuf;
use std::sync::Arc;

pub use content::Contents;
pub use export::line;
pub use heads::{Head, Heads, SignedBy};
pub use relay::Relay;
pub use standing::Standing;
pub use verify::{Report, Step};
pub use writer::Writer;

use crate::clock::SharedClock;
use crate::model::{AuditFilter, AuditRecord, Deed, Result};
use crate::store::Store;

/// Reads the audit log.
#[derive(Clone)]
pub struct Audit {
    store: Store,
    clock: SharedClock,
    contents: Arc<Contents>,
    /// The files of signed heads to compare with, and who may have signed them.
    witnesses: Arc<Vec<PathBuf>>,
    trusted: Arc<Vec<SignedBy>>,
}

impl Audit {
    /// The audit log in a store, which is compared with the heads in these files.
    pub fn new(store: Store, clock: SharedClock, contents: Arc<Contents>, witnesses: Vec<PathBuf>, trusted: Vec<SignedBy>) -> Self {
        Self { store, clock, contents, witnesses: Arc::new(witnesses), trusted: Arc::new(trusted) }
    }

    /// Records, the newest first, before one of them (`i64::MAX`: from the newest). What was sealed is opened, if the key is here.
    pub async fn newest(&self, filter: AuditFilter, before_id: i64, limit: i64) -> Result<Vec<AuditRecord>> {
        let records = self.store.newest_records(filter, before_id, limit).await?;
        Ok(records.into_iter().map(|record| self.contents.opened(record)).collect())
    }

    /// Records in order, behind one of them (0: from the first). What was sealed is opened, if the key is here.
    pub async fn page(&self, filter: AuditFilter, after_id: i64, limit: i64) -> Result<Vec<AuditRecord>> {
        let records = self.store.list_records(filter, after_id, limit).await?;
        Ok(records.into_iter().map(|record| self.contents.opened(record)).collect())
    }

    /// Writes down in the audit log what somebody does to it: that they verify it, or take it out.
    pub async fn note(&self, deed: Deed) -> Result<()> {
        self.store.record(deed, self.clock.now()).await
    }
}
