//! Sessions: create, look up, accept, close, hand on, reopen, tag, rate. Routing happens in the same transactions: see `store`.

use super::Chat;
use crate::model::{Actor, ChatSession, Error, NewSession, Noun, Result, SessionChange, SessionFilter, TransferTarget};

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
            Ok(chat.told(change).await)
        })
        .await
    }

    /// A session that the actor may see.
    pub async fn get_session(&self, actor: Actor, id: i64) -> Result<ChatSession> {
        let session = self.store.get_session(id).await?.filter(|session| session.visible_to(actor));
        session.ok_or_else(|| Error::not_found(Noun::Session, id))
    }

    /// A session that the actor may read: one that they may see, and for an agent an earlier one of somebody who has an open session that the
    /// agent may see.
    pub async fn read_session(&self, actor: Actor, id: i64) -> Result<ChatSession> {
        self.store.get_readable_session(id, actor).await?.ok_or_else(|| Error::not_found(Noun::Session, id))
    }

    /// The sessions that the actor may see, the newest first, with ids below `before_id`; of one user, those that the actor may read.
    pub async fn list_sessions(&self, actor: Actor, filter: SessionFilter, before_id: i64, limit: i64) -> Result<Vec<ChatSession>> {
        let reads_all = match (actor, filter.user_id) {
            (Actor::Agent(agent), Some(user)) => self.store.agent_knows_user(agent, user).await?,
            _ => false,
        };
        let visible_to = Some(actor).filter(|_| !reads_all);
        self.store.list_sessions(SessionFilter { visible_to, ..filter }, before_id, limit).await
    }

    /// Closes a session; the place that it frees goes to whoever has waited longest.
    pub async fn close_session(&self, actor: Actor, id: i64) -> Result<ChatSession> {
        let chat = self.clone();
        self.finish(async move {
            let changes = chat.store.close_session(id, actor, chat.clock.now()).await?;
            let closed = changes.first().map(|change| ChatSession::clone(&change.after));
            chat.tell(changes).await;
            closed.ok_or_else(|| Error::Internal(format!("closing chat session {id} changed nothing")))
        })
        .await
    }

    /// Takes a waiting session.
    pub async fn accept_session(&self, actor: Actor, id: i64) -> Result<ChatSession> {
        let chat = self.clone();
        self.finish(async move {
            let change = chat.store.accept_session(id, actor, chat.clock.now()).await?;
            Ok(chat.told(change).await)
        })
        .await
    }

    /// Hands an open session to an agent or a team; the place that it frees goes to whoever has waited longest.
    pub async fn transfer_session(&self, actor: Actor, id: i64, target: TransferTarget) -> Result<ChatSession> {
        let chat = self.clone();
        self.finish(async move {
            let mut changes = chat.store.transfer_session(id, actor, target, chat.clock.now()).await?;
            if changes.is_empty() {
                return Err(Error::Internal(format!("handing chat session {id} on changed nothing")));
            }
            let others = changes.split_off(1);
            let handed = chat.told(changes.remove(0)).await;
            chat.tell(others).await;
            Ok(handed)
        })
        .await
    }

    /// Opens a closed session again for the agent.
    pub async fn reopen_session(&self, actor: Actor, id: i64) -> Result<ChatSession> {
        let chat = self.clone();
        self.finish(async move { Ok(chat.told(chat.store.reopen_session(id, actor, chat.clock.now()).await?).await) }).await
    }

    /// Replaces a session's tags, which are sorted and each there once.
    pub async fn set_tags(&self, actor: Actor, id: i64, tags: Vec<String>) -> Result<ChatSession> {
        let chat = self.clone();
        self.finish(async move { Ok(chat.told(chat.store.set_tags(id, actor, tags, chat.clock.now()).await?).await) }).await
    }

    /// Writes down what the visitor thought of a session.
    pub async fn rate_session(&self, actor: Actor, id: i64, score: i32, comment: String) -> Result<ChatSession> {
        let chat = self.clone();
        self.finish(async move { Ok(chat.told(chat.store.rate_session(id, actor, score, comment, chat.clock.now()).await?).await) }).await
    }

    /// Tells of a change, and answers what has become of the session.
    async fn told(&self, change: SessionChange) -> ChatSession {
        let session = ChatSession::clone(&change.after);
        self.tell_or_refresh(change).await;
        session
    }
}
