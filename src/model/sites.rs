//! Sites: where visitors come from.

/// A site that the widget is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Its id.
    pub id: i64,
    /// Its public key, which the widget sends.
    pub key: String,
    /// Its name.
    pub name: String,
}
