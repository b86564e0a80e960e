//! Bodies that are no JSON.

use axum::body::Body;
use bytes::Bytes;
use futures::stream;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use super::service::untouchable;
use super::{MAX_BODY, app, call, fault, get, request, send};

#[tokio::test]
async fn a_raw_body_is_a_stream_of_messages() {
    // Far beyond the limit, which is for JSON.
    let body = Body::from(vec![7; 50 * MAX_BODY]);
    let answer = send(request("POST", "/chat_sessions/12/attachments?name=a%20b").header("content-type", "image/png").body(body).unwrap()).await;
    assert_eq!(answer.status, 201);
    let json = answer.json();
    assert_eq!((&json["id"], &json["name"], &json["content_type"]), (&12.into(), &"a b".into(), &"image/png".into()));
    assert_eq!((&json["size"], &json["width"]), (&200_000.into(), &4.into()), "in pieces of at most 64 KiB");

    let empty = send(request("POST", "/chat_sessions/12/attachments?name=a").body(Body::empty()).unwrap()).await;
    assert_eq!((&empty.json()["size"], &empty.json()["content_type"]), (&0.into(), &"".into()));
    // JSON is bytes like any others.
    assert_eq!(call("POST", "/chat_sessions/12/attachments", "{}").await.json()["size"], 2);
}

#[tokio::test]
async fn nothing_is_read_for_who_may_not_come_in() {
    let stranger = http::Request::post("/chat_sessions/12/attachments?name=a").body(untouchable()).unwrap();
    assert_eq!(send(stranger).await.fault(), fault(401, "NO_CREDENTIAL", ""));
    for (path, field) in [("/chat_sessions/x/attachments?name=a", "id"), ("/chat_sessions/1/attachments?content=a", "content")] {
        let answer = send(request("POST", path).body(untouchable()).unwrap()).await;
        assert_eq!((answer.status.as_u16(), answer.fault().2.as_str()), (400, field), "{path}");
    }
}

#[tokio::test]
async fn a_refusal_does_not_wait_for_the_bytes() {
    // More than is read only to be forgotten.
    let body = Body::from(vec![0; 17 * 1024 * 1024]);
    let answer = send(request("POST", "/chat_sessions/403/attachments?name=a").body(body).unwrap()).await;
    assert_eq!(answer.fault(), fault(403, "NOT_ASSIGNED", ""));
}

#[tokio::test]
async fn a_body_that_breaks_off_is_not_taken_for_whole() {
    let pieces = [Ok(Bytes::from_static(b"half")), Err(std::io::Error::other("gone"))];
    let body = Body::from_stream(stream::iter(pieces));
    let answer = send(request("POST", "/chat_sessions/12/attachments?name=a").body(body).unwrap()).await;
    assert!(answer.status.is_client_error() || answer.status.is_server_error(), "{}: {}", answer.status, answer.body);
}

#[tokio::test]
async fn a_raw_response_is_what_the_messages_hold() {
    let answer = get("/attachments/7?expires=1&signature=a").await;
    assert_eq!((answer.status.as_u16(), answer.body.as_str()), (200, "<7>"));
    assert_eq!(answer.headers["content-type"], "text/x-test");
    assert_eq!(answer.headers["content-security-policy"], "sandbox");
    assert_eq!(answer.headers["content-length"], "3");
    for inner in ["set-cookie", "x-inner", "x-content-length", "grpc-status"] {
        assert!(!answer.headers.contains_key(inner), "{inner} is not for outside");
    }
    assert_eq!(get("/attachments/404").await.fault(), fault(404, "ATTACHMENT_NOT_FOUND", ""));
    let cut = app().oneshot(request("GET", "/attachments/500").body(Body::empty()).unwrap()).await.unwrap();
    assert!(cut.into_body().collect().await.is_err(), "half of it must not look like the whole");
}
