//! Chat sessions and the rules on who may see, write in and close them.

use std::sync::Arc;

use super::{Actor, Error, Message, Noun, Participant, Result, Time};

/// The state of a session: waiting, then active, then closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionStatus {
    /// In the queue.
    Waiting,
    /// Assigned to an agent.
    Active,
    /// Ended.
    Closed,
}

/// One conversation between a user and an agent.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ChatSession {
    /// Positive and below [`ChatSession::MAX_ID`].
    pub id: i64,
    /// Whose session it is.
    pub user_id: i64,
    /// Who has or had it; `None` until somebody took it.
    pub agent_id: Option<i64>,
    /// Its state.
    pub status: SessionStatus,
    /// The seq of the newest message.
    pub last_seq: i64,
    /// When it began.
    pub created_at: Time,
    /// When it ended.
    pub closed_at: Option<Time>,
    /// The creator's own id for it, to repeat the request safely.
    pub client_session_id: Option<String>,
    /// The team it was handed to; `None` if anyone may take it.
    pub team_id: Option<i64>,
    /// Since when it waits; `None` unless it does.
    pub waiting_since: Option<Time>,
    /// What agents tagged it with, sorted.
    pub tags: Vec<String>,
    /// What the visitor thought of it.
    pub rating: Option<Rating>,
}

/// What a visitor thought of a session.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Rating {
    /// From 1, the worst, to 5.
    pub score: i32,
    /// What they wrote with it, or empty.
    pub comment: String,
    /// When.
    pub created_at: Time,
}

/// What a new session is made of.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// Whose session it is.
    pub user_id: i64,
    /// Who should have it if they can take it.
    pub agent_id: Option<i64>,
    /// The creator's own id for it.
    pub client_session_id: Option<String>,
    /// Whether it counts against [`ChatSession::MAX_OPEN`].
    pub limited: bool,
}

/// To whom a session is handed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransferTarget {
    /// An agent.
    Agent(i64),
    /// A team.
    Team(i64),
}

/// Which sessions to list.
#[derive(Debug, Clone, Default)]
pub struct SessionFilter {
    /// Only those that this actor may see; `None` means all.
    pub visible_to: Option<Actor>,
    /// Only those in this state.
    pub status: Option<SessionStatus>,
    /// Only those of this user.
    pub user_id: Option<i64>,
    /// Only those of this agent.
    pub agent_id: Option<i64>,
}

/// A committed change of a session and the entries that tell of it.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct SessionChange {
    /// The session before, if it was there.
    pub before: Option<Arc<ChatSession>>,
    /// The session after.
    pub after: Arc<ChatSession>,
    /// What the change added to the log, in order of seq.
    pub entries: Vec<Arc<Message>>,
}

impl SessionChange {
    /// Whether the session waited before.
    pub fn waited(&self) -> bool {
        self.before.as_deref().is_some_and(|session| session.status == SessionStatus::Waiting)
    }

    /// The agent who has the session now and did not before.
    pub fn newcomer(&self) -> Option<i64> {
        let before = self.before.as_deref().and_then(|session| session.agent_id);
        self.after.agent_id.filter(|agent| before != Some(*agent))
    }

    /// Whether it waits now.
    pub fn waits(&self) -> bool {
        self.after.status == SessionStatus::Waiting
    }
}

impl ChatSession {
    /// Session ids stay below this, so that `id * 2^20 + seq` stays below 2^53 and is exact in a browser's number.
    pub const MAX_ID: i64 = 1 << 33;
    /// The greatest seq that a message may take; what is above is kept for events, so that a full session can still be closed.
    pub const MAX_MESSAGE_SEQ: i64 = Message::MAX_SEQ - 1024;

    /// A visitor has at most this many open sessions of their own making.
    pub const MAX_OPEN: i64 = 5;
    /// The greatest number of tags.
    pub const MAX_TAGS: usize = 20;

    /// Whether the actor may know of the session.
    pub fn visible_to(&self, actor: Actor) -> bool {
        match actor {
            Actor::Admin(_) | Actor::Service => true,
            Actor::User(id) => self.user_id == id,
            Actor::Agent(id) => self.status == SessionStatus::Waiting || self.agent_id == Some(id),
        }
    }

    /// Refuses an actor who may not know of the session, with the answer for one that is not there.
    pub fn check_visible(&self, actor: Actor) -> Result<()> {
        if self.visible_to(actor) { Ok(()) } else { Err(Error::not_found(Noun::Session, self.id)) }
    }

    /// As whom the actor writes in this session.
    pub fn author(&self, actor: Actor) -> Participant {
        actor.participant().unwrap_or(Participant::User(self.user_id))
    }

    /// Whether the actor may add a message now. Visibility has been checked.
    pub fn check_send(&self, actor: Actor) -> Result<()> {
        if self.status == SessionStatus::Closed {
            return Err(Error::SessionClosed(self.id));
        }
        let assigned = self.status == SessionStatus::Active && self.agent_id == actor.agent_id();
        if actor.agent_id().is_some() && !assigned {
            return Err(Error::NotAssigned(self.id));
        }
        self.check_room()
    }

    /// Refuses what somebody may repeat at will once the log is full.
    pub fn check_room(&self) -> Result<()> {
        if self.last_seq >= Self::MAX_MESSAGE_SEQ { Err(Error::SessionFull(self.id)) } else { Ok(()) }
    }

    /// Whether the actor may hand the session on now. Visibility has been checked.
    pub fn check_transfer(&self, actor: Actor) -> Result<()> {
        match (self.status, actor) {
            (_, Actor::User(_)) => Err(Error::RoleRequired("an agent or an administrator")),
            (SessionStatus::Closed, _) => Err(Error::SessionClosed(self.id)),
            (SessionStatus::Active, Actor::Agent(id)) if self.agent_id != Some(id) => Err(Error::NotAssigned(self.id)),
            _ => self.check_room(),
        }
    }

    /// Whether the actor may rate the session now. Visibility has been checked.
    pub fn check_rate(&self, actor: Actor) -> Result<()> {
        match (self.status, actor) {
            (SessionStatus::Closed, Actor::User(_)) => self.check_room(),
            (_, Actor::User(_)) => Err(Error::SessionOpen(self.id)),
            _ => Err(Error::RoleRequired("a visitor")),
        }
    }

    /// Whether the actor may add a note now: assigned to the session or not, closed or not. Visibility has been checked.
    pub fn check_note(&self, actor: Actor) -> Result<()> {
        if actor.agent_id().is_none() {
            return Err(Error::RoleRequired("an agent"));
        }
        if self.last_seq >= Self::MAX_MESSAGE_SEQ { Err(Error::SessionFull(self.id)) } else { Ok(()) }
    }

    /// Whether the actor may close the session now. Visibility has been checked.
    pub fn check_close(&self, actor: Actor) -> Result<()> {
        if self.status == SessionStatus::Closed {
            return Err(Error::SessionClosed(self.id));
        }
        match actor {
            Actor::Agent(id) if self.agent_id != Some(id) => Err(Error::NotAssigned(self.id)),
            _ => Ok(()),
        }
    }
}
