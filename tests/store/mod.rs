//! The store, on every database: each test is written once and runs on SQLite and on MySQL.

mod agents;
mod assignment;
mod attachments;
mod audit;
mod credentials;
mod database;
mod encryption;
mod faults;
mod handover;
mod leases;
mod messages;
mod migrations;
mod sessions;
mod silence;
mod sites;
mod teams;
mod users;
mod visitors;

use supportchat::model::{Actor, Agent, AgentRole, Body, Cause, ChatSession, Message, NewAgent, NewMessage, NewSession, NewUser, User};
use supportchat::store::Store;

use self::database::{Database, on_every_database};
use crate::support::clock::noon;

/// A visitor.
async fn visitor(store: &Store) -> User {
    let new = NewUser { site_id: 1, name: "Vera".into(), email: String::new(), external_id: None };
    store.create_user(new, noon()).await.unwrap()
}

fn new_agent(capacity: i32) -> NewAgent {
    NewAgent { name: "Ada".into(), email: None, password_hash: None, role: AgentRole::Agent, capacity }
}

/// An agent who is not available yet.
async fn agent(store: &Store, capacity: i32) -> Agent {
    store.create_agent(new_agent(capacity), noon()).await.unwrap()
}

/// An agent who takes sessions.
async fn available_agent(store: &Store, capacity: i32) -> Agent {
    let agent = agent(store, capacity).await;
    store.set_availability(agent.id, true, noon()).await.unwrap().0
}

fn of_user(user_id: i64) -> NewSession {
    NewSession { user_id, agent_id: None, client_session_id: None, limited: false }
}

/// A session of a visitor of its own.
async fn session(store: &Store) -> ChatSession {
    let user = visitor(store).await;
    let (change, fresh) = store.create_session(of_user(user.id), noon()).await.unwrap();
    assert!(fresh);
    change.after.as_ref().clone()
}

fn text(session: &ChatSession, client_message_id: &str, text: &str) -> NewMessage {
    NewMessage {
        chat_session_id: session.id,
        actor: Actor::User(session.user_id),
        client_message_id: client_message_id.into(),
        body: Body::Text(text.into()),
        cause: Cause::SYSTEM,
        stream: None,
    }
}

/// The whole log of a session.
async fn log(store: &Store, session_id: i64) -> Vec<Message> {
    store.list_messages(session_id, 0, 1_000_000).await.unwrap()
}

/// Fails unless the log is 1, 2, 3 … and the session's counter agrees.
async fn assert_dense(store: &Store, session_id: i64) {
    let seqs: Vec<i64> = log(store, session_id).await.iter().map(|message| message.seq).collect();
    let last_seq = store.get_session(session_id).await.unwrap().unwrap().last_seq;
    assert_eq!(seqs, (1..=last_seq).collect::<Vec<_>>(), "the log of session {session_id}");
}
