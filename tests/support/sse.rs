//! Server-sent events, as a browser reads them.

use reqwest::Response;
use serde_json::Value;
use tokio::time::timeout;

use super::client::PATIENCE;
use super::rest::{Answer, Rest};

/// An open stream of events.
pub struct Events {
    response: Response,
    received: Vec<u8>,
}

/// One event.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// What it is.
    pub name: String,
    /// Its place in the log, if it has one.
    pub id: Option<String>,
    /// What it says.
    pub data: Value,
}

impl Event {
    /// The seq of an entry.
    pub fn seq(&self) -> i64 {
        self.data["seq"].as_i64().unwrap_or_else(|| panic!("an entry: {self:?}"))
    }
}

impl Rest {
    /// Opens a stream; an answer that is none is returned as it is.
    pub async fn try_events(&self, path: &str, headers: &[(&str, &str)]) -> Result<Events, Answer> {
        let mut request = self.request(reqwest::Method::GET, path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = timeout(PATIENCE, request.send()).await.expect("an answer in time").expect("an answer");
        let kind = response.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        if kind == "text/event-stream" {
            return Ok(Events { response, received: Vec::new() });
        }
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Err(Answer { status, headers, body: response.bytes().await.expect("a whole answer").to_vec() })
    }

    /// Opens a stream.
    pub async fn events(&self, path: &str) -> Events {
        self.try_events(path, &[]).await.unwrap_or_else(|answer| panic!("a stream: {}", answer.text()))
    }
}

impl Events {
    /// The headers of the response.
    pub fn header(&self, name: &str) -> &str {
        self.response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The next event; `None` at the end of the stream.
    pub async fn try_next(&mut self) -> Option<Event> {
        // Comments keep the connection alive, and do not count.
        timeout(PATIENCE, self.read()).await.expect("an event in time")
    }

    async fn read(&mut self) -> Option<Event> {
        loop {
            if let Some(end) = self.received.windows(2).position(|window| window == b"\n\n") {
                let block: Vec<u8> = self.received.drain(..end + 2).collect();
                if let Some(event) = parse(&String::from_utf8(block).expect("UTF-8")) {
                    return Some(event);
                }
                continue;
            }
            let Some(chunk) = self.response.chunk().await.expect("the stream goes on or ends well") else {
                assert!(self.received.is_empty(), "half an event: {}", String::from_utf8_lossy(&self.received));
                return None;
            };
            self.received.extend(chunk);
        }
    }

    /// The next event.
    pub async fn next(&mut self) -> Event {
        self.try_next().await.expect("the stream goes on")
    }

    /// The next entries, so many; other events are passed over.
    pub async fn entries(&mut self, count: usize) -> Vec<Event> {
        let mut entries = Vec::new();
        while entries.len() < count {
            let event = self.next().await;
            if event.name == "entry" {
                entries.push(event);
            }
        }
        entries
    }
}

/// A block of lines; a block of comments is no event.
fn parse(block: &str) -> Option<Event> {
    let (mut name, mut id, mut data) = (String::new(), None, Vec::new());
    for line in block.lines().filter(|line| !line.is_empty() && !line.starts_with(':')) {
        match line.split_once(": ").expect("a field and its value") {
            ("event", value) => value.clone_into(&mut name),
            ("id", value) => id = Some(value.to_owned()),
            ("data", value) => data.push(value.to_owned()),
            (field, _) => panic!("a browser would ignore {field:?}"),
        }
    }
    (!data.is_empty()).then(|| Event { name, id, data: serde_json::from_str(&data.join("\n")).expect("data in JSON") })
}
