//! A database of its own for each test.

use std::panic::resume_unwind;
use std::sync::Arc;

use diesel::{Connection as _, SqliteConnection, connection::SimpleConnection as _};
use diesel_async::{AsyncConnection as _, AsyncMysqlConnection, RunQueryDsl as _, SimpleAsyncConnection as _};
use supportchat::store::{Options, Store};
use tempfile::TempDir;

/// Where the MySQL server for tests is: `mysql://USER:PASSWORD@HOST:PORT`, without a database.
const MYSQL_URL: &str = "SUPPORTCHAT_TEST_MYSQL_URL";

/// An empty database and a store on it.
#[derive(Clone)]
pub struct Database {
    /// A node's store.
    pub store: Store,
    url: String,
    home: Home,
}

#[derive(Clone)]
enum Home {
    Sqlite { _directory: Arc<TempDir> },
    Mysql { server: String, name: String },
}

impl Database {
    /// A SQLite file in a directory that does not exist yet.
    pub async fn sqlite() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", directory.path().join("data/supportchat.db").display());
        Self { store: connect(&url).await, url, home: Home::Sqlite { _directory: Arc::new(directory) } }
    }

    /// A database on the MySQL server.
    pub async fn mysql() -> Self {
        let server = std::env::var(MYSQL_URL).unwrap_or_else(|_| panic!("{MYSQL_URL} is not set: run the tests with `make test`"));
        let name = format!("supportchat_test_{:016x}", rand::random::<u64>());
        server_sql(&format!("{server}/"), &format!("CREATE DATABASE {name}")).await.unwrap();
        let url = format!("{server}/{name}");
        Self { store: connect(&url).await, url, home: Home::Mysql { server, name } }
    }

    /// The store of another node on the same database.
    pub async fn another_node(&self) -> Store {
        connect(&self.url).await
    }

    /// Runs SQL past the store.
    pub async fn sql(&self, sql: &str) -> Result<(), String> {
        match &self.home {
            Home::Mysql { .. } => server_sql(&self.url, sql).await,
            Home::Sqlite { .. } => {
                let mut conn = SqliteConnection::establish(self.url.trim_start_matches("sqlite:")).map_err(|error| error.to_string())?;
                conn.batch_execute("PRAGMA busy_timeout = 5000").map_err(|error| error.to_string())?;
                conn.batch_execute(sql).map_err(|error| error.to_string())
            }
        }
    }

    /// Where the database is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Cuts every connection to the database, as a restart of the server would.
    pub async fn kill_connections(&self) {
        let Home::Mysql { server, name } = &self.home else { panic!("SQLite has none") };
        let mut conn = AsyncMysqlConnection::establish(&format!("{server}/")).await.unwrap();
        let query = format!("SELECT CAST(id AS SIGNED) FROM information_schema.processlist WHERE db = '{name}'");
        let ids: Vec<i64> = diesel::dsl::sql::<diesel::sql_types::BigInt>(&query).load(&mut conn).await.unwrap();
        for id in ids {
            // It may have gone by itself.
            drop(conn.batch_execute(&format!("KILL {id}")).await);
        }
    }

    /// Runs a test and removes the database, however the test ends.
    pub async fn run<F: Future<Output = ()> + Send + 'static>(self, test: impl FnOnce(Self) -> F) {
        let result = tokio::spawn(test(self.clone())).await;
        if let Home::Mysql { server, name } = &self.home {
            server_sql(&format!("{server}/"), &format!("DROP DATABASE {name}")).await.unwrap();
        }
        if let Err(error) = result {
            resume_unwind(error.into_panic());
        }
    }
}

async fn connect(url: &str) -> Store {
    Store::connect(Options { max_connections: 8, ..Options::new(url) }).await.unwrap()
}

async fn server_sql(url: &str, sql: &str) -> Result<(), String> {
    let mut conn = AsyncMysqlConnection::establish(url).await.map_err(|error| error.to_string())?;
    conn.batch_execute(sql).await.map_err(|error| error.to_string())
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
                    let database = crate::support::database::Database::$database().await;
                    database.store.migrate().await.unwrap();
                    database.run(super::$name).await;
                }
            )+
        }
    };
}
pub(crate) use on_every_database;
