//! However often a message is sent, it is in the log once; and the log is one order, the same for everyone.

use std::collections::HashMap;

use supportchat_client::v1;
use supportchat_client::v1::chat_request::Frame as Request;
use tokio::task::JoinSet;
use tonic::Code;

use crate::support::client::{reason, seqs, text, text_message};
use crate::support::{Client, Server, Talk};

/// Sends all texts without waiting, then waits for all acks.
async fn pour(mut talk: Talk, session: i64, texts: Vec<String>) -> Vec<i64> {
    let mut requests = Vec::new();
    let mut acks = Vec::new();
    for text in texts {
        requests.push(talk.say(Request::Send(text_message(session, &text, &text))).await);
        if requests.len() == 40 {
            acks.push(talk.answer(&requests.remove(0)).await.expect("an ack").seq);
        }
    }
    for request in requests {
        acks.push(talk.answer(&request).await.expect("an ack").seq);
    }
    acks
}

crate::stories! {
    async fn a_message_sent_by_many_at_once_is_there_once(database: Database) {
        let server = Server::start(&database);
        let mut visitor = server.visitor().await;
        let session = visitor.start_session(0, 0).await.id;
        for round in 0..5 {
            let id = format!("m-{round}");
            let mut sends = JoinSet::new();
            for device in 0..8 {
                // Every device on a connection of its own, half of them by the stream.
                let mut client = Client::connect(&server.demo.url, &visitor.token).await;
                let id = id.clone();
                sends.spawn(async move {
                    if device % 2 == 0 {
                        client.send(session, "Is anybody there?", &id).await.expect("a message").seq
                    } else {
                        client.talk().await.send(session, "Is anybody there?", &id).await.expect("an ack").seq
                    }
                });
            }
            let acks = sends.join_all().await;
            assert_eq!(acks, vec![round + 3; 8], "one message, and everyone is told of the same");
        }
        assert_eq!(seqs(&visitor.log(session, 0).await), (1..=7).collect::<Vec<_>>());
    }

    async fn an_id_used_for_something_else_is_refused(database: Database) {
        let server = Server::start(&database);
        let (mut visitor, mut agent) = (server.visitor().await, server.agent().await);
        let session = visitor.start_session(0, 0).await.id;
        let first = visitor.send(session, "one", "id").await.expect("a message");
        let refused = visitor.send(session, "another", "id").await.expect_err("a refusal");
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::AlreadyExists, "CLIENT_MESSAGE_ID_REUSED"));
        let mut talk = visitor.talk().await;
        let refused = talk.send(session, "another", "id").await.expect_err("a refusal");
        assert_eq!((refused.code, refused.error_info.expect("a reason").reason.as_str()), (Code::AlreadyExists.into(), "CLIENT_MESSAGE_ID_REUSED"));
        // The same bytes as ciphertext are another body too.
        let encrypted = v1::EncryptedBody { ciphertext: b"one".to_vec(), key_id: "k".to_owned() };
        let body = Some(v1::send_message_request::Body::Encrypted(encrypted));
        let request = v1::SendMessageRequest { chat_session_id: session, body, client_message_id: "id".to_owned() };
        let refused = visitor.chat.send_message(request).await.expect_err("a refusal");
        assert_eq!(reason(&refused), "CLIENT_MESSAGE_ID_REUSED");

        // The stream and the unary call know the same messages.
        let again = talk.send(session, "one", "id").await.expect("an ack");
        assert_eq!((again.seq, again.message_id, again.created_at), (first.seq, first.id, first.created_at));
        let second = talk.send(session, "two", "id-2").await.expect("an ack");
        assert_eq!(visitor.send(session, "two", "id-2").await.expect("a message").seq, second.seq);
        // Ids are the sender's own, and the session's.
        assert_eq!(agent.send(session, "mine", "id").await.expect("a message").seq, 5);
        let other = visitor.start_session(0, 0).await.id;
        assert_eq!(visitor.send(other, "elsewhere", "id").await.expect("a message").seq, 3);
        // Without an id, the same text is another message.
        assert_ne!(visitor.send(session, "one", "").await.expect("a message").seq, visitor.send(session, "one", "").await.expect("a message").seq);
        let log = visitor.log(session, 0).await;
        assert_eq!(log.iter().skip(2).map(text).collect::<Vec<_>>(), ["one", "two", "mine", "one", "one"]);
    }

    async fn a_session_asked_for_twice_is_one_session(database: Database) {
        let server = Server::start(&database);
        let mut visitor = server.visitor().await;
        let request = v1::CreateChatSessionRequest { client_session_id: "window-1".to_owned(), ..Default::default() };
        let mut asked = JoinSet::new();
        for _ in 0..8 {
            let (mut client, request) = (Client::connect(&server.demo.url, &visitor.token).await, request.clone());
            asked.spawn(async move {
                let created = client.chat.create_chat_session(request).await.expect("a session");
                created.into_inner().chat_session.expect("a session")
            });
        }
        let sessions = asked.join_all().await;
        assert!(sessions.iter().all(|session| *session == sessions[0]), "{sessions:?}");
        assert_eq!(sessions[0].client_session_id, "window-1");
        let list = visitor.chat.list_chat_sessions(v1::ListChatSessionsRequest::default()).await.expect("a list").into_inner();
        assert_eq!(list.chat_sessions, sessions[..1]);
        assert_eq!(visitor.log(sessions[0].id, 0).await.len(), 2, "created once, assigned once");
        // The id is the user's own.
        let mut other = server.visitor().await;
        let session = other.chat.create_chat_session(request).await.expect("a session").into_inner().chat_session.expect("a session");
        assert_ne!(session.id, sessions[0].id);
    }

    async fn eight_senders_make_one_dense_log_in_one_order(database: Database) {
        const SENDERS: usize = 8;
        const EACH: usize = 100;
        let server = Server::start(&database);
        let (mut visitor, mut agent, mut admin) = (server.visitor().await, server.agent().await, server.admin().await);
        let session = visitor.start_session(0, 0).await.id;
        let request = v1::SubscribeRequest { id: session, ..Default::default() };
        let mut watchers = vec![visitor.subscribe(request.clone()).await.expect("a stream"), admin.subscribe(request).await.expect("a stream")];
        let mut theirs = agent.talk().await;
        theirs.subscribe(session, 0).await;
        watchers.push(theirs.frames);

        let mut senders = JoinSet::new();
        for sender in 0..SENDERS {
            let token = if sender % 2 == 0 { &visitor.token } else { &agent.token };
            let talk = Client::connect(&server.demo.url, token).await.talk().await;
            senders.spawn(pour(talk, session, (0..EACH).map(|number| format!("{sender}:{number:03}")).collect()));
        }
        let acks: Vec<Vec<i64>> = senders.join_all().await;
        let log = visitor.log(session, 0).await;
        assert_eq!(seqs(&log), (1..=i64::try_from(SENDERS * EACH).expect("a number") + 2).collect::<Vec<_>>());
        for watcher in &mut watchers {
            assert_eq!(watcher.entries(log.len()).await, log);
        }
        let mut by_sender: HashMap<&str, Vec<&str>> = HashMap::new();
        for message in log.iter().skip(2) {
            by_sender.entry(text(message).split_once(':').expect("a sender").0).or_default().push(text(message));
        }
        for (sender, texts) in &by_sender {
            assert_eq!(texts.len(), EACH);
            assert!(texts.is_sorted(), "frames of one stream are stored in their order: {sender}: {texts:?}");
        }
        assert!(acks.iter().all(|acks| acks.is_sorted()), "and acknowledged in it");
    }

    async fn frames_of_one_stream_are_stored_in_the_order_of_the_frames(database: Database) {
        let server = Server::start(&database);
        let mut visitor = server.visitor().await;
        let (one, two) = (visitor.start_session(0, 0).await.id, visitor.start_session(0, 0).await.id);
        let mut talk = visitor.talk().await;
        let mut acks = 0;
        for number in 0..250 {
            for session in [one, two] {
                talk.say(Request::Send(text_message(session, &format!("{number:03}"), ""))).await;
            }
            // Reads now and then, so that the stream is never full and never empty.
            if number % 25 == 24 {
                while acks < 2 * (number - 12) {
                    talk.frames.next().await;
                    acks += 1;
                }
            }
        }
        while acks < 500 {
            talk.frames.next().await;
            acks += 1;
        }
        for session in [one, two] {
            let log = visitor.log(session, 2).await;
            assert_eq!(log.len(), 250);
            assert!(log.iter().map(text).is_sorted(), "{:?}", log.iter().map(text).collect::<Vec<_>>());
        }
    }
}
