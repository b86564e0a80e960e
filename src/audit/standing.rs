//! How the log stands: how long it is, up to where it is signed, and what waits.

use std::fs::File;
use std::io::{ErrorKind, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use super::{Audit, Head};
use crate::model::audit::Hash;
use crate::model::{Result, Time};

/// More than the last line of a file of heads takes, in bytes.
const TAIL: u64 = 4096;

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
        let newest = move || files.iter().filter_map(|file| newest(file).ok()?).max_by_key(|head| head.last_id);
        let head = tokio::task::spawn_blocking(newest).await.unwrap_or_default();
        Ok(Standing { last_id, last_hash, signed: head.map(|head| (head.last_id, head.signed_at)), waiting, waiting_since })
    }
}

/// The last head in a file, if it has one.
fn newest(file: &Path) -> std::io::Result<Option<Head>> {
    let mut file = match File::open(file) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail)?;
    // The last line may be half written.
    Ok(tail.rsplit(|byte| *byte == b'\n').find_map(|line| serde_json::from_slice(line).ok()))
}
