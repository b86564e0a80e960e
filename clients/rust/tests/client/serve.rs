//! A bot's main loop, with a real server. Without one these tests do nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use supportchat_client::v1::message::Body;
use supportchat_client::v1::{self, AvailabilityStatus, ParticipantType};
use supportchat_client::{Client, Conversation, Credentials, Error, Sender};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tonic::Code;

use super::demo::{Demo, reads};
use super::soon;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// An agent who serves, a visitor, and what is known of the handlers: how many were called, and the conversation of each as it ends.
struct Scene {
    demo: Demo,
    bot: Client,
    id: i64,
    ada: Client,
    called: Arc<AtomicUsize>,
    ended: (mpsc::UnboundedSender<Sender>, mpsc::UnboundedReceiver<Sender>),
}

impl Scene {
    async fn new() -> Option<Self> {
        let demo = Demo::start().await?;
        let (email, password) = demo.bot().await;
        let (bot, ada) = (demo.client(Credentials::agent(email, password)), demo.client(Credentials::visitor()));
        let available = v1::SetAvailabilityRequest { availability_status: AvailabilityStatus::Available.into(), ..Default::default() };
        let me = bot.agents().set_availability(available).await.expect("an agent").into_inner().agent.expect("themselves");
        let site = v1::Site { id: 1, reopen_window_seconds: 3600, ..Default::default() };
        demo.admin().admin().update_site(v1::UpdateSiteRequest { site: Some(site), ..Default::default() }).await.expect("a site");
        Some(Self { demo, bot, id: me.id, ada, called: Arc::default(), ended: mpsc::unbounded_channel() })
    }

    fn serves(&self) -> JoinHandle<Result<(), Error>> {
        let (bot, called, ended) = (self.bot.clone(), Arc::clone(&self.called), self.ended.0.clone());
        let handler = move |chat: Conversation| {
            called.fetch_add(1, Ordering::Relaxed);
            let (ended, sender) = (ended.clone(), chat.sender());
            async move {
                // It may end in the middle of a send, which was heard and not acknowledged yet.
                let end = talk(chat).await;
                ended.send(sender)?;
                end
            }
        };
        tokio::spawn(async move { bot.serve(handler).await })
    }

    /// The visitor begins a session with the bot.
    async fn starts(&self) -> Conversation {
        let request = v1::CreateChatSessionRequest { agent_id: self.id, ..Default::default() };
        soon(self.ada.start_with(request)).await.expect("a session")
    }

    /// All texts of a session, when the bot has had time to say too much.
    async fn texts(&self, conversation: &Conversation) -> Vec<String> {
        tokio::time::sleep(Duration::from_millis(300)).await;
        let request = v1::ListMessagesRequest { id: conversation.session_id(), ..Default::default() };
        let messages = self.ada.chat().list_messages(request).await.expect("messages").into_inner().messages;
        messages.into_iter().filter_map(|message| text_of(message.body)).collect()
    }

    async fn ends(&mut self) -> Sender {
        soon(self.ended.1.recv()).await.expect("one that ends")
    }
}

fn text_of(body: Option<Body>) -> Option<String> {
    match body {
        Some(Body::Message(text)) => Some(text),
        _ => None,
    }
}

async fn talk(mut chat: Conversation) -> Result<(), Failure> {
    chat.send_with_id("greeting", "Hello!").await?;
    while let Some(message) = chat.next().await.transpose()? {
        let (seq, by) = (message.seq, message.sender.unwrap_or_default().r#type());
        let Some(text) = text_of(message.body).filter(|_| by == ParticipantType::User) else { continue };
        match text.as_str() {
            "Fail!" => return Err("as it was told".into()),
            "Panic!" => panic!("as it was told"),
            "Leave!" => return Ok(()),
            _ => chat.send_with_id(format!("answer-{seq}"), format!("You wrote: {text}")).await?,
        };
    }
    Ok(())
}

async fn says(conversation: &mut Conversation, text: &str) {
    soon(conversation.send(text)).await.expect("it is stored");
    assert_eq!(reads(conversation).await, text);
}

async fn hears(conversation: &mut Conversation, text: &str) {
    assert_eq!(reads(conversation).await, text);
}

#[tokio::test]
async fn each_session_is_served_whether_it_was_there_before_or_comes_and_whatever_becomes_of_others() {
    let Some(scene) = Scene::new().await else { return };
    let mut before = scene.starts().await;
    says(&mut before, "Are you there?").await;
    let serving = scene.serves();
    hears(&mut before, "Hello!").await;
    hears(&mut before, "You wrote: Are you there?").await;
    for end in ["Fail!", "Panic!", "Leave!"] {
        let mut other = scene.starts().await;
        hears(&mut other, "Hello!").await;
        says(&mut other, end).await;
        says(&mut other, "Nobody hears this.").await;
        says(&mut before, "Still there?").await;
        hears(&mut before, "You wrote: Still there?").await;
        assert_eq!(scene.texts(&other).await, ["Hello!", end, "Nobody hears this."]);
    }
    scene.bot.close();
    soon(serving).await.expect("no panic").expect("it ends well");
}

#[tokio::test]
async fn a_talk_ends_when_its_session_goes_and_begins_anew_when_it_comes_back() {
    let Some(mut scene) = Scene::new().await else { return };
    let _serving = scene.serves();
    let mut chat = scene.starts().await;
    hears(&mut chat, "Hello!").await;
    says(&mut chat, "One thing.").await;
    hears(&mut chat, "You wrote: One thing.").await;

    let id = chat.session_id();
    scene.demo.admin().chat().close_chat_session(v1::CloseChatSessionRequest { id }).await.expect("it is closed");
    assert_eq!(scene.ends().await.session_id(), id);
    says(&mut chat, "One thing more.").await;
    hears(&mut chat, "You wrote: One thing more.").await;

    let target = v1::transfer_chat_session_request::Target::AgentId(scene.demo.facts["agent_id"].as_i64().expect("Grace"));
    let handed = v1::TransferChatSessionRequest { id, target: Some(target) };
    scene.demo.admin().agents().transfer_chat_session(handed).await.expect("it is handed over");
    assert_eq!(scene.ends().await.session_id(), id);
    says(&mut chat, "Grace?").await;
    assert_eq!(
        scene.texts(&chat).await,
        ["Hello!", "One thing.", "You wrote: One thing.", "One thing more.", "You wrote: One thing more.", "Grace?"]
    );
}

#[tokio::test]
async fn a_server_that_is_killed_costs_a_bot_nothing_but_time() {
    let Some(mut scene) = Scene::new().await else { return };
    scene.demo.kill();
    let _serving = scene.serves();
    tokio::time::sleep(Duration::from_millis(100)).await;
    scene.demo.run().await;
    let mut chat = scene.starts().await;
    hears(&mut chat, "Hello!").await;
    let mut left = scene.starts().await;
    hears(&mut left, "Hello!").await;
    says(&mut left, "Leave!").await;
    scene.demo.kill();
    scene.demo.run().await;
    says(&mut chat, "Back?").await;
    hears(&mut chat, "You wrote: Back?").await;
    assert_eq!(scene.texts(&chat).await, ["Hello!", "Back?", "You wrote: Back?"]);
    assert_eq!(scene.called.load(Ordering::Relaxed), 2, "a session that stays is not served anew");
}

#[tokio::test]
async fn the_end_closes_the_conversations() {
    let Some(mut scene) = Scene::new().await else { return };
    let mut chat = scene.starts().await;

    // Who gives up the call gives up the handlers with it.
    let (opened, mut conversations) = mpsc::unbounded_channel();
    let bot = scene.bot.clone();
    let serving = tokio::spawn(async move {
        bot.serve(|chat| {
            let _ = opened.send(chat.sender());
            async move {
                let _held = chat;
                std::future::pending::<Result<(), Error>>().await
            }
        })
        .await
    });
    let sender = soon(conversations.recv()).await.expect("a talk");
    serving.abort();
    assert!(soon(serving).await.expect_err("it was given up").is_cancelled());
    assert_eq!(soon(sender.send("Hello?")).await.expect_err("it is closed").reason(), "CLOSED");

    // Closing the client is an end like any other.
    let serving = scene.serves();
    hears(&mut chat, "Hello!").await;
    scene.bot.close();
    soon(serving).await.expect("no panic").expect("it ends well");
    let ended = scene.ended.1.try_recv().expect("the handler has returned before");
    assert_eq!(soon(ended.send("Hello?")).await.expect_err("it is closed").reason(), "CLOSED");
}

#[tokio::test]
async fn serving_fails_with_what_the_inbox_fails_with() {
    let Some(scene) = Scene::new().await else { return };
    let mut chat = scene.starts().await;
    let serving = scene.serves();
    hears(&mut chat, "Hello!").await;
    let agent = v1::Agent { id: scene.id, disabled: true, ..Default::default() };
    scene.demo.admin().admin().update_agent(v1::UpdateAgentRequest { agent: Some(agent), ..Default::default() }).await.expect("they are disabled");
    assert_eq!(soon(serving).await.expect("no panic").expect_err("nobody to serve as").code(), Code::Unauthenticated);

    let error = soon(scene.ada.serve(|_| std::future::ready(Ok::<_, Error>(())))).await.expect_err("a visitor is no agent");
    assert_eq!(error.code(), Code::PermissionDenied);
}
