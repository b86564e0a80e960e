//! What an operator can set: the command's arguments, each with its environment variable and its default.

pub mod proxies;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use proxies::Network;

/// Where the data is.
#[derive(Debug, Clone, Args)]
pub struct Storage {
    /// The database: sqlite:PATH or mysql://USER:PASSWORD@HOST:PORT/NAME. Without it, SQLite in the data directory.
    #[arg(long, global = true, env = "SUPPORTCHAT_DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub database_url: Option<String>,

    /// The authority that signed the certificate of a mysql:// server that is reached with ?require_ssl=true, a PEM file. Without it, the well-known
    /// authorities are believed.
    #[arg(long, global = true, env = "SUPPORTCHAT_DATABASE_CA", value_name = "FILE")]
    pub database_ca: Option<PathBuf>,

    /// The directory for what the service keeps beside the database.
    #[arg(long, global = true, env = "SUPPORTCHAT_DATA_DIR", value_name = "DIR", default_value = "./data")]
    pub data_dir: PathBuf,

    /// The greatest number of connections to the database.
    #[arg(long, global = true, env = "SUPPORTCHAT_DATABASE_CONNECTIONS", value_name = "N", default_value_t = 16)]
    pub database_connections: usize,
}

impl Storage {
    /// The URL of the database.
    pub fn url(&self) -> String {
        self.database_url.clone().unwrap_or_else(|| format!("sqlite:{}", self.data_dir.join("supportchat.db").display()))
    }
}

/// How this node reaches the others and the audit log.
#[derive(Debug, Clone, Args)]
pub struct Broker {
    /// The message broker: amqp://USER:PASSWORD@HOST:PORT/VHOST, or amqps:// for TLS. Without it, this node works by itself; several do too, and are slower to
    /// hear of each other.
    #[arg(long, env = "SUPPORTCHAT_AMQP_URL", value_name = "URL", hide_env_values = true)]
    pub amqp_url: Option<String>,

    /// The authority that signed the certificate of an amqps:// broker, a PEM file. Without it, the well-known authorities are believed.
    #[arg(long, env = "SUPPORTCHAT_AMQP_CA", value_name = "FILE", requires = "amqp_url")]
    pub amqp_ca: Option<PathBuf>,

    /// What this node is called in the broker and in the database: 1 to 50 letters, digits, '.', '_' and '-'. Each start adds something of its own.
    #[arg(long, env = "SUPPORTCHAT_NODE", value_name = "NAME", default_value = "node")]
    pub node: String,
}

/// Where attachments are kept, and how large they may be.
#[derive(Debug, Clone, Args)]
pub struct Attachments {
    /// Where attachments are kept: file:///PATH, or s3://BUCKET/PREFIX with the usual AWS_* variables (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,
    /// AWS_REGION, AWS_ENDPOINT_URL ...). Without it, the directory 'attachments' in the data directory.
    #[arg(long, env = "SUPPORTCHAT_ATTACHMENTS_URL", value_name = "URL")]
    pub attachments_url: Option<String>,

    /// The greatest size of an attachment, in bytes.
    #[arg(long, env = "SUPPORTCHAT_MAX_ATTACHMENT", value_name = "BYTES", default_value_t = 10 * 1024 * 1024,
        value_parser = clap::value_parser!(u64).range(1..=4 * 1024 * 1024 * 1024), help_heading = "Limits")]
    pub max_attachment: u64,
}

/// How the audit log is written.
#[derive(Debug, Clone, Args)]
pub struct Audit {
    /// What the audit log keeps of texts: all of them (text), nothing but a salted commitment (commitment), or all of them encrypted with the key in
    /// 'audit-content.key' in the data directory (encrypted).
    #[arg(long, env = "SUPPORTCHAT_AUDIT_CONTENT", value_name = "HOW", value_enum, default_value_t = AuditContent::Text, help_heading = "Audit")]
    pub audit_content: AuditContent,

    /// Where signed heads of the audit log are kept beside 'audit-heads.jsonl' in the data directory: file:///PATH, or s3://BUCKET/PREFIX with the usual
    /// AWS_* variables.
    #[arg(long, env = "SUPPORTCHAT_AUDIT_HEADS_URL", value_name = "URL", help_heading = "Audit")]
    pub audit_heads_url: Option<String>,

    /// Whether this node may be the one that writes the audit log. With RabbitMQ it can be left to 'supportchat audit consume'.
    #[arg(long, env = "SUPPORTCHAT_AUDIT_WRITER", value_name = "BOOL", default_value_t = true, action = clap::ArgAction::Set,
        help_heading = "Audit")]
    pub audit_writer: bool,
}

/// What the audit log keeps of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum AuditContent {
    /// All of them.
    Text,
    /// A salted commitment.
    Commitment,
    /// All of them, encrypted.
    Encrypted,
}

fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "it is IP:PORT, such as 127.0.0.1:8081".to_owned())
}

/// Where and how to listen.
#[derive(Debug, Clone, Args)]
pub struct Listen {
    /// The address to listen on; port 0 takes a free one.
    #[arg(long, env = "SUPPORTCHAT_LISTEN", value_name = "ADDRESS", default_value = "127.0.0.1:8080", value_parser = address)]
    pub listen: SocketAddr,

    /// The URL under which clients reach the service. Without it, the address it listens on.
    #[arg(long, env = "SUPPORTCHAT_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,

    /// The certificate chain for TLS, a PEM file. Needs --tls-key.
    #[arg(long, env = "SUPPORTCHAT_TLS_CERT", value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,

    /// The private key for TLS, a PEM file. Needs --tls-cert.
    #[arg(long, env = "SUPPORTCHAT_TLS_KEY", value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,

    /// The proxies in front of the service, addresses or networks with commas between them (10.0.0.5,fd00::/8). Calls that come from them count for the
    /// last address in X-Forwarded-For that is none of them; calls from elsewhere count for the address that they come from.
    #[arg(long, env = "SUPPORTCHAT_TRUSTED_PROXIES", value_name = "NETWORKS", value_delimiter = ',')]
    pub trusted_proxies: Vec<Network>,

    /// Seconds for which a service that is asked to stop goes on while /readyz says that it stops, so that a load balancer sends it nothing new
    /// by the time its streams are told to leave. A second signal ends them.
    #[arg(long, env = "SUPPORTCHAT_DRAIN", value_name = "SECONDS", default_value = "0", value_parser = seconds_or_none)]
    pub drain: Duration,
}

/// How much a client may ask for.
#[derive(Debug, Clone, Args)]
pub struct Limits {
    /// The greatest number of client connections; more wait to be accepted.
    #[arg(long, env = "SUPPORTCHAT_MAX_CONNECTIONS", value_name = "N", default_value_t = 10_000, help_heading = "Limits")]
    pub max_connections: usize,

    /// The greatest number of concurrent requests and streams in one HTTP/2 connection.
    #[arg(long, env = "SUPPORTCHAT_MAX_STREAMS", value_name = "N", default_value_t = 200, help_heading = "Limits")]
    pub max_streams: u32,

    /// Seconds after which a connection without a request or stream is closed.
    #[arg(long, env = "SUPPORTCHAT_IDLE_TIMEOUT", value_name = "SECONDS", default_value = "300", value_parser = seconds, help_heading = "Limits")]
    pub idle_timeout: Duration,

    /// Requests and frames a second for each visitor's log-in, in bursts of ten times as many; 0 means no limit.
    #[arg(long, env = "SUPPORTCHAT_VISITOR_RATE", value_name = "N", default_value_t = 20, help_heading = "Limits")]
    pub visitor_rate: u32,

    /// Requests and frames a second for each agent's log-in, in bursts of ten times as many; 0 means no limit.
    #[arg(long, env = "SUPPORTCHAT_AGENT_RATE", value_name = "N", default_value_t = 100, help_heading = "Limits")]
    pub agent_rate: u32,

    /// Requests and frames a second for each API key, in bursts of ten times as many; 0 means no limit.
    #[arg(long, env = "SUPPORTCHAT_KEY_RATE", value_name = "N", default_value_t = 5_000, help_heading = "Limits")]
    pub key_rate: u32,

    /// Calls a second without a credential for each address, in bursts of ten times as many; 0 means no limit.
    #[arg(long, env = "SUPPORTCHAT_ADDRESS_RATE", value_name = "N", default_value_t = 10, help_heading = "Limits")]
    pub address_rate: u32,

    /// Seconds after which an agent who had a stream open and has none any more is made unavailable, and their sessions go back to the queue.
    #[arg(long, env = "SUPPORTCHAT_AGENT_GRACE", value_name = "SECONDS", default_value = "60", value_parser = seconds, help_heading = "Limits")]
    pub agent_grace: Duration,

    /// Seconds for which a visitor's or agent's token is good; clients renew it with the refresh token.
    #[arg(long, env = "SUPPORTCHAT_TOKEN_LIFETIME", value_name = "SECONDS", default_value = "3600", value_parser = seconds, help_heading = "Limits")]
    pub token_lifetime: Duration,
}

/// The greatest size of one message of the API, in bytes, on every face.
pub const MAX_REQUEST: usize = 2 * 1024 * 1024;
/// The greatest size of a message of an RPC that needs no credential, in bytes.
pub const MAX_PUBLIC_REQUEST: usize = 64 * 1024;
/// The greatest size of a request's headers, in bytes.
pub const MAX_HEADERS: usize = 16 * 1024;

/// A minute or two is for balancers that are slow to ask.
fn seconds_or_none(text: &str) -> Result<Duration, String> {
    text.parse()
        .ok()
        .filter(|seconds| *seconds <= 600)
        .map(Duration::from_secs)
        .ok_or_else(|| "a whole number of seconds is needed, from 0 to 600".to_owned())
}

fn seconds(text: &str) -> Result<Duration, String> {
    match text.parse() {
        Ok(0 | 31_622_401..) | Err(_) => Err("a whole number of seconds is needed, from 1 to a year".to_owned()),
        Ok(seconds) => Ok(Duration::from_secs(seconds)),
    }
}
