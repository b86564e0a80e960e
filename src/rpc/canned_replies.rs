//! Canned replies: create, list, update, delete.

use super::admin::AdminRpc;
use super::mask::Mask;
use super::validate::List;
use super::{proto, validate};
use crate::model::{CannedReply, CannedReplyUpdate, Error, NewMessage, Result};
use crate::store::Store;

pub(super) async fn create(rpc: &AdminRpc, request: proto::CreateCannedReplyRequest) -> Result<proto::CannedReply> {
    let reply = request.canned_reply.unwrap_or_default();
    validate::optional_id("canned_reply.id", reply.id)?;
    let (shortcut, message) = (shortcut(reply.shortcut)?, message(reply.message)?);
    Ok(convert(rpc.store.create_canned_reply(shortcut, message, rpc.clock.now()).await?))
}

pub(super) async fn list(store: &Store, request: proto::ListCannedRepliesRequest) -> Result<proto::ListCannedRepliesResponse> {
    let (after_id, size) = (validate::page_start(List::CannedReplies, &request.page_token, 0)?, validate::page_size(request.page_size)?);
    let mut replies = store.list_canned_replies(after_id, size + 1).await?;
    let next_page_token = validate::next_page(List::CannedReplies, &mut replies, size, |reply| reply.id);
    Ok(proto::ListCannedRepliesResponse { canned_replies: replies.into_iter().map(convert).collect(), next_page_token })
}

pub(super) async fn update(rpc: &AdminRpc, request: proto::UpdateCannedReplyRequest) -> Result<proto::CannedReply> {
    let reply = request.canned_reply.unwrap_or_default();
    let id = validate::id("canned_reply.id", reply.id)?;
    let mask = Mask::new(request.update_mask, &["shortcut", "message"])?;
    let update = CannedReplyUpdate {
        shortcut: mask.has("shortcut", !reply.shortcut.is_empty()).then(|| shortcut(reply.shortcut)).transpose()?,
        message: mask.has("message", !reply.message.is_empty()).then(|| message(reply.message)).transpose()?,
    };
    Ok(convert(rpc.store.update_canned_reply(id, update).await?))
}

pub(super) async fn delete(rpc: &AdminRpc, id: i64) -> Result<()> {
    rpc.store.delete_canned_reply(validate::id("id", id)?).await
}

fn shortcut(value: String) -> Result<String> {
    let field = "canned_reply.shortcut";
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_';
    if value.is_empty() {
        Err(Error::invalid(field, "FIELD_REQUIRED", "this field must be given"))
    } else if value.chars().count() > CannedReply::MAX_SHORTCUT {
        Err(Error::invalid(field, "VALUE_TOO_LONG", format!("at most {} characters are allowed", CannedReply::MAX_SHORTCUT)))
    } else if value.bytes().all(plain) {
        Ok(value)
    } else {
        Err(Error::invalid(field, "INVALID_CHARACTER", "a shortcut is made of a-z, 0-9, - and _"))
    }
}

/// A text that can be sent as it is.
fn message(value: String) -> Result<String> {
    let field = "canned_reply.message";
    if value.trim().is_empty() {
        Err(Error::invalid(field, "MESSAGE_EMPTY", "a canned reply must have some text"))
    } else if value.len() > NewMessage::MAX_TEXT {
        let problem = format!("{} bytes of UTF-8 are too many: at most {} are allowed", value.len(), NewMessage::MAX_TEXT);
        Err(Error::invalid(field, "MESSAGE_TOO_LONG", problem))
    } else {
        Ok(value)
    }
}

fn convert(reply: CannedReply) -> proto::CannedReply {
    proto::CannedReply { id: reply.id, shortcut: reply.shortcut, message: reply.message }
}
