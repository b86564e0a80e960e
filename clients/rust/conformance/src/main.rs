//! The driver with which `clients/conformance` tests the Rust client: commands as lines of JSON in, answers out. `clients/conformance/README.md` says which.

mod answer;
mod command;
mod driver;

use std::sync::Arc;

use serde_json::json;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, stdin, stdout};
use tokio::sync::mpsc;

use command::Line;
use driver::Driver;

// On one thread tasks begin in the order in which they are spawned, and so do the sends of a conversation.
#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let driver = Arc::new(Driver::default());
    let (answers, mut answered) = mpsc::unbounded_channel::<String>();
    let writing = tokio::spawn(async move {
        let mut stdout = stdout();
        while let Some(answer) = answered.recv().await {
            stdout.write_all(answer.as_bytes()).await?;
            stdout.write_all(b"\n").await?;
            stdout.flush().await?;
        }
        Ok::<_, std::io::Error>(())
    });

    let mut lines = BufReader::new(stdin()).lines();
    while let Some(line) = lines.next_line().await? {
        let Line { id, command } = match serde_json::from_str(&line) {
            Ok(line) => line,
            Err(error) => {
                eprintln!("this is no command ({error}): {line}");
                continue;
            }
        };
        let (driver, answers) = (Arc::clone(&driver), answers.clone());
        tokio::spawn(async move {
            let answer = match driver.carry_out(command).await {
                Ok(result) => json!({"id": id, "result": result}),
                Err(error) => json!({"id": id, "error": answer::error(&error)}),
            };
            // At the end of the input nobody reads any more.
            let _ = answers.send(answer.to_string());
        });
    }
    driver.close();
    drop(answers);
    writing.await?
}
