//! What the gateway promises, without a network.

use super::{Options, openapi};

fn options() -> Options {
    Options { public_url: Some("https://chat.example/".into()), version: "0.0.0", max_body: 1000, admit: |_, _| Ok(()) }
}

#[test]
fn dump() {
    let text = serde_json::to_string_pretty(&openapi(&options()).unwrap()).unwrap();
    std::fs::write("/tmp/openapi.json", text).unwrap();
}

#[test]
fn dump_docs() {
    std::fs::write("/tmp/docs.html", super::docs::page(&openapi(&options()).unwrap())).unwrap();
}
