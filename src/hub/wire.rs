//! What nodes tell each other: JSON behind the sender's mark. A node of another version that does not understand a message loses a hint, no more.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::{Activity, Stale};
use crate::model::{Body, Marks, Message, Profile, SessionChange};

/// Sessions and users are sharded into so many routing keys.
const SHARDS: i64 = 256;
/// The key of what all nodes need.
pub(super) const ALL: &str = "all";
/// The key of all changes of sessions.
pub(super) const CHANGES: &str = "session.*.change.*";
/// The length of the sender's mark.
const MARK: usize = 8;

/// Something that another node should tell too.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum News {
    /// Committed messages of sessions of one shard.
    Entries(Vec<Arc<Message>>),
    /// A committed change, and the agent who is new by it.
    Change(Arc<SessionChange>, Option<Arc<Profile>>),
    /// Somebody's marks have grown.
    Marks(i64, Marks),
    /// Somebody does something that is in no log.
    Activity(Activity),
    /// Somebody in a session has come or gone, or is new there.
    Presence(i64, Arc<Profile>),
    /// The queue may have moved.
    Queue,
    /// What is kept of something is out of date.
    Stale(Stale),
    /// Something that was to be told here could not be.
    Missed,
}

impl News {
    /// Committed messages, by shards.
    pub(super) fn entries(entries: &[Arc<Message>]) -> impl Iterator<Item = Self> {
        let mut shards: BTreeMap<i64, Vec<Arc<Message>>> = BTreeMap::new();
        for entry in entries {
            shards.entry(shard(entry.chat_session_id)).or_default().push(Arc::clone(entry));
        }
        shards.into_values().map(Self::Entries)
    }

    /// The routing key.
    pub(super) fn key(&self) -> String {
        match self {
            Self::Entries(entries) => format!("session.{}.entries", shard(entries.first().map_or(0, |entry| entry.chat_session_id))),
            Self::Change(change, _) => format!("session.{}.change.{}", shard(change.after.id), shard(change.after.user_id)),
            Self::Marks(session, _) | Self::Presence(session, _) => format!("session.{}.live", shard(*session)),
            Self::Activity(activity) => format!("session.{}.live", shard(activity.chat_session_id)),
            Self::Queue | Self::Stale(_) | Self::Missed => ALL.to_owned(),
        }
    }

    /// About how much memory it holds, in bytes.
    pub(super) fn weight(&self) -> u32 {
        let of = |entry: &Arc<Message>| match &entry.body {
            Body::Text(text) | Body::Note(text) => 200 + text.len(),
            Body::Encrypted(body) => 200 + body.ciphertext.len(),
            _ => 600,
        };
        let weight = match self {
            Self::Entries(entries) => entries.iter().map(of).sum(),
            _ => 1000,
        };
        u32::try_from(weight).unwrap_or(u32::MAX)
    }

    /// As it is sent.
    pub(super) fn encode(&self, mark: u64) -> Option<Bytes> {
        let mut bytes = mark.to_be_bytes().to_vec();
        serde_json::to_writer(&mut bytes, self).ok()?;
        Some(bytes.into())
    }

    /// What another node sent; `None` if it was this one.
    pub(super) fn decode(bytes: &[u8], mark: u64) -> Result<Option<Self>, String> {
        let (sender, news) = bytes.split_at_checked(MARK).ok_or("too short")?;
        if sender == mark.to_be_bytes() {
            return Ok(None);
        }
        serde_json::from_slice(news).map(Some).map_err(|error| error.to_string())
    }
}

/// What a watcher of a session binds.
pub(super) fn session_key(chat_session_id: i64) -> String {
    format!("session.{}.#", shard(chat_session_id))
}

/// What a visitor's inbox binds.
pub(super) fn user_key(user_id: i64) -> String {
    format!("session.*.change.{}", shard(user_id))
}

fn shard(id: i64) -> i64 {
    id.rem_euclid(SHARDS)
}
