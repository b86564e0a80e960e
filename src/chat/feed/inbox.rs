//! The inbox of a stream: what waits and what is active, and the actor's own sessions, which are streamed by themselves once they are assigned.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Feed, Item, Todo};
use crate::model::{Actor, ChatSession, SessionChange, SessionStatus};

impl Feed {
    /// Streams the inbox, beginning with what is in it.
    pub fn subscribe_inbox(&mut self) {
        self.subscriber.join_inbox();
        self.inbox.get_or_insert_default();
        self.read_inbox(false);
    }

    pub(super) fn deliver_change(&mut self, change: &SessionChange) {
        let session = &change.after;
        let visible = session.visible_to(self.actor);
        if let Some(shown) = &mut self.inbox {
            if visible {
                let known = if session.status == SessionStatus::Closed {
                    shown.remove(&session.id)
                } else {
                    shown.insert(session.id, is_own(session, self.actor))
                };
                self.ready.push_back(Item::Inbox(Arc::clone(session)));
                // What it was before is not known of a change that was found by comparing.
                if is_new(change, self.actor) && known != Some(true) && !self.cursors.contains_key(&session.id) {
                    self.todo.push_back(Todo::Open { chat_session_id: session.id, after_seq: 0, request_id: None });
                }
            } else if shown.remove(&session.id).is_some() {
                self.ready.push_back(Item::InboxRemoved(session.id));
            }
        }
        if !visible && self.cursors.contains_key(&session.id) {
            self.stop(session.id, None);
        }
    }

    pub(super) fn read_inbox(&mut self, missed: bool) {
        let status = Some(SessionStatus::Waiting);
        let missed = missed || self.todo.iter().any(|todo| matches!(todo, Todo::Inbox { missed: true, .. }));
        self.drop_todo(|todo| matches!(todo, Todo::Inbox { .. } | Todo::Listed));
        self.todo.push_back(Todo::Inbox { status, before_id: i64::MAX, seen: HashSet::new(), missed });
    }

    /// Shows a page of the inbox and turns to the next: first all that waits, then all that is active. What the client's inbox shows beyond
    /// that has ended or left it unseen.
    pub(super) fn inbox_page(&mut self, page: Vec<ChatSession>, limit: i64) {
        let Some(Todo::Inbox { status, before_id, seen, missed }) = self.todo.front_mut() else { return };
        let full = i64::try_from(page.len()).unwrap_or(i64::MAX) >= limit && !matches!(self.actor, Actor::User(_));
        if let Some(last) = page.last() {
            *before_id = last.id;
        }
        seen.extend(page.iter().map(|session| session.id));
        let mut done = None;
        if !full {
            if *status == Some(SessionStatus::Waiting) && !matches!(self.actor, Actor::User(_)) {
                (*status, *before_id) = (Some(SessionStatus::Active), i64::MAX);
            } else {
                done = Some(std::mem::take(seen));
            }
        }
        let missed = *missed;
        for session in page {
            self.show(session, missed);
        }
        let Some(seen) = done else { return };
        self.todo.pop_front();
        if let Some(shown) = &mut self.inbox {
            let unseen: Vec<i64> = shown.keys().filter(|id| !seen.contains(id)).copied().collect();
            shown.retain(|id, _| seen.contains(id));
            self.todo.extend(unseen.into_iter().map(Todo::Ended));
            self.todo.push_back(Todo::Listed);
        }
    }

    /// Shows a session of the inbox. One of the actor's own that is news to the client follows by itself, as if its change had been seen.
    fn show(&mut self, session: ChatSession, missed: bool) {
        let own = is_own(&session, self.actor);
        let open = session.status != SessionStatus::Closed;
        let Some(shown) = &mut self.inbox else { return };
        let known = if open { shown.insert(session.id, own) } else { shown.remove(&session.id) };
        if missed && open && own && known != Some(true) && !self.cursors.contains_key(&session.id) {
            self.todo.push_back(Todo::Open { chat_session_id: session.id, after_seq: 0, request_id: None });
        }
        self.ready.push_back(Item::Inbox(Arc::new(session)));
    }
}

/// Whether a change brings the actor a session of their own that they did not have.
fn is_new(change: &SessionChange, actor: Actor) -> bool {
    is_own(&change.after, actor) && !change.before.as_deref().is_some_and(|before| is_own(before, actor))
}

/// Whether a session is the actor's own.
fn is_own(session: &ChatSession, actor: Actor) -> bool {
    match actor {
        Actor::User(id) => session.user_id == id,
        Actor::Agent(id) | Actor::Admin(id) => session.agent_id == Some(id),
        Actor::Service => false,
    }
}
