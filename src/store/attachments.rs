//! Attachments: what is known of the files whose bytes the blob store has.

use std::collections::HashSet;
use std::sync::Arc;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable};
use diesel_async::RunQueryDsl;

use super::{Conn, FOR_UPDATE, last_id};
use crate::model::{Attachment, Body, Message, NewUpload, Time, Upload};
use crate::store::failure::Answer;
use crate::store::rows::{UploadRow, at, participant_columns};
use crate::store::schema::attachments;
use crate::store::statement::{Statement, padded};

/// Notes that an upload begins.
pub async fn begin(conn: &mut Conn, new: NewUpload, now: Time) -> Answer<i64> {
    let (uploader_type, uploader_id) = participant_columns(new.uploader);
    diesel::insert_into(attachments::table)
        .values((
            attachments::chat_session_id.eq(new.chat_session_id),
            attachments::uploader_type.eq(uploader_type),
            attachments::uploader_id.eq(uploader_id),
            attachments::name.eq(new.name),
            attachments::content_type.eq(Attachment::BYTES),
            attachments::size.eq(0),
            attachments::location.eq(new.location),
            attachments::created_at.eq(at(now)),
        ))
        .execute(conn)
        .await?;
    Ok(last_id(conn).await?)
}

/// Says what an upload has become.
pub async fn finish(conn: &mut Conn, attachment: Attachment) -> Answer<()> {
    diesel::update(attachments::table.find(attachment.id))
        .set((
            attachments::content_type.eq(attachment.content_type),
            attachments::size.eq(attachment.size),
            attachments::width.eq(attachment.width),
            attachments::height.eq(attachment.height),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// An attachment by its id.
pub async fn get(conn: &mut Conn, id: i64) -> Answer<Option<Upload>> {
    let row = attachments::table.find(id).select(UploadRow::as_select()).first(conn).await.optional()?;
    Ok(row.map(Upload::try_from).transpose()?)
}

/// Locks attachments, in the order of their ids, and answers which of them are there and were not sent.
pub async fn lock_unsent(conn: &mut Conn, mut ids: Vec<i64>) -> Answer<HashSet<i64>> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    ids.sort_unstable();
    ids.dedup();
    let mut query: Statement<'_, (BigInt, Nullable<BigInt>)> = Statement::new("SELECT id, message_id FROM attachments WHERE id IN ");
    query.ints(&padded(&ids)).sql(" ORDER BY id").sql(FOR_UPDATE);
    let rows: Vec<(i64, Option<i64>)> = query.load(conn).await?;
    Ok(rows.into_iter().filter(|(_, message)| message.is_none()).map(|(id, _)| id).collect())
}

/// Writes down which message shows each attachment that these send.
pub async fn bind(conn: &mut Conn, messages: &[Arc<Message>]) -> Answer<()> {
    for message in messages {
        if let Body::Attachment(attachment) = &message.body {
            diesel::update(attachments::table.find(attachment.id)).set(attachments::message_id.eq(message.id())).execute(conn).await?;
        }
    }
    Ok(())
}

/// Takes attachments that were never sent, so that nobody can send them any more.
pub async fn abandon(conn: &mut Conn, before: Time, limit: i64) -> Answer<Vec<(i64, String)>> {
    let old = attachments::table.filter(attachments::message_id.is_null()).filter(attachments::created_at.lt(at(before)));
    let ids: Vec<i64> = old.order(attachments::id).limit(limit).select(attachments::id).load(conn).await?;
    // One may have been sent in the meantime.
    let unsent = lock_unsent(conn, ids).await?;
    for id in unsent {
        diesel::update(attachments::table.find(id)).set(attachments::message_id.eq(Upload::ABANDONED)).execute(conn).await?;
    }
    let taken = attachments::table.filter(attachments::message_id.eq(Upload::ABANDONED));
    Ok(taken.order(attachments::id).limit(limit).select((attachments::id, attachments::location)).load(conn).await?)
}

/// Forgets an upload that nobody can send: one that is not finished, or that was taken to be deleted.
pub async fn delete(conn: &mut Conn, id: i64) -> Answer<()> {
    let unseen = attachments::size.eq(0).or(attachments::message_id.eq(Upload::ABANDONED));
    diesel::delete(attachments::table.find(id).filter(unseen)).execute(conn).await?;
    Ok(())
}
