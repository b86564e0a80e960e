//! Agents: the people and bots who answer.

use super::{Presence, Time};

/// What an agent may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AgentRole {
    /// Answers.
    Agent,
    /// Answers, sees everything and manages.
    Admin,
}

/// A person or bot who answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    /// Their id.
    pub id: i64,
    /// The name that visitors see.
    pub name: String,
    /// The address to log in with, in lower case; `None` for a bot.
    pub email: Option<String>,
    /// What they may do.
    pub role: AgentRole,
    /// Whether they take new sessions.
    pub available: bool,
    /// How many active sessions they have at most.
    pub capacity: i32,
    /// How many active sessions they have.
    pub active_sessions: i32,
    /// Whether they are shut out.
    pub disabled: bool,
    /// When they were added.
    pub created_at: Time,
    /// The address of their picture, or empty.
    pub avatar_url: String,
    /// Their node has them connected until then, or until it says so again; `None` if they were not connected since they became available.
    pub connected_until: Option<Time>,
}

impl Agent {
    /// The greatest capacity.
    pub const MAX_CAPACITY: i32 = 1000;
    /// The capacity of an agent for whom none was given.
    pub const DEFAULT_CAPACITY: i32 = 5;

    /// Whether they are there.
    pub fn presence(&self, now: Time) -> Presence {
        match self.connected_until {
            _ if self.disabled => Presence::Offline,
            // Who leaves is made unavailable a little later. A page that is loaded again is no absence.
            Some(until) if self.available && now < until + Presence::GRACE => Presence::Online,
            None if self.available => Presence::Online,
            Some(until) if !self.available && now < until => Presence::Away,
            _ => Presence::Offline,
        }
    }
}

/// What a new agent is made of. It has been checked.
#[derive(Debug, Clone)]
pub struct NewAgent {
    /// The name that visitors see.
    pub name: String,
    /// The address to log in with, in lower case.
    pub email: Option<String>,
    /// The hash of the password, in PHC form.
    pub password_hash: Option<String>,
    /// What they may do.
    pub role: AgentRole,
    /// How many active sessions they have at most.
    pub capacity: i32,
}

/// What to change of an agent; `None` leaves a field as it is.
#[derive(Debug, Clone, Default)]
pub struct AgentUpdate {
    /// The name that visitors see.
    pub name: Option<String>,
    /// The address to log in with, in lower case; `Some(None)` removes it.
    pub email: Option<Option<String>>,
    /// The hash of the password, in PHC form.
    pub password_hash: Option<String>,
    /// What they may do.
    pub role: Option<AgentRole>,
    /// How many active sessions they have at most.
    pub capacity: Option<i32>,
    /// Whether they are shut out.
    pub disabled: Option<bool>,
    /// The address of a picture, or empty.
    pub avatar_url: Option<String>,
}
