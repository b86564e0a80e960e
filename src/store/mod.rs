//! The database: sessions, messages and everything else that lasts. Diesel's types stop here.
//!
//! The same queries serve MySQL (with MariaDB) and SQLite: each query file is mounted twice, by `mysql.rs` and by `sqlite.rs`, which
//! define the connection and the few words of SQL that differ. [`Store`] hands a call to the one that is configured.

mod api;
mod cache;
mod decide;
mod failure;
#[allow(clippy::duplicate_mod, reason = "the query files are mounted once for each database")]
mod mysql;
mod rows;
mod schema;
#[allow(clippy::duplicate_mod, reason = "the query files are mounted once for each database")]
mod sqlite;
mod statement;
mod support;
mod writer;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

pub use writer::{OnCommit, OnReopen, Pending, Writer};

use crate::model::audit::Hash;
use crate::model::{AuditRecord, Error, Message, Result};

/// What became of a message: the stored one, and whether this call stored it.
pub type SendResult = Result<(Arc<Message>, bool)>;

/// A row of the outbox as it is to be recorded: the records have no id and no hash yet.
#[derive(Debug, Clone)]
pub struct Sealed {
    /// The row.
    pub outbox_id: i64,
    /// Its records.
    pub events: Vec<AuditRecord>,
}

/// What was added to the audit log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// How many records; 0 if all had been recorded before.
    pub records: i64,
    /// The last record of the log.
    pub last_id: i64,
    /// Its hash.
    pub hash: Hash,
}

/// Where the database is, and how long to wait for it.
#[derive(Clone)]
pub struct Options {
    /// `sqlite:PATH`, or `mysql://USER:PASSWORD@HOST:PORT/DATABASE` with these parameters after a `?`, joined by `&`:
    /// `require_ssl=true` encrypts and checks the server's certificate (`verify_ca=false` believes any; the driver's
    /// `verify_identity=false` changes nothing with its TLS library), `prefer_socket=true` changes to the server's Unix socket where the host is this machine.
    pub url: String,
    /// The authority that signed the server's certificate, a PEM file, in the place of the well-known ones.
    pub ca: Option<PathBuf>,
    /// How many connections to hold at most.
    pub max_connections: usize,
    /// How long a call waits for a connection.
    pub wait: Duration,
    /// How long a call may take.
    pub statement_timeout: Duration,
    /// How long the server keeps a connection of which it hears nothing, in whole seconds. A node that loses its power in the middle of a transaction holds its
    /// locks until then, those of sessions or of the queue, for MySQL's own default is eight hours. Between two statements of one transaction pass
    /// milliseconds; idle connections that are closed are not missed.
    pub silence: Duration,
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The URL holds a password.
        f.debug_struct("Options").field("max_connections", &self.max_connections).finish_non_exhaustive()
    }
}

impl Options {
    /// The usual limits for a database.
    pub fn new(url: impl Into<String>) -> Self {
        let seconds = Duration::from_secs;
        Self { url: url.into(), ca: None, max_connections: 16, wait: seconds(5), statement_timeout: seconds(10), silence: seconds(5) }
    }
}

/// How to run queries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// They only read: without a transaction, on any connection, and again if one breaks.
    Read,
    /// In a transaction. Run again only while it is certain that nothing was committed.
    Write,
    /// As `Write`, for what begins by locking the queue.
    Queue,
    /// In a transaction that, when told that it runs again, checks what an earlier run may have left: run again after anything.
    Rerun,
}

/// The database. Clones share its connections.
#[derive(Clone)]
pub struct Store {
    backend: Backend,
    /// For calls that wait outside of the pools.
    wait: Duration,
    sites: Arc<cache::Sites>,
}

#[derive(Clone)]
enum Backend {
    Mysql(mysql::Pool),
    Sqlite(sqlite::Pool),
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.is_sqlite() { "Store(SQLite)" } else { "Store(MySQL)" })
    }
}

/// Runs a query function of the configured database: `run!(store, Mode, noun::function(arguments))`. The arguments are cloned for each
/// run.
macro_rules! run {
    ($store:expr, $mode:ident, $noun:ident :: $function:ident ( $($argument:ident),* )) => {
        match &$store.backend {
            $crate::store::Backend::Mysql(pool) => {
                pool.run($crate::store::Mode::$mode, move |conn, _| {
                    Box::pin($crate::store::mysql::$noun::$function(conn, $(Clone::clone(&$argument)),*))
                }).await
            }
            $crate::store::Backend::Sqlite(pool) => {
                pool.run($crate::store::Mode::$mode, move |conn, _| {
                    Box::pin($crate::store::sqlite::$noun::$function(conn, $(Clone::clone(&$argument)),*))
                }).await
            }
        }
    };
}
use run;

impl Store {
    /// Reads the URL and prepares the connections, which are opened when they are needed: MySQL need not be up yet.
    #[expect(clippy::unused_async, reason = "callers should not have to change when a database has to be asked first")]
    pub async fn connect(options: Options) -> Result<Self> {
        let backend = if let Some(path) = options.url.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() || path == ":memory:" {
                return Err(bad_url("'sqlite:' must be followed by the path of a file"));
            }
            let pool = sqlite::Pool::new(PathBuf::from(path), options.max_connections.min(4), options.wait);
            Backend::Sqlite(pool)
        } else if options.url.starts_with("mysql://") || options.url.starts_with("mariadb://") {
            Backend::Mysql(mysql::Pool::new(&options)?)
        } else {
            return Err(bad_url("it must be 'sqlite:PATH' or 'mysql://USER:PASSWORD@HOST:PORT/DATABASE'"));
        };
        Ok(Self { backend, wait: options.wait, sites: Arc::default() })
    }

    /// Whether the database is SQLite, which one node has for itself.
    pub fn is_sqlite(&self) -> bool {
        matches!(self.backend, Backend::Sqlite(_))
    }

    /// Runs the migrations that are missing, and answers their names. Nodes that start at once wait for each other.
    pub async fn migrate(&self) -> Result<Vec<String>> {
        match &self.backend {
            Backend::Mysql(pool) => mysql::migrations::migrate(pool).await,
            Backend::Sqlite(pool) => sqlite::migrations::migrate(pool).await,
        }
    }

    /// The names of the migrations that are missing.
    pub async fn pending_migrations(&self) -> Result<Vec<String>> {
        match &self.backend {
            Backend::Mysql(pool) => mysql::migrations::pending(pool).await,
            Backend::Sqlite(pool) => sqlite::migrations::pending(pool).await,
        }
    }

    /// Reverts the newest migration that was run, and answers its name.
    pub async fn revert_migration(&self) -> Result<Option<String>> {
        match &self.backend {
            Backend::Mysql(pool) => mysql::migrations::revert(pool).await,
            Backend::Sqlite(pool) => sqlite::migrations::revert(pool).await,
        }
    }
}

/// An error about the URL, which must not be in it: it holds a password.
fn bad_url(problem: &str) -> Error {
    Error::Internal(format!("the database URL cannot be used: {problem}"))
}
