//! Messages: send and list. The same conversion serves the unary RPC and the stream's frames.

use tonic::{Request, Status};

use super::validate::List;
use super::{caller, convert, proto, status, validate};
use crate::chat::Chat;
use crate::model::{Actor, Body, Message, NewMessage, Result as ModelResult};

/// A page of messages ends before it holds more text than this, in bytes.
const MAX_PAGE_BYTES: usize = 1024 * 1024;

pub(super) async fn send(chat: &Chat, request: Request<proto::SendMessageRequest>) -> Result<proto::Message, Status> {
    let actor = caller::actor(&request)?;
    let message = new_message(actor, request.into_inner()).map_err(status::of)?;
    let message = chat.send(message).await.map_err(status::of)?;
    Ok(convert::message(&message))
}

pub(super) fn new_message(actor: Actor, request: proto::SendMessageRequest) -> ModelResult<NewMessage> {
    Ok(NewMessage {
        chat_session_id: validate::session_id("chat_session_id", request.chat_session_id)?,
        actor,
        client_message_id: request.client_message_id,
        body: convert::body(request.body)?,
    })
}

/// How many of the messages make a page that is not too heavy for a client that reads slowly, and at least one.
fn fitting(messages: &[Message], size: i64) -> i64 {
    let mut bytes = 0;
    let fits = messages.iter().take_while(|message| {
        bytes += match &message.body {
            Body::Text(text) => text.len(),
            Body::Encrypted(body) => body.ciphertext.len(),
            Body::Event(_) => 0,
        };
        bytes <= MAX_PAGE_BYTES
    });
    size.min(i64::try_from(fits.count().max(1)).unwrap_or(size))
}

pub(super) async fn list(chat: &Chat, request: Request<proto::ListMessagesRequest>) -> Result<proto::ListMessagesResponse, Status> {
    let actor = caller::actor(&request)?;
    let request = request.into_inner();
    let asked = || -> ModelResult<_> {
        let after_seq = validate::seq("after_seq", request.after_seq)?;
        let start = validate::page_start(List::Messages, &request.page_token, after_seq)?;
        Ok((validate::session_id("id", request.id)?, start.max(after_seq), validate::page_size(request.page_size)?))
    };
    let (id, after_seq, size) = asked().map_err(status::of)?;
    let mut messages = chat.list_messages(actor, id, after_seq, size + 1).await.map_err(status::of)?;
    let size = fitting(&messages, size);
    let next_page_token = validate::next_page(List::Messages, &mut messages, size, |message| message.seq);
    Ok(proto::ListMessagesResponse { messages: messages.iter().map(convert::message).collect(), next_page_token })
}
