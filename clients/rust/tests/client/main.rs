//! The client as programs use it: with the server that `SUPPORTCHAT_BIN` names, and where there is none.

#![allow(clippy::expect_used, reason = "a test that cannot go on should stop")]

mod away;
mod demo;
mod real;
mod serve;

use std::path::PathBuf;
use std::time::Duration;

/// How long anything may take before a test gives up on it.
const PATIENCE: Duration = Duration::from_secs(30);

/// Waits for something, and not for ever.
async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, what).await.expect("it takes too long")
}

/// The example, which is built beside the tests.
fn bot() -> PathBuf {
    std::env::current_exe().expect("a path").ancestors().nth(2).expect("a folder").join("examples/bot")
}
