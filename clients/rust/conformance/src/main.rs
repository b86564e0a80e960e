//! The driver with which `clients/conformance` tests the Rust client: commands as lines of JSON in, answers out. `clients/conformance/README.md` says which.

mod answer;
mod command;
mod driver;
mod handler;

use std::io::{Write as _, stderr, stdin, stdout};
use std::sync::Arc;
use std::thread;

use serde_json::json;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use command::Line;
use driver::Driver;

// On one thread tasks begin in the order in which they are spawned, and so do the sends of a conversation.
#[tokio::main(flavor = "current_thread")]
async fn main() {
    // What becomes of the line, and nothing of what is below it.
    let ours = ["supportchat_client", env!("CARGO_CRATE_NAME")].map(|target| (target, Level::DEBUG));
    let log = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(stderr);
    tracing_subscriber::registry().with(log).with(Targets::new().with_targets(ours)).init();
    let driver = Arc::new(Driver::default());
    let (lines, mut input) = mpsc::unbounded_channel();
    thread::spawn(move || stdin().lines().map_while(Result::ok).try_for_each(|line| lines.send(line)));
    let mut under_way = JoinSet::new();
    while let Some(line) = input.recv().await {
        let Line { id, command } = match serde_json::from_str(&line) {
            Ok(line) => line,
            Err(error) => {
                eprintln!("this is no command ({error}): {line}");
                continue;
            }
        };
        let driver = Arc::clone(&driver);
        under_way.spawn(async move {
            let answer = match driver.carry_out(command).await {
                Ok(result) => json!({"id": id, "result": result}),
                Err(error) => json!({"id": id, "error": answer::error(&error)}),
            };
            // At the end of the input nobody may read any more.
            let _ = writeln!(stdout(), "{answer}");
        });
        while under_way.try_join_next().is_some() {}
    }
    driver.close().await;
    while under_way.join_next().await.is_some() {}
}
