//! Who waits for whom: sessions in the queue, agents with room, and the moment when they meet.

use std::collections::HashMap;

use supportchat_client::v1::chat_request::Frame as Request;
use supportchat_client::v1::server_frame::Frame;
use supportchat_client::v1::{self, ChatSessionStatus, SessionAssigned, session_event};
use tokio::task::JoinSet;
use tonic::Code;

use crate::support::client::{reason, seqs, text, text_message};
use crate::support::{Client, Frames, Server, Talk};

/// A server whose only available agents will be those that the story makes available.
async fn unstaffed(database: &crate::support::Database) -> Server {
    let server = Server::start(database);
    server.agent().await.set_available(false).await;
    server
}

async fn watch_inbox(agent: &mut Client) -> Talk {
    let mut talk = agent.talk().await;
    talk.say(Request::SubscribeInbox(v1::SubscribeInbox {})).await;
    talk.frames.find(|frame| matches!(frame, Frame::InboxListed(_)).then_some(())).await;
    talk
}

/// The next change that the inbox shows.
async fn inbox(frames: &mut Frames) -> v1::InboxChanged {
    frames.find(|frame| if let Frame::Inbox(change) = frame { Some(change) } else { None }).await
}

/// The next session that is streamed from here on.
async fn followed(frames: &mut Frames) -> v1::Subscribed {
    frames.find(|frame| if let Frame::Subscribed(subscribed) = frame { Some(subscribed) } else { None }).await
}

fn assigned_to(message: &v1::Message) -> Option<i64> {
    match message.event.as_ref().and_then(|event| event.event.as_ref()) {
        Some(session_event::Event::Assigned(SessionAssigned { agent_id })) => Some(*agent_id),
        _ => None,
    }
}

/// How many active sessions each agent has by the log, and by the agents' own count.
async fn loads(server: &Server) -> HashMap<i64, (i32, i32)> {
    let mut key = server.key().await;
    let agents = key.agents.list_agents(v1::ListAgentsRequest::default()).await.expect("agents").into_inner().agents;
    let request = v1::ListChatSessionsRequest { status: ChatSessionStatus::Active.into(), page_size: 1000, ..Default::default() };
    let sessions = key.chat.list_chat_sessions(request).await.expect("sessions").into_inner().chat_sessions;
    let count = |id| i32::try_from(sessions.iter().filter(|session| session.agent_id == Some(id)).count()).expect("a number");
    agents.into_iter().map(|agent| (agent.id, (count(agent.id), agent.active_sessions))).collect()
}

crate::stories! {
    async fn a_session_that_waits_is_assigned_the_moment_an_agent_becomes_available(database: Database) {
        let server = unstaffed(&database).await;
        let (mut visitor, mut agent) = (server.visitor().await, server.hire("rosa", 5).await);
        let mut theirs = watch_inbox(&mut agent).await;
        let session = visitor.start_session(0, 0).await;
        assert_eq!((session.status(), session.agent_id, session.last_seq), (ChatSessionStatus::Waiting, None, 1));
        let shown = inbox(&mut theirs.frames).await;
        // Since when it waits is told to agents only.
        let mut shown = (shown.chat_session.expect("a session"), shown.removed);
        assert!(shown.0.waiting_since.take().is_some() && session.waiting_since.is_none());
        assert_eq!(shown, (session.clone(), false));

        let mut mine = visitor.talk().await;
        mine.subscribe(session.id, 1).await;
        mine.send(session.id, "Hello?", "").await.expect("one can write while one waits");
        assert_eq!(mine.frames.entry().await.seq, 2);
        agent.set_available(true).await;
        let event = mine.frames.entry().await;
        assert_eq!((event.seq, assigned_to(&event)), (3, Some(agent.id)));

        let shown = inbox(&mut theirs.frames).await.chat_session.expect("a session");
        assert_eq!((shown.id, shown.status(), shown.agent_id), (session.id, ChatSessionStatus::Active, Some(agent.id)));
        // It follows by itself, from its beginning, and goes on.
        let subscribed = followed(&mut theirs.frames).await;
        assert_eq!((subscribed.chat_session_id, subscribed.last_seq, subscribed.request_id.as_str()), (session.id, 3, ""));
        let told = theirs.frames.entries(3).await;
        assert_eq!((seqs(&told), text(&told[1])), (vec![1, 2, 3], "Hello?"));
        mine.send(session.id, "Ah!", "").await.expect("an ack");
        assert_eq!(text(&theirs.frames.entry().await), "Ah!");
    }

    async fn a_new_session_goes_to_the_least_loaded_agent(database: Database) {
        let server = unstaffed(&database).await;
        // A back end may have as many open sessions for a user as it likes.
        let (user, mut visitor) = (server.visitor().await.id, server.key().await);
        let mut agents = HashMap::new();
        for name in ["rosa", "emmy", "lise"] {
            let mut agent = server.hire(name, 10).await;
            agent.set_available(true).await;
            agents.insert(agent.id, agent);
        }
        let mut assigned = HashMap::new();
        for _ in 0..9 {
            let session = visitor.start_session(user, 0).await;
            assigned.insert(session.id, session.agent_id.expect("an agent"));
        }
        let counted = loads(&server).await;
        assert!(agents.keys().all(|id| counted[id] == (3, 3)), "{counted:?}");
        // Whoever has less to do is next, however the others are asked for.
        let (session, agent) = assigned.iter().next().expect("a session");
        agents.get_mut(agent).expect("the agent").close(*session).await.expect("closed");
        assert_eq!(visitor.start_session(user, 0).await.agent_id, Some(*agent));
        // Unless one is named who has room.
        for id in agents.keys() {
            assert_eq!(visitor.start_session(user, *id).await.agent_id, Some(*id));
            assert_eq!(visitor.start_session(user, *id).await.agent_id, Some(*id));
        }
        for agent in agents.values_mut() {
            agent.set_available(false).await;
        }
        assert_eq!(visitor.start_session(user, 0).await.agent_id, None);
    }

    async fn a_rush_fills_every_agent_to_their_capacity_and_no_further(database: Database) {
        let server = unstaffed(&database).await;
        let mut agents = Vec::new();
        for name in ["rosa", "emmy", "lise"] {
            let mut agent = server.hire(name, 3).await;
            agent.set_available(true).await;
            agents.push(agent);
        }
        let mut rush = JoinSet::new();
        for _ in 0..30 {
            let mut visitor = server.visitor().await;
            rush.spawn(async move { (visitor.start_session(0, 0).await, visitor) });
        }
        let mut started = rush.join_all().await;
        started.sort_by_key(|(session, _)| session.id);
        let counted = loads(&server).await;
        assert!(agents.iter().all(|agent| counted[&agent.id] == (3, 3)), "{counted:?}");
        let (active, waiting): (Vec<_>, Vec<_>) = started.into_iter().partition(|(session, _)| session.status() == ChatSessionStatus::Active);
        assert_eq!((active.len(), waiting.len()), (9, 21));
        assert!(waiting.iter().all(|(session, _)| session.agent_id.is_none()));

        // Nine places are freed at the same time, by agents and by visitors: the nine who have waited longest move up.
        let mut closing = JoinSet::new();
        for (number, (session, mut visitor)) in active.into_iter().enumerate() {
            let agent = agents.iter().find(|agent| Some(agent.id) == session.agent_id).expect("one of the three").clone();
            closing.spawn(async move { if number % 2 == 0 { visitor.close(session.id).await } else { agent.clone().close(session.id).await } });
        }
        assert!(closing.join_all().await.iter().all(Result::is_ok));
        let counted = loads(&server).await;
        assert!(agents.iter().all(|agent| counted[&agent.id] == (3, 3)), "{counted:?}");
        for (number, (session, mut visitor)) in waiting.into_iter().enumerate() {
            let session = visitor.session(session.id).await.expect("a session");
            let expected = if number < 9 { ChatSessionStatus::Active } else { ChatSessionStatus::Waiting };
            assert_eq!(session.status(), expected, "number {number} in the queue");
        }
        // More capacity is more room.
        let mut admin = server.admin().await;
        let agent = v1::Agent { id: agents[0].id, capacity: 5, ..Default::default() };
        admin.admin.update_agent(v1::UpdateAgentRequest { agent: Some(agent), update_mask: None }).await.expect("an agent");
        assert_eq!(loads(&server).await[&agents[0].id], (5, 5));
    }

    async fn a_closed_session_makes_room_for_the_oldest_that_waits(database: Database) {
        let server = unstaffed(&database).await;
        let mut agent = server.hire("rosa", 1).await;
        agent.set_available(true).await;
        let mut theirs = watch_inbox(&mut agent).await;
        let mut visitor = server.visitor().await;
        let mut sessions = Vec::new();
        for _ in 0..3 {
            sessions.push(visitor.start_session(0, 0).await.id);
        }
        let mut mine = visitor.talk().await;
        for session in &sessions {
            mine.subscribe(*session, 1).await;
        }
        assert_eq!(followed(&mut theirs.frames).await.chat_session_id, sessions[0]);
        for pair in sessions.windows(2) {
            agent.close(pair[0]).await.expect("closed");
            // The visitor sees the end of one and the beginning of the other, and so does the agent.
            let next = |entry: &v1::Message| entry.chat_session_id == pair[1] && assigned_to(entry) == Some(agent.id);
            mine.frames.find(|frame| matches!(frame, Frame::Entry(entry) if next(&entry)).then_some(())).await;
            let told = followed(&mut theirs.frames).await;
            assert_eq!((told.chat_session_id, told.last_seq), (pair[1], 2));
        }
        // A session that closes while it waits takes no place.
        let waiting = visitor.start_session(0, 0).await.id;
        visitor.close(waiting).await.expect("closed");
        agent.close(sessions[2]).await.expect("closed");
        let counted = loads(&server).await;
        assert_eq!(counted[&agent.id], (0, 0));
    }

    async fn an_agent_accepts_what_waits_and_nothing_else(database: Database) {
        let server = unstaffed(&database).await;
        let mut visitor = server.visitor().await;
        let (mut rosa, mut emmy, mut admin) = (server.hire("rosa", 1).await, server.hire("emmy", 5).await, server.admin().await);
        let session = visitor.start_session(0, 0).await.id;
        let mut mine = visitor.talk().await;
        mine.subscribe(session, 1).await;
        let refused = rosa.send(session, "May I?", "").await.expect_err("not before accepting");
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::PermissionDenied, "NOT_ASSIGNED"));
        let refused = rosa.close(session).await.expect_err("not before accepting");
        assert_eq!(reason(&refused), "NOT_ASSIGNED");

        let accepted = rosa.accept(session).await.expect("unavailable agents may accept too");
        assert_eq!((accepted.status(), accepted.agent_id, accepted.last_seq), (ChatSessionStatus::Active, Some(rosa.id), 2));
        assert_eq!(assigned_to(&mine.frames.entry().await), Some(rosa.id));
        assert_eq!(rosa.accept(session).await.expect("again changes nothing"), accepted);
        let refused = emmy.accept(session).await.expect_err("it is another agent's, and so it is not there");
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::NotFound, "SESSION_NOT_FOUND"));
        let refused = admin.accept(session).await.expect_err("an administrator sees whose it is");
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::FailedPrecondition, "SESSION_TAKEN"));

        let second = visitor.start_session(0, 0).await.id;
        let refused = rosa.accept(second).await.expect_err("one is all that this agent takes");
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::FailedPrecondition, "AGENT_AT_CAPACITY"));
        assert_eq!(visitor.session(second).await.expect("a session").last_seq, 1, "nothing is told of what did not happen");
        rosa.close(session).await.expect("closed");
        let refused = rosa.accept(session).await.expect_err("it has ended");
        assert_eq!(reason(&refused), "SESSION_CLOSED");

        // Many want the same: one gets it.
        let mut wanted = JoinSet::new();
        for mut agent in [rosa.clone(), emmy.clone(), admin.clone()] {
            wanted.spawn(async move { agent.accept(second).await.map(|session| session.agent_id) });
        }
        let won: Vec<_> = wanted.join_all().await.into_iter().filter_map(Result::ok).collect();
        assert_eq!(won, [visitor.session(second).await.expect("a session").agent_id]);
        assert_eq!(visitor.log(second, 0).await.len(), 2);
        let counted = loads(&server).await;
        assert!(counted.values().all(|(listed, counted)| listed == counted), "{counted:?}");
    }

    async fn an_inbox_is_told_in_full_before_it_is_called_listed(database: Database) {
        let server = unstaffed(&database).await;
        let (mut visitor, mut rosa) = (server.visitor().await, server.hire("rosa", 5).await);
        let mut open = Vec::new();
        for _ in 0..3 {
            open.push(visitor.start_session(0, 0).await.id);
        }
        rosa.accept(open[0]).await.expect("a session");
        visitor.close(open[2]).await.expect("a session");
        let mut talk = rosa.talk().await;
        talk.say(Request::SubscribeInbox(v1::SubscribeInbox {})).await;
        let mut named = Vec::new();
        loop {
            match talk.frames.next().await {
                Frame::Inbox(change) => named.extend(change.chat_session.map(|session| session.id)),
                Frame::InboxListed(_) => break,
                Frame::Welcome(_) => {}
                other => panic!("{other:?}"),
            }
        }
        named.sort_unstable();
        assert_eq!(named, open[..2]);
    }

    async fn who_loses_sight_of_a_session_is_told_and_hears_no_more_of_it(database: Database) {
        let server = unstaffed(&database).await;
        let mut visitor = server.visitor().await;
        let (mut rosa, mut emmy) = (server.hire("rosa", 5).await, server.hire("emmy", 5).await);
        let session = visitor.start_session(0, 0).await.id;
        let mut hers = watch_inbox(&mut rosa).await;
        hers.subscribe(session, 0).await;
        assert_eq!(hers.frames.entry().await.seq, 1);
        emmy.accept(session).await.expect("a session");
        let mut told = Vec::new();
        while told.len() < 2 {
            match hers.frames.next().await {
                // A node that compares with the store just then says again who is there.
                Frame::Presence(_) => {}
                frame => told.push(frame),
            }
        }
        let removed = v1::InboxChanged { chat_session: Some(v1::ChatSession { id: session, ..Default::default() }), removed: true };
        assert!(told.contains(&Frame::Inbox(removed)), "{told:?}");
        let unsubscribed = v1::Unsubscribed { chat_session_id: session, request_id: String::new() };
        assert!(told.contains(&Frame::Unsubscribed(unsubscribed)), "{told:?}");
        emmy.send(session, "Between us", "").await.expect("a message");
        hers.say(Request::Ping(v1::Ping {})).await;
        assert!(matches!(hers.frames.next().await, Frame::Pong(_)), "nothing of it comes any more");
    }

    async fn a_slow_agent_misses_nothing_of_the_queue_and_sees_nothing_of_others(database: Database) {
        let server = unstaffed(&database).await;
        let mut visitor = server.visitor().await;
        let (mut rosa, mut emmy) = (server.hire("rosa", 50).await, server.hire("emmy", 50).await);
        let (taken, kept) = (visitor.start_session(0, 0).await.id, visitor.start_session(0, 0).await.id);
        let mut hers = watch_inbox(&mut rosa).await;
        hers.say(Request::Subscribe(v1::SessionCursor { chat_session_id: taken, after_seq: 0 })).await;
        let mut plain = rosa.talk().await;
        plain.say(Request::Subscribe(v1::SessionCursor { chat_session_id: taken, after_seq: 0 })).await;
        // While she reads nothing, more happens than any queue holds, and then one session goes to another agent and two come to her.
        let mut talk = visitor.talk().await;
        for number in 0..1000 {
            let id = talk.say(Request::Send(text_message(taken, &"x".repeat(12 * 1024), &number.to_string()))).await;
            talk.answer(&id).await.expect("an ack");
        }
        let last = emmy.accept(taken).await.expect("a session").last_seq;
        let mine = rosa.accept(kept).await.expect("a session").id;
        rosa.set_available(true).await;
        let new = visitor.start_session(0, 0).await.id;
        for number in 0..300 {
            emmy.send(taken, &format!("between us {number}"), "").await.expect("a message");
        }

        let mut removed = false;
        let mut follow = Vec::new();
        let mut gone = false;
        while !removed || !gone || follow.len() < 2 {
            match hers.frames.next().await {
                Frame::Inbox(change) if change.removed => removed |= change.chat_session.is_some_and(|session| session.id == taken),
                Frame::Subscribed(frame) if frame.chat_session_id != taken => follow.push(frame.chat_session_id),
                Frame::Unsubscribed(frame) => gone |= frame.chat_session_id == taken,
                Frame::Entry(entry) if entry.chat_session_id == taken => assert!(entry.seq < last, "after it was taken: {entry:?}"),
                _ => {}
            }
        }
        follow.sort_unstable();
        assert_eq!(follow, [mine, new], "her own follow by themselves");
        loop {
            match plain.frames.next().await {
                Frame::Unsubscribed(frame) if frame.chat_session_id == taken => break,
                Frame::Entry(entry) => assert!(entry.seq < last, "after it was taken: {entry:?}"),
                Frame::Inbox(change) => panic!("this stream has no inbox: {change:?}"),
                _ => {}
            }
        }
        plain.say(Request::Ping(v1::Ping {})).await;
        assert!(matches!(plain.frames.next().await, Frame::Pong(_)));
    }
}
