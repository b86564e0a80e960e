use chrono::DateTime;
use futures::FutureExt as _;

use super::*;
use crate::model::{Body, ChatSession, SessionStatus};

fn entry(session: i64, seq: i64) -> Arc<Message> {
    let body = Body::Text(format!("message {seq}"));
    let sender = Participant::User(1);
    Arc::new(Message { chat_session_id: session, seq, sender, body, client_message_id: String::new(), created_at: DateTime::UNIX_EPOCH })
}

fn session(id: i64, agent_id: Option<i64>) -> Arc<ChatSession> {
    let status = if agent_id.is_some() { SessionStatus::Active } else { SessionStatus::Waiting };
    let created_at = DateTime::UNIX_EPOCH;
    Arc::new(ChatSession {
        id,
        user_id: 1,
        agent_id,
        status,
        last_seq: 1,
        created_at,
        closed_at: None,
        client_session_id: None,
        team_id: None,
        waiting_since: None,
        tags: Vec::new(),
        rating: None,
    })
}

fn now(subscriber: &Subscriber) -> Option<Delivery> {
    subscriber.next().now_or_never()
}

#[test]
fn a_watcher_gets_the_entries_of_its_sessions_and_no_others() {
    let hub = Hub::default();
    let mut subscriber = hub.open(Actor::User(1), 1).expect("a place");
    subscriber.join(10);
    hub.publish_entries(&[entry(10, 1), entry(11, 1), entry(10, 2)]);
    for expected in [1, 2] {
        assert!(matches!(now(&subscriber), Some(Delivery::Event(Event::Entry(entry))) if entry.chat_session_id == 10 && entry.seq == expected));
    }
    assert!(now(&subscriber).is_none());
    subscriber.leave(10);
    hub.publish_entries(&[entry(10, 3)]);
    assert!(now(&subscriber).is_none());
}

#[test]
fn what_a_slow_reader_misses_is_named() {
    let hub = Hub::default();
    let mut subscriber = hub.open(Actor::User(1), 1).expect("a place");
    subscriber.join(10);
    for seq in 1..=1000 {
        hub.publish_entries(&[entry(10, seq)]);
    }
    let mut seen = 0;
    let behind = loop {
        match now(&subscriber) {
            Some(Delivery::Event(_)) => seen += 1,
            Some(Delivery::Behind(session)) => break session,
            other => panic!("{other:?}"),
        }
    };
    assert!(seen < 1000, "the mailbox is bounded");
    assert_eq!(behind, 10);
    assert!(now(&subscriber).is_none());
}

#[test]
fn what_nobody_told_of_is_found_by_comparing() {
    let hub = Hub::default();
    let mut subscriber = hub.open(Actor::User(1), 1).expect("a place");
    subscriber.join(10);
    hub.publish_entries(&[entry(10, 1)]);
    assert!(matches!(now(&subscriber), Some(Delivery::Event(_))));
    assert_eq!(hub.watched(), [10]);
    hub.compare(&[(10, 1), (11, 5)]);
    assert!(now(&subscriber).is_none(), "it was told of everything");
    hub.compare(&[(10, 2)]);
    assert!(matches!(now(&subscriber), Some(Delivery::Behind(10))));
    hub.compare(&[(10, 2)]);
    assert!(now(&subscriber).is_none(), "once is enough");
}

#[test]
fn an_inbox_gets_what_it_may_see_and_hears_of_what_it_loses() {
    let hub = Hub::default();
    let mut agent = hub.open(Actor::Agent(2), 1).expect("a place");
    agent.join_inbox();
    let waiting = SessionChange { before: None, after: session(10, None), entries: Vec::new() };
    hub.publish_change(waiting.clone(), None);
    assert!(matches!(now(&agent), Some(Delivery::Event(Event::Session(_)))), "it waits");
    hub.publish_change(SessionChange { before: Some(waiting.after), after: session(10, Some(3)), entries: Vec::new() }, None);
    assert!(matches!(now(&agent), Some(Delivery::Event(Event::Session(_)))), "another agent has taken it");
    hub.publish_change(SessionChange { before: Some(session(10, Some(3))), after: session(10, Some(3)), entries: Vec::new() }, None);
    assert!(now(&agent).is_none(), "it is none of this agent's business any more");
}

#[test]
fn one_credential_opens_so_many_streams_and_no_more() {
    let hub = Hub::default();
    let mut open: Vec<_> = (0..MAX_STREAMS).map(|_| hub.open(Actor::User(1), 1).expect("a place")).collect();
    assert!(hub.open(Actor::User(1), 1).is_none());
    assert!(hub.open(Actor::User(1), 2).is_some(), "another credential has places of its own");
    open.pop();
    assert!(hub.open(Actor::User(1), 1).is_some(), "a closed stream gives its place back");
}

#[test]
fn who_has_a_stream_open_is_connected() {
    let hub = Hub::default();
    let (user, agent) = (Participant::User(1), Participant::Agent(1));
    assert!(!hub.is_connected(user));
    let streams = [hub.open(Actor::User(1), 1), hub.open(Actor::User(1), 2), hub.open(Actor::Service, 3)];
    assert!(hub.is_connected(user) && !hub.is_connected(agent) && !hub.is_connected(Participant::User(2)));
    let [first, second, _service] = streams;
    drop(first);
    assert!(hub.is_connected(user), "another stream is open");
    drop(second);
    assert!(!hub.is_connected(user));
}

#[test]
fn revoking_and_stopping_end_streams() {
    let hub = Hub::default();
    let (first, second) = (hub.open(Actor::User(1), 1).expect("a place"), hub.open(Actor::User(2), 2).expect("a place"));
    hub.revoke(&HashSet::from([1]));
    assert_eq!(first.closed(), Some(LeaveReason::CredentialRevoked));
    assert_eq!(second.closed(), None);
    assert!(second.ended().now_or_never().is_none());
    hub.stop();
    assert!(second.ended().now_or_never().is_some());
    assert_eq!(second.closed(), Some(LeaveReason::ServerStopping));
    let late = hub.open(Actor::User(3), 3).expect("a place");
    assert_eq!(late.closed(), Some(LeaveReason::ServerStopping));
    assert_eq!(hub.open_streams(), 3);
    drop((first, second, late));
    assert_eq!(hub.open_streams(), 0);
}
