//! Search: a walk from the newest session to the oldest, a part of it at a time. The database only reads; what matches is decided here, where
//! case is understood in every script and no character of the query means anything.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::{Conn, messages, sessions};
use crate::model::{Body, ChatSession, Found, Message, Place, Search, SearchHit, SearchPlace, SessionFilter};
use crate::store::failure::Answer;
use crate::store::schema::users;

/// So many sessions one part of a walk looks through.
const SESSIONS: usize = 500;
/// So many messages.
const MESSAGES: usize = 20_000;
/// So many bytes of text.
const BYTES: usize = 16 * 1024 * 1024;
/// Sessions are read so many at a time.
const SESSIONS_PAGE: i64 = 50;
/// Messages are read so many at a time.
const MESSAGES_PAGE: i64 = 200;

/// What a part of a walk may still read.
struct Budget {
    sessions: usize,
    messages: usize,
    bytes: usize,
}

impl Budget {
    fn is_spent(&self) -> bool {
        self.sessions == 0 || self.messages == 0 || self.bytes == 0
    }
}

/// What was found in one session's log.
enum Looked {
    /// This message is the newest that has it.
    Hit(Box<Message>),
    /// None has it.
    Through,
    /// So far none has it: messages from this seq on.
    Until(i64),
}

/// Goes on with a walk until there are enough hits, or enough was read for once.
pub async fn walk(conn: &mut Conn, search: Search) -> Answer<Found> {
    let mut budget = Budget { sessions: SESSIONS, messages: MESSAGES, bytes: BYTES };
    let mut found = Found::default();
    let mut place = search.from;
    loop {
        let filter = SessionFilter { visible_to: Some(search.actor), ..SessionFilter::default() };
        let page = sessions::list(conn, filter, place.chat_session_id.saturating_add(1), SESSIONS_PAGE).await?;
        let people = people(conn, &page).await?;
        let last_page = page.len() < usize::try_from(SESSIONS_PAGE).unwrap_or_default();
        for session in page {
            let before_seq = if session.id == place.chat_session_id { place.before_seq } else { Message::MAX_SEQ };
            let message = match look(conn, &search, session.id, before_seq, &mut budget).await? {
                Looked::Hit(message) => Some(*message),
                Looked::Through => None,
                Looked::Until(before_seq) => {
                    found.next = Some(SearchPlace { chat_session_id: session.id, before_seq });
                    return Ok(found);
                }
            };
            found.searched_to = Some(session.created_at);
            place = SearchPlace { chat_session_id: session.id - 1, before_seq: Message::MAX_SEQ };
            let (name, email) = people.get(&session.user_id).cloned().unwrap_or_default();
            if message.is_some() || search.needle.is_in(&name) || search.needle.is_in(&email) {
                found.hits.push(SearchHit { session, user_name: name, message });
            }
            budget.sessions -= 1;
            if found.hits.len() >= search.enough || budget.is_spent() {
                found.next = Some(place);
                return Ok(found);
            }
        }
        if last_page {
            return Ok(found);
        }
    }
}

/// The names and addresses of the sessions' users.
async fn people(conn: &mut Conn, sessions: &[ChatSession]) -> Answer<HashMap<i64, (String, String)>> {
    let ids: Vec<i64> = sessions.iter().map(|session| session.user_id).collect();
    let rows: Vec<(i64, String, String)> =
        users::table.filter(users::id.eq_any(ids)).select((users::id, users::name, users::email)).load(conn).await?;
    Ok(rows.into_iter().map(|(id, name, email)| (id, (name, email))).collect())
}

/// Looks through a session's log, from the newest message before a seq on.
async fn look(conn: &mut Conn, search: &Search, session: i64, mut before_seq: i64, budget: &mut Budget) -> Answer<Looked> {
    loop {
        let page = messages::list(conn, session, Place::Before(before_seq), search.actor.sees_internal(), MESSAGES_PAGE).await?;
        let read = i64::try_from(page.len()).unwrap_or(i64::MAX);
        for message in page {
            before_seq = message.seq;
            let bytes = if let Body::Text(text) | Body::Note(text) = &message.body { text.len() } else { 0 };
            budget.messages = budget.messages.saturating_sub(1);
            budget.bytes = budget.bytes.saturating_sub(bytes);
            if search.needle.is_in_message(&message) {
                return Ok(Looked::Hit(Box::new(message)));
            }
        }
        if read < MESSAGES_PAGE || before_seq <= 1 {
            return Ok(Looked::Through);
        }
        if budget.is_spent() {
            return Ok(Looked::Until(before_seq));
        }
    }
}
