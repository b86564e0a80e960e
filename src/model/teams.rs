//! Teams: groups of agents that sessions can be handed to.

use super::Time;

/// A group of agents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Its id.
    pub id: i64,
    /// Its name, unique without regard to case.
    pub name: String,
    /// Its members, by id.
    pub agent_ids: Vec<i64>,
    /// When it was made.
    pub created_at: Time,
}

impl Team {
    /// The longest name, in characters.
    pub const MAX_NAME: usize = 64;
    /// How many members a team has at most.
    pub const MAX_MEMBERS: usize = 1000;
}

/// What to change of a team; `None` leaves a field as it is.
#[derive(Debug, Clone, Default)]
pub struct TeamUpdate {
    /// Its name.
    pub name: Option<String>,
    /// Its members, without repetition.
    pub agent_ids: Option<Vec<i64>>,
}
