//! The limit: what the database does alone, with the same rows, durability and drivers, and nothing of ours.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, RunQueryDsl as _, SqliteConnection};
use mysql_async::prelude::Queryable as _;

use crate::support::Database;

const TABLE: &str = "CREATE TABLE IF NOT EXISTS raw_rows (id BIGINT PRIMARY KEY, session BIGINT NOT NULL, sender BIGINT NOT NULL, client_id VARCHAR(64) NOT NULL, message TEXT NOT NULL, UNIQUE (session, sender, client_id))";

fn insert(first: u64, rows: u64) -> String {
    let values: Vec<String> =
        (first..first + rows).map(|id| format!("({id},{},1,'client-{id:026}','Where is my order? It was to come on Monday.')", id % 64)).collect();
    format!("INSERT INTO raw_rows (id, session, sender, client_id, message) VALUES {}", values.join(","))
}

/// Commits of so many rows each: rows a second over two connections, and how long each commit took, sorted.
pub async fn commits(database: &Database, rows: u64, connections: usize, time: Duration) -> (f64, Vec<Duration>) {
    if database.is_sqlite() {
        let url = database.url.trim_start_matches("sqlite:").to_owned();
        return tokio::task::spawn_blocking(move || sqlite(&url, rows, time)).await.expect("raw rows");
    }
    let next = Arc::new(AtomicU64::new(1));
    let mut writers = Vec::new();
    let began = Instant::now();
    for writer in 0..connections {
        let (url, next) = (database.url.clone(), Arc::clone(&next));
        let mut connection = mysql_async::Conn::from_url(&url).await.expect("a connection");
        if writer == 0 {
            connection.query_drop("DROP TABLE IF EXISTS raw_rows").await.expect("no table");
            connection.query_drop(TABLE).await.expect("a table");
        }
        writers.push(tokio::spawn(async move {
            let mut took = Vec::new();
            while began.elapsed() < time {
                let sql = insert(next.fetch_add(rows, Ordering::Relaxed), rows);
                let start = Instant::now();
                connection.query_drop(sql).await.expect("an insert");
                took.push(start.elapsed());
            }
            took
        }));
    }
    let mut took = Vec::new();
    for writer in writers {
        took.extend(writer.await.expect("a writer"));
    }
    let elapsed = began.elapsed();
    took.sort();
    (rate(rows, took.len(), elapsed), took)
}

#[expect(clippy::cast_precision_loss, reason = "a rate")]
fn rate(rows: u64, commits: usize, elapsed: Duration) -> f64 {
    rows as f64 * commits as f64 / elapsed.as_secs_f64()
}

fn sqlite(path: &str, rows: u64, time: Duration) -> (f64, Vec<Duration>) {
    std::fs::create_dir_all(std::path::Path::new(path).parent().expect("a directory")).expect("a directory");
    let mut connection = SqliteConnection::establish(&format!("{path}.raw")).expect("SQLite");
    connection.batch_execute(&format!("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; DROP TABLE IF EXISTS raw_rows; {TABLE}")).expect("a table");
    let (mut took, mut next, began) = (Vec::new(), 1, Instant::now());
    while began.elapsed() < time {
        let sql = insert(next, rows);
        next += rows;
        let start = Instant::now();
        diesel::sql_query(sql).execute(&mut connection).expect("an insert");
        took.push(start.elapsed());
    }
    let elapsed = began.elapsed();
    took.sort();
    (rate(rows, took.len(), elapsed), took)
}
