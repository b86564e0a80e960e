//! A RabbitMQ of a test's own, to be broken.

use std::process::Command;

use tempfile::TempDir;

use super::environment;

/// A message broker that ends with the test.
pub struct BrokerServer {
    directory: TempDir,
    script: String,
    /// Where it listens: `amqp://`, with the virtual host `/`.
    pub url: String,
}

impl BrokerServer {
    /// Starts one.
    pub fn start() -> Self {
        let script = environment("SUPPORTCHAT_TEST_AMQP_SCRIPT").expect("SUPPORTCHAT_TEST_AMQP_SCRIPT is not set: run `make test`, which sets it");
        let directory = tempfile::tempdir().expect("a temporary directory");
        let mut server = Self { directory, script, url: String::new() };
        let urls = server.run(&["start"]);
        urls.lines().find(|line| line.starts_with("amqp://")).expect("a URL").clone_into(&mut server.url);
        server
    }

    /// Kills it as a power cut would.
    pub fn kill(&self) {
        self.run(&["kill"]);
    }

    /// Starts it again, at the same address, over the same data.
    pub fn restart(&self) {
        self.run(&["start"]);
    }

    /// Deletes what is in one of its queues.
    pub fn purge(&self, queue: &str) {
        self.run(&["ctl", "purge_queue", queue]);
    }

    /// Deletes one of its queues.
    pub fn delete_queue(&self, queue: &str) {
        self.run(&["ctl", "delete_queue", queue]);
    }

    /// How many messages wait in one of its queues.
    pub fn waiting(&self, queue: &str) -> u64 {
        let queues = self.run(&["ctl", "--quiet", "--no-table-headers", "list_queues", "name", "messages"]);
        let line = queues.lines().find_map(|line| line.strip_prefix(queue)?.strip_prefix('\t'));
        line.expect("the queue is there").trim().parse().expect("a number")
    }

    fn run(&self, arguments: &[&str]) -> String {
        let (what, rest) = arguments.split_first().expect("what to do");
        let mut command = Command::new(&self.script);
        command.arg(what).arg(self.directory.path());
        if *what == "start" {
            command.arg(std::process::id().to_string());
        }
        let output = tokio::task::block_in_place(|| command.args(rest).output()).expect("the script runs");
        assert!(output.status.success(), "{what}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

impl Drop for BrokerServer {
    fn drop(&mut self) {
        drop(Command::new(&self.script).arg("kill").arg(self.directory.path()).output());
    }
}

/// A virtual host of the RabbitMQ that `make test` started, for one test: what others do there is not seen in it.
pub struct VirtualHost {
    /// Its URL.
    pub url: String,
    /// Its URL with TLS.
    pub tls_url: String,
    /// The authority of its certificate, a PEM file.
    pub ca: String,
}

impl VirtualHost {
    /// Adds one.
    pub fn new() -> Self {
        let set = |name: &str| environment(name).unwrap_or_else(|| panic!("{name} is not set: run `make test`, which starts RabbitMQ"));
        let name = format!("test_{:016x}", rand::random::<u64>());
        let mut command = Command::new(set("SUPPORTCHAT_TEST_AMQP_SCRIPT"));
        command.args(["vhost", &set("SUPPORTCHAT_TEST_AMQP_DIR"), &name]);
        let output = tokio::task::block_in_place(|| command.output()).expect("the script runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let url = |server: &str| format!("{}/{name}", set(server));
        Self { url: url("SUPPORTCHAT_TEST_AMQP_URL"), tls_url: url("SUPPORTCHAT_TEST_AMQPS_URL"), ca: set("SUPPORTCHAT_TEST_AMQP_CA") }
    }
}
