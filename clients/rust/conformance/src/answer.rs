//! What is answered, as it is written.

use serde_json::{Value, json};
use supportchat_client::v1::{self, message::Body};
use supportchat_client::{Error, v1::ParticipantType};

/// An error, with its code as the proto spells it.
pub fn error(error: &Error) -> Value {
    json!({
        "code": screaming(&format!("{:?}", error.code())),
        "reason": error.reason(),
        "message": error.message(),
        "fields": error.fields().iter().map(|violation| &violation.field).collect::<Vec<_>>(),
        "retryable": error.is_retryable(),
    })
}

/// A message of a conversation.
pub fn message(message: &v1::Message) -> Value {
    let sender = message.sender.as_ref().map_or(ParticipantType::Unspecified, v1::Participant::r#type);
    json!({
        "seq": message.seq,
        "kind": short(message.kind().as_str_name(), "MESSAGE_KIND_"),
        "text": match &message.body { Some(Body::Message(text)) => text, _ => "" },
        "sender": short(sender.as_str_name(), "PARTICIPANT_TYPE_"),
        "client_message_id": message.client_message_id,
    })
}

/// The state of a session.
pub fn session(session: Option<v1::ChatSession>) -> Value {
    json!({"status": short(session.unwrap_or_default().status().as_str_name(), "CHAT_SESSION_STATUS_")})
}

fn short<'a>(name: &'a str, prefix: &str) -> &'a str {
    name.strip_prefix(prefix).unwrap_or(name)
}

/// `NotFound` as `NOT_FOUND`.
fn screaming(camel: &str) -> String {
    let mut name = String::new();
    for letter in camel.chars() {
        if letter.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(letter.to_uppercase());
    }
    name
}
