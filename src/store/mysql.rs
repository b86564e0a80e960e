//! MySQL and MariaDB: the connection, the dialect, and the query files mounted on them.

mod pool;

use diesel_async::AsyncMysqlConnection;
use diesel_migrations::{EmbeddedMigrations, embed_migrations};

pub use pool::Pool;

/// The connection that the query files use.
pub type Conn = AsyncMysqlConnection;
/// The SQL that it speaks.
pub type Backend = diesel::mysql::Mysql;

/// Its migrations.
const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations/mysql");

/// Locks the rows that a query finds until the transaction ends.
macro_rules! for_update {
    ($query:expr) => {
        $query.for_update()
    };
}

/// The same for SQL written by hand.
const FOR_UPDATE: &str = " FOR UPDATE";

/// Ends an insert of sessions that are all there: only their counters change. (VALUES() is deprecated in MySQL; what replaces it is
/// not known to MariaDB.)
const SET_LAST_SEQ: &str = " ON DUPLICATE KEY UPDATE last_seq = VALUES(last_seq)";

/// Ends an insert of marks that may be there already: they only grow.
const RAISE_MARKS: &str =
    ") ON DUPLICATE KEY UPDATE delivered_seq = GREATEST(delivered_seq, VALUES(delivered_seq)), read_seq = GREATEST(read_seq, VALUES(read_seq))";

/// Begins an insert that does nothing where the key is taken.
const INSERT_OR_IGNORE: &str = "INSERT IGNORE";

/// The id that the last insert was given. MySQL has no RETURNING.
async fn last_id(conn: &mut Conn) -> diesel::QueryResult<i64> {
    use diesel_async::RunQueryDsl as _;
    diesel::select(diesel::dsl::sql::<diesel::sql_types::BigInt>("CAST(LAST_INSERT_ID() AS SIGNED)")).get_result(conn).await
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
