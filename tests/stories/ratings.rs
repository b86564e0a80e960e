//! What the visitor thought of it, and what agents make of it among themselves.

use supportchat_client::v1::server_frame::Frame;
use supportchat_client::v1::session_event::Event;
use supportchat_client::v1::{self};
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

use crate::support::client::reason;
use crate::support::{Client, Server};

async fn rate(client: &mut Client, id: i64, score: i32, comment: &str) -> Result<v1::ChatSession, Status> {
    let request = v1::RateChatSessionRequest { id, score, comment: comment.to_owned() };
    Ok(client.chat.rate_chat_session(request).await?.into_inner().chat_session.expect("a session"))
}

async fn tag(client: &mut Client, id: i64, tags: &[&str]) -> Result<v1::ChatSession, Status> {
    let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
    Ok(client.agents.set_tags(v1::SetTagsRequest { id, tags }).await?.into_inner().chat_session.expect("a session"))
}

fn field(refused: &Status) -> String {
    refused.get_details_bad_request().and_then(|bad| bad.field_violations.first().map(|field| field.field.clone())).unwrap_or_default()
}

crate::stories! {
    async fn a_visitor_rates_a_conversation_once_it_is_over(database: Database) {
        let server = Server::start(&database);
        let (mut visitor, mut agent) = (server.visitor().await, server.agent().await);
        let session = visitor.start_session(0, 0).await.id;
        let refused = rate(&mut visitor, session, 5, "").await.expect_err("it goes on");
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::FailedPrecondition, "SESSION_OPEN"));
        let mut hers = agent.talk().await;
        hers.subscribe(session, 2).await;
        visitor.close(session).await.expect("closed");
        assert_eq!(hers.frames.entry().await.seq, 3);
        for (score, comment, at_fault) in [(0, String::new(), "score"), (6, String::new(), "score"), (3, "ä".repeat(2001), "comment")] {
            let refused = rate(&mut visitor, session, score, &comment).await.expect_err("not like that");
            assert_eq!((refused.code(), field(&refused).as_str()), (Code::InvalidArgument, at_fault));
        }
        let refused = rate(&mut agent, session, 5, "").await.expect_err("not by those who are rated");
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::PermissionDenied, "ROLE_REQUIRED"));
        let refused = rate(&mut server.visitor().await, session, 5, "").await.expect_err("not by others");
        assert_eq!(reason(&refused), "SESSION_NOT_FOUND");

        let rated = rate(&mut visitor, session, 4, "Grüße, all well").await.expect("a rating").rating.expect("a rating");
        assert_eq!((rated.score, rated.comment.as_str()), (4, "Grüße, all well"));
        let entry = hers.frames.entry().await;
        let told = v1::SessionRated { score: 4, comment: "Grüße, all well".to_owned() };
        assert_eq!((entry.seq, entry.event.and_then(|event| event.event)), (4, Some(Event::Rated(told))));
        // Said again it is no news; something else is.
        assert_eq!(rate(&mut visitor, session, 4, "Grüße, all well").await.expect("the same").last_seq, 4);
        assert_eq!(rate(&mut visitor, session, 1, "").await.expect("a rating").last_seq, 5);
        let seen = agent.session(session).await.expect("a session").rating.expect("a rating");
        assert_eq!((seen.score, seen.comment.as_str()), (1, ""));
    }

    async fn tags_are_for_agents_alone(database: Database) {
        let server = Server::start(&database);
        let (mut visitor, mut agent) = (server.visitor().await, server.agent().await);
        let session = visitor.start_session(0, 0).await.id;
        let (mut mine, mut hers) = (visitor.talk().await, agent.talk().await);
        mine.subscribe(session, 2).await;
        hers.subscribe(session, 2).await;
        let tagged = tag(&mut agent, session, &["refund", " late ", "refund", "Übel"]).await.expect("a session");
        assert_eq!(tagged.tags, ["late", "refund", "Übel"]);
        let entry = hers.frames.entry().await;
        let by = v1::Participant { r#type: v1::ParticipantType::Agent.into(), id: agent.id };
        let told = v1::SessionTagged { tags: tagged.tags.clone(), tagged_by: Some(by) };
        assert_eq!((entry.seq, entry.event.and_then(|event| event.event)), (3, Some(Event::Tagged(told))));
        let hidden = mine.frames.find(|frame| match frame {
            Frame::Hidden(hidden) => Some(hidden.seq),
            Frame::Entry(entry) => panic!("{entry:?}"),
            _ => None,
        });
        assert_eq!(hidden.await, 3);
        let seen = visitor.session(session).await.expect("a session");
        assert_eq!((seen.tags, seen.last_seq), (Vec::<String>::new(), 3));
        assert_eq!(visitor.log(session, 0).await.len(), 2);
        assert_eq!(tag(&mut agent, session, &["late", "refund", "Übel"]).await.expect("the same").last_seq, 3);

        let many: Vec<String> = (0..21).map(|number| number.to_string()).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        for tags in [&many[..], &[""], &["x\n"], &["ä".repeat(51).as_str()]] {
            let refused = tag(&mut agent, session, tags).await.expect_err("no tags");
            assert_eq!((refused.code(), field(&refused).as_str()), (Code::InvalidArgument, "tags"));
        }
        let refused = tag(&mut visitor, session, &["mine"]).await.expect_err("not for visitors");
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::PermissionDenied, "ROLE_REQUIRED"));
        let mut rosa = server.hire("rosa", 5).await;
        assert_eq!(reason(&tag(&mut rosa, session, &["hers"]).await.expect_err("not hers")), "SESSION_NOT_FOUND");
        visitor.close(session).await.expect("closed");
        assert!(tag(&mut agent, session, &[]).await.expect("closed or not").tags.is_empty());
    }

    async fn a_session_is_handed_to_a_colleague(database: Database) {
        let server = Server::start(&database);
        let (mut visitor, mut agent, mut rosa) = (server.visitor().await, server.agent().await, server.hire("rosa", 1).await);
        let session = visitor.start_session(0, 0).await.id;
        let to = |id: i64, agent: i64| v1::TransferChatSessionRequest {
            id,
            target: Some(v1::transfer_chat_session_request::Target::AgentId(agent)),
        };
        let refused = agent.agents.transfer_chat_session(to(session, rosa.id)).await.expect_err("she is away");
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::FailedPrecondition, "AGENT_UNAVAILABLE"));
        let refused = agent.agents.transfer_chat_session(v1::TransferChatSessionRequest { id: session, target: None }).await.expect_err("to whom?");
        assert_eq!((refused.code(), field(&refused).as_str()), (Code::InvalidArgument, "agent_id"));
        let team = Some(v1::transfer_chat_session_request::Target::TeamId(999));
        let refused = agent.agents.transfer_chat_session(v1::TransferChatSessionRequest { id: session, target: team }).await.expect_err("no team");
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::NotFound, "TEAM_NOT_FOUND"));
        rosa.set_available(true).await;
        let mut mine = visitor.talk().await;
        mine.subscribe(session, 2).await;
        let mut hers = rosa.subscribe(v1::SubscribeRequest { inbox: true, ..Default::default() }).await.expect("a stream");
        let handed = agent.agents.transfer_chat_session(to(session, rosa.id)).await.expect("handed on").into_inner();
        assert_eq!(handed.chat_session.expect("a session").agent_id, Some(rosa.id));
        let told: Vec<_> = mine.frames.entries(2).await.into_iter().map(|entry| entry.event.and_then(|event| event.event)).collect();
        assert!(matches!(told[..], [Some(Event::Transferred(_)), Some(Event::Assigned(_))]), "{told:?}");
        // It follows by itself, and she goes on where it was.
        hers.find(|frame| matches!(frame, Frame::Subscribed(subscribed) if subscribed.chat_session_id == session).then_some(())).await;
        rosa.send(session, "I take over", "").await.expect("hers now");
        assert_eq!(reason(&agent.send(session, "still there?", "").await.expect_err("no longer theirs")), "SESSION_NOT_FOUND");
        let second = visitor.start_session(0, agent.id).await.id;
        let refused = agent.agents.transfer_chat_session(to(second, rosa.id)).await.expect_err("she has one");
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::FailedPrecondition, "AGENT_AT_CAPACITY"));
        // What has ended does not open again where the site does not want it.
        rosa.close(session).await.expect("closed");
        let refused = rosa.agents.reopen_chat_session(v1::ReopenChatSessionRequest { id: session }).await.expect_err("never, by default");
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::FailedPrecondition, "REOPEN_WINDOW_OVER"));
        assert_eq!(reason(&visitor.send(session, "one more thing", "").await.expect_err("closed")), "SESSION_CLOSED");
    }
}
