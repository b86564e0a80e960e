//! Connections to MySQL, and running queries on them within a time, once or until they are through.

use std::sync::Arc;
use std::time::Duration;

use diesel_async::pooled_connection::deadpool::{self, Hook, HookError, Object};
use diesel_async::pooled_connection::{AsyncDieselConnectionManager, ManagerConfig, PoolError, RecyclingMethod};
use diesel_async::{AsyncConnection, SimpleAsyncConnection as _, TransactionManager};
use futures::FutureExt as _;
use futures::future::BoxFuture;
use mysql_async::{Opts, OptsBuilder};
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout, timeout_at};

use super::Conn;
use crate::model::{Cause, Error, Result};
use crate::store::failure::{Answer, Class, Failure};
use crate::store::{Mode, Options, bad_url};

type Transactions = <Conn as AsyncConnection>::TransactionManager;

/// A connection that was idle for longer is asked whether it is still there before it is used.
const PING_AFTER: Duration = Duration::from_millis(500);
/// A connection is not used for longer than this: what the server keeps for it ends with it, and so does a wrong idea of where the
/// server is after a switch to another one.
const MAX_AGE: Duration = Duration::from_secs(3600);
/// How many transactions of a node want the queue's lock at a time: one that has it, one that takes it the moment it is free. Of more,
/// each would hold a connection for nothing, until none were left for messages.
const QUEUE_TRANSACTIONS: usize = 2;
/// How often queries are run at most.
const MAX_RUNS: u32 = 8;

/// Connections to one database.
#[derive(Clone)]
pub struct Pool {
    connections: deadpool::Pool<Conn>,
    queue: Arc<Semaphore>,
    opts: Opts,
    wait: Duration,
    limit: Duration,
}

impl Pool {
    /// A pool. Nothing is connected yet.
    pub fn new(options: &Options) -> Result<Self> {
        let opts = connection_options(options)?;
        let mut config = ManagerConfig::default();
        config.recycling_method = RecyclingMethod::Fast;
        let for_setup = opts.clone();
        config.custom_setup = Box::new(move |_| connect(for_setup.clone()).boxed());
        // The manager is told no URL: it would only carry the password about.
        let manager = AsyncDieselConnectionManager::new_with_config(String::new(), config);
        let connections = deadpool::Pool::builder(manager)
            .max_size(options.max_connections.max(1))
            .pre_recycle(Hook::async_fn(|conn: &mut Conn, metrics| {
                let (idle, age) = (metrics.last_used(), metrics.age());
                async move {
                    if age > MAX_AGE {
                        return Err(HookError::message("old enough"));
                    }
                    if idle < PING_AFTER {
                        return Ok(());
                    }
                    let ping = timeout(Duration::from_secs(1), conn.batch_execute("DO 1")).await;
                    ping.map_err(|_| HookError::message("no answer"))?.map_err(|error| HookError::Backend(PoolError::QueryError(error)))
                }
                .boxed()
            }))
            .build()
            .map_err(|error| Error::Internal(format!("the database pool cannot be built: {error}")))?;
        let queue = Arc::new(Semaphore::new(QUEUE_TRANSACTIONS));
        Ok(Self { connections, queue, opts, wait: options.wait, limit: options.statement_timeout })
    }

    /// A connection outside of the pool.
    pub async fn open(&self) -> Result<Conn> {
        let conn = timeout(self.wait, connect(self.opts.clone())).await.map_err(|_| unavailable(&"it does not answer"))?;
        conn.map_err(|error| unavailable(&error))
    }

    /// Waits until no other node migrates. DDL commits by itself, so that the lock, an ordinary row, is held by a connection of its own;
    /// it ends with the connection, whatever becomes of this process.
    pub async fn lock_migrations(&self) -> Result<Conn> {
        let mut conn = self.open().await?;
        // It is silent for as long as another connection migrates.
        let statements = "SET SESSION innodb_lock_wait_timeout = 300, wait_timeout = 28800; \
             CREATE TABLE IF NOT EXISTS migration_lock (id INT NOT NULL PRIMARY KEY) ENGINE=InnoDB; \
             INSERT IGNORE INTO migration_lock (id) VALUES (1); \
             BEGIN; SELECT id FROM migration_lock WHERE id = 1 FOR UPDATE";
        conn.batch_execute(statements).await.map_err(|error| Error::from(Failure::from(error)))?;
        Ok(conn)
    }

    /// Runs queries, in a task of their own: a caller who hangs up does not cancel what is half done.
    pub async fn run<T, F>(&self, mode: Mode, queries: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'c> Fn(&'c mut Conn, bool) -> BoxFuture<'c, Answer<T>> + Send + Sync + 'static,
    {
        let pool = self.clone();
        let task = tokio::spawn(Cause::carried(async move { pool.run_here(mode, &queries).await }));
        task.await.map_err(|error| Error::Internal(format!("a task of the database failed: {error}")))?
    }

    async fn run_here<T, F>(&self, mode: Mode, queries: &F) -> Result<T>
    where
        F: for<'c> Fn(&'c mut Conn, bool) -> BoxFuture<'c, Answer<T>> + Sync,
    {
        let turn = async { if mode == Mode::Queue { self.queue.acquire().await.ok() } else { None } };
        let _turn = timeout(self.wait, turn).await.map_err(|_| busy())?;
        let deadline = Instant::now() + self.limit;
        let mut runs = 0;
        loop {
            let mut conn = self.connection().await?;
            runs += 1;
            let Ok(ran) = timeout_at(deadline, attempt(&mut conn, mode, queries, runs > 1)).await else {
                // Somewhere in the middle of something: nobody else may have this connection.
                drop(Object::take(conn));
                return Err(Error::Unavailable("the database took too long".into()));
            };
            let failed = match ran {
                Ok(value) => return Ok(value),
                Err(failed) => failed,
            };
            if failed.clean {
                drop(conn);
            } else {
                drop(Object::take(conn));
            }
            if failed.failure.class() == Class::Lost {
                // What broke this connection has broken the idle ones too, most likely; trying them one by one would use up the runs.
                self.connections.retain(|_, _| false);
            }
            let pause = Duration::from_millis(rand::random_range(1..=10) << runs.min(5));
            if !failed.may_run_again(mode) || runs >= MAX_RUNS || Instant::now() + pause >= deadline {
                return Err(failed.failure.into());
            }
            // A duplicate is not a conflict: the next run knows what to look for.
            if failed.failure.class() != Class::Duplicate {
                tokio::time::sleep(pause).await;
            }
        }
    }

    async fn connection(&self) -> Result<Object<Conn>> {
        let conn = timeout(self.wait, self.connections.get()).await.map_err(|_| busy())?;
        conn.map_err(|error| unavailable(&error))
    }
}

/// A run that failed.
struct Failed {
    failure: Failure,
    /// The connection is as it was before.
    clean: bool,
    /// The commit was sent.
    committing: bool,
}

impl Failed {
    fn may_run_again(&self, mode: Mode) -> bool {
        match self.failure.class() {
            Class::Final => false,
            Class::Duplicate => mode == Mode::Rerun,
            Class::Contended => true,
            // Who loses the connection while committing does not know whether it was done.
            Class::Lost => !self.committing || mode == Mode::Rerun,
        }
    }
}

async fn attempt<T, F>(conn: &mut Conn, mode: Mode, queries: &F, again: bool) -> std::result::Result<T, Failed>
where
    F: for<'c> Fn(&'c mut Conn, bool) -> BoxFuture<'c, Answer<T>>,
{
    let clean = |failure: &Failure| failure.class() != Class::Lost;
    if mode == Mode::Read {
        return queries(conn, again).await.map_err(|failure| Failed { clean: clean(&failure), failure, committing: false });
    }
    let broken = |committing| move |error| Failed { failure: Failure::Database(error), clean: false, committing };
    Transactions::begin_transaction(conn).await.map_err(broken(false))?;
    match queries(conn, again).await {
        Ok(value) => Transactions::commit_transaction(conn).await.map_err(broken(true)).map(|()| value),
        Err(failure) => {
            let rolled_back = Transactions::rollback_transaction(conn).await.is_ok();
            Err(Failed { clean: rolled_back && clean(&failure), failure, committing: false })
        }
    }
}

fn busy() -> Error {
    Error::Unavailable("the database is busy".into())
}

fn unavailable(error: &dyn std::fmt::Display) -> Error {
    Error::Unavailable(format!("the database cannot be reached: {error}"))
}

/// The options of a connection, from the URL and from what the queries rely on.
fn connection_options(options: &Options) -> Result<Opts> {
    let url = options.url.replacen("mariadb://", "mysql://", 1);
    // The parser's errors do not repeat the URL.
    let opts = Opts::from_url(&url).map_err(|error| bad_url(&error.to_string()))?;
    if opts.db_name().is_none_or(str::is_empty) {
        return Err(bad_url("it must end in '/DATABASE'"));
    }
    // Less than a call may take, so that waiting for a lock ends as such and the connection survives.
    let lock_wait = (options.statement_timeout.as_secs() / 2).max(1);
    let init = vec![
        "SET SESSION time_zone = '+00:00'".to_owned(),
        "SET NAMES utf8mb4 COLLATE utf8mb4_bin".to_owned(),
        // What a statement reads is what is committed when it begins. Decisions are made on rows that are locked.
        "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED".to_owned(),
        // Refuse what does not fit, instead of cutting it off.
        "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'".to_owned(),
        format!("SET SESSION innodb_lock_wait_timeout = {lock_wait}, wait_timeout = {}", options.silence.as_secs().max(1)),
    ];
    // By default the driver asks the server for its socket and goes there: behind a forwarded port that may be another server's.
    let prefer_socket = url.contains("prefer_socket=true");
    let ssl = match (opts.ssl_opts(), &options.ca) {
        (Some(ssl), Some(ca)) => Some(ssl.clone().with_root_certs(vec![ca.clone().into()]).with_disable_built_in_roots(true)),
        (None, Some(_)) => return Err(bad_url("with an authority it must also say '?require_ssl=true'")),
        (ssl, None) => ssl.cloned(),
    };
    let builder = OptsBuilder::from_opts(opts).ssl_opts(ssl).init(init).prefer_socket(prefer_socket);
    // Diesel has its own cache of statements, and counts what an UPDATE finds, not what it changes.
    Ok(builder.stmt_cache_size(0).client_found_rows(true).into())
}

async fn connect(opts: Opts) -> diesel::ConnectionResult<Conn> {
    let bad = |error: mysql_async::Error| diesel::ConnectionError::BadConnection(error.to_string());
    Conn::try_from(mysql_async::Conn::new(opts).await.map_err(bad)?).await
}
