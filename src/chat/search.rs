//! Search.

use super::Chat;
use crate::model::{Actor, Error, Found, Result, Search};

impl Chat {
    /// Goes on with a search among the sessions that its actor may see.
    pub async fn search(&self, search: Search) -> Result<Found> {
        if matches!(search.actor, Actor::User(_)) {
            return Err(Error::RoleRequired("an agent or an administrator"));
        }
        self.store.search(search).await
    }
}
