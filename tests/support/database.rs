//! A database for one test.

use std::path::PathBuf;
use std::process::Command;

use mysql_async::prelude::Queryable as _;
use tempfile::TempDir;
use tokio::time::timeout;

use super::client::PATIENCE;
use super::environment;

/// A database that is gone when it is dropped.
pub struct Database {
    /// The value for `SUPPORTCHAT_DATABASE_URL`.
    pub url: String,
    _directory: Option<TempDir>,
    server: Option<(String, String)>,
}

impl Database {
    /// SQLite in a temporary directory.
    pub fn sqlite() -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let url = format!("sqlite:{}", directory.path().join("data/supportchat.db").display());
        Self { url, _directory: Some(directory), server: None }
    }

    /// A new database on the server that `make test` started.
    pub async fn mysql() -> Self {
        let server = environment("SUPPORTCHAT_TEST_MYSQL_URL");
        Self::on(&server.expect("SUPPORTCHAT_TEST_MYSQL_URL is not set: run `make test`, which starts a server")).await
    }

    /// A new database on a server.
    pub async fn on(server: &str) -> Self {
        let name = format!("test_{:016x}", rand::random::<u64>());
        execute(server, &format!("CREATE DATABASE {name}")).await.expect("a new database");
        // How nodes connect: with TLS where the server has it.
        let options = environment("SUPPORTCHAT_TEST_MYSQL_OPTIONS").unwrap_or_default();
        Self { url: format!("{server}/{name}{options}"), _directory: None, server: Some((server.to_owned(), name)) }
    }

    /// The server that it is on, and its name there.
    pub fn server(&self) -> Option<(&str, &str)> {
        self.server.as_ref().map(|(server, name)| (server.as_str(), name.as_str()))
    }

    /// Whether it is SQLite.
    pub fn is_sqlite(&self) -> bool {
        self.server.is_none()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let Some((server, name)) = self.server.take() else { return };
        // A thread of its own, because a test's runtime cannot be waited for from within.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            // A server that a failed test left frozen never answers.
            runtime.block_on(async { timeout(PATIENCE, execute(&server, &format!("DROP DATABASE IF EXISTS {name}"))).await })
        });
        drop(dropped.join());
    }
}

/// A database server of a test's own, to be broken. It ends with the test.
pub struct DatabaseServer {
    directory: TempDir,
    script: String,
    /// Where it listens, without a database name.
    pub url: String,
}

impl DatabaseServer {
    /// Starts one of the kind that `make test` uses.
    pub fn start() -> Self {
        let script = environment("SUPPORTCHAT_TEST_MYSQL_SCRIPT").expect("SUPPORTCHAT_TEST_MYSQL_SCRIPT is not set: run `make test`, which sets it");
        let directory = tempfile::tempdir().expect("a temporary directory");
        let mut server = Self { directory, script, url: String::new() };
        server.url = server.run("start");
        server
    }

    /// Where its files are.
    pub fn data(&self) -> PathBuf {
        self.directory.path().join("data")
    }

    /// Kills it as a power cut would.
    pub fn kill(&self) {
        self.run("kill");
    }

    /// Starts it again, at the same address, over the same data.
    pub fn restart(&self) {
        self.run("start");
    }

    /// Stops its process in the middle of whatever it does, or lets it go on.
    pub fn freeze(&self, frozen: bool) {
        let pid = std::fs::read_to_string(self.directory.path().join("pid")).expect("its process id");
        let signal = if frozen { "-STOP" } else { "-CONT" };
        assert!(Command::new("kill").args([signal, pid.trim()]).status().expect("kill runs").success());
    }

    fn run(&self, what: &str) -> String {
        let mut command = Command::new(&self.script);
        command.arg(what).arg(self.directory.path()).arg(std::process::id().to_string());
        let output = tokio::task::block_in_place(|| command.output()).expect("the script runs");
        assert!(output.status.success(), "{what}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).lines().last().unwrap_or_default().to_owned()
    }
}

impl Drop for DatabaseServer {
    fn drop(&mut self) {
        let stopped = Command::new(&self.script).arg("kill").arg(self.directory.path()).output();
        drop(stopped);
    }
}

async fn execute(server: &str, sql: &str) -> mysql_async::Result<()> {
    let mut connection = mysql_async::Conn::from_url(server).await?;
    connection.query_drop(sql).await?;
    connection.disconnect().await
}
