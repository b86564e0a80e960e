//! Bodies, parameters and what comes out again.

use axum::body::Body;
use serde_json::json;

use super::super::{descriptors, json_in, json_out};
use super::{MAX_BODY, call, fault, get, request, send};

#[tokio::test]
async fn output_is_exact() {
    let answer = call("POST", "/users", r#"{"name": "Ada \"L\" ☃"}"#).await;
    assert_eq!(answer.status, 201);
    assert_eq!(
        answer.body,
        r#"{"id":9007199254740991,"site_id":0,"name":"Ada \"L\" ☃","email":"","external_id":"","created_at":"2023-11-14T22:13:20.005Z"}"#
    );
    assert_eq!(get("/users").await.json(), json!({"users": [], "next_page_token": "|0|"}));
    let session = call("POST", "/chat_sessions/5:close", "").await.json();
    assert!(session.get("agent_id").is_none() && session.get("closed_at").is_none(), "what is not set is left out: {session}");
}

#[tokio::test]
async fn either_arm_of_a_oneof_works_and_both_do_not() {
    let answer = call("POST", "/messages", r#"{"chat_session_id": 123, "message": "Hello!"}"#).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["message"]), (201, &json!("Hello!")));
    let answer = call("POST", "/messages", r#"{"chat_session_id": 1, "encrypted": {"ciphertext": "AAEC", "key_id": "k"}}"#).await;
    assert_eq!(answer.json()["encrypted"], json!({"ciphertext": "AAEC", "key_id": "k"}));
    let both = r#"{"chat_session_id": 1, "message": "a", "encrypted": {}}"#;
    assert_eq!(call("POST", "/messages", both).await.fault(), fault(400, "FIELDS_EXCLUDE_EACH_OTHER", "encrypted"));
}

#[tokio::test]
async fn what_only_looks_right_is_refused_by_name() {
    for (body, reason, field) in [
        (r#"{"chat_session_id": "123"}"#, "WRONG_TYPE", "chat_session_id"),
        (r#"{"chat_session_id": 2.0}"#, "WRONG_TYPE", "chat_session_id"),
        (r#"{"chat_session_id": 1e3}"#, "WRONG_TYPE", "chat_session_id"),
        (r#"{"chat_session_id": null}"#, "WRONG_TYPE", "chat_session_id"),
        (r#"{"chat_session_id": [1]}"#, "WRONG_TYPE", "chat_session_id"),
        (r#"{"chat_session_id": 9223372036854775808}"#, "OUT_OF_RANGE", "chat_session_id"),
        (r#"{"chat_session_id": 99999999999999999999999}"#, "OUT_OF_RANGE", "chat_session_id"),
        (r#"{"chat_session_id": 1, "chat_session_id": 1}"#, "REPEATED_FIELD", "chat_session_id"),
        (r#"{"chatSessionId": 1}"#, "UNKNOWN_FIELD", "chatSessionId"),
        (r#"{"surprise": {"a": 1}}"#, "UNKNOWN_FIELD", "surprise"),
        (r#"{"message": 5}"#, "WRONG_TYPE", "message"),
        (r#"{"message": {}}"#, "WRONG_TYPE", "message"),
        (r#"{"encrypted": "x"}"#, "WRONG_TYPE", "encrypted"),
        (r#"{"encrypted": {"nonce": 1}}"#, "UNKNOWN_FIELD", "encrypted.nonce"),
        (r#"{"encrypted": {"ciphertext": "*"}}"#, "WRONG_FORMAT", "encrypted.ciphertext"),
        (r#"{"message": "\ud800"}"#, "MALFORMED_JSON", "message"),
        ("{", "MALFORMED_JSON", ""),
        ("{} {}", "MALFORMED_JSON", ""),
        ("{'a': 1}", "MALFORMED_JSON", ""),
        ("[]", "WRONG_TYPE", ""),
        ("null", "WRONG_TYPE", ""),
        ("5", "WRONG_TYPE", ""),
        (" ", "MALFORMED_JSON", ""),
    ] {
        assert_eq!(call("POST", "/messages", body).await.fault(), fault(400, reason, field), "{body}");
    }
    let hint = call("POST", "/messages", r#"{"chatSessionId": 1}"#).await.json();
    assert_eq!(hint["error"]["message"], "chatSessionId is not a field; its name is chat_session_id");
}

#[tokio::test]
async fn enums_are_names() {
    let path = "/agents/2:set_availability";
    for (value, reason) in [(r#""AVAILABLE""#, "UNKNOWN_VALUE"), ("1", "WRONG_TYPE"), (r#""1""#, "UNKNOWN_VALUE")] {
        let body = format!(r#"{{"availability_status": {value}}}"#);
        assert_eq!(call("POST", path, &body).await.fault(), fault(400, reason, "availability_status"), "{value}");
    }
    // It goes through to the service, which is not there in this test.
    assert_eq!(call("POST", path, r#"{"availability_status": "AVAILABILITY_STATUS_AVAILABLE"}"#).await.status, 501);
}

#[tokio::test]
async fn nesting_and_bytes_that_are_no_text_are_refused() {
    let deep = format!(r#"{{"encrypted": {}"#, "[".repeat(1000));
    assert_eq!(call("POST", "/messages", &deep).await.status, 400);
    let deep = "[".repeat(1000);
    assert_eq!(call("POST", "/messages", &deep).await.status, 400);
    let broken = send(request("POST", "/messages").body(Body::from(&b"{\"message\": \"\xff\"}"[..])).unwrap()).await;
    assert_eq!(broken.fault(), fault(400, "MALFORMED_JSON", "message"));
}

#[tokio::test]
async fn path_and_body_must_agree() {
    assert_eq!(call("POST", "/chat_sessions/5:close", r#"{"id": 5}"#).await.status, 200);
    for id in ["6", "0"] {
        let answer = call("POST", "/chat_sessions/5:close", &format!(r#"{{"id": {id}}}"#)).await;
        assert_eq!(answer.fault(), fault(400, "PATH_MISMATCH", "id"));
    }
    let answer = call("PATCH", "/users/5?update_mask=name,email", r#"{"name": "Ada", "id": 5}"#).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["id"], &answer.json()["name"]), (200, &json!(5), &json!("Ada")));
    assert_eq!(answer.json()["external_id"], "name+email", "the mask has arrived");
    assert_eq!(call("PATCH", "/users/5", r#"{"id": 6}"#).await.fault(), fault(400, "PATH_MISMATCH", "user.id"));
    assert_eq!(call("PATCH", "/users/5", r#"{"nam": ""}"#).await.fault(), fault(400, "UNKNOWN_FIELD", "user.nam"));
    assert_eq!(call("PATCH", "/users/5", r#"{"created_at": "yesterday"}"#).await.fault(), fault(400, "WRONG_FORMAT", "user.created_at"));
    assert_eq!(call("PATCH", "/users/5", r#"{"created_at": "2026-01-31T12:00:00Z"}"#).await.json()["created_at"], "2026-01-31T12:00:00Z");
    assert_eq!(call("PATCH", "/users/5?update_mask=externalId", "{}").await.fault(), fault(400, "WRONG_FORMAT", "update_mask"));
    assert_eq!(call("PATCH", "/users/5", "").await.fault(), fault(400, "MISSING_BODY", "user"));
}

#[tokio::test]
async fn an_id_in_a_path_is_one_integer_in_one_spelling() {
    assert_eq!(get("/users/%31").await.json()["id"], 1);
    for path in ["abc", "1.0", "01", "+1", "1e3", "%20", "1%3Aclose", "-0x1"] {
        assert_eq!(get(&format!("/users/{path}")).await.fault(), fault(400, "WRONG_TYPE", "id"), "{path}");
    }
    assert_eq!(get("/users/99999999999999999999").await.fault(), fault(400, "OUT_OF_RANGE", "id"));
    assert_eq!(get("/users/%ff").await.fault(), fault(400, "WRONG_FORMAT", "id"));
    assert_eq!(get("/users/%+1").await.fault(), fault(400, "WRONG_FORMAT", "id"));
}

#[tokio::test]
async fn query_parameters_are_as_strict() {
    let answer = get("/users?external_id=a%2Bb+c%26%C3%BC&page_size=7&page_token=").await;
    assert_eq!(answer.json()["next_page_token"], "a+b c&ü|7|");
    for (query, reason, field) in [
        ("page_size=seven", "WRONG_TYPE", "page_size"),
        ("page_size=", "WRONG_TYPE", "page_size"),
        ("page_size=3000000000", "OUT_OF_RANGE", "page_size"),
        ("page_size=1&page_size=2", "REPEATED_PARAMETER", "page_size"),
        ("pageSize=1", "UNKNOWN_PARAMETER", "pageSize"),
        ("page_token=%ff", "WRONG_FORMAT", "page_token"),
    ] {
        assert_eq!(get(&format!("/users?{query}")).await.fault(), fault(400, reason, field), "{query}");
    }
    assert_eq!(call("POST", "/users?name=Ada", "{}").await.fault(), fault(400, "UNKNOWN_PARAMETER", "name"));
    assert_eq!(get("/chat_sessions?status=ACTIVE").await.fault(), fault(400, "UNKNOWN_VALUE", "status"));
}

#[tokio::test]
async fn a_body_is_json_of_a_bearable_length() {
    for (kind, status) in [
        ("application/json", 201),
        ("Application/JSON; charset=UTF-8", 201),
        ("application/json; charset=latin1", 415),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
    ] {
        let answer = send(request("POST", "/users").header("content-type", kind).body(Body::from("{}")).unwrap()).await;
        assert_eq!(answer.status.as_u16(), status, "{kind}");
        if status == 415 {
            assert_eq!(answer.fault(), fault(415, "UNSUPPORTED_MEDIA_TYPE", ""));
        }
    }
    assert_eq!(send(request("POST", "/users").body(Body::from("{}")).unwrap()).await.status, 201, "a body without a type is taken for JSON");
    let long = format!(r#"{{"name": "{}"}}"#, "a".repeat(MAX_BODY));
    assert_eq!(call("POST", "/users", &long).await.fault(), fault(413, "BODY_TOO_LARGE", ""));
    let chunks = futures::stream::iter(vec![Ok::<_, std::convert::Infallible>(long.clone()); 2]);
    let chunked = request("POST", "/users").body(Body::from_stream(chunks)).unwrap();
    assert_eq!(send(chunked).await.fault(), fault(413, "BODY_TOO_LARGE", ""));
}

#[test]
fn a_map_is_an_object_with_keys_of_the_callers_own() {
    let desc = descriptors::pool().unwrap().get_message_by_name("supportchat.v1.UpdateVisitorRequest").unwrap();
    let read = |body: &str| json_in::message(body.as_bytes(), &desc, &[]);
    let message = read(r#"{"name": "Ada", "attributes": {"plan": "gold", "not a name": ""}}"#).unwrap_or_else(|_| panic!("it is read"));
    assert_eq!(json_out::value(&message).unwrap()["attributes"], json!({"plan": "gold", "not a name": ""}));
    for bad in [
        r#"{"attributes": {"plan": 5}}"#,
        r#"{"attributes": {"plan": null}}"#,
        r#"{"attributes": {"plan": {"a": "b"}}}"#,
        r#"{"attributes": {"plan": "a", "plan": "b"}}"#,
        r#"{"attributes": {5: "a"}}"#,
        r#"{"attributes": ["plan"]}"#,
        r#"{"attributes": "plan"}"#,
    ] {
        assert!(read(bad).is_err(), "{bad}");
    }
}
