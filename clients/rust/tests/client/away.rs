//! Where no server answers.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use http_body_util::{BodyStream, StreamBody};
use supportchat_client::v1::{self, Ack};
use supportchat_client::{Client, Credentials, Error, Sender};
use tokio::net::TcpListener;
use tokio_stream::Stream;
use tonic::Code;
use tonic::body::Body;
use tonic::codegen::Service;
use tonic::server::NamedService;
use tonic::transport::Server;
use tonic::transport::server::TcpIncoming;

use super::demo::Running;
use super::{bot, soon};

/// A target at which every connection is taken, and kept without a word or closed; how often that was.
async fn mute(keep: bool) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let target = format!("http://{}", listener.local_addr().expect("an address"));
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&connections);
    tokio::spawn(async move {
        let mut kept = Vec::new();
        while let Ok((connection, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::Relaxed);
            kept.extend(keep.then_some(connection));
        }
    });
    (target, connections)
}

/// A server that begins each answer, and never says more.
fn unfinished() -> String {
    let incoming = TcpIncoming::bind("127.0.0.1:0".parse().expect("an address")).expect("a port");
    let target = format!("http://{}", incoming.local_addr().expect("an address"));
    tokio::spawn(Server::builder().add_service(Unfinished).serve_with_incoming(incoming));
    target
}

#[derive(Clone)]
struct Unfinished;

impl NamedService for Unfinished {
    const NAME: &'static str = "supportchat.v1.ChatService";
}

impl Service<http::Request<Body>> for Unfinished {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: http::Request<Body>) -> Self::Future {
        let body = StreamBody::new(tokio_stream::pending::<<BodyStream<Body> as Stream>::Item>());
        let mut answer = http::Response::new(Body::new(body));
        answer.headers_mut().insert("content-type", http::HeaderValue::from_static("application/grpc"));
        ready(Ok(answer))
    }
}

async fn until_one_came(connections: &AtomicUsize) {
    soon(async {
        while connections.load(Ordering::Relaxed) == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
}

async fn hello(sender: Sender) -> Result<Ack, Error> {
    sender.send("Hello").await
}

fn client(target: &str) -> Client {
    Client::new(target, Credentials::api_key("key")).expect("a client")
}

#[tokio::test]
async fn closing_a_conversation_ends_every_wait_in_it_while_it_connects() {
    let (target, connections) = mute(true).await;
    let client = client(&target);
    let mut conversation = client.conversation(123, 0);
    let sender = conversation.sender();
    let sends: Vec<_> = (0..100).map(|_| tokio::spawn(hello(sender.clone()))).collect();
    until_one_came(&connections).await;
    sender.close();
    assert!(soon(conversation.next()).await.is_none());
    for send in sends {
        let error = soon(send).await.expect("no panic").expect_err("it is closed");
        assert_eq!((error.code(), error.reason(), error.is_retryable()), (Code::Cancelled, "CLOSED", false));
    }
    // What is opened then is as good as ever.
    let _other = client.conversation(124, 0);
}

#[tokio::test]
async fn closing_the_client_ends_everything() {
    let (target, connections) = mute(true).await;
    let client = client(&target);
    let (mut conversation, mut inbox) = (client.conversation(123, 0), client.inbox());
    let call = tokio::spawn({
        let client = client.clone();
        async move { client.start().await }
    });
    let serving = tokio::spawn({
        let client = client.clone();
        async move { client.serve(|_| ready(Ok::<_, Error>(()))).await }
    });
    until_one_came(&connections).await;
    client.close();
    assert!(soon(conversation.next()).await.is_none());
    assert!(soon(inbox.next()).await.is_none());
    soon(serving).await.expect("no panic").expect("it ends well");
    assert_eq!(soon(call).await.expect("no panic").expect_err("it is closed").reason(), "CLOSED");
    let mut later = client.conversation(123, 0);
    assert!(soon(later.next()).await.is_none());
    assert_eq!(soon(later.send("Hello")).await.expect_err("it is closed").reason(), "CLOSED");
}

#[tokio::test]
async fn a_server_that_is_away_is_not_asked_all_the_time() {
    let (target, connections) = mute(false).await;
    let client = client(&target);
    let _conversation = client.conversation(123, 0);
    until_one_came(&connections).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let connections = connections.load(Ordering::Relaxed);
    assert!((1..30).contains(&connections), "{connections}");
}

#[tokio::test]
async fn an_answer_that_does_not_end_ends_with_the_deadline() {
    let deadline = Duration::from_millis(300);
    let client = Client::builder(&unfinished(), Credentials::api_key("key")).deadline(deadline).build().expect("a client");
    let error = soon(client.chat().get_chat_session(v1::GetChatSessionRequest { id: 1 })).await.expect_err("it is late");
    assert_eq!(error.code(), Code::DeadlineExceeded, "{error}");
}

#[tokio::test]
async fn closing_the_client_ends_the_answers_of_calls() {
    let client = client(&unfinished());
    let mut frames = soon(client.chat().subscribe(v1::SubscribeRequest { id: 1, ..Default::default() })).await.expect("a stream").into_inner();
    let waits = tokio::spawn(async move { frames.message().await });
    tokio::task::yield_now().await;
    client.close();
    assert_eq!(Error::from(soon(waits).await.expect("no panic").expect_err("it is closed")).reason(), "CLOSED");
}

#[tokio::test]
async fn a_bot_that_could_not_hand_over_does_not_begin() {
    let (target, connections) = mute(true).await;
    for (team, problem) in [(None, "BOT_TEAM is not set"), (Some("sales"), "BOT_TEAM is not the id of a team")] {
        let mut command = Command::new(bot());
        command.env("SUPPORTCHAT_URL", &target).env("BOT_EMAIL", "bot@example.com").env("BOT_PASSWORD", "correct horse battery");
        command.env_remove("BOT_TEAM").envs(team.map(|team| ("BOT_TEAM", team))).stderr(Stdio::piped());
        let mut running = Running(command.spawn().expect("it starts"));
        let status = soon(async {
            loop {
                match running.0.try_wait().expect("how it stands") {
                    Some(status) => break status,
                    None => tokio::time::sleep(Duration::from_millis(5)).await,
                }
            }
        });
        assert!(!status.await.success());
        let said = std::io::read_to_string(running.0.stderr.take().expect("its errors")).expect("text");
        assert!(said.contains(problem), "{said}");
    }
    assert_eq!(connections.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn starting_fails_when_the_deadline_is_over() {
    let (target, _) = mute(false).await;
    let client = Client::builder(&target, Credentials::visitor()).deadline(Duration::from_millis(300)).build().expect("a client");
    let error = soon(client.start()).await.expect_err("nobody answers");
    assert!(error.is_retryable(), "{error}");
}

#[tokio::test]
async fn a_deadline_may_be_without_end() {
    let (target, connections) = mute(false).await;
    let client = Client::builder(&target, Credentials::visitor()).deadline(Duration::MAX).build().expect("a client");
    let starting = tokio::spawn({
        let client = client.clone();
        async move { client.start().await }
    });
    until_one_came(&connections).await;
    client.close();
    assert_eq!(soon(starting).await.expect("no panic").expect_err("it is closed").reason(), "CLOSED");
}

#[cfg(feature = "tls")]
#[tokio::test]
async fn no_private_key_is_shown() {
    let identity = tonic::transport::Identity::from_pem("certificate", "the private key");
    let tls = tonic::transport::ClientTlsConfig::new().identity(identity);
    let builder = Client::builder("https://127.0.0.1:9", Credentials::visitor()).tls(tls);
    // As bytes are shown.
    assert!(!format!("{builder:?}").contains(&format!("{:?}", b"the private key")), "{builder:?}");
}

#[tokio::test]
async fn a_target_and_a_key_are_checked() {
    for target in ["", "chat.example.com", "ftp://127.0.0.1", "127.0.0.1:8080"] {
        let error = Client::new(target, Credentials::visitor()).expect_err("no target");
        assert_eq!((error.reason(), error.fields()[0].field.as_str()), ("INVALID_TARGET", "target"), "{target}");
    }
    let error = Client::new("http://127.0.0.1:9", Credentials::api_key("two\nlines")).expect_err("no key");
    assert_eq!(error.reason(), "INVALID_CREDENTIALS");
}
