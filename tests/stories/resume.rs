//! Whoever was away, or slow, gets all that they missed: in order, once, from the seq that they name.

use std::time::Duration;

use supportchat_client::v1::chat_request::Frame as Request;
use supportchat_client::v1::server_frame::Frame;
use supportchat_client::v1::{self, SessionCursor};
use tokio::time::timeout;

use crate::support::client::{reason, seqs, text, text_message};
use crate::support::{Client, Frames, Server, Talk};

/// Stores so many messages without waiting for each.
async fn send_many(talk: &mut Talk, session: i64, count: usize, size: usize) {
    let body = "x".repeat(size);
    let mut sent = Vec::new();
    for number in 0..count {
        sent.push(talk.say(Request::Send(text_message(session, &format!("{number} {body}"), ""))).await);
        if sent.len() >= 50 {
            talk.answer(&sent.remove(0)).await.expect("an ack");
        }
    }
    for request_id in sent {
        talk.answer(&request_id).await.expect("an ack");
    }
}

async fn follow(client: &mut Client, session: i64, after_seq: i64) -> Frames {
    let request = v1::SubscribeRequest { id: session, after_seq, ..Default::default() };
    client.subscribe(request).await.expect("a stream")
}

crate::stories! {
    async fn a_stream_that_broke_goes_on_behind_the_seq_that_the_client_names(database: Database) {
        let server = Server::start(&database);
        let (mut visitor, mut agent) = (server.visitor().await, server.agent().await);
        let session = visitor.start_session(0, 0).await.id;
        let mut theirs = agent.talk().await;
        send_many(&mut theirs, session, 10, 0).await;

        // The device goes out of reach in the middle of the conversation, connection and all.
        let mut phone = Client::connect(&server.demo.url, &visitor.token).await;
        let mut mine = phone.talk().await;
        mine.subscribe(session, 0).await;
        let mut read = mine.frames.entries(7).await;
        drop((mine, phone));
        send_many(&mut theirs, session, 10, 0).await;
        let mut phone = Client::connect(&server.demo.url, &visitor.token).await;
        let mut mine = phone.talk().await;
        assert_eq!(mine.subscribe(session, 7).await.last_seq, 22);
        read.extend(mine.frames.entries(15).await);
        send_many(&mut theirs, session, 3, 0).await;
        read.extend(mine.frames.entries(3).await);
        assert_eq!(seqs(&read), (1..=25).collect::<Vec<_>>());

        // The same for a browser, which has the server stream only.
        let mut browser = follow(&mut visitor, session, 0).await;
        let mut read = browser.entries(20).await;
        drop(browser);
        send_many(&mut theirs, session, 5, 0).await;
        let mut browser = follow(&mut visitor, session, 20).await;
        read.extend(browser.entries(10).await);
        send_many(&mut theirs, session, 2, 0).await;
        read.extend(browser.entries(2).await);
        assert_eq!(seqs(&read), (1..=32).collect::<Vec<_>>());
    }

    async fn who_does_not_read_for_4000_messages_gets_them_all_afterwards(database: Database) {
        const COUNT: usize = 4000;
        const SIZE: usize = 15 * 1024;
        let server = Server::start(&database);
        let (mut visitor, mut agent) = (server.visitor().await, server.agent().await);
        let session = visitor.start_session(0, 0).await.id;
        let mut browser = follow(&mut visitor, session, 0).await;
        let mut phone = Client::connect(&server.demo.url, &visitor.token).await.talk().await;
        phone.subscribe(session, 0).await;
        let mut theirs = agent.talk().await;
        // More than any window or buffer between here and there takes, and then 45 MiB more; measured when the audit log, which is another matter, has it all.
        send_many(&mut theirs, session, 1000, SIZE).await;
        server.recorded().await;
        let before = server.memory();
        send_many(&mut theirs, session, COUNT - 1000, SIZE).await;
        server.recorded().await;
        let grown = server.memory().saturating_sub(before);
        println!("from {} KiB the server grew by {} KiB", before / 1024, grown / 1024);
        // MySQL's driver keeps large buffers of its own, some 50 MiB of them, whoever reads or does not.
        if database.is_sqlite() {
            assert!(grown < 20 << 20, "what waits for slow readers is not kept in memory: {} MiB", grown >> 20);
        }
        let last = i64::try_from(COUNT).expect("a number") + 2;
        agent.chat.mark_read(v1::MarkReadRequest { id: session, seq: last }).await.expect("marks");
        for frames in [&mut browser, &mut phone.frames] {
            assert_eq!(seqs(&frames.entries(COUNT + 2).await), (1..=last).collect::<Vec<_>>());
            // Marks are in no log. How they stand now is told, not how they came about.
            let marks = frames.find(|frame| if let Frame::Marks(changed) = frame { changed.marks } else { None }).await;
            assert_eq!((marks.participant.map(|who| who.id), marks.read_seq), (Some(agent.id), last));
        }
        theirs.send(session, "and live again", "").await.expect("an ack");
        for frames in [&mut browser, &mut phone.frames] {
            assert_eq!(text(&frames.entry().await), "and live again");
        }
    }

    async fn one_stream_carries_many_sessions(database: Database) {
        let server = Server::start(&database);
        let (mut visitor, mut agent) = (server.visitor().await, server.agent().await);
        let (mut key, mut sessions) = (server.key().await, Vec::new());
        for _ in 0..20 {
            sessions.push(key.start_session(visitor.id, 0).await.id);
        }
        let mut mine = visitor.talk().await;
        for session in &sessions {
            send_many(&mut mine, *session, 3, 0).await;
        }
        // Each from a cursor of its own.
        let cursors: Vec<_> =
            sessions.iter().zip((0..=5).cycle()).map(|(id, after_seq)| SessionCursor { chat_session_id: *id, after_seq }).collect();
        let mut theirs = agent.talk().await;
        for cursor in &cursors {
            theirs.say(Request::Subscribe(*cursor)).await;
        }
        let request = v1::SubscribeRequest { sessions: cursors.clone(), ..Default::default() };
        let mut browser = agent.subscribe(request).await.expect("a stream");
        for session in &sessions {
            send_many(&mut mine, *session, 1, 0).await;
        }
        let expected: Vec<_> = cursors.iter().flat_map(|cursor| (cursor.after_seq + 1..=6).map(|seq| (cursor.chat_session_id, seq))).collect();
        for frames in [&mut theirs.frames, &mut browser] {
            let mut shown: Vec<_> = frames.entries(expected.len()).await.iter().map(|entry| (entry.chat_session_id, entry.seq)).collect();
            // In order within each session; sessions among each other as it comes.
            shown.sort_by_key(|(session, _)| *session);
            assert_eq!(shown, expected);
        }
        // One is let go again, the others go on.
        theirs.say(Request::Unsubscribe(v1::Unsubscribe { chat_session_id: sessions[7] })).await;
        theirs.frames.find(|frame| matches!(frame, Frame::Unsubscribed(_)).then_some(())).await;
        for session in &sessions {
            send_many(&mut mine, *session, 1, 0).await;
        }
        let mut live: Vec<_> = theirs.frames.entries(19).await.iter().map(|entry| (entry.chat_session_id, entry.seq)).collect();
        live.sort_unstable();
        assert_eq!(live, sessions.iter().filter(|session| **session != sessions[7]).map(|session| (*session, 7)).collect::<Vec<_>>());
    }

    async fn subscribing_again_moves_the_cursor(database: Database) {
        let server = Server::start(&database);
        let mut visitor = server.visitor().await;
        let session = visitor.start_session(0, 0).await.id;
        let mut mine = visitor.talk().await;
        send_many(&mut mine, session, 8, 0).await;
        mine.subscribe(session, 0).await;
        assert_eq!(seqs(&mine.frames.entries(10).await), (1..=10).collect::<Vec<_>>());
        mine.subscribe(session, 4).await;
        assert_eq!(seqs(&mine.frames.entries(6).await), (5..=10).collect::<Vec<_>>());
        mine.subscribe(session, 10).await;
        visitor.send(session, "eleven", "").await.expect("a message");
        assert_eq!(mine.frames.entry().await.seq, 11);
    }

    async fn a_frame_to_stop_is_obeyed_in_its_turn(database: Database) {
        let server = Server::start(&database);
        let mut visitor = server.visitor().await;
        let session = visitor.start_session(0, 0).await.id;
        let mut mine = visitor.talk().await;
        let cursor = SessionCursor { chat_session_id: session, after_seq: 0 };
        let start = mine.say(Request::Subscribe(cursor)).await;
        let stop = mine.say(Request::Unsubscribe(v1::Unsubscribe { chat_session_id: session })).await;
        // Every frame has its answer, and what a client last hears is what holds.
        let subscribed = mine.frames.find(|frame| match frame {
            Frame::Subscribed(frame) => Some(frame.request_id),
            Frame::Unsubscribed(frame) => panic!("{frame:?} before its turn"),
            _ => None,
        });
        assert_eq!(subscribed.await, start);
        assert_eq!(mine.frames.find(|frame| if let Frame::Unsubscribed(frame) = frame { Some(frame.request_id) } else { None }).await, stop);
        visitor.send(session, "unheard", "").await.expect("a message");
        let ping = mine.say(Request::Ping(v1::Ping {})).await;
        match mine.frames.next().await {
            Frame::Pong(pong) => assert_eq!(pong.request_id, ping),
            other => panic!("{other:?} of a session that is not streamed any more"),
        }
    }

    async fn a_cursor_beyond_the_end_is_refused(database: Database) {
        let server = Server::start(&database);
        let mut visitor = server.visitor().await;
        let session = visitor.start_session(0, 0).await;
        assert_eq!(session.last_seq, 2);
        let mut mine = visitor.talk().await;
        let id = mine.say(Request::Subscribe(SessionCursor { chat_session_id: session.id, after_seq: 3 })).await;
        let refused = mine.refusal(&id).await;
        assert_eq!(refused.error_info.expect("a reason").reason, "OUT_OF_RANGE");
        let request = v1::SubscribeRequest { id: session.id, after_seq: 3, ..Default::default() };
        let refused = visitor.chat.subscribe(request).await.expect_err("a refusal");
        assert_eq!((refused.code(), reason(&refused).as_str()), (tonic::Code::InvalidArgument, "OUT_OF_RANGE"));
        // The end itself is no mistake: nothing has been missed.
        mine.subscribe(session.id, 2).await;
        visitor.send(session.id, "three", "").await.expect("a message");
        assert_eq!(mine.frames.entry().await.seq, 3);
    }

    async fn two_devices_of_one_user_both_get_everything(database: Database) {
        let server = Server::start(&database);
        let (mut visitor, mut agent) = (server.visitor().await, server.agent().await);
        let session = visitor.start_session(0, 0).await.id;
        let mut phone = visitor.talk().await;
        let mut laptop = follow(&mut visitor, session, 0).await;
        phone.subscribe(session, 0).await;
        for number in 0..20 {
            visitor.send(session, &format!("from me {number}"), "").await.expect("a message");
            agent.send(session, &format!("from them {number}"), "").await.expect("a message");
        }
        let log = visitor.log(session, 0).await;
        assert_eq!(log.len(), 42);
        assert_eq!(phone.frames.entries(42).await, log);
        assert_eq!(laptop.entries(42).await, log);
    }

    async fn subscribing_in_the_middle_of_a_burst_misses_and_repeats_nothing(database: Database) {
        const BURST: usize = 150;
        let server = Server::start(&database);
        let (mut visitor, mut agent) = (server.visitor().await, server.agent().await);
        let session = visitor.start_session(0, 0).await.id;
        let mut last: i64 = 2;
        for round in 0..8 {
            let mut sender = visitor.talk().await;
            let burst = tokio::spawn(async move { send_many(&mut sender, session, BURST, 10).await });
            let after_seq = last;
            last += i64::try_from(BURST).expect("a number");
            // Wherever the burst is by now: at its beginning, somewhere in it, at its end.
            for _ in 0..round {
                agent.log(session, after_seq).await;
            }
            let (mut browser, mut talk) = (follow(&mut agent, session, after_seq).await, agent.talk().await);
            talk.subscribe(session, after_seq).await;
            assert_eq!(seqs(&browser.entries(BURST).await), (after_seq + 1..=last).collect::<Vec<_>>(), "round {round}");
            assert_eq!(seqs(&talk.frames.entries(BURST).await), (after_seq + 1..=last).collect::<Vec<_>>(), "round {round}");
            burst.await.expect("the burst");
        }
    }
    async fn a_message_that_comes_while_one_subscribes_is_not_missed(database: Database) {
        let server = Server::start(&database);
        let (mut visitor, mut agent) = (server.visitor().await, server.agent().await);
        let session = visitor.start_session(0, 0).await.id;
        let mut talk = agent.talk().await;
        // Nothing else comes after it that would show the gap.
        for after_seq in 2..152 {
            let (_, sent) = tokio::join!(
                talk.say(Request::Subscribe(SessionCursor { chat_session_id: session, after_seq })),
                visitor.send(session, "now", "")
            );
            sent.expect("a message");
            // By itself, before the service compares with the store and finds it missing.
            let entry = timeout(Duration::from_secs(1), talk.frames.entry()).await.expect("the message at once");
            assert_eq!(entry.seq, after_seq + 1);
            talk.say(Request::Unsubscribe(v1::Unsubscribe { chat_session_id: session })).await;
            // Else the next message may still come to this subscription, and once more to the next.
            talk.frames.find(|frame| matches!(frame, Frame::Unsubscribed(_)).then_some(())).await;
        }
    }
}
