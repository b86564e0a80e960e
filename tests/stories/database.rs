//! The database goes away and comes back: nothing that was acknowledged is lost, and nobody has to restart anything.

use std::time::Duration;

use supportchat_client::v1::chat_request::Frame as Request;
use supportchat_client::v1::server_frame::Frame;
use supportchat_client::v1::{self, FrameError};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};
use tonic::Code;
use tonic_types::StatusExt as _;

use crate::support::client::{reason, seqs, text, text_message};
use crate::support::{Client, Database, DatabaseServer, Frames, Server, Talk, pause};

/// No call waits for the database for longer than this: ten seconds for what is under way, five for a connection, and some slack.
const BOUND: Duration = Duration::from_secs(18);

/// What the clients report while they send: how many acknowledgements there were.
struct Traffic {
    clients: JoinSet<Vec<(String, i64)>>,
    acks: watch::Receiver<usize>,
    stop: watch::Sender<bool>,
}

/// One message, by the unary call or by the stream: its seq, or nothing if the database did not answer.
async fn try_send(client: &mut Client, talk: Option<&mut Talk>, session: i64, text: &str) -> Option<i64> {
    let answer = async {
        match talk {
            None => client.send(session, text, text).await.map(|message| message.seq).map_err(|status| {
                assert!(status.get_details_retry_info().is_some(), "when to try again: {status:?}");
                (status.code(), reason(&status))
            }),
            Some(talk) => talk.send(session, text, text).await.map(|ack| ack.seq).map_err(|error| {
                let FrameError { code, error_info, retry_info, .. } = error;
                assert!(retry_info.is_some(), "when to try again");
                (Code::from(code), error_info.expect("a reason").reason)
            }),
        }
    };
    let sent = timeout(BOUND, answer).await.expect("an answer in time");
    sent.map_err(|refused| assert_eq!(refused, (Code::Unavailable, "UNAVAILABLE".to_owned()), "{text}")).ok()
}

/// Six clients that send without end, each message until it is acknowledged.
async fn traffic(visitor: &Client, agent: &Client, url: &str, session: i64) -> Traffic {
    let (count, acks) = watch::channel(0);
    let (stop, stopped) = watch::channel(false);
    let mut clients = JoinSet::new();
    for number in 0..6 {
        let token = if number % 3 == 0 { &agent.token } else { &visitor.token };
        let mut client = Client::connect(url, token).await;
        let mut talk = if number % 2 == 0 { Some(client.talk().await) } else { None };
        let (count, stopped) = (count.clone(), stopped.clone());
        clients.spawn(async move {
            let mut acked = Vec::new();
            while !*stopped.borrow() {
                let text = format!("{number}:{:05}", acked.len());
                let seq = loop {
                    match try_send(&mut client, talk.as_mut(), session, &text).await {
                        Some(seq) => break seq,
                        None => pause().await,
                    }
                };
                acked.push((text, seq));
                count.send_modify(|count| *count += 1);
            }
            acked
        });
    }
    Traffic { clients, acks, stop }
}

impl Traffic {
    /// Waits for so many more acknowledgements.
    async fn goes_on(&mut self, more: usize) {
        let wanted = *self.acks.borrow() + more;
        timeout(Duration::from_secs(30), self.acks.wait_for(|acks| *acks >= wanted)).await.expect("the traffic goes on").expect("clients");
    }

    /// Ends it, and returns every message that was acknowledged with its seq.
    async fn end(self) -> Vec<(String, i64)> {
        self.stop.send_replace(true);
        let mut acked: Vec<_> = self.clients.join_all().await.into_iter().flatten().collect();
        acked.sort_by_key(|(_, seq)| *seq);
        acked
    }
}

/// The acknowledged messages are the log, each once, each where its ack said.
async fn assert_logged(acked: Vec<(String, i64)>, visitor: &mut Client, session: i64, streams: [&mut Frames; 2]) {
    let log = visitor.log(session, 0).await;
    assert_eq!(seqs(&log), (1..=i64::try_from(log.len()).expect("a number")).collect::<Vec<_>>());
    let logged: Vec<_> = log.iter().skip(2).map(|message| (text(message).to_owned(), message.seq)).collect();
    assert_eq!(logged, acked);
    for frames in streams {
        assert_eq!(frames.entries(log.len()).await, log, "the streams were open all the time");
    }
}

async fn assert_answers(talk: &mut Talk) {
    let ping = talk.say(Request::Ping(v1::Ping {})).await;
    talk.frames.find(|frame| if let Frame::Pong(pong) = frame { (pong.request_id == ping).then_some(()) } else { None }).await;
}

async fn becomes(server: &Server, readiness: u16) {
    let since = Instant::now();
    while server.readiness().await != readiness {
        assert!(since.elapsed() < BOUND, "readiness is not {readiness}");
        pause().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_killed_and_comes_back_loses_nothing() {
    let mysql = DatabaseServer::start();
    let database = Database::on(&mysql.url).await;
    let server = Server::start(&database);
    let (mut visitor, mut agent) = (server.visitor().await, server.agent().await);
    let session = visitor.start_session(0, 0).await.id;
    let mut browser = visitor.subscribe(v1::SubscribeRequest { id: session, ..Default::default() }).await.expect("a stream");
    let mut console = agent.talk().await;
    console.subscribe(session, 0).await;
    let mut idle = agent.talk().await;
    let mut traffic = traffic(&visitor, &agent, &server.demo.url, session).await;
    assert_eq!(server.readiness().await, 200);

    for _ in 0..2 {
        traffic.goes_on(150).await;
        mysql.kill();
        // Not even as a wrong answer about what is there.
        let refused = visitor.session(session).await.expect_err("no database");
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::Unavailable, "UNAVAILABLE"));
        becomes(&server, 503).await;
        assert_answers(&mut idle).await;
        mysql.restart();
        becomes(&server, 200).await;
        traffic.goes_on(150).await;
    }
    assert_answers(&mut idle).await;
    assert_logged(traffic.end().await, &mut visitor, session, [&mut browser, &mut console.frames]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_that_a_database_refused_together_come_again_in_their_order() {
    let mysql = DatabaseServer::start();
    let database = Database::on(&mysql.url).await;
    let server = Server::start(&database);
    let mut visitor = server.visitor().await;
    let session = visitor.start_session(0, 0).await.id;
    let (mut other, mut talk) = (visitor.talk().await, visitor.talk().await);
    let names: Vec<String> = (0..10).map(|number| format!("message {number}")).collect();

    // The writer is busy with one message while the others gather, and all of those are refused at once.
    mysql.freeze(true);
    other.say(Request::Send(text_message(session, "before", "before"))).await;
    pause().await;
    let mut waiting = Vec::new();
    for name in &names {
        waiting.push(talk.say(Request::Send(text_message(session, name, name))).await);
    }
    while !waiting.is_empty() {
        match timeout(2 * BOUND, talk.frames.try_next()).await.expect("answers").expect("a stream") {
            Some(Frame::Error(error)) => waiting.retain(|request| *request != error.request_id),
            Some(Frame::Ack(ack)) => panic!("{ack:?}"),
            _ => {}
        }
    }
    mysql.freeze(false);
    becomes(&server, 200).await;
    for name in &names {
        while let Err(error) = talk.send(session, name, name).await {
            assert_eq!(error.error_info.expect("a reason").reason, "UNAVAILABLE", "it is the turn of {name}");
            pause().await;
        }
    }
    let log = visitor.log(session, 0).await;
    let sent: Vec<&str> = log.iter().map(text).filter(|text| text.starts_with("message")).collect();
    assert_eq!(sent, names);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_behind_a_refused_one_are_refused_however_late_they_are_read() {
    let mysql = DatabaseServer::start();
    let database = Database::on(&mysql.url).await;
    let server = Server::start(&database);
    let mut visitor = server.visitor().await;
    let session = visitor.start_session(0, 0).await.id;
    let mut talk = visitor.talk().await;
    let names: Vec<String> = (0..40).map(|number| format!("message {number}")).collect();

    // As long as the database owes the stream what it has subscribed to, the server reads a frame a second: the last ones long after the first was refused.
    mysql.freeze(true);
    talk.say(Request::Subscribe(v1::SessionCursor { chat_session_id: session, after_seq: 0 })).await;
    let mut waiting = Vec::new();
    for name in &names {
        waiting.push(talk.say(Request::Send(text_message(session, name, name))).await);
    }
    let frozen = Instant::now();
    while !waiting.is_empty() {
        let frame = timeout(Duration::from_secs(60), talk.frames.try_next()).await.expect("answers").expect("a stream");
        if let Some(Frame::Ack(ack)) = &frame {
            panic!("{ack:?}, and before it {waiting:?} were refused");
        }
        if let Some(Frame::Error(error)) = frame {
            waiting.retain(|request| *request != error.request_id);
        }
        if frozen.elapsed() > Duration::from_secs(24) {
            mysql.freeze(false);
        }
    }
    mysql.freeze(false);
    becomes(&server, 200).await;
    let log = visitor.log(session, 0).await;
    assert!(!log.iter().any(|message| text(message).starts_with("message")), "{log:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_hangs_is_given_up_in_time() {
    let mysql = DatabaseServer::start();
    let database = Database::on(&mysql.url).await;
    let server = Server::start(&database);
    let (mut visitor, mut agent) = (server.visitor().await, server.agent().await);
    let session = visitor.start_session(0, 0).await.id;
    let mut browser = visitor.subscribe(v1::SubscribeRequest { id: session, ..Default::default() }).await.expect("a stream");
    let mut console = agent.talk().await;
    console.subscribe(session, 0).await;
    let mut idle = agent.talk().await;
    let mut traffic = traffic(&visitor, &agent, &server.demo.url, session).await;
    traffic.goes_on(100).await;

    // Nothing is refused and nothing breaks: there is just no answer.
    mysql.freeze(true);
    let (mut other, mut sender) = (Client::connect(&server.demo.url, &visitor.token).await, visitor.clone());
    let (refused, unanswered, ()) = tokio::join!(
        async { timeout(BOUND, other.session(session)).await.expect("an answer in time").expect_err("no database") },
        try_send(&mut sender, None, session, "unanswered"),
        async {
            becomes(&server, 503).await;
            assert_answers(&mut idle).await;
        }
    );
    assert_eq!((refused.code(), reason(&refused).as_str()), (Code::Unavailable, "UNAVAILABLE"));
    assert_eq!(unanswered, None);
    mysql.freeze(false);
    becomes(&server, 200).await;
    traffic.goes_on(100).await;
    let seq = visitor.send(session, "unanswered", "unanswered").await.expect("a message").seq;
    let mut acked = traffic.end().await;
    acked.push(("unanswered".to_owned(), seq));
    acked.sort_by_key(|(_, seq)| *seq);
    assert_logged(acked, &mut visitor, session, [&mut browser, &mut console.frames]).await;
}
