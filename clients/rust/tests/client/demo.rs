//! A real server, `SUPPORTCHAT_BIN`, with what its demo has in it.
#![expect(clippy::disallowed_methods, reason = "the environment says what to test with")]

use std::env;
use std::io::{BufRead as _, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use supportchat_client::v1;
use supportchat_client::v1::message::Body;
use supportchat_client::{Client, Conversation, Credentials, Inbox};
use tempfile::TempDir;
use tokio::sync::mpsc;
use tokio::time::sleep;

use super::soon;

/// A program that ends with the test.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub struct Demo {
    binary: PathBuf,
    /// Before its directory: it ends first, and leaves no file behind.
    server: Option<Running>,
    directory: TempDir,
    address: String,
    options: Vec<PathBuf>,
    pub facts: serde_json::Value,
}

impl Demo {
    /// A demo of its own; `None` where there is no server.
    pub async fn start() -> Option<Self> {
        Self::start_with(|_| Vec::new()).await
    }

    /// One with more options, such as files in its directory.
    pub async fn start_with(options: impl FnOnce(&Path) -> Vec<PathBuf>) -> Option<Self> {
        let binary = PathBuf::from(env::var_os("SUPPORTCHAT_BIN")?);
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        drop(listener);
        let directory = tempfile::tempdir().expect("a directory");
        let options = options(directory.path());
        let mut demo = Self { binary, server: None, directory, address, options, facts: serde_json::Value::Null };
        demo.run().await;
        Some(demo)
    }

    pub async fn run(&mut self) {
        let (file, log) = (self.directory.path().join("demo.json"), self.directory.path().join("log"));
        let log = std::fs::File::create(log).expect("a log");
        let mut command = Command::new(&self.binary);
        command.args(["demo", "--listen", &self.address, "--data-dir"]).arg(self.directory.path()).args(&self.options);
        // What a test sends is more than a person would.
        command.envs(["VISITOR", "AGENT", "KEY", "ADDRESS"].map(|who| (format!("SUPPORTCHAT_{who}_RATE"), "0")));
        command.stdout(log.try_clone().expect("a log")).stderr(log);
        self.server = Some(Running(command.spawn().expect("the server starts")));
        soon(async {
            while TcpStream::connect(&self.address).is_err() || !file.exists() {
                sleep(Duration::from_millis(20)).await;
            }
        })
        .await;
        self.facts = serde_json::from_slice(&std::fs::read(file).expect("what is in it")).expect("JSON");
    }

    /// The server is gone, as with kill -9.
    pub fn kill(&mut self) {
        self.server = None;
    }

    pub fn fact(&self, name: &str) -> &str {
        self.facts[name].as_str().expect("a text")
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn client(&self, credentials: Credentials) -> Client {
        Client::new(&self.url(), credentials).expect("a client")
    }

    pub fn agent(&self) -> Client {
        self.client(Credentials::agent(self.fact("agent_email"), self.fact("agent_password")))
    }

    pub fn admin(&self) -> Client {
        self.client(Credentials::api_key(self.fact("api_key")))
    }

    /// Makes a bot's account: its email and its password.
    pub async fn bot(&self) -> (&'static str, &'static str) {
        let (email, password) = ("bot@example.com", "correct horse battery");
        let bot = v1::CreateAgentRequest { name: "Eliza".into(), email: email.into(), password: password.into(), ..Default::default() };
        self.admin().admin().create_agent(bot).await.expect("an agent");
        (email, password)
    }
}

/// The lines that a program prints.
pub fn lines(program: &Path, environment: &[(&str, &str)]) -> (Running, mpsc::UnboundedReceiver<String>) {
    let mut child = Command::new(program).envs(environment.iter().copied()).stdout(Stdio::piped()).spawn().expect("it starts");
    let output = BufReader::new(child.stdout.take().expect("its output"));
    let (lines, receiver) = mpsc::unbounded_channel();
    std::thread::spawn(move || output.lines().map_while(Result::ok).try_for_each(|line| lines.send(line)));
    (Running(child), receiver)
}

pub async fn reads(conversation: &mut Conversation) -> String {
    loop {
        let message = soon(conversation.next()).await.expect("it goes on").expect("a message");
        if let Some(Body::Message(text)) = message.body {
            return text;
        }
    }
}

pub async fn session_in(inbox: &mut Inbox, wanted: impl Fn(&v1::ChatSession) -> bool) -> i64 {
    loop {
        let change = soon(inbox.next()).await.expect("it goes on").expect("a change");
        if let Some(session) = change.chat_session.filter(|session| wanted(session)) {
            return session.id;
        }
    }
}
