//! Marks, typing and viewing: what is in no log.

use super::Chat;
use crate::hub::{Activity, Doing};
use crate::model::{Actor, Error, Marks, Participant, Result};

impl Chat {
    /// Moves the actor's marks forward.
    pub async fn mark(&self, actor: Actor, chat_session_id: i64, delivered: i64, read: i64) -> Result<Marks> {
        let chat = self.clone();
        self.finish(async move {
            let marks = chat.store.mark(chat_session_id, actor, delivered, read).await?;
            chat.hub.publish_marks(chat_session_id, marks);
            Ok(marks)
        })
        .await
    }

    /// Tells the others that the actor is typing a message, or a note of which only agents are told, or has stopped.
    pub async fn typing(&self, actor: Actor, chat_session_id: i64, stopped: bool, note: bool) -> Result<()> {
        if note && !actor.sees_internal() {
            return Err(Error::invalid("note", "NOT_ALLOWED", "only agents write notes"));
        }
        let session = self.get_session(actor, chat_session_id).await?;
        let participant = actor.participant().ok_or(Error::RoleRequired("a visitor or an agent"))?;
        let doing = if note {
            session.check_note(actor)?;
            Doing::TypingNote
        } else {
            session.check_send(actor)?;
            Doing::Typing
        };
        self.hub.publish_activity(Activity { chat_session_id, participant, doing, stopped });
        Ok(())
    }

    /// Tells the other agents that the actor is looking at a session, or has stopped.
    pub async fn viewing(&self, actor: Actor, chat_session_id: i64, stopped: bool) -> Result<()> {
        self.get_session(actor, chat_session_id).await?;
        let participant = actor.agent_id().map(Participant::Agent).ok_or(Error::RoleRequired("an agent"))?;
        self.hub.publish_activity(Activity { chat_session_id, participant, doing: Doing::Viewing, stopped });
        Ok(())
    }
}
