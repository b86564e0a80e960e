//! The clients and conversations that the commands name.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use supportchat_client::{Client, Conversation, Credentials, Error, Event, Inbox, Sender, v1};
use tokio::sync::Mutex as Turns;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout_at};
use tonic::Status;

use crate::command::{Command, Login, Options};
use crate::{answer, handler};

/// What there is, by name.
#[derive(Default)]
pub struct Driver {
    clients: Mutex<HashMap<String, Caller>>,
    conversations: Mutex<HashMap<String, Arc<Talk>>>,
    serving: Mutex<JoinSet<()>>,
}

#[derive(Clone)]
struct Caller {
    client: Client,
    inbox: Arc<Turns<Option<Inbox>>>,
}

struct Talk {
    sender: Sender,
    messages: Turns<Reading>,
    heard: Arc<Heard>,
}

struct Reading {
    conversation: Conversation,
    /// What the conversation has failed with; whoever asks again is told again.
    failed: Option<Error>,
}

#[derive(Default)]
struct Heard {
    typing: AtomicU64,
    marks: AtomicU64,
}

impl Driver {
    /// Does what a command says. What is sent is begun before the first wait.
    pub async fn carry_out(&self, command: Command) -> Result<Value, Error> {
        match command {
            Command::Connect { client, target, login, options } => self.connect(client, &target, login, &options),
            Command::Start { client, conversation } => {
                let started = self.client(&client)?.client.start().await?;
                let session = started.session_id();
                self.keep(conversation, started);
                Ok(json!({"session": session}))
            }
            Command::Open { client, conversation, session, after_seq } => {
                let opened = self.client(&client)?.client.conversation(session, after_seq);
                self.keep(conversation, opened);
                Ok(json!({}))
            }
            Command::Send { conversation, text, client_message_id } => {
                let sender = self.talk(&conversation)?.sender.clone();
                let ack = match client_message_id {
                    Some(id) => sender.send_with_id(id, text).await?,
                    None => sender.send(text).await?,
                };
                Ok(json!({"seq": ack.seq, "message_id": ack.message_id, "client_message_id": ack.client_message_id}))
            }
            Command::Next { conversation, count, timeout_ms } => {
                let talk = self.talk(&conversation)?;
                next(&talk, count, Instant::now() + Duration::from_millis(timeout_ms)).await
            }
            Command::MarkRead { conversation, seq } => {
                self.talk(&conversation)?.sender.clone().mark_read(seq).await?;
                Ok(json!({}))
            }
            Command::Typing { conversation } => {
                self.talk(&conversation)?.sender.typing(false);
                Ok(json!({}))
            }
            Command::Heard { conversation } => {
                let heard = Arc::clone(&self.talk(&conversation)?.heard);
                Ok(json!({"typing": heard.typing.load(Ordering::Relaxed), "marks": heard.marks.load(Ordering::Relaxed)}))
            }
            Command::Inbox { client, count, timeout_ms } => {
                inbox(self.client(&client)?, count, Instant::now() + Duration::from_millis(timeout_ms)).await
            }
            Command::Serve { client } => {
                let serving = serve(client.clone(), self.client(&client)?.client);
                lock(&self.serving).spawn(serving);
                Ok(json!({}))
            }
            Command::GetSession { client, session } => {
                let request = v1::GetChatSessionRequest { id: session };
                let response = self.client(&client)?.client.chat().get_chat_session(request).await?;
                Ok(answer::session(response.into_inner().chat_session))
            }
            Command::Close { conversation } => {
                self.talk(&conversation)?.sender.close();
                Ok(json!({}))
            }
            Command::Disconnect { client } => {
                self.client(&client)?.client.close();
                Ok(json!({}))
            }
        }
    }

    /// Closes everything, and waits until nothing is served any more.
    pub async fn close(&self) {
        for caller in lock(&self.clients).values() {
            caller.client.close();
        }
        lock(&self.conversations).clear();
        let serving = std::mem::take(&mut *lock(&self.serving));
        serving.join_all().await;
    }

    fn connect(&self, name: String, target: &str, login: Login, options: &Options) -> Result<Value, Error> {
        let credentials = match login {
            Login::Visitor { site, name } => Credentials::visitor_as(v1::CreateVisitorTokenRequest { site, name, ..Default::default() }),
            Login::Agent { email, password } => Credentials::agent(email, password),
            Login::ApiKey(key) => Credentials::api_key(key),
            Login::Tokens { token, refresh_token } => Credentials::tokens(token, refresh_token),
        };
        let mut builder = Client::builder(target, credentials);
        if let Some(deadline) = options.deadline_ms {
            builder = builder.deadline(Duration::from_millis(deadline));
        }
        if options.keepalive_ms.is_some() || options.keepalive_timeout_ms.is_some() {
            let (silence, timeout) = (options.keepalive_ms.unwrap_or(10_000), options.keepalive_timeout_ms.unwrap_or(5000));
            builder = builder.keep_alive(Duration::from_millis(silence), Duration::from_millis(timeout));
        }
        let caller = Caller { client: builder.build()?, inbox: Arc::default() };
        lock(&self.clients).insert(name, caller);
        Ok(json!({}))
    }

    fn keep(&self, name: String, conversation: Conversation) {
        let heard = Arc::new(Heard::default());
        let told = Arc::clone(&heard);
        let conversation = conversation.on_event(move |event| match event {
            Event::Typing(_) => drop(told.typing.fetch_add(1, Ordering::Relaxed)),
            Event::Marks(_) => drop(told.marks.fetch_add(1, Ordering::Relaxed)),
            _ => {}
        });
        let talk = Talk { sender: conversation.sender(), messages: Turns::new(Reading { conversation, failed: None }), heard };
        lock(&self.conversations).insert(name, Arc::new(talk));
    }

    fn client(&self, name: &str) -> Result<Caller, Error> {
        lock(&self.clients).get(name).cloned().ok_or_else(|| unknown(name))
    }

    fn talk(&self, name: &str) -> Result<Arc<Talk>, Error> {
        lock(&self.conversations).get(name).cloned().ok_or_else(|| unknown(name))
    }
}

/// The next messages, or fewer if the time is over.
async fn next(talk: &Talk, count: usize, end: Instant) -> Result<Value, Error> {
    let mut messages = Vec::new();
    let mut ended = false;
    let reading = async {
        let Reading { conversation, failed } = &mut *talk.messages.lock().await;
        while messages.len() < count && failed.is_none() {
            match conversation.next().await {
                Some(Ok(message)) => messages.push(answer::message(&message)),
                Some(Err(error)) => *failed = Some(error),
                None => {
                    ended = true;
                    break;
                }
            }
        }
        failed.clone()
    };
    let failed = timeout_at(end, reading).await.unwrap_or_default();
    // What came before is told before.
    if let Some(error) = failed.filter(|_| messages.is_empty()) {
        return Err(error);
    }
    Ok(if ended { json!({"messages": messages, "ended": true}) } else { json!({"messages": messages}) })
}

/// The next different sessions of an inbox, or fewer if the time is over. It stays open for the next time.
async fn inbox(caller: Caller, count: usize, end: Instant) -> Result<Value, Error> {
    let mut sessions = Vec::new();
    let mut named = HashSet::new();
    let reading = async {
        let mut inbox = caller.inbox.lock().await;
        let inbox = inbox.get_or_insert_with(|| caller.client.inbox());
        while sessions.len() < count {
            let Some(change) = inbox.next().await else { break };
            let change = change?;
            if let Some(session) = change.chat_session.filter(|session| !change.removed && named.insert(session.id)) {
                sessions.push(session.id);
            }
        }
        Ok::<_, Error>(())
    };
    timeout_at(end, reading).await.unwrap_or(Ok(()))?;
    Ok(json!({"sessions": sessions}))
}

async fn serve(name: String, client: Client) {
    match client.serve(handler::talk).await {
        Ok(()) => tracing::debug!(name, "it has served"),
        Err(error) => tracing::error!(name, %error, "it serves no longer"),
    }
}

fn unknown(name: &str) -> Error {
    Status::invalid_argument(format!("there is nothing named {name}")).into()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
