//! How far a participant has received and read a session.

use super::Participant;

/// The marks of one participant. They only grow, and `read_seq` is never above `delivered_seq`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Marks {
    /// Whose they are.
    pub participant: Participant,
    /// Everything up to here has reached one of their devices.
    pub delivered_seq: i64,
    /// Everything up to here has been seen.
    pub read_seq: i64,
}
