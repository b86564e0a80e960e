//! How long one message takes from a visitor on one node to an agent on another, through RabbitMQ, beside the same on one node.

use std::time::{Duration, Instant};

use supportchat_client::v1::chat_request::Frame as Request;

use crate::support::client::text_message;
use crate::support::{BrokerServer, Client, Database, Server};
use crate::{duration, quantile};

pub async fn run() {
    let (database, broker) = (Database::mysql().await, BrokerServer::start());
    let settings = [("SUPPORTCHAT_AMQP_URL", broker.url.as_str())];
    let (one, two) = (Server::start_with(&database, &settings), Server::start_with(&database, &settings));
    // The node that started last has set the demo's password.
    let agent = two.agent().await;
    let same = measure(&one, Client::connect(&one.demo.url, &agent.token).await).await;
    let other = measure(&one, agent).await;
    let limit = quantile(&same, 0.5);
    tell("on the same node", &same, limit);
    tell("on another node", &other, limit);
}

/// The times from a visitor's sends on a node to their arrival on an agent's stream.
async fn measure(node: &Server, mut agent: Client) -> Vec<Duration> {
    let mut visitor = node.visitor().await;
    let session = visitor.start_session(0, 0).await.id;
    let (mut mine, mut theirs) = (visitor.talk().await, agent.talk().await);
    theirs.subscribe(session, 0).await;
    theirs.frames.entries(2).await;
    // By then the agent's node has told the broker what it needs.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let (mut times, until) = (Vec::new(), Instant::now() + duration());
    for number in 0_u64.. {
        if Instant::now() >= until {
            break;
        }
        let began = Instant::now();
        mine.say(Request::Send(text_message(session, "Hello!", &format!("m-{number}")))).await;
        theirs.frames.entry().await;
        times.push(began.elapsed());
    }
    times.sort();
    times
}

fn tell(what: &str, sorted: &[Duration], limit: Duration) {
    let (p50, p99) = (quantile(sorted, 0.5), quantile(sorted, 0.99));
    let ratio = p50.as_secs_f64() / limit.as_secs_f64();
    println!("nodes: send to the other side {what:<18} p50 {:>6} us  p99 {:>6} us  {ratio:.2}", p50.as_micros(), p99.as_micros());
}
