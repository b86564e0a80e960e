//! Streams as events.

use axum::body::Body;

use super::{fault, get, request, send};

/// The fields of each event.
fn events(body: &str) -> Vec<(String, Option<String>, serde_json::Value)> {
    let blocks = body.split_terminator("\n\n").map(|block| {
        let find = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
        assert!(block.lines().count() <= 3, "one line for each field: {block}");
        (find("event: ").unwrap(), find("id: "), serde_json::from_str(&find("data: ").unwrap()).unwrap())
    });
    blocks.collect()
}

#[tokio::test]
async fn frames_are_events_named_after_their_arm() {
    let answer = get("/chat_sessions/1/events?after_seq=4").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.headers["content-type"], "text/event-stream");
    assert_eq!(answer.headers["cache-control"], "no-cache");
    assert_eq!(answer.headers["x-accel-buffering"], "no");
    let [welcome, entry, ack] = events(&answer.body).try_into().unwrap();
    assert_eq!((welcome.0.as_str(), welcome.1), ("welcome", None));
    assert_eq!((entry.0.as_str(), entry.1.as_deref()), ("entry", Some("5")));
    assert_eq!(entry.2["message"], "two\nlines");
    assert_eq!((ack.0.as_str(), ack.1), ("ack", None), "a seq that is no place in the log is no id");
    assert_eq!(ack.2["seq"], 7);
}

#[tokio::test]
async fn the_last_event_id_wins() {
    let with = |id: &'static str| request("GET", "/chat_sessions/1/events?after_seq=4").header("last-event-id", id).body(Body::empty()).unwrap();
    assert_eq!(events(&send(with("9")).await.body)[1].1.as_deref(), Some("10"));
    assert_eq!(events(&send(with("")).await.body)[1].1.as_deref(), Some("5"));
    assert_eq!(send(with("nine")).await.fault(), fault(400, "WRONG_TYPE", "after_seq"));
}

#[tokio::test]
async fn a_stream_of_many_logs_has_no_ids() {
    let many = request("GET", "/events?inbox=true&after_seq=4").header("last-event-id", "9").body(Body::empty()).unwrap();
    let answer = send(many).await;
    assert!(!answer.body.contains("id: "), "{}", answer.body);
    assert_eq!(events(&answer.body)[1].2["seq"], 5);
}

#[tokio::test]
async fn an_error_before_the_first_frame_is_an_ordinary_error() {
    for path in ["/chat_sessions/404/events", "/chat_sessions/410/events"] {
        assert_eq!(get(path).await.fault(), fault(404, "SESSION_NOT_FOUND", ""), "{path}");
    }
}

#[tokio::test]
async fn an_error_under_way_is_the_last_event() {
    let answer = get("/chat_sessions/500/events").await;
    let (name, id, data) = events(&answer.body).pop().unwrap();
    assert_eq!((answer.status.as_u16(), name.as_str(), id), (200, "error", None));
    assert_eq!(data["error"]["status"], "UNAVAILABLE");
}
