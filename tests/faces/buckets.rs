//! Attachments in a bucket, on a server that speaks S3. It is installed for the test, so only for FULL.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use reqwest::Method;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use tokio::time::{Instant, sleep};

use crate::support::rest::{Answer, Rest};
use crate::support::{Database, Server, full};

/// A running server with the bucket "files", killed when it is dropped.
struct Bucket {
    child: Child,
    url: String,
}

impl Bucket {
    async fn start(directory: &Path) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/services/s3.sh");
        let mut child = Command::new(script).arg(directory).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the script runs");
        let mut url = String::new();
        let mut output = BufReader::new(child.stdout.take().expect("its output"));
        tokio::task::block_in_place(|| output.read_line(&mut url)).expect("where it listens");
        let url = url.trim().to_owned();
        let address = url.strip_prefix("http://").expect("a URL");
        let begun = Instant::now();
        while tokio::net::TcpStream::connect(address).await.is_err() {
            assert!(begun.elapsed() < crate::support::client::PATIENCE, "it listens");
            sleep(std::time::Duration::from_millis(50)).await;
        }
        Self { child, url }
    }
}

impl Drop for Bucket {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_kept_in_a_bucket() {
    if !full() {
        return;
    }
    let directory = tempfile::tempdir().expect("a temporary directory");
    let bucket = Bucket::start(directory.path()).await;
    let database = Database::sqlite();
    let settings = [
        ("SUPPORTCHAT_ATTACHMENTS_URL", "s3://files/chat/one"),
        ("AWS_ENDPOINT_URL", bucket.url.as_str()),
        ("AWS_ACCESS_KEY_ID", "S3RVER"),
        ("AWS_SECRET_ACCESS_KEY", "S3RVER"),
    ];
    let server = Server::start_with(&database, &settings);
    let key = Rest::key(&server);
    // In one piece, and in several parts.
    for size in [5_000, 9_000_000] {
        let bytes: Vec<u8> = (0u64..).flat_map(|block| Sha256::digest(block.to_le_bytes())).take(size).collect();
        let upload = key.request(Method::POST, "/chat_sessions/123/attachments?name=a.zip").header("content-type", "application/zip");
        let uploaded = Answer::of(upload.body(bytes.clone())).await.expect(201);
        key.post("/messages", &json!({"chat_session_id": 123, "attachment_id": uploaded["id"]})).await.expect(201);
        let link = key.post(&format!("/attachments/{}:link", uploaded["id"]), &json!({})).await.expect(200);
        let answer = key.with("").get(link["url"].as_str().expect("a link")).await;
        assert!(answer.status == 200 && answer.body == bytes, "{size}: {}", answer.status);
    }
    assert!(directory.path().join("files/chat/one").is_dir(), "below the prefix");
    assert!(!server.data.path().join("attachments").exists(), "and nothing on the node's own disk");

    // Without the bucket, an upload is refused as one that may work later.
    drop(bucket);
    let upload = key.request(Method::POST, "/chat_sessions/123/attachments?name=a.zip").body("late");
    let refused = Answer::of(upload).await.refusal();
    assert_eq!((refused.code, refused.reason.as_str()), (503, "UNAVAILABLE"));
}
