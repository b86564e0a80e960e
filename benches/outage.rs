//! Chat while RabbitMQ is away: the time to an acknowledgement and the node's memory at a steady rate, with the broker, without it for the length of
//! 100,000 entries, and while the backlog drains. ENTRIES=n and RATE=n (messages a second) set others.

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use supportchat::store::{Options, Store};
use supportchat_client::v1::chat_request::Frame as Request;
use supportchat_client::v1::server_frame::Frame;
use tokio::time::{MissedTickBehavior, interval};

use crate::quantile;
use crate::support::client::text_message;
use crate::support::server::binary;
use crate::support::{BrokerServer, Database, Server, Talk, environment};

const STREAMS: usize = 16;
const TEXT: &str = "Where is my order? It was to come on Monday.";
/// How long chat is measured with the broker before it is stopped: as long as without it, so that the database's own pauses are in both.
const BEFORE: Duration = Duration::from_secs(50);
/// The slowest message in a hundred is also said for each part of this length: a machine that pauses shows there.
const PART: Duration = Duration::from_secs(10);
/// How often it is asked what still waits. It is counted row by row.
const LOOK: Duration = Duration::from_secs(2);
/// How long the backlog may take.
const DRAIN: Duration = Duration::from_secs(600);

fn setting(name: &str, otherwise: usize) -> usize {
    environment(name).and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

pub async fn run() {
    let (entries, rate) = (setting("ENTRIES", 100_000), setting("RATE", 2_000));
    let database = Database::mysql().await;
    let broker = BrokerServer::start();
    let server = Server::start_with(&database, &[("SUPPORTCHAT_AMQP_URL", &broker.url)]);
    let store = Store::connect(Options::new(database.url.clone())).await.expect("a store");
    let mut talks = Vec::new();
    for _ in 0..STREAMS {
        let mut visitor = server.visitor().await;
        let session = visitor.start_session(0, 0).await.id;
        talks.push((visitor.talk().await, session));
    }
    // Connections, caches and prepared statements are there from the second phase on.
    phase(&mut talks, rate, Until::After(Duration::from_secs(3))).await;

    let with = tell("with the broker", &phase(&mut talks, rate, Until::After(BEFORE)).await, &server, None);
    broker.kill();
    let without = phase(&mut talks, rate, Until::Sent(entries)).await;
    tell("without it", &without, &server, Some(with));
    let (waiting, _) = store.waiting_rows().await.expect("the outbox");
    println!("outage: {waiting} rows wait in the outbox");

    broker.restart();
    let began = Instant::now();
    let drained = Arc::new(AtomicBool::new(false));
    let watching = tokio::spawn(watch(store.clone(), Arc::clone(&drained), waiting));
    tell("while it drains", &phase(&mut talks, rate, Until::Drained(drained)).await, &server, Some(with));
    watching.await.expect("the outbox was watched");
    println!("outage: drained in {:.1} s, while chat went on", began.elapsed().as_secs_f64());

    let (audit, database_url) = (server.data.path().to_owned(), database.url.clone());
    while store.waiting_rows().await.expect("the outbox").0 > 0 {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let verified = Command::new(binary())
        .args(["audit", "verify"])
        .env("SUPPORTCHAT_DATABASE_URL", database_url)
        .env("SUPPORTCHAT_DATA_DIR", audit)
        .output()
        .expect("supportchat audit verify");
    for line in String::from_utf8_lossy(&verified.stdout).lines() {
        println!("outage: audit verify: {line}");
    }
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
}

/// Says when nothing of the backlog is left: chat adds as much as is taken, so that some always waits.
async fn watch(store: Store, drained: Arc<AtomicBool>, backlog: i64) {
    let began = Instant::now();
    let few = (backlog / 100).max(200);
    while began.elapsed() < DRAIN {
        if store.waiting_rows().await.is_ok_and(|(waiting, _)| waiting < few) {
            break;
        }
        tokio::time::sleep(LOOK).await;
    }
    drained.store(true, Ordering::Relaxed);
}

/// When a phase ends.
#[derive(Clone)]
enum Until {
    After(Duration),
    Sent(usize),
    Drained(Arc<AtomicBool>),
}

impl Until {
    fn is_reached(&self, began: Instant, sent: usize) -> bool {
        match self {
            Self::After(time) => began.elapsed() >= *time,
            Self::Sent(count) => sent * STREAMS >= *count,
            Self::Drained(drained) => drained.load(Ordering::Relaxed),
        }
    }
}

/// When, since the phase began, a message was acknowledged, and how long after it was due.
type Times = Vec<(Duration, Duration)>;

/// Sends at a steady rate, and answers when each was acknowledged.
#[expect(clippy::cast_precision_loss, reason = "a rate")]
async fn phase(talks: &mut Vec<(Talk, i64)>, rate: usize, until: Until) -> Times {
    let every = Duration::from_secs(1).mul_f64(STREAMS as f64 / rate as f64);
    let began = Instant::now();
    let running: Vec<_> = talks
        .drain(..)
        .enumerate()
        .map(|(index, (mut talk, session))| {
            let until = until.clone();
            tokio::spawn(async move {
                tokio::time::sleep(every.mul_f64(index as f64 / STREAMS as f64)).await;
                let mut due = interval(every);
                due.set_missed_tick_behavior(MissedTickBehavior::Burst);
                let (mut times, mut sent) = (Vec::new(), std::collections::VecDeque::new());
                let mut count = 0;
                loop {
                    let over = until.is_reached(began, count);
                    if over && sent.is_empty() {
                        return (times, talk, session);
                    }
                    tokio::select! {
                        at = due.tick(), if !over => {
                            count += 1;
                            sent.push_back(at.into_std());
                            let name = format!("{session}-{:x}-{count}", began.elapsed().as_nanos());
                            talk.say(Request::Send(text_message(session, TEXT, &name))).await;
                        }
                        frame = talk.frames.next() => match frame {
                            Frame::Ack(_) => times.push((began.elapsed(), sent.pop_front().expect("a message for each acknowledgement").elapsed())),
                            Frame::Error(error) => panic!("refused: {error:?}"),
                            _ => {}
                        },
                    }
                }
            })
        })
        .collect();
    let mut all = Vec::new();
    for stream in running {
        let (times, talk, session) = stream.await.expect("a stream");
        all.extend(times);
        talks.push((talk, session));
    }
    all
}

/// Prints what a phase took, and answers its p99.
fn tell(what: &str, times: &Times, server: &Server, with: Option<Duration>) -> Duration {
    let sorted = |times: &mut dyn Iterator<Item = Duration>| {
        let mut times: Vec<Duration> = times.collect();
        times.sort();
        times
    };
    let all = sorted(&mut times.iter().map(|(_, took)| *took));
    let (p50, p99) = (quantile(&all, 0.5), quantile(&all, 0.99));
    let ratio = with.map_or(1.0, |with| p99.as_secs_f64() / with.as_secs_f64());
    let memory = server.memory() / 1024 / 1024;
    println!(
        "outage: {what:<16} {:>7} messages  p50 {:>6} us  p99 {:>6} us  {ratio:.2}  node {memory} MiB",
        times.len(),
        p50.as_micros(),
        p99.as_micros()
    );
    let part_of = |at: &Duration| at.as_secs() / PART.as_secs();
    let last = times.iter().map(|(at, _)| part_of(at)).max().unwrap_or(0);
    let parts: Vec<String> = (0..=last)
        .map(|part| sorted(&mut times.iter().filter(|(at, _)| part_of(at) == part).map(|(_, took)| *took)))
        .filter(|times| !times.is_empty())
        .map(|times| format!("{:.1}", quantile(&times, 0.99).as_secs_f64() * 1000.0))
        .collect();
    println!("outage: {what:<16} p99 of each {} s in ms: {}", PART.as_secs(), parts.join(" "));
    p99
}
