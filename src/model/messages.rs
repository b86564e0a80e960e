//! Messages: the entries of a session's log.

use super::{Actor, Attachment, Cause, ChatSession, Error, Participant, Result, Time};

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// Text.
    Text(String),
    /// Something that only its readers can decrypt.
    Encrypted(Encrypted),
    /// A file or an image.
    Attachment(Attachment),
    /// Text for agents only.
    Note(String),
    /// Something that happened to the session.
    Event(Event),
    /// What was here was erased with its user's data. Its place is kept.
    Erased {
        /// Whether only agents knew of it.
        internal: bool,
    },
}

impl Body {
    /// Whether only those on the agents' side may see it.
    pub fn is_internal(&self) -> bool {
        match self {
            Self::Note(_) => true,
            Self::Event(event) => event.is_internal(),
            Self::Erased { internal } => *internal,
            Self::Text(_) | Self::Encrypted(_) | Self::Attachment(_) => false,
        }
    }
}

/// A body that the service cannot read.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Encrypted {
    /// The encrypted text.
    pub ciphertext: Vec<u8>,
    /// The name of the key that decrypts it.
    pub key_id: String,
}

/// Something that happened to a session. Stored as JSON; a variant's name and fields are for ever.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The session was created.
    Created {
        /// For whom.
        user_id: i64,
    },
    /// The session was assigned.
    Assigned {
        /// To whom.
        agent_id: i64,
    },
    /// The session was closed.
    Closed {
        /// By whom.
        closed_by: Participant,
    },
    /// The session was handed to an agent or to a team.
    Transferred {
        /// By whom.
        transferred_by: Participant,
        /// The agent.
        agent_id: Option<i64>,
        /// The team.
        team_id: Option<i64>,
    },
    /// The session waits again, because its agent has gone.
    Requeued {
        /// Who had it.
        agent_id: i64,
    },
    /// The session was opened again.
    Reopened {
        /// By whom.
        reopened_by: Participant,
    },
    /// The visitor said what they thought of it.
    Rated {
        /// From 1, the worst, to 5.
        score: i32,
        /// What they wrote with it, or empty.
        comment: String,
    },
    /// The tags have changed.
    Tagged {
        /// All that it has now, sorted.
        tags: Vec<String>,
        /// By whom.
        tagged_by: Participant,
    },
}

impl Event {
    /// Whether only those on the agents' side may see it. It is stored as the kind 'internal' then, so that SQL can leave it out.
    pub fn is_internal(&self) -> bool {
        match self {
            Self::Tagged { .. } => true,
            Self::Created { .. }
            | Self::Assigned { .. }
            | Self::Closed { .. }
            | Self::Transferred { .. }
            | Self::Requeued { .. }
            | Self::Reopened { .. }
            | Self::Rated { .. } => false,
        }
    }
}

/// Where in a log to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The oldest entries behind this seq.
    After(i64),
    /// The newest entries before this seq, the newest first.
    Before(i64),
}

/// One entry of a session's log.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Message {
    /// The session.
    pub chat_session_id: i64,
    /// 1, 2, 3 and so on in its session.
    pub seq: i64,
    /// Who sent it.
    pub sender: Participant,
    /// What it says.
    pub body: Body,
    /// The sender's own id for it; empty for events.
    pub client_message_id: String,
    /// When it was stored.
    pub created_at: Time,
}

impl Message {
    /// No seq reaches this: it would be an id of the next session.
    pub const MAX_SEQ: i64 = 1 << 20;

    /// Whether the actor gets to see the entry. For others its seq is all there is of it.
    pub fn visible_to(&self, actor: Actor) -> bool {
        actor.sees_internal() || !self.body.is_internal()
    }

    /// The message's id: unique, ordered by session and seq, below 2^53.
    pub fn id(&self) -> i64 {
        Self::id_of(self.chat_session_id, self.seq)
    }

    /// The id of the message at a place that somebody names; `None` if there is no such place.
    pub fn try_id_of(chat_session_id: i64, seq: i64) -> Option<i64> {
        let places = (0..1 << 33).contains(&chat_session_id) && (0..1 << 20).contains(&seq);
        places.then(|| Self::id_of(chat_session_id, seq))
    }

    /// The id of the message at a place.
    pub fn id_of(chat_session_id: i64, seq: i64) -> i64 {
        (chat_session_id << 20) + seq
    }
}

/// A message that wants to be stored.
#[derive(Debug, Clone)]
pub struct NewMessage {
    /// The session.
    pub chat_session_id: i64,
    /// Who sends it.
    pub actor: Actor,
    /// The sender's own id for it, or one that the service made.
    pub client_message_id: String,
    /// What it says; never an event.
    pub body: Body,
    /// Who asked for it, and from where.
    pub cause: Cause,
    /// The stream that it came on, if its sender can send it again: there, none is stored before one that was refused for now.
    pub stream: Option<u64>,
}

impl NewMessage {
    /// The greatest length of a text, in bytes of UTF-8.
    pub const MAX_TEXT: usize = 16 * 1024;
    /// The greatest length of an encrypted text, in bytes.
    pub const MAX_CIPHERTEXT: usize = 24 * 1024;
    /// The greatest length of a `client_message_id`, in characters.
    pub const MAX_CLIENT_ID: usize = 64;

    /// Checks whether the session takes the message now. That the actor sees the session has been checked.
    pub fn check_in(&self, session: &ChatSession) -> Result<()> {
        match self.body {
            Body::Note(_) => session.check_note(self.actor),
            _ => session.check_send(self.actor),
        }
    }

    /// Checks what can be checked without the session.
    pub fn check(&self) -> Result<()> {
        match &self.body {
            Body::Text(text) | Body::Note(text) if text.len() > Self::MAX_TEXT => {
                let problem = format!("{} bytes of UTF-8 are too many: at most {} are allowed", text.len(), Self::MAX_TEXT);
                Err(Error::invalid("message", "MESSAGE_TOO_LONG", problem))
            }
            Body::Text(text) | Body::Note(text) if text.trim().is_empty() => {
                Err(Error::invalid("message", "MESSAGE_EMPTY", "a message must have some text"))
            }
            Body::Encrypted(body) if body.ciphertext.len() > Self::MAX_CIPHERTEXT => {
                let problem = format!("{} bytes are too many: at most {} are allowed", body.ciphertext.len(), Self::MAX_CIPHERTEXT);
                Err(Error::invalid("encrypted.ciphertext", "MESSAGE_TOO_LONG", problem))
            }
            Body::Encrypted(body) if body.ciphertext.is_empty() => {
                Err(Error::invalid("encrypted.ciphertext", "MESSAGE_EMPTY", "a message must have some ciphertext"))
            }
            Body::Encrypted(body) if body.key_id.len() > 255 => {
                Err(Error::invalid("encrypted.key_id", "VALUE_TOO_LONG", "at most 255 bytes are allowed"))
            }
            _ => Ok(()),
        }?;
        check_client_id("client_message_id", &self.client_message_id)
    }
}

/// Checks an id that a client made up.
pub fn check_client_id(field: &'static str, id: &str) -> Result<()> {
    if id.chars().count() > NewMessage::MAX_CLIENT_ID {
        return Err(Error::invalid(field, "VALUE_TOO_LONG", format!("at most {} characters are allowed", NewMessage::MAX_CLIENT_ID)));
    }
    if id.chars().any(char::is_control) {
        return Err(Error::invalid(field, "INVALID_CHARACTER", "control characters are not allowed"));
    }
    Ok(())
}
