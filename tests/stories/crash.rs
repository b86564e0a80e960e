//! A server that dies, and one that is asked to stop: whatever it acknowledged is there.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use supportchat_client::v1::chat_request::Frame as Request;
use supportchat_client::v1::server_frame::Frame;
use supportchat_client::v1::{self, LeaveReason};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tonic::Code;

use crate::support::client::{seqs, text, text_message};
use crate::support::server::http;
use crate::support::{Client, Server, Talk, full, pause};

/// What one client got acknowledged: the text, which is its client_message_id too, where it is.
type Acked = Vec<(String, (i64, i64))>;

/// Each client has so many messages on their way at the same time.
const WINDOW: usize = 16;

/// Sends one by one by the unary call, each until it is acknowledged, whatever becomes of the server.
async fn insist(mut client: Client, sends: Vec<(i64, String)>, count: watch::Sender<usize>) -> Acked {
    let mut acked = Acked::new();
    for (session, text) in sends {
        let message = loop {
            match client.send(session, &text, &text).await {
                Ok(message) => break message,
                Err(status) => assert!(matches!(status.code(), Code::Unavailable | Code::Unknown | Code::Cancelled), "{status:?}"),
            }
            pause().await;
        };
        acked.push((text, (session, message.seq)));
        count.send_modify(|count| *count += 1);
    }
    acked
}

/// The same by a stream, without waiting for each; after every break from the first that is not acknowledged.
async fn insist_by_stream(mut client: Client, sends: Vec<(i64, String)>, count: watch::Sender<usize>) -> Acked {
    let mut acked = Acked::new();
    while acked.len() < sends.len() {
        pause().await;
        let Ok(mut talk) = client.try_talk().await else { continue };
        let mut sent = acked.len();
        while acked.len() < sends.len() {
            while sent < sends.len() && sent - acked.len() < WINDOW {
                let (session, text) = &sends[sent];
                talk.try_say(Request::Send(text_message(*session, text, text))).await;
                sent += 1;
            }
            match talk.frames.try_next().await {
                Ok(Some(Frame::Ack(ack))) => {
                    assert_eq!(ack.client_message_id, sends[acked.len()].1, "acks come in the order of the frames");
                    acked.push((ack.client_message_id, (ack.chat_session_id, ack.seq)));
                    count.send_modify(|count| *count += 1);
                }
                Ok(Some(Frame::Error(error))) => panic!("{error:?}"),
                Ok(Some(_)) => {}
                Ok(None) | Err(_) => break,
            }
        }
    }
    acked
}

/// Sends without end by a stream until the server ends it; returns all that was sent and what was acknowledged.
async fn talk_until_the_end(mut talk: Talk, session: i64, name: String, count: watch::Sender<usize>) -> (Vec<String>, Acked, v1::Leave) {
    let (mut sent, mut acked, mut leave) = (Vec::new(), Acked::new(), None);
    loop {
        while leave.is_none() && sent.len() - acked.len() < WINDOW {
            let text = format!("{name}:{:05}", sent.len());
            talk.try_say(Request::Send(text_message(session, &text, &text))).await;
            sent.push(text);
        }
        match talk.frames.try_next().await {
            Ok(Some(Frame::Ack(ack))) => {
                acked.push((ack.client_message_id, (session, ack.seq)));
                count.send_modify(|count| *count += 1);
            }
            Ok(Some(Frame::Leave(frame))) => leave = Some(frame),
            Ok(Some(Frame::Error(error))) => assert_eq!(error.code, i32::from(Code::Unavailable), "{error:?}"),
            Ok(Some(_)) => {}
            Ok(None) | Err(_) => return (sent, acked, leave.expect("leave before the end")),
        }
    }
}

/// A session's server-sent events.
async fn events(server: &Server, visitor: &Client, session: i64) -> reqwest::Response {
    let url = format!("{}/chat_sessions/{session}/events?after_seq=0", server.demo.url);
    let events = http().get(url).bearer_auth(&visitor.token).send().await.expect("an answer");
    assert_eq!(events.status(), 200);
    events
}

crate::stories! {
    async fn what_was_acknowledged_survives_a_kill(database: Database) {
        const EACH: usize = 170;
        let kills = if full() { 5 } else { 1 };
        let mut server = Server::start(&database);
        let agent = server.agent().await;
        let mut visitors = Vec::new();
        for _ in 0..5 {
            let mut visitor = server.visitor().await;
            let session = visitor.start_session(0, 0).await;
            assert_eq!(session.agent_id, Some(agent.id));
            visitors.push((visitor, session.id));
        }
        let (count, mut counted) = watch::channel(0);
        let mut clients = JoinSet::new();
        for (number, (visitor, session)) in visitors.iter().enumerate() {
            let sends = (0..EACH).map(|message| (*session, format!("{number}:{message:03}"))).collect();
            if number % 2 == 0 {
                clients.spawn(insist(visitor.clone(), sends, count.clone()));
            } else {
                clients.spawn(insist_by_stream(visitor.clone(), sends, count.clone()));
            }
        }
        let sends = (0..EACH).map(|message| (visitors[message % 5].1, format!("agent:{message:03}"))).collect();
        clients.spawn(insist_by_stream(agent, sends, count));

        for kill in 1..=kills {
            counted.wait_for(|count| *count >= kill * 6 * EACH / (kills + 1)).await.expect("the clients go on");
            server.kill();
            tokio::task::block_in_place(|| server.restart());
        }
        let everything = tokio::time::timeout(Duration::from_secs(60), clients.join_all()).await;
        let acked: Acked = everything.expect("all is sent in time").into_iter().flatten().collect();
        assert_eq!(acked.len(), 6 * EACH);
        let mut logged = HashMap::new();
        for (visitor, session) in &mut visitors {
            let log = visitor.log(*session, 0).await;
            assert_eq!(seqs(&log), (1..=i64::try_from(log.len()).expect("a number")).collect::<Vec<_>>());
            for message in log.iter().skip(2) {
                let twice = logged.insert(text(message).to_owned(), (*session, message.seq));
                assert_eq!(twice, None, "{message:?} is there twice");
            }
            let from_the_agent = log.iter().map(text).filter(|text| text.starts_with("agent"));
            assert!(from_the_agent.is_sorted(), "each sender's messages are in their order");
            let from_the_visitor = log.iter().skip(2).map(text).filter(|text| !text.starts_with("agent"));
            assert!(from_the_visitor.is_sorted(), "each sender's messages are in their order");
        }
        assert_eq!(logged, acked.into_iter().collect(), "what is acknowledged and what is there are the same, each where the ack said");
    }

    async fn a_server_that_is_asked_to_stop_says_so_and_loses_nothing(database: Database) {
        let mut server = Server::start(&database);
        let (mut visitor, mut agent) = (server.visitor().await, server.agent().await);
        let session = visitor.start_session(0, 0).await.id;
        // Streams of all kinds, at rest.
        let mut streams = Vec::new();
        for _ in 0..4 {
            let mut talk = agent.talk().await;
            talk.say(Request::SubscribeInbox(v1::SubscribeInbox {})).await;
            streams.push(talk.frames);
            let request = v1::SubscribeRequest { id: session, ..Default::default() };
            streams.push(visitor.subscribe(request).await.expect("a stream"));
            // Its client sends no more, but listens.
            let mut talk = visitor.talk().await;
            talk.subscribe(session, 0).await;
            talk.requests = None;
            streams.push(talk.frames);
        }
        let events = events(&server, &visitor, session).await;
        // And some in full swing.
        let (count, mut counted) = watch::channel(0);
        let mut talks = JoinSet::new();
        for number in 0..4 {
            let token = if number % 2 == 0 { &visitor.token } else { &agent.token };
            let talk = Client::connect(&server.demo.url, token).await.talk().await;
            talks.spawn(talk_until_the_end(talk, session, number.to_string(), count.clone()));
        }
        counted.wait_for(|count| *count >= 200).await.expect("the clients go on");

        let asked = Instant::now();
        server.terminate();
        let mut leaves = Vec::new();
        for frames in &mut streams {
            leaves.push(frames.leave().await);
        }
        let events = events.text().await.expect("server-sent events to the end");
        assert!(events.contains("event: leave") && events.contains("LEAVE_REASON_SERVER_STOPPING"), "{events}");
        assert!(server.ended().await, "it ends well");
        let took = asked.elapsed();
        println!("stopped within {took:?}");
        assert!(took < Duration::from_secs(5), "{took:?}");
        let talked = talks.join_all().await;
        leaves.extend(talked.iter().map(|(.., leave)| *leave));
        assert!(leaves.iter().all(|leave| leave.reason() == LeaveReason::ServerStopping && (0..=2000).contains(&leave.reconnect_after_ms)));
        let waits: HashSet<i32> = leaves.iter().map(|leave| leave.reconnect_after_ms).collect();
        assert!(waits.len() > leaves.len() / 2, "clients do not come back all at once: {waits:?}");

        tokio::task::block_in_place(|| server.restart());
        let log = visitor.log(session, 0).await;
        let place = |log: &[v1::Message], wanted: &str| -> Vec<i64> {
            log.iter().filter(|message| text(message) == wanted).map(|message| message.seq).collect()
        };
        for (number, (sent, acked, _)) in talked.iter().enumerate() {
            for (text, (_, seq)) in acked {
                assert_eq!(place(&log, text), [*seq], "{text} was acknowledged");
            }
            // What was not acknowledged is sent again, and is there once then too.
            let client = if number % 2 == 0 { &mut visitor } else { &mut agent };
            for text in sent.iter().skip(acked.len()) {
                client.send(session, text, text).await.expect("a message");
            }
        }
        let log = visitor.log(session, 0).await;
        let sent: usize = talked.iter().map(|(sent, ..)| sent.len()).sum();
        assert_eq!(seqs(&log), (1..=i64::try_from(sent).expect("a number") + 2).collect::<Vec<_>>());
        assert_eq!(log.iter().skip(2).map(text).collect::<HashSet<_>>().len(), sent);
    }

    async fn a_server_that_drains_goes_on_and_says_that_it_is_not_ready(database: Database) {
        let mut server = Server::start_with(&database, &[("SUPPORTCHAT_DRAIN", "600")]);
        let (mut visitor, mut agent) = (server.visitor().await, server.agent().await);
        let session = visitor.start_session(0, 0).await.id;
        let mut talk = agent.talk().await;
        talk.subscribe(session, 2).await;
        assert_eq!(server.readiness().await, 200);
        server.terminate();
        while server.readiness().await != 503 {
            pause().await;
        }
        // Those who have not heard of it come in as ever.
        let mut late = Client::connect(&server.demo.url, &visitor.token).await;
        late.send(session, "Hello", "1").await.expect("a message");
        assert_eq!(talk.frames.entry().await.seq, 3);
        // Whoever asks twice means now.
        server.terminate();
        assert_eq!(talk.frames.leave().await.reason(), LeaveReason::ServerStopping);
        assert!(server.ended().await, "it ends well");
    }

    async fn nobody_keeps_a_server_from_stopping(database: Database) {
        let mut server = Server::start(&database);
        let mut visitor = server.visitor().await;
        let session = visitor.start_session(0, 0).await.id;
        // One client has more to read than fits on the way and reads none of it, and another has connected and says nothing.
        let mut deaf = Client::connect(&server.demo.url, &visitor.token).await.talk().await;
        deaf.subscribe(session, 0).await;
        for number in 0..300 {
            visitor.send(session, &"x".repeat(15 * 1024), &number.to_string()).await.expect("a message");
        }
        let mute = tokio::net::TcpStream::connect(server.address()).await.expect("a connection");
        let asked = Instant::now();
        server.terminate();
        assert!(server.ended().await, "it ends well");
        println!("stopped within {:?}", asked.elapsed());
        assert!(asked.elapsed() < Duration::from_secs(5), "{:?}", asked.elapsed());
        drop((deaf, mute));
    }
}
