//! Clients that do more than they should, and what keeps them from hurting others or themselves.

use std::time::Duration;

use futures::future::join_all;
use supportchat_client::v1::chat_request::Frame as Request;
use supportchat_client::v1::server_frame::Frame;
use supportchat_client::v1::{self, Ping, SessionCursor};
use tokio::time::sleep;
use tonic::Code;

use crate::support::client::{reason, text, text_message};
use crate::support::{Client, Server};

fn log_in(client: &Client, email: &str) -> impl Future<Output = String> + use<> {
    let mut auth = client.auth.clone();
    let request = v1::CreateAgentTokenRequest { email: email.to_owned(), password: "not the password".to_owned() };
    async move { reason(&auth.create_agent_token(request).await.expect_err("a refusal")) }
}

crate::stories! {
    async fn passwords_guessed_at_the_same_time_count_each_other(database: Database) {
        let server = Server::start(&database);
        let nobody = Client::connect(&server.demo.url, "").await;
        let answers = join_all((0..40).map(|_| log_in(&nobody, &server.demo.agent_email))).await;
        let tried = answers.iter().filter(|reason| *reason == "WRONG_CREDENTIALS").count();
        assert!(tried <= 10, "{tried} guesses were looked at");
        assert_eq!(log_in(&nobody, &server.demo.agent_email).await, "TOO_MANY_FAILED_LOGINS");
    }

    async fn log_ins_are_counted_behind_a_visitors_token_too(database: Database) {
        let server = Server::start_with(&database, &[("SUPPORTCHAT_ADDRESS_RATE", "1")]);
        let visitor = server.visitor().await;
        let mut answers = Vec::new();
        for number in 0..30 {
            answers.push(log_in(&visitor, &format!("agent{number}@example.com")).await);
        }
        assert!(answers.iter().any(|reason| reason == "RATE_LIMITED"), "{answers:?}");
    }

    async fn thousands_of_messages_sent_ahead_are_all_acknowledged(database: Database) {
        const MESSAGES: usize = 6000;
        let server = Server::start(&database);
        let mut visitor = server.visitor().await;
        let session = visitor.start_session(0, 0).await.id;
        let mut talk = visitor.talk().await;
        let requests = talk.requests.clone().expect("the stream is open");
        let sending = tokio::spawn(async move {
            for number in 0..MESSAGES {
                let frame = Some(Request::Send(text_message(session, "now", &number.to_string())));
                requests.send(v1::ChatRequest { request_id: number.to_string(), frame }).await.expect("the stream is open");
            }
        });
        for number in 0..MESSAGES {
            let ack = talk.answer(&number.to_string()).await.expect("an ack");
            assert_eq!(usize::try_from(ack.seq).expect("a seq"), number + 3, "in the order of the frames");
        }
        sending.await.expect("all sent");
    }

    async fn nothing_is_stored_before_what_was_refused_for_now(database: Database) {
        const MESSAGES: usize = 30;
        let server = Server::start_with(&database, &[("SUPPORTCHAT_VISITOR_RATE", "2")]);
        let mut visitor = server.visitor().await;
        let session = visitor.start_session(0, 0).await.id;
        let mut talk = visitor.talk().await;
        let names: Vec<String> = (0..MESSAGES).map(|number| format!("message {number}")).collect();
        let mut asked = Vec::new();
        for name in &names {
            asked.push(talk.say(Request::Send(text_message(session, name, name))).await);
        }
        // A refusal may come before the acknowledgement of what was sent earlier.
        let (mut acked, mut refused) = (Vec::new(), Vec::new());
        while acked.len() + refused.len() < MESSAGES {
            match talk.frames.next().await {
                Frame::Ack(ack) => acked.push(ack.request_id),
                Frame::Error(error) => {
                    assert!(error.retry_info.is_some(), "{error:?}");
                    refused.push(error.request_id);
                }
                _ => {}
            }
        }
        let first = acked.len();
        assert_eq!((&acked[..], &refused[..]), asked.split_at(first), "none has passed one that was refused");
        // There is room for two by now.
        sleep(Duration::from_millis(1100)).await;
        let error = talk.send(session, &names[first + 1], &names[first + 1]).await.expect_err("it is not its turn");
        assert_eq!((error.code, error.error_info.expect("a reason").reason.as_str()), (Code::Aborted.into(), "OUT_OF_TURN"));
        assert!(error.retry_info.is_some());
        // A call has no turn.
        visitor.send(session, "a call", "a call").await.expect("a message");
        for name in &names[first..] {
            while let Err(error) = talk.send(session, name, name).await {
                sleep(Duration::try_from(error.retry_info.and_then(|info| info.retry_delay).expect("when to try again")).expect("a time")).await;
            }
        }
        let log = server.agent().await.log(session, 0).await;
        let sent: Vec<&str> = log.iter().map(text).filter(|text| text.starts_with("message")).collect();
        assert_eq!(sent, names);
    }

    async fn a_client_that_never_pauses_is_still_fed(database: Database) {
        const PINGS: i32 = 100_000;
        let server = Server::start(&database);
        let mut visitor = server.visitor().await;
        let session = visitor.start_session(0, 0).await.id;
        let mut talk = visitor.talk().await;
        let requests = talk.requests.clone().expect("the stream is open");
        let pinging = tokio::spawn(async move {
            let subscribe = Some(Request::Subscribe(SessionCursor { chat_session_id: session, after_seq: 0 }));
            requests.send(v1::ChatRequest { request_id: "subscribe".to_owned(), frame: subscribe }).await.expect("the stream is open");
            for _ in 0..PINGS {
                let ping = Some(Request::Ping(Ping {}));
                requests.send(v1::ChatRequest { request_id: "ping".to_owned(), frame: ping }).await.expect("the stream is open");
            }
        });
        let (mut pongs, mut entries) = (0, 0);
        while pongs < PINGS {
            match talk.frames.next().await {
                Frame::Pong(_) => pongs += 1,
                Frame::Entry(_) => {
                    entries += 1;
                    println!("entry {entries} after {pongs} pongs");
                }
                _ => {}
            }
            assert!(pongs < PINGS / 2 || entries == 2, "half of the pings were answered before the entries came");
        }
        pinging.await.expect("all sent");
    }
}
