//! The audit log: what happened, and the chain of hashes that makes a change of it visible.
//!
//! A record's public part names who did what, when, and on which object, by ids; it is never changed. What may have to be erased one day (a text, an
//! address) is its content, of which the public part has a salted commitment only.

use std::collections::HashMap;

use sha2::{Digest as _, Sha256};

use super::{Body, Event, Message, Principal, Time};

/// Something that happened, as it is on its way into the audit log.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct AuditEvent {
    /// Names the event: an entry of a session by its message's id as `m123`, anything else by its place in the outbox as `o45`.
    pub event_id: String,
    /// What: such as `message.text`, `session.assigned`, `login.failed`, `key.created`.
    pub action: String,
    /// Who, as [`Principal`] is written.
    pub actor: String,
    /// On whose behalf, where that is somebody else: the key that spoke as a visitor, the agent whose leaving moved the queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
    /// On what: such as `session:123`, `agent:2`; empty if on nothing.
    pub object: String,
    /// The session, if it is an entry of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chat_session_id: Option<i64>,
    /// Its place there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<i64>,
    /// When.
    pub occurred_at: Time,
    /// What else there is to say: a JSON object of ids and words, nothing personal.
    pub details: String,
    /// The address that it was done from, or empty. It may be erased.
    pub source: String,
    /// What was said: a text, a file's name, an address. It may be erased.
    pub content: String,
}

impl AuditEvent {
    /// An entry of a session's log, and what caused it.
    pub fn of_entry(entry: &Message, via: Option<String>, source: String) -> Self {
        let (action, actor, details, content) = describe(entry);
        let actor = actor.to_string();
        Self {
            event_id: format!("m{}", entry.id()),
            action: action.to_owned(),
            via: via.filter(|via| *via != actor && via != "system"),
            actor,
            object: format!("session:{}", entry.chat_session_id),
            chat_session_id: Some(entry.chat_session_id),
            seq: Some(entry.seq),
            occurred_at: entry.created_at,
            details,
            source,
            content,
        }
    }

    /// Something other than an entry.
    pub fn of_deed(outbox_id: i64, deed: Deed, principal: String, source: String, occurred_at: Time) -> Self {
        let nobody = Principal::Nobody.to_string();
        let (actor, via) = match deed.actor {
            Some(actor) => (actor, Some(principal).filter(|principal| *principal != nobody)),
            None => (principal, None),
        };
        Self {
            event_id: format!("o{outbox_id}"),
            action: deed.action,
            via: via.filter(|via| *via != actor),
            actor,
            object: deed.object,
            chat_session_id: None,
            seq: None,
            occurred_at,
            details: deed.details.to_string(),
            source,
            content: deed.content,
        }
    }
}

/// What waits in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxRow {
    /// Its place there.
    pub id: i64,
    /// The entries that it stands for: session, first seq, how many.
    pub entries: Option<(i64, i64, i64)>,
    /// Or the deed.
    pub deed: Option<Deed>,
    /// Who caused it, as [`Principal`] is written.
    pub principal: String,
    /// From where.
    pub source: String,
    /// When.
    pub created_at: Time,
}

impl OutboxRow {
    /// The ids of the messages that the row stands for.
    pub fn messages(&self) -> impl Iterator<Item = i64> + use<> {
        let (session, first, count) = self.entries.unwrap_or_default();
        // What somebody else has put in may name what cannot be.
        (first..first.saturating_add(count)).map_while(move |seq| Message::try_id_of(session, seq))
    }

    /// What the row stands for, of these entries by their ids.
    pub fn into_posted(self, entries: &HashMap<i64, Message>) -> Posted {
        let found = self.messages().filter_map(|id| entries.get(&id));
        let found = found.map(|entry| AuditEvent::of_entry(entry, Some(self.principal.clone()), self.source.clone())).collect();
        let events = match (self.entries, self.deed) {
            (Some(_), _) => found,
            (None, Some(deed)) => vec![AuditEvent::of_deed(self.id, deed, self.principal, self.source, self.created_at)],
            (None, None) => Vec::new(),
        };
        Posted { outbox_id: self.id, events }
    }
}

/// A row of the outbox as the events that it stands for: they are recorded together.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Posted {
    /// The row.
    pub outbox_id: i64,
    /// The events, in order.
    pub events: Vec<AuditEvent>,
}

/// What an entry says: the action, who did it, the details, and the content.
fn describe(entry: &Message) -> (&'static str, Principal, String, String) {
    let none = || "{}".to_owned();
    let sender = Principal::from(entry.sender);
    match &entry.body {
        Body::Text(text) => ("message.text", sender, none(), text.clone()),
        Body::Note(text) => ("message.note", sender, none(), text.clone()),
        Body::Encrypted(body) => {
            let details = serde_json::json!({"bytes": body.ciphertext.len()}).to_string();
            ("message.encrypted", sender, details, format!("{}:{}", body.key_id, hex::encode(&body.ciphertext)))
        }
        Body::Attachment(file) => {
            let details = serde_json::json!({"attachment_id": file.id, "content_type": file.content_type, "size": file.size}).to_string();
            ("message.attachment", sender, details, file.name.clone())
        }
        Body::Erased { .. } => ("message.erased", sender, none(), String::new()),
        Body::Event(event) => {
            let json = |value: serde_json::Value| value.to_string();
            let (action, actor, details, content) = match event {
                Event::Created { user_id } => ("session.created", Principal::User(*user_id), json(serde_json::json!({"user_id": user_id})), ""),
                Event::Assigned { agent_id } => ("session.assigned", Principal::System, json(serde_json::json!({"agent_id": agent_id})), ""),
                Event::Closed { closed_by } => ("session.closed", (*closed_by).into(), none(), ""),
                Event::Transferred { transferred_by, agent_id, team_id } => {
                    let details = json(serde_json::json!({"agent_id": agent_id, "team_id": team_id}));
                    ("session.transferred", (*transferred_by).into(), details, "")
                }
                Event::Requeued { agent_id } => ("session.requeued", Principal::System, json(serde_json::json!({"agent_id": agent_id})), ""),
                Event::Reopened { reopened_by } => ("session.reopened", (*reopened_by).into(), none(), ""),
                Event::Rated { score, comment } => ("session.rated", sender, json(serde_json::json!({"score": score})), comment.as_str()),
                Event::Tagged { tags, tagged_by } => ("session.tagged", (*tagged_by).into(), json(serde_json::json!({"tags": tags})), ""),
            };
            (action, actor, details, content.to_owned())
        }
    }
}

/// Something other than an entry of a session that the audit log must know: its event but for what the outbox adds.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Deed {
    /// See [`AuditEvent::action`].
    pub action: String,
    /// See [`AuditEvent::object`].
    pub object: String,
    /// See [`AuditEvent::details`].
    pub details: serde_json::Value,
    /// See [`AuditEvent::content`].
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub content: String,
    /// Who did it, where it was not yet known who called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
}

impl Deed {
    /// A deed on an object, such as `agent` and 2.
    pub fn on(action: &str, noun: &str, id: i64) -> Self {
        Self { action: action.to_owned(), object: format!("{noun}:{id}"), details: serde_json::json!({}), content: String::new(), actor: None }
    }

    /// A deed on nothing in particular.
    pub fn new(action: &str) -> Self {
        Self { action: action.to_owned(), object: String::new(), details: serde_json::json!({}), content: String::new(), actor: None }
    }

    /// With these details: a JSON object of ids and words, nothing personal.
    #[must_use]
    pub fn details(mut self, details: serde_json::Value) -> Self {
        self.details = details;
        self
    }

    /// Done by the object itself: somebody who logs in.
    #[must_use]
    pub fn by_itself(mut self) -> Self {
        self.actor = Some(self.object.clone());
        self
    }

    /// With this content, which may be erased one day.
    #[must_use]
    pub fn content(mut self, content: impl Into<String>) -> Self {
        self.content = content.into();
        self
    }
}

/// What a record keeps of its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// All of it.
    Text(String),
    /// All of it, encrypted: see `audit::content`.
    Sealed(Vec<u8>),
    /// The commitment to it only.
    Nothing,
}

impl Kept {
    /// In a word: `text`, `sealed` or `commitment`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Sealed(_) => "sealed",
            Self::Nothing => "commitment",
        }
    }
}

/// What of a record may be erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// Makes the commitment one that nobody can guess.
    pub salt: [u8; 16],
    /// See [`AuditEvent::source`].
    pub source: String,
    /// See [`AuditEvent::content`].
    pub kept: Kept,
}

/// A hash.
pub type Hash = [u8; 32];

/// A record of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRecord {
    /// 1, 2, 3 and so on without a gap.
    pub id: i64,
    /// What happened; its source and content are in `content`, and empty here.
    pub event: AuditEvent,
    /// When it was written down.
    pub recorded_at: Time,
    /// The commitment to source and content.
    pub commitment: Hash,
    /// How the content was kept when it was written, as [`Kept::word`] has it; empty for a record from before that was noted.
    pub kept: String,
    /// The hash of this record and of all before it.
    pub hash: Hash,
    /// What may be erased; `None` once it was.
    pub content: Option<Content>,
}

/// The hash before the first record.
pub const GENESIS: Hash = [0; 32];

impl AuditRecord {
    /// The hash that the record must have after one that has `before`: SHA-256 of the parts, each with its length in 8 bytes before it.
    pub fn chained(&self, before: &Hash) -> Hash {
        let number = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
        let event = &self.event;
        let mut parts = Parts::new(b"supportchat.audit.record.1");
        parts.add(before).add(self.id.to_string().as_bytes()).add(event.event_id.as_bytes()).add(event.action.as_bytes());
        parts.add(event.actor.as_bytes()).add(event.via.as_deref().unwrap_or_default().as_bytes()).add(event.object.as_bytes());
        parts.add(number(event.chat_session_id).as_bytes()).add(number(event.seq).as_bytes());
        parts.add(micros(event.occurred_at).as_bytes()).add(micros(self.recorded_at).as_bytes());
        parts.add(event.details.as_bytes()).add(&self.commitment);
        if !self.kept.is_empty() {
            parts.add(self.kept.as_bytes());
        }
        parts.end()
    }
}

/// The commitment to a source and a content.
pub fn commitment(salt: &[u8; 16], source: &str, content: &str) -> Hash {
    let mut parts = Parts::new(b"supportchat.audit.content.1");
    parts.add(salt).add(source.as_bytes()).add(content.as_bytes());
    parts.end()
}

/// What is signed of the end of the chain: its last record, that one's hash in hexadecimal digits, and the time.
pub fn head_text(last_id: i64, hash: &str, signed_at: Time) -> Hash {
    let mut parts = Parts::new(b"supportchat.audit.head.1");
    parts.add(last_id.to_string().as_bytes()).add(hash.as_bytes()).add(micros(signed_at).as_bytes());
    parts.end()
}

fn micros(time: Time) -> String {
    time.timestamp_micros().to_string()
}

/// Parts of what is hashed: with their lengths, so that nothing can move from one to the next unseen.
struct Parts(Sha256);

impl Parts {
    fn new(what: &[u8]) -> Self {
        let mut parts = Self(Sha256::new());
        parts.add(what);
        parts
    }

    fn add(&mut self, part: &[u8]) -> &mut Self {
        self.0.update((part.len() as u64).to_be_bytes());
        self.0.update(part);
        self
    }

    fn end(self) -> Hash {
        self.0.finalize().into()
    }
}

/// Which records to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Only those of this session.
    pub chat_session_id: Option<i64>,
    /// Only what this principal did or caused, as [`Principal`] is written.
    pub actor: Option<String>,
    /// Only this action, or, if it ends in a dot, those that begin with it.
    pub action: Option<String>,
    /// Only what was recorded then or later.
    pub from: Option<Time>,
    /// Only what was recorded before then.
    pub until: Option<Time>,
}

impl AuditFilter {
    /// The filter as the details of a record: what somebody asked for.
    pub fn details(&self) -> serde_json::Value {
        let mut details = serde_json::Map::new();
        let mut put = |name: &str, value: Option<serde_json::Value>| drop(value.map(|value| details.insert(name.to_owned(), value)));
        put("chat_session_id", self.chat_session_id.map(Into::into));
        put("actor", self.actor.clone().map(Into::into));
        put("action", self.action.clone().map(Into::into));
        put("from", self.from.map(|time| time.to_rfc3339().into()));
        put("until", self.until.map(|time| time.to_rfc3339().into()));
        details.into()
    }
}

/// What is wrong with the audit log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingKind {
    /// A record is not what was written.
    Changed,
    /// A record is not there.
    Missing,
    /// A record is there that nobody wrote, or in a place that is not its own.
    Inserted,
    /// Records at the end are not there.
    CutOff,
    /// A record's content is not what was written, or is not there though nobody erased it.
    Content,
    /// A session's log does not say what the record says.
    Session,
    /// An entry of a session has no record.
    Unrecorded,
    /// A signed head cannot be believed.
    Head,
}

/// Something that is wrong with the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of wrong.
    pub kind: FindingKind,
    /// The record that it is about; `None` if it is about none.
    pub record_id: Option<i64>,
    /// What is wrong, in words.
    pub message: String,
}

#[cfg(test)]
mod tests {
    use super::{Parts, commitment};

    #[test]
    fn parts_do_not_run_into_each_other() {
        let hash = |parts: &[&str]| {
            let mut all = Parts::new(b"test");
            for part in parts {
                all.add(part.as_bytes());
            }
            all.end()
        };
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
        assert_ne!(hash(&["a", ""]), hash(&["a"]));
        assert_ne!(commitment(&[0; 16], "1", "2"), commitment(&[1; 16], "1", "2"));
    }
}
