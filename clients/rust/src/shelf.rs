//! Where the line lays what its reader has not taken yet.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use tokio::sync::Notify;

use crate::{Error, v1};

/// What one reader has not taken yet, and the end behind it.
#[derive(Default)]
pub(crate) struct Shelf<T>(Mutex<State<T>>);

#[derive(Default)]
struct State<T> {
    held: T,
    end: Option<Result<(), Error>>,
    told: bool,
    reader: Option<Waker>,
}

impl<T> Shelf<T> {
    /// Changes what is held, and wakes the reader.
    pub(crate) fn change<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        let mut state = self.state();
        let result = change(&mut state.held);
        wake(state);
        result
    }

    /// Nothing more will come. Only the first end counts.
    pub(crate) fn end(&self, end: Result<(), Error>) {
        let mut state = self.state();
        if state.end.is_none() {
            state.end = Some(end);
        }
        wake(state);
    }

    /// Why nothing more will come; `None` while more may.
    pub(crate) fn why_ended(&self) -> Option<Error> {
        self.state().end.clone().map(|end| end.err().unwrap_or_else(Error::closed))
    }

    /// The next thing to read, then the error that ended it, if one did, then nothing.
    pub(crate) fn poll<M>(&self, context: &mut Context<'_>, take: impl FnOnce(&mut T) -> Option<M>) -> Poll<Option<Result<M, Error>>> {
        let mut state = self.state();
        if let Some(taken) = take(&mut state.held) {
            return Poll::Ready(Some(Ok(taken)));
        }
        match state.end.clone() {
            Some(Err(error)) if !std::mem::replace(&mut state.told, true) => Poll::Ready(Some(Err(error))),
            Some(_) => Poll::Ready(None),
            None => {
                state.reader = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// No text is shown.
impl<T> fmt::Debug for Shelf<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shelf")
    }
}

fn wake<T>(mut state: MutexGuard<'_, State<T>>) {
    let reader = state.reader.take();
    drop(state);
    if let Some(reader) = reader {
        reader.wake();
    }
}

/// The messages of a conversation that were not read yet.
#[derive(Default)]
pub(crate) struct Messages {
    waiting: VecDeque<v1::Message>,
    /// No more is taken until there is room.
    paused: bool,
}

impl Messages {
    /// A slow reader holds at most so many.
    pub(crate) const MOST: usize = 256;

    /// Holds one more message; says whether there was room. If not, the reader says when there is.
    pub(crate) fn put(&mut self, message: &v1::Message) -> bool {
        self.paused |= self.waiting.len() >= Self::MOST;
        if !self.paused {
            self.waiting.push_back(message.clone());
        }
        !self.paused
    }

    /// The next message, and whether there is room again from now on.
    pub(crate) fn take(&mut self) -> Option<(v1::Message, bool)> {
        let message = self.waiting.pop_front()?;
        let room = self.paused && self.waiting.len() <= Self::MOST / 2;
        self.paused &= !room;
        Some((message, room))
    }
}

/// The sessions of an inbox that were told of and not read yet: of each only as it was last told, so that a change more holds no more.
#[derive(Default)]
pub(crate) struct Changes {
    order: VecDeque<i64>,
    newest: HashMap<i64, v1::InboxChanged>,
    /// The sessions that are in it, as far as it was told, and whether the server has named them since it began to name all.
    there: HashMap<i64, bool>,
    /// Is notified whenever all of it has been told.
    listings: Arc<Notify>,
}

impl Changes {
    /// Holds a change, in the place of an older one of the same session.
    pub(crate) fn put(&mut self, change: v1::InboxChanged) {
        let (id, status) = change.chat_session.as_ref().map(|session| (session.id, session.status())).unwrap_or_default();
        // What is closed the server does not name again.
        if change.removed || status == v1::ChatSessionStatus::Closed {
            self.there.remove(&id);
        } else {
            self.there.insert(id, true);
        }
        if self.newest.insert(id, change).is_none() {
            self.order.push_back(id);
        }
    }

    /// What was named until now was named by another stream.
    pub(crate) fn begin(&mut self) {
        self.there.values_mut().for_each(|named| *named = false);
    }

    /// All that is there has been named: what was not has left unseen.
    pub(crate) fn listed(&mut self) {
        let gone: Vec<i64> = self.there.iter().filter(|(_, named)| !**named).map(|(id, _)| *id).collect();
        for id in gone {
            self.put(v1::InboxChanged { chat_session: Some(v1::ChatSession { id, ..Default::default() }), removed: true });
        }
        self.begin();
        self.listings.notify_one();
    }

    /// What is notified whenever all of it has been told, for one who waits.
    pub(crate) fn listings(&self) -> Arc<Notify> {
        Arc::clone(&self.listings)
    }

    /// The next change.
    pub(crate) fn take(&mut self) -> Option<v1::InboxChanged> {
        self.order.pop_front().and_then(|id| self.newest.remove(&id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(seq: i64) -> v1::Message {
        v1::Message { seq, ..Default::default() }
    }

    #[test]
    fn a_full_shelf_has_room_again_when_half_is_read() {
        let mut messages = Messages::default();
        for seq in 1..=256 {
            assert!(messages.put(&message(seq)));
        }
        assert!(!messages.put(&message(257)));
        let rooms: Vec<bool> = (0..256).filter_map(|_| messages.take()).map(|(_, room)| room).collect();
        assert_eq!(rooms.iter().position(|room| *room), Some(127), "128 of them are left then");
        assert_eq!(rooms.iter().filter(|room| **room).count(), 1, "it is said once");
        assert!(messages.put(&message(257)));
    }

    #[test]
    fn what_is_held_is_not_shown() {
        let shelf: Shelf<Messages> = Shelf::default();
        let body = Some(v1::message::Body::Message("between us".to_owned()));
        shelf.change(|messages| messages.put(&v1::Message { body, ..message(1) }));
        assert!(!format!("{shelf:?}").contains("between us"), "{shelf:?}");
    }

    #[test]
    fn an_inbox_holds_each_session_once() {
        let change = |id, removed| v1::InboxChanged { chat_session: Some(v1::ChatSession { id, ..Default::default() }), removed };
        let mut changes = Changes::default();
        changes.put(change(1, false));
        changes.put(change(2, false));
        changes.put(change(1, true));
        assert_eq!([changes.take(), changes.take(), changes.take()], [Some(change(1, true)), Some(change(2, false)), None]);
    }

    #[test]
    fn what_has_left_an_inbox_unseen_is_told_once() {
        let change = |id, status: v1::ChatSessionStatus, removed| v1::InboxChanged {
            chat_session: Some(v1::ChatSession { id, status: status.into(), ..Default::default() }),
            removed,
        };
        let (open, closed) = (v1::ChatSessionStatus::Active, v1::ChatSessionStatus::Closed);
        let mut changes = Changes::default();
        let told = |changes: &mut Changes| -> Vec<_> {
            std::iter::from_fn(|| changes.take()).map(|it| (it.chat_session.unwrap_or_default().id, it.removed)).collect()
        };
        for id in 1..=4 {
            changes.put(change(id, open, false));
        }
        changes.put(change(2, closed, false));
        changes.put(change(3, v1::ChatSessionStatus::Unspecified, true));
        changes.listed();
        assert_eq!(told(&mut changes), [(1, false), (2, false), (3, true), (4, false)]);
        changes.begin();
        changes.put(change(4, open, false));
        assert_eq!(told(&mut changes), [(4, false)]);
        changes.listed();
        assert_eq!(told(&mut changes), [(1, true)], "what was closed or removed is not missed");
        changes.put(change(4, open, false));
        changes.listed();
        assert_eq!(told(&mut changes), [(4, false)]);
    }

    #[test]
    fn what_is_held_comes_before_the_end_and_the_error_once() {
        let shelf: Shelf<Changes> = Shelf::default();
        let mut context = Context::from_waker(Waker::noop());
        assert!(shelf.poll(&mut context, Changes::take).is_pending());
        shelf.change(|changes| changes.put(v1::InboxChanged::default()));
        shelf.end(Err(Error::broken("gone")));
        shelf.end(Ok(()));
        assert!(matches!(shelf.poll(&mut context, Changes::take), Poll::Ready(Some(Ok(_)))));
        assert!(matches!(shelf.poll(&mut context, Changes::take), Poll::Ready(Some(Err(_)))));
        assert!(matches!(shelf.poll(&mut context, Changes::take), Poll::Ready(None)));
        assert_eq!(shelf.why_ended().map(|error| error.message().to_owned()).as_deref(), Some("gone"));
    }
}
