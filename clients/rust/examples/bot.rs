//! A bot: an agent who greets, answers, and hands the chat to a team of humans, `BOT_TEAM`, when the visitor asks for one.
#![expect(clippy::disallowed_methods, reason = "an example has no other settings")]

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::{env::var, error::Error};

use supportchat_client::v1::transfer_chat_session_request::Target;
use supportchat_client::v1::{self, AvailabilityStatus, ChatSessionStatus, ParticipantType, message::Body};
use supportchat_client::{Client, Credentials};
use tokio::task::AbortHandle;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::new(&var("SUPPORTCHAT_URL")?, Credentials::agent(var("BOT_EMAIL")?, var("BOT_PASSWORD")?))?;
    let target = Target::TeamId(var("BOT_TEAM")?.parse()?);
    let available = v1::SetAvailabilityRequest { availability_status: AvailabilityStatus::Available.into(), ..Default::default() };
    let me = client.agents().set_availability(available).await?.into_inner().agent.unwrap_or_default();
    let (mut inbox, mut talking) = (client.inbox(), HashMap::new());
    while let Some(change) = inbox.next().await {
        let session = change?.chat_session.unwrap_or_default();
        if session.status() != ChatSessionStatus::Active || session.agent_id != Some(me.id) {
            talking.remove(&session.id).iter().for_each(AbortHandle::abort);
        } else if let Entry::Vacant(entry) = talking.entry(session.id) {
            let talk = talk(client.clone(), session.id, target);
            let talk = async move { talk.await.unwrap_or_else(|error| eprintln!("session {}: {error}", session.id)) };
            entry.insert(tokio::spawn(talk).abort_handle());
        }
    }
    Ok(())
}

async fn talk(client: Client, id: i64, target: Target) -> Result<(), supportchat_client::Error> {
    let mut chat = client.conversation(id, 0);
    // Each under an id of its own, so that nothing is said twice, not even by a bot that was started again.
    chat.send_with_id("greeting", "Hello! I am a bot. Write \"human\" to talk to a person.").await?;
    while let Some(v1::Message { seq, sender, body, .. }) = chat.next().await.transpose()? {
        let Some(Body::Message(text)) = body else { continue };
        if sender.unwrap_or_default().r#type() != ParticipantType::User {
            continue;
        }
        if text.to_lowercase().contains("human") {
            client.agents().transfer_chat_session(v1::TransferChatSessionRequest { id, target: Some(target) }).await?;
            break;
        }
        chat.send_with_id(format!("answer-{seq}"), format!("You wrote: {text}")).await?;
    }
    Ok(())
}
