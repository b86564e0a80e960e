//! What a feed reads from the store, for the first thing that it has to do. It goes on while the stream has something else to do, and is not begun again for that.

use std::sync::Arc;
use std::time::Duration;

use futures::future::{BoxFuture, FutureExt as _};
use tokio_util::task::AbortOnDropHandle;

use super::{Feed, INBOX_PAGE, Item, PAGE, Todo, VISITOR_INBOX};
use crate::chat::Chat;
use crate::model::{Actor, ChatSession, Error, Marks, Message, Profile, Result, SessionFilter};

/// How long a feed waits before it asks a store again that does not answer.
const RETRY: Duration = Duration::from_millis(500);

/// A session that is to be streamed, how far everyone is, and who takes part.
pub(super) type Opened = (ChatSession, Vec<Marks>, Vec<Profile>);

/// What was read.
pub(super) enum Read {
    /// For [`Todo::Open`]: what there is, or why it is not for the actor.
    Opened(Result<Opened>),
    /// For [`Todo::CatchUp`]: what comes next; `None` where the actor may no longer see it.
    Page(Option<Vec<Message>>),
    /// For [`Todo::Marks`].
    Marks(Vec<Marks>, Vec<Profile>),
    /// For [`Todo::Ended`]: what there is to show.
    Ended(Item),
    /// For [`Todo::Inbox`]: a page, and how long one is.
    Inbox(Vec<ChatSession>, i64),
}

impl Feed {
    /// Does a part of the first thing to do, and keeps it if it is not done.
    pub(super) async fn work(&mut self) {
        if self.reading.is_none() {
            self.reading = self.begin();
        }
        let Some(reading) = &mut self.reading else { return };
        let read = reading.await;
        self.reading = None;
        // One that has panicked is begun again, as one that failed.
        if let Ok(Ok(read)) = read {
            self.take(read);
        }
    }

    /// Does the first thing, or begins to read what it needs.
    fn begin(&mut self) -> Option<AbortOnDropHandle<Result<Read>>> {
        let (chat, actor) = (self.chat.clone(), self.actor);
        let reading: BoxFuture<'static, Result<Read>> = match self.todo.front()? {
            Todo::Open { chat_session_id, .. } => {
                let id = *chat_session_id;
                // First watch, then read: what is committed in between comes twice and is dropped by its seq.
                self.subscriber.join(id);
                chat.read_open(actor, id).boxed()
            }
            Todo::CatchUp(id) => {
                let id = *id;
                let Some(cursor) = self.cursors.get(&id).copied() else {
                    self.todo.pop_front();
                    return None;
                };
                chat.read_page(actor, id, cursor).boxed()
            }
            Todo::Marks(id) => chat.read_marks(*id).boxed(),
            Todo::Ended(id) => chat.read_ended(actor, *id).boxed(),
            Todo::Inbox { status, before_id, .. } => {
                let (limit, filter) = match actor {
                    Actor::User(_) => (VISITOR_INBOX, SessionFilter::default()),
                    _ => (INBOX_PAGE, SessionFilter { status: *status, ..SessionFilter::default() }),
                };
                let before_id = *before_id;
                async move { Ok(Read::Inbox(chat.list_sessions(actor, filter, before_id, limit).await?, limit)) }.boxed()
            }
            Todo::Close { .. } | Todo::Listed => {
                match self.todo.pop_front() {
                    Some(Todo::Close { chat_session_id, request_id }) => self.stop(chat_session_id, Some(request_id)),
                    _ => self.ready.push_back(Item::InboxListed),
                }
                return None;
            }
        };
        // A task of its own: a client that does not read has its stream polled no more, and what waits for the store must not hold a place in its queue then.
        Some(AbortOnDropHandle::new(tokio::spawn(async {
            let read = reading.await;
            if let Err(error) = &read {
                tracing::warn!(%error, "a stream waits for the store");
                tokio::time::sleep(RETRY).await;
            }
            read
        })))
    }

    /// Takes what was read for the first thing to do.
    fn take(&mut self, read: Read) {
        match read {
            Read::Opened(opened) => self.opened(opened),
            Read::Page(page) => self.page(page),
            Read::Marks(marks, profiles) => {
                let Some(Todo::Marks(id)) = self.todo.pop_front() else { return };
                self.ready.extend(marks.into_iter().map(|marks| Item::Marks(id, marks)));
                for profile in profiles {
                    self.show_presence(id, Arc::new(profile));
                }
            }
            Read::Ended(item) => {
                self.todo.pop_front();
                self.ready.push_back(item);
            }
            Read::Inbox(page, limit) => self.inbox_page(page, limit),
        }
    }

    fn page(&mut self, page: Option<Vec<Message>>) {
        let Some(Todo::CatchUp(id)) = self.todo.front() else { return };
        let id = *id;
        let Some(page) = page else {
            self.stop(id, None);
            return;
        };
        if i64::try_from(page.len()).unwrap_or(i64::MAX) < PAGE {
            self.todo.pop_front();
        }
        for entry in page {
            self.cursors.insert(id, entry.seq);
            self.show_entry(Arc::new(entry));
        }
    }
}

impl Chat {
    async fn read_open(self, actor: Actor, id: i64) -> Result<Read> {
        match self.get_session(actor, id).await {
            Ok(session) => Ok(Read::Opened(Ok((session, self.store.get_marks(id).await?, self.profiles(id).await?)))),
            Err(Error::Unavailable(text)) => Err(Error::Unavailable(text)),
            Err(error) => Ok(Read::Opened(Err(error))),
        }
    }

    async fn read_page(self, actor: Actor, id: i64, after_seq: i64) -> Result<Read> {
        let page = self.store.list_messages(id, after_seq, PAGE).await?;
        // Asked after reading: what was written once the actor had lost sight of the session may be in the page.
        match self.get_session(actor, id).await {
            Ok(_) => Ok(Read::Page(Some(page))),
            Err(Error::NotFound { .. }) => Ok(Read::Page(None)),
            Err(error) => Err(error),
        }
    }

    async fn read_marks(self, id: i64) -> Result<Read> {
        Ok(Read::Marks(self.store.get_marks(id).await?, self.profiles(id).await?))
    }

    async fn read_ended(self, actor: Actor, id: i64) -> Result<Read> {
        match self.get_session(actor, id).await {
            Ok(session) => Ok(Read::Ended(Item::Inbox(Arc::new(session)))),
            Err(Error::NotFound { .. }) => Ok(Read::Ended(Item::InboxRemoved(id))),
            Err(error) => Err(error),
        }
    }
}
