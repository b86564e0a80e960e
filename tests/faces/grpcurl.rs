//! docs/operations/grpcurl.md: each command in it, pasted into a shell in its order, and what it says they answer.

use serde_json::Value;

use super::tour;
use crate::support::terminal::Terminal;
use crate::support::{Database, Server};

const GUIDE: &str = include_str!("../../docs/operations/grpcurl.md");

/// The fenced blocks: language and text.
fn blocks() -> Vec<(&'static str, &'static str)> {
    GUIDE.split("\n```").skip(1).step_by(2).map(|fenced| fenced.split_once('\n').expect("a block")).collect()
}

/// Whether all that is named in one is in the other; an empty text stands for any.
fn holds(wanted: &Value, found: &Value) -> bool {
    match (wanted, found) {
        (Value::Object(wanted), Value::Object(found)) => {
            wanted.iter().all(|(name, wanted)| found.get(name).is_some_and(|found| holds(wanted, found)))
        }
        (Value::Array(wanted), Value::Array(found)) => wanted.iter().all(|wanted| found.iter().any(|found| holds(wanted, found))),
        (Value::String(wanted), Value::String(_)) if wanted.is_empty() => true,
        (wanted, found) => wanted == found,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_guide_to_grpcurl_is_true_word_for_word() {
    let database = Database::sqlite();
    let server = Server::start(&database);
    let directory = tempfile::tempdir().expect("a temporary directory");
    std::os::unix::fs::symlink(server.data.path(), directory.path().join("data")).expect("data/demo.json");
    let address = server.demo.url.trim_start_matches("http://").to_owned();
    let walk = move || {
        let mut terminal = Terminal::open(directory.path(), &tour::tools());
        let blocks = blocks();
        assert!(blocks.len() > 20, "the guide has blocks");
        for (index, (_, text)) in blocks.iter().enumerate().filter(|(_, (language, _))| *language == "sh") {
            let text = text.replace("127.0.0.1:8080", &address);
            terminal.paste(&format!("{text}\necho \"end of block $?\"\n"));
            let shown = terminal.shows("the end of the block", |shown| shown.contains("end of block "));
            let (_, status) = shown.rsplit_once("end of block ").expect("its status");
            let (expected, what) = blocks.get(index + 1).copied().filter(|(language, _)| *language != "sh").unwrap_or_default();
            assert_eq!(status.trim() == "0", !what.to_lowercase().starts_with("error"), "{text}\nshows\n{shown}");
            match expected {
                "text" => what.lines().for_each(|line| assert!(shown.contains(line), "{text}\nshows no {line:?}:\n{shown}")),
                "json" => {
                    let wanted: Value = serde_json::from_str(what).unwrap_or_else(|error| panic!("{what}: {error}"));
                    assert!(tour::objects(&shown).iter().any(|found| holds(&wanted, found)), "{text}\nshows nothing like {what}:\n{shown}");
                }
                _ => {}
            }
        }
    };
    tokio::task::spawn_blocking(walk).await.expect("the guide");
    drop(server);
}
