//! A visitor and an agent talk.

use supportchat_client::v1::chat_request::Frame as Request;
use supportchat_client::v1::server_frame::Frame;
use supportchat_client::v1::{self, ChatSessionStatus, MessageKind, SessionMark, SetTyping};

use crate::support::Server;
use crate::support::client::text;

crate::stories! {
    async fn what_one_sends_the_other_receives_at_once(database: Database) {
        let server = Server::start(&database);
        let (mut visitor, mut agent) = (server.visitor().await, server.agent().await);
        let session = visitor.start_session(0, 0).await;
        assert_eq!(session.status(), ChatSessionStatus::Active, "an agent is available");
        assert_eq!(session.agent_id, Some(agent.id));

        let mut theirs = agent.talk().await;
        assert_eq!(theirs.subscribe(session.id, 0).await.last_seq, 2);
        let events = theirs.frames.entries(2).await;
        assert!(events.iter().all(|event| event.kind() == MessageKind::Event), "created, assigned");

        let mut mine = visitor.talk().await;
        mine.subscribe(session.id, 2).await;
        let ack = mine.send(session.id, "Where is my order?", "m-1").await.expect("an ack");
        assert_eq!((ack.seq, ack.client_message_id.as_str()), (3, "m-1"));
        let question = theirs.frames.entry().await;
        assert_eq!((question.seq, text(&question), question.id), (3, "Where is my order?", ack.message_id));

        theirs.say(Request::Typing(SetTyping { chat_session_id: session.id, stopped: false, ..Default::default() })).await;
        let typing = mine.frames.find(|frame| if let Frame::Typing(typing) = frame { Some(typing) } else { None }).await;
        assert_eq!(typing.participant.map(|who| who.id), Some(agent.id));
        theirs.send(session.id, "On its way 🚚", "m-1").await.expect("the same id from another sender is another message");
        let answer = mine.frames.entry().await;
        assert_eq!((answer.seq, text(&answer)), (4, "On its way 🚚"));

        mine.say(Request::MarkRead(SessionMark { chat_session_id: session.id, seq: 4 })).await;
        let marks = theirs.frames.find(|frame| if let Frame::Marks(marks) = frame { marks.marks } else { None }).await;
        assert_eq!((marks.delivered_seq, marks.read_seq), (4, 4));

        let closed = agent.chat.close_chat_session(v1::CloseChatSessionRequest { id: session.id }).await.expect("closed").into_inner();
        assert_eq!(closed.chat_session.expect("a session").status(), ChatSessionStatus::Closed);
        let event = mine.frames.entry().await;
        assert_eq!((event.seq, event.kind()), (5, MessageKind::Event));
        let refused = mine.send(session.id, "Thanks!", "m-2").await.expect_err("it is closed");
        assert_eq!(refused.error_info.expect("a reason").reason, "SESSION_CLOSED");
        let again = mine.send(session.id, "Where is my order?", "m-1").await.expect("a retry of what is stored is acknowledged");
        assert_eq!(again.seq, 3);
        let seqs: Vec<i64> = visitor.log(session.id, 0).await.iter().map(|message| message.seq).collect();
        assert_eq!(seqs, [1, 2, 3, 4, 5]);
    }
}
