//! What happens on one node is seen on the other.

use std::time::{Duration, Instant};

use prost_types::FieldMask;
use supportchat_client::v1::chat_request::Frame as Request;
use supportchat_client::v1::server_frame::Frame;
use supportchat_client::v1::{self, ChatSessionStatus, PresenceStatus};

use super::{Nodes, becomes, found_each_other, on, passes, with_inbox};
use crate::support::client::PATIENCE;
use crate::support::{Client, Database, VirtualHost, pause};

/// So many messages pass one after the other faster than comparing with the store could bring them: that is done every 3 seconds where there is a broker.
const AT_ONCE: (usize, Duration) = (20, Duration::from_secs(12));

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_happens_on_one_node_is_seen_on_the_other_at_once() {
    let (database, broker) = (Database::mysql().await, VirtualHost::new());
    let nodes = Nodes::start(&database, Some(&broker.url));
    let (mut visitor, mut agent) = (nodes.one.visitor().await, nodes.agent().await);
    let mut console = with_inbox(&mut agent).await;

    // A session that is assigned on the first node follows on the second by itself.
    let session = visitor.start_session(0, 0).await;
    assert_eq!(session.agent_id, Some(agent.id));
    let id = session.id;
    console.frames.find(|frame| matches!(&frame, Frame::Subscribed(subscribed) if subscribed.chat_session_id == id).then_some(())).await;
    let mut panel = visitor.talk().await;
    let subscribed = panel.subscribe(id, 0).await;
    assert_eq!(subscribed.profiles[1].presence(), PresenceStatus::Online, "the agent, who is on the other node");
    becomes(&mut console.frames, visitor.id, PresenceStatus::Online).await;

    found_each_other(&mut visitor, id, &mut console.frames).await;
    found_each_other(&mut agent, id, &mut panel.frames).await;
    let (count, limit) = AT_ONCE;
    let (there, back) = (passes(&mut visitor, id, &mut console.frames, count).await, passes(&mut agent, id, &mut panel.frames, count).await);
    println!("{count} messages from one node to the other one by one: {there:?}, and back: {back:?}");
    assert!(there < limit && back < limit, "the broker does not bring them: {there:?}, {back:?}");

    panel.say(Request::Typing(v1::SetTyping { chat_session_id: id, ..Default::default() })).await;
    console.frames.find(|frame| matches!(&frame, Frame::Typing(typing) if typing.chat_session_id == id).then_some(())).await;
    let last = visitor.session(id).await.expect("the session").last_seq;
    panel.say(Request::MarkRead(v1::SessionMark { chat_session_id: id, seq: last })).await;
    let read = |frame| matches!(&frame, Frame::Marks(changed) if changed.marks.as_ref().is_some_and(|marks| marks.read_seq == last)).then_some(());
    console.frames.find(read).await;

    // Who opens a stream elsewhere meanwhile sees the same people.
    let mut admin = nodes.admin_on(&nodes.two).await;
    let seen = admin.talk().await.subscribe(id, 0).await.profiles;
    assert_eq!(seen[0].presence(), PresenceStatus::Online, "the visitor, who is on the other node");
    drop(panel);
    becomes(&mut console.frames, visitor.id, PresenceStatus::Offline).await;

    // What is closed on one node leaves the inbox of the other.
    visitor.close(id).await.expect("closed");
    let closed = |frame| match frame {
        Frame::Inbox(change) => change.chat_session.filter(|session| session.id == id && session.status() == ChatSessionStatus::Closed),
        _ => None,
    };
    console.frames.find(closed).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_broker_it_is_seen_within_a_second_or_two() {
    let database = Database::mysql().await;
    let nodes = Nodes::start(&database, None);
    let (mut visitor, mut agent) = (nodes.one.visitor().await, nodes.agent().await);
    let mut console = with_inbox(&mut agent).await;
    let begun = Instant::now();
    let id = visitor.start_session(0, 0).await.id;
    console.frames.find(|frame| matches!(&frame, Frame::Subscribed(subscribed) if subscribed.chat_session_id == id).then_some(())).await;
    println!("a session was assigned within {:?}", begun.elapsed());
    assert!(begun.elapsed() < Duration::from_secs(5));
    let mut panel = visitor.talk().await;
    panel.subscribe(id, 0).await;
    let took = passes(&mut visitor, id, &mut console.frames, 10).await;
    println!("10 messages one by one: {took:?}");
    assert!(took < Duration::from_secs(20), "{took:?}");
    let begun = Instant::now();
    agent.close(id).await.expect("closed");
    let closed = |frame| matches!(&frame, Frame::Entry(entry) if entry.event.is_some()).then_some(());
    panel.frames.find(closed).await;
    assert!(begun.elapsed() < Duration::from_secs(5));

    // A session that waits is in the inbox, and leaves it when somebody else takes it: one agent is on each node.
    agent.set_available(false).await;
    let mut rosa = nodes.one.hire("rosa", 1).await;
    let mut other = nodes.one.visitor().await;
    let waiting = other.start_session(0, 0).await.id;
    let shown = |frame| {
        matches!(&frame, Frame::Inbox(change) if !change.removed && change.chat_session.as_ref().is_some_and(|s| s.id == waiting)).then_some(())
    };
    console.frames.find(shown).await;
    rosa.accept(waiting).await.expect("it is hers");
    let removed = |frame| {
        matches!(&frame, Frame::Inbox(change) if change.removed && change.chat_session.as_ref().is_some_and(|s| s.id == waiting)).then_some(())
    };
    console.frames.find(removed).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_agent_who_leaves_one_of_two_nodes_is_still_there() {
    let (database, broker) = (Database::mysql().await, VirtualHost::new());
    let nodes = Nodes::start(&database, Some(&broker.url));
    let (mut visitor, mut agent) = (nodes.one.visitor().await, nodes.agent().await);
    let id = visitor.start_session(0, 0).await.id;
    // Whoever takes sessions counts as there for a while after they have left.
    agent.set_available(false).await;
    let (here, there) = (agent.talk().await, on(&nodes.one, &agent).await.talk().await);
    // That they have come is stored.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let mut panel = visitor.talk().await;
    let profiles = panel.subscribe(id, 0).await.profiles;
    assert_eq!(profiles[1].presence(), PresenceStatus::Away);
    drop(here);
    // Longer than it takes to be missed, and to be looked for by both nodes.
    tokio::time::sleep(Duration::from_secs(5)).await;
    let mut again = visitor.talk().await;
    assert_eq!(again.subscribe(id, 0).await.profiles[1].presence(), PresenceStatus::Away, "they have a stream on the first node");
    drop(there);
    becomes(&mut again.frames, agent.id, PresenceStatus::Offline).await;
}

async fn widget_title(client: &mut Client) -> String {
    let widget = client.chat.get_widget(v1::GetWidgetRequest { site: "default".to_owned() }).await.expect("a widget").into_inner().widget;
    widget.expect("a widget").name
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_site_that_is_changed_on_one_node_is_not_shown_as_it_was_by_the_other() {
    let (database, broker) = (Database::mysql().await, VirtualHost::new());
    let nodes = Nodes::start(&database, Some(&broker.url));
    let (mut admin, mut page) = (nodes.admin_on(&nodes.one).await, Client::connect(&nodes.two.demo.url, "").await);
    let mut quick = 0;
    let begun = Instant::now();
    // What is kept is kept for 2 seconds. Once the nodes have found each other it is forgotten at once.
    while quick < 5 {
        assert!(begun.elapsed() < PATIENCE, "it is not forgotten");
        widget_title(&mut page).await;
        let name = format!("{:x}", rand::random::<u64>());
        let site = v1::Site { id: 1, name: name.clone(), ..Default::default() };
        let request = v1::UpdateSiteRequest { site: Some(site), update_mask: Some(FieldMask { paths: vec!["name".to_owned()] }) };
        admin.admin.update_site(request).await.expect("a site");
        let changed = Instant::now();
        while widget_title(&mut page).await != name {
            assert!(changed.elapsed() < Duration::from_secs(5));
            pause().await;
        }
        if changed.elapsed() < Duration::from_secs(1) {
            quick += 1;
        } else {
            quick = 0;
        }
    }
}
