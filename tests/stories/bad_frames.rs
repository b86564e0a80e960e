//! Whatever a client sends, it costs that one frame: the stream goes on, and nothing of it is stored.

use bytes::{BufMut as _, Bytes};
use prost::Message as _;
use supportchat_client::v1::chat_request::Frame as Request;
use supportchat_client::v1::server_frame::Frame;
use supportchat_client::v1::{self, SessionCursor, SessionMark, SetTyping, send_message_request};
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

use crate::support::Server;
use crate::support::client::{reason, seqs, text_message};

/// A field of the type string or bytes, or a message.
fn field(number: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    prost::encoding::encode_key(u32::from(number), prost::encoding::WireType::LengthDelimited, &mut bytes);
    prost::encoding::encode_varint(content.len() as u64, &mut bytes);
    bytes.put_slice(content);
    bytes
}

/// A frame with these bytes after its request_id.
fn frame(request_id: &str, rest: &[u8]) -> Bytes {
    [field(1, request_id.as_bytes()), rest.to_vec()].concat().into()
}

/// What a refusal says: its code, its reason, the field at fault.
type Refusal = (Code, String, Option<String>);

fn told(error: v1::FrameError) -> Refusal {
    let info = error.error_info.expect("a reason");
    assert_eq!(info.domain, "supportchat");
    assert!(!error.message.is_empty());
    let field = error.bad_request.map(|bad| bad.field_violations).and_then(|mut violations| violations.pop());
    (Code::from(error.code), info.reason, field.map(|violation| violation.field))
}

fn told_by(status: &Status) -> Refusal {
    let field = status.get_details_bad_request().and_then(|mut bad| bad.field_violations.pop());
    (status.code(), reason(status), field.map(|violation| violation.field))
}

fn refusal(code: Code, reason: &str, field: &str) -> Refusal {
    (code, reason.to_owned(), Some(field.to_owned()).filter(|field| !field.is_empty()))
}

fn encrypted(session: i64, ciphertext: usize, key_id: usize) -> v1::SendMessageRequest {
    let body = v1::EncryptedBody { ciphertext: vec![0; ciphertext], key_id: "k".repeat(key_id) };
    v1::SendMessageRequest { body: Some(send_message_request::Body::Encrypted(body)), ..text_message(session, "", "") }
}

/// Messages that are not taken, whichever way they come.
fn bad_messages(session: i64, of_others: i64, closed: i64) -> Vec<(v1::SendMessageRequest, Refusal)> {
    let bad = Code::InvalidArgument;
    vec![
        (v1::SendMessageRequest { body: None, ..text_message(session, "", "") }, refusal(bad, "FIELD_REQUIRED", "message")),
        (text_message(session, "", ""), refusal(bad, "MESSAGE_EMPTY", "message")),
        (text_message(session, " \n\t\u{2003}", ""), refusal(bad, "MESSAGE_EMPTY", "message")),
        (text_message(session, &"x".repeat(16 * 1024 + 1), ""), refusal(bad, "MESSAGE_TOO_LONG", "message")),
        (text_message(session, &"€".repeat(17 * 1024 / 3), ""), refusal(bad, "MESSAGE_TOO_LONG", "message")),
        (text_message(session, &"x".repeat(1024 * 1024), ""), refusal(bad, "MESSAGE_TOO_LONG", "message")),
        (encrypted(session, 0, 1), refusal(bad, "MESSAGE_EMPTY", "encrypted.ciphertext")),
        (encrypted(session, 24 * 1024 + 1, 1), refusal(bad, "MESSAGE_TOO_LONG", "encrypted.ciphertext")),
        (encrypted(session, 1, 256), refusal(bad, "VALUE_TOO_LONG", "encrypted.key_id")),
        (text_message(session, "hello", &"i".repeat(65)), refusal(bad, "VALUE_TOO_LONG", "client_message_id")),
        (text_message(session, "hello", "a\nb"), refusal(bad, "INVALID_CHARACTER", "client_message_id")),
        (text_message(0, "hello", ""), refusal(bad, "FIELD_REQUIRED", "chat_session_id")),
        (text_message(-1, "hello", ""), refusal(bad, "OUT_OF_RANGE", "chat_session_id")),
        (text_message(i64::MAX, "hello", ""), refusal(bad, "OUT_OF_RANGE", "chat_session_id")),
        (text_message(of_others, "hello", ""), refusal(Code::NotFound, "SESSION_NOT_FOUND", "")),
        (text_message(1 << 32, "hello", ""), refusal(Code::NotFound, "SESSION_NOT_FOUND", "")),
        (text_message(closed, "hello", ""), refusal(Code::FailedPrecondition, "SESSION_CLOSED", "")),
    ]
}

/// Other frames that are refused.
fn bad_requests(session: i64, of_others: i64) -> Vec<(Request, Refusal)> {
    let bad = Code::InvalidArgument;
    let cursor = |chat_session_id, after_seq| Request::Subscribe(SessionCursor { chat_session_id, after_seq });
    let mark = |chat_session_id, seq| Request::MarkDelivered(SessionMark { chat_session_id, seq });
    let read = |chat_session_id, seq| Request::MarkRead(SessionMark { chat_session_id, seq });
    let typing = |chat_session_id| Request::Typing(SetTyping { chat_session_id, stopped: false, ..Default::default() });
    vec![
        (cursor(session, -1), refusal(bad, "OUT_OF_RANGE", "after_seq")),
        (cursor(session, i64::MIN), refusal(bad, "OUT_OF_RANGE", "after_seq")),
        (cursor(session, i64::MAX), refusal(bad, "OUT_OF_RANGE", "after_seq")),
        (cursor(0, 0), refusal(bad, "FIELD_REQUIRED", "chat_session_id")),
        (cursor(-5, 0), refusal(bad, "OUT_OF_RANGE", "chat_session_id")),
        (cursor(of_others, 0), refusal(Code::NotFound, "SESSION_NOT_FOUND", "")),
        (cursor(1 << 32, 0), refusal(Code::NotFound, "SESSION_NOT_FOUND", "")),
        (mark(session, 0), refusal(bad, "FIELD_REQUIRED", "seq")),
        (mark(session, -1), refusal(bad, "OUT_OF_RANGE", "seq")),
        (mark(session, 1000), refusal(bad, "OUT_OF_RANGE", "seq")),
        (read(session, 0), refusal(bad, "FIELD_REQUIRED", "seq")),
        (read(session, i64::MAX), refusal(bad, "OUT_OF_RANGE", "seq")),
        (read(0, 1), refusal(bad, "FIELD_REQUIRED", "chat_session_id")),
        (read(of_others, 1), refusal(Code::NotFound, "SESSION_NOT_FOUND", "")),
        (typing(0), refusal(bad, "FIELD_REQUIRED", "chat_session_id")),
        (typing(of_others), refusal(Code::NotFound, "SESSION_NOT_FOUND", "")),
    ]
}

crate::stories! {
    async fn a_bad_frame_costs_that_frame_and_not_the_stream(database: Database) {
        let server = Server::start(&database);
        let (mut visitor, mut other) = (server.visitor().await, server.visitor().await);
        let (session, closed) = (visitor.start_session(0, 0).await.id, visitor.start_session(0, 0).await.id);
        let of_others = other.start_session(0, 0).await.id;
        visitor.close(closed).await.expect("closed");
        let (mut talk, by_hand) = visitor.talk_in_bytes().await;
        talk.subscribe(session, 2).await;
        let mut seq = 2;

        // Frames as no generated client makes them.
        let broken = b"broken \xff\xfe";
        let send = |rest: &[u8]| field(4, &[&[0x08, 123][..], rest].concat());
        let bad = |reason: &str, field: &str| refusal(Code::InvalidArgument, reason, field);
        let malformed = |field: &str| bad("MALFORMED_REQUEST", field);
        let by_bytes = [
            ("nothing", frame("x", &[]), "x", bad("FIELD_REQUIRED", "frame")),
            ("no byte at all", Bytes::new(), "", bad("FIELD_REQUIRED", "frame")),
            ("a kind that does not exist yet", frame("x", &field(15, b"?")), "x", bad("FIELD_REQUIRED", "frame")),
            ("a text that is no UTF-8", frame("x", &send(&field(2, broken))), "x", malformed("message")),
            ("an id that is no UTF-8", frame("x", &send(&[field(2, b"hello"), field(4, broken)].concat())), "x", malformed("client_message_id")),
            ("a request_id that is no UTF-8", [field(1, broken), field(8, b"")].concat().into(), "", malformed("request_id")),
            ("a number where a message belongs", frame("x", &[0x20, 1]), "x", malformed("frame")),
            ("a frame that is cut off", frame("x", &[0x22, 100, 0x08]), "x", malformed("frame")),
            ("zeros, which mean something to the server itself", frame("\0\0", &field(8, b"")), "", malformed("")),
            ("a long request_id", frame(&"x".repeat(65), &field(8, b"")), &"x".repeat(65), bad("VALUE_TOO_LONG", "request_id")),
            ("a request_id of control characters", frame("a\nb", &field(8, b"")), "a\nb", bad("INVALID_CHARACTER", "request_id")),
        ];
        for (what, bytes, request_id, expected) in by_bytes {
            by_hand.send(bytes).await.expect("the stream is open");
            let error = talk.frames.find(|frame| if let Frame::Error(error) = frame { Some(error) } else { None }).await;
            assert_eq!(error.request_id, request_id, "{what}");
            assert_eq!(told(error), expected, "{what}");
            seq += 1;
            assert_eq!(talk.send(session, "still here", "").await.expect("an ack").seq, seq, "after {what}");
        }
        let bad_messages = bad_messages(session, of_others, closed).into_iter().map(|(message, expected)| (Request::Send(message), expected));
        for (request, expected) in bad_messages.chain(bad_requests(session, of_others)) {
            let what = format!("{request:?}").chars().take(200).collect::<String>();
            let request_id = talk.say(request).await;
            assert_eq!(told(talk.refusal(&request_id).await), expected, "{what}");
            seq += 1;
            visitor.send(session, "still here", "").await.expect("a message");
            assert_eq!(talk.frames.entry().await.seq, seq, "after {what}");
        }
        assert_eq!(seqs(&visitor.log(session, 0).await), (1..=seq).collect::<Vec<_>>(), "nothing else was stored");
        assert_eq!((visitor.log(closed, 0).await.len(), other.log(of_others, 0).await.len()), (3, 2));
    }

    async fn an_unsubscribe_of_anything_is_answered(database: Database) {
        let server = Server::start(&database);
        let mut talk = server.visitor().await.talk().await;
        for id in [0, -1, 123, i64::MAX] {
            let request_id = talk.say(Request::Unsubscribe(v1::Unsubscribe { chat_session_id: id })).await;
            assert_eq!(talk.frames.next().await, Frame::Unsubscribed(v1::Unsubscribed { chat_session_id: id, request_id }));
        }
    }

    async fn a_frame_beyond_all_measure_ends_the_stream(database: Database) {
        let server = Server::start(&database);
        let mut visitor = server.visitor().await;
        let session = visitor.start_session(0, 0).await.id;
        let mut talk = visitor.talk().await;
        talk.subscribe(session, 2).await;
        talk.say(Request::Send(text_message(session, &"x".repeat(2 * 1024 * 1024), ""))).await;
        let status = talk.frames.try_next().await.expect_err("the end");
        assert_eq!(told_by(&status), refusal(Code::ResourceExhausted, "MESSAGE_TOO_LARGE", ""));
        // The connection is none the worse for it.
        assert_eq!(visitor.talk().await.send(session, "hello", "").await.expect("an ack").seq, 3);
        let status = visitor.send(session, &"x".repeat(2 * 1024 * 1024), "").await.expect_err("a refusal");
        assert_eq!(told_by(&status), refusal(Code::ResourceExhausted, "MESSAGE_TOO_LARGE", ""));
        assert_eq!(visitor.log(session, 0).await.len(), 3);
    }

    async fn a_bad_unary_message_is_refused_in_the_same_words(database: Database) {
        let server = Server::start(&database);
        let (mut visitor, mut other) = (server.visitor().await, server.visitor().await);
        let (session, closed) = (visitor.start_session(0, 0).await.id, visitor.start_session(0, 0).await.id);
        let of_others = other.start_session(0, 0).await.id;
        visitor.close(closed).await.expect("closed");
        for (message, expected) in bad_messages(session, of_others, closed) {
            let what = format!("{message:?}").chars().take(200).collect::<String>();
            let status = visitor.chat.send_message(message).await.expect_err("a refusal");
            assert_eq!(told_by(&status), expected, "{what}");
        }
        let path = "/supportchat.v1.ChatService/SendMessage";
        let start = v1::SendMessageRequest { chat_session_id: session, ..Default::default() }.encode_to_vec();
        for (bytes, at_fault) in [(field(2, b"\xff"), "message"), (field(4, b"\xff"), "client_message_id"), (vec![0x10, 1], "message")] {
            let status = visitor.call(path, [start.clone(), bytes].concat()).await.expect_err("a refusal");
            assert_eq!(told_by(&status), refusal(Code::InvalidArgument, "MALFORMED_REQUEST", at_fault));
        }
        assert_eq!(visitor.log(session, 0).await.len(), 2);
        assert_eq!(visitor.send(session, &"x".repeat(16 * 1024), &"i".repeat(64)).await.expect("as long as it may be").seq, 3);
    }

    async fn a_subscription_names_what_to_stream_and_not_too_much(database: Database) {
        let server = Server::start(&database);
        let mut visitor = server.visitor().await;
        let session = visitor.start_session(0, 0).await.id;
        let cursor = SessionCursor { chat_session_id: session, after_seq: 0 };
        let refused = [
            (v1::SubscribeRequest::default(), "FIELD_REQUIRED", "sessions"),
            (v1::SubscribeRequest { sessions: vec![cursor; 1001], ..Default::default() }, "TOO_MANY_SESSIONS", "sessions"),
            (v1::SubscribeRequest { id: session, sessions: vec![cursor], ..Default::default() }, "REPEATED_SESSION", "sessions"),
            (v1::SubscribeRequest { id: -1, ..Default::default() }, "OUT_OF_RANGE", "id"),
            (v1::SubscribeRequest { id: session, after_seq: -1, ..Default::default() }, "OUT_OF_RANGE", "after_seq"),
            (v1::SubscribeRequest { sessions: vec![SessionCursor::default()], ..Default::default() }, "FIELD_REQUIRED", "sessions.chat_session_id"),
        ];
        for (request, reason, field) in refused {
            let status = visitor.chat.subscribe(request).await.expect_err("a refusal");
            assert_eq!(told_by(&status), refusal(Code::InvalidArgument, reason, field));
        }
        let request = v1::SubscribeRequest { id: session, ..Default::default() };
        let mut frames = visitor.subscribe(request).await.expect("a stream");
        frames.find(|frame| matches!(frame, Frame::Entry(entry) if entry.seq == 2).then_some(())).await;
        visitor.send(session, "three", "").await.expect("a message");
        while frames.entry().await.seq < 3 {}
        visitor.send(session, "four", "").await.expect("a message");
        assert_eq!(frames.entry().await.seq, 4, "each live message comes once");
    }
}
