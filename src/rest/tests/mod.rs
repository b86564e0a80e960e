//! What the gateway promises, without a network: requests go to the router, and services that exist only here answer.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod documents;
mod errors;
mod input;
mod raw;
mod routing;
mod service;
mod stream;

use axum::body::Body;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::Value;
use tower::ServiceExt as _;

use super::{Options, router};

/// Room for a body in these tests, in bytes.
const MAX_BODY: usize = 4000;

/// What an outer layer would put into the extensions.
#[derive(Clone)]
struct Caller(&'static str);

fn options() -> Options {
    let admit = |extensions: &http::Extensions, _: &str, public: bool| match (extensions.get::<Caller>(), public) {
        (Some(_), _) | (None, true) => Ok(()),
        (None, false) => Err(crate::rpc::status::with_reason(tonic::Code::Unauthenticated, "NO_CREDENTIAL", None, "who are you?")),
    };
    Options { public_url: Some("https://chat.example/".into()), version: "0.0.0", max_body: MAX_BODY, admit }
}

fn app() -> axum::Router {
    router(service::router(), options()).unwrap().fallback(super::fallback)
}

/// An answer as it came.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }

    /// The reason of the error and the field at fault.
    fn fault(&self) -> (u16, String, String) {
        let json = self.json();
        let details = json["error"]["details"].as_array().unwrap();
        let find = |name: &str| details.iter().find(|detail| detail["@type"] == format!("type.googleapis.com/google.rpc.{name}"));
        let field = find("BadRequest").map_or("", |detail| detail["field_violations"][0]["field"].as_str().unwrap());
        let info = find("ErrorInfo").unwrap();
        assert_eq!(info["domain"], "supportchat");
        assert_eq!(json["error"]["code"], self.status.as_u16());
        (self.status.as_u16(), info["reason"].as_str().unwrap().to_owned(), field.to_owned())
    }
}

async fn send(request: Request<Body>) -> Answer {
    let response = app().oneshot(request).await.unwrap();
    let (head, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    Answer { status: head.status, headers: head.headers, body: String::from_utf8(body.to_vec()).unwrap() }
}

/// A request of a caller who may come in.
fn request(method: &str, path: &str) -> http::request::Builder {
    Request::builder().method(method).uri(path).extension(Caller("ada"))
}

async fn get(path: &str) -> Answer {
    send(request("GET", path).body(Body::empty()).unwrap()).await
}

async fn call(method: &str, path: &str, body: &str) -> Answer {
    send(request(method, path).header("content-type", "application/json").body(Body::from(body.to_owned())).unwrap()).await
}

fn fault(status: u16, reason: &str, field: &str) -> (u16, String, String) {
    (status, reason.to_owned(), field.to_owned())
}
