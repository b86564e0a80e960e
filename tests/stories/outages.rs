//! The message broker goes away in the middle of chats, and comes back: nobody in a chat notices, and the audit log has everything once.

use std::process::Command;
use std::time::Duration;

use supportchat::model::AuditFilter;
use supportchat::store::{Options, Store};
use tokio::time::{Instant, timeout};

use crate::support::client::PATIENCE;
use crate::support::server::binary;
use crate::support::{BrokerServer, Database, Server, full};

/// A server over RabbitMQ, and its store.
async fn started(settings: &[(&str, &str)]) -> (Server, BrokerServer, Database, Store) {
    let broker = BrokerServer::start();
    let database = Database::mysql().await;
    let settings: Vec<_> = settings.iter().copied().chain([("SUPPORTCHAT_AMQP_URL", broker.url.as_str())]).collect();
    let server = Server::start_with(&database, &settings);
    let store = Store::connect(Options::new(database.url.clone())).await.unwrap();
    (server, broker, database, store)
}

/// Waits until everything is recorded.
async fn recorded(store: &Store) {
    let all = async {
        while store.waiting_rows().await.unwrap().0 > 0 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    timeout(3 * PATIENCE, all).await.expect("the outbox drains");
}

/// What `supportchat audit verify` says, and whether all is well.
fn verify(server: &Server, database: &Database) -> (bool, String) {
    let mut command = Command::new(binary());
    command.args(["audit", "verify"]).env("SUPPORTCHAT_DATABASE_URL", &database.url).env("SUPPORTCHAT_DATA_DIR", server.data.path());
    let output = tokio::task::block_in_place(|| command.output()).unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.success(), text)
}

/// How many records tell of a session's messages.
async fn messages_recorded(store: &Store, session: i64) -> usize {
    let filter = AuditFilter { action: Some("message.text".into()), chat_session_id: Some(session), ..AuditFilter::default() };
    let (mut count, mut after) = (0, 0);
    loop {
        let page = store.list_records(filter.clone(), after, 1000).await.unwrap();
        let Some(last) = page.last() else { return count };
        after = last.id;
        count += page.len();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broker_that_is_killed_holds_up_no_chat_and_loses_no_record() {
    let (server, broker, database, store) = started(&[]).await;
    let mut visitor = server.visitor().await;
    let session = visitor.start_session(0, 0).await.id;
    let messages = if full() { 2000 } else { 300 };
    let mut sent = 0;
    for round in 0..3 {
        match round {
            1 => broker.kill(),
            // In the middle of traffic: some of it is published twice.
            2 => broker.restart(),
            _ => {}
        }
        for number in 0..messages {
            visitor.send(session, "hello", &format!("{round} {number}")).await.unwrap();
            sent += 1;
        }
        if round == 1 {
            assert!(store.waiting_rows().await.unwrap().0 > 0, "nothing is recorded without the broker");
        }
    }
    recorded(&store).await;
    assert_eq!(messages_recorded(&store, session).await, sent, "each once");
    let (well, said) = verify(&server, &database);
    assert!(well && said.contains("nothing is wrong"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_broker_loses_is_published_again() {
    let (server, broker, database, store) = started(&[("SUPPORTCHAT_AUDIT_WRITER", "false")]).await;
    let mut visitor = server.visitor().await;
    let session = visitor.start_session(0, 0).await.id;
    visitor.send(session, "hello", "a").await.unwrap();
    let published = async {
        while !store.unpublished(256).await.unwrap().is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(PATIENCE, published).await.expect("it is published");
    let (waiting, _) = store.waiting_rows().await.unwrap();
    assert!(waiting > 0, "nobody writes");
    broker.purge("supportchat.audit");
    // What the relay does by itself after ten minutes.
    let again = store.publish_again(supportchat::clock::Clock::now(&supportchat::clock::SystemClock)).await.unwrap();
    assert_eq!(i64::try_from(again).unwrap(), waiting);

    // The writer may be a process of its own.
    let mut consumer = Command::new(binary())
        .args(["audit", "consume", "--amqp-url", &broker.url])
        .env("SUPPORTCHAT_DATABASE_URL", &database.url)
        .env("SUPPORTCHAT_DATA_DIR", server.data.path())
        .spawn()
        .unwrap();
    recorded(&store).await;
    assert!(Command::new("kill").arg(consumer.id().to_string()).status().unwrap().success());
    let began = Instant::now();
    assert!(tokio::task::block_in_place(|| consumer.wait()).unwrap().success(), "it stops when it is asked to");
    assert!(began.elapsed() < PATIENCE);
    let (well, said) = verify(&server, &database);
    assert!(well && said.contains("signed heads compared"), "{said}");
    assert_eq!(messages_recorded(&store, session).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_write_one_chain() {
    let (first, broker, database, store) = started(&[]).await;
    let second = Server::start_with(&database, &[("SUPPORTCHAT_AMQP_URL", broker.url.as_str())]);
    let mut sessions = Vec::new();
    for server in [&first, &second] {
        let mut visitor = server.visitor().await;
        let session = visitor.start_session(0, 0).await.id;
        for number in 0..100 {
            visitor.send(session, "hello", &number.to_string()).await.unwrap();
        }
        sessions.push((session, 100));
    }
    // Whoever writes now, the other goes on.
    drop(first);
    let mut visitor = second.visitor().await;
    let session = visitor.start_session(0, 0).await.id;
    visitor.send(session, "still there", "a").await.unwrap();
    sessions.push((session, 1));
    recorded(&store).await;
    for (session, sent) in sessions {
        assert_eq!(messages_recorded(&store, session).await, sent);
    }
    let (well, said) = verify(&second, &database);
    assert!(well, "{said}");
}
