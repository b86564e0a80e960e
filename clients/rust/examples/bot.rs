//! A bot: an agent who greets, answers, and hands the chat to a team of humans, `BOT_TEAM`, when the visitor asks for one.
#![expect(clippy::disallowed_methods, reason = "an example has no other settings")]

use std::collections::HashSet;
use std::{env, error::Error};

use supportchat_client::v1::transfer_chat_session_request::Target;
use supportchat_client::v1::{self, AvailabilityStatus, ChatSessionStatus, ParticipantType, message::Body, session_event::Event};
use supportchat_client::{Client, Credentials};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = env::var("SUPPORTCHAT_URL").unwrap_or_else(|_| "http://127.0.0.1:8080".into());
    let team_id = env::var("BOT_TEAM")?.parse()?;
    let client = Client::new(&url, Credentials::agent(env::var("BOT_EMAIL")?, env::var("BOT_PASSWORD")?))?;
    let available = v1::SetAvailabilityRequest { availability_status: AvailabilityStatus::Available.into(), ..Default::default() };
    let me = client.agents().set_availability(available).await?.into_inner().agent.unwrap_or_default();
    let mut inbox = client.inbox();
    let mut talking = HashSet::new();
    while let Some(change) = inbox.next().await {
        let session = change?.chat_session.unwrap_or_default();
        if session.status() != ChatSessionStatus::Active || session.agent_id != Some(me.id) {
            talking.remove(&session.id);
        } else if talking.insert(session.id) {
            let talk = talk(client.clone(), session.id, team_id);
            tokio::spawn(async move { talk.await.unwrap_or_else(|error| eprintln!("{}: {error}", session.id)) });
        }
    }
    Ok(())
}

/// Says each thing under an id of its own, so that nothing is said twice, not even by a bot that was started again.
async fn talk(client: Client, session: i64, team_id: i64) -> Result<(), supportchat_client::Error> {
    let mut chat = client.conversation(session, 0);
    chat.send_with_id("greeting", "Hello! I am a bot. Write \"human\" to talk to a person.").await?;
    while let Some(message) = chat.next().await.transpose()? {
        let (id, sender) = (format!("answer-{}", message.seq), message.sender.unwrap_or_default().r#type());
        match message.body {
            Some(Body::Message(text)) if sender == ParticipantType::User && text.to_lowercase().contains("human") => {
                let transfer = v1::TransferChatSessionRequest { id: session, target: Some(Target::TeamId(team_id)) };
                match client.agents().transfer_chat_session(transfer).await {
                    Ok(_) => return Ok(()),
                    Err(_) => chat.send_with_id(id, "I could not find anybody. Please try again later.").await?,
                };
            }
            Some(Body::Message(text)) if sender == ParticipantType::User => {
                chat.send_with_id(id, format!("You wrote: {text}")).await?;
            }
            _ if matches!(message.event.and_then(|it| it.event), Some(Event::Closed(_))) => return Ok(()),
            _ => {}
        }
    }
    Ok(())
}
