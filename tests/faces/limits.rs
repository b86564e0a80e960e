//! Limits on connections, streams, headers and messages: what is over them is refused or waits, and others do not notice.

use bytes::Bytes;
use h2::client::{ResponseFuture, SendRequest};
use http::Request;
use supportchat_client::v1;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::support::client::{PATIENCE, reason, text_message};
use crate::support::wire::Wire;
use crate::support::{Database, Server};

/// An HTTP/2 connection that does what it is told.
struct Http2 {
    send: SendRequest<Bytes>,
    /// Ends when the connection does.
    connection: JoinHandle<Result<(), h2::Error>>,
}

impl Http2 {
    /// `impatient`: does not wait to hear how many streams the server takes.
    async fn connect(server: &Server, impatient: bool) -> Self {
        let stream = TcpStream::connect(server.address()).await.expect("a connection");
        let mut builder = h2::client::Builder::new();
        builder.initial_max_send_streams(if impatient { 100 } else { 1 });
        let (send, connection) = builder.handshake(stream).await.expect("a handshake");
        Self { send, connection: tokio::spawn(connection) }
    }

    async fn start(&mut self, path: &str, headers: &[(&str, &str)]) -> ResponseFuture {
        let mut request = Request::get(format!("http://localhost{path}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut send = self.send.clone().ready().await.expect("a stream may be opened");
        send.send_request(request.body(()).expect("a request"), true).expect("a request").0
    }

    async fn get(&mut self, path: &str, headers: &[(&str, &str)]) -> Result<http::Response<h2::RecvStream>, h2::Error> {
        let response = self.start(path, headers).await;
        timeout(PATIENCE, response).await.expect("an answer in time")
    }

    async fn closed(self) {
        drop(self.send);
        timeout(PATIENCE, self.connection).await.expect("the connection ends").expect("the task ends").expect("it ends well");
    }
}

/// Reads and forgets a response.
async fn finish(response: http::Response<h2::RecvStream>) {
    let mut body = response.into_body();
    while let Some(data) = timeout(PATIENCE, body.data()).await.expect("data in time") {
        let data = data.expect("data");
        body.flow_control().release_capacity(data.len()).expect("capacity");
    }
}

#[tokio::test]
async fn headers_are_at_most_16_kib() {
    let database = Database::sqlite();
    let server = Server::start(&database);
    let (short, long) = ("x".repeat(15 * 1024), "x".repeat(17 * 1024));

    let mut wire = Wire::connect(server.address()).await;
    wire.request("GET", "/healthz", &[("x-padding", &short)], b"").await;
    assert_eq!(wire.response().await.0.status, 200, "below the limit");
    wire.request("GET", "/healthz", &[("x-padding", &long)], b"").await;
    assert_eq!(wire.head().await.status, 431, "over it");

    let mut http2 = Http2::connect(&server, false).await;
    let below = http2.get("/healthz", &[("x-padding", &short)]).await.expect("below the limit");
    assert_eq!(below.status(), 200);
    finish(below).await;
    match http2.get("/healthz", &[("x-padding", &long)]).await {
        Ok(response) => assert_eq!(response.status(), 431, "over it"),
        Err(error) => assert!(error.is_reset() || error.is_go_away(), "{error}"),
    }
    // Many short ones are as much as a long one.
    let mut wire = Wire::connect(server.address()).await;
    let many: Vec<(String, String)> = (0..90).map(|number| (format!("x-padding-{number}"), "x".repeat(200))).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    wire.request("GET", "/healthz", &many, b"").await;
    assert_eq!(wire.head().await.status, 431);
}

#[tokio::test]
async fn one_connection_has_so_many_streams() {
    let database = Database::sqlite();
    let server = Server::start_with(&database, &[("SUPPORTCHAT_MAX_STREAMS", "2")]);
    let authorization = format!("Bearer {}", server.demo.api_key);
    let headers = [("authorization", authorization.as_str())];
    let events = "/chat_sessions/123/events";

    // Whoever heeds the server's setting waits for room.
    let mut http2 = Http2::connect(&server, false).await;
    let first = http2.get(events, &headers).await.expect("a stream");
    let second = http2.get(events, &headers).await.expect("another");
    assert!(first.status() == 200 && second.status() == 200);
    assert_eq!(http2.send.current_max_send_streams(), 2, "the server says so");
    let mut third = std::pin::pin!(http2.get("/healthz", &[]));
    tokio::select! {
        biased;
        early = &mut third => panic!("there is no room: {early:?}"),
        // Another connection is answered in the meantime, ten times over.
        () = async {
            for _ in 0..10 {
                let mut other = Http2::connect(&server, false).await;
                assert_eq!(other.get("/healthz", &[]).await.expect("an answer").status(), 200);
            }
        } => {}
    }
    drop(first);
    assert_eq!(third.await.expect("there is room now").status(), 200);

    // Whoever does not is refused the stream, and nothing else.
    let mut rude = Http2::connect(&server, true).await;
    let mut started = Vec::new();
    for _ in 0..3 {
        started.push(rude.start(events, &headers).await);
    }
    let mut answers = Vec::new();
    for response in started {
        answers.push(timeout(PATIENCE, response).await.expect("an answer in time"));
    }
    let refused: Vec<_> = answers.iter().filter_map(|answer| answer.as_ref().err()).collect();
    assert_eq!(refused.iter().map(|error| error.reason()).collect::<Vec<_>>(), [Some(h2::Reason::REFUSED_STREAM)]);
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 2, "the others go on");
    drop(answers);
    assert_eq!(rude.get("/healthz", &[]).await.expect("the connection is as good as new").status(), 200);
}

#[tokio::test]
async fn idle_connections_are_closed_and_busy_ones_are_not() {
    let database = Database::sqlite();
    let server = Server::start_with(&database, &[("SUPPORTCHAT_IDLE_TIMEOUT", "1")]);
    let authorization = format!("Bearer {}", server.demo.api_key);
    let mut key = server.key().await;
    // It begins first, so that it has been quiet for longest when the others are closed.
    let mut busy = key.talk().await;
    busy.subscribe(123, 2).await;
    let mut shared = Http2::connect(&server, false).await;
    let stream = shared.get("/chat_sessions/123/events", &[("authorization", &authorization)]).await.expect("a stream");
    assert_eq!(stream.status(), 200);
    let mut events = Wire::connect(server.address()).await;
    events.request("GET", "/chat_sessions/123/events?after_seq=2", &[("authorization", &authorization)], b"").await;
    assert_eq!(events.head().await.status, 200);
    let mut chunk = String::new();
    while !chunk.contains("event: subscribed") {
        chunk.push_str(&String::from_utf8_lossy(&events.chunk().await.expect("the stream goes on")));
    }

    let mut wire = Wire::connect(server.address()).await;
    wire.request("GET", "/healthz", &[], b"").await;
    assert_eq!(wire.response().await.0.status, 200);
    let mut http2 = Http2::connect(&server, false).await;
    finish(http2.get("/healthz", &[]).await.expect("an answer")).await;
    wire.closed().await;
    http2.closed().await;

    let mut other = server.agent().await;
    other.send(123, "Anybody there?", "").await.expect("sent");
    assert_eq!(busy.frames.entry().await.seq, 3, "a stream keeps its connection");
    let chunk = events.chunk().await.expect("the stream goes on");
    assert!(String::from_utf8_lossy(&chunk).contains("Anybody there?"));
    // The connection was not told to end after its stream either: it takes new ones.
    assert_eq!(shared.get("/healthz", &[]).await.expect("a stream beside the first").status(), 200);
    drop(stream);
}

/// Ten seconds, so only for FULL.
#[tokio::test]
async fn who_connects_and_says_nothing_is_closed() {
    if !crate::support::full() {
        return;
    }
    let database = Database::sqlite();
    let server = Server::start(&database);
    let mut silent = Wire::connect(server.address()).await;
    let mut slow = Wire::connect(server.address()).await;
    slow.send("GET /healthz HTT").await;
    let http2 = Http2::connect(&server, false).await;
    silent.closed().await;
    slow.rest().await;
    http2.closed().await;
}

#[tokio::test]
async fn more_connections_wait_for_a_place() {
    let database = Database::sqlite();
    let server = Server::start_with(&database, &[("SUPPORTCHAT_MAX_CONNECTIONS", "2")]);
    let (mut first, mut second) = (Wire::connect(server.address()).await, Wire::connect(server.address()).await);
    for wire in [&mut first, &mut second] {
        wire.request("GET", "/healthz", &[], b"").await;
        assert_eq!(wire.response().await.0.status, 200);
    }
    let mut third = Wire::connect(server.address()).await;
    third.request("GET", "/healthz", &[], b"").await;
    tokio::select! {
        biased;
        () = third.stirs() => panic!("there is no place"),
        () = async {
            // The others go on, for so long that the third would have been answered.
            for _ in 0..50 {
                first.request("GET", "/readyz", &[], b"").await;
                assert_eq!(first.response().await.0.status, 200);
            }
        } => {}
    }
    drop(second);
    assert_eq!(third.response().await.0.status, 200, "a place is free");
}

#[tokio::test]
async fn a_message_of_5_mib_is_refused_and_the_connection_lives_on() {
    let database = Database::sqlite();
    let server = Server::start(&database);
    let mut key = server.key().await;
    let refused = key.send(123, &"x".repeat(5 * 1024 * 1024), "").await.expect_err("too large");
    assert_eq!((refused.code(), reason(&refused).as_str()), (tonic::Code::ResourceExhausted, "MESSAGE_TOO_LARGE"));
    let refused = key.send(123, &"x".repeat(1024 * 1024), "").await.expect_err("too long a text");
    assert_eq!((refused.code(), reason(&refused).as_str()), (tonic::Code::InvalidArgument, "MESSAGE_TOO_LONG"));
    assert_eq!(key.send(123, "Hello!", "").await.expect("sent").seq, 3, "nothing of it was stored");

    // On a stream there is no way back from half a frame: it ends, and says why.
    let mut talk = key.talk().await;
    talk.say(v1::chat_request::Frame::Send(text_message(123, &"x".repeat(5 * 1024 * 1024), ""))).await;
    let ended = loop {
        match talk.frames.try_next().await {
            Ok(Some(_)) => {}
            Ok(None) => panic!("it says why"),
            Err(status) => break status,
        }
    };
    assert_eq!((ended.code(), reason(&ended).as_str()), (tonic::Code::ResourceExhausted, "MESSAGE_TOO_LARGE"));
    assert_eq!(key.send(123, "Hello again!", "").await.expect("sent").seq, 4);
}
