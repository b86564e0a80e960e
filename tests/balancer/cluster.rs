//! Two nodes over one database, and HAProxy with deploy/haproxy.cfg in front of them.

use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use supportchat_client::v1;
use tempfile::TempDir;
use tokio::time::Instant;
use tonic::transport::Endpoint;

use crate::support::broker::VirtualHost;
use crate::support::client::PATIENCE;
use crate::support::program::{command, run, run_with_input};
use crate::support::rest::http;
use crate::support::server::free_address;
use crate::support::{Client, Database, pause};

const EMAIL: &str = "grace@example.com";
const PASSWORD: &str = "correct horse battery";
/// The site that a new database has.
pub const SITE: &str = "default";

/// The whole of it; everything ends when it is dropped.
pub struct Cluster {
    /// Where clients find it: the load balancer.
    pub url: String,
    /// The nodes behind it.
    pub nodes: [Node; 2],
    /// An API key of the role admin.
    pub key: String,
    statistics: String,
    balancer: Child,
    directory: TempDir,
    _database: Database,
}

/// One `supportchat serve`.
pub struct Node {
    address: String,
    environment: Vec<(String, String)>,
    child: Child,
}

impl Cluster {
    /// Starts it over a database that nodes can share, with settings of the nodes that differ from what deploy/ has.
    pub async fn start(database: Database, settings: &[(&str, &str)]) -> Self {
        Self::start_with(database, settings, &[]).await
    }

    /// The same, with settings of the balancer that differ from its defaults.
    pub async fn start_with(database: Database, settings: &[(&str, &str)], balancer_settings: &[(&str, &str)]) -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let listen = free_address();
        let url = format!("http://{listen}");
        let file = |name: &str| directory.path().join(name).display().to_string();

        let mut shared: Vec<(String, String)> = Vec::new();
        let mut set = |name: &str, value: &str| shared.push((name.to_owned(), value.to_owned()));
        set("SUPPORTCHAT_DATABASE_URL", &database.url);
        set("SUPPORTCHAT_ATTACHMENTS_URL", &format!("file://{}", file("attachments")));
        set("SUPPORTCHAT_TRUSTED_PROXIES", "127.0.0.1");
        set("SUPPORTCHAT_PUBLIC_URL", &url);
        set("SUPPORTCHAT_DRAIN", "2");
        set("SUPPORTCHAT_LOG", "error");
        set("SUPPORTCHAT_AMQP_URL", &VirtualHost::new().url);
        for rate in ["VISITOR", "AGENT", "KEY", "ADDRESS"] {
            set(&format!("SUPPORTCHAT_{rate}_RATE"), "0");
        }
        for (name, value) in settings {
            set(name, value);
        }
        let operator = [("SUPPORTCHAT_DATABASE_URL", database.url.as_str())];
        run(&["migrate"], &operator).ok();
        let agent = ["agent", "add", "--name", "Grace", "--email", EMAIL, "--capacity", "1000", "--password-stdin"];
        run_with_input(&agent, &operator, PASSWORD).ok();
        let key = run(&["key", "create", "--name", "tests", "--role", "admin"], &operator).ok();
        let key = key.lines().last().expect("the key").to_owned();

        let nodes = ["node1", "node2"].map(|name| Node::start(&shared, name, &file(name)));
        let (statistics, log) = (free_address(), File::create(directory.path().join("balancer.log")).expect("a log"));
        let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/haproxy.cfg");
        let mut balancer = haproxy();
        balancer.arg("-f").arg(config).env_clear().stdin(Stdio::null()).stderr(log.try_clone().expect("a log")).stdout(log);
        balancer.env("BALANCER_LISTEN", &listen).env("BALANCER_STATS", &statistics).env("BALANCER_SOCKET", file("balancer.sock"));
        // As many as a test needs, where the system allows few open files.
        balancer.env("BALANCER_NODE_1", &nodes[0].address).env("BALANCER_NODE_2", &nodes[1].address).env("BALANCER_MAXCONN", "400");
        let balancer = balancer.envs(balancer_settings.iter().copied()).spawn().expect("HAProxy starts");
        let cluster = Self { url, nodes, key, statistics, balancer, directory, _database: database };
        for node in &cluster.nodes {
            node.ready().await;
        }
        cluster.sees("node1", "UP").await;
        cluster.sees("node2", "UP").await;
        cluster
    }

    /// Waits until the balancer sees a node in a state: UP, NOLB (it gets nothing new) or DOWN.
    pub async fn sees(&self, node: &str, wanted: &str) {
        let since = Instant::now();
        loop {
            // "UP 1/2" is one that has missed a check.
            let status = self.column(node, "status").await;
            if status == wanted {
                return;
            }
            assert!(since.elapsed() < PATIENCE, "{node} is {status:?}, not {wanted}:\n{}", self.log());
            pause().await;
        }
    }

    /// How many calls and streams a node has through the balancer.
    pub async fn open(&self, node: &str) -> usize {
        self.column(node, "scur").await.parse().expect("a number")
    }

    /// Waits until the nodes together have so many, which is a matter of moments.
    pub async fn has_open(&self, wanted: usize) {
        const SOON: Duration = Duration::from_secs(5);
        let since = Instant::now();
        loop {
            let open = self.open("node1").await + self.open("node2").await;
            if open == wanted {
                return;
            }
            assert!(since.elapsed() < SOON, "{open} are open, not {wanted}");
            pause().await;
        }
    }

    /// What the balancer's table has on a node; nothing while there is no table.
    async fn column(&self, node: &str, name: &str) -> String {
        let answer = http().build().expect("a client").get(format!("http://{}/;csv", self.statistics)).send().await;
        let table = if let Ok(answer) = answer { answer.text().await.unwrap_or_default() } else { String::new() };
        let mut lines = table.lines().map(|line| line.split(',').collect::<Vec<_>>());
        let column = lines.next().and_then(|names| names.iter().position(|column| *column == name));
        let line = lines.find(|line| line.starts_with(&["nodes", node]));
        line.zip(column).and_then(|(line, column)| line.get(column).copied()).unwrap_or_default().to_owned()
    }

    /// What the balancer wrote.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.directory.path().join("balancer.log")).expect("its log")
    }

    /// A caller that connects when it first calls, and again whenever that is needed.
    pub fn client(&self, token: &str) -> Client {
        lazily(&self.url, token)
    }

    /// The agent, logged in and available.
    pub async fn agent(&self) -> Client {
        let logged_in = Client::log_in(&self.url, EMAIL, PASSWORD).await;
        let mut agent = self.client(&logged_in.token);
        agent.set_available(true).await;
        agent
    }

    /// A new visitor, with a session that is the agent's.
    pub async fn visitor(&self) -> (Client, i64) {
        let visit = Client::visit(&self.url, SITE).await;
        let mut visitor = self.client(&visit.token);
        let session: v1::ChatSession = visitor.start_session(0, 0).await;
        assert!(session.agent_id.is_some(), "it is the agent's at once");
        (visitor, session.id)
    }
}

/// A caller that connects when it first calls, and again whenever that is needed.
pub fn lazily(url: &str, token: &str) -> Client {
    Client::over(Endpoint::from_shared(url.to_owned()).expect("a URL").connect_lazy(), token)
}

/// HAProxy, of which this package's users need not have heard.
pub fn haproxy() -> Command {
    let path = ["/usr/sbin/haproxy", "/usr/local/sbin/haproxy"].into_iter().find(|path| Path::new(path).exists());
    Command::new(path.unwrap_or("haproxy"))
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.balancer.kill());
        drop(self.balancer.wait());
    }
}

impl Node {
    fn start(shared: &[(String, String)], name: &str, data: &str) -> Self {
        let address = free_address();
        let mut environment = shared.to_vec();
        environment.push(("SUPPORTCHAT_LISTEN".to_owned(), address.clone()));
        environment.push(("SUPPORTCHAT_NODE".to_owned(), name.to_owned()));
        environment.push(("SUPPORTCHAT_DATA_DIR".to_owned(), data.to_owned()));
        let child = launch(&environment);
        Self { address, environment, child }
    }

    /// Where it is itself, past the balancer.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Waits until it says that it is ready.
    pub async fn ready(&self) {
        let (http, since) = (http().build().expect("a client"), Instant::now());
        while !http.get(format!("{}/readyz", self.url())).send().await.is_ok_and(|answer| answer.status() == 200) {
            assert!(since.elapsed() < PATIENCE, "the node is not ready; its log is above");
            pause().await;
        }
    }

    /// Ends it at once, as a power cut would.
    pub fn kill(&mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ended");
    }

    /// Stops its process in the middle of whatever it does, or lets it go on.
    pub fn freeze(&self, frozen: bool) {
        self.signal(if frozen { "-STOP" } else { "-CONT" });
    }

    /// Asks it to stop, as an operator does.
    pub fn terminate(&self) {
        self.signal("-TERM");
    }

    fn signal(&self, signal: &str) {
        assert!(Command::new("kill").args([signal, &self.child.id().to_string()]).status().expect("kill runs").success());
    }

    /// Waits until it has ended, well.
    pub async fn ended(&mut self) {
        let since = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a status") {
                return assert!(status.success(), "{status}");
            }
            assert!(since.elapsed() < PATIENCE, "the node does not end");
            pause().await;
        }
    }

    /// Starts it again, at the same address.
    pub fn restart(&mut self) {
        self.child = launch(&self.environment);
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn launch(environment: &[(String, String)]) -> Child {
    let environment: Vec<(&str, &str)> = environment.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    command(&["serve"], &environment).spawn().expect("the node starts")
}
