//! Looking for a text in what was said, and in who said it.

use super::{Actor, Body, ChatSession, Message, Time};

/// What is looked for. Case does not count, in any script that has it.
#[derive(Debug, Clone)]
pub struct Needle(String);

impl Needle {
    /// A needle of this text.
    pub fn new(text: &str) -> Self {
        Self(text.to_lowercase())
    }

    /// Whether a text has it.
    pub fn is_in(&self, text: &str) -> bool {
        text.to_lowercase().contains(&self.0)
    }

    /// Whether a message has it. What is encrypted is for nobody's eyes.
    pub fn is_in_message(&self, message: &Message) -> bool {
        match &message.body {
            Body::Text(text) | Body::Note(text) => self.is_in(text),
            Body::Encrypted(_) | Body::Attachment(_) | Body::Event(_) | Body::Erased { .. } => false,
        }
    }
}

/// Where a search goes on: in this session, with what is before this seq, and then in those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchPlace {
    /// The session.
    pub chat_session_id: i64,
    /// Messages from here on have been looked through.
    pub before_seq: i64,
}

impl SearchPlace {
    /// Where every search begins.
    pub const NEWEST: Self = Self { chat_session_id: ChatSession::MAX_ID, before_seq: Message::MAX_SEQ };
}

/// A search.
#[derive(Debug, Clone)]
pub struct Search {
    /// What to look for.
    pub needle: Needle,
    /// In the sessions that this actor may see.
    pub actor: Actor,
    /// From here on.
    pub from: SearchPlace,
    /// How many hits are enough.
    pub enough: usize,
}

/// What a part of a search has found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The newest session first.
    pub hits: Vec<SearchHit>,
    /// Where to go on; `None`: everything has been looked through.
    pub next: Option<SearchPlace>,
    /// The creation of the oldest session that was looked through.
    pub searched_to: Option<Time>,
}

/// A session that has what was looked for.
#[derive(Debug, Clone)]
pub struct SearchHit {
    /// The session.
    pub session: ChatSession,
    /// Its user's name.
    pub user_name: String,
    /// The newest message that has it; `None` if only the name or the address has.
    pub message: Option<Message>,
}
