//! Messages: the logs of the sessions.

use std::borrow::Cow;
use std::sync::Arc;

use diesel::dsl::SqlTypeOf;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::{Backend, Conn};
use crate::model::{Body, Cause, Message, Place};
use crate::store::SendResult;
use crate::store::decide::{self, Batch, Sent};
use crate::store::failure::Answer;
use crate::store::rows::{INTERNAL_KINDS, MessageRow, all, at, body_columns, participant_columns};
use crate::store::schema::messages;
use crate::store::statement::{Statement, chunk, padded};

/// The entries of a session from a place on, with or without those that only agents see.
pub async fn list(conn: &mut Conn, session: i64, place: Place, internal: bool, limit: i64) -> Answer<Vec<Message>> {
    // The primary key alone finds them: a session's ids are one range, in the order of seq. Beyond it the ids of the next session begin.
    let id = |seq: i64| Message::id_of(session, seq.clamp(0, Message::MAX_SEQ - 1));
    let mut query = messages::table.limit(limit).select(MessageRow::as_select()).into_boxed::<Backend>();
    query = match place {
        Place::After(seq) => query.filter(messages::id.gt(id(seq))).filter(messages::id.lt(Message::id_of(session + 1, 0))).order(messages::id),
        Place::Before(seq) => query.filter(messages::id.lt(id(seq))).filter(messages::id.gt(id(0))).order(messages::id.desc()),
    };
    if !internal {
        query = query.filter(messages::kind.ne_all(INTERNAL_KINDS));
    }
    Ok(all(query.load(conn).await?)?)
}

/// Messages by their ids, at most 256, in any order.
pub async fn by_ids(conn: &mut Conn, ids: Vec<i64>) -> Answer<Vec<Message>> {
    type Columns = SqlTypeOf<diesel::dsl::AsSelect<MessageRow, Backend>>;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query: Statement<'_, Columns> = Statement::new(
        "SELECT chat_session_id, seq, kind, sender_type, sender_id, client_message_id, message, payload, created_at FROM messages WHERE id IN ",
    );
    query.ints(&padded(&ids));
    let rows: Vec<MessageRow> = query.load(conn).await?;
    Ok(all(rows)?)
}

/// Adds entries to the logs, and to the outbox: each with its cause, or all with that of what runs here. Their seqs come from counters that the
/// transaction has locked.
pub async fn insert(conn: &mut Conn, entries: &[Arc<Message>], causes: &[Cause]) -> Answer<()> {
    super::outbox::add_entries(conn, entries, causes).await?;
    let mut rest = entries;
    while !rest.is_empty() {
        let (now, later) = rest.split_at(chunk(rest.len()));
        let mut query: Statement = Statement::new(
            "INSERT INTO messages \
             (id, chat_session_id, seq, kind, sender_type, sender_id, client_message_id, message, payload, created_at) VALUES ",
        );
        for (index, entry) in now.iter().enumerate() {
            let (kind, payload) = body_columns(&entry.body)?;
            let (sender_type, sender_id) = participant_columns(entry.sender);
            let client_id = (!entry.client_message_id.is_empty()).then_some(Cow::Borrowed(entry.client_message_id.as_str()));
            let text = if let Body::Text(text) | Body::Note(text) = &entry.body { text } else { "" };
            query.sql(if index == 0 { "(" } else { ", (" }).int(entry.id());
            query.sql(", ").int(entry.chat_session_id).sql(", ").int(entry.seq);
            query.sql(", ").text(kind).sql(", ").text(sender_type).sql(", ").int(sender_id);
            query.sql(", ").maybe_text(client_id).sql(", ").text(text).sql(", ").maybe_text(payload.map(Cow::Owned));
            query.sql(", ").time(at(entry.created_at)).sql(")");
        }
        query.execute(conn).await?;
        rest = later;
    }
    Ok(())
}

/// Stores a batch of messages, and answers each. `check_all`: any of them may be stored already.
///
/// One transaction: lock the sessions, and then the attachments to be sent; look up those that may be repeats; decide; insert; advance the counters. A repeat that nobody
/// suspected runs into the unique key, and the batch is run again with `check_all`.
pub async fn append(conn: &mut Conn, batch: Arc<Batch>, check_all: bool) -> Answer<Vec<SendResult>> {
    let sessions = super::sessions::lock(conn, batch.messages.iter().map(|message| message.chat_session_id)).await?;
    let unsent = super::attachments::lock_unsent(conn, decide::attachments(&batch)).await?;
    let suspects = decide::suspects(&batch, &sessions, &unsent, check_all);
    let stored = if suspects.is_empty() { Vec::new() } else { find(conn, &suspects).await? };
    let decision = decide::decide(&batch, sessions, unsent, stored);
    if !decision.fresh.is_empty() {
        insert(conn, &decision.fresh, &decision.causes).await?;
        super::attachments::bind(conn, &decision.fresh).await?;
        advance(conn, &decision.last_seqs).await?;
    }
    Ok(decision.answers)
}

/// The messages that these senders stored under these ids of theirs.
async fn find(conn: &mut Conn, suspects: &[Sent<'_>]) -> Answer<Vec<Message>> {
    type Columns = SqlTypeOf<diesel::dsl::AsSelect<MessageRow, Backend>>;
    let mut found = Vec::new();
    let mut rest = suspects;
    while !rest.is_empty() {
        let (now, later) = rest.split_at(chunk(rest.len()));
        let mut query: Statement<'_, Columns> = Statement::new(
            "SELECT chat_session_id, seq, kind, sender_type, sender_id, client_message_id, message, payload, created_at FROM messages WHERE ",
        );
        // Written out rather than as IN over tuples, for which MariaDB does not use the index and SQLite has another syntax.
        for (index, (session, sender, client_id)) in now.iter().enumerate() {
            let (sender_type, sender_id) = participant_columns(*sender);
            query.sql(if index == 0 { "(chat_session_id = " } else { " OR (chat_session_id = " }).int(*session);
            query.sql(" AND sender_type = ").text(sender_type).sql(" AND sender_id = ").int(sender_id);
            query.sql(" AND client_message_id = ").text(*client_id).sql(")");
        }
        let rows: Vec<MessageRow> = query.load(conn).await?;
        found.extend(all::<_, Message>(rows)?);
        rest = later;
    }
    Ok(found)
}

/// Sets the counters of sessions that the transaction has locked.
///
/// An upsert that always finds its row: one statement for all of them, in time that grows with their number and not with its square,
/// as a CASE would. The user's id is there because an inserted row would need one.
async fn advance(conn: &mut Conn, last_seqs: &[(i64, i64, i64)]) -> Answer<()> {
    let mut rest = last_seqs;
    while !rest.is_empty() {
        let (now, later) = rest.split_at(chunk(rest.len()));
        let mut query: Statement = Statement::new("INSERT INTO chat_sessions (id, user_id, last_seq) VALUES ");
        for (index, (id, user_id, last_seq)) in now.iter().enumerate() {
            query.sql(if index == 0 { "(" } else { ", (" }).int(*id).sql(", ").int(*user_id).sql(", ").int(*last_seq).sql(")");
        }
        query.sql(super::SET_LAST_SEQ);
        query.execute(conn).await?;
        rest = later;
    }
    Ok(())
}
