//! How the log stands: how long it is, up to where it is signed, and what waits.

use super::{Audit, heads};
use crate::model::audit::Hash;
use crate::model::{Result, Time};

/// How the log stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The last record; 0 if there is none.
    pub last_id: i64,
    /// Its hash.
    pub last_hash: Hash,
    /// The record that the newest signed head names, and when it was signed, as the files of heads say it: nothing of that is checked here.
    pub signed: Option<(i64, Time)>,
    /// So many rows of the outbox have no record yet.
    pub waiting: i64,
    /// Since when the oldest of them waits.
    pub waiting_since: Option<Time>,
}

impl Audit {
    /// How the log stands.
    pub async fn standing(&self) -> Result<Standing> {
        let (last_id, last_hash) = self.store.audit_head().await?;
        let (waiting, waiting_since) = self.store.waiting_rows().await?;
        let files = std::sync::Arc::clone(&self.witnesses);
        let newest = move || files.iter().filter_map(|file| heads::newest(file).ok()?).max_by_key(|head| head.last_id);
        let head = tokio::task::spawn_blocking(newest).await.unwrap_or_default();
        Ok(Standing { last_id, last_hash, signed: head.map(|head| (head.last_id, head.signed_at)), waiting, waiting_since })
    }
}
