//! Users: erasing their data.

use super::Chat;
use crate::model::{Error, Noun, Participant, Result, User};

impl Chat {
    /// Erases a user's data: who they are, what was said in their sessions, and their files. It cannot be undone; what failed in the middle is done by
    /// calling it again. Answers the user as they are then, and how many sessions were erased.
    pub async fn erase_user(&self, id: i64) -> Result<(User, usize)> {
        let chat = self.clone();
        self.finish(async move {
            let (changes, sessions) = chat.store.erase_user(id, chat.clock.now()).await?;
            chat.tell(changes).await;
            chat.store.erase_deeds(id).await?;
            for session in &sessions {
                chat.store.erase_session(*session).await?;
            }
            // Whoever has a chat of theirs open sees the name go.
            chat.hub.touch(Participant::User(id));
            // The bytes of their files. What is left is deleted by the house-keeping.
            while chat.sweep_attachments().await? > 0 {}
            let user = chat.store.get_user(id).await?.ok_or_else(|| Error::not_found(Noun::User, id))?;
            Ok((user, sessions.len()))
        })
        .await
    }
}
