//! REST: what is refused and how it is said, and what a program can rely on.

use base64::Engine as _;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::rest::{Answer, Refusal, Rest};
use crate::support::wire::Wire;
use crate::support::{Database, Server};

/// A server and its callers.
fn service() -> (Database, Server, Rest) {
    let database = Database::sqlite();
    let server = Server::start(&database);
    let key = Rest::key(&server);
    (database, server, key)
}

/// Everything that a refused request could have changed.
async fn state(key: &Rest) -> Vec<Value> {
    let mut state = Vec::new();
    for path in ["/chat_sessions?page_size=1000", "/users?page_size=1000", "/agents?page_size=1000", "/api_keys?page_size=1000"] {
        state.push(key.get(path).await.expect(200));
    }
    for path in ["/chat_sessions/123/messages?page_size=1000"] {
        state.push(key.get(path).await.expect(200));
    }
    state
}

/// A visitor of their own, as REST speaks of them: the caller, their user's id, and a session of theirs.
async fn visitor(key: &Rest) -> (Rest, Value, Value) {
    let token = key.with("").post("/visitor_tokens", &json!({"site": "default"})).await.expect(201);
    let visitor = key.with(token["token"]["token"].as_str().expect("a token"));
    let session = visitor.post("/chat_sessions", &json!({})).await.expect(201);
    (visitor, token["user"]["id"].clone(), session["id"].clone())
}

fn short(refusal: &Refusal) -> (u16, &str, &str, Option<&str>) {
    (refusal.code, &refusal.status, &refusal.reason, refusal.fields.first().map(String::as_str))
}

const INVALID: &str = "INVALID_ARGUMENT";

#[tokio::test]
async fn a_bad_body_is_refused_with_the_name_of_its_field() {
    let (_database, _server, key) = service();
    let before = state(&key).await;
    let long = |length: usize| format!(r#"{{"chat_session_id": 123, "message": "{}"}}"#, "x".repeat(length));
    let cases: Vec<(Vec<u8>, &str, Option<&str>)> = vec![
        (r#"{"chat_session_id": 123, "message": "x", "colour": "red"}"#.into(), "UNKNOWN_FIELD", Some("colour")),
        (r#"{"chatSessionId": 123, "message": "x"}"#.into(), "UNKNOWN_FIELD", Some("chatSessionId")),
        (r#"{"chat_session_id": 123, "encrypted": {"key": "k"}}"#.into(), "UNKNOWN_FIELD", Some("encrypted.key")),
        (r#"{"chat_session_id": "123", "message": "x"}"#.into(), "WRONG_TYPE", Some("chat_session_id")),
        (r#"{"chat_session_id": 123.0, "message": "x"}"#.into(), "WRONG_TYPE", Some("chat_session_id")),
        (r#"{"chat_session_id": true, "message": "x"}"#.into(), "WRONG_TYPE", Some("chat_session_id")),
        (r#"{"chat_session_id": [123], "message": "x"}"#.into(), "WRONG_TYPE", Some("chat_session_id")),
        (r#"{"chat_session_id": null, "message": "x"}"#.into(), "WRONG_TYPE", Some("chat_session_id")),
        (r#"{"chat_session_id": 123, "message": 5}"#.into(), "WRONG_TYPE", Some("message")),
        (r#"{"chat_session_id": 123, "message": {"text": "x"}}"#.into(), "WRONG_TYPE", Some("message")),
        (r#"{"chat_session_id": 123, "message": null}"#.into(), "WRONG_TYPE", Some("message")),
        (r#"{"chat_session_id": 123, "encrypted": "x"}"#.into(), "WRONG_TYPE", Some("encrypted")),
        (r#"{"chat_session_id": 123, "encrypted": {"ciphertext": "?", "key_id": "k"}}"#.into(), "WRONG_FORMAT", Some("encrypted.ciphertext")),
        (r#"{"chat_session_id": 123, "chat_session_id": 123, "message": "x"}"#.into(), "REPEATED_FIELD", Some("chat_session_id")),
        (
            r#"{"chat_session_id": 123, "message": "x", "encrypted": {"ciphertext": "eA==", "key_id": "k"}}"#.into(),
            "FIELDS_EXCLUDE_EACH_OTHER",
            Some("encrypted"),
        ),
        (r#"{"chat_session_id": 99999999999999999999, "message": "x"}"#.into(), "OUT_OF_RANGE", Some("chat_session_id")),
        (r#"{"chat_session_id": 9007199254740992, "message": "x"}"#.into(), "OUT_OF_RANGE", Some("chat_session_id")),
        (r#"{"chat_session_id": -1, "message": "x"}"#.into(), "OUT_OF_RANGE", Some("chat_session_id")),
        (r#"{"chat_session_id": 0, "message": "x"}"#.into(), "FIELD_REQUIRED", Some("chat_session_id")),
        (r#"{"message": "x"}"#.into(), "FIELD_REQUIRED", Some("chat_session_id")),
        (r#"{"chat_session_id": 123}"#.into(), "FIELD_REQUIRED", Some("message")),
        (r#"{"chat_session_id": 123, "message": ""}"#.into(), "MESSAGE_EMPTY", Some("message")),
        ("{\"chat_session_id\": 123, \"message\": \" \\n\u{a0}\"}".into(), "MESSAGE_EMPTY", Some("message")),
        (long(17 * 1024).into(), "MESSAGE_TOO_LONG", Some("message")),
        (long(16 * 1024 + 1).into(), "MESSAGE_TOO_LONG", Some("message")),
        (long(1024 * 1024).into(), "MESSAGE_TOO_LONG", Some("message")),
        (r#"{"chat_session_id": 123, "message": "x""#.into(), "MALFORMED_JSON", None),
        (r#"{"chat_session_id": 123, "message": "x"} and more"#.into(), "MALFORMED_JSON", None),
        (r#"{"chat_session_id": 123, "message": "x"}{}"#.into(), "MALFORMED_JSON", None),
        ("chat_session_id=123&message=x".into(), "MALFORMED_JSON", None),
        (b"{\"chat_session_id\": 123, \"message\": \"\xff\"}".to_vec(), "MALFORMED_JSON", Some("message")),
        (r#"{"chat_session_id": 123, "message": "\ud800"}"#.into(), "MALFORMED_JSON", Some("message")),
        (r#"[{"chat_session_id": 123, "message": "x"}]"#.into(), "WRONG_TYPE", None),
        ("null".into(), "WRONG_TYPE", None),
        ("5".into(), "WRONG_TYPE", None),
    ];
    for (body, reason, field) in cases {
        let shown: String = String::from_utf8_lossy(&body).chars().take(80).collect();
        let refusal = key.post_text("/messages", body).await.refusal();
        assert_eq!(short(&refusal), (400, INVALID, reason, field), "{shown}: {}", refusal.message);
    }
    let camel = key.post_text("/messages", r#"{"chatSessionId": 123, "message": "x"}"#).await.refusal();
    assert!(camel.message.contains("chat_session_id"), "the right name is told: {}", camel.message);
    let nothing = key.post_text("/messages", "").await.refusal();
    assert_eq!(short(&nothing), (400, INVALID, "FIELD_REQUIRED", Some("chat_session_id")));
    let long_id = json!({"chat_session_id": 123, "message": "x", "client_message_id": "x".repeat(65)});
    assert_eq!(key.post("/messages", &long_id).await.refusal().fields, ["client_message_id"]);
    assert_eq!(state(&key).await, before, "nothing was stored");

    let longest = key.post_text("/messages", long(16 * 1024)).await.expect(201);
    assert_eq!(longest["message"].as_str().map(str::len), Some(16 * 1024), "16 KiB are allowed");
}

#[tokio::test]
async fn a_body_that_is_too_long_or_no_json_is_refused_as_that() {
    let (_database, _server, key) = service();
    let before = state(&key).await;
    let body = format!(r#"{{"chat_session_id": 123, "message": "{}"}}"#, "x".repeat(3 * 1024 * 1024));
    let refusal = key.post_text("/messages", body.clone()).await.refusal();
    assert_eq!(short(&refusal), (413, INVALID, "BODY_TOO_LARGE", None));
    // Without a length in front it is read as far as the limit.
    let mut chunks: Vec<std::io::Result<Vec<u8>>> = Vec::new();
    chunks.extend(body.as_bytes().chunks(64 * 1024).map(|chunk| Ok(chunk.to_vec())));
    let chunked = reqwest::Body::wrap_stream(tokio_stream::iter(chunks));
    let refusal = key.post_text("/messages", chunked).await.refusal();
    assert_eq!(short(&refusal), (413, INVALID, "BODY_TOO_LARGE", None));

    let small = r#"{"chat_session_id": 123, "message": "x"}"#;
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json; charset=latin1", "json"] {
        let request = key.request(Method::POST, "/messages").header("content-type", kind).body(small);
        assert_eq!(short(&Answer::of(request).await.refusal()), (415, INVALID, "UNSUPPORTED_MEDIA_TYPE", None), "{kind}");
    }
    assert_eq!(state(&key).await, before, "nothing was stored");
    for kind in ["application/json", "application/json; charset=utf-8", "Application/JSON;charset=\"UTF-8\""] {
        let request = key.request(Method::POST, "/messages").header("content-type", kind).body(small);
        assert_eq!(Answer::of(request).await.status, 201, "{kind}");
    }
}

#[tokio::test]
async fn ids_and_parameters_are_read_strictly() {
    let (_database, _server, key) = service();
    for (path, reason, field) in [
        ("/chat_sessions/abc", "WRONG_TYPE", "id"),
        ("/chat_sessions/12x", "WRONG_TYPE", "id"),
        ("/chat_sessions/1.5", "WRONG_TYPE", "id"),
        ("/chat_sessions/+123", "WRONG_TYPE", "id"),
        ("/chat_sessions/0123", "WRONG_TYPE", "id"),
        ("/chat_sessions/%20123", "WRONG_TYPE", "id"),
        ("/chat_sessions/%ff", "WRONG_FORMAT", "id"),
        ("/chat_sessions/0", "FIELD_REQUIRED", "id"),
        ("/chat_sessions/-1", "OUT_OF_RANGE", "id"),
        ("/chat_sessions/9007199254740992", "OUT_OF_RANGE", "id"),
        ("/chat_sessions/99999999999999999999999", "OUT_OF_RANGE", "id"),
        ("/chat_sessions?colour=red", "UNKNOWN_PARAMETER", "colour"),
        ("/chat_sessions?pageSize=5", "UNKNOWN_PARAMETER", "pageSize"),
        ("/chat_sessions/123?access_token=x", "UNKNOWN_PARAMETER", "access_token"),
        ("/chat_sessions?page_size=5&page_size=6", "REPEATED_PARAMETER", "page_size"),
        ("/chat_sessions?page_size=five", "WRONG_TYPE", "page_size"),
        ("/chat_sessions?page_size=-1", "OUT_OF_RANGE", "page_size"),
        ("/chat_sessions?page_size=1001", "OUT_OF_RANGE", "page_size"),
        ("/chat_sessions?page_size=3000000000", "OUT_OF_RANGE", "page_size"),
        ("/chat_sessions?status=OPEN", "UNKNOWN_VALUE", "status"),
        ("/chat_sessions/123/messages?after_seq=-1", "OUT_OF_RANGE", "after_seq"),
        ("/chat_sessions/123/messages?after_seq=9223372036854775807", "OUT_OF_RANGE", "after_seq"),
        ("/chat_sessions?page_token=nonsense", "INVALID_PAGE_TOKEN", "page_token"),
    ] {
        let refusal = key.get(path).await.refusal();
        assert_eq!(short(&refusal), (400, INVALID, reason, Some(field)), "{path}: {}", refusal.message);
    }
    let before = state(&key).await;
    let unknown = key.post("/messages?message=x", &json!({"chat_session_id": 123, "message": "x"})).await.refusal();
    assert_eq!(short(&unknown), (400, INVALID, "UNKNOWN_PARAMETER", Some("message")), "a body is a body");
    let other = key.post("/chat_sessions/123:close", &json!({"id": 124})).await.refusal();
    assert_eq!(short(&other), (400, INVALID, "PATH_MISMATCH", Some("id")));
    assert_eq!(state(&key).await, before, "nothing was stored");
    assert_eq!(key.get("/chat_sessions/%31%32%33").await.expect(200)["id"], 123, "an escaped digit is a digit");
}

#[tokio::test]
async fn paths_and_methods_that_are_not_there_say_so() {
    let (_database, _server, key) = service();
    for path in ["/nothing", "/chat_sessions/", "/chat_sessions/123/", "/chat_sessions/123/nothing", "/chat_sessions/123:nothing", "/v1/messages"] {
        assert_eq!(short(&key.get(path).await.refusal()), (404, "NOT_FOUND", "PATH_NOT_FOUND", None), "{path}");
    }
    for (method, path, allow) in [
        (Method::DELETE, "/messages", "POST"),
        (Method::GET, "/messages", "POST"),
        (Method::PUT, "/chat_sessions/123", "GET, HEAD"),
        (Method::POST, "/chat_sessions/123/messages", "GET, HEAD"),
        (Method::GET, "/chat_sessions/123:close", "POST"),
    ] {
        let answer = Answer::of(key.request(method.clone(), path)).await;
        assert_eq!((answer.status, answer.header("allow")), (405, allow), "{method} {path}");
        assert_eq!(answer.refusal().reason, "METHOD_NOT_ALLOWED");
    }
    let both = Answer::of(key.request(Method::DELETE, "/chat_sessions")).await;
    let mut allow: Vec<&str> = both.header("allow").split(", ").collect();
    allow.sort_unstable();
    assert_eq!((both.status, allow), (405, vec!["GET", "HEAD", "POST"]));

    let get = key.get("/chat_sessions/123").await;
    let head = Answer::of(key.request(Method::HEAD, "/chat_sessions/123")).await;
    assert_eq!((head.status, head.header("content-type")), (200, "application/json"));
    assert_eq!(head.header("content-length"), get.body.len().to_string(), "HEAD says how long GET would be");
    assert!(head.body.is_empty());
    let missing = Answer::of(key.request(Method::HEAD, "/chat_sessions/99")).await;
    assert_eq!((missing.status, missing.body.len()), (404, 0));
}

#[tokio::test]
async fn no_credential_a_bad_one_and_too_weak_a_one_are_told_apart() {
    let (_database, server, key) = service();
    let before = state(&key).await;
    let hello = json!({"chat_session_id": 123, "message": "x"});
    let answer = key.with("").post("/messages", &hello).await;
    assert_eq!(short(&answer.refusal()), (401, "UNAUTHENTICATED", "CREDENTIAL_MISSING", None));
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    let answer = key.with("sck_wrong").post("/messages", &hello).await;
    assert_eq!(short(&answer.refusal()), (401, "UNAUTHENTICATED", "INVALID_TOKEN", None));
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    for header in [format!("Basic {}", server.demo.api_key), server.demo.api_key.clone(), "Bearer".to_owned(), String::new()] {
        let request = key.with("").request(Method::POST, "/messages").header("authorization", &header).json(&hello);
        assert_eq!(short(&Answer::of(request).await.refusal()), (401, "UNAUTHENTICATED", "INVALID_TOKEN", None), "{header:?}");
    }
    let lower = key.with("").request(Method::GET, "/chat_sessions/123").header("authorization", format!("bearer {}", server.demo.api_key));
    assert_eq!(Answer::of(lower).await.status, 200, "a scheme has no case");
    // A credential in the address would be in every log on the way.
    let query = key.with("").get(&format!("/chat_sessions/123?authorization=Bearer%20{}", server.demo.api_key)).await;
    assert_eq!(query.refusal().reason, "CREDENTIAL_MISSING");
    // A bad credential is not ignored where none is needed.
    let public = key.with("sck_wrong").post("/visitor_tokens", &json!({"site": "default"})).await.refusal();
    assert_eq!(public.reason, "INVALID_TOKEN");
    assert_eq!(state(&key).await, before, "nothing was stored");

    let (visitor, ..) = visitor(&key).await;
    for (method, path, body) in [
        (Method::GET, "/users", None),
        (Method::POST, "/api_keys", Some(json!({"name": "mine", "role": "API_KEY_ROLE_ADMIN"}))),
        (Method::POST, "/agents", Some(json!({"name": "Me"}))),
        (Method::POST, "/agents/2:set_password", Some(json!({"password": "correct horse battery"}))),
        (Method::PATCH, "/users/1", Some(json!({"name": "Me"}))),
        (Method::POST, "/agents/2:set_availability", Some(json!({"availability_status": "AVAILABILITY_STATUS_UNAVAILABLE"}))),
    ] {
        let request = visitor.request(method.clone(), path);
        let answer = Answer::of(if let Some(body) = body { request.json(&body) } else { request }).await;
        assert_eq!(short(&answer.refusal()), (403, "PERMISSION_DENIED", "ROLE_REQUIRED", None), "{method} {path}");
    }
}

#[tokio::test]
async fn what_is_not_yours_is_not_there() {
    let (_database, _server, key) = service();
    let (mine, my_id, my_session) = visitor(&key).await;
    let (theirs, ..) = visitor(&key).await;
    let missing = 4_000_000;
    for (method, path, body) in [
        (Method::GET, "/chat_sessions/ID", None),
        (Method::GET, "/chat_sessions/ID/messages", None),
        (Method::GET, "/chat_sessions/ID/events", None),
        (Method::POST, "/chat_sessions/ID:close", Some(json!({}))),
        (Method::POST, "/chat_sessions/ID:typing", Some(json!({}))),
        (Method::POST, "/chat_sessions/ID:mark_read", Some(json!({"seq": 1}))),
        (Method::POST, "/messages", Some(json!({"chat_session_id": "ID", "message": "x"}))),
    ] {
        let mut answers = Vec::new();
        for id in [my_session.clone(), json!(missing)] {
            let body = body.clone().map(|mut body| {
                if body["chat_session_id"] == "ID" {
                    body["chat_session_id"] = id.clone();
                }
                body
            });
            let request = theirs.request(method.clone(), &path.replace("ID", &id.to_string()));
            let answer = Answer::of(if let Some(body) = body { request.json(&body) } else { request }).await;
            assert_eq!(short(&answer.refusal()), (404, "NOT_FOUND", "SESSION_NOT_FOUND", None), "{method} {path}");
            answers.push(answer.text().replace(&id.to_string(), "ID"));
        }
        assert_eq!(answers[0], answers[1], "{method} {path}");
    }
    assert_eq!(mine.get(&format!("/chat_sessions/{my_session}/messages")).await.expect(200)["messages"].as_array().map(Vec::len), Some(2));
    let sessions = theirs.get("/chat_sessions").await.expect(200);
    assert!(sessions["chat_sessions"].as_array().is_some_and(|all| all.iter().all(|session| session["user_id"] != my_id)), "{sessions}");
}

#[tokio::test]
async fn a_closed_session_takes_nothing_and_a_retry_is_the_first_answer() {
    let (_database, _server, key) = service();
    let message = json!({"chat_session_id": 123, "message": "Hello!", "client_message_id": "m-1"});
    let first = key.post("/messages", &message).await;
    let again = key.post("/messages", &message).await;
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.text(), again.text(), "a recognised retry");
    let other = key.post("/messages", &json!({"chat_session_id": 123, "message": "Hallo!", "client_message_id": "m-1"})).await.refusal();
    assert_eq!(short(&other), (409, "ALREADY_EXISTS", "CLIENT_MESSAGE_ID_REUSED", None));

    let session = json!({"user_id": 1, "client_session_id": "s-1"});
    let (first, again) = (key.post("/chat_sessions", &session).await, key.post("/chat_sessions", &session).await);
    assert_eq!((first.status, again.status, first.text()), (201, 201, again.text()));
    let email = json!({"name": "Grace", "email": "AGENT@example.com"});
    assert_eq!(short(&key.post("/agents", &email).await.refusal()), (409, "ALREADY_EXISTS", "EMAIL_TAKEN", None));

    let closed = key.post("/chat_sessions/123:close", &json!({})).await.expect(200);
    assert_eq!(closed["status"], "CHAT_SESSION_STATUS_CLOSED");
    let before = state(&key).await;
    let late = key.post("/messages", &json!({"chat_session_id": 123, "message": "x"})).await.refusal();
    assert_eq!(short(&late), (400, "FAILED_PRECONDITION", "SESSION_CLOSED", None));
    assert_eq!(key.post("/chat_sessions/123:close", &json!({})).await.refusal().reason, "SESSION_CLOSED");
    assert_eq!(key.post("/messages", &message).await.status, 201, "a retry of what is stored is answered");
    assert_eq!(state(&key).await, before, "nothing was stored");
}

#[tokio::test]
async fn pages_hold_everything_once() {
    let (_database, _server, key) = service();
    for number in 3..=120 {
        let message = key.post("/messages", &json!({"chat_session_id": 123, "message": format!("Message {number}")})).await.expect(201);
        assert_eq!(message["seq"], number);
    }
    let (mut seqs, mut sizes, mut token) = (Vec::new(), Vec::new(), String::new());
    loop {
        let page = key.get(&format!("/chat_sessions/123/messages?page_size=50&page_token={token}")).await.expect(200);
        let messages = page["messages"].as_array().expect("messages").clone();
        sizes.push(messages.len());
        seqs.extend(messages.iter().map(|message| message["seq"].as_i64().expect("a seq")));
        page["next_page_token"].as_str().expect("always there").clone_into(&mut token);
        if token.is_empty() {
            break;
        }
    }
    assert_eq!(sizes, [50, 50, 20]);
    assert_eq!(seqs, (1..=120).collect::<Vec<_>>());

    let page = key.get("/chat_sessions/123/messages?after_seq=100&page_size=10").await.expect(200);
    let seqs: Vec<_> = page["messages"].as_array().expect("messages").iter().filter_map(|message| message["seq"].as_i64()).collect();
    assert_eq!(seqs, (101..=110).collect::<Vec<_>>());
    let token = page["next_page_token"].as_str().expect("a token").to_owned();
    for wrong in [token[1..].to_owned(), format!("{token}AA"), "=".to_owned(), "AAAA".to_owned()] {
        let refusal = key.get(&format!("/chat_sessions/123/messages?page_token={wrong}")).await.refusal();
        assert_eq!(short(&refusal), (400, INVALID, "INVALID_PAGE_TOKEN", Some("page_token")), "{wrong}");
    }
    // Made up: were it added to the session's first id, the sum would be negative, and all ids behind it.
    let made_up = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode([&[2], i64::MAX.to_be_bytes().as_slice()].concat());
    for path in ["/chat_sessions/123/messages", "/chat_sessions", "/users"] {
        assert_eq!(key.get(&format!("{path}?page_token={made_up}")).await.refusal().reason, "INVALID_PAGE_TOKEN", "{path}");
    }
    let beyond = key.get("/chat_sessions/123/messages?after_seq=9007199254740991").await.expect(200);
    assert_eq!(beyond["messages"], json!([]), "no message has this seq");
    let elsewhere = key.get(&format!("/users?page_token={token}")).await.refusal();
    assert_eq!(short(&elsewhere), (400, INVALID, "INVALID_PAGE_TOKEN", Some("page_token")), "a token of messages is none of users");
}

#[tokio::test]
async fn a_patch_changes_what_its_mask_names() {
    let (_database, _server, key) = service();
    let before = key.get("/users/1").await.expect(200);
    let patch = json!({"name": "Ada King", "email": "king@example.com"});
    let named = key.patch("/users/1?update_mask=name", &patch).await.expect(200);
    assert_eq!((&named["name"], &named["email"]), (&json!("Ada King"), &before["email"]), "the address is not in the mask");
    let emptied = key.patch("/users/1?update_mask=email", &json!({})).await.expect(200);
    assert_eq!((&emptied["name"], &emptied["email"]), (&json!("Ada King"), &json!("")), "a mask can empty a field");
    let filled = key.patch("/users/1", &json!({"email": "ada@example.com"})).await.expect(200);
    assert_eq!((&filled["name"], &filled["email"]), (&json!("Ada King"), &json!("ada@example.com")), "without a mask, what is given");

    for (path, body, reason, field) in [
        ("/users/1?update_mask=site_id", json!({"name": "x"}), "UNKNOWN_FIELD", "update_mask"),
        ("/users/1?update_mask=Name", json!({"name": "x"}), "WRONG_FORMAT", "update_mask"),
        ("/users/1?update_mask=name", json!({"name": ""}), "FIELD_REQUIRED", "user.name"),
        ("/users/1?update_mask=name", json!({"nickname": "x"}), "UNKNOWN_FIELD", "user.nickname"),
        ("/users/1?update_mask=name", json!({"name": "x", "id": 2}), "PATH_MISMATCH", "user.id"),
        ("/users/1?update_mask=email", json!({"email": "nobody"}), "INVALID_EMAIL", "user.email"),
        ("/agents/2?update_mask=capacity", json!({"capacity": 1001}), "OUT_OF_RANGE", "agent.capacity"),
    ] {
        let refusal = key.patch(path, &body).await.refusal();
        assert_eq!(short(&refusal), (400, INVALID, reason, Some(field)), "{path} {body}: {}", refusal.message);
    }
    assert_eq!(key.get("/users/1").await.expect(200), filled, "a refused patch changes nothing");
    let last = key.patch("/agents/1?update_mask=disabled", &json!({"disabled": true})).await.refusal();
    assert_eq!(short(&last), (400, "FAILED_PRECONDITION", "LAST_ADMIN", None));
}

#[tokio::test]
async fn a_stranger_is_refused_before_their_body_is_read() {
    let (_database, server, _key) = service();
    let mut wire = Wire::connect(server.address()).await;
    // The body never comes: only a server that does not wait for it answers.
    wire.send("POST /messages HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1048576\r\n\r\n").await;
    let (head, body) = wire.response().await;
    assert_eq!((head.status, head.header("www-authenticate")), (401, "Bearer"));
    assert!(String::from_utf8_lossy(&body).contains("CREDENTIAL_MISSING"));

    let mut wire = Wire::connect(server.address()).await;
    let key = format!("Bearer {}", server.demo.api_key);
    wire.send(format!("POST /messages HTTP/1.1\r\nhost: x\r\nauthorization: {key}\r\ncontent-length: 104857600\r\n\r\n")).await;
    let (head, body) = wire.response().await;
    assert_eq!(head.status, 413, "and a friend's that says that it is too long: {}", String::from_utf8_lossy(&body));
}

#[tokio::test]
async fn every_answer_has_the_id_that_the_log_knows_it_by() {
    let (_database, _server, key) = service();
    let made = key.get("/chat_sessions/123").await.header("x-request-id").to_owned();
    assert!(made.len() >= 16, "{made:?}");
    assert_ne!(key.get("/chat_sessions/123").await.header("x-request-id"), made);
    let with = |id: &str| Answer::of(key.request(Method::GET, "/nothing").header("x-request-id", id));
    assert_eq!(with("my-request.1").await.header("x-request-id"), "my-request.1");
    for harmful in ["a b", "\"}{", &"x".repeat(65)] {
        assert_ne!(with(harmful).await.header("x-request-id"), harmful, "only harmless ids are taken over");
    }
}
