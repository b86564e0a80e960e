//! The README's tour, pasted block by block into as many shells as it has terminals.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::terminal::Terminal;
use crate::support::{Database, Server};

const README: &str = include_str!("../../README.md");

/// A fenced block of the tour.
#[derive(Debug, Clone)]
struct Block {
    language: String,
    terminal: u32,
    after_interrupt: bool,
    text: String,
}

/// The blocks under "A tour of the API in five minutes", in their order.
fn blocks() -> Vec<Block> {
    let tour = README.split("\n## ").find(|section| section.starts_with("A tour of the API in five minutes")).expect("the tour");
    let mut blocks = Vec::new();
    // Every second piece is inside of a fence.
    for fenced in tour.split("\n```").skip(1).step_by(2) {
        let (info, text) = fenced.split_once('\n').expect("a block");
        let (language, marks) = info.split_once(' ').unwrap_or_else(|| panic!("{info:?} says which terminal"));
        let marks: BTreeMap<&str, &str> = marks.split(' ').map(|mark| mark.split_once('=').expect("a mark")).collect();
        let known = marks.keys().all(|mark| ["terminal", "after"].contains(mark));
        assert!(known && ["sh", "json"].contains(&language) && marks.get("after").is_none_or(|after| *after == "interrupt"), "{info}");
        blocks.push(Block {
            language: language.to_owned(),
            terminal: marks["terminal"].parse().expect("a number"),
            after_interrupt: marks.contains_key("after"),
            text: format!("{text}\n"),
        });
    }
    blocks
}

/// The directory of grpcurl, which is installed if it is missing.
pub fn tools() -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/grpcurl.sh");
    let output = Command::new(script).output().expect("grpcurl.sh runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let path = String::from_utf8(output.stdout).expect("a path");
    for program in ["curl", "jq"] {
        assert!(Command::new(program).arg("--version").output().is_ok(), "{program} is missing: run `make test`, which installs it");
    }
    Path::new(path.trim_end()).parent().expect("a directory").display().to_string()
}

/// The JSON objects in a text, one behind the other; half a one at the end is left out.
pub fn objects(text: &str) -> Vec<Value> {
    serde_json::Deserializer::from_str(text).into_iter().map_while(Result::ok).collect()
}

/// The frames of a kind that a stream has shown.
fn frames(text: &str, kind: &str) -> Vec<Value> {
    objects(text).into_iter().filter_map(|object| object["frame"].get(kind).cloned()).collect()
}

/// grpcurl writes 64-bit numbers as strings, as protobuf's JSON has it.
fn seq(of: &Value) -> i64 {
    of["seq"].as_str().and_then(|seq| seq.parse().ok()).unwrap_or_else(|| panic!("a seq in {of}"))
}

fn seqs(entries: &[Value]) -> Vec<i64> {
    entries.iter().map(seq).collect()
}

/// Where the tour is.
struct Tour {
    directory: tempfile::TempDir,
    tools: String,
    terminals: BTreeMap<u32, Terminal>,
    /// What was sent as which client_message_id, and the seq that its first ack named.
    acks: BTreeMap<String, i64>,
}

impl Tour {
    /// Pastes a block, and waits until the terminal has done what it can do by itself.
    fn paste(&mut self, block: &Block) -> String {
        let terminal = self.terminals.entry(block.terminal).or_insert_with(|| Terminal::open(self.directory.path(), &self.tools));
        if block.after_interrupt {
            terminal.interrupt("grpcurl");
        }
        if block.language == "json" {
            terminal.paste(&block.text);
            let ids: Vec<String> = objects(&block.text).iter().map(|frame| frame["request_id"].as_str().expect("an id").to_owned()).collect();
            let answered = |text: &str| {
                let answers = objects(text);
                let is =
                    |id: &String| answers.iter().any(|answer| ["ack", "subscribed"].iter().any(|kind| answer["frame"][kind]["requestId"] == **id));
                ids.iter().all(is)
            };
            return terminal.shows("an answer to each frame", answered);
        }
        let talks = block.text.trim_end().ends_with("ChatService/Chat");
        if talks {
            terminal.paste(&block.text);
            return terminal.shows("welcome", |text| frames(text, "welcome").len() == 1);
        }
        terminal.paste(&format!("{}echo 'end of block'\n", block.text));
        terminal.shows("the end of the block", |text| text.contains("end of block\n"))
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_readme_is_true_word_for_word() {
    let database = Database::sqlite();
    let server = Server::start(&database);
    let directory = tempfile::tempdir().expect("a temporary directory");
    std::os::unix::fs::symlink(server.data.path(), directory.path().join("data")).expect("data/demo.json");
    let tour = Tour { directory, tools: tools(), terminals: BTreeMap::new(), acks: BTreeMap::new() };
    tokio::task::spawn_blocking(|| walk(tour)).await.expect("the tour");
    drop(server);
}

fn walk(mut tour: Tour) {
    let mut passed = Vec::new();
    // The last seq that the visitor had when their line broke, and what was said after it.
    let (mut seen, mut missed) = (0, Vec::new());
    for block in blocks() {
        let shown = tour.paste(&block);
        let said = &block.text;
        let step = match (block.language.as_str(), block.terminal) {
            ("sh", 1) if said.contains("/messages ") => {
                let objects = objects(&shown);
                assert_eq!((&objects[0]["id"], &objects[0]["user_id"], &objects[0]["agent_id"]), (&123.into(), &1.into(), &2.into()), "{shown}");
                assert_eq!(objects[1]["message"], "Hello!", "{shown}");
                "REST"
            }
            ("sh", 1) if block.after_interrupt => "back",
            ("sh", 1) => {
                assert_eq!(frames(&shown, "welcome")[0]["participant"]["type"], "PARTICIPANT_TYPE_USER", "the first terminal is the visitor's");
                "visitor"
            }
            ("json", 1) if said.contains("after_seq") => {
                let after: i64 = objects(said)[0]["subscribe"]["after_seq"].as_i64().expect("a seq");
                assert_eq!(after, seen, "the README names the last seq that the visitor has");
                let wanted = missed.len();
                let shown = tour.terminals[&1].shows("the rest", |text| frames(text, "entry").len() >= wanted);
                let entries = frames(&shown, "entry");
                assert_eq!(seqs(&entries), (after + 1..=after + 2).collect::<Vec<_>>(), "exactly the rest, in order");
                let texts: Vec<&Value> = entries.iter().map(|entry| &entry["message"]).collect();
                assert_eq!(texts, missed.iter().collect::<Vec<_>>());
                "resume"
            }
            ("json", 1) => {
                let shown = tour.terminals[&1].shows("everything said so far", |text| text.contains("\"Hello!\""));
                let entries = frames(&shown, "entry");
                assert_eq!(seqs(&entries), (1..=3).collect::<Vec<_>>(), "created, assigned, Hello!");
                seen = 3;
                "past"
            }
            ("sh", 2) => {
                assert_eq!(frames(&shown, "welcome")[0]["participant"]["type"], "PARTICIPANT_TYPE_AGENT", "the second terminal is the agent's");
                "agent"
            }
            ("json", 2) => {
                let sends: Vec<Value> = objects(said).iter().filter_map(|frame| frame.get("send").cloned()).collect();
                let acks = frames(&shown, "ack");
                assert_eq!(sends.len(), acks.len(), "{shown}");
                let mut repeated = false;
                for (send, ack) in sends.iter().zip(&acks) {
                    assert_eq!(send["client_message_id"], ack["clientMessageId"]);
                    let id = send["client_message_id"].as_str().expect("an id").to_owned();
                    if let Some(first) = tour.acks.get(&id) {
                        assert_eq!(seq(ack), *first, "the ack of a repeated message names the first");
                        repeated = true;
                        continue;
                    }
                    tour.acks.insert(id, seq(ack));
                    if passed.contains(&"live") {
                        missed.push(send["message"].clone());
                    }
                }
                if repeated {
                    "repeat"
                } else if passed.contains(&"live") {
                    "missed"
                } else {
                    let last = sends.last().expect("a message")["message"].clone();
                    let is_there = |text: &str| frames(text, "entry").last().is_some_and(|entry| entry["message"] == last);
                    let shown = tour.terminals[&1].shows("the agent's message, at the visitor's", is_there);
                    seen = seq(frames(&shown, "entry").last().expect("the message"));
                    assert_eq!(Some(&seen), tour.acks.values().last(), "the visitor and the agent are told the same seq");
                    "live"
                }
            }
            ("sh", 3) if said.contains("/events") => {
                let ids: Vec<&str> = shown.lines().filter_map(|line| line.strip_prefix("id: ")).collect();
                assert_eq!(ids, ["5", "6"], "{shown}");
                assert!(shown.contains("event: entry\n") && shown.contains("I will wait."), "{shown}");
                "events"
            }
            ("sh", 3) => {
                for wanted in ["supportchat.v1.ChatService\n", "supportchat.v1.AuthService\n", "grpc.health.v1.Health\n", "rpc SendMessage"] {
                    assert!(shown.contains(wanted), "{wanted} in {shown}");
                }
                "reflection"
            }
            other => panic!("a block that this test does not know: {other:?} {said}"),
        };
        passed.push(step);
    }
    assert_eq!(passed, ["REST", "visitor", "past", "agent", "live", "missed", "back", "resume", "repeat", "events", "reflection"]);
    // What was repeated did not come twice.
    let shown = tour.terminals[&1].shows("nothing more", |_| true);
    assert_eq!(seqs(&frames(&shown, "entry")), [5, 6], "{shown}");
}
