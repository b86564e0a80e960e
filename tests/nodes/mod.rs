//! Several nodes over one database, with a real RabbitMQ between them and without.

mod broker;
mod failures;
mod live;

use std::time::{Duration, Instant};

use supportchat_client::v1::chat_request::Frame as Request;
use supportchat_client::v1::server_frame::Frame;
use supportchat_client::v1::{self, PresenceStatus};

use crate::support::client::text;
use crate::support::{Client, Database, Frames, Server, Talk, pause};

/// Two nodes.
struct Nodes {
    one: Server,
    two: Server,
}

impl Nodes {
    /// Starts two nodes over a database, with a broker or without one.
    fn start(database: &Database, broker: Option<&str>) -> Self {
        let settings: Vec<_> = broker.map(|url| ("SUPPORTCHAT_AMQP_URL", url)).into_iter().collect();
        let (one, two) = (Server::start_with(database, &settings), Server::start_with(database, &settings));
        // The first keeps the second's passwords when it starts again.
        std::fs::copy(two.data.path().join("demo.json"), one.data.path().join("demo.json")).expect("demo.json");
        Self { one, two }
    }

    /// The demo's agent on the second node. The last node to start has set the password.
    async fn agent(&self) -> Client {
        self.two.agent().await
    }

    /// The demo's administrator, on one of the nodes.
    async fn admin_on(&self, node: &Server) -> Client {
        Client::log_in(&node.demo.url, &self.two.demo.admin_email, &self.two.demo.admin_password).await
    }
}

/// The bearer of a token, on another node.
async fn on(node: &Server, client: &Client) -> Client {
    let mut moved = Client::connect(&node.demo.url, &client.token).await;
    moved.id = client.id;
    moved
}

/// Opens a stream with the inbox.
async fn with_inbox(client: &mut Client) -> Talk {
    let mut talk = client.talk().await;
    talk.say(Request::SubscribeInbox(v1::SubscribeInbox {})).await;
    talk.frames.find(|frame| matches!(frame, Frame::InboxListed(_)).then_some(())).await;
    talk
}

/// How long it takes for messages from one to be seen on a stream, one after the other.
async fn passes(from: &mut Client, session: i64, to: &mut Frames, count: usize) -> Duration {
    let mut took = Duration::ZERO;
    for number in 0..count {
        let sent = format!("{number} of {count}: {:x}", rand::random::<u64>());
        let begun = Instant::now();
        from.send(session, &sent, &sent).await.expect("sent");
        while text(&to.entry().await) != sent {}
        took += begun.elapsed();
    }
    took
}

/// Waits until what one sends is seen elsewhere at once, because the nodes have found each other.
async fn found_each_other(from: &mut Client, session: i64, to: &mut Frames) {
    let begun = Instant::now();
    while passes(from, session, to, 3).await > Duration::from_millis(900) {
        assert!(begun.elapsed() < Duration::from_secs(30), "the nodes do not find each other");
        pause().await;
    }
}

/// Waits until a stream tells that somebody's presence is this: as they come or go, or with what it is told of a session at first.
async fn becomes(frames: &mut Frames, id: i64, wanted: PresenceStatus) {
    let is = |frame| {
        let profiles = match frame {
            Frame::Presence(changed) => changed.profile.into_iter().collect(),
            Frame::Subscribed(subscribed) => subscribed.profiles,
            _ => Vec::new(),
        };
        let wanted = |profile: &v1::Profile| profile.participant.is_some_and(|participant| participant.id == id) && profile.presence() == wanted;
        profiles.iter().any(wanted).then_some(())
    };
    frames.find(is).await;
}
