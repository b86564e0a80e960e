//! Sessions: create, look up, accept, close. Routing happens in the same transactions: see `store`.

use super::Chat;
use crate::model::{Actor, ChatSession, Error, NewSession, Noun, Result, SessionFilter};

impl Chat {
    /// Creates a session, or returns the one that the same request created before.
    pub async fn create_session(&self, actor: Actor, session: NewSession) -> Result<ChatSession> {
        match actor {
            Actor::User(id) if id != session.user_id => return Err(Error::not_found(Noun::User, session.user_id)),
            _ => {}
        }
        let chat = self.clone();
        self.finish(async move {
            let (change, _) = chat.store.create_session(session, chat.clock.now()).await?;
            let session = ChatSession::clone(&change.after);
            chat.tell_or_refresh(change);
            Ok(session)
        })
        .await
    }

    /// A session that the actor may see.
    pub async fn get_session(&self, actor: Actor, id: i64) -> Result<ChatSession> {
        let session = self.store.get_session(id).await?.filter(|session| session.visible_to(actor));
        session.ok_or_else(|| Error::not_found(Noun::Session, id))
    }

    /// The sessions that the actor may see, the newest first, with ids below `before_id`.
    pub async fn list_sessions(&self, actor: Actor, filter: SessionFilter, before_id: i64, limit: i64) -> Result<Vec<ChatSession>> {
        self.store.list_sessions(SessionFilter { visible_to: Some(actor), ..filter }, before_id, limit).await
    }

    /// Closes a session; the place that it frees goes to whoever has waited longest.
    pub async fn close_session(&self, actor: Actor, id: i64) -> Result<ChatSession> {
        let chat = self.clone();
        self.finish(async move {
            let changes = chat.store.close_session(id, actor, chat.clock.now()).await?;
            let closed = changes.first().map(|change| ChatSession::clone(&change.after));
            chat.tell(changes);
            closed.ok_or_else(|| Error::Internal(format!("closing chat session {id} changed nothing")))
        })
        .await
    }

    /// Takes a waiting session.
    pub async fn accept_session(&self, actor: Actor, id: i64) -> Result<ChatSession> {
        let chat = self.clone();
        self.finish(async move {
            let change = chat.store.accept_session(id, actor, chat.clock.now()).await?;
            let session = ChatSession::clone(&change.after);
            chat.tell_or_refresh(change);
            Ok(session)
        })
        .await
    }
}
