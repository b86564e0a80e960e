//! Connections to a SQLite file: one that writes and a few that read.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use diesel::{Connection as _, SqliteConnection};
use diesel_async::SimpleAsyncConnection as _;
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;
use futures::future::BoxFuture;
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{Conn, Inline};
use crate::model::{Cause, Error, Result};
use crate::store::Mode;
use crate::store::failure::{Answer, Class, Failure};

/// WAL lets readers read while one writes; FULL makes a commit survive a power cut, which an acknowledged message has to.
const SET_UP: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF;";

/// Connections to one file.
#[derive(Clone)]
pub struct Pool {
    /// Apart from other processes nobody else writes, so that writers queue here, fairly, and not in SQLite's busy loop.
    writer: Slots,
    readers: Slots,
    wait: Duration,
}

/// So many connections, opened when they are needed.
#[derive(Clone)]
struct Slots {
    path: Arc<PathBuf>,
    permits: Arc<Semaphore>,
    idle: Arc<Mutex<Vec<Conn>>>,
}

impl Slots {
    fn new(path: Arc<PathBuf>, size: usize) -> Self {
        Self { path, permits: Arc::new(Semaphore::new(size)), idle: Arc::default() }
    }

    fn take(&self) -> Option<Conn> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn put_back(&self, conn: Conn) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(conn);
    }

    async fn open(&self) -> Result<Conn> {
        let mut tries = 0;
        loop {
            match self.try_open().await {
                // Changing a new file to WAL does not wait for its turn as other statements do.
                Err(_) if tries < 10 => tries += 1,
                result => return result,
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn try_open(&self) -> Result<Conn> {
        let unavailable = |error: &dyn std::fmt::Display| Error::Unavailable(format!("cannot open {}: {error}", self.path.display()));
        if let Some(parent) = self.path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            std::fs::create_dir_all(parent).map_err(|error| unavailable(&error))?;
        }
        let path = self.path.to_str().ok_or_else(|| Error::Internal("the path of the database is not UTF-8".into()))?;
        let conn = SqliteConnection::establish(path).map_err(|error| unavailable(&error))?;
        let mut conn = SyncConnectionWrapper::with_runtime(conn, Inline);
        conn.batch_execute(SET_UP).await.map_err(|error| unavailable(&error))?;
        Ok(conn)
    }
}

impl Pool {
    /// A pool for the file at this path, which is created when it is needed.
    pub fn new(path: PathBuf, readers: usize, wait: Duration) -> Self {
        let path = Arc::new(path);
        Self { writer: Slots::new(path.clone(), 1), readers: Slots::new(path, readers.max(1)), wait }
    }

    /// A connection outside of the pool.
    pub async fn open(&self) -> Result<Conn> {
        self.writer.open().await
    }

    /// Keeps this process from writing meanwhile. Another one needs no lock: SQLite's transactions hold the whole migration, so that
    /// whoever comes second finds it done.
    pub async fn lock_migrations(&self) -> Result<OwnedSemaphorePermit> {
        self.writer.permits.clone().acquire_owned().await.map_err(|_| busy())
    }

    /// Runs queries. Once begun they are finished, whether the caller still waits or not.
    pub async fn run<T, F>(&self, mode: Mode, queries: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'c> Fn(&'c mut Conn, bool) -> BoxFuture<'c, Answer<T>> + Send + 'static,
    {
        let slots = if mode == Mode::Read { self.readers.clone() } else { self.writer.clone() };
        let permit = tokio::time::timeout(self.wait, slots.permits.clone().acquire_owned()).await;
        let Ok(Ok(permit)) = permit else { return Err(busy()) };
        let (runtime, cause) = (Handle::current(), Cause::current());
        let task = tokio::task::spawn_blocking(move || {
            runtime.block_on(cause.scope(async move {
                let mut conn = match slots.take() {
                    Some(conn) => conn,
                    None => slots.open().await?,
                };
                let (result, clean) = match mode {
                    Mode::Read => (queries(&mut conn, false).await, true),
                    Mode::Write | Mode::Queue | Mode::Rerun => transact(&mut conn, mode, &queries).await,
                };
                // After a panic, or when not even a rollback worked, the connection is dropped, and with it what it had begun.
                if clean {
                    slots.put_back(conn);
                }
                drop(permit);
                result.map_err(Error::from)
            }))
        });
        task.await.map_err(|error| Error::Internal(format!("a task of the database failed: {error}")))?
    }
}

fn busy() -> Error {
    Error::Unavailable("the database is busy".into())
}

/// Runs queries in a transaction that is alone with the database from its beginning: one that reads first and wants to write later
/// would be refused if another had written in between. `false`: a transaction may still be open.
async fn transact<T, F>(conn: &mut Conn, mode: Mode, queries: &F) -> (Answer<T>, bool)
where
    F: for<'c> Fn(&'c mut Conn, bool) -> BoxFuture<'c, Answer<T>>,
{
    let mut again = false;
    loop {
        if let Err(error) = conn.batch_execute("BEGIN IMMEDIATE").await {
            return (Err(error.into()), false);
        }
        let failure = match queries(conn, again).await {
            Ok(value) => match conn.batch_execute("COMMIT").await {
                Ok(()) => return (Ok(value), true),
                Err(error) => Failure::from(error),
            },
            Err(failure) => failure,
        };
        let clean = conn.batch_execute("ROLLBACK").await.is_ok();
        if again || !clean || mode != Mode::Rerun || failure.class() != Class::Duplicate {
            return (Err(failure), clean);
        }
        again = true;
    }
}
