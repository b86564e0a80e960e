//! Who is there.

use chrono::TimeDelta;

use super::Participant;

/// Whether somebody is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// There.
    Online,
    /// An agent who is connected and takes no new session.
    Away,
    /// Not there.
    Offline,
}

impl Presence {
    /// So long after an agent's last stream has ended they count as gone.
    pub const GRACE: TimeDelta = TimeDelta::seconds(60);
}

/// What the others in a session see of a participant.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Profile {
    /// Whose it is.
    pub participant: Participant,
    /// The name to show.
    pub name: String,
    /// The address of an agent's picture, or empty.
    pub avatar_url: String,
    /// Whether they are there.
    pub presence: Presence,
}
