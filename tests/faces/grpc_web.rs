//! grpc-web, byte by byte: what a browser's client relies on.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use prost::Message as _;
use supportchat_client::v1::server_frame::Frame;
use supportchat_client::v1::{self};
use tonic_types::StatusExt as _;

use crate::support::client::{text, text_message};
use crate::support::codec::{frame, take};
use crate::support::rest::http;
use crate::support::wire::{Head, Wire};
use crate::support::{Database, Server};

const PROTO: &str = "application/grpc-web+proto";
const TEXT: &str = "application/grpc-web-text";

/// The trailers in a trailer frame.
fn trailers(block: &[u8]) -> HashMap<String, String> {
    let block = std::str::from_utf8(block).expect("text");
    let lines = block.split("\r\n").filter(|line| !line.is_empty());
    lines.map(|line| line.split_once(':').expect("a trailer")).map(|(name, value)| (name.to_lowercase(), value.trim().to_owned())).collect()
}

async fn call(wire: &mut Wire, rpc: &str, token: &str, kind: &str, body: &[u8]) -> Head {
    let authorization = format!("Bearer {token}");
    let headers =
        [("content-type", kind), ("accept", kind), ("x-grpc-web", "1"), ("origin", "https://shop.example"), ("authorization", &authorization)];
    wire.request("POST", &format!("/supportchat.v1.ChatService/{rpc}"), &headers, body).await;
    wire.head().await
}

/// The status that an error carries, wherever it is: in a trailer frame, or in the headers if nothing came before it.
fn status(of: &HashMap<String, String>) -> tonic::Status {
    let mut headers = http::HeaderMap::new();
    for (name, value) in of.iter().filter(|(name, _)| name.starts_with("grpc-")) {
        headers.insert(http::HeaderName::from_bytes(name.as_bytes()).expect("a name"), value.parse().expect("a value"));
    }
    tonic::Status::from_header_map(&headers).expect("a grpc-status")
}

#[tokio::test]
async fn a_call_is_a_data_frame_and_a_trailer_frame() {
    let database = Database::sqlite();
    let server = Server::start(&database);
    let mut wire = Wire::connect(server.address()).await;
    // Twice over one connection, as browsers do.
    for (seq, hello) in [(3, "Hello!"), (4, "Здравствуйте 👋")] {
        let head = call(&mut wire, "SendMessage", &server.demo.api_key, PROTO, &frame(&text_message(123, hello, ""))).await;
        assert_eq!((head.status, head.header("content-type")), (200, PROTO));
        assert_eq!(head.header("access-control-allow-origin"), "*");
        let mut body = wire.body(&head).await;
        let (flag, message) = take(&mut body).expect("a data frame");
        let message = v1::SendMessageResponse::decode(message.as_slice()).expect("an answer").message.expect("a message");
        assert_eq!((flag, message.seq, text(&message)), (0, seq, hello));
        let (flag, block) = take(&mut body).expect("a trailer frame");
        assert_eq!((flag, trailers(&block).get("grpc-status").map(String::as_str)), (0x80, Some("0")));
        assert!(body.is_empty(), "nothing else comes");
    }
}

#[tokio::test]
async fn text_is_the_same_in_base64() {
    let database = Database::sqlite();
    let server = Server::start(&database);
    let mut wire = Wire::connect(server.address()).await;
    let body = STANDARD.encode(frame(&text_message(123, "Hello!", "")));
    let head = call(&mut wire, "SendMessage", &server.demo.api_key, TEXT, body.as_bytes()).await;
    assert_eq!(head.status, 200);
    assert!(head.header("content-type").starts_with(TEXT), "{head:?}");
    let text_body = String::from_utf8(wire.body(&head).await).expect("text");
    // Each piece may be padded for itself.
    let mut body: Vec<u8> = Vec::new();
    for piece in text_body.split('=').filter(|piece| !piece.is_empty()) {
        body.extend(STANDARD_NO_PAD.decode(piece).expect("base64"));
    }
    let (flag, message) = take(&mut body).expect("a data frame");
    let message = v1::SendMessageResponse::decode(message.as_slice()).expect("an answer").message.expect("a message");
    assert_eq!((flag, message.seq, text(&message)), (0, 3, "Hello!"));
    let (flag, block) = take(&mut body).expect("a trailer frame");
    assert_eq!((flag, trailers(&block).get("grpc-status").map(String::as_str)), (0x80, Some("0")));
}

#[tokio::test]
async fn an_error_says_why_in_its_details() {
    let database = Database::sqlite();
    let server = Server::start(&database);
    for (token, request, code, reason, field) in [
        (server.demo.api_key.as_str(), text_message(123, "", ""), tonic::Code::InvalidArgument, "MESSAGE_EMPTY", Some("message")),
        (&server.demo.api_key, text_message(4_000_000, "x", ""), tonic::Code::NotFound, "SESSION_NOT_FOUND", None),
        ("sck_wrong", text_message(123, "x", ""), tonic::Code::Unauthenticated, "INVALID_TOKEN", None),
    ] {
        let mut wire = Wire::connect(server.address()).await;
        let head = call(&mut wire, "SendMessage", token, PROTO, &frame(&request)).await;
        assert_eq!(head.status, 200, "the status is in the trailers: {head:?}");
        let mut body = wire.body(&head).await;
        let found = match take(&mut body) {
            Some((0x80, block)) if trailers(&block).contains_key("grpc-status") => trailers(&block),
            _ => head.headers.clone(),
        };
        assert!(found.contains_key("grpc-status-details-bin"), "{found:?}");
        let status = status(&found);
        assert_eq!(status.code(), code);
        assert_eq!(status.get_details_error_info().map(|info| info.reason), Some(reason.to_owned()));
        let fields = status.get_details_bad_request().map(|bad| bad.field_violations).unwrap_or_default();
        assert_eq!(fields.first().map(|violation| violation.field.as_str()), field);
        let exposed = head.header("access-control-expose-headers");
        for name in ["grpc-status", "grpc-message", "grpc-status-details-bin"] {
            assert!(exposed.contains(name), "a page may read {name}: {exposed}");
        }
    }
}

#[tokio::test]
async fn a_stream_of_frames_goes_on() {
    let database = Database::sqlite();
    let mut server = Server::start(&database);
    let mut key = server.key().await;
    let mut wire = Wire::connect(server.address()).await;
    let cursor = v1::SessionCursor { chat_session_id: 123, after_seq: 1 };
    let request = v1::SubscribeRequest { sessions: vec![cursor], ..Default::default() };
    let head = call(&mut wire, "Subscribe", &server.demo.api_key, PROTO, &frame(&request)).await;
    assert_eq!((head.status, head.header("transfer-encoding")), (200, "chunked"));

    let mut received = Vec::new();
    let mut next = async |wire: &mut Wire| loop {
        if let Some((flag, frame)) = take(&mut received) {
            if flag == 0x80 {
                return Err(trailers(&frame));
            }
            let response = v1::SubscribeResponse::decode(frame.as_slice()).expect("a frame");
            return Ok(response.frame.and_then(|frame| frame.frame).expect("a frame"));
        }
        received.extend(wire.chunk().await.expect("the stream goes on"));
    };
    assert!(matches!(next(&mut wire).await, Ok(Frame::Welcome(_))));
    assert!(matches!(next(&mut wire).await, Ok(Frame::Subscribed(subscribed)) if subscribed.last_seq == 2));
    assert!(matches!(next(&mut wire).await, Ok(Frame::Entry(entry)) if entry.seq == 2));
    key.send(123, "Live", "").await.expect("sent");
    assert!(matches!(next(&mut wire).await, Ok(Frame::Entry(entry)) if entry.seq == 3 && text(&entry) == "Live"));

    server.terminate();
    assert!(matches!(next(&mut wire).await, Ok(Frame::Leave(_))));
    let end = next(&mut wire).await.expect_err("trailers");
    assert_eq!(end.get("grpc-status").map(String::as_str), Some("0"));
    assert_eq!(wire.chunk().await, None, "and then the body ends");
    assert!(server.ended().await);
}

#[tokio::test]
async fn a_browser_may_ask_from_another_origin() {
    let database = Database::sqlite();
    let server = Server::start(&database);
    let mut wire = Wire::connect(server.address()).await;
    for path in ["/supportchat.v1.ChatService/SendMessage", "/messages", "/chat_sessions/123/events"] {
        let headers = [
            ("origin", "https://shop.example"),
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", "authorization,content-type,x-grpc-web,x-user-agent,grpc-timeout"),
        ];
        wire.request("OPTIONS", path, &headers, b"").await;
        let (head, _) = wire.response().await;
        assert_eq!((head.status, head.header("access-control-allow-origin")), (200, "*"), "{path}");
        let methods = head.header("access-control-allow-methods");
        assert!(methods == "*" || methods.contains("POST"), "{methods}");
        let allowed = head.header("access-control-allow-headers").to_lowercase();
        // `*` would not mean authorization.
        for name in ["authorization", "content-type", "x-grpc-web", "grpc-timeout"] {
            assert!(allowed.split(',').any(|allowed| allowed.trim() == name), "{path} allows {name}: {allowed}");
        }
        assert_eq!(head.header("access-control-allow-credentials"), "", "no cookie is ever sent along");
    }
    wire.request("GET", "/chat_sessions/123", &[("origin", "https://shop.example")], b"").await;
    let (head, _) = wire.response().await;
    assert_eq!((head.status, head.header("access-control-allow-origin")), (401, "*"), "a page may read an error too");
}

#[tokio::test]
async fn http_2_carries_it_too() {
    let database = Database::sqlite();
    let server = Server::start(&database);
    let client = http().http2_prior_knowledge().build().expect("a client");
    let url = format!("{}/supportchat.v1.ChatService/SendMessage", server.demo.url);
    let request = client.post(url).bearer_auth(&server.demo.api_key).header("content-type", PROTO).body(frame(&text_message(123, "Hello!", "")));
    let response = request.send().await.expect("an answer");
    assert_eq!((response.status().as_u16(), response.version()), (200, http::Version::HTTP_2));
    assert_eq!(response.headers()["content-type"], PROTO);
    let mut body = response.bytes().await.expect("a body").to_vec();
    let (flag, message) = take(&mut body).expect("a data frame");
    let message = v1::SendMessageResponse::decode(message.as_slice()).expect("an answer").message.expect("a message");
    assert_eq!((flag, message.seq), (0, 3));
    let (flag, block) = take(&mut body).expect("the trailers are in the body, as grpc-web has it");
    assert_eq!((flag, trailers(&block).get("grpc-status").map(String::as_str)), (0x80, Some("0")));
}
