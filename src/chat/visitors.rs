//! Visitors, as agents see them and as they see themselves.

use super::Chat;
use crate::model::{Actor, Result, Visitor, VisitorUpdate};

impl Chat {
    /// Changes what is said of a visitor.
    pub async fn update_visitor(&self, user_id: i64, update: VisitorUpdate) -> Result<Visitor> {
        self.store.update_visitor(user_id, update).await
    }

    /// Of these users, by id, those who have a session that the actor may see.
    pub async fn list_visitors(&self, actor: Actor, ids: Vec<i64>) -> Result<Vec<Visitor>> {
        self.store.list_visitors(ids, actor).await
    }
}
