//! The handler of `serve`.

use supportchat_client::Conversation;
use supportchat_client::v1::{Message, ParticipantType, message::Body};

/// Greets, and answers each text of a visitor, unless that asks for something else.
pub async fn talk(mut conversation: Conversation) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    conversation.send_with_id("greeting", "Hello!").await?;
    while let Some(message) = conversation.next().await.transpose()? {
        let Message { seq, sender: Some(sender), body: Some(Body::Message(text)), .. } = message else { continue };
        match text.as_str() {
            _ if sender.r#type() != ParticipantType::User => {}
            "" => {}
            "Fail!" => return Err("the handler was told to fail".into()),
            "Leave!" => return Ok(()),
            _ => drop(conversation.send_with_id(format!("answer-{seq}"), format!("You wrote: {text}")).await?),
        }
    }
    Ok(())
}
