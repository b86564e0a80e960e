//! AuditService, as programs see it: what is listed, checked, taken out, and erased.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};
use supportchat_client::v1;
use supportchat_client::v1::chat_request::Frame as Request;
use tokio::time::{sleep, timeout};

use crate::support::client::PATIENCE;
use crate::support::rest::Rest;
use crate::support::{Database, Server};

/// The records that a query leaves, as soon as there are so many: they are written a moment after what they tell of.
async fn records(key: &Rest, query: &str, count: usize) -> Vec<Value> {
    let enough = async {
        loop {
            let listed = key.get(&format!("/audit_records?page_size=1000&{query}")).await.expect(200);
            let records = listed["audit_records"].as_array().expect("records").clone();
            if records.len() >= count {
                return records;
            }
            sleep(Duration::from_millis(50)).await;
        }
    };
    timeout(PATIENCE, enough).await.expect("the records in time")
}

async fn say(key: &Rest, text: &str) -> i64 {
    let message = key.post("/messages", &json!({"chat_session_id": 123, "message": text})).await.expect(201);
    message["seq"].as_i64().expect("a seq")
}

/// What verification ends with.
async fn verified(key: &Rest) -> Value {
    let mut events = key.events("/audit_records:verify").await;
    let mut seen = Vec::new();
    while let Some(event) = events.try_next().await {
        seen.push(event);
    }
    assert_eq!(seen.first().map(|event| event.name.as_str()), Some("progress"));
    let result = seen.pop().expect("a result");
    assert_eq!(result.name, "result");
    assert!(seen.iter().all(|event| event.name == "progress"), "nothing is wrong: {seen:?}");
    result.data
}

#[tokio::test]
async fn what_happened_is_listed_the_newest_first() {
    let database = Database::sqlite();
    let server = Server::start(&database);
    let key = Rest::key(&server);
    let before = records(&key, "", 3).await;
    let seq = say(&key, "Grüße 👋").await;
    let of_session = records(&key, "chat_session_id=123", usize::try_from(seq).expect("a seq")).await;
    assert_eq!(of_session.iter().map(|record| record["seq"].as_i64().expect("a seq")).collect::<Vec<_>>(), (1..=seq).rev().collect::<Vec<_>>());

    let newest = &of_session[0];
    assert_eq!((&newest["action"], &newest["actor"], &newest["object"]), (&json!("message.text"), &json!("user:1"), &json!("session:123")));
    assert!(newest["via"].as_str().is_some_and(|via| via.starts_with("key:")), "the key that spoke as the visitor: {newest}");
    assert_eq!((&newest["content_state"], &newest["text"]), (&json!("AUDIT_CONTENT_STATE_TEXT"), &json!("Grüße 👋")));
    assert_eq!((&newest["source"], &newest["details"]), (&json!("127.0.0.1"), &json!("{}")));
    assert!(["commitment", "hash"].iter().all(|name| newest[*name].as_str().is_some_and(|hash| hash.len() == 64)), "{newest}");

    // In pages, and only some.
    let mut token = String::new();
    let mut ids = Vec::new();
    loop {
        let page = key.get(&format!("/audit_records?page_size=2&page_token={token}")).await.expect(200);
        ids.extend(page["audit_records"].as_array().expect("records").iter().map(|record| record["id"].as_i64().expect("an id")));
        token = page["next_page_token"].as_str().expect("a token").to_owned();
        if token.is_empty() {
            break;
        }
    }
    assert!(ids.len() > before.len());
    assert_eq!(ids, (1..=ids[0]).rev().collect::<Vec<_>>(), "all of them, without a gap");
    let actions =
        |records: Vec<Value>| records.iter().map(|record| record["action"].as_str().unwrap_or_default().to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(actions(records(&key, "action=message.", 1).await), BTreeSet::from(["message.text".to_owned()]));
    assert!(actions(records(&key, "action=session.", 2).await).iter().all(|action| action.starts_with("session.")));
    assert!(records(&key, "actor=user:1", 1).await.iter().all(|record| record["actor"] == "user:1"));
    assert_eq!(records(&key, "actor=user:2", 0).await, Vec::<Value>::new());
    let time = newest["recorded_at"].as_str().expect("a time");
    assert!(records(&key, &format!("from_time={time}"), 1).await.contains(newest));
    assert!(!records(&key, &format!("until_time={time}"), 1).await.contains(newest));
    assert_eq!(records(&key, "until_time=0001-01-01T00:00:00Z", 0).await, Vec::<Value>::new());

    for (query, field) in [
        ("actor=agent", "actor"),
        ("actor=agent:02", "actor"),
        ("action=Message%20", "action"),
        ("chat_session_id=-1", "chat_session_id"),
        ("page_size=1001", "page_size"),
        ("page_token=x", "page_token"),
        ("from_time=yesterday", "from_time"),
    ] {
        assert_eq!(key.get(&format!("/audit_records?{query}")).await.refusal().fields, [field], "{query}");
    }
    let status = key.get("/audit_status").await.expect(200);
    assert!(status["last_id"].as_i64() >= Some(ids[0]) && status["signed_id"].as_i64() <= status["last_id"].as_i64(), "{status}");
}

#[tokio::test]
async fn the_log_is_taken_out_as_lines_of_json_and_that_is_recorded() {
    let database = Database::sqlite();
    let server = Server::start(&database);
    let key = Rest::key(&server);
    let seq = usize::try_from(say(&key, "Hello").await).expect("a seq");
    let listed = records(&key, "chat_session_id=123", seq).await;
    let file = key.get("/audit_records:export?chat_session_id=123").await;
    assert_eq!((file.status, file.header("content-type")), (200, "application/x-ndjson"));
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"audit-123.jsonl\"");
    assert_eq!((file.header("cache-control"), file.header("x-content-type-options")), ("no-store", "nosniff"));
    let lines: Vec<Value> = file.text().lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    let hashes = |records: &[Value]| records.iter().map(|record| record["hash"].clone()).collect::<Vec<_>>();
    assert_eq!(hashes(&lines), hashes(&listed.iter().rev().cloned().collect::<Vec<_>>()), "the same records, the oldest first");
    assert_eq!(lines.last().map(|line| &line["content"]), Some(&json!({"state": "text", "text": "Hello"})));
    assert!(lines.iter().all(|line| line["salt"].as_str().is_some_and(|salt| salt.len() == 32)), "whoever has the salt can check the commitment");

    let nothing = key.get("/audit_records:export?actor=nobody&chat_session_id=7").await;
    assert_eq!((nothing.status, nothing.header("content-type"), nothing.text()), (200, "application/x-ndjson", String::new()));
    let exported = records(&key, "action=audit.exported", 2).await;
    assert_eq!(exported[1]["details"], json!({"chat_session_id": 123}).to_string());
    assert!(exported.iter().all(|record| record["actor"].as_str().is_some_and(|actor| actor.starts_with("key:"))), "{exported:?}");
    assert_eq!(key.get("/audit_records:export?actor=me").await.refusal().fields, ["actor"]);
}

#[tokio::test]
async fn who_is_refused_is_recorded_on_every_face() {
    let database = Database::sqlite();
    let server = Server::start(&database);
    let key = Rest::key(&server);
    assert_eq!(key.with("made up").get("/users/1").await.refusal().reason, "INVALID_TOKEN");
    assert_eq!(key.with(&server.agent().await.token).get("/users/1").await.refusal().reason, "ROLE_REQUIRED");
    let mut visitor = server.visitor().await;
    let mut talk = visitor.talk().await;
    let request_id = talk.say(Request::Subscribe(v1::SessionCursor { chat_session_id: 123, after_seq: 0 })).await;
    talk.refusal(&request_id).await;
    let refused = records(&key, "action=access.", 3).await;
    let mut found = BTreeSet::new();
    for record in &refused {
        let details: Value = serde_json::from_str(record["details"].as_str().expect("details")).expect("JSON");
        found.insert(format!("{} {} {}", record["actor"].as_str().expect("who"), details["rpc"].as_str().expect("what"), details["reason"]));
    }
    let visitor = format!("user:{} /supportchat.v1.ChatService/Chat \"SESSION_NOT_FOUND\"", visitor.id);
    let get_user =
        ["nobody /supportchat.v1.AdminService/GetUser \"INVALID_TOKEN\"", "agent:2 /supportchat.v1.AdminService/GetUser \"ROLE_REQUIRED\""];
    assert_eq!((refused.len(), found), (3, BTreeSet::from([get_user[0].to_owned(), get_user[1].to_owned(), visitor])));
}

#[tokio::test]
async fn a_user_is_erased_and_the_log_stays_whole() {
    let database = Database::sqlite();
    let server = Server::start(&database);
    let key = Rest::key(&server);
    let visitor = server.visitor().await;
    let seq = say(&key, "My address is 12 Kiln Lane").await;
    let before = records(&key, "chat_session_id=123", usize::try_from(seq).expect("a seq")).await;
    let result = verified(&key).await;
    assert_eq!((&result["findings"], result["records"].as_i64() >= Some(seq)), (&json!(0), true), "{result}");

    let erased = key.post("/users/1:erase", &json!({})).await.expect(200);
    assert_eq!((&erased["chat_sessions"], &erased["user"]["id"]), (&json!(1), &json!(1)));
    assert_eq!((&erased["user"]["name"], &erased["user"]["email"], &erased["user"]["external_id"]), (&json!("Visitor"), &json!(""), &json!("")));
    assert!(erased["user"]["erased_at"].is_string());
    assert_eq!(key.get("/users/1").await.expect(200), erased["user"]);
    assert_eq!(key.get("/chat_sessions/123").await.expect(200)["status"], "CHAT_SESSION_STATUS_CLOSED");
    let messages = key.get("/chat_sessions/123/messages").await.expect(200);
    let said = &messages["messages"][usize::try_from(seq - 1).expect("a place")];
    assert_eq!(
        (&said["seq"], &said["erased"], &said["message"], &said["kind"]),
        (&json!(seq), &json!(true), &json!(""), &json!("MESSAGE_KIND_TEXT"))
    );
    assert_eq!(messages["messages"][0]["erased"], false, "that there was a chat is no secret");

    let after = records(&key, "chat_session_id=123", before.len() + 1).await;
    let kept = &after[after.len() - before.len()..];
    for (before, after) in before.iter().zip(kept) {
        assert_eq!((&before["commitment"], &before["hash"]), (&after["commitment"], &after["hash"]));
        assert_eq!((&after["content_state"], &after["source"]), (&json!("AUDIT_CONTENT_STATE_ERASED"), &json!("")));
        assert!(after.get("text").is_none(), "{after}");
    }
    let deed = &records(&key, "action=user.", 1).await[0];
    assert_eq!((&deed["action"], &deed["object"]), (&json!("user.erased"), &json!("user:1")));
    assert!(!key.get("/audit_records:export").await.text().contains("Kiln Lane"));
    assert_eq!(verified(&key).await["findings"], 0);
    records(&key, "action=audit.verified", 2).await;

    // Again is no harm, and nobody else is touched.
    assert_eq!(key.post("/users/1:erase", &json!({})).await.expect(200)["user"], erased["user"]);
    assert!(key.get(&format!("/users/{}", visitor.id)).await.expect(200).get("erased_at").is_none());
    assert_eq!(key.post("/users/4000000000:erase", &json!({})).await.refusal().reason, "USER_NOT_FOUND");
}
