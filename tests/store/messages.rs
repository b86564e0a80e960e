//! Messages: acknowledged ones are stored, once, in one dense order.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use super::*;
use crate::support::clock::{after_noon, standing};
use supportchat::model::{Encrypted, Error, Event, Participant};
use supportchat::store::Writer;

on_every_database!(
    many_writers_make_one_dense_log,
    the_same_again_is_answered_with_the_first,
    a_repeat_in_the_same_batch_is_stored_once,
    two_nodes_that_send_the_same_store_it_once,
    a_closed_session_takes_nothing_but_acknowledges_repeats,
    what_is_not_theirs_does_not_exist,
    agents_write_in_what_is_assigned_to_them,
    bodies_come_back_byte_by_byte,
    a_full_session_can_still_be_closed,
    a_page_is_a_part_of_the_log,
    marks_only_grow
);

type Seen = Arc<Mutex<Vec<(i64, i64)>>>;

/// A writer, and what it said was committed.
fn writer(store: &Store) -> (Writer, Seen) {
    let seen = Seen::default();
    let note = seen.clone();
    let on_commit: supportchat::store::OnCommit =
        Arc::new(move |messages| note.lock().unwrap().extend(messages.iter().map(|message| (message.chat_session_id, message.seq))));
    let ignored: supportchat::store::OnReopen = Arc::new(|_| ());
    (Writer::start(store, &standing(), &on_commit, &ignored, if store.is_sqlite() { 1 } else { 2 }), seen)
}

async fn many_writers_make_one_dense_log(db: Database) {
    let mut sessions = Vec::new();
    for _ in 0..5 {
        sessions.push(session(&db.store).await);
    }
    // Two nodes, eight senders on each.
    let nodes = [writer(&db.store), writer(&db.another_node().await)];
    let mut senders = Vec::new();
    for sender in 0..16 {
        let (writer, _) = nodes[sender % 2].clone();
        let sessions = sessions.clone();
        senders.push(tokio::spawn(async move {
            let mut acknowledged = Vec::new();
            for number in 0..40 {
                let session = &sessions[(sender + number) % sessions.len()];
                let (message, fresh) = writer.send(text(session, &format!("{sender}-{number}"), "hello")).await.unwrap();
                assert!(fresh);
                acknowledged.push((message.chat_session_id, message.seq, message.client_message_id.clone()));
            }
            acknowledged
        }));
    }
    let mut acknowledged = Vec::new();
    for sender in senders {
        acknowledged.extend(sender.await.unwrap());
    }
    assert_eq!(acknowledged.len(), 640);
    let mut stored = BTreeMap::new();
    for session in &sessions {
        assert_dense(&db.store, session.id).await;
        for message in log(&db.store, session.id).await {
            stored.insert((session.id, message.seq), message.client_message_id);
        }
    }
    for (session, seq, client_message_id) in acknowledged {
        assert_eq!(stored[&(session, seq)], client_message_id, "what was acknowledged is what is stored");
    }
    for (_, seen) in nodes {
        let mut last = BTreeMap::new();
        for (session, seq) in seen.lock().unwrap().iter() {
            let before = last.insert(*session, *seq).unwrap_or(0);
            assert!(before < *seq, "a node tells of its messages in order");
        }
    }
}

async fn the_same_again_is_answered_with_the_first(db: Database) {
    let session = session(&db.store).await;
    let first = db.store.append(vec![text(&session, "a", "one")], noon()).await.unwrap().remove(0).unwrap();
    assert!(first.1);
    let again = db.store.append(vec![text(&session, "a", "one")], after_noon(9)).await.unwrap().remove(0).unwrap();
    assert_eq!(again, (first.0.clone(), false), "as it was stored then");
    let other = db.store.append(vec![text(&session, "a", "two"), text(&session, "a ", "two")], noon()).await.unwrap();
    assert_eq!(other[0], Err(Error::ClientMessageIdReused("a".into())));
    assert!(other[1].as_ref().unwrap().1, "an id that differs in a space is another");
    assert_dense(&db.store, session.id).await;
    assert_eq!(log(&db.store, session.id).await.len(), 3);
}

async fn a_repeat_in_the_same_batch_is_stored_once(db: Database) {
    let (one, two) = (session(&db.store).await, session(&db.store).await);
    let batch = vec![text(&one, "a", "x"), text(&two, "a", "y"), text(&one, "a", "x"), text(&one, "a", "z"), text(&one, "b", "x")];
    let answers = db.store.append(batch, noon()).await.unwrap();
    let first = answers[0].clone().unwrap();
    assert!(first.1 && answers[1].as_ref().unwrap().1 && answers[4].as_ref().unwrap().1);
    assert_eq!(answers[2], Ok((first.0, false)));
    assert_eq!(answers[3], Err(Error::ClientMessageIdReused("a".into())));
    assert_dense(&db.store, one.id).await;
    assert_eq!((log(&db.store, one.id).await.len(), log(&db.store, two.id).await.len()), (3, 2));
}

async fn two_nodes_that_send_the_same_store_it_once(db: Database) {
    let session = session(&db.store).await;
    let (one, seen_by_one) = writer(&db.store);
    let (two, seen_by_two) = writer(&db.another_node().await);
    for number in 0..30 {
        let message = text(&session, &format!("m{number}"), "hello");
        let sends = [&one, &one, &two, &two].map(|writer| writer.send(message.clone()));
        let answers: Vec<_> = futures::future::join_all(sends).await.into_iter().map(Result::unwrap).collect();
        assert_eq!(answers.iter().filter(|answer| answer.1).count(), 1, "one of them stored it: {answers:?}");
        assert!(answers.iter().all(|answer| answer.0 == answers[0].0));
    }
    assert_dense(&db.store, session.id).await;
    assert_eq!(log(&db.store, session.id).await.len(), 31);
    for seen in [seen_by_one, seen_by_two] {
        let seqs: std::collections::BTreeSet<i64> = seen.lock().unwrap().iter().map(|(_, seq)| *seq).collect();
        assert!(seqs.into_iter().eq(2..=31), "each node was told of all, also of what the other stored");
    }
}

async fn a_closed_session_takes_nothing_but_acknowledges_repeats(db: Database) {
    let session = session(&db.store).await;
    let stored = db.store.append(vec![text(&session, "a", "one")], noon()).await.unwrap().remove(0).unwrap().0;
    db.store.close_session(session.id, Actor::User(session.user_id), noon()).await.unwrap();
    let answers = db.store.append(vec![text(&session, "b", "two"), text(&session, "a", "one"), text(&session, "a", "no")], noon()).await.unwrap();
    assert_eq!(answers, [Err(Error::SessionClosed(session.id)), Ok((stored, false)), Err(Error::ClientMessageIdReused("a".into()))]);
    assert_dense(&db.store, session.id).await;
}

async fn what_is_not_theirs_does_not_exist(db: Database) {
    let session = session(&db.store).await;
    let stranger = visitor(&db.store).await;
    let missing = ChatSession { id: session.id + 1000, ..session.clone() };
    let foreign = NewMessage { actor: Actor::User(stranger.id), ..text(&session, "a", "hello") };
    let answers = db.store.append(vec![foreign, text(&missing, "a", "hello"), text(&session, "a", "hello")], noon()).await.unwrap();
    let not_found = |id: i64| Err(Error::not_found(supportchat::model::Noun::Session, id));
    assert_eq!(answers[..2], [not_found(session.id), not_found(missing.id)], "one answer for both");
    assert!(answers[2].is_ok(), "and it does not hurt the others");
    assert_eq!(db.store.mark(session.id, Actor::User(stranger.id), 1, 0).await.unwrap_err(), not_found(session.id).unwrap_err());
}

async fn agents_write_in_what_is_assigned_to_them(db: Database) {
    let session = session(&db.store).await;
    let bob = agent(&db.store, 5).await;
    let from = |actor| NewMessage { actor, ..text(&session, "a", "hello") };
    let refused = db.store.append(vec![from(Actor::Agent(bob.id))], noon()).await.unwrap();
    assert_eq!(refused, [Err(Error::NotAssigned(session.id))]);
    db.store.accept_session(session.id, Actor::Agent(bob.id), noon()).await.unwrap();
    // The same id from another sender is another message; a service key speaks as the visitor.
    let answers = db.store.append(vec![from(Actor::Agent(bob.id)), from(Actor::User(session.user_id)), from(Actor::Service)], noon()).await.unwrap();
    let answers: Vec<_> = answers.into_iter().map(Result::unwrap).map(|(message, fresh)| (message.sender, fresh)).collect();
    let visitor = Participant::User(session.user_id);
    assert_eq!(answers, [(Participant::Agent(bob.id), true), (visitor, true), (visitor, false)]);
}

async fn bodies_come_back_byte_by_byte(db: Database) {
    let session = session(&db.store).await;
    let mut bodies: Vec<Body> = ["👩‍👩‍👧 e\u{301} é", "שלום ‏مرحبا", " \u{a0}spaces  ", "'; DROP TABLE messages; --\\", "line\nline\r\n", "\u{1f98a}"]
        .map(|text| Body::Text(text.into()))
        .into();
    bodies.push(Body::Text("ж".repeat(NewMessage::MAX_TEXT / 2)));
    bodies.push(Body::Encrypted(Encrypted {
        ciphertext: (0..NewMessage::MAX_CIPHERTEXT).map(|n| n.to_le_bytes()[0]).collect(),
        key_id: "🔑/1".into(),
    }));
    let batch = bodies.iter().enumerate().map(|(n, body)| NewMessage { body: body.clone(), ..text(&session, &format!("🦊{n}"), "") }).collect();
    let answers = db.store.append(batch, noon()).await.unwrap();
    let stored = log(&db.store, session.id).await;
    assert_eq!(stored[0].body, Body::Event(Event::Created { user_id: session.user_id }));
    for ((body, answer), stored) in bodies.iter().zip(answers).zip(&stored[1..]) {
        assert_eq!(&stored.body, body);
        assert_eq!(stored, answer.unwrap().0.as_ref(), "what was answered is what is stored");
        assert_eq!(stored.created_at, noon(), "with its microseconds");
    }
}

async fn a_full_session_can_still_be_closed(db: Database) {
    let session = session(&db.store).await;
    let stored = db.store.append(vec![text(&session, "first", "hello")], noon()).await.unwrap().remove(0).unwrap().0;
    let nearly = ChatSession::MAX_MESSAGE_SEQ - 1;
    db.sql(&format!("UPDATE chat_sessions SET last_seq = {nearly} WHERE id = {}", session.id)).await.unwrap();
    let batch = vec![text(&session, "last", "fits"), text(&session, "first", "hello"), text(&session, "more", "does not")];
    let answers = db.store.append(batch, noon()).await.unwrap();
    assert_eq!(answers[0].as_ref().unwrap().0.seq, ChatSession::MAX_MESSAGE_SEQ);
    assert_eq!(answers[1], Ok((stored, false)), "a repeat is acknowledged however full it is");
    assert_eq!(answers[2], Err(Error::SessionFull(session.id)));
    let closed = db.store.close_session(session.id, Actor::Service, noon()).await.unwrap();
    assert_eq!(closed[0].entries[0].seq, ChatSession::MAX_MESSAGE_SEQ + 1);
    assert!(closed[0].entries[0].id() < Message::id_of(session.id + 1, 0));
    assert_eq!(db.store.last_seqs(vec![session.id, 999_999]).await.unwrap(), [(session.id, ChatSession::MAX_MESSAGE_SEQ + 1)]);
}

async fn a_page_is_a_part_of_the_log(db: Database) {
    let (session, other) = (session(&db.store).await, session(&db.store).await);
    let batch = (0..20).map(|n| text(if n % 2 == 0 { &session } else { &other }, &format!("{n}"), "hello")).collect();
    db.store.append(batch, noon()).await.unwrap();
    let page = db.store.list_messages(session.id, 4, 3).await.unwrap();
    assert_eq!(page.iter().map(|message| (message.chat_session_id, message.seq)).collect::<Vec<_>>(), [5, 6, 7].map(|seq| (session.id, seq)));
    assert_eq!(db.store.list_messages(session.id, 11, 3).await.unwrap(), []);
    assert_eq!(db.store.list_messages(session.id, i64::MAX, 3).await.unwrap(), [], "not the messages of another session");
}

async fn marks_only_grow(db: Database) {
    let session = session(&db.store).await;
    let batch = (0..9).map(|n| text(&session, &format!("{n}"), "hello")).collect();
    db.store.append(batch, noon()).await.unwrap();
    let vera = Actor::User(session.user_id);
    let marks = |marks: supportchat::model::Marks| (marks.delivered_seq, marks.read_seq);
    assert_eq!(marks(db.store.mark(session.id, vera, 5, 0).await.unwrap()), (5, 0));
    assert_eq!(marks(db.store.mark(session.id, vera, 0, 7).await.unwrap()), (7, 7), "what is read has been delivered");
    assert_eq!(marks(db.store.mark(session.id, vera, 3, 2).await.unwrap()), (7, 7));
    for (delivered, read) in [(0, 0), (11, 0), (0, 11), (-1, 0), (-1, 3)] {
        let error = db.store.mark(session.id, vera, delivered, read).await.unwrap_err();
        assert!(matches!(error, Error::Invalid { field: "seq", reason: "OUT_OF_RANGE", .. }), "{error}");
    }
    assert!(matches!(db.store.mark(session.id, Actor::Service, 1, 1).await, Err(Error::RoleRequired(_))));

    // Many at once leave the highest.
    let bob = agent(&db.store, 5).await;
    let raise = (1..=10).map(|seq| db.store.mark(session.id, Actor::Agent(bob.id), seq, 0));
    for result in futures::future::join_all(raise).await {
        result.unwrap();
    }
    let all = db.store.get_marks(session.id).await.unwrap();
    let expected = [(Participant::Agent(bob.id), 10, 0), (Participant::User(session.user_id), 7, 7)];
    assert_eq!(all.iter().map(|marks| (marks.participant, marks.delivered_seq, marks.read_seq)).collect::<Vec<_>>(), expected);
}
