//! A database with a node's store on it.

use std::panic::resume_unwind;
use std::sync::Arc;

use diesel::{Connection as _, SqliteConnection, connection::SimpleConnection as _};
use mysql_async::prelude::Queryable as _;
use supportchat::store::{Options, Store};

use crate::support;

/// An empty database and a store on it.
#[derive(Clone)]
pub struct Database {
    /// A node's store.
    pub store: Store,
    shared: Arc<support::Database>,
}

impl Database {
    /// SQLite, in a directory that does not exist yet.
    pub async fn sqlite() -> Self {
        Self::on(support::Database::sqlite()).await
    }

    /// A database on the server that `make test` started.
    pub async fn mysql() -> Self {
        Self::on(support::Database::mysql().await).await
    }

    async fn on(database: support::Database) -> Self {
        Self { store: connect(&database.url).await, shared: Arc::new(database) }
    }

    /// The store of another node on the same database.
    pub async fn another_node(&self) -> Store {
        connect(&self.shared.url).await
    }

    /// Runs SQL past the store.
    pub async fn sql(&self, sql: &str) -> Result<(), String> {
        if let Some(path) = self.shared.url.strip_prefix("sqlite:") {
            let mut conn = SqliteConnection::establish(path).map_err(|error| error.to_string())?;
            conn.batch_execute("PRAGMA busy_timeout = 5000").map_err(|error| error.to_string())?;
            return conn.batch_execute(sql).map_err(|error| error.to_string());
        }
        let mut conn = mysql_async::Conn::from_url(&self.shared.url).await.map_err(|error| error.to_string())?;
        // Times as the service writes them: the server has a zone of its own.
        conn.query_drop(format!("SET time_zone = '+00:00'; {sql}")).await.map_err(|error| error.to_string())
    }

    /// Where the database is.
    pub fn url(&self) -> &str {
        &self.shared.url
    }

    /// The server that it is on, and its name there.
    pub fn server(&self) -> (&str, &str) {
        self.shared.server().expect("SQLite has none")
    }

    /// Cuts every connection to the database, as a restart of the server would.
    pub async fn kill_connections(&self) {
        let (server, name) = self.server();
        let mut conn = mysql_async::Conn::from_url(server).await.unwrap();
        let ids: Vec<u64> = conn.exec("SELECT id FROM information_schema.processlist WHERE db = ?", (name,)).await.unwrap();
        for id in ids {
            // It may have gone by itself.
            drop(conn.query_drop(format!("KILL {id}")).await);
        }
    }

    /// Runs a test, and goes on failing if it fails.
    pub async fn run<F: Future<Output = ()> + Send + 'static>(self, test: impl FnOnce(Self) -> F) {
        if let Err(error) = tokio::spawn(test(self.clone())).await {
            resume_unwind(error.into_panic());
        }
    }
}

async fn connect(url: &str) -> Store {
    Store::connect(Options { max_connections: 8, ..Options::new(url) }).await.unwrap()
}

/// Makes a test of each function for each database: `sqlite::name` and `mysql::name`. The functions get a database that is migrated.
macro_rules! on_every_database {
    ($($name:ident),+ $(,)?) => {
        on_every_database!(@ sqlite $($name)+);
        on_every_database!(@ mysql $($name)+);
    };
    (@ $database:ident $($name:ident)+) => {
        mod $database {
            $(
                #[tokio::test(flavor = "multi_thread")]
                async fn $name() {
                    let database = crate::store::database::Database::$database().await;
                    database.store.migrate().await.unwrap();
                    database.run(super::$name).await;
                }
            )+
        }
    };
}
pub(crate) use on_every_database;
