//! What goes on when callers hang up and connections break.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::*;
use crate::support::clock::standing;
use supportchat::model::Error;
use supportchat::store::{Options, Writer};

on_every_database!(a_sender_who_hangs_up_has_not_cancelled, a_creator_who_hangs_up_leaves_nothing_half_done);

mod only_mysql {
    use super::*;

    on_every_database!(@ mysql connections_that_die_are_replaced who_waits_too_long_is_told what_is_behind_a_refused_message_waits_for_it a_rush_for_the_queue_does_not_hold_messages_up
        messages_survive_connections_that_die_at_any_time);
}

async fn a_sender_who_hangs_up_has_not_cancelled(db: Database) {
    let session = session(&db.store).await;
    let (committed, mut commits) = tokio::sync::mpsc::unbounded_channel();
    let on_commit: supportchat::store::OnCommit = Arc::new(move |messages| committed.send(messages.len()).unwrap());
    let ignored: supportchat::store::OnReopen = Arc::new(|_| ());
    let writer = Writer::start(&db.store, &standing(), &on_commit, &ignored, 1);
    for number in 0..20 {
        let message = text(&session, &format!("{number}"), "hello");
        // Polled once: it is in the queue, and the caller is gone.
        assert!(futures::FutureExt::now_or_never(writer.send(message)).is_none());
    }
    let mut stored = 0;
    while stored < 20 {
        stored += commits.recv().await.unwrap();
    }
    assert_dense(&db.store, session.id).await;
    assert_eq!(log(&db.store, session.id).await.len(), 21);
}

async fn a_creator_who_hangs_up_leaves_nothing_half_done(db: Database) {
    let bob = available_agent(&db.store, 1000).await;
    let user = visitor(&db.store).await;
    for wait in 0..20 {
        let create = db.store.create_session(of_user(user.id), noon());
        drop(tokio::time::timeout(Duration::from_micros(wait * 100), create).await);
    }
    // The next transaction comes after all of those that were begun.
    let last = session(&db.store).await;
    let sessions = db.store.list_sessions(supportchat::model::SessionFilter::default(), i64::MAX, 100).await.unwrap();
    for session in &sessions {
        assert_dense(&db.store, session.id).await;
        assert_eq!((session.last_seq, session.agent_id), (2, Some(bob.id)));
    }
    assert!(sessions.contains(&last));
}

pub async fn connections_that_die_are_replaced(db: Database) {
    let session = session(&db.store).await;
    for round in 0..3 {
        // Several connections are in use, then idle, for less time than it takes to be asked whether they live.
        let calls = (0..8).map(|_| db.store.get_session(session.id));
        for call in futures::future::join_all(calls).await {
            call.unwrap();
        }
        db.kill_connections().await;
        let sent = db.store.append(vec![text(&session, &format!("{round}"), "hello")], noon()).await.unwrap().remove(0).unwrap();
        assert!(sent.1);
        visitor(&db.store).await;
        db.kill_connections().await;
        db.store.get_session(session.id).await.unwrap();
    }
    assert_dense(&db.store, session.id).await;
}

pub async fn who_waits_too_long_is_told(db: Database) {
    let session = session(&db.store).await;
    let limit = Duration::from_millis(800);
    let store = Store::connect(Options { max_connections: 2, statement_timeout: limit, ..Options::new(db.url()) }).await.unwrap();
    let sql = format!("BEGIN; SELECT * FROM chat_sessions WHERE id = {} FOR UPDATE; DO SLEEP(2.5); COMMIT", session.id);
    let holder = tokio::spawn({
        let db = db.clone();
        async move { db.sql(&sql).await.unwrap() }
    });
    tokio::time::sleep(Duration::from_millis(200)).await;
    let begin = Instant::now();
    let error = store.append(vec![text(&session, "a", "hello")], noon()).await.unwrap_err();
    assert!(matches!(error, Error::Unavailable(_)), "{error:?}");
    assert!(begin.elapsed() < limit + Duration::from_millis(500), "{:?}", begin.elapsed());
    // The pool is as large as before, and what does not need the row is not held up.
    for _ in 0..3 {
        store.get_session(session.id).await.unwrap();
    }
    holder.await.unwrap();
    store.append(vec![text(&session, "a", "hello")], noon()).await.unwrap().remove(0).unwrap();
    assert_dense(&store, session.id).await;
    assert_eq!(log(&store, session.id).await.len(), 2);
}

pub async fn what_is_behind_a_refused_message_waits_for_it(db: Database) {
    let session = session(&db.store).await;
    let limit = Duration::from_millis(800);
    let store = Store::connect(Options { max_connections: 2, statement_timeout: limit, ..Options::new(db.url()) }).await.unwrap();
    let (on_commit, ignored): (supportchat::store::OnCommit, supportchat::store::OnReopen) = (Arc::new(|_| {}), Arc::new(|_| ()));
    let writer = Writer::start(&store, &standing(), &on_commit, &ignored, 1);
    let on = |stream, name: &str| NewMessage { stream, ..text(&session, name, "hello") };
    let sql = format!("BEGIN; SELECT * FROM chat_sessions WHERE id = {} FOR UPDATE; DO SLEEP(1.6); COMMIT", session.id);
    let holder = tokio::spawn({
        let db = db.clone();
        async move { db.sql(&sql).await.unwrap() }
    });
    tokio::time::sleep(Duration::from_millis(200)).await;
    // The first is refused when the database has not answered in time. What was handed over meanwhile comes when it answers again.
    let first = writer.submit(on(Some(1), "a")).await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let [b, c] = [writer.submit(on(Some(1), "b")).await.unwrap(), writer.submit(on(Some(1), "c")).await.unwrap()];
    let others = [writer.submit(on(Some(2), "x")).await.unwrap(), writer.submit(on(None, "y")).await.unwrap()];
    assert!(matches!(first.done().await, Err(Error::Unavailable(_))));
    for behind in [b, c] {
        assert!(matches!(behind.done().await, Err(Error::OutOfTurn { .. })));
    }
    for other in others {
        other.done().await.unwrap();
    }
    holder.await.unwrap();
    assert!(matches!(writer.send(on(Some(1), "b")).await, Err(Error::OutOfTurn { .. })), "the database is back, and it is not its turn");
    for name in ["a", "b", "c"] {
        writer.send(on(Some(1), name)).await.unwrap();
    }
    let stored: Vec<String> = log(&store, session.id).await.into_iter().skip(1).map(|message| message.client_message_id).collect();
    assert_eq!(stored, ["x", "y", "a", "b", "c"]);
}

pub async fn a_rush_for_the_queue_does_not_hold_messages_up(db: Database) {
    let (session, user) = (session(&db.store).await, visitor(&db.store).await);
    let holder = tokio::spawn({
        let db = db.clone();
        async move { db.sql("BEGIN; SELECT * FROM queues WHERE id = 1 FOR UPDATE; DO SLEEP(1.5); COMMIT").await.unwrap() }
    });
    tokio::time::sleep(Duration::from_millis(200)).await;
    // More than there are connections.
    let creates: Vec<_> = (0..20)
        .map(|_| {
            let (store, new) = (db.store.clone(), of_user(user.id));
            tokio::spawn(async move { store.create_session(new, noon()).await })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(200)).await;
    db.store.append(vec![text(&session, "a", "hello")], noon()).await.unwrap().remove(0).unwrap();
    assert!(creates.iter().all(|create| !create.is_finished()) && !holder.is_finished(), "the queue is still locked");
    for create in creates {
        create.await.unwrap().unwrap();
    }
    holder.await.unwrap();
}

pub async fn messages_survive_connections_that_die_at_any_time(db: Database) {
    let session = session(&db.store).await;
    let on_commit: supportchat::store::OnCommit = Arc::new(|_| {});
    let ignored: supportchat::store::OnReopen = Arc::new(|_| ());
    let writer = Writer::start(&db.store, &standing(), &on_commit, &ignored, 2);
    let killer = tokio::spawn({
        let db = db.clone();
        async move {
            loop {
                db.kill_connections().await;
                tokio::time::sleep(Duration::from_millis(7)).await;
            }
        }
    });
    let senders: Vec<_> = (0..8)
        .map(|sender| {
            let (writer, session) = (writer.clone(), session.clone());
            tokio::spawn(async move {
                let mut acknowledged = Vec::new();
                for number in 0..40 {
                    let message = text(&session, &format!("{sender}-{number}"), "hello");
                    // As every client does: the same again, until it is acknowledged.
                    let stored = loop {
                        match writer.send(message.clone()).await {
                            Ok((stored, _)) => break stored,
                            Err(Error::Unavailable(_)) => {}
                            Err(error) => panic!("{error:?}"),
                        }
                    };
                    acknowledged.push(stored);
                }
                acknowledged
            })
        })
        .collect();
    let mut acknowledged = Vec::new();
    for sender in senders {
        acknowledged.extend(sender.await.unwrap());
    }
    killer.abort();
    assert_dense(&db.store, session.id).await;
    let log = log(&db.store, session.id).await;
    assert_eq!(log.len(), 1 + 320, "each once");
    for message in acknowledged {
        let stored = &log[usize::try_from(message.seq).unwrap() - 1];
        assert_eq!((&stored.client_message_id, stored.sender), (&message.client_message_id, message.sender));
    }
}
