//! A bot's main loop.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::v1::{self, AvailabilityStatus, ChatSessionStatus};
use crate::{Client, Conversation, Error, Sender};

impl Client {
    /// A bot's main loop: makes the agent available, again whenever the line has come back, and calls the handler with an open conversation, from the
    /// beginning, for each chat session that is active and theirs. All that it returns is done at the same time, in tasks of its own.
    ///
    /// When a session is theirs no longer, closed or handed over, its conversation is closed, and so its messages end; if it comes back, the handler is
    /// called anew. Who gives each message an id that follows from what it answers, such as `greeting` and `answer-SEQ`, says nothing twice by that.
    /// Until then a handler that has returned is not called again. What one fails with ends its own talk alone, and is logged at the level error.
    ///
    /// It goes on, whatever happens to the line, until the client is closed, and fails where the caller is no agent or the inbox fails. It has closed the
    /// conversations by then, and waited for what the handler does. Whoever drops this future ends all of it at once.
    ///
    /// # Panics
    /// If the handler itself panics. What it returns may: that ends only its own talk.
    pub async fn serve<H, T, E>(&self, handler: H) -> Result<(), Error>
    where
        H: FnMut(Conversation) -> T + Send,
        T: Future<Output = Result<(), E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
    {
        let mut talks = Talks { client: self, handler, open: HashMap::new(), tasks: JoinSet::new() };
        let end = talks.keep().await;
        talks.end().await;
        // That the client is closed is how it ends well.
        end.or_else(|error| if error.is_closed() { Ok(()) } else { Err(error) })
    }
}

struct Talks<'a, H> {
    client: &'a Client,
    handler: H,
    /// The sessions that are the agent's now, whether the handler has returned or not.
    open: HashMap<i64, Talk>,
    tasks: JoinSet<()>,
}

/// A conversation that is closed when the session is the agent's no longer.
struct Talk(Sender);

impl Drop for Talk {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl<H, T, E> Talks<'_, H>
where
    H: FnMut(Conversation) -> T,
    T: Future<Output = Result<(), E>> + Send + 'static,
    E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
{
    async fn keep(&mut self) -> Result<(), Error> {
        let me = make_available(self.client).await?;
        let mut inbox = self.client.inbox();
        let stay = stay_available(self.client, inbox.shelf.change(|changes| changes.listings()));
        let follow = async {
            while let Some(change) = inbox.next().await.transpose()? {
                let session = change.chat_session.unwrap_or_default();
                if session.status() != ChatSessionStatus::Active || session.agent_id != Some(me) {
                    self.open.remove(&session.id);
                } else if !self.open.contains_key(&session.id) {
                    self.begin(session.id);
                }
                // Nobody asks what has become of them.
                while self.tasks.try_join_next().is_some() {}
            }
            Ok(())
        };
        tokio::select! { end = follow => end, never = stay => match never {} }
    }

    /// Closes the conversations, and waits until the handlers have done what they do then.
    async fn end(mut self) {
        self.open.clear();
        while self.tasks.join_next().await.is_some() {}
    }

    fn begin(&mut self, session_id: i64) {
        let conversation = self.client.conversation(session_id, 0);
        self.open.insert(session_id, Talk(conversation.sender()));
        let talk = (self.handler)(conversation);
        self.tasks.spawn(async move {
            if let Err(error) = talk.await {
                tell(session_id, error.into().as_ref());
            }
        });
    }
}

async fn make_available(client: &Client) -> Result<i64, Error> {
    let request = v1::SetAvailabilityRequest { availability_status: AvailabilityStatus::Available.into(), ..Default::default() };
    let agents = client.agents();
    let made = client.repeat(Duration::MAX, || {
        let mut agents = agents.clone();
        async move { agents.set_availability(request).await }
    });
    made.await?.agent.map(|agent| agent.id).ok_or_else(|| Error::broken("the answer holds no agent"))
}

/// The service makes an agent unavailable whose line was away for long. When the inbox is told, it is back.
async fn stay_available(client: &Client, listings: Arc<Notify>) -> Infallible {
    loop {
        listings.notified().await;
        match make_available(client).await {
            Err(error) if !error.is_closed() => tracing::error!(%error, "the agent could not be made available again"),
            _ => {}
        }
    }
}

fn tell(session_id: i64, error: &(dyn std::error::Error + Send + Sync + 'static)) {
    // A session that goes ends what its handler is in the middle of.
    if error.downcast_ref().is_some_and(Error::is_closed) {
        tracing::debug!(session_id, "a handler has ended with its conversation");
    } else {
        tracing::error!(session_id, error = %error, "a handler has failed");
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::Credentials;

    #[tokio::test]
    async fn the_end_closes_the_conversations_and_waits_for_what_the_handlers_do_then() {
        let client = Client::new("http://127.0.0.1:9", Credentials::api_key("key")).expect("a client");
        let done = Arc::new(AtomicBool::new(false));
        let handler = |mut chat: Conversation| {
            let done = Arc::clone(&done);
            async move {
                while chat.next().await.is_some() {}
                tokio::time::sleep(Duration::from_millis(20)).await;
                done.store(true, Ordering::Relaxed);
                Ok::<_, Error>(())
            }
        };
        let mut talks = Talks { client: &client, handler, open: HashMap::new(), tasks: JoinSet::new() };
        talks.begin(7);
        tokio::time::timeout(Duration::from_secs(10), talks.end()).await.expect("it ends");
        assert!(done.load(Ordering::Relaxed));
    }
}
