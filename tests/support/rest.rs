//! REST, as any program speaks it.

use std::sync::Once;

use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder};
use serde_json::Value;

use super::Server;
use super::client::PATIENCE;

/// One caller.
#[derive(Clone)]
pub struct Rest {
    http: reqwest::Client,
    url: String,
    token: String,
}

/// A whole answer.
#[derive(Debug)]
pub struct Answer {
    /// The code.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

/// What an error says.
#[derive(Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP code.
    pub code: u16,
    /// The name of the gRPC code.
    pub status: String,
    /// The reason of the ErrorInfo.
    pub reason: String,
    /// The fields at fault.
    pub fields: Vec<String>,
    /// The text for people.
    pub message: String,
}

/// A client that follows the rules of the tests: no proxy, and nothing waits for ever.
pub fn http() -> reqwest::ClientBuilder {
    static PROVIDER: Once = Once::new();
    // There may be one already, and it will do.
    PROVIDER.call_once(|| drop(rustls::crypto::ring::default_provider().install_default()));
    reqwest::Client::builder().no_proxy().connect_timeout(PATIENCE).read_timeout(PATIENCE).redirect(reqwest::redirect::Policy::none())
}

impl Rest {
    /// With a bearer token; an empty one means none.
    pub fn new(url: &str, token: &str) -> Self {
        Self { http: http().build().expect("a client"), url: url.to_owned(), token: token.to_owned() }
    }

    /// With the demo's API key.
    pub fn key(server: &Server) -> Self {
        Self::new(&server.demo.url, &server.demo.api_key)
    }

    /// Another caller of the same server.
    pub fn with(&self, token: &str) -> Self {
        Self { token: token.to_owned(), ..self.clone() }
    }

    /// A request to go on with.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.url));
        if self.token.is_empty() { request } else { request.bearer_auth(&self.token) }
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path)).await
    }

    /// POST of a JSON value.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        Answer::of(self.request(Method::POST, path).json(body)).await
    }

    /// POST of JSON that is written out, well or badly.
    pub async fn post_text(&self, path: &str, body: impl Into<reqwest::Body>) -> Answer {
        Answer::of(self.request(Method::POST, path).header("content-type", "application/json").body(body)).await
    }

    /// PATCH with a JSON value.
    pub async fn patch(&self, path: &str, body: &Value) -> Answer {
        Answer::of(self.request(Method::PATCH, path).json(body)).await
    }
}

impl Answer {
    /// Sends a request.
    pub async fn of(request: RequestBuilder) -> Self {
        let response = request.send().await.expect("an answer");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, body: response.bytes().await.expect("a whole answer").to_vec() }
    }

    /// A header, empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), "application/json", "{}", self.text());
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// The body as JSON, of an answer with this code.
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        self.json()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The error that this must be, after a look at what every error has.
    pub fn refusal(&self) -> Refusal {
        let json = self.json();
        refusal(self.status, &json)
    }
}

/// Reads an error, and fails if it is not as every error is documented to be.
pub fn refusal(code: u16, json: &Value) -> Refusal {
    let names = |value: &Value| value.as_object().map(|object| object.keys().cloned().collect::<Vec<_>>()).unwrap_or_default();
    assert_eq!(names(json), ["error"], "{json}");
    let error = &json["error"];
    assert_eq!(names(error), ["code", "status", "message", "details"], "{json}");
    assert_eq!(error["code"], code, "{json}");
    let details: Vec<&Value> = error["details"].as_array().expect("a list of details").iter().collect();
    let of = |name: &str| details.iter().filter(|detail| detail["@type"] == format!("type.googleapis.com/google.rpc.{name}")).collect::<Vec<_>>();
    let infos = of("ErrorInfo");
    assert_eq!(infos.len(), 1, "exactly one ErrorInfo: {json}");
    assert_eq!(infos[0]["domain"], "supportchat", "{json}");
    let reason = infos[0]["reason"].as_str().unwrap_or_default();
    assert!(!reason.is_empty() && reason.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_'), "{json}");
    let violations = of("BadRequest").iter().filter_map(|detail| detail["field_violations"].as_array()).flatten().collect::<Vec<_>>();
    let message = error["message"].as_str().unwrap_or_default();
    assert!(!message.is_empty(), "{json}");
    Refusal {
        code,
        status: error["status"].as_str().unwrap_or_default().to_owned(),
        reason: reason.to_owned(),
        fields: violations.iter().map(|violation| violation["field"].as_str().unwrap_or_default().to_owned()).collect(),
        message: message.to_owned(),
    }
}
