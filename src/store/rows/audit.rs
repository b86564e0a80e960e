//! Rows of the outbox and of the audit log.

use chrono::NaiveDateTime;
use diesel::prelude::{Queryable, Selectable};

use crate::model::audit::{Hash, OutboxRow};
use crate::model::{AuditEvent, AuditRecord, Content, Deed, Kept};
use crate::store::schema::{audit_contents, audit_log, outbox};

#[derive(Queryable, Selectable)]
#[diesel(table_name = outbox)]
pub struct OutboxColumns {
    id: i64,
    chat_session_id: Option<i64>,
    first_seq: Option<i64>,
    entries: Option<i32>,
    deed: Option<String>,
    principal: String,
    source: String,
    created_at: NaiveDateTime,
}

impl From<OutboxColumns> for OutboxRow {
    fn from(row: OutboxColumns) -> Self {
        // What nobody wrote so is recorded as it is: it must not keep the rest from being recorded.
        let unreadable = |text: String| Deed::on("outbox.unreadable", "outbox", row.id).content(text);
        let deed = row.deed.map(|text| serde_json::from_str(&text).unwrap_or_else(|_| unreadable(text)));
        let entries = row.chat_session_id.zip(row.first_seq).zip(row.entries).map(|((session, first), count)| (session, first, count.into()));
        Self { id: row.id, entries, deed, principal: row.principal, source: row.source, created_at: row.created_at.and_utc() }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = audit_log)]
pub struct AuditColumns {
    id: i64,
    event_id: String,
    action: String,
    actor: String,
    via: Option<String>,
    object: String,
    chat_session_id: Option<i64>,
    seq: Option<i64>,
    occurred_at: NaiveDateTime,
    recorded_at: NaiveDateTime,
    details: String,
    commitment: Vec<u8>,
    hash: Vec<u8>,
    kept: String,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = audit_contents)]
pub struct ContentColumns {
    salt: Vec<u8>,
    source: String,
    content: Option<Vec<u8>>,
    sealed: bool,
}

/// A hash, or, where somebody has made it another length, one that matches nothing: whoever reads the log to verify it must get to the end.
fn hash(bytes: Vec<u8>) -> Hash {
    bytes.try_into().unwrap_or([0xff; 32])
}

impl From<ContentColumns> for Content {
    fn from(row: ContentColumns) -> Self {
        let kept = match row.content {
            None => Kept::Nothing,
            Some(bytes) if row.sealed => Kept::Sealed(bytes),
            // Not lossless for what is no UTF-8, which nobody has written: it matches no commitment.
            Some(bytes) => Kept::Text(String::from_utf8_lossy(&bytes).into_owned()),
        };
        Self { salt: row.salt.try_into().unwrap_or([0xff; 16]), source: row.source, kept }
    }
}

impl From<(AuditColumns, Option<ContentColumns>)> for AuditRecord {
    fn from((row, content): (AuditColumns, Option<ContentColumns>)) -> Self {
        let event = AuditEvent {
            event_id: row.event_id,
            action: row.action,
            actor: row.actor,
            via: row.via,
            object: row.object,
            chat_session_id: row.chat_session_id,
            seq: row.seq,
            occurred_at: row.occurred_at.and_utc(),
            details: row.details,
            source: String::new(),
            content: String::new(),
        };
        Self {
            id: row.id,
            event,
            recorded_at: row.recorded_at.and_utc(),
            commitment: hash(row.commitment),
            kept: row.kept,
            hash: hash(row.hash),
            content: content.map(Content::from),
        }
    }
}
