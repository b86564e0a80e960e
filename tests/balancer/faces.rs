//! Every face of the service through the balancer, in clear text and in TLS.

use std::net::IpAddr;

use prost::Message as _;
use reqwest::Method;
use serde_json::json;
use supportchat_client::v1;
use supportchat_client::v1::chat_request::Frame as Request;
use supportchat_client::v1::server_frame::Frame;
use tonic::Code;
use tonic::transport::{Certificate, ClientTlsConfig, Endpoint};

use super::cluster::{Cluster, Node, SITE};
use crate::support::client::{text, text_message};
use crate::support::codec::{frame, take};
use crate::support::rest::{Answer, Rest, http};
use crate::support::server::free_address;
use crate::support::wire::Wire;
use crate::support::{Client, Database};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_face_passes_through() {
    let cluster = Cluster::start(Database::mysql().await, &[]).await;
    let mut agent = cluster.agent().await;
    let (mut visitor, session) = cluster.visitor().await;
    let rest = Rest::new(&cluster.url, &visitor.token);

    // A stream in both directions, server-sent events over HTTP/1.1, grpc-web over HTTP/1.1: all open at once.
    let mut talk = agent.talk().await;
    talk.subscribe(session, 0).await;
    let mut events = rest.events(&format!("/chat_sessions/{session}/events")).await;
    let mut browser = Wire::connect(cluster.url.trim_start_matches("http://")).await;
    let authorization = format!("Bearer {}", visitor.token);
    let kind = "application/grpc-web+proto";
    let headers = [("content-type", kind), ("accept", kind), ("x-grpc-web", "1"), ("authorization", authorization.as_str())];
    let subscribe = frame(&v1::SubscribeRequest { id: session, ..Default::default() });
    browser.request("POST", "/supportchat.v1.ChatService/Subscribe", &headers, &subscribe).await;
    assert_eq!(browser.head().await.status, 200);

    let said = ["by the stream", "by a call", "by REST"];
    // By a stream of its own: an ack is waited for past the entries that come with it.
    agent.talk().await.send(session, said[0], "1").await.expect("an ack");
    visitor.send(session, said[1], "2").await.expect("a message");
    let sent = rest.post("/messages", &json!({"chat_session_id": session, "message": said[2], "client_message_id": "3"})).await;
    assert_eq!(sent.expect(201)["seq"], 5);

    assert_eq!(talk.frames.entries(5).await[2..].iter().map(text).collect::<Vec<_>>(), said);
    let seen = events.entries(5).await;
    assert_eq!(seen[2..].iter().map(|event| event.data["message"].as_str().expect("a text")).collect::<Vec<_>>(), said);
    let (mut received, mut entries) = (Vec::new(), Vec::new());
    while entries.len() < 5 {
        received.extend(browser.chunk().await.expect("the stream goes on"));
        while let Some((0, bytes)) = take(&mut received) {
            let response = v1::SubscribeResponse::decode(bytes.as_slice()).expect("a frame");
            if let Some(Frame::Entry(entry)) = response.frame.and_then(|frame| frame.frame) {
                entries.push(entry);
            }
        }
    }
    assert_eq!(entries[2..].iter().map(text).collect::<Vec<_>>(), said);

    // Whoever has said all and still listens goes on listening.
    talk.requests = None;
    visitor.send(session, "to a half-closed stream", "4").await.expect("a message");
    assert_eq!(talk.frames.entry().await.seq, 6);

    // More than fits into the balancer's buffers, up by gRPC and down by a link, from whichever node.
    let file: Vec<u8> = (0..3_000_000_u32).map(|number| number.to_le_bytes()[0]).collect();
    let attachment = visitor.upload(session, "big.bin", "application/octet-stream", &file).await.expect("an attachment");
    visitor.send_attachment(session, attachment.id, "5").await.expect("sent");
    for _ in 0..3 {
        let link = agent.link(attachment.id).await.expect("a link");
        assert!(rest.with("").get(&link).await.body == file);
    }
    let metrics = rest.get("/metrics").await;
    assert_eq!((metrics.status, metrics.header("x-request-id")), (404, ""), "not for clients: it comes to no node");
    assert!(cluster.log().contains("POST /messages HTTP/1.1") && !cluster.log().contains('?'), "what is in a query may be a secret");
    assert_eq!(rest.get("/readyz").await.text(), "ready\n");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn streams_of_one_connection_use_both_nodes_and_end_when_their_client_goes() {
    let cluster = Cluster::start(Database::mysql().await, &[]).await;
    cluster.agent().await;
    let (visitor, session) = cluster.visitor().await;
    // A connection each, and one for all the others.
    let mut streams = Vec::new();
    let mut client = visitor.clone();
    for _ in 0..20 {
        streams.push(client.talk().await);
    }
    let rest = Rest::new(&cluster.url, &visitor.token);
    let events = rest.events(&format!("/chat_sessions/{session}/events")).await;
    let (first, second) = (cluster.open("node1").await, cluster.open("node2").await);
    assert!(first + second == 21 && first.abs_diff(second) <= 1, "{first} and {second}");
    // One stream ends, then a whole connection, then one of HTTP/1.1: nodes hear of each, or people who have gone would stay online.
    streams.pop();
    cluster.has_open(20).await;
    drop((streams, client, visitor));
    cluster.has_open(1).await;
    drop((events, rest));
    cluster.has_open(0).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_no_node_answers_the_balancer_speaks_as_the_service_would() {
    let mut cluster = Cluster::start(Database::mysql().await, &[]).await;
    cluster.nodes.iter_mut().for_each(Node::kill);
    // At once, and when it is known.
    for _ in 0..2 {
        let refused = Rest::new(&cluster.url, &cluster.key).get("/users").await;
        assert_eq!((refused.status, refused.header("retry-after"), refused.header("access-control-allow-origin")), (503, "1", "*"));
        assert_eq!(refused.refusal().reason, "UNAVAILABLE");
        let refused = cluster.client(&cluster.key).session(1).await.expect_err("nobody is there");
        assert_eq!((refused.code(), refused.message()), (Code::Unavailable, "no node answered"));
        cluster.sees("node1", "DOWN").await;
        cluster.sees("node2", "DOWN").await;
    }
}

/// A caller from an address of this machine; all of 127.0.0.0/8 are.
fn from(address: &str, url: &str) -> (reqwest::Client, String) {
    let local: IpAddr = address.parse().expect("an address");
    (http().local_address(local).build().expect("a client"), format!("{url}/chat_sessions"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rates_are_counted_for_those_behind_the_balancer() {
    let cluster = Cluster::start(Database::mysql().await, &[("SUPPORTCHAT_ADDRESS_RATE", "1")]).await;
    let (greedy, url) = from("127.0.0.2", &cluster.url);
    let mut statuses = Vec::new();
    for number in 0..60 {
        // What it says of itself changes nothing.
        let request = greedy.get(&url).header("x-forwarded-for", format!("192.0.2.{number}"));
        statuses.push(Answer::of(request).await.status);
    }
    // A burst of ten on each node, and what has dripped in.
    let refused = statuses.iter().filter(|status| **status == 429).count();
    assert!(statuses.iter().all(|status| [401, 429].contains(status)) && refused > 20, "{statuses:?}");
    let (other, url) = from("127.0.0.3", &cluster.url);
    for _ in 0..10 {
        assert_eq!(Answer::of(other.get(&url)).await.status, 401, "another address");
    }
    // Past the balancer nobody is believed.
    let (stranger, url) = from("127.0.0.4", &cluster.nodes[0].url());
    let mut statuses = Vec::new();
    for number in 0..30 {
        statuses.push(Answer::of(stranger.get(&url).header("x-forwarded-for", format!("192.0.2.{number}"))).await.status);
    }
    assert!(statuses.contains(&429), "{statuses:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_services_own_pages_are_known_through_the_balancer_in_tls_too() {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()]).expect("a certificate");
    let directory = tempfile::tempdir().expect("a temporary directory");
    let pem = directory.path().join("balancer.pem").display().to_string();
    std::fs::write(&pem, format!("{}{}", made.cert.pem(), made.signing_key.serialize_pem())).expect("written");
    let listen = free_address();
    let tls = [("BALANCER_TLS_LISTEN", listen.as_str()), ("BALANCER_TLS_PEM", pem.as_str())];
    let cluster = Cluster::start_with(Database::mysql().await, &[], &tls).await;
    let encrypted = format!("https://{listen}");

    let key = Rest::new(&cluster.url, &cluster.key);
    let site = json!({"name": "Shop", "allowed_origins": ["https://shop.example"]});
    let site = key.post("/sites", &site).await;
    let site = site.expect(201)["site"]["key"].as_str().expect("a key").to_owned();
    let root = reqwest::Certificate::from_pem(made.cert.pem().as_bytes()).expect("a certificate");
    let http = http().tls_certs_only([root]).build().expect("a client");
    for url in [&cluster.url, &encrypted] {
        for (origin, status) in [(url.as_str(), 201), ("https://shop.example", 201), ("https://evil.example", 403)] {
            let request = http.request(Method::POST, format!("{url}/visitor_tokens")).header("origin", origin);
            assert_eq!(Answer::of(request.json(&json!({"site": site}))).await.status, status, "{origin} at {url}");
        }
    }

    // Both protocols by ALPN.
    let answer = http.get(format!("{encrypted}/readyz")).send().await.expect("an answer");
    assert_eq!((answer.status().as_u16(), answer.version()), (200, reqwest::Version::HTTP_2));
    assert!(answer.headers().contains_key("strict-transport-security"));
    let visit = Client::visit(&cluster.url, SITE).await;
    let tls = ClientTlsConfig::new().ca_certificate(Certificate::from_pem(made.cert.pem())).domain_name("localhost");
    let endpoint = Endpoint::from_shared(encrypted).and_then(|endpoint| endpoint.tls_config(tls)).expect("an endpoint");
    let mut visitor = Client::over(endpoint.connect().await.expect("a connection"), &visit.token);
    let session = visitor.start_session(0, 0).await.id;
    let mut talk = visitor.talk().await;
    talk.subscribe(session, 0).await;
    talk.say(Request::Send(text_message(session, "Hello", "1"))).await;
    // In either order.
    let (mut ack, mut entry) = (None, None);
    while ack.is_none() || entry.is_none() {
        match talk.frames.next().await {
            Frame::Ack(sent) => ack = Some(sent.seq),
            Frame::Entry(said) if !text(&said).is_empty() => entry = Some((said.seq, text(&said).to_owned())),
            _ => {}
        }
    }
    assert_eq!(entry, ack.map(|seq| (seq, "Hello".to_owned())));
}
