//! The audit log: records are added at its end, and never changed.

use std::collections::HashSet;
use std::sync::Arc;

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::RunQueryDsl;

use super::{Backend, Conn, outbox};
use crate::model::audit::Hash;
use crate::model::{AuditFilter, AuditRecord, Error, Kept, Time};
use crate::store::failure::Answer;
use crate::store::rows::{AuditColumns, ContentColumns, at};
use crate::store::schema::{audit_contents, audit_head, audit_log, chat_sessions};
use crate::store::statement::{Statement, chunk, padded};
use crate::store::{Appended, Sealed};

/// The one row of the table of the head.
const HEAD: i64 = 1;

/// The last record's id and hash.
pub async fn head(conn: &mut Conn) -> Answer<(i64, Hash)> {
    let (last_id, hash): (i64, Vec<u8>) = audit_head::table.find(HEAD).select((audit_head::last_id, audit_head::hash)).first(conn).await?;
    Ok((last_id, bytes(hash)?))
}

fn bytes(hash: Vec<u8>) -> Result<Hash, Error> {
    hash.try_into().map_err(|_| Error::Internal("the audit log's head has a hash of a wrong length".into()))
}

/// Locks the head until the transaction ends: nobody else adds records or erases contents meanwhile.
pub async fn lock_head(conn: &mut Conn) -> Answer<(i64, Hash)> {
    let query = audit_head::table.find(HEAD).select((audit_head::last_id, audit_head::hash));
    let (last_id, hash): (i64, Vec<u8>) = for_update!(query).first(conn).await?;
    Ok((last_id, bytes(hash)?))
}

/// Adds the records of these rows of the outbox, and deletes the rows: those that are not there any more have theirs.
pub async fn append(conn: &mut Conn, sealed: Arc<Vec<Sealed>>, now: Time) -> Answer<Appended> {
    let (first_id, mut hash) = lock_head(conn).await?;
    let ids: Vec<i64> = sealed.iter().map(|row| row.outbox_id).collect();
    let there: HashSet<i64> = outbox::still_there(conn, &ids).await?.into_iter().collect();
    let mut last_id = first_id;
    let mut records = Vec::new();
    let mut done = Vec::with_capacity(there.len());
    let mut seen = HashSet::new();
    for row in sealed.iter().filter(|row| there.contains(&row.outbox_id) && seen.insert(row.outbox_id)) {
        for event in &row.events {
            last_id += 1;
            let mut record = AuditRecord { id: last_id, recorded_at: at(now).and_utc(), ..event.clone() };
            record.hash = record.chained(&hash);
            hash = record.hash;
            records.push(record);
        }
        done.push(row.outbox_id);
    }
    if !records.is_empty() {
        let (sessions, actors) = erased_of(conn, &records).await?;
        for record in &mut records {
            // It was erased while its event was on its way.
            if record.event.chat_session_id.is_some_and(|id| sessions.contains(&id)) || actors.contains(&record.event.actor) {
                record.content = None;
            }
        }
        insert(conn, &records).await?;
        diesel::update(audit_head::table.find(HEAD)).set((audit_head::last_id.eq(last_id), audit_head::hash.eq(hash.to_vec()))).execute(conn).await?;
    }
    outbox::delete(conn, &done).await?;
    Ok(Appended { records: last_id - first_id, last_id, hash })
}

/// Those of the records' sessions, and of those who acted, whose data was erased.
async fn erased_of(conn: &mut Conn, records: &[AuditRecord]) -> Answer<(HashSet<i64>, HashSet<String>)> {
    let sessions: HashSet<i64> = records.iter().filter_map(|record| record.event.chat_session_id).collect();
    let users: HashSet<i64> = records.iter().filter_map(|record| record.event.actor.strip_prefix("user:")?.parse().ok()).collect();
    let (sessions, users): (Vec<i64>, Vec<i64>) = (sessions.into_iter().collect(), users.into_iter().collect());
    let (mut erased, mut actors) = (HashSet::new(), HashSet::new());
    for ids in sessions.chunks(256) {
        erased.extend(erased_sessions(conn, ids).await?);
    }
    for ids in users.chunks(256) {
        let mut query: Statement<'_, BigInt> = Statement::new("SELECT id FROM users WHERE erased_at IS NOT NULL AND id IN ");
        query.ints(&padded(ids));
        let rows: Vec<i64> = query.load(conn).await?;
        actors.extend(rows.into_iter().map(|id| format!("user:{id}")));
    }
    Ok((erased, actors))
}

/// Those of these sessions whose user's data was erased: at most 256.
pub async fn erased_sessions(conn: &mut Conn, ids: &[i64]) -> Answer<Vec<i64>> {
    let mut query: Statement<'_, BigInt> =
        Statement::new("SELECT chat_sessions.id FROM chat_sessions JOIN users ON users.id = chat_sessions.user_id WHERE chat_sessions.id IN ");
    query.ints(&padded(ids)).sql(" AND users.erased_at IS NOT NULL");
    Ok(query.load(conn).await?)
}

async fn insert(conn: &mut Conn, records: &[AuditRecord]) -> Answer<()> {
    let mut rest = records;
    while !rest.is_empty() {
        let (now, later) = rest.split_at(chunk(rest.len().min(256)));
        let mut query: Statement<'_> = Statement::new(
            "INSERT INTO audit_log \
             (id, event_id, action, actor, via, object, chat_session_id, seq, occurred_at, recorded_at, details, commitment, hash, kept) VALUES ",
        );
        for (index, record) in now.iter().enumerate() {
            let event = &record.event;
            query.sql(if index == 0 { "(" } else { ", (" }).int(record.id).sql(", ").text(&*event.event_id).sql(", ").text(&*event.action);
            query.sql(", ").text(&*event.actor).sql(", ").maybe_text(event.via.as_deref().map(Into::into)).sql(", ").text(&*event.object);
            query.sql(", ").maybe_int(event.chat_session_id).sql(", ").maybe_int(event.seq);
            query.sql(", ").time(at(event.occurred_at)).sql(", ").time(at(record.recorded_at));
            query.sql(", ").text(&*event.details).sql(", ").bytes(&record.commitment).sql(", ").bytes(&record.hash);
            query.sql(", ").text(&*record.kept).sql(")");
        }
        query.execute(conn).await?;
        rest = later;
    }
    let kept: Vec<_> = records.iter().filter_map(|record| record.content.as_ref().map(|content| (record.id, content))).collect();
    let mut rest = &kept[..];
    while !rest.is_empty() {
        let (now, later) = rest.split_at(chunk(rest.len().min(256)));
        let mut query: Statement<'_> = Statement::new("INSERT INTO audit_contents (id, salt, source, content, sealed) VALUES ");
        for (index, (id, content)) in now.iter().enumerate() {
            let (kept, sealed) = match &content.kept {
                Kept::Text(text) => (Some(text.as_bytes()), 0),
                Kept::Sealed(bytes) => (Some(&bytes[..]), 1),
                Kept::Nothing => (None, 0),
            };
            query.sql(if index == 0 { "(" } else { ", (" }).int(*id).sql(", ").bytes(&content.salt).sql(", ").text(&*content.source);
            query.sql(", ").maybe_bytes(kept).sql(", ").int(sealed).sql(")");
        }
        query.execute(conn).await?;
        rest = later;
    }
    Ok(())
}

/// The records that a filter lets through, with their contents: a macro, for the type of a boxed join is not one to write down.
macro_rules! filtered {
    ($filter:expr) => {{
        let columns = (AuditColumns::as_select(), Option::<ContentColumns>::as_select());
        let joined = audit_log::table.left_join(audit_contents::table.on(audit_contents::id.eq(audit_log::id)));
        let mut query = joined.select(columns).into_boxed::<Backend>();
        let AuditFilter { chat_session_id, actor, action, from, until } = $filter;
        if let Some(session) = chat_session_id {
            query = query.filter(audit_log::chat_session_id.eq(session));
        }
        if let Some(actor) = actor {
            query = query.filter(audit_log::actor.eq(actor));
        }
        match action {
            // Up to what comes behind the dot in ASCII.
            Some(action) if action.ends_with('.') => {
                let end = format!("{}/", action.trim_end_matches('.'));
                query = query.filter(audit_log::action.ge(action)).filter(audit_log::action.lt(end));
            }
            Some(action) => query = query.filter(audit_log::action.eq(action)),
            None => {}
        }
        if let Some(from) = from {
            query = query.filter(audit_log::recorded_at.ge(at(from)));
        }
        if let Some(until) = until {
            query = query.filter(audit_log::recorded_at.lt(at(until)));
        }
        query
    }};
}

/// Records in the order of their ids, after one of them.
pub async fn page(conn: &mut Conn, filter: AuditFilter, after_id: i64, limit: i64) -> Answer<Vec<AuditRecord>> {
    let query = filtered!(filter).filter(audit_log::id.gt(after_id)).order(audit_log::id).limit(limit);
    let rows: Vec<(AuditColumns, Option<ContentColumns>)> = query.load(conn).await?;
    Ok(rows.into_iter().map(AuditRecord::from).collect())
}

/// Records, the newest first, before one of them.
pub async fn newest(conn: &mut Conn, filter: AuditFilter, before_id: i64, limit: i64) -> Answer<Vec<AuditRecord>> {
    let query = filtered!(filter).filter(audit_log::id.lt(before_id)).order(audit_log::id.desc()).limit(limit);
    let rows: Vec<(AuditColumns, Option<ContentColumns>)> = query.load(conn).await?;
    Ok(rows.into_iter().map(AuditRecord::from).collect())
}

/// How many entries of each session have a record, of sessions behind one of them: session, its newest seq, how many.
pub async fn recorded(conn: &mut Conn, after_id: i64, limit: i64) -> Answer<Vec<(i64, i64, i64)>> {
    let query = chat_sessions::table.filter(chat_sessions::id.gt(after_id)).order(chat_sessions::id).limit(limit);
    let sessions: Vec<(i64, i64)> = query.select((chat_sessions::id, chat_sessions::last_seq)).load(conn).await?;
    let ids: Vec<i64> = sessions.iter().map(|(id, _)| *id).collect();
    let mut counts = std::collections::HashMap::new();
    for ids in ids.chunks(256) {
        let counted = audit_log::table.filter(audit_log::chat_session_id.eq_any(ids.iter().copied().map(Some).collect::<Vec<_>>()));
        let rows: Vec<(Option<i64>, i64)> =
            counted.group_by(audit_log::chat_session_id).select((audit_log::chat_session_id, diesel::dsl::count_star())).load(conn).await?;
        counts.extend(rows);
    }
    Ok(sessions.into_iter().map(|(id, last_seq)| (id, last_seq, counts.get(&Some(id)).copied().unwrap_or(0))).collect())
}

/// The seqs of a session that have a record, from one on.
pub async fn recorded_seqs(conn: &mut Conn, session: i64, after_seq: i64, limit: i64) -> Answer<Vec<i64>> {
    let query = audit_log::table.filter(audit_log::chat_session_id.eq(session)).filter(audit_log::seq.gt(after_seq)).order(audit_log::seq);
    let rows: Vec<Option<i64>> = query.select(audit_log::seq).limit(limit).load(conn).await?;
    Ok(rows.into_iter().flatten().collect())
}
