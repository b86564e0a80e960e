//! Who takes part in a session, and who acts on one.

/// One party of a chat session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Participant {
    /// The service itself, as the author of events.
    System,
    /// The visitor that the session belongs to.
    User(i64),
    /// An agent.
    Agent(i64),
}

/// Who wants to read or change a session. Whoever has no actor, such as an operator's key, reaches no session at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// A visitor: their own sessions.
    User(i64),
    /// An agent: what waits and what is theirs.
    Agent(i64),
    /// An agent who administers: every session.
    Admin(i64),
    /// An API key of the role service or admin: every session; in one it speaks as its user.
    Service,
}

impl Actor {
    /// The agent's id, if an agent acts.
    pub fn agent_id(self) -> Option<i64> {
        match self {
            Self::Agent(id) | Self::Admin(id) => Some(id),
            Self::User(_) | Self::Service => None,
        }
    }

    /// Whether the actor is on the agents' side, and so sees notes. An API key of the role service or admin is not: it speaks as the visitor, and
    /// what it reads may well be shown to them.
    pub fn sees_internal(self) -> bool {
        self.agent_id().is_some()
    }

    /// The party that the actor is, which an API key is not.
    pub fn participant(self) -> Option<Participant> {
        match self {
            Self::User(id) => Some(Participant::User(id)),
            Self::Agent(id) | Self::Admin(id) => Some(Participant::Agent(id)),
            Self::Service => None,
        }
    }
}
