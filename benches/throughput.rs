//! Durable messages a second: the node's writer beside the same rows inserted bare, and then the whole service over gRPC streams.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use supportchat::clock::{SharedClock, SystemClock};
use supportchat::model::{Actor, Body, Cause, NewMessage, NewSession, NewUser};
use supportchat::store::{Options, Store, Writer};
use supportchat_client::v1::chat_request::Frame as Request;
use supportchat_client::v1::server_frame::Frame;

use crate::support::client::text_message;
use crate::support::{Database, Server};
use crate::{duration, raw};

const SESSIONS: usize = 64;
const SENDERS: usize = 512;
const CONNECTIONS: usize = 16;
const DEPTH: usize = 32;
const TEXT: &str = "Where is my order? It was to come on Monday.";

#[expect(clippy::cast_precision_loss, reason = "a rate")]
pub async fn run(kind: &str, database: &Database) {
    let (bare, _) = raw::commits(database, 256, 2, duration()).await;
    println!("throughput {kind}: bare inserts, 256 rows a commit      {bare:>10.0} rows/s      1.00");

    let stored = writer(database).await;
    println!("throughput {kind}: writer, {SENDERS} senders, {SESSIONS} sessions      {stored:>10.0} messages/s  {:.2}", stored / bare);

    let server = Server::start(database);
    let sent = streams(&server).await as f64 / duration().as_secs_f64();
    println!("throughput {kind}: service, {CONNECTIONS} streams x {DEPTH} in flight     {sent:>10.0} messages/s  {:.2}", sent / bare);
}

#[expect(clippy::cast_precision_loss, reason = "a rate")]
async fn writer(database: &Database) -> f64 {
    let clock: SharedClock = Arc::new(SystemClock);
    let store = Store::connect(Options::new(database.url.clone())).await.expect("a store");
    store.migrate().await.expect("migrated");
    let user = NewUser { site_id: 1, name: "Bench".to_owned(), email: String::new(), external_id: None };
    let user = store.create_user(user, clock.now()).await.expect("a user");
    let mut sessions = Vec::new();
    for _ in 0..SESSIONS {
        let session = NewSession { user_id: user.id, agent_id: None, client_session_id: None, limited: false };
        sessions.push(store.create_session(session, clock.now()).await.expect("a session").0.after.id);
    }
    let shards = if store.is_sqlite() { 1 } else { 2 };
    let on_commit: supportchat::store::OnCommit = Arc::new(|_| ());
    let ignored: supportchat::store::OnReopen = Arc::new(|_| ());
    let writer = Writer::start(&store, &clock, &on_commit, &ignored, shards);
    let (stop, count) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let began = Instant::now();
    let senders: Vec<_> = (0..SENDERS)
        .map(|sender| {
            let (writer, stop, count, session) = (writer.clone(), Arc::clone(&stop), Arc::clone(&count), sessions[sender % SESSIONS]);
            tokio::spawn(async move {
                for number in 0_u64.. {
                    if stop.load(Ordering::Relaxed) {
                        return;
                    }
                    let client_message_id = format!("sender-{sender:05}-message-{number:012}");
                    let body = Body::Text(TEXT.to_owned());
                    let message =
                        NewMessage { chat_session_id: session, actor: Actor::Service, client_message_id, body, cause: Cause::SYSTEM, stream: None };
                    writer.send(message).await.expect("stored");
                    count.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    tokio::time::sleep(duration()).await;
    let rate = count.load(Ordering::Relaxed) as f64 / began.elapsed().as_secs_f64();
    stop.store(true, Ordering::Relaxed);
    for sender in senders {
        sender.await.expect("a sender");
    }
    rate
}

/// How many messages were acknowledged over streams, each of which keeps so many in flight.
async fn streams(server: &Server) -> u64 {
    let count = Arc::new(AtomicU64::new(0));
    let mut talks = Vec::new();
    for _ in 0..CONNECTIONS {
        let mut visitor = server.visitor().await;
        let session = visitor.start_session(0, 0).await.id;
        talks.push((visitor.talk().await, session));
    }
    let until = Instant::now() + duration();
    let running = talks.into_iter().map(|(mut talk, session)| {
        let count = Arc::clone(&count);
        tokio::spawn(async move {
            let mut number = 0_u64;
            let mut in_flight = 0;
            while Instant::now() < until {
                while in_flight < DEPTH {
                    number += 1;
                    talk.say(Request::Send(text_message(session, TEXT, &format!("{session}-{number:020}")))).await;
                    in_flight += 1;
                }
                match talk.frames.next().await {
                    Frame::Ack(_) => {
                        in_flight -= 1;
                        count.fetch_add(1, Ordering::Relaxed);
                    }
                    Frame::Error(error) => panic!("refused: {error:?}"),
                    _ => {}
                }
            }
        })
    });
    let running: Vec<_> = running.collect();
    for talk in running {
        talk.await.expect("a stream");
    }
    count.load(Ordering::Relaxed)
}
