//! Messages: send, add a note, list. The same conversion serves the unary RPC and the stream's frames.

use tonic::{Request, Status};

use super::validate::List;
use super::{caller, convert, proto, status, validate};
use crate::chat::Chat;
use crate::model::{Actor, Body, Cause, Encrypted, Error, Message, NewMessage, Place, Result as ModelResult};

/// A page of messages ends before it holds more text than this, in bytes.
const MAX_PAGE_BYTES: usize = 1024 * 1024;

pub(super) async fn send(chat: &Chat, request: Request<proto::SendMessageRequest>) -> Result<proto::Message, Status> {
    let actor = caller::actor(&request)?;
    let message = new_message(chat, actor, request.into_inner()).await.map_err(status::of)?;
    let message = chat.send(message).await.map_err(status::of)?;
    Ok(convert::message(&message))
}

pub(super) async fn new_message(chat: &Chat, actor: Actor, request: proto::SendMessageRequest) -> ModelResult<NewMessage> {
    use proto::send_message_request::Body as Arm;
    let chat_session_id = validate::session_id("chat_session_id", request.chat_session_id)?;
    let body = match request.body {
        Some(Arm::Message(text)) => Body::Text(text),
        Some(Arm::Encrypted(body)) => Body::Encrypted(Encrypted { ciphertext: body.ciphertext.into(), key_id: body.key_id }),
        Some(Arm::AttachmentId(id)) => {
            let id = validate::id("attachment_id", id)?;
            Body::Attachment(chat.attachment_to_send(actor, chat_session_id, id).await?)
        }
        None => return Err(Error::invalid("message", "FIELD_REQUIRED", "one of message, encrypted and attachment_id must be given")),
    };
    Ok(NewMessage { chat_session_id, actor, client_message_id: request.client_message_id, body, cause: Cause::current(), stream: None })
}

pub(super) async fn add_note(chat: &Chat, request: Request<proto::AddNoteRequest>) -> Result<proto::Message, Status> {
    let caller = caller::caller(&request)?;
    caller.require_agent().map_err(status::of)?;
    let actor = caller.actor().map_err(status::of)?;
    let proto::AddNoteRequest { id, message, client_message_id } = request.into_inner();
    let chat_session_id = validate::session_id("id", id).map_err(status::of)?;
    let note = NewMessage { chat_session_id, actor, client_message_id, body: Body::Note(message), cause: Cause::current(), stream: None };
    let note = chat.send(note).await.map_err(status::of)?;
    Ok(convert::message(&note))
}

/// How many of the messages make a page that is not too heavy for a client that reads slowly, and at least one.
fn fitting(messages: &[Message], size: i64) -> i64 {
    let mut bytes = 0;
    let fits = messages.iter().take_while(|message| {
        bytes += match &message.body {
            Body::Text(text) | Body::Note(text) => text.len(),
            Body::Encrypted(body) => body.ciphertext.len(),
            Body::Attachment(_) | Body::Event(_) | Body::Erased { .. } => 0,
        };
        bytes <= MAX_PAGE_BYTES
    });
    size.min(i64::try_from(fits.count().max(1)).unwrap_or(size))
}

/// Where the page begins, and which list its token belongs to.
fn place(request: &proto::ListMessagesRequest) -> ModelResult<(Place, List)> {
    let (after, before) = (validate::seq("after_seq", request.after_seq)?, validate::seq("before_seq", request.before_seq)?);
    match (after, before) {
        (after, 0) => Ok((Place::After(validate::page_start(List::Messages, &request.page_token, after)?.max(after)), List::Messages)),
        (0, before) => Ok((Place::Before(validate::page_start(List::OlderMessages, &request.page_token, before)?.min(before)), List::OlderMessages)),
        _ => Err(Error::invalid("before_seq", "FIELDS_EXCLUDE_EACH_OTHER", "only one of after_seq and before_seq may be given")),
    }
}

pub(super) async fn list(chat: &Chat, request: Request<proto::ListMessagesRequest>) -> Result<proto::ListMessagesResponse, Status> {
    let actor = caller::actor(&request)?;
    let request = request.into_inner();
    let asked = || -> ModelResult<_> { Ok((validate::session_id("id", request.id)?, place(&request)?, validate::page_size(request.page_size)?)) };
    let (id, (place, list), size) = asked().map_err(status::of)?;
    let mut messages = chat.list_messages(actor, id, place, size + 1).await.map_err(status::of)?;
    let size = fitting(&messages, size);
    let next_page_token = validate::next_page(list, &mut messages, size, |message| message.seq);
    let mut messages: Vec<proto::Message> = messages.iter().map(convert::message).collect();
    if matches!(place, Place::Before(_)) {
        // The store answers the newest first.
        messages.reverse();
    }
    Ok(proto::ListMessagesResponse { messages, next_page_token })
}
