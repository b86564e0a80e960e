//! Messages: send and list.

use std::sync::Arc;

use super::Chat;
use crate::auth::secrets;
use crate::model::{Actor, Message, NewMessage, Place, Result};
use crate::store::Pending;

impl Chat {
    /// Hands a message to the node's writer. What is handed over in one order is stored in that order, and is stored even if nobody waits
    /// for the answer. The answer comes once the message is durable.
    pub async fn submit(&self, mut message: NewMessage) -> Result<Pending> {
        message.check()?;
        if message.client_message_id.is_empty() {
            // With an id of its own the message is safe to write again when the store's answer is lost.
            message.client_message_id = secrets::random_id(&*self.clock);
        }
        self.writer.submit(message).await
    }

    /// Stores a message.
    pub async fn send(&self, message: NewMessage) -> Result<Arc<Message>> {
        let (message, _) = self.submit(message).await?.done().await?;
        Ok(message)
    }

    /// The messages that the actor gets to see, from a place on, of a session that they may see.
    pub async fn list_messages(&self, actor: Actor, chat_session_id: i64, place: Place, limit: i64) -> Result<Vec<Message>> {
        self.read_session(actor, chat_session_id).await?;
        self.store.list_visible_messages(actor, chat_session_id, place, limit).await
    }
}
