//! The real server: the built binary, as an operator runs it.

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde::Deserialize;
use supportchat_client::v1;
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::client::PATIENCE;
use super::{Client, Database};

/// What the demo wrote of itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Demo {
    pub url: String,
    pub api_key: String,
    pub agent_email: String,
    pub agent_password: String,
    pub admin_email: String,
    pub admin_password: String,
    pub user_id: i64,
    pub agent_id: i64,
    pub site: String,
}

/// A running `supportchat demo`, killed when it is dropped.
pub struct Server {
    /// Its credentials and where it is.
    pub demo: Demo,
    /// Its data directory.
    pub data: TempDir,
    listen: String,
    environment: Vec<(String, String)>,
    child: Child,
    ended: oneshot::Receiver<()>,
}

/// No test may be refused for being fast, unless it is about that.
const NO_LIMITS: [(&str, &str); 4] =
    [("SUPPORTCHAT_VISITOR_RATE", "0"), ("SUPPORTCHAT_AGENT_RATE", "0"), ("SUPPORTCHAT_KEY_RATE", "0"), ("SUPPORTCHAT_ADDRESS_RATE", "0")];

impl Server {
    /// Starts a demo on a database.
    pub fn start(database: &Database) -> Self {
        Self::start_with(database, &[])
    }

    /// Starts a demo with settings of its own.
    pub fn start_with(database: &Database, settings: &[(&str, &str)]) -> Self {
        let data = tempfile::tempdir().expect("a temporary directory");
        let mut environment: Vec<(String, String)> =
            NO_LIMITS.iter().chain(settings).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        environment.push(("SUPPORTCHAT_DATABASE_URL".to_owned(), database.url.clone()));
        environment.push(("SUPPORTCHAT_DATA_DIR".to_owned(), data.path().display().to_string()));
        let listen = free_address();
        let (child, ended, demo) = launch(&environment, &listen, &data.path().join("demo.json"));
        Self { demo, data, listen, environment, child, ended }
    }

    /// Ends the process at once, as a power cut would.
    pub fn kill(&mut self) {
        self.child.kill().expect("the server runs");
        self.child.wait().expect("the server ended");
    }

    /// Starts it again, at the same address, over the same data.
    pub fn restart(&mut self) {
        (self.child, self.ended, self.demo) = launch(&self.environment, &self.listen, &self.data.path().join("demo.json"));
    }

    /// Asks it to stop, as an operator does.
    pub fn terminate(&self) {
        let killed = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().expect("kill runs");
        assert!(killed.success());
    }

    /// Waits until it has ended, and says whether it ended well.
    pub async fn ended(&mut self) -> bool {
        // Its output closes when it ends.
        let closed = timeout(PATIENCE, &mut self.ended).await.expect("the server ends");
        closed.expect("its output is read to the end");
        self.child.wait().expect("a status").success()
    }

    /// The memory that it holds, in bytes, without the files that are mapped into it.
    pub fn memory(&self) -> u64 {
        let statm = std::fs::read_to_string(format!("/proc/{}/statm", self.pid())).expect("the server runs");
        let pages: Vec<u64> = statm.split_whitespace().map(|field| field.parse().expect("statm(5)")).collect();
        (pages[1] - pages[2]) * 4096
    }

    /// Waits until the audit log has everything, which takes memory as well.
    pub async fn recorded(&self) {
        let mut admin = self.admin().await;
        let all = async {
            loop {
                let answer = admin.audit.get_audit_status(v1::GetAuditStatusRequest {}).await.expect("its status").into_inner();
                if answer.audit_status.expect("a status").waiting == 0 {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(PATIENCE, all).await.expect("everything is recorded");
    }

    /// The host and port that it listens on.
    pub fn address(&self) -> &str {
        &self.listen
    }

    /// The process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// What it answers a load balancer that asks whether it is ready: 200 or 503.
    pub async fn readiness(&self) -> u16 {
        let answer = timeout(PATIENCE, http().get(format!("{}/readyz", self.demo.url)).send()).await;
        answer.expect("an answer in time").expect("an answer").status().as_u16()
    }

    /// A client with the demo's API key.
    pub async fn key(&self) -> Client {
        Client::connect(&self.demo.url, &self.demo.api_key).await
    }

    /// The demo's agent, logged in.
    pub async fn agent(&self) -> Client {
        Client::log_in(&self.demo.url, &self.demo.agent_email, &self.demo.agent_password).await
    }

    /// The demo's administrator, logged in.
    pub async fn admin(&self) -> Client {
        Client::log_in(&self.demo.url, &self.demo.admin_email, &self.demo.admin_password).await
    }

    /// A new agent, logged in and unavailable.
    pub async fn hire(&self, name: &str, capacity: i32) -> Client {
        let (email, password) = (format!("{name}@example.com"), "correct horse battery".to_owned());
        let request =
            v1::CreateAgentRequest { name: name.to_owned(), email: email.clone(), password: password.clone(), capacity, ..Default::default() };
        self.key().await.admin.create_agent(request).await.expect("an agent");
        Client::log_in(&self.demo.url, &email, &password).await
    }

    /// A new anonymous visitor.
    pub async fn visitor(&self) -> Client {
        Client::visit(&self.demo.url, &self.demo.site).await
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A client for plain HTTP.
pub fn http() -> reqwest::Client {
    // It wants to know who would encrypt, if anything were encrypted here.
    rustls::crypto::ring::default_provider().install_default().ok();
    reqwest::Client::new()
}

/// The built binary.
pub fn binary() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_supportchat"))
}

/// An address below the range from which the kernel takes the local ports of connections: one of those could take the port while a server
/// restarts, even the connection of a client that tries to reach it there.
pub fn free_address() -> String {
    let free = |address: &String| TcpListener::bind(address).is_ok();
    let mut addresses = std::iter::repeat_with(|| format!("127.0.0.1:{}", rand::random_range(10_000..32_000)));
    addresses.find(free).expect("a free port")
}

fn launch(environment: &[(String, String)], listen: &str, demo: &std::path::Path) -> (Child, oneshot::Receiver<()>, Demo) {
    let mut command = Command::new(binary());
    command.arg("demo").envs(environment.iter().map(|(name, value)| (name, value))).env("SUPPORTCHAT_LISTEN", listen);
    command.env("SUPPORTCHAT_LOG", "warn");
    let mut child = command.stdout(Stdio::piped()).spawn().expect("the server starts");
    let output = BufReader::new(child.stdout.take().expect("its output"));
    let mut lines = output.lines();
    let told = lines.by_ref().map_while(Result::ok).find(|line| line.starts_with("supportchat is running at "));
    assert!(told.is_some(), "the server did not start; its log is above");
    // Its output is read to the end, so that it never waits for a reader.
    let (closed, ended) = oneshot::channel();
    std::thread::spawn(move || {
        lines.for_each(drop);
        // Nobody waits for the end of a server that was killed.
        closed.send(()).ok();
    });
    let text = std::fs::read(demo).expect("demo.json");
    (child, ended, serde_json::from_slice(&text).expect("demo.json as documented"))
}
