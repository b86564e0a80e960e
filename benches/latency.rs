//! How long one message takes when nothing else goes on: to its acknowledgement, and to the other side's stream, beside one bare commit.

use std::time::{Duration, Instant};

use supportchat_client::v1::chat_request::Frame as Request;
use supportchat_client::v1::server_frame::Frame;

use crate::support::client::text_message;
use crate::support::{Database, Server};
use crate::{duration, quantile, raw};

pub async fn run(kind: &str, database: &Database) {
    let (_, bare) = raw::commits(database, 1, 1, duration()).await;
    let limit = quantile(&bare, 0.5);
    tell(kind, "bare commit of one row", &bare, limit);

    let server = Server::start(database);
    let (mut visitor, mut agent) = (server.visitor().await, server.agent().await);
    let session = visitor.start_session(0, 0).await.id;
    let (mut mine, mut theirs) = (visitor.talk().await, agent.talk().await);
    mine.subscribe(session, 0).await;
    theirs.subscribe(session, 0).await;
    theirs.frames.entries(2).await;

    let (mut acks, mut arrivals, until) = (Vec::new(), Vec::new(), Instant::now() + duration());
    for number in 0_u64.. {
        if Instant::now() >= until {
            break;
        }
        let began = Instant::now();
        mine.say(Request::Send(text_message(session, "Hello!", &format!("m-{number}")))).await;
        let (ack, arrival) = tokio::join!(
            async {
                mine.frames.find(|frame| matches!(frame, Frame::Ack(_)).then_some(())).await;
                began.elapsed()
            },
            async {
                theirs.frames.entry().await;
                began.elapsed()
            }
        );
        acks.push(ack);
        arrivals.push(arrival);
    }
    acks.sort();
    arrivals.sort();
    tell(kind, "send to acknowledgement", &acks, limit);
    tell(kind, "send to the other side", &arrivals, limit);
}

fn tell(kind: &str, what: &str, sorted: &[Duration], limit: Duration) {
    let (p50, p99) = (quantile(sorted, 0.5), quantile(sorted, 0.99));
    let ratio = p50.as_secs_f64() / limit.as_secs_f64();
    println!("latency {kind}: {what:<26} p50 {:>6} us  p99 {:>6} us  {ratio:.2}", p50.as_micros(), p99.as_micros());
}
