//! SQLite: the connection, the dialect, and the query files mounted on them.

mod pool;

use std::error::Error;

use diesel::SqliteConnection;
use diesel_async::sync_connection_wrapper::{SpawnBlocking, SyncConnectionWrapper};
use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use futures::FutureExt as _;
use futures::future::BoxFuture;

pub use pool::Pool;

/// The connection that the query files use.
pub type Conn = SyncConnectionWrapper<SqliteConnection, Inline>;
/// The SQL that it speaks.
pub type Backend = diesel::sqlite::Sqlite;

/// Runs each query where it is: the pool has put the whole transaction on a thread that may block, so that the shared, asynchronous
/// query code never waits for anything here and one hop serves all of it.
pub struct Inline;

impl SpawnBlocking for Inline {
    fn spawn_blocking<'a, R>(&mut self, task: impl FnOnce() -> R + Send + 'static) -> BoxFuture<'a, Result<R, Box<dyn Error + Send + Sync + 'static>>>
    where
        R: Send + 'static,
    {
        std::future::ready(Ok(task())).boxed()
    }

    fn get_runtime() -> Self {
        Self
    }
}

/// Its migrations.
const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations/sqlite");

/// Nothing to lock: an immediate transaction is alone with the database.
macro_rules! for_update {
    ($query:expr) => {
        $query
    };
}

/// The same for SQL written by hand.
const FOR_UPDATE: &str = "";

/// Ends an insert of sessions that are all there: only their counters change.
const SET_LAST_SEQ: &str = " ON CONFLICT (id) DO UPDATE SET last_seq = excluded.last_seq";

/// Ends an insert of marks that may be there already: they only grow.
const RAISE_MARKS: &str = ") ON CONFLICT (chat_session_id, member_type, member_id) DO UPDATE \
     SET delivered_seq = max(delivered_seq, excluded.delivered_seq), read_seq = max(read_seq, excluded.read_seq)";

/// Begins an insert that does nothing where the key is taken.
const INSERT_OR_IGNORE: &str = "INSERT OR IGNORE";

/// The id that the last insert was given.
async fn last_id(conn: &mut Conn) -> diesel::QueryResult<i64> {
    use diesel_async::RunQueryDsl as _;
    diesel::select(diesel::dsl::sql::<diesel::sql_types::BigInt>("last_insert_rowid()")).get_result(conn).await
}

#[path = "agents.rs"]
pub mod agents;
#[path = "assignment.rs"]
mod assignment;
#[path = "attachments.rs"]
pub mod attachments;
#[path = "audit.rs"]
pub mod audit;
#[path = "canned_replies.rs"]
pub mod canned_replies;
#[path = "credentials.rs"]
pub mod credentials;
#[path = "erasure.rs"]
pub mod erasure;
#[path = "handover.rs"]
pub mod handover;
#[path = "leases.rs"]
pub mod leases;
#[path = "logins.rs"]
pub mod logins;
#[path = "marks.rs"]
pub mod marks;
#[path = "messages.rs"]
pub mod messages;
#[path = "migrations.rs"]
pub mod migrations;
#[path = "nodes.rs"]
pub mod nodes;
#[path = "outbox.rs"]
pub mod outbox;
#[path = "presence.rs"]
pub mod presence;
#[path = "search.rs"]
pub mod search;
#[path = "sessions.rs"]
pub mod sessions;
#[path = "settings.rs"]
pub mod settings;
#[path = "sites.rs"]
pub mod sites;
#[path = "teams.rs"]
pub mod teams;
#[path = "users.rs"]
pub mod users;
#[path = "visitors.rs"]
pub mod visitors;
