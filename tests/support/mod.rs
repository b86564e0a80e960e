//! What the stories share: databases of their own, the real server, the real generated client.

pub mod broker;
pub mod client;
pub mod clock;
pub mod codec;
pub mod database;
pub mod program;
pub mod rest;
pub mod server;
pub mod sse;
pub mod terminal;
pub mod wire;

pub use broker::{BrokerServer, VirtualHost};
pub use client::{Client, Frames, Talk};
pub use database::{Database, DatabaseServer};
pub use server::Server;

/// What `make test` says in the environment.
#[expect(clippy::disallowed_methods, reason = "how `make test` talks to the tests")]
pub fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// What a client waits before it tries again.
pub async fn pause() {
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
}

/// Whether the long tests run too.
pub fn full() -> bool {
    environment("FULL").is_some()
}

/// Writes one story for each database: `sqlite::name` and `mysql::name`.
#[macro_export]
macro_rules! stories {
    ($($(#[$meta:meta])* async fn $name:ident($database:ident: Database) $body:block)*) => {
        $(async fn $name($database: $crate::support::Database) $body)*
        mod sqlite { $($(#[$meta])* #[tokio::test(flavor = "multi_thread", worker_threads = 2)] async fn $name() { super::$name($crate::support::Database::sqlite()).await; })* }
        mod mysql { $($(#[$meta])* #[tokio::test(flavor = "multi_thread", worker_threads = 2)] async fn $name() { super::$name($crate::support::Database::mysql().await).await; })* }
    };
}
