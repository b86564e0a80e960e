//! The commands, as they are read.

use serde::Deserialize;
use serde_json::Value;

/// One line of input.
#[derive(Debug, Deserialize)]
pub struct Line {
    /// What the answer names.
    pub id: Value,
    /// What to do.
    #[serde(flatten)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Command {
    Connect {
        client: String,
        target: String,
        login: Login,
        #[serde(default)]
        options: Options,
    },
    Start {
        client: String,
        conversation: String,
    },
    Open {
        client: String,
        conversation: String,
        session: i64,
        #[serde(default)]
        after_seq: i64,
    },
    Send {
        conversation: String,
        text: String,
        client_message_id: Option<String>,
    },
    Next {
        conversation: String,
        count: usize,
        timeout_ms: u64,
    },
    MarkRead {
        conversation: String,
        seq: i64,
    },
    Typing {
        conversation: String,
    },
    Heard {
        conversation: String,
    },
    Inbox {
        client: String,
        count: usize,
        timeout_ms: u64,
    },
    Serve {
        client: String,
    },
    GetSession {
        client: String,
        session: i64,
    },
    Close {
        conversation: String,
    },
    Disconnect {
        client: String,
    },
}

/// Who the client is.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Login {
    Visitor {
        #[serde(default)]
        site: String,
        #[serde(default)]
        name: String,
    },
    Agent {
        email: String,
        password: String,
    },
    ApiKey(String),
    Tokens {
        token: String,
        refresh_token: String,
    },
}

/// What is other than usual.
#[derive(Debug, Default, Deserialize)]
#[expect(clippy::struct_field_names, reason = "the commands call them so")]
pub struct Options {
    pub deadline_ms: Option<u64>,
    pub keepalive_ms: Option<u64>,
    pub keepalive_timeout_ms: Option<u64>,
}
