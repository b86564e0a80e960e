//! Speed and memory, side by side with what the parts can do alone, in one run: `make bench`. Absolute figures are the machine's; the ratios are ours.
//!
//! `cargo bench -- NAME` runs those whose name contains NAME; SECONDS=n sets how long each measures.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a measurement that fails has nothing to say")]

mod idle;
mod latency;
mod nodes;
mod outage;
mod raw;
mod throughput;

#[path = "../tests/support/mod.rs"]
#[allow(dead_code, unused_macros, unused_imports, reason = "the tests use more of it")]
mod support;

use std::time::Duration;

use support::Database;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let wants = |name: &str| wanted.is_empty() || wanted.iter().any(|part| name.contains(part));
    runtime.block_on(async {
        for (kind, database) in databases().await {
            if wants(&format!("throughput {kind}")) {
                throughput::run(kind, &database).await;
            }
            if wants(&format!("latency {kind}")) {
                latency::run(kind, &database).await;
            }
        }
        if wants("nodes") {
            nodes::run().await;
        }
        if wants("outage") {
            outage::run().await;
        }
        if wants("idle") {
            idle::run().await;
        }
    });
}

async fn databases() -> Vec<(&'static str, Database)> {
    vec![("sqlite", Database::sqlite()), ("mysql", Database::mysql().await)]
}

/// How long each measurement takes.
#[expect(clippy::disallowed_methods, reason = "a setting of the bench")]
fn duration() -> Duration {
    let seconds = std::env::var("SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    Duration::from_secs(seconds.unwrap_or(5))
}

/// The value below which a share of the sorted samples lies.
fn quantile(sorted: &[Duration], share: f64) -> Duration {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "an index into the samples")]
    let index = ((sorted.len() - 1) as f64 * share) as usize;
    sorted[index]
}
