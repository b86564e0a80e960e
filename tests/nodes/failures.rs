//! Nodes and brokers that die.

use std::time::{Duration, Instant};

use supportchat_client::v1::chat_request::Frame as Request;
use supportchat_client::v1::server_frame::Frame;
use supportchat_client::v1::{self, PresenceStatus};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use super::{Nodes, becomes, found_each_other, on, passes, with_inbox};
use crate::support::client::{seqs, text};
use crate::support::{BrokerServer, Client, Database, Frames, VirtualHost, pause};

/// Clients that send without end, each message until it is acknowledged, on whichever of their nodes answers.
struct Traffic {
    clients: JoinSet<Vec<(String, i64)>>,
    count: watch::Receiver<usize>,
    stop: watch::Sender<bool>,
}

impl Traffic {
    /// Begins it: each client is the same caller on the nodes that it may use.
    fn start(callers: Vec<Vec<Client>>, session: i64) -> Self {
        let (counted, count) = watch::channel(0);
        let (stop, stopped) = watch::channel(false);
        let mut clients = JoinSet::new();
        for (number, mut nodes) in callers.into_iter().enumerate() {
            let (counted, stopped) = (counted.clone(), stopped.clone());
            clients.spawn(async move {
                let (mut acked, mut node) = (Vec::new(), 0);
                while !*stopped.borrow() {
                    let text = format!("{number}:{:05}", acked.len());
                    let seq = loop {
                        let count = nodes.len();
                        let sent = tokio::time::timeout(Duration::from_secs(15), nodes[node].send(session, &text, &text)).await;
                        match sent.expect("an answer in time") {
                            Ok(message) => break message.seq,
                            Err(_) => node = (node + 1) % count,
                        }
                        pause().await;
                    };
                    acked.push((text, seq));
                    counted.send_modify(|count| *count += 1);
                    // A person would wait for longer.
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
                acked
            });
        }
        Self { clients, count, stop }
    }

    /// Waits for so many more messages.
    async fn goes_on(&mut self, more: usize) -> Duration {
        let (begun, wanted) = (Instant::now(), *self.count.borrow() + more);
        let going = tokio::time::timeout(Duration::from_secs(90), self.count.wait_for(|count| *count >= wanted)).await;
        going.expect("the traffic goes on").expect("clients");
        begun.elapsed()
    }

    /// Ends it: every message that was acknowledged, with its seq.
    async fn end(self) -> Vec<(String, i64)> {
        self.stop.send_replace(true);
        let mut acked: Vec<_> = self.clients.join_all().await.into_iter().flatten().collect();
        acked.sort_by_key(|(_, seq)| *seq);
        acked
    }
}

/// Reads a session's entries, on whichever node answers, from a cursor; ends when it has read so far as it is told.
fn follow(mut nodes: Vec<Client>, session: i64, mut end: watch::Receiver<i64>) -> JoinHandle<Vec<v1::Message>> {
    tokio::spawn(async move {
        let (mut entries, mut node): (Vec<v1::Message>, usize) = (Vec::new(), 0);
        loop {
            let after_seq = entries.last().map_or(0, |entry| entry.seq);
            if after_seq >= *end.borrow() {
                return entries;
            }
            let request = v1::SubscribeRequest { id: session, after_seq, ..Default::default() };
            let opened = nodes[node].subscribe(request).await;
            let Ok(mut frames) = opened else {
                node = (node + 1) % nodes.len();
                pause().await;
                continue;
            };
            while let Some(entry) = next_entry(&mut frames, &mut end).await {
                entries.push(entry);
                if entries.last().map_or(0, |entry| entry.seq) >= *end.borrow() {
                    return entries;
                }
            }
        }
    })
}

/// The next entry; `None` at the end of the stream, or when the end of the session is known.
async fn next_entry(frames: &mut Frames, end: &mut watch::Receiver<i64>) -> Option<v1::Message> {
    let next = async {
        loop {
            match frames.try_next().await {
                Ok(Some(v1::server_frame::Frame::Entry(entry))) => return Some(entry),
                Ok(Some(_)) => {}
                Ok(None) | Err(_) => return None,
            }
        }
    };
    tokio::select! { entry = next => entry, _ = end.changed() => None }
}

/// What was acknowledged is the log, each once and where its ack said, and everyone who followed has read it without a gap or a repeat.
async fn assert_complete(
    acked: Vec<(String, i64)>,
    visitor: &mut Client,
    session: i64,
    end: watch::Sender<i64>,
    followers: Vec<JoinHandle<Vec<v1::Message>>>,
) {
    let log = visitor.log(session, 0).await;
    let last = i64::try_from(log.len()).expect("a number");
    assert_eq!(seqs(&log), (1..=last).collect::<Vec<_>>());
    let logged: Vec<_> = log.iter().filter(|entry| entry.event.is_none()).map(|entry| (text(entry).to_owned(), entry.seq)).collect();
    assert_eq!(logged, acked);
    end.send_replace(last);
    for follower in followers {
        let read = tokio::time::timeout(Duration::from_secs(15), follower).await.expect("everything in time").expect("no panic");
        assert_eq!(read, log);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broker_that_dies_in_the_middle_of_traffic_loses_nothing_and_is_used_again() {
    let (database, broker) = (Database::mysql().await, BrokerServer::start());
    let nodes = Nodes::start(&database, Some(&broker.url));
    let (mut visitor, mut agent) = (nodes.one.visitor().await, nodes.agent().await);
    let session = visitor.start_session(0, 0).await.id;
    // One stream on each node that is open all the time.
    let (last, end) = watch::channel(i64::MAX);
    let followers = vec![follow(vec![visitor.clone()], session, end.clone()), follow(vec![agent.clone()], session, end)];
    let mut traffic = Traffic::start(vec![vec![visitor.clone()], vec![agent.clone()], vec![visitor.clone()]], session);
    for _ in 0..2 {
        traffic.goes_on(150).await;
        broker.kill();
        traffic.goes_on(150).await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        broker.restart();
        traffic.goes_on(150).await;
    }
    assert_complete(traffic.end().await, &mut visitor, session, last, followers).await;

    // Live again: faster than comparing could be.
    let session = visitor.start_session(0, 0).await.id;
    let mut console = agent.talk().await;
    console.subscribe(session, 0).await;
    found_each_other(&mut visitor, session, &mut console.frames).await;
    let took = passes(&mut visitor, session, &mut console.frames, 20).await;
    assert!(took < Duration::from_secs(12), "{took:?}");

    // And without it, only as fast as that.
    broker.kill();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let without = passes(&mut visitor, session, &mut console.frames, 10).await;
    println!("20 messages with the broker: {took:?}; 10 without: {without:?}");
    assert!(without < Duration::from_secs(20), "{without:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_is_killed_in_the_middle_of_traffic_loses_nothing() {
    let (database, broker) = (Database::mysql().await, VirtualHost::new());
    let mut nodes = Nodes::start(&database, Some(&broker.url));
    let (mut visitor, agent) = (nodes.one.visitor().await, nodes.agent().await);
    let session = visitor.start_session(0, 0).await.id;
    // The visitor's clients begin on the first node, the agent's on the second, and whoever loses theirs goes to the other.
    let visitors = vec![visitor.clone(), on(&nodes.two, &visitor).await];
    let agents = vec![agent.clone(), on(&nodes.one, &agent).await];
    let (last, end) = watch::channel(i64::MAX);
    let followers = vec![follow(visitors.clone(), session, end.clone()), follow(agents.clone(), session, end)];
    let mut traffic = Traffic::start(vec![visitors.clone(), agents.clone(), visitors, agents], session);
    traffic.goes_on(200).await;
    nodes.one.kill();
    let on_two = traffic.goes_on(20).await;
    traffic.goes_on(200).await;
    tokio::task::block_in_place(|| nodes.one.restart());
    traffic.goes_on(100).await;
    nodes.two.kill();
    let on_one = traffic.goes_on(20).await;
    traffic.goes_on(200).await;
    println!("20 messages after each kill took {on_two:?} and {on_one:?}");
    assert!(on_two < Duration::from_secs(3) && on_one < Duration::from_secs(3), "{on_two:?}, {on_one:?}");
    let acked = traffic.end().await;
    let mut visitor = on(&nodes.one, &visitor).await;
    assert_complete(acked, &mut visitor, session, last, followers).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_was_on_a_node_that_died_has_left() {
    let (database, broker) = (Database::mysql().await, VirtualHost::new());
    let mut nodes = Nodes::start(&database, Some(&broker.url));
    let (mut visitor, mut other, mut agent) = (nodes.one.visitor().await, nodes.one.visitor().await, nodes.agent().await);
    let mut console = with_inbox(&mut agent).await;
    let mut panels = Vec::new();
    for client in [&mut visitor, &mut other] {
        let id = client.start_session(0, 0).await.id;
        let mut panel = client.talk().await;
        panel.subscribe(id, 0).await;
        becomes(&mut console.frames, client.id, PresenceStatus::Online).await;
        panels.push(panel);
    }
    let killed = Instant::now();
    nodes.one.kill();
    // One of them comes back elsewhere, and has not left.
    let _back = on(&nodes.two, &other).await.talk().await;
    becomes(&mut console.frames, visitor.id, PresenceStatus::Offline).await;
    println!("offline {:?} after the kill", killed.elapsed());
    let mut admin = nodes.admin_on(&nodes.two).await;
    let request = v1::BatchGetVisitorsRequest { user_ids: vec![visitor.id, other.id] };
    let seen = admin.agents.batch_get_visitors(request).await.expect("visitors").into_inner().visitors;
    let presence = |id| seen.iter().find(|visitor| visitor.user.as_ref().is_some_and(|user| user.id == id)).expect("a visitor").presence();
    assert_eq!((presence(visitor.id), presence(other.id)), (PresenceStatus::Offline, PresenceStatus::Online));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_came_and_what_was_read_without_the_broker_is_seen_once_it_is_back() {
    let (database, broker) = (Database::mysql().await, BrokerServer::start());
    let nodes = Nodes::start(&database, Some(&broker.url));
    let (mut visitor, mut agent) = (nodes.one.visitor().await, nodes.agent().await);
    let session = visitor.start_session(0, 0).await.id;
    let mut console = agent.talk().await;
    console.subscribe(session, 0).await;
    found_each_other(&mut visitor, session, &mut console.frames).await;
    let last = agent.send(session, "Are you there?", "there").await.expect("sent").seq;

    broker.kill();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let mut panel = visitor.talk().await;
    panel.subscribe(session, 0).await;
    panel.say(Request::MarkRead(v1::SessionMark { chat_session_id: session, seq: last })).await;
    while !has_read(&mut agent, session, last).await {
        pause().await;
    }
    broker.restart();
    let mut awaited = (true, true);
    while awaited != (false, false) {
        match console.frames.next().await {
            Frame::Marks(changed) => awaited.0 &= changed.marks.is_none_or(|marks| marks.read_seq != last),
            Frame::Presence(changed) => {
                awaited.1 &= changed.profile.is_none_or(|profile| {
                    profile.participant.is_none_or(|participant| participant.id != visitor.id) || profile.presence() != PresenceStatus::Online
                });
            }
            _ => {}
        }
    }
}

/// Whether it is stored that somebody has read up to an entry.
async fn has_read(agent: &mut Client, session: i64, seq: i64) -> bool {
    agent.talk().await.subscribe(session, 0).await.marks.iter().any(|marks| marks.read_seq == seq)
}
