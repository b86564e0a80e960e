//! Statuses as HTTP.

use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tonic::{Code, Status};

use super::get;
use crate::rest::error::http_code;
use crate::rest::error_response;

#[test]
fn every_code_has_its_http_code() {
    let expected = [200, 499, 500, 400, 504, 404, 409, 403, 429, 400, 409, 400, 501, 500, 503, 500, 401];
    for (number, http) in expected.into_iter().enumerate() {
        let code = Code::from_i32(i32::try_from(number).unwrap());
        assert_eq!(http_code(code).as_u16(), http, "{code:?}");
    }
}

#[tokio::test]
async fn an_error_carries_its_details() {
    let answer = get("/users/404").await;
    let info = json!({"reason": "USER_NOT_FOUND", "domain": "supportchat", "metadata": {}, "@type": "type.googleapis.com/google.rpc.ErrorInfo"});
    assert_eq!(answer.json(), json!({"error": {"code": 404, "status": "NOT_FOUND", "message": "there is no such user", "details": [info]}}));
    assert_eq!(answer.headers["content-type"], "application/json");
}

#[tokio::test]
async fn who_should_wait_is_told_how_long() {
    let answer = get("/users/429").await;
    assert_eq!((answer.status.as_u16(), &answer.headers["retry-after"]), (429, &http::HeaderValue::from_static("3")));
    assert_eq!(answer.json()["error"]["details"][0]["retry_delay"], "2.500s");
    assert_eq!(get("/users/503").await.headers["retry-after"], "1");
    assert!(!get("/users/404").await.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn details_of_an_unknown_type_keep_their_name() {
    let any = tonic_types::pb::Status {
        code: 13,
        message: String::new(),
        details: vec![prost_types::Any { type_url: "example.com/some.Type".into(), value: vec![1] }],
    };
    let status = Status::with_details(Code::Internal, "broken", prost::Message::encode_to_vec(&any).into());
    let body = error_response(&status).into_body().collect().await.unwrap().to_bytes();
    let json: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(json["error"]["details"], json!([{"@type": "example.com/some.Type"}]));
}
