//! Teams, which move the queue.

use super::Chat;
use crate::model::{Result, Team, TeamUpdate};

impl Chat {
    /// Adds a team. Nothing waits for it yet.
    pub async fn create_team(&self, name: String, agent_ids: Vec<i64>) -> Result<Team> {
        self.store.create_team(name, agent_ids, self.clock.now()).await
    }

    /// Changes a team; new members are given what waits for it.
    pub async fn update_team(&self, id: i64, update: TeamUpdate) -> Result<Team> {
        let chat = self.clone();
        self.finish(async move {
            let (team, changes) = chat.store.update_team(id, update, chat.clock.now()).await?;
            chat.tell(changes).await;
            Ok(team)
        })
        .await
    }

    /// Deletes a team; what waits for it waits for anyone from then on.
    pub async fn delete_team(&self, id: i64) -> Result<()> {
        let chat = self.clone();
        self.finish(async move {
            let changes = chat.store.delete_team(id, chat.clock.now()).await?;
            chat.tell(changes).await;
            Ok(())
        })
        .await
    }
}
