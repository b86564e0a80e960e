//! Finding a conversation again, and reading what was said before.

use std::collections::BTreeSet;

use supportchat_client::v1;
use tonic::{Code, Status};

use crate::support::client::reason;
use crate::support::{Client, Server};

async fn search(client: &mut Client, query: &str, page_size: i32, page_token: String) -> Result<v1::SearchChatSessionsResponse, Status> {
    let request = v1::SearchChatSessionsRequest { query: query.to_owned(), page_size, page_token };
    Ok(client.agents.search_chat_sessions(request).await?.into_inner())
}

/// All sessions that are found, page by page.
async fn found(client: &mut Client, query: &str) -> Vec<i64> {
    let (mut ids, mut token) = (Vec::new(), String::new());
    loop {
        let page = search(client, query, 2, token).await.expect("a page");
        assert!(page.hits.len() <= 2);
        ids.extend(page.hits.into_iter().map(|hit| hit.chat_session.expect("a session").id));
        token = page.next_page_token;
        if token.is_empty() {
            return ids;
        }
    }
}

/// A user with a session in which this was said.
async fn conversation(server: &Server, name: &str, email: &str, texts: &[&str]) -> i64 {
    let mut key = server.key().await;
    let request = v1::CreateUserRequest { name: name.to_owned(), email: email.to_owned(), ..Default::default() };
    let user = key.admin.create_user(request).await.expect("a user").into_inner().user.expect("a user").id;
    let session = key.start_session(user, 0).await.id;
    for text in texts {
        key.send(session, text, "").await.expect("a message");
    }
    session
}

crate::stories! {
    async fn what_was_said_is_found_in_any_case_and_script(database: Database) {
        let server = Server::start(&database);
        let mut agent = server.agent().await;
        let jörg = conversation(&server, "Jörg ÄRGER", "joerg@example.com", &["Meine Rechnung fehlt", "Wo ist die RECHNUNG 100%?"]).await;
        let layla = conversation(&server, "ليلى", "layla@example.com", &["أين فاتورتي من فضلك"]).await;
        let olga = conversation(&server, "Ольга", "olga@example.com", &["Где мой ЗАКАЗ"]).await;
        let mut other = server.hire("rosa", 5).await;
        for (query, sessions) in [
            ("rechnung", vec![jörg]),
            ("jörg ärger", vec![jörg]),
            ("JOERG@", vec![jörg]),
            ("فاتورتي", vec![layla]),
            ("заказ", vec![olga]),
            ("ольга", vec![olga]),
            ("example.com", vec![olga, layla, jörg, 123]),
            // No character means anything.
            ("%%", vec![]),
            ("0%", vec![jörg]),
            ("__", vec![]),
            ("' OR 1=1 --", vec![]),
        ] {
            assert_eq!(found(&mut agent, query).await, sessions, "{query}");
            assert_eq!(found(&mut other, query).await, Vec::<i64>::new(), "{query} is none of hers");
        }
        let page = search(&mut agent, "rechnung", 0, String::new()).await.expect("a page");
        let hit = page.hits.into_iter().next().expect("a hit");
        assert_eq!(hit.user_name, "Jörg ÄRGER");
        assert_eq!(hit.message.map(|message| message.seq), Some(4), "the newest that has it");
        assert!(page.searched_to.is_some());
        let page = search(&mut agent, "ärger", 0, String::new()).await.expect("a page");
        assert_eq!(page.hits[0].message, None, "only the name has it");
        let note = v1::AddNoteRequest { id: layla, message: "Fragt nach der Rechnung".to_owned(), client_message_id: String::new() };
        agent.agents.add_note(note).await.expect("a note");
        assert_eq!(found(&mut agent, "RECHNUNG").await, [layla, jörg], "agents find their notes");

        let long = "x".repeat(101);
        for (query, page_size, token, at_fault) in
            [("x", 0, "", "query"), ("  x ", 0, "", "query"), (long.as_str(), 0, "", "query"), ("xx", 101, "", "page_size"), ("xx", 0, "made-up", "page_token")]
        {
            let refused = search(&mut agent, query, page_size, token.to_owned()).await.expect_err("no search");
            assert_eq!(refused.code(), Code::InvalidArgument, "{query}");
            assert!(refused.message().len() > 10 && String::from_utf8_lossy(refused.details()).contains(at_fault), "{refused:?}");
        }
        let refused = search(&mut server.visitor().await, "rechnung", 0, String::new()).await.expect_err("not for visitors");
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::PermissionDenied, "ROLE_REQUIRED"));
    }

    async fn a_long_search_goes_on_where_it_was(database: Database) {
        let server = Server::start(&database);
        let mut agent = server.agent().await;
        let old = conversation(&server, "Ada", "", &["the needle"]).await;
        let long = conversation(&server, "Bea", "", &["another needle"]).await;
        let mut talk = server.key().await.talk().await;
        // More text than one call looks through.
        let hay = "hay ".repeat(4000);
        for number in 0..1200 {
            talk.send(long, &hay, &number.to_string()).await.expect("an ack");
        }
        let (mut token, mut pages, mut hits) = (String::new(), 0, BTreeSet::new());
        loop {
            let page = search(&mut agent, "needle", 0, token).await.expect("a page");
            pages += 1;
            hits.extend(page.hits.into_iter().map(|hit| hit.chat_session.expect("a session").id));
            token = page.next_page_token;
            if token.is_empty() {
                break;
            }
        }
        assert_eq!((hits, pages), (BTreeSet::from([old, long]), 2));
    }

    async fn an_agent_reads_what_their_visitor_said_before(database: Database) {
        let server = Server::start(&database);
        server.agent().await.set_available(false).await;
        let (mut visitor, mut rosa, mut emmy) = (server.visitor().await, server.hire("rosa", 5).await, server.hire("emmy", 5).await);
        let earlier = visitor.start_session(0, 0).await.id;
        rosa.accept(earlier).await.expect("a session");
        visitor.send(earlier, "My order is late", "").await.expect("a message");
        visitor.close(earlier).await.expect("closed");
        let list = |user_id: i64| v1::ListChatSessionsRequest { user_id, ..Default::default() };
        let ids = |answer: v1::ListChatSessionsResponse| answer.chat_sessions.into_iter().map(|session| session.id).collect::<Vec<_>>();
        assert_eq!(reason(&emmy.session(earlier).await.expect_err("none of hers")), "SESSION_NOT_FOUND");
        assert!(ids(emmy.chat.list_chat_sessions(list(visitor.id)).await.expect("a list").into_inner()).is_empty());

        let now = visitor.start_session(0, 0).await.id;
        assert_eq!(emmy.session(earlier).await.expect("it waits for anyone").id, earlier);
        emmy.accept(now).await.expect("a session");
        assert_eq!(emmy.log(earlier, 2).await.len(), 2);
        assert_eq!(ids(emmy.chat.list_chat_sessions(list(visitor.id)).await.expect("a list").into_inner()), [now, earlier]);
        assert_eq!(ids(emmy.chat.list_chat_sessions(list(0)).await.expect("a list").into_inner()), [now], "unless asked for, only her own");
        // Reading is all.
        let tags = v1::SetTagsRequest { id: earlier, tags: vec!["mine".to_owned()] };
        assert_eq!(reason(&emmy.agents.set_tags(tags).await.expect_err("reading only")), "SESSION_NOT_FOUND");
        let stream = emmy.chat.subscribe(v1::SubscribeRequest { id: earlier, ..Default::default() }).await;
        assert_eq!(reason(&stream.expect_err("reading only")), "SESSION_NOT_FOUND");
        assert_eq!(reason(&emmy.send(earlier, "hello", "").await.expect_err("reading only")), "SESSION_NOT_FOUND");
        assert_eq!(reason(&emmy.close(earlier).await.expect_err("reading only")), "SESSION_NOT_FOUND");
        // Rosa, who had the earlier one, has no sight of the new one.
        assert_eq!(reason(&rosa.session(now).await.expect_err("emmy's")), "SESSION_NOT_FOUND");
        emmy.close(now).await.expect("closed");
        assert_eq!(reason(&emmy.session(earlier).await.expect_err("it is over")), "SESSION_NOT_FOUND");
    }
}
