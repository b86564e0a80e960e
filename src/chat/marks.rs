//! Marks and typing: what is in no log.

use super::Chat;
use crate::hub::Event;
use crate::model::{Actor, Error, Marks, Result};

impl Chat {
    /// Moves the actor's marks forward.
    pub async fn mark(&self, actor: Actor, chat_session_id: i64, delivered: i64, read: i64) -> Result<Marks> {
        let chat = self.clone();
        self.finish(async move {
            let marks = chat.store.mark(chat_session_id, actor, delivered, read).await?;
            chat.hub.publish(chat_session_id, &Event::Marks(chat_session_id, marks));
            Ok(marks)
        })
        .await
    }

    /// Tells the others that the actor is typing, or has stopped.
    pub async fn typing(&self, actor: Actor, chat_session_id: i64, stopped: bool) -> Result<()> {
        let session = self.get_session(actor, chat_session_id).await?;
        let participant = actor.participant().ok_or(Error::RoleRequired("a visitor or an agent"))?;
        session.check_send(actor)?;
        self.hub.publish(chat_session_id, &Event::Typing(chat_session_id, participant, stopped));
        Ok(())
    }
}
