//! Visitors: what agents see of users.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Error, Result, Time, User};

/// What the embedding page and the form before the chat say of a visitor.
pub type Attributes = BTreeMap<String, String>;

/// A user, where they are and what is said of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// The user.
    pub user: User,
    /// Where they were last; `None` if never told.
    pub visit: Option<Visit>,
    /// What is said of them.
    pub attributes: Attributes,
}

impl Visitor {
    /// Whether the site has proven who they are.
    pub fn verified(&self) -> bool {
        self.user.external_id.is_some()
    }
}

/// Where a visitor is and with what, as their browser tells it. Stored as JSON; a field's name is for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// The address of the page. It is whatever the browser sent, not always one that may be a link.
    pub page_url: String,
    /// The page's title.
    pub page_title: String,
    /// The address of the page before.
    pub referrer: String,
    /// The language tag of the browser.
    pub locale: String,
    /// The name of the time zone.
    pub time_zone: String,
    /// The browser's User-Agent header.
    pub user_agent: String,
    /// When this was told.
    pub seen_at: Time,
}

impl Visit {
    /// The longest User-Agent that is kept, in characters.
    pub const MAX_USER_AGENT: usize = 512;
}

/// What to change of a visitor.
#[derive(Debug, Clone, Default)]
pub struct VisitorUpdate {
    /// The name to show; `None`: as it was.
    pub name: Option<String>,
    /// The e-mail address; `None`: as it was.
    pub email: Option<String>,
    /// Where they are; `None`: as it was.
    pub visit: Option<Visit>,
    /// What to set; an empty value removes what was.
    pub attributes: Attributes,
}

impl VisitorUpdate {
    /// How many attributes a visitor has at most.
    pub const MAX_ATTRIBUTES: usize = 20;
    /// The longest key of an attribute, in characters.
    pub const MAX_KEY: usize = 64;
    /// The longest value of one, in characters.
    pub const MAX_VALUE: usize = 255;

    /// Whether nothing is to be changed.
    pub fn is_empty(&self) -> bool {
        self.name.is_none() && self.email.is_none() && self.visit.is_none() && self.attributes.is_empty()
    }

    /// Changes a visitor.
    pub fn apply(self, visitor: &mut Visitor) -> Result<()> {
        for (key, value) in self.attributes {
            if value.is_empty() {
                visitor.attributes.remove(&key);
            } else {
                visitor.attributes.insert(key, value);
            }
        }
        if visitor.attributes.len() > Self::MAX_ATTRIBUTES {
            let problem = format!("a visitor has at most {} attributes; an empty value removes one", Self::MAX_ATTRIBUTES);
            return Err(Error::invalid("attributes", "TOO_MANY_ATTRIBUTES", problem));
        }
        if let Some(name) = self.name {
            visitor.user.name = name;
        }
        if let Some(email) = self.email {
            visitor.user.email = email;
        }
        visitor.visit = self.visit.or(visitor.visit.take());
        Ok(())
    }
}
