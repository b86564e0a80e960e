//! Records as lines of JSON, with all that it takes to check them elsewhere: docs/operations/audit.md says how.

use serde_json::{Value, json};

use crate::model::{AuditRecord, Kept};

/// A record as a line of JSON, without the end of the line.
pub fn line(record: &AuditRecord) -> String {
    let event = &record.event;
    let details: Value = serde_json::from_str(&event.details).unwrap_or(Value::Null);
    let (salt, source, content) = match &record.content {
        None => (Value::Null, Value::Null, json!({"state": "erased"})),
        Some(content) => {
            let kept = match &content.kept {
                Kept::Text(text) => json!({"state": "text", "text": text}),
                Kept::Sealed(bytes) => json!({"state": "sealed", "sealed": hex::encode(bytes)}),
                Kept::Nothing => json!({"state": "commitment"}),
            };
            (json!(hex::encode(content.salt)), json!(content.source), kept)
        }
    };
    json!({
        "id": record.id,
        "event_id": event.event_id,
        "action": event.action,
        "actor": event.actor,
        "via": event.via,
        "object": event.object,
        "chat_session_id": event.chat_session_id,
        "seq": event.seq,
        "occurred_at": event.occurred_at,
        "recorded_at": record.recorded_at,
        "details": details,
        // As it was hashed: JSON can be written in more than one way.
        "details_text": event.details,
        "source": source,
        "content": content,
        "salt": salt,
        "commitment": hex::encode(record.commitment),
        "kept": record.kept,
        "hash": hex::encode(record.hash),
    })
    .to_string()
}
