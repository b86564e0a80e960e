//! Canned replies.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::{Conn, last_id};
use crate::model::{CannedReply, CannedReplyUpdate, Error, Noun, Time};
use crate::store::failure::{Answer, Failure};
use crate::store::rows::at;
use crate::store::schema::canned_replies;

fn reply((id, shortcut, message): (i64, String, String)) -> CannedReply {
    CannedReply { id, shortcut, message }
}

/// Canned replies in the order of their ids, after one of them.
pub async fn list(conn: &mut Conn, after_id: i64, limit: i64) -> Answer<Vec<CannedReply>> {
    let columns = (canned_replies::id, canned_replies::shortcut, canned_replies::message);
    let query = canned_replies::table.filter(canned_replies::id.gt(after_id)).order(canned_replies::id).limit(limit);
    let rows: Vec<(i64, String, String)> = query.select(columns).load(conn).await?;
    Ok(rows.into_iter().map(reply).collect())
}

/// Adds a canned reply.
pub async fn create(conn: &mut Conn, shortcut: String, message: String, now: Time) -> Answer<CannedReply> {
    diesel::insert_into(canned_replies::table)
        .values((canned_replies::shortcut.eq(&shortcut), canned_replies::message.eq(&message), canned_replies::created_at.eq(at(now))))
        .execute(conn)
        .await
        .map_err(|error| Failure::or_duplicate(error, Error::ShortcutTaken))?;
    Ok(CannedReply { id: last_id(conn).await?, shortcut, message })
}

/// Changes a canned reply.
pub async fn update(conn: &mut Conn, id: i64, update: CannedReplyUpdate) -> Answer<CannedReply> {
    let columns = (canned_replies::id, canned_replies::shortcut, canned_replies::message);
    // The lock keeps two updates of different fields from undoing each other.
    let row: Option<(i64, String, String)> = for_update!(canned_replies::table.find(id).select(columns)).first(conn).await.optional()?;
    let mut reply = reply(row.ok_or_else(|| Error::not_found(Noun::CannedReply, id))?);
    reply.shortcut = update.shortcut.unwrap_or(reply.shortcut);
    reply.message = update.message.unwrap_or(reply.message);
    diesel::update(canned_replies::table.find(id))
        .set((canned_replies::shortcut.eq(&reply.shortcut), canned_replies::message.eq(&reply.message)))
        .execute(conn)
        .await
        .map_err(|error| Failure::or_duplicate(error, Error::ShortcutTaken))?;
    Ok(reply)
}

/// Deletes a canned reply.
pub async fn delete(conn: &mut Conn, id: i64) -> Answer<()> {
    match diesel::delete(canned_replies::table.find(id)).execute(conn).await? {
        0 => Err(Error::not_found(Noun::CannedReply, id).into()),
        _ => Ok(()),
    }
}
