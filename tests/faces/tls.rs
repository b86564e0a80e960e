//! TLS: both protocols on the one port, and what goes wrong for one does not hurt others.

use std::path::PathBuf;
use std::sync::Arc;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use tempfile::TempDir;
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tonic::transport::{Certificate, ClientTlsConfig, Endpoint};

use crate::support::client::PATIENCE;
use crate::support::program::run;
use crate::support::rest::http;
use crate::support::wire::Wire;
use crate::support::{Client, Database, Server};

/// A certificate for localhost, made for one test.
struct Identity {
    directory: TempDir,
    pem: String,
    der: rustls::pki_types::CertificateDer<'static>,
}

impl Identity {
    fn new() -> Self {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()]).expect("a certificate");
        let directory = tempfile::tempdir().expect("a temporary directory");
        let (pem, der) = (made.cert.pem(), made.cert.der().clone());
        std::fs::write(directory.path().join("chain.pem"), &pem).expect("written");
        std::fs::write(directory.path().join("key.pem"), made.signing_key.serialize_pem()).expect("written");
        Self { directory, pem, der }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn path(&self, name: &str) -> String {
        self.file(name).display().to_string()
    }

    fn serve(&self, database: &Database) -> Server {
        let settings = [("SUPPORTCHAT_TLS_CERT", self.path("chain.pem")), ("SUPPORTCHAT_TLS_KEY", self.path("key.pem"))];
        Server::start_with(database, &settings.each_ref().map(|(name, value)| (*name, value.as_str())))
    }

    /// Connects, offering these protocols.
    async fn connect(&self, server: &Server, protocols: &[&str]) -> std::io::Result<TlsStream<TcpStream>> {
        let mut roots = RootCertStore::empty();
        roots.add(self.der.clone()).expect("a root");
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().expect("versions");
        let mut config = config.with_root_certificates(roots).with_no_client_auth();
        config.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
        let stream = TcpStream::connect(server.address()).await?;
        TlsConnector::from(Arc::new(config)).connect(ServerName::try_from("localhost").expect("a name"), stream).await
    }

    async fn grpc(&self, server: &Server) -> Client {
        let tls = ClientTlsConfig::new().ca_certificate(Certificate::from_pem(&self.pem)).domain_name("localhost");
        let endpoint = Endpoint::from_shared(server.demo.url.clone()).and_then(|endpoint| endpoint.tls_config(tls)).expect("an endpoint");
        Client::over(endpoint.connect().await.expect("a connection"), &server.demo.api_key)
    }
}

#[tokio::test]
async fn one_port_speaks_what_the_client_asks_for() {
    let (database, identity) = (Database::sqlite(), Identity::new());
    let server = identity.serve(&database);
    assert!(server.demo.url.starts_with("https://"), "{}", server.demo.url);

    let mut grpc = identity.grpc(&server).await;
    assert_eq!(grpc.send(123, "By gRPC", "").await.expect("sent").seq, 3);
    let mut talk = grpc.talk().await;
    talk.subscribe(123, 3).await;

    for (offer, chosen) in [(&["h2", "http/1.1"][..], Some("h2")), (&["http/1.1"], Some("http/1.1")), (&["h2"], Some("h2")), (&[], None)] {
        let stream = identity.connect(&server, offer).await.expect("a handshake");
        assert_eq!(stream.get_ref().1.alpn_protocol().map(String::from_utf8_lossy).as_deref(), chosen, "{offer:?}");
    }
    assert!(identity.connect(&server, &["spdy/1"]).await.is_err(), "nothing in common");

    let mut wire = Wire::over(identity.connect(&server, &["http/1.1"]).await.expect("a handshake"));
    let authorization = format!("Bearer {}", server.demo.api_key);
    let headers = [("authorization", authorization.as_str()), ("content-type", "application/json")];
    wire.request("POST", "/messages", &headers, br#"{"chat_session_id": 123, "message": "By REST"}"#).await;
    let (head, _) = wire.response().await;
    assert_eq!(head.status, 201);
    assert_eq!(talk.frames.entry().await.seq, 4, "one service behind both");

    let root = reqwest::Certificate::from_pem(identity.pem.as_bytes()).expect("a certificate");
    let client = http().tls_certs_only([root]).build().expect("a client");
    let answer = client.get(format!("{}/readyz", server.demo.url)).send().await.expect("an answer");
    assert_eq!((answer.status().as_u16(), answer.version()), (200, http::Version::HTTP_2), "REST over h2 too");
    assert!(http().build().expect("a client").get(format!("{}/readyz", server.demo.url)).send().await.is_err(), "nobody else trusts it");
}

#[tokio::test]
async fn who_speaks_no_tls_hurts_nobody() {
    let (database, identity) = (Database::sqlite(), Identity::new());
    let server = identity.serve(&database);
    let mut grpc = identity.grpc(&server).await;
    let mut talk = grpc.talk().await;
    talk.subscribe(123, 2).await;

    let mut plain = Wire::connect(server.address()).await;
    plain.request("GET", "/readyz", &[], b"").await;
    assert!(!String::from_utf8_lossy(&plain.rest().await).contains("ready"), "no plain answer from a TLS port");
    let mut halves = Vec::new();
    for _ in 0..20 {
        // The head of a record that never comes whole.
        let mut half = Wire::connect(server.address()).await;
        half.send([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]).await;
        halves.push(half);
    }
    let mut gone = Wire::connect(server.address()).await;
    gone.send([0x16, 0x03]).await;
    drop(gone);

    talk.send(123, "Still here", "").await.expect("sent");
    assert_eq!(talk.frames.entry().await.seq, 3);
    assert_eq!(identity.grpc(&server).await.send(123, "New ones come in", "").await.expect("sent").seq, 4);
}

/// Ten seconds, so only for FULL.
#[tokio::test]
async fn half_a_handshake_is_not_waited_for_for_ever() {
    if !crate::support::full() {
        return;
    }
    let (database, identity) = (Database::sqlite(), Identity::new());
    let server = identity.serve(&database);
    let mut half = TcpStream::connect(server.address()).await.expect("a connection");
    let mut byte = [0];
    let closed = timeout(PATIENCE, half.read(&mut byte)).await.expect("closed in time");
    assert!(matches!(closed, Ok(0) | Err(_)));
}

#[test]
fn files_that_cannot_be_used_are_named() {
    let (database, identity) = (Database::sqlite(), Identity::new());
    let other = Identity::new();
    std::fs::write(identity.file("empty.pem"), "").expect("written");
    std::fs::write(identity.file("broken.pem"), "-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----\n").expect("written");
    let (chain, key) = (identity.path("chain.pem"), identity.path("key.pem"));
    for (certificate, key, named) in [
        (chain.clone(), identity.path("broken.pem"), identity.path("broken.pem")),
        (chain.clone(), identity.path("empty.pem"), identity.path("empty.pem")),
        (chain.clone(), identity.path("missing.pem"), identity.path("missing.pem")),
        (identity.path("missing.pem"), key.clone(), identity.path("missing.pem")),
        (identity.path("empty.pem"), key, identity.path("empty.pem")),
        (chain.clone(), other.path("key.pem"), chain),
    ] {
        let data = tempfile::tempdir().expect("a temporary directory");
        let data = data.path().display().to_string();
        let arguments = ["serve", "--listen", "127.0.0.1:0", "--tls-cert", &certificate, "--tls-key", &key];
        let complaint = run(&arguments, &[("SUPPORTCHAT_DATABASE_URL", &database.url), ("SUPPORTCHAT_DATA_DIR", &data)]).complaint();
        assert!(complaint.contains(&named), "{complaint} names {named}");
    }
    let half = run(&["serve", "--tls-cert", "chain.pem"], &[("SUPPORTCHAT_DATABASE_URL", &database.url)]);
    assert!(half.code == 2 && half.stderr.contains("--tls-key"), "{half:?}");
}

#[tokio::test]
async fn the_document_names_the_https_address() {
    let (database, identity) = (Database::sqlite(), Identity::new());
    let server = identity.serve(&database);
    let root = reqwest::Certificate::from_pem(identity.pem.as_bytes()).expect("a certificate");
    let client = http().tls_certs_only([root]).build().expect("a client");
    let answer = client.get(format!("{}/openapi.json", server.demo.url)).send().await.expect("an answer");
    let document: serde_json::Value = answer.json().await.expect("JSON");
    assert_eq!(document["servers"][0]["url"], server.demo.url);
}
