//! Erasing a user's data: who they are at once, and then what was said, session by session. What is left are the logs' places, so that seqs stay dense
//! and the audit log can be verified. Each step can be taken again.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::assignment::{self, Step, What};
use super::{Conn, agents, audit, outbox, sessions};
use crate::model::{Body, Deed, Error, Event, Message, Noun, Participant, SessionChange, SessionStatus, Time, Upload, User};
use crate::store::failure::Answer;
use crate::store::rows::{ERASED, ERASED_NOTE, MessageRow, all, at, body_columns, status_word};
use crate::store::schema::{attachments, audit_log, chat_sessions, credentials, messages, users};
use crate::store::statement::{Statement, padded};

/// So many sessions are named by one record.
const NAMED_AT_ONCE: usize = 500;

/// Erases who a user is, ends their sessions and tokens, and notes it. Answers what has become of their sessions and of others that wait, and all
/// sessions that are theirs.
pub async fn erase_user(conn: &mut Conn, id: i64, now: Time) -> Answer<(Vec<SessionChange>, Vec<i64>)> {
    assignment::lock_queue(conn).await?;
    let known = users::table.find(id).select(users::erased_at).first::<Option<chrono::NaiveDateTime>>(conn).await.optional()?;
    let erased_at = known.ok_or_else(|| Error::not_found(Noun::User, id))?;
    let theirs = chat_sessions::table.filter(chat_sessions::user_id.eq(id)).order(chat_sessions::id);
    let theirs: Vec<(i64, String, Option<i64>)> =
        theirs.select((chat_sessions::id, chat_sessions::status, chat_sessions::agent_id)).load(conn).await?;
    let ids: Vec<i64> = theirs.iter().map(|(id, ..)| *id).collect();
    if erased_at.is_some() {
        return Ok((Vec::new(), ids));
    }
    let open = theirs.iter().filter(|(_, status, _)| status != status_word(SessionStatus::Closed));
    let steps: Vec<Step> = open.map(|(session, ..)| Step { session: *session, what: What::Close { by: Participant::System } }).collect();
    let closed = assignment::take_steps(conn, &steps, now).await?;
    let mut freed = 0;
    for (_, status, agent) in &theirs {
        if let (true, Some(agent)) = (status == status_word(SessionStatus::Active), agent) {
            agents::free_place(conn, *agent).await?;
            freed += 1;
        }
    }
    let served = assignment::serve_queue(conn, freed, now).await?;
    let none = || None::<String>;
    diesel::update(users::table.find(id))
        .set((
            (users::name.eq(User::NAMELESS), users::email.eq(""), users::external_id.eq(none())),
            (users::visit.eq(none()), users::attributes.eq(none()), users::erased_at.eq(at(now))),
        ))
        .execute(conn)
        .await?;
    let tokens = credentials::table.filter(credentials::user_id.eq(id)).filter(credentials::revoked_at.is_null());
    diesel::update(tokens).set(credentials::revoked_at.eq(at(now))).execute(conn).await?;
    // Named all at once, before the first text is gone: whoever verifies the log must know that it was meant.
    let mut named = ids.chunks(NAMED_AT_ONCE);
    let first = named.next().unwrap_or_default();
    for ids in std::iter::once(first).chain(named) {
        outbox::record(conn, Deed::on("user.erased", "user", id).details(serde_json::json!({"chat_sessions": ids})), now).await?;
    }
    Ok((assignment::joined(closed, served), ids))
}

/// Erases what was said in a session of somebody whose data is to be erased.
pub async fn erase_session(conn: &mut Conn, id: i64) -> Answer<()> {
    if sessions::lock(conn, std::iter::once(id)).await?.is_empty() {
        return Ok(());
    }
    let (first, end) = (Message::id_of(id, 0), Message::id_of(id + 1, 0));
    for (kinds, erased) in [(&["text", "encrypted", "attachment"][..], ERASED), (&["note"], ERASED_NOTE)] {
        let said = messages::table.filter(messages::id.gt(first)).filter(messages::id.lt(end)).filter(messages::kind.eq_any(kinds.to_vec()));
        diesel::update(said).set((messages::kind.eq(erased), messages::message.eq(""), messages::payload.eq(None::<String>))).execute(conn).await?;
    }
    let ratings = messages::table.filter(messages::id.gt(first)).filter(messages::id.lt(end)).filter(messages::kind.eq("event"));
    let ratings = ratings.filter(messages::payload.like("{\"rated\"%")).select(MessageRow::as_select()).load(conn).await?;
    for mut rating in all::<_, Message>(ratings)? {
        if let Body::Event(Event::Rated { comment, .. }) = &mut rating.body {
            comment.clear();
            let (_, payload) = body_columns(&rating.body)?;
            diesel::update(messages::table.find(rating.id())).set(messages::payload.eq(payload)).execute(conn).await?;
        }
    }
    diesel::update(chat_sessions::table.find(id)).set(chat_sessions::rating_comment.eq(None::<String>)).execute(conn).await?;
    // Their bytes are deleted by the house-keeping, which takes what was abandoned.
    let files = attachments::table.filter(attachments::chat_session_id.eq(id));
    diesel::update(files).set((attachments::name.eq(""), attachments::message_id.eq(Upload::ABANDONED))).execute(conn).await?;
    audit::lock_head(conn).await?;
    let records: Vec<i64> = audit_log::table.filter(audit_log::chat_session_id.eq(id)).select(audit_log::id).load(conn).await?;
    erase_contents(conn, &records).await
}

/// Erases the contents of what somebody did, on whatever it was.
pub async fn erase_deeds(conn: &mut Conn, user: i64) -> Answer<()> {
    audit::lock_head(conn).await?;
    let actor = format!("user:{user}");
    let ids: Vec<i64> = audit_log::table.filter(audit_log::actor.eq(actor)).select(audit_log::id).load(conn).await?;
    erase_contents(conn, &ids).await
}

/// Erases the contents of these records. Those that are on their way are recorded without: the head's lock, which is held, decides which of the two it is.
async fn erase_contents(conn: &mut Conn, ids: &[i64]) -> Answer<()> {
    // By their ids: with a sub-query MariaDB reads the whole table.
    for ids in ids.chunks(256) {
        let mut query: Statement = Statement::new("DELETE FROM audit_contents WHERE id IN ");
        query.ints(&padded(ids));
        query.execute(conn).await?;
    }
    Ok(())
}
