//! Agents: availability and capacity, which move the queue.

use super::Chat;
use crate::model::{Agent, AgentUpdate, Participant, Result};

impl Chat {
    /// Sets whether an agent takes new sessions; who becomes available is given what waits.
    pub async fn set_availability(&self, agent_id: i64, available: bool) -> Result<Agent> {
        let chat = self.clone();
        self.finish(async move {
            let (agent, changes) = chat.store.set_availability(agent_id, available, chat.clock.now()).await?;
            chat.tell(changes).await;
            chat.hub.touch(Participant::Agent(agent_id));
            Ok(agent)
        })
        .await
    }

    /// Changes an agent; more room is filled from the queue.
    pub async fn update_agent(&self, agent_id: i64, update: AgentUpdate) -> Result<Agent> {
        let chat = self.clone();
        self.finish(async move {
            let (agent, changes) = chat.store.update_agent(agent_id, update, chat.clock.now()).await?;
            chat.tell(changes).await;
            chat.hub.touch(Participant::Agent(agent_id));
            Ok(agent)
        })
        .await
    }
}
