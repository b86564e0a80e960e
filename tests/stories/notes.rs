//! What agents say and do among themselves: visitors never see it, and the log has no gap for it.

use reqwest::Method;
use supportchat_client::v1::chat_request::Frame as Request;
use supportchat_client::v1::server_frame::Frame;
use supportchat_client::v1::{self, MessageKind};
use tonic::Code;
use tonic_types::StatusExt as _;

use crate::support::client::{reason, seqs, text};
use crate::support::rest::{Answer, Rest};
use crate::support::{Client, Server};

const SECRET: &str = "she is the owner's sister";

/// What a page of the log is asked for with.
fn page(id: i64, page_size: i32) -> v1::ListMessagesRequest {
    v1::ListMessagesRequest { id, page_size, ..Default::default() }
}

/// All pages of the log, as it is asked for.
async fn pages(client: &mut Client, mut request: v1::ListMessagesRequest) -> Vec<Vec<i64>> {
    let mut pages = Vec::new();
    loop {
        let page = client.chat.list_messages(request.clone()).await.expect("a page").into_inner();
        pages.push(seqs(&page.messages));
        request.page_token = page.next_page_token;
        if request.page_token.is_empty() {
            return pages;
        }
    }
}

/// A key of the role service.
async fn service_key(server: &Server) -> Client {
    let request = v1::CreateApiKeyRequest { name: "back end".to_owned(), role: v1::ApiKeyRole::Service.into(), agent_id: 0 };
    let secret = server.key().await.admin.create_api_key(request).await.expect("a key").into_inner().secret;
    Client::connect(&server.demo.url, &secret).await
}

crate::stories! {
    async fn a_note_never_reaches_a_visitor(database: Database) {
        let server = Server::start(&database);
        let (mut visitor, mut agent, mut admin) = (server.visitor().await, server.agent().await, server.admin().await);
        let mut service = service_key(&server).await;
        let session = visitor.start_session(0, 0).await.id;
        let subscribe = v1::SubscribeRequest { id: session, after_seq: 2, inbox: true, ..Default::default() };
        let mut talk = visitor.talk().await;
        talk.subscribe(session, 2).await;
        let mut outsiders = vec![visitor.subscribe(subscribe.clone()).await.expect("a stream"), talk.frames];
        outsiders.push(service.subscribe(subscribe.clone()).await.expect("a stream"));
        let mut colleague = admin.subscribe(subscribe.clone()).await.expect("a stream");
        let rest = Rest::new(&server.demo.url, &visitor.token);
        let mut events = rest.events(&format!("/chat_sessions/{session}/events?after_seq=2")).await;

        agent.chat.send_typing(v1::SendTypingRequest { id: session, note: true, ..Default::default() }).await.expect("typing");
        agent.agents.send_viewing(v1::SendViewingRequest { id: session, stopped: false }).await.expect("viewing");
        let note = agent.note(session, SECRET, "n").await.expect("a note");
        assert_eq!((note.seq, note.kind(), text(&note)), (3, MessageKind::Note, SECRET));
        agent.send(session, "One moment please.", "m").await.expect("a message");

        // Live, and read again from the store, from the beginning and from just before.
        for after_seq in [0, 2] {
            outsiders.push(visitor.subscribe(v1::SubscribeRequest { after_seq, inbox: false, ..subscribe.clone() }).await.expect("a stream"));
        }
        for (number, frames) in outsiders.iter_mut().enumerate() {
            let mut seen = Vec::new();
            loop {
                let frame = frames.next().await;
                assert!(!format!("{frame:?}").contains(SECRET), "{number}: {frame:?}");
                match frame {
                    Frame::Entry(entry) => {
                        assert_ne!(entry.kind(), MessageKind::Note);
                        seen.push(entry.seq);
                        if entry.seq == 4 {
                            break;
                        }
                    }
                    Frame::Hidden(v1::Hidden { chat_session_id, seq }) => {
                        assert_eq!((chat_session_id, seq), (session, 3));
                        seen.push(seq);
                    }
                    Frame::Typing(_) | Frame::Viewing(_) => panic!("{number}: {frame:?}"),
                    _ => {}
                }
            }
            let first = seen[0];
            assert_eq!(seen, (first..=4).collect::<Vec<_>>(), "no gap for the client to fill");
        }
        let mut hidden = None;
        loop {
            let event = events.next().await;
            assert!(!event.data.to_string().contains(SECRET) && !["typing", "viewing"].contains(&event.name.as_str()), "{event:?}");
            match event.name.as_str() {
                "hidden" => hidden = Some((event.id.clone(), event.data["seq"].as_i64())),
                "entry" if event.seq() == 4 => break,
                _ => {}
            }
        }
        assert_eq!(hidden, Some((Some("3".to_owned()), Some(3))), "its place in the log, to go on from");

        for client in [&mut visitor, &mut service] {
            assert_eq!(seqs(&client.log(session, 0).await), [1, 2, 4]);
        }
        let listed = Answer::of(rest.request(Method::GET, &format!("/chat_sessions/{session}/messages"))).await;
        assert!(!listed.text().contains(SECRET));
        // Colleagues get all of it.
        let mut told = Vec::new();
        let (typing, viewing, entry) = loop {
            match colleague.next().await {
                Frame::Typing(typing) => told.push((typing.note, typing.participant)),
                Frame::Viewing(viewing) => told.push((false, viewing.participant)),
                Frame::Entry(entry) if entry.seq == 3 => break (told[0], told[1], entry),
                _ => {}
            }
        };
        let grace = Some(v1::Participant { r#type: v1::ParticipantType::Agent.into(), id: agent.id });
        assert_eq!((typing, viewing, &entry), ((true, grace), (false, grace), &note));
        assert_eq!(agent.log(session, 2).await[0], note);
    }

    async fn a_note_is_added_once_by_whoever_sees_the_session(database: Database) {
        let server = Server::start(&database);
        let (mut visitor, mut agent, mut admin) = (server.visitor().await, server.agent().await, server.admin().await);
        agent.set_available(false).await;
        let mut rosa = server.hire("rosa", 5).await;
        let session = visitor.start_session(0, 0).await.id;
        // It waits: everyone sees it, and nobody may write to the visitor yet.
        assert_eq!(reason(&rosa.send(session, "Hello", "").await.expect_err("not hers")), "NOT_ASSIGNED");
        let note = rosa.note(session, "Is this about the invoice?", "id").await.expect("a note");
        assert_eq!(rosa.note(session, "Is this about the invoice?", "id").await.expect("the same"), note);
        let refused = rosa.note(session, "Something else", "id").await.expect_err("the id is used");
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::AlreadyExists, "CLIENT_MESSAGE_ID_REUSED"));
        // The same text to the visitor is not the same message.
        agent.accept(session).await.expect("a session");
        agent.note(session, "Mine now", "id").await.expect("another's id");
        assert_eq!(reason(&agent.send(session, "Mine now", "id").await.expect_err("a note has it")), "CLIENT_MESSAGE_ID_REUSED");
        assert_eq!(reason(&rosa.note(session, "And now?", "").await.expect_err("she sees it no more")), "SESSION_NOT_FOUND");
        admin.note(session, "I am watching", "").await.expect("a note");
        agent.close(session).await.expect("a session");
        let last = agent.note(session, "She was happy", "").await.expect("a note in a closed session");
        assert_eq!(reason(&agent.send(session, "Bye", "").await.expect_err("closed")), "SESSION_CLOSED");
        assert_eq!(seqs(&agent.log(session, 0).await), (1..=last.seq).collect::<Vec<_>>(), "one dense log");
        for (text, wanted) in [("", "MESSAGE_EMPTY"), (" \n", "MESSAGE_EMPTY"), (&"x".repeat(16 * 1024 + 1), "MESSAGE_TOO_LONG")] {
            let refused = agent.note(session, text, "").await.expect_err("no note");
            assert_eq!((refused.code(), reason(&refused).as_str()), (Code::InvalidArgument, wanted));
        }
    }

    async fn only_agents_type_notes(database: Database) {
        let server = Server::start(&database);
        let mut agent = server.agent().await;
        let mut visitor = server.visitor().await;
        let session = visitor.start_session(0, 0).await.id;
        let mut watching = agent.talk().await;
        watching.subscribe(session, 2).await;
        for mut client in [visitor.clone(), service_key(&server).await] {
            let typing = v1::SendTypingRequest { id: session, note: true, ..Default::default() };
            let refused = client.chat.send_typing(typing).await.expect_err("no notes");
            let fields = refused.get_details_bad_request().expect("a field").field_violations;
            assert_eq!((refused.code(), fields[0].field.as_str()), (Code::InvalidArgument, "note"));
            let mut talk = client.talk().await;
            let request = talk.say(Request::Typing(v1::SetTyping { chat_session_id: session, note: true, ..Default::default() })).await;
            assert_eq!(talk.refusal(&request).await.code, i32::from(Code::InvalidArgument));
        }
        visitor.chat.send_typing(v1::SendTypingRequest { id: session, ..Default::default() }).await.expect("typing");
        let typing = watching.frames.find(|frame| if let Frame::Typing(typing) = frame { Some(typing) } else { None }).await;
        assert!(!typing.note && typing.participant.is_some_and(|by| by.id == visitor.id), "the first that anybody is told of");
    }

    async fn a_page_is_full_of_what_its_reader_sees_and_goes_both_ways(database: Database) {
        let server = Server::start(&database);
        let (mut visitor, mut agent) = (server.visitor().await, server.agent().await);
        let session = visitor.start_session(0, 0).await.id;
        for number in 3..=14 {
            // 3, 4, 6, 7, 9, 10 … are notes.
            if number % 3 == 2 {
                agent.send(session, "text", "").await.expect("a message");
            } else {
                agent.note(session, "note", "").await.expect("a note");
            }
        }
        let before = |before_seq, page_size| v1::ListMessagesRequest { before_seq, ..page(session, page_size) };
        assert_eq!(pages(&mut visitor, page(session, 2)).await, [vec![1, 2], vec![5, 8], vec![11, 14]]);
        assert_eq!(pages(&mut agent, page(session, 5)).await, [vec![1, 2, 3, 4, 5], vec![6, 7, 8, 9, 10], vec![11, 12, 13, 14]]);
        assert_eq!(pages(&mut visitor, before(15, 2)).await, [vec![11, 14], vec![5, 8], vec![1, 2]]);
        assert_eq!(pages(&mut agent, before(15, 5)).await, [vec![10, 11, 12, 13, 14], vec![5, 6, 7, 8, 9], vec![1, 2, 3, 4]]);
        assert_eq!(pages(&mut agent, before(5, 3)).await, [vec![2, 3, 4], vec![1]]);
        assert_eq!(pages(&mut agent, before(1, 3)).await, [Vec::<i64>::new()]);
        assert_eq!(pages(&mut agent, before(1 << 52, 100)).await, [(1..=14).collect::<Vec<_>>()], "however far beyond the end");

        let both = v1::ListMessagesRequest { after_seq: 1, ..before(5, 3) };
        let refused = agent.chat.list_messages(both).await.expect_err("one direction");
        assert_eq!(refused.get_details_bad_request().expect("a field").field_violations[0].field, "before_seq");
        let token = agent.chat.list_messages(before(15, 2)).await.expect("a page").into_inner().next_page_token;
        let refused = agent.chat.list_messages(v1::ListMessagesRequest { page_token: token, ..page(session, 2) }).await.expect_err("another list");
        assert_eq!(reason(&refused), "INVALID_PAGE_TOKEN");
        let negative = agent.chat.list_messages(before(-1, 2)).await.expect_err("no seq");
        assert_eq!(negative.get_details_bad_request().expect("a field").field_violations[0].field, "before_seq");
    }

    async fn long_texts_page_backwards_too(database: Database) {
        let server = Server::start(&database);
        let (mut visitor, text) = (server.visitor().await, "x".repeat(16 * 1024));
        let session = visitor.start_session(0, 0).await.id;
        let mut talk = visitor.talk().await;
        for _ in 0..100 {
            talk.send(session, &text, "").await.expect("an ack");
        }
        let backwards = pages(&mut visitor, v1::ListMessagesRequest { before_seq: 103, ..page(session, 1000) }).await;
        assert_eq!(backwards.iter().map(Vec::len).collect::<Vec<_>>(), [64, 38], "a page ends at 1 MiB of text");
        assert_eq!(backwards[0], (39..=102).collect::<Vec<_>>());
        assert_eq!(backwards[1], (1..=38).collect::<Vec<_>>());
    }
}
