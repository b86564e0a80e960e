//! Who is there, who has gone, and who is next.

use std::time::Duration;

use supportchat_client::v1::chat_request::Frame as Request;
use supportchat_client::v1::server_frame::Frame;
use supportchat_client::v1::session_event::Event;
use supportchat_client::v1::{self, ChatSessionStatus, ParticipantType, PresenceStatus};
use tonic::Code;

use crate::support::client::reason;
use crate::support::{Client, Frames, Server, pause};

/// The next that is told of anybody's presence: kind, id, name, presence.
async fn presence(frames: &mut Frames) -> (ParticipantType, i64, String, PresenceStatus) {
    let profile = frames.find(|frame| if let Frame::Presence(changed) = frame { changed.profile } else { None }).await;
    seen(&profile)
}

fn seen(profile: &v1::Profile) -> (ParticipantType, i64, String, PresenceStatus) {
    let participant = profile.participant.expect("a participant");
    (participant.r#type(), participant.id, profile.name.clone(), profile.presence())
}

async fn agent(client: &mut Client, id: i64) -> v1::Agent {
    client.agents.get_agent(v1::GetAgentRequest { id }).await.expect("an agent").into_inner().agent.expect("an agent")
}

async fn position(frames: &mut Frames, session: i64) -> i32 {
    let place = |frame| match frame {
        Frame::QueuePosition(place) if place.chat_session_id == session => Some(place.position),
        _ => None,
    };
    frames.find(place).await
}

crate::stories! {
    async fn an_agent_whose_stream_dies_is_replaced(database: Database) {
        let server = Server::start_with(&database, &[("SUPPORTCHAT_AGENT_GRACE", "1")]);
        server.agent().await.set_available(false).await;
        let (mut visitor, mut rosa, mut emmy) = (server.visitor().await, server.hire("rosa", 5).await, server.hire("emmy", 5).await);
        rosa.set_available(true).await;
        let console = rosa.talk().await;
        let session = visitor.start_session(0, 0).await;
        assert_eq!(session.agent_id, Some(rosa.id));
        // A bot, which never opens a stream, is not missed.
        emmy.set_available(true).await;
        let mut mine = visitor.talk().await;
        let subscribed = mine.subscribe(session.id, 2).await;
        let profiles: Vec<_> = subscribed.profiles.iter().map(seen).collect();
        assert_eq!(profiles[1], (ParticipantType::Agent, rosa.id, "rosa".to_owned(), PresenceStatus::Online));
        assert_eq!((profiles.len(), profiles[0].0, profiles[0].1), (2, ParticipantType::User, visitor.id));

        drop(console);
        loop {
            // What was told of Rosa's coming may still be under way.
            let (kind, id, name, there) = presence(&mut mine.frames).await;
            if id == emmy.id {
                assert_eq!((kind, name.as_str(), there), (ParticipantType::Agent, "emmy", PresenceStatus::Online));
                break;
            }
        }
        let told: Vec<_> = mine.frames.entries(2).await.into_iter().map(|entry| entry.event.and_then(|event| event.event)).collect();
        let requeued = Event::Requeued(v1::SessionRequeued { agent_id: rosa.id });
        assert_eq!(told, [Some(requeued), Some(Event::Assigned(v1::SessionAssigned { agent_id: emmy.id }))]);
        let gone = agent(&mut emmy, rosa.id).await;
        assert_eq!((gone.availability_status(), gone.active_sessions), (v1::AvailabilityStatus::Unavailable, 0));
        assert_eq!(gone.presence(), PresenceStatus::Offline);
        assert_eq!(reason(&rosa.session(session.id).await.expect_err("it is emmy's")), "SESSION_NOT_FOUND");
        assert_eq!(agent(&mut rosa, emmy.id).await.availability_status(), v1::AvailabilityStatus::Available);
    }

    async fn an_agent_who_loads_the_page_again_has_not_gone(database: Database) {
        let server = Server::start_with(&database, &[("SUPPORTCHAT_AGENT_GRACE", "1")]);
        let mut agent_client = server.agent().await;
        let console = agent_client.talk().await;
        let mut visitor = server.visitor().await;
        let session = visitor.start_session(0, 0).await;
        let mut mine = visitor.talk().await;
        mine.subscribe(session.id, 2).await;
        drop(console);
        let console = agent_client.talk().await;
        // Longer than it takes to be missed, to be gone and to be found.
        tokio::time::sleep(Duration::from_secs(6)).await;
        mine.say(Request::Ping(v1::Ping {})).await;
        loop {
            match mine.frames.next().await {
                Frame::Pong(_) => break,
                // What was told of their coming may have been under way.
                Frame::Presence(changed) => assert_eq!(seen(&changed.profile.expect("a profile")).3, PresenceStatus::Online),
                other => panic!("nothing should have happened: {other:?}"),
            }
        }
        let there = agent(&mut agent_client, server.demo.agent_id).await;
        assert_eq!((there.availability_status(), there.presence()), (v1::AvailabilityStatus::Available, PresenceStatus::Online));
        drop(console);
    }

    async fn who_comes_and_goes_is_seen_by_the_others(database: Database) {
        let server = Server::start(&database);
        let (mut visitor, mut rosa) = (server.visitor().await, server.agent().await);
        let session = visitor.start_session(0, 0).await;
        assert_eq!(session.agent_id, Some(rosa.id));
        let mut hers = rosa.talk().await;
        let subscribed = hers.subscribe(session.id, 2).await;
        assert_eq!(seen(&subscribed.profiles[0]).3, PresenceStatus::Offline);
        let her_id = rosa.id;
        while agent(&mut rosa, her_id).await.presence() != PresenceStatus::Online {
            pause().await;
        }
        let mut mine = visitor.talk().await;
        let subscribed = mine.subscribe(session.id, 2).await;
        let (kind, id, _, there) = presence(&mut hers.frames).await;
        assert_eq!((kind, id, there), (ParticipantType::User, visitor.id, PresenceStatus::Online));
        // She takes a break with the console open.
        rosa.set_available(false).await;
        assert_eq!(seen(&subscribed.profiles[1]).3, PresenceStatus::Online);
        loop {
            // What was told of her coming may still be under way.
            if presence(&mut mine.frames).await.3 == PresenceStatus::Away {
                break;
            }
        }
        // A second tab that is closed is nobody's leaving; the last one is.
        let second = visitor.talk().await;
        drop(second);
        drop(mine);
        assert_eq!(presence(&mut hers.frames).await.3, PresenceStatus::Offline);
    }

    async fn what_is_erased_is_told_to_those_who_have_it_open(database: Database) {
        let server = Server::start(&database);
        let (mut visitor, mut rosa, mut admin) = (server.visitor().await, server.agent().await, server.admin().await);
        let session = visitor.start_session(0, 0).await.id;
        visitor.send(session, "My address is 12 Kiln Lane", "a").await.expect("sent");
        let mut hers = rosa.talk().await;
        let last = hers.subscribe(session, 0).await.last_seq;
        admin.admin.erase_user(v1::EraseUserRequest { id: visitor.id }).await.expect("erased");
        let told = presence(&mut hers.frames).await;
        assert_eq!(told, (ParticipantType::User, visitor.id, "Visitor".into(), PresenceStatus::Offline));
        assert!(rosa.log(session, last - 1).await[0].erased, "whoever is told reads nothing of it any more");
    }

    async fn the_place_in_the_queue_counts_down(database: Database) {
        let server = Server::start(&database);
        server.agent().await.set_available(false).await;
        let mut rosa = server.hire("rosa", 1).await;
        let (mut first, mut second, mut third) = (server.visitor().await, server.visitor().await, server.visitor().await);
        let sessions = [first.start_session(0, 0).await.id, second.start_session(0, 0).await.id, third.start_session(0, 0).await.id];
        let mut talk = third.talk().await;
        talk.subscribe(sessions[2], 1).await;
        assert_eq!(position(&mut talk.frames, sessions[2]).await, 3);
        first.close(sessions[0]).await.expect("closed");
        assert_eq!(position(&mut talk.frames, sessions[2]).await, 2);
        rosa.set_available(true).await;
        assert_eq!(position(&mut talk.frames, sessions[2]).await, 1);
        // Another tab is told at once.
        let mut other = third.talk().await;
        other.subscribe(sessions[2], 1).await;
        assert_eq!(position(&mut other.frames, sessions[2]).await, 1);
        rosa.close(sessions[1]).await.expect("closed");
        let entry = other.frames.entry().await;
        assert!(matches!(entry.event.and_then(|event| event.event), Some(Event::Assigned(_))));
    }

    async fn a_visitor_starts_five_sessions_and_no_sixth(database: Database) {
        let server = Server::start(&database);
        let mut visitor = server.visitor().await;
        let mut sessions = Vec::new();
        for _ in 0..5 {
            sessions.push(visitor.start_session(0, 0).await);
        }
        let refused = visitor.chat.create_chat_session(v1::CreateChatSessionRequest::default()).await.expect_err("one too many");
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::ResourceExhausted, "TOO_MANY_SESSIONS"));
        visitor.close(sessions[0].id).await.expect("closed");
        assert_eq!(visitor.start_session(0, 0).await.status(), ChatSessionStatus::Active);
        server.key().await.start_session(visitor.id, 0).await;
    }
}
