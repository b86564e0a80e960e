//! Users: erasing their data.

use std::sync::Arc;

use super::Chat;
use super::presence::visitor_profile;
use crate::model::{Error, Noun, Result, User};

impl Chat {
    /// Erases a user's data: who they are, what was said in their sessions, and their files. It cannot be undone; what failed in the middle is done by
    /// calling it again. Answers the user as they are then, and how many sessions were erased.
    pub async fn erase_user(&self, id: i64) -> Result<(User, usize)> {
        let chat = self.clone();
        self.finish(async move {
            let (changes, sessions) = chat.store.erase_user(id, chat.clock.now()).await?;
            chat.tell(changes).await;
            chat.store.erase_deeds(id).await?;
            let nobody = Arc::new(visitor_profile(id, User::NAMELESS.to_owned(), false));
            for session in &sessions {
                chat.store.erase_session(*session).await?;
                // Whoever has it open, closed as it is, reads it again.
                chat.hub.publish_presence(*session, &nobody);
            }
            // The bytes of their files. What is left is deleted by the house-keeping.
            while chat.sweep_attachments().await? > 0 {}
            let user = chat.store.get_user(id).await?.ok_or_else(|| Error::not_found(Noun::User, id))?;
            Ok((user, sessions.len()))
        })
        .await
    }
}
