//! Server-sent events: the same streams, for what has no gRPC.

use serde_json::{Value, json};

use crate::support::rest::Rest;
use crate::support::sse::Event;
use crate::support::{Database, Server};

async fn say(key: &Rest, text: &str) -> i64 {
    let message = key.post("/messages", &json!({"chat_session_id": 123, "message": text})).await.expect(201);
    message["seq"].as_i64().expect("a seq")
}

fn seqs(entries: &[Event]) -> Vec<i64> {
    entries.iter().map(Event::seq).collect()
}

#[tokio::test]
async fn a_stream_tells_what_was_and_what_happens() {
    let database = Database::sqlite();
    let server = Server::start(&database);
    let key = Rest::key(&server);
    say(&key, "Before").await;

    let mut events = key.events("/chat_sessions/123/events").await;
    assert_eq!((events.header("cache-control"), events.header("x-accel-buffering")), ("no-cache", "no"));
    assert_eq!(events.next().await, Event { name: "welcome".to_owned(), id: None, data: json!({}) });
    let subscribed = events.next().await;
    assert_eq!((subscribed.name.as_str(), &subscribed.data["chat_session_id"], &subscribed.data["last_seq"]), ("subscribed", &json!(123), &json!(3)));
    let past = events.entries(3).await;
    assert_eq!(seqs(&past), [1, 2, 3]);
    assert_eq!(past[0].data["event"]["created"]["user_id"], 1);
    assert_eq!(past[1].data["event"]["assigned"]["agent_id"], 2);
    assert_eq!(past[2].data["message"], "Before");
    for entry in &past {
        assert_eq!(entry.id, Some(entry.seq().to_string()), "id: is the seq");
    }
    // What the log lists and what the stream shows is the same.
    let listed = key.get("/chat_sessions/123/messages").await.expect(200);
    assert_eq!(listed["messages"], past.iter().map(|entry| entry.data.clone()).collect::<Value>());

    let seq = say(&key, "Two\nlines, and an event: none\n\ndata: nor this").await;
    let live = events.next().await;
    assert_eq!((live.name.as_str(), live.id.as_deref(), live.seq()), ("entry", Some("4"), seq));
    assert_eq!(live.data["message"], "Two\nlines, and an event: none\n\ndata: nor this");

    let mut agent = server.agent().await;
    agent.chat.send_typing(supportchat_client::v1::SendTypingRequest { id: 123, stopped: false, ..Default::default() }).await.expect("typing");
    let typing = events.next().await;
    assert_eq!((typing.name.as_str(), typing.id), ("typing", None), "what is not in the log has no place in it");
    assert_eq!(typing.data["participant"], json!({"type": "PARTICIPANT_TYPE_AGENT", "id": 2}));
}

#[tokio::test]
async fn a_reconnect_gets_exactly_the_rest() {
    let database = Database::sqlite();
    let server = Server::start(&database);
    let key = Rest::key(&server);
    for number in 3..=9 {
        assert_eq!(say(&key, &format!("Message {number}")).await, number);
    }
    let mut events = key.events("/chat_sessions/123/events?after_seq=5").await;
    assert_eq!(seqs(&events.entries(4).await), [6, 7, 8, 9]);
    drop(events);

    // The browser's address still says where it began; the header says how far it came.
    let resumed = [("last-event-id", "7")];
    let mut events = key.try_events("/chat_sessions/123/events?after_seq=2", &resumed).await.unwrap_or_else(|answer| panic!("{}", answer.text()));
    assert_eq!(seqs(&events.entries(2).await), [8, 9]);
    say(&key, "Live").await;
    assert_eq!(events.next().await.seq(), 10, "the next after the last");

    let current = [("last-event-id", "10")];
    let mut events = key.try_events("/chat_sessions/123/events", &current).await.unwrap_or_else(|answer| panic!("{}", answer.text()));
    assert_eq!((events.next().await.name, events.next().await.name), ("welcome".to_owned(), "subscribed".to_owned()));
    say(&key, "Live again").await;
    assert_eq!(events.next().await.seq(), 11, "nothing was missed, so nothing comes before it");

    for (path, id, field) in [
        ("/chat_sessions/123/events", "nonsense", "after_seq"),
        ("/chat_sessions/123/events", "-1", "after_seq"),
        ("/chat_sessions/123/events", "1000", "after_seq"),
    ] {
        let Err(answer) = key.try_events(path, &[("last-event-id", id)]).await else { panic!("{id} is no place in this log") };
        assert_eq!((answer.status, answer.refusal().fields), (400, vec![field.to_owned()]), "{id}");
    }
}

#[tokio::test]
async fn a_stream_that_may_not_be_is_an_ordinary_error() {
    let database = Database::sqlite();
    let server = Server::start(&database);
    let key = Rest::key(&server);
    let visitor = key.with(&server.visitor().await.token);
    for (caller, path, code, reason) in [
        (&visitor, "/chat_sessions/123/events", 404, "SESSION_NOT_FOUND"),
        (&visitor, "/chat_sessions/4000000/events", 404, "SESSION_NOT_FOUND"),
        (&key, "/chat_sessions/abc/events", 400, "WRONG_TYPE"),
        (&key, "/events", 400, "FIELD_REQUIRED"),
        (&key.with(""), "/chat_sessions/123/events", 401, "CREDENTIAL_MISSING"),
        (&key.with(""), &format!("/chat_sessions/123/events?access_token={}", server.demo.api_key), 401, "CREDENTIAL_MISSING"),
        (&key.with(""), &format!("/chat_sessions/123/events?authorization=Bearer+{}", server.demo.api_key), 401, "CREDENTIAL_MISSING"),
        (&key, &format!("/chat_sessions/123/events?token={}", server.demo.api_key), 400, "UNKNOWN_PARAMETER"),
    ] {
        let Err(answer) = caller.try_events(path, &[]).await else { panic!("{path} is refused") };
        let refusal = answer.refusal();
        assert_eq!((refusal.code, refusal.reason.as_str()), (code, reason), "{path}");
    }
}

#[tokio::test]
async fn an_inbox_brings_the_sessions_that_follow() {
    let database = Database::sqlite();
    let server = Server::start(&database);
    let key = Rest::key(&server);
    let visitor = key.with(&server.visitor().await.token);
    let mut events = visitor.events("/events?inbox=true").await;
    assert_eq!(events.next().await.name, "welcome");

    let session = visitor.post("/chat_sessions", &json!({})).await.expect(201);
    let mut names = Vec::new();
    let mut entries = Vec::new();
    while entries.len() < 2 {
        let event = events.next().await;
        names.push(event.name.clone());
        match event.name.as_str() {
            "inbox" => assert_eq!(event.data["chat_session"]["id"], session["id"]),
            "inbox_listed" => assert!(entries.is_empty(), "it was empty"),
            "subscribed" => assert_eq!(event.data["chat_session_id"], session["id"]),
            "entry" => {
                assert_eq!(event.id, None, "a stream of many logs has no one place");
                entries.push(event);
            }
            other => panic!("{other} was not expected"),
        }
    }
    assert_eq!(seqs(&entries), [1, 2], "from its beginning");
    assert!(names.iter().any(|name| name == "inbox") && names.iter().any(|name| name == "subscribed"), "{names:?}");

    // Somebody else's session does not come; what was said in this one does.
    say(&key, "In another session").await;
    visitor.post("/messages", &json!({"chat_session_id": session["id"], "message": "Mine"})).await.expect(201);
    let mine = events.entries(1).await;
    assert_eq!((&mine[0].data["chat_session_id"], &mine[0].data["message"]), (&session["id"], &json!("Mine")));
}

#[tokio::test]
async fn a_server_that_stops_says_so_first() {
    let database = Database::sqlite();
    let mut server = Server::start(&database);
    let key = Rest::key(&server);
    let mut events = key.events("/chat_sessions/123/events?after_seq=2").await;
    assert_eq!((events.next().await.name, events.next().await.name), ("welcome".to_owned(), "subscribed".to_owned()));
    server.terminate();
    let leave = events.next().await;
    assert_eq!((leave.name.as_str(), &leave.data["reason"]), ("leave", &json!("LEAVE_REASON_SERVER_STOPPING")));
    assert!(leave.data["reconnect_after_ms"].as_i64().is_some_and(|ms| (0..=2000).contains(&ms)), "{}", leave.data);
    assert_eq!(events.try_next().await, None, "and then the stream ends");
    assert!(server.ended().await);
}
