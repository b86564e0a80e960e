//! Texts that agents have ready.

use reqwest::Method;
use serde_json::json;

use crate::support::Server;
use crate::support::rest::{Answer, Rest};

crate::stories! {
    async fn an_administrator_writes_them_and_agents_read_them(database: Database) {
        let server = Server::start(&database);
        let (key, agent) = (Rest::key(&server), server.agent().await);
        let agent = Rest::new(&server.demo.url, &agent.token);
        let before = agent.get("/canned_replies").await.expect(200)["canned_replies"].as_array().expect("a list").len();
        assert_eq!(before, 3, "the demo has some");
        let reply = key.post("/canned_replies", &json!({"shortcut": "bye-2", "message": "Bye {{visitor}}!"})).await.expect(201);
        assert_eq!((&reply["shortcut"], &reply["message"]), (&json!("bye-2"), &json!("Bye {{visitor}}!")));
        let path = format!("/canned_replies/{}", reply["id"]);
        let changed = key.patch(&path, &json!({"message": "Good bye!"})).await.expect(200);
        assert_eq!(changed, json!({"id": reply["id"], "shortcut": "bye-2", "message": "Good bye!"}));
        let first = agent.get("/canned_replies?page_size=3").await.expect(200);
        let next = agent.get(&format!("/canned_replies?page_token={}", first["next_page_token"].as_str().expect("a token"))).await.expect(200);
        assert_eq!(next, json!({"canned_replies": [changed], "next_page_token": ""}));
        assert_eq!(Answer::of(key.request(Method::DELETE, &path)).await.expect(200), json!({}));
        assert_eq!(Answer::of(key.request(Method::DELETE, &path)).await.refusal().reason, "CANNED_REPLY_NOT_FOUND");
        assert_eq!(agent.get("/canned_replies").await.expect(200)["canned_replies"].as_array().map(Vec::len), Some(before));
    }

    async fn what_cannot_be_one_is_refused(database: Database) {
        let server = Server::start(&database);
        let key = Rest::key(&server);
        for (shortcut, message, reason, field) in [
            ("", "Hello", "FIELD_REQUIRED", "canned_reply.shortcut"),
            ("Hello", "Hello", "INVALID_CHARACTER", "canned_reply.shortcut"),
            ("h ello", "Hello", "INVALID_CHARACTER", "canned_reply.shortcut"),
            ("hällo", "Hello", "INVALID_CHARACTER", "canned_reply.shortcut"),
            (&"x".repeat(33), "Hello", "VALUE_TOO_LONG", "canned_reply.shortcut"),
            ("new", "", "MESSAGE_EMPTY", "canned_reply.message"),
            ("new", " \n", "MESSAGE_EMPTY", "canned_reply.message"),
            ("new", &"x".repeat(16 * 1024 + 1), "MESSAGE_TOO_LONG", "canned_reply.message"),
        ] {
            let refused = key.post("/canned_replies", &json!({"shortcut": shortcut, "message": message})).await.refusal();
            assert_eq!((refused.code, refused.reason.as_str(), refused.fields.as_slice()), (400, reason, [field.to_owned()].as_slice()));
        }
        let taken = key.post("/canned_replies", &json!({"shortcut": "hello", "message": "Hello"})).await.refusal();
        assert_eq!((taken.code, taken.reason.as_str()), (409, "SHORTCUT_TAKEN"));
    }
}
