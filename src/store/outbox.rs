//! The outbox: what has happened and has no record in the audit log yet. It is written in the transaction of the change.

use std::collections::HashMap;
use std::sync::Arc;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::Conn;
use crate::model::audit::{OutboxRow, Posted};
use crate::model::{Cause, Deed, Error, Message, Time};
use crate::store::failure::Answer;
use crate::store::rows::{OutboxColumns, at};
use crate::store::schema::outbox;
use crate::store::statement::{Statement, chunk, padded};

/// Rows are relayed until they stand for so many entries.
const ENTRIES_AT_ONCE: i64 = 512;
/// Entries are read in groups of so many, at least one row...
const ENTRIES_READ: i64 = 64;
/// ...until their contents have so many bytes: they are in memory several times while they are recorded.
const CONTENTS_AT_ONCE: usize = 1 << 20;

/// Notes that these entries were added to their sessions' logs. They share a row as far as they follow one another and have the same cause.
pub async fn add_entries(conn: &mut Conn, entries: &[Arc<Message>], causes: &[Cause]) -> Answer<()> {
    let current = Cause::current();
    let mut ranges: Vec<(i64, i64, i64, Cause, Time)> = Vec::new();
    let mut last: HashMap<i64, usize> = HashMap::new();
    for (index, entry) in entries.iter().enumerate() {
        let cause = causes.get(index).copied().unwrap_or(current);
        if let Some(place) = last.get(&entry.chat_session_id)
            && let (_, first, count, known, _) = &mut ranges[*place]
            && *known == cause
            && *first + *count == entry.seq
        {
            *count += 1;
            continue;
        }
        last.insert(entry.chat_session_id, ranges.len());
        ranges.push((entry.chat_session_id, entry.seq, 1, cause, entry.created_at));
    }
    let mut rest = &ranges[..];
    while !rest.is_empty() {
        let (now, later) = rest.split_at(chunk(rest.len()));
        let mut query: Statement = Statement::new("INSERT INTO outbox (chat_session_id, first_seq, entries, principal, source, created_at) VALUES ");
        for (index, (session, first, count, cause, time)) in now.iter().enumerate() {
            query.sql(if index == 0 { "(" } else { ", (" }).int(*session).sql(", ").int(*first).sql(", ").int(*count);
            query.sql(", ").text(cause.principal.to_string()).sql(", ").text(cause.source()).sql(", ").time(at(*time)).sql(")");
        }
        query.execute(conn).await?;
        rest = later;
    }
    Ok(())
}

/// Notes something other than an entry, with the cause of what runs here.
pub async fn record(conn: &mut Conn, deed: Deed, now: Time) -> Answer<()> {
    let json = serde_json::to_string(&deed).map_err(|error| Error::Internal(format!("a deed cannot be written as JSON: {error}")))?;
    let cause = Cause::current();
    let mut query: Statement = Statement::new("INSERT INTO outbox (deed, principal, source, created_at) VALUES (");
    query.text(json).sql(", ").text(cause.principal.to_string()).sql(", ").text(cause.source()).sql(", ").time(at(now)).sql(")");
    query.execute(conn).await?;
    Ok(())
}

/// The ids of the oldest rows that the broker does not have.
pub async fn unpublished(conn: &mut Conn, limit: i64) -> Answer<Vec<i64>> {
    let query = outbox::table.filter(outbox::published_at.is_null()).order(outbox::id).limit(limit);
    let rows: Vec<(i64, Option<i32>)> = query.select((outbox::id, outbox::entries)).load(conn).await?;
    Ok(within(&rows, ENTRIES_AT_ONCE, |(_, entries)| entries.map_or(1, i64::from)).iter().map(|(id, _)| *id).collect())
}

/// The first of these rows, at least one, that have so many entries together.
fn within<T>(rows: &[T], most: i64, entries: impl Fn(&T) -> i64) -> &[T] {
    let mut sum = 0;
    let fits = |row: &&T| {
        sum += entries(row);
        sum <= most
    };
    let count = rows.iter().take_while(fits).count().max(1);
    &rows[..count.min(rows.len())]
}

/// Those of these rows that are still there, at most 256 of them named, as the events that they stand for; and the ids of those, behind them, whose contents
/// would be too much at once.
pub async fn posted(conn: &mut Conn, ids: Vec<i64>) -> Answer<(Vec<Posted>, Vec<i64>)> {
    let query = outbox::table.filter(outbox::id.eq_any(padded(&ids))).order(outbox::id);
    let rows: Vec<OutboxRow> = query.select(OutboxColumns::as_select()).load(conn).await?.into_iter().map(OutboxRow::from).collect();
    let (mut posted, mut rest, mut size) = (Vec::with_capacity(rows.len()), &rows[..], 0);
    while !rest.is_empty() && size < CONTENTS_AT_ONCE {
        let group = within(rest, ENTRIES_READ, |row| row.entries.map_or(1, |(_, _, count)| count));
        rest = &rest[group.len()..];
        let group = events(conn, group).await?;
        size += group.iter().flat_map(|row| &row.events).map(|event| event.content.len()).sum::<usize>();
        posted.extend(group);
    }
    Ok((posted, rest.iter().map(|row| row.id).collect()))
}

/// The newest row's id, 0 if there is none.
pub async fn newest(conn: &mut Conn) -> Answer<i64> {
    let newest: Option<i64> = outbox::table.select(diesel::dsl::max(outbox::id)).first(conn).await?;
    Ok(newest.unwrap_or(0))
}

/// The events that these rows stand for.
async fn events(conn: &mut Conn, rows: &[OutboxRow]) -> Answer<Vec<Posted>> {
    let ids: Vec<i64> = rows.iter().flat_map(OutboxRow::messages).collect();
    let mut entries: HashMap<i64, Message> = HashMap::with_capacity(ids.len());
    for ids in ids.chunks(256) {
        entries.extend(super::messages::by_ids(conn, ids.to_vec()).await?.into_iter().map(|entry| (entry.id(), entry)));
    }
    Ok(rows.iter().map(|row| row.clone().into_posted(&entries)).collect())
}

/// Notes that the broker has these.
pub async fn published(conn: &mut Conn, ids: Vec<i64>, now: Time) -> Answer<()> {
    for ids in ids.chunks(256) {
        let mut query: Statement = Statement::new("UPDATE outbox SET published_at = ");
        query.time(at(now)).sql(" WHERE id IN ").ints(&padded(ids));
        query.execute(conn).await?;
    }
    Ok(())
}

/// Has what the broker was given before then, and what has no record all the same, given to it again. Answers how many.
pub async fn publish_again(conn: &mut Conn, before: Time) -> Answer<usize> {
    let lost = outbox::table.filter(outbox::published_at.lt(at(before)));
    Ok(diesel::update(lost).set(outbox::published_at.eq(None::<chrono::NaiveDateTime>)).execute(conn).await?)
}

/// How much has no record yet, and since when.
pub async fn waiting(conn: &mut Conn) -> Answer<(i64, Option<Time>)> {
    let count: i64 = outbox::table.count().get_result(conn).await?;
    let oldest: Option<chrono::NaiveDateTime> = outbox::table.order(outbox::id).select(outbox::created_at).first(conn).await.optional()?;
    Ok((count, oldest.map(|time| time.and_utc())))
}

/// Entries that have no record yet, behind one row of the outbox: row, session, first seq, count.
pub async fn waiting_entries(conn: &mut Conn, after_id: i64, limit: i64) -> Answer<Vec<(i64, i64, i64, i64)>> {
    let query = outbox::table.filter(outbox::id.gt(after_id)).filter(outbox::chat_session_id.is_not_null()).order(outbox::id).limit(limit);
    let rows = query.select(OutboxColumns::as_select()).load(conn).await?;
    Ok(rows.into_iter().map(OutboxRow::from).filter_map(|row| row.entries.map(|(session, first, count)| (row.id, session, first, count))).collect())
}

/// The deeds of a kind that have no record yet.
pub async fn waiting_deeds(conn: &mut Conn, action: &'static str) -> Answer<Vec<Deed>> {
    let query = outbox::table.filter(outbox::deed.like(format!("%\"{action}\"%"))).order(outbox::id);
    let rows = query.select(OutboxColumns::as_select()).load(conn).await?;
    Ok(rows.into_iter().map(OutboxRow::from).filter_map(|row| row.deed).filter(|deed| deed.action == action).collect())
}

/// Which of these rows are still there.
pub async fn still_there(conn: &mut Conn, ids: &[i64]) -> Answer<Vec<i64>> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(256) {
        let mut query: Statement<'_, diesel::sql_types::BigInt> = Statement::new("SELECT id FROM outbox WHERE id IN ");
        query.ints(&padded(ids));
        let rows: Vec<i64> = query.load(conn).await?;
        found.extend(rows);
    }
    Ok(found)
}

/// Forgets rows that have a record now.
pub async fn delete(conn: &mut Conn, ids: &[i64]) -> Answer<()> {
    for ids in ids.chunks(256) {
        let mut query: Statement = Statement::new("DELETE FROM outbox WHERE id IN ");
        query.ints(&padded(ids));
        query.execute(conn).await?;
    }
    Ok(())
}
