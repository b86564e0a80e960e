//! The driver as a program. That it is tested also has `cargo test` build it.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

#[test]
fn each_command_is_answered_and_the_end_of_the_input_ends_it() {
    let mut driver = Command::new(env!("CARGO_BIN_EXE_supportchat-client-conformance"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the driver starts");
    let lines = [
        // Nobody listens there.
        json!({"id": 1, "op": "connect", "client": "k", "target": "http://127.0.0.1:9", "login": {"api_key": "k"}}),
        json!({"id": 2, "op": "open", "client": "k", "conversation": "c", "session": 123, "after_seq": 0}),
        json!({"id": 3, "op": "next", "conversation": "c", "count": 1, "timeout_ms": 60000}),
        json!({"id": 4, "op": "close", "conversation": "c"}),
        json!({"id": 5, "op": "serve", "client": "k"}),
        json!({"id": 6, "op": "typing", "conversation": "unknown"}),
    ];
    let mut input = driver.stdin.take().expect("its input");
    for line in lines {
        writeln!(input, "{line}").expect("it reads");
    }
    drop(input);
    let output = driver.wait_with_output().expect("its output");
    assert!(output.status.success());
    let answers = String::from_utf8(output.stdout).expect("text");
    let mut answers: Vec<Value> = answers.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    answers.sort_by_key(|answer| answer["id"].as_i64());
    assert_eq!(
        answers[..5],
        [
            json!({"id": 1, "result": {}}),
            json!({"id": 2, "result": {}}),
            json!({"id": 3, "result": {"messages": [], "ended": true}}),
            json!({"id": 4, "result": {}}),
            json!({"id": 5, "result": {}})
        ]
    );
    assert_eq!(answers[5]["error"]["code"], "INVALID_ARGUMENT");
}
