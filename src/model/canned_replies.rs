//! Canned replies: texts that agents have ready.

/// A text that agents have ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CannedReply {
    /// Its id.
    pub id: i64,
    /// What an agent types for it.
    pub shortcut: String,
    /// The text.
    pub message: String,
}

impl CannedReply {
    /// The longest shortcut, in characters.
    pub const MAX_SHORTCUT: usize = 32;
}

/// What to change of a canned reply; `None` leaves a field as it is.
#[derive(Debug, Clone, Default)]
pub struct CannedReplyUpdate {
    /// What an agent types for it.
    pub shortcut: Option<String>,
    /// The text.
    pub message: Option<String>,
}
