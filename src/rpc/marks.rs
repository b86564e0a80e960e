//! Marks, typing and viewing.

use tonic::{Request, Status};

use super::{caller, convert, proto, status, validate};
use crate::chat::Chat;
use crate::model::{Actor, Marks, Result as ModelResult};

/// What a mark says.
#[derive(Debug, Clone, Copy)]
pub(super) enum Mark {
    Delivered,
    Read,
}

pub(super) async fn mark(chat: &Chat, actor: Actor, what: Mark, field: &'static str, id: i64, seq: i64) -> ModelResult<Marks> {
    let id = validate::session_id(field, id)?;
    let seq = validate::id("seq", seq)?;
    let read = match what {
        Mark::Delivered => 0,
        Mark::Read => seq,
    };
    chat.mark(actor, id, seq, read).await
}

pub(super) async fn delivered(chat: &Chat, request: Request<proto::MarkDeliveredRequest>) -> Result<proto::Marks, Status> {
    let actor = caller::actor(&request)?;
    let proto::MarkDeliveredRequest { id, seq } = request.into_inner();
    mark(chat, actor, Mark::Delivered, "id", id, seq).await.map(convert::marks).map_err(status::of)
}

pub(super) async fn read(chat: &Chat, request: Request<proto::MarkReadRequest>) -> Result<proto::Marks, Status> {
    let actor = caller::actor(&request)?;
    let proto::MarkReadRequest { id, seq } = request.into_inner();
    mark(chat, actor, Mark::Read, "id", id, seq).await.map(convert::marks).map_err(status::of)
}

pub(super) async fn typing(chat: &Chat, request: Request<proto::SendTypingRequest>) -> Result<(), Status> {
    let actor = caller::actor(&request)?;
    let request = request.into_inner();
    let id = validate::session_id("id", request.id).map_err(status::of)?;
    chat.typing(actor, id, request.stopped, request.note).await.map_err(status::of)
}

pub(super) async fn viewing(chat: &Chat, request: Request<proto::SendViewingRequest>) -> Result<(), Status> {
    let caller = caller::caller(&request)?;
    caller.require_agent().map_err(status::of)?;
    let (actor, request) = (caller.actor().map_err(status::of)?, request.into_inner());
    let id = validate::session_id("id", request.id).map_err(status::of)?;
    chat.viewing(actor, id, request.stopped).await.map_err(status::of)
}
