//! A database for one test.

use mysql_async::prelude::Queryable as _;
use tempfile::TempDir;

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
        Self { url: format!("{server}/{name}"), _directory: None, server: Some((server.to_owned(), name)) }
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
            runtime.block_on(execute(&server, &format!("DROP DATABASE IF EXISTS {name}")))
        });
        drop(dropped.join());
    }
}

async fn execute(server: &str, sql: &str) -> mysql_async::Result<()> {
    let mut connection = mysql_async::Conn::from_url(server).await?;
    connection.query_drop(sql).await?;
    connection.disconnect().await
}
