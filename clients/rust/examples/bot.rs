//! A bot: an agent who greets, answers, and hands the chat to a team of humans, `BOT_TEAM`, when the visitor asks for one.
#![expect(clippy::disallowed_methods, reason = "an example has no other settings")]

use std::env::var;

use supportchat_client::v1::transfer_chat_session_request::Target;
use supportchat_client::v1::{Message, ParticipantType, TransferChatSessionRequest, message::Body};
use supportchat_client::{Client, Conversation, Credentials, Error};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    tracing_subscriber::fmt::init();
    let setting = |name| var(name).map_err(|_| format!("{name} is not set"));
    let team = setting("BOT_TEAM")?.parse().map_err(|_| "BOT_TEAM is not the id of a team")?;
    let client = Client::new(&setting("SUPPORTCHAT_URL")?, Credentials::agent(setting("BOT_EMAIL")?, setting("BOT_PASSWORD")?))?;
    Ok(client.serve(|chat| talk(client.clone(), chat, team)).await?)
}

async fn talk(client: Client, mut chat: Conversation, team: i64) -> Result<(), Error> {
    // Each under an id of its own, so that nothing is said twice, not even by a bot that was started again.
    chat.send_with_id("greeting", "Hello! I am a bot. Write \"human\" to talk to a person.").await?;
    while let Some(message) = chat.next().await.transpose()? {
        let Message { seq, sender: Some(sender), body: Some(Body::Message(text)), .. } = message else { continue };
        if sender.r#type() != ParticipantType::User {
            continue;
        }
        if text.to_lowercase().contains("human") {
            let request = TransferChatSessionRequest { id: chat.session_id(), target: Some(Target::TeamId(team)) };
            client.agents().transfer_chat_session(request).await?;
            break;
        }
        chat.send_with_id(format!("answer-{seq}"), format!("You wrote: {text}")).await?;
    }
    Ok(())
}
