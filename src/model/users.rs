//! Users: the people who ask.

use super::Time;

/// A person who asks for support.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Their id.
    pub id: i64,
    /// The site they belong to.
    pub site_id: i64,
    /// The name to show.
    pub name: String,
    /// The e-mail address, or empty.
    pub email: String,
    /// The embedding application's id for them; `None` for an anonymous visitor.
    pub external_id: Option<String>,
    /// When they came first.
    pub created_at: Time,
    /// When their data was erased: then name, address and the site's id for them are gone, and nothing can be done in their name any more.
    pub erased_at: Option<Time>,
}

impl User {
    /// The name of one who gave none.
    pub const NAMELESS: &str = "Visitor";
}

/// What a new user is made of. It has been checked.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// The site they belong to.
    pub site_id: i64,
    /// The name to show.
    pub name: String,
    /// The e-mail address, or empty.
    pub email: String,
    /// The embedding application's id for them.
    pub external_id: Option<String>,
}

/// What to change of a user; `None` leaves a field as it is.
#[derive(Debug, Clone, Default)]
pub struct UserUpdate {
    /// The name to show.
    pub name: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
}
