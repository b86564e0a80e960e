//! What an idle stream costs: the server's resident memory before and after, for each of many connections with one stream on one session.

use std::fs;

use crate::support::{Client, Database, Server};

const STREAMS: usize = 2000;

#[expect(clippy::cast_precision_loss, reason = "a share of a few MiB")]
pub async fn run() {
    rlimit::increase_nofile_limit(2 * STREAMS as u64).expect("enough open files");
    let database = Database::sqlite();
    let server = Server::start(&database);
    let mut visitor = server.visitor().await;
    let session = visitor.start_session(0, 0).await.id;
    let before = resident(server.pid());
    let mut open = Vec::with_capacity(STREAMS);
    for _ in 0..STREAMS {
        let mut client = Client::connect(&server.demo.url, &server.demo.api_key).await;
        let mut talk = client.talk().await;
        talk.subscribe(session, 2).await;
        open.push((client, talk));
    }
    let after = resident(server.pid());
    println!(
        "idle: {STREAMS} connections, one subscribed stream each    {:>8.1} KiB each   (server: {} MiB before)",
        (after - before) / STREAMS as f64,
        (before / 1024.0).round()
    );
    drop(open);
}

/// The resident memory of a process, in KiB.
fn resident(pid: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("the process");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("its memory");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}
